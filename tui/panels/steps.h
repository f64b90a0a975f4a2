/* F2 on records that hold nothing unsaved: their next operations as a numbered prompt, with what will follow.
 * On tagged rows the operation is one change for all of them. */
#ifndef TUI_PANELS_STEPS_H
#define TUI_PANELS_STEPS_H

#include "tui/live.h"
#include "tui/panels/arguments.h"
#include "tui/shared.h"

enum { STEPS_OFFERED = 9 };

/* First in the state of a screen that offers steps; its live record is the one whose operations are offered.
 */
struct steps {
	struct live live;  /* first: see live.c */
	struct tags on;    /* what the operation is run on */
	struct buf got;    /* of several: what may be done with all of them */
	struct view offer; /* over that, or the live record's answer */
	bool removing;     /* Del and not F2 asks for it */
	char names[STEPS_OFFERED][40];
	size_t count;
	const char *chosen;
	struct buf words;                     /* of the prompt */
	void (*after)(struct screen *screen); /* it was done */
	struct arguments arguments;
};

/* Asks which operation; says why when there is none. The record must be loaded, `on` filled. */
void steps_ask(struct screen *screen);
/* Has the record operations that F2 is for, allowed now or not? */
bool steps_known(const struct steps *steps);
/* Is there anything that steps_ask() would offer? */
bool steps_any(const struct steps *steps);
/* The same for Del: asks whether to remove them and says what else goes, or why they stay. */
void steps_remove(struct screen *screen);
/* Runs one at once, with its reason or other arguments asked for where it needs them. */
void steps_run(struct screen *screen, const char *operation);
/* The same with arguments that are there. */
void steps_run_with(struct screen *screen, const char *operation, const struct record *arguments);
void steps_release(struct steps *steps);
/* What the service said was done goes to the message line; false, said too, when it was refused. */
bool steps_said(struct screen *screen, const struct answer *answer);
/* The first record of an entity that a change made or touched; 0: none. */
uint64_t steps_record(const struct answer *answer, unsigned entity);
/* An operation's name for people: a message id; NULL: it has a key of its own. */
const char *step_label(struct text name);

#endif
