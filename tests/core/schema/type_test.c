#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "core/model/entities.h"
#include "tests/harness/sample.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TODAY 20720 /* 2026-09-24 */

/* Three people, of whom two share a name; one name holds a blank, one a mark between names. */
static const char *const people[] = {"", "史桂芸", "Ann Li", "王芳", "王芳", "甲、乙"};

static bool find(struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	size_t found = 0;

	(void)naming;
	if (target != SAMPLE_ID)
		return false;
	for (size_t i = 1; i < COUNT(people); i++)
		if (text_is(text, people[i])) {
			if (found++)
				return (fail)(err, ERROR_INPUT, "Several are named {1}", "S", text);
			*id = i;
		}
	return found == 1;
}

static bool title(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	(void)naming;
	(void)target;
	if (!id || id >= COUNT(people))
		return false;
	buf_text(out, text_of(people[id]));
	return true;
}

static struct naming chinese = {find, title, TODAY, LANGUAGE_ZH};
static struct naming english = {find, title, TODAY, LANGUAGE_EN};

/* What is typed; its exact form (NULL: refused, "": empty); how it is shown in Chinese and in English. */
static const struct {
	uint16_t tag;
	const char *typed, *exact, *zh, *en;
} rows[] = {
	{SAMPLE_NAME, " 史桂芸　", "史桂芸", "史桂芸", "史桂芸"},
	{SAMPLE_NAME, "", "", "", ""},
	{SAMPLE_NAME, "　 ", "", "", ""},
	{SAMPLE_NAME, "a\nb\tc", "a b c", "a b c", "a b c"},
	{SAMPLE_NAME, "cafe\xcc\x81", "caf\xc3\xa9", "caf\xc3\xa9", "caf\xc3\xa9"},
	{SAMPLE_NAME,
		"a\xe2\x80\x8b"
		"b",
		NULL, "", ""},
	{SAMPLE_NAME,
		"a\xe2\x80\xae"
		"b",
		NULL, "", ""},
	{SAMPLE_NAME, "a\033[2J", NULL, "", ""},
	{SAMPLE_NAME, "\xff\xfe", NULL, "", ""},
	{SAMPLE_ESSAY, "a\r\nb\tc", "a\nb\tc", "a\nb\tc", "a\nb\tc"},
	{SAMPLE_COUNT, "１２", "12", "12", "12"},
	{SAMPLE_COUNT, "-3", "-3", "-3", "-3"},
	{SAMPLE_COUNT, "1.5", NULL, "", ""},
	{SAMPLE_COUNT, "三", NULL, "", ""},
	{SAMPLE_SHARE, "7.50", "7.5", "7.5", "7.5"},
	{SAMPLE_SHARE, "7.505", NULL, "", ""},
	{SAMPLE_DAY, "2026年9月24日", "2026-09-24", "2026-09-24", "2026-09-24"},
	{SAMPLE_DAY, "明天", "2026-09-25", "2026-09-25", "2026-09-25"},
	{SAMPLE_DAY, "2026-02-30", NULL, "", ""},
	{SAMPLE_TIME, "下午3点", "15:00", "15:00", "15:00"},
	{SAMPLE_TIME, "24:00", "24:00", "24:00", "24:00"},
	{SAMPLE_TIME, "25:00", NULL, "", ""},
	{SAMPLE_AT, "2026-09-24T07:02:03Z", "2026-09-24T07:02:03Z", "2026-09-24 15:02", "2026-09-24 15:02"},
	{SAMPLE_AT, "2026-09-24T15:02:03+08:00", "2026-09-24T07:02:03Z", "2026-09-24 15:02",
		"2026-09-24 15:02"},
	{SAMPLE_AT, "2026-09-24 15:02", "2026-09-24T07:02:00Z", "2026-09-24 15:02", "2026-09-24 15:02"},
	{SAMPLE_AT, "2026-09-24 15:02:03", "2026-09-24T07:02:03Z", "2026-09-24 15:02", "2026-09-24 15:02"},
	{SAMPLE_AT, "2026-09-24", "2026-09-23T16:00:00Z", "2026-09-24 00:00", "2026-09-24 00:00"},
	{SAMPLE_AT, "昨天", NULL, "", ""},
	{SAMPLE_DONE, "是", "yes", "是", "yes"},
	{SAMPLE_DONE, "否", "no", "否", "no"},
	{SAMPLE_DONE, "yes", "yes", "是", "yes"},
	{SAMPLE_DONE, "No", "no", "否", "no"},
	{SAMPLE_DONE, "TRUE", "yes", "是", "yes"},
	{SAMPLE_DONE, "false", "no", "否", "no"},
	{SAMPLE_DONE, "１", "yes", "是", "yes"},
	{SAMPLE_DONE, "0", "no", "否", "no"},
	{SAMPLE_DONE, "2", NULL, "", ""},
	{SAMPLE_DONE, "也许", NULL, "", ""},
	{SAMPLE_KIND, "lecture", "lecture", "党课", "lecture"},
	{SAMPLE_KIND, "党课", "lecture", "党课", "lecture"},
	{SAMPLE_KIND, "Theme Day", "theme_day", "主题党日", "theme day"},
	{SAMPLE_KIND, "ｌｅｃｔｕｒｅ", "lecture", "党课", "lecture"},
	{SAMPLE_KIND, "study", "study", "集中学习", "study"},
	{SAMPLE_KIND, "Party_Lesson", "lecture", "党课", "lecture"}, /* as it was called once */
	{SAMPLE_KIND, "lectures", NULL, "", ""},
	{SAMPLE_KINDS, "党课、党小组会", "group_meeting;lecture", "党小组会、党课", "group meeting, lecture"},
	{SAMPLE_KINDS, "lecture study", "lecture;study", "党课、集中学习", "lecture, study"},
	{SAMPLE_KINDS, "party_lesson, study", "lecture;study", "党课、集中学习", "lecture, study"},
	{SAMPLE_KINDS, "theme day; 党课，党课", "lecture;theme_day", "党课、主题党日", "lecture, theme day"},
	{SAMPLE_KINDS, "、,;", "", "", ""},
	{SAMPLE_KINDS, "党课、党小组", NULL, "", ""},
	{SAMPLE_OWNER, "#17", "#17", "#17", "#17"},
	{SAMPLE_OWNER, "#0", NULL, "", ""},
	{SAMPLE_OWNER, "#-1", NULL, "", ""},
	{SAMPLE_OWNER, "17", NULL, "", ""},
	{SAMPLE_OWNER, "史桂芸", "史桂芸", "史桂芸", "史桂芸"},
	{SAMPLE_OWNER, "Ann Li", "Ann Li", "Ann Li", "Ann Li"},
	{SAMPLE_OWNER, "王芳", NULL, "", ""},
	{SAMPLE_OWNER, "#3", "#3", "王芳", "王芳"},
	{SAMPLE_HELPERS, "史桂芸、#17、史桂芸", "史桂芸;#17", "史桂芸、#17", "史桂芸, #17"},
	{SAMPLE_HELPERS, "史桂芸 #17", "史桂芸;#17", "史桂芸、#17", "史桂芸, #17"},
	{SAMPLE_HELPERS, "Ann Li，史桂芸", "Ann Li;史桂芸", "Ann Li、史桂芸", "Ann Li, 史桂芸"},
	{SAMPLE_HELPERS, "#5", "#5", "甲、乙", "甲、乙"},
	{SAMPLE_HELPERS, "；", "", "", ""},
	{SAMPLE_HELPERS, "史桂芸 刘", NULL, "", ""},
	{SAMPLE_ROLL, "史桂芸", NULL, "", ""},
};

static void typed_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct field *field = entity_field(&sample_entity, rows[i].tag);
		struct buf room = BUF_INIT, exact = BUF_INIT, zh = BUF_INIT, en = BUF_INIT;
		struct error err = ERROR_INIT;
		struct value value;
		bool good = field_parse(field, text_of(rows[i].typed), &chinese, &room, &value, &err);

		if (good != (rows[i].exact != NULL) || good != !err.kind)
			fail_msg("row %zu: \"%s\" was %s (%s)", i, rows[i].typed, good ? "taken" : "refused",
				err.message.id);
		if (good) {
			field_format(field, &value, &chinese, &exact);
			field_show(field, &value, &chinese, &zh);
			field_show(field, &value, &english, &en);
			assert_string_equal(buf_cstr(&exact), rows[i].exact);
			assert_string_equal(buf_cstr(&zh), rows[i].zh);
			assert_string_equal(buf_cstr(&en), rows[i].en);
			assert_int_equal(value.kind == VALUE_EMPTY, !*rows[i].exact);
		} else {
			assert_int_equal(err.kind, ERROR_INPUT);
			assert_int_equal(err.tag, rows[i].tag);
		}
		buf_release(&room);
		buf_release(&exact);
		buf_release(&zh);
		buf_release(&en);
	}
}

/* Typed with a fault, and what is said to people. */
static const struct {
	uint16_t tag;
	const char *typed, *zh, *en;
} faults[] = {
	{SAMPLE_KIND, "lectures", "类型: \"lectures\" is no choice; did you mean 党课?",
		"kind: \"lectures\" is no choice; did you mean lecture?"},
	{SAMPLE_KIND, "xyz", "类型: \"xyz\" is none of 党小组会、党课、主题党日、集中学习",
		"kind: \"xyz\" is none of group meeting, lecture, theme day, study"},
	{SAMPLE_KINDS, "党课、党小组", "各类型: \"党小组\" is no choice; did you mean 党小组会?",
		"kinds: \"党小组\" is no choice; did you mean group meeting?"},
	{SAMPLE_NAME,
		"a\xe2\x80\x8b"
		"b",
		"姓名 holds a character that cannot be seen (U+200B); take it out",
		"name holds a character that cannot be seen (U+200B); take it out"},
	{SAMPLE_OWNER, "王芳", "Several are named 王芳", "Several are named 王芳"},
	{SAMPLE_HELPERS, "史桂芸 刘", "协助人: there is none named \"刘\"",
		"helpers: there is none named \"刘\""},
	{SAMPLE_DAY, "2026-02-30", "日期: there is no day \"2026-02-30\"",
		"day: there is no day \"2026-02-30\""},
};

static void faults_say_what_to_do(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct buf room = BUF_INIT, zh = BUF_INIT, en = BUF_INIT;
		struct error err = ERROR_INIT;
		struct value value;

		assert_false(field_parse(entity_field(&sample_entity, faults[i].tag),
			text_of(faults[i].typed), &chinese, &room, &value, &err));
		message_show(&err.message, LANGUAGE_ZH, NULL, &zh);
		message_show(&err.message, LANGUAGE_EN, NULL, &en);
		assert_string_equal(buf_cstr(&zh), faults[i].zh);
		assert_string_equal(buf_cstr(&en), faults[i].en);
		buf_release(&room);
		buf_release(&zh);
		buf_release(&en);
	}
}

/* Without `today` a shorthand might mean any year. */
static void shorthand_needs_a_today(void **state)
{
	struct naming undated = chinese;
	struct value value;

	(void)state;
	undated.today = 0;
	assert_false(field_parse(
		entity_field(&sample_entity, SAMPLE_DAY), TEXT("明天"), &undated, NULL, &value, NULL));
}

/* Numbers that a newer version or damage left are shown, never computed with. */
static void strange_numbers_are_shown(void **state)
{
	static const int64_t numbers[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, 1441, INT64_MAX - 1, INT64_MAX};

	(void)state;
	for (const struct field *field = NULL; (field = entity_next(&sample_entity, field));)
		for (size_t i = 0; field->type->kind == VALUE_NUMBER && i < COUNT(numbers); i++) {
			struct value value = value_number(numbers[i]);
			struct buf out = BUF_INIT;

			field_format(field, &value, &chinese, &out);
			field_show(field, &value, &english, &out);
			field_check(field, &value, NULL);
			if (value.number)
				assert_true(out.len > 0);
			buf_release(&out);
		}
}

static void format_can_be_read(const struct field *field, struct naming *naming, uint64_t *seed)
{
	struct arena arena = ARENA_INIT;
	struct value value = sample_value(field, seed, &arena), again;
	struct buf text = BUF_INIT, room = BUF_INIT;
	struct error err = ERROR_INIT;

	field_format(field, &value, naming, &text);
	if (!field_check(field, &value, &err) ||
		!field_parse(field, buf_as_text(&text), naming, &room, &again, &err) ||
		!value_equal(&value, &again))
		fail_msg("%s: \"%s\" is read as another value (%s)", field->name, buf_cstr(&text),
			err.message.id);
	buf_release(&text);
	buf_release(&room);
	arena_release(&arena);
}

static void parse_of_format_is_the_value(void **state)
{
	uint64_t seed = random_seed();

	(void)state;
	for (size_t i = 0; i < 2000; i++)
		for (const struct field *field = NULL; (field = entity_next(&sample_entity, field));)
			if (field->type != &type_list)
				format_can_be_read(field, i % 2 ? &chinese : NULL, &seed);
	for (const struct entity *const *entity = court_schema.entities; *entity; entity++)
		for (const struct field *field = NULL; (field = entity_next(*entity, field));)
			if (field->type != &type_list)
				format_can_be_read(field, NULL, &seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed_values),
		cmocka_unit_test(faults_say_what_to_do),
		cmocka_unit_test(shorthand_needs_a_today),
		cmocka_unit_test(strange_numbers_are_shown),
		cmocka_unit_test(parse_of_format_is_the_value),
	};

	return cmocka_run_group_tests_name("type", tests, NULL, NULL);
}
