/* In three lines: "3 12 2", what is typed there, "4 2 后天前". */
#include "tui/meeting/caret.h"

#include <stdio.h>

void caret_write(const struct meeting *meeting, struct buf *out)
{
	const struct unfit *unfit = &meeting->unfit;

	buf_printf(out, "%d %zu %d\n", (int)meeting->section, meeting->line.caret, (int)meeting->cell);
	if (meeting->section == SECTION_DECISIONS && meeting->cell != CELL_TEXT)
		buf_text(out, edit_line_text(&meeting->line));
	buf_byte(out, '\n');
	if (unfit->typed.len) {
		buf_printf(out, "%llu %d ", (unsigned long long)unfit->row, (int)unfit->cell);
		buf_text(out, buf_as_text(&unfit->typed));
	}
}

static enum cell cell_of(int number)
{
	return number == CELL_OWNERS || number == CELL_DUE ? (enum cell)number : CELL_TEXT;
}

struct caret caret_read(struct text words)
{
	struct caret caret = {.section = SECTION_ROLL, .cell = CELL_TEXT, .unfit_cell = CELL_TEXT};
	struct text line = NO_TEXT;
	struct buf copy = BUF_INIT;
	unsigned long long row;
	int section, cell, used;
	size_t at;

	text_split(&words, '\n', &line);
	buf_text(&copy, line);
	if (sscanf(buf_cstr(&copy), "%d %zu %d", &section, &at, &cell) == 3) {
		if (section >= 0 && section < SECTION_COUNT)
			caret.section = (enum section)section;
		caret.at = at;
		caret.cell = cell_of(cell);
	}
	text_split(&words, '\n', &caret.typed);
	buf_clear(&copy);
	buf_text(&copy, words);
	if (sscanf(buf_cstr(&copy), "%llu %d %n", &row, &cell, &used) == 2 && cell_of(cell) != CELL_TEXT) {
		caret.unfit_row = row;
		caret.unfit_cell = cell_of(cell);
		caret.unfit = text_skip(words, (size_t)used);
	}
	buf_release(&copy);
	return caret;
}
