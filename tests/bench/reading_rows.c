/* Records read through the store, and by hand. */
#include "tests/bench/bench.h"

#include "core/model/entities.h"
#include "core/store/store_internal.h"

enum { ROUNDS = 15, GETS = 20000, SPREAD = 7919, MEETINGS = 80000 };

static const char *const tables[] = {"meta", "rec", "row", "idx"};

struct reading {
	struct store *store;
	struct raw *raw;
	uint64_t sum;
	double records;
};

static void open_both(struct reading *reading)
{
	struct store_config config = {
		.path = shelf_store(SHELF_PEOPLE), .schema = &court_schema, .read_only = true};
	struct error err = ERROR_INIT;

	/* A copy: one process may open a file of LMDB only once. */
	reading->raw = raw_open(shelf_copy(SHELF_PEOPLE, "raw"), tables, sizeof(tables) / sizeof(*tables));
	if (!store_open(&reading->store, &config, &err))
		bench_refused("opening", &err);
}

static void close_both(struct reading *reading)
{
	store_close(reading->store);
	raw_close(reading->raw);
}

static void ask(struct reading *reading, store_work *work)
{
	struct error err = ERROR_INIT;

	if (!store_read(reading->store, 0, work, reading, &err))
		bench_refused("reading", &err);
}

/* What a list shows of a meeting. */
static bool read_fields(const struct view *view, void *arg)
{
	struct reading *reading = arg;

	reading->sum += (uint64_t)view_number(view, MEETING_DATE) + view_text(view, MEETING_TOPIC).len +
		(uint64_t)view_number(view, MEETING_STATE);
	reading->records++;
	return true;
}

static uint64_t nth_id(unsigned nth)
{
	return (uint64_t)nth * SPREAD % MEETINGS + 1;
}

static bool get_all(struct world *world, void *arg, struct error *err)
{
	struct view view;

	for (unsigned i = 0; i < GETS; i++)
		if (!world->get(world, ENTITY_MEETING, nth_id(i), &view, err) || !read_fields(&view, arg))
			return false;
	return true;
}

static void get_ours(void *arg)
{
	ask(arg, get_all);
}

static void get_theirs(void *arg)
{
	struct reading *reading = arg;
	uint8_t room[KEY_ROOM];

	raw_begin(reading->raw);
	for (unsigned i = 0; i < GETS; i++)
		reading->sum += raw_get(reading->raw, RAW_REC, record_key(room, ENTITY_MEETING, nth_id(i)));
	raw_end(reading->raw);
}

void bench_get(struct figures *figures)
{
	struct reading reading = {.sum = 0};

	open_both(&reading);
	figures_race(figures, (struct race){ROUNDS, 1, GETS}, get_ours, get_theirs, &reading);
	close_both(&reading);
}

static bool walk_all(struct world *world, void *arg, struct error *err)
{
	return world->walk(world, ENTITY_MEETING, 0, NULL, 0, read_fields, arg, err);
}

static void scan_ours(void *arg)
{
	struct reading *reading = arg;

	reading->records = 0;
	ask(reading, walk_all);
}

static void scan_theirs(void *arg)
{
	struct reading *reading = arg;
	uint8_t room[KEY_ROOM];
	struct text key = record_key(room, ENTITY_MEETING, 1);

	key.len -= sizeof(uint64_t);
	raw_begin(reading->raw);
	reading->sum += raw_scan(reading->raw, RAW_REC, key);
	raw_end(reading->raw);
}

void bench_scan(struct figures *figures)
{
	struct reading reading = {.sum = 0};

	open_both(&reading);
	scan_ours(&reading);
	figures_race(figures, (struct race){ROUNDS, 1, reading.records}, scan_ours, scan_theirs, &reading);
	close_both(&reading);
}

/* --- in the order of an index --- */

static bool walk_dates(struct world *world, void *arg, struct error *err)
{
	return world->walk(world, ENTITY_MEETING, MEETING_BY_DATE, NULL, 0, read_fields, arg, err);
}

static void index_ours(void *arg)
{
	struct reading *reading = arg;

	reading->records = 0;
	ask(reading, walk_dates);
}

static void index_theirs(void *arg)
{
	struct reading *reading = arg;
	uint8_t index_room[KEY_ROOM], record_room[KEY_ROOM];
	struct text key = record_key(record_room, ENTITY_MEETING, 1);

	raw_begin(reading->raw);
	reading->sum += raw_follow(reading->raw, TABLE_IDX,
		pair_key(index_room, ENTITY_MEETING, MEETING_BY_DATE), TABLE_REC, text_take(key, 2));
	raw_end(reading->raw);
}

void bench_index(struct figures *figures)
{
	struct reading reading = {.sum = 0};

	open_both(&reading);
	index_ours(&reading);
	figures_race(figures, (struct race){ROUNDS, 1, reading.records}, index_ours, index_theirs, &reading);
	close_both(&reading);
}
