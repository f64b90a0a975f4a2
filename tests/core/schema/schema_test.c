#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "core/model/entities.h"
#include "core/schema/world.h"
#include "tests/harness/sample.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BYTES(literal) ((struct text){(literal), sizeof(literal) - 1})

/* --- tables --- */

static void choices_are_sound(const struct field *field)
{
	uint64_t seen = 0;

	for (const struct choice *choice = field->choices; choice && choice->name; choice++) {
		assert_in_range(choice->code, 1, 62);
		assert_false(seen >> choice->code & 1);
		seen |= UINT64_C(1) << choice->code;
		assert_true(choice->label && *choice->label);
		/* A name leads to one choice. */
		for (const struct choice *other = choice + 1; other->name; other++) {
			assert_string_not_equal(choice->name, other->name);
			assert_string_not_equal(choice->label, other->label);
		}
		/* So does one that it had. */
		for (const struct choice *other = field->choices; choice->was && other->name; other++)
			assert_string_not_equal(choice->was, other->name);
	}
	assert_int_equal(!field->choices, field->type != &type_choice && field->type != &type_set);
}

/* Whoever begins a record gets what its field starts with: no text that is none. */
static void starts_soundly(const struct field *field)
{
	struct buf room = BUF_INIT;
	struct value value;
	struct error err = ERROR_INIT;

	assert_int_equal(field_initial(field, NULL, &room, &value), field->initial != NULL);
	if (field->initial)
		assert_true(field_check(field, &value, &err));
	buf_release(&room);
}

static void entity_is_sound(const struct entity *entity, unsigned depth)
{
	uint16_t last = 0;

	assert_in_range(depth, 0, 2);
	for (const struct field *field = NULL; (field = entity_next(entity, field));) {
		assert_true(field->tag > last);
		last = field->tag;
		assert_ptr_equal(entity_field(entity, field->tag), field);
		assert_ptr_equal(entity_named(entity, text_of(field->name)), field);
		assert_ptr_equal(entity_named(entity, text_of(field->label)), field);
		assert_true(field->min <= field->max);
		choices_are_sound(field);
		starts_soundly(field);
		assert_int_equal(field->target != 0, field->type == &type_ref || field->type == &type_refs);
		assert_int_equal(field->rows != NULL, field->type == &type_list);
		if (field->target)
			assert_non_null(schema_entity(entity == &sample_entity || entity == &roll_rows
					? &sample_schema
					: &court_schema,
				field->target));
		if (field->rows)
			entity_is_sound(field->rows, depth + 1);
	}
}

static void every_entity_is_sound(void **state)
{
	(void)state;
	entity_is_sound(&sample_entity, 0);
	for (const struct entity *const *entity = court_schema.entities; *entity; entity++) {
		entity_is_sound(*entity, 0);
		assert_ptr_equal(schema_entity(&court_schema, (*entity)->id), *entity);
		assert_ptr_equal(schema_named(&court_schema, text_of((*entity)->name)), *entity);
		assert_ptr_equal(schema_named(&court_schema, text_of((*entity)->label)), *entity);
	}
}

/* What is typed for a field's name, and which is meant. */
static void near_names(void **state)
{
	static const struct {
		const char *typed, *meant;
	} rows[] = {{"nmae", "name"}, {"cuont", "count"}, {"姓", "name"}, {"协助", "helpers"},
		{"ownr", "owner"}, {"", NULL}, {"x", NULL}, {"something", NULL}, {"党委", NULL}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct field *near = entity_near(&sample_entity, text_of(rows[i].typed));

		assert_int_equal(near != NULL, rows[i].meant != NULL);
		if (near)
			assert_string_equal(near->name, rows[i].meant);
	}
}

static void removed_is_a_field_of_records(void **state)
{
	(void)state;
	assert_non_null(entity_field(&sample_entity, TAG_REMOVED));
	assert_non_null(entity_named(&sample_entity, TEXT("removed")));
	assert_null(entity_field(&roll_rows, TAG_REMOVED));
	assert_null(entity_field(&sample_entity, 555));
}

static const struct field custom_fields[] = {{1000, "extra", "附加", TEXT_FIELD(0, 9), 0, 4}, {0}};

static void custom_fields_come_last(void **state)
{
	struct entity entity = sample_entity;
	const struct field *field = NULL, *last = NULL;

	(void)state;
	entity.custom = custom_fields;
	while ((field = entity_next(&entity, field)))
		last = field;
	assert_ptr_equal(last, custom_fields);
	assert_ptr_equal(entity_field(&entity, 1000), custom_fields);
	assert_ptr_equal(entity_named(&entity, TEXT("附加")), custom_fields);
}

/* --- checks --- */

static struct value words(const char *text)
{
	return value_text(text_of(text));
}

static void values_against_their_fields(void **state)
{
	const struct value damaged_rows = {VALUE_ROWS, 0, BYTES("\1\3ab")};
	const struct value row = {VALUE_ROWS, 0, BYTES("\7\2\2\16")};
	const struct value twice = {VALUE_IDS, 0, BYTES("\7\7")}, six = {VALUE_IDS, 0, BYTES("\1\2\3\4\5\6")};
	const struct value five = {VALUE_IDS, 0, BYTES("\1\2\3\4\5")};
	const struct {
		uint16_t tag;
		struct value value;
		const char *fault; /* NULL: good */
	} rows[] = {
		{SAMPLE_NAME, EMPTY_VALUE, "{1} must be filled in"},
		{SAMPLE_NAME, words(""), "{1} must be filled in"},
		{SAMPLE_NAME, words("二"), NULL},
		{SAMPLE_NAME, words("一二三四五六七八九十一二三四五六七八九十"), NULL},
		{SAMPLE_NAME, words("一二三四五六七八九十一二三四五六七八九十一"),
			"{1}: {3} characters, {2} at most"},
		{SAMPLE_NAME, value_number(1), "{1} holds a value of another kind"},
		{SAMPLE_NAME, words("\xff"), "{1}: these bytes are damaged"},
		{SAMPLE_NAME, words("a\033b"), "{1} holds characters that cannot be stored"},
		{SAMPLE_NAME, words("cafe\xcc\x81"), "{1} holds characters that cannot be stored"},
		{SAMPLE_NAME, words("a\nb"), "{1} holds characters that cannot be stored"},
		{SAMPLE_ESSAY, words("a\nb"), NULL},
		{SAMPLE_ESSAY, EMPTY_VALUE, NULL},
		{SAMPLE_COUNT, value_number(-5), NULL},
		{SAMPLE_COUNT, value_number(-6), "{1}: at least {2}"},
		{SAMPLE_COUNT, value_number(100), NULL},
		{SAMPLE_COUNT, value_number(101), "{1}: at most {2}"},
		{SAMPLE_DAY, value_number(DATE_MAX + 1), "{1}: at most {2}"},
		{SAMPLE_TIME, value_number(1440), NULL},
		{SAMPLE_TIME, value_number(1441), "{1}: at most {2}"},
		{SAMPLE_DONE, value_number(2), "{1}: at most {2}"},
		{SAMPLE_KIND, value_number(5), NULL},
		{SAMPLE_KIND, value_number(3), "{1}: there is no such choice"},
		{SAMPLE_KINDS, value_number(1 << 1 | 1 << 5), NULL},
		{SAMPLE_KINDS, value_number(1 << 3), "{1}: there is no such choice"},
		{SAMPLE_KINDS, value_number(0), "{1}: there is no such choice"},
		{SAMPLE_KINDS, value_number(-1), "{1}: there is no such choice"},
		{SAMPLE_OWNER, value_number(1), NULL},
		{SAMPLE_OWNER, value_number(0), "{1}: there is no such record"},
		{SAMPLE_HELPERS, five, NULL},
		{SAMPLE_HELPERS, six, "{1}: at most {2} entries"},
		{SAMPLE_HELPERS, twice, "{1}: these bytes are damaged"},
		{SAMPLE_ROLL, row, NULL},
		{SAMPLE_ROLL, damaged_rows, "{1}: these bytes are damaged"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct error err = ERROR_INIT;
		bool good = field_check(entity_field(&sample_entity, rows[i].tag), &rows[i].value, &err);

		if (good != !rows[i].fault || strcmp(err.message.id, good ? "" : rows[i].fault))
			fail_msg("row %zu: %s", i, good ? "good" : err.message.id);
		assert_int_equal(err.tag, good ? 0 : rows[i].tag);
	}
}

static void all_faults_of_a_record(void **state)
{
	struct problems problems = PROBLEMS_INIT;
	struct record record;
	struct buf rows = BUF_INIT, body = BUF_INIT;
	struct view view = {.entity = &sample_entity};

	(void)state;
	rows_add(&rows, 7, BYTES("\2\16\4\24")); /* who 7, mark 10 */
	rows_add(&rows, 8, BYTES("\2\22"));      /* who 9 */
	rows_add(&rows, 9, BYTES("\4\2"));       /* nobody */
	record_init(&record, &sample_entity);
	record_number(&record, SAMPLE_COUNT, 101);
	record_set(&record, SAMPLE_ROLL, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	record_write(&record, &body);
	view.body = buf_as_text(&body);
	view_check(&view, NULL, &problems);
	assert_int_equal(problems.count, 5);
	assert_int_equal(problems.errors, 5);
	assert_int_equal(problems.items[0].tag, SAMPLE_NAME);
	assert_int_equal(problems.items[1].tag, SAMPLE_COUNT);
	for (size_t i = 2; i < 5; i++) {
		assert_int_equal(problems.items[i].tag, SAMPLE_ROLL);
		assert_int_equal(problems.items[i].row, 5 + i);
	}
	assert_string_equal(problems.items[2].message.id, "{1}: at most {2}");
	assert_string_equal(problems.items[4].message.id, "{1} must be filled in");
	problems_release(&problems);
	record_release(&record);
	buf_release(&rows);
	buf_release(&body);
}

/* What has happened did not happen tomorrow: said, and not refused. */
static void days_to_come(void **state)
{
	static const struct field fields[] = {
		{1, "done", "完成", DATE_FIELD, PAST, 10}, {2, "due", "时限", DATE_FIELD, 0, 10}, {0}};
	static const struct entity entity = {99, "sample", "样例", fields};
	enum { TODAY = 20000 };
	struct world world = {.today = TODAY};

	(void)state;
	for (int64_t day = TODAY - 1; day <= TODAY + 1; day++) {
		struct problems problems = PROBLEMS_INIT;
		struct record record;
		struct buf body = BUF_INIT;
		struct view view = {.entity = &entity};

		record_init(&record, &entity);
		record_number(&record, 1, day);
		record_number(&record, 2, day);
		record_write(&record, &body);
		view.body = buf_as_text(&body);
		view_check(&view, &world, &problems);
		assert_int_equal(problems.count, day > TODAY);
		assert_int_equal(problems.errors, 0);
		assert_int_equal(problems.count ? problems.items[0].tag : 1, 1);
		problems_release(&problems);
		record_release(&record);
		buf_release(&body);
	}
}

static void random_records_are_good(void **state)
{
	uint64_t seed = random_seed();

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		struct problems problems = PROBLEMS_INIT;
		struct buf body = BUF_INIT;
		struct view view = {.entity = &sample_entity};

		sample_body(&sample_entity, &seed, &body);
		view.body = buf_as_text(&body);
		view_check(&view, NULL, &problems);
		if (problems.count)
			fail_msg("%s", problems.items[0].message.id);
		buf_release(&body);
	}
}

static void titles(void **state)
{
	struct view view = {
		.entity = &sample_entity, .id = 12, .body = BYTES("\3\6\xe5\xbc\xa0\xe4\xb8\x89")};
	struct buf out = BUF_INIT;

	(void)state;
	view_title(&view, NULL, &out);
	assert_string_equal(buf_cstr(&out), "张三");
	buf_clear(&out);
	view.body = NO_TEXT;
	view_title(&view, NULL, &out);
	assert_string_equal(buf_cstr(&out), "#12");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_entity_is_sound),
		cmocka_unit_test(near_names),
		cmocka_unit_test(removed_is_a_field_of_records),
		cmocka_unit_test(custom_fields_come_last),
		cmocka_unit_test(values_against_their_fields),
		cmocka_unit_test(all_faults_of_a_record),
		cmocka_unit_test(days_to_come),
		cmocka_unit_test(random_records_are_good),
		cmocka_unit_test(titles),
	};

	return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
