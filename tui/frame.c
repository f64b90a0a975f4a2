#include "tui/frame.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

static const struct cell blank = {{L' '}, STYLE_NORMAL, 1};

/* What draw_same() knows of a row. Characters end where a part ends. */
struct part {
	int column, columns;
	uint64_t key; /* no padding: parts are compared by memcmp */
};

enum { PARTS_MAX = 6 };

struct row {
	struct part parts[PARTS_MAX];
	int count;
	bool loose; /* something stands there that belongs to no part */
	bool there; /* its cells are; before, it is the parts as they are shown, and blanks */
};

static struct {
	int rows, columns;
	struct cell *next, *shown, *blanks; /* blanks: one row */
	struct row *next_rows, *shown_rows;
	struct part open; /* between draw_same() and draw_keep() */
	int open_row;     /* -1: none */
	int cursor_row, cursor_column;
} frame;

void frame_release(void)
{
	free(frame.next);
	free(frame.shown);
	free(frame.blanks);
	free(frame.next_rows);
	free(frame.shown_rows);
	memset(&frame, 0, sizeof(frame));
}

void frame_make(int rows, int columns)
{
	size_t height = (size_t)rows, width = (size_t)columns;

	frame_release();
	frame.rows = rows;
	frame.columns = columns;
	frame.next = mem_new(height * width * sizeof(*frame.next));
	frame.shown = mem_new(height * width * sizeof(*frame.shown));
	frame.blanks = mem_new(width * sizeof(*frame.blanks));
	frame.next_rows = mem_new(height * sizeof(*frame.next_rows));
	frame.shown_rows = mem_new(height * sizeof(*frame.shown_rows));
	for (int column = 0; column < columns; column++)
		frame.blanks[column] = blank;
	draw_begin();
}

int draw_rows(void)
{
	return frame.rows;
}

int draw_columns(void)
{
	return frame.columns;
}

/* --- cells --- */

static struct cell *cell_at(int row, int column)
{
	return &frame.next[row * frame.columns + column];
}

static struct cell *shown_at(int row, int column)
{
	return &frame.shown[row * frame.columns + column];
}

static void copy_cells(struct cell *to, const struct cell *from, int columns)
{
	memcpy(to, from, (size_t)columns * sizeof(*to));
}

/* What is written over one half of a wide character takes the other half with it. */
static void free_cell(int row, int column)
{
	struct cell *cell = cell_at(row, column);

	if (cell->width == 0 && column > 0)
		cell[-1] = blank;
	if (cell->width == 2 && column + 1 < frame.columns)
		cell[1] = blank;
	*cell = blank;
}

/* --- parts --- */

void draw_begin(void)
{
	for (int row = 0; row < frame.rows; row++) {
		struct row *next = &frame.next_rows[row];

		next->count = 0;
		next->loose = next->there = false;
	}
	frame.open_row = -1;
}

static void make_row(int row)
{
	struct row *next = &frame.next_rows[row];

	if (next->there)
		return;
	next->there = true;
	copy_cells(cell_at(row, 0), frame.blanks, frame.columns);
	for (int i = 0; i < next->count; i++) {
		const struct part *part = &next->parts[i];

		copy_cells(cell_at(row, part->column), shown_at(row, part->column), part->columns);
	}
}

static bool overlap(const struct part *part, int column, int columns)
{
	return part->column < column + columns && column < part->column + part->columns;
}

/* Something else is going to stand there; what is left of a part is none any more. */
static void forget_parts(struct row *row, int column, int columns)
{
	int kept = 0;

	for (int i = 0; i < row->count; i++)
		if (!overlap(&row->parts[i], column, columns))
			row->parts[kept++] = row->parts[i];
	row->loose |= kept < row->count;
	row->count = kept;
}

/* Before anything is written there. */
static void touch(int row, int column, int columns)
{
	struct row *next = &frame.next_rows[row];
	const struct part *open = &frame.open;

	make_row(row);
	if (row == frame.open_row) {
		if (column >= open->column && column + columns <= open->column + open->columns)
			return;
		frame.open_row = -1;
	}
	next->loose = true;
	if (next->count)
		forget_parts(next, column, columns);
}

/* A part begins as blanks, whatever stood there. */
static void clear_part(int row, int column, int columns)
{
	struct row *next = &frame.next_rows[row];
	bool written = next->there;

	for (int i = 0; i < next->count && !written; i++)
		written = overlap(&next->parts[i], column, columns);
	if (!written)
		return;
	make_row(row);
	forget_parts(next, column, columns);
	free_cell(row, column);
	free_cell(row, column + columns - 1);
	copy_cells(cell_at(row, column), frame.blanks, columns);
}

uint64_t draw_key(uint64_t key, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;
	uint64_t word;

	for (; len; at += sizeof(word), len -= len < sizeof(word) ? len : sizeof(word)) {
		word = len;
		memcpy(&word, at, len < sizeof(word) ? len : sizeof(word));
		key = (key ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		key ^= key >> 29;
	}
	return key ? key : 1;
}

static bool is_shown(int row, const struct part *part)
{
	const struct row *shown = row >= 0 && row < frame.rows ? &frame.shown_rows[row] : NULL;

	for (int i = 0; shown && i < shown->count; i++)
		if (!memcmp(&shown->parts[i], part, sizeof(*part)))
			return true;
	return false;
}

/* The row where the part is shown, -1: nowhere. Lists scroll by one. */
static int shown_where(int row, const struct part *part)
{
	static const int beside[] = {0, 1, -1};

	for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++)
		if (is_shown(row + beside[i], part))
			return row + beside[i];
	return -1;
}

bool draw_same(int row, int column, int columns, uint64_t key)
{
	/* What is drawn may be placed by the columns asked for, though the last of them are not there. */
	struct part part = {column, column + columns < frame.columns ? columns : frame.columns - column,
		draw_key(key, &columns, sizeof(columns))};
	struct row *next;
	int from;

	frame.open_row = -1;
	if (row < 0 || row >= frame.rows || column < 0 || part.columns <= 0)
		return false;
	next = &frame.next_rows[row];
	clear_part(row, column, part.columns);
	if (next->count == PARTS_MAX)
		return false;
	from = shown_where(row, &part);
	if (from != row)
		make_row(row);
	if (from < 0) {
		frame.open_row = row;
		frame.open = part;
		return false;
	}
	if (next->there)
		copy_cells(cell_at(row, column), shown_at(from, column), part.columns);
	next->parts[next->count++] = part;
	return true;
}

void draw_keep(void)
{
	struct row *next;

	if (frame.open_row < 0)
		return;
	next = &frame.next_rows[frame.open_row];
	next->parts[next->count++] = frame.open;
	frame.open_row = -1;
}

/* --- text --- */

void draw_clear(int row, int column, int columns)
{
	int end = column + columns < frame.columns ? column + columns : frame.columns;

	column = column < 0 ? 0 : column;
	if (row < 0 || row >= frame.rows || column >= end)
		return;
	touch(row, column, end - column);
	for (int i = column; i < end; i++)
		free_cell(row, i);
}

static void put(int row, int column, int width, enum style style, uint32_t code)
{
	for (int i = 0; i < width; i++)
		free_cell(row, column + i);
	*cell_at(row, column) = (struct cell){{(wchar_t)code}, (uint16_t)style, (uint16_t)width};
	if (width == 2)
		*cell_at(row, column + 1) = (struct cell){{0}, (uint16_t)style, 0};
}

static void add_mark(int row, int column, uint32_t code)
{
	struct cell *cell;
	size_t len;

	while (column > 0 && cell_at(row, column)->width == 0)
		column--;
	cell = cell_at(row, column);
	len = wcslen(cell->chars);
	if (len < MARKS_MAX)
		cell->chars[len] = (wchar_t)code;
}

static bool marks_only(uint32_t code)
{
	return char_width(code) == 0 && code >= 0x300 && !(code >= 0x200b && code <= 0x200f) &&
		!(code >= 0x2028 && code <= 0x206f) && code != 0xfeff;
}

void draw_cut(int row, int column, int columns, enum style style, struct text text)
{
	int end = column + columns < frame.columns ? column + columns : frame.columns, at = column;

	if (row < 0 || row >= frame.rows || column < 0 || column >= end || !text.len)
		return;
	touch(row, column, end - column);
	while (text.len) {
		uint32_t code = text_next(&text);
		int width = char_width(code);

		if (marks_only(code) && at > column) {
			add_mark(row, at - 1, code);
			continue;
		}
		if (code == '\n' || code == '\t') {
			code = ' ';
			width = 1;
		} else if (width <= 0) {
			code = '?';
			width = 1;
		}
		if (at + width > end)
			break;
		put(row, at, width, style, code);
		at += width;
	}
}

void draw_text(int row, int column, int columns, enum style style, struct text text)
{
	size_t width, bytes;
	int room = column + columns < frame.columns ? columns : frame.columns - column;

	if (room <= 0)
		return;
	/* No character is wider than its bytes are many. */
	if (text.len <= (size_t)room || text_fit(text, (size_t)room, &width) == text.len) {
		draw_cut(row, column, room, style, text);
		return;
	}
	bytes = room > 2 ? text_fit(text, (size_t)room - 2, &width) : 0;
	if (room <= 2)
		width = 0;
	draw_cut(row, column, (int)width, style, text_take(text, bytes));
	draw_cut(row, column + (int)width, 2 < room ? 2 : room, style, TEXT(".."));
}

static int within(int at, int count)
{
	return at < 0 ? 0 : at < count ? at : count - 1;
}

void draw_cursor(int row, int column)
{
	frame.cursor_row = within(row, frame.rows);
	frame.cursor_column = within(column, frame.columns);
}

void draw_cursor_at(int *row, int *column)
{
	*row = frame.cursor_row;
	*column = frame.cursor_column;
}

/* --- what changed --- */

void frame_forget_parts(void)
{
	for (int row = 0; row < frame.rows; row++) {
		frame.shown_rows[row].count = 0;
		frame.shown_rows[row].loose = true;
	}
}

const struct cell *frame_row(int row)
{
	return cell_at(row, 0);
}

/* Is it the very parts of the frame before? Nothing needs to be looked at then. */
static bool same_parts(int row)
{
	const struct row *next = &frame.next_rows[row], *shown = &frame.shown_rows[row];

	return !next->there && !shown->loose && next->count == shown->count &&
		!memcmp(next->parts, shown->parts, (size_t)next->count * sizeof(*next->parts));
}

bool frame_changed(int row, bool all, int *first, int *end)
{
	const struct cell *next = cell_at(row, 0), *shown = shown_at(row, 0);

	if (!all && same_parts(row))
		return false;
	make_row(row);
	frame.shown_rows[row] = frame.next_rows[row];
	*first = 0;
	*end = all || memcmp(next, shown, (size_t)frame.columns * sizeof(*next)) ? frame.columns : 0;
	while (!all && *first < *end && !memcmp(&next[*first], &shown[*first], sizeof(*next)))
		++*first;
	while (!all && *end > *first && !memcmp(&next[*end - 1], &shown[*end - 1], sizeof(*next)))
		--*end;
	if (*first == *end)
		return false;
	copy_cells(shown_at(row, *first), cell_at(row, *first), *end - *first);
	return true;
}

void draw_dump(struct buf *out)
{
	char bytes[4];

	for (int row = 0; row < frame.rows; row++) {
		size_t start = out->len;

		make_row(row);
		for (int column = 0; column < frame.columns; column++)
			for (const wchar_t *code = cell_at(row, column)->chars;
				cell_at(row, column)->width && *code; code++)
				buf_put(out, bytes, utf8_put(bytes, (uint32_t)*code));
		while (out->len > start && out->data[out->len - 1] == ' ')
			out->len--;
		buf_byte(out, '\n');
	}
}
