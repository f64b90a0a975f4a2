/* What a line of a sheet says of an item that people judge: what the group gave itself beside what was given
 * by others, what may be given, and what must stand with it. */
#include "core/service/scored.h"

/* Of a list of ticks each case is a mark of its own: there is no one score of the item's. */
static const struct line *judged_line(const struct item *item)
{
	const struct line *found = NULL;

	for (size_t i = 0; i < item->line_count; i++) {
		if (!item->lines[i]->manual)
			continue;
		if (found || item->lines[i]->manual->kind == MANUAL_TICK)
			return NULL;
		found = item->lines[i];
	}
	return found;
}

/* In percent of all weights; 0: it is shown only. */
static int64_t self_share(const struct manual *manual)
{
	struct exact own, all;
	int64_t share;

	exact_init(&own);
	exact_init(&all);
	for (size_t i = 0; i < manual->reviewer_count; i++) {
		exact_add_fraction(&all, manual->reviewers[i].weight);
		if (marking_is_self(manual->reviewers[i].who))
			exact_add_fraction(&own, manual->reviewers[i].weight);
	}
	if (exact_sign(&all))
		exact_divide(&own, &own, &all);
	share = exact_round(&own, 2);
	exact_clear(&own);
	exact_clear(&all);
	return share;
}

static void put_range(struct scored *scored, const struct manual *manual, struct record *row)
{
	struct buf words = BUF_INIT;
	struct exact end;

	exact_init(&end);
	exact_set(&end, manual->least);
	exact_show(&end, 2, &words);
	buf_byte(&words, '-');
	exact_set(&end, manual->most);
	exact_show(&end, 2, &words);
	exact_clear(&end);
	record_text(row, SHEET_RANGE, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

static void add_line(struct buf *lines, struct text line)
{
	buf_text(lines, lines->len ? TEXT("\n") : NO_TEXT);
	buf_text(lines, line);
}

static void put_lines(struct scored *scored, struct record *row, uint16_t tag, struct buf *lines)
{
	if (lines->len)
		record_text(row, tag, arena_text(&scored->emitter.arena, buf_as_text(lines)));
	buf_clear(lines);
}

static void put_words(struct scored *scored, const struct manual *manual, struct record *row)
{
	struct buf lines = BUF_INIT;

	for (size_t i = 0; i < manual->level_count; i++)
		add_line(&lines, manual->levels[i].word);
	put_lines(scored, row, SHEET_WORDS, &lines);
	for (size_t i = 0; i < manual->reviewer_count; i++)
		if (!marking_is_self(manual->reviewers[i].who))
			add_line(&lines, manual->reviewers[i].who);
	put_lines(scored, row, SHEET_ROLES, &lines);
	buf_release(&lines);
}

void sheet_manual(struct scored *scored, size_t subject, const struct item *item, struct record *row)
{
	const struct line *line = judged_line(item);
	struct figure marked;

	if (!line)
		return;
	figure_init(&marked);
	if (score_marked(scored->score, subject, line, true, &marked))
		scored_points(row, SHEET_SELF, &marked);
	if (score_marked(scored->score, subject, line, false, &marked))
		scored_points(row, SHEET_CHECKED, &marked);
	figure_clear(&marked);
	record_number(row, SHEET_COUNTS, self_share(line->manual));
	if (line->manual->reason || line->manual->evidence)
		record_number(row, SHEET_NEEDS,
			(line->manual->reason ? NEEDS_REASON : 0) |
				(line->manual->evidence ? NEEDS_EVIDENCE : 0));
	put_words(scored, line->manual, row);
	if (!line->manual->level_count)
		put_range(scored, line->manual, row);
}
