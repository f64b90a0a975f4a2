/* Writing the minutes live. Enter ends a line, which is saved at once, and begins the next with the clock's
 * time; Up and Down go through the rows that are on the screen, into the lines written before. How it looks:
 * minutes_draw.c. */
#include "tui/meeting/minutes.h"
#include "tui/meeting/decisions.h"
#include "tui/meeting/roll.h"

#include <string.h>

enum { LEAP = 10 };

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
	meeting->hidden = 0;
	line_new(meeting);
	meeting->typed_at = -1;
	meeting->draft_dirty = false;
}

static void load_line(struct meeting *meeting, uint64_t key)
{
	struct view row;

	if (!key || !view_row(&meeting->live.view, MEETING_MINUTES, key, &row))
		return;
	line_of_row(meeting, &row);
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
		line_store_text(meeting, text);
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
	fresh_line(meeting);
	draft_drop_now(screen);
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
	struct meeting *meeting = meeting_of(screen);
	int hidden = meeting->hidden;

	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++) {
		if (!event_is(event, moves[i].key))
			continue;
		if (moves[i].lines * moves[i].lines > 1 || !minutes_move_row(screen, moves[i].lines))
			for (int left = moves[i].lines; left; left += left < 0 ? 1 : -1)
				to_neighbour(screen, left < 0 ? -1 : 1);
		meeting->hidden = hidden;
		minutes_scroll(screen);
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
	else if (edit_line_text(&meeting->line).len)
		draft_keep_soon(screen);
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
	struct buf people = BUF_INIT;
	size_t count = 0;

	/* More than nine have numbers of two digits. */
	if (view_row_count(&meeting->live.view, MEETING_ATTENDANCE) > sizeof(lines) / sizeof(*lines)) {
		decision_people(meeting, &people);
		ask_text_of(screen, N_("Who speaks? The number on the roll, or the name"),
			buf_as_text(&people), 20, speaker_named);
		buf_release(&people);
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
	draft_keep_soon(screen);
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

	fresh_line(meeting);
	line_take_back(meeting);
	if (!meeting->speaker)
		meeting->speaker = last_speaker(meeting);
}

static void minutes_leave(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	/* A changed old line is saved; a new unfinished one waits for us to come back. */
	if (meeting->row) {
		minutes_store(screen);
		return;
	}
	draft_keep(screen);
	line_put_aside(meeting);
}

const struct section_ops minutes_section = {
	N_("Minutes"), minutes_draw, minutes_event, minutes_enter, minutes_leave};
