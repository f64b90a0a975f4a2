/* What the editor begins with: a version, the rules in force for whom the screen below shows, one of several
 * tables, or for whom there are none yet the example that comes with the program. */
#include "core/base/date.h"
#include "tui/rules/editor.h"
#include "tui/scores/scores.h"

static void take_text(struct screen *screen, struct text text)
{
	struct rules_editor *editor = rules_of(screen);

	editor->loaded = true;
	buf_clear(&editor->base);
	buf_text(&editor->base, text);
	edit_text_set(&editor->text, text);
	rules_size(screen);
	rules_judge(screen);
}

static void begin_with(struct screen *screen, struct text text)
{
	take_text(screen, text);
	rules_take_draft(screen);
	app_redraw(screen->app);
}

/* --- the period that is tried --- */

/* The last one that is over, as long as the shortest that the rules are for. */
static void try_last(struct screen *screen, int64_t spans)
{
	struct rules_editor *editor = rules_of(screen);
	int months = spans_months(spans);
	int64_t begun = period_begin(screen->app->welcome.today, months);

	editor->from = date_add_months(begun, -months);
	editor->to = begun - 1;
}

/* --- a version --- */

static void version_came(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);

	if (editor->loaded)
		return;
	editor->version = view_number(&editor->live.view, RULES_VERSION);
	editor->scored = (unsigned)view_number_or(&editor->live.view, RULES_SUBJECT, ENTITY_GROUP);
	try_last(screen, view_number(&editor->live.view, RULES_SPANS));
	begin_with(screen, view_text(&editor->live.view, RULES_TEXT));
}

static void open_version(struct screen *screen, uint64_t id)
{
	live_open(&rules_of(screen)->live, screen, ENTITY_RULES, id, version_came);
}

/* --- for whom there are none --- */

static const struct {
	unsigned scored;
	uint16_t form;
} forms[] = {{ENTITY_BRANCH, FORM_RULES_BRANCH}, {ENTITY_PERSON, FORM_RULES_PERSON}};

static void example_came(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	try_last(screen, 1 << EVERY_YEAR);
	begin_with(screen, view_text(&answer->body, RULED_TEXT));
	app_say(screen->app, "No such rules are in force yet: this is an example, to be made your own", "");
}

static void begin_new(struct screen *screen, unsigned scored)
{
	struct rules_editor *editor = rules_of(screen);

	editor->scored = scored;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (forms[i].scored == scored)
			editor->form = forms[i].form;
	rules_send(screen, RULES_EXAMPLE, NO_TEXT, example_came);
}

/* --- which of several --- */

static void fetched(struct screen *screen, const struct answer *answer);

static void fetch(struct screen *screen)
{
	rules_send(screen, RULES_FETCH, NO_TEXT, fetched);
}

static void table_given(struct screen *screen, int digit)
{
	struct rules_editor *editor = rules_of(screen);
	const struct rules_table *table;

	if (digit < 1) {
		app_close(screen);
		return;
	}
	table = &editor->tables[digit - 1];
	editor->chosen = true;
	if (table->none)
		begin_new(screen, table->scored);
	else if (table->record)
		open_version(screen, table->record);
	else
		fetch(screen);
}

/* 党小组  季度  党小组季度评比计分规则  第2版 */
static void table_words(const struct view *table, struct buf *out)
{
	const struct choice *kind = choice_coded(evaluated_kinds, view_number(table, TABLE_SCORED));
	int64_t spans = view_number(table, TABLE_SPANS);

	buf_text(out, whom_word(kind ? kind : evaluated_kinds));
	for (const struct choice *span = evaluation_spans; span->name; span++)
		if (spans >> span->code & 1) {
			buf_byte(out, ' ');
			choice_label(span, words_language(), out);
		}
	buf_text(out, TEXT("  "));
	buf_text(out, view_text(table, TABLE_NAME));
	buf_text(out, view_has(table, TABLE_NAME) ? TEXT(" ") : NO_TEXT);
	if (view_number(table, TABLE_VERSION))
		tr_format(out, "version {1}", "n", view_number(table, TABLE_VERSION));
	else
		buf_text(out, tr_text(N_("comes with the program")));
}

struct offering {
	struct rules_editor *editor;
	struct choice_line lines[RULES_TABLES + 1];
	struct arena arena;
	size_t count;
};

static void offer(struct offering *offering, struct rules_table table, struct buf *words)
{
	if (offering->count < RULES_TABLES) {
		offering->editor->tables[offering->count] = table;
		offering->lines[offering->count] = (struct choice_line){
			(int)offering->count + 1, NULL, arena_text(&offering->arena, buf_as_text(words))};
		offering->count++;
	}
	buf_clear(words);
}

static void ask_table(struct screen *screen, const struct view *answer)
{
	struct offering offering = {.editor = rules_of(screen)};
	struct row_walk tables = view_rows(answer, RULED_TABLES);
	struct buf words = BUF_INIT;
	unsigned there = 0;

	while (row_walk_next(&tables)) {
		struct rules_table table = {(uint64_t)view_number(&tables.row, TABLE_RECORD),
			(unsigned)view_number(&tables.row, TABLE_SCORED), false};

		there |= 1u << table.scored;
		table_words(&tables.row, &words);
		offer(&offering, table, &words);
	}
	for (const struct choice *kind = evaluated_kinds; kind->name; kind++)
		if (!(there >> kind->code & 1)) {
			tr_format(&words, "{1}  none yet: begin with an example", "S", whom_word(kind));
			offer(&offering, (struct rules_table){0, (unsigned)kind->code, true}, &words);
		}
	offering.lines[offering.count] = (struct choice_line){0, N_("Leave it"), NO_TEXT};
	ask_number(screen, N_("Which rules?"), offering.lines, offering.count + 1, table_given);
	arena_release(&offering.arena);
	buf_release(&words);
}

static void fetched(struct screen *screen, const struct answer *answer)
{
	struct rules_editor *editor = rules_of(screen);

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	if (!editor->chosen && view_row_count(&answer->body, RULED_TABLES) > 1) {
		ask_table(screen, &answer->body);
	} else if (!view_has(&answer->body, RULED_TEXT)) {
		begin_new(screen, editor->scored);
	} else if (view_has(&answer->body, RULED_RECORD)) {
		open_version(screen, (uint64_t)view_number(&answer->body, RULED_RECORD));
	} else {
		if (editor->to >= screen->app->welcome.today)
			try_last(screen, 0);
		editor->version = view_number(&answer->body, RULED_VERSION);
		begin_with(screen, view_text(&answer->body, RULED_TEXT));
	}
}

/* --- beginning --- */

void rules_start(struct screen *screen, const struct target *target)
{
	struct rules_editor *editor = rules_of(screen);
	const struct screen *below = screen->below;
	struct target shown = {.scored = ENTITY_GROUP};

	editor->form = FORM_RULES;
	try_last(screen, 0);
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (target->kind == forms[i].form) {
			begin_new(screen, forms[i].scored);
			return;
		}
	if (target->id) {
		open_version(screen, target->id);
		return;
	}
	if (below && below->kind->shows) {
		below->kind->shows(below, &shown);
		editor->chosen = true;
		editor->from = shown.from;
		editor->to = shown.to;
	}
	editor->scored = shown.scored;
	fetch(screen);
}
