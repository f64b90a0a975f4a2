#include "tui/help.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/base/pinyin.h"
#include "tui/actions.h"
#include "tui/app_state.h"
#include "tui/help_notes.h"
#include "tui/help_parts.h"
#include "tui/panels/find.h"

/* --- what there is --- */

static struct help_line *add(
	struct help *help, enum help_section section, struct text keys, struct text words)
{
	struct help_line *line;

	help->lines = mem_grow(help->lines, help->count, &help->room, sizeof(*help->lines));
	line = &help->lines[help->count++];
	*line = (struct help_line){
		section, arena_text(&help->arena, keys), arena_text(&help->arena, words), NULL, NULL, NULL};
	return line;
}

/* Keys in the reader's words, all of them: the first is on the bar already. */
static void add_action(struct help *help, enum help_section section, const struct action *action)
{
	struct text rest = text_of(action->keys), key;
	struct buf keys = BUF_INIT;

	while (text_split(&rest, ' ', &key)) {
		buf_text(&keys, keys.len ? TEXT(" ") : NO_TEXT);
		buf_text(&keys, action_key_words(key));
	}
	add(help, section, buf_as_text(&keys), tr_text(action->help ? action->help : action->label))->action =
		action;
	buf_release(&keys);
}

/* Of this screen first what only the part under way has, then what all of it has, then what every screen has.
 */
static void add_actions(struct help *help, const struct screen *below)
{
	const struct action *action;
	bool entering = screen_entering(below, NULL);

	for (enum help_section section = HELP_HERE; section <= HELP_EVERYWHERE; section++)
		for (size_t i = 0; (action = action_at(below, i)); i++) {
			bool own = action_own(below, i) && (!entering || action->ready);

			if (action_here(below, i) && own == (section == HELP_HERE))
				add_action(help, section, action);
		}
}

/* What the part under way has beside its own goes to the other half, so that how it is computed is in sight.
 */
static void balance(struct help *help, const struct screen *below)
{
	size_t here = 0;

	for (size_t i = 0; i < help->count; i++)
		here += help->lines[i].section == HELP_HERE;
	if (!screen_entering(below, NULL))
		return;
	for (size_t i = help->count; i-- && here > help->count / 2;)
		if (help->lines[i].section == HELP_HERE && help->lines[i].action) {
			help->lines[i].section = HELP_EVERYWHERE;
			here--;
		}
}

/* Is the screen below the one, in the part, that a note is about? */
static bool is_about(const struct screen *below, const char *name, const char *part)
{
	struct buf where = BUF_INIT;
	bool about = !strcmp(below->row->name, name);

	if (about && part)
		about = screen_entering(below, &where) && text_equal(buf_as_text(&where), tr_text(part));
	buf_release(&where);
	return about;
}

static void add_keys(struct help *help, const struct screen *below)
{
	for (const struct help_key *key = help_keys; key->screen; key++)
		if (is_about(below, key->screen, key->part))
			add(help, key->part ? HELP_HERE : HELP_EVERYWHERE, tr_text(key->keys),
				tr_text(key->words))
				->typed = key->typed;
}

static void add_rules(struct help *help, const struct screen *below)
{
	struct buf words = BUF_INIT;

	if (below->kind->rule && below->kind->rule(below, &words))
		add(help, HELP_RULES, NO_TEXT, buf_as_text(&words));
	for (const struct help_rule *rule = help_rules; rule->screen; rule++)
		if (is_about(below, rule->screen, rule->part))
			add(help, HELP_RULES, NO_TEXT, tr_text(rule->words))->system = rule->system;
	buf_release(&words);
}

static const struct entity *shape_of(const struct screen_row *row)
{
	return row->source ? source_shape(&court_schema, text_of(row->source))
			   : schema_entity(&court_schema, row->entity);
}

static void add_fields(struct help *help, const struct entity *shape)
{
	struct buf label = BUF_INIT;

	for (const struct field *field = NULL; shape && (field = entity_next(shape, field));) {
		if (!field->help)
			continue;
		buf_clear(&label);
		field_label(field, words_language(), &label);
		add(help, HELP_FIELDS, buf_as_text(&label), tr_text(field->help));
	}
	buf_release(&label);
}

static bool matches(const struct help_line *line, struct text typed)
{
	return pinyin_match(line->words, NO_TEXT, typed) || pinyin_match(line->keys, NO_TEXT, typed);
}

static void narrow(struct help *help)
{
	help->found_count = help->at = 0;
	for (enum help_section section = 0; section < HELP_SECTIONS; section++)
		for (size_t i = 0; i < help->count; i++)
			if (help->lines[i].section == section &&
				matches(&help->lines[i], edit_line_text(&help->typed)))
				help->found[help->found_count++] = i;
}

static void open(struct screen *screen, const struct target *target)
{
	struct help *help = help_of(screen);

	(void)target;
	add_keys(help, screen->below);
	add_actions(help, screen->below);
	balance(help, screen->below);
	add_rules(help, screen->below);
	add_fields(help, shape_of(screen->below->row));
	help->found = mem_new((help->count + 1) * sizeof(*help->found));
	narrow(help);
}

static void close(struct screen *screen)
{
	struct help *help = help_of(screen);

	edit_line_release(&help->typed);
	arena_release(&help->arena);
	free(help->lines);
	free(help->found);
}

/* --- keys --- */

/* The systems as they are kept: how often, by which clause, and its words where the court has entered them.
 */
static void system_came(struct screen *screen, const struct answer *answer)
{
	struct row_walk rows = view_rows(&answer->body, ROWS_ROWS);
	struct target target = {0};
	struct buf text = BUF_INIT;

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	if (!row_walk_next(&rows)) {
		app_say(screen->app, "This court has no such system: F10, Systems", "");
		return;
	}
	buf_text(&text, view_text(&rows.row, CELL_FIRST));
	buf_put(&text, "\n\n", 2);
	buf_text(&text,
		view_has(&rows.row, CELL_FIRST + 1)
			? view_text(&rows.row, CELL_FIRST + 1)
			: tr_text("The clause's words are not entered yet: F10, Systems, field Text."));
	target.text = buf_as_text(&text);
	app_open(screen->app, "text", &target);
	buf_release(&text);
}

static void read_system(struct screen *screen, const char *code)
{
	struct record request;
	struct buf where = BUF_INIT;

	buf_printf(&where, "code = %s", code);
	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("system"));
	record_text(&request, PAGE_COLUMNS, TEXT("rule\ntext"));
	record_text(&request, PAGE_WHERE, buf_as_text(&where));
	record_number(&request, PAGE_COUNT, 1);
	screen_send(screen, CALL_PAGE, &request, system_came);
	record_release(&request);
	buf_release(&where);
}

static void choose(struct screen *screen)
{
	struct help *help = help_of(screen);
	struct screen *below = screen->below;
	struct error refusal = {.kind = ERROR_STATE};
	struct help_line line;

	if (help->at >= help->found_count)
		return;
	line = help->lines[help->found[help->at]];
	if (line.system) {
		read_system(screen, line.system);
		return;
	}
	if (line.typed) {
		struct event event = {.kind = EVENT_TEXT, .text = text_of(line.typed)};
		struct app *app = screen->app;

		app_close(screen);
		app_event(app, &event);
		return;
	}
	if (!line.action) {
		app_say(screen->app,
			line.section <= HELP_EVERYWHERE
				? N_("That is typed where it is meant: Esc, and then these keys")
				: N_("That is only to be read: there is nothing behind it"),
			"");
		return;
	}
	message_set(&refusal.message, "", "");
	app_close(screen);
	if (line.action->ready && !line.action->ready(below, &refusal.message))
		app_say_error(below->app, &refusal);
	else
		line.action->run(below);
}

/* F1 once more: who changed this cell, or where the screen has none the record. */
static void open_history(struct screen *screen)
{
	struct screen *below = screen->below;
	struct app *app = screen->app;
	struct target cell = {0};

	if (below->kind->cell)
		below->kind->cell(below, &cell);
	if (!cell.id && below->kind->subject && !below->kind->subject(below, &cell.entity, &cell.id))
		cell.id = 0;
	if (!cell.id) {
		app_say(app, "There is no record under the cursor whose changes could be shown", "");
		return;
	}
	app_close(screen);
	app_open(app, "history", &cell);
}

static void leave(struct screen *screen)
{
	app_close(screen);
}

static bool event(struct screen *screen, const struct event *event)
{
	struct help *help = help_of(screen);
	int by = move_of(event, 10, false);

	if (by && by != MOVE_END && by != -MOVE_END) {
		help->at = move_place(help->at, by, help->found_count);
		return true;
	}
	if (!edit_line_event(&help->typed, event))
		return false;
	narrow(help);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	(void)screen;
	if (where)
		buf_text(where, tr_text("filter"));
	return true;
}

static const struct action actions[] = {
	{"choose", "Enter", N_("Do it"), N_("Do what is marked"), WHEN_ALWAYS, choose, NULL},
	{"history", "F1", N_("Who changed it"), N_("Who changed this, when, and what it was"), WHEN_ALWAYS,
		open_history, NULL},
	{"leave", "Esc F12", N_("Back"), N_("Back; nothing is done"), WHEN_ALWAYS, leave, NULL},
	{0},
};

const struct screen_kind help_kind = {
	.size = sizeof(struct help),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = help_draw,
	.event = event,
	.entering = entering,
};
