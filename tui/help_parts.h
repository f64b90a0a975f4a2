/* What the files of help share. */
#ifndef TUI_HELP_PARTS_H
#define TUI_HELP_PARTS_H

#include "core/base/arena.h"
#include "tui/edit_line.h"
#include "tui/help.h"

/* In the order they stand. */
enum help_section { HELP_HERE, HELP_EVERYWHERE, HELP_RULES, HELP_FIELDS, HELP_SECTIONS };

struct help_line {
	enum help_section section;
	struct text keys, words;
	/* What Enter does: one of these, or nothing. */
	const struct action *action;
	const char *typed;  /* is typed on the screen below */
	const char *system; /* its text is read */
};

struct help {
	struct edit_line typed;
	struct arena arena;
	struct help_line *lines;
	size_t count, room;
	size_t *found; /* indexes of the lines that match, section by section */
	size_t found_count, at;
};

static inline struct help *help_of(const struct screen *screen)
{
	return screen->state;
}
void help_draw(const struct screen *screen, struct rect rect);

#endif
