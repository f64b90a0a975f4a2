/* Screens, what can be done on them, and how they are drawn. A screen is a row of the table in tui/views.c
 * that names its kind; a kind is a handful of functions; an action is a row of its kind's table, and from
 * those rows come the key map, the key bar, help and the palette.
 *
 * Drawing is pure: it reads the screen's state and the rectangle, never the clock, the store or the
 * environment. What a screen shows it asked for before; answers come as callbacks and end with app_redraw().
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "core/model/entities.h"
#include "core/service/session.h"
#include "tui/input.h"

struct app;
struct screen;

struct rect {
	int top, left, rows, columns;
};

/* What a screen is opened on. Slices need to live during the call only. */
struct target {
	unsigned entity;
	uint64_t id; /* record, or group or person a list is about */
	uint16_t tag;
	uint64_t row;
	int64_t from, to;
	unsigned kind;
	unsigned scored; /* of points: whose, an entity; 0: groups' */
	struct text text;
	bool over; /* its draft was taken over from another window of the person: that is not asked again */
};

enum action_when {
	WHEN_BROWSING = 1,
	WHEN_ENTERING = 2,
	WHEN_ALWAYS = 3,
};

struct action {
	const char *name;  /* for keys.yaml and scripts: "save" */
	const char *keys;  /* "F2 Ctrl-S": the first is shown; one of them must pass an idle input method */
	const char *label; /* message id for the bar, short; NULL: not on the bar */
	const char *help;  /* message id: one sentence */
	unsigned when;     /* enum action_when */
	void (*run)(struct screen *screen);
	/* May it be run now? False with the reason, which palette and help show. NULL: always. */
	bool (*ready)(const struct screen *screen, struct message *why);
};

struct screen_kind {
	size_t size;                  /* of the state, zeroed before open */
	const struct action *actions; /* ended by a NULL name */
	void (*open)(struct screen *screen, const struct target *target);
	/* What the screen holds beyond its state goes back; drafts are flushed before. */
	void (*close)(struct screen *screen);
	/* All of `rect` belongs to it: title in the first row; the last two rows (message, key bar) are the
	 * app's and not in it. */
	void (*draw)(const struct screen *screen, struct rect rect);
	/* Text, pastes, and keys that no action took: true when used. */
	bool (*event)(struct screen *screen, const struct event *event);
	/* Is text data now (录入)? The words for the corner, as "点名", go to `where`. NULL: never. */
	bool (*entering)(const struct screen *screen, struct buf *where);
	/* Somebody committed: ask again for what is shown if it touches it. NULL: it shows nothing from the
	 * store. */
	void (*changed)(struct screen *screen, const struct view *changed);
	/* Put what is typed and not yet kept into the draft, now: the line drops, or two seconds passed. */
	void (*keep)(struct screen *screen);
	/* On top again. */
	void (*again)(struct screen *screen);
	bool overlay; /* drawn over the one below, which stays visible */
	/* The record that the screen, or the line under the cursor, is about: the palette offers its
	 * operations. False: none. */
	bool (*subject)(const struct screen *screen, unsigned *entity, uint64_t *id);
	/* Whose points are shown, and of which period: `scored`, `from` and `to`. NULL: none are. */
	void (*shows)(const struct screen *screen, struct target *target);
	bool whole; /* the subject is what it shows, not a line of it: others who have it open are told */
	/* Still waiting for what the next key would act on: keys typed ahead wait too. NULL: never. */
	bool (*waiting)(const struct screen *screen);
	/* The very cell under the cursor, for its history: entity, id, tag and row; left alone: there is
	 * none. */
	void (*cell)(const struct screen *screen, struct target *cell);
	/* Why the line under the cursor is there, by which rule: F1 says it before it opens help. False:
	 * there is none. NULL: never. */
	bool (*rule)(const struct screen *screen, struct buf *words);
	/* Something happened while it is on top: ask for what depends on where the cursor is. NULL: nothing.
	 */
	void (*follow)(struct screen *screen);
	/* What the bar says behind an action's label, as how much is left. NULL or false: nothing. */
	bool (*more)(const struct screen *screen, const struct action *action, struct buf *words);
};

/* A row of views.c. */
struct screen_row {
	const char *name;  /* for app_open and scripts */
	const char *title; /* message id */
	const struct screen_kind *kind;
	int panel;           /* 1-9: a panel of that digit; 0: none */
	const char *source;  /* for lists */
	const char *columns; /* paths, blanks between; NULL: the fields that are not HIDDEN. Of a form: those
				that a new record is asked for */
	const char *where;   /* fixed filter */
	const char *sort;
	const char *enter; /* the screen that Enter opens */
	const char *add;   /* the operation or form that F6 starts */
	unsigned entity;
	uint64_t reads; /* READS() of the records whose commits make it new */
	uint64_t only;  /* of an entity that has one record: that one, when it is opened on nothing */
	bool alone; /* may be opened on nothing, so that the palette offers it; panels and lists of records
		       are offered anyway */
};
/* What the foot of a list tells of all its rows; a row of a table in views.c. */
struct summed {
	const char *source;
	/* Columns, blanks between: "hours" its sum, "each=sum/people" the ratio of two sums,
	 * "rate%present/expected" the same of a hundred. */
	const char *columns;
	const char *alike; /* only when all rows have the same there: what is of different kinds has no sum */
};
/* NULL: nothing. */
const struct summed *summed_of(const char *source);
/* The nth of all screens, those of records without a row of their own last; NULL past the end. */
const struct screen_row *screen_row_at(size_t nth);
const struct screen_row *screen_row_named(const char *name);
const struct screen_row *screen_row_of_panel(int panel);
/* The screen that shows one record of the entity. */
const struct screen_row *screen_row_of_entity(unsigned entity);

struct screen {
	const struct screen_row *row;
	const struct screen_kind *kind;
	struct app *app;
	void *state;
	struct target target; /* what it was opened on; its text is the app's */
	uint64_t serial;      /* never used twice: answers to a closed screen are dropped */
	struct screen *below;
};

#endif
