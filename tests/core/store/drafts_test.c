/* Drafts and who may write on them; who has what open. In memory and in a directory. */
#include "core/store/drafts.h"
#include "core/base/date.h"
#include "tests/harness/store_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static struct drafts *drafts;
static const struct draft_key key = {7, ENTITY_PERSON, 3, 1};
static char path[FIXTURE_PATH];

static int setup(void **state)
{
	struct error err = ERROR_INIT;

	path[0] = 0;
	if (*state)
		fixture_path(path);
	clock_fix(date_of(2026, 9, 24) * INT64_C(86400000000), false);
	assert_true(drafts_open(&drafts, *state ? path : NULL, &err));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	drafts_close(drafts);
	if (path[0])
		fixture_remove(path);
	return 0;
}

static enum error_kind put(uint64_t *generation, const char *note)
{
	struct draft draft = {.key = key, .base = 4, .caret = TEXT("12"), .holder = 5};
	struct error err = ERROR_INIT;

	patch_add(&draft.patch, PERSON_NOTE, EMPTY_VALUE, value_text(text_of(note)));
	draft_put(drafts, &draft, generation, &err);
	patch_release(&draft.patch);
	return err.kind;
}

static uint64_t take(const char *note)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct draft draft = {0};
	bool found = draft_take(drafts, &key, 9, &arena, &draft, &err);

	assert_int_equal(err.kind, ERROR_NONE);
	assert_int_equal(found, note != NULL);
	if (note) {
		assert_int_equal(draft.base, 4);
		assert_true(text_is(draft.caret, "12"));
		assert_int_equal(draft.patch.count, 1);
		assert_true(text_is(draft.patch.edits[0].new.bytes, note));
		patch_release(&draft.patch);
	}
	arena_release(&arena);
	return draft.generation;
}

static void test_generations(void **state)
{
	uint64_t mine = 0, other;
	struct error err = ERROR_INIT;

	(void)state;
	take(NULL);
	assert_int_equal(put(&mine, "a"), ERROR_NONE);
	assert_int_not_equal(mine, 0);
	assert_int_equal(put(&mine, "ab"), ERROR_NONE);
	other = take("ab");
	assert_true(other > mine);
	assert_int_equal(put(&mine, "abc"), ERROR_STATE);
	assert_int_equal(put(&other, "abd"), ERROR_NONE);
	assert_true(draft_drop(drafts, &key, false, &err));
	/* Saved in the other window: the old session must not bring the draft back. */
	assert_int_equal(put(&mine, "abc"), ERROR_STATE);
	assert_int_equal(put(&other, "abc"), ERROR_STATE);
	mine = 0;
	assert_int_equal(put(&mine, "x"), ERROR_NONE);
	assert_true(mine > other);
	assert_int_equal(put(&other, "abc"), ERROR_STATE);
	take("x");
}

static struct draft looked(void)
{
	struct draft draft;
	struct error err = ERROR_INIT;

	assert_true(draft_look(drafts, &key, &draft, &err));
	return draft;
}

/* Who writes in it, since when; and that he no longer does. */
static void test_holders(void **state)
{
	int64_t start = moment_now();
	uint64_t mine = 0, other;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(looked().generation, 0);
	put(&mine, "a");
	clock_fix(start + 20 * 1000000, false);
	put(&mine, "ab");
	assert_int_equal(looked().holder, 5);
	assert_int_equal(looked().began, start);
	assert_int_equal(looked().moment, start + 20 * 1000000);
	other = take("ab");
	assert_int_equal(looked().holder, 9);
	assert_int_equal(looked().began, start + 20 * 1000000);
	/* The older session's end is no end of this one. */
	assert_true(draft_leave(drafts, &key, mine, start + 30 * 1000000, &err));
	assert_int_equal(looked().holder, 9);
	assert_true(draft_leave(drafts, &key, other, start + 30 * 1000000, &err));
	assert_int_equal(looked().holder, 0);
	assert_int_equal(looked().cut, start + 30 * 1000000);
	assert_int_equal(looked().moment, start + 20 * 1000000);
	put(&other, "abc");
	assert_int_equal(looked().holder, 5);
	assert_int_equal(looked().cut, 0);
}

/* Says when it is there, and waits to be killed. */
static void be_session(int told)
{
	if (drafts_open(&drafts, path, NULL)) {
		drafts_enter(drafts, 21);
		if (write(told, "x", 1) == 1)
			pause();
	}
	_exit(1);
}

static void test_sessions(void **state)
{
	struct error err = ERROR_INIT;
	char byte;
	int ends[2];
	pid_t child;

	(void)state;
	drafts_close(drafts);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (!child)
		be_session(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_true(drafts_open(&drafts, path, &err));
	assert_false(drafts_session_runs(drafts, 23));
	drafts_enter(drafts, 23);
	assert_true(drafts_session_runs(drafts, 23));
	assert_true(drafts_session_runs(drafts, 21));
	assert_false(drafts_session_runs(drafts, 0));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_false(drafts_session_runs(drafts, 21));
	close(ends[0]);
	close(ends[1]);
}

struct seen {
	size_t live, trashed;
};

static bool see(const struct draft *draft, void *arg)
{
	struct seen *seen = arg;

	assert_int_equal(draft->key.id, 3);
	assert_int_equal(draft->key.form, 1);
	*(draft->trashed ? &seen->trashed : &seen->live) += 1;
	return true;
}

static struct seen count(uint64_t person)
{
	struct seen seen = {0};
	struct error err = ERROR_INIT;

	assert_true(drafts_each(drafts, person, see, &seen, &err));
	return seen;
}

/* Why not; "" when it was. */
static const char *restore(uint64_t generation)
{
	static struct error err;
	bool done;

	err = (struct error)ERROR_INIT;
	done = draft_restore(drafts, &key, generation, &err);
	assert_int_equal(done, err.kind == ERROR_NONE);
	return err.message.id;
}

static const char gone[] = "It is not in the recycle bin any more",
		  another[] = "There is another draft of this record by now: finish that one first";

/* Out of the bin once, and never over what was begun since. */
static void test_restore(void **state)
{
	struct error err = ERROR_INIT;
	uint64_t first = 0, second = 0;

	(void)state;
	assert_string_equal(restore(1), gone);
	assert_int_equal(put(&first, "first"), ERROR_NONE);
	assert_true(draft_drop(drafts, &key, true, &err));
	assert_int_equal(put(&second, "second"), ERROR_NONE);
	assert_string_equal(restore(first), another);
	take("second");
	assert_true(draft_drop(drafts, &key, false, &err));
	assert_string_equal(restore(first), "");
	assert_int_equal(count(7).live, 1);
	assert_int_equal(count(7).trashed, 0);
	/* Who wrote in it before may not: it is another one now. */
	assert_int_equal(put(&first, "late"), ERROR_STATE);
	take("first");
	assert_string_equal(restore(first), another);
}

static void test_trash(void **state)
{
	struct error err = ERROR_INIT;
	uint64_t generation = 0;

	assert_int_equal(put(&generation, "a"), ERROR_NONE);
	assert_true(draft_drop(drafts, &key, true, &err));
	generation = 0;
	assert_int_equal(put(&generation, "b"), ERROR_NONE);
	assert_true(draft_drop(drafts, &key, true, &err));
	assert_int_equal(count(7).live, 0);
	assert_int_equal(count(7).trashed, 2);
	assert_int_equal(count(8).trashed, 0);
	if (!*state)
		return;
	drafts_close(drafts);
	clock_fix(date_of(2026, 10, 25) * INT64_C(86400000000), false);
	assert_true(drafts_open(&drafts, path, &err));
	assert_int_equal(count(7).trashed, 0);
}

static bool present(const struct presence *presence, void *arg)
{
	struct seen *seen = arg;

	assert_int_equal(presence->person, 7);
	assert_int_equal(presence->since, date_of(2026, 9, 24) * INT64_C(86400000000));
	seen->live++;
	return true;
}

static void test_presence(void **state)
{
	struct presence presence = {.person = 7, .session = 11, .entity = ENTITY_MEETING, .id = 5};
	int64_t start = moment_now();
	struct seen seen = {0};
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(presence_put(drafts, &presence, &err));
	clock_fix(start + 20 * 1000000, false);
	assert_true(presence_put(drafts, &presence, &err));
	clock_fix(start + 45 * 1000000, false);
	assert_true(presence_each(drafts, present, &seen, &err));
	assert_int_equal(seen.live, 1);
	clock_fix(start + 60 * 1000000, false);
	assert_true(presence_each(drafts, present, &seen, &err));
	assert_int_equal(seen.live, 1);
	clock_fix(start, false);
	assert_true(presence_put(drafts, &presence, &err));
	presence.entity = 0;
	assert_true(presence_put(drafts, &presence, &err));
	assert_true(presence_each(drafts, present, &seen, &err));
	assert_int_equal(seen.live, 1);
}

int main(void)
{
	static int disk = 1;
	const struct CMUnitTest tests[] = {
		{"generations", test_generations, setup, teardown, NULL},
		{"generations on disk", test_generations, setup, teardown, &disk},
		{"holders", test_holders, setup, teardown, NULL},
		{"holders on disk", test_holders, setup, teardown, &disk},
		{"sessions", test_sessions, setup, teardown, &disk},
		{"trash", test_trash, setup, teardown, NULL},
		{"restore", test_restore, setup, teardown, NULL},
		{"restore on disk", test_restore, setup, teardown, &disk},
		{"trash on disk", test_trash, setup, teardown, &disk},
		{"presence", test_presence, setup, teardown, NULL},
		{"presence on disk", test_presence, setup, teardown, &disk},
	};

	return cmocka_run_group_tests_name("drafts", tests, NULL, NULL);
}
