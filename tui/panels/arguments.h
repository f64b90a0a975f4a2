/* Operations that need more than a reason: what they need is asked for, one question after the other. */
#ifndef TUI_PANELS_ARGUMENTS_H
#define TUI_PANELS_ARGUMENTS_H

#include "tui/screen.h"

struct arguments {
	const struct asked *what;
	size_t at; /* question */
	struct record record;
	struct buf people; /* picked so far; the record's bytes */
	size_t picked;
};

/* The operation's row, its name for people (a message id) and what else it is looked for by; NULL: it needs
 * no such questions. */
const struct asked *asked_named(struct text operation);
const char *asked_label(const struct asked *asked);
const char *asked_also(const struct asked *asked);
/* Asks for all of them, then runs it on what the screen's steps say. Esc on the way: nothing is done. */
void arguments_ask(struct screen *screen, const struct asked *asked);
void arguments_release(struct arguments *arguments);

/* The arguments of move_members. */
enum move_argument { MOVE_PEOPLE = 1, MOVE_FROM };
extern const struct entity move_shape;

#endif
