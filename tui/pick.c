/* Picking from a list that narrows while one types: records of an entity, which the service finds, or some
 * texts. The line that is typed stands on top, far from the bottom of the window. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/base/pinyin.h"
#include "tui/ask.h"
#include "tui/columns.h"
#include "tui/draw.h"
#include "tui/edit_line.h"
#include "tui/pages.h"
#include "tui/shared.h"

/* AROUND: what is typed, blank rows below it and below the lines. */
enum { TOP_ROWS = 3, AROUND = 4, PAGE_ROWS = 60, PICK_MARGIN = 6, PICK_COLUMNS = 5 };

struct pick {
	struct asker asker; /* first: see ask.h */
	struct edit_line typed;
	size_t at; /* among those shown */
	/* records */
	unsigned entity;
	bool entered; /* Enter came before the list that was meant */
	struct pages pages;
	struct columns columns;
	void (*record_done)(struct screen *screen, uint64_t id, struct text name);
	/* texts */
	struct arena arena;
	struct text *lines;
	size_t line_count;
	size_t *found; /* indexes of those that match */
	size_t found_count;
	void (*line_done)(struct screen *screen, size_t picked);
};

static size_t shown_count(const struct pick *pick)
{
	return pick->entity ? pick->pages.total : pick->found_count;
}

/* --- what is found --- */

/* Two blanks end the name; what is said of it stands behind them. */
static bool is_named(struct text line, struct text typed)
{
	return pinyin_match(text_take(line, text_find(line, TEXT("  "))), NO_TEXT, typed);
}

/* First those that are called so, then those of which it is said. */
static void find_lines(struct pick *pick)
{
	struct text typed = edit_line_text(&pick->typed);

	pick->found_count = 0;
	for (size_t i = 0; i < pick->line_count; i++)
		if (is_named(pick->lines[i], typed))
			pick->found[pick->found_count++] = i;
	for (size_t i = 0; i < pick->line_count; i++)
		if (!is_named(pick->lines[i], typed) && pinyin_match(pick->lines[i], NO_TEXT, typed))
			pick->found[pick->found_count++] = i;
}

static void find(struct screen *screen)
{
	struct pick *pick = screen->state;

	pick->at = 0;
	if (!pick->entity) {
		find_lines(pick);
		return;
	}
	buf_clear(&pick->pages.typed);
	buf_text(&pick->pages.typed, edit_line_text(&pick->typed));
	pages_ask(screen, &pick->pages, 0, PAGE_ROWS, 0);
}

/* --- the answer --- */

static void answer_line(struct screen *screen, size_t at)
{
	struct pick *pick = screen->state;
	void (*done)(struct screen *, size_t) = pick->line_done;
	size_t picked = at < pick->found_count ? pick->found[at] : pick->line_count;
	struct screen *by = asker_close(screen);

	if (by)
		done(by, picked);
}

/* The title field of the record, else what its first column says. */
static void name_of(const struct pick *pick, const struct view *row, struct buf *name)
{
	size_t title = 0;
	struct value value;

	for (size_t i = 0; i < pick->columns.count; i++)
		if (pick->columns.items[i].field && pick->columns.items[i].field->flags & TITLE)
			title = i;
	if (view_get(row, (uint16_t)(CELL_FIRST + title), &value))
		column_show(&pick->columns.items[title], &value, name);
}

static void answer_record(struct screen *screen, size_t at)
{
	struct pick *pick = screen->state;
	void (*done)(struct screen *, uint64_t, struct text) = pick->record_done;
	const struct view *row = pages_row(&pick->pages, at);
	uint64_t id = row ? row->id : 0;
	struct buf name = BUF_INIT;
	struct screen *by;

	if (row)
		name_of(pick, row, &name);
	by = asker_close(screen);
	if (by)
		done(by, id, buf_as_text(&name));
	buf_release(&name);
}

static void answer(struct screen *screen, size_t at)
{
	if (((struct pick *)screen->state)->entity)
		answer_record(screen, at);
	else
		answer_line(screen, at);
}

static void found_records(struct screen *screen, const struct answer *page)
{
	struct pick *pick = screen->state;

	if (!pages_take(screen, &pick->pages, page))
		return;
	pages_measure(&pick->pages, &pick->columns);
	columns_layout(&pick->columns, screen->app->columns - PICK_MARGIN);
	if (pick->at >= pick->pages.total)
		pick->at = pick->pages.total ? pick->pages.total - 1 : 0;
	if (pick->entered && pick->pages.total)
		answer(screen, pick->at);
	else
		pick->entered = false;
}

/* What is shown may be that of fewer keys than were typed: Enter waits for the right list. */
static void enter(struct screen *screen)
{
	struct pick *pick = screen->state;

	if (pick->pages.under_way)
		pick->entered = true;
	else if (pick->at < shown_count(pick))
		answer(screen, pick->at);
	else
		app_say(screen->app, "Nothing is found by that", "");
}

static void leave(struct screen *screen)
{
	answer(screen, SIZE_MAX);
}

static bool event(struct screen *screen, const struct event *event)
{
	struct pick *pick = screen->state;
	int digit = event_digit(event);
	int page = event_is(event, KEY_PGUP) || event_is(event, KEY_PGDN) ? 10 : 1;

	if (digit > 0 && !edit_line_text(&pick->typed).len) {
		if ((size_t)digit <= shown_count(pick) && !pick->pages.under_way)
			answer(screen, (size_t)digit - 1);
		return true;
	}
	if (event_is(event, KEY_UP) || event_is(event, KEY_PGUP)) {
		pick->at = pick->at > (size_t)page ? pick->at - (size_t)page : 0;
		pages_want(screen, &pick->pages, pick->at, 20);
		return true;
	}
	if (event_is(event, KEY_DOWN) || event_is(event, KEY_PGDN)) {
		pick->at += (size_t)page;
		if (pick->at >= shown_count(pick))
			pick->at = shown_count(pick) ? shown_count(pick) - 1 : 0;
		pages_want(screen, &pick->pages, pick->at, 20);
		return true;
	}
	if (!edit_line_event(&pick->typed, event))
		return false;
	pick->entered = false;
	find(screen);
	return true;
}

/* --- drawing --- */

static void draw_record(const struct pick *pick, const struct view *row, int at, int left)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < pick->columns.count; i++) {
		const struct column *column = &pick->columns.items[i];
		struct value value;

		if (!column->shown || !view_get(row, (uint16_t)(CELL_FIRST + i), &value))
			continue;
		column_show(column, &value, &words);
		draw_buf(at, left + column->left, column->shown, STYLE_NORMAL, &words);
	}
	buf_release(&words);
}

static void draw_line(const struct pick *pick, size_t index, int row, struct rect rect)
{
	const struct view *view = pick->entity ? pages_row(&pick->pages, index) : NULL;
	char digit = (char)('1' + index);

	if (index == pick->at)
		draw_text(row, rect.left, 1, STYLE_NORMAL, TEXT(">"));
	if (index < 9 && !edit_line_text(&pick->typed).len)
		draw_text(row, rect.left + 2, 1, STYLE_BOLD, (struct text){&digit, 1});
	if (!pick->entity)
		draw_text(
			row, rect.left + 4, rect.columns - 5, STYLE_NORMAL, pick->lines[pick->found[index]]);
	else if (view)
		draw_record(pick, view, row, rect.left + 4);
}

/* Few lines leave the screen below in sight. */
static int rows_of(const struct pick *pick, struct rect rect)
{
	int most = rect.rows - TOP_ROWS - 1;

	return !pick->entity && pick->line_count + AROUND < (size_t)most ? (int)pick->line_count + AROUND
									 : most;
}

static void draw(const struct screen *screen, struct rect rect)
{
	const struct pick *pick = screen->state;
	int rows = rows_of(pick, rect), room = rows - AROUND + 1;
	size_t top = lines_top(pick->at, shown_count(pick), (size_t)room);
	int first = asker_frame(screen, rect, rows);
	struct buf total = BUF_INIT;

	tr_format(&total, "{1} found", "n", (int64_t)shown_count(pick));
	draw_buf_right(first - 1, rect.left + rect.columns - 1, 20, STYLE_NORMAL, &total);
	buf_release(&total);
	for (int i = 0; i < room && top + (size_t)i < shown_count(pick); i++)
		draw_line(pick, top + (size_t)i, first + 2 + i, rect);
	if (!shown_count(pick) && !pick->pages.under_way)
		draw_text(first + 2, rect.left + 4, rect.columns - 5, STYLE_DIM,
			tr_text(edit_line_text(&pick->typed).len
					? N_("Nothing is found by that")
					: N_("There is nothing to choose from yet")));
	edit_line_draw(&pick->typed, first, rect.left + 4, rect.columns - 6);
}

/* --- the kinds --- */

static void open(struct screen *screen, const struct target *target)
{
	(void)screen;
	(void)target;
}

static void close(struct screen *screen)
{
	struct pick *pick = screen->state;

	asker_release(&pick->asker);
	edit_line_release(&pick->typed);
	pages_release(&pick->pages);
	columns_release(&pick->columns);
	arena_release(&pick->arena);
	free(pick->lines);
	free(pick->found);
}

static const struct action actions[] = {
	{"choose", "Enter", N_("Choose"), N_("Take the marked line; a digit while nothing is typed"),
		WHEN_ALWAYS, enter, NULL},
	{"leave", "Esc F12", N_("Back"), N_("Pick nothing"), WHEN_ALWAYS, leave, NULL},
	{0},
};
static const struct screen_kind pick_kind = {
	.size = sizeof(struct pick),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = draw,
	.event = event,
	.entering = asker_entering,
	.overlay = true,
};
static const struct screen_row pick_row = {"ask_record", N_("Choose"), &pick_kind};

/* What tells two of one name apart, of all other records the first columns do; and their order, of all others
 * that of their names. */
static const struct telling {
	unsigned entity;
	const char *columns, *sort;
} tellings[] = {{ENTITY_PERSON, "code name team post born", "name"},
	{ENTITY_EVIDENCE, "title number issuer date", "-date title"}};

static const struct telling *telling_of(unsigned entity)
{
	for (size_t i = 0; i < sizeof(tellings) / sizeof(*tellings); i++)
		if (tellings[i].entity == entity)
			return &tellings[i];
	return NULL;
}

static struct pick *pick_record(struct screen *screen, const char *title, unsigned entity,
	void (*done)(struct screen *screen, uint64_t id, struct text name))
{
	struct pick *pick = (struct pick *)asker_open(screen, &pick_row, title);
	const struct entity *shape = schema_entity(&court_schema, entity);
	const struct telling *telling = telling_of(entity);

	pick->entity = entity;
	pick->record_done = done;
	pick->pages.source = shape->name;
	pick->pages.done = found_records;
	pick->columns.bare = true;
	columns_choose(&pick->columns, shape, telling ? telling->columns : NULL, words_language());
	if (pick->columns.count > PICK_COLUMNS)
		columns_keep(&pick->columns, PICK_COLUMNS);
	columns_layout(&pick->columns, screen->app->columns - PICK_MARGIN);
	columns_paths(&pick->columns, &pick->pages.columns);
	if (telling)
		buf_text(&pick->pages.sort, text_of(telling->sort));
	else if (entity_title_field(shape))
		buf_text(&pick->pages.sort, text_of(entity_title_field(shape)->name));
	return pick;
}

void ask_record(struct screen *screen, const char *title, unsigned entity, const char *where,
	struct text typed, void (*done)(struct screen *screen, uint64_t id, struct text name))
{
	struct pick *pick = pick_record(screen, title, entity, done);

	if (where)
		buf_text(&pick->pages.where, text_of(where));
	edit_line_set(&pick->typed, typed);
	find(screen->app->top);
}

void ask_record_near(struct screen *screen, const char *title, unsigned entity, const struct groups_on *near,
	struct text typed, void (*done)(struct screen *screen, uint64_t id, struct text name))
{
	struct pick *pick = pick_record(screen, title, entity, done);

	for (struct reader ids = value_ids(&near->groups); entity == ENTITY_PERSON && reader_left(&ids);)
		buf_varint(&pick->pages.near, read_varint(&ids));
	pick->pages.to = near->day;
	edit_line_set(&pick->typed, typed);
	find(screen->app->top);
}

void ask_pick(struct screen *screen, const char *title, const struct text *lines, size_t count,
	void (*done)(struct screen *screen, size_t picked))
{
	struct pick *pick = (struct pick *)asker_open(screen, &pick_row, title);

	pick->line_done = done;
	pick->lines = mem_new((count + 1) * sizeof(*pick->lines));
	pick->found = mem_new((count + 1) * sizeof(*pick->found));
	pick->line_count = count;
	for (size_t i = 0; i < count; i++)
		pick->lines[i] = arena_text(&pick->arena, lines[i]);
	find_lines(pick);
}
