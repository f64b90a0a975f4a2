/* Random changes made in a store in memory, in one on disk, and in a plain array: all three must agree, and
 * both stores must be whole and have equal dumps. SEED=n repeats a run. */
#include "tests/harness/store_fixture.h"
#include "core/base/date.h"
#include "tests/harness/seed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { PERSONS = 12, CODES = 8, OPERATIONS = 400 };

static struct store *stores[2];
static char path[FIXTURE_PATH];
static uint64_t random_state;
static uint64_t meeting, sequence;

/* What the records must be. */
static struct person {
	int code, note; /* 0: empty */
	bool removed;
} persons[PERSONS + 1];
static size_t person_count;

static unsigned pick(unsigned below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (unsigned)(random_state >> 20) % below;
}

static struct text name_of(int number, char room[8])
{
	return (struct text){room, (size_t)snprintf(room, 8, "n%d", number)};
}

struct operation {
	uint64_t id;
	struct record_slot values[3];
	size_t count;
	uint64_t row;
	enum { SET, ROW, UNDO } kind;
};

static bool work(struct writer *writer, void *arg, struct error *err)
{
	struct operation *operation = arg;
	struct record row;
	uint64_t id = operation->id, key = operation->row;
	bool ok;

	if (operation->kind == SET)
		return writer_set(writer, ENTITY_PERSON, &id, operation->values, operation->count, err);
	record_init(&row, &minutes_rows);
	record_text(&row, MINUTES_TEXT, operation->values[0].value.bytes);
	ok = writer_row(
		writer, ENTITY_MEETING, meeting, MEETING_MINUTES, &key, operation->count ? &row : NULL, err);
	record_release(&row);
	return ok;
}

/* Runs it in both stores, which must say the same. */
static bool run(const struct operation *operation)
{
	struct change_head head = {.author = 7, .action = "apply"};
	enum error_kind kinds[2];
	uint64_t sequences[2];

	for (size_t i = 0; i < 2; i++) {
		struct operation mine = *operation;
		struct change_result result;
		struct error err = ERROR_INIT;

		if (mine.kind == UNDO)
			store_undo(stores[i], &head, mine.id, &result, &err);
		else
			store_change(stores[i], &head, work, &mine, &result, &err);
		kinds[i] = err.kind;
		sequences[i] = result.sequence;
		change_result_release(&result);
	}
	assert_int_equal(kinds[0], kinds[1]);
	assert_int_equal(sequences[0], sequences[1]);
	if (sequences[0])
		sequence = sequences[0];
	return kinds[0] == ERROR_NONE;
}

static bool taken(int code, size_t but)
{
	for (size_t i = 1; i <= person_count; i++)
		if (i != but && !persons[i].removed && persons[i].code == code)
			return true;
	return false;
}

static void make_person(void)
{
	char code[8];
	struct person made = {.code = 1 + (int)pick(CODES)};
	struct operation operation = {.kind = SET, .count = 2};

	if (person_count == PERSONS)
		return;
	operation.values[0] = (struct record_slot){PERSON_CODE, value_text(name_of(made.code, code))};
	operation.values[1] = (struct record_slot){PERSON_NAME, value_text(TEXT("王"))};
	assert_int_equal(run(&operation), !taken(made.code, 0));
	if (!taken(made.code, 0))
		persons[++person_count] = made;
}

static void change_person(void)
{
	size_t at = person_count ? 1 + pick((unsigned)person_count) : 0;
	struct person next = persons[at];
	struct operation operation = {.id = at, .kind = SET, .count = 3};
	char code[8], note[8];
	bool good;

	if (!at)
		return;
	if (pick(2))
		next.note = (int)pick(4);
	if (pick(3) == 0)
		next.code = 1 + (int)pick(CODES);
	if (pick(4) == 0)
		next.removed = !next.removed;
	operation.values[0] = (struct record_slot){PERSON_CODE, value_text(name_of(next.code, code))};
	operation.values[1] = (struct record_slot){
		PERSON_NOTE, next.note ? value_text(name_of(next.note, note)) : EMPTY_VALUE};
	operation.values[2] = (struct record_slot){TAG_REMOVED, next.removed ? value_number(1) : EMPTY_VALUE};
	/* What changes nothing is not checked. */
	good = next.removed || !taken(next.code, at);
	assert_int_equal(run(&operation), good);
	if (good)
		persons[at] = next;
}

static void change_row(void)
{
	struct buf body = BUF_INIT;
	struct view view = {.entity = &meeting_entity};
	struct operation operation = {.kind = ROW, .count = pick(4) > 0};
	struct row_walk rows;
	char text[8];

	fixture_body(stores[0], ENTITY_MEETING, meeting, true, &body);
	view.body = buf_as_text(&body);
	rows = view_rows(&view, MEETING_MINUTES);
	while (row_walk_next(&rows) && pick(3))
		operation.row = rows.row.id;
	operation.values[0].value = value_text(name_of((int)pick(5), text));
	assert_true(run(&operation));
	buf_release(&body);
}

/* What undo makes of the persons is read back: whether it was right is for the replay of verify. */
static void read_back(void)
{
	struct buf body = BUF_INIT;

	for (size_t i = 1; i <= person_count; i++) {
		struct view view = {.entity = &person_entity};
		char room[24];
		struct text note;

		assert_true(fixture_body(stores[0], ENTITY_PERSON, i, false, &body) > 0);
		view.body = buf_as_text(&body);
		note = view_text(&view, PERSON_NOTE);
		snprintf(room, sizeof(room), "%.*s", (int)note.len, note.at);
		persons[i].note = note.len ? atoi(room + 1) : 0;
		note = view_text(&view, PERSON_CODE);
		snprintf(room, sizeof(room), "%.*s", (int)note.len, note.at);
		persons[i].code = atoi(room + 1);
		persons[i].removed = view_removed(&view);
	}
	buf_release(&body);
}

static void undo(void)
{
	struct operation operation = {.kind = UNDO};

	/* The first ones made the meeting. */
	if (sequence < 4)
		return;
	operation.id = sequence - pick(sequence - 3 > 6 ? 6 : (unsigned)(sequence - 3));
	run(&operation);
	read_back();
}

static void compare(void)
{
	struct person model[PERSONS + 1];

	memcpy(model, persons, sizeof(model));
	read_back();
	for (size_t i = 1; i <= person_count; i++) {
		assert_int_equal(model[i].code, persons[i].code);
		assert_int_equal(model[i].note, persons[i].note);
		assert_int_equal(model[i].removed, persons[i].removed);
	}
}

static void test_model(void **state)
{
	static void (*const operations[])(void) = {
		make_person, change_person, change_person, change_person, change_row, change_row, undo};
	struct buf first = BUF_INIT, second = BUF_INIT, store_path = BUF_INIT;

	(void)state;
	random_state = random_seed();
	random_state |= 1;
	clock_fix(date_of(2026, 9, 24) * INT64_C(86400000000), false);
	fixture_path(path);
	buf_printf(&store_path, "%s/store", path);
	stores[0] = fixture_open(NULL);
	stores[1] = fixture_open(buf_cstr(&store_path));
	for (size_t i = 0; i < 2; i++)
		meeting = fixture_meeting(
			stores[i], fixture_group(stores[i], "立案党小组"), date_of(2026, 9, 1), "学习");
	for (size_t i = 0; i < OPERATIONS; i++) {
		operations[pick(sizeof(operations) / sizeof(*operations))]();
		compare();
	}
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(fixture_faults(stores[i]), 0);
	fixture_dump(stores[0], &first);
	fixture_dump(stores[1], &second);
	assert_true(text_equal(buf_as_text(&first), buf_as_text(&second)));
	store_close(stores[0]);
	store_close(stores[1]);
	fixture_remove(path);
	buf_release(&first);
	buf_release(&second);
	buf_release(&store_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_model)};

	return cmocka_run_group_tests_name("store model", tests, NULL, NULL);
}
