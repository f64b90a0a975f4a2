/* The terminal: its modes, its size, its signals, and one write a frame. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include "core/base/buf.h"
#include "core/base/error.h"

struct term_size {
	int rows, columns;
};

/* Takes over the terminal on standard input and output; false when there is none or none that can be used.
 * Whatever ends the program, the terminal is given back as it was. */
bool term_open(struct error *err);
void term_close(void);
struct term_size term_size(void);

/* What came: set by signals, cleared by the call. */
enum term_signal {
	TERM_RESIZED = 1,
	TERM_HANGUP = 2, /* the line is gone */
	TERM_FINISH = 4, /* asked to end */
	TERM_CONTINUED = 8,
};
unsigned term_signals(void);
/* For poll(): keys, signals. */
int term_input_fd(void);
int term_signal_fd(void);

/* Reads what is there; 0: nothing now, -1: the line is gone. */
int term_read(struct buf *into);
/* Sends a frame. What the line cannot take now is kept; term_behind() then tells to wait for it before
 * drawing more. */
bool term_write(struct text bytes);
bool term_behind(void);

/* Asks the terminal how wide an ambiguous character is; the answer comes as a report event. */
void term_ask_width(void);
/* Understands that answer: sets text_ambiguous_wide. False when it was not one of ours; `broken` tells that
 * the client does not speak UTF-8. */
bool term_report(int column, bool *broken);

/* For tests: a byte into the descriptor that TOUYAN_IDLE_FD names, each time the program waits with nothing
 * left to do. */
void term_idle_mark(void);

#endif
