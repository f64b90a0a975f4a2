#include "tui/rules/steady.h"

#include "core/service/session.h"
#include "tui/words.h"

enum { SAID_MOST = 2 };

static int64_t ranked(const struct view *answer)
{
	struct row_walk moves = view_rows(answer, RULED_MOVES);
	int64_t count = 0;

	while (row_walk_next(&moves))
		count += view_has(&moves.row, MOVE_NEW_RANK);
	return count;
}

/* "5 and 6 swap (attendance and 1 more item)" */
static void put_unsteady(const struct view *row, bool items, struct buf *out)
{
	int64_t first = view_number(row, UNSTEADY_FIRST), last = view_number(row, UNSTEADY_LAST),
		others = view_number(row, UNSTEADY_ITEMS) - 1;

	tr_format(out, last == first + 1 ? N_("{1} and {2} swap") : N_("{1} to {2} change among themselves"),
		"nn", first, last);
	if (!items)
		return;
	if (others)
		tr_format(out, " ({1} and {2} more items)", "Sn", view_text(row, UNSTEADY_ITEM), others);
	else
		tr_format(out, " ({1})", "S", view_text(row, UNSTEADY_ITEM));
}

static void put_all(const struct view *answer, bool items, struct buf *out)
{
	struct row_walk rows = view_rows(answer, RULED_UNSTEADY);
	int64_t all = (int64_t)view_row_count(answer, RULED_UNSTEADY), said = 0;

	buf_text(out, tr_text(N_("any item 10% up or down: ")));
	if (!all)
		buf_text(out, tr_text(N_("no place changes")));
	while (said < SAID_MOST && row_walk_next(&rows)) {
		int64_t stay = view_number(&rows.row, UNSTEADY_FIRST) - 1;

		if (said++)
			buf_text(out, tr_text(N_("; and ")));
		else if (stay)
			tr_format(out, "the first {1} stay; ", "n", stay);
		put_unsteady(&rows.row, items, out);
	}
	if (all > said)
		tr_format(out, "; and at {1} other places", "n", all - said);
}

void steady_words(const struct view *answer, int columns, struct buf *out)
{
	size_t before = out->len;

	if (ranked(answer) < 2)
		return;
	put_all(answer, true, out);
	if (columns && text_width(text_skip(buf_as_text(out), before)) > (size_t)columns) {
		out->len = before;
		put_all(answer, false, out);
	}
}

void waiting_words(const struct view *answer, struct buf *out)
{
	struct row_walk moves = view_rows(answer, RULED_MOVES);
	int64_t old = 0, new = 0, sheets = 0;

	while (row_walk_next(&moves)) {
		old += view_number(&moves.row, MOVE_OLD_PENDING);
		new += view_number(&moves.row, MOVE_NEW_PENDING);
		sheets += view_has(&moves.row, MOVE_NEW_PENDING);
	}
	if (old && old != new)
		tr_format(out,
			"{1} items wait for a mark as now, {2} as drafted: the totals are without them", "nn",
			old, new);
	else if (new)
		tr_format(out, "{1} items wait for a mark, on {2} sheets: the totals are without them", "nn",
			new, sheets);
}
