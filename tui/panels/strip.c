#include "tui/panels/strip.h"

#include "tui/words.h"

static const struct strip_kind {
	char mark;
	bool exception;
	enum style style;
	const char *word;
	const char *meaning;
} kinds[] = {
	{STRIP_HELD_OK, false, STYLE_NORMAL, NULL, N_("held and submitted in time")},
	{STRIP_LATE, true, STYLE_WARN, N_("L"), N_("submitted late")},
	{STRIP_UNSENT, true, STYLE_WARN, N_("D"), N_("held, the record is not submitted yet")},
	{STRIP_MISSING, true, STYLE_WARN, N_("X"), N_("not held")},
	{STRIP_THIS_MONTH, true, STYLE_BOLD, N_("?"), N_("due this month")},
	{STRIP_TO_COME, false, STYLE_DIM, NULL, N_("to come")},
	{STRIP_NOT_ASKED, false, STYLE_DIM, NULL, N_("not asked for")},
	{STRIP_QUIET, false, STYLE_NORMAL, NULL, N_("nothing was held, and nothing had to be")},
};

static const struct strip_kind *kind_of(char mark)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].mark == mark)
			return &kinds[i];
	return NULL;
}

struct text strip_word(char mark)
{
	const struct strip_kind *kind = kind_of(mark);

	if (!kind)
		return NO_TEXT;
	return kind->word ? tr_text(kind->word) : (struct text){&kind->mark, 1};
}

bool strip_exception(char mark)
{
	const struct strip_kind *kind = kind_of(mark);

	return kind && kind->exception;
}

const char *strip_meaning(char mark)
{
	const struct strip_kind *kind = kind_of(mark);

	return kind ? kind->meaning : "";
}

int strip_place(int month)
{
	return (month - 1) * STRIP_CELL;
}

int strip_step(int month, int by, int here)
{
	if (!month)
		return here;
	month += by;
	return month < 1 ? 1 : month > 12 ? 12 : month;
}

void strip_range(int year, int month, int64_t *from, int64_t *to)
{
	*from = date_of(year, month, 1);
	*to = date_of(year, month, date_month_days(year, month));
}

void strip_draw(int row, int left, struct text months)
{
	for (int month = 1; month <= 12 && (size_t)month <= months.len; month++) {
		const struct strip_kind *kind = kind_of(months.at[month - 1]);

		if (kind)
			draw_text(row, left + strip_place(month), STRIP_CELL, kind->style,
				strip_word(kind->mark));
	}
}

void strip_draw_heading(int row, int left)
{
	struct buf number = BUF_INIT;

	for (int month = 1; month <= 12; month++) {
		buf_clear(&number);
		buf_printf(&number, "%d", month);
		draw_text(row, left + strip_place(month), STRIP_CELL - 1, STYLE_BOLD, buf_as_text(&number));
	}
	buf_release(&number);
}
