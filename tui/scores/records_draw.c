/* The records behind one item's points, with how much of what it counts by is in each of them. */
#include "core/base/number.h"
#include "tui/scores/scores.h"

enum {
	DATE_AT = 2,
	WHAT_AT = 14,
	WORTH_COLUMNS = 8,
	TALLY_COLUMNS = 7,
	TALLY_NAME = 13,
	TALLIES_MOST = 4,
	HUNDREDTH = 100
};

/* The columns behind the records: what is counted by, then what each is worth, where that is points. */
struct tallies {
	struct text names[TALLIES_MOST];
	int ends[TALLIES_MOST], what_end;
	int64_t sums[TALLIES_MOST]; /* hundredths, like all amounts here */
	int places[TALLIES_MOST];   /* as many as one of its amounts needs */
	size_t count, rows;
	bool worth;
};

/* The next line of a tally: "应到 9". */
static bool next_tally(struct text *rest, struct text *name, int64_t *amount)
{
	struct text line;
	size_t blank;

	if (!rest->len)
		return false;
	text_split(rest, '\n', &line);
	for (blank = line.len; blank && line.at[blank - 1] != ' ';)
		blank--;
	if (!blank || !decimal_parse(text_skip(line, blank), 2, amount))
		return false;
	*name = text_take(line, blank - 1);
	return true;
}

static size_t tally_place(const struct tallies *tallies, struct text name)
{
	size_t place = 0;

	while (place < tallies->count && !text_equal(tallies->names[place], name))
		place++;
	return place;
}

static void tallies_find(const struct rows *points, struct rect rect, struct tallies *tallies)
{
	int end = rect.left + rect.columns;

	for (size_t i = 0; i < points->count; i++) {
		struct text rest = rows_text(&points->items[i], POINT_TALLY), name;
		int64_t amount;

		tallies->rows += rest.len > 0;
		tallies->worth |= rows_has(&points->items[i], POINT_WORTH);
		while (next_tally(&rest, &name, &amount)) {
			size_t place = tally_place(tallies, name);

			if (place == TALLIES_MOST)
				continue;
			tallies->names[place] = name;
			tallies->count += place == tallies->count;
			tallies->sums[place] += amount;
			while (tallies->places[place] < 2 && amount % (tallies->places[place] ? 10 : 100))
				tallies->places[place]++;
		}
	}
	end -= tallies->worth ? WORTH_COLUMNS : 0;
	for (size_t i = tallies->count; i-- > 0;) {
		int columns = (int)text_width(tallies->names[i]) + 2;

		tallies->ends[i] = end;
		columns = columns < TALLY_COLUMNS ? TALLY_COLUMNS : columns;
		end -= columns < TALLY_NAME ? columns : TALLY_NAME;
	}
	tallies->what_end = end - 1;
}

static void draw_amount(
	const struct tallies *tallies, size_t column, int64_t amount, int row, enum style style)
{
	struct buf words = BUF_INIT;

	points_show(amount * HUNDREDTH, tallies->places[column], false, &words);
	draw_buf_right(row, tallies->ends[column], TALLY_NAME, style, &words);
	buf_release(&words);
}

/* Takes the word away from the beginning, unless it is all there is. */
static bool without_first(struct text *what, struct text first)
{
	struct text rest = *what, word;

	if (!first.len || !text_split(&rest, ' ', &word) || !text_equal(word, first) || !rest.len)
		return false;
	*what = rest;
	return true;
}

/* The record's name without what stands there already: whose sheet it is, and the day. */
static void put_what(
	const struct scores *scores, const struct view *record, struct text what, struct buf *out)
{
	const struct view *who = rows_find(&scores->ranking, scores->chosen);
	struct text rest = what, first = NO_TEXT;
	struct buf day = BUF_INIT;

	date_format(rows_number(record, POINT_DATE), &day);
	text_split(&rest, ' ', &first);
	if (who && text_equal(group_short(first), group_short(rows_text(who, NAME))))
		without_first(&what, first);
	/* Of another group the name stays, in front of the day. */
	else if (without_first(&rest, buf_as_text(&day))) {
		buf_text(out, group_short(first));
		buf_byte(out, ' ');
		what = rest;
	}
	without_first(&what, buf_as_text(&day));
	buf_text(out, what);
	buf_release(&day);
}

static enum style say_what(const struct scores *scores, const struct view *record, struct buf *out)
{
	const struct text more[] = {rows_text(record, POINT_LINE), rows_text(record, POINT_LACK)};
	const struct text odd[] = {rows_text(record, POINT_TWICE), rows_text(record, POINT_SINCE)};
	enum style style = STYLE_NORMAL;
	struct buf words = BUF_INIT;

	tr_encoded(rows_text(record, POINT_WHAT), &words);
	put_what(scores, record, buf_as_text(&words), out);
	buf_release(&words);
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		if (more[i].len) {
			buf_text(out, TEXT("  "));
			tr_format(out, i ? N_("lacking: {1}") : "{1}", "S", more[i]);
		}
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++)
		if (odd[i].len) {
			buf_text(out, TEXT("  "));
			tr_encoded(odd[i], out);
			style = STYLE_WARN;
		}
	return style;
}

static void draw_record(
	const struct screen *screen, const struct tallies *tallies, size_t number, int row, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	const struct view *record = &scores->points.items[number];
	struct text rest = rows_text(record, POINT_TALLY), name;
	struct buf words = BUF_INIT;
	enum style style;
	int64_t amount;

	if (rows_has(record, POINT_DATE))
		tr_date(rows_number(record, POINT_DATE), date_parts(scores->to).year, &words);
	draw_buf(row, rect.left + DATE_AT, WHAT_AT - DATE_AT - 1, STYLE_NORMAL, &words);
	style = say_what(scores, record, &words);
	draw_buf(row, rect.left + WHAT_AT, tallies->what_end - rect.left - WHAT_AT, style, &words);
	while (next_tally(&rest, &name, &amount)) {
		size_t place = tally_place(tallies, name);

		if (place < tallies->count)
			draw_amount(tallies, place, amount, row, STYLE_NORMAL);
	}
	if (rows_has(record, POINT_WORTH))
		points_show(rows_number(record, POINT_WORTH), 2, true, &words);
	draw_buf_right(row, rect.left + rect.columns, WORTH_COLUMNS, STYLE_NORMAL, &words);
	line_mark(screen, BLOCK_POINTS, number == scores->point, row, rect.left);
	buf_release(&words);
}

static void draw_head(const struct tallies *tallies, int row, struct rect rect)
{
	draw_text(row, rect.left + DATE_AT, 12, STYLE_BOLD, tr_text(N_("records")));
	for (size_t i = 0; i < tallies->count; i++)
		draw_right(row, tallies->ends[i], TALLY_NAME - 1, STYLE_BOLD, tallies->names[i]);
	if (tallies->worth)
		draw_right(row, rect.left + rect.columns, WORTH_COLUMNS, STYLE_BOLD, tr_text(N_("worth")));
}

int records_draw(const struct screen *screen, int row, struct rect rect, int room)
{
	const struct scores *scores = scores_of(screen);
	const struct rows *points = &scores->points;
	struct tallies tallies = {.count = 0};
	size_t shown = 0, sum, fit, top;
	struct buf words = BUF_INIT;

	tallies_find(points, rect, &tallies);
	sum = tallies.count && tallies.rows > 1 && points->count == points->total && room > 3;
	fit = room > 1 ? (size_t)room - 1 - sum : 1;
	top = lines_top(scores->point, points->count, fit);
	draw_head(&tallies, row, rect);
	for (; shown < fit && top + shown < points->count; shown++)
		draw_record(screen, &tallies, top + shown, row + 1 + (int)shown, rect);
	if (sum) {
		draw_text(row + 1 + (int)shown, rect.left + DATE_AT, WHAT_AT, STYLE_BOLD, tr_text(N_("sum")));
		for (size_t i = 0; i < tallies.count; i++)
			draw_amount(&tallies, i, tallies.sums[i], row + 1 + (int)shown, STYLE_BOLD);
	}
	if (points->loaded && !points->count)
		draw_text(row + 1, rect.left + DATE_AT, rect.columns - 4, STYLE_DIM,
			tr_text(N_("No record stands behind these points")));
	else if (points->count > fit) {
		tr_format(&words, "{1} records", "n", (int64_t)points->count);
		draw_buf(row, rect.left + WHAT_AT, 20, STYLE_DIM, &words);
	}
	buf_release(&words);
	return 1 + (int)(shown + sum ? shown + sum : 1);
}
