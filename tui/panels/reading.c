#include "tui/panels/reading.h"

#include "tui/panels/meeting_rows.h"
#include "tui/panels/reading_parts.h"
#include "tui/panels/steps.h"
#include "tui/shared.h"

void reading_ask(struct screen *screen, struct reading *reading, screen_answer *history_came,
	screen_answer *tasks_came)
{
	uint64_t id = reading->live->id;

	buf_clear(&reading->where);
	buf_printf(&reading->where, "meeting = #%llu", (unsigned long long)id);
	reading->history.source = "history";
	reading->history.columns = "moment author action reason sequence field new";
	reading->history.subject = id;
	reading->history.kind = ENTITY_MEETING;
	reading->history.done = history_came;
	reading->tasks.source = "task";
	reading->tasks.columns = "item state";
	reading->tasks.where = buf_as_text(&reading->where);
	reading->tasks.subject = id;
	reading->tasks.done = tasks_came;
	rows_ask(screen, &reading->history);
	rows_ask(screen, &reading->tasks);
}

void reading_release(struct reading *reading)
{
	rows_release(&reading->history);
	rows_release(&reading->tasks);
	rows_release(&reading->points);
	buf_release(&reading->where);
	buf_release(&reading->counted);
}

/* --- words --- */

struct text reading_person(const struct live *live, uint64_t id)
{
	return id ? live_name(live, ENTITY_PERSON, id) : tr_text("Party affairs office");
}

void reading_choice(const struct choice *choices, int64_t code, struct buf *out)
{
	const struct choice *choice = choice_coded(choices, code);
	struct buf room = BUF_INIT;

	if (choice)
		buf_text(out, choice_label(choice, words_language(), &room));
	buf_release(&room);
}

static void add_holder(const struct live *live, struct buf *out)
{
	struct value groups;
	struct reader ids;
	bool first = true;

	if (view_has(&live->view, MEETING_BRANCH))
		buf_text(out,
			live_name(live, ENTITY_BRANCH, (uint64_t)view_number(&live->view, MEETING_BRANCH)));
	view_get(&live->view, MEETING_GROUPS, &groups);
	for (ids = value_ids(&groups); reader_left(&ids); first = false) {
		buf_text(out, first ? NO_TEXT : TEXT(" "));
		buf_text(out, live_name(live, ENTITY_GROUP, read_varint(&ids)));
	}
}

static void add_number(const struct live *live, struct buf *out)
{
	if (words_language() == LANGUAGE_ZH)
		buf_printf(out, "%d年", date_parts(view_number(&live->view, MEETING_DATE)).year);
	if (view_has(&live->view, MEETING_NUMBER)) {
		struct buf numbers = BUF_INIT;

		meeting_numbers(&live->view, &numbers);
		tr_format(out, "no. {1} ", "S", buf_as_text(&numbers));
		buf_release(&numbers);
	}
	meeting_kinds_show(view_number(&live->view, MEETING_KINDS), out);
}

void reading_name(const struct live *live, struct buf *out)
{
	struct buf holder = BUF_INIT;

	add_holder(live, &holder);
	buf_text(out, group_short(buf_as_text(&holder)));
	buf_byte(out, ' ');
	add_number(live, out);
	buf_release(&holder);
}

void reading_moment(const struct live *live, int64_t moment, struct buf *out)
{
	const struct welcome *welcome = &live->screen->app->welcome;

	tr_date(moment_date(moment, welcome->offset), date_parts(welcome->today).year, out);
	buf_byte(out, ' ');
	time_format(moment_minute(moment, welcome->offset), out);
}

/* --- the head --- */

static void draw_name(const struct reading *reading, struct paper *paper)
{
	const struct live *live = reading->live;
	struct buf words = BUF_INIT;
	int taken;

	reading_choice(meeting_states, view_number(&live->view, MEETING_STATE), &words);
	taken = paper_buf_right(paper, STYLE_BOLD, &words);
	add_holder(live, &words);
	buf_put(&words, "  ", 2);
	add_number(live, &words);
	paper_wrap(
		paper, LABEL_AT, paper->rect.columns - LABEL_AT - 1 - taken, STYLE_BOLD, buf_as_text(&words));
	paper->line++;
	buf_release(&words);
}

static void add_times(const struct view *view, struct buf *out)
{
	struct value start, end;
	bool begun = view_get(view, MEETING_START, &start);

	if (!begun && !view_get(view, MEETING_PLANNED_TIME, &start))
		return;
	buf_byte(out, ' ');
	time_format(start.number, out);
	if (!begun || !view_get(view, MEETING_END, &end))
		return;
	buf_byte(out, '-');
	time_format(end.number, out);
	tr_format(out, " {1} min", "n", end.number - start.number);
}

static void draw_circumstances(const struct reading *reading, struct paper *paper)
{
	const struct view *view = &reading->live->view;
	static const struct {
		uint16_t tag;
		const char *label;
	} people[] = {{MEETING_CHAIR, N_("chair")}, {MEETING_RECORDER, N_("recorder")}};
	int64_t date = view_number(view, MEETING_DATE);
	struct buf words = BUF_INIT;

	tr_date(date, date_parts(reading->live->screen->app->welcome.today).year, &words);
	buf_printf(&words, " %s", tr_weekday(date));
	add_times(view, &words);
	if (view_has(view, MEETING_PLACE)) {
		buf_put(&words, "  ", 2);
		buf_text(&words, view_text(view, MEETING_PLACE));
	}
	for (size_t i = 0; i < sizeof(people) / sizeof(*people); i++)
		if (view_has(view, people[i].tag)) {
			buf_printf(&words, "  %s ", tr(people[i].label));
			buf_text(&words,
				reading_person(reading->live, (uint64_t)view_number(view, people[i].tag)));
		}
	paper_buf(paper, LABEL_AT, STYLE_NORMAL, &words);
	paper->line += 2;
	buf_release(&words);
}

void reading_label(const struct paper *paper, const char *id)
{
	paper_text(paper, LABEL_AT, VALUE_AT - LABEL_AT - 1, STYLE_BOLD, tr_text(id));
}

/* What brings a record into the state, the branch's word or the leader's; who took the latest such step.
 * NO_TEXT: not known (yet). */
static struct text by_whom(const struct reading *reading, int64_t state)
{
	static const char *const steps[][2] = {
		[STATE_RETURNED] = {"return", "send_back"}, [STATE_AMENDING] = {"amend", "amend"}};

	for (size_t i = 0; i < reading->history.count; i++) {
		const struct view *row = &reading->history.items[i];
		struct text action = rows_text(row, HISTORY_AT_ACTION);

		if (text_is(action, steps[state][0]) || text_is(action, steps[state][1]))
			return rows_has(row, HISTORY_AT_AUTHOR) ? rows_text(row, HISTORY_AT_AUTHOR)
								: tr_text("Party affairs office");
	}
	return NO_TEXT;
}

/* Until when it is to be mended: at the right end; returns the columns it takes. */
static int draw_deadline(const struct reading *reading, struct paper *paper)
{
	const struct welcome *welcome = &reading->live->screen->app->welcome;
	int64_t due = moment_date(view_number(&reading->live->view, MEETING_REVIEWED), welcome->offset) +
		MEETING_RETURN_DAYS;
	struct buf words = BUF_INIT, day = BUF_INIT;
	int taken;

	tr_date(due, date_parts(welcome->today).year, &day);
	tr_format(&words, "due {1} ", "S", buf_as_text(&day));
	tr_days_left(due, welcome->today, &words);
	taken = paper_buf_right(paper, due < welcome->today ? STYLE_WARN : STYLE_NORMAL, &words);
	buf_release(&words);
	buf_release(&day);
	return taken;
}

/* Why it came back and until when it is to be mended, or why it is being changed. */
static void draw_reason(const struct reading *reading, struct paper *paper)
{
	const struct view *view = &reading->live->view;
	int64_t state = view_number(view, MEETING_STATE);
	uint16_t tag = state == STATE_RETURNED ? MEETING_RETURN_REASON
		: state == STATE_AMENDING      ? MEETING_AMEND_REASON
					       : 0;
	struct buf words = BUF_INIT;
	struct text who;
	int taken = 0;

	if (!tag || !view_has(view, tag))
		return;
	who = by_whom(reading, state);
	reading_label(paper, state == STATE_RETURNED ? N_("Return") : N_("Amend"));
	if (state == STATE_RETURNED && view_has(view, MEETING_REVIEWED)) {
		reading_moment(reading->live, view_number(view, MEETING_REVIEWED), &words);
		buf_byte(&words, ' ');
		taken = draw_deadline(reading, paper);
	}
	if (who.len)
		tr_format(&words, "{1}: ", "S", who);
	buf_text(&words, view_text(view, tag));
	paper_wrap(
		paper, VALUE_AT, paper->rect.columns - VALUE_AT - 1 - taken, STYLE_WARN, buf_as_text(&words));
	paper->line += 2;
	buf_release(&words);
}

/* --- agenda, minutes, decisions --- */

static void draw_place(const struct paper *paper, unsigned number)
{
	struct buf words = BUF_INIT;

	buf_printf(&words, "%u", number);
	paper_buf(paper, VALUE_AT, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_agenda(const struct reading *reading, struct paper *paper)
{
	struct row_walk rows = view_rows(&reading->live->view, MEETING_AGENDA);
	struct buf words = BUF_INIT;
	struct value start, end;
	unsigned number = 0;

	while (row_walk_next(&rows)) {
		if (!number)
			reading_label(paper, N_("Agenda"));
		draw_place(paper, ++number);
		if (view_get(&rows.row, AGENDA_START, &start)) {
			time_format(start.number, &words);
			buf_byte(&words, '-');
		}
		if (view_get(&rows.row, AGENDA_END, &end))
			time_format(end.number, &words);
		paper_buf_right(paper, STYLE_NORMAL, &words);
		paper_wrap(paper, ITEM_AT, paper->rect.columns - ITEM_AT - 14, STYLE_NORMAL,
			view_text(&rows.row, AGENDA_TITLE));
		paper->line++;
	}
	paper->line += number > 0;
	buf_release(&words);
}

/* A name of four characters takes one of the two blanks before it. */
static void draw_speaker(struct paper *paper, struct text name)
{
	int wide = text_width(name) >= TEXT_AT - VALUE_AT;

	paper_text(paper, VALUE_AT - wide, TEXT_AT - VALUE_AT - 1 + wide, STYLE_NORMAL, name);
}

static void draw_minutes(const struct reading *reading, struct paper *paper)
{
	struct row_walk rows = view_rows(&reading->live->view, MEETING_MINUTES);
	struct buf words = BUF_INIT;
	bool begun = false;

	while (row_walk_next(&rows)) {
		uint64_t speaker = (uint64_t)view_number(&rows.row, MINUTES_SPEAKER);

		if (!begun) {
			reading_label(paper, N_("Said"));
			paper->line++;
		}
		begun = true;
		if (view_number(&rows.row, MINUTES_AFTER))
			buf_text(&words, tr_text("later"));
		else if (view_has(&rows.row, MINUTES_TIME))
			time_format(view_number(&rows.row, MINUTES_TIME), &words);
		paper_buf(paper, LABEL_AT, STYLE_NORMAL, &words);
		if (speaker)
			draw_speaker(paper, reading_person(reading->live, speaker));
		paper_wrap(paper, TEXT_AT, paper->rect.columns - TEXT_AT - 1, STYLE_NORMAL,
			view_text(&rows.row, MINUTES_TEXT));
		paper->line++;
	}
	paper->line += begun;
	buf_release(&words);
}

/* How the task that a decision became stands; 0: none is known. */
static int64_t task_state_of(const struct reading *reading, uint64_t decision)
{
	for (size_t i = 0; i < reading->tasks.count; i++)
		if ((uint64_t)rows_number(&reading->tasks.items[i], TASK_AT_ITEM) == decision)
			return rows_number(&reading->tasks.items[i], TASK_AT_STATE);
	return 0;
}

static void add_owners(const struct reading *reading, const struct view *row, struct buf *out)
{
	struct value owners;
	struct reader ids;

	view_get(row, DECISION_OWNERS, &owners);
	for (ids = value_ids(&owners); reader_left(&ids);) {
		buf_text(out, reading_person(reading->live, read_varint(&ids)));
		buf_byte(out, ' ');
	}
}

static void draw_decision(
	const struct reading *reading, struct paper *paper, const struct view *row, unsigned number)
{
	int64_t today = reading->live->screen->app->welcome.today, due = view_number(row, DECISION_DUE);
	int64_t state = task_state_of(reading, row->id);
	/* Until it is known how the task stands nothing is said to be late. */
	bool known = reading->tasks.loaded, open = state == TASK_OPEN || !state;
	bool late = known && open && due && due < today;
	struct buf words = BUF_INIT;
	int taken;

	draw_place(paper, number);
	if (late)
		paper_text(paper, BANG_AT, 1, STYLE_WARN, TEXT("!"));
	add_owners(reading, row, &words);
	if (due) {
		buf_put(&words, " ", 1);
		tr_date(due, date_parts(today).year, &words);
		buf_put(&words, "  ", 2);
	}
	if (!open)
		reading_choice(task_states, state, &words);
	else if (due && known)
		tr_days_left(due, today, &words);
	taken = paper_buf_right(paper, late ? STYLE_WARN : STYLE_NORMAL, &words);
	paper_wrap(paper, ITEM_AT, paper->rect.columns - ITEM_AT - 1 - taken, STYLE_NORMAL,
		view_text(row, DECISION_TEXT));
	paper->line++;
	buf_release(&words);
}

static void draw_decisions(const struct reading *reading, struct paper *paper)
{
	struct row_walk rows = view_rows(&reading->live->view, MEETING_DECISIONS);
	unsigned number = 0;

	while (row_walk_next(&rows)) {
		if (!number)
			reading_label(paper, N_("Agreed"));
		draw_decision(reading, paper, &rows.row, ++number);
	}
	paper->line += number > 0;
}

int reading_draw(const struct reading *reading, struct rect rect, int scroll)
{
	static void (*const parts[])(const struct reading *, struct paper *) = {draw_name, draw_circumstances,
		draw_reason, reading_roll, draw_agenda, draw_minutes, draw_decisions, reading_after};
	struct paper paper = {rect, scroll, 0};

	if (!reading->live->loaded)
		return 0;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		parts[i](reading, &paper);
	return paper.line;
}
