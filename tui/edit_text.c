#include "tui/edit_text.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "tui/draw.h"

/* --- lines --- */

/* The lines as they become, beside those of the text before the change. */
struct wrap {
	const struct edit_text *text;
	size_t *starts;
	size_t count, room;
	size_t old; /* line of the old ones that may begin where we are */
};

static void add_start(struct wrap *wrap, size_t at)
{
	wrap->starts = mem_grow(wrap->starts, wrap->count, &wrap->room, sizeof(*wrap->starts));
	wrap->starts[wrap->count++] = at;
}

/* Behind the last change, where a line begins that began there before: the rest is as it was, since a line
 * depends only on what follows its beginning. */
static bool joins_old(struct wrap *wrap, size_t at)
{
	const struct edit_text *text = wrap->text;
	size_t left = text->edit.text.len - at;

	if (left > text->edit.same_tail)
		return false;
	while (wrap->old < text->count && text->length - text->starts[wrap->old] > left)
		wrap->old++;
	return wrap->old < text->count && text->length - text->starts[wrap->old] == left;
}

static void wrap_rest(struct wrap *wrap, size_t at)
{
	struct text whole = buf_as_text(&wrap->text->edit.text);
	size_t columns = wrap->text->columns > 2 ? (size_t)wrap->text->columns - 1 : 1;

	add_start(wrap, at);
	while (at < whole.len) {
		at += text_wrap(text_skip(whole, at), columns);
		if (at == whole.len && whole.at[at - 1] != '\n')
			return;
		if (joins_old(wrap, at))
			break;
		add_start(wrap, at);
	}
	for (; at < whole.len && wrap->old < wrap->text->count; wrap->old++)
		add_start(wrap, wrap->text->starts[wrap->old] + whole.len - wrap->text->length);
	if (at == whole.len && wrap->starts[wrap->count - 1] < at)
		add_start(wrap, at);
}

static size_t line_of(const struct edit_text *text, size_t at)
{
	size_t low = 0, high = text->count;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (text->starts[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* From the beginning of the first paragraph that was touched. */
static void rewrap(struct edit_text *text)
{
	struct wrap wrap = {text, NULL, 0, 0, 0};
	size_t first = text->count ? line_of(text, text->edit.same_head) : 0;

	if (text->count && text->edit.same_head == text->length && text->edit.same_tail == text->length &&
		text->edit.text.len == text->length)
		return;
	while (first && text->edit.text.data[text->starts[first] - 1] != '\n')
		first--;
	for (size_t i = 0; i < first; i++)
		add_start(&wrap, text->starts[i]);
	wrap_rest(&wrap, first ? text->starts[first] : 0);
	free(text->starts);
	text->starts = wrap.starts;
	text->count = wrap.count;
	text->room = wrap.room;
	text->length = text->edit.text.len;
	edit_line_seen(&text->edit);
}

static void rewrap_all(struct edit_text *text)
{
	text->count = 0;
	rewrap(text);
}

static bool soft_start(const struct edit_text *text, size_t nth)
{
	return nth && text->edit.text.data[text->starts[nth] - 1] != '\n';
}

size_t edit_text_lines(const struct edit_text *text)
{
	return text->count;
}

struct text edit_text_line(const struct edit_text *text, size_t nth)
{
	size_t begin = text->starts[nth];
	size_t end = nth + 1 < text->count ? text->starts[nth + 1] : text->length;
	struct text line = text_take(text_skip(buf_as_text(&text->edit.text), begin), end - begin);

	if (text_ends(line, TEXT("\n")))
		line.len--;
	return line;
}

/* --- the caret --- */

void edit_text_caret(const struct edit_text *text, size_t *line, int *column)
{
	size_t caret = text->edit.caret, begin, width;

	*line = line_of(text, caret);
	if (text->line_end && text->starts[*line] == caret && soft_start(text, *line))
		--*line;
	begin = text->starts[*line];
	width = text_width(text_take(text_skip(buf_as_text(&text->edit.text), begin), caret - begin));
	/* The blank that hangs behind a full line has no column. */
	*column = (int)width < text->columns ? (int)width : text->columns - 1;
}

static size_t caret_line(const struct edit_text *text)
{
	size_t line;
	int column;

	edit_text_caret(text, &line, &column);
	return line;
}

static void scroll(struct edit_text *text)
{
	size_t line = caret_line(text), rows = text->rows > 0 ? (size_t)text->rows : 1;

	if (line < text->top)
		text->top = line;
	if (line >= text->top + rows)
		text->top = line - rows + 1;
	/* No blank rows below a text that was longer before. */
	if (text->top + rows > text->count)
		text->top = text->count > rows ? text->count - rows : 0;
}

static void caret_to(struct edit_text *text, size_t at, bool line_end)
{
	text->edit.caret = at;
	text->edit.last = EDIT_ALONE;
	text->line_end = line_end;
}

static void caret_to_end_of(struct edit_text *text, size_t nth)
{
	size_t end = text->starts[nth] + edit_text_line(text, nth).len;

	caret_to(text, end, nth + 1 < text->count && end == text->starts[nth + 1]);
}

static void caret_into(struct edit_text *text, size_t nth, int goal)
{
	size_t bytes = text_fit(edit_text_line(text, nth), (size_t)goal, NULL);
	size_t at = text->starts[nth] + bytes;

	caret_to(text, at, nth + 1 < text->count && at == text->starts[nth + 1]);
}

/* False at the edge, for one line's step. */
static bool move_lines(struct edit_text *text, long lines)
{
	size_t line, to;
	int column;

	edit_text_caret(text, &line, &column);
	if (text->goal < 0)
		text->goal = column;
	if (lines < 0)
		to = line > (size_t)-lines ? line - (size_t)-lines : 0;
	else
		to = line + (size_t)lines < text->count ? line + (size_t)lines : text->count - 1;
	if (to == line && (lines == 1 || lines == -1))
		return false;
	caret_into(text, to, text->goal);
	return true;
}

/* --- events --- */

void edit_text_release(struct edit_text *text)
{
	edit_line_release(&text->edit);
	free(text->starts);
	text->starts = NULL;
	text->count = text->room = text->length = text->top = 0;
}

void edit_text_set(struct edit_text *text, struct text content)
{
	text->edit.lines = true;
	edit_line_set(&text->edit, content);
	caret_to(text, 0, false);
	text->goal = -1;
	text->top = 0;
	rewrap_all(text);
}

struct text edit_text_text(const struct edit_text *text)
{
	return edit_line_text(&text->edit);
}

void edit_text_size(struct edit_text *text, int rows, int columns)
{
	bool other = !text->count || columns != text->columns;

	text->edit.lines = true;
	text->rows = rows;
	text->columns = columns;
	if (other)
		rewrap_all(text);
	else
		rewrap(text);
	scroll(text);
}

static bool up(struct edit_text *text)
{
	return move_lines(text, -1);
}

static bool down(struct edit_text *text)
{
	return move_lines(text, 1);
}

static bool page_up(struct edit_text *text)
{
	move_lines(text, text->rows > 2 ? 1 - text->rows : -2);
	return true;
}

static bool page_down(struct edit_text *text)
{
	move_lines(text, text->rows > 2 ? text->rows - 1 : 2);
	return true;
}

static bool home(struct edit_text *text)
{
	caret_to(text, text->starts[caret_line(text)], false);
	return true;
}

static bool end(struct edit_text *text)
{
	caret_to_end_of(text, caret_line(text));
	return true;
}

static bool top(struct edit_text *text)
{
	caret_to(text, 0, false);
	return true;
}

static bool bottom(struct edit_text *text)
{
	caret_to(text, text->edit.text.len, false);
	return true;
}

static bool enter(struct edit_text *text)
{
	edit_line_insert(&text->edit, TEXT("\n"));
	return true;
}

static const struct {
	enum key key;
	bool (*run)(struct edit_text *text);
	bool keeps_goal;
} keys[] = {
	{KEY_UP, up, true},
	{KEY_DOWN, down, true},
	{KEY_PGUP, page_up, true},
	{KEY_PGDN, page_down, true},
	{KEY_HOME, home, false},
	{KEY_END, end, false},
	{KEY_CTRL_A, home, false},
	{KEY_CTRL_A + 'E' - 'A', end, false},
	{KEY_CTRL_HOME, top, false},
	{KEY_CTRL_END, bottom, false},
	{KEY_ENTER, enter, false},
};

static bool press(struct edit_text *text, const struct event *event)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (event_is(event, keys[i].key)) {
			if (!keys[i].keeps_goal)
				text->goal = -1;
			return keys[i].run(text);
		}
	if (!edit_line_event(&text->edit, event))
		return false;
	text->goal = -1;
	text->line_end = false;
	return true;
}

bool edit_text_event(struct edit_text *text, const struct event *event)
{
	bool used;

	if (!text->count)
		edit_text_size(text, text->rows, text->columns);
	used = press(text, event);
	rewrap(text);
	scroll(text);
	return used;
}

/* --- drawing --- */

void edit_text_draw(const struct edit_text *text, int row, int column)
{
	size_t line;
	int at;

	for (int i = 0; i < text->rows && text->top + (size_t)i < text->count; i++)
		draw_cut(row + i, column, text->columns, STYLE_NORMAL,
			edit_text_line(text, text->top + (size_t)i));
	edit_text_caret(text, &line, &at);
	draw_cursor(row + (int)(line - text->top), column + at);
}
