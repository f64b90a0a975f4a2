/* Drawing before and after, side by side. */
#include "core/base/number.h"
#include "tui/rules/steady.h"
#include "tui/rules/trial.h"
#include "tui/scores/scores.h"

enum {
	NAME_AT = 2,
	OLD_END = 24,
	NEW_END = 33,
	DIFFERENCE_END = 42,
	PLACE_AT = 44,
	GRADE_AT = 55,
	WHY_AT = 66
};

/* "到会率 -2" for each item that gives other points. */
static void put_items(const struct trial *trial, size_t move, struct buf *out)
{
	struct row_walk items = trial->items[move];

	while (trial_next_item(&items, move)) {
		buf_text(out, out->len ? TEXT("  ") : NO_TEXT);
		buf_text(out, view_text(&items.row, MOVE_ITEM_NAME));
		buf_text(out, TEXT(" "));
		if (view_number(&items.row, MOVE_ITEM_THERE) >> 1 & 1 && !view_has(&items.row, MOVE_ITEM_NEW))
			buf_text(out, tr_text("no points yet"));
		else
			points_show(view_number(&items.row, MOVE_ITEM_NEW) -
					view_number(&items.row, MOVE_ITEM_OLD),
				2, true, out);
	}
}

static void put_change(struct text old, struct text new, struct buf *out)
{
	buf_text(out, old);
	if (text_equal(old, new))
		return;
	buf_text(out, TEXT(" -> "));
	buf_text(out, new);
}

static void draw_points(const struct view *move, uint16_t tag, int row, int end)
{
	struct buf words = BUF_INIT;

	if (view_has(move, tag))
		points_show(view_number(move, tag), 2, false, &words);
	else
		buf_text(&words, TEXT("--"));
	draw_buf_right(row, end, 8, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_move(const struct trial *trial, const struct view *move, size_t number, bool here, int row,
	struct rect rect)
{
	struct buf words = BUF_INIT, other = BUF_INIT;
	int64_t by = view_number(move, MOVE_NEW_TOTAL) - view_number(move, MOVE_OLD_TOTAL);
	int left = rect.left;

	draw_text(row, left + NAME_AT, OLD_END - NAME_AT - 8, STYLE_NORMAL,
		evaluated_short(view_text(move, MOVE_NAME)));
	draw_points(move, MOVE_OLD_TOTAL, row, left + OLD_END);
	draw_points(move, MOVE_NEW_TOTAL, row, left + NEW_END);
	if (view_has(move, MOVE_OLD_TOTAL) && view_has(move, MOVE_NEW_TOTAL))
		points_show(by, 2, true, &words);
	draw_buf_right(row, left + DIFFERENCE_END, 8, by < 0 ? STYLE_WARN : STYLE_NORMAL, &words);
	if (view_has(move, MOVE_OLD_RANK))
		number_format(view_number(move, MOVE_OLD_RANK), &words);
	if (view_has(move, MOVE_NEW_RANK))
		number_format(view_number(move, MOVE_NEW_RANK), &other);
	{
		struct buf change = BUF_INIT;

		put_change(buf_as_text(&words), buf_as_text(&other), &change);
		draw_buf(row, left + PLACE_AT, GRADE_AT - PLACE_AT - 1, STYLE_NORMAL, &change);
		put_change(view_text(move, MOVE_OLD_GRADE), view_text(move, MOVE_NEW_GRADE), &change);
		draw_buf(row, left + GRADE_AT, WHY_AT - GRADE_AT - 1, STYLE_NORMAL, &change);
		put_items(trial, number, &change);
		draw_buf(row, left + WHY_AT, rect.columns - WHY_AT - 1, STYLE_NORMAL, &change);
		buf_release(&change);
	}
	if (here) {
		draw_text(row, left, 1, STYLE_BOLD, TEXT(">"));
		draw_cursor(row, left);
	}
	buf_release(&words);
	buf_release(&other);
}

/* How many sit in each cell of the ruler. */
static void draw_spread(
	const struct trial *trial, uint16_t tag, const struct scale *scale, int row, struct rect rect)
{
	enum { CELLS = 41 };
	struct row_walk moves = view_rows(&trial->body, RULED_MOVES);
	int counts[CELLS] = {0};
	char dots[CELLS + 1] = "";

	while (row_walk_next(&moves))
		if (view_has(&moves.row, tag))
			counts[scale_cell(scale, view_number(&moves.row, tag), CELLS)]++;
	for (int i = 0; i < CELLS; i++)
		dots[i] = counts[i] > 9 ? '+' : counts[i] ? (char)('0' + counts[i]) : '.';
	draw_text(row, rect.left + 1, 13, STYLE_NORMAL,
		tr_text(tag == MOVE_OLD_TOTAL ? N_("old points") : N_("new points")));
	draw_text(row, rect.left + 15, CELLS, STYLE_NORMAL, text_of(dots));
}

/* Are any in force for those who are scored? Else nothing moves and nothing was changed. */
static bool compares(const struct trial *trial)
{
	return view_has(&trial->body, RULED_VERSION);
}

static void put_sum(const struct trial *trial, struct buf *out)
{
	const struct trial_sum sum = trial->sum;
	struct buf mean = BUF_INIT;

	tr_format(out, "{1} pairs change places   {2} other grades   ", "nn", sum.swapped, sum.grades);
	if (sum.old_count && sum.new_count) {
		points_show(sum.old_sum / sum.old_count, 2, false, &mean);
		if (sum.old_sum * sum.new_count != sum.new_sum * sum.old_count) {
			buf_text(&mean, TEXT(" -> "));
			points_show(sum.new_sum / sum.new_count, 2, false, &mean);
		}
		tr_format(out, "mean {1}", "S", buf_as_text(&mean));
	}
	buf_release(&mean);
}

/* The rest in a line: who stays. */
static void put_still(const struct trial *trial, struct buf *out)
{
	if (trial->still)
		tr_format(out,
			trial->count ? N_("{1} others keep points, place and grade")
				     : N_("All {1} keep points, place and grade"),
			"n", (int64_t)trial->still);
}

/* "12 items, 2 changed; the file's own 12 cases come out" */
static void put_rules(const struct trial *trial, struct buf *out)
{
	struct row_walk changes = view_rows(&trial->differences, RULED_CHANGES);
	int64_t items = 0, others = 0;

	while (trial->compared && row_walk_next(&changes))
		if (view_number(&changes.row, CHANGE_WHAT) != CHANGE_WRITING) {
			bool item = view_number(&changes.row, CHANGE_KIND) == SENTENCE_ITEM;

			items += item;
			others += !item;
		}
	tr_format(out, "{1} of {2} items changed, {3} other places", "nnn", items,
		view_number(&trial->differences, RULED_ITEMS), others);
}

static void put_cases(const struct trial *trial, struct buf *out)
{
	if (trial->cases < 0)
		buf_text(out, tr_text(N_("the cases in the file are being played")));
	else if (!trial->cases)
		buf_text(out, tr_text(N_("no cases stand in the file")));
	else if (trial->failed)
		tr_format(out, "{1} of {2} cases in the file do not come out", "nn", trial->failed,
			trial->cases);
	else
		tr_format(out, "all {1} cases in the file come out", "n", trial->cases);
}

static void draw_heading(int row, struct rect rect)
{
	static const struct {
		const char *word;
		int end, at;
	} words[] = {{N_("name"), 0, NAME_AT}, {N_("as now"), OLD_END, 0}, {N_("drafted"), NEW_END, 0},
		{N_("moves by"), DIFFERENCE_END, 0}, {N_("place"), 0, PLACE_AT}, {N_("grade"), 0, GRADE_AT},
		{N_("because of"), 0, WHY_AT}};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (words[i].end)
			draw_right(row, rect.left + words[i].end, 10, STYLE_BOLD, tr_text(words[i].word));
		else
			draw_text(row, rect.left + words[i].at, 12, STYLE_BOLD, tr_text(words[i].word));
}

static int draw_labelled(int row, struct rect rect, const char *label, struct buf *words, enum style style)
{
	draw_text(row, rect.left + 1, 13, STYLE_BOLD, tr_text(label));
	draw_buf(row, rect.left + 15, rect.columns - 17, style, words);
	return row + 1;
}

/* Which rules, and that nothing is touched by trying. */
static void draw_sides(const struct trial *trial, struct rect rect)
{
	struct buf words = BUF_INIT;

	if (!compares(trial))
		buf_text(
			&words, tr_text(N_("no such rules are in force yet: the points of the draft alone")));
	else if (view_number(&trial->body, RULED_VERSION))
		tr_format(&words, "before: version {1} (in force)   after: the draft", "n",
			view_number(&trial->body, RULED_VERSION));
	else
		buf_text(&words, tr_text(N_("before: those of the program (in force)   after: the draft")));
	buf_text(&words, TEXT("   "));
	buf_text(&words, tr_text(N_("Published results stay as they are")));
	draw_buf(rect.top + 1, rect.left + 1, rect.columns - 2, STYLE_DIM, &words);
	buf_release(&words);
}

static int draw_moves(const struct trial *trial, struct rect rect, int row, int room)
{
	struct row_walk moves = view_rows(&trial->body, RULED_MOVES);
	size_t top = lines_top(trial->at, trial->count, (size_t)room), nth = 0;
	struct buf words = BUF_INIT;

	for (size_t i = 0; row_walk_next(&moves) && nth < trial->count; i++) {
		if (i != trial->moved[nth])
			continue;
		if (nth >= top && nth < top + (size_t)room)
			draw_move(trial, &moves.row, i, nth == trial->at, row++, rect);
		nth++;
	}
	put_still(trial, &words);
	draw_buf(row, rect.left + NAME_AT, rect.columns - NAME_AT - 1, STYLE_DIM, &words);
	buf_release(&words);
	return row + 2;
}

void trial_draw(const struct screen *screen, struct rect rect)
{
	enum { BELOW = 15 };
	static const uint16_t totals[] = {MOVE_OLD_TOTAL, MOVE_NEW_TOTAL};
	const struct trial *trial = trial_of(screen);
	struct scale scale = scale_usual;
	struct buf words = BUF_INIT;
	struct row_walk moves;
	int row;

	buf_text(&words, tr_text(N_("Trial of the rules, on ")));
	period_words(trial->from, trial->to, &words);
	draw_title(screen, rect, buf_as_text(&words));
	buf_release(&words);
	if (!trial->loaded)
		return;
	draw_sides(trial, rect);
	for (moves = view_rows(&trial->body, RULED_MOVES); row_walk_next(&moves);)
		for (size_t i = 0; i < 2; i++)
			if (view_has(&moves.row, totals[i]))
				scale_widen(&scale, view_number(&moves.row, totals[i]));
	draw_heading(rect.top + 3, rect);
	row = draw_moves(trial, rect, rect.top + 4, rect.rows > BELOW + 5 ? rect.rows - BELOW - 4 : 1);
	if (compares(trial)) {
		put_sum(trial, &words);
		draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_BOLD, &words);
		row += 2;
	}
	draw_text(row, rect.left + 1, 13, STYLE_BOLD, tr_text(N_("how many")));
	scale_heading(&scale, row++, rect.left + 15, 41);
	if (compares(trial))
		draw_spread(trial, MOVE_OLD_TOTAL, &scale, row++, rect);
	draw_spread(trial, MOVE_NEW_TOTAL, &scale, row++, rect);
	row++;
	if (compares(trial)) {
		put_rules(trial, &words);
		row = draw_labelled(row, rect, N_("by rules"), &words, STYLE_NORMAL);
	}
	waiting_words(&trial->body, &words);
	if (words.len)
		row = draw_labelled(row, rect, N_("not judged"), &words, STYLE_WARN);
	steady_words(&trial->body, rect.columns - 17, &words);
	row = draw_labelled(row, rect, N_("steady"), &words, STYLE_NORMAL);
	put_cases(trial, &words);
	draw_labelled(row, rect, N_("cases"), &words, trial->failed > 0 ? STYLE_WARN : STYLE_NORMAL);
	buf_release(&words);
}
