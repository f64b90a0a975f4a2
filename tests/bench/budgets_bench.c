/* budgets [NAME …]: measures what the design promises and prints a table in Markdown; with names only those
 * rows. Status 0 even when a budget is missed: how fast a shared machine is says nothing about a change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/bench/bench.h"

enum { NO_SHELF = SHELF_COUNT };

static const struct unit {
	const char *name;
	double size;
	int digits;
} us = {"us", 1e-6, 2};

static const struct row {
	const char *name, *what, *yardstick;
	const struct unit *unit;
	double budget; /* the most: of the ratio, or of the unit where there is no yardstick */
	bench_row *run;
	enum shelf shelf;
} rows[] = {
	{"get", "get a record, checked", "LMDB by hand", &us, 3, bench_get, SHELF_PEOPLE},
	{"scan", "scan, each record checked", "LMDB by hand", &us, 3, bench_scan, SHELF_PEOPLE},
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

static void print_spread(const char *format, const double *samples, size_t count, double size)
{
	double low = samples[0], high = samples[0];

	for (size_t i = 1; i < count; i++) {
		low = samples[i] < low ? samples[i] : low;
		high = samples[i] > high ? samples[i] : high;
	}
	printf(format, bench_median(samples, count) / size, low / size, high / size);
}

static void print_verdict(const struct row *row, const struct figures *figures)
{
	bool ratio = row->yardstick != NULL;
	double found[SAMPLES_MAX], size = ratio ? 1 : row->unit->size;
	size_t count = ratio ? figures->their_count : figures->count;

	for (size_t i = 0; i < count; i++)
		found[i] = ratio ? figures->ours[i] / figures->theirs[i] : figures->ours[i];
	if (!count) {
		printf(" - | - | %s |\n", figures->missing[0] ? "not installed" : "failed");
		return;
	}
	print_spread(ratio ? " **%.2f** (%.2f-%.2f) |" : " (%2$.4g-%3$.4g) |", found, count, size);
	printf(ratio ? " <= %g x |" : " <= %g %s |", row->budget, row->unit->name);
	printf(" %s%s%s |\n", bench_median(found, count) / size <= row->budget ? "pass" : "**over**",
		figures->note[0] ? ": " : "", figures->note);
}

static void print_row(const struct row *row, const struct figures *figures)
{
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
	if (row->shelf != NO_SHELF)
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
