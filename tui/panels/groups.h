/* Panel 2: what its keys and its drawing share. */
#ifndef TUI_PANELS_GROUPS_H
#define TUI_PANELS_GROUPS_H

#include "tui/beside.h"
#include "tui/panels/find.h"
#include "tui/panels/rows.h"
#include "tui/panels/steps.h"

enum card_cell { NAME, BRANCH, CLASS, PRINCIPLE, MEMBERS, LEADER, REMARK, URGENT, BRANCH_MEMBERS, REASON };
enum { BRANCH_LINE = 1, CLASSES = 8 };

struct groups_line {
	bool branch;
	const struct view *row; /* of a branch: its first group */
};

struct groups {
	struct steps steps; /* first: see steps.h */
	struct beside beside;
	struct rows cards, coverage, teams;
	struct groups_line *lines;
	size_t line_count, line_room;
	uint64_t chosen; /* a line's key, see key_of() */
	size_t place;
	struct tags folded; /* keys of branches */
	struct find find;
	int64_t of_class; /* F4; 0: all */
	int64_t day;      /* as of which the groups are shown */
	bool removing;    /* the group is fetched for it */
};

static inline struct groups *groups_of(const struct screen *screen)
{
	return screen->state;
}
/* What the fold of a branch is known by. */
uint64_t groups_branch_key(const struct view *row);
void groups_draw(const struct screen *screen, struct rect rect);

#endif
