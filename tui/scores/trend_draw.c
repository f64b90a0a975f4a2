/* The points of the last few periods: whoever is chosen, and the mean of all. */
#include "tui/scores/scores.h"

enum { NAME_COLUMNS = 14, CELL_COLUMNS = 9, TREND_LINES = 4 };
enum trend_cell { TREND_AT_PERIOD, TREND_AT_FROM, TREND_AT_TOTAL, TREND_AT_CHANGED, TREND_AT_SUBJECT };

struct column {
	int64_t from;
	struct text period;
	bool changed;
	int64_t sum, count; /* of those who have a total */
	const struct view *chosen;
};

static size_t find_columns(const struct scores *scores, struct column columns[TREND_PERIODS])
{
	size_t count = 0;

	for (size_t i = 0; i < scores->trend.count; i++) {
		const struct view *row = &scores->trend.items[i];
		struct column *column;

		if (!count || columns[count - 1].from != rows_number(row, TREND_AT_FROM)) {
			if (count == TREND_PERIODS)
				break;
			columns[count++] = (struct column){rows_number(row, TREND_AT_FROM),
				rows_text(row, TREND_AT_PERIOD), rows_number(row, TREND_AT_CHANGED) != 0, 0,
				0, NULL};
		}
		column = &columns[count - 1];
		if ((uint64_t)rows_number(row, TREND_AT_SUBJECT) == scores->chosen)
			column->chosen = row;
		if (!rows_has(row, TREND_AT_TOTAL))
			continue;
		column->sum += rows_number(row, TREND_AT_TOTAL);
		column->count++;
	}
	return count;
}

/* From the first to the last that are known. */
static void draw_line(const char *label, struct text name, const int64_t *points, const bool *known,
	size_t count, int row, struct rect rect)
{
	struct buf words = BUF_INIT;
	int64_t first = 0, last = 0;
	size_t found = 0;

	draw_text(row, rect.left + 2, NAME_COLUMNS, STYLE_NORMAL, label ? tr_text(label) : name);
	for (size_t i = 0; i < count; i++) {
		if (known[i]) {
			first = found++ ? first : points[i];
			last = points[i];
			points_show(points[i], 1, false, &words);
		} else {
			buf_text(&words, TEXT("--"));
		}
		draw_buf_right(row, rect.left + 2 + NAME_COLUMNS + (int)(i + 1) * CELL_COLUMNS,
			CELL_COLUMNS - 1, STYLE_NORMAL, &words);
	}
	if (found > 1) {
		points_show(last - first, 1, true, &words);
		draw_buf_right(row, rect.left + 4 + NAME_COLUMNS + (int)(count + 1) * CELL_COLUMNS,
			CELL_COLUMNS, last < first ? STYLE_WARN : STYLE_NORMAL, &words);
	}
	buf_release(&words);
}

static void draw_note(const struct column *columns, size_t count, int row, struct rect rect)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		if (columns[i].changed) {
			buf_clear(&words);
			tr_format(&words,
				"Other rules since {1}: points before cannot be compared as they are", "S",
				columns[i].period);
		}
	if (words.len)
		draw_buf(row, rect.left + 2, rect.columns - 3, STYLE_DIM, &words);
	buf_release(&words);
}

void trend_draw(const struct scores *scores, struct rect rect)
{
	struct column columns[TREND_PERIODS];
	size_t count = find_columns(scores, columns);
	const struct view *who = rows_find(&scores->ranking, scores->chosen);
	int64_t points[TREND_PERIODS];
	bool known[TREND_PERIODS];

	if (rect.rows < TREND_LINES || !count || !who)
		return;
	draw_text(rect.top, rect.left + 2, NAME_COLUMNS, STYLE_BOLD, tr_text(N_("five periods")));
	for (size_t i = 0; i < count; i++) {
		draw_right(rect.top, rect.left + 2 + NAME_COLUMNS + (int)(i + 1) * CELL_COLUMNS,
			CELL_COLUMNS - 1, STYLE_BOLD, columns[i].period);
		known[i] = columns[i].chosen && rows_has(columns[i].chosen, TREND_AT_TOTAL);
		points[i] = known[i] ? rows_number(columns[i].chosen, TREND_AT_TOTAL) : 0;
	}
	draw_line(NULL, evaluated_short(rows_text(who, NAME)), points, known, count, rect.top + 1, rect);
	for (size_t i = 0; i < count; i++) {
		known[i] = columns[i].count > 0;
		points[i] = known[i] ? columns[i].sum / columns[i].count : 0;
	}
	draw_line(N_("mean of all"), NO_TEXT, points, known, count, rect.top + 2, rect);
	draw_note(columns, count, rect.top + 3, rect);
}
