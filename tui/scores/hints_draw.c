/* Below a sheet: what can still honestly be done, and what it gives. */
#include "tui/scores/scores.h"

enum { HINT_LINES = 2, SAID_MOST = 6 };

/* 本期还能如实做到的：先锋作用自评最多得(+16.00) 下期还能如实做到的：每月党小组会(+5.00)、... */
static void hint_words(const struct scores *scores, struct buf *out)
{
	static const char *const heads[] = {
		N_("This time can still honestly be had: "), N_("Next time can honestly be had: ")};
	const struct rows *hints = &scores->hints;
	size_t said = hints->count < SAID_MOST ? hints->count : SAID_MOST;
	bool next = false;

	for (size_t i = 0; hints->loaded && i < said; i++) {
		const struct view *hint = &hints->items[i];
		bool later = rows_number(hint, HINT_WAY) == HINT_NEXT, head = !i || later != next;

		next = later;
		buf_text(out, !i ? NO_TEXT : head ? TEXT("  ") : tr_text(N_(", ")));
		buf_text(out, head ? tr_text(heads[next]) : NO_TEXT);
		tr_encoded(rows_text(hint, HINT_WHAT), out);
		if (!rows_has(hint, HINT_POINTS))
			continue;
		buf_byte(out, '(');
		points_show(rows_number(hint, HINT_POINTS), 2, true, out);
		buf_byte(out, ')');
	}
	if (hints->loaded && hints->count > said)
		tr_format(out, " and {1} more", "n", (int64_t)(hints->count - said));
}

static int draw_lines(const struct scores *scores, struct rect rect, bool draw)
{
	struct buf words = BUF_INIT;
	struct text rest;
	int used = 0;

	hint_words(scores, &words);
	rest = buf_as_text(&words);
	while (rest.len && used < HINT_LINES) {
		size_t len = text_wrap(rest, (size_t)rect.columns - 2);

		/* The last line shows by itself that it is cut. */
		len = len && used + 1 < HINT_LINES ? len : rest.len;
		if (draw && used < rect.rows)
			draw_text(rect.top + used, rect.left + 1, rect.columns - 2, STYLE_NORMAL,
				text_trim(text_take(rest, len)));
		rest = text_skip(rest, len);
		used++;
	}
	buf_release(&words);
	return used;
}

int hints_rows(const struct scores *scores, int columns)
{
	return draw_lines(scores, (struct rect){0, 0, 0, columns}, false);
}

void hints_draw(const struct scores *scores, struct rect rect)
{
	draw_lines(scores, rect, true);
}
