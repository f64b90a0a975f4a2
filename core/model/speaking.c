#include "core/model/speaking.h"

#include "core/model/roster.h"

bool speaks_for(struct world *world, struct evaluated of)
{
	uint64_t person = world->person;

	return of.kind == ENTITY_GROUP     ? leads_group(world, person, of.id, world->today)
		: of.kind == ENTITY_BRANCH ? heads_branch(world, person, of.id, world->today)
					   : of.kind == ENTITY_PERSON && person && of.id == person;
}

/* Whoever is in no group on the last day of the period has no sheet. */
static uint64_t himself(struct world *world, const struct view *evaluation)
{
	return group_of(world, world->person, view_number(evaluation, EVALUATION_TO)) ? world->person : 0;
}

struct evaluated spoken_for(struct world *world, const struct view *evaluation)
{
	struct evaluated of = {evaluated_kind(evaluation), 0};

	of.id = of.kind == ENTITY_GROUP    ? led_group(world, world->person, world->today)
		: of.kind == ENTITY_BRANCH ? headed_branch(world, world->person, world->today)
					   : himself(world, evaluation);
	return of;
}

uint64_t branch_of_evaluated(struct world *world, struct evaluated of)
{
	if (of.kind == ENTITY_BRANCH)
		return of.id;
	return branch_of(world, of.kind == ENTITY_PERSON ? group_of(world, of.id, world->today) : of.id);
}

bool secretary_reviews(struct world *world, struct evaluated of)
{
	return !speaks_for(world, of) &&
		heads_branch(world, world->person, branch_of_evaluated(world, of), world->today);
}

bool evaluated_name(struct world *world, struct evaluated of, struct text *name, struct error *err)
{
	static const uint16_t names[] = {
		[ENTITY_GROUP] = GROUP_NAME, [ENTITY_BRANCH] = BRANCH_NAME, [ENTITY_PERSON] = PERSON_NAME};
	struct view view;

	*name = NO_TEXT;
	if (!of.id || !world->get(world, of.kind, of.id, &view, err))
		return false;
	*name = view_text(&view, names[of.kind]);
	return true;
}

void evaluated_check(const struct view *record, uint16_t tag, struct world *world, struct problems *problems)
{
	uint64_t id = (uint64_t)view_number(record, tag);
	const struct choice *kind = evaluated_kinds;
	struct view evaluation;
	bool good = true;

	if (!world || !id || !world->get(world, ENTITY_EVALUATION, id, &evaluation, NULL))
		return;
	for (const struct choice *each = evaluated_kinds; each->name; each++) {
		bool meant = (unsigned)each->code == evaluated_kind(&evaluation);

		if (meant)
			kind = each;
		good &= meant == view_has(record, evaluated_tag(record->entity->id, (unsigned)each->code));
	}
	if (!good)
		problem_add(problems, false, tag, 0, "This evaluation is of another: say of which {1}", "t",
			kind->name, kind->label);
}
