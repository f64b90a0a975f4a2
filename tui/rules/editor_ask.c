/* What the editor asks of the service: the reading of its text, what it would do, the draft. */
#include <string.h>
#include "core/base/date.h"
#include "core/base/number.h"
#include "tui/drafts.h"
#include "tui/rules/editor.h"
#include "tui/scores/scores.h"

/* How often a text that changes is kept, and looked at whether it still changes. */
enum { TICK = 300 };

/* --- what the service says of the text --- */

static size_t take_places(struct rules_editor *editor, struct row_walk rows, bool doubts)
{
	size_t total = 0;

	for (; row_walk_next(&rows); total++)
		if (editor->fault_count < RULES_FAULTS_SHOWN)
			editor->faults[editor->fault_count++] = (struct rules_fault){
				(size_t)view_number(&rows.row, PLACE_LINE) - 1,
				(size_t)view_number(&rows.row, PLACE_COLUMN) - 1,
				arena_text(&editor->arena, view_text(&rows.row, PLACE_MESSAGE)), doubts};
	return total;
}

/* Of a file with faults nothing is doubted yet. */
static void take_faults(struct rules_editor *editor, const struct view *answer)
{
	editor->fault_count = 0;
	editor->fault_total = take_places(editor, view_rows(answer, RULED_FAULTS), false);
	editor->doubt_total = take_places(editor, view_rows(answer, RULED_DOUBTS), true);
}

static void take_sentences(struct rules_editor *editor, const struct view *answer)
{
	struct row_walk rows = view_rows(answer, RULED_SENTENCES);

	editor->said_count = 0;
	while (row_walk_next(&rows) && editor->said_count < RULES_SENTENCES) {
		const struct view *row = &rows.row;

		editor->said[editor->said_count++] =
			(struct rules_said){(size_t)view_number(row, SENTENCE_LINE) - 1,
				(size_t)view_number(row, SENTENCE_LAST) - 1, view_number(row, SENTENCE_KIND),
				arena_text(&editor->arena, view_text(row, SENTENCE_NAME)),
				arena_text(&editor->arena, view_text(row, SENTENCE_WORDS)),
				view_has(row, SENTENCE_FULL), view_has(row, SENTENCE_SUM),
				view_number(row, SENTENCE_FULL), view_number(row, SENTENCE_SUM)};
	}
}

/* --- the effect on the last period --- */

static void put_totals(const struct view *move, struct buf *out)
{
	static const uint16_t sides[] = {MOVE_OLD_TOTAL, MOVE_NEW_TOTAL};

	for (size_t i = 0; i < 2; i++) {
		buf_text(out, i ? TEXT(" -> ") : TEXT(" "));
		if (view_has(move, sides[i]))
			points_show(view_number(move, sides[i]), 2, false, out);
		else
			buf_text(out, TEXT("--"));
	}
}

static void tried(struct screen *screen, const struct answer *answer)
{
	struct rules_editor *editor = rules_of(screen);
	struct row_walk moves;
	int64_t changed = 0;
	struct buf first = BUF_INIT;

	buf_clear(&editor->effect);
	if (answer->kind == ANSWER_ERROR)
		return;
	moves = view_rows(&answer->body, RULED_MOVES);
	while (row_walk_next(&moves)) {
		if (view_number(&moves.row, MOVE_OLD_TOTAL) == view_number(&moves.row, MOVE_NEW_TOTAL))
			continue;
		if (!changed++) {
			buf_text(&first, evaluated_short(view_text(&moves.row, MOVE_NAME)));
			put_totals(&moves.row, &first);
		}
	}
	if (changed)
		tr_format(&editor->effect, "{1} would have other points: {2}", "nS", changed,
			buf_as_text(&first));
	else
		buf_text(&editor->effect, tr_text(N_("nobody would have other points")));
	buf_release(&first);
	app_redraw(screen->app);
}

void rules_send(struct screen *screen, enum rules_do what, struct text text, screen_answer *done)
{
	struct rules_editor *editor = rules_of(screen);
	struct record request;

	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, text);
	record_number(&request, RULE_FILE_DO, what);
	if (what == RULES_TRY || what == RULES_FETCH) {
		record_number(&request, RULE_FILE_FROM, editor->from);
		record_number(&request, RULE_FILE_TO, editor->to);
	}
	if (what == RULES_FETCH || what == RULES_EXAMPLE)
		record_number(&request, RULE_FILE_SCORED, editor->scored);
	screen_send(screen, CALL_RULES, &request, done);
	record_release(&request);
}

static void judged(struct screen *screen, const struct answer *answer)
{
	struct rules_editor *editor = rules_of(screen);

	editor->waiting = false;
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	arena_release(&editor->arena);
	take_faults(editor, &answer->body);
	take_sentences(editor, &answer->body);
	editor->spans = view_number(&answer->body, RULED_SPANS);
	buf_clear(&editor->changes);
	changes_say(buf_as_text(&editor->base), edit_text_text(&editor->text), &editor->changes);
	if (editor->again)
		rules_judge(screen);
	else if (!editor->fault_total && editor->form == FORM_RULES)
		rules_send(screen, RULES_TRY, edit_text_text(&editor->text), tried);
	else
		buf_clear(&editor->effect);
	app_redraw(screen->app);
}

void rules_judge(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);

	editor->again = editor->waiting;
	if (editor->waiting)
		return;
	editor->waiting = true;
	rules_send(screen, RULES_READ, edit_text_text(&editor->text), judged);
}

/* --- what may stand here --- */

bool rules_english(const struct rules_editor *editor)
{
	struct text text = edit_text_text(&editor->text);

	return text_find(text, TEXT("\nsections:")) < text.len;
}

static void choice_made(struct screen *screen, int digit)
{
	struct rules_editor *editor = rules_of(screen);
	struct text choices = buf_as_text(&editor->choices), word = NO_TEXT;

	for (int i = 0; i < digit; i++)
		if (!text_split(&choices, '\n', &word))
			return;
	if (digit < 1)
		return;
	edit_line_replace(&editor->text.edit, editor->value_from, editor->value_to, word, EDIT_ALONE);
	edit_text_size(&editor->text, editor->text.rows, editor->text.columns);
	rules_touched(screen);
}

static void offer(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	struct text choices = buf_as_text(&editor->choices), word;
	struct choice_line lines[9];
	size_t count = 0;

	while (count < 9 && text_split(&choices, '\n', &word)) {
		lines[count] = (struct choice_line){(int)count + 1, NULL, word};
		count++;
	}
	if (count)
		ask_number(screen, N_("What stands here?"), lines, count, choice_made);
	else
		app_say(screen->app, "Any number, formula or name may stand here; F1 lists the keys", "");
}

bool rules_offer_fault(struct screen *screen, const struct rules_fault *fault)
{
	struct rules_editor *editor = rules_of(screen);
	struct text text = edit_text_text(&editor->text);
	size_t from = byte_of_place(text, fault->line, fault->column), to = from;

	buf_clear(&editor->choices);
	fault_offers(fault->message, rules_english(editor), &editor->choices);
	if (!editor->choices.len)
		return false;
	while (to < text.len && !strchr(" ,:}]\n", text.at[to]))
		to++;
	editor->value_from = from;
	editor->value_to = to;
	offer(screen);
	return true;
}

/* --- the draft --- */

/* Those of groups each quarter that are in force have one draft, each version that is opened has its own, and
 * so have rules for those who have none yet. */
static struct draft_of ours(const struct screen *screen)
{
	const struct rules_editor *editor = rules_of(screen);

	return (struct draft_of){ENTITY_RULES, editor->live.id, editor->form};
}

static void note_kept(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	int64_t now = app_now(screen->app);

	buf_clear(&editor->kept);
	time_format(moment_minute(now, screen->app->welcome.offset), &editor->kept);
	buf_printf(&editor->kept, ":%02d", (int)moment_second(now));
}

static void put_answer(struct screen *screen, const struct answer *answer)
{
	struct rules_editor *editor = rules_of(screen);

	if (answer->kind != ANSWER_ERROR) {
		editor->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
		note_kept(screen);
		app_redraw(screen->app);
		return;
	}
	editor->draft_lost = draft_taken_over(&answer->error);
	app_say_error(screen->app, &answer->error);
}

void rules_keep(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	struct patch patch = PATCH_INIT;
	struct buf bytes = BUF_INIT, caret = BUF_INIT;
	struct record request;

	if (!editor->dirty || editor->draft_lost)
		return;
	editor->dirty = false;
	editor->draft_there = true;
	patch_add(&patch, RULES_TEXT, EMPTY_VALUE, value_text(edit_text_text(&editor->text)));
	patch_encode(&patch, &bytes);
	buf_printf(&caret, "%zu", editor->text.edit.caret);
	draft_request(&request, DRAFT_DO_PUT, ours(screen));
	record_number(&request, DRAFT_GENERATION, (int64_t)editor->generation);
	record_text(&request, DRAFT_PATCH, buf_as_text(&bytes));
	record_text(&request, DRAFT_CARET, buf_as_text(&caret));
	screen_send(screen, CALL_DRAFT, &request, put_answer);
	record_release(&request);
	patch_release(&patch);
	buf_release(&bytes);
	buf_release(&caret);
}

void rules_drop_draft(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);

	editor->dirty = false;
	if (!editor->draft_there)
		return;
	editor->draft_there = false;
	editor->generation = 0;
	draft_send(screen, DRAFT_DO_DROP, ours(screen), NULL);
}

void rules_leave_draft(struct screen *screen)
{
	const struct rules_editor *editor = rules_of(screen);

	if (editor->draft_there && !editor->draft_lost)
		draft_send(screen, DRAFT_DO_LEAVE, ours(screen), NULL);
}

/* Kept while somebody types, judged when he pauses: faults move the lines below them, and nothing is to move
 * behind a typing person. */
static void due(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	bool pause = !editor->typed;

	rules_keep(screen);
	editor->typed = false;
	if (pause)
		rules_judge(screen);
	else
		screen_within(screen, TICK, due);
}

void rules_touched(struct screen *screen)
{
	rules_of(screen)->dirty = true;
	rules_of(screen)->typed = true;
	screen_within(screen, TICK, due);
}

/* --- beginning --- */

void rules_size(struct screen *screen)
{
	const struct app *app = screen->app;

	edit_text_size(
		&rules_of(screen)->text, app->rows > 16 ? app->rows - 11 : 6, app->columns - RULES_MARGIN);
}

static void draft_came(struct screen *screen, const struct answer *answer);

static void over_answered(struct screen *screen, int digit)
{
	struct rules_editor *editor = rules_of(screen);

	editor->draft_lost = digit != 1;
	editor->taking = digit == 1;
	if (editor->draft_lost)
		draft_say_read_only(screen->app);
	else
		draft_send(screen, DRAFT_DO_TAKE, ours(screen), draft_came);
}

static void draft_came(struct screen *screen, const struct answer *answer)
{
	struct rules_editor *editor = rules_of(screen);
	struct patch patch = PATCH_INIT;
	struct text bytes = answer->kind == ANSWER_ERROR ? NO_TEXT : view_text(&answer->body, DRAFT_PATCH);
	struct reader reader = reader_of(bytes.at, bytes.len);
	int64_t caret;

	editor->taking = false;
	if (answer->kind == ANSWER_DONE && view_has(&answer->body, DRAFT_SINCE))
		draft_ask_over(screen, view_number(&answer->body, DRAFT_SINCE), over_answered);
	if (!bytes.len || editor->dirty)
		return;
	if (patch_decode(&patch, &reader, NULL) && patch.count && patch.edits[0].tag == RULES_TEXT) {
		edit_text_set(&editor->text, patch.edits[0].new.bytes);
		if (number_parse(view_text(&answer->body, DRAFT_CARET), &caret))
			rules_caret(screen, (size_t)caret);
		editor->draft_there = true;
		editor->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
		app_say(screen->app,
			"Your draft is here again; Ctrl-R goes back to the rules as they were opened", "");
		rules_judge(screen);
	}
	patch_release(&patch);
	app_redraw(screen->app);
}

void rules_take_draft(struct screen *screen)
{
	struct record request;

	draft_request(&request, DRAFT_DO_TAKE, ours(screen));
	if (screen->target.over)
		record_number(&request, DRAFT_OVER, 1);
	rules_of(screen)->taking = true;
	screen_send(screen, CALL_DRAFT, &request, draft_came);
	record_release(&request);
}

/* --- in force --- */

/* What came instead of what its cases expect: faults, at the lines where that stands. */
static void take_failed(struct rules_editor *editor, const struct view *answer)
{
	struct row_walk rows = view_rows(answer, RULED_DIFFERENCES);
	struct text text = edit_text_text(&editor->text);

	editor->fault_count = 0;
	while (row_walk_next(&rows) && editor->fault_count < RULES_FAULTS_SHOWN) {
		size_t line = (size_t)view_number(&rows.row, DIFFERENCE_LINE) - 1;
		struct text rest = text_skip(text, line_start(text, line));

		editor->faults[editor->fault_count++] =
			(struct rules_fault){line, (size_t)(text_trim(rest).at - rest.at),
				arena_text(&editor->arena, view_text(&rows.row, DIFFERENCE_MESSAGE)), false};
	}
	editor->fault_total = editor->fault_count;
}

static void activated(struct screen *screen, const struct answer *answer)
{
	struct row_walk cases;
	struct buf day = BUF_INIT;

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	if (!view_has(&answer->body, RULED_VERSION)) {
		take_failed(rules_of(screen), &answer->body);
		cases = view_rows(&answer->body, RULED_CASES);
		while (row_walk_next(&cases))
			if (!view_number(&cases.row, CASE_GOOD)) {
				app_say(screen->app,
					"Not in force: the case \"{1}\" does not come out (F8: where)", "S",
					view_text(&cases.row, CASE_NAME));
				return;
			}
		app_say(screen->app, "Not in force: F8 goes from fault to fault", "");
		return;
	}
	rules_drop_draft(screen);
	date_format(view_number(&answer->body, RULED_FROM), &day);
	app_say(screen->app, "Version {1} is in force from {2} on", "nS",
		view_number(&answer->body, RULED_VERSION), buf_as_text(&day));
	rules_of(screen)->version = view_number(&answer->body, RULED_VERSION);
	buf_release(&day);
}

void rules_activate_now(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	struct record request;

	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, edit_text_text(&editor->text));
	record_number(&request, RULE_FILE_DO, RULES_ACTIVATE);
	record_text(&request, RULE_FILE_BASIS, buf_as_text(&editor->basis));
	if (editor->reason.len)
		record_text(&request, RULE_FILE_REASON, buf_as_text(&editor->reason));
	if (editor->first)
		record_number(&request, RULE_FILE_FROM, editor->first);
	screen_send(screen, CALL_RULES, &request, activated);
	record_release(&request);
}
