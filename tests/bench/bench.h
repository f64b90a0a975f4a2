/* Measurements beside a yardstick, in the same run: each row of the table in budgets_bench.c is one process
 * of its own, takes samples of both in turn, and is judged by the median. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "core/base/text.h"

/* --- stores to measure on --- */

enum { SHELF_PATH = 128 };
enum shelf {
	SHELF_EMPTY,  /* touyand init */
	SHELF_COURT,  /* 400 groups, 6,000 people, 4,800 meetings */
	SHELF_PEOPLE, /* 100,000 people, 80,000 meetings */
	SHELF_HUGE,   /* $BENCH_MEETINGS, 1,000,000 without it */
	/* 2026Q2, with all that rules count: 2,000 groups, 40,000 meetings, 400,000 attendances; a tenth of
	 * it; and the ten years to that quarter. */
	SHELF_QUARTER,
	SHELF_QUARTER_SMALL,
	SHELF_DECADE,
	SHELF_COUNT,
};
#define LEADER "u1" /* leads the first group of all but the empty one */

/* Where the stores of this run are; false when it cannot be made. With $BENCH_STORES it is that folder, which
 * stays: the next run finds the stores made. */
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
void figures_add_theirs(struct figures *figures, double theirs);
void figures_add_pair(struct figures *figures, double ours, double theirs);
/* Is the program there? If not, the row says so. */
bool figures_need(struct figures *figures, const char *program);

int64_t bench_now(void); /* ns */
/* Runs both once unmeasured, then each in turn and first every other time. A pair of samples is the medians
 * of some turns: what is over before somebody else has the processor is measured in turns that short. */
struct race {
	size_t rounds, turns; /* pairs; turns for each, at most SAMPLES_MAX */
	double times;         /* how many are done in a turn: the samples are seconds for one */
};
typedef void bench_work(void *arg);
void figures_race(struct figures *figures, struct race race, bench_work *ours, bench_work *theirs, void *arg);
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
/* The keys of the prefix end with an id: the sum of the records behind it, as raw_get() finds them under
 * `record` and the id. */
uint64_t raw_follow(struct raw *raw, unsigned table, struct text prefix, unsigned to, struct text record);
/* A compact copy. */
void raw_copy(struct raw *raw, const char *path);
struct raw_put {
	unsigned table;
	struct text key, value;
	bool gone;
};
/* One durable commit. */
void raw_commit(struct raw *raw, const struct raw_put *puts, size_t count);

/* A session of our own on a store. */
struct session;
struct session *bench_session(const char *store);

/* --- programs on a terminal --- */

struct terminal;
/* What came after a start or a key until nothing more came for a while. */
enum { START_QUIET_MS = 150, KEY_QUIET_MS = 40 };
struct glimpse {
	double first, last;   /* seconds until the first and the last bytes */
	size_t bytes, pieces; /* in as many as there were writes, while this reads faster than that writes */
};
/* In `folder` (NULL: here); `seen` may be NULL. */
struct terminal *terminal_start(const char *folder, const char *const *argv, struct glimpse *seen);
/* How long that while is, when it is to be another. */
void terminal_quiet(struct terminal *terminal, int milliseconds);
void terminal_type(struct terminal *terminal, const char *bytes, struct glimpse *seen);
/* How many instructions the program itself runs for the key; 0: it may not be counted here. */
long terminal_count(struct terminal *terminal, const char *bytes);
/* What comes by itself; times count from `since`. */
void terminal_watch(struct terminal *terminal, int64_t since, struct glimpse *seen);
void terminal_watch_for(struct terminal *terminal, int milliseconds, struct glimpse *seen);
bool terminal_shows(struct terminal *terminal, const char *words);
void terminal_must_show(struct terminal *terminal, const char *words);
pid_t terminal_pid(const struct terminal *terminal);
void terminal_end(struct terminal *terminal);

struct buf;
void proc_read(pid_t pid, const char *file, struct buf *out);
pid_t proc_child(pid_t pid);   /* the first one */
double proc_memory(pid_t pid); /* bytes in memory, without the store's map */
double proc_wakeups(pid_t pid);

/* --- the rows --- */

bench_row bench_get, bench_scan, bench_index;
bench_row bench_score, bench_score_lite, bench_score_decade;
bench_row bench_page, bench_first_page, bench_first_state, bench_search, bench_filter, bench_filter_first;
bench_row bench_change, bench_mark, bench_import, bench_backup, bench_news;
bench_row bench_paint, bench_paint_leader, bench_paint_tig, bench_paint_nnn, bench_paint_less;
bench_row bench_ascii, bench_hanzi, bench_ten, bench_key_time, bench_down, bench_down_work, bench_page_down;
bench_row bench_idle, bench_memory, bench_memory_session, bench_memory_ranked;

#endif
