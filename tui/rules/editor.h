/* The editor of scoring rules and the trial behind it: what their files share. */
#ifndef TUI_RULES_EDITOR_H
#define TUI_RULES_EDITOR_H

#include "core/base/arena.h"
#include "tui/app.h"
#include "tui/edit_text.h"
#include "tui/live.h"
#include "tui/shared.h"

/* target.id: a version; 0: the rules in force today. */
extern const struct screen_kind rules_kind;
/* target.text: the rules to try; from, to: the period. */
extern const struct screen_kind trial_kind;

enum { RULES_FAULTS_SHOWN = 200, RULES_SENTENCES = 300, RULES_MARGIN = 6 /* for the numbers of lines */ };

struct rules_fault {
	size_t line, column; /* from 0; column in characters */
	struct text message; /* encoded */
};
/* What is read out of the lines [first, last]. */
struct rules_said {
	size_t first, last; /* from 0 */
	int64_t kind;       /* enum sentence_kind */
	struct text name, words;
	bool full_known, sum_known;
	int64_t full, sum;
};

struct rules_editor {
	struct live live; /* first: see live.c; of a version that is opened */
	struct edit_text text;
	bool loaded, waiting, again; /* a judgement is under way; the text changed meanwhile */
	bool listing;                /* F4 asked what may stand at the value */
	struct arena arena;          /* of the last judgement */
	struct rules_fault faults[RULES_FAULTS_SHOWN];
	size_t fault_count, fault_total;
	struct rules_said said[RULES_SENTENCES];
	size_t said_count;
	struct buf effect;           /* what it would do to the last period, in words */
	int64_t from, to;            /* that period */
	int64_t version;             /* in force; 0: those that come with the program */
	struct buf base;             /* the text that was opened */
	size_t value_from, value_to; /* of F4 */
	struct buf choices;          /* a newline between */

	bool typed; /* since the last tick */
	bool dirty, draft_there, draft_lost;
	uint64_t generation;
	struct buf basis, reason, sought;
	int64_t first; /* the first period, of activation */
};
static inline struct rules_editor *rules_of(const struct screen *screen)
{
	return screen->state;
}

/* --- editor_ask.c --- */
/* The caret to that byte. */
void rules_caret(struct screen *screen, size_t at);
/* The window is so large now. */
void rules_size(struct screen *screen);
void rules_start(struct screen *screen, uint64_t id);
/* The text changed: judged a moment later, kept within two seconds. */
void rules_touched(struct screen *screen);
void rules_judge(struct screen *screen);
/* What the fault itself suggests, as numbered choices; false: nothing. */
bool rules_offer_fault(struct screen *screen, const struct rules_fault *fault);
/* What may stand in place of the value [from, to)? */
void rules_ask_choices(struct screen *screen, size_t from, size_t to);
void rules_keep(struct screen *screen);
void rules_drop_draft(struct screen *screen);
void rules_activate_now(struct screen *screen);

/* --- values.c --- */
/* The value behind the next key (or the one before) from a byte on; false: there is none. */
bool value_next(struct text text, size_t at, bool back, size_t *from, size_t *to);
/* The value that the byte stands in or behind. */
bool value_at(struct text text, size_t at, size_t *from, size_t *to);
/* Words that a fault offers, a newline between: "did you mean", else "there are". */
void fault_offers(struct text encoded, bool english, struct buf *out);
struct item_form {
	const char *name; /* message id */
	const char *text; /* lines; indented as the item before */
};
extern const struct item_form item_forms[];
size_t line_start(struct text text, size_t line);
/* The byte of a place in the text; column in characters. */
size_t byte_of_place(struct text text, size_t line, size_t column);
size_t line_of_byte(struct text text, size_t at);

void rules_draw(const struct screen *screen, struct rect rect);
/* The fault of a line; NULL: none. */
const struct rules_fault *fault_of_line(const struct rules_editor *editor, size_t line);
/* What is read out where the caret is; NULL: nothing. */
const struct rules_said *said_at(const struct rules_editor *editor, size_t line);

#endif
