/* What an evaluation asks for: of who leads a group, to look through its sheet and, while results are posted,
 * to object in time; of the office, to answer. */
#include "core/model/objection.h"
#include "core/model/today.h"

struct evaluations {
	struct today *today;
	uint64_t led; /* the group he leads; 0: none */
};

static void tell(struct today *today, struct record *row, int64_t due, unsigned entity, uint64_t id)
{
	if (due) {
		record_number(row, TODAY_DUE, due);
		if (due < today->day)
			record_number(row, TODAY_URGENT, 1);
	}
	row_message(&today->emitter, row, TODAY_RULE, "Evaluation", "");
	today_give(today, row, entity, id);
}

static bool look_evaluation(const struct view *evaluation, void *arg)
{
	struct evaluations *evaluations = arg;
	struct today *today = evaluations->today;
	struct world *world = today->emitter.world;
	int64_t state = view_number(evaluation, EVALUATION_STATE), until;
	struct text name = view_text(evaluation, EVALUATION_NAME);
	struct view consent;
	struct record row;

	/* A leader speaks for his group, not for those in it. */
	if (evaluated_kind(evaluation) != ENTITY_GROUP)
		return true;
	if (state == EVALUATION_SELF &&
		(!consent_of(world, evaluation->id, evaluations->led, &consent) ||
			view_number(&consent, CONSENT_STATE) != CONSENT_GIVEN)) {
		today_begin(&row, TODAY_MINE);
		row_message(&today->emitter, &row, TODAY_WHAT, "{1}: look through the sheet; agree or object",
			"S", name);
		today_group(&row, evaluations->led);
		tell(today, &row, 0, ENTITY_EVALUATION, evaluation->id);
	} else if (state == EVALUATION_POSTED && (until = objection_until(world, evaluation)) >= today->day) {
		today_begin(&row, TODAY_MINE);
		row_message(&today->emitter, &row, TODAY_WHAT,
			"{1}: results are posted; the last day to object", "S", name);
		today_group(&row, evaluations->led);
		tell(today, &row, until, ENTITY_EVALUATION, evaluation->id);
	}
	return !today->emitter.stopped;
}

static bool look_objection(const struct view *objection, void *arg)
{
	struct today *today = arg;
	struct record row;

	today_begin(&row, TODAY_MINE);
	row_message(&today->emitter, &row, TODAY_WHAT, "Answer the objection to \"{1}\": {2}", "SS",
		view_text(objection, OBJECTION_ITEM), view_text(objection, OBJECTION_TEXT));
	today_group(&row, (uint64_t)view_number(objection, OBJECTION_GROUP));
	tell(today, &row, view_number(objection, OBJECTION_DUE), ENTITY_OBJECTION, objection->id);
	return !today->emitter.stopped;
}

bool today_evaluations(struct today *today, struct error *err)
{
	struct world *world = today->emitter.world;
	struct evaluations evaluations = {today, led_group(world, world->person, today->day)};
	struct value open = value_number(OBJECTION_OPEN);

	if (today->office)
		return world->walk(
			world, ENTITY_OBJECTION, OBJECTION_BY_STATE, &open, 1, look_objection, today, err);
	return !evaluations.led ||
		world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, look_evaluation, &evaluations, err);
}
