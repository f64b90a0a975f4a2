/* An objection was upheld, and what is posted anew says the same of its item: either nothing was mended, or
 * it was mended elsewhere. Nobody but a person knows, so it is asked once more. */
#include "core/model/ops.h"
#include "core/service/few_names.h"
#include "core/service/scored.h"

struct unmended {
	const struct scored *scored;
	int64_t about; /* the version that the objection is about; 0: none was posted then */
	struct few_names names;
};

/* Has the item the points that were objected to? One that is gone, or was not judged then, has not. */
static bool is_as_it_was(const struct scored *scored, int subject, const struct view *objection)
{
	for (size_t i = 0; i < scored->rules->item_count; i++) {
		const struct figure *points = &score_item(scored->score, (size_t)subject, i)->points;

		if (text_equal(scored->rules->items[i]->name, view_text(objection, OBJECTION_ITEM)))
			return view_has(objection, OBJECTION_POINTS) && points->known == KNOWN &&
				exact_round(&points->value, POINT_PLACES) ==
				view_number(objection, OBJECTION_POINTS);
	}
	return false;
}

static bool take_objection(const struct view *objection, void *arg)
{
	struct unmended *unmended = arg;
	const struct scored *scored = unmended->scored;
	int subject = scored_subject(scored, evaluated_in(objection).id);
	struct buf name = BUF_INIT;

	if (view_number(objection, OBJECTION_STATE) != OBJECTION_UPHELD || subject < 0 ||
		view_number(objection, OBJECTION_VERSION) != unmended->about ||
		!is_as_it_was(scored, subject, objection))
		return true;
	buf_text(&name, score_subject(scored->score, (size_t)subject)->name);
	buf_text(&name, TEXT("「"));
	buf_text(&name, view_text(objection, OBJECTION_ITEM));
	buf_text(&name, TEXT("」"));
	few_names_add(&unmended->names, buf_as_text(&name));
	buf_release(&name);
	return true;
}

bool refuse_unmended(const struct scored *scored, uint64_t evaluation, int64_t version, struct error *err)
{
	struct world *world = scored->emitter.world;
	struct value key = value_number((int64_t)evaluation);
	struct unmended unmended = {.scored = scored, .about = version - 1};
	bool good = world->walk(
		world, ENTITY_OBJECTION, OBJECTION_BY_EVALUATION, &key, 1, take_objection, &unmended, err);

	if (good && unmended.names.all) {
		good = !few_names_more(&unmended.names)
			? fail(err, ERROR_INPUT, "Upheld, yet the points are as they were: {1}", "S",
				  buf_as_text(&unmended.names.words))
			: fail(err, ERROR_INPUT, "Upheld, yet the points are as they were: {1} and {2} more",
				  "Sn", buf_as_text(&unmended.names.words), few_names_more(&unmended.names));
		fail_at(err, POST_UNCHANGED, 0);
	}
	buf_release(&unmended.names.words);
	return good;
}
