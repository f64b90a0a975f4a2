#include "tui/edit_line.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "tui/draw.h"

enum { UNDO_MAX = 200 };

/* --- content
 * ------------------------------------------------------------------------------------------------------------
 */

static void forget(struct edit_line *line)
{
	while (line->count)
		buf_release(&line->states[--line->count].text);
	line->now = 0;
	line->last_kind = KEY_NONE;
}

void edit_line_release(struct edit_line *line)
{
	forget(line);
	free(line->states);
	buf_release(&line->text);
	*line = (struct edit_line){.most = line->most};
}

void edit_line_clear(struct edit_line *line)
{
	forget(line);
	buf_clear(&line->text);
	line->caret = 0;
}

void edit_line_set(struct edit_line *line, struct text text)
{
	struct buf copy = BUF_INIT;

	buf_text(&copy, text);
	edit_line_clear(line);
	edit_line_insert(line, buf_as_text(&copy));
	forget(line);
	buf_release(&copy);
}

struct text edit_line_text(const struct edit_line *line)
{
	return buf_as_text(&line->text);
}

static struct text before_caret(const struct edit_line *line)
{
	return text_take(buf_as_text(&line->text), line->caret);
}

static struct text behind_caret(const struct edit_line *line)
{
	return text_skip(buf_as_text(&line->text), line->caret);
}

/* --- undo
 * ---------------------------------------------------------------------------------------------------------------
 */

static struct edit_state state_of(const struct edit_line *line)
{
	struct edit_state state = {BUF_INIT, line->caret};

	buf_text(&state.text, buf_as_text(&line->text));
	return state;
}

/* Before a change of another kind than the last one: typing on is one unit, and so is deleting on. */
static void remember(struct edit_line *line, enum key kind)
{
	if (kind != KEY_NONE && kind == line->last_kind && line->now == line->count)
		return;
	while (line->count > line->now)
		buf_release(&line->states[--line->count].text);
	if (line->count == UNDO_MAX) {
		buf_release(&line->states[0].text);
		memmove(line->states, line->states + 1, --line->count * sizeof(*line->states));
	}
	line->states = mem_grow(line->states, line->count, &line->room, sizeof(*line->states));
	line->states[line->count++] = state_of(line);
	line->now = line->count;
	line->last_kind = kind;
}

/* Exchanges what is there with the state; the state then holds the way back. */
static void exchange(struct edit_line *line, struct edit_state *state)
{
	struct edit_state was = state_of(line);

	buf_clear(&line->text);
	buf_text(&line->text, buf_as_text(&state->text));
	line->caret = state->caret;
	buf_release(&state->text);
	*state = was;
	line->last_kind = KEY_NONE;
}

static bool undo(struct edit_line *line)
{
	if (!line->now)
		return false;
	exchange(line, &line->states[--line->now]);
	return true;
}

static bool redo(struct edit_line *line)
{
	if (line->now == line->count)
		return false;
	exchange(line, &line->states[line->now++]);
	return true;
}

/* --- changes
 * ------------------------------------------------------------------------------------------------------------
 */

static void put(struct edit_line *line, struct text text)
{
	size_t have = text_count(buf_as_text(&line->text));

	while (text.len && (!line->most || have < line->most)) {
		struct text one = text;
		uint32_t code = text_next(&text);
		char bytes[4];
		size_t len = utf8_put(bytes, code == '\n' || code == '\t' ? ' ' : code);

		(void)one;
		buf_splice(&line->text, line->caret, 0, bytes, len);
		line->caret += len;
		have++;
	}
}

void edit_line_insert(struct edit_line *line, struct text text)
{
	remember(line, KEY_NONE);
	put(line, text);
}

static void cut(struct edit_line *line, size_t from, size_t to, enum key kind)
{
	if (from == to)
		return;
	remember(line, kind);
	buf_splice(&line->text, from, to - from, NULL, 0);
	line->caret = from;
}

static bool blank_at_end(struct text text)
{
	return text_trim(text).len != text.len &&
		(text.at[text.len - 1] == ' ' || text_ends(text, TEXT("　")));
}

/* The start of the word before the caret: back over blanks, then to the next blank. */
static size_t word_start(const struct edit_line *line)
{
	struct text text = before_caret(line);

	while (text.len && blank_at_end(text))
		text = text_take(text, text.len - text_grapheme_back(text));
	while (text.len && !blank_at_end(text))
		text = text_take(text, text.len - text_grapheme_back(text));
	return text.len;
}

/* --- keys
 * ---------------------------------------------------------------------------------------------------------------
 */

static void left(struct edit_line *line)
{
	line->caret -= text_grapheme_back(before_caret(line));
}

static void right(struct edit_line *line)
{
	line->caret += text_grapheme(behind_caret(line));
}

static void home(struct edit_line *line)
{
	line->caret = 0;
}

static void end(struct edit_line *line)
{
	line->caret = line->text.len;
}

static void delete_back(struct edit_line *line)
{
	cut(line, line->caret - text_grapheme_back(before_caret(line)), line->caret, KEY_BACKSPACE);
}

static void delete_next(struct edit_line *line)
{
	cut(line, line->caret, line->caret + text_grapheme(behind_caret(line)), KEY_DELETE);
}

static void delete_all(struct edit_line *line)
{
	cut(line, 0, line->text.len, KEY_NONE);
}

static void delete_end(struct edit_line *line)
{
	cut(line, line->caret, line->text.len, KEY_NONE);
}

static void delete_word(struct edit_line *line)
{
	cut(line, word_start(line), line->caret, KEY_NONE);
}

static const struct {
	enum key key;
	void (*run)(struct edit_line *line);
	bool moves;
} keys[] = {
	{KEY_LEFT, left, true},
	{KEY_RIGHT, right, true},
	{KEY_HOME, home, true},
	{KEY_END, end, true},
	{KEY_CTRL_A, home, true},
	{KEY_CTRL_A + 4, end, true},
	{KEY_BACKSPACE, delete_back, false},
	{KEY_DELETE, delete_next, false},
	{KEY_CTRL_A + 3, delete_next, false},
	{KEY_CTRL_A + 20, delete_all, false},
	{KEY_CTRL_A + 10, delete_end, false},
	{KEY_CTRL_A + 22, delete_word, false},
};

bool edit_line_event(struct edit_line *line, const struct event *event)
{
	if (event->kind == EVENT_TEXT) {
		remember(line, KEY_ENTER); /* any kind of its own: typing */
		put(line, event->text);
		return true;
	}
	if (event->kind == EVENT_PASTE) {
		edit_line_insert(line, event->text);
		return true;
	}
	if (event_is(event, KEY_CTRL_Z))
		return undo(line);
	if (event_is(event, KEY_CTRL_A + 24))
		return redo(line);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (event_is(event, keys[i].key)) {
			keys[i].run(line);
			if (keys[i].moves)
				line->last_kind = KEY_NONE;
			return true;
		}
	return false;
}

/* --- drawing
 * ------------------------------------------------------------------------------------------------------------
 */

void edit_line_draw(const struct edit_line *line, int row, int column, int columns)
{
	struct text text = buf_as_text(&line->text);
	size_t room = columns > 4 ? (size_t)columns - 1 : 1, before = text_width(before_caret(line));

	/* Whole when it fits; else what is around the caret, moving by half a field so that most keys move
	 * nothing. */
	if (text_width(text) > room) {
		size_t step = room / 2 + 1, hidden = before < room ? 0 : (before - room) / step * step + step,
		       width;

		text = text_skip(text, text_fit(text, hidden, &width));
		before -= width;
	}
	draw_cut(row, column, columns, STYLE_NORMAL, text);
	draw_cursor(row, column + (int)before);
}
