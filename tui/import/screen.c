#include "tui/import/screen.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "tui/app_state.h"
#include "tui/edit_line.h"
#include "tui/import/parts.h"
#include "tui/panels/find.h"

enum { PATH_MAX_CHARS = 400, PREVIEW_FRAME = 12 /* lines of the window without faults */ };

/* --- asking --- */

static void ask(struct screen *screen, bool really);

static void answered(struct screen *screen, const struct answer *answer)
{
	struct importing *importing = importing_of(screen);

	importing->busy = false;
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		/* Somebody changed the store meanwhile: what is wrong now is shown. */
		if (importing->agreed)
			ask(screen, false);
		return;
	}
	if (view_number(&answer->body, IMPORTED_SEQUENCE)) {
		struct app *app = screen->app;
		int64_t added = view_number(&answer->body, IMPORTED_ADDED),
			changed = view_number(&answer->body, IMPORTED_CHANGED);

		app_close(screen);
		app_say(app, "Imported: {1} new, {2} changed; Ctrl-Z takes all of it back", "nn", added,
			changed);
		return;
	}
	buf_clear(&importing->room);
	buf_text(&importing->room, answer->body.body);
	importing->plan = answer->body;
	importing->plan.body = buf_as_text(&importing->room);
	importing->mode = MODE_FAULTS;
	import_show(importing);
}

/* The rows that are not skipped, as a table of their own. */
static struct table rows_to_send(struct importing *importing)
{
	struct table part = {.encoding = importing->table.encoding};

	part.rows = mem_new(importing->table.count * sizeof(*part.rows));
	for (size_t i = 0; i < importing->table.count; i++)
		if (!importing->skipped[i]) {
			importing->sent[part.count] = i;
			part.rows[part.count++] = importing->table.rows[i];
		}
	return part;
}

static void ask(struct screen *screen, bool really)
{
	struct importing *importing = importing_of(screen);
	struct table part = rows_to_send(importing);
	struct import_request request;

	import_request_init(&request, importing->entity, &part, 0);
	if (really) {
		record_number(&request.record, IMPORT_DO, 1);
		app_token(screen->app, &request.record, IMPORT_TOKEN);
	}
	importing->agreed = really;
	importing->busy = true;
	screen_send(screen, CALL_IMPORT, &request.record, answered);
	import_request_release(&request);
	free(part.rows);
}

/* --- reading --- */

static void take_bytes(struct screen *screen, struct text name, struct text bytes)
{
	struct importing *importing = importing_of(screen);
	struct table table;
	struct error err = ERROR_INIT;

	/* What is no table leaves the one that stands there. */
	if (!table_read_csv(&table, bytes, &err)) {
		table_release(&table);
		app_say_error(screen->app, &err);
		return;
	}
	buf_clear(&importing->name);
	buf_text(&importing->name, name);
	table_release(&importing->table);
	importing->table = table;
	/* Its faults spoke of the rows before. */
	importing->plan = (struct view){.entity = &imported_shape};
	importing->shown_count = 0;
	free(importing->skipped);
	free(importing->sent);
	importing->skipped = mem_new(importing->table.count * sizeof(*importing->skipped));
	importing->sent = mem_new(importing->table.count * sizeof(*importing->sent));
	importing->at = 0;
	importing->mended = false;
	importing->only = ALL_COLUMNS;
	ask(screen, false);
}

static void open_file(struct screen *screen)
{
	struct importing *importing = importing_of(screen);
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT, path = BUF_INIT;
	struct text typed = text_trim(edit_line_text(&importing->line));
	const char *home = getenv("HOME");
	size_t slash = typed.len;

	if (text_starts(typed, TEXT("~/")) && home)
		buf_printf(&path, "%s%.*s", home, (int)typed.len - 1, typed.at + 1);
	else
		buf_text(&path, typed);
	if (file_read(buf_cstr(&path), &bytes, &err)) {
		while (slash && typed.at[slash - 1] != '/')
			slash--;
		take_bytes(screen, text_skip(typed, slash), buf_as_text(&bytes));
	} else {
		app_say_error(screen->app, &err);
	}
	buf_release(&bytes);
	buf_release(&path);
}

/* --- mending --- */

struct table_row *import_row_of_fault(struct importing *importing, const struct view *fault)
{
	return &importing->table.rows[importing->sent[view_number(fault, FAULT_ROW) + 1]];
}

static void set_cell(struct importing *importing, struct table_row *row, size_t column, struct text text)
{
	importing->mended = true;
	if (column < row->count)
		row->cells[column] = arena_text(&importing->table.arena, text);
}

static void edit_cell(struct screen *screen)
{
	struct importing *importing = importing_of(screen);
	struct table_row *row;
	struct view fault;

	if (!import_fault_at(importing, importing->at, &fault))
		return;
	if (!view_has(&fault, FAULT_COLUMN)) {
		app_say(screen->app,
			"This row has another number of columns: F4 makes it fit, Space leaves it out", "");
		return;
	}
	row = import_row_of_fault(importing, &fault);
	edit_line_set(&importing->line, row->cells[view_number(&fault, FAULT_COLUMN)]);
	importing->mode = MODE_CELL;
}

static void cell_done(struct screen *screen)
{
	struct importing *importing = importing_of(screen);
	struct view fault;

	if (import_fault_at(importing, importing->at, &fault))
		set_cell(importing, import_row_of_fault(importing, &fault),
			(size_t)view_number(&fault, FAULT_COLUMN), edit_line_text(&importing->line));
	importing->mode = MODE_FAULTS;
	ask(screen, false);
}

static void swap_cells(struct table_row *row, size_t a, size_t b)
{
	if (a < row->count && b < row->count) {
		struct text kept = row->cells[a];

		row->cells[a] = row->cells[b];
		row->cells[b] = kept;
	}
}

static void choose_suggestion(struct screen *screen, int digit)
{
	struct importing *importing = importing_of(screen);
	struct text rest, one;
	struct view fault;

	if (digit <= 0 || !import_fault_at(importing, importing->at, &fault))
		return;
	for (rest = view_text(&fault, FAULT_SUGGESTIONS); text_split(&rest, '\x1f', &one);)
		if (!--digit)
			set_cell(importing, import_row_of_fault(importing, &fault),
				(size_t)view_number(&fault, FAULT_COLUMN), one);
	ask(screen, false);
}

/* As many cells as the heading has. */
static void fit_row(struct table *table, struct table_row *row)
{
	size_t columns = table->rows[0].count;

	if (row->count < columns) {
		struct text *cells = arena_new(&table->arena, columns * sizeof(*cells));

		for (size_t i = 0; i < columns; i++)
			cells[i] = i < row->count ? row->cells[i] : NO_TEXT;
		row->cells = cells;
	}
	row->count = columns;
}

static void take_suggestion(struct screen *screen)
{
	struct importing *importing = importing_of(screen);
	struct choice_line lines[9];
	struct table_row *row;
	struct text rest, one;
	struct view fault;
	size_t count = 0;

	if (!import_fault_at(importing, importing->at, &fault))
		return;
	row = import_row_of_fault(importing, &fault);
	for (rest = view_text(&fault, FAULT_SUGGESTIONS); count < 9 && text_split(&rest, '\x1f', &one);
		count++)
		lines[count] = (struct choice_line){(int)count + 1, NULL, one};
	if (view_has(&fault, FAULT_SWAP)) {
		importing->mended = true;
		swap_cells(row, (size_t)view_number(&fault, FAULT_COLUMN),
			(size_t)view_number(&fault, FAULT_SWAP));
		ask(screen, false);
	} else if (!view_has(&fault, FAULT_COLUMN)) {
		importing->mended = true;
		fit_row(&importing->table, row);
		ask(screen, false);
	} else if (count == 1) {
		choose_suggestion(screen, 1);
	} else if (count) {
		ask_number(screen, N_("What should stand there?"), lines, count, choose_suggestion);
	} else {
		app_say(screen->app,
			"There is nothing to suggest here: Enter to write it, Space to leave the row out",
			"");
	}
}

static void skip_row(struct screen *screen)
{
	struct importing *importing = importing_of(screen);
	struct view fault;

	if (!import_fault_at(importing, importing->at, &fault))
		return;
	importing->mended = true;
	importing->skipped[importing->sent[view_number(&fault, FAULT_ROW) + 1]] = true;
	ask(screen, false);
}

size_t import_skipped_count(const struct importing *importing)
{
	size_t count = 0;

	for (size_t i = 0; i < importing->table.count; i++)
		count += importing->skipped[i];
	return count;
}

static void next_fault(struct screen *screen)
{
	import_step(importing_of(screen), false);
}

static void fault_before(struct screen *screen)
{
	import_step(importing_of(screen), true);
}

static void agreed(struct screen *screen, int digit)
{
	if (digit == 1)
		ask(screen, true);
}

static void import_all(struct screen *screen)
{
	static const struct choice_line lines[] = {
		{1, N_("Import; it can be taken back as a whole"), {0}}, {0, N_("Not yet"), {0}}};
	struct importing *importing = importing_of(screen);
	int64_t errors = view_number(&importing->plan, IMPORTED_ERRORS);
	struct buf title = BUF_INIT;

	if (importing->mode == MODE_PATH || importing->busy)
		return;
	if (errors) {
		app_say(screen->app, "{1} faults are left: mend them, or leave their rows out with Space",
			"n", errors);
		return;
	}
	tr_format(&title, "New {1}, changed {2}, as they were {3}, left out {4}", "nnnn",
		view_number(&importing->plan, IMPORTED_ADDED),
		view_number(&importing->plan, IMPORTED_CHANGED), view_number(&importing->plan, IMPORTED_SAME),
		(int64_t)import_skipped_count(importing));
	ask_number(screen, buf_cstr(&title), lines, 2, agreed);
	buf_release(&title);
}

/* --- keys --- */

static void open_import(struct screen *screen, const struct target *target)
{
	struct importing *importing = importing_of(screen);

	importing->entity = schema_entity(&court_schema, target->entity ? target->entity : ENTITY_PERSON);
	importing->line.most = PATH_MAX_CHARS;
	importing->plan = (struct view){.entity = &imported_shape};
}

static void close_import(struct screen *screen)
{
	struct importing *importing = importing_of(screen);

	edit_line_release(&importing->line);
	table_release(&importing->table);
	buf_release(&importing->name);
	buf_release(&importing->room);
	free(importing->skipped);
	free(importing->sent);
	free(importing->shown);
}

/* As in a spreadsheet: what is typed takes the place of what the cell held. */
static void write_anew(struct screen *screen, const struct event *event)
{
	struct importing *importing = importing_of(screen);

	edit_cell(screen);
	if (importing->mode != MODE_CELL)
		return;
	edit_line_clear(&importing->line);
	edit_line_event(&importing->line, event);
}

static bool import_event(struct screen *screen, const struct event *event)
{
	struct importing *importing = importing_of(screen);
	int by = move_of(event, (int)screen->app->rows - PREVIEW_FRAME, false);

	if (event->kind == EVENT_PASTE && memchr(event->text.at, '\n', event->text.len) &&
		importing->mode != MODE_CELL) {
		take_bytes(screen, tr_text("pasted rows"), event->text);
		return true;
	}
	if (importing->mode != MODE_FAULTS) {
		if (event_is(event, KEY_ESC) && importing->mode == MODE_CELL)
			importing->mode = MODE_FAULTS;
		else
			return edit_line_event(&importing->line, event);
		return true;
	}
	if (by)
		importing->at = move_place(importing->at, by, import_fault_count(importing));
	else if (event->kind == EVENT_TEXT && text_is(event->text, " "))
		skip_row(screen);
	else if (event->kind == EVENT_TEXT || event->kind == EVENT_PASTE)
		write_anew(screen, event);
	else
		return false;
	return true;
}

static bool import_entering(const struct screen *screen, struct buf *where)
{
	static const char *const names[] = {
		[MODE_PATH] = N_("file"), [MODE_FAULTS] = N_("preview"), [MODE_CELL] = N_("cell")};

	if (where)
		buf_text(where, tr_text(names[importing_of(screen)->mode]));
	return true;
}

static void leaves(struct screen *screen, int digit)
{
	if (digit == 1)
		app_back(screen->app);
}

static void leave(struct screen *screen)
{
	static const struct choice_line lines[] = {
		{1, N_("Leave; nothing is imported, what was mended here is gone"), {0}},
		{0, N_("Stay"), {0}}};
	struct importing *importing = importing_of(screen);

	if (importing->mode == MODE_CELL)
		importing->mode = MODE_FAULTS;
	else if (importing->mended)
		ask_number(screen, N_("Rows were mended here. Leave them?"), lines, 2, leaves);
	else
		app_back(screen->app);
}

static bool in_preview(const struct screen *screen, struct message *why)
{
	(void)why;
	return importing_of(screen)->mode == MODE_FAULTS;
}

static bool in_cell(const struct screen *screen, struct message *why)
{
	(void)why;
	return importing_of(screen)->mode == MODE_CELL;
}

static void enter(struct screen *screen)
{
	static void (*const runs[])(struct screen *) = {
		[MODE_PATH] = open_file, [MODE_FAULTS] = edit_cell, [MODE_CELL] = cell_done};

	runs[importing_of(screen)->mode](screen);
}

static const struct action actions[] = {
	{"enter", "Enter", N_("Write"), N_("Write what should stand there"), WHEN_ENTERING, enter, NULL},
	{"suggestion", "F4", N_("As suggested"), N_("Put in what is suggested"), WHEN_ENTERING,
		take_suggestion, in_preview},
	{"skip", "Space", N_("Leave out"), N_("Leave this row out of the import"), WHEN_ENTERING, skip_row,
		in_preview},
	{"next_fault", "F8", N_("Next fault"), N_("To the next fault"), WHEN_ENTERING, next_fault,
		in_preview},
	{"fault_before", "F7", NULL, N_("To the fault before"), WHEN_ENTERING, fault_before, in_preview},
	{"import", "F2", N_("Import"), N_("Import, when no fault is left"), WHEN_ENTERING, import_all,
		in_preview},
	{"column", "F3", N_("One column"), N_("Only the faults of one column"), WHEN_ENTERING,
		import_ask_column, in_preview},
	{"back", "Esc F12", N_("Back"), N_("Back to the preview; the cell stays as it was"), WHEN_ENTERING,
		leave, in_cell},
	{"leave", "Esc F12", N_("Not now"), N_("Leave; nothing is written"), WHEN_ENTERING, leave, NULL},
	{0},
};

/* The rows and their faults belong together again when the answer is there. */
static bool waiting(const struct screen *screen)
{
	return importing_of(screen)->busy;
}

/* 导入(还有12处) */
static bool more(const struct screen *screen, const struct action *action, struct buf *words)
{
	int64_t errors = view_number(&importing_of(screen)->plan, IMPORTED_ERRORS);

	if (action->run != import_all || !errors)
		return false;
	tr_format(words, "({1} left)", "n", errors);
	return true;
}

const struct screen_kind import_kind = {.size = sizeof(struct importing),
	.actions = actions,
	.open = open_import,
	.close = close_import,
	.draw = import_draw,
	.event = import_event,
	.entering = import_entering,
	.waiting = waiting,
	.more = more};
