/* What the files of the conflict screen share. */
#ifndef TUI_CONFLICT_PARTS_H
#define TUI_CONFLICT_PARTS_H

#include "core/base/arena.h"
#include "tui/ask.h"
#include "tui/conflict.h"
#include "tui/drafts.h"
#include "tui/edit_line.h"
#include "tui/titles.h"

enum side { SIDE_NONE, SIDE_OLD, SIDE_MINE, SIDE_THEIRS, SIDE_OTHER };

struct question {
	const struct field *field; /* NULL: a row as a whole */
	struct text label;
	struct value values[SIDE_OTHER + 1];
	struct text shown[SIDE_OTHER]; /* of long texts what differs, a newline between */
	bool long_text;
	struct {
		struct text name;
		int64_t moment; /* 0: not known */
	} who[SIDE_OTHER];
	enum side side;
	struct edit_line other;
	struct text other_name; /* of a record that was picked */
};

struct conflict_state {
	struct asker asker; /* first: see ask.h */
	struct arena arena;
	const struct live *live; /* of the screen that asked, which is below */
	struct patch mine;       /* edit by edit, as the questions */
	struct patch rest;       /* ours that met nobody's */
	struct question *questions;
	size_t count, at;
	int64_t today;
	bool writing;         /* 另写 takes the keys */
	struct titles titles; /* of what they refer to */
	struct buf kept;      /* labels of the rest */
	struct buf theirs;    /* who: labels of what others changed besides; a line each */
	size_t theirs_count;
	void (*done)(struct screen *screen, const struct patch *chosen);

	bool elsewhere; /* whoever asked keeps mine in a draft of its own */
	bool dirty;     /* something was chosen or written that the draft does not have */
	bool draft_lost;
	uint64_t generation;
};

static inline struct conflict_state *conflict_of(const struct screen *screen)
{
	return screen->state;
}
/* Questions without an answer. */
size_t conflict_left(const struct conflict_state *state);
void conflict_draw(const struct screen *screen, struct rect rect);

/* conflict_facts.c: the questions, and what was merged by itself. */
void conflict_fill(
	struct screen *screen, const struct patch *mine, const struct view *failure, struct naming *naming);
void conflict_release(struct conflict_state *state);

/* conflict.c: can another value be written, or picked? Not of rows as a whole, nor of several records. */
bool conflict_may_write(const struct question *question);
/* What is written as another value becomes one; false: it makes none. */
bool conflict_read_other(struct conflict_state *state, struct question *question, struct error *err);

/* conflict_draft.c: what was chosen so far, and mine, outlive a cut line. */
void conflict_take_draft(struct screen *screen);
/* Within two seconds. */
void conflict_touched(struct screen *screen);
void conflict_keep(struct screen *screen);

#endif
