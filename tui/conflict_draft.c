/* The draft of a conflict: its patch is mine, its caret says what was chosen. One line for the question that
 * the cursor is at, then one for each: tag, row, row's tag, side, and what is written as another value. */
#include "core/base/number.h"
#include "tui/conflict_parts.h"

enum { KEEP_MS = 1500 };

static struct draft_of ours(const struct conflict_state *state)
{
	return (struct draft_of){state->live->entity, state->live->id, FORM_CONFLICT};
}

/* --- put --- */

static void kept(struct screen *screen, const struct answer *answer)
{
	struct conflict_state *state = conflict_of(screen);

	if (answer->kind != ANSWER_ERROR) {
		state->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
		return;
	}
	state->draft_lost = draft_taken_over(&answer->error);
	app_say_error(screen->app, &answer->error);
}

static void put_choice(const struct conflict_state *state, size_t at, struct buf *caret)
{
	const struct question *question = &state->questions[at];
	const struct edit *edit = &state->mine.edits[at];

	buf_printf(caret, "%u %llu %u %d ", edit->tag, (unsigned long long)edit->row, edit->row_tag,
		(int)question->side);
	if (question->other_name.len)
		buf_printf(caret, "%lld ", (long long)question->values[SIDE_OTHER].number);
	buf_text(caret, question->other_name.len ? question->other_name : edit_line_text(&question->other));
	buf_byte(caret, '\n');
}

void conflict_keep(struct screen *screen)
{
	struct conflict_state *state = conflict_of(screen);
	struct buf bytes = BUF_INIT, caret = BUF_INIT;
	struct patch patch = PATCH_INIT;
	struct arena arena = ARENA_INIT;
	struct record request;

	if (!state->dirty || state->draft_lost)
		return;
	state->dirty = false;
	buf_printf(&caret, "%zu %d\n", state->at, state->writing);
	for (size_t i = 0; i < state->count; i++)
		put_choice(state, i, &caret);
	patch_append(&patch, &state->mine, &arena);
	patch_append(&patch, &state->rest, &arena);
	patch_encode(&patch, &bytes);
	draft_request(&request, DRAFT_DO_PUT, ours(state));
	record_number(&request, DRAFT_GENERATION, (int64_t)state->generation);
	record_number(&request, DRAFT_BASE, state->live->revision);
	record_text(&request, DRAFT_PATCH, buf_as_text(&bytes));
	record_text(&request, DRAFT_CARET, buf_as_text(&caret));
	screen_send(screen, CALL_DRAFT, &request, kept);
	record_release(&request);
	patch_release(&patch);
	arena_release(&arena);
	buf_release(&bytes);
	buf_release(&caret);
}

void conflict_touched(struct screen *screen)
{
	conflict_of(screen)->dirty = true;
	screen_within(screen, KEEP_MS, conflict_keep);
}

void conflict_forget(struct screen *screen, unsigned entity, uint64_t id)
{
	draft_send(screen, DRAFT_DO_DROP, (struct draft_of){entity, id, FORM_CONFLICT}, NULL);
}

/* --- take --- */

static int64_t number_of(struct text *line)
{
	struct text word;
	int64_t number = 0;

	text_split(line, ' ', &word);
	number_parse(word, &number);
	return number;
}

static struct question *question_of(struct conflict_state *state, struct text *line)
{
	int64_t tag = number_of(line), row = number_of(line), row_tag = number_of(line);

	for (size_t i = 0; i < state->count; i++)
		if (state->mine.edits[i].tag == tag && state->mine.edits[i].row == (uint64_t)row &&
			state->mine.edits[i].row_tag == row_tag)
			return &state->questions[i];
	return NULL;
}

/* Another value once more: a record with its name, or a text that is read again. */
static bool take_other(struct conflict_state *state, struct question *question, struct text line)
{
	if (question->field && question->field->type == &type_ref) {
		question->values[SIDE_OTHER] = value_number(number_of(&line));
		question->other_name = arena_text(&state->arena, line);
		return line.len > 0;
	}
	edit_line_set(&question->other, line);
	return conflict_read_other(state, question, NULL);
}

static void take_choices(struct conflict_state *state, struct text caret)
{
	struct text line;
	int64_t at, writing;

	text_split(&caret, '\n', &line);
	at = number_of(&line);
	writing = number_of(&line);
	while (text_split(&caret, '\n', &line) && line.len) {
		struct question *question = question_of(state, &line);
		enum side side = question ? (enum side)number_of(&line) : SIDE_NONE;

		if (!question || side > SIDE_OTHER)
			continue;
		if (line.len && !take_other(state, question, line) && side == SIDE_OTHER)
			side = SIDE_NONE;
		question->side = side;
	}
	if (at >= 0 && (size_t)at < state->count)
		state->at = (size_t)at;
	state->writing = writing && state->at < state->count && state->questions[state->at].field;
}

static void taken(struct screen *screen, const struct answer *answer)
{
	struct conflict_state *state = conflict_of(screen);

	if (answer->kind == ANSWER_DONE && view_has(&answer->body, DRAFT_PATCH) && !state->dirty) {
		state->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
		take_choices(state, view_text(&answer->body, DRAFT_CARET));
	}
	/* Mine is kept from now on. */
	state->dirty = true;
	conflict_keep(screen);
}

void conflict_take_draft(struct screen *screen)
{
	draft_send(screen, DRAFT_DO_TAKE, ours(conflict_of(screen)), taken);
}
