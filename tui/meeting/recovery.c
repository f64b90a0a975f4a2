#include "tui/meeting/recovery.h"

#include "tui/draw.h"
#include "tui/live.h"
#include "tui/meeting/kind.h"
#include "tui/shared.h"
#include "tui/titles.h"

enum { SEPARATE_ROWS = 5 };

/* One draft at a time: the newest that is not in the recycle bin. */
struct recovery {
	struct live live; /* the record as it is stored; first: see live.c */
	struct buf bytes; /* the draft */
	struct view draft;
	struct patch patch;
	struct titles titles;
	struct buf others; /* what others did since, ready to show; a line each */
	size_t left;       /* drafts behind this one */
	bool old_window;   /* this person has the record open elsewhere */
};

static struct recovery *recovery_of(const struct screen *screen)
{
	return screen->state;
}

/* --- which draft --- */

/* The newest draft of the answer's list. */
static bool newest(const struct view *body, struct view *draft, size_t *count)
{
	struct row_walk rows = view_rows(body, DRAFT_LIST);
	int64_t moment = 0;

	*count = 0;
	while (row_walk_next(&rows)) {
		if (view_number(&rows.row, DRAFT_TRASH) || !view_has(&rows.row, DRAFT_ID) ||
			view_number(&rows.row, DRAFT_FORM) == FORM_USES)
			continue;
		++*count;
		if (view_number(&rows.row, DRAFT_MOMENT) >= moment) {
			moment = view_number(&rows.row, DRAFT_MOMENT);
			*draft = rows.row;
		}
	}
	return *count > 0;
}

static void listed(struct screen *screen, const struct answer *answer)
{
	struct target target = {0};
	struct view draft;
	size_t count;

	if (answer->kind != ANSWER_DONE || !newest(&answer->body, &draft, &count))
		return;
	target.entity = (unsigned)view_number(&draft, DRAFT_ENTITY);
	target.id = (uint64_t)view_number(&draft, DRAFT_ID);
	target.text = draft.body;
	target.kind = (unsigned)count;
	app_open(screen->app, "recovery", &target);
}

static void ask_list(struct screen *screen)
{
	struct record request;

	record_init(&request, &draft_message_shape);
	record_number(&request, DRAFT_DO, DRAFT_DO_LIST);
	screen_send(screen, CALL_DRAFT, &request, listed);
	record_release(&request);
}

void recovery_offer(struct app *app)
{
	ask_list(app->top);
}

/* --- what others did --- */

enum { AT_MOMENT, AT_AUTHOR, AT_FIELD, AT_OLD, AT_NEW, AT_TAG, AT_ROW };

static int64_t cell_number(const struct view *row, int at)
{
	return view_number(row, (uint16_t)(CELL_FIRST + at));
}

static struct text cell_text(const struct view *row, int at)
{
	return view_text(row, (uint16_t)(CELL_FIRST + at));
}

/* "15:33 范淼淼  点名 到会 胡青涛 (空) -> 迟到" */
static void say_change(const struct screen *screen, const struct view *row, struct buf *out)
{
	const struct recovery *recovery = recovery_of(screen);
	struct text author = cell_text(row, AT_AUTHOR), old = cell_text(row, AT_OLD),
		    new = cell_text(row, AT_NEW);

	time_format(moment_minute(cell_number(row, AT_MOMENT), screen->app->welcome.offset), out);
	buf_byte(out, ' ');
	buf_text(out, author.len ? author : tr_text("Party affairs office"));
	buf_put(out, "  ", 2);
	tr_encoded(cell_text(row, AT_FIELD), out);
	if (recovery->live.entity == ENTITY_MEETING && cell_number(row, AT_TAG) == MEETING_ATTENDANCE) {
		buf_byte(out, ' ');
		buf_text(out, live_name(&recovery->live, ENTITY_PERSON, (uint64_t)cell_number(row, AT_ROW)));
	}
	buf_byte(out, ' ');
	buf_text(out, old.len ? old : NO_TEXT);
	buf_text(out, old.len ? TEXT(" -> ") : NO_TEXT);
	buf_text(out, new.len ? new : tr_text("(empty)"));
	buf_byte(out, '\n');
}

static void got_history(struct screen *screen, const struct answer *answer)
{
	struct recovery *recovery = recovery_of(screen);
	struct row_walk rows;
	size_t shown = 0;

	if (answer->kind != ANSWER_DONE)
		return;
	buf_clear(&recovery->others);
	for (rows = view_rows(&answer->body, ROWS_ROWS); row_walk_next(&rows) && shown < SEPARATE_ROWS;) {
		if (cell_number(&rows.row, AT_MOMENT) <= view_number(&recovery->draft, DRAFT_MOMENT) ||
			text_equal(cell_text(&rows.row, AT_AUTHOR), screen->app->welcome.name))
			continue;
		say_change(screen, &rows.row, &recovery->others);
		shown++;
	}
}

/* Once the record is here, whose answer has the names. */
static void ask_history(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);
	struct record request;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("history"));
	record_text(&request, PAGE_COLUMNS, TEXT("moment\nauthor\nfield\nold\nnew\ntag\nrow"));
	record_number(&request, PAGE_SUBJECT, (int64_t)recovery->live.id);
	record_number(&request, PAGE_KIND, recovery->live.entity);
	record_number(&request, PAGE_COUNT, 50);
	screen_send(screen, CALL_PAGE, &request, got_history);
	record_release(&request);
}

/* --- the old window --- */

/* Of the same person, with the same record open: most often a line that was cut and not noticed yet. */
static void got_windows(struct screen *screen, const struct answer *answer)
{
	struct recovery *recovery = recovery_of(screen);
	struct row_walk rows;

	if (answer->kind != ANSWER_DONE)
		return;
	for (rows = view_rows(&answer->body, PRESENCE_LIST); row_walk_next(&rows);)
		recovery->old_window |=
			(uint64_t)view_number(&rows.row, PRESENCE_PERSON) == screen->app->welcome.person;
}

static void ask_windows(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);
	struct record request;

	record_init(&request, &beat_shape);
	record_number(&request, BEAT_ENTITY, recovery->live.entity);
	record_number(&request, BEAT_ID, (int64_t)recovery->live.id);
	screen_send(screen, CALL_BEAT, &request, got_windows);
	record_release(&request);
}

/* --- opening --- */

static void title_came(struct screen *screen, const struct answer *answer)
{
	titles_take(&recovery_of(screen)->titles, answer);
}

static void recovery_open(struct screen *screen, const struct target *target)
{
	struct recovery *recovery = recovery_of(screen);
	struct text patch;
	struct reader reader;

	buf_text(&recovery->bytes, target->text);
	recovery->draft = (struct view){.entity = &draft_rows, .body = buf_as_text(&recovery->bytes)};
	recovery->left = target->kind;
	patch = view_text(&recovery->draft, DRAFT_PATCH);
	reader = reader_of(patch.at, patch.len);
	patch_decode(&recovery->patch, &reader, NULL);
	live_open(&recovery->live, screen, target->entity, target->id, ask_history);
	ask_windows(screen);
	titles_ask(screen, &recovery->titles, schema_entity(&court_schema, target->entity), &recovery->patch,
		title_came);
}

static void recovery_close(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);

	live_close(&recovery->live);
	patch_release(&recovery->patch);
	buf_release(&recovery->bytes);
	buf_release(&recovery->others);
	titles_release(&recovery->titles);
}

/* --- drawing --- */

/* An edit in words: a row by its own fields. */
static void edit_words(const struct recovery *recovery, const struct edit *edit, struct buf *out)
{
	const struct field *field = entity_field(recovery->live.view.entity, edit->tag);
	struct titles_naming naming;
	struct field_walk walk;

	if (!field)
		return;
	if (!field->rows || edit->row_tag || edit->new.kind != VALUE_TEXT) {
		const struct field *shown =
			edit->row_tag && field->rows ? entity_field(field->rows, edit->row_tag) : field;

		if (shown)
			field_show(shown, &edit->new,
				titles_naming(&naming, &recovery->live, &recovery->titles), out);
		return;
	}
	for (walk = view_walk(field->rows, edit->new.bytes); field_walk_next(&walk);) {
		const struct field *inner = entity_field(field->rows, walk.tag);

		if (!inner)
			continue;
		field_show(
			inner, &walk.value, titles_naming(&naming, &recovery->live, &recovery->titles), out);
		buf_put(out, "  ", 2);
	}
}

static int draw_stored(const struct screen *screen, struct rect rect, int row)
{
	static const struct {
		uint16_t tag;
		const char *count;
	} lists[] = {{MEETING_ATTENDANCE, N_("roll {1}")}, {MEETING_AGENDA, N_("agenda {1}")},
		{MEETING_DECISIONS, N_("decisions {1}")}, {MEETING_MINUTES, N_("minutes {1}")}};
	struct recovery *recovery = recovery_of(screen);
	struct buf line = BUF_INIT;

	if (recovery->live.entity != ENTITY_MEETING)
		return row;
	draw_text(
		row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, tr_text("In the store (cannot be lost)"));
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		tr_format(&line, lists[i].count, "n",
			(int64_t)view_row_count(&recovery->live.view, lists[i].tag));
		buf_put(&line, "  ", 2);
	}
	draw_text(row++, rect.left + 3, rect.columns - 4, STYLE_NORMAL, buf_as_text(&line));
	buf_release(&line);
	return row + 1;
}

static int draw_draft(const struct screen *screen, struct rect rect, int row)
{
	struct recovery *recovery = recovery_of(screen);
	struct buf line = BUF_INIT;

	draw_text(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, tr_text("Only in the draft"));
	for (size_t i = 0; i < recovery->patch.count && i < SEPARATE_ROWS; i++, row++) {
		const struct field *field =
			entity_field(recovery->live.view.entity, recovery->patch.edits[i].tag);

		buf_clear(&line);
		if (field)
			draw_text(row, rect.left + 3, 10, STYLE_NORMAL,
				field_label(field, words_language(), &line));
		buf_clear(&line);
		edit_words(recovery, &recovery->patch.edits[i], &line);
		draw_text(row, rect.left + 13, rect.columns - 15, STYLE_NORMAL, buf_as_text(&line));
	}
	buf_release(&line);
	return row + 1;
}

static int draw_others(const struct screen *screen, struct rect rect, int row)
{
	const struct recovery *recovery = recovery_of(screen);
	struct text rest = buf_as_text(&recovery->others), line;

	if (!rest.len && !recovery->old_window)
		return row;
	draw_text(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, tr_text("Since the line was cut"));
	while (text_split(&rest, '\n', &line) && line.len)
		draw_text(row++, rect.left + 3, rect.columns - 4, STYLE_NORMAL, line);
	if (recovery->old_window)
		draw_text(row++, rect.left + 3, rect.columns - 4, STYLE_NORMAL,
			tr_text("Your old window is still there: with 1 this one goes on, that one only "
				"reads"));
	return row + 1;
}

static void draw_choices(struct rect rect, int row)
{
	static const struct {
		const char *digit, *words;
	} choices[] = {
		{"1", N_("Go on, with the caret where it was")},
		{"2", N_("See first what differs")},
		{"3", N_("Leave it for now; it is offered again at the next login")},
		{"9", N_("Not wanted: into the recycle bin, kept for 30 days")},
	};
	int bottom = rect.top + rect.rows - 6;

	if (row > bottom)
		row = bottom;
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++, row++) {
		draw_clear(row, rect.left, rect.columns);
		draw_text(row, rect.left + 1, 1, STYLE_BOLD, text_of(choices[i].digit));
		draw_text(row, rect.left + 4, rect.columns - 6, STYLE_NORMAL, tr_text(choices[i].words));
	}
	draw_text(row, rect.left + 1, 30, STYLE_NORMAL, tr_text("Press a digit"));
	draw_cursor(row, rect.left + 2 + (int)text_width(tr_text("Press a digit")));
}

/* Which record, and how it stands. */
static void draw_record(const struct screen *screen, struct rect rect, int row)
{
	const struct recovery *recovery = recovery_of(screen);
	const struct choice *state = recovery->live.loaded && recovery->live.entity == ENTITY_MEETING
		? choice_coded(meeting_states, view_number(&recovery->live.view, MEETING_STATE))
		: NULL;
	struct buf line = BUF_INIT, word = BUF_INIT;

	buf_text(&line, view_text(&recovery->draft, DRAFT_TITLE));
	if (state) {
		buf_put(&line, "  ", 2);
		buf_text(&line, choice_label(state, words_language(), &word));
	}
	draw_text(row, rect.left + 1, rect.columns - 2, STYLE_BOLD, buf_as_text(&line));
	buf_release(&line);
	buf_release(&word);
}

static void recovery_draw(const struct screen *screen, struct rect rect)
{
	struct recovery *recovery = recovery_of(screen);
	int64_t moment = view_number(&recovery->draft, DRAFT_MOMENT);
	struct buf line = BUF_INIT;
	int row = rect.top + 2;

	draw_title(screen, rect, tr_text("Go on writing"));
	draw_record(screen, rect, row++);
	tr_date(moment_date(moment, screen->app->welcome.offset), date_parts(screen->app->welcome.today).year,
		&line);
	buf_byte(&line, ' ');
	time_format(moment_minute(moment, screen->app->welcome.offset), &line);
	buf_printf(&line, ":%02d", moment_second(moment));
	buf_text(&line, tr_text(": the last that reached the server"));
	draw_text(row++, rect.left + 1, rect.columns - 2, STYLE_NORMAL, buf_as_text(&line));
	buf_release(&line);
	row = draw_stored(screen, rect, row + 1);
	row = draw_draft(screen, rect, row);
	row = draw_others(screen, rect, row);
	draw_choices(rect, row);
}

/* --- keys --- */

static void go_on(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);
	struct app *app = screen->app;
	unsigned entity = recovery->live.entity;
	struct target target = {.entity = entity, .id = recovery->live.id};
	bool meeting = view_number(&recovery->draft, DRAFT_FORM) == FORM_MEETING;

	app_close(screen);
	if (meeting)
		app_open(app, "meeting", &target);
	else
		app_show_record(app, entity, target.id);
}

/* What is stored of the same, and what the draft has. */
static void say_difference(const struct recovery *recovery, const struct edit *edit, struct buf *out)
{
	const struct field *field = entity_field(recovery->live.view.entity, edit->tag);
	struct edit stored = *edit;
	struct view row;
	struct buf label = BUF_INIT;

	if (!field)
		return;
	buf_text(out, field_label(field, words_language(), &label));
	buf_text(out, TEXT("\n"));
	stored.new = EMPTY_VALUE;
	if (!edit->row)
		view_get(&recovery->live.view, edit->tag, &stored.new);
	else if (view_row(&recovery->live.view, edit->tag, edit->row, &row) && edit->row_tag)
		view_get(&row, edit->row_tag, &stored.new);
	else if (view_row(&recovery->live.view, edit->tag, edit->row, &row))
		stored.new = value_text(row.body);
	buf_put(out, "  ", 2);
	buf_text(out, tr_text("stored: "));
	if (stored.new.kind == VALUE_EMPTY)
		buf_text(out, tr_text("nothing yet"));
	else
		edit_words(recovery, &stored, out);
	buf_put(out, "\n  ", 3);
	buf_text(out, tr_text("draft: "));
	edit_words(recovery, edit, out);
	buf_text(out, TEXT("\n"));
	buf_release(&label);
}

static void look(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);
	struct target target = {0};
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < recovery->patch.count; i++)
		say_difference(recovery, &recovery->patch.edits[i], &text);
	target.text = buf_as_text(&text);
	app_open(screen->app, "text", &target);
	buf_release(&text);
}

static void dropped(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	app_close(screen);
}

static void throw_away(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);
	struct record request;

	record_init(&request, &draft_message_shape);
	record_number(&request, DRAFT_DO, DRAFT_DO_DROP);
	record_number(&request, DRAFT_ENTITY, recovery->live.entity);
	record_number(&request, DRAFT_ID, (int64_t)recovery->live.id);
	record_number(&request, DRAFT_FORM, view_number(&recovery->draft, DRAFT_FORM));
	record_number(&request, DRAFT_TRASH, 1);
	screen_send(screen, CALL_DRAFT, &request, dropped);
	record_release(&request);
}

static void put_off(struct screen *screen)
{
	app_close(screen);
}

static bool recovery_event(struct screen *screen, const struct event *event)
{
	static void (*const answers[10])(struct screen *) = {
		[1] = go_on, [2] = look, [3] = put_off, [9] = throw_away};
	int digit = event_digit(event);

	if (event_is(event, KEY_ESC))
		digit = 3;
	if (digit < 0 || !answers[digit])
		return false;
	answers[digit](screen);
	return true;
}

static bool recovery_entering(const struct screen *screen, struct buf *where)
{
	(void)screen;
	if (where)
		buf_text(where, tr_text("choice"));
	return true;
}

static const struct action actions[] = {
	{"put_off", "Esc F12", N_("Leave it for now"),
		N_("Leave it for now; it is offered again at the next login"), WHEN_ENTERING, put_off, NULL},
	{0},
};

const struct screen_kind recovery_kind = {sizeof(struct recovery), actions, recovery_open, recovery_close,
	recovery_draw, recovery_event, recovery_entering, NULL, NULL, NULL, false};
