#include "tui/edit_line.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "tui/draw.h"

enum { UNDO_MAX = 1000 };

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* --- content --- */

static void forget_from(struct edit_line *line, size_t first)
{
	while (line->count > first) {
		struct edit_change *change = &line->changes[--line->count];

		buf_release(&change->removed);
		buf_release(&change->inserted);
	}
	line->now = smaller(line->now, line->count);
	line->last = EDIT_ALONE;
}

void edit_line_release(struct edit_line *line)
{
	forget_from(line, 0);
	free(line->changes);
	buf_release(&line->text);
	*line = (struct edit_line){.most = line->most, .lines = line->lines};
}

void edit_line_clear(struct edit_line *line)
{
	forget_from(line, 0);
	buf_clear(&line->text);
	line->caret = line->same_head = line->same_tail = 0;
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

void edit_line_seen(struct edit_line *line)
{
	line->same_head = line->same_tail = line->text.len;
}

/* The only place where the content changes. */
static void splice(struct edit_line *line, size_t from, size_t len, struct text with)
{
	line->same_head = smaller(line->same_head, from);
	line->same_tail = smaller(line->same_tail, line->text.len - from - len);
	buf_splice(&line->text, from, len, with.at, with.len);
}

/* What was before the caret and what is behind it may have become one character: go behind that. */
static void caret_to(struct edit_line *line, size_t caret)
{
	struct text whole = buf_as_text(&line->text);
	size_t at = caret - text_grapheme_back(text_take(whole, caret));

	while (at < caret)
		at += text_grapheme(text_skip(whole, at));
	line->caret = at;
}

/* --- undo --- */

/* The unit that a change of this kind at `from` goes on with, or a new one. */
static struct edit_change *unit_for(struct edit_line *line, size_t from, size_t to, enum edit_kind kind)
{
	struct edit_change *change = line->now ? &line->changes[line->now - 1] : NULL;

	if (change && kind != EDIT_ALONE && kind == line->last && line->now == line->count &&
		(kind == EDIT_BACK ? to == change->at : from == change->at + change->inserted.len))
		return change;
	forget_from(line, line->now);
	if (line->changes && line->count == UNDO_MAX) {
		buf_release(&line->changes[0].removed);
		buf_release(&line->changes[0].inserted);
		memmove(line->changes, line->changes + 1, --line->count * sizeof(*line->changes));
	}
	line->changes = mem_grow(line->changes, line->count, &line->room, sizeof(*line->changes));
	change = &line->changes[line->count++];
	*change = (struct edit_change){from, BUF_INIT, BUF_INIT, line->caret};
	line->now = line->count;
	return change;
}

void edit_line_replace(struct edit_line *line, size_t from, size_t to, struct text with, enum edit_kind kind)
{
	struct text removed = text_take(text_skip(buf_as_text(&line->text), from), to - from);
	struct edit_change *change;

	if (from == to && !with.len)
		return;
	change = unit_for(line, from, to, kind);
	if (kind == EDIT_BACK) {
		buf_splice(&change->removed, 0, 0, removed.at, removed.len);
		change->at = from;
	} else {
		buf_text(&change->removed, removed);
	}
	buf_text(&change->inserted, with);
	splice(line, from, to - from, with);
	caret_to(line, from + with.len);
	line->last = kind;
}

static bool undo(struct edit_line *line)
{
	struct edit_change *change;

	if (!line->now)
		return false;
	change = &line->changes[--line->now];
	splice(line, change->at, change->inserted.len, buf_as_text(&change->removed));
	line->caret = change->caret;
	line->last = EDIT_ALONE;
	return true;
}

static bool redo(struct edit_line *line)
{
	struct edit_change *change;

	if (line->now == line->count)
		return false;
	change = &line->changes[line->now++];
	splice(line, change->at, change->removed.len, buf_as_text(&change->inserted));
	caret_to(line, change->at + change->inserted.len);
	line->last = EDIT_ALONE;
	return true;
}

/* --- insertion --- */

/* What of the text may come in: so many characters as there is room for, on one line. */
static void fitting(const struct edit_line *line, struct text text, struct buf *out)
{
	size_t have = line->most ? text_count(buf_as_text(&line->text)) : 0;
	char bytes[4];

	while (!line->lines && text_ends(text, TEXT("\n")))
		text.len--;
	for (; text.len && (!line->most || have < line->most); have++) {
		uint32_t code = text_next(&text);
		bool blank = !line->lines && (code == '\n' || code == '\t');

		buf_put(out, bytes, utf8_put(bytes, blank ? ' ' : code));
	}
}

static void insert(struct edit_line *line, struct text text, enum edit_kind kind)
{
	struct buf bytes = BUF_INIT;

	fitting(line, text, &bytes);
	edit_line_replace(line, line->caret, line->caret, buf_as_text(&bytes), kind);
	buf_release(&bytes);
}

void edit_line_insert(struct edit_line *line, struct text text)
{
	insert(line, text, EDIT_ALONE);
}

void edit_line_set(struct edit_line *line, struct text text)
{
	struct buf copy = BUF_INIT;

	buf_text(&copy, text);
	edit_line_clear(line);
	insert(line, buf_as_text(&copy), EDIT_ALONE);
	forget_from(line, 0);
	buf_release(&copy);
}

static bool is_blank(uint32_t code)
{
	return code == ' ' || code == '\t' || code == 0x3000;
}

/* Letters typed on are one unit up to the next word; a commit of the input method is one by itself. */
static void type(struct edit_line *line, struct text text)
{
	struct text before = before_caret(line);
	bool single = text.len == 1;

	if (single && before.len && is_blank((uint8_t)before.at[before.len - 1]) && text.at[0] != ' ')
		line->last = EDIT_ALONE;
	insert(line, text, single ? EDIT_TYPING : EDIT_ALONE);
}

/* --- words --- */

enum word_kind { WORD_BLANK, WORD_LETTERS, WORD_SIGNS, WORD_HAN, WORD_BREAK };

static enum word_kind word_kind(uint32_t code)
{
	uint32_t folded = char_fold(code) | 0x20;

	if (is_blank(code))
		return WORD_BLANK;
	if (code == '\n')
		return WORD_BREAK;
	if ((folded >= 'a' && folded <= 'z') || (char_fold(code) >= '0' && char_fold(code) <= '9'))
		return WORD_LETTERS;
	if (char_fold(code) < 0xc0 || (code >= 0x2000 && code < 0x2e80) || (code >= 0x3001 && code < 0x3021))
		return WORD_SIGNS;
	return char_width(code) == 2 ? WORD_HAN : WORD_LETTERS;
}

static enum word_kind kind_at(struct text text)
{
	return word_kind(text_next(&text));
}

size_t edit_line_word(const struct edit_line *line, bool back)
{
	struct text rest = back ? before_caret(line) : behind_caret(line), whole = rest;
	enum word_kind kind = WORD_BLANK, next;

	/* Over blanks, then over a run of one kind; forward the other way round. */
	while (rest.len) {
		size_t len = back ? text_grapheme_back(rest) : text_grapheme(rest);

		next = kind_at(back ? text_skip(rest, rest.len - len) : rest);
		if (rest.len == whole.len || (back && kind == WORD_BLANK) || (!back && next == WORD_BLANK))
			kind = next;
		else if (next != kind)
			break;
		rest = back ? text_take(rest, rest.len - len) : text_skip(rest, len);
		if (next == WORD_BREAK)
			break;
	}
	return back ? rest.len : line->text.len - rest.len;
}

/* --- keys --- */

/* What Home, End, Ctrl-U and Ctrl-K mean: the line, in a text the paragraph. */
static size_t begin_of(const struct edit_line *line)
{
	size_t at = line->caret;

	while (at && line->text.data[at - 1] != '\n')
		at--;
	return at;
}

static size_t end_of(const struct edit_line *line)
{
	return line->caret + text_find(behind_caret(line), TEXT("\n"));
}

static size_t left_of(const struct edit_line *line)
{
	return line->caret - text_grapheme_back(before_caret(line));
}

static size_t right_of(const struct edit_line *line)
{
	return line->caret + text_grapheme(behind_caret(line));
}

static size_t word_left(const struct edit_line *line)
{
	return edit_line_word(line, true);
}

static size_t word_right(const struct edit_line *line)
{
	return edit_line_word(line, false);
}

static size_t here(const struct edit_line *line)
{
	return line->caret;
}

/* At the end of a paragraph it takes the newline. */
static size_t kill_to(const struct edit_line *line)
{
	return end_of(line) > line->caret ? end_of(line) : right_of(line);
}

/* A key moves to `to`, or deletes from `from` to `to`. */
static const struct {
	enum key key;
	size_t (*from)(const struct edit_line *line);
	size_t (*to)(const struct edit_line *line);
	enum edit_kind kind;
} keys[] = {
	{KEY_LEFT, NULL, left_of, EDIT_ALONE},
	{KEY_RIGHT, NULL, right_of, EDIT_ALONE},
	{KEY_CTRL_LEFT, NULL, word_left, EDIT_ALONE},
	{KEY_CTRL_RIGHT, NULL, word_right, EDIT_ALONE},
	{KEY_HOME, NULL, begin_of, EDIT_ALONE},
	{KEY_END, NULL, end_of, EDIT_ALONE},
	{KEY_CTRL_HOME, NULL, begin_of, EDIT_ALONE},
	{KEY_CTRL_END, NULL, end_of, EDIT_ALONE},
	{KEY_CTRL_A, NULL, begin_of, EDIT_ALONE},
	{KEY_CTRL_A + 'E' - 'A', NULL, end_of, EDIT_ALONE},
	{KEY_BACKSPACE, left_of, here, EDIT_BACK},
	{KEY_DELETE, here, right_of, EDIT_NEXT},
	{KEY_CTRL_A + 'D' - 'A', here, right_of, EDIT_NEXT},
	{KEY_CTRL_A + 'U' - 'A', begin_of, end_of, EDIT_ALONE},
	{KEY_CTRL_A + 'K' - 'A', here, kill_to, EDIT_ALONE},
	{KEY_CTRL_A + 'W' - 'A', word_left, here, EDIT_ALONE},
};

static bool press(struct edit_line *line, enum key key)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (keys[i].key != key)
			continue;
		if (keys[i].from) {
			edit_line_replace(line, keys[i].from(line), keys[i].to(line), NO_TEXT, keys[i].kind);
		} else {
			line->caret = keys[i].to(line);
			line->last = EDIT_ALONE;
		}
		return true;
	}
	return false;
}

bool edit_line_event(struct edit_line *line, const struct event *event)
{
	if (event->kind == EVENT_TEXT)
		type(line, event->text);
	else if (event->kind == EVENT_PASTE)
		edit_line_insert(line, event->text);
	else if (event_is(event, KEY_CTRL_Z))
		return undo(line);
	else if (event_is(event, KEY_CTRL_A + 'Y' - 'A'))
		return redo(line);
	else
		return event->kind == EVENT_KEY && press(line, event->key);
	return true;
}

/* --- drawing --- */

struct text edit_line_shown(const struct edit_line *line, int columns, int *caret)
{
	struct text text = buf_as_text(&line->text);
	size_t room = columns > 1 ? (size_t)columns - 1 : 0, before = text_width(before_caret(line));

	if (text_width(text) > room) {
		size_t step = room / 2 + 1, hidden = before < room ? 0 : (before - room) / step * step + step,
		       width;

		text = text_skip(text, text_fit(text, hidden, &width));
		before -= width;
	}
	*caret = (int)before;
	return text_take(text, text_fit(text, columns > 0 ? (size_t)columns : 0, NULL));
}

void edit_line_draw(const struct edit_line *line, int row, int column, int columns)
{
	int caret;
	struct text all = buf_as_text(&line->text), shown = edit_line_shown(line, columns, &caret);

	/* What does not fit goes on beyond the field, and the cell beside it says so. */
	if (shown.len && shown.at > all.at)
		draw_text(row, column - 1, 1, STYLE_WARN, TEXT("<"));
	if (shown.at + shown.len < all.at + all.len)
		draw_text(row, column + columns, 1, STYLE_WARN, TEXT(">"));
	draw_cut(row, column, columns, STYLE_NORMAL, shown);
	draw_cursor(row, column + caret);
}
