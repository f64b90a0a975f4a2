/* Two in an office that one person holds: the term that began first ends the day before the other begins. */
#include "core/model/ops.h"
#include "core/model/roster.h"

struct turn {
	uint64_t id;     /* of the term that is to end */
	uint64_t person; /* whose it is */
	int64_t last;    /* its last day then */
};

static bool whose_turn(struct world *world, const struct view *term, struct turn *turn, struct error *err)
{
	struct view other;
	const struct view *first;
	int64_t begins = view_number(term, TERM_FROM), others;

	if (!term_beside(world, term, &other))
		return fail(err, ERROR_STATE, "Nobody else holds this office at that time", "");
	others = view_number(&other, TERM_FROM);
	if (others == begins)
		return fail(err, ERROR_STATE, "Both begin on {1}: remove one of the two", "d", begins);
	first = others < begins ? &other : term;
	*turn = (struct turn){first->id, (uint64_t)view_number(first, TERM_PERSON),
		(others < begins ? begins : others) - 1};
	return true;
}

bool term_end_other_foresee(
	struct world *world, const struct view *term, struct message *follows, struct error *err)
{
	struct turn turn = {0};
	struct view person;

	if (!whose_turn(world, term, &turn, err))
		return false;
	if (world->get(world, ENTITY_PERSON, turn.person, &person, NULL))
		message_set(
			follows, "{1} holds it until {2}", "Sd", view_text(&person, PERSON_NAME), turn.last);
	return true;
}

bool term_op_end_other(struct operation_call *call, struct error *err)
{
	struct turn turn = {0};
	struct record_slot last = {TERM_TO, EMPTY_VALUE};

	if (!whose_turn(&call->writer->world, call->record, &turn, err))
		return false;
	last.value = value_number(turn.last);
	return writer_set(call->writer, ENTITY_TERM, &turn.id, &last, 1, err);
}
