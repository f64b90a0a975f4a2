/* Who has a sheet in an evaluation, and who has agreed to his (自评确认): the rules say whom they leave out,
 * so it takes the service to know. */
#include <stdlib.h>
#include "core/base/id_map.h"
#include "core/base/memory.h"
#include "core/service/evaluate.h"
#include "core/service/few_names.h"
#include "core/service/scored.h"

/* --- who has a sheet --- */

struct posted_search {
	struct evaluated of;
	bool found;
};

static bool look_posted(const struct view *result, void *arg)
{
	struct posted_search *search = arg;

	search->found = record_is_about(result, search->of);
	return !search->found;
}

static bool was_posted(
	struct world *world, const struct view *evaluation, struct evaluated of, struct error *err)
{
	const struct value keys[] = {value_number((int64_t)evaluation->id),
		value_number(view_number(evaluation, EVALUATION_VERSION))};
	struct posted_search search = {of, false};

	return world->walk(world, ENTITY_RESULT, RESULT_BY_EVALUATION, keys, 2, look_posted, &search, err) &&
		search.found;
}

static bool is_scored(
	struct world *world, const struct view *evaluation, struct evaluated of, struct error *err)
{
	const struct source_query query = query_of_evaluation(evaluation);
	struct score_period period = period_of_evaluation(evaluation);
	struct scored scored = SCORED(world, &query, NULL, NULL, err);
	bool found = scored_subjects(&scored, &period, err) && score_subject_of(scored.score, of.id) >= 0;

	scored_end(&scored);
	return found;
}

bool has_sheet(struct world *world, const struct view *evaluation, struct evaluated of, struct error *err)
{
	return view_number(evaluation, EVALUATION_STATE) >= EVALUATION_POSTED
		? was_posted(world, evaluation, of, err)
		: is_scored(world, evaluation, of, err);
}

/* --- who has agreed --- */

struct said {
	enum agreement state;
	int64_t date, by;
};

struct agreeing {
	struct scored scored;
	const struct view *evaluation;
	struct said *said;
	size_t count, room;
	struct id_map of; /* who is scored: his place in `said` */
	uint64_t *id;     /* of the last row */
};

static struct said *said_of(struct agreeing *agreeing, uint64_t subject)
{
	size_t at = id_map_get(&agreeing->of, subject);

	if (at == ID_MAP_NONE) {
		at = agreeing->count++;
		agreeing->said = mem_grow(agreeing->said, at, &agreeing->room, sizeof(*agreeing->said));
		agreeing->said[at] = (struct said){.state = AGREEMENT_WAITING};
		id_map_put(&agreeing->of, subject, at);
	}
	return &agreeing->said[at];
}

static bool take_consent(const struct view *consent, void *arg)
{
	uint64_t subject = evaluated_in(consent).id;

	if (subject && view_number(consent, CONSENT_STATE) == CONSENT_GIVEN)
		*said_of(arg, subject) = (struct said){AGREEMENT_GIVEN, view_number(consent, CONSENT_DATE),
			view_number(consent, CONSENT_PERSON)};
	return true;
}

static bool take_objection(const struct view *objection, void *arg)
{
	uint64_t subject = evaluated_in(objection).id;

	if (subject && view_number(objection, OBJECTION_STATE) == OBJECTION_OPEN)
		*said_of(arg, subject) = (struct said){.state = AGREEMENT_OBJECTED};
	return true;
}

static bool agreement_row(struct agreeing *agreeing, const struct subject_result *subject)
{
	const struct said *said = said_of(agreeing, subject->id);
	const struct view *evaluation = agreeing->evaluation;
	struct record row;

	record_init(&row, &agreement_shape);
	record_text(&row, AGREEMENT_EVALUATION, view_text(evaluation, EVALUATION_NAME));
	record_text(&row, AGREEMENT_NAME, subject->name);
	record_number(&row, AGREEMENT_STATE, said->state);
	if (said->date)
		record_number(&row, AGREEMENT_DATE, said->date);
	if (said->by)
		record_number(&row, AGREEMENT_BY, said->by);
	record_number(&row, AGREEMENT_SUBJECT, evaluated_kind(evaluation));
	record_number(&row, AGREEMENT_FROM, view_number(evaluation, EVALUATION_FROM));
	record_number(&row, AGREEMENT_TO, view_number(evaluation, EVALUATION_TO));
	record_number(&row, AGREEMENT_NUMBER, (int64_t)subject->id);
	return emit_row(&agreeing->scored.emitter, &agreement_shape, ++*agreeing->id, &row);
}

static bool put_agreements(struct agreeing *agreeing, struct error *err)
{
	struct scored *scored = &agreeing->scored;
	struct world *world = scored->emitter.world;
	struct score_period period = period_of_evaluation(agreeing->evaluation);
	struct value key = value_number((int64_t)agreeing->evaluation->id);
	bool good = scored_subjects(scored, &period, err) &&
		world->walk(
			world, ENTITY_CONSENT, CONSENT_BY_EVALUATION, &key, 1, take_consent, agreeing, err) &&
		world->walk(world, ENTITY_OBJECTION, OBJECTION_BY_EVALUATION, &key, 1, take_objection,
			agreeing, err);

	for (size_t i = 0; good && i < score_subjects(scored->score); i++)
		if (scored_may_see(scored, score_subject(scored->score, i)) &&
			!agreement_row(agreeing, score_subject(scored->score, i)))
			break;
	return good;
}

struct finding {
	uint64_t *ids;
	size_t count, room;
	const struct source_query *query;
	struct score_period meant;
};

/* Those that ask for it now, or the one of the days that are meant. */
static bool take_evaluation(const struct view *evaluation, void *arg)
{
	struct finding *finding = arg;

	if (finding->query->from ? is_evaluation_of(evaluation, &finding->meant)
				 : view_number(evaluation, EVALUATION_STATE) == EVALUATION_SELF) {
		finding->ids = mem_grow(finding->ids, finding->count, &finding->room, sizeof(*finding->ids));
		finding->ids[finding->count++] = evaluation->id;
	}
	return true;
}

bool agreement_rows_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct finding finding = {.query = query, .meant = scored_period(world, query)};
	bool good = world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, take_evaluation, &finding, err);
	bool stopped = false;
	uint64_t id = 0;

	for (size_t i = 0; good && !stopped && i < finding.count; i++) {
		struct agreeing agreeing = {.scored = SCORED(world, query, emit, arg, err), .id = &id};
		struct view evaluation;

		agreeing.evaluation = &evaluation;
		good = world->get(world, ENTITY_EVALUATION, finding.ids[i], &evaluation, err) &&
			put_agreements(&agreeing, err);
		stopped = agreeing.scored.emitter.stopped;
		scored_end(&agreeing.scored);
		id_map_release(&agreeing.of);
		free(agreeing.said);
	}
	free(finding.ids);
	return good;
}

/* --- who has not, for whoever ends the self-score --- */

struct waiting {
	struct few_names names;
	size_t all;
};

static bool take_waiting(const struct view *row, void *arg)
{
	struct waiting *waiting = arg;

	waiting->all++;
	if (view_number(row, AGREEMENT_STATE) != AGREEMENT_GIVEN)
		few_names_add(&waiting->names, view_text(row, AGREEMENT_NAME));
	return true;
}

static void say_waiting(const struct waiting *waiting, struct message *follows)
{
	const struct few_names *names = &waiting->names;
	int64_t all = (int64_t)waiting->all, left = (int64_t)names->all, more = few_names_more(names);

	if (!left)
		message_set(follows, "The reviewers' marks count; all {1} have agreed", "n", all);
	else if (!more)
		message_set(follows, "The reviewers' marks count; {1} of {2} have not agreed: {3}", "nnS",
			left, all, buf_as_text(&names->words));
	else
		message_set(follows,
			"The reviewers' marks count; {1} of {2} have not agreed: {3} and {4} more", "nnSn",
			left, all, buf_as_text(&names->words), more);
}

/* Only while they are asked for it. */
void see_agreement(struct world *world, const struct view *evaluation, struct message *follows)
{
	struct source_query query = query_of_evaluation(evaluation);
	struct waiting waiting = {.all = 0};

	if (view_number(evaluation, EVALUATION_STATE) == EVALUATION_SELF &&
		agreement_rows_each(world, &query, take_waiting, &waiting, NULL) && waiting.all)
		say_waiting(&waiting, follows);
	buf_release(&waiting.names.words);
}
