/* The source of hints: what can still be done for points, told. */
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/model/operations.h"
#include "core/model/speaking.h"
#include "core/score/hints.h"
#include "core/score/judging.h"
#include "core/service/scored.h"

struct hinted {
	struct scored scored;
	struct hint *hints;
	size_t count, room;
	uint64_t id;
};

/* --- words --- */

/* What is told of so many more of a source: monthly where the line counts month by month. */
static const struct adding_words {
	const char *source;
	unsigned scored; /* whose points: an entity; 0: anybody's */
	enum hint_unit unit;
	const char *more, *monthly;
} adding_words[] = {
	{"meeting", 0, HINT_TIMES, N_("{1}: {2} more to be held"),
		N_("{1} of month {3}: {2} more to be held")},
	{"report", 0, HINT_TIMES, N_("{1}: {2} more to be sent"),
		N_("{1} of month {3}: {2} more to be sent")},
	{"training", ENTITY_GROUP, HINT_AMOUNT, N_("{1}: {2} more hours in all"), NULL},
	{"training", 0, HINT_AMOUNT, N_("{1}: {2} more hours"), NULL},
	{NULL, 0, HINT_TIMES, N_("{1}: {2} more"), N_("{1} in month {3}: {2} more")},
	{NULL, 0, HINT_PEOPLE, N_("{1}: {2} more people"), N_("{1} in month {3}: {2} more people")},
	{NULL, 0, HINT_LACKING, N_("{1}: {2} people lack some of it"),
		N_("{1} in month {3}: {2} people lack some of it")},
	{NULL, 0, HINT_AMOUNT, N_("{1}: {2} more in all"), N_("{1} in month {3}: {2} more in all")},
};

static const char *const submit_words[] = {
	[STATE_OPEN] = N_("The meeting of {1} is still open: it counts once it is submitted"),
	[STATE_DRAFT] = N_("The meeting of {1} is still a draft: it counts once it is submitted"),
	[STATE_SIGNING] = N_("The meeting of {1} is not signed: it counts once it is submitted"),
	[STATE_RETURNED] = N_("The meeting of {1} was sent back: it counts once it is mended and submitted"),
};

/* `state`: 0 any. */
static const struct record_words {
	unsigned entity;
	int64_t state;
	const char *words;
} record_words[] = {
	{ENTITY_TASK, 0, N_("Not finished yet: {1}")},
	{ENTITY_DUTY, 0, N_("Duty not fulfilled yet: {1}")},
	{ENTITY_RECTIFICATION, 0, N_("Not rectified yet: {1}")},
	{ENTITY_CONTACT, 0, N_("Not answered yet: {1}")},
	{ENTITY_ENTRY, ENTRY_CONFIRMED, N_("{1} has no evidence: hand it to the office, then it counts")},
	{ENTITY_ENTRY, ENTRY_FILED,
		N_("{1} has no evidence: hand it to the office, it counts once it is confirmed")},
};

static const char *const next_words[] = {
	[UNIT_MONTH] = N_("{1} every month"),
	[UNIT_QUARTER] = N_("{1} every quarter"),
};

/* What the line counts, as people call it: the kind behind the point, else the source. */
static void thing_of(
	const struct world *world, const struct line *line, const char **name, const char **label)
{
	const struct source *source = source_named(world->schema, text_of(line->source->name));
	const struct tree *node = tree_under(line->node, "数据");
	const struct field *kinds =
		line->source->kind ? entity_named(source->shape, text_of(line->source->kind)) : NULL;
	struct text kind = NO_TEXT;

	if (!node)
		node = tree_under(line->node, "source");
	for (size_t at = node ? node->text.len : 0; at && !kind.len; at--)
		if (node->text.at[at - 1] == '.')
			kind = text_skip(node->text, at);
	*name = source->name;
	*label = source->label;
	for (const struct choice *choice = kinds ? kinds->choices : NULL; choice && choice->name; choice++)
		if (text_is(kind, choice->name) || text_is(kind, choice->label)) {
			*name = choice->name;
			*label = choice->label;
		}
}

static void say_adding(struct hinted *hinted, const struct hint *hint, struct record *row)
{
	const struct adding_words *words = adding_words;
	const char *name, *label;

	while (words->unit != hint->unit ||
		(words->scored && words->scored != subject_entity(hinted->scored.rules->subject)) ||
		(words->source && strcmp(words->source, hint->line->source->name) != 0))
		words++;
	thing_of(hinted->scored.emitter.world, hint->line, &name, &label);
	if (words->monthly && hint->line->every == UNIT_MONTH)
		row_message(&hinted->scored.emitter, row, HINTS_WHAT, words->monthly, "tnn", name, label,
			hint->count, (int64_t)date_parts(hint->from).month);
	else
		row_message(&hinted->scored.emitter, row, HINTS_WHAT, words->more, "tn", name, label,
			hint->count);
}

static void say_next(struct hinted *hinted, const struct hint *hint, struct record *row)
{
	const struct rules *rules = hinted->scored.rules;
	const struct line *line = hint->line;
	const char *often = line->every <= UNIT_QUARTER ? next_words[line->every] : NULL;
	const char *name, *label;

	thing_of(hinted->scored.emitter.world, line, &name, &label);
	if (often)
		row_message(&hinted->scored.emitter, row, HINTS_WHAT, often, "t", name, label);
	else if (hint->unit == HINT_PEOPLE)
		row_message(&hinted->scored.emitter, row, HINTS_WHAT, N_("{1} with all {2}"), "tn", name,
			label, hint->count);
	else
		row_message(&hinted->scored.emitter, row, HINTS_WHAT,
			rules->sections[hint->item->section].kind == SECTION_PENALTY ? N_("no more {1}")
										     : "{1}",
			"S", hint->item->line_count > 1 ? line->name : hint->item->name);
}

/* A record that waits; its name only for those who may open it. */
static void say_record(struct hinted *hinted, const struct hint *hint, struct record *row)
{
	struct emitter *emitter = &hinted->scored.emitter;
	const struct record_words *words = record_words;
	struct view view;
	bool seen = emitter->world->get(emitter->world, hint->entity, hint->record, &view, NULL) &&
		record_may_see(emitter->world, &view);

	if (seen) {
		record_number(row, HINTS_ENTITY, hint->entity);
		record_number(row, HINTS_RECORD, (int64_t)hint->record);
	}
	if (hint->way == HINT_SUBMIT) {
		row_message(emitter, row, HINTS_WHAT, submit_words[hint->state], "d",
			view_number(&view, MEETING_DATE));
		return;
	}
	while (words->entity != hint->entity || (words->state && words->state != hint->state))
		words++;
	if (seen)
		row_message(emitter, row, HINTS_WHAT, words->words, "S",
			world_title(emitter, hint->entity, hint->record));
	else
		row_message(emitter, row, HINTS_WHAT, "A record you may not see", "");
}

static void say_what(struct hinted *hinted, const struct hint *hint, struct record *row)
{
	static void (*const says[])(struct hinted *, const struct hint *, struct record *) = {
		[HINT_ADD] = say_adding,
		[HINT_SUBMIT] = say_record,
		[HINT_FINISH] = say_record,
		[HINT_PROVE] = say_record,
		[HINT_NEXT] = say_next};

	says[hint->way](hinted, hint, row);
}

/* --- rows --- */

static bool give(struct hinted *hinted, const struct hint *hint)
{
	const struct subject_result *subject = score_subject(hinted->scored.score, hint->subject);
	struct record row;

	record_init(&row, &hint_shape);
	record_text(&row, HINTS_NAME, subject->name);
	say_what(hinted, hint, &row);
	record_number(&row, HINTS_POINTS, hint->gain);
	if (hint->due)
		record_number(&row, HINTS_DUE, hint->due);
	record_text(&row, HINTS_RULE, hint->item->clause);
	record_text(&row, HINTS_ITEM, hint->item->name);
	record_number(&row, HINTS_WAY, hint->way);
	if (hinted->scored.rules->subject == SUBJECT_GROUP)
		record_number(&row, HINTS_GROUP, (int64_t)subject->id);
	record_number(&row, HINTS_NUMBER, hint->item->index + 1);
	record_number(&row, HINTS_SUBJECT, (int64_t)subject->id);
	return emit_row(&hinted->scored.emitter, &hint_shape, ++hinted->id, &row);
}

static bool wanted(uint64_t subject, void *arg)
{
	const struct hinted *hinted = arg;
	const struct emitter *emitter = &hinted->scored.emitter;

	return (!emitter->query->subject || emitter->query->subject == subject) &&
		subject_may_see(emitter->world, hinted->scored.rules, subject);
}

static void keep(const struct hint *hint, void *arg)
{
	struct hinted *hinted = arg;

	hinted->hints = mem_grow(hinted->hints, hinted->count, &hinted->room, sizeof(*hinted->hints));
	hinted->hints[hinted->count++] = *hint;
}

/* --- the own mark --- */

struct marking {
	struct hinted *hinted;
	struct record_slot due;
};

/* In units of 10^-POINT_PLACES; 0: that is no plain number of points. */
static int64_t most_by_mark(const struct manual *manual)
{
	struct exact most;
	int64_t units;

	if (manual->kind != MANUAL_POINTS)
		return 0;
	exact_init(&most);
	exact_set(&most, manual->most);
	units = exact_round(&most, POINT_PLACES) * manual_self_share(manual) / 100;
	exact_clear(&most);
	return units;
}

/* What counts for nothing is no hint: it is shown only. */
static bool give_mark(const struct judging *judging, void *arg)
{
	const struct marking *marking = arg;
	struct hinted *hinted = marking->hinted;
	const struct score *score = hinted->scored.score;
	const struct subject_result *subject = score_subject(score, judging->subject);
	const struct manual *manual = judging->line->manual;
	int64_t most = most_by_mark(manual);
	struct record row;

	if (judging->place != JUDGING_LINE || !manual_self_share(manual) ||
		judging_given(score, judging, TEXT("自评")))
		return true;
	record_init(&row, &hint_shape);
	record_text(&row, HINTS_NAME, subject->name);
	row_message(&hinted->scored.emitter, &row, HINTS_WHAT,
		manual->evidence ? N_("{1}: the own mark, with its evidence, at most")
				 : N_("{1}: the own mark, at most"),
		"S", judging->line->name);
	if (most > 0)
		record_number(&row, HINTS_POINTS, most);
	if (marking->due.tag)
		record_set(&row, marking->due.tag, marking->due.value);
	record_text(&row, HINTS_RULE, judging->item->clause);
	record_text(&row, HINTS_ITEM, judging->item->name);
	record_number(&row, HINTS_WAY, HINT_MARK);
	if (hinted->scored.rules->subject == SUBJECT_GROUP)
		record_number(&row, HINTS_GROUP, (int64_t)subject->id);
	record_number(&row, HINTS_NUMBER, judging->item->index + 1);
	record_number(&row, HINTS_SUBJECT, (int64_t)subject->id);
	return emit_row(&hinted->scored.emitter, &hint_shape, ++hinted->id, &row);
}

/* Only to who gives it, and while it can be given. */
static void give_marks(struct hinted *hinted, const struct score_period *period)
{
	struct world *world = hinted->scored.emitter.world;
	const struct score *score = hinted->scored.score;
	struct marking marking = {.hinted = hinted};
	struct view evaluation;

	if (!period->evaluation ||
		!world->get(world, ENTITY_EVALUATION, period->evaluation, &evaluation, NULL) ||
		view_number(&evaluation, EVALUATION_STATE) != EVALUATION_SELF)
		return;
	marking.due.tag = view_get(&evaluation, EVALUATION_MARKS, &marking.due.value) ? HINTS_DUE : 0;
	for (size_t i = 0; i < score_subjects(score); i++) {
		uint64_t id = score_subject(score, i)->id;

		if (wanted(id, hinted) &&
			speaks_for(
				world, (struct evaluated){subject_entity(hinted->scored.rules->subject), id}))
			judging_each(score, i, give_mark, &marking);
	}
}

/* --- all --- */

/* By subject, this time before the next; what ends first, then what is worth most. */
static int in_order(const void *a, const void *b)
{
	const struct hint *one = a, *other = b;
	bool later = one->way == HINT_NEXT;

	if (one->subject != other->subject)
		return one->subject < other->subject ? -1 : 1;
	if (later != (other->way == HINT_NEXT))
		return later ? 1 : -1;
	if (one->due != other->due)
		return one->due < other->due ? -1 : 1;
	if (one->gain != other->gain)
		return one->gain > other->gain ? -1 : 1;
	return one->item->index < other->item->index    ? -1
		: one->item->index > other->item->index ? 1
		: one->record < other->record           ? -1
							: one->record > other->record;
}

/* Unless days are asked for, the quarter that is under way. */
static struct score_period period_of(struct world *world, const struct source_query *query)
{
	struct score_period period = scored_period(world, query);

	if (!query->from || !query->to) {
		period.from = period.to + 1;
		period.to = date_add_months(period.from, 3) - 1;
	}
	return period;
}

bool hints_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct hinted hinted = {.scored = SCORED(world, query, emit, arg, err)};
	struct score_period period = period_of(world, query);
	bool good = scored_rules(&hinted.scored, &period, err) &&
		hints_find(hinted.scored.rules, world, &period, wanted, keep, &hinted, &hinted.scored.score,
			err);

	if (good)
		give_marks(&hinted, &period);
	if (good && hinted.count)
		qsort(hinted.hints, hinted.count, sizeof(*hinted.hints), in_order);
	for (size_t i = 0; good && i < hinted.count && !hinted.scored.emitter.stopped; i++)
		give(&hinted, &hinted.hints[i]);
	free(hinted.hints);
	scored_end(&hinted.scored);
	return good;
}
