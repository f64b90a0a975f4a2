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
#include "tui/frame.h"

enum { SCROLLED_LEAST = 4 }; /* rows */

static struct {
	SCREEN *screen;
	FILE *file;    /* a memfd: ncurses writes, we read */
	cchar_t *line; /* of a row that is sent */
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
	/* What ncurses 6.4 inserts before wide characters pushes a remainder of them along, unseen. */
	idcok(stdscr, FALSE);
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

static void make_frame(int rows, int columns)
{
	frame_make(rows, columns);
	free(draw.line);
	draw.line = mem_new(((size_t)columns + 1) * sizeof(*draw.line));
	draw.all_again = true;
}

bool draw_open(const char *term, int rows, int columns)
{
	if (term && !open_curses(term, rows, columns))
		return false;
	make_frame(rows, columns);
	return true;
}

void draw_close(void)
{
	if (draw.screen) {
		endwin(); /* into the memfd, where nobody reads it */
		delscreen(draw.screen);
		fclose(draw.file);
	}
	frame_release();
	free(draw.line);
	memset(&draw, 0, sizeof(draw));
}

void draw_resize(int rows, int columns)
{
	if (draw.screen)
		resizeterm(rows, columns);
	make_frame(rows, columns);
}

/* --- frames --- */

static void send_cells(int row, int first, int end)
{
	const struct cell *cells = frame_row(row);
	int count = 0;

	for (int column = first; column < end; column++) {
		const struct cell *cell = &cells[column];

		if (cell->width)
			setcchar(&draw.line[count++], cell->chars, draw.attributes[cell->style],
				draw.pairs[cell->style], NULL);
	}
	mvwadd_wchnstr(stdscr, row, first, draw.line, count);
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
	int row, column, end, sent = 0;

	if (draw.screen && draw.all_again)
		clearok(curscr, TRUE);
	for (row = 0; row < draw_rows(); row++)
		if (frame_changed(row, draw.all_again, &column, &end) && draw.screen) {
			send_cells(row, column, end);
			sent++;
		}
	draw.all_again = false;
	if (!draw.screen)
		return;
	/* Nothing is gained by scrolling, and need not be looked for. */
	idlok(stdscr, sent >= SCROLLED_LEAST);
	draw_cursor_at(&row, &column);
	wmove(stdscr, row, column);
	wnoutrefresh(stdscr);
	doupdate();
	take_bytes(out);
}

void draw_again(void)
{
	draw.all_again = true;
	frame_forget_parts();
}
