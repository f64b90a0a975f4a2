/* What paste.c and paste_draw.c share. */
#ifndef TUI_MEETING_PASTE_PARTS_H
#define TUI_MEETING_PASTE_PARTS_H

#include "core/io/rollcall.h"
#include "tui/meeting/paste.h"

enum {
	QUESTIONS_MAX = 64,
	SHOWN_MAX = 5,
	PASTED_KEYS = 1000 /* of rows in a draft: other guests that are begun have lower ones */
};

struct question {
	const struct rollcall_entry *entry;
	const struct rollcall_entry *other; /* of the same person, before */
	int answer;                         /* digit; -1: not yet */
	uint64_t picked;                    /* who was meant */
};

struct paste {
	struct buf text;
	struct text *names;
	uint64_t *people;
	size_t people_count;
	struct rollcall rollcall;
	struct question questions[QUESTIONS_MAX];
	size_t question_count, at;
	size_t matched, guests, untouched;
	struct buf before; /* the record as it was: one step back */
	size_t marks;      /* how many marks could be taken back then: a later one goes first */
	int64_t start;     /* minute of the meeting's beginning */
	struct arena arena;
};

/* Twice, and both say the same: nothing to ask, but worth saying. */
bool paste_says_the_same(const struct rollcall_entry *one, const struct rollcall_entry *other);
void paste_add_guest(
	const struct rollcall_entry *entry, struct paste *paste, struct patch *patch, size_t number);
/* Marks what is certain, and asks about the rest, now or when it is asked for. */
void paste_read(struct screen *screen, struct text text, bool ask);
/* Not answered: standing there twice, or of nobody on the roll; how many are, and which (may be NULL). */
bool paste_unanswered(const struct question *question, bool twice);
int64_t paste_waits(const struct paste *paste, bool twice, struct buf *names);
/* Adds those who wait from an earlier one, a line each. */
void paste_add_waiting(const struct meeting *meeting, struct buf *text);
void paste_summary(const struct paste *paste, struct buf *line);
void paste_draw(const struct screen *screen, struct rect rect, int row);

#endif
