/* A sheet: a line an item, with the points, how much of what could be had, and why. */
#include "core/base/number.h"
#include "tui/scores/scores.h"

enum { ITEM_AT = 2, FULL_END = 22, POINTS_END = 30, BAR_AT = 32, BAR = 10, WHY_AT = 44, UNIT = 10000 };

static void put_points(const struct view *row, unsigned cell, int places, bool sign, int at, int end)
{
	struct buf words = BUF_INIT;

	if (rows_has(row, cell))
		points_show(rows_number(row, cell), places, sign, &words);
	draw_buf_right(at, end, 8, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* Whole numbers of full points without their zeros. */
static void put_full(const struct view *row, int at, int end)
{
	put_points(row, SHEET_AT_FULL, rows_number(row, SHEET_AT_FULL) % UNIT ? 2 : 0, false, at, end);
}

/* What is to be said before why the points are what they are; true when it wants to be looked at. */
static bool remarks(const struct scores *scores, const struct view *row, struct buf *out)
{
	const struct view *objection = objection_to(scores, rows_text(row, SHEET_AT_ITEM));
	bool odd = false;

	if (objection) {
		odd = rows_number(objection, OBJECTION_AT_STATE) == OBJECTION_OPEN;
		objection_words(objection, date_parts(scores->to).year, out);
		buf_text(out, TEXT("  "));
	}
	if (rows_number(row, SHEET_AT_TWICE)) {
		odd = true;
		buf_text(out, tr_text(N_("evidence used twice  ")));
	}
	odd |= self_score_words(row, out);
	if (rows_has(row, SHEET_AT_SELF))
		buf_text(out, TEXT("  "));
	return odd;
}

static void draw_item(const struct scores *scores, const struct sheet_line *line, int at, struct rect rect)
{
	static const char *const kinds[] = {NULL, N_(""), N_("bonus "), N_("off ")};
	const struct view *row = line->row;
	bool judged = rows_has(row, SHEET_AT_POINTS), basic = line->section == 1, odd;
	struct text by = tr_text(rows_number(row, SHEET_AT_BY) == BY_HAND ? N_("hand") : N_("auto"));
	struct buf words = BUF_INIT;

	if (!basic)
		buf_text(&words, tr_text(kinds[line->section]));
	buf_text(&words, rows_text(row, SHEET_AT_ITEM));
	draw_buf(at, rect.left + ITEM_AT, FULL_END - ITEM_AT - 3, STYLE_NORMAL, &words);
	if (basic)
		put_full(row, at, rect.left + FULL_END);
	put_points(row, SHEET_AT_POINTS, 2, !basic, at, rect.left + POINTS_END);
	if (basic && judged && rows_number(row, SHEET_AT_FULL) > 0) {
		bar_show(rows_number(row, SHEET_AT_POINTS), rows_number(row, SHEET_AT_FULL), BAR, &words);
		draw_buf(at, rect.left + BAR_AT, BAR, STYLE_NORMAL, &words);
	}
	odd = remarks(scores, row, &words);
	if (rows_has(row, SHEET_AT_FLAG))
		draw_text(at, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	if (rows_text(row, SHEET_AT_STATE).len) {
		tr_encoded(rows_text(row, SHEET_AT_STATE), &words);
		buf_text(&words, rows_text(row, SHEET_AT_WHY).len ? TEXT(" ") : NO_TEXT);
	}
	tr_encoded(rows_text(row, SHEET_AT_WHY), &words);
	draw_buf(at, rect.left + WHY_AT, rect.columns - WHY_AT - 2 - (int)text_width(by),
		judged && !odd ? STYLE_NORMAL : STYLE_WARN, &words);
	draw_right(at, rect.left + rect.columns, 4, STYLE_DIM, by);
	buf_release(&words);
}

static void draw_sum(
	const struct view *who, enum ranking_cell cell, const char *label, int at, struct rect rect)
{
	struct buf words = BUF_INIT;

	draw_text(at, rect.left + ITEM_AT, FULL_END - ITEM_AT, STYLE_BOLD, tr_text(label));
	if (who && rows_has(who, cell))
		points_show(rows_number(who, cell), 2, false, &words);
	else if (who)
		buf_text(&words, TEXT("--"));
	draw_buf_right(at, rect.left + POINTS_END, 8, STYLE_BOLD, &words);
	buf_release(&words);
}

/* What the basic items give together at most. */
static int64_t full_points(const struct scores *scores)
{
	int64_t full = 0;

	for (size_t i = 0; i < scores->sheet.count; i++)
		if (rows_number(&scores->sheet.items[i], SHEET_AT_KIND) == PART_BASIC)
			full += rows_number(&scores->sheet.items[i], SHEET_AT_FULL);
	return full;
}

static void draw_fold(const struct scores *scores, int at, struct rect rect)
{
	int64_t hidden = (int64_t)scores->sheet.count;
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < scores->line_count; i++)
		hidden -= scores->lines[i].row != NULL;
	tr_format(&words, "{1} more items gave and took nothing: Enter shows them", "n", hidden);
	draw_buf(at, rect.left + ITEM_AT, rect.columns - 4, STYLE_DIM, &words);
	buf_release(&words);
}

static void draw_line(
	const struct screen *screen, size_t number, const struct view *who, int at, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	const struct sheet_line *line = &scores->lines[number];
	struct buf words = BUF_INIT;

	switch (line->kind) {
	case SHEET_LINE_ITEM:
		draw_item(scores, line, at, rect);
		break;
	case SHEET_LINE_SUM:
		draw_sum(who, BASIC, N_("basic points"), at, rect);
		points_show(full_points(scores), 0, false, &words);
		draw_buf_right(at, rect.left + FULL_END, 8, STYLE_BOLD, &words);
		break;
	case SHEET_LINE_TOTAL:
		draw_sum(who, TOTAL, N_("total"), at, rect);
		consent_words(scores, &words);
		draw_buf(at, rect.left + WHY_AT, rect.columns - WHY_AT, STYLE_NORMAL, &words);
		break;
	case SHEET_LINE_FOLD:
		draw_fold(scores, at, rect);
		break;
	}
	line_mark(screen, BLOCK_SHEET, number == scores->line, at, rect.left);
	buf_release(&words);
}

/* The next better grade by its own line, told as what is missing to it. */
static void distance_words(const struct scores *scores, const struct view *who, struct buf *out)
{
	const struct view *next = NULL;

	for (size_t i = 0; i < scores->grades.count; i++)
		if (rows_has(&scores->grades.items[i], GRADE_FROM) &&
			rows_number(&scores->grades.items[i], GRADE_FROM) > rows_number(who, GRADED))
			next = &scores->grades.items[i];
	if (!next || !rows_has(who, GRADED))
		return;
	buf_text(out, TEXT("   "));
	tr_format(out, "to {1} ", "S", rows_text(next, GRADE_NAME));
	points_show(rows_number(next, GRADE_FROM) - rows_number(who, GRADED), 2, true, out);
}

static void draw_summary(const struct scores *scores, const struct view *who, struct rect rect)
{
	struct buf words = BUF_INIT;

	if (!who)
		return;
	/* A screen of its own says so in its path. */
	if (!scores->alone) {
		buf_text(&words, evaluated_short(rows_text(who, NAME)));
		buf_text(&words, TEXT("  "));
	}
	buf_text(&words, tr_text(N_("total ")));
	if (rows_has(who, TOTAL))
		points_show(rows_number(who, TOTAL), 2, false, &words);
	else
		buf_text(&words, TEXT("--"));
	if (rows_has(who, RANK))
		tr_format(&words, "  no. {1}", "n", rows_number(who, RANK));
	if (rows_has(who, GRADED)) {
		buf_text(&words, tr_text(N_("   for the grade ")));
		points_show(rows_number(who, GRADED), 2, false, &words);
	}
	buf_text(&words, TEXT(" "));
	buf_text(&words, rows_text(who, GRADE));
	buf_text(&words, TEXT(" "));
	grade_reason(who, &words);
	distance_words(scores, who, &words);
	draw_buf(rect.top, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &words);
	buf_release(&words);
}

void sheet_draw(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	const struct view *who = rows_find(&scores->ranking, scores->chosen);
	int hints = hints_rows(scores, rect.columns);
	size_t room = rect.rows > 3 + hints ? (size_t)(rect.rows - 2 - hints) : 1;
	size_t top = lines_top(scores->line, scores->line_count, room);
	const struct {
		const char *word;
		int end;
	} ends[] = {{N_("full"), FULL_END}, {N_("points"), POINTS_END}};

	draw_summary(scores, who, rect);
	draw_text(rect.top + 1, rect.left + ITEM_AT, 12, STYLE_BOLD, tr_text(N_("item")));
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		draw_right(rect.top + 1, rect.left + ends[i].end, 8, STYLE_BOLD, tr_text(ends[i].word));
	draw_text(rect.top + 1, rect.left + BAR_AT, BAR, STYLE_BOLD, tr_text(N_("share")));
	draw_text(rect.top + 1, rect.left + WHY_AT, 20, STYLE_BOLD, tr_text(N_("why")));
	draw_right(rect.top + 1, rect.left + rect.columns, 4, STYLE_BOLD, tr_text(N_("by")));
	for (size_t i = 0; i < room && top + i < scores->line_count && scores->sheet.loaded; i++)
		draw_line(screen, top + i, who, rect.top + 2 + (int)i, rect);
	/* With a blank line above them where there is room. */
	hints = rect.rows - hints < (int)(scores->line_count - top) + 3 ? rect.rows - hints
									: (int)(scores->line_count - top) + 3;
	hints_draw(scores, (struct rect){rect.top + hints, rect.left, rect.rows - hints, rect.columns});
}
