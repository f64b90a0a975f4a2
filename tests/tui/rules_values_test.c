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
};

static void walk(const char *text, bool back, char *found)
{
	size_t at = back ? strlen(text) + 1 : 0, from, to;
	char one[100];

	*found = '\0';
	while (value_next(text_of(text), at, back, &from, &to)) {
		snprintf(one, sizeof(one), "%.*s", (int)(to - from), text + from);
		if (back) {
			if (*found)
				strcat(one, " ");
			memmove(found + strlen(one), found, strlen(found) + 1);
			memcpy(found, one, strlen(one));
		} else {
			strcat(found, *found ? " " : "");
			strcat(found, one);
		}
		/* The caret stands behind the value. */
		at = to;
		assert_true(value_at(text_of(text), to, &from, &to));
		assert_int_equal(at, to);
	}
}

static void test_values(void **state)
{
	char found[200];

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		walk(lines[i].text, false, found);
		assert_string_equal(found, lines[i].values);
		walk(lines[i].text, true, found);
		assert_string_equal(found, lines[i].values);
	}
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
		strcpy(message.args[i].text, i == offered ? "甲, 乙 or 丙" : "别的");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_offers), cmocka_unit_test(test_names)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
