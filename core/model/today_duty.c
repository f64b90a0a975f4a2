/* What the systems ask for: in the month that ends a period while it can still be held, and the month after
 * when it was not. */
#include "core/model/owing.h"
#include "core/model/today.h"

#include <stdlib.h>
#include "core/base/memory.h"

/* Days of a system that are asked about, and what has to come out for a word to be said. */
struct question {
	uint64_t system;
	enum owed word;
};

/* All systems are asked about together, and told of one after the other. */
struct duties {
	struct today *today;
	struct asked *asked;
	struct question *questions; /* one for each of these */
	size_t asked_room, question_room;
	struct owing owing;
	uint64_t *groups; /* in their order */
	size_t group_count, group_room;
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

static void ask_for(struct today *today, const struct view *system, uint64_t group, int64_t due, bool late)
{
	const struct choice *kind = choice_coded(meeting_kinds, view_number(system, SYSTEM_KIND));
	struct record row;
	struct text rule;

	today_begin(&row, TODAY_MINE);
	say_duty(today, &row, view_number(system, SYSTEM_EVERY), date_parts(due).month, kind, late);
	if (late)
		record_number(&row, TODAY_URGENT, 1);
	record_number(&row, TODAY_DUE, due);
	/* The document; the clause stands with the system. */
	rule = view_text(system, SYSTEM_RULE);
	rule = text_take(rule, text_find(rule, TEXT(" ")));
	record_text(&row, TODAY_RULE, arena_text(&today->emitter.arena, rule));
	today_group(&row, group);
	today_give(today, &row, ENTITY_GROUP, group);
}

/* --- asking --- */

static void add_question(struct duties *duties, const struct view *system, int64_t day, enum owed word)
{
	struct asked asked;
	size_t count = duties->owing.count;

	if (!asked_in((enum system_every)view_number(system, SYSTEM_EVERY),
		    (unsigned)view_number(system, SYSTEM_KIND), day, &asked))
		return;
	duties->asked = mem_grow(duties->asked, count, &duties->asked_room, sizeof(*duties->asked));
	duties->questions =
		mem_grow(duties->questions, count, &duties->question_room, sizeof(*duties->questions));
	duties->asked[count] = asked;
	duties->questions[count] = (struct question){system->id, word};
	duties->owing.count++;
}

static bool add_system(const struct view *system, void *arg)
{
	struct duties *duties = arg;
	int64_t today = duties->today->day;

	if (!view_has(system, SYSTEM_EVERY) || !view_has(system, SYSTEM_KIND))
		return true;
	/* The month before is worth a word while it can still be told how it was. */
	add_question(duties, system, today - date_parts(today).day, OWED_MISSED);
	if (!duties->today->office)
		add_question(duties, system, today, OWED_STILL);
	return true;
}

static bool add_group(const struct view *group, void *arg)
{
	struct duties *duties = arg;

	if (!today_mine(duties->today, group->id))
		return true;
	duties->groups =
		mem_grow(duties->groups, duties->group_count, &duties->group_room, sizeof(*duties->groups));
	duties->groups[duties->group_count++] = group->id;
	owing_add(&duties->owing, group);
	return true;
}

/* --- telling --- */

static void tell_system(struct duties *duties, const struct view *system, size_t first, size_t behind)
{
	for (size_t i = 0; i < duties->group_count; i++)
		for (size_t j = first; j < behind && !duties->today->emitter.stopped; j++)
			if (duties->owing.owed[i * duties->owing.count + j] == duties->questions[j].word)
				ask_for(duties->today, system, duties->groups[i], duties->asked[j].last,
					duties->questions[j].word == OWED_MISSED);
}

static bool tell(struct duties *duties, struct error *err)
{
	struct world *world = duties->today->emitter.world;
	size_t count = duties->owing.count, behind;
	struct view system;

	for (size_t first = 0; first < count; first = behind) {
		uint64_t id = duties->questions[first].system;

		for (behind = first + 1; behind < count && duties->questions[behind].system == id; behind++)
			;
		if (!world->get(world, ENTITY_SYSTEM, id, &system, err))
			return false;
		tell_system(duties, &system, first, behind);
	}
	return true;
}

bool today_duties(struct today *today, struct error *err)
{
	struct world *world = today->emitter.world;
	struct duties duties = {.today = today, .owing = {.world = world, .settings = &today->settings}};
	bool good = world->walk(world, ENTITY_SYSTEM, 0, NULL, 0, add_system, &duties, err);

	duties.owing.asked = duties.asked;
	good = good && (!duties.owing.count || groups_each(world, today->day, add_group, &duties, err));
	if (good && duties.group_count) {
		owing_look(&duties.owing, today->office);
		good = tell(&duties, err);
	}
	owing_release(&duties.owing);
	free(duties.asked);
	free(duties.questions);
	free(duties.groups);
	return good;
}
