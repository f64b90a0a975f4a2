/* Points, periods, bars and rulers in words and cells. */
#include <string.h>
#include "core/base/date.h"
#include "tui/scores/scores.h"

enum { UNIT = 10000, TEN = 10 * UNIT };

void points_show(int64_t points, int places, bool sign, struct buf *out)
{
	int64_t cut = 1, size = points < 0 ? -points : points, rounded;

	for (int i = places; i < POINT_PLACES; i++)
		cut *= 10;
	rounded = (size + cut / 2) / cut;
	if (points < 0 && rounded)
		buf_text(out, TEXT("-"));
	else if (sign && rounded)
		buf_text(out, TEXT("+"));
	cut = UNIT / cut;
	buf_printf(out, "%lld", (long long)(rounded / cut));
	if (places)
		buf_printf(out, ".%0*lld", places, (long long)(rounded % cut));
}

struct text whom_word(const struct choice *whom)
{
	return text_of(words_language() == LANGUAGE_ZH ? whom->label : whom->name);
}

void period_words(int64_t from, int64_t to, struct buf *out)
{
	static const struct {
		int months;
		const char *names[4];
	} lengths[] = {{3,
			       {N_("first quarter of {1}"), N_("second quarter of {1}"),
				       N_("third quarter of {1}"), N_("fourth quarter of {1}")}},
		{6, {N_("first half of {1}"), N_("second half of {1}")}}, {12, {N_("year {1}")}}};
	struct date_parts first = date_parts(from), last = date_parts(to + 1);
	int months = (last.year - first.year) * 12 + last.month - first.month;
	struct buf year = BUF_INIT;
	const char *name = NULL;

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++)
		if (first.day == 1 && last.day == 1 && months == lengths[i].months &&
			(first.month - 1) % months == 0)
			name = lengths[i].names[(first.month - 1) / months];
	buf_printf(&year, "%d", first.year);
	if (name)
		tr_format(out, name, "S", buf_as_text(&year));
	else
		period_format(from, to, out);
	buf_release(&year);
}

void bar_show(int64_t part, int64_t whole, int cells, struct buf *out)
{
	int64_t full = whole > 0 ? (part * cells * 2 + whole) / (whole * 2) : 0;

	/* All of it and none of it are said only when it is so. */
	if (whole > 0 && part < whole && full == cells)
		full--;
	if (part > 0 && !full)
		full++;
	for (int i = 0; i < cells; i++)
		buf_text(out, i < full ? TEXT("|") : TEXT("."));
}

/* --- rulers --- */

const struct scale scale_usual = {6 * TEN, 10 * TEN};

void scale_widen(struct scale *scale, int64_t points)
{
	while (points < scale->low && scale->low > 0)
		scale->low -= TEN;
	while (points > scale->high)
		scale->high += TEN;
}

static void widen(struct scale *scale, const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows_has(&rows->items[i], TOTAL))
			scale_widen(scale, rows_number(&rows->items[i], TOTAL));
}

struct scale scale_of(const struct scores *scores)
{
	struct scale scale = scale_usual;

	widen(&scale, &scores->ranking);
	if (scores->picture == PICTURE_CHANGE)
		widen(&scale, &scores->before);
	return scale;
}

int scale_cell(const struct scale *scale, int64_t points, int cells)
{
	int64_t at = points < scale->low ? 0 : points - scale->low, width = scale->high - scale->low;
	int cell = (int)((at * (cells - 1) * 2 + width) / (width * 2));

	return cell < cells ? cell : cells - 1;
}

void scale_heading(const struct scale *scale, int row, int left, int cells)
{
	int64_t tens = (scale->high - scale->low) / TEN, step = 1;
	struct buf words = BUF_INIT;

	while ((cells - 1) * step / tens < 5)
		step++;
	for (int64_t i = 0; i <= tens; i += step) {
		int at = left + scale_cell(scale, scale->low + i * TEN, cells);
		int64_t points = scale->low / UNIT + i * 10;

		buf_printf(&words, "%lld", (long long)points);
		if (i + step > tens)
			draw_buf_right(row, at + 1, 4, STYLE_DIM, &words);
		else
			draw_buf(row, at, 4, STYLE_DIM, &words);
	}
	buf_release(&words);
}

void scale_line(const struct scores *scores, const struct scale *scale, int cells, char *out)
{
	memset(out, '.', (size_t)cells);
	out[cells] = '\0';
	for (size_t i = 0; i < scores->grades.count; i++) {
		int64_t from = rows_number(&scores->grades.items[i], GRADE_FROM);

		if (rows_has(&scores->grades.items[i], GRADE_FROM) && from > scale->low &&
			from <= scale->high)
			out[scale_cell(scale, from, cells)] = ':';
	}
}

/* --- what the blocks share --- */

void line_mark(const struct screen *screen, enum scores_block block, bool here, int row, int left)
{
	const struct scores *scores = scores_of(screen);

	if (!here)
		return;
	draw_text(row, left, 1, STYLE_BOLD, TEXT(">"));
	if (scores->block == block && !scores->find.typing)
		draw_cursor(row, left);
}

void grade_reason(const struct view *row, struct buf *out)
{
	static const char *const words[] = {[GRADE_CONDITION] = N_("condition"),
		[GRADE_PLACES] = N_("quota"),
		[GRADE_VETOED] = N_("veto"),
		[GRADE_JOINT] = N_("joint")};
	static const char *const placings[] = {
		[PLACING_OPEN] = N_("tie?"), [PLACING_GOT] = N_("chosen"), [PLACING_LOST] = N_("not ch.")};
	int64_t reason = rows_number(row, REASON);

	if (rows_number(row, PENDING))
		tr_format(out, "{1} not judged", "n", rows_number(row, PENDING));
	else if (rows_number(row, PLACING))
		buf_text(out, tr_text(placings[rows_number(row, PLACING)]));
	else if (reason > 0 && reason <= GRADE_JOINT)
		buf_text(out, tr_text(words[reason]));
	else if (rows_number(row, TIED))
		buf_text(out, tr_text(N_("equal")));
}
