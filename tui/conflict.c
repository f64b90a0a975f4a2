#include "tui/conflict.h"

#include "tui/conflict_parts.h"

static struct question *question_at(const struct screen *screen)
{
	return &conflict_of(screen)->questions[conflict_of(screen)->at];
}

/* --- choosing --- */

/* The next question without an answer; after the last one the cursor stays. */
static void go_on(struct conflict_state *state)
{
	state->writing = false;
	for (size_t i = 1; i <= state->count; i++) {
		size_t at = (state->at + i) % state->count;

		if (!state->questions[at].side) {
			state->at = at;
			return;
		}
	}
}

static void choose(struct screen *screen, enum side side)
{
	question_at(screen)->side = side;
	go_on(conflict_of(screen));
	conflict_touched(screen);
}

static void record_picked(struct screen *screen, uint64_t id, struct text name)
{
	struct question *question = question_at(screen);

	if (!id)
		return;
	question->values[SIDE_OTHER] = value_number((int64_t)id);
	question->other_name = arena_text(&conflict_of(screen)->arena, name);
	choose(screen, SIDE_OTHER);
}

bool conflict_may_write(const struct question *question)
{
	return question->field && question->field->type->parse && question->field->type != &type_refs;
}

static void write_other(struct screen *screen)
{
	struct question *question = question_at(screen);

	if (!conflict_may_write(question)) {
		app_say(screen->app, "This cannot be written by hand: choose 1, 2 or 3", "");
	} else if (question->field->type == &type_ref) {
		ask_record(screen, N_("Another one"), question->field->target, NULL, NO_TEXT, record_picked);
	} else {
		conflict_of(screen)->writing = true;
		/* Nobody writes a long text anew to change a word of it. */
		if (question->long_text && !edit_line_text(&question->other).len)
			edit_line_set(&question->other, question->values[SIDE_MINE].bytes);
	}
}

bool conflict_read_other(struct conflict_state *state, struct question *question, struct error *err)
{
	struct naming naming = {.today = state->today, .language = words_language()};
	struct text text = text_trim(edit_line_text(&question->other));
	struct buf room = BUF_INIT;
	struct value value = EMPTY_VALUE;
	bool good = question->field &&
		(!text.len || field_parse(question->field, text, &naming, &room, &value, err)) &&
		field_check(question->field, &value, err);

	if (good) {
		value.bytes = arena_text(&state->arena, value.bytes);
		question->values[SIDE_OTHER] = value;
	}
	buf_release(&room);
	return good;
}

static void take_written(struct screen *screen)
{
	struct error err = ERROR_INIT;

	if (conflict_read_other(conflict_of(screen), question_at(screen), &err))
		choose(screen, SIDE_OTHER);
	else
		app_say_error(screen->app, &err);
}

static bool event(struct screen *screen, const struct event *event)
{
	struct conflict_state *state = conflict_of(screen);
	int digit = event_digit(event);

	if (state->writing) {
		if (!edit_line_event(&question_at(screen)->other, event))
			return false;
		conflict_touched(screen);
		return true;
	}
	if (digit >= SIDE_OLD && digit <= SIDE_THEIRS)
		choose(screen, (enum side)digit);
	else if (digit == SIDE_OTHER)
		write_other(screen);
	return true;
}

static void up(struct screen *screen)
{
	struct conflict_state *state = conflict_of(screen);

	state->writing = false;
	state->at -= state->at > 0;
}

static void down(struct screen *screen)
{
	struct conflict_state *state = conflict_of(screen);

	state->writing = false;
	state->at += state->at + 1 < state->count;
}

static void enter(struct screen *screen)
{
	if (conflict_of(screen)->writing)
		take_written(screen);
	else
		go_on(conflict_of(screen));
}

/* --- the answer --- */

static void put_chosen(const struct conflict_state *state, struct patch *chosen)
{
	for (size_t i = 0; i < state->count; i++) {
		const struct question *question = &state->questions[i];
		const struct value *value = &question->values[question->side];

		if (value_equal(value, &question->values[SIDE_THEIRS]))
			continue;
		/* It applies to what stands there now: theirs. */
		*patch_add(chosen, 0, EMPTY_VALUE, EMPTY_VALUE) = state->mine.edits[i];
		chosen->edits[chosen->count - 1].old = question->values[SIDE_THEIRS];
		chosen->edits[chosen->count - 1].new = *value;
		chosen->edits[chosen->count - 1].place = PLACE_WHOLE;
	}
}

static void finish(struct screen *screen, bool decided)
{
	struct conflict_state *state = conflict_of(screen);
	void (*done)(struct screen *, const struct patch *) = state->done;
	struct draft_of draft = {state->live->entity, state->live->id, FORM_CONFLICT};
	bool leave = !decided && !state->elsewhere && state->count && !state->draft_lost;
	struct patch chosen = PATCH_INIT, kept = PATCH_INIT;
	struct arena arena = ARENA_INIT;
	struct screen *by;

	if (decided) {
		patch_append(&kept, &state->rest, &arena);
		put_chosen(state, &chosen);
		patch_append(&kept, &chosen, &arena);
	}
	patch_release(&chosen);
	if (leave)
		conflict_keep(screen);
	state->dirty = false;
	by = asker_close(screen);
	if (by)
		done(by, decided ? &kept : NULL);
	/* Behind the change that makes it needless. */
	if (by)
		draft_send(by, leave ? DRAFT_DO_LEAVE : DRAFT_DO_DROP, draft, NULL);
	patch_release(&kept);
	arena_release(&arena);
}

static void save(struct screen *screen)
{
	if (conflict_of(screen)->writing)
		take_written(screen);
	if (!conflict_of(screen)->writing)
		finish(screen, true);
}

static bool may_save(const struct screen *screen, struct message *why)
{
	size_t left = conflict_left(conflict_of(screen));

	/* F2 takes what is being written, too. */
	left -= conflict_of(screen)->writing && !question_at(screen)->side;
	if (left && why)
		message_set(why, "{1} are still to be chosen", "n", (int64_t)left);
	return !left;
}

static void leave(struct screen *screen)
{
	finish(screen, false);
}

/* --- the screen --- */

static void open(struct screen *screen, const struct target *target)
{
	(void)screen;
	(void)target;
}

static void close(struct screen *screen)
{
	conflict_release(conflict_of(screen));
}

static bool entering(const struct screen *screen, struct buf *where)
{
	(void)screen;
	if (where)
		buf_text(where, tr_text("merge"));
	return true;
}

/* Digits come as text, which no action takes while entering: this row is for bar, help and palette. */
static void sides(struct screen *screen)
{
	go_on(conflict_of(screen));
}

static bool may_write(const struct screen *screen, struct message *why)
{
	(void)why;
	return !conflict_of(screen)->writing && conflict_may_write(question_at(screen));
}

static bool only_sides(const struct screen *screen, struct message *why)
{
	(void)why;
	return !conflict_of(screen)->writing && !conflict_may_write(question_at(screen));
}

static const struct action actions[] = {
	{"sides", "1-4", N_("Choose"), N_("1 before, 2 mine, 3 theirs, 4 another; then the next question"),
		WHEN_ALWAYS, sides, may_write},
	{"only_sides", "1-3", N_("Choose"), N_("1 before, 2 mine, 3 theirs; then the next question"),
		WHEN_ALWAYS, sides, only_sides},
	{"save", "F2 Ctrl-S", N_("Save as chosen"), N_("Save what was chosen"), WHEN_ALWAYS, save, may_save},
	{"up", "Up", NULL, N_("The question before"), WHEN_ALWAYS, up, NULL},
	{"down", "Down", NULL, N_("The next question"), WHEN_ALWAYS, down, NULL},
	{"enter", "Enter", NULL, N_("Take what is written; go on"), WHEN_ALWAYS, enter, NULL},
	{"leave", "Esc F12", N_("Leave as draft"), N_("Decide later: yours stays a draft"), WHEN_ALWAYS,
		leave, NULL},
	{0},
};
static const struct screen_kind conflict_kind = {
	.size = sizeof(struct conflict_state),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = conflict_draw,
	.event = event,
	.entering = entering,
	.keep = conflict_keep,
};
static const struct screen_row conflict_row = {"conflict", N_("Two people changed the same"), &conflict_kind};

void conflict_open(struct screen *screen, const struct live *live, const struct patch *mine,
	const struct view *failure, struct naming *naming, bool elsewhere,
	void (*done)(struct screen *screen, const struct patch *chosen))
{
	struct conflict_state *state = (struct conflict_state *)asker_open(screen, &conflict_row, "");
	struct screen *conflict = screen->app->top;

	state->done = done;
	state->live = live;
	state->elsewhere = elsewhere;
	state->today = screen->app->welcome.today;
	buf_text(&state->asker.title, view_text(&live->answer, GOT_TITLE));
	conflict_fill(conflict, mine, failure, naming);
	if (state->count)
		conflict_take_draft(conflict);
	else
		finish(conflict, false);
}
