#include "core/service/demo_internal.h"

#include <unistd.h>
#include "core/base/date.h"
#include "core/service/setup.h"

/* --- the calendar --- */

int64_t demo_at(int64_t day, int hour, int minute)
{
	return moment_at(day, hour * 60 + minute, COURT_OFFSET);
}

int64_t demo_now(void)
{
	return demo_at(date_of(2026, 9, 24), 14, 50);
}

/* The public holidays of 2026, as far as a meeting of the demo could fall on one. */
static const struct {
	int month, day, days;
} holidays[] = {{1, 1, 3}, {2, 15, 9}, {4, 4, 3}, {5, 1, 5}, {6, 19, 3}, {9, 25, 3}, {10, 1, 7}};

bool demo_holiday(int64_t day)
{
	for (size_t i = 0; i < sizeof(holidays) / sizeof(*holidays); i++) {
		int64_t first = date_of(2026, holidays[i].month, holidays[i].day);

		if (day >= first && day < first + holidays[i].days)
			return true;
	}
	return false;
}

int64_t demo_workday(int64_t day, int direction)
{
	while (demo_holiday(day) || date_weekday(day) % 6 == 0)
		day += direction;
	return day;
}

/* --- the generator --- */

unsigned demo_random(uint64_t *state, unsigned limit)
{
	/* Knuth's constants for 64 bits; the upper half is the better one. */
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)((*state >> 33) % limit);
}

/* --- changes --- */

/* A change may run twice: then it draws the same numbers again. */
struct drawing {
	struct demo_court *court;
	struct demo_luck luck;
	change_work *work;
	void *arg;
};

static bool draw_again(struct writer *writer, void *arg, struct error *err)
{
	const struct drawing *drawing = arg;

	drawing->court->luck = drawing->luck;
	return drawing->work(writer, drawing->arg, err);
}

bool demo_change(struct demo_court *court, int64_t moment, uint64_t author, const char *action,
	change_work *work, void *arg, struct error *err)
{
	struct change_head head = {.author = author, .uid = getuid(), .action = action};
	struct drawing drawing = {court, court->luck, work, arg};

	clock_fix(moment, false);
	return store_change(court->store, &head, draw_again, &drawing, NULL, err);
}

bool demo_person(struct world *world, const char *name, uint64_t *id, struct error *err)
{
	return world_find(world, ENTITY_PERSON, PERSON_NAME, text_of(name), id) ||
		fail(err, ERROR_INPUT, "The roster of the demo has nobody called {1}", "s", name);
}

bool demo_build(struct store *store, const struct demo *demo, struct error *err)
{
	struct court_setup setup = {TEXT("云溪法院（演示）"), date_of(2026, 1, 1), demo_now()};
	struct demo_court court = {.store = store, .luck = {.random = 20260924}};
	bool good;

	clock_fix(demo_at(date_of(2025, 12, 29), 9, 0), false);
	if (demo->groups)
		good = demo_large(store, demo, err);
	else
		good = court_setup(store, &setup, err) && demo_found(&court, demo->roster, err) &&
			demo_year(&court, demo, err);
	demo_found_release(&court);
	clock_fix(demo_now(), true);
	return good;
}
