/* What the systems ask for: in the month that ends a period while it can still be held, and the month after
 * when it was not. */
#include "core/model/duty.h"
#include "core/model/today.h"

struct dutying {
	struct today *today;
	const struct view *system;
};

/* A period as people call it, by the month that ends it. */
static const struct choice quarters[] = {{3, "quarter 1", "一季度"}, {6, "quarter 2", "二季度"},
	{9, "quarter 3", "三季度"}, {12, "quarter 4", "四季度"}, {0}};
static const struct choice halves[] = {
	{6, "the first half", "上半年"}, {12, "the second half", "下半年"}, {0}};
static const struct choice whole[] = {{12, "the year", "全年"}, {0}};
static const struct choice *const periods[] = {
	[EVERY_QUARTER] = quarters, [EVERY_HALF] = halves, [EVERY_YEAR] = whole};

static void say_duty(struct today *today, struct record *row, int64_t every, int64_t month,
	const struct choice *kind, bool late)
{
	const struct choice *period = every == EVERY_MONTH ? NULL : choice_coded(periods[every], month);

	if (period)
		row_message(&today->emitter, row, TODAY_WHAT,
			late ? N_("{2} of {1} was not held") : N_("{2} of {1} is still to be held"), "tt",
			period->name, period->label, kind->name, kind->label);
	else
		row_message(&today->emitter, row, TODAY_WHAT,
			late ? N_("{2} of month {1} was not held")
			     : N_("{2} of month {1} is still to be held"),
			"nt", month, kind->name, kind->label);
}

static void ask_for(struct dutying *dutying, const struct view *group, int64_t due, bool late)
{
	struct today *today = dutying->today;
	const struct choice *kind = choice_coded(meeting_kinds, view_number(dutying->system, SYSTEM_KIND));
	struct record row;
	struct text rule;

	today_begin(&row, TODAY_MINE);
	say_duty(today, &row, view_number(dutying->system, SYSTEM_EVERY), date_parts(due).month, kind, late);
	if (late)
		record_number(&row, TODAY_URGENT, 1);
	record_number(&row, TODAY_DUE, due);
	/* The document; the clause stands with the system. */
	rule = view_text(dutying->system, SYSTEM_RULE);
	rule = text_take(rule, text_find(rule, TEXT(" ")));
	record_text(&row, TODAY_RULE, arena_text(&today->emitter.arena, rule));
	today_group(&row, group->id);
	today_give(today, &row, ENTITY_GROUP, group->id);
}

/* A month that ends a period tells of all of it. */
static void look_month(struct dutying *dutying, const struct view *group, int64_t first, bool before)
{
	struct today *today = dutying->today;
	struct date_parts parts = date_parts(first);
	int64_t last = first + date_month_days(parts.year, parts.month) - 1;
	struct year year;
	char mark;

	group_year(today->emitter.world, group, parts.year,
		(unsigned)view_number(dutying->system, SYSTEM_KIND),
		(enum system_every)view_number(dutying->system, SYSTEM_EVERY), &year);
	mark = year.marks[parts.month - 1];
	if (before ? mark == STRIP_MISSING
		   : mark == STRIP_THIS_MONTH && !(year.next && year.next <= last) && !today->office)
		ask_for(dutying, group, last, before);
}

static bool duty_of_group(const struct view *group, void *arg)
{
	struct dutying *dutying = arg;
	struct date_parts now = date_parts(dutying->today->day);
	int64_t first = date_of(now.year, now.month, 1);

	if (!today_mine(dutying->today, group->id))
		return true;
	/* The month before is worth a word while it can still be told how it was. */
	look_month(dutying, group, date_add_months(first, -1), true);
	look_month(dutying, group, first, false);
	return !dutying->today->emitter.stopped;
}

static bool look_system(const struct view *system, void *arg)
{
	struct dutying dutying = {arg, system};
	struct today *today = arg;

	if (view_has(system, SYSTEM_EVERY) && view_has(system, SYSTEM_KIND))
		groups_each(today->emitter.world, today->day, duty_of_group, &dutying, NULL);
	return !today->emitter.stopped;
}

bool today_duties(struct today *today, struct error *err)
{
	struct world *world = today->emitter.world;

	return world->walk(world, ENTITY_SYSTEM, 0, NULL, 0, look_system, today, err);
}
