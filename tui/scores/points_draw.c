/* Where the points of one item come from: what was counted, its records, the clause. */
#include "tui/scores/scores.h"

enum { UNIT = 10000 };

static void draw_summary(const struct scores *scores, const struct view *item, struct rect rect)
{
	struct buf words = BUF_INIT;
	int room;

	/* A screen of its own says so in its path. */
	if (!scores->alone) {
		buf_text(&words, rows_text(item, SHEET_AT_ITEM));
		buf_text(&words, TEXT("  "));
	}
	if (rows_has(item, SHEET_AT_POINTS)) {
		points_show(rows_number(item, SHEET_AT_POINTS), 2,
			rows_number(item, SHEET_AT_KIND) != PART_BASIC, &words);
		buf_text(&words, tr_text(N_(" points")));
		if (rows_has(item, SHEET_AT_FULL) && rows_number(item, SHEET_AT_KIND) == PART_BASIC) {
			buf_text(&words, tr_text(N_(" of ")));
			points_show(rows_number(item, SHEET_AT_FULL),
				rows_number(item, SHEET_AT_FULL) % UNIT ? 2 : 0, false, &words);
		}
	} else {
		tr_encoded(rows_text(item, SHEET_AT_STATE), &words);
	}
	room = rect.columns - 3 - (int)text_width(buf_as_text(&words));
	draw_buf(rect.top, rect.left + 1, rect.columns / 2, STYLE_BOLD, &words);
	draw_right(rect.top, rect.left + rect.columns, room > rect.columns / 2 ? room : rect.columns / 2,
		STYLE_DIM,
		tr_text(rows_number(item, SHEET_AT_BY) == BY_HAND
				? N_("given by a person")
				: N_("computed from records, changed by nobody")));
	buf_release(&words);
}

/* Label and text, wrapped, the last of `most` lines with ".." if it does not end there; returns the lines
 * used. */
static int draw_wrapped(int row, struct rect rect, const char *label, struct text text, int most)
{
	int used = 0;

	if (!text.len || most < 1)
		return 0;
	draw_text(row, rect.left + 1, 7, STYLE_BOLD, tr_text(label));
	while (text.len && used < most) {
		size_t len = text_wrap(text, (size_t)(rect.columns - 10));

		/* The last line shows by itself that it is cut. */
		len = len && used + 1 < most ? len : text.len;
		draw_text(row + used++, rect.left + 9, rect.columns - 10, STYLE_NORMAL,
			text_trim(text_take(text, len)));
		text.at += len;
		text.len -= len;
	}
	return used;
}

/* 没计入：草稿0次，退回0次 */
static void draw_left(const struct view *item, int row, struct rect rect)
{
	struct buf words = BUF_INIT;

	if (!rows_text(item, SHEET_AT_LEFT).len)
		return;
	buf_text(&words, tr_text(N_("Not counted: ")));
	tr_encoded(rows_text(item, SHEET_AT_LEFT), &words);
	draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* 条文, 规则: where it stands, and its own lines as far as there is room. */
static void draw_clause(const struct scores *scores, const struct view *item, int row, struct rect rect)
{
	int end = rect.top + rect.rows;
	struct text rest = clause_text(scores), line;
	struct buf words = BUF_INIT;
	int64_t left = 0;

	if (rows_text(item, SHEET_AT_CLAUSE).len && row < end)
		row += draw_wrapped(row, rect, N_("clause"), rows_text(item, SHEET_AT_CLAUSE), 1);
	clause_source_words(scores, &words);
	if (row < end)
		row += draw_wrapped(row, rect, N_("rules"), buf_as_text(&words), 1);
	for (; rest.len && text_split(&rest, '\n', &line); row++) {
		if (row + 1 < end || (row < end && !rest.len))
			draw_text(row, rect.left + 9, rect.columns - 10, STYLE_DIM, line);
		else
			left++;
	}
	buf_clear(&words);
	if (left) {
		tr_format(&words, "({1} more lines: F1)", "n", left);
		draw_buf(end - 1, rect.left + 9, rect.columns - 10, STYLE_DIM, &words);
	}
	buf_release(&words);
}

void points_draw(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	const struct view *item = sheet_item(scores);
	struct buf words = BUF_INIT;
	int row = rect.top + 2, end = rect.top + rect.rows, clause, left, most;

	if (!item || !scores->sheet.loaded)
		return;
	/* Few records leave more room for the rule. */
	most = rect.rows - 9 -
		(scores->points.count < (size_t)rect.rows ? (int)scores->points.count : rect.rows);
	most = most > rect.rows / 4 ? most : rect.rows / 4;
	draw_summary(scores, item, rect);
	tr_encoded(rows_text(item, SHEET_AT_HOW), &words);
	row += draw_wrapped(row, rect, N_("how"), text_trim(buf_as_text(&words)), most);
	buf_clear(&words);
	tr_encoded(rows_text(item, SHEET_AT_WHY), &words);
	row += draw_wrapped(row, rect, N_("result"), buf_as_text(&words), 2);
	buf_clear(&words);
	self_score_words(item, &words);
	buf_text(&words, words.len ? TEXT("  ") : NO_TEXT);
	self_counts_words(item, &words);
	row += draw_wrapped(row, rect, N_("self"), buf_as_text(&words), 2);
	buf_clear(&words);
	objection_tell(scores, rows_text(item, SHEET_AT_ITEM), &words);
	row += draw_wrapped(row, rect, N_("objec."), buf_as_text(&words), 3);
	clause = (rows_text(item, SHEET_AT_CLAUSE).len ? 2 : 0) + (clause_text(scores).len ? 3 : 0);
	left = rows_text(item, SHEET_AT_LEFT).len ? 1 : 0;
	row += 1 + records_draw(screen, row + 1, rect, end - row - 1 - clause - left);
	draw_left(item, row, rect);
	row += left;
	if (clause)
		draw_clause(scores, item, row + 1, rect);
	buf_release(&words);
}
