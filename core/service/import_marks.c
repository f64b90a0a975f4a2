/* Marks in a file: what the rules of their evaluation have nobody judge would count nowhere. */
#include <stdlib.h>
#include "core/base/near.h"
#include "core/base/number.h"
#include "core/score/judging.h"
#include "core/service/import_internal.h"
#include "core/service/scored.h"

/* The rules of one evaluation, read once for all rows. */
struct import_rules {
	struct import_rules *next;
	uint64_t evaluation;
	struct scored scored;
	struct error err; /* why they cannot be read */
};

static const struct import_rules *rules_of(struct import_plan *plan, struct world *world, uint64_t evaluation)
{
	static const struct source_query any;
	struct import_rules *rules = plan->rules;
	struct score_period period;
	struct view view;

	while (rules && rules->evaluation != evaluation)
		rules = rules->next;
	/* That there is no such evaluation the check of the record says. */
	if (rules || !world->get(world, ENTITY_EVALUATION, evaluation, &view, NULL))
		return rules;
	period = period_of_evaluation(&view);
	rules = mem_new(sizeof(*rules));
	*rules = (struct import_rules){
		plan->rules, evaluation, SCORED(world, &any, NULL, NULL, NULL), ERROR_INIT};
	plan->rules = rules;
	scored_rules(&rules->scored, &period, &rules->err);
	return rules;
}

/* Points that the rule does not let be given would not count. */
static void look_at_points(
	struct import_plan *plan, size_t index, const struct rules *rules, const struct record *record)
{
	const struct manual *manual = judging_manual(rules, record_get(record, MARKING_ITEM).bytes);
	struct value points = record_get(record, MARKING_POINTS);
	struct buf range = BUF_INIT, given = BUF_INIT;

	if (!manual || points.kind == VALUE_EMPTY ||
		!judging_outside(manual, (struct fraction){points.number, MARK_SCALE}))
		return;
	judging_range(manual, &range);
	decimal_format(points.number, MARK_PLACES, &given);
	message_set(&import_fault(plan, index, import_column_of(plan, MARKING_POINTS), false)->message,
		"The rule lets {1} be given here, not {2}", "SS", buf_as_text(&range), buf_as_text(&given));
	buf_release(&range);
	buf_release(&given);
}

/* What the rule demands beside the points; without it they would not count yet. */
static void look_at_needs(
	struct import_plan *plan, size_t index, const struct rules *rules, const struct record *record)
{
	const struct manual *manual = judging_manual(rules, record_get(record, MARKING_ITEM).bytes);
	const struct {
		bool demanded;
		uint16_t tag;
		const char *words;
	} needs[] = {
		{manual && manual->reason, MARKING_REASON,
			N_("The rule demands a reason: without one the mark does not count yet")},
		{manual && manual->evidence, MARKING_EVIDENCE,
			N_("The rule demands evidence: without it the mark does not count yet")},
	};

	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++)
		if (needs[i].demanded && record_get(record, needs[i].tag).kind == VALUE_EMPTY)
			message_set(&import_fault(plan, index, import_column_of(plan, needs[i].tag), true)
					     ->message,
				needs[i].words, "");
}

void import_mark(struct import_plan *plan, struct world *world, size_t index, const struct record *record)
{
	const struct import_rules *rules =
		rules_of(plan, world, (uint64_t)record_get(record, MARKING_EVALUATION).number);
	struct text item = record_get(record, MARKING_ITEM).bytes;
	struct near near = near_to(item);
	struct import_fault *fault;

	if (!rules || !item.len)
		return;
	if (rules->scored.rules && judging_knows(rules->scored.rules, item, &near)) {
		look_at_points(plan, index, rules->scored.rules, record);
		look_at_needs(plan, index, rules->scored.rules, record);
		return;
	}
	fault = import_fault(plan, index,
		import_column_of(plan, rules->scored.rules ? MARKING_ITEM : MARKING_EVALUATION), false);
	if (!rules->scored.rules)
		fault->message = rules->err.message;
	else
		message_set(&fault->message,
			"\"{1}\" is nothing that the rules of this evaluation let anybody judge", "S", item);
	for (size_t i = 0; i < near.count && i < IMPORT_SUGGESTIONS; i++)
		fault->suggestions[i] = arena_text(&plan->arena, near.words[i]);
}

void import_rules_release(struct import_rules *rules)
{
	while (rules) {
		struct import_rules *next = rules->next;

		scored_end(&rules->scored);
		free(rules);
		rules = next;
	}
}
