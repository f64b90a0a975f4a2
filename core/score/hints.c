#include "core/score/hints_internal.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

#define STATE(state) (UINT32_C(1) << (state))

static const struct doing doings[] = {
	{"meeting", ENTITY_MEETING, .adds = true, .unmakes = true,
		.waiting =
			STATE(STATE_OPEN) | STATE(STATE_DRAFT) | STATE(STATE_SIGNING) | STATE(STATE_RETURNED),
		.state = MEETING_STATE, .sent = STATE_SUBMITTED},
	{"meeting.attendance", ENTITY_MEETING, .unmakes = true, .fills = true},
	{"contact", ENTITY_CONTACT, .adds = true, .unmakes = true, .done = CONTACT_ANSWERED,
		.due = CONTACT_DUE, .asked = CONTACT_RAISED},
	{"report", ENTITY_REPORT, .adds = true},
	{"talk", ENTITY_TALK, .adds = true},
	{"training", ENTITY_TRAINING, .adds = true},
	{"duty_item", ENTITY_DUTY, .fills = true, .done = DUTY_FINISHED, .due = DUTY_DUE, .state = DUTY_STATE,
		.open = DUTY_OPEN, .closed = DUTY_DONE},
	{"rectification", ENTITY_RECTIFICATION, .unmakes = true, .done = RECTIFICATION_DONE,
		.due = RECTIFICATION_DUE},
	{"task", ENTITY_TASK, .unmakes = true, .fills = true, .done = TASK_DONE, .due = TASK_DUE,
		.state = TASK_STATE, .open = TASK_OPEN, .closed = TASK_CLOSED},
	{"entry", ENTITY_ENTRY, .proof = ENTRY_EVIDENCE, .state = ENTRY_STATE, .open = ENTRY_FILED,
		.closed = ENTRY_CONFIRMED},
};

const struct doing *doing_of(const struct line *line)
{
	for (size_t i = 0; line->source && i < sizeof(doings) / sizeof(*doings); i++)
		if (!strcmp(doings[i].source, line->source->name))
			return &doings[i];
	return NULL;
}

/* Bonus points are nobody's duty. */
static void lines_each(
	struct hinting *hinting, void (*each)(struct hinting *, const struct item *, const struct line *))
{
	const struct rules *rules = hinting->score->rules;

	for (size_t i = 0; i < rules->item_count; i++) {
		const struct item *item = rules->items[i];
		enum section_kind kind = rules->sections[item->section].kind;

		for (size_t l = 0; kind != SECTION_REFERENCE && l < item->line_count; l++)
			if (doing_of(item->lines[l]))
				each(hinting, item, item->lines[l]);
	}
}

/* Until results are posted what is put behind a record counts. */
static bool takes_proofs(const struct hinting *hinting)
{
	uint64_t evaluation = hinting->score->period.evaluation;
	struct view view;

	return !evaluation ||
		!hinting->world->get(hinting->world, ENTITY_EVALUATION, evaluation, &view, NULL) ||
		view_number(&view, EVALUATION_STATE) < EVALUATION_POSTED;
}

static bool find(struct hinting *hinting, struct error *err)
{
	const struct score *score = hinting->score;
	bool over = score->period.to < hinting->today, good;

	hinting->gains = mem_new((score->count + 1) * sizeof(*hinting->gains));
	good = !takes_proofs(hinting) || hint_proofs(hinting, err);
	if (good && over)
		lines_each(hinting, hint_next);
	else if (good && (good = hint_records(hinting, err)))
		lines_each(hinting, hint_adding);
	free(hinting->gains);
	return good;
}

/* Rights are those of today. */
static bool is_wanted(uint64_t subject, void *arg)
{
	struct hinting *hinting = arg;
	int64_t looked_at = hinting->world->today;
	bool wanted;

	hinting->world->today = hinting->today;
	wanted = hinting->wants(subject, hinting->arg);
	hinting->world->today = looked_at;
	return wanted;
}

static void find_wanted(struct hinting *hinting)
{
	const struct score *score = hinting->score;

	hinting->wanted = mem_new(score->count + 1);
	for (size_t s = 0; s < score->count; s++)
		hinting->wanted[s] = is_wanted(score->subjects[s].id, hinting);
}

/* Scored without any hint. */
static bool begin(struct hinting *hinting, const struct rules *rules, const struct score_period *period,
	struct error *err)
{
	if (!score_rows(&hinting->score, rules, hinting->world, period, err))
		return false;
	hinting->what_if = what_if_new(hinting->score, err);
	if (!hinting->what_if)
		score_free(hinting->score);
	return hinting->what_if != NULL;
}

static void give_up(struct hinting *hinting)
{
	what_if_free(hinting->what_if);
	score_free(hinting->score);
}

/* Those that are wanted alone, as long as nobody is compared with the others. */
static bool begin_small(struct hinting *hinting, const struct rules *rules, const struct score_period *period,
	struct error *err)
{
	struct score_period small = *period;

	small.takes = is_wanted;
	small.takes_arg = hinting;
	if (!begin(hinting, rules, &small, err))
		return false;
	if (!score_compares(hinting->score))
		return true;
	give_up(hinting);
	return begin(hinting, rules, period, err);
}

bool hints_find(const struct rules *rules, struct world *world, const struct score_period *period,
	hint_wanted *wanted, hint_visit *visit, void *arg, struct score **score, struct error *err)
{
	struct score_period whole = *period;
	struct hinting hinting = {
		.world = world, .today = world->today, .wants = wanted, .visit = visit, .arg = arg};
	bool good;

	whole.keep = KEEP_ALL_ROWS;
	/* What is not done is as late as on the last day: that is what it costs to leave it. */
	if (world->today < period->to)
		world->today = period->to;
	good = begin_small(&hinting, rules, &whole, err);
	*score = good ? hinting.score : NULL;
	if (good) {
		find_wanted(&hinting);
		good = find(&hinting, err);
		what_if_free(hinting.what_if);
		free(hinting.wanted);
	}
	world->today = hinting.today;
	return good;
}
