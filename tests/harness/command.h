/* The programs as a user runs them: by fork and exec, with both outputs caught. */
#ifndef TESTS_HARNESS_COMMAND_H
#define TESTS_HARNESS_COMMAND_H

#include "core/base/buf.h"

struct outcome {
	int status; /* exit status, or minus the signal */
	struct buf out, err;
};

/* build/touyan or build/touyand with these arguments, ended by NULL. The locale is C.UTF-8, without
 * $TOUYAN_STORE. What an earlier outcome held is given up. */
void run_touyan(struct outcome *outcome, ...) __attribute__((sentinel));
void run_touyand(struct outcome *outcome, ...) __attribute__((sentinel));
void command_run(struct outcome *outcome, const char *const *argv);
void outcome_release(struct outcome *outcome);

/* A new store of a court that starts on 2026-01-01, with these files imported (people, or phrases from
 * phrase.csv) on 2026-09-24 ("" or several with blanks between), at `path`, which must not exist. Each kind
 * is made once and then copied. */
void command_store(const char *path, const char *imports);
/* Takes the stores back that command_store() copies from. */
void command_stores_release(void);

#endif
