/* Bytes of a terminal into events. Needs no terminfo: every form of CSI, SS3, Linux console, PuTTY and Xshell
 * keys is in one table, and a sequence may come in pieces. What an input method commits arrives as text,
 * whatever its length. */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include "core/base/buf.h"

enum key {
	KEY_NONE,
	KEY_F1,
	KEY_F2,
	KEY_F3,
	KEY_F4,
	KEY_F5,
	KEY_F6,
	KEY_F7,
	KEY_F8,
	KEY_F9,
	KEY_F10,
	KEY_F11,
	KEY_F12,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PGUP,
	KEY_PGDN,
	KEY_INSERT,
	KEY_DELETE,
	KEY_ENTER,
	KEY_TAB,
	KEY_BACKTAB,
	KEY_ESC,
	KEY_BACKSPACE,
	KEY_CTRL_A, /* to KEY_CTRL_A + 25: Ctrl-Z; those with a name of their own above never come as these */
	KEY_CTRL_Z = KEY_CTRL_A + 25,
	KEY_ALT_T,
	KEY_CTRL_LEFT, /* a word; not every client sends these */
	KEY_CTRL_RIGHT,
	KEY_CTRL_HOME,
	KEY_CTRL_END,
	KEY_COUNT,
};

enum event_kind {
	EVENT_NONE,
	EVENT_KEY,
	EVENT_TEXT,   /* one character typed, or a run from an input method */
	EVENT_PASTE,  /* bracketed, or a burst with newlines in it */
	EVENT_SIZE,   /* the terminal has another size */
	EVENT_REPORT, /* the terminal's answer to a question: cursor position */
};

struct event {
	enum event_kind kind;
	enum key key;
	bool alt_twin;    /* an F-key that came as Alt-digit */
	struct text text; /* of TEXT and PASTE: clean UTF-8, newlines as \n; valid until the next call */
	int row, column;  /* of a report, counted from 1 */
};

struct input {
	struct buf bytes; /* not yet understood */
	struct buf text;  /* lent to the event */
	bool pasting;
	struct buf paste;
	bool returned;   /* the last byte was CR: an LF now belongs to it */
	unsigned waited; /* how often in a paste nothing came for a while */
};

void input_release(struct input *input);
void input_feed(struct input *input, const void *bytes, size_t len);
/* The next event; false when more bytes are needed. `late`: nothing came for a while, so a lone Esc is Esc.
 */
bool input_next(struct input *input, bool late, struct event *event);
/* Bytes wait that may be the beginning of a sequence, or a paste has no end yet: ask again with `late` after
 * term_escape_wait(). */
bool input_waiting(const struct input *input);

/* "F2", "Ctrl-G", "Enter", "Shift-Tab", "Alt-T"; NULL for none. */
const char *key_name(enum key key);
enum key key_named(struct text name);
/* The event that a name stands for: a key; "Alt-2", which is F2 as its twin; "Space"; one character. Its text
 * points into `name`. */
bool event_named(struct text name, struct event *event);

/* What the event is, for handlers. */
bool event_is(const struct event *event, enum key key);
/* 0-9 typed, in half or full width; -1: none. */
int event_digit(const struct event *event);

#endif
