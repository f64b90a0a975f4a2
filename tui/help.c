#include "tui/help.h"

#include <stdlib.h>
#include "core/base/arena.h"
#include "core/base/memory.h"
#include "core/base/pinyin.h"
#include "tui/actions.h"
#include "tui/app_state.h"
#include "tui/draw.h"
#include "tui/edit_line.h"
#include "tui/panels/find.h"
#include "tui/shared.h"

enum { TYPED_ROW = 2, FIRST_ROW = 4, KEYS_WIDTH = 18 };

struct line {
	struct text keys, words;
	const struct action *action; /* NULL: what a field means, by which rule */
};

struct help {
	struct edit_line typed;
	struct arena arena;
	struct line *lines;
	size_t count, room;
	size_t *found; /* indexes of the lines that match */
	size_t found_count, at;
};

static struct help *help_of(const struct screen *screen)
{
	return screen->state;
}

/* --- what there is --- */

static struct line *add(struct help *help, struct text keys, struct text words)
{
	help->lines = mem_grow(help->lines, help->count, &help->room, sizeof(*help->lines));
	help->lines[help->count] =
		(struct line){arena_text(&help->arena, keys), arena_text(&help->arena, words), NULL};
	return &help->lines[help->count++];
}

/* Keys in the reader's words, all of them: the first is on the bar already. */
static void add_action(struct help *help, const struct action *action)
{
	struct text rest = text_of(action->keys), key;
	struct buf keys = BUF_INIT;

	while (text_split(&rest, ' ', &key)) {
		buf_text(&keys, keys.len ? TEXT(" ") : NO_TEXT);
		buf_text(&keys, action_key_words(key));
	}
	add(help, buf_as_text(&keys), tr_text(action->help ? action->help : action->label))->action = action;
	buf_release(&keys);
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
		add(help, buf_as_text(&label), tr_text(field->help));
	}
	buf_release(&label);
}

static bool matches(const struct line *line, struct text typed)
{
	return pinyin_match(line->words, NO_TEXT, typed) || pinyin_match(line->keys, NO_TEXT, typed);
}

static void narrow(struct help *help)
{
	help->found_count = help->at = 0;
	for (size_t i = 0; i < help->count; i++)
		if (matches(&help->lines[i], edit_line_text(&help->typed)))
			help->found[help->found_count++] = i;
}

static void open(struct screen *screen, const struct target *target)
{
	struct help *help = help_of(screen);
	const struct action *action;

	(void)target;
	for (size_t i = 0; (action = action_at(screen->below, i)); i++)
		if (action_here(screen->below, i))
			add_action(help, action);
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

static void choose(struct screen *screen)
{
	struct help *help = help_of(screen);
	const struct action *action =
		help->at < help->found_count ? help->lines[help->found[help->at]].action : NULL;
	struct screen *below = screen->below;
	struct error refusal = {.kind = ERROR_STATE};

	if (!action)
		return;
	message_set(&refusal.message, "", "");
	app_close(screen);
	if (action->ready && !action->ready(below, &refusal.message))
		app_say_error(below->app, &refusal);
	else
		action->run(below);
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

/* --- drawing --- */

static void draw_line(const struct line *line, bool here, int row, struct rect rect)
{
	if (here)
		draw_text(row, rect.left, 1, STYLE_NORMAL, TEXT(">"));
	draw_text(row, rect.left + 2, KEYS_WIDTH - 1, line->action ? STYLE_BOLD : STYLE_DIM, line->keys);
	draw_text(row, rect.left + 2 + KEYS_WIDTH, rect.columns - KEYS_WIDTH - 3, STYLE_NORMAL, line->words);
}

static void draw(const struct screen *screen, struct rect rect)
{
	const struct help *help = help_of(screen);
	struct text label = tr_text("filter ");
	int width = (int)text_width(label), room = rect.rows - FIRST_ROW;
	size_t top = lines_top(help->at, help->found_count, (size_t)room);
	struct buf title = BUF_INIT, where = BUF_INIT;

	buf_text(&title, tr_text("Help"));
	buf_put(&title, "  ", 2);
	buf_text(&title, tr_text(screen->below->row->title));
	/* The state too, unless it is called as the screen is. */
	if (screen_entering(screen->below, &where) &&
		!text_equal(buf_as_text(&where), tr_text(screen->below->row->title))) {
		buf_byte(&title, ' ');
		buf_text(&title, buf_as_text(&where));
	}
	buf_release(&where);
	draw_title(screen, rect, buf_as_text(&title));
	buf_release(&title);
	for (int i = 0; i < room && top + (size_t)i < help->found_count; i++)
		draw_line(&help->lines[help->found[top + (size_t)i]], top + (size_t)i == help->at,
			rect.top + FIRST_ROW + i, rect);
	draw_text(rect.top + TYPED_ROW, rect.left + 1, width, STYLE_NORMAL, label);
	edit_line_draw(&help->typed, rect.top + TYPED_ROW, rect.left + 1 + width, rect.columns - width - 3);
}

static const struct action actions[] = {
	{"choose", "Enter", N_("Do it"), N_("Do what is marked"), WHEN_ALWAYS, choose, NULL},
	{"leave", "Esc F12 F1", N_("Back"), N_("Back; nothing is done"), WHEN_ALWAYS, leave, NULL},
	{0},
};

const struct screen_kind help_kind = {
	.size = sizeof(struct help),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = draw,
	.event = event,
	.entering = entering,
};
