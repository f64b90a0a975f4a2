#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "core/base/buf.h"
#include "core/base/error.h"

int64_t bench_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

void bench_give_up(const char *what, const char *why)
{
	fprintf(stderr, "bench: %s: %s\n", what, why);
	exit(1);
}

void bench_refused(const char *what, const struct error *err)
{
	struct buf words = BUF_INIT;

	message_show(&err->message, LANGUAGE_EN, NULL, &words);
	bench_give_up(what, buf_cstr(&words));
}

void figures_add(struct figures *figures, double ours)
{
	if (figures->count < SAMPLES_MAX)
		figures->ours[figures->count++] = ours;
}

void figures_add_pair(struct figures *figures, double ours, double theirs)
{
	figures_add(figures, ours);
	figures_add_theirs(figures, theirs);
}

void figures_add_theirs(struct figures *figures, double theirs)
{
	if (figures->their_count < SAMPLES_MAX)
		figures->theirs[figures->their_count++] = theirs;
}

bool figures_need(struct figures *figures, const char *program)
{
	char path[300];
	const char *folders = getenv("PATH");
	struct text rest = text_of(folders ? folders : "/usr/bin"), folder;

	while (text_split(&rest, ':', &folder)) {
		snprintf(path, sizeof(path), "%.*s/%s", (int)folder.len, folder.at, program);
		if (!access(path, X_OK))
			return true;
	}
	snprintf(figures->missing, sizeof(figures->missing), "%s", program);
	return false;
}

static double timed(bench_work *work, void *arg)
{
	int64_t start = bench_now();

	work(arg);
	return (double)(bench_now() - start) * 1e-9;
}

static int compare(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return one < other ? -1 : one > other;
}

double bench_median(const double *samples, size_t count)
{
	double sorted[SAMPLES_MAX];

	if (!count)
		return 0;
	memcpy(sorted, samples, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), compare);
	return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

void figures_race(struct figures *figures, struct race race, bench_work *ours, bench_work *theirs, void *arg)
{
	double mine[SAMPLES_MAX], other[SAMPLES_MAX];

	timed(theirs, arg);
	timed(ours, arg);
	for (size_t i = 0; i < race.rounds; i++) {
		for (size_t turn = 0; turn < race.turns; turn++) {
			bool first = (i + turn) % 2;

			other[turn] = first ? 0 : timed(theirs, arg);
			mine[turn] = timed(ours, arg);
			other[turn] = first ? timed(theirs, arg) : other[turn];
		}
		figures_add_pair(figures, bench_median(mine, race.turns) / race.times,
			bench_median(other, race.turns) / race.times);
	}
}
