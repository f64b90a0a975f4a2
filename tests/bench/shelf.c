/* The stores to measure on, beside the programs: the temporary folder may be in memory, where nothing is
 * durable. */
#include "tests/bench/bench.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "core/base/date.h"
#include "core/service/demo.h"
#include "core/service/setup.h"
#include "core/model/entities.h"
#include "core/store/store.h"
#include "tests/harness/store_fixture.h"

static char folder[SHELF_PATH / 2];
static const struct shelf_row {
	const char *name;
	int64_t groups, quarters;
} shelves[SHELF_COUNT] = {
	[SHELF_EMPTY] = {"empty", 0},
	[SHELF_COURT] = {"court", 400},
	[SHELF_PEOPLE] = {"people", 6667},
	[SHELF_HUGE] = {"huge", 400},
	[SHELF_QUARTER] = {"quarter", 2000, 1},
	[SHELF_QUARTER_SMALL] = {"quarter-small", 200, 1},
	[SHELF_DECADE] = {"decade", 200, 40},
};

static bool kept;

bool shelf_open(void)
{
	const char *stores = getenv("BENCH_STORES");

	kept = stores != NULL;
	snprintf(folder, sizeof(folder), "%s", kept ? stores : BUILD_DIR "/bench/stores-XXXXXX");
	return kept ? !mkdir(folder, 0700) || errno == EEXIST : mkdtemp(folder) != NULL;
}

void shelf_close(void)
{
	if (!kept)
		fixture_remove(folder);
}

const char *shelf_path(const char *name)
{
	static char paths[4][SHELF_PATH];
	static unsigned next;
	char *path = paths[next++ % 4];

	snprintf(path, SHELF_PATH, "%s/%s", folder, name);
	return path;
}

long shelf_meetings(void)
{
	const char *wanted = getenv("BENCH_MEETINGS");

	return wanted ? atol(wanted) : 1000000;
}

const char *shelf_now(void)
{
	static char words[32];
	time_t seconds = (time_t)(demo_now() / 1000000);
	struct tm parts;

	strftime(words, sizeof(words), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &parts));
	return words;
}

/* --- a million meetings --- */

enum { AT_ONCE = 10000, DAYS = 3650 };
struct filling {
	long first, last;
	int64_t day, groups;
};

/* Short ones, by all groups in turn, in the ten years before this one. */
static bool write_meetings(struct writer *writer, void *arg, struct error *err)
{
	const struct filling *filling = arg;
	char topic[64];
	bool ok = true;

	for (long i = filling->first; ok && i < filling->last; i++) {
		struct buf group = BUF_INIT;
		uint64_t id = 0;

		buf_varint(&group, (uint64_t)(i % filling->groups + 1));
		snprintf(topic, sizeof(topic), "第%ld次学习研讨", i + 1);
		struct record_slot values[] = {{MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&group)}},
			{MEETING_KINDS, value_number(1 << MEETING_GROUP)},
			{MEETING_TOPIC, value_text(text_of(topic))},
			{MEETING_DATE, value_number(filling->day - i % DAYS)},
			{MEETING_STATE, value_number(STATE_ARCHIVED)}};
		ok = writer_set(writer, ENTITY_MEETING, &id, values, sizeof(values) / sizeof(*values), err);
		buf_release(&group);
	}
	return ok;
}

static bool fill(struct store *store, int64_t groups, struct error *err)
{
	static const struct change_head head = {.action = "import"};
	struct date_parts today = date_parts(demo_now() / 1000000 / 86400);
	struct filling filling = {.day = date_of(today.year - 1, 12, 31), .groups = groups};
	bool ok = true;

	for (long done = 0; ok && done < shelf_meetings(); done = filling.last) {
		filling.first = done;
		filling.last = done + AT_ONCE < shelf_meetings() ? done + AT_ONCE : shelf_meetings();
		ok = store_change(store, &head, write_meetings, &filling, NULL, err);
	}
	return ok;
}

static void make(enum shelf shelf, const char *path)
{
	struct store_config config = {.path = path, .schema = &court_schema, .create = true};
	struct demo demo = {.groups = shelves[shelf].groups, .years = 1, .quarters = shelves[shelf].quarters};
	struct court_setup setup = {.name = TEXT("法院")};
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	bool ok = store_open(&store, &config, &err);

	if (ok && !demo.groups)
		ok = court_setup(store, &setup, &err);
	else if (ok)
		ok = demo_build(store, &demo, &err);
	if (ok && shelf == SHELF_HUGE)
		ok = fill(store, demo.groups, &err);
	store_close(store);
	if (!ok)
		bench_refused(path, &err);
}

const char *shelf_store(enum shelf shelf)
{
	const char *path = shelf_path(shelves[shelf].name);

	if (access(path, F_OK))
		make(shelf, path);
	return path;
}

const char *shelf_copy(enum shelf shelf, const char *name)
{
	struct store_config config = {.path = shelf_store(shelf), .schema = &court_schema};
	const char *path = shelf_path(name);
	struct error err = ERROR_INIT;
	struct store *store = NULL;

	fixture_remove(path);
	if (!store_open(&store, &config, &err) || !store_backup(store, path, &err))
		bench_refused(path, &err);
	store_close(store);
	return path;
}
