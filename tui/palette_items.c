/* What the palette offers: the actions of the screen below, all screens, the next steps of the record, and
 * what the search found. */
#include <string.h>
#include "core/base/memory.h"
#include "core/base/pinyin.h"
#include "tui/actions.h"
#include "tui/app_state.h"
#include "tui/list.h"
#include "tui/palette_parts.h"

/* --- what there is --- */

/* `kind` and `name`: what it is remembered by, whatever the language. */
static struct item *add(struct screen *screen, char kind, const char *of, struct text name, struct text words)
{
	struct buf known = BUF_INIT;
	struct palette *palette = palette_of(screen);
	struct item *item;

	palette->items = mem_grow(palette->items, palette->count, &palette->room, sizeof(*palette->items));
	item = &palette->items[palette->count++];
	*item = (struct item){.words = arena_text(&palette->arena, words)};
	if (name.len) {
		buf_printf(&known, "%c %s %.*s", kind, of, (int)name.len, name.at);
		item->known = arena_text(&palette->arena, buf_as_text(&known));
		item->times = uses_times(screen->app, item->known);
	}
	buf_release(&known);
	return item;
}

static struct text message_words(struct palette *palette, const struct message *why)
{
	struct buf words = BUF_INIT;
	struct text kept;

	tr_message(why, &words);
	kept = arena_text(&palette->arena, buf_as_text(&words));
	buf_release(&words);
	return kept;
}

static void add_action(struct screen *screen, const struct action *action)
{
	struct item *item = add(screen, 'a', screen->below->row->name, text_of(action->name),
		tr_text(action->help ? action->help : action->label));
	struct message why;

	message_set(&why, "", "");
	item->action = action;
	item->key = action_key(action);
	item->also = action->label ? tr_text(action->label) : NO_TEXT;
	item->where = tr_text(screen->below->row->title);
	if (action->ready && !action->ready(screen->below, &why)) {
		item->section = SECTION_CANNOT;
		item->where = message_words(palette_of(screen), &why);
	}
}

static void add_actions(struct screen *screen)
{
	const struct action *action;

	for (size_t i = 0; (action = action_at(screen->below, i)); i++)
		if (action_here(screen->below, i) && !text_is(text_of(action->name), "palette"))
			add_action(screen, action);
}

static bool is_offered(const struct screen_row *row)
{
	const struct entity *shape = row->source ? source_shape(&court_schema, text_of(row->source)) : NULL;

	return row->panel || row->alone || (row->kind == &list_kind && shape && shape->id);
}

static void add_screens(struct screen *screen)
{
	const struct screen_row *row;

	for (size_t i = 0; (row = screen_row_at(i)); i++) {
		struct item *item;
		char digit = (char)('0' + row->panel);

		if (!is_offered(row) || row == screen->below->row)
			continue;
		item = add(screen, 's', "", text_of(row->name), tr_text(row->title));
		item->row = row;
		item->where = tr_text("screen");
		if (row->panel)
			item->key = arena_text(&palette_of(screen)->arena, (struct text){&digit, 1});
	}
}

/* The key that offers the next steps there; nothing where there is none. */
static struct text next_key(const struct screen *screen)
{
	const struct action *action;

	for (size_t i = 0; (action = action_at(screen, i)); i++)
		if (text_is(action_key(action), "F2") && action_here(screen, i))
			return action_key(action);
	return NO_TEXT;
}

static void add_operations(struct screen *screen)
{
	struct palette *palette = palette_of(screen);
	const struct live *live = &palette->steps.live;
	struct row_walk rows = view_rows(&live->answer, GOT_OPERATIONS);

	while (live->loaded && row_walk_next(&rows)) {
		struct text name = view_text(&rows.row, OPERATION_NAME);
		const struct asked *asked = asked_named(name);
		struct item *item;
		struct message why;

		/* Del is among the actions. */
		if (!step_label(name))
			continue;
		item = add(screen, 'o', "", name, tr_text(step_label(name)));
		item->also = asked ? tr_text(asked_also(asked)) : NO_TEXT;
		item->operation = arena_text(&palette->arena, name);
		item->where = arena_text(&palette->arena, view_text(&live->answer, GOT_TITLE));
		item->key = next_key(screen->below);
		if (view_number(&rows.row, OPERATION_ALLOWED))
			continue;
		item->section = SECTION_CANNOT;
		item->key = NO_TEXT;
		if (message_decode(view_text(&rows.row, OPERATION_WHY), &why))
			item->where = message_words(palette, &why);
	}
}

/* Columns of the search, as palette.c asks for them. */
enum { FOUND_ENTITY, FOUND_RECORD, FOUND_KIND, FOUND_TITLE, FOUND_WHERE, FOUND_DATE };

static void add_found(struct screen *screen)
{
	struct palette *palette = palette_of(screen);
	struct buf words = BUF_INIT;

	for (size_t i = 0; edit_line_text(&palette->typed).len && i < palette->search.count; i++) {
		const struct view *row = &palette->search.items[i];
		struct item *item;

		buf_clear(&words);
		tr_encoded(view_text(row, CELL_FIRST + FOUND_TITLE), &words);
		item = add(screen, 'r', "", NO_TEXT, buf_as_text(&words));
		item->section = SECTION_FOUND;
		item->entity = (unsigned)view_number(row, CELL_FIRST + FOUND_ENTITY);
		item->id = (uint64_t)view_number(row, CELL_FIRST + FOUND_RECORD);
		buf_clear(&words);
		tr_encoded(view_text(row, CELL_FIRST + FOUND_WHERE), &words);
		item->where = arena_text(&palette->arena,
			words.len ? buf_as_text(&words) : view_text(row, CELL_FIRST + FOUND_KIND));
		buf_clear(&words);
		if (view_has(row, CELL_FIRST + FOUND_DATE))
			tr_date(view_number(row, CELL_FIRST + FOUND_DATE),
				date_parts(screen->app->welcome.today).year, &words);
		item->key = arena_text(&palette->arena, buf_as_text(&words));
	}
	buf_release(&words);
}

/* --- what was typed --- */

static bool matches(const struct item *item, struct text typed)
{
	return item->section == SECTION_FOUND || pinyin_match(item->words, NO_TEXT, typed) ||
		pinyin_match(item->also, NO_TEXT, typed) || text_equal(item->key, typed);
}

/* By section, then the most used, then as they came. */
static bool before(const struct palette *palette, size_t one, size_t other)
{
	const struct item *a = &palette->items[one], *b = &palette->items[other];

	if (a->section != b->section)
		return a->section < b->section;
	return a->times != b->times ? a->times > b->times : one < other;
}

static void place(struct palette *palette, size_t item)
{
	size_t at = palette->found_count++;

	for (; at && before(palette, item, palette->found[at - 1]); at--)
		palette->found[at] = palette->found[at - 1];
	palette->found[at] = item;
}

void palette_gather(struct screen *screen)
{
	struct palette *palette = palette_of(screen);

	arena_release(&palette->arena);
	palette->count = palette->found_count = 0;
	add_actions(screen);
	add_operations(screen);
	add_screens(screen);
	add_found(screen);
	palette->found = mem_resize(palette->found, palette->count + 1, sizeof(*palette->found));
	for (size_t i = 0; i < palette->count; i++)
		if (matches(&palette->items[i], edit_line_text(&palette->typed)))
			place(palette, i);
	if (palette->at >= palette->found_count)
		palette->at = palette->found_count ? palette->found_count - 1 : 0;
}
