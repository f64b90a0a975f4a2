/* The end of a meeting: what follows from the record by itself, what is worth a second look, and three
 * numbered ways on. */
#include "core/base/number.h"
#include "tui/drafts.h"
#include "tui/draw.h"
#include "tui/meeting/decisions.h"
#include "tui/meeting/end.h"
#include "tui/meeting/paste.h"
#include "tui/meeting/roll.h"
#include "tui/shared.h"

/* --- hints: from before, and what the service finds --- */

struct hint {
	struct open_task *task; /* or NULL: */
	struct view problem;
};

static size_t hint_count(const struct meeting *meeting)
{
	size_t count = view_row_count(&meeting->live.answer, GOT_PROBLEMS);

	for (size_t i = 0; i < meeting->task_count; i++)
		count += meeting->tasks[i].mentioned;
	return count;
}

static bool hint_at(const struct meeting *meeting, size_t nth, struct hint *hint)
{
	struct row_walk rows = view_rows(&meeting->live.answer, GOT_PROBLEMS);

	*hint = (struct hint){0};
	for (size_t i = 0; i < meeting->task_count; i++)
		if (meeting->tasks[i].mentioned && !nth--) {
			hint->task = &meeting->tasks[i];
			return true;
		}
	while (row_walk_next(&rows))
		if (!nth--) {
			hint->problem = rows.row;
			return true;
		}
	return false;
}

static void draw_task(const struct screen *screen, const struct open_task *task, int row, struct rect rect)
{
	struct text key = tr_text("Enter: done");
	struct buf line = BUF_INIT;
	int end = rect.left + rect.columns - 1;

	(void)screen;
	tr_format(&line, "From before: {1} \"{2}\" is in the minutes: is it done?", "SS", task->owners,
		task->title);
	draw_buf(row, rect.left + 3, end - rect.left - 5 - (int)text_width(key), STYLE_NORMAL, &line);
	draw_right(row, end, 20, STYLE_DIM, key);
	buf_release(&line);
}

static void draw_problem(const struct view *problem, int row, struct rect rect)
{
	struct buf what = BUF_INIT, rule = BUF_INIT;
	int end = rect.left + rect.columns - 1, width;

	tr_problem(view_text(problem, PROBLEM_MESSAGE), &what, &rule);
	width = (int)text_width(buf_as_text(&rule));
	/* What is about one row can be put right there. */
	if (!view_number(problem, PROBLEM_WARNING) || view_number(problem, PROBLEM_ROW))
		draw_text(row, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	draw_buf(row, rect.left + 3, end - rect.left - 3 - (width ? width + 2 : 0), STYLE_NORMAL, &what);
	draw_buf_right(row, end, width, STYLE_DIM, &rule);
	buf_release(&what);
	buf_release(&rule);
}

/* In at most `room` rows, the part with the cursor; returns the row behind. */
static int draw_hints(const struct screen *screen, struct rect rect, int row, int room)
{
	const struct meeting *meeting = meeting_of(screen);
	size_t count = hint_count(meeting), high = room > 2 ? (size_t)room - 1 : 1;
	size_t top = lines_top(meeting->hint, count, high);
	struct buf line = BUF_INIT;
	struct hint hint;

	if (!count) {
		draw_text(row, rect.left + 1, rect.columns - 2, STYLE_DIM,
			tr_text("Nothing is missing, as far as the program can see"));
		return row + 1;
	}
	buf_text(&line, tr_text("Worth a look (may stay as it is)"));
	if (count > high)
		buf_printf(&line, "  %zu/%zu", meeting->hint + 1, count);
	draw_buf(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, &line);
	for (size_t i = top; i < top + high && hint_at(meeting, i, &hint); i++, row++) {
		if (hint.task)
			draw_task(screen, hint.task, row, rect);
		else
			draw_problem(&hint.problem, row, rect);
		if (i == meeting->hint)
			draw_text(row, rect.left, 1, STYLE_BOLD, TEXT(">"));
	}
	buf_release(&line);
	return row;
}

void end_fresh(struct meeting *meeting)
{
	size_t count = hint_count(meeting);

	end_look_back(meeting);
	if (meeting->hint >= count)
		meeting->hint = count ? count - 1 : 0;
}

static void move_hint(struct screen *screen, int by)
{
	struct meeting *meeting = meeting_of(screen);
	size_t count = hint_count(meeting);

	if (by < 0)
		meeting->hint -= meeting->hint > 0;
	else
		meeting->hint += meeting->hint + 1 < count;
}

void end_hint_before(struct screen *screen)
{
	move_hint(screen, -1);
}

/* --- mending --- */

static void task_closed(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR)
		app_say_error(screen->app, &answer->error);
	fetch_tasks(screen);
}

static void entrusted(struct screen *screen, uint64_t id, struct text name)
{
	(void)name;
	if (!id)
		return;
	live_set(&meeting_of(screen)->live, MEETING_ENTRUSTED, value_number((int64_t)id));
	live_refresh(&meeting_of(screen)->live);
}

static void mend_roll(struct screen *screen, uint64_t person)
{
	struct meeting *meeting = meeting_of(screen);
	struct view row;

	meeting_go(screen, SECTION_ROLL);
	if (!roll_row(meeting, person, &row))
		return;
	meeting->person = person;
	if (roll_lacks_reason(&row))
		roll_ask_about(screen);
	else if (view_number(&row, ATTENDANCE_MARK) == MARK_LEAVE)
		roll_ask_approver(screen);
}

static void mend_problem(struct screen *screen, uint16_t tag, uint64_t row)
{
	struct meeting *meeting = meeting_of(screen);
	struct target target = {.entity = ENTITY_MEETING, .id = meeting->live.id, .tag = tag};

	switch (tag) {
	case MEETING_ATTENDANCE:
		mend_roll(screen, row);
		break;
	case MEETING_AGENDA:
		meeting_go(screen, SECTION_AGENDA);
		break;
	case MEETING_MINUTES:
		meeting_go(screen, SECTION_MINUTES);
		break;
	case MEETING_DECISIONS:
		decision_edit(screen, row);
		break;
	case MEETING_CHAIR:
		meeting_ask_person(screen, N_("Who entrusted the chair?"), NO_TEXT, entrusted);
		return;
	default:
		app_open(screen->app, "meeting_form", &target);
		return;
	}
	meeting->mending = true;
	app_say(screen->app, "F8 goes back to the end page", "");
}

void end_mend(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct hint hint;

	if (meeting->live.taken_over)
		draft_say_read_only(screen->app);
	else if (!hint_at(meeting, meeting->hint, &hint))
		app_say(screen->app, "There is nothing to mend: 1, 2 or 0", "");
	else if (hint.task)
		screen_run(screen, "close", ENTITY_TASK, hint.task->id, NULL, task_closed);
	else
		mend_problem(screen, (uint16_t)view_number(&hint.problem, PROBLEM_TAG),
			(uint64_t)view_number(&hint.problem, PROBLEM_ROW));
}

/* --- three ways on --- */

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

/* "End and submit to 立案庭党支部", as far as the branch is known. */
static void say_submit(const struct screen *screen, struct buf *line)
{
	const struct meeting *meeting = meeting_of(screen);
	const struct welcome *welcome = &screen->app->welcome;
	bool running = meeting_running(meeting);
	int64_t chair = view_number(&meeting->live.view, MEETING_CHAIR);

	if (signs(screen) && welcome->branch_name.len)
		tr_format(line, running ? N_("End and submit to {1}") : N_("Submit to {1}"), "S",
			welcome->branch_name);
	else if (signs(screen))
		buf_text(line,
			tr_text(running ? N_("End and submit to the branch") : N_("Submit to the branch")));
	else if (!chair)
		buf_text(line,
			tr_text(running ? N_("End and ask the leader to sign")
					: N_("Ask the leader to sign")));
	else
		tr_format(line, running ? N_("End and ask {1} to sign") : N_("Ask {1} to sign"), "S",
			live_name(&meeting->live, ENTITY_PERSON, (uint64_t)chair));
}

/* Until when it is not late, as the service foresees it. */
static void say_deadline(const struct screen *screen, struct buf *line)
{
	struct message follows;
	struct buf day = BUF_INIT;
	int64_t date;

	message_set(&follows, "", "");
	if (live_may(&meeting_of(screen)->live, "end", &follows) && follows.args[0].kind == MESSAGE_DATE &&
		number_parse(text_of(follows.args[0].text), &date)) {
		tr_date(date, date_parts(date).year, &day);
		tr_format(line, follows.id, "S", buf_as_text(&day));
	}
	buf_release(&day);
}

static int draw_ways(const struct screen *screen, struct rect rect, int row)
{
	bool running = meeting_running(meeting_of(screen));
	struct buf line = BUF_INIT, deadline = BUF_INIT;
	static const char digits[] = "120";

	if (running)
		say_deadline(screen, &deadline);
	for (int i = 0; i < 3; i++, row++) {
		if (!i)
			say_submit(screen, &line);
		else if (i == 1)
			buf_text(&line,
				tr_text(running ? N_("End only, and put it in order later")
						: N_("Leave it as it is, and submit later")));
		else
			buf_text(
				&line, tr_text(running ? N_("Go on with the meeting") : N_("Go on writing")));
		draw_text(row, rect.left + 1, 1, STYLE_BOLD, (struct text){digits + i, 1});
		draw_buf(row, rect.left + 4, rect.columns - 6, STYLE_NORMAL, &line);
		if (i == 1)
			draw_text(row, rect.left + 43, rect.columns - 45, STYLE_DIM, buf_as_text(&deadline));
	}
	buf_release(&line);
	buf_release(&deadline);
	return row;
}

static void end_draw(const struct screen *screen, struct rect rect, int row)
{
	int ways = rect.top + rect.rows - 7, below;
	struct text prompt = tr_text("Press a digit");

	row = end_facts_draw(screen, rect, row) + 1;
	below = draw_hints(screen, rect, row, ways - 1 - row) + 1;
	row = draw_ways(screen, rect, below < ways ? below : ways) + 1;
	draw_text(row, rect.left + 1, 30, STYLE_NORMAL, prompt);
	draw_cursor(row, rect.left + 2 + (int)text_width(prompt));
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

	if (answer->kind == ANSWER_DONE) {
		tell_submitted(app, view_text(&answer->body, APPLIED_TEXT));
		/* It is handed in without those who were pasted and are nobody here. */
		paste_release(meeting_of(screen));
		draft_drop_now(screen);
	}
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
	else if (digit == 2 && meeting_running(meeting))
		screen_run(screen, "end", ENTITY_MEETING, meeting->live.id, NULL, submitted);
	else if (digit == 2)
		app_back(screen->app);
	else if (digit == 0 || event_is(event, KEY_ESC))
		meeting_go(screen, SECTION_MINUTES);
	else if (event_is(event, KEY_UP) || event_is(event, KEY_DOWN))
		move_hint(screen, event_is(event, KEY_UP) ? -1 : 1);
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
	struct meeting *meeting = meeting_of(screen);

	meeting->mending = false;
	end_look_back(meeting);
	fetch_tasks(screen);
	/* The warnings are the service's: ask for them as the record is now. */
	live_refresh(&meeting->live);
}

const struct section_ops end_section = {N_("End"), end_draw, end_event, end_enter, nothing};
