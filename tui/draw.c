#define NCURSES_WIDECHAR 1
#include "tui/draw.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>
#include "core/base/memory.h"

enum { MARKS_MAX = 3 }; /* a character and its combining marks */

struct cell {
	wchar_t chars[MARKS_MAX + 1];
	uint16_t style; /* two and two bytes: no padding, rows are compared by memcmp */
	uint16_t width; /* 2: the next cell belongs to it; 0: is such a cell */
};

/* What draw_same() knows of a row. */
struct row_key {
	uint64_t key; /* all of it was drawn from; 0: it is not known */
	bool written;
};

static struct {
	SCREEN *screen;
	FILE *file; /* a memfd: ncurses writes, we read */
	int rows, columns;
	struct cell *next, *shown;
	struct row_key *next_keys, *shown_keys;
	int drawn; /* the row between draw_same() and draw_keep(), or -1 */
	int cursor_row, cursor_column;
	bool all_again;
	attr_t attributes[STYLE_COUNT];
	short pairs[STYLE_COUNT];
} draw;

/* --- opening --- */

static const struct {
	attr_t attribute;
	short colour; /* -1: the terminal's own */
} looks[STYLE_COUNT] = {
	[STYLE_NORMAL] = {A_NORMAL, -1},
	[STYLE_BOLD] = {A_BOLD, -1},
	[STYLE_DIM] = {A_DIM, -1},
	[STYLE_WARN] = {A_BOLD, COLOR_RED},
	[STYLE_GOOD] = {A_NORMAL, COLOR_GREEN},
	[STYLE_MARK] = {A_BOLD, COLOR_YELLOW},
	[STYLE_BAR] = {A_REVERSE, -1},
};

static void choose_colours(void)
{
	const char *none = getenv("NO_COLOR");
	bool colours = !(none && *none) && has_colors() && start_color() == OK && use_default_colors() == OK;

	for (int style = 0; style < STYLE_COUNT; style++) {
		draw.attributes[style] = looks[style].attribute;
		draw.pairs[style] = 0;
		if (colours && looks[style].colour >= 0) {
			init_pair((short)(style + 1), looks[style].colour, -1);
			draw.pairs[style] = (short)(style + 1);
		}
	}
}

static void free_cells(void)
{
	free(draw.next);
	free(draw.shown);
	free(draw.next_keys);
	free(draw.shown_keys);
}

static void make_cells(int rows, int columns)
{
	free_cells();
	draw.rows = rows;
	draw.columns = columns;
	draw.next = mem_new((size_t)rows * (size_t)columns * sizeof(*draw.next));
	draw.shown = mem_new((size_t)rows * (size_t)columns * sizeof(*draw.shown));
	draw.next_keys = mem_new((size_t)rows * sizeof(*draw.next_keys));
	draw.shown_keys = mem_new((size_t)rows * sizeof(*draw.shown_keys));
	draw.all_again = true;
	draw_begin();
}

/* ncurses must count cells as we do, or names with rare characters move everything to their right. */
static void check_width(void)
{
	static const wchar_t rare[] = {0x31350, 0};

	mvaddwstr(0, 0, rare);
	if (wcwidth(rare[0]) != 2 || getcurx(stdscr) != 2)
		abort();
	werase(stdscr);
}

static void forget_bytes(void)
{
	fflush(draw.file);
	lseek(fileno(draw.file), 0, SEEK_SET);
}

static bool open_curses(const char *term, int rows, int columns)
{
	const char *const names[] = {term, "xterm-256color", "xterm", "vt100"};
	int fd = memfd_create("frame", MFD_CLOEXEC);

	draw.file = fd < 0 ? NULL : fdopen(fd, "w");
	if (!draw.file)
		return false;
	use_env(FALSE);
	setenv("NCURSES_NO_UTF8_ACS", "1", 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !draw.screen; i++)
		if (names[i] && *names[i])
			draw.screen = newterm(names[i], draw.file, stdin);
	if (!draw.screen) {
		fclose(draw.file);
		draw.file = NULL;
		return false;
	}
	typeahead(-1);
	leaveok(stdscr, FALSE);
	idlok(stdscr, TRUE);
	choose_colours();
	resizeterm(rows, columns);
	check_width();
	/* Until its first end, ncurses flushes at every motion of the cursor. What both say is term.c's to
	 * say. */
	endwin();
	refresh();
	forget_bytes();
	return true;
}

bool draw_open(const char *term, int rows, int columns)
{
	if (term && !open_curses(term, rows, columns))
		return false;
	make_cells(rows, columns);
	return true;
}

void draw_close(void)
{
	if (draw.screen) {
		endwin(); /* into the memfd, where nobody reads it */
		delscreen(draw.screen);
		fclose(draw.file);
	}
	free_cells();
	memset(&draw, 0, sizeof(draw));
}

void draw_resize(int rows, int columns)
{
	if (draw.screen)
		resizeterm(rows, columns);
	make_cells(rows, columns);
}

int draw_rows(void)
{
	return draw.rows;
}

int draw_columns(void)
{
	return draw.columns;
}

/* --- cells --- */

static struct cell *cell_at(int row, int column)
{
	return &draw.next[row * draw.columns + column];
}

static void blank(int row, int column)
{
	*cell_at(row, column) = (struct cell){{L' '}, STYLE_NORMAL, 1};
}

/* What is written over one half of a wide character takes the other half with it. */
static void free_cell(int row, int column)
{
	struct cell *cell = cell_at(row, column);

	draw.next_keys[row] = (struct row_key){0, true};
	if (cell->width == 0 && column > 0)
		blank(row, column - 1);
	if (cell->width == 2 && column + 1 < draw.columns)
		blank(row, column + 1);
	blank(row, column);
}

void draw_begin(void)
{
	size_t size = (size_t)draw.columns * sizeof(*draw.next);

	for (int column = 0; column < draw.columns; column++)
		blank(0, column);
	for (int row = 1; row < draw.rows; row++)
		memcpy(cell_at(row, 0), cell_at(0, 0), size);
	memset(draw.next_keys, 0, (size_t)draw.rows * sizeof(*draw.next_keys));
	draw.drawn = -1;
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

bool draw_same(int row, uint64_t key)
{
	if (row < 0 || row >= draw.rows || draw.next_keys[row].written)
		return false;
	draw.drawn = row;
	if (draw.shown_keys[row].key != key)
		return false;
	memcpy(cell_at(row, 0), &draw.shown[row * draw.columns], (size_t)draw.columns * sizeof(*draw.next));
	draw.next_keys[row] = (struct row_key){key, true};
	return true;
}

void draw_keep(int row, uint64_t key)
{
	if (row == draw.drawn)
		draw.next_keys[row] = (struct row_key){key, true};
	draw.drawn = -1;
}

void draw_clear(int row, int column, int columns)
{
	for (int i = column; row >= 0 && row < draw.rows && i < column + columns && i < draw.columns; i++)
		if (i >= 0)
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
	draw.next_keys[row] = (struct row_key){0, true};
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
	int end = column + columns < draw.columns ? column + columns : draw.columns, at = column;

	if (row < 0 || row >= draw.rows || column < 0)
		return;
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
	int room = column + columns < draw.columns ? columns : draw.columns - column;

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
	draw.cursor_row = within(row, draw.rows);
	draw.cursor_column = within(column, draw.columns);
}

void draw_cursor_at(int *row, int *column)
{
	*row = draw.cursor_row;
	*column = draw.cursor_column;
}

/* --- frames --- */

/* The columns from the first that changed to behind the last. No half of a character changes alone but its
 * first, which is sent as the whole. */
static void changed_columns(int row, int *first, int *end)
{
	const struct cell *next = cell_at(row, 0), *shown = &draw.shown[row * draw.columns];

	*first = 0;
	*end = draw.columns;
	if (draw.all_again)
		return;
	while (*first < *end && !memcmp(&next[*first], &shown[*first], sizeof(*next)))
		++*first;
	while (*end > *first && !memcmp(&next[*end - 1], &shown[*end - 1], sizeof(*next)))
		--*end;
}

static void send_row(int row)
{
	cchar_t *line = mem_new(((size_t)draw.columns + 1) * sizeof(*line));
	int count = 0, first, end;

	changed_columns(row, &first, &end);
	for (int column = first; column < end; column++) {
		const struct cell *cell = cell_at(row, column);

		if (cell->width)
			setcchar(&line[count++], cell->chars, draw.attributes[cell->style],
				draw.pairs[cell->style], NULL);
	}
	mvwadd_wchnstr(stdscr, row, first, line, count);
	free(line);
}

/* What ncurses wrote into the memfd since the last frame. */
static void take_bytes(struct buf *out)
{
	int fd = fileno(draw.file);
	off_t len;
	char room[4096];
	ssize_t got;

	fflush(draw.file);
	len = lseek(fd, 0, SEEK_CUR);
	for (off_t at = 0; at < len && (got = pread(fd, room, sizeof(room), at)) > 0; at += got)
		buf_put(out, room, (size_t)(len - at < got ? len - at : got));
	lseek(fd, 0, SEEK_SET);
}

void draw_flush(struct buf *out)
{
	size_t row_size = (size_t)draw.columns * sizeof(*draw.next);

	memcpy(draw.shown_keys, draw.next_keys, (size_t)draw.rows * sizeof(*draw.shown_keys));
	if (!draw.screen) {
		memcpy(draw.shown, draw.next, row_size * (size_t)draw.rows);
		return;
	}
	if (draw.all_again)
		clearok(curscr, TRUE);
	for (int row = 0; row < draw.rows; row++)
		if (draw.all_again ||
			memcmp(&draw.next[row * draw.columns], &draw.shown[row * draw.columns], row_size))
			send_row(row);
	memcpy(draw.shown, draw.next, row_size * (size_t)draw.rows);
	draw.all_again = false;
	wmove(stdscr, draw.cursor_row, draw.cursor_column);
	wnoutrefresh(stdscr);
	doupdate();
	take_bytes(out);
}

void draw_again(void)
{
	draw.all_again = true;
}

void draw_dump(struct buf *out)
{
	char bytes[4];

	for (int row = 0; row < draw.rows; row++) {
		size_t start = out->len;

		for (int column = 0; column < draw.columns; column++)
			for (const wchar_t *code = cell_at(row, column)->chars;
				cell_at(row, column)->width && *code; code++)
				buf_put(out, bytes, utf8_put(bytes, (uint32_t)*code));
		while (out->len > start && out->data[out->len - 1] == ' ')
			out->len--;
		buf_byte(out, '\n');
	}
}
