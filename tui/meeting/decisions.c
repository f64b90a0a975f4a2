/* 议定事项: what, who, by when. Owners by their number on the roll, by 汉字 or pinyin; days in shorthand;
 * nothing needs the input method to be switched. */
#include <string.h>
#include "core/base/number.h"
#include "core/base/pinyin.h"
#include "tui/meeting/decisions.h"

/* --- who --- */

static uint64_t person_numbered(const struct meeting *meeting, size_t number)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);

	while (row_walk_next(&rows))
		if (!--number)
			return rows.row.id;
	return 0;
}

uint64_t decision_person(const struct meeting *meeting, struct text typed)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	int64_t number;

	if (number_parse(typed, &number))
		return number > 0 ? person_numbered(meeting, (size_t)number) : 0;
	while (typed.len && row_walk_next(&rows))
		if (pinyin_match(live_name(&meeting->live, ENTITY_PERSON, rows.row.id), NO_TEXT, typed))
			return rows.row.id;
	return 0;
}

static void add_owner(struct meeting *meeting, uint64_t person)
{
	struct value owners = {VALUE_IDS, 0, buf_as_text(&meeting->owners)};

	if (person && !value_has_id(&owners, person))
		buf_varint(&meeting->owners, person);
}

/* --- one decision, cell by cell --- */

static void begin(struct meeting *meeting)
{
	line_new(meeting);
	meeting->cell = CELL_TEXT;
	buf_clear(&meeting->decision);
	buf_clear(&meeting->owners);
}

int64_t decision_own_due(const struct meeting *meeting)
{
	struct view base = {.entity = &decision_rows, .body = buf_as_text(&meeting->base)};

	return view_number(&base, DECISION_DUE);
}

int64_t decision_last_due(const struct meeting *meeting)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_DECISIONS);
	int64_t due = decision_own_due(meeting);

	if (due)
		return due;
	while (row_walk_next(&rows) && rows.row.id != meeting->row)
		if (view_has(&rows.row, DECISION_DUE))
			due = view_number(&rows.row, DECISION_DUE);
	return due;
}

/* An earlier one that was changed: only what differs. */
static void store_again(struct meeting *meeting, int64_t due)
{
	struct text owners = buf_as_text(&meeting->owners);
	const struct record_slot values[] = {
		{DECISION_TEXT, value_text(buf_as_text(&meeting->decision))},
		{DECISION_OWNERS, owners.len ? (struct value){VALUE_IDS, 0, owners} : EMPTY_VALUE},
		{DECISION_DUE, due ? value_number(due) : EMPTY_VALUE},
	};
	struct patch patch = PATCH_INIT;

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		line_set_field(meeting, values[i].tag, values[i].value, &patch);
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
}

/* Which row it is then. */
static uint64_t store(struct screen *screen, int64_t due)
{
	struct meeting *meeting = meeting_of(screen);
	uint64_t key = meeting->row;
	struct record row;

	if (key) {
		store_again(meeting, due);
		begin(meeting);
		draft_drop_now(screen);
		return key;
	}
	record_init(&row, &decision_rows);
	record_text(&row, DECISION_TEXT, buf_as_text(&meeting->decision));
	if (meeting->owners.len)
		record_set(
			&row, DECISION_OWNERS, (struct value){VALUE_IDS, 0, buf_as_text(&meeting->owners)});
	if (due)
		record_number(&row, DECISION_DUE, due);
	key = live_add_row(&meeting->live, MEETING_DECISIONS, ROW_LAST, &row);
	record_release(&row);
	begin(meeting);
	draft_drop_now(screen);
	return key;
}

static void text_done(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text text = edit_line_text(&meeting->line);

	if (!text.len && meeting->row) { /* emptied: it is no decision any more */
		line_store_text(meeting, text);
		begin(meeting);
		draft_drop_now(screen);
		return;
	}
	if (!text.len) {
		meeting_go(screen, SECTION_MINUTES);
		return;
	}
	buf_clear(&meeting->decision);
	buf_text(&meeting->decision, text);
	edit_line_clear(&meeting->line);
	meeting->cell = CELL_OWNERS;
}

static void owners_done(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text typed = edit_line_text(&meeting->line);
	uint64_t person = decision_person(meeting, typed);

	if (typed.len && !person) {
		app_say(screen->app, "Nobody on this roll is found by \"{1}\"; F4 looks in the whole court",
			"S", typed);
		return;
	}
	add_owner(meeting, person);
	edit_line_clear(&meeting->line);
	meeting->cell = CELL_DUE;
}

/* What is typed as the day; nothing leaves it as it is. */
static bool take_due(const struct screen *screen, int64_t *due)
{
	struct text typed = edit_line_text(&meeting_of(screen)->line);

	return !typed.len || date_short(typed, screen->app->welcome.today, due);
}

static void due_done(struct screen *screen)
{
	int64_t due = decision_last_due(meeting_of(screen));

	if (take_due(screen, &due))
		store(screen, due);
	else
		app_say(screen->app, "\"{1}\" is no day: 30, 1015, +7 or Friday will do", "S",
			edit_line_text(&meeting_of(screen)->line));
}

static void (*const finish[])(struct screen *) = {
	[CELL_TEXT] = text_done, [CELL_OWNERS] = owners_done, [CELL_DUE] = due_done};

static bool take_owner(struct meeting *meeting)
{
	struct text typed = edit_line_text(&meeting->line);
	uint64_t person = decision_person(meeting, typed);

	add_owner(meeting, person);
	return !typed.len || person;
}

/* The decision is saved without what is typed in its field and is nobody, or no day; that waits there. */
static void store_unfit(struct screen *screen, int64_t due)
{
	struct meeting *meeting = meeting_of(screen);
	struct unfit *unfit = &meeting->unfit;
	struct buf typed = BUF_INIT;

	buf_text(&typed, edit_line_text(&meeting->line));
	unfit->cell = meeting->cell;
	unfit->row = store(screen, due);
	buf_clear(&unfit->typed);
	buf_text(&unfit->typed, buf_as_text(&typed));
	buf_release(&typed);
	meeting->draft_dirty = true;
	draft_keep(screen);
	app_say(screen->app,
		unfit->cell == CELL_DUE ? N_("\"{1}\" is no day; it still stands in the decisions")
					: N_("Nobody on this roll is found by \"{1}\"; it still stands in "
					     "the decisions"),
		"S", buf_as_text(&unfit->typed));
}

/* What is past its text, or an earlier one that was changed, with what is typed in its field; false: nothing
 * of the kind. */
static bool store_begun(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	int64_t due = decision_own_due(meeting);
	struct text text = edit_line_text(&meeting->line);
	bool fits = true;

	if (meeting->cell == CELL_TEXT) {
		if (!meeting->row || !text.len)
			return false;
		buf_clear(&meeting->decision);
		buf_text(&meeting->decision, text);
	} else {
		fits = meeting->cell == CELL_OWNERS ? take_owner(meeting) : take_due(screen, &due);
	}
	if (fits)
		store(screen, due);
	else
		store_unfit(screen, due);
	return true;
}

void decision_finish(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text text = edit_line_text(&meeting->line);

	if (store_begun(screen) || meeting->row || !text.len)
		return;
	buf_clear(&meeting->decision);
	buf_text(&meeting->decision, text);
	store(screen, 0);
}

/* A number that is complete is an owner, and the caret goes on to the day: one digit with fewer than ten
 * people, else two. */
static bool quick_owner(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);
	struct text typed = edit_line_text(&meeting->line);
	int64_t number = 0;
	int digit = event_digit(event);

	if (meeting->cell != CELL_OWNERS || digit < 0 ||
		(typed.len && (!number_parse(typed, &number) || meeting->line.caret != typed.len)))
		return false;
	number = number * 10 + digit;
	if (number <= 0 || (count >= 10 && !typed.len) || !person_numbered(meeting, (size_t)number))
		return false;
	add_owner(meeting, person_numbered(meeting, (size_t)number));
	edit_line_clear(&meeting->line);
	meeting->cell = CELL_DUE;
	meeting->draft_dirty = meeting->moved_on = true;
	return true;
}

/* Enter that was meant for the owner, who needed none, is no decision without a day. */
static bool meant_for_owner(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);
	bool meant = meeting->moved_on && event_is(event, KEY_ENTER) && !decision_last_due(meeting);

	meeting->moved_on = false;
	if (meant)
		app_say(screen->app, "Now by when; Enter once more: without a day", "");
	return meant;
}

/* Backspace with nothing typed: the last owner goes. */
static void drop_owner(struct meeting *meeting)
{
	struct value owners = {VALUE_IDS, 0, buf_as_text(&meeting->owners)};
	struct reader ids = value_ids(&owners);
	struct buf kept = BUF_INIT;

	while (reader_left(&ids)) {
		uint64_t id = read_varint(&ids);

		if (reader_left(&ids))
			buf_varint(&kept, id);
	}
	buf_release(&meeting->owners);
	meeting->owners = kept;
	meeting->draft_dirty = true;
}

/* An earlier one to be changed, or with 0 a new one. */
static void load(struct meeting *meeting, uint64_t key)
{
	struct view row;

	begin(meeting);
	if (!key || !view_row(&meeting->live.view, MEETING_DECISIONS, key, &row))
		return;
	line_of_row(meeting, &row);
	buf_text(&meeting->decision, view_text(&row, DECISION_TEXT));
}

/* What was typed in a field and did not fit stands there again. */
static void take_unfit(struct meeting *meeting)
{
	struct unfit *unfit = &meeting->unfit;

	if (unfit->typed.len)
		load(meeting, unfit->row);
	if (unfit->typed.len && meeting->row) {
		meeting->cell = unfit->cell;
		edit_line_set(&meeting->line, buf_as_text(&unfit->typed));
	}
	buf_clear(&unfit->typed);
}

void decision_edit(struct screen *screen, uint64_t key)
{
	struct meeting *meeting = meeting_of(screen);

	meeting_go(screen, SECTION_DECISIONS);
	if (meeting->row == key && meeting->cell != CELL_TEXT)
		return;
	decision_finish(screen);
	load(meeting, key);
	if (!meeting->row)
		return;
	edit_line_clear(&meeting->line);
	meeting->cell = meeting->owners.len ? CELL_DUE : CELL_OWNERS;
}

/* Up above the first field: the decision before; Down the next, behind the last a new one. */
static void to_neighbour(struct screen *screen, int by)
{
	struct meeting *meeting = meeting_of(screen);
	uint64_t there = live_neighbour(&meeting->live, MEETING_DECISIONS, meeting->row, by);

	if (!meeting->row ? by > 0 || !there : by < 0 && !there)
		return;
	if (!meeting->row && edit_line_text(&meeting->line).len)
		return; /* a new one that is begun is finished first */
	store_begun(screen);
	load(meeting, there);
}

static void back_a_cell(struct meeting *meeting)
{
	if (meeting->cell == CELL_DUE) {
		meeting->cell = CELL_OWNERS; /* another one may be added */
		edit_line_clear(&meeting->line);
	} else if (meeting->cell == CELL_OWNERS) {
		meeting->cell = CELL_TEXT;
		edit_line_set(&meeting->line, buf_as_text(&meeting->decision));
	}
}

static void owner_picked(struct screen *screen, uint64_t id, struct text name)
{
	struct meeting *meeting = meeting_of(screen);

	if (!id)
		return;
	add_owner(meeting, id);
	titles_put(&meeting->others, ENTITY_PERSON, id, name);
	draft_keep_soon(screen);
	edit_line_clear(&meeting->line);
	meeting->cell = CELL_DUE;
}

void decision_pick_owner(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->cell == CELL_OWNERS)
		meeting_ask_person(
			screen, N_("Who is to do it?"), edit_line_text(&meeting->line), owner_picked);
	else
		app_say(screen->app, "F4 lists people in the field for who is to do it", "");
}

/* F9: this item as the one before it. */
void decision_ditto(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_DECISIONS);
	struct value owners = EMPTY_VALUE;

	while (row_walk_next(&rows))
		if (!view_get(&rows.row, DECISION_OWNERS, &owners))
			owners = EMPTY_VALUE;
	if (meeting->cell == CELL_TEXT && edit_line_text(&meeting->line).len)
		text_done(screen);
	if (meeting->cell == CELL_TEXT || !buf_as_text(&meeting->decision).len)
		return;
	buf_clear(&meeting->owners);
	buf_text(&meeting->owners, owners.bytes);
	store(screen, decision_last_due(meeting));
}

/* From the minutes: the line's text is the decision's. */
void decision_from_minutes(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct buf copy = BUF_INIT;

	buf_text(&copy, edit_line_text(&meeting->line));
	/* A line that was not finished is the decision now. */
	if (!meeting->row)
		edit_line_clear(&meeting->line);
	meeting_go(screen, SECTION_DECISIONS);
	/* One that was begun before is one now, without its day. */
	decision_finish(screen);
	begin(meeting);
	edit_line_set(&meeting->line, buf_as_text(&copy));
	meeting->draft_dirty = copy.len > 0;
	draft_keep(screen);
	buf_release(&copy);
}

static bool decisions_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);

	if (meant_for_owner(screen, event) || quick_owner(screen, event))
		return true;
	if (event_is(event, KEY_ENTER)) {
		finish[meeting->cell](screen);
		return true;
	}
	if (meeting->cell == CELL_TEXT && (event_is(event, KEY_UP) || event_is(event, KEY_DOWN))) {
		to_neighbour(screen, event_is(event, KEY_UP) ? -1 : 1);
		return true;
	}
	if (event_is(event, KEY_UP) || event_is(event, KEY_BACKTAB)) {
		back_a_cell(meeting);
		return true;
	}
	if (event_is(event, KEY_BACKSPACE) && meeting->cell == CELL_OWNERS && meeting->owners.len &&
		!edit_line_text(&meeting->line).len) {
		drop_owner(meeting);
		return true;
	}
	if (!edit_line_event(&meeting->line, event))
		return false;
	meeting->draft_dirty = true;
	return true;
}

static void decisions_enter(struct screen *screen)
{
	begin(meeting_of(screen));
	if (!line_take_back(meeting_of(screen)))
		take_unfit(meeting_of(screen));
}

static void decisions_leave(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (store_begun(screen))
		return;
	draft_keep(screen);
	line_put_aside(meeting);
}

const struct section_ops decisions_section = {
	N_("Decisions"), decisions_draw, decisions_event, decisions_enter, decisions_leave};
