/* One month of the chosen group: its meeting, its mark, why it is missing. */
#include "tui/panels/meetings.h"
#include "tui/panels/strip.h"

/* Its first meeting of the kind, in the list; NULL: none. */
const struct view *meetings_of_month(const struct meetings *meetings, int month)
{
	const struct view *found = NULL;
	int64_t from, to;

	strip_range(meetings->year, month, &from, &to);
	for (size_t i = 0; i < meetings->list.count; i++) {
		const struct view *row = &meetings->list.items[i];
		int64_t date = rows_number(row, MEETING_AT_DATE);

		if (date >= from && date <= to &&
			(!meetings->kind ||
				rows_number(row, MEETING_AT_KINDS) & INT64_C(1) << meetings->kind))
			found = row;
	}
	return found;
}

char meetings_mark(const struct meetings *meetings)
{
	struct text months = meetings->shown_count
		? rows_text(meetings->shown[meetings->place], STRIP_AT_MONTHS)
		: NO_TEXT;

	return meetings->month > 0 && (size_t)meetings->month <= months.len ? months.at[meetings->month - 1]
									    : '\0';
}

static struct text rule_of_kind(const struct meetings *meetings)
{
	for (size_t i = 0; i < meetings->systems.count; i++)
		if ((unsigned)rows_number(&meetings->systems.items[i], 0) == meetings->kind)
			return rows_text(&meetings->systems.items[i], 1);
	return tr_text("the system");
}

void meetings_explain(struct screen *screen)
{
	const struct meetings *meetings = meetings_of(screen);
	char mark = meetings_mark(meetings);
	const char *missing =
		N_("{2}/{3}: not held, {1} asks for it. F6 records one held late, with its true date");
	const char *other = N_("{2}/{3}: {4}");

	app_say(screen->app, mark == STRIP_MISSING ? missing : other, "Snnw", rule_of_kind(meetings),
		(int64_t)meetings->year, (int64_t)meetings->month, strip_meaning(mark));
}
