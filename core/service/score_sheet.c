#include "core/score/reason.h"
#include "core/score/sentence.h"
#include "core/service/freeze.h"
#include "core/service/scored.h"

static const char *const remarks[] = {
	[REMARK_NO_MARK] = N_("Nobody has given this mark yet"),
	[REMARK_NO_EVIDENCE] = N_("Evidence is missing"),
	[REMARK_NO_WORTH] = N_("A record lacks a word or a number that the rule goes by"),
	[REMARK_NO_REVIEWER] = N_("A reviewer's mark is missing"),
	[REMARK_NO_REASON] = N_("The mark has no reason"),
	[REMARK_OUT_OF_RANGE] = N_("The mark is outside what may be given"),
};

static void say_why(struct scored *scored, size_t subject, const struct item *item, struct record *row)
{
	struct buf words = BUF_INIT;

	score_reason(scored->score, subject, item, &words);
	if (words.len)
		record_text(row, SHEET_WHY, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

static void say_state(struct scored *scored, size_t subject, const struct item *item, struct record *row)
{
	const struct item_result *result = score_item(scored->score, subject, item->index);

	if (!result->applies || result->points.known == NOT_APPLICABLE) {
		row_message(&scored->emitter, row, SHEET_STATE, "Does not apply", "");
		return;
	}
	if (result->points.known != MISSING)
		return;
	row_message(&scored->emitter, row, SHEET_STATE, "Not judged", "");
	for (size_t i = 0; i < item->line_count; i++) {
		enum remark remark = score_line(scored->score, subject, item->lines[i])->remark;

		if (remark) {
			row_message(&scored->emitter, row, SHEET_WHY, remarks[remark], "");
			return;
		}
	}
}

static size_t count_hits(const struct scored *scored, size_t subject, const struct item *item)
{
	size_t all = 0, count;

	for (size_t i = 0; i < item->line_count; i++)
		if (item->lines[i]->source) {
			const struct hit *hits = score_hits(scored->score, subject, item->lines[i], &count);

			for (size_t h = 0; h < count; h++)
				all += score_counts(item->lines[i], &hits[h]);
		}
	return all;
}

/* Records that count here and show evidence that stands elsewhere too; and the item's marks, as one. */
static int64_t shown_twice(struct scored *scored, size_t subject, const struct item *item)
{
	const struct evidence_uses *uses = scored_uses(scored);
	const struct evaluated of = {
		subject_entity(scored->rules->subject), score_subject(scored->score, subject)->id};
	int64_t twice = 0;
	size_t count;

	for (size_t i = 0; i < item->line_count && uses->twice_count; i++) {
		const struct line *line = item->lines[i];
		const struct hit *hits =
			line->source ? score_hits(scored->score, subject, line, &count) : NULL;

		for (size_t h = 0; hits && h < count; h++)
			twice += score_counts(line, &hits[h]) &&
				text_is(text_of(line->source->name), "entry") &&
				evidence_used_elsewhere(uses, ENTITY_ENTRY, hits[h].id);
		if (line->manual)
			twice += evidence_marked_elsewhere(
					 uses, scored->days.evaluation, line->manual->item, of) != NULL;
	}
	return twice;
}

static void say_how(struct scored *scored, const struct item *item, struct record *row)
{
	struct buf words = BUF_INIT;

	sentence_item(scored->rules, item, &words);
	record_text(row, SHEET_HOW, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

/* Does anybody give it? */
static bool by_hand(const struct item *item)
{
	for (size_t i = 0; i < item->line_count; i++)
		if (item->lines[i]->manual)
			return true;
	return false;
}

static bool sheet_row(struct scored *scored, size_t subject, const struct item *item)
{
	const struct item_result *result = score_item(scored->score, subject, item->index);
	struct record row;
	struct figure figure;
	size_t records = count_hits(scored, subject, item);
	int64_t twice = shown_twice(scored, subject, item);

	record_init(&row, &sheet_shape);
	record_text(&row, SHEET_SECTION, scored->rules->sections[item->section].name);
	record_text(&row, SHEET_ITEM, item->name);
	record_text(&row, SHEET_CLAUSE, item->clause);
	scored_points(&row, SHEET_POINTS, &result->points);
	figure_init(&figure);
	if (scored_full(item, &figure))
		scored_points(&row, SHEET_FULL, &figure);
	figure_clear(&figure);
	if (records)
		record_number(&row, SHEET_RECORDS, (int64_t)records);
	record_number(&row, SHEET_ENTITY, item->index + 1);
	record_number(&row, SHEET_RECORD, (int64_t)score_subject(scored->score, subject)->id);
	record_number(&row, SHEET_BY, by_hand(item) ? BY_HAND : BY_RECORDS);
	sheet_manual(scored, subject, item, &row);
	sheet_apart(scored, subject, item, &row);
	record_number(&row, SHEET_KIND, scored->rules->sections[item->section].kind + 1);
	record_number(&row, SHEET_LINE, (int64_t)item->node->line);
	say_how(scored, item, &row);
	if (twice)
		record_number(&row, SHEET_TWICE, twice);
	if (result->points.known == KNOWN)
		say_why(scored, subject, item, &row);
	say_state(scored, subject, item, &row);
	if (!scored_say_left(scored, subject, item, &row)) {
		record_release(&row);
		return false;
	}
	return emit_row(&scored->emitter, &sheet_shape, item->index + 1, &row);
}

bool score_sheet_rows(struct scored *scored, size_t subject)
{
	for (size_t i = 0; i < scored->rules->item_count; i++)
		if (!sheet_row(scored, subject, scored->rules->items[i]))
			break;
	return !scored->emitter.err || scored->emitter.err->kind == ERROR_NONE;
}

bool sheet_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = SCORED(world, query, emit, arg, err);
	bool frozen = false, good;
	int subject;

	if (!frozen_each(world, query, &sheet_shape, emit, arg, &frozen, err) || frozen)
		return frozen;
	good = scored_begin(&scored, err);
	subject = good ? scored_subject(&scored, query->subject) : -1;
	if (subject >= 0)
		score_sheet_rows(&scored, (size_t)subject);
	scored_end(&scored);
	return good;
}
