#include "tui/panels/meeting_rows.h"

#include "tui/panels/strip.h"

void meeting_rows_of(
	struct rows *rows, struct buf *where, uint64_t group, unsigned kind, int64_t from, int64_t to)
{
	const struct choice *choice = kind ? choice_coded(meeting_kinds, kind) : NULL;

	buf_clear(where);
	buf_printf(where,
		"(groups = #%llu or attendance.group = #%llu) and date >= ", (unsigned long long)group,
		(unsigned long long)group);
	date_format(from, where);
	buf_text(where, TEXT(" and date <= "));
	date_format(to, where);
	if (choice)
		buf_printf(where, " and kinds = %s", choice->name);
	rows->source = "meeting";
	rows->columns = "date number kinds topic state attendance sittings agenda";
	rows->sort = "-date -start";
	rows->where = buf_as_text(where);
	rows->subject = group;
	rows->from = from;
	rows->to = to;
}

void meeting_rows_of_month(
	struct rows *rows, struct buf *where, uint64_t group, unsigned kind, int year, int month)
{
	int64_t from, to;

	strip_range(year, month, &from, &to);
	meeting_rows_of(rows, where, group, kind, from, to);
}

void meeting_row_open(struct screen *screen, const struct view *row)
{
	struct target target = {.entity = ENTITY_MEETING, .id = row->id};
	int64_t state = rows_number(row, MEETING_AT_STATE);

	/* One of today begins at once. */
	if (state == STATE_PLANNED && rows_number(row, MEETING_AT_DATE) == screen->app->welcome.today)
		target.kind = STATE_PLANNED;
	app_open(screen->app, state == STATE_PLANNED || state == STATE_OPEN ? "meeting" : "record", &target);
}

/* A list inside the meeting, as a cell holds it. */
static struct row_walk list_of(const struct view *row, enum meeting_cell cell, const struct entity *rows)
{
	struct value value = EMPTY_VALUE;

	if (view_get(row, (uint16_t)(CELL_FIRST + cell), &value))
		value.kind = VALUE_ROWS;
	return value_rows(rows, &value);
}

int64_t meeting_row_number(const struct view *row, uint64_t group)
{
	struct row_walk sittings = list_of(row, MEETING_AT_SITTINGS, &sitting_rows);

	while (row_walk_next(&sittings))
		if ((uint64_t)view_number(&sittings.row, SITTING_GROUP) == group)
			return view_number(&sittings.row, SITTING_NUMBER);
	return rows_number(row, MEETING_AT_NUMBER);
}

int64_t meeting_row_studied(const struct view *row)
{
	struct row_walk items = list_of(row, MEETING_AT_AGENDA, &agenda_rows);
	int64_t minutes = 0;

	while (row_walk_next(&items)) {
		struct value start, end;

		if (view_number(&items.row, AGENDA_STUDY) && view_get(&items.row, AGENDA_START, &start) &&
			view_get(&items.row, AGENDA_END, &end))
			minutes += end.number - start.number;
	}
	return minutes;
}

void meeting_row_counts(const struct view *row, uint64_t group, unsigned *present, unsigned *due)
{
	struct row_walk people = list_of(row, MEETING_AT_ATTENDANCE, &attendance_rows);

	*present = *due = 0;
	while (row_walk_next(&people)) {
		int64_t mark = view_number(&people.row, ATTENDANCE_MARK);

		if (group && view_has(&people.row, ATTENDANCE_GROUP) &&
			(uint64_t)view_number(&people.row, ATTENDANCE_GROUP) != group)
			continue;
		*due += 1;
		*present += mark == MARK_PRESENT || mark == MARK_LATE || mark == MARK_EARLY ||
			mark == MARK_ONLINE;
	}
}

void meeting_kinds_show(int64_t mask, struct buf *out)
{
	struct buf word = BUF_INIT;
	size_t start = out->len;

	for (const struct choice *kind = meeting_kinds; kind->name; kind++) {
		if (!(mask & INT64_C(1) << kind->code))
			continue;
		if (out->len > start)
			buf_byte(out, ' ');
		buf_clear(&word);
		buf_text(out, choice_label(kind, words_language(), &word));
	}
	buf_release(&word);
}
