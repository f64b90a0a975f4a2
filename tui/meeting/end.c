/* The end of a meeting: what follows from the record by itself, what is worth a second look, and three
 * numbered ways on. */
#include "tui/draw.h"
#include "tui/meeting/meeting.h"

static void line_at(int row, struct rect rect, const char *label, struct buf *text)
{
	draw_text(row, rect.left + 1, 7, STYLE_BOLD, tr_text(label));
	draw_text(row, rect.left + 9, rect.columns - 10, STYLE_NORMAL, buf_as_text(text));
	buf_clear(text);
}

static unsigned speakers(const struct meeting *meeting, struct buf *silent)
{
	struct row_walk people = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	unsigned count = 0;

	while (row_walk_next(&people)) {
		struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);
		int64_t mark = view_number(&people.row, ATTENDANCE_MARK);
		bool spoke = false;

		while (!spoke && row_walk_next(&rows))
			spoke = (uint64_t)view_number(&rows.row, MINUTES_SPEAKER) == people.row.id;
		count += spoke;
		if (spoke || !mark || mark == MARK_LEAVE || mark == MARK_ABSENT)
			continue;
		if (silent->len)
			buf_text(silent, words_language() == LANGUAGE_ZH ? TEXT("、") : TEXT(", "));
		buf_text(silent, live_name(&meeting->live, ENTITY_PERSON, people.row.id));
	}
	return count;
}

static int64_t study_minutes(const struct meeting *meeting)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_AGENDA);
	int64_t minutes = 0;

	while (row_walk_next(&rows)) {
		struct value start, end;

		if (view_number(&rows.row, AGENDA_STUDY) && view_get(&rows.row, AGENDA_START, &start) &&
			view_get(&rows.row, AGENDA_END, &end))
			minutes += end.number - start.number;
	}
	return minutes;
}

static int draw_facts(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct roll_counts counts = roll_counts(meeting);
	struct buf line = BUF_INIT, silent = BUF_INIT;
	size_t decisions = view_row_count(&meeting->live.view, MEETING_DECISIONS);
	unsigned spoke = speakers(meeting, &silent);

	tr_format(&line, "Due {1}  present {2}  leave {3}  absent {4}", "nnnn", (int64_t)counts.due,
		(int64_t)counts.present, (int64_t)counts.leave, (int64_t)counts.absent);
	if (counts.due)
		buf_printf(&line, "  %.1f%%", 100.0 * counts.present / counts.due);
	line_at(row++, rect, N_("Roll"), &line);
	tr_format(&line, "{1} items", "n", (int64_t)view_row_count(&meeting->live.view, MEETING_AGENDA));
	line_at(row++, rect, N_("Agenda"), &line);
	tr_format(&line, "{1} people", "n", (int64_t)spoke);
	if (silent.len)
		tr_format(&line, "; not: {1}", "S", buf_as_text(&silent));
	line_at(row++, rect, N_("Spoke"), &line);
	tr_format(&line,
		decisions ? N_("{1} items; they become tasks "
			       "when the record is submitted")
			  : N_("none"),
		"n", (int64_t)decisions);
	line_at(row++, rect, N_("Decided"), &line);
	if (study_minutes(meeting)) {
		tr_format(&line, "{1} minutes of study for {2} people", "nn", study_minutes(meeting),
			(int64_t)counts.present);
		line_at(row++, rect, N_("Hours"), &line);
	}
	buf_release(&line);
	buf_release(&silent);
	return row;
}

static int draw_problems(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.answer, GOT_PROBLEMS);
	struct buf line = BUF_INIT;

	draw_text(++row, rect.left + 1, rect.columns - 2, STYLE_BOLD,
		tr_text("Worth a look (may stay as it is)"));
	for (row++; row_walk_next(&rows) && row < rect.top + rect.rows - 7; row++) {
		bool warning = view_number(&rows.row, PROBLEM_WARNING);

		buf_clear(&line);
		tr_encoded(view_text(&rows.row, PROBLEM_MESSAGE), &line);
		draw_text(row, rect.left + 1, 1, STYLE_WARN, warning ? TEXT(" ") : TEXT("!"));
		draw_text(row, rect.left + 3, rect.columns - 4, STYLE_NORMAL, buf_as_text(&line));
	}
	buf_release(&line);
	return row;
}

/* Whether what this person submits needs nobody's signature. */
static bool signs(const struct screen *screen)
{
	const struct welcome *welcome = &screen->app->welcome;
	struct value groups = {0};
	struct reader ids;

	view_get(&meeting_of(screen)->live.view, MEETING_GROUPS, &groups);
	for (ids = value_ids(&groups); welcome->role == ROLE_LEADER && reader_left(&ids);)
		if (read_varint(&ids) == welcome->group)
			return true;
	return welcome->role != ROLE_LEADER && welcome->role != ROLE_MEMBER;
}

static void end_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	int64_t chair = view_number(&meeting->live.view, MEETING_CHAIR);
	struct buf line = BUF_INIT;

	row = draw_facts(screen, rect, row);
	row = draw_problems(screen, rect, row) + 1;
	if (signs(screen))
		buf_text(&line, tr_text("End and submit to the branch"));
	else if (!chair)
		buf_text(&line, tr_text("End and ask the leader to sign"));
	else
		tr_format(&line, "End and ask {1} to sign", "S",
			live_name(&meeting->live, ENTITY_PERSON, (uint64_t)chair));
	draw_text(row, rect.left + 1, 1, STYLE_BOLD, TEXT("1"));
	draw_text(row++, rect.left + 4, rect.columns - 6, STYLE_NORMAL, buf_as_text(&line));
	draw_text(row, rect.left + 1, 1, STYLE_BOLD, TEXT("2"));
	draw_text(row++, rect.left + 4, rect.columns - 6, STYLE_NORMAL,
		tr_text("End only, and put it in order later"));
	draw_text(row, rect.left + 1, 1, STYLE_BOLD, TEXT("0"));
	draw_text(row++, rect.left + 4, rect.columns - 6, STYLE_NORMAL, tr_text("Go on with the meeting"));
	draw_text(++row, rect.left + 1, 12, STYLE_NORMAL, tr_text("Press a digit"));
	draw_cursor(row, rect.left + 2 + (int)text_width(tr_text("Press a digit")));
	buf_release(&line);
}

static void submitted(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	app_close(screen);
}

/* The service says when it is not through with it, but waits for a signature. */
static void tell_submitted(struct app *app, struct text said)
{
	struct buf words = BUF_INIT;

	tr_encoded(said, &words);
	if (said.len)
		app_say_text(app, buf_as_text(&words));
	else
		app_say(app, "Submitted; every decision has become a task", "");
	buf_release(&words);
}

static void submitted_and_told(struct screen *screen, const struct answer *answer)
{
	struct app *app = screen->app;

	if (answer->kind == ANSWER_DONE)
		tell_submitted(app, view_text(&answer->body, APPLIED_TEXT));
	submitted(screen, answer);
}

static void ended_then_submit(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR)
		app_say_error(screen->app, &answer->error);
	else
		screen_run(screen, "submit", ENTITY_MEETING, meeting_of(screen)->live.id, NULL,
			submitted_and_told);
}

static bool end_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);
	int digit = event_digit(event);

	if (digit == 1 && meeting_running(meeting))
		screen_run(screen, "end", ENTITY_MEETING, meeting->live.id, NULL, ended_then_submit);
	else if (digit == 1)
		screen_run(screen, "submit", ENTITY_MEETING, meeting->live.id, NULL, submitted_and_told);
	else if (digit == 2)
		screen_run(screen, "end", ENTITY_MEETING, meeting->live.id, NULL, submitted);
	else if (digit == 0 || event_is(event, KEY_ESC))
		meeting_go(screen, SECTION_MINUTES);
	else
		return false;
	return true;
}

static void nothing(struct screen *screen)
{
	(void)screen;
}

static void end_enter(struct screen *screen)
{
	/* The warnings are the service's: ask for them as the record is now. */
	live_refresh(&meeting_of(screen)->live);
}

const struct section_ops end_section = {N_("End"), end_draw, end_event, end_enter, nothing};
