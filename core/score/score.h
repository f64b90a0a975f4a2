/* Applying rules to records: for every subject a sheet of points, each with the records it comes from.
 *
 * Order: count, convert, map, same matter, limits of parts, sum, item's cap and floor, item zero, rounding,
 * section cap and weight, total, veto, grade, quota. Deterministic: neither the order of records nor that of
 * items changes a score. */
#ifndef CORE_SCORE_SCORE_H
#define CORE_SCORE_SCORE_H

#include "core/score/hits.h"

struct score_period {
	int64_t from, to;
	unsigned scored;     /* whose: an entity; 0: whoever the rules say */
	uint64_t evaluation; /* whose marks count; 0: none are given */
	/* Whose rows are kept for score_hits(): it takes time and room. */
	enum { KEEP_NO_ROWS, KEEP_ROWS_OF_ONE, KEEP_ALL_ROWS } keep;
	uint64_t keep_of; /* that one subject */
	/* Whoever waits for a mark has neither place nor grade, nor takes anybody else's: a sum without it is
	 * no total. Wanted all the same, to compare rules with each other. */
	bool provisional;
	/* Only these are scored, as if there were nobody else; see score_compares(). NULL: all. */
	bool (*takes)(uint64_t subject, void *arg);
	void *takes_arg;
};

/* Why a line has no figure, or what else is to be said of it. */
enum remark {
	REMARK_NONE,
	REMARK_NO_MARK,
	REMARK_NO_EVIDENCE,
	REMARK_NO_WORTH, /* of a row */
	REMARK_NO_REVIEWER,
	REMARK_NO_REASON,
	REMARK_OUT_OF_RANGE
};

/* One line of one subject's item. */
struct line_result {
	struct figure measured; /* of the last part; what was counted */
	struct figure points;
	enum remark remark;
	/* Parts of the period that took points off, the first as the lowest bit. */
	uint64_t lost_parts;
};

struct item_result {
	struct figure points; /* rounded */
	int64_t units;        /* the same, as a count of 10^-places */
	bool applies;         /* the item is for this subject */
	bool zeroed;
};

struct section_result {
	struct figure points;
};

struct subject_result {
	uint64_t id;
	struct text name;
	int class;                        /* -1: none */
	bool ranked;                      /* may be; see score_placed() */
	struct figure total, grade_score; /* of what is known */
	int64_t units;                    /* of the total */
	size_t rank;                      /* from 1; 0: not ranked */
	bool tied;                        /* with the next or the one before, and no rule decides */
	int grade;                        /* -1: none yet */
	int reached;                      /* the grade by points alone; another one: see why */
	enum grade_reason why;
	size_t pending;  /* items that wait for somebody */
	uint64_t vetoes; /* mask */
	/* Equal points at the line of a grade whose places do not suffice: */
	enum placing_state placing;
	int contested;       /* the grade */
	unsigned tie;        /* which of such ties, from 1; 0: none */
	size_t left;         /* places for those who are equal */
	struct text decided; /* the reason that was given */
};

struct score;
bool score_run(struct score **score, const struct rules *rules, struct world *world,
	const struct score_period *period, struct error *err);
/* The same in two steps: who is scored and which rows count for whom; then the points. */
bool score_rows(struct score **score, const struct rules *rules, struct world *world,
	const struct score_period *period, struct error *err);
bool score_compute(struct score *score, struct error *err);
/* Was anybody compared with the others? */
bool score_compares(const struct score *score);
void score_free(struct score *score);

size_t score_subjects(const struct score *score);
const struct subject_result *score_subject(const struct score *score, size_t subject);
/* Which of them is the record of that id; -1: none. */
int score_subject_of(const struct score *score, uint64_t id);
const struct item_result *score_item(const struct score *score, size_t subject, size_t item);
const struct section_result *score_section(const struct score *score, size_t subject, size_t section);
const struct line_result *score_line(const struct score *score, size_t subject, const struct line *line);
/* Has it a place? Not while something of it waits for somebody. */
bool score_placed(const struct score *score, size_t subject);
/* How many of those that compete with a subject may have such a place: its class where quotas go by class;
 * all of them when it has no limit. */
size_t score_places(const struct score *score, const struct quota *quota, size_t subject);
/* The rows behind a line's points. */
const struct hit *score_hits(
	const struct score *score, size_t subject, const struct line *line, size_t *count);
/* The records of what people gave for a line that they judge, one after the other from `*at` 0 on, the
 * subject's own with them; 0: there are no more. */
uint64_t score_mark_next(const struct score *score, size_t subject, const struct line *line, size_t *at);
/* What people gave for a line that they judge: the group itself (`self`), or all others, as the rules take
 * several of them together. False: nobody gave anything that counts. */
bool score_marked(
	const struct score *score, size_t subject, const struct line *line, bool self, struct figure *out);
/* The checked mark less the own one. False: one of them is not there, or it is ticked. */
bool score_apart(const struct score *score, size_t subject, const struct line *line, struct figure *out);
/* Is there a number of places? */
bool quota_given(const struct quota *quota);
/* Does the row count for what the line measures? One that counts rows by filters looks at more. */
bool score_counts(const struct line *line, const struct hit *hit);
/* Are its points nothing but what its rows are worth, added up? */
bool score_adds(const struct line *line);

#endif
