#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail /* the project has its own */

#include <errno.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/base/date.h"
#include "core/base/error.h"

static const char *chinese(const char *id)
{
	static const char *const words[][2] = {
		{"{1} must be after {2}", "{2}之后才能是{1}"},
		{"too late", "太迟"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(words[i][0], id))
			return words[i][1];
	return id;
}

static void shows(const struct message *message, const char *zh, const char *en)
{
	struct buf out = BUF_INIT;

	message_show(message, LANGUAGE_ZH, chinese, &out);
	assert_string_equal(buf_cstr(&out), zh);
	buf_clear(&out);
	message_show(message, LANGUAGE_EN, NULL, &out);
	assert_string_equal(buf_cstr(&out), en);
	buf_release(&out);
}

static void messages_in_both_languages(void **state)
{
	struct message message;

	(void)state;
	message_set(&message, "{1} must be after {2}", "td", "join_date", "入党日期", date_of(2026, 9, 24));
	shows(&message, "2026-09-24之后才能是入党日期", "join date must be after 2026-09-24");
	message_set(&message, "{1} of {2}: {3}, {4}", "nsSw", INT64_MIN, "a_b {1}",
		text_take(TEXT("史桂芸"), 3), "too late");
	shows(&message, "-9223372036854775808 of a_b {1}: 史, 太迟",
		"-9223372036854775808 of a_b {1}: 史, too late");
	message_set(&message, "{0} {9} {1} {x} {", "t", "no_label", NULL);
	shows(&message, "{0} {9} no label {x} {", "{0} {9} no label {x} {");
	message_set(&message, "{2}{1}", "");
	shows(&message, "", "");
}

static void long_words_are_cut_between_characters(void **state)
{
	char many[1000];
	struct message message;

	(void)state;
	for (size_t skip = 0; skip < 3; skip++) {
		memcpy(many, "xxx", skip);
		for (size_t i = skip; i + 3 < sizeof(many); i += 3)
			memcpy(many + i, "党", 4);
		message_set(&message, many, "stS", many, many, many,
			TEXT("a\x1e"
			     "b\x1f\n"));
		assert_true(text_valid(text_of(message.id)));
		assert_true(strlen(message.id) > MESSAGE_ID_ROOM - 4);
		assert_true(text_valid(text_of(message.args[0].text)));
		assert_true(text_valid(text_of(message.args[1].text)));
		assert_non_null(strchr(message.args[1].text, 0x1f));
		/* what separates arguments on the wire cannot come from people's words */
		assert_string_equal(message.args[2].text, "a b  ");
	}
}

static void the_first_failure_wins(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(fail(NULL, ERROR_INPUT, "x", ""));
	assert_false(fail_at(NULL, 1, 1));
	assert_false(fail(&err, ERROR_INPUT, "first {1}", "n", (int64_t)1));
	assert_false(fail(&err, ERROR_STATE, "second", NULL));
	assert_int_equal(err.kind, ERROR_INPUT);
	shows(&err.message, "first 1", "first 1");
	assert_false(fail_at(&err, 7, 3));
	assert_false(fail_at(&err, 8, 4));
	assert_int_equal(err.tag, 7);
	assert_int_equal(err.row, 3);
}

static void the_system_says_why(void **state)
{
	static const struct {
		int number;
		enum error_kind kind;
	} rows[] = {{EACCES, ERROR_SYSTEM}, {ENOSPC, ERROR_FULL}, {EDQUOT, ERROR_FULL}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct error err = ERROR_INIT;

		errno = rows[i].number;
		assert_false(fail_errno(&err, "rules.yaml"));
		assert_int_equal(err.kind, rows[i].kind);
		assert_string_equal(err.message.args[0].text, "rules.yaml");
		assert_string_equal(err.message.args[1].text, strerror(rows[i].number));
	}
}

static void problems_are_counted(void **state)
{
	struct problems list = PROBLEMS_INIT;

	(void)state;
	for (uint16_t i = 0; i < 20; i++) {
		struct problem *problem =
			problem_add(&list, i % 4 == 0, i, 100u + i, "fault {1}", "n", (int64_t)i);

		assert_ptr_equal(problem, &list.items[i]);
	}
	assert_int_equal(list.count, 20);
	assert_int_equal(list.errors, 15);
	assert_int_equal(list.items[13].tag, 13);
	assert_int_equal(list.items[13].row, 113);
	shows(&list.items[13].message, "fault 13", "fault 13");
	problems_release(&list);
	assert_int_equal(list.count + list.errors + list.room, 0);
}

static void messages_cross_the_wire(void **state)
{
	struct message message, other;
	struct buf out = BUF_INIT;

	(void)state;
	message_set(&message, "{1} {2} {3} {4}", "tnSd", "join_date", "入党日期", INT64_C(-5),
		TEXT("a\x1e"
		     "b"),
		INT64_C(0));
	message_encode(&message, &out);
	assert_true(message_decode(buf_as_text(&out), &other));
	assert_memory_equal(&message, &other, sizeof(message));
	assert_false(message_decode(TEXT("{1}\x1ez1"), &other));
	assert_false(
		message_decode(TEXT("{1}\x1en1\x1en1\x1en1\x1en1\x1en1\x1en1\x1en1\x1en1\x1en1"), &other));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_in_both_languages),
		cmocka_unit_test(long_words_are_cut_between_characters),
		cmocka_unit_test(the_first_failure_wins),
		cmocka_unit_test(the_system_says_why),
		cmocka_unit_test(problems_are_counted),
		cmocka_unit_test(messages_cross_the_wire),
	};

	return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
