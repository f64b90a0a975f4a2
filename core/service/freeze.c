#include "core/service/freeze.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/base/number.h"
#include "core/model/duty.h"
#include "core/model/ops.h"
#include "core/service/digest.h"
#include "core/service/evaluate.h"
#include "core/service/few_names.h"
#include "core/service/scored.h"

/* --- freezing --- */

struct freezing {
	struct scored scored;
	struct source_query query;
	struct writer *writer;
	uint64_t evaluation;
	int64_t version;
	struct text reason; /* why it takes the place of the version before; empty: it is the first */
	struct buf rows;
};

static bool keep_row(const struct view *row, void *arg)
{
	struct freezing *freezing = arg;
	size_t room = sodium_base64_encoded_len(row->body.len, sodium_base64_VARIANT_ORIGINAL);
	char *bytes = mem_new(room);

	sodium_bin2base64(
		bytes, room, (const uint8_t *)row->body.at, row->body.len, sodium_base64_VARIANT_ORIGINAL);
	buf_printf(&freezing->rows, "%s %llu %s\n", row->entity->name, (unsigned long long)row->id, bytes);
	free(bytes);
	return true;
}

/* What both kinds of result have, and what is behind it. */
static bool keep(struct freezing *freezing, const struct record_slot *more, size_t count, struct error *err)
{
	struct arena *arena = &freezing->scored.arena;
	struct text rows = buf_as_text(&freezing->rows);
	struct record_slot values[16] = {
		{RESULT_EVALUATION, value_number((int64_t)freezing->evaluation)},
		{RESULT_VERSION, value_number(freezing->version)},
		{RESULT_ROWS, value_text(rows)},
		{RESULT_HASH, value_text(text_digest(rows, arena))},
		{RESULT_RULES, value_text(freezing->scored.rules->name)},
	};
	uint64_t id = 0;
	bool good;

	memcpy(values + 5, more, count * sizeof(*more));
	good = writer_set(freezing->writer, ENTITY_RESULT, &id, values, 5 + count, err);
	buf_clear(&freezing->rows);
	return good;
}

static bool keep_grades(struct freezing *freezing, struct error *err)
{
	const struct rules *rules = freezing->scored.rules;
	const struct record_slot more[] = {{RESULT_NAME, value_text(rules->name)},
		{RESULT_RULES_TEXT, value_text(rules->text)},
		{RESULT_RULES_HASH, value_text(text_digest(rules->text, &freezing->scored.arena))},
		{RESULT_REASON, value_text(freezing->reason)}};

	score_grade_rows(&freezing->scored);
	return keep(freezing, more, sizeof(more) / sizeof(*more), err);
}

/* Who waits for a mark, by name: nothing is posted over their heads. */
static bool refuse_pending(const struct score *score, struct error *err)
{
	for (size_t i = 0; i < score_subjects(score); i++) {
		const struct subject_result *subject = score_subject(score, i);

		if (subject->pending)
			return fail(err, ERROR_STATE,
				"{1} has {2} items that nobody has judged: what is not judged is not 0, and "
				"is not posted",
				"Sn", subject->name, (int64_t)subject->pending);
	}
	return true;
}

/* Nobody loses a place because of the order in which groups stand in a list. */
static bool refuse_ties(const struct scored *scored, struct error *err)
{
	struct few_names names = {.all = 0};
	const struct subject_result *first = NULL;
	bool good = true;

	for (size_t i = 0; i < score_subjects(scored->score); i++) {
		const struct subject_result *subject = score_subject(scored->score, i);

		if (subject->placing != PLACING_OPEN || (first && subject->tie != first->tie))
			continue;
		first = first ? first : subject;
		few_names_add(&names, subject->name);
	}
	if (first)
		good = fail(err, ERROR_STATE,
			few_names_more(&names) ? N_("{1} places of {2} are left for equal points; decide "
						    "first who gets them: {3} "
						    "and {4} more")
					       : N_("{1} places of {2} are left for equal points; decide "
						    "first who gets them: {3}"),
			"nSSn", (int64_t)first->left, scored->rules->grades[first->contested].name,
			buf_as_text(&names.words), few_names_more(&names));
	buf_release(&names.words);
	return good;
}

/* All of them or none, where there are more than a record holds: then those of now are told, and that they
 * are. */
static void keep_points(struct scored *scored, size_t number)
{
	struct freezing *freezing = scored->emitter.arg;
	size_t before = freezing->rows.len;
	struct record none;

	record_init(&none, &points_shape);
	record_number(&none, POINTS_NUMBER, 0);
	emit_row(&scored->emitter, &points_shape, 0, &none);
	score_point_rows(scored, number);
	if (freezing->rows.len > RESULT_ROWS_MOST)
		freezing->rows.len = before;
}

static bool keep_subject(struct scored *scored, size_t number)
{
	const struct source_query *query = &((struct freezing *)scored->emitter.arg)->query;
	const struct subject_result *subject = score_subject(scored->score, number);
	const struct rules *rules = scored->rules;
	unsigned span = span_of(&scored->days);
	const struct record_slot more[] = {{RESULT_NAME, value_text(subject->name)},
		{RESULT_RULES_HASH, value_text(text_digest(rules->text, &scored->arena))},
		{evaluated_tag(ENTITY_RESULT, subject_entity(rules->subject)),
			value_number((int64_t)subject->id)},
		{RESULT_TOTAL, value_number(exact_round(&subject->total.value, POINT_PLACES))},
		{RESULT_GRADE,
			subject->grade < 0 ? EMPTY_VALUE : value_text(rules->grades[subject->grade].name)},
		{RESULT_FROM, value_number(query->from)}, {RESULT_TO, value_number(query->to)},
		{RESULT_SPAN, span ? value_number(span) : EMPTY_VALUE},
		{RESULT_PLACE, subject->rank ? value_number((int64_t)subject->rank) : EMPTY_VALUE}};

	score_rank_row(scored, number);
	score_loss_rows(scored, number);
	score_sheet_rows(scored, number);
	keep_points(scored, number);
	return keep(scored->emitter.arg, more, sizeof(more) / sizeof(*more), scored->emitter.err);
}

static bool freeze(struct writer *writer, const struct view *evaluation, bool unchanged, struct error *err)
{
	struct freezing freezing = {.query = query_of_evaluation(evaluation),
		.writer = writer,
		.evaluation = evaluation->id,
		.version = view_number(evaluation, EVALUATION_VERSION),
		.reason = view_text(evaluation, EVALUATION_REASON)};
	bool good;

	freezing.scored = (struct scored)SCORED(&writer->world, &freezing.query, keep_row, &freezing, err);
	freezing.scored.all_rows = true;
	good = scored_begin(&freezing.scored, err) && refuse_pending(freezing.scored.score, err) &&
		refuse_ties(&freezing.scored, err) &&
		(unchanged || refuse_unmended(&freezing.scored, freezing.evaluation, freezing.version, err));
	good = good && keep_grades(&freezing, err);
	if (good)
		scored_in_order(&freezing.scored, keep_subject);
	scored_end(&freezing.scored);
	buf_release(&freezing.rows);
	return good && (!err || err->kind == ERROR_NONE);
}

bool freeze_after_post(struct operation_call *call, struct error *err)
{
	struct writer *writer = call->writer;
	struct arena arena = ARENA_INIT;
	struct view evaluation;
	bool good;

	if (!writer->world.get(&writer->world, ENTITY_EVALUATION, call->record->id, &evaluation, err))
		return false;
	/* Writing moves what is read. */
	evaluation.body = arena_text(&arena, evaluation.body);
	good = freeze(writer, &evaluation, view_number(&call->arguments, POST_UNCHANGED), err);
	arena_release(&arena);
	return good;
}

/* --- reading --- */

struct posted {
	struct world *world;
	struct score_period period;
	uint64_t subject;
	int64_t wanted; /* the version; 0: the one that stands */
	uint64_t evaluation;
	int64_t version;
	bool own; /* only the subject's rows */
	const struct entity *shape;
	source_emit *emit;
	void *arg;
	bool stopped;
};

/* The rules of a posting, beside its grades. */
struct taking {
	struct world *world;
	struct posting *posting;
	struct arena *arena;
	struct error *err;
	bool good;
};

static bool take_posted(const struct view *view, void *arg)
{
	struct posted *posted = arg;

	if (!is_evaluation_of(view, &posted->period) ||
		(!posted->wanted && view_number(view, EVALUATION_STATE) < EVALUATION_POSTED))
		return true;
	posted->evaluation = view->id;
	posted->version = posted->wanted ? posted->wanted : view_number(view, EVALUATION_VERSION);
	return false;
}

static bool take_rules(const struct view *result, void *arg)
{
	struct taking *taking = arg;
	struct posting *posting = taking->posting;
	struct record_made made;

	if (!view_has(result, RESULT_RULES_TEXT))
		return true;
	/* Its publication is noted in it later. */
	taking->good = record_made(taking->world, result, &made, taking->err);
	posting->moment = made.moment;
	posting->sequence = made.sequence;
	posting->name = arena_text(taking->arena, view_text(result, RESULT_RULES));
	posting->text = arena_text(taking->arena, view_text(result, RESULT_RULES_TEXT));
	posting->hash = arena_text(taking->arena, view_text(result, RESULT_RULES_HASH));
	return false;
}

bool find_posting(struct world *world, const struct score_period *period, int64_t version,
	struct arena *arena, struct posting *posting, struct error *err)
{
	struct posted posted = {.world = world, .period = *period, .wanted = version};
	struct taking taking = {world, posting, arena, err, true};
	struct value keys[2];

	*posting = (struct posting){0};
	if (!world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, take_posted, &posted, err))
		return false;
	if (!posted.evaluation)
		return true;
	posting->evaluation = posted.evaluation;
	posting->version = posted.version;
	keys[0] = value_number((int64_t)posted.evaluation);
	keys[1] = value_number(posted.version);
	return world->walk(world, ENTITY_RESULT, RESULT_BY_EVALUATION, keys, 2, take_rules, &taking, err) &&
		taking.good;
}

static void give_row(struct posted *posted, struct text line)
{
	struct view row = {.entity = posted->shape};
	struct text word;
	uint8_t *bytes;
	int64_t id;
	size_t len;

	if (!text_split(&line, ' ', &word) || !text_is(word, posted->shape->name) ||
		!text_split(&line, ' ', &word) || !number_parse(word, &id))
		return;
	bytes = mem_new(line.len + 1);
	if (!sodium_base642bin(
		    bytes, line.len, line.at, line.len, NULL, &len, NULL, sodium_base64_VARIANT_ORIGINAL)) {
		row.id = (uint64_t)id;
		row.body = (struct text){(const char *)bytes, len};
		posted->stopped = !posted->emit(&row, posted->arg);
	}
	free(bytes);
}

static bool give_rows(const struct view *result, void *arg)
{
	struct posted *posted = arg;
	struct text rows = view_text(result, RESULT_ROWS), line;

	/* Before they are published, his own. */
	if (!record_may_see(posted->world, result) ||
		(posted->own && evaluated_in(result).id != posted->subject))
		return true;
	while (!posted->stopped && rows.len && text_split(&rows, '\n', &line))
		give_row(posted, line);
	return !posted->stopped;
}

static bool read_frozen(struct world *world, const struct source_query *query, const struct entity *shape,
	bool own, source_emit *emit, void *arg, bool *frozen, struct error *err)
{
	struct posted posted = {.world = world,
		.period = scored_period(world, query),
		.subject = query->subject,
		.wanted = query->kind,
		.shape = shape,
		.emit = emit,
		.arg = arg,
		.own = own};
	struct value keys[2];

	if (!world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, take_posted, &posted, err))
		return false;
	*frozen = posted.evaluation != 0;
	if (!*frozen)
		return true;
	keys[0] = value_number((int64_t)posted.evaluation);
	keys[1] = value_number(posted.version);
	return world->walk(world, ENTITY_RESULT, RESULT_BY_EVALUATION, keys, 2, give_rows, &posted, err);
}

bool frozen_each(struct world *world, const struct source_query *query, const struct entity *shape,
	source_emit *emit, void *arg, bool *frozen, struct error *err)
{
	return read_frozen(world, query, shape, shape == &sheet_shape, emit, arg, frozen, err);
}

bool frozen_of_one(struct world *world, const struct source_query *query, const struct entity *shape,
	source_emit *emit, void *arg, bool *frozen, struct error *err)
{
	return read_frozen(world, query, shape, query->subject != 0, emit, arg, frozen, err);
}
