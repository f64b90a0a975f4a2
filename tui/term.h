/* The terminal: its modes, its size, its signals, and one write a frame. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include "core/base/buf.h"
#include "core/base/error.h"

struct term_size {
	int rows, columns;
};

/* Sets a locale whose characters are UTF-8: the user's, else zh_CN.UTF-8, else C.UTF-8. False when the
 * machine has none of them. term_open() calls it. */
bool term_locale(struct error *err);

/* Takes over the terminal on standard input and output; false when there is none or none that can be used.
 * Whatever ends the program, the terminal is given back as it was. */
bool term_open(struct error *err);
void term_close(void);
struct term_size term_size(void);

/* What came since the last call. */
enum term_signal {
	TERM_RESIZED = 1,
	TERM_HANGUP = 2,    /* the line is gone */
	TERM_FINISH = 4,    /* asked to end */
	TERM_CONTINUED = 8, /* was stopped: everything must be drawn again */
	TERM_INTERRUPT = 16 /* kill -INT; the key Ctrl-C comes as a key */
};
/* Stops here when SIGTSTP came, and returns when the program goes on. */
unsigned term_signals(void);
/* The same at once, for the palette: the shell shows until `fg`. Then TERM_CONTINUED comes. */
void term_suspend(void);
/* For poll(): keys, signals. */
int term_input_fd(void);
int term_signal_fd(void);

/* Reads what is there; 0: nothing now, -1: the line is gone. */
int term_read(struct buf *into);
/* Sends a frame. What the line cannot take now is kept; term_behind() then tells to wait until the terminal
 * can be written to and to call again with NO_TEXT before drawing more. False: the line is gone. */
bool term_write(struct text bytes);
bool term_behind(void);

/* Asks the terminal how wide an ambiguous character is and whether it knows UTF-8; the answers come as report
 * events. Writes over the screen's corner: draw everything afterwards. */
void term_ask_width(void);
/* Understands an answer: sets text_ambiguous_wide. True when the screen looks other than before and must be
 * drawn anew; `broken` tells that the client does not speak UTF-8. */
bool term_report(int column, bool *broken);
/* Milliseconds after which a lone ESC is the key Esc: 25, or 100 on a line that answered slowly. */
int term_escape_wait(void);

/* For tests: a byte into the descriptor that TOUYAN_IDLE_FD names, each time the program waits with nothing
 * left to do. The byte is how many bytes of input were read until now, modulo 256. */
void term_idle_mark(void);

#endif
