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
	bool good;
};

/* A period as people call it, by the month that ends it. */
static const struct choice quarters[] = {{3, "quarter 1", "一季度"}, {6, "quarter 2", "二季度"},
	{9, "quarter 3", "三季度"}, {12, "quarter 4", "四季度"}, {0}};
static const struct choice halves[] = {
	{6, "the first half", "上半年"}, {12, "the second half", "下半年"}, {0}};
static const struct choice whole[] = {{12, "the year", "全年"}, {0}};
static const struct choice *const periods[] = {
	[EVERY_QUARTER] = quarters, [EVERY_HALF] = halves, [EVERY_YEAR] = whole};

/* A period in words: the month by its name. */
static const char *const months[] = {N_("January"), N_("February"), N_("March"), N_("April"), N_("May"),
	N_("June"), N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")};

/* What is owed, in the words of months and in those of longer periods. */
struct owed_words {
	const char *month, *period;
};

/* A period, the thing, and two numbers. */
static void say(struct today *today, struct record *row, const struct owed_words *words, int64_t every,
	int64_t month, struct text english, struct text name, struct work_done work)
{
	const struct choice *period = every == EVERY_MONTH ? NULL : choice_coded(periods[every], month);

	if (period)
		row_message(&today->emitter, row, TODAY_WHAT, words->period, "tTnn", period->name,
			period->label, english, name, work.done, work.asked);
	else
		row_message(&today->emitter, row, TODAY_WHAT, words->month, "wTnn", months[month - 1],
			english, name, work.done, work.asked);
}

static void begin_owed(
	struct today *today, struct record *row, const struct view *system, uint64_t group, int64_t due)
{
	struct text rule = view_text(system, SYSTEM_RULE), english = view_text(system, SYSTEM_RULE_ENGLISH);

	today_begin(row, TODAY_MINE);
	if (due < today->day)
		record_number(row, TODAY_URGENT, 1);
	record_number(row, TODAY_DUE, due);
	/* The document; the clause stands with the system. */
	rule = text_take(rule, text_find(rule, TEXT(" ")));
	row_message(&today->emitter, row, TODAY_RULE, "{1}", "T", english.len ? english : rule, rule);
	today_group(row, group);
}

static void ask_for(struct today *today, const struct view *system, uint64_t group, int64_t due, bool late)
{
	static const struct owed_words still = {N_("{1} {2} not held yet"), N_("{2} of {1} not held yet")},
				       never = {N_("{1} {2} was not held"), N_("{2} of {1} was not held")};
	const struct choice *kind = choice_coded(meeting_kinds, view_number(system, SYSTEM_KIND));
	struct buf english = BUF_INIT;
	struct record row;

	begin_owed(today, &row, system, group, due);
	choice_label(kind, LANGUAGE_EN, &english);
	say(today, &row, late ? &never : &still, view_number(system, SYSTEM_EVERY), date_parts(due).month,
		choice_label(kind, LANGUAGE_EN, &english), text_of(kind->label), (struct work_done){0, 0});
	buf_release(&english);
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

/* --- what no meeting fulfils --- */

static const char *const work_words[][2] = {
	[RECORD_CONTACT] = {N_("{2}, {1}: {3} of at least {4}"), N_("{2}, {1}: {3} of at least {4}")},
	[RECORD_REPORT] = {N_("{2}, {1}: not sent yet"), N_("{2}, {1}: not sent")},
	[RECORD_TALK] = {N_("{2}, {1}: {3} of {4} people"), N_("{2}, {1}: {3} of {4} people")},
};

static bool look_at_work(
	struct today *today, const struct view *system, const struct view *group, int64_t day)
{
	struct text name = view_text(system, SYSTEM_NAME), english = view_text(system, SYSTEM_ENGLISH);
	enum system_every every = (enum system_every)view_number(system, SYSTEM_EVERY);
	int64_t record = view_number(system, SYSTEM_RECORD);
	struct date_parts parts = date_parts(day);
	struct work_done work = {0, 0};
	struct asked asked;
	struct record row;
	const char *words;

	if (!asked_in(every, 0, day, &asked) ||
		empty_month(group, &today->settings, date_of(parts.year, parts.month, 1), asked.last,
			today->day, true) == STRIP_NOT_ASKED)
		return true;
	if (!system_work(
		    today->emitter.world, group, system, asked.first, asked.last, &work, today->emitter.err))
		return false;
	if (work.done >= work.asked)
		return true;
	words = work_words[record][asked.last < today->day];
	begin_owed(today, &row, system, group->id, asked.last);
	say(today, &row, &(struct owed_words){words, words}, every, parts.month, english.len ? english : name,
		name, work);
	record_number(&row, TODAY_STEP, every);
	/* None of them yet: a new one is what the line opens. */
	today_give(today, &row, system_work_entity(system), 0);
	return true;
}

static bool look_at_system(const struct view *system, void *arg)
{
	struct duties *duties = arg;
	struct today *today = duties->today;
	struct view group;

	if (!view_has(system, SYSTEM_EVERY) || !view_has(system, SYSTEM_RECORD) ||
		view_has(system, SYSTEM_KIND))
		return true;
	for (size_t i = 0; duties->good && i < duties->group_count && !today->emitter.stopped; i++) {
		if (!today->emitter.world->get(
			    today->emitter.world, ENTITY_GROUP, duties->groups[i], &group, NULL))
			continue;
		duties->good = look_at_work(today, system, &group, today->day - date_parts(today->day).day) &&
			look_at_work(today, system, &group, today->day);
	}
	return duties->good && !today->emitter.stopped;
}

bool today_duties(struct today *today, struct error *err)
{
	struct world *world = today->emitter.world;
	struct duties duties = {
		.today = today, .owing = {.world = world, .settings = &today->settings}, .good = true};
	bool good = world->walk(world, ENTITY_SYSTEM, 0, NULL, 0, add_system, &duties, err);

	duties.owing.asked = duties.asked;
	good = good && groups_each(world, today->day, add_group, &duties, err);
	if (good && duties.group_count && duties.owing.count) {
		owing_look(&duties.owing, today->office);
		good = tell(&duties, err);
	}
	/* These go to the branch: it asks for them, the office sees them in the scores. */
	if (good && duties.group_count && !today->office)
		good = world->walk(world, ENTITY_SYSTEM, SYSTEM_BY_ORDER, NULL, 0, look_at_system, &duties,
			       err) &&
			duties.good;
	owing_release(&duties.owing);
	free(duties.asked);
	free(duties.questions);
	free(duties.groups);
	return good;
}
