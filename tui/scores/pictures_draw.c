/* The other pictures of a period: where points were lost, what changed, which items cost most. */
#include <stdlib.h>
#include "tui/scores/scores.h"

enum { CELL = 5, NAME_AT = 2, CELLS_AT = 14, BASIC_COLUMNS = 6, TOTAL_COLUMNS = 8, UNIT = 10000, BAR = 20 };

static const struct view *loss_at(const struct scores *scores, uint64_t subject, unsigned number)
{
	return rows_find(&scores->losses, subject * SCORES_ITEMS_MAX + number - 1);
}

/* Any of those scored has it: its name and its points are everybody's. */
static const struct view *any_loss(const struct scores *scores, unsigned number)
{
	for (size_t i = 0; i < scores->losses.count; i++)
		if (rows_number(&scores->losses.items[i], LOSS_NUMBER) == number)
			return &scores->losses.items[i];
	return NULL;
}

/* --- heat map --- */

struct map {
	struct rect rect;
	size_t first, count; /* the columns on the screen */
	bool total;          /* there is room for it behind them */
};

static struct map map_of(const struct scores *scores, struct rect rect)
{
	int room = rect.columns - CELLS_AT - BASIC_COLUMNS;
	size_t fit = (size_t)(room / CELL);
	struct map map = {rect, 0, scores->item_count < fit ? scores->item_count : fit, false};

	map.first = lines_top(scores->column, scores->item_count, map.count);
	map.total = (int)map.count * CELL + TOTAL_COLUMNS <= room;
	return map;
}

static int cell_end(const struct map *map, size_t column)
{
	return map->rect.left + CELLS_AT + (int)(column - map->first + 1) * CELL;
}

static int basic_end(const struct map *map)
{
	return map->rect.left + CELLS_AT + (int)map->count * CELL + BASIC_COLUMNS;
}

static int total_end(const struct map *map)
{
	return basic_end(map) + TOTAL_COLUMNS;
}

/* With as many digits behind the point as there is room for, at most one. */
static void draw_lost(int64_t lost, int row, int end, int columns)
{
	struct buf words = BUF_INIT;

	points_show(lost, 1, false, &words);
	if (words.len > (size_t)columns) {
		buf_clear(&words);
		points_show(lost, 0, false, &words);
	}
	draw_buf_right(row, end, columns, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_sum(const struct view *line, uint16_t tag, int row, int end, int columns)
{
	struct buf words = BUF_INIT;

	if (rows_has(line, tag))
		points_show(rows_number(line, tag), 2, false, &words);
	else
		buf_text(&words, TEXT("--"));
	draw_buf_right(row, end, columns, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* The short name of a column: its own, else its first two characters. */
static void brief_name(const struct view *row, struct buf *out)
{
	struct text brief = rows_text(row, LOSS_BRIEF), name = rows_text(row, LOSS_ITEM);

	if (brief.len)
		buf_text(out, brief);
	else
		buf_put(out, name.at, text_fit(name, CELL - 1, NULL));
}

static enum style loss_style(int64_t lost, int64_t full)
{
	if (lost <= 0)
		return STYLE_DIM;
	return full > 0 && lost * 2 >= full    ? STYLE_WARN
		: full > 0 && lost * 4 >= full ? STYLE_MARK
					       : STYLE_NORMAL;
}

static void draw_cell(const struct view *loss, int row, int end)
{
	int64_t lost = loss ? rows_number(loss, LOSS_LOST) : 0;
	int64_t state = loss ? rows_number(loss, LOSS_STATE_AT) : LOSS_NONE;
	struct buf words = BUF_INIT;

	if (state == LOSS_PENDING)
		buf_text(&words, TEXT("?"));
	else if (state == LOSS_NONE)
		buf_text(&words, TEXT("-"));
	else if (lost > 0)
		points_show(lost < UNIT / 20 ? UNIT / 10 : lost, 1, false, &words);
	else
		buf_text(&words, TEXT("."));
	draw_buf_right(row, end, CELL - 1,
		state == LOSS_PENDING ? STYLE_WARN
				      : loss_style(lost, loss ? rows_number(loss, LOSS_FULL) : 0),
		&words);
	buf_release(&words);
}

static void draw_map_head(const struct scores *scores, const struct map *map)
{
	struct rect rect = map->rect;
	struct buf words = BUF_INIT;
	int64_t full = 0;

	draw_text(rect.top, rect.left + NAME_AT, 12, STYLE_BOLD, whom_word(whom_of(scores)));
	draw_text(rect.top + 1, rect.left + NAME_AT, 12, STYLE_DIM, tr_text(N_("full points")));
	draw_right(rect.top, basic_end(map), BASIC_COLUMNS, STYLE_BOLD, tr_text(N_("basic")));
	if (map->total)
		draw_right(rect.top, total_end(map), TOTAL_COLUMNS, STYLE_BOLD, tr_text("total"));
	for (size_t i = 0; i < scores->item_count; i++) {
		const struct view *row = any_loss(scores, scores->items[i]);

		full += row ? rows_number(row, LOSS_FULL) : 0;
	}
	points_show(full, 0, false, &words);
	draw_buf_right(rect.top + 1, basic_end(map), BASIC_COLUMNS, STYLE_DIM, &words);
	for (size_t i = map->first; i < map->first + map->count; i++) {
		const struct view *row = any_loss(scores, scores->items[i]);

		if (!row)
			continue;
		brief_name(row, &words);
		draw_buf_right(rect.top, cell_end(map, i), CELL - 1,
			i == scores->column ? STYLE_BOLD : STYLE_NORMAL, &words);
		if (rows_has(row, LOSS_FULL))
			points_show(rows_number(row, LOSS_FULL), 0, false, &words);
		draw_buf_right(rect.top + 1, cell_end(map, i), CELL - 1, STYLE_DIM, &words);
	}
	buf_release(&words);
}

static void draw_map_line(const struct screen *screen, const struct map *map, size_t at, int row)
{
	const struct scores *scores = scores_of(screen);
	const struct view *line = scores->shown[at];
	struct rect rect = map->rect;

	draw_text(row, rect.left + NAME_AT, CELLS_AT - NAME_AT, STYLE_NORMAL,
		evaluated_short(rows_text(line, NAME)));
	for (size_t i = map->first; i < map->first + map->count; i++)
		draw_cell(loss_at(scores, line->id, scores->items[i]), row, cell_end(map, i));
	draw_sum(line, BASIC, row, basic_end(map), BASIC_COLUMNS);
	if (map->total)
		draw_sum(line, TOTAL, row, total_end(map), TOTAL_COLUMNS);
	if (at == scores->place) {
		draw_text(row, rect.left, 1, STYLE_BOLD, TEXT(">"));
		if (scores->block == BLOCK_RANKING && scores->picture == PICTURE_HEAT && !scores->find.typing)
			draw_cursor(row, cell_end(map, scores->column) - 1);
	}
}

struct item_sum {
	unsigned number;
	int64_t lost;
	size_t who;              /* lost something here */
	const struct view *most; /* who lost most */
};

static struct item_sum sum_item(const struct scores *scores, unsigned number)
{
	struct item_sum sum = {number, 0, 0, NULL};

	for (size_t i = 0; i < scores->ranking.count; i++) {
		const struct view *loss = loss_at(scores, scores->ranking.items[i].id, number);
		int64_t lost = loss && rows_number(loss, LOSS_STATE_AT) == LOSS_JUDGED
			? rows_number(loss, LOSS_LOST)
			: 0;

		if (lost <= 0)
			continue;
		sum.lost += lost;
		sum.who++;
		if (!sum.most || lost > rows_number(sum.most, LOSS_LOST))
			sum.most = loss;
	}
	return sum;
}

static int by_loss(const void *a, const void *b)
{
	const struct item_sum *first = a, *second = b;

	return first->lost == second->lost   ? (int)first->number - (int)second->number
		: first->lost < second->lost ? 1
					     : -1;
}

static void draw_map_foot(const struct scores *scores, const struct map *map, int row)
{
	static const char *const order[] = {N_("1st"), N_("2nd"), N_("3rd")};
	struct item_sum sums[SCORES_ITEMS_MAX];
	int left = map->rect.left;
	int64_t lost = 0;

	for (size_t i = 0; i < scores->item_count; i++) {
		sums[i] = sum_item(scores, scores->items[i]);
		lost += sums[i].lost;
	}
	draw_text(row, left + NAME_AT, CELLS_AT - NAME_AT, STYLE_BOLD, tr_text(N_("all lost")));
	draw_text(row + 1, left + NAME_AT, CELLS_AT - NAME_AT, STYLE_NORMAL, tr_text(N_("most of all")));
	for (size_t i = map->first; i < map->first + map->count; i++)
		draw_lost(sums[i].lost, row, cell_end(map, i), CELL - 1);
	draw_lost(lost, row, basic_end(map), BASIC_COLUMNS - 1);
	if (scores->item_count)
		qsort(sums, scores->item_count, sizeof(*sums), by_loss);
	for (size_t n = 0; n < 3 && n < scores->item_count && sums[n].lost; n++)
		for (size_t i = map->first; i < map->first + map->count; i++)
			if (scores->items[i] == sums[n].number)
				draw_right(
					row + 1, cell_end(map, i), CELL - 1, STYLE_WARN, tr_text(order[n]));
}

/* What the cell under the cursor is, and why: the sheet has the reason. The total where it stands nowhere
 * else. */
static void draw_map_why(const struct scores *scores, bool total, int row, struct rect rect)
{
	const struct view *who = scores->place < scores->shown_count ? scores->shown[scores->place] : NULL;
	const struct view *loss =
		who && scores->item_count ? loss_at(scores, who->id, scores->items[scores->column]) : NULL;
	const struct view *why =
		loss ? rows_find(&scores->sheet, (uint64_t)rows_number(loss, LOSS_NUMBER)) : NULL;
	struct buf words = BUF_INIT;

	if (!loss)
		return;
	buf_text(&words, evaluated_short(rows_text(who, NAME)));
	if (total && rows_has(who, TOTAL)) {
		buf_text(&words, TEXT("  "));
		buf_text(&words, tr_text("total "));
		points_show(rows_number(who, TOTAL), 2, false, &words);
	}
	buf_text(&words, TEXT("  "));
	buf_text(&words, rows_text(loss, LOSS_ITEM));
	if (rows_number(loss, LOSS_LOST) > 0) {
		buf_text(&words, TEXT("  -"));
		points_show(rows_number(loss, LOSS_LOST), 2, false, &words);
	}
	if (why && scores->sheet.subject == who->id) {
		buf_text(&words, TEXT("  "));
		tr_encoded(rows_text(why, SHEET_AT_WHY), &words);
		if (rows_text(why, SHEET_AT_CLAUSE).len)
			tr_format(&words, " ({1})", "S", rows_text(why, SHEET_AT_CLAUSE));
	}
	draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &words);
	buf_release(&words);
}

void heat_draw(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	struct map map = map_of(scores, rect);
	size_t room = rect.rows > 8 ? (size_t)rect.rows - 7 : 1, top, shown = 0;

	if (!scores->item_count)
		return;
	top = lines_top(scores->place, scores->shown_count, room);
	draw_map_head(scores, &map);
	for (; shown < room && top + shown < scores->shown_count; shown++)
		draw_map_line(screen, &map, top + shown, rect.top + 2 + (int)shown);
	draw_map_foot(scores, &map, rect.top + 3 + (int)shown);
	draw_map_why(scores, !map.total && !scores_wide(screen), rect.top + 6 + (int)shown, rect);
}

/* --- change from the period before --- */

static void draw_change(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	struct scale scale = scale_of(scores);
	int cells = rect.columns >= 110 ? 61 : 31, ruler = rect.left + 47;
	size_t room = (size_t)(rect.rows > 4 ? rect.rows - 3 : 1);
	size_t top = lines_top(scores->place, scores->shown_count, room);
	struct buf words = BUF_INIT;
	char dots[62];

	draw_text(rect.top, rect.left + 5, 12, STYLE_BOLD, whom_word(whom_of(scores)));
	draw_right(rect.top, rect.left + 26, 7, STYLE_BOLD, tr_text(N_("last")));
	draw_right(rect.top, rect.left + 34, 7, STYLE_BOLD, tr_text(N_("now")));
	draw_right(rect.top, rect.left + 43, 8, STYLE_BOLD, tr_text(N_("change")));
	scale_heading(&scale, rect.top, ruler, cells);
	for (size_t i = 0; i < room && top + i < scores->shown_count; i++) {
		const struct view *line = scores->shown[top + i], *old = rows_find(&scores->before, line->id);
		bool both = old && rows_has(old, TOTAL) && rows_has(line, TOTAL);
		int row = rect.top + 1 + (int)i, from, to;

		draw_text(row, rect.left + 5, 13, STYLE_NORMAL, evaluated_short(rows_text(line, NAME)));
		line_mark(screen, BLOCK_RANKING, top + i == scores->place, row, rect.left);
		if (!both) {
			draw_text(row, rect.left + 20, 24, STYLE_DIM, tr_text(N_("not scored in both")));
			continue;
		}
		points_show(rows_number(old, TOTAL), 2, false, &words);
		draw_buf_right(row, rect.left + 26, 7, STYLE_NORMAL, &words);
		points_show(rows_number(line, TOTAL), 2, false, &words);
		draw_buf_right(row, rect.left + 34, 7, STYLE_NORMAL, &words);
		points_show(rows_number(line, TOTAL) - rows_number(old, TOTAL), 2, true, &words);
		draw_buf_right(row, rect.left + 43, 8,
			rows_number(line, TOTAL) < rows_number(old, TOTAL) ? STYLE_WARN : STYLE_NORMAL,
			&words);
		scale_line(scores, &scale, cells, dots);
		from = scale_cell(&scale, rows_number(old, TOTAL), cells);
		to = scale_cell(&scale, rows_number(line, TOTAL), cells);
		for (int at = from < to ? from : to; at <= (from < to ? to : from); at++)
			dots[at] = '-';
		dots[from] = '|';
		dots[to] = 'o';
		draw_text(row, ruler, cells, STYLE_NORMAL, text_of(dots));
	}
	if (other_rules_words(scores, &words))
		draw_buf(rect.top + rect.rows - 2, rect.left + 1, rect.columns - 2, STYLE_WARN, &words);
	draw_text(rect.top + rect.rows - 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text(N_("| the period before   o this period   : lines of the grades")));
	buf_release(&words);
}

/* --- item by item --- */

static void draw_item(
	const struct scores *scores, const struct item_sum *sum, int64_t most, int row, struct rect rect)
{
	const struct view *any = any_loss(scores, sum->number);
	struct buf words = BUF_INIT;
	int cells = rect.columns >= 110 ? BAR * 2 : BAR, at = rect.left + 24;

	draw_text(row, rect.left + 3, 20, STYLE_NORMAL, any ? rows_text(any, LOSS_ITEM) : NO_TEXT);
	bar_show(sum->lost, most, cells, &words);
	draw_buf(row, at, cells, sum->lost ? STYLE_NORMAL : STYLE_DIM, &words);
	points_show(sum->lost, 2, false, &words);
	draw_buf_right(row, at + cells + 9, 8, STYLE_NORMAL, &words);
	if (sum->who) {
		tr_format(&words, "{1} lost some, most {2} ", "nS", (int64_t)sum->who,
			evaluated_short(rows_text(
				rows_find(&scores->ranking, (uint64_t)rows_number(sum->most, LOSS_SUBJECT)),
				NAME)));
		points_show(rows_number(sum->most, LOSS_LOST), 2, false, &words);
	}
	draw_buf(row, at + cells + 11, rect.columns - cells - 36, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_items(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	struct item_sum sums[SCORES_ITEMS_MAX];
	size_t room = (size_t)(rect.rows > 2 ? rect.rows - 1 : 1);

	for (size_t i = 0; i < scores->item_count; i++)
		sums[i] = sum_item(scores, scores->items[i]);
	if (scores->item_count)
		qsort(sums, scores->item_count, sizeof(*sums), by_loss);
	draw_text(rect.top, rect.left + 3, 20, STYLE_BOLD, tr_text(N_("item")));
	draw_text(rect.top, rect.left + 24, 30, STYLE_BOLD, tr_text(N_("points lost by all")));
	for (size_t i = 0; i < room && i < scores->item_count; i++)
		draw_item(scores, &sums[i], sums[0].lost, rect.top + 1 + (int)i, rect);
	draw_cursor(rect.top + 1, rect.left);
}

void picture_draw(const struct screen *screen, struct rect rect)
{
	static void (*const pictures[])(const struct screen *screen, struct rect rect) = {
		[PICTURE_RANKING] = ranking_draw,
		[PICTURE_HEAT] = heat_draw,
		[PICTURE_CHANGE] = draw_change,
		[PICTURE_ITEMS] = draw_items,
	};

	pictures[scores_of(screen)->picture](screen, rect);
}
