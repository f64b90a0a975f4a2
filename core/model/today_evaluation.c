/* What an evaluation asks for: of who speaks for a group, a branch or himself, to look through the sheet and,
 * while results are posted, to object in time; of the office, to answer. */
#include "core/model/objection.h"
#include "core/model/speaking.h"
#include "core/model/today.h"

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

/* As the sheet is called to whom it is shown. */
static const struct asked_words {
	unsigned kind;
	const char *look, *posted;
} asked_words[] = {
	{ENTITY_GROUP, N_("{1}: look through the sheet; agree or object"),
		N_("{1}: results are posted; the last day to object")},
	{ENTITY_BRANCH, N_("{1}: look through your branch's sheet; agree or object"),
		N_("{1}: your branch's results are posted; the last day to object")},
	{ENTITY_PERSON, N_("{1}: look through your own sheet; agree or object"),
		N_("{1}: your results are posted; the last day to object")},
};

static void ask_of(
	struct today *today, const struct view *evaluation, struct evaluated of, bool posted, int64_t until)
{
	const struct asked_words *words = asked_words;
	struct record row;

	while (words->kind != of.kind)
		words++;
	today_begin(&row, TODAY_MINE);
	row_message(&today->emitter, &row, TODAY_WHAT, posted ? words->posted : words->look, "S",
		view_text(evaluation, EVALUATION_NAME));
	if (of.kind == ENTITY_GROUP)
		today_group(&row, of.id);
	tell(today, &row, until, ENTITY_EVALUATION, evaluation->id);
}

/* What he objects to is with the office; he may object to more, and agree when it is answered. */
static void wait_for_answer(struct today *today, const struct view *evaluation, const struct view *objection)
{
	struct record row;

	today_begin(&row, TODAY_OTHERS);
	row_message(&today->emitter, &row, TODAY_WHAT, "{1}: the objection to \"{2}\" is to be answered",
		"SS", view_text(evaluation, EVALUATION_NAME), view_text(objection, OBJECTION_ITEM));
	today_group(&row, (uint64_t)view_number(objection, OBJECTION_GROUP));
	tell(today, &row, view_number(objection, OBJECTION_DUE), ENTITY_EVALUATION, evaluation->id);
}

static bool look_evaluation(const struct view *evaluation, void *arg)
{
	struct today *today = arg;
	struct world *world = today->emitter.world;
	struct evaluated of = spoken_for(world, evaluation);
	int64_t state = view_number(evaluation, EVALUATION_STATE), until;
	struct view consent, objection;
	bool waits;

	if (!of.id)
		return true;
	waits = objection_of(world, evaluation->id, of, &objection);
	if (waits)
		wait_for_answer(today, evaluation, &objection);
	if (state == EVALUATION_SELF && !waits &&
		(!consent_of(world, evaluation->id, of, &consent) ||
			view_number(&consent, CONSENT_STATE) != CONSENT_GIVEN))
		ask_of(today, evaluation, of, false, view_number(evaluation, EVALUATION_MARKS));
	else if (state == EVALUATION_POSTED && (until = objection_until(world, evaluation)) >= today->day)
		ask_of(today, evaluation, of, true, until);
	return !today->emitter.stopped;
}

static bool look_objection(const struct view *objection, void *arg)
{
	struct today *today = arg;
	struct evaluated of = evaluated_in(objection);
	struct record row;

	today_begin(&row, TODAY_MINE);
	row_message(&today->emitter, &row, TODAY_WHAT, "Answer the objection to \"{1}\": {2}", "SS",
		view_text(objection, OBJECTION_ITEM), view_text(objection, OBJECTION_TEXT));
	today_group(&row, (uint64_t)view_number(objection, OBJECTION_GROUP));
	if (of.kind != ENTITY_GROUP)
		record_text(&row, TODAY_WHO, world_title(&today->emitter, of.kind, of.id));
	tell(today, &row, view_number(objection, OBJECTION_DUE), ENTITY_OBJECTION, objection->id);
	return !today->emitter.stopped;
}

bool today_evaluations(struct today *today, struct error *err)
{
	struct world *world = today->emitter.world;
	struct value open = value_number(OBJECTION_OPEN);

	if (today->office)
		return world->walk(
			world, ENTITY_OBJECTION, OBJECTION_BY_STATE, &open, 1, look_objection, today, err);
	return world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, look_evaluation, today, err);
}
