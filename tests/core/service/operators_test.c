/* Several operators: neither sees the other's drafts, nor loses his own to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include "core/service/server.h"
#include "core/service/session_start.h"
#include "core/store/drafts.h"
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct reply reply;
static struct session *owner, *other; /* both at once; they differ in the user the line is of */

static struct session *operator_of(uint32_t uid)
{
	int line[2];
	pid_t child;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		struct server_config config = {
			.store = court.path, .fd = line[1], .bell = -1, .uid = uid, .own = true};
		struct error err = ERROR_INIT;

		close(line[0]);
		_exit(!server_run(&config, &err));
	}
	close(line[1]);
	return session_of(line[0], child);
}

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	owner = operator_of(geteuid());
	other = operator_of(geteuid() + 54321);
	return 0;
}

static int teardown(void **state)
{
	/* Who was made later has the earlier one's line open, too. */
	struct session *const sessions[] = {other, owner, NULL};

	(void)state;
	court_end(&court, sessions, &reply);
	return 0;
}

static bool draft(struct session *session, enum draft_do what, const char *note)
{
	struct patch patch = PATCH_INIT;
	struct buf coded = BUF_INIT;
	struct record body;
	bool done;

	record_init(&body, &draft_message_shape);
	record_number(&body, DRAFT_DO, what);
	record_number(&body, DRAFT_ENTITY, ENTITY_PERSON);
	record_number(&body, DRAFT_ID, (int64_t)court.people[0]);
	record_number(&body, DRAFT_FORM, 3);
	if (note) {
		patch_add(&patch, PERSON_NOTE, EMPTY_VALUE, value_text(text_of(note)));
		patch_encode(&patch, &coded);
		record_text(&body, DRAFT_PATCH, buf_as_text(&coded));
	}
	done = court_call(session, CALL_DRAFT, &body, &reply);
	patch_release(&patch);
	buf_release(&coded);
	return done;
}

static size_t drafts_of(struct session *session)
{
	assert_true(draft(session, DRAFT_DO_LIST, NULL));
	return view_row_count(&reply.body, DRAFT_LIST);
}

static bool takes(struct session *session, const char *note)
{
	struct patch patch = PATCH_INIT;
	struct text bytes;
	struct reader reader;
	bool same;

	assert_true(draft(session, DRAFT_DO_TAKE, NULL));
	bytes = view_text(&reply.body, DRAFT_PATCH);
	reader = reader_of(bytes.at, bytes.len);
	assert_true(patch_decode(&patch, &reader, NULL));
	same = text_is(patch.edits[0].new.bytes, note);
	patch_release(&patch);
	return same;
}

/* One record, one form, two who write. */
static void each_has_his_own(void **state)
{
	(void)state;
	assert_true(draft(owner, DRAFT_DO_PUT, "甲写的"));
	assert_int_equal(drafts_of(other), 0);
	assert_true(draft(other, DRAFT_DO_PUT, "乙写的"));
	assert_true(takes(owner, "甲写的"));
	assert_true(draft(owner, DRAFT_DO_DROP, NULL));
	assert_int_equal(drafts_of(owner), 0);
	assert_true(takes(other, "乙写的"));
	assert_true(draft(other, DRAFT_DO_DROP, NULL));
	assert_int_equal(drafts_of(other), 0);
}

/* What operators left when their drafts were all of nobody is the owner's. */
static void old_ones_are_the_owners(void **state)
{
	static const struct draft_key old = {0, ENTITY_PERSON, 1, 3};
	struct drafts *drafts = NULL;
	struct draft left = {.key = old};
	struct error err = ERROR_INIT;
	uint64_t generation = 0;

	(void)state;
	assert_true(drafts_open(&drafts, court.path, &err));
	assert_true(draft_put(drafts, &left, &generation, &err));
	drafts_close(drafts);
	assert_int_equal(drafts_of(owner), 1);
	assert_int_equal(drafts_of(other), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_has_his_own), cmocka_unit_test(old_ones_are_the_owners)};

	return cmocka_run_group_tests_name("operators", tests, setup, teardown);
}
