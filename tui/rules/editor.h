/* The editor of scoring rules and the trial behind it: what their files share. */
#ifndef TUI_RULES_EDITOR_H
#define TUI_RULES_EDITOR_H

#include "core/base/arena.h"
#include "tui/app.h"
#include "tui/edit_text.h"
#include "tui/live.h"
#include "tui/shared.h"

/* target.id: a version; target.kind: the form of a draft for whom there are no rules yet; neither: the rules
 * in force today for whom, and for so long a period as, the screen below shows. */
extern const struct screen_kind rules_kind;
/* target.text: the rules to try; from, to: the period. */
extern const struct screen_kind trial_kind;

enum {
	RULES_FAULTS_SHOWN = 200,
	RULES_SENTENCES = 300,
	RULES_MARGIN = 6 /* for the numbers of lines */,
	RULES_TABLES = 9
};

struct rules_fault {
	size_t line, column; /* from 0; column in characters */
	struct text message; /* encoded */
	bool doubt;          /* no fault, and probably not meant */
};
/* What is read out of the lines [first, last]. */
struct rules_said {
	size_t first, last; /* from 0 */
	int64_t kind;       /* enum sentence_kind */
	struct text name, words;
	bool full_known, sum_known;
	int64_t full, sum;
};

/* Where the caret is, for what may stand there. */
enum place_kind {
	PLACE_VALUE,             /* the word [from, to) of a value, or none yet */
	PLACE_KEY,               /* the key [from, to) */
	PLACE_NEW_KEY,           /* an empty line */
	PLACE_NEW_KEY_IN_BRACES, /* behind { or a comma */
};
struct place {
	enum place_kind kind;
	size_t from, to;
};

struct rules_editor {
	struct live live; /* first: see live.c; of a version that is opened */
	struct edit_text text;
	bool taking;                 /* the draft was asked for and is on its way */
	bool loaded, waiting, again; /* a judgement is under way; the text changed meanwhile */
	bool listing;                /* F4 asked what may stand at the value */
	struct arena arena;          /* of the last judgement */
	struct rules_fault faults[RULES_FAULTS_SHOWN];
	size_t fault_count, fault_total, doubt_total;
	struct rules_said said[RULES_SENTENCES];
	size_t said_count;
	struct buf effect; /* what it would do to the last period, in words */
	int64_t from, to;  /* that period */
	int64_t version;   /* in force; 0: those that come with the program, or none */
	int64_t spans;     /* for how long periods they are, as judged: a set of enum system_every */
	unsigned scored;   /* whom they score: an entity */
	uint16_t form;     /* of its draft */
	bool chosen;       /* which of the tables in force is settled */
	struct rules_table {
		uint64_t record; /* 0: those of groups each quarter, or none yet */
		unsigned scored;
		bool none;
	} tables[RULES_TABLES];
	struct buf base;             /* the text that was opened */
	size_t value_from, value_to; /* of what a fault offers */
	struct place place;          /* of F4 */
	size_t explained_at;         /* F1 explained a key there; SIZE_MAX: nothing */
	struct buf explained, explained_values, example;
	struct buf changes; /* against the text that was opened, in words */
	struct buf kept;    /* when the draft was kept, as words */
	struct buf choices; /* a newline between */

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
/* What the call says of the text, or what it begins with. */
void rules_send(struct screen *screen, enum rules_do what, struct text text, screen_answer *done);
void rules_take_draft(struct screen *screen);
/* The text changed: judged a moment later, kept within two seconds. */
void rules_touched(struct screen *screen);
void rules_judge(struct screen *screen);
/* What the fault itself suggests, as numbered choices; false: nothing. */
bool rules_offer_fault(struct screen *screen, const struct rules_fault *fault);
/* Are the keys of the file English ones? */
bool rules_english(const struct rules_editor *editor);
void rules_keep(struct screen *screen);
void rules_drop_draft(struct screen *screen);
/* This window writes in it no more; it stays. */
void rules_leave_draft(struct screen *screen);
void rules_activate_now(struct screen *screen);
/* Asks from when on and by what, unless there are faults. */
void rules_ask_in_force(struct screen *screen);

/* --- begin.c --- */
void rules_start(struct screen *screen, const struct target *target);

/* --- offers.c --- */
/* F4: what may stand at the caret. */
void rules_ask_offers(struct screen *screen);
/* F1: what the key at the caret means; once more: the keys of the screen. */
void rules_explain(struct screen *screen);

/* --- changes.c --- */
/* How the text differs from the one before, as "2 places  line 33 分值 5 -> 3"; nothing: not at all. */
void changes_say(struct text old, struct text new, struct buf *out);

/* --- places.c --- */
struct place place_at(struct text text, size_t at);
/* The word that the byte stands in or behind; an empty one between signs. */
void word_at(struct text text, size_t at, size_t *from, size_t *to);
/* The key at the byte, or the next before it; false: there is none. */
bool key_before(struct text text, size_t at, size_t *from, size_t *to);
/* The innermost bracket of the same line that holds the byte: '{', '[' or 0. */
char line_bracket(struct text text, size_t at);
/* The column in which the keys of that line's map begin. */
size_t indent_of_key(struct text text, size_t at);

/* --- values.c --- */
/* The value behind the next key (or the one before) from a byte on; false: there is none. */
bool value_next(struct text text, size_t at, bool back, size_t *from, size_t *to);
/* Does a key with its colon and blank end right before the byte? */
bool key_ends_at(struct text text, size_t at);
/* The value that the byte stands in or behind. */
bool value_at(struct text text, size_t at, size_t *from, size_t *to);
/* Words that a fault offers, a newline between: "did you mean", else "there are". */
void fault_offers(struct text encoded, bool english, struct buf *out);
size_t line_start(struct text text, size_t line);
/* The byte of a place in the text; column in characters. */
size_t byte_of_place(struct text text, size_t line, size_t column);
size_t line_of_byte(struct text text, size_t at);

/* --- items.c --- */
struct item_form {
	const char *name;           /* message id */
	const char *text, *text_en; /* lines; indented as the item before; in a file of English keys */
};
extern const struct item_form item_forms[];
/* Where an item is added: behind the one that holds the line, else behind the last of the list above it, else
 * of the first list; as far in as they are. False: there is no list of items. */
bool item_place(struct text text, size_t line, size_t *behind, size_t *blanks);

void rules_draw(const struct screen *screen, struct rect rect);
/* The fault of a line; NULL: none. */
const struct rules_fault *fault_of_line(const struct rules_editor *editor, size_t line);

#endif
