/* Where Esc came from: the way forward again, until something else is opened. */
#ifndef TUI_FORWARD_H
#define TUI_FORWARD_H

#include "core/base/buf.h"
#include "tui/screen.h"

enum { FORWARD_MOST = 8 };

struct forward {
	struct forward_step {
		const struct screen_row *row;
		struct target target;
		struct buf text; /* the target's */
	} steps[FORWARD_MOST];
	size_t count;
	bool going;
};

/* A screen is opened: what lay ahead is forgotten, unless it is that. */
void forward_opened(struct app *app, const struct screen *screen);
/* It is left by Esc. */
void forward_left(struct app *app, const struct screen *screen);
void forward_go(struct app *app);
void forward_release(struct forward *forward);

#endif
