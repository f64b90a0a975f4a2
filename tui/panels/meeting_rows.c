#include "tui/panels/meeting_rows.h"

#include "tui/panels/strip.h"

const char meeting_row_columns[] = "date number kinds topic state attendance planned_time";

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
	rows->columns = meeting_row_columns;
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

void meeting_row_counts(const struct view *row, uint64_t group, unsigned *present, unsigned *due)
{
	struct value value;
	struct row_walk people;

	*present = *due = 0;
	if (!view_get(row, CELL_FIRST + MEETING_AT_ATTENDANCE, &value))
		return;
	value.kind = VALUE_ROWS;
	for (people = value_rows(&attendance_rows, &value); row_walk_next(&people);) {
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
