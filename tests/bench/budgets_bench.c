/* budgets [NAME …]: measures what the design promises and prints a table in Markdown; with names only those
 * rows. Status 0 even when a budget is missed: how fast a shared machine is says nothing about a change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/bench/bench.h"

enum { NO_BUDGET = -1 };

static const struct unit {
	const char *name;
	double size;
	int digits;
} us = {"us", 1e-6, 2}, ms = {"ms", 1e-3, 2}, bytes = {"B", 1, 0}, mb = {"MB", 1e6, 1},
  thousand = {"k", 1e3, 0}, times = {"", 1, 0};

enum judged { BY_RATIO, BY_ITSELF };

static const struct row {
	const char *name, *what, *yardstick;
	const struct unit *unit;
	enum judged judged;
	double budget; /* the most; NO_BUDGET: it is only told */
	bench_row *run;
	enum shelf shelf;
} rows[] = {
	{"score", "score a quarter: 2,000 groups, 40,000 meetings, 400,000 attendances", "LMDB by hand", &ms,
		BY_RATIO, 3, bench_score, SHELF_QUARTER},
	{"score-sqlite", "the same rules", "SQLite", &ms, BY_RATIO, 0.1, bench_score_lite, SHELF_QUARTER},
	{"score-decade", "a quarter in a store of ten years, 200 groups", "that quarter alone", &ms, BY_RATIO,
		2, bench_score_decade, SHELF_DECADE},
	{"get", "get a record, checked", "LMDB by hand", &us, BY_RATIO, 3, bench_get, SHELF_PEOPLE},
	{"scan", "scan, each record checked", "LMDB by hand", &us, BY_RATIO, 3, bench_scan, SHELF_PEOPLE},
	{"index", "walk in the order of dates", "LMDB by hand", &us, BY_RATIO, 3, bench_index, SHELF_PEOPLE},
	{"change", "durable change of a record", "LMDB commit of the same bytes", &us, BY_RATIO, 1.3,
		bench_change, SHELF_COURT},
	{"mark", "mark on the roll, 20,000 characters of minutes", "no minutes", &us, BY_RATIO, 1.3,
		bench_mark, SHELF_COURT},
	{"import", "import of a roster, a row", "sqlite3", &us, BY_RATIO, NO_BUDGET, bench_import,
		SHELF_COURT},
	{"backup", "backup, 180,000 records", "LMDB compact copy", &ms, BY_RATIO, NO_BUDGET, bench_backup,
		SHELF_PEOPLE},
	{"page", "page of 50 rows through the socket", "echo", &us, BY_RATIO, 3, bench_page, SHELF_COURT},
	{"first-page", "first page of all {1} meetings by date", "4,800 meetings", &ms, BY_RATIO, 1.5,
		bench_first_page, SHELF_HUGE},
	{"first-state", "the same by state and date", "4,800 meetings", &ms, BY_RATIO, 1.5, bench_first_state,
		SHELF_HUGE},
	{"filter-first", "filter by pinyin, 100,000 people, first letter", "SQLite LIKE", &ms, BY_ITSELF, 16,
		bench_filter_first, SHELF_PEOPLE},
	{"filter", "the same, a further letter", "SQLite LIKE", &ms, BY_ITSELF, 16, bench_filter,
		SHELF_PEOPLE},
	{"search", "find in all records", "SQLite LIKE", &ms, BY_RATIO, NO_BUDGET, bench_search, SHELF_COURT},
	{"news", "someone else's commit on the screen", NULL, &ms, BY_ITSELF, 20, bench_news, SHELF_COURT},
	{"paint", "first screen of the office, {1} meetings", "empty store", &ms, BY_RATIO, 1.5, bench_paint,
		SHELF_HUGE},
	{"paint-leader", "first screen of a leader, {1} meetings", "empty store", &ms, BY_RATIO, 1.5,
		bench_paint_leader, SHELF_HUGE},
	{"paint-tig", "the same", "tig, small repository", &ms, BY_RATIO, 1, bench_paint_tig, SHELF_HUGE},
	{"paint-nnn", "the same", "nnn", &ms, BY_RATIO, NO_BUDGET, bench_paint_nnn, SHELF_HUGE},
	{"paint-less", "the same", "less", &ms, BY_RATIO, NO_BUDGET, bench_paint_less, SHELF_HUGE},
	{"ascii", "typed ASCII character", "vim", &bytes, BY_ITSELF, 1, bench_ascii, SHELF_COURT},
	{"hanzi", "汉字 at the end of a field", "vim", &bytes, BY_ITSELF, 3, bench_hanzi, SHELF_COURT},
	{"ten", "ten 汉字 at once", "vim", &bytes, BY_ITSELF, 40, bench_ten, SHELF_COURT},
	{"key", "from key to screen, 汉字", "vim", &ms, BY_RATIO, NO_BUDGET, bench_key_time, SHELF_COURT},
	{"down", "Down in a list", "nnn", &bytes, BY_ITSELF, 40, bench_down, SHELF_COURT},
	{"down-work", "the same, instructions", "nnn", &thousand, BY_RATIO, 1, bench_down_work, SHELF_COURT},
	{"page-down", "PgDn in a list, key to screen", "less", &ms, BY_RATIO, NO_BUDGET, bench_page_down,
		SHELF_COURT},
	{"idle", "idle", NULL, &times, BY_ITSELF, 0, bench_idle, SHELF_COURT},
	{"memory", "memory of touyan", "vim", &mb, BY_ITSELF, 6, bench_memory, SHELF_COURT},
	{"memory-session", "memory of a session's touyand, map excluded", "vim", &mb, BY_ITSELF, 5,
		bench_memory_session, SHELF_COURT},
	{"memory-ranked", "the same when it has ranked 400 groups", "vim", &mb, BY_ITSELF, 5,
		bench_memory_ranked, SHELF_COURT},
	{0},
};

/* --- the table --- */

static void print_value(const struct row *row, const double *samples, size_t count)
{
	if (count)
		printf(" %.*f %s |", row->unit->digits, bench_median(samples, count) / row->unit->size,
			row->unit->name);
	else
		printf(" - |");
}

static void print_spread(const double *samples, size_t count, double size)
{
	double low = samples[0], high = samples[0];

	for (size_t i = 1; i < count; i++) {
		low = samples[i] < low ? samples[i] : low;
		high = samples[i] > high ? samples[i] : high;
	}
	printf(" (%.3g-%.3g) |", low / size, high / size);
}

/* Samples that were taken in turn are compared in pairs. */
static size_t ratios(const struct figures *figures, double *found)
{
	size_t count = figures->count < figures->their_count ? figures->count : figures->their_count;

	for (size_t i = 0; i < count; i++)
		found[i] = figures->ours[i] / figures->theirs[i];
	return count;
}

static void print_verdict(const struct row *row, const struct figures *figures)
{
	bool itself = row->judged == BY_ITSELF;
	double found[SAMPLES_MAX], most;
	size_t count = ratios(figures, found);

	if (count)
		printf(" **%.2f**", bench_median(found, count)), print_spread(found, count, 1);
	else if (figures->count)
		print_spread(figures->ours, figures->count, row->unit->size);
	else
		printf(" - |");
	if (row->budget == NO_BUDGET)
		printf(" - |");
	else
		printf(" <= %g%s%s |", row->budget, itself && row->unit == &times ? "" : " ",
			itself ? row->unit->name : "x");
	most = itself && figures->count ? bench_median(figures->ours, figures->count) / row->unit->size
					: bench_median(found, count);
	if (!figures->count || (!itself && !count))
		printf(" %s |\n", figures->missing[0] ? "not installed" : "failed");
	else
		printf(" %s%s%s |\n",
			row->budget == NO_BUDGET      ? ""
				: most <= row->budget ? "pass"
						      : "**over**",
			figures->note[0] && row->budget != NO_BUDGET ? ": " : "", figures->note);
}

static void print_row(const struct row *row, const struct figures *figures)
{
	const char *count = strstr(row->what, "{1}");

	if (count)
		printf("| %.*s%ld%s |", (int)(count - row->what), row->what, shelf_meetings(), count + 3);
	else
		printf("| %s |", row->what);
	print_value(row, figures->ours, figures->count);
	if (figures->missing[0])
		printf(" %s |", figures->missing);
	else if (row->yardstick)
		printf(" %s:", row->yardstick), print_value(row, figures->theirs, figures->their_count);
	else
		printf(" |");
	print_verdict(row, figures);
}

/* --- running --- */

static void run_row(const struct row *row, struct figures *figures)
{
	pid_t pid;
	int status;

	memset(figures, 0, sizeof(*figures));
	if (row->shelf != SHELF_COUNT)
		shelf_store(row->shelf);
	fflush(NULL);
	pid = fork();
	if (!pid) {
		row->run(figures);
		figures->whole = true;
		_exit(0);
	}
	waitpid(pid, &status, 0);
	if (!figures->whole && !figures->missing[0])
		figures->count = figures->their_count = 0;
}

static bool chosen(const struct row *row, char **names)
{
	if (!*names)
		return true;
	for (; *names; names++)
		if (!strcmp(*names, row->name))
			return true;
	return false;
}

int main(int argc, char **argv)
{
	struct figures *figures =
		mmap(NULL, sizeof(*figures), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	(void)argc;
	if (figures == MAP_FAILED || !shelf_open())
		bench_give_up("budgets", "no memory or no folder for stores");
	printf("| what | touyan | yardstick | ratio, median (min-max) | budget | |\n"
	       "|---|---|---|---|---|---|\n");
	for (const struct row *row = rows; row->name; row++) {
		if (!chosen(row, argv + 1))
			continue;
		run_row(row, figures);
		print_row(row, figures);
		fflush(stdout);
	}
	shelf_close();
	return 0;
}
