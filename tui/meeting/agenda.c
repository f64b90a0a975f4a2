/* The agenda: one line an item. While the meeting runs F8 ends the current item and begins the next, with the
 * clock's time. */
#include "tui/draw.h"
#include "tui/meeting/decisions.h"
#include "tui/meeting/minutes.h"

uint64_t agenda_current(const struct meeting *meeting, struct view *item)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_AGENDA);

	while (row_walk_next(&rows))
		if (!view_has(&rows.row, AGENDA_END)) {
			if (item)
				*item = rows.row;
			return rows.row.id;
		}
	return 0;
}

/* An item that is about learning something counts as study unless told otherwise. */
static bool looks_like_study(struct text title)
{
	static const char *const words[] = {"学习", "领学", "传达", "study"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (text_find(title, text_of(words[i])) < title.len)
			return true;
	return false;
}

static void store(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text title = edit_line_text(&meeting->line);
	struct record row;

	if (meeting->row) {
		line_store_text(meeting, title);
	} else if (title.len) {
		record_init(&row, &agenda_rows);
		record_text(&row, AGENDA_TITLE, title);
		if (looks_like_study(title))
			record_number(&row, AGENDA_STUDY, 1);
		if (meeting_running(meeting) && !agenda_current(meeting, NULL))
			record_number(&row, AGENDA_START, app_minute(screen->app));
		live_add_row(&meeting->live, MEETING_AGENDA, ROW_LAST, &row);
		record_release(&row);
	}
	line_new(meeting);
	draft_drop_now(screen);
}

static void load(struct meeting *meeting, uint64_t key)
{
	struct view row;

	line_new(meeting);
	if (key && view_row(&meeting->live.view, MEETING_AGENDA, key, &row))
		line_of_row(meeting, &row);
}

static void move(struct screen *screen, int by)
{
	struct meeting *meeting = meeting_of(screen);
	uint64_t there = live_neighbour(&meeting->live, MEETING_AGENDA, meeting->row, by);

	store(screen);
	load(meeting, there);
}

/* --- as the last time --- */

static void got_last(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);
	struct view last = {.entity = &meeting_entity};
	struct row_walk rows;

	if (answer->kind != ANSWER_DONE)
		return;
	last.body = view_text(&answer->body, GOT_BODY);
	for (rows = view_rows(&last, MEETING_AGENDA); row_walk_next(&rows);) {
		struct record row;

		record_init(&row, &agenda_rows);
		record_text(&row, AGENDA_TITLE, view_text(&rows.row, AGENDA_TITLE));
		if (view_number(&rows.row, AGENDA_STUDY))
			record_number(&row, AGENDA_STUDY, 1);
		live_add_row(&meeting->live, MEETING_AGENDA, ROW_LAST, &row);
		record_release(&row);
	}
}

static void got_last_id(struct screen *screen, const struct answer *answer)
{
	struct row_walk rows;
	struct record request;

	if (answer->kind != ANSWER_DONE)
		return;
	rows = view_rows(&answer->body, ROWS_ROWS);
	if (!row_walk_next(&rows)) {
		app_say(screen->app, "There is no earlier meeting to copy from", "");
		return;
	}
	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, ENTITY_MEETING);
	record_number(&request, GET_ID, view_number(&rows.row, CELL_ID));
	screen_send(screen, CALL_GET, &request, got_last);
	record_release(&request);
}

void agenda_ditto(struct screen *screen)
{
	const struct view *view = &meeting_of(screen)->live.view;
	struct buf where = BUF_INIT;
	struct record request;
	struct value groups;
	struct reader ids;

	view_get(view, MEETING_GROUPS, &groups);
	ids = value_ids(&groups);
	buf_printf(&where, "groups = #%llu and date < ", (unsigned long long)read_varint(&ids));
	date_format(view_number(view, MEETING_DATE), &where);
	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("meeting"));
	record_text(&request, PAGE_COLUMNS, TEXT("date"));
	record_text(&request, PAGE_WHERE, buf_as_text(&where));
	record_text(&request, PAGE_SORT, TEXT("-date"));
	record_number(&request, PAGE_COUNT, 1);
	screen_send(screen, CALL_PAGE, &request, got_last_id);
	record_release(&request);
	buf_release(&where);
}

static bool agenda_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);

	if (event_is(event, KEY_ENTER)) {
		store(screen);
		return true;
	}
	if (event_is(event, KEY_UP) || event_is(event, KEY_DOWN)) {
		move(screen, event_is(event, KEY_UP) ? -1 : 1);
		return true;
	}
	if (!edit_line_event(&meeting->line, event))
		return false;
	meeting->draft_dirty = true;
	return true;
}

static void agenda_enter(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	load(meeting, 0);
	line_take_back(meeting);
}

static void agenda_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_AGENDA);
	struct buf line = BUF_INIT;
	unsigned number = 1;

	row = meeting_folded(screen, rect, row) + 1;
	draw_text(row++, rect.left + 1, 10, STYLE_BOLD, tr_text("Agenda"));
	for (; row_walk_next(&rows); number++, row++) {
		buf_clear(&line);
		buf_printf(&line, "%3u ", number);
		draw_text(row, rect.left + 1, 4, STYLE_NORMAL, buf_as_text(&line));
		if (rows.row.id == meeting->row)
			edit_line_draw(&meeting->line, row, rect.left + 6, rect.columns - 8);
		else
			draw_text(row, rect.left + 6, rect.columns - 8, STYLE_NORMAL,
				view_text(&rows.row, AGENDA_TITLE));
	}
	if (!meeting->row) {
		buf_clear(&line);
		buf_printf(&line, "%3u ", number);
		draw_text(row, rect.left + 1, 4, STYLE_DIM, buf_as_text(&line));
		edit_line_draw(&meeting->line, row, rect.left + 6, rect.columns - 8);
	}
	buf_release(&line);
}

/* When an item began that nobody began: as the one before it ended, or as the meeting did. */
static int64_t begun_at(const struct meeting *meeting, uint64_t item, int64_t now)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_AGENDA);
	int64_t begun = view_number_or(&meeting->live.view, MEETING_START, now);

	while (row_walk_next(&rows) && rows.row.id != item)
		begun = view_number_or(&rows.row, AGENDA_END, begun);
	return begun < now ? begun : now;
}

/* What was begun is part of the record when it ends; the end page says what it lacks. */
static void to_end(struct screen *screen)
{
	const struct meeting *meeting = meeting_of(screen);

	if (meeting->section == SECTION_DECISIONS || meeting->aside[SECTION_DECISIONS].text.len) {
		meeting_go(screen, SECTION_DECISIONS);
		decision_finish(screen);
	}
	if (meeting->aside[SECTION_MINUTES].text.len) {
		meeting_go(screen, SECTION_MINUTES);
		minutes_store(screen);
	}
	meeting_go(screen, SECTION_END);
}

void agenda_close_item(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct view item;
	uint64_t current, next;
	struct patch patch = PATCH_INIT;
	int64_t now = app_minute(screen->app);

	if (meeting_only_read(screen))
		return;
	if (meeting_planned(meeting)) {
		app_say(screen->app, "This meeting is only planned: it is opened on its day", "");
		return;
	}
	if (meeting->section == SECTION_MINUTES)
		minutes_store(screen);
	current = agenda_current(meeting, &item);
	if (meeting->mending || !current || !meeting_running(meeting)) {
		to_end(screen);
		return;
	}
	if (!view_has(&item, AGENDA_START))
		patch_add_row(&patch, MEETING_AGENDA, current, AGENDA_START, EMPTY_VALUE,
			value_number(begun_at(meeting, current, now)));
	patch_add_row(&patch, MEETING_AGENDA, current, AGENDA_END, EMPTY_VALUE, value_number(now));
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
	next = agenda_current(meeting, &item);
	if (!next)
		to_end(screen);
	else if (!view_has(&item, AGENDA_START))
		live_set_row(&meeting->live, MEETING_AGENDA, next, AGENDA_START, value_number(now));
}

const struct section_ops agenda_section = {N_("Agenda"), agenda_draw, agenda_event, agenda_enter, store};
