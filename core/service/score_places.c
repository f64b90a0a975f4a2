/* Deciding who of equals at the line of a grade gets its last places: one record for each of them. */
#include "core/model/ops.h"
#include "core/service/evaluate.h"
#include "core/service/scored.h"

struct deciding {
	struct scored scored;
	struct source_query query;
	uint64_t evaluation;
	struct value chosen; /* ids of those who get one */
	const struct subject_result *first;
};

static const uint16_t asked[] = {
	[SUBJECT_GROUP] = PLACE_GROUPS, [SUBJECT_BRANCH] = PLACE_BRANCHES, [SUBJECT_PERSON] = PLACE_PEOPLE};

/* They are all of one tie, and as many as it has places left. */
static bool check_chosen(struct deciding *deciding, struct error *err)
{
	const struct score *score = deciding->scored.score;
	size_t count = 0;

	for (struct reader ids = value_ids(&deciding->chosen); reader_left(&ids); count++) {
		int at = score_subject_of(score, read_varint(&ids));
		const struct subject_result *subject = at < 0 ? NULL : score_subject(score, (size_t)at);

		if (!subject || !subject->tie || (deciding->first && subject->tie != deciding->first->tie))
			return fail(err, ERROR_STATE,
				"Only who is equal to others at the line of a grade gets a place by decision",
				"");
		deciding->first = subject;
	}
	if (!deciding->first)
		return fail(err, ERROR_INPUT, "Say who gets the place", "");
	return count == deciding->first->left ||
		fail(err, ERROR_INPUT, "{1} places of {2} are left, not {3}", "nSn",
			(int64_t)deciding->first->left,
			deciding->scored.rules->grades[deciding->first->contested].name, (int64_t)count);
}

struct earlier {
	struct text grade;
	struct evaluated of;
	uint64_t id;
};

static bool look_earlier(const struct view *placing, void *arg)
{
	struct earlier *earlier = arg;

	if (!record_is_about(placing, earlier->of) ||
		!text_equal(view_text(placing, PLACING_GRADE), earlier->grade))
		return true;
	earlier->id = placing->id;
	return false;
}

/* Decided anew, the record is the same one. */
static bool write_placing(struct operation_call *call, const struct deciding *deciding,
	const struct subject_result *subject, struct error *err)
{
	struct world *world = &call->writer->world;
	const struct evaluated of = {subject_entity(deciding->scored.rules->subject), subject->id};
	struct value key = value_number((int64_t)deciding->evaluation);
	struct earlier earlier = {deciding->scored.rules->grades[subject->contested].name, of, 0};
	struct record_slot values[] = {{PLACING_EVALUATION, key}, {PLACING_GRADE, value_text(earlier.grade)},
		{evaluated_tag(ENTITY_PLACING, of.kind), value_number((int64_t)of.id)},
		{PLACING_GIVEN, value_number(value_has_id(&deciding->chosen, subject->id))},
		{PLACING_REASON, value_text(view_text(&call->arguments, PLACE_REASON))},
		{PLACING_DATE, value_number(world->today)}};

	return world->walk(
		       world, ENTITY_PLACING, PLACING_BY_EVALUATION, &key, 1, look_earlier, &earlier, err) &&
		writer_set(call->writer, ENTITY_PLACING, &earlier.id, values, 6, err);
}

static bool no_rows(const struct view *row, void *arg)
{
	(void)row;
	(void)arg;
	return true;
}

bool decide_places(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	struct deciding deciding = {
		.query = query_of_evaluation(call->record), .evaluation = call->record->id};
	bool good;

	deciding.scored = (struct scored)SCORED(world, &deciding.query, no_rows, NULL, err);
	good = scored_begin(&deciding.scored, err);
	if (good) {
		view_get(&call->arguments, asked[deciding.scored.rules->subject], &deciding.chosen);
		good = check_chosen(&deciding, err);
	}
	for (size_t i = 0; good && i < score_subjects(deciding.scored.score); i++)
		if (score_subject(deciding.scored.score, i)->tie == deciding.first->tie)
			good = write_placing(call, &deciding, score_subject(deciding.scored.score, i), err);
	scored_end(&deciding.scored);
	return good;
}
