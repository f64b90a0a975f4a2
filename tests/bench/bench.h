/* Measurements beside a yardstick, in the same run: each row of the table in budgets_bench.c is one process
 * of its own, takes samples of both in turn, and is judged by the median. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/text.h"

/* --- stores to measure on --- */

enum { SHELF_PATH = 128 };
enum shelf {
	SHELF_EMPTY,  /* touyand init */
	SHELF_COURT,  /* 400 groups, 6,000 people, 4,800 meetings */
	SHELF_PEOPLE, /* 100,000 people, 80,000 meetings */
	SHELF_HUGE,   /* $BENCH_MEETINGS, 1,000,000 without it */
	SHELF_COUNT,
};
#define LEADER "u1" /* leads the first group of all but the empty one */

/* Where the stores of this run are; false when it cannot be made. */
bool shelf_open(void);
void shelf_close(void);
/* The store of that kind, made when it is asked for first: by the parent, for all rows. */
const char *shelf_store(enum shelf shelf);
/* A file or folder beside the stores; the last four are kept. */
const char *shelf_path(const char *name);
/* A copy of its data that nobody else writes; the last four names are kept. */
const char *shelf_copy(enum shelf shelf, const char *name);
/* How many meetings SHELF_HUGE holds. */
long shelf_meetings(void);
/* The demo courts' present as --now takes it. */
const char *shelf_now(void);

/* --- samples --- */

enum { SAMPLES_MAX = 64, NOTE_MAX = 160 };

/* What a row found. Without `theirs` the budget is one of `ours` itself. */
struct figures {
	double ours[SAMPLES_MAX], theirs[SAMPLES_MAX];
	size_t count, their_count;
	char missing[32];    /* the yardstick that is not installed */
	char note[NOTE_MAX]; /* what else is to be said */
	bool whole;          /* the row came to its end */
};
typedef void bench_row(struct figures *figures);

void figures_add(struct figures *figures, double ours);
void figures_add_pair(struct figures *figures, double ours, double theirs);
/* Is the program there? If not, the row says so. */
bool figures_need(struct figures *figures, const char *program);

int64_t bench_now(void); /* ns */
/* Runs both once unmeasured, then `rounds` times in turn, each first every other time; seconds for one of
 * `times`. */
typedef void bench_work(void *arg);
void figures_race(struct figures *figures, size_t rounds, double times, bench_work *ours, bench_work *theirs,
	void *arg);
double bench_median(const double *samples, size_t count);

/* Ends the row with what went wrong. */
void bench_give_up(const char *what, const char *why) __attribute__((noreturn));
struct error;
void bench_refused(const char *what, const struct error *err) __attribute__((noreturn));

/* --- LMDB by hand --- */

struct raw;
enum { RAW_REC = 1 }; /* of the store's tables, in their order */
struct raw *raw_open(const char *path, const char *const *tables, size_t count);
void raw_close(struct raw *raw);
/* Between the two, everything reads one state. */
void raw_begin(struct raw *raw);
void raw_end(struct raw *raw);
/* The sum of the value's bytes. */
uint64_t raw_get(struct raw *raw, unsigned table, struct text key);
/* The same of all that start with the prefix. */
uint64_t raw_scan(struct raw *raw, unsigned table, struct text prefix);
struct raw_put {
	unsigned table;
	struct text key, value;
	bool gone;
};
/* One durable commit. */
void raw_commit(struct raw *raw, const struct raw_put *puts, size_t count);

/* --- the rows --- */

bench_row bench_get, bench_scan;

#endif
