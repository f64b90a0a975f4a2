/* Logging in archives what nobody looked at: with the session's own clock, whoever it is, and once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include "core/base/date.h"
#include "tests/harness/court.h"
#include "tests/harness/make.h"
#include <cmocka.h>
#undef fail

/* Today is 2026-09-24. */
static uint64_t submit(struct store *store, const struct court *court, int day)
{
	return MAKE(store, ENTITY_MEETING, IDS(MEETING_GROUPS, court->group),
		NUMBER(MEETING_KINDS, 1 << MEETING_GROUP), DAY(MEETING_DATE, day),
		NUMBER(MEETING_STATE, STATE_SUBMITTED),
		NUMBER(MEETING_SUBMITTED, moment_at(day_of(day), 720, COURT_OFFSET)));
}

static void log_in(const struct court *court, const char *login)
{
	struct session *session = court_session(court, login);
	struct reply reply = {.done = false};

	assert_true(court_call(session, CALL_HELLO, NULL, &reply));
	session_close(session);
	reply_release(&reply);
}

static bool add_change(const struct audit_entry *entry, void *arg)
{
	size_t *count = arg;

	if (text_is(entry->action, ACTION_ARCHIVE_DUE)) {
		assert_int_equal(entry->author, 0);
		(*count)++;
	}
	return true;
}

static void count_changes(struct world *world, void *arg)
{
	assert_true(world_audit(world, 0, add_change, arg, NULL));
}

static void logging_in_archives_once(void **state)
{
	static const char *const logins[] = {"p3", "s1", NULL};
	struct court court;
	struct store *store;
	uint64_t overdue, fresh;
	size_t changes = 0;

	(void)state;
	court_make(&court);
	store = fixture_open(court.path);
	overdue = submit(store, &court, 20260913);
	fresh = submit(store, &court, 20260914);
	store_close(store);
	for (size_t i = 0; i < sizeof(logins) / sizeof(*logins); i++)
		log_in(&court, logins[i]);
	store = fixture_open(court.path);
	assert_int_equal(fixture_number(store, ENTITY_MEETING, overdue, MEETING_STATE), STATE_ARCHIVED);
	assert_int_equal(fixture_number(store, ENTITY_MEETING, fresh, MEETING_STATE), STATE_SUBMITTED);
	fixture_read(store, 0, count_changes, &changes);
	assert_int_equal(changes, 1);
	store_close(store);
	court_remove(&court);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(logging_in_archives_once)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
