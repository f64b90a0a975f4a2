#include "tui/conflict.h"

#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
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

static void write_other(struct screen *screen)
{
	const struct question *question = question_at(screen);

	if (question->field && question->field->type == &type_ref)
		ask_record(screen, N_("Another one"), question->field->target, NULL, NO_TEXT, record_picked);
	else if (question->field && question->field->type->parse && question->field->type != &type_refs)
		conflict_of(screen)->writing = true;
	else
		app_say(screen->app, "This cannot be written by hand: choose 1, 2 or 3", "");
}

static void take_written(struct screen *screen)
{
	struct conflict_state *state = conflict_of(screen);
	struct question *question = question_at(screen);
	struct naming naming = {.today = screen->app->welcome.today, .language = words_language()};
	struct text text = text_trim(edit_line_text(&question->other));
	struct error err = ERROR_INIT;
	struct buf room = BUF_INIT;
	struct value value = EMPTY_VALUE;

	if ((text.len && !field_parse(question->field, text, &naming, &room, &value, &err)) ||
		!field_check(question->field, &value, &err)) {
		app_say_error(screen->app, &err);
	} else {
		value.bytes = arena_text(&state->arena, value.bytes);
		question->values[SIDE_OTHER] = value;
		choose(screen, SIDE_OTHER);
	}
	buf_release(&room);
}

static bool event(struct screen *screen, const struct event *event)
{
	struct conflict_state *state = conflict_of(screen);
	int digit = event_digit(event);

	if (state->writing)
		return edit_line_event(&question_at(screen)->other, event);
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
	struct patch chosen = PATCH_INIT, kept = PATCH_INIT;
	struct arena arena = ARENA_INIT;
	struct screen *by;

	if (decided) {
		patch_append(&kept, &state->rest, &arena);
		put_chosen(state, &chosen);
		patch_append(&kept, &chosen, &arena);
	}
	patch_release(&chosen);
	by = asker_close(screen);
	if (by)
		done(by, decided ? &kept : NULL);
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

/* --- opening --- */

static void put_label(
	const struct entity *entity, const struct edit *edit, const struct field **field, struct buf *out)
{
	const struct field *outer = entity_field(entity, edit->tag), *inner = NULL;
	struct buf label = BUF_INIT;

	if (outer && outer->rows && edit->row_tag)
		inner = entity_field(outer->rows, edit->row_tag);
	*field = outer && outer->rows ? inner : outer;
	if (outer)
		field_label(outer, words_language(), out);
	if (inner) {
		buf_byte(out, ' ');
		field_label(inner, words_language(), &label);
		buf_text(out, buf_as_text(&label));
	}
	buf_release(&label);
}

static void show_values(struct conflict_state *state, struct question *question, struct naming *naming)
{
	struct buf words = BUF_INIT;

	for (int side = SIDE_OLD; side <= SIDE_THEIRS; side++) {
		const struct value *value = &question->values[side];

		buf_clear(&words);
		if (value->kind == VALUE_EMPTY)
			buf_text(&words, tr_text("(empty)"));
		else if (question->field)
			field_show(question->field, value, naming, &words);
		else
			buf_text(&words, tr_text("(the line)"));
		question->shown[side] = arena_text(&state->arena, buf_as_text(&words));
	}
	buf_release(&words);
}

/* The one edit of a patch, copied behind the others; NULL: the bytes make none. */
static struct edit *copy_edit(struct text bytes, struct patch *to, struct arena *arena)
{
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct patch patch = PATCH_INIT;
	size_t before = to->count;

	if (patch_decode(&patch, &reader, NULL) && patch.count == 1)
		patch_append(to, &patch, arena);
	patch_release(&patch);
	return to->count > before ? &to->edits[before] : NULL;
}

static void add_question(struct conflict_state *state, const struct entity *entity, const struct view *row,
	struct naming *naming)
{
	struct patch theirs = PATCH_INIT;
	struct question *question = &state->questions[state->count];
	struct edit *their = copy_edit(view_text(row, CONFLICT_THEIRS), &theirs, &state->arena);
	struct edit *mine =
		their ? copy_edit(view_text(row, CONFLICT_EDIT), &state->mine, &state->arena) : NULL;
	struct buf label = BUF_INIT;

	if (mine) {
		state->count++;
		put_label(entity, mine, &question->field, &label);
		question->label = arena_text(&state->arena, buf_as_text(&label));
		question->values[SIDE_OLD] = mine->old;
		question->values[SIDE_MINE] = mine->new;
		question->values[SIDE_THEIRS] = their->new;
		question->author = arena_text(&state->arena, view_text(row, CONFLICT_AUTHOR));
		question->moment = view_number(row, CONFLICT_MOMENT);
		show_values(state, question, naming);
	}
	buf_release(&label);
	patch_release(&theirs);
}

static bool is_asked(const struct conflict_state *state, const struct edit *edit)
{
	for (size_t i = 0; i < state->mine.count; i++)
		if (state->mine.edits[i].tag == edit->tag && state->mine.edits[i].row == edit->row &&
			state->mine.edits[i].row_tag == edit->row_tag)
			return true;
	return false;
}

static void take_rest(struct conflict_state *state, const struct entity *entity, const struct patch *mine)
{
	struct patch rest = PATCH_INIT;
	const struct field *field;

	for (size_t i = 0; i < mine->count; i++) {
		struct buf label = BUF_INIT;

		if (is_asked(state, &mine->edits[i]))
			continue;
		*patch_add(&rest, 0, EMPTY_VALUE, EMPTY_VALUE) = mine->edits[i];
		put_label(entity, &mine->edits[i], &field, &label);
		buf_text(&state->rests, state->rests.len ? tr_text(", ") : NO_TEXT);
		buf_text(&state->rests, buf_as_text(&label));
		buf_release(&label);
	}
	patch_append(&state->rest, &rest, &state->arena);
	patch_release(&rest);
}

static void open(struct screen *screen, const struct target *target)
{
	(void)screen;
	(void)target;
}

static void close(struct screen *screen)
{
	struct conflict_state *state = conflict_of(screen);

	for (size_t i = 0; i < state->count; i++)
		edit_line_release(&state->questions[i].other);
	free(state->questions);
	patch_release(&state->mine);
	patch_release(&state->rest);
	buf_release(&state->rests);
	arena_release(&state->arena);
	asker_release(&state->asker);
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

static const struct action actions[] = {
	{"sides", "1-4", N_("Choose"), N_("1 before, 2 mine, 3 theirs, 4 another; then the next question"),
		WHEN_ALWAYS, sides, NULL},
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
};
static const struct screen_row conflict_row = {"conflict", N_("Two people changed the same"), &conflict_kind};

void conflict_open(struct screen *screen, struct text title, const struct entity *entity,
	const struct patch *mine, const struct view *failure, struct naming *naming,
	void (*done)(struct screen *screen, const struct patch *chosen))
{
	struct conflict_state *state = (struct conflict_state *)asker_open(screen, &conflict_row, "");
	struct row_walk rows = view_rows(failure, APPLIED_CONFLICTS);

	state->done = done;
	buf_text(&state->asker.title, title);
	state->questions =
		mem_new((view_row_count(failure, APPLIED_CONFLICTS) + 1) * sizeof(*state->questions));
	while (row_walk_next(&rows))
		add_question(state, entity, &rows.row, naming);
	take_rest(state, entity, mine);
	if (!state->count)
		finish(screen->app->top, false);
}
