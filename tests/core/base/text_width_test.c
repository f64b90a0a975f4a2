#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void single_widths(void **state)
{
	static const struct {
		uint32_t code;
		int narrow, wide; /* as text_ambiguous_wide is false or true */
	} rows[] = {
		{0, -1, -1},
		{'\n', -1, -1},
		{0x7f, -1, -1},
		{0x9b, -1, -1},
		{'a', 1, 1},
		{0xa0, 1, 1},
		{0x4e00, 2, 2},
		{0x9fff, 2, 2},
		{0x3000, 2, 2},
		{0xff21, 2, 2},
		{0xff71, 1, 1},
		{0x301, 0, 0},
		{0x200b, 0, 0},
		{0x1100, 2, 2},
		{0x1161, 0, 0},
		{0x11a8, 0, 0},
		{0xac00, 2, 2},
		{0x1f600, 2, 2},
		{0x2026, 1, 2},
		{0x2014, 1, 2},
		{0x201c, 1, 2},
		{0x2460, 1, 2},
		{0xb7, 1, 2},
		{0x2500, 1, 2},
		{0xe000, 1, 2},
		{0x20000, 2, 2},
		{0x2a6e0, 2, 2},
		{0x2fffd, 2, 2},
		{0x323b0, 2, 2},
		{0x3fffd, 2, 2},
		{0xfa6e, 2, 2},
		{0xe9, 1, 2},
		{0xeb, 1, 1},
		{0x10ffff, 1, 1},
		{0x110000, 1, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		text_ambiguous_wide = false;
		assert_int_equal(char_width(rows[i].code), rows[i].narrow);
		text_ambiguous_wide = true;
		assert_int_equal(char_width(rows[i].code), rows[i].wide);
		text_ambiguous_wide = false;
	}
}

/* Against the whole of EastAsianWidth.txt, from which only the ambiguous ones were taken. */
static void all_widths_follow_unicode(void **state)
{
	FILE *file = fopen("/usr/share/unicode/EastAsianWidth.txt", "r");
	char line[300], kind[3];
	unsigned first, last, checked = 0;

	(void)state;
	if (!file)
		skip();
	while (fgets(line, sizeof(line), file)) {
		last = 0;
		if (sscanf(line, "%x..%x;%2[A-Za-z]", &first, &last, kind) != 3 &&
			sscanf(line, "%x;%2[A-Za-z]", &first, kind) != 2)
			continue;
		for (unsigned code = first; code <= (last ? last : first); code++, checked++) {
			int width = char_width(code);

			if (width > 0 && width != (strchr("WF", kind[0]) ? 2 : 1))
				fail_msg("U+%04X is %s and has the width %d", code, kind, width);
		}
	}
	fclose(file);
	assert_true(checked > 200000);
}

static void widths_and_fits(void **state)
{
	static const struct {
		const char *text;
		size_t columns, bytes, width;
	} rows[] = {
		{"abc", 2, 2, 2},
		{"abc", 3, 3, 3},
		{"abc", 9, 3, 3},
		{"党会", 3, 3, 2},
		{"党会", 4, 6, 4},
		{"党", 1, 0, 0},
		{"a党", 2, 1, 1},
		{"e\xcc\x81x", 1, 3, 1},
		{"", 5, 0, 0},
		{"党", 0, 0, 0},
		{"a\nb", 2, 2, 2},
		{"e\xcc\x81", 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t width = 99;

		assert_int_equal(text_fit(text_of(rows[i].text), rows[i].columns, &width), rows[i].bytes);
		assert_int_equal(width, rows[i].width);
		assert_int_equal(text_width(text_take(text_of(rows[i].text), rows[i].bytes)), rows[i].width);
	}
}

static void padding(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *right, *left;
	} rows[] = {
		{"ab", 4, "ab  ", "  ab"},
		{"党会", 4, "党会", "党会"},
		{"党会议", 5, "党.. ", " 党.."},
		{"党会议", 4, "党..", "党.."},
		{"abcdef", 4, "ab..", "ab.."},
		{"党会", 3, ".. ", " .."},
		{"党会", 2, "..", ".."},
		{"党会", 1, ".", "."},
		{"党会", 0, "", ""},
		{"", 2, "  ", "  "},
		{"a\nb\x1b", 5, "a b  ", " a b "},
		{"\xff", 2, "\xef\xbf\xbd ", " \xef\xbf\xbd"},
	};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		buf_clear(&out);
		text_pad(&out, text_of(rows[i].text), rows[i].columns);
		assert_string_equal(buf_cstr(&out), rows[i].right);
		assert_int_equal(text_width(buf_as_text(&out)), rows[i].columns);
		buf_clear(&out);
		text_pad_left(&out, text_of(rows[i].text), rows[i].columns);
		assert_string_equal(buf_cstr(&out), rows[i].left);
	}
	buf_release(&out);
}

/* `lines` has | where the lines end. */
static void wrapping(void **state)
{
	static const struct {
		size_t columns;
		const char *lines;
	} rows[] = {
		{6, "党小组|会议"},
		{7, "党小组|会议"},
		{8, "the |quick |brown"},
		{9, "the quick |brown"},
		{4, "abcd|efgh|i"},
		{6, "党员ab|党员"},
		{5, "党员|ab党"},
		{6, "党小|组，会|议"},
		{6, "党小|组。”|会"},
		{6, "说：|“好”"},
		{4, "ab\n|cd"},
		{2, "ab\n|cd"},
		{2, "\n|\n|a"},
		{3, "abc |d"},
		{3, "abc \n|d"},
		{1, "党|会"},
		{6, "党2026|年9月"},
		{4, "，，|，，"},
		{10, "见 |core/base/|text"},
		{5, "决定|——好"},
		{6, "决定——|好"},
		{3, "e\xcc\x81t\xcc\x81z|q"},
		{8, "abc(de)|"},
		{80, "第一条"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text lines = text_of(rows[i].lines), rest = lines, piece;
		struct buf whole = BUF_INIT;

		while (text_split(&rest, '|', &piece))
			buf_text(&whole, piece);
		for (rest = buf_as_text(&whole); text_split(&lines, '|', &piece);
			rest = text_skip(rest, piece.len)) {
			size_t bytes = text_wrap(rest, rows[i].columns);

			if (bytes != piece.len)
				fail_msg("%s at %zu: \"%.*s\"", rows[i].lines, rows[i].columns, (int)bytes,
					rest.at);
		}
		assert_int_equal(rest.len, 0);
		buf_release(&whole);
	}
	text_ambiguous_wide = true;
	assert_int_equal(text_wrap(TEXT("决定——好"), 6), 6); /* the dash stays whole */
	text_ambiguous_wide = false;
	assert_int_equal(text_wrap(NO_TEXT, 10), 0);
	assert_int_equal(text_wrap(TEXT("党"), 0), 3);
}

/* GraphemeBreakTest.txt: "÷ 0061 × 0301 ÷ # ...", ÷ where a cluster may end. Fills the text and the ends of
 * its clusters in bytes. */
static size_t read_clusters(const char *line, struct buf *text, size_t ends[64])
{
	size_t count = 0;
	unsigned code;

	buf_clear(text);
	while (*line && *line != '#') {
		char bytes[4];

		if (!strncmp(line, "÷", 2) && text->len && count < 64)
			ends[count++] = text->len;
		while (*line && (unsigned char)*line >= 0x80)
			line++;
		if (sscanf(line, " %x", &code) != 1 || line[1] == '#')
			break;
		buf_put(text, bytes, utf8_put(bytes, code));
		line += 1 + strcspn(line + 1, " ") + 1;
	}
	return count;
}

static void clusters_are_unicodes_both_ways(void **state)
{
	FILE *file = fopen("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt", "r");
	struct buf text = BUF_INIT;
	size_t ends[64], checked = 0;
	char line[1000];

	(void)state;
	if (!file)
		skip();
	while (fgets(line, sizeof(line), file)) {
		size_t count = line[0] == '#' ? 0 : read_clusters(line, &text, ends), start = 0;

		if (text_find(buf_as_text(&text), TEXT("\xed\xa0\x80")) < text.len)
			continue; /* a lone surrogate is not UTF-8 */
		for (size_t i = 0; i < count; start = ends[i++], checked++) {
			struct text head = text_take(buf_as_text(&text), ends[i]);

			if (text_grapheme(text_skip(buf_as_text(&text), start)) != ends[i] - start ||
				text_grapheme_back(head) != ends[i] - start)
				fail_msg("%s", line);
		}
	}
	fclose(file);
	buf_release(&text);
	assert_true(checked > 1000);
}

static void one_backspace(void **state)
{
	static const struct {
		const char *text;
		size_t first, last;
	} rows[] = {
		{"", 0, 0},
		{"ab", 1, 1},
		{"党会", 3, 3},
		{"xe\xcc\x81", 1, 3},
		{"e\xcc\x81x", 3, 1},
		{"a\r\n", 1, 2},
		{"党\xff", 3, 1},
		{"\xff\xfe", 1, 1},
		{"\xe5\x85", 1, 1},
		{"한", 3, 3},
		{"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 9, 9},
		{"党e\xcc\x81", 3, 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(text_grapheme(text_of(rows[i].text)), rows[i].first);
		assert_int_equal(text_grapheme_back(text_of(rows[i].text)), rows[i].last);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(single_widths),
		cmocka_unit_test(all_widths_follow_unicode),
		cmocka_unit_test(widths_and_fits),
		cmocka_unit_test(padding),
		cmocka_unit_test(wrapping),
		cmocka_unit_test(clusters_are_unicodes_both_ways),
		cmocka_unit_test(one_backspace),
	};

	return cmocka_run_group_tests_name("text_width", tests, NULL, NULL);
}
