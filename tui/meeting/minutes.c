/* Writing the minutes live: the line under the caret stays on one fixed row with four empty rows below it for
 * the input method; older lines scroll up. Enter ends a line, which is saved at once, and begins the next
 * with the clock's time. */
#include "tui/meeting/minutes.h"
#include "tui/meeting/decisions.h"
#include "tui/meeting/roll.h"

#include <string.h>
#include "tui/draw.h"

enum { LEAP = 10, TIME_AT = 1, SPEAKER_AT = 8, TEXT_AT = 16, BELOW = 4 };

static bool row_view(const struct meeting *meeting, uint64_t key, struct view *row)
{
	return key && view_row(&meeting->live.view, MEETING_MINUTES, key, row);
}

static uint64_t last_speaker(const struct meeting *meeting)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);
	uint64_t speaker = 0;

	while (row_walk_next(&rows))
		if (view_has(&rows.row, MINUTES_SPEAKER))
			speaker = (uint64_t)view_number(&rows.row, MINUTES_SPEAKER);
	return speaker ? speaker : (uint64_t)view_number(&meeting->live.view, MEETING_CHAIR);
}

/* --- the line under the caret --- */

static void fresh_line(struct meeting *meeting)
{
	edit_line_clear(&meeting->line);
	meeting->row = 0;
	meeting->typed_at = -1;
	meeting->draft_dirty = false;
}

static void load_line(struct meeting *meeting, uint64_t key)
{
	struct view row;

	if (!row_view(meeting, key, &row))
		return;
	meeting->row = key;
	edit_line_set(&meeting->line, view_text(&row, MINUTES_TEXT));
	meeting->typed_at = view_number_or(&row, MINUTES_TIME, -1);
}

/* The first words of the minutes are about the item that is first: it has begun. */
static void begin_item(struct meeting *meeting, int64_t minute)
{
	struct view item;
	uint64_t current = agenda_current(meeting, &item);

	if (current && !view_has(&item, AGENDA_START))
		live_set_row(&meeting->live, MEETING_AGENDA, current, AGENDA_START, value_number(minute));
}

/* The line as it stands goes into the record; an empty new one does not. */
void minutes_store(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text text = edit_line_text(&meeting->line);
	int64_t minute = meeting->typed_at < 0 ? app_minute(screen->app) : meeting->typed_at;
	struct record row;

	if (meeting->row) {
		if (text.len)
			live_set_row(&meeting->live, MEETING_MINUTES, meeting->row, MINUTES_TEXT,
				value_text(text));
		else
			live_remove_row(&meeting->live, MEETING_MINUTES, meeting->row);
	} else if (text.len) {
		record_init(&row, &minutes_rows);
		if (meeting_running(meeting))
			record_number(&row, MINUTES_TIME, minute);
		else
			record_number(&row, MINUTES_AFTER, 1);
		if (meeting->speaker)
			record_number(&row, MINUTES_SPEAKER, (int64_t)meeting->speaker);
		record_text(&row, MINUTES_TEXT, text);
		live_add_row(&meeting->live, MEETING_MINUTES, ROW_LAST, &row);
		record_release(&row);
		if (meeting_running(meeting))
			begin_item(meeting, minute);
	}
	draft_drop_now(screen);
	fresh_line(meeting);
}

static void to_neighbour(struct screen *screen, int by)
{
	struct meeting *meeting = meeting_of(screen);
	uint64_t there = live_neighbour(&meeting->live, MEETING_MINUTES, meeting->row, by);

	/* A new unfinished line stands below the last; above the first there is nothing. */
	if (!meeting->row ? by > 0 : by < 0 && !there)
		return;
	minutes_store(screen);
	load_line(meeting, there);
}

static bool to_other_line(struct screen *screen, const struct event *event)
{
	static const struct {
		enum key key;
		int lines;
	} moves[] = {{KEY_UP, -1}, {KEY_DOWN, 1}, {KEY_PGUP, -LEAP}, {KEY_PGDN, LEAP}};

	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++) {
		if (!event_is(event, moves[i].key))
			continue;
		for (int left = moves[i].lines; left; left += left < 0 ? 1 : -1)
			to_neighbour(screen, left < 0 ? -1 : 1);
		return true;
	}
	return false;
}

/* --- who speaks --- */

static void set_speaker(struct screen *screen, uint64_t person)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->speaker = person;
	if (meeting->row)
		live_set_row(&meeting->live, MEETING_MINUTES, meeting->row, MINUTES_SPEAKER,
			value_number((int64_t)person));
}

static void speaker_chosen(struct screen *screen, int digit)
{
	if (digit > 0)
		set_speaker(screen, roll_at(meeting_of(screen), (size_t)digit - 1));
}

static void speaker_named(struct screen *screen, const struct text *typed)
{
	uint64_t person = typed ? decision_person(meeting_of(screen), text_trim(*typed)) : 0;

	if (person)
		set_speaker(screen, person);
	else if (typed && typed->len)
		app_say(screen->app, "Nobody on this roll is found by \"{1}\"", "S", *typed);
}

void minutes_ask_speaker(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	struct choice_line lines[9];
	size_t count = 0;

	/* More than nine have numbers of two digits. */
	if (view_row_count(&meeting->live.view, MEETING_ATTENDANCE) > sizeof(lines) / sizeof(*lines)) {
		ask_text(screen, N_("Who speaks? The number on the roll, or the name"), NO_TEXT, 20,
			speaker_named);
		return;
	}
	while (row_walk_next(&rows)) {
		lines[count] = (struct choice_line){
			(int)count + 1, NULL, live_name(&meeting->live, ENTITY_PERSON, rows.row.id)};
		count++;
	}
	ask_number(screen, N_("Who speaks?"), lines, count, speaker_chosen);
}

/* --- phrases --- */

static void insert_phrase(struct screen *screen, int digit)
{
	struct meeting *meeting = meeting_of(screen);
	struct text rest, piece;
	struct buf filled = BUF_INIT;

	if (digit <= 0 || (size_t)digit > meeting->phrase_count)
		return;
	rest = meeting->phrases[digit - 1];
	while (rest.len) {
		size_t date = text_find(rest, TEXT("{date}")), place = text_find(rest, TEXT("{place}"));
		size_t at = date < place ? date : place;

		piece = text_take(rest, at);
		buf_text(&filled, piece);
		if (at == rest.len)
			break;
		if (at == date)
			tr_date(view_number(&meeting->live.view, MEETING_DATE), 0, &filled);
		else
			buf_text(&filled, view_text(&meeting->live.view, MEETING_PLACE));
		rest = text_skip(rest, at + (at == date ? 6 : 7));
	}
	edit_line_insert(&meeting->line, buf_as_text(&filled));
	meeting->draft_dirty = true;
	buf_release(&filled);
}

void minutes_ask_phrase(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct choice_line lines[10];

	for (size_t i = 0; i < meeting->phrase_count; i++)
		lines[i] = (struct choice_line){(int)i + 1, NULL, meeting->phrases[i]};
	if (meeting->phrase_count)
		ask_number(screen, N_("Phrases"), lines, meeting->phrase_count, insert_phrase);
	else
		app_say(screen->app, "No phrases yet; add them with F10, phrases", "");
}

/* --- keys --- */

static bool minutes_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);

	if (event_is(event, KEY_ENTER)) {
		minutes_store(screen);
		return true;
	}
	if (to_other_line(screen, event))
		return true;
	if (event->kind == EVENT_PASTE && memchr(event->text.at, '\n', event->text.len)) {
		/* Several lines pasted are several lines of minutes. */
		struct text rest = event->text, line;

		while (text_split(&rest, '\n', &line)) {
			edit_line_insert(&meeting->line, text_trim(line));
			if (rest.len)
				minutes_store(screen);
		}
		return true;
	}
	if (!edit_line_event(&meeting->line, event))
		return false;
	if (meeting->typed_at < 0 && edit_line_text(&meeting->line).len)
		meeting->typed_at = app_minute(screen->app);
	meeting->draft_dirty = true;
	return true;
}

static void minutes_enter(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (!meeting->speaker)
		meeting->speaker = last_speaker(meeting);
}

static void minutes_leave(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	/* A changed old line is saved; a new unfinished one waits for us to come back. */
	if (meeting->row)
		minutes_store(screen);
	else
		draft_keep(screen);
}

/* --- drawing --- */

static void draw_heading(
	const struct meeting *meeting, int at, int left, int64_t minute, bool after, uint64_t speaker)
{
	struct buf room = BUF_INIT;

	if (after)
		buf_text(&room, tr_text("after"));
	else if (minute >= 0)
		time_format(minute, &room);
	draw_text(at, left + TIME_AT, 6, STYLE_DIM, buf_as_text(&room));
	draw_text(at, left + SPEAKER_AT, 7, STYLE_NORMAL, live_name(&meeting->live, ENTITY_PERSON, speaker));
	buf_release(&room);
}

/* Lines of a wrapped text. */
static int wrapped_rows(struct text text, int columns)
{
	int rows = 1;
	size_t bytes;

	while ((bytes = text_wrap(text, (size_t)columns)) < text.len) {
		text = text_skip(text, bytes);
		rows++;
	}
	return rows;
}

/* Draws the rows of one wrapped line that lie below `from` and above `to`. */
static void draw_wrapped(struct text text, int at, int left, int columns, int from, int to)
{
	for (; text.len; at++) {
		size_t bytes = text_wrap(text, (size_t)columns);

		if (at >= from && at < to)
			draw_text(at, left, columns, STYLE_NORMAL, text_trim(text_take(text, bytes)));
		text = text_skip(text, bytes);
	}
}

/* From the caret's row upwards: newest first, until the room is full. */
static void draw_older(const struct screen *screen, struct rect rect, int from, int to, uint64_t stop)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);
	int columns = rect.columns - TEXT_AT - 1, total = 0, at;

	while (row_walk_next(&rows) && rows.row.id != stop)
		total += wrapped_rows(view_text(&rows.row, MINUTES_TEXT), columns);
	at = to - total;
	/* What is short stands at the top, as on paper. */
	if (at > from)
		at = from;
	for (rows = view_rows(&meeting->live.view, MEETING_MINUTES);
		row_walk_next(&rows) && rows.row.id != stop;) {
		struct text text = view_text(&rows.row, MINUTES_TEXT);

		if (at >= from && at < to)
			draw_heading(meeting, at, rect.left, view_number_or(&rows.row, MINUTES_TIME, -1),
				view_number(&rows.row, MINUTES_AFTER),
				(uint64_t)view_number(&rows.row, MINUTES_SPEAKER));
		draw_wrapped(text, at, rect.left + TEXT_AT, columns, from, to);
		at += wrapped_rows(text, columns);
	}
}

void minutes_draw_last(const struct screen *screen, struct rect rect)
{
	draw_older(screen, rect, rect.top, rect.top + rect.rows, 0);
}

static void minutes_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	int caret = rect.top + rect.rows - BELOW - 1;
	struct view line;
	uint64_t speaker = meeting->speaker;

	row = meeting_folded(screen, rect, row);
	draw_text(row++, rect.left + 1, 10, STYLE_BOLD, tr_text("Minutes"));
	draw_older(screen, rect, row, caret - 1, meeting->row);
	if (row_view(meeting, meeting->row, &line))
		speaker = (uint64_t)view_number(&line, MINUTES_SPEAKER);
	draw_heading(meeting, caret, rect.left, meeting->typed_at,
		meeting->typed_at < 0 && !meeting_running(meeting), speaker);
	edit_line_draw(&meeting->line, caret, rect.left + TEXT_AT, rect.columns - TEXT_AT - 1);
}

const struct section_ops minutes_section = {
	N_("Minutes"), minutes_draw, minutes_event, minutes_enter, minutes_leave};
