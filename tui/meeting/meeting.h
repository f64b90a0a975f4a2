/* A meeting while it happens and after: roll, agenda, minutes, decisions, end. One record on one screen; the
 * sections share what is here and nothing else. In every section printable keys are data (录入); F-keys, Tab
 * and Ctrl-keys are commands. */
#ifndef TUI_MEETING_MEETING_H
#define TUI_MEETING_MEETING_H

#include "tui/edit_line.h"
#include "tui/live.h"
#include "tui/titles.h"

enum section {
	SECTION_ROLL,
	SECTION_AGENDA,
	SECTION_MINUTES,
	SECTION_DECISIONS,
	SECTION_END,
	SECTION_PASTE,
	SECTION_COUNT
};
/* Of a decision. */
enum cell { CELL_TEXT, CELL_OWNERS, CELL_DUE };

/* One line of what is still open from earlier meetings, fetched once. */
struct open_task {
	uint64_t id;
	struct text title, owners;
	int64_t due;
	unsigned kind; /* 0: closed by now */
	uint64_t item;
	bool mentioned; /* in the minutes of this meeting: for the end page */
};

/* Who leads a group that sits: who may allow a leave. */
struct leader {
	uint64_t person;
	struct text name;
};

struct meeting {
	struct live live; /* first: see live.c */
	enum section section;
	enum section came_from; /* where Ctrl-G goes back to */
	struct arena arena;     /* open tasks, phrases */
	struct open_task *tasks;
	size_t task_count;
	struct text reasons[10], phrases[10]; /* the numbered lists */
	size_t reason_count, phrase_count;
	struct leader leaders[8];
	size_t leader_count;
	uint64_t *unheard; /* who spoke at none of this year's meetings that he was at before */
	size_t unheard_count, unheard_room;
	bool section_chosen;

	/* roll */
	uint64_t person;     /* the row under the cursor: a person, not a place */
	uint64_t asking;     /* whose reason is being asked for; 0: nobody's */
	bool ask_reasons;    /* every row is marked, or 9 was pressed: missing reasons are asked one by one */
	bool writing_reason; /* 9另写: the line editor takes it */
	bool writing_guest;  /* F6: the line editor takes unit and name */
	struct buf find;     /* typed to find a person */
	struct roll_steps {
		struct roll_step {
			uint64_t person;
			int64_t mark, arrived, approved; /* -1: empty */
			struct text reason;              /* in the arena */
			bool joined;                     /* taken back together with the one before */
		} * steps;
		size_t count, room;
	} undo, redo;

	/* agenda, minutes, decisions: the one line under the caret */
	struct edit_line line;
	uint64_t row;     /* being changed; 0: a new one */
	struct buf base;  /* of the row being changed: as it was when the line was taken from it */
	uint64_t speaker; /* of the new line */
	int64_t typed_at; /* minute of the line's first character; -1: not begun */
	int hidden;       /* rows of minutes below those in sight */
	enum cell cell;
	bool moved_on;        /* to the day, by the owner's number itself */
	struct buf decision;  /* its text, while owners and due are typed */
	struct buf owners;    /* ids as varints */
	struct titles others; /* owners who are not on the roll */
	/* Typed as an owner or a day, and none: waits in its field of a decision that was left. */
	struct unfit {
		uint64_t row;
		enum cell cell;
		struct buf typed;
	} unfit;
	struct aside { /* lines begun in sections that were left, or refused when others were begun */
		struct buf text;
		uint64_t row; /* being changed, as it was then; 0: a new one */
		struct buf base;
		size_t caret;
		int64_t typed_at;
		uint64_t speaker;
	} aside[SECTION_COUNT];
	bool draft_dirty;
	bool draft_there;    /* the service keeps one */
	bool taking;         /* the draft was asked for and is on its way */
	uint64_t generation; /* of our draft */

	/* the end page */
	size_t hint;  /* which of its hints has the cursor */
	bool mending; /* a hint led here: F8 goes back to the end page */

	/* a pasted roll-call */
	struct paste *paste;
};

/* Counts for the title line and the end page. */
struct roll_counts {
	unsigned due, present, late, early, online, leave, absent, unmarked, guests;
};
struct roll_counts roll_counts(const struct meeting *meeting);

/* What every section needs. */
static inline struct meeting *meeting_of(const struct screen *screen)
{
	return screen->state;
}
/* How many columns the section has: wide windows show beside it what is open from before. The roll has them
 * all. */
int meeting_columns(const struct screen *screen);
/* The two lines on top, then 点名/议题/议定 folded into lines; returns the first free row. */
int meeting_head(const struct screen *screen, struct rect rect);
int meeting_folded(const struct screen *screen, struct rect rect, int row);
/* How many rows that takes. */
int meeting_folded_rows(const struct meeting *meeting, struct rect rect);
/* "应到18  实到16  请假2  缺席0   请假 林芸 出差、汪茜可 病假": the numbers first, which nothing may cut off;
 * `late`: how many of those present were. Reasons are left out where it is wider than `room`. */
void meeting_say_roll(const struct meeting *meeting, bool late, int room, struct buf *out);
void meeting_go(struct screen *screen, enum section section);
/* cell.c: the person's line of the roll, or the line being changed. */
void meeting_cell(const struct screen *screen, struct target *cell);
/* Something may have been put back from there: asks for the record again. */
void meeting_again(struct screen *screen);
/* Another window of the person goes on: nothing more is done here, which is said. */
bool meeting_only_read(struct screen *screen);
/* Is it still to be held, and only prepared? */
bool meeting_planned(const struct meeting *meeting);
/* Picks a person, first those who are in the groups that sit, on the meeting's day. */
void meeting_ask_person(struct screen *screen, const char *title, struct text typed,
	void (*done)(struct screen *screen, uint64_t id, struct text name));
/* The first section, once the record is there (begin.c). */
void meeting_begin(struct screen *screen);
/* Who leaves one in which nobody was called yet is told how to be rid of it. */
void meeting_say_left(const struct screen *screen);
/* The agenda item being talked about: begun and not ended, else the first not begun; 0: none. */
uint64_t agenda_current(const struct meeting *meeting, struct view *item);
/* F8: the item that is talked about is done; after the last one the end page comes. */
void agenda_close_item(struct screen *screen);
/* F9: the items of the group's last meeting. */
void agenda_ditto(struct screen *screen);
/* What is open from earlier meetings, again; what is asked for once (fetch.c). */
void fetch_tasks(struct screen *screen);
void fetch_others(struct screen *screen);
/* The end page: its keys; the record, or what is open from before, came anew (end.c). */
void end_fresh(struct meeting *meeting);
void end_hint_before(struct screen *screen);
void end_mend(struct screen *screen);
/* Minute of the day now, and whether the meeting has ended. */
bool meeting_running(const struct meeting *meeting);

/* A section: how it is drawn, what it does with keys, what it does when it becomes the current one. */
struct section_ops {
	const char *name; /* message id: 点名 … */
	void (*draw)(const struct screen *screen, struct rect rect, int row);
	bool (*event)(struct screen *screen, const struct event *event);
	void (*enter)(struct screen *screen);
	/* Puts the unfinished line away: into the record when it is whole, else into the draft. */
	void (*leave)(struct screen *screen);
};
extern const struct section_ops roll_section, agenda_section, minutes_section, decisions_section, end_section,
	paste_section;

/* line.c: the line under the caret, in the sections that are written line by line. The section that a list is
 * written in, SECTION_COUNT: none; and the list of a section, false: none. */
enum section line_section(uint16_t tag);
bool line_list(enum section section, uint16_t *tag, uint16_t *text, const struct entity **rows);
/* An empty one; or that of a row. */
void line_new(struct meeting *meeting);
void line_of_row(struct meeting *meeting, const struct view *row);
/* Adds an edit of the row from what it was when the line was taken from it; nothing when it is that. */
void line_set_field(const struct meeting *meeting, uint16_t field, struct value value, struct patch *patch);
/* The row's text into the record, against what it was; an empty one takes the row away. */
void line_store_text(struct meeting *meeting, struct text text);
/* What is begun and not finished, when the section is left; and when it is come back to. */
void line_put_aside(struct meeting *meeting);
bool line_take_back(struct meeting *meeting);
/* Is there anything for the draft besides the line under the caret? */
bool line_any_waits(const struct meeting *meeting);
/* The line of an edit, a new one or a changed one, waits in its section. */
void line_aside_of(struct meeting *meeting, const struct edit *edit);
void line_aside_row(struct meeting *meeting, enum section section, const struct view *row, struct text text);
/* Is nothing lost of what was typed when another line comes under the caret? */
bool line_untouched(const struct meeting *meeting);

/* refused.c: for live.refusal; and what the screen was opened with, once refused in an earlier session. */
void meeting_refused(struct screen *screen, const struct answer *answer, const struct patch *mine);
void meeting_try_again(struct screen *screen);

/* The draft: kept when something was typed since, dropped when the line was saved, taken up when the meeting
 * is opened. */
void draft_keep(struct screen *screen);
/* Within two seconds, also of one who goes on typing. */
void draft_keep_soon(struct screen *screen);
void draft_take_over(struct screen *screen);
void draft_drop_now(struct screen *screen);
/* This window writes in it no more; it stays. */
void draft_leave(struct screen *screen);

#endif
