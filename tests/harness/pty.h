/* A program on a terminal: a pty whose other end is libvterm. Never sleeps: the program writes an idle mark
 * (term_idle_mark) whenever it has read all there is and waits, and pty_wait() waits for the mark that counts
 * all that was sent. A program that is not idle within 20 seconds fails the test. */
#ifndef TESTS_HARNESS_PTY_H
#define TESTS_HARNESS_PTY_H

#include <stddef.h>
#include <sys/types.h>
#include "core/base/buf.h"

struct pty;

/* Starts argv[0] (a path) with TERM=term at the size; the environment is the test's, but LC_ALL=C.UTF-8. */
struct pty *pty_start(char *const argv[], const char *term, int rows, int columns);
/* The same with a function of the test in the child; what it returns is the exit status. */
struct pty *pty_call(int (*child)(void *arg), void *arg, const char *term, int rows, int columns);
pid_t pty_pid(const struct pty *pty);
/* Ends the program if it still runs. */
void pty_release(struct pty *pty);

/* Sends bytes as typed; returns at once. */
void pty_type(struct pty *pty, const char *bytes);
void pty_send(struct pty *pty, const void *bytes, size_t len);
/* Until all that was sent is answered on the screen. False when the program ended instead. */
bool pty_wait(struct pty *pty);
/* Until the screen holds the text; false when the program ended instead. */
bool pty_wait_for(struct pty *pty, const char *text);
/* How many bytes were typed and not read by the program yet. */
size_t pty_unread(struct pty *pty);

/* The screen as lines without blanks at their ends. */
void pty_screen(struct pty *pty, struct buf *out);
bool pty_shows(struct pty *pty, const char *text);
/* Counted from 0. */
void pty_cursor(const struct pty *pty, int *row, int *column, bool *visible);
/* Everything the program wrote since the last pty_forget(), as bytes. */
struct text pty_bytes(const struct pty *pty);
void pty_forget(struct pty *pty);
/* Is the other screen (smcup) shown? */
bool pty_alternate(const struct pty *pty);
/* As a client that paints ambiguous characters wide, or that does not know UTF-8, would answer cursor
 * questions: -1 for libvterm's own answer. One column for each question to come. */
void pty_answer(struct pty *pty, const int *columns, size_t count);

void pty_resize(struct pty *pty, int rows, int columns);
/* The line is cut. */
void pty_hangup(struct pty *pty);
void pty_signal(struct pty *pty, int number);
/* Waits for the program's end: its exit status, or minus the signal that ended it. */
int pty_end(struct pty *pty);

#endif
