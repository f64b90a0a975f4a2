#include "core/service/freeze.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/base/number.h"
#include "core/service/scored.h"

enum { HASH_BYTES = 32 };

/* --- freezing --- */

struct freezing {
	struct scored scored;
	struct source_query query;
	struct writer *writer;
	uint64_t evaluation;
	int64_t version;
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

static struct text hash_of(struct text text, char *room)
{
	uint8_t hash[HASH_BYTES];

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)text.at, text.len, NULL, 0);
	return text_of(sodium_bin2hex(room, 2 * HASH_BYTES + 1, hash, sizeof(hash)));
}

static bool keep(struct freezing *freezing, const struct subject_result *subject, struct error *err)
{
	const struct rules *rules = freezing->scored.rules;
	char hex[2 * HASH_BYTES + 1];
	uint64_t id = 0;
	bool graded = subject && subject->grade >= 0;
	struct record_slot values[] = {
		{RESULT_EVALUATION, value_number((int64_t)freezing->evaluation)},
		{RESULT_VERSION, value_number(freezing->version)},
		{RESULT_SUBJECT, value_number(subject ? (int64_t)subject->id : 0)},
		{RESULT_NAME, value_text(subject ? subject->name : rules->name)},
		{RESULT_ROWS, value_text(buf_as_text(&freezing->rows))},
		{RESULT_RULES, value_text(rules->name)},
		{RESULT_HASH, value_text(hash_of(buf_as_text(&freezing->rows), hex))},
		{RESULT_TOTAL,
			subject ? value_number(exact_round(subject->total.value, POINT_PLACES))
				: EMPTY_VALUE},
		{RESULT_GRADE, graded ? value_text(rules->grades[subject->grade].name) : EMPTY_VALUE},
	};
	bool good = writer_set(
		freezing->writer, ENTITY_RESULT, &id, values, sizeof(values) / sizeof(*values), err);

	buf_clear(&freezing->rows);
	return good;
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

static bool keep_subject(struct scored *scored, size_t number)
{
	struct freezing *freezing = scored->emitter.arg;

	score_rank_row(scored, number);
	score_loss_rows(scored, number);
	score_sheet_rows(scored, number);
	return keep(freezing, score_subject(scored->score, number), scored->emitter.err);
}

static bool freeze(struct writer *writer, const struct view *evaluation, struct error *err)
{
	struct freezing freezing = {.query = {.from = view_number(evaluation, EVALUATION_FROM),
					    .to = view_number(evaluation, EVALUATION_TO)},
		.writer = writer,
		.evaluation = evaluation->id,
		.version = view_number(evaluation, EVALUATION_VERSION)};
	bool good;

	freezing.scored = (struct scored)SCORED(&writer->world, &freezing.query, keep_row, &freezing, err);
	freezing.scored.all_rows = true;
	good = scored_begin(&freezing.scored, err) && refuse_pending(freezing.scored.score, err);
	if (good) {
		score_grade_rows(&freezing.scored);
		good = keep(&freezing, NULL, err);
	}
	if (good)
		scored_in_order(&freezing.scored, keep_subject);
	scored_end(&freezing.scored);
	buf_release(&freezing.rows);
	return good && (!err || err->kind == ERROR_NONE);
}

bool freeze_after(
	const struct operation *operation, struct writer *writer, uint64_t record, struct error *err)
{
	struct world *world = &writer->world;
	struct arena arena = ARENA_INIT;
	struct view evaluation;
	bool good;

	if (strcmp(operation->name, "post"))
		return true;
	if (!world->get(world, ENTITY_EVALUATION, record, &evaluation, err))
		return false;
	/* Writing moves what is read. */
	evaluation.body = arena_text(&arena, evaluation.body);
	good = freeze(writer, &evaluation, err);
	arena_release(&arena);
	return good;
}

/* --- reading --- */

struct posted {
	struct score_period period;
	uint64_t subject;
	uint64_t evaluation;
	int64_t version;
	bool sheet; /* only the subject's own rows */
	const struct entity *shape;
	source_emit *emit;
	void *arg;
	bool stopped;
};

static bool take_posted(const struct view *view, void *arg)
{
	struct posted *posted = arg;

	if (view_number(view, EVALUATION_FROM) != posted->period.from ||
		view_number(view, EVALUATION_TO) != posted->period.to ||
		view_number(view, EVALUATION_STATE) < EVALUATION_POSTED)
		return true;
	posted->evaluation = view->id;
	posted->version = view_number(view, EVALUATION_VERSION);
	return false;
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

	if (posted->sheet && (uint64_t)view_number(result, RESULT_SUBJECT) != posted->subject)
		return true;
	while (!posted->stopped && rows.len && text_split(&rows, '\n', &line))
		give_row(posted, line);
	return !posted->stopped;
}

bool frozen_each(struct world *world, const struct source_query *query, const struct entity *shape,
	source_emit *emit, void *arg, bool *frozen, struct error *err)
{
	struct posted posted = {.period = scored_period(world, query),
		.subject = query->subject,
		.shape = shape,
		.emit = emit,
		.arg = arg,
		.sheet = shape == &sheet_shape};
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
