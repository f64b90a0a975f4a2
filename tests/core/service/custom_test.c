/* Fields that the court declares, through sessions on a store: one declares them, the next has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/io/table.h"
#include "core/schema/custom.h"
#include "core/schema/patch.h"
#include "tests/harness/command.h"
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct session *session;
static struct reply reply;

/* A session as that login that knows the fields of now. */
static void log_in(const char *login)
{
	struct record hello;

	session_close(session);
	session = court_session(&court, login);
	record_init(&hello, &hello_shape);
	record_number(&hello, HELLO_PROTOCOL, PROTOCOL);
	assert_true(court_call(session, CALL_HELLO, &hello, &reply));
	session_declare(&reply.body);
}

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	session = NULL;
	log_in(NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	session_close(session);
	reply_release(&reply);
	reply.bytes = (struct buf)BUF_INIT;
	court_remove(&court);
	return 0;
}

struct declaration {
	const char *record, *label, *name;
	int type;
	const char *choices, *target;
	bool required;
};

static bool declare(const struct declaration *field)
{
	const struct {
		uint16_t tag;
		const char *words;
	} texts[] = {{FIELD_ENTITY, field->record}, {FIELD_LABEL, field->label}, {FIELD_NAME, field->name},
		{FIELD_CHOICES, field->choices}, {FIELD_TARGET, field->target}};
	struct patch patch = PATCH_INIT;
	bool done;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i].words)
			patch_add(&patch, texts[i].tag, EMPTY_VALUE, value_text(text_of(texts[i].words)));
	patch_add(&patch, FIELD_TYPE, EMPTY_VALUE, value_number(field->type));
	if (field->required)
		patch_add(&patch, FIELD_REQUIRED, EMPTY_VALUE, value_number(1));
	done = court_apply(session, ENTITY_FIELD, 0, &patch, &reply);
	patch_release(&patch);
	return done;
}

static bool set(unsigned entity, uint64_t id, uint16_t tag, struct value old, struct value new)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, tag, old, new);
	done = court_apply(session, entity, (int64_t)id, &patch, &reply);
	patch_release(&patch);
	return done;
}

/* The first column of the rows, a blank between; or the refusal. */
static const char *list(const char *source, const char *column, const char *where)
{
	static char said[400];
	struct buf words = BUF_INIT;
	struct record body;

	record_init(&body, &page_query_shape);
	record_text(&body, PAGE_SOURCE, text_of(source));
	record_text(&body, PAGE_COLUMNS, text_of(column));
	record_text(&body, PAGE_WHERE, text_of(where));
	if (!court_call(session, CALL_PAGE, &body, &reply))
		buf_printf(&words, "! %s", reply_words(&reply));
	for (struct row_walk rows = view_rows(&reply.body, ROWS_ROWS); reply.done && row_walk_next(&rows);) {
		struct value value;

		view_get(&rows.row, CELL_FIRST, &value);
		if (value.kind == VALUE_NUMBER)
			buf_printf(&words, "%s%lld", words.len ? " " : "", (long long)value.number);
		else
			buf_printf(
				&words, "%s%.*s", words.len ? " " : "", (int)value.bytes.len, value.bytes.at);
	}
	snprintf(said, sizeof(said), "%s", buf_cstr(&words));
	buf_release(&words);
	return said;
}

enum { CHOSEN = 1, REFERRED, NOTED };

static void declare_three(void)
{
	const struct declaration three[] = {
		{"person", "民族", NULL, CUSTOM_CHOICE, "汉族；回族、满族", NULL, true},
		{"党小组", "联络员", "liaison", CUSTOM_REF, NULL, "人员", false},
		{"meeting", "天气", "weather", CUSTOM_TEXT, NULL, NULL, false},
	};

	for (size_t i = 0; i < 3; i++)
		if (!declare(&three[i]))
			fail_msg("%zu: %s", i, reply_words(&reply));
	log_in(NULL);
}

/* Every type is a field like another one: set, shown, filtered, followed, found in history. */
static void declared_fields_are_fields(void **state)
{
	const struct entity *person = schema_entity(&court_schema, ENTITY_PERSON);
	const struct field *field;

	(void)state;
	assert_null(entity_named(person, TEXT("民族")));
	declare_three();
	field = entity_named(person, TEXT("民族"));
	assert_non_null(field);
	assert_int_equal(field->tag, CUSTOM_TAG(CHOSEN));
	assert_true(field->flags & REQUIRED);
	assert_string_equal(choice_coded(field->choices, 3)->label, "满族");
	assert_null(choice_coded(field->choices, 4));
	assert_true(set(ENTITY_PERSON, court.people[2], CUSTOM_TAG(CHOSEN), EMPTY_VALUE, value_number(2)));
	assert_true(set(ENTITY_GROUP, court.group, CUSTOM_TAG(REFERRED), EMPTY_VALUE,
		value_number((int64_t)court.people[2])));
	assert_string_equal(list("person", "name", "民族 = 回族"), "丙三木");
	assert_string_equal(list("group", "liaison", "联络员.民族 = 回族"), "丙三木");
	assert_string_equal(
		list("membership", "person", "group.liaison.民族 = 回族 and person.code = p1"), "甲一山");
	assert_string_equal(list("meeting.agenda", "meeting.weather", NULL), "");
	/* What is no choice, and what does not exist, is refused as for any field. */
	assert_false(set(ENTITY_PERSON, court.people[1], CUSTOM_TAG(CHOSEN), EMPTY_VALUE, value_number(4)));
	assert_false(
		set(ENTITY_GROUP, court.other_group, CUSTOM_TAG(REFERRED), EMPTY_VALUE, value_number(999)));
	/* A person from before the field, who has no value, can be changed by whoever does something else. */
	assert_true(set(ENTITY_PERSON, court.people[1], PERSON_NOTE, EMPTY_VALUE, value_text(TEXT("x"))));
}

/* Rights are those of the record; to declare is the office's. */
static void leaders_use_them_only(void **state)
{
	const struct declaration one = {"meeting", "地址", NULL, CUSTOM_TEXT, NULL, NULL, false};

	(void)state;
	declare_three();
	log_in("p1");
	assert_false(declare(&one));
	assert_int_equal(reply.error.kind, ERROR_DENIED);
	assert_false(court_run(session, "remove_field", ENTITY_FIELD, NOTED, &reply));
	assert_true(
		set(ENTITY_MEETING, court.meeting, CUSTOM_TAG(NOTED), EMPTY_VALUE, value_text(TEXT("晴"))));
	assert_false(set(
		ENTITY_MEETING, court.other_meeting, CUSTOM_TAG(NOTED), EMPTY_VALUE, value_text(TEXT("晴"))));
	assert_string_equal(list("meeting", "weather", NULL), "晴");
	log_in("q1");
	assert_string_equal(list("meeting", "id", "天气 = 晴"), "");
}

static const struct {
	struct declaration field;
	const char *said;
} refusals[] = {
	{{"nobody", "甲", NULL, CUSTOM_TEXT, NULL, NULL, false}, "There is no kind of record \"nobody\""},
	{{"person", "姓名", NULL, CUSTOM_TEXT, NULL, NULL, false}, "person has a field of that name already"},
	{{"person", "甲", "name", CUSTOM_TEXT, NULL, NULL, false}, "person has a field of that name already"},
	{{"人员", "民族", NULL, CUSTOM_TEXT, NULL, NULL, false}, "person has a field of that name already"},
	{{"person", "甲 乙", NULL, CUSTOM_TEXT, NULL, NULL, false},
		"A name is one word, without blanks and signs"},
	{{"person", "a.b", NULL, CUSTOM_TEXT, NULL, NULL, false},
		"A name is one word, without blanks and signs"},
	{{"person", "2024", NULL, CUSTOM_TEXT, NULL, NULL, false},
		"A name is one word, without blanks and signs"},
	{{"person", "编号", NULL, CUSTOM_TEXT, NULL, NULL, false},
		"A name is one word, without blanks and signs"},
	{{"person", "甲", NULL, CUSTOM_CHOICE, NULL, NULL, false},
		"A choice needs words to choose from, at most 60"},
	{{"person", "甲", NULL, CUSTOM_CHOICE, " ; ", NULL, false},
		"A choice needs words to choose from, at most 60"},
	{{"person", "甲", NULL, CUSTOM_CHOICE, "子;丑;子", NULL, false}, "\"子\" stands there twice"},
	{{"person", "甲", NULL, CUSTOM_REF, NULL, NULL, false}, "There is no kind of record \"\""},
	{{"person", "甲", NULL, 99, NULL, NULL, false}, "type: there is no such choice"},
};

static void wrong_ones_are_refused(void **state)
{
	(void)state;
	declare_three();
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		if (declare(&refusals[i].field))
			fail_msg("%zu was declared", i);
		if (strcmp(reply_words(&reply), refusals[i].said))
			fail_msg("%zu: %s instead of %s", i, reply_words(&reply), refusals[i].said);
	}
}

/* Until there are values all can be changed; then the kind stands, and words keep their places. */
static void values_hold_a_declaration(void **state)
{
	const struct value before = value_text(TEXT("汉族；回族、满族"));

	(void)state;
	declare_three();
	assert_true(
		set(ENTITY_FIELD, NOTED, FIELD_TYPE, value_number(CUSTOM_TEXT), value_number(CUSTOM_DATE)));
	assert_true(
		set(ENTITY_FIELD, NOTED, FIELD_TYPE, value_number(CUSTOM_DATE), value_number(CUSTOM_TEXT)));
	assert_true(
		set(ENTITY_MEETING, court.meeting, CUSTOM_TAG(NOTED), EMPTY_VALUE, value_text(TEXT("晴"))));
	assert_true(set(ENTITY_PERSON, court.people[2], CUSTOM_TAG(CHOSEN), EMPTY_VALUE, value_number(2)));
	assert_false(
		set(ENTITY_FIELD, NOTED, FIELD_TYPE, value_number(CUSTOM_TEXT), value_number(CUSTOM_DATE)));
	assert_string_equal(
		reply_words(&reply), "1 records have a value: remove the field and declare another");
	assert_false(set(
		ENTITY_FIELD, NOTED, FIELD_ENTITY, value_text(TEXT("meeting")), value_text(TEXT("task"))));
	assert_false(set(ENTITY_FIELD, CHOSEN, FIELD_CHOICES, before, value_text(TEXT("汉族；满族、回族"))));
	assert_false(set(ENTITY_FIELD, CHOSEN, FIELD_CHOICES, before, value_text(TEXT("汉族；回族"))));
	assert_false(
		set(ENTITY_FIELD, CHOSEN, FIELD_CHOICES, before, value_text(TEXT("壮族；汉族；回族；满族"))));
	assert_true(set(ENTITY_FIELD, CHOSEN, FIELD_CHOICES, before, value_text(TEXT("汉族；回;满族;壮族"))));
	log_in(NULL);
	assert_string_equal(list("person", "name", "民族 = 回"), "丙三木");
}

static void removed_ones_keep_their_values(void **state)
{
	int64_t change;

	(void)state;
	declare_three();
	assert_true(set(ENTITY_PERSON, court.people[2], CUSTOM_TAG(CHOSEN), EMPTY_VALUE, value_number(2)));
	assert_true(court_run(session, "remove_field", ENTITY_FIELD, CHOSEN, &reply));
	change = view_number(&reply.body, APPLIED_SEQUENCE);
	log_in(NULL);
	assert_true(
		text_starts(text_of(list("person", "民族", NULL)), TEXT("! person has no field \"民族\"")));
	assert_true(set(ENTITY_PERSON, court.people[2], PERSON_NOTE, EMPTY_VALUE, value_text(TEXT("x"))));
	/* A new one of that name is another field; it goes, and the first is there again with its value. */
	assert_true(declare(&(struct declaration){"person", "民族", NULL, CUSTOM_TEXT, NULL, NULL, false}));
	log_in(NULL);
	assert_string_equal(list("person", "民族", "code = p3"), "");
	assert_true(court_run(session, "remove_field", ENTITY_FIELD, 4, &reply));
	{
		struct record body;

		record_init(&body, &undo_shape);
		record_number(&body, UNDO_SEQUENCE, change);
		if (!court_call(session, CALL_UNDO, &body, &reply))
			fail_msg("%s", reply_words(&reply));
	}
	log_in(NULL);
	assert_string_equal(list("person", "name", "民族 = 回族"), "丙三木");
}

/* --- from a file --- */

static void write_file(const char *path, const char *bytes)
{
	assert_true(file_write(path, text_of(bytes), NULL));
}

static const struct {
	const char *yaml, *out, *err;
	int status;
} files[] = {
	{"自定栏目:\n  - {用于: 人员, 栏目名: 民族, 类型: 选项, 可选: 汉族;回族}\n"
	 "  - {用于: person, 栏目名: 驾龄, 类型: 整数}\n",
		"2 declared, 0 changed, 0 as they were; they show from the next login on\n", "", 0},
	{"field:\n  - {record: person, label: 民族, type: choice, choices: 汉族;回族;壮族}\n"
	 "  - {用于: 人员, 栏目名: 驾龄, 类型: 整数}\n",
		"0 declared, 1 changed, 1 as they were; they show from the next login on\n", "", 0},
	{"自定栏目:\n  - {用于: 人员, 栏目名: 民族, 类型: 选择}\n", "",
		"touyand: FILE:2:27: 类型: \"选择\" is no choice; did you mean 选项?\n", 1},
	{"级别:\n  - {名称: 县级, 序号: 9}\n", "",
		"touyand: FILE: Only fields are declared by this; level is changed in the program\n", 1},
};

static void a_file_declares(void **state)
{
	struct outcome outcome = {0};
	char path[FIXTURE_PATH + 16];

	(void)state;
	snprintf(path, sizeof(path), "%s.yaml", court.path);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct buf err = BUF_INIT;
		size_t at;

		write_file(path, files[i].yaml);
		run_touyand(&outcome, "declare", court.path, path, NULL);
		buf_text(&err, buf_as_text(&outcome.err));
		while ((at = text_find(buf_as_text(&err), text_of(path))) < err.len)
			buf_splice(&err, at, strlen(path), "FILE", 4);
		if (outcome.status != files[i].status || !text_is(buf_as_text(&outcome.out), files[i].out) ||
			(!files[i].status && err.len) ||
			(files[i].status && !text_is(buf_as_text(&err), files[i].err)))
			fail_msg("%zu: status %d, %s%s", i, outcome.status, buf_cstr(&outcome.out),
				buf_cstr(&err));
		buf_release(&err);
	}
	outcome_release(&outcome);
	remove(path);
	log_in(NULL);
	assert_string_equal(list("field", "label", NULL), "民族 驾龄");
	assert_string_equal(
		choice_coded(
			entity_named(schema_entity(&court_schema, ENTITY_PERSON), TEXT("民族"))->choices, 3)
			->label,
		"壮族");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(declared_fields_are_fields),
		TEST(leaders_use_them_only),
		TEST(wrong_ones_are_refused),
		TEST(values_hold_a_declaration),
		TEST(removed_ones_keep_their_values),
		TEST(a_file_declares),
	};

	return cmocka_run_group_tests_name("custom", tests, NULL, NULL);
}
