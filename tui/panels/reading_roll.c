/* The roll on the paper: counts, then only who was not simply there. */
#include "tui/panels/reading_parts.h"
#include "tui/shared.h"

static int64_t count_marked(const struct view *view, int64_t wanted)
{
	struct row_walk rows = view_rows(view, MEETING_ATTENDANCE);
	int64_t count = 0;

	while (row_walk_next(&rows))
		count += view_number(&rows.row, ATTENDANCE_MARK) == wanted;
	return count;
}

/* Names with one mark; a missing reason is said. */
static void draw_marked(const struct reading *reading, struct paper *paper, int64_t mark, const char *none)
{
	struct row_walk rows = view_rows(&reading->live->view, MEETING_ATTENDANCE);
	struct buf words = BUF_INIT;
	bool warn = false;

	while (row_walk_next(&rows)) {
		if (view_number(&rows.row, ATTENDANCE_MARK) != mark)
			continue;
		buf_put(&words, "\n", words.len > 0);
		buf_text(&words, reading_person(reading->live, rows.row.id));
		if (view_has(&rows.row, ATTENDANCE_REASON) || none)
			buf_byte(&words, ' ');
		if (view_has(&rows.row, ATTENDANCE_REASON))
			buf_text(&words, view_text(&rows.row, ATTENDANCE_REASON));
		else if (none)
			buf_text(&words, tr_text(none));
		if (mark == MARK_LATE && view_has(&rows.row, ATTENDANCE_ARRIVED)) {
			buf_byte(&words, ' ');
			time_format(view_number(&rows.row, ATTENDANCE_ARRIVED), &words);
		}
		warn |= none && !view_has(&rows.row, ATTENDANCE_REASON);
	}
	if (words.len) {
		struct buf heading = BUF_INIT;

		paper->line++;
		if (mark)
			reading_choice(attendance_marks, mark, &heading);
		else
			buf_text(&heading, tr_text("not called"));
		if (warn || !mark)
			paper_text(paper, BANG_AT, 1, STYLE_WARN, TEXT("!"));
		paper_text(paper, VALUE_AT, 11, STYLE_NORMAL, buf_as_text(&heading));
		paper_items(paper, VALUE_AT + (int)text_width(buf_as_text(&heading)) + 2,
			paper->rect.columns - VALUE_AT - 13, warn || !mark ? STYLE_WARN : STYLE_NORMAL,
			buf_as_text(&words));
		buf_release(&heading);
	}
	buf_release(&words);
}

static void draw_guests(const struct reading *reading, struct paper *paper)
{
	struct row_walk rows = view_rows(&reading->live->view, MEETING_GUESTS);
	struct buf words = BUF_INIT;

	while (row_walk_next(&rows)) {
		buf_put(&words, "\n", words.len > 0);
		if (view_has(&rows.row, GUEST_UNIT)) {
			buf_text(&words, view_text(&rows.row, GUEST_UNIT));
			buf_byte(&words, ' ');
		}
		if (view_has(&rows.row, GUEST_PERSON))
			buf_text(&words,
				reading_person(
					reading->live, (uint64_t)view_number(&rows.row, GUEST_PERSON)));
		else
			buf_text(&words, view_text(&rows.row, GUEST_NAME));
	}
	if (words.len) {
		paper->line++;
		paper_text(paper, VALUE_AT, 8, STYLE_NORMAL, tr_text("guests"));
		paper_items(paper, VALUE_AT + (int)text_width(tr_text("guests")) + 2,
			paper->rect.columns - VALUE_AT - 9, STYLE_NORMAL, buf_as_text(&words));
	}
	buf_release(&words);
}

/* Before the meeting: who is on leave already. */
static void draw_announced(const struct reading *reading, struct paper *paper)
{
	paper->line--; /* draw_marked() begins a line */
	draw_marked(reading, paper, MARK_LEAVE, NULL);
	paper->line += 2;
}

void reading_roll(const struct reading *reading, struct paper *paper)
{
	const struct view *view = &reading->live->view;
	static const struct {
		int64_t mark;
		const char *none;
	} exceptions[] = {{MARK_LEAVE, N_("no reason given")}, {MARK_ABSENT, N_("no reason given")},
		{MARK_LATE, NULL}, {MARK_EARLY, NULL}, {MARK_ONLINE, NULL}, {0, NULL}};
	int64_t due = (int64_t)view_row_count(view, MEETING_ATTENDANCE), there = 0;
	struct row_walk rows = view_rows(view, MEETING_ATTENDANCE);
	struct buf words = BUF_INIT, rate = BUF_INIT;
	int left;

	if (!due)
		return;
	if (view_number(view, MEETING_STATE) == STATE_PLANNED) {
		draw_announced(reading, paper);
		return;
	}
	while (row_walk_next(&rows))
		there += mark_is_present(view_number(&rows.row, ATTENDANCE_MARK));
	reading_label(paper, N_("There"));
	tr_format(&words, "Due {1}  present {2}  leave {3}  absent {4}", "nnnn", due, there,
		count_marked(view, MARK_LEAVE), count_marked(view, MARK_ABSENT));
	tr_format(&words, "  guests {1}", "n", (int64_t)view_row_count(view, MEETING_GUESTS));
	buf_text(&rate, tr_text("rate "));
	rate_show(there, due, &rate);
	left = paper->rect.columns - VALUE_AT - 1 - (int)text_width(buf_as_text(&words));
	paper_buf(paper, VALUE_AT, STYLE_NORMAL, &words);
	paper->line += left < (int)text_width(buf_as_text(&rate)) + 2;
	paper_buf_right(paper, STYLE_NORMAL, &rate);
	for (size_t i = 0; i < sizeof(exceptions) / sizeof(*exceptions); i++)
		draw_marked(reading, paper, exceptions[i].mark, exceptions[i].none);
	draw_guests(reading, paper);
	paper->line += 2;
	buf_release(&words);
	buf_release(&rate);
}
