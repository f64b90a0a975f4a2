/* Panel 5 and the two screens behind it: what their keys and their drawing share. */
#ifndef TUI_SCORES_SCORES_H
#define TUI_SCORES_SCORES_H

#include "tui/panels/find.h"
#include "tui/panels/rows.h"
#include "tui/panels/steps.h"
#include "tui/scores/marking.h"
#include "tui/scores/objection.h"
#include "tui/scores/placing.h"
#include "tui/shared.h"

/* The panel (target.from, to: a period; else that of the evaluation under way, or the last quarter that is
 * over; target.scored: whose points, groups' when it says nothing), a sheet (target.id: whose; else his own)
 * and the records behind an item (target.kind: which). */
extern const struct screen_kind scores_kind, score_sheet_kind, score_points_kind;

enum scores_picture { PICTURE_RANKING, PICTURE_HEAT, PICTURE_CHANGE, PICTURE_ITEMS, PICTURES };
enum scores_block { BLOCK_RANKING, BLOCK_SHEET, BLOCK_POINTS, SCORES_BLOCKS };
enum { SCORES_WIDE = 150, SCORES_LEFT = 80, SCORES_ITEMS_MAX = 200, QUARTER_MONTHS = 3 };

/* Cells, in the order asked for. */
enum ranking_cell {
	RANK,
	NAME,
	TOTAL,
	GRADE,
	BASIC,
	BONUS,
	PENALTY,
	PENDING,
	GRADED,
	REASON,
	TIED,
	PLACING,
	TIE,
	LEFT_OVER,
	DECIDED,
	KIND,
	FLAG,
	RULES_MARK,
};
enum loss_cell {
	LOSS_ITEM,
	LOSS_BRIEF,
	LOSS_KIND,
	LOSS_FULL,
	LOSS_LOST,
	LOSS_STATE_AT,
	LOSS_NUMBER,
	LOSS_SUBJECT
};
enum grade_cell {
	GRADE_NAME,
	GRADE_FROM,
	GRADE_PLACES_AT,
	GRADE_HELD,
	GRADE_RULES,
	GRADE_BARE,
	GRADE_RANKED,
	GRADE_JOINT_AT,
	GRADE_JOINT_WITH,
	GRADE_JOINT_HELD,
};
enum sheet_cell {
	SHEET_AT_ITEM,
	SHEET_AT_POINTS,
	SHEET_AT_FULL,
	SHEET_AT_STATE,
	SHEET_AT_WHY,
	SHEET_AT_CLAUSE,
	SHEET_AT_BY,
	SHEET_AT_KIND,
	SHEET_AT_HOW,
	SHEET_AT_SELF,
	SHEET_AT_CHECKED,
	SHEET_AT_COUNTS,
	SHEET_AT_TWICE,
	SHEET_AT_LEFT,
	SHEET_AT_FLAG,
};
enum evaluation_cell {
	EVALUATION_AT_FROM,
	EVALUATION_AT_TO,
	EVALUATION_AT_STATE,
	EVALUATION_AT_VERSION,
	EVALUATION_AT_DAY,
	EVALUATION_AT_SUBJECT,
	EVALUATION_AT_MARKS,
};
enum rules_cell { RULES_AT_SUBJECT, RULES_AT_SPANS, RULES_AT_FROM };
enum hint_cell { HINT_WHAT, HINT_POINTS, HINT_WAY };
enum point_cell {
	POINT_LINE,
	POINT_DATE,
	POINT_WHAT,
	POINT_WORTH,
	POINT_ENTITY,
	POINT_RECORD,
	POINT_TWICE,
	POINT_TALLY,
	POINT_LACK,
	POINT_SINCE
};

/* A line of a sheet as it is shown. */
struct sheet_line {
	enum sheet_line_kind { SHEET_LINE_ITEM, SHEET_LINE_SUM, SHEET_LINE_TOTAL, SHEET_LINE_FOLD } kind;
	const struct view *row; /* of an item */
	unsigned section;       /* of a sum: 1 basic, 2 bonus, 3 penalty */
};

struct scores {
	struct steps steps; /* first: see steps.h; of the evaluation that is shown */
	int64_t from, to;
	bool settling;   /* which period is not known before the evaluations and the rules are */
	unsigned scored; /* whose points: an entity */
	bool early;      /* wanted: also a period that began before the court did */
	struct rows ranking, before, losses, grades, sheet, points, evaluations, rules, hints, clause,
		differs, trend;
	bool clause_wanted; /* to be opened when it comes */
	uint64_t chosen;    /* who */
	size_t place;       /* of it among the lines that are shown */
	const struct view **shown;
	size_t shown_count, shown_room;

	enum scores_picture picture;
	unsigned items[SCORES_ITEMS_MAX]; /* numbers of the items in the heat map, left to right */
	size_t item_count, column;

	struct sheet_line *lines;
	size_t line_count, line_room, line;
	unsigned item; /* the chosen line's item; 0: none */
	bool unfolded; /* items that gave and took nothing are shown too */

	size_t point;
	enum scores_block block;
	bool alone;       /* a screen of its own: only `block` is shown */
	unsigned version; /* of what was posted, to be looked at; 0: as it is now */
	struct objecting objecting;
	struct marking marking;
	struct placing_choice placing;
	struct find find;
};
static inline struct scores *scores_of(const struct screen *screen)
{
	return screen->state;
}
bool scores_wide(const struct screen *screen);

/* The chosen line, of the version that is looked at, as the sources of points and clauses want it. */
static inline unsigned scores_points_kind(const struct scores *scores)
{
	return scores->item + scores->version * POINTS_OF_VERSION;
}

/* --- scores_ask.c --- */
void scores_start(struct screen *screen, const struct target *target);
void scores_ask(struct screen *screen);
/* The points of others: ENTITY_GROUP, ENTITY_BRANCH or ENTITY_PERSON. */
void scores_choose_whom(struct screen *screen, unsigned scored);
/* Is the row, whose cell says of whom it is, of those whose points are shown? */
bool is_of_scored(const struct scores *scores, const struct view *row, unsigned cell);
/* A filter over what hangs on an evaluation: of the one that is shown. */
void scores_put_where(const struct scores *scores, struct buf *out);
/* What an operation answered is said; when it was done all is asked for again (objection.c). */
void scores_said(struct screen *screen, const struct answer *answer);
/* Another part of a wide screen has the keys. */
void scores_focus(struct screen *screen, enum scores_block block);
/* Somebody else is chosen: his sheet and points are asked for when they are shown. */
void scores_choose(struct screen *screen, size_t place);
void scores_choose_item(struct screen *screen, size_t line);
/* Narrows the lines again. */
void scores_arrange(struct scores *scores);
/* Another period: so many of the same length later. */
void scores_move_period(struct screen *screen, int by);
/* The evaluation of the period that is shown; NULL: nobody has opened one. */
const struct view *scores_evaluation(const struct scores *scores);
void scores_release(struct scores *scores);

/* --- settle.c --- */
/* Shows the period of the evaluation under way of those whose points are shown; else, where their rules are
 * not for one so long as that which is shown, the last that they are for. */
void scores_settle(struct screen *screen);
/* How long the period is; a period of days moves by the months it touches. */
int scores_months(const struct scores *scores);
/* The last one of so many months that is over. */
void scores_last_period(struct screen *screen, int months);

/* --- sheet.c --- */
void sheet_arrange(struct scores *scores);
/* The chosen item's row of the sheet; NULL: a sum or nothing. */
const struct view *sheet_item(const struct scores *scores);

/* telling.c: the clause and the rule's text behind the chosen line (F1); what would now differ from what was
 * posted (F9). */
void telling_start(struct scores *scores);
void telling_release(struct scores *scores);
void clause_ask(struct screen *screen);
void clause_source_words(const struct scores *scores, struct buf *out);
struct text clause_text(const struct scores *scores);
void scores_explain(struct screen *screen);
bool scores_may_explain(const struct screen *screen, struct message *why);
void scores_differ(struct screen *screen);
bool scores_may_differ(const struct screen *screen, struct message *why);

/* trend_draw.c: points of the last periods, four lines. */
void trend_draw(const struct scores *scores, struct rect rect);

/* hints_draw.c: what can still be done, below a sheet; how many lines that takes. */
int hints_rows(const struct scores *scores, int columns);
void hints_draw(const struct scores *scores, struct rect rect);

/* marking.c: asks for the points of the chosen item, when people give it. */
void scores_give_mark(struct screen *screen);
/* Where F6 has nothing else to do. */
bool scores_may_mark(const struct screen *screen, struct message *why);
/* Basic items that people judge and the group has not given itself points for. */
int64_t self_scores_left(const struct scores *scores);
/* 自评4 核定3 相差-1: nothing when there is no self-score. True when they differ. */
bool self_score_words(const struct view *item, struct buf *out);
/* How the rules take the group's own mark; nothing for what is computed. */
void self_counts_words(const struct view *item, struct buf *out);

/* --- drawing --- */
void scores_draw(const struct screen *screen, struct rect rect);
void score_sheet_draw(const struct screen *screen, struct rect rect);
void score_points_draw(const struct screen *screen, struct rect rect);
/* Were the period before and this one scored by different rules? Then so it is said (`out`). */
bool other_rules_words(const struct scores *scores, struct buf *out);
/* A block's body. The cursor is set by the one that has the focus. */
void ranking_draw(const struct screen *screen, struct rect rect);
void picture_draw(const struct screen *screen, struct rect rect);
void heat_draw(const struct screen *screen, struct rect rect);
void sheet_draw(const struct screen *screen, struct rect rect);
void points_draw(const struct screen *screen, struct rect rect);
/* The records behind an item, from a row on; returns the rows used, of `room`. */
int records_draw(const struct screen *screen, int row, struct rect rect, int room);

/* --- show.c --- */
/* Points with so many places, halves away from zero; `sign`: with + too. */
void points_show(int64_t points, int places, bool sign, struct buf *out);
/* 党小组, 党支部 or 党员: whose points are shown. */
static inline const struct choice *whom_of(const struct scores *scores)
{
	return choice_coded(evaluated_kinds, scores->scored);
}
struct text whom_word(const struct choice *whom);
/* The period in words: 2026年三季度. */
void period_words(int64_t from, int64_t to, struct buf *out);
/* `part` of `whole` in `cells` cells, | and dots. */
void bar_show(int64_t part, int64_t whole, int cells, struct buf *out);
/* From where to where points are plotted: tens, wide enough for all of them. */
struct scale {
	int64_t low, high;
};
/* 60 to 100. */
extern const struct scale scale_usual;
/* So that the points lie in it. */
void scale_widen(struct scale *scale, int64_t points);
struct scale scale_of(const struct scores *scores);
int scale_cell(const struct scale *scale, int64_t points, int cells);
/* Numbers over a ruler. */
void scale_heading(const struct scale *scale, int row, int left, int cells);
/* Dots with a colon at the line of each grade. */
void scale_line(const struct scores *scores, const struct scale *scale, int cells, char *out);
/* Marks the chosen line: > and the cursor, when the block has the focus. */
void line_mark(const struct screen *screen, enum scores_block block, bool here, int row, int left);
void grade_reason(const struct view *row, struct buf *out);

#endif
