/* Keys and texts into both editors. The first bytes are the window and the text to begin with; then each byte
 * is a key, or one for a text and the text. */
#include <string.h>
#include "core/base/memory.h"
#include "tests/fuzz/fuzz.h"
#include "tui/edit_text.h"

enum { MOST_LINE = 40, STEPS = 200, TEXT_BYTE = KEY_COUNT, PASTE_BYTE, SIZE_BYTE, BYTES };

static bool at_edge(struct text text, size_t caret)
{
	size_t at = 0;

	while (at < caret)
		at += text_grapheme(text_skip(text, at));
	return at == caret;
}

/* What is kept line by line is what a new editor would make of the same text. */
static void check_lines(const struct edit_text *text)
{
	struct edit_text fresh = EDIT_TEXT_INIT;
	size_t at = 0;

	edit_text_size(&fresh, text->rows, text->columns);
	edit_text_set(&fresh, edit_text_text(text));
	must(text_equal(edit_text_text(&fresh), edit_text_text(text)));
	must(edit_text_lines(&fresh) == edit_text_lines(text));
	must(!memcmp(fresh.starts, text->starts, text->count * sizeof(*text->starts)));
	for (size_t i = 0; i < edit_text_lines(text); i++) {
		must(text->starts[i] == at || !i);
		at = i + 1 < text->count ? text->starts[i + 1] : text->length;
		must(text->starts[i] <= at && fuzz_inside(edit_text_line(text, i), edit_text_text(text)));
	}
	must(at == text->edit.text.len);
	edit_text_release(&fresh);
}

static void check_text(const struct edit_text *text)
{
	struct text whole = edit_text_text(text);
	size_t line;
	int column;

	must(text_valid(whole));
	must(text->edit.caret <= whole.len && at_edge(whole, text->edit.caret));
	check_lines(text);
	edit_text_caret(text, &line, &column);
	must(line < edit_text_lines(text) && column >= 0 && column < text->columns);
	must(line >= text->top && line < text->top + (size_t)text->rows);
}

static void check_line(const struct edit_line *line, int columns)
{
	struct text whole = edit_line_text(line), shown;
	int caret;

	must(text_valid(whole) && text_find(whole, TEXT("\n")) == whole.len);
	must(text_count(whole) <= MOST_LINE);
	must(line->caret <= whole.len && at_edge(whole, line->caret));
	must(edit_line_word(line, true) <= line->caret && edit_line_word(line, false) >= line->caret);
	must(edit_line_word(line, false) <= whole.len);
	shown = edit_line_shown(line, columns, &caret);
	must(fuzz_inside(shown, whole) && caret >= 0 && caret < columns);
	must(text_width(shown) <= (size_t)columns);
}

/* Undone to the beginning and done again, it is the same; `run` is one of the editors. */
static void undo_all(struct edit_line *line, bool (*run)(void *, const struct event *), void *arg)
{
	struct event undo = {.kind = EVENT_KEY, .key = KEY_CTRL_Z};
	struct event redo = {.kind = EVENT_KEY, .key = KEY_CTRL_A + 'Y' - 'A'};
	struct buf before = BUF_INIT;
	size_t steps = 0;

	while (run(arg, &redo))
		must(++steps < 10 * STEPS);
	buf_text(&before, edit_line_text(line));
	for (steps = 0; run(arg, &undo);)
		must(++steps < 10 * STEPS);
	must(!line->now);
	while (steps && run(arg, &redo))
		steps--;
	must(!steps && text_equal(buf_as_text(&before), edit_line_text(line)));
	buf_release(&before);
}

static bool run_text(void *arg, const struct event *event)
{
	return edit_text_event(arg, event);
}

static bool run_line(void *arg, const struct event *event)
{
	return edit_line_event(arg, event);
}

/* The terminal's decoder gives clean text only. */
static bool clean(struct text text, struct buf *out)
{
	buf_clear(out);
	return text_clean(text, out, NULL, NULL) == TEXT_OK;
}

static void press(struct reader *input, struct edit_text *text, struct edit_line *line, struct buf *room)
{
	unsigned byte = read_byte(input) % BYTES;
	struct event event = {.kind = EVENT_KEY, .key = (enum key)byte};

	if (byte == SIZE_BYTE) {
		int rows = read_byte(input) % 7 + 1;

		edit_text_size(text, rows, read_byte(input) % 40 + 3);
		return;
	}
	if (byte >= TEXT_BYTE) {
		if (!clean(fuzz_piece(input), room))
			return;
		event = (struct event){
			.kind = byte == TEXT_BYTE ? EVENT_TEXT : EVENT_PASTE, .text = buf_as_text(room)};
	}
	edit_text_event(text, &event);
	edit_line_event(line, &event);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader input = reader_of(data, size);
	struct edit_text text = EDIT_TEXT_INIT;
	struct edit_line line = {.most = MOST_LINE};
	struct buf room = BUF_INIT;
	int rows = read_byte(&input) % 7 + 1, columns = read_byte(&input) % 40 + 3;

	if (clean(fuzz_piece(&input), &room))
		edit_text_set(&text, buf_as_text(&room));
	edit_text_size(&text, rows, columns);
	check_text(&text);
	for (size_t i = 0; i < STEPS && reader_left(&input); i++) {
		press(&input, &text, &line, &room);
		check_text(&text);
		check_line(&line, columns);
	}
	undo_all(&text.edit, run_text, &text);
	check_text(&text);
	undo_all(&line, run_line, &line);
	edit_text_release(&text);
	edit_line_release(&line);
	buf_release(&room);
	return 0;
}
