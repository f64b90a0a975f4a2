#include "tests/harness/fault_runs.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/service/session_start.h"
#include "tests/harness/command.h"
#include "tests/harness/court.h"
#include <cmocka.h>

enum { CHANGES = 4, TRIES = 2, ROOM = FIXTURE_PATH + 16 };

/* What the client knows when the line is closed. */
struct known {
	int saved, tried;
	bool unsure; /* it was told so, or the line was cut */
	bool cut;
	int status, signal;
};

static struct court court, pristine;
static struct reply reply;
static char count[ROOM];
static unsigned faults_found;

static const char *note_of(int nth)
{
	static const char *const notes[] = {"", "一", "二", "三", "四"};

	return notes[nth];
}

/* Every refusal is one of these, and says which. */
static void hear(struct known *known, const struct fault *fault, unsigned nth)
{
	const char *words = reply_words(&reply);
	bool none = strstr(words, "nothing was saved"), before = strstr(words, "Saving failed before");

	known->cut |= strstr(words, "is cut") != NULL;
	known->unsure |= known->cut || strstr(words, "may not have been saved");
	if ((reply.error.kind != ERROR_FULL && reply.error.kind != ERROR_SYSTEM) ||
		(!none && !before && !known->unsure && known->tried)) {
		faults_found++;
		print_error("session: %s %s %u: kind %d: %s\n", fault->call, fault->error, nth,
			reply.error.kind, words);
	}
}

static bool change(struct session *session, int nth)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, PERSON_NOTE, value_text(text_of(note_of(nth - 1))),
		value_text(text_of(note_of(nth))));
	done = court_apply(session, ENTITY_PERSON, (int64_t)court.people[0], &patch, &reply);
	patch_release(&patch);
	return done;
}

static void work(struct session *session, struct known *known, const struct fault *fault, unsigned nth)
{
	struct record body;

	/* What fails at the start is the answer to everything. */
	if (!court_call(session, CALL_HELLO, NULL, &reply)) {
		hear(known, fault, nth);
		return;
	}
	for (int i = 1, tries = 0; i <= CHANGES && !known->cut && tries < TRIES;) {
		known->tried = i;
		if (change(session, i)) {
			known->saved = i++;
			/* What was not known is known now. */
			known->unsure = false;
			tries = 0;
		} else {
			hear(known, fault, nth);
			tries++;
		}
	}
	record_init(&body, &draft_message_shape);
	record_number(&body, DRAFT_DO, DRAFT_DO_PUT);
	record_number(&body, DRAFT_ENTITY, ENTITY_PERSON);
	record_number(&body, DRAFT_ID, (int64_t)court.people[1]);
	record_text(&body, DRAFT_CARET, TEXT("7"));
	if (!court_call(session, CALL_DRAFT, &body, &reply) && !known->cut)
		hear(known, fault, nth);
}

static void end(struct session *session, struct known *known)
{
	siginfo_t info = {0};

	shutdown(session_fd(session), SHUT_WR);
	assert_int_equal(waitid(P_PID, (id_t)session_child(session), &info, WEXITED | WNOWAIT), 0);
	known->signal = info.si_code == CLD_EXITED ? 0 : info.si_status;
	known->status = info.si_code == CLD_EXITED ? info.si_status : 0;
	session_close(session);
}

static struct known visit(const struct fault *fault, unsigned nth)
{
	struct known known = {0};
	struct session *session;
	struct outcome copied = {0};

	fixture_path(court.path);
	rmdir(court.path);
	command_run(&copied,
		(const char *const[]){"/bin/cp", "-r", "--sparse=always", pristine.path, court.path, NULL});
	outcome_release(&copied);
	fault_set(fault, "touyand", nth, count);
	session = court_session(&court, NULL);
	fault_set(NULL, NULL, 0, NULL);
	work(session, &known, fault, nth);
	end(session, &known);
	return known;
}

/* The store as the next one finds it: it takes a change, and has what was said to be saved. */
static int look(void)
{
	struct session *session = court_session(&court, NULL);
	struct view view = {.entity = &person_entity};
	struct text note;
	int nth = CHANGES;

	assert_true(court_get(session, ENTITY_PERSON, court.people[0], &reply));
	view.body = view_text(&reply.body, GOT_BODY);
	note = view_text(&view, PERSON_NOTE);
	while (nth && !text_is(note, note_of(nth)))
		nth--;
	if (nth < CHANGES)
		assert_true(change(session, nth + 1));
	session_close(session);
	return nth;
}

static void judge(const struct known *known, const struct fault *fault, unsigned nth)
{
	struct outcome verified = {0};
	int there = look();

	run_touyand(&verified, "verify", court.path, NULL);
	if (known->signal || known->status > 2 || there < known->saved ||
		there > (known->unsure ? known->tried : known->saved) || verified.status) {
		faults_found++;
		print_error("session: %s %s %u: signal %d, status %d, saved %d of %d tried, there %d; "
			    "verify: %.*s\n",
			fault->call, fault->error, nth, known->signal, known->status, known->saved,
			known->tried, there, (int)verified.err.len, (char *)verified.err.data);
	}
	outcome_release(&verified);
}

unsigned long fault_session(unsigned sample)
{
	unsigned long done = 0;

	court_make(&pristine);
	court = pristine;
	snprintf(count, sizeof(count), "%s.count", pristine.path);
	for (unsigned i = 0; i < fault_count; i++) {
		unsigned long calls = 0, failed = 0;
		unsigned step;

		visit(&faults[i], 0);
		assert_true(fault_counted(count, &calls, &failed));
		court_remove(&court);
		step = sample && calls > sample ? (unsigned)calls / sample : 1;
		for (unsigned nth = 1 + (unsigned)random() % step; nth <= calls; nth += step, done++) {
			struct known known = visit(&faults[i], nth);

			unlink(count);
			judge(&known, &faults[i], nth);
			court_remove(&court);
		}
	}
	reply_release(&reply);
	reply.bytes = (struct buf)BUF_INIT;
	court_remove(&pristine);
	assert_int_equal(faults_found, 0);
	return done;
}
