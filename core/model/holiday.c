/* Holidays and the days worked to make up for them, as the State Council announces them each year. */
#include "core/model/holiday.h"

#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/model/dated.h"
#include "core/model/entities.h"

const struct choice holiday_kinds[] = {
	{HOLIDAY_OFF, "off", "放假"},
	{HOLIDAY_WORKED, "worked", "上班"},
	{0},
};

static const struct field fields[] = {
	{HOLIDAY_NAME, "name", "名称", TEXT_FIELD(1, 40), REQUIRED | TITLE | SEARCH, 12},
	{HOLIDAY_KIND, "kind", "安排", CHOICE_FIELD(holiday_kinds), REQUIRED, 6,
		"Off, or a weekend that is worked to make up for it."},
	{HOLIDAY_FROM, "from", "起", DATE_FIELD, REQUIRED, 10},
	{HOLIDAY_TO, "to", "止", DATE_FIELD, 0, 10, "The last day; empty: the one day only."},
	{0},
};

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	(void)world;
	dated_check(view, HOLIDAY_FROM, HOLIDAY_TO, problems);
}

const struct entity holiday_entity = {ENTITY_HOLIDAY, "holiday", "节假日", fields, .check = check};

static bool keep(const struct view *holiday, void *arg)
{
	struct calendar *calendar = arg;
	int64_t from = view_number(holiday, HOLIDAY_FROM);

	calendar->spans =
		mem_grow(calendar->spans, calendar->count, &calendar->room, sizeof(*calendar->spans));
	calendar->spans[calendar->count++] =
		(struct calendar_span){from, view_number_or(holiday, HOLIDAY_TO, from),
			view_number(holiday, HOLIDAY_KIND) == HOLIDAY_WORKED};
	return true;
}

struct calendar calendar_read(struct world *world)
{
	struct calendar calendar = {0};

	world->walk(world, ENTITY_HOLIDAY, 0, NULL, 0, keep, &calendar, NULL);
	return calendar;
}

void calendar_release(struct calendar *calendar)
{
	free(calendar->spans);
	*calendar = (struct calendar){0};
}

bool calendar_works(const struct calendar *calendar, int64_t day)
{
	int weekday = date_weekday(day);
	bool works = weekday % 7 != 0 && weekday != 6;

	for (size_t i = 0; i < calendar->count; i++) {
		const struct calendar_span *span = &calendar->spans[i];

		if (span->from > day || span->to < day)
			continue;
		if (span->worked)
			return true;
		works = false;
	}
	return works;
}

int64_t calendar_after(const struct calendar *calendar, int64_t day, int days)
{
	while (days)
		days -= calendar_works(calendar, ++day);
	return day;
}
