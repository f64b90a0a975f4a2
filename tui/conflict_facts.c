/* What the conflict screen asks about, by whom it was changed, and what was merged by itself. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/compare.h"
#include "tui/conflict_parts.h"
#include "tui/places.h"
#include "tui/since.h"

/* A text that does not fit a column is compared piece by piece. */
enum { LONG_WIDTH = 40 };

static const struct entity *entity_of(const struct conflict_state *state)
{
	return state->live->view.entity;
}

/* --- a question --- */

static bool is_long(const struct question *question)
{
	bool is = false;

	for (int side = SIDE_OLD; side <= SIDE_THEIRS; side++)
		is |= text_width(question->shown[side]) > LONG_WIDTH;
	return is && question->field && question->field->type->kind == VALUE_TEXT;
}

static void show_side(
	struct conflict_state *state, struct question *question, int side, struct naming *naming)
{
	const struct edit *edit = &state->mine.edits[question - state->questions];
	const struct value *value = &question->values[side];
	struct buf words = BUF_INIT;

	if (value->kind == VALUE_EMPTY)
		buf_text(&words, question->field ? tr_text("(empty)") : tr_text("(gone)"));
	else
		place_value(entity_of(state), edit->tag, edit->row_tag, value, naming, &words);
	question->shown[side] = arena_text(&state->arena, buf_as_text(&words));
	buf_release(&words);
}

static void show_values(struct conflict_state *state, struct question *question, struct naming *naming)
{
	struct text pieces[3];

	for (int side = SIDE_OLD; side <= SIDE_THEIRS; side++)
		show_side(state, question, side, naming);
	question->long_text = is_long(question);
	if (!question->long_text)
		return;
	compare_three(&question->shown[SIDE_OLD], &state->arena, pieces);
	for (int side = SIDE_OLD; side <= SIDE_THEIRS; side++)
		question->shown[side] = pieces[side - 1].len ? pieces[side - 1]
			: side == SIDE_OLD                   ? tr_text("(nothing of this)")
							     : tr_text("(without what stands above)");
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

static void put_who(struct conflict_state *state, struct question *question, int side, const struct view *row,
	uint16_t name, uint16_t moment)
{
	question->who[side].moment = view_number(row, moment);
	if (!question->who[side].moment)
		return;
	question->who[side].name = view_has(row, name) ? arena_text(&state->arena, view_text(row, name))
						       : tr_text("Party affairs office");
}

static void add_question(struct screen *screen, const struct view *row, struct naming *naming)
{
	struct conflict_state *state = conflict_of(screen);
	struct patch theirs = PATCH_INIT;
	struct question *question = &state->questions[state->count];
	struct edit *their = copy_edit(view_text(row, CONFLICT_THEIRS), &theirs, &state->arena);
	struct edit *mine =
		their ? copy_edit(view_text(row, CONFLICT_EDIT), &state->mine, &state->arena) : NULL;
	struct buf label = BUF_INIT;

	if (mine) {
		state->count++;
		place_name(&state->live->view, mine->tag, mine->row, mine->row_tag, naming, &label);
		question->field = place_field(entity_of(state), mine->tag, mine->row_tag);
		question->label = arena_text(&state->arena, buf_as_text(&label));
		question->values[SIDE_OLD] = mine->old;
		question->values[SIDE_MINE] = mine->new;
		question->values[SIDE_THEIRS] = their->new;
		put_who(state, question, SIDE_OLD, row, CONFLICT_OLD_AUTHOR, CONFLICT_OLD_MOMENT);
		put_who(state, question, SIDE_THEIRS, row, CONFLICT_AUTHOR, CONFLICT_MOMENT);
		question->who[SIDE_MINE].name = tr_text("you");
		question->who[SIDE_MINE].moment = app_now(screen->app);
		show_values(state, question, naming);
		titles_want(&state->titles, entity_of(state), &theirs);
	}
	buf_release(&label);
	patch_release(&theirs);
}

/* What they refer to has a name now. */
static void title_came(struct screen *screen, const struct answer *answer)
{
	struct conflict_state *state = conflict_of(screen);
	struct titles_naming naming;

	titles_take(&state->titles, answer);
	for (size_t i = 0; i < state->count; i++)
		if (!state->questions[i].long_text)
			show_side(state, &state->questions[i], SIDE_THEIRS,
				titles_naming(&naming, state->live, &state->titles));
}

static bool conflict_asks(const struct conflict_state *state, uint16_t tag, uint64_t row, uint16_t row_tag)
{
	for (size_t i = 0; i < state->mine.count; i++)
		if (state->mine.edits[i].tag == tag && state->mine.edits[i].row == row &&
			state->mine.edits[i].row_tag == row_tag)
			return true;
	return false;
}

/* --- what is not asked --- */

static void take_rest(struct conflict_state *state, const struct patch *mine, struct naming *naming)
{
	struct patch rest = PATCH_INIT;

	for (size_t i = 0; i < mine->count; i++) {
		const struct edit *edit = &mine->edits[i];

		if (conflict_asks(state, edit->tag, edit->row, edit->row_tag))
			continue;
		*patch_add(&rest, 0, EMPTY_VALUE, EMPTY_VALUE) = *edit;
		buf_text(&state->kept, state->kept.len ? tr_text(", ") : NO_TEXT);
		place_name(&state->live->view, edit->tag, edit->row, edit->row_tag, naming, &state->kept);
	}
	patch_append(&state->rest, &rest, &state->arena);
	patch_release(&rest);
}

/* One line for each who changed something, in the order of the newest. */
static void add_theirs(struct conflict_state *state, const struct since *since, struct text *author)
{
	struct titles_naming naming;

	if (!text_equal(*author, since->author)) {
		buf_text(&state->theirs, state->theirs.len ? TEXT("\n") : NO_TEXT);
		tr_format(&state->theirs, "{1}: ", "S", since->author);
		*author = since->author;
	} else {
		buf_text(&state->theirs, tr_text(", "));
	}
	place_name(&state->live->view, since->tag, since->row, since->row_tag,
		titles_naming(&naming, state->live, &state->titles), &state->theirs);
	state->theirs_count++;
}

static int64_t first_of_theirs(const struct conflict_state *state)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < state->count; i++)
		if (state->questions[i].who[SIDE_THEIRS].moment &&
			state->questions[i].who[SIDE_THEIRS].moment < first)
			first = state->questions[i].who[SIDE_THEIRS].moment;
	return first;
}

static void history_came(struct screen *screen, const struct answer *answer)
{
	struct conflict_state *state = conflict_of(screen);
	struct since since = since_of(screen, answer, first_of_theirs(state));
	struct text author = NO_TEXT;

	if (answer->kind != ANSWER_DONE)
		return;
	buf_clear(&state->theirs);
	state->theirs_count = 0;
	while (since_next(&since))
		if (!conflict_asks(state, since.tag, since.row, since.row_tag))
			add_theirs(state, &since, &author);
}

/* --- all of it --- */

void conflict_fill(
	struct screen *screen, const struct patch *mine, const struct view *failure, struct naming *naming)
{
	struct conflict_state *state = conflict_of(screen);
	struct row_walk rows = view_rows(failure, APPLIED_CONFLICTS);

	state->questions =
		mem_new((view_row_count(failure, APPLIED_CONFLICTS) + 1) * sizeof(*state->questions));
	while (row_walk_next(&rows))
		add_question(screen, &rows.row, naming);
	take_rest(state, mine, naming);
	titles_ask_wanted(screen, &state->titles, title_came);
	since_ask(screen, state->live->entity, state->live->id, history_came);
}

void conflict_release(struct conflict_state *state)
{
	for (size_t i = 0; i < state->count; i++)
		edit_line_release(&state->questions[i].other);
	free(state->questions);
	patch_release(&state->mine);
	patch_release(&state->rest);
	buf_release(&state->kept);
	buf_release(&state->theirs);
	titles_release(&state->titles);
	arena_release(&state->arena);
	asker_release(&state->asker);
}
