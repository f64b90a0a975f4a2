#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/base/pinyin.h"
#include "core/base/readings.h"
#include "tests/harness/seed.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void what_finds_what(void **state)
{
	static const struct {
		const char *name, *override, *found, *missed; /* typed, parted by | */
	} rows[] = {
		{"史桂芸", "",
			"史|桂|史桂|桂芸|shi|s|sh|sgy|shigy|gy|sg|shiguiyun|guiy|SGY|ｓｇｙ|史gy|sh桂| sgy "
			"|shi yun|s y|",
			"sy|zhi|史芸|shiguiyunx|桂史|yun shi|gys|sgyy|史桂芸芸"},
		{"单伟", "", "单|sw|dw|cw|shanwei|danwei|chanwei|shw", "ws|zw"},
		{"曾广", "", "zeng|ceng|zg|cg", "tg"},
		{"尉迟恭", "", "ycg|wcg|yuchi|weichi", "ychg恭"},
		{"万俟云", "", "mqy|wsy|moqi", "wqq"},
		{"朴正", "", "piao|pz|puzheng", "bz"},
		/* Not by what only the large dictionary knows: 任 as lin. */
		{"任希霞", "", "ren|rxx", "l|lin"},
		{"仇英", "", "qiuying|chouying|qy|cy", "ty"},
		{"吕梁", "", "lvliang|luliang|lüliang|ll|lv", "lyu"},
		{"西安", "", "xian|xa|xan", "xain"},
		{"重庆", "", "chongqing|zhongqing|zq|cq", "xq"},
		{"买买提·艾力", "", "mmtal|mmt al|maimaitiaili|提艾|提·艾|t·a", "mmtl"},
		{"第2党小组 Group-A", "", "d2|2d|group|groupa|group a|xzg|dxz a|第2", "2x|goup"},
		{"ABC", "", "abc|b|ＢＣ", "ac|ba"},
		{"刘\xee\x80\x80", "liu ying", "ly|liuying|ying|\xee\x80\x80", "lz"},
		{"李晓", "Li Xue", "lix|lixue|lixiao", "lixu晓"},
		{"", "", "", "a"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (int round = 0; round < 2; round++) {
			struct text name = text_of(rows[i].name), override = text_of(rows[i].override), typed;
			struct text list = text_of(round ? rows[i].missed : rows[i].found);

			while (text_split(&list, '|', &typed))
				if (pinyin_match(name, override, typed) == round)
					fail_msg("%s %s by \"%.*s\"", rows[i].name,
						round ? "is found" : "is not found", (int)typed.len,
						typed.at);
			assert_true(pinyin_match(name, override, NO_TEXT));
		}
}

/* Names and typed words of few characters, so that they often meet. */
static struct text random_words(unsigned *seed, char *out, size_t most, bool typed)
{
	static const char *const pieces[] = {"单", "亓", "仉", "佴", "侴", "俟", "倪", "偌", "僪", "吕", "重",
		"安", "\xee\x80\x80", "·", "-", "Ａ", "b", "x", "2", "é"},
				 *const letters[] = {"s", "sh", "l", "lv", "lu", "u", "v", "ü", "z", "c", "x",
					 "q", "an", " ", "B"};
	size_t count = (size_t)rand_r(seed) % (most + 1);
	char *end = out;

	out[0] = '\0';
	while (count--) {
		bool sound = typed && rand_r(seed) % 3;

		end = stpcpy(end,
			sound ? letters[(size_t)rand_r(seed) % COUNT(letters)]
			      : pieces[(size_t)rand_r(seed) % COUNT(pieces)]);
	}
	return text_of(out);
}

/* No name is missed by its marks, and none that they are enough for is found in vain. */
static void marks_say_what_can_be_found(void **state)
{
	static const char *const overrides[] = {"", "lv an", "Shan", "vu e zh"};
	unsigned seed = (unsigned)random_seed(), first = seed;
	size_t found = 0, enough = 0, vain = 0, missed = 0;

	(void)state;
	for (size_t i = 0; i < 200000; i++) {
		char name_room[64], typed_room[64];
		struct text name = random_words(&seed, name_room, 4, false);
		struct text typed = random_words(&seed, typed_room, i % 2 ? 1 : 4, true);
		struct text override = text_of(overrides[(size_t)rand_r(&seed) % COUNT(overrides)]);
		bool whole, match = pinyin_match(name, override, typed);
		struct pinyin_marks asks = pinyin_asks(typed, &whole), marks = pinyin_marks(name, override);
		bool marked = pinyin_has(&marks, &asks);

		found += match && asks.follows;
		vain += !match && marked;
		missed += !match && !marked;
		enough += whole && asks.begins;
		if ((match && !marked) || (whole && marked && !match))
			fail_msg("seed %u: \"%s\" (%s) by \"%s\": match %d, marked %d", first, name.at,
				override.at, typed.at, match, marked);
	}
	assert_true(found > 1000);
	assert_true(enough > 1000);
	assert_true(missed > 4 * vain);
}

static void long_typed_text_is_cut(void **state)
{
	struct buf name = BUF_INIT, typed = BUF_INIT;

	(void)state;
	for (int i = 0; i < 200; i++) {
		buf_text(&name, TEXT("安"));
		buf_text(&typed, TEXT("a"));
	}
	assert_true(pinyin_match(buf_as_text(&name), NO_TEXT, buf_as_text(&typed)));
	assert_false(pinyin_match(text_take(buf_as_text(&name), 3 * 62), NO_TEXT, buf_as_text(&typed)));
	buf_release(&name);
	buf_release(&typed);
}

static void names_in_the_order_of_directories(void **state)
{
	static const char *const names[] = {
		"",
		"10",
		"2",
		"a",
		"ab",
		"b",
		"艾力",
		"曹伟",
		"单于明",
		"陈",
		"陈安",
		"陈波",
		"仇英",
		"任静",
		"单伟",
		"史桂芸",
		"史云",
		"西",
		"先",
		"先西",
		"尉迟恭",
		"曾广",
		"查文",
		"中",
		"\xe2\xba\x80",
	};
	/* qiu, ren, shan, yu, zeng, zha: as surnames are read */
	struct buf keys[COUNT(names)] = {BUF_INIT};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		pinyin_key(text_of(names[i]), NO_TEXT, &keys[i]);
		assert_null(keys[i].len ? memchr(keys[i].data, 0, keys[i].len) : NULL);
	}
	for (size_t i = 1; i < COUNT(names); i++)
		if (text_compare(buf_as_text(&keys[i - 1]), buf_as_text(&keys[i])) >= 0)
			fail_msg("%s is not before %s", names[i - 1], names[i]);
	for (size_t i = 0; i < COUNT(names); i++)
		buf_release(&keys[i]);
}

static void keys(void **state)
{
	static const struct {
		const char *name, *override, *key;
	} rows[] = {
		{"史桂", "", "\x80shi\x01史\x80gui\x01桂"},
		{"单伟", "", "\x80shan\x01单\x80wei\x01伟"},
		{"伟单", "",
			"\x80wei\x01伟\x80"
			"dan\x01单"},
		{"单位建设年", "",
			"\x80"
			"dan\x01单\x80wei\x01位\x80jian\x01建\x80she\x01设\x80nian\x01年"},
		{"单", "",
			"\x80"
			"dan\x01单"},
		{"单伟", "Dan wei",
			"\x80"
			"dan\x01单\x80wei\x01伟"},
		{"吕一", "LÜ  yi", "\x80lv\x01吕\x80yi\x01一"},
		{"吕一", "", "\x80lv\x01吕\x80yi\x01一"},
		{"刘\xee\x80\x80", "liu ying", "\x80liu\x01刘\x80ying\x01\xee\x80\x80"},
		{"刘\xee\x80\x80", "", "\x80liu\x01刘\xee\x80\x80"},
		{"ＡＢ-12", "", "ab-12"},
		{"尉迟恭", "",
			"\x80yu\x01尉\x80"
			"chi\x01迟\x80gong\x01恭"},
		{"晟长", "",
			"\x80sheng\x01晟\x80"
			"chang\x01长"},
		{"王晟", "", "\x80wang\x01王\x80sheng\x01晟"},
		{"王伟", "wangweiliang x", "\x80wangwei\x01王\x80x\x01伟"},
	};
	struct buf key = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		buf_clear(&key);
		pinyin_key(text_of(rows[i].name), text_of(rows[i].override), &key);
		assert_string_equal(buf_cstr(&key), rows[i].key);
	}
	buf_release(&key);
}

/* Any name is found by the sound of its first readings, by their initials, and by any part of itself. */
static void every_character_is_found_by_its_sound(void **state)
{
	unsigned seed = (unsigned)random_seed();

	(void)state;
	srandom(seed);
	for (int round = 0; round < 5000; round++) {
		struct buf name = BUF_INIT, sound = BUF_INIT, initials = BUF_INIT;

		for (int i = 0; i < 3; i++) {
			uint32_t code = 0x4e00 + (uint32_t)random() % 8000;
			const uint16_t *readings = readings_of(code);
			char bytes[4];

			if (!readings)
				continue;
			buf_put(&name, bytes, utf8_put(bytes, code));
			while (!(*readings & READING_LAST) && random() % 2)
				readings++;
			buf_text(&sound, text_of(reading_letters(*readings)));
			buf_byte(&initials, (uint8_t)reading_letters(*readings)[0]);
		}
		assert_true(pinyin_match(buf_as_text(&name), NO_TEXT, buf_as_text(&sound)));
		assert_true(pinyin_match(buf_as_text(&name), NO_TEXT, buf_as_text(&initials)));
		assert_true(pinyin_match(buf_as_text(&name), NO_TEXT, buf_as_text(&name)));
		buf_release(&name);
		buf_release(&sound);
		buf_release(&initials);
	}
}

static void the_table_is_whole(void **state)
{
	size_t known = 0;

	(void)state;
	for (uint32_t code = 0; code < 0x40000; code++) {
		const uint16_t *readings = readings_of(code);
		size_t count = 0;

		for (bool more = readings; more; count++) {
			const char *letters = reading_letters(readings[count]);
			size_t len = strlen(letters);

			assert_true(len && len < SYLLABLE_ROOM &&
				len == strspn(letters, "abcdefghijklmnopqrstuvwxyz"));
			more = !(readings[count] & READING_LAST);
		}
		known += count > 0;
		assert_true(count < 16);
	}
	assert_true(known > 40000);
	/* all but a handful of the common characters */
	known = 0;
	for (uint32_t code = 0x4e00; code <= 0x9fa5; code++)
		known += readings_of(code) != NULL;
	assert_true(known > 20800);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_finds_what),
		cmocka_unit_test(marks_say_what_can_be_found),
		cmocka_unit_test(long_typed_text_is_cut),
		cmocka_unit_test(names_in_the_order_of_directories),
		cmocka_unit_test(keys),
		cmocka_unit_test(every_character_is_found_by_its_sound),
		cmocka_unit_test(the_table_is_whole),
	};

	return cmocka_run_group_tests_name("pinyin", tests, NULL, NULL);
}
