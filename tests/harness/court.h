/* A small court in a directory of its own, and sessions with a real touyand on it. */
#ifndef TESTS_HARNESS_COURT_H
#define TESTS_HARNESS_COURT_H

#include "core/model/entities.h"
#include "core/service/session.h"
#include "tests/harness/store_fixture.h"

enum { COURT_PEOPLE = 9 };
#define COURT_NOW "2026-09-24T07:00:00Z" /* 15:00 in the court */

/* One branch with two groups. The first has nine people, logins p1 to p9; p1 leads it, p2 records its meeting
 * of today, which is planned. Login q1 leads the second; s1 is the branch's secretary. */
struct court {
	char path[FIXTURE_PATH];
	uint64_t branch, group, other_group;
	uint64_t people[COURT_PEOPLE], other_leader, secretary;
	uint64_t meeting, other_meeting;
};
void court_make(struct court *court);
/* The same into a store that is there; the clock stands at COURT_NOW. */
void court_fill(struct court *court, struct store *store);
void court_remove(struct court *court);

/* A session as that login; NULL: the operator. Fails the test when it cannot be started. */
struct session *court_session(const struct court *court, const char *login);
/* The same at another moment than COURT_NOW. */
struct session *court_session_at(const struct court *court, const char *login, const char *now);

/* What came back, copied. */
struct reply {
	bool done;
	struct view body;
	struct error error;
	struct view failure;
	struct buf bytes;
};
/* Sends and waits; the record is emptied. True when it was done. The reply holds until the next call with it.
 */
bool court_call(struct session *session, enum call call, struct record *body, struct reply *reply);
void reply_release(struct reply *reply);
/* Get and apply, the two that every test needs. */
bool court_get(struct session *session, unsigned entity, uint64_t id, struct reply *reply);
bool court_apply(
	struct session *session, unsigned entity, int64_t id, const struct patch *patch, struct reply *reply);
bool court_run(
	struct session *session, const char *operation, unsigned entity, uint64_t id, struct reply *reply);
/* Closes the sessions, ended by NULL; the store must be sound, and goes. */
void court_end(struct court *court, struct session *const *sessions, struct reply *reply);
/* The error's English words; until the next call. */
const char *reply_words(const struct reply *reply);

#endif
