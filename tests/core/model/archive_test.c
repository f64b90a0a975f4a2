/* What nobody looked at goes into the archive by itself: which, when, once, and what the books say of it. */
#include "core/model/operations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "core/base/date.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Submitted at a minute of that day; 0: it never was. */
static uint64_t submit(const struct cast *cast, enum meeting_state state, int day, int minute)
{
	uint64_t meeting = cast_meeting(cast, 20260803, state);

	if (day)
		CHANGE(cast->store, ENTITY_MEETING, meeting,
			NUMBER(MEETING_SUBMITTED, moment_at(day_of(day), minute, COURT_OFFSET)));
	return meeting;
}

static int64_t state_of(const struct cast *cast, uint64_t meeting)
{
	return fixture_number(cast->store, ENTITY_MEETING, meeting, MEETING_STATE);
}

/* Asked on 2026-09-24. */
static const struct {
	const char *what;
	enum meeting_state state;
	int submitted, minute, days;
	bool archived;
} cases[] = {
	{"the court says nothing yet: ten", STATE_SUBMITTED, 20260914, 720, 0, false},
	{"and one", STATE_SUBMITTED, 20260913, 720, 0, true},
	{"ten days ago", STATE_SUBMITTED, 20260914, 0, 10, false},
	{"eleven", STATE_SUBMITTED, 20260913, 720, 10, true},
	{"eleven, in the court's last minute of the day", STATE_SUBMITTED, 20260913, 1439, 10, true},
	{"ten, in the first: still the day before elsewhere", STATE_SUBMITTED, 20260914, 1, 10, false},
	{"the court says three days: three", STATE_SUBMITTED, 20260921, 720, 3, false},
	{"the court says three days: four", STATE_SUBMITTED, 20260920, 720, 3, true},
	{"the court says ninety", STATE_SUBMITTED, 20260701, 720, 90, false},
	{"nobody knows when", STATE_SUBMITTED, 0, 0, 10, false},
	{"not signed", STATE_SIGNING, 20260801, 720, 10, false},
	{"sent back", STATE_RETURNED, 20260801, 720, 10, false},
	{"taken back", STATE_DRAFT, 20260801, 720, 10, false},
	{"being amended", STATE_AMENDING, 20260801, 720, 10, false},
};

static void which_and_when(void **state)
{
	const struct cast *cast = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		uint64_t meeting = submit(cast, cases[i].state, cases[i].submitted, cases[i].minute);

		print_message("%s\n", cases[i].what);
		if (cases[i].days)
			CHANGE(cast->store, ENTITY_COURT, COURT_ID, NUMBER(COURT_REVIEW_DAYS, cases[i].days));
		assert_int_equal(model_archive(cast->store), cases[i].archived);
		assert_int_equal(
			state_of(cast, meeting), cases[i].archived ? STATE_ARCHIVED : cases[i].state);
		CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(TAG_REMOVED, 1));
	}
}

static void what_was_removed_stays_so(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = submit(cast, STATE_SUBMITTED, 20260801, 720);

	CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(TAG_REMOVED, 1));
	assert_int_equal(model_archive(cast->store), 0);
}

/* A record that may not be written as it is keeps no other from the archive. */
static void one_is_refused(void **state)
{
	const struct cast *cast = *state;
	uint64_t ahead = submit(cast, STATE_SUBMITTED, 20260801, 720),
		 sound = submit(cast, STATE_SUBMITTED, 20260801, 720);

	CHANGE(cast->store, ENTITY_MEETING, ahead, NUMBER(MEETING_DATE, day_of(20260924)));
	fixture_today(20260915); /* the machine's clock was set back */
	assert_int_equal(model_archive(cast->store), 1);
	assert_int_equal(model_archive(cast->store), 0);
	assert_int_equal(state_of(cast, ahead), STATE_SUBMITTED);
	assert_int_equal(state_of(cast, sound), STATE_ARCHIVED);
	fixture_today(20260924);
}

/* --- what the books say --- */

struct books {
	uint64_t after, meeting;
	size_t changes, items, histories;
	uint64_t author;
	char action[32], history[32];
};

static void copy(char room[32], struct text text)
{
	assert_true(text.len < 32);
	memcpy(room, text.at, text.len);
	room[text.len] = '\0';
}

static bool add_change(const struct audit_entry *entry, void *arg)
{
	struct books *books = arg;

	books->changes++;
	books->items += entry->count;
	books->author = entry->author;
	copy(books->action, entry->action);
	return true;
}

static bool add_history(const struct history_entry *entry, void *arg)
{
	struct books *books = arg;

	if (!books->histories++)
		copy(books->history, entry->action);
	return true;
}

static void read_books(struct world *world, void *arg)
{
	struct books *books = arg;

	assert_true(world_audit(world, books->after, add_change, books, NULL));
	assert_true(world_history(world, ENTITY_MEETING, books->meeting, add_history, books, NULL));
}

static void ask_sequence(struct world *world, void *arg)
{
	*(uint64_t *)arg = world_sequence(world);
}

/* Three at once are one change by nobody; when two look at once, the second finds nothing and writes nothing.
 */
static void one_change_and_once(void **state)
{
	const struct cast *cast = *state;
	uint64_t meetings[] = {submit(cast, STATE_SUBMITTED, 20260901, 720),
		submit(cast, STATE_SUBMITTED, 20260905, 720), submit(cast, STATE_SUBMITTED, 20260913, 720)};
	struct books books = {.meeting = meetings[0]};
	size_t before;

	fixture_read(cast->store, 0, ask_sequence, &books.after);
	fixture_read(cast->store, 0, read_books, &books);
	before = books.histories;
	books.histories = 0;
	assert_int_equal(model_archive(cast->store), COUNT(meetings));
	assert_int_equal(model_archive(cast->store), 0);
	fixture_read(cast->store, 0, read_books, &books);
	for (size_t i = 0; i < COUNT(meetings); i++)
		assert_int_equal(state_of(cast, meetings[i]), STATE_ARCHIVED);
	assert_int_equal(books.changes, 1);
	assert_int_equal(books.items, COUNT(meetings));
	assert_int_equal(books.author, 0);
	assert_string_equal(books.action, ACTION_ARCHIVE_DUE);
	assert_int_equal(books.histories, before + 1);
	assert_string_equal(books.history, ACTION_ARCHIVE_DUE);
	assert_int_equal(fixture_faults(cast->store), 0);
}

/* Sent in again, its days begin again. */
static void days_begin_again(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = submit(cast, STATE_SUBMITTED, 20260901, 720);

	assert_int_equal(ACT(cast->store, cast_person(cast, 's'), "withdraw", meeting), ERROR_DENIED);
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "withdraw", meeting), ERROR_NONE);
	assert_int_equal(model_archive(cast->store), 0);
	CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(MEETING_STATE, STATE_SIGNING));
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "sign", meeting), ERROR_NONE);
	assert_int_equal(state_of(cast, meeting), STATE_SUBMITTED);
	fixture_today(20261004);
	assert_int_equal(model_archive(cast->store), 0);
	fixture_today(20261005);
	assert_int_equal(model_archive(cast->store), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(which_and_when), ON_CAST(what_was_removed_stays_so),
		ON_CAST(one_is_refused), ON_CAST(one_change_and_once), ON_CAST(days_begin_again)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
