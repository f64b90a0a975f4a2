/* What the files of the conflict screen share. */
#ifndef TUI_CONFLICT_PARTS_H
#define TUI_CONFLICT_PARTS_H

#include "core/base/arena.h"
#include "tui/ask.h"
#include "tui/conflict.h"
#include "tui/edit_line.h"

enum side { SIDE_NONE, SIDE_OLD, SIDE_MINE, SIDE_THEIRS, SIDE_OTHER };

struct question {
	const struct field *field;
	struct text label;
	struct value values[SIDE_OTHER + 1];
	struct text shown[SIDE_OTHER];
	struct text author;
	int64_t moment;
	enum side side;
	struct edit_line other;
	struct text other_name; /* of a record that was picked */
};

struct conflict_state {
	struct asker asker; /* first: see ask.h */
	struct arena arena;
	struct patch mine; /* edit by edit, as the questions */
	struct patch rest; /* ours that met nobody's */
	struct question *questions;
	size_t count, at;
	bool writing;     /* 另写 takes the keys */
	struct buf rests; /* labels of the rest */
	void (*done)(struct screen *screen, const struct patch *chosen);
};

static inline struct conflict_state *conflict_of(const struct screen *screen)
{
	return screen->state;
}
/* Questions without an answer. */
size_t conflict_left(const struct conflict_state *state);
void conflict_draw(const struct screen *screen, struct rect rect);

#endif
