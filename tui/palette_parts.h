/* What the files of the palette share. */
#ifndef TUI_PALETTE_PARTS_H
#define TUI_PALETTE_PARTS_H

#include "core/base/arena.h"
#include "tui/edit_line.h"
#include "tui/pages.h"
#include "tui/palette.h"
#include "tui/panels/steps.h"
#include "tui/uses.h"

/* In the order they are shown. */
enum section_of { SECTION_CAN, SECTION_FOUND, SECTION_CANNOT, PALETTE_SECTIONS };

struct item {
	enum section_of section;
	struct text words, also; /* what is shown; what is found, too */
	struct text where;       /* the record or screen it belongs to; of what cannot be done: why */
	struct text key;
	struct text known; /* what its uses are counted by; nothing: they are not */
	/* one of these */
	const struct action *action;
	const struct screen_row *row;
	struct text operation;
	unsigned entity;
	uint64_t id;
	unsigned times; /* how often it was chosen */
};

struct palette {
	struct steps steps; /* first: see steps.h; of the record below */
	struct edit_line typed;
	struct arena arena;
	struct item *items;
	size_t count, room;
	size_t *found; /* indexes of items, in the order shown */
	size_t found_count, at;
	struct pages search;
};

static inline struct palette *palette_of(const struct screen *screen)
{
	return screen->state;
}
/* palette_items.c: gathers anew what there is, with what was typed. */
void palette_gather(struct screen *screen);
/* palette_draw.c */
void palette_draw(const struct screen *screen, struct rect rect);

#endif
