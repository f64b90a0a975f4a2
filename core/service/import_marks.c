/* Marks in a file: what the rules of their evaluation have nobody judge would count nowhere. */
#include <stdlib.h>
#include "core/base/near.h"
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

void import_mark(struct import_plan *plan, struct world *world, size_t index, const struct record *record)
{
	const struct import_rules *rules =
		rules_of(plan, world, (uint64_t)record_get(record, MARKING_EVALUATION).number);
	struct text item = record_get(record, MARKING_ITEM).bytes;
	struct near near = near_to(item);
	struct import_fault *fault;

	if (!rules || !item.len || (rules->scored.rules && judging_knows(rules->scored.rules, item, &near)))
		return;
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
