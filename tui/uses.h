/* How often a person chose what in the palette: what is used most stands first, in the next session too. It
 * is kept with his drafts: neither a record nor in the log. */
#ifndef TUI_USES_H
#define TUI_USES_H

#include "tui/app.h"

enum { USES_KEPT = 64 };

struct uses {
	struct use {
		uint64_t what; /* hash of its name; 0: free */
		unsigned times;
	} kept[USES_KEPT];
	uint64_t generation; /* of the draft; 0: there is none yet */
	bool asked, loaded;
	void (*came)(struct app *app);
};

/* Asks for them once in a session; `came` when they are there. */
void uses_load(struct app *app, void (*came)(struct app *app));
unsigned uses_times(const struct app *app, struct text name);
/* Once more; kept at once. */
void uses_count(struct app *app, struct text name);

#endif
