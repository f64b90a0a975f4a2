/* The upper half of the end page: who came, what was talked about and by whom, decided, studied. Nobody typed
 * any of it. */
#include "tui/draw.h"
#include "tui/meeting/end.h"
#include "tui/meeting/paste.h"
#include "tui/shared.h"

static void add_name(const struct meeting *meeting, uint64_t person, struct buf *out)
{
	buf_text(out, out->len ? tr_text(", ") : NO_TEXT);
	buf_text(out, live_name(&meeting->live, ENTITY_PERSON, person));
}

/* A list of many may be longer than an argument of a message. */
static void add_many(struct buf *line, const char *heading, int64_t count, const struct buf *names)
{
	tr_format(line, heading, "n", count);
	buf_text(line, buf_as_text(names));
}

/* --- the roll --- */

static void say_roll(const struct screen *screen, struct buf *line, struct buf *right)
{
	const struct meeting *meeting = meeting_of(screen);
	struct roll_counts counts = roll_counts(meeting);

	meeting_say_roll(meeting, true, meeting_columns(screen) - END_VALUE_AT - 9, line);
	rate_show(counts.present, counts.due, right);
}

/* Names that nobody said what to do with: they are not recorded. */
static void say_pasted(const struct screen *screen, struct buf *line, struct buf *right)
{
	struct buf names = BUF_INIT;
	int64_t count = paste_strangers(meeting_of(screen), &names);

	(void)right;
	if (count)
		add_many(line, N_("{1} not answered, and so not recorded: "), count, &names);
	buf_release(&names);
}

/* --- agenda and minutes --- */

static bool has_minutes(const struct meeting *meeting, const struct view *item)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);
	struct value start, end, at;

	if (!view_get(item, AGENDA_START, &start))
		return false;
	if (!view_get(item, AGENDA_END, &end))
		end = value_number(INT64_MAX);
	while (row_walk_next(&rows))
		if (view_get(&rows.row, MINUTES_TIME, &at) && at.number >= start.number &&
			at.number <= end.number)
			return true;
	return false;
}

static bool any_timed(const struct meeting *meeting)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);

	while (row_walk_next(&rows))
		if (view_has(&rows.row, MINUTES_TIME))
			return true;
	return false;
}

static void say_agenda(const struct screen *screen, struct buf *line, struct buf *right)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_AGENDA);
	struct buf without = BUF_INIT;
	int64_t number = 0, count = (int64_t)view_row_count(&meeting->live.view, MEETING_AGENDA);

	(void)right;
	tr_format(line, "{1} items", "n", count);
	while (row_walk_next(&rows)) {
		number++;
		if (!has_minutes(meeting, &rows.row))
			buf_printf(&without, "%s%lld", without.len ? tr(", ") : "", (long long)number);
	}
	if (count && !view_row_count(&meeting->live.view, MEETING_MINUTES))
		buf_text(line, tr_text(", no minutes yet"));
	else if (count && any_timed(meeting) && !without.len)
		buf_text(line, tr_text(", each with minutes"));
	else if (count && any_timed(meeting))
		tr_format(line, "; no minutes of item {1}", "S", buf_as_text(&without));
	buf_release(&without);
}

static bool spoke(const struct meeting *meeting, uint64_t person)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);

	while (row_walk_next(&rows))
		if ((uint64_t)view_number(&rows.row, MINUTES_SPEAKER) == person)
			return true;
	return false;
}

static bool was_unheard(const struct meeting *meeting, uint64_t person)
{
	for (size_t i = 0; i < meeting->unheard_count; i++)
		if (meeting->unheard[i] == person)
			return true;
	return false;
}

enum { FEW_NAMES = 2, NAMES_WIDTH = 16 };

/* Those who are silent here, too. Few are named. */
static void say_unheard(int64_t count, const struct buf *names, struct buf *out)
{
	if (count > FEW_NAMES || text_width(buf_as_text(names)) > NAMES_WIDTH)
		tr_format(out, "{1} have not spoken this year", "n", count);
	else if (count)
		tr_format(out, "no word of {1} this year", "S", buf_as_text(names));
}

static void say_speakers(const struct screen *screen, struct buf *line, struct buf *right)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	struct buf silent = BUF_INIT, unheard = BUF_INIT;
	int64_t heard = 0, quiet = 0, never = 0;

	while (row_walk_next(&rows)) {
		if (spoke(meeting, rows.row.id)) {
			heard++;
		} else if (mark_is_present(view_number(&rows.row, ATTENDANCE_MARK))) {
			quiet++;
			add_name(meeting, rows.row.id, &silent);
			if (was_unheard(meeting, rows.row.id) && ++never)
				add_name(meeting, rows.row.id, &unheard);
		}
	}
	tr_format(line, "{1} people", "n", heard);
	if (quiet > 3)
		add_many(line, N_("; {1} did not: "), quiet, &silent);
	else if (quiet)
		tr_format(line, "; did not: {1}", "S", buf_as_text(&silent));
	else if (heard)
		buf_text(line, tr_text(", everybody"));
	say_unheard(never, &unheard, right);
	buf_release(&silent);
	buf_release(&unheard);
}

/* --- decisions --- */

static void say_decisions(const struct screen *screen, struct buf *line, struct buf *right)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_DECISIONS);
	int64_t count = 0, no_owner = 0, no_day = 0;

	(void)right;
	for (; row_walk_next(&rows); count++) {
		no_owner += !view_has(&rows.row, DECISION_OWNERS);
		no_day += !view_has(&rows.row, DECISION_DUE);
	}
	if (!count) {
		buf_text(line, tr_text("none"));
		return;
	}
	tr_format(line, "{1} items", "n", count);
	if (no_owner)
		tr_format(line, ", {1} without who is to do it", "n", no_owner);
	if (no_day)
		tr_format(line, ", {1} without a day", "n", no_day);
	if (!no_owner && !no_day)
		buf_text(line, tr_text(", each with who and by when"));
	tr_format(line, "; handed in they are {1} tasks", "n", count);
}

/* --- study --- */

/* Minutes of the items that are study, and which these are; of none no items. */
static int64_t study_minutes(const struct meeting *meeting, struct buf *items)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_AGENDA);
	int64_t minutes = 0;

	for (int number = 1; row_walk_next(&rows); number++) {
		struct value start, end;

		if (!view_number(&rows.row, AGENDA_STUDY) || !view_get(&rows.row, AGENDA_START, &start) ||
			!view_get(&rows.row, AGENDA_END, &end))
			continue;
		minutes += end.number - start.number;
		buf_printf(items, "%s%d", items->len ? tr(", ") : "", number);
	}
	return minutes;
}

static bool is_study(const struct meeting *meeting)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_AGENDA);

	if (view_number(&meeting->live.view, MEETING_KINDS) >> MEETING_STUDY & 1)
		return true;
	while (row_walk_next(&rows))
		if (view_number(&rows.row, AGENDA_STUDY))
			return true;
	return false;
}

/* Whoever missed it gets a task to make it up, when the record is handed in. */
static void add_makeups(const struct meeting *meeting, struct buf *line)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	struct buf names = BUF_INIT;
	int64_t count = 0;

	while (row_walk_next(&rows)) {
		int64_t mark = view_number(&rows.row, ATTENDANCE_MARK);

		if (mark != MARK_LEAVE && mark != MARK_ABSENT)
			continue;
		count++;
		add_name(meeting, rows.row.id, &names);
	}
	if (count > 3)
		add_many(line, N_("; {1} are to make it up: "), count, &names);
	else if (count)
		tr_format(line, "; to make it up: {1}", "S", buf_as_text(&names));
	buf_release(&names);
}

static void say_study(const struct screen *screen, struct buf *line, struct buf *right)
{
	const struct meeting *meeting = meeting_of(screen);
	struct buf items = BUF_INIT, hours = BUF_INIT;
	int64_t minutes = study_minutes(meeting, &items), present = roll_counts(meeting).present;

	(void)right;
	if (items.len) {
		buf_printf(&hours, "%lld.%02lld", (long long)(minutes / 60),
			(long long)(minutes % 60 * 100 + 30) / 60);
		tr_format(line, "item {1}: {2} minutes of study, {3} hours for each of {4}", "SnSn",
			buf_as_text(&items), minutes, buf_as_text(&hours), present);
		add_makeups(meeting, line);
	} else if (is_study(meeting)) {
		buf_text(line, tr_text("study; its items have no times yet"));
		add_makeups(meeting, line);
	}
	buf_release(&items);
	buf_release(&hours);
}

/* --- what is open from before --- */

enum { COMMON_WIDTH = 8 };

/* Columns of the longest run of characters that both have. */
static size_t common_width(struct text title, struct text line)
{
	size_t most = 0;

	for (struct text from = title; from.len; text_next(&from))
		for (struct text to = line; to.len; text_next(&to)) {
			struct text one = from, other = to;
			size_t same = 0;

			while (one.len && other.len) {
				size_t before = one.len;

				if (text_next(&one) != text_next(&other))
					break;
				same += before - one.len;
			}
			same = text_width(text_take(from, same));
			most = same > most ? same : most;
		}
	return most;
}

static bool mentioned(const struct meeting *meeting, const struct open_task *task)
{
	size_t wanted = text_width(task->title);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);

	if (!task->kind || task->kind == TASK_MAKEUP)
		return false;
	/* Four 汉字 in a row that also stand in its title; of a shorter title the whole. */
	wanted = wanted > COMMON_WIDTH ? COMMON_WIDTH : wanted;
	while (wanted && row_walk_next(&rows))
		if (common_width(task->title, view_text(&rows.row, MINUTES_TEXT)) >= wanted)
			return true;
	return false;
}

void end_look_back(struct meeting *meeting)
{
	for (size_t i = 0; i < meeting->task_count; i++)
		meeting->tasks[i].mentioned = mentioned(meeting, &meeting->tasks[i]);
}

/* Those that are spoken of stand below, to be closed. */
static void say_before(const struct screen *screen, struct buf *line, struct buf *right)
{
	const struct meeting *meeting = meeting_of(screen);
	int64_t open = 0, silent = 0;

	(void)right;
	for (size_t i = 0; i < meeting->task_count; i++) {
		if (!meeting->tasks[i].kind || meeting->tasks[i].kind == TASK_MAKEUP)
			continue;
		open++;
		silent += !meeting->tasks[i].mentioned;
	}
	if (!open)
		return;
	if (silent == open)
		tr_format(line, "{1} still open; the minutes speak of none", "n", open);
	else if (silent)
		tr_format(line, "{1} still open; the minutes do not speak of {2}", "nn", open, silent);
	else
		tr_format(line, "{1} still open; the minutes speak of each", "n", open);
}

/* --- all --- */

int end_facts_draw(const struct screen *screen, struct rect rect, int row)
{
	static const struct {
		const char *label;
		void (*say)(const struct screen *screen, struct buf *line, struct buf *right);
	} facts[] = {{N_("Came"), say_roll}, {N_("Pasted"), say_pasted}, {N_("Agenda"), say_agenda},
		{N_("Spoke"), say_speakers}, {N_("Decided"), say_decisions}, {N_("Hours"), say_study},
		{N_("Before"), say_before}};
	struct buf line = BUF_INIT, right = BUF_INIT;

	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		int end = rect.left + rect.columns - 1;

		facts[i].say(screen, &line, &right);
		if (!line.len)
			continue;
		end -= right.len ? (int)text_width(buf_as_text(&right)) + 2 : 0;
		draw_text(row, rect.left + END_LABEL_AT, END_VALUE_AT - END_LABEL_AT - 1, STYLE_BOLD,
			tr_text(facts[i].label));
		draw_buf(row, rect.left + END_VALUE_AT, end - rect.left - END_VALUE_AT, STYLE_NORMAL, &line);
		draw_buf_right(row, rect.left + rect.columns - 1, END_RIGHT, STYLE_NORMAL, &right);
		row++;
	}
	buf_release(&line);
	buf_release(&right);
	return row;
}
