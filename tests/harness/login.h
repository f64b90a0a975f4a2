/* One person at one terminal: the real program in a pty, on a store with nine people, as their leader, at a
 * time that stands still. */
#ifndef TESTS_HARNESS_LOGIN_H
#define TESTS_HARNESS_LOGIN_H

#include "core/base/buf.h"
#include "tests/harness/pty.h"
#include "tests/harness/store_fixture.h"

#define NOW "2026-09-24T06:55:00Z"
#define F6 "\033[17~"
#define F8 "\033[19~"
/* What is typed first and surely kept. */
#define KEPT "先写的这半句"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { STORE_PATH = FIXTURE_PATH + 16 };

/* Of a group of tests: the directory of the stores. */
int login_begin(void **state);
int login_end(void **state);
void login_store(char store[STORE_PATH]);
struct pty *login_as_leader(const char *store);
/* As that login, NULL: the office; on a terminal of that size. */
struct pty *login_as(const char *store, const char *login, int rows, int columns);
/* Its touyand; and waits until that has gone, when touyan is gone already. */
pid_t login_touyand(const struct pty *pty);
void login_gone(pid_t touyand);
/* Until it has read all that was typed and waits again, for an answer if need be. */
void login_taken(struct pty *pty);
/* Waits for the text; fails with the screen when the program ends before. */
void login_expect(struct pty *pty, const char *text);
void login_type(struct pty *pty, const char *keys, const char *text);
/* A meeting that goes on, everybody there, at its agenda. */
void login_meeting(struct pty *pty);
/* What is typed where the caret is, from `start` on; fails when the caret is not behind it. */
void login_typed(struct pty *pty, const char *start, struct buf *out);

#endif
