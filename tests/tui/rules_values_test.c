/* Where values stand in a line of rules, and what a fault offers in place of one: of every message that
 * offers anything. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#undef fail
#include "core/base/error.h"
#include "core/io/table.h"
#include "tui/rules/editor.h"

static const struct {
	const char *text, *values; /* a blank between */
} lines[] = {
	{"分值: 6\n", "6"},
	{"- {情形: 甲, 每处: -0.5, 最多扣: 6}\n", "甲 -0.5 6"},
	{"名称: 到会率   # 说明: 不是值\n# 分值: 7\n分值: 8\n", "到会率 8"},
	{"公式: \"-如果(a, 5)\"\n", "\"-如果(a, 5)\""},
	{"扣分清单:\n  - {从: 90%, 得: 6}\n分档: [{其余: 0}]\n", "90% 6 0"},
	{"数据:会议\n只看:\n", ""},
	{"每: [月, 人]\n分值: 5\n", "月 人 5"},
	{"- {级别: [省级, \"市, 级\"], 得: 6}\n同分: []\n", "省级 \"市, 级\" 6"},
	{"分档: [{从: 1, 得: 2}, {其余: 0}]\n", "1 2 0"},
	{"公式: 最大(0, 值)\n# [a, b]\n", "最大(0, 值)"},
};

/* The values one by one, forwards or back; as they stand in the text. */
static void walk(const char *text, bool back, struct buf *found)
{
	size_t at = back ? strlen(text) + 1 : 0, from, to;

	buf_clear(found);
	while (value_next(text_of(text), at, back, &from, &to)) {
		struct buf so_far = BUF_INIT;
		struct text value = {text + from, to - from};

		buf_text(&so_far, buf_as_text(found));
		buf_clear(found);
		buf_text(found, back ? value : buf_as_text(&so_far));
		buf_text(found, so_far.len ? TEXT(" ") : NO_TEXT);
		buf_text(found, back ? buf_as_text(&so_far) : value);
		buf_release(&so_far);
		/* The caret stands behind the value. */
		at = to;
		assert_true(value_at(text_of(text), to, &from, &to));
		assert_int_equal(at, to);
	}
}

static void test_values(void **state)
{
	struct buf found = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		for (int back = 0; back < 2; back++) {
			walk(lines[i].text, back, &found);
			assert_string_equal(buf_cstr(&found), lines[i].values);
		}
	buf_release(&found);
}

/* Backspace takes a value away and stops at the key: where that is. */
static void test_keys_end(void **state)
{
	static const struct {
		const char *text;
		size_t at;
		bool ends;
	} rows[] = {{"分值: 6", 8, true}, {"分值: 6", 9, false}, {"分值: 6", 7, false}, {"分值: ", 8, true},
		{"{得: 6, 从: 5}", 6, true}, {"[a, b]", 4, false}, {"# 分值: 6", 10, false}, {"", 0, false}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(key_ends_at(text_of(rows[i].text), rows[i].at), rows[i].ends);
}

/* Where an item is added: the line it comes before, and how far in it is. */
static void test_item_places(void **state)
{
	static const char text[] = "# 说明\n"                      /* 0 */
				   "部分:\n"                       /* 1 */
				   "  - 名称: 基本项\n"            /* 2 */
				   "    项目:  # 十项\n"           /* 3 */
				   "      # 一\n"                  /* 4 */
				   "      - 名称: 甲\n"            /* 5 */
				   "        扣分清单:\n"           /* 6 */
				   "          - 情形: 乙\n"        /* 7 */
				   "\n"                            /* 8 */
				   "      - {名称: 丙, 分值: 5}\n" /* 9 */
				   "\n"                            /* 10 */
				   "  - 名称: 加分项\n"            /* 11 */
				   "    项目:\n"                   /* 12 */
				   "    - {名称: 丁}\n"            /* 13 */
				   "  - 名称: 扣分项\n"            /* 14 */
				   "    项目:\n"                   /* 15 */
				   "      - {名称: 戊}\n"          /* 16 */
				   "等次:\n"                       /* 17 */
				   "  - {名: 优秀, 从: 90}\n";     /* 18 */
	static const struct {
		size_t line, behind, blanks;
	} rows[] = {{0, 10, 6}, {2, 10, 6}, {3, 10, 6}, {5, 8, 6}, {7, 8, 6}, {8, 8, 6}, {9, 10, 6},
		{11, 10, 6}, {13, 14, 4}, {16, 17, 6}, {18, 17, 6}};
	size_t behind, blanks;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(item_place(TEXT(text), rows[i].line, &behind, &blanks));
		if (behind != rows[i].behind)
			print_error("line %zu: %zu\n", rows[i].line, behind);
		assert_int_equal(behind, rows[i].behind);
		assert_int_equal(blanks, rows[i].blanks);
	}
	assert_false(item_place(TEXT("部分:\n  - 名称: 甲\n    项目: []\n"), 0, &behind, &blanks));
	assert_false(item_place(NO_TEXT, 0, &behind, &blanks));
}

/* The number of the argument behind a sign; -1: it is not there. */
static int offered_by(struct text id, const char *sign)
{
	size_t at = text_find(id, text_of(sign));

	return at < id.len ? id.at[at + strlen(sign)] - '1' : -1;
}

static bool try_message(struct text id)
{
	static const char *const signs[] = {"did you mean {", "There are {", "there are {"};
	struct message message = {.id = ""};
	struct buf coded = BUF_INIT, offers = BUF_INIT;
	int offered = -1;

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs) && offered < 0; i++)
		offered = offered_by(id, signs[i]);
	if (offered < 0)
		return false;
	snprintf(message.id, sizeof(message.id), "%.*s", (int)id.len, id.at);
	for (int i = 0; i < MESSAGE_ARGS; i++) {
		message.args[i].kind = 'S';
		snprintf(message.args[i].text, sizeof(message.args[i].text), "%s",
			i == offered ? "甲, 乙 or 丙" : "别的");
	}
	message_encode(&message, &coded);
	fault_offers(buf_as_text(&coded), false, &offers);
	assert_string_equal(buf_cstr(&offers), "甲\n乙\n丙");
	buf_release(&coded);
	buf_release(&offers);
	return true;
}

/* All that the catalogue has: a new message that offers something is understood, too. */
static void test_offers(void **state)
{
	struct buf file = BUF_INIT;
	struct text rest, line;
	size_t offering = 0;
	glob_t found;

	(void)state;
	assert_int_equal(glob("config/lang/parts/*.po", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		buf_clear(&file);
		assert_true(file_read(found.gl_pathv[i], &file, NULL));
		for (rest = buf_as_text(&file); rest.len && text_split(&rest, '\n', &line);)
			if (text_starts(line, TEXT("msgid \"")))
				offering += try_message(text_take(text_skip(line, 7), line.len - 8));
	}
	assert_true(offering > 10);
	globfree(&found);
	buf_release(&file);
}

/* What has two names goes by the one of the file's language. */
static void test_names(void **state)
{
	struct message message;
	struct buf coded = BUF_INIT, offers = BUF_INIT;

	(void)state;
	message_set(&message, "there are {1}", "t", "group_meeting", "党小组会");
	message_encode(&message, &coded);
	fault_offers(buf_as_text(&coded), false, &offers);
	assert_string_equal(buf_cstr(&offers), "党小组会");
	buf_clear(&offers);
	fault_offers(buf_as_text(&coded), true, &offers);
	assert_string_equal(buf_cstr(&offers), "group_meeting");
	buf_release(&coded);
	buf_release(&offers);
}

/* What the caret stands at, as F4 sees it: | is the caret. */
static const struct {
	const char *text;
	enum place_kind kind;
	const char *word, *key; /* key: of F1 */
} places[] = {
	{"分值: 5|\n", PLACE_VALUE, "5", "分值"},
	{"分值: |\n", PLACE_VALUE, "", "分值"},
	{"每: [月, |人]\n", PLACE_VALUE, "人", "每"},
	{"每: [月, |]\n", PLACE_VALUE, "", "每"},
	{"公式: 值 / |同类平均\n", PLACE_VALUE, "同类平均", "公式"},
	{"只看: 状态 = |\n", PLACE_VALUE, "", "只看"},
	{"只看: 状态 in (拟开|、退回)\n", PLACE_VALUE, "拟开", "只看"},
	{"  分|值: 5\n", PLACE_KEY, "分值", "分值"},
	{"  - 名称|: 甲\n", PLACE_KEY, "名称", "名称"},
	{"- {从: 90%, 得|: 6}\n", PLACE_KEY, "得", "得"},
	{"- {从: 90%, |}\n", PLACE_NEW_KEY_IN_BRACES, "", "从"},
	{"- {|}\n", PLACE_NEW_KEY_IN_BRACES, "", ""},
	{"分值: 5\n  |\n名称: 甲\n", PLACE_NEW_KEY, "", "分值"},
	{"同分: [基本项, |]\n", PLACE_VALUE, "", "同分"},
	{"- |\n", PLACE_VALUE, "", ""},
};

static void test_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		char text[200] = "";
		size_t at = strcspn(places[i].text, "|"), from, to;
		struct place place;

		snprintf(text, sizeof(text), "%.*s%s", (int)at, places[i].text, places[i].text + at + 1);
		place = place_at(text_of(text), at);
		print_message("%s", places[i].text);
		assert_int_equal(place.kind, places[i].kind);
		assert_true(text_is(text_take(text_skip(text_of(text), place.from), place.to - place.from),
			places[i].word));
		if (key_before(text_of(text), at, &from, &to))
			assert_true(
				text_is(text_take(text_skip(text_of(text), from), to - from), places[i].key));
		else
			assert_string_equal(places[i].key, "");
	}
}

static const struct {
	const char *old, *new, *words;
} changed[] = {
	{"a: 1\n", "a: 1\n", ""},
	{"a: 1\nb: 2\n", "a: 1\nb: 3\n", "1 places  line 2 b 2 -> 3"},
	{"- {a: 1, b: 2}\n", "- {a: 4, b: 3}\n", "2 places  line 1 a 1 -> 4   line 1 b 2 -> 3"},
	{"a: 1\nb: 2\nc: 3\n", "a: 1\nc: 3\n", "1 places  line 2 1 lines gone"},
	{"a: 1\nc: 3\n", "a: 1\nx: 1\ny: 2\nc: 3\n", "1 places  line 2 2 lines new"},
	{"a: 1\nb: 2\nc: 3\n", "a: 2\nb: 2\nc: 4\n", "2 places  line 1 a 1 -> 2   line 3 c 3 -> 4"},
	{"a: 1\n", "b: 1\n", "1 places  line 1 is another"},
	{"a: 1\nb: 2\n", "", "1 places  line 1 2 lines gone"},
	/* A line put in shifts the others, which stay the same. */
	{"a: 1\nb: 2\nc: 3\nd: 4\n", "a: 1\nx: 0\nb: 2\nc: 3\nd: 5\n",
		"2 places  line 2 1 lines new   line 5 d 4 -> 5"},
};

static void test_changes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(changed) / sizeof(*changed); i++) {
		struct buf words = BUF_INIT;

		changes_say(text_of(changed[i].old), text_of(changed[i].new), &words);
		assert_string_equal(buf_cstr(&words), changed[i].words);
		buf_release(&words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_values), cmocka_unit_test(test_keys_end),
		cmocka_unit_test(test_item_places), cmocka_unit_test(test_places),
		cmocka_unit_test(test_changes), cmocka_unit_test(test_offers), cmocka_unit_test(test_names)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
