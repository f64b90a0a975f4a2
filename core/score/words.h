/* The words of rules files, in English and in Chinese: keys, and the words that stand as values. */
#ifndef CORE_SCORE_WORDS_H
#define CORE_SCORE_WORDS_H

#include "core/base/text.h"

enum word {
	WORD_NONE,
	/* the whole table */
	WORD_NAME,
	WORD_SUBJECT,
	WORD_PERIODS,
	WORD_PLACES,
	WORD_START,
	WORD_TOTAL,
	WORD_CAP,
	WORD_FLOOR,
	WORD_CLASSES,
	WORD_SECTIONS,
	WORD_GRADES,
	WORD_GRADE_BY,
	WORD_QUOTA_ROUND,
	WORD_QUOTA_AMONG,
	WORD_VETOES,
	WORD_TIES,
	WORD_TESTS,
	WORD_ENTRY_KINDS,
	/* sections and items */
	WORD_KIND,
	WORD_POINTS,
	WORD_WEIGHT,
	WORD_ITEMS,
	WORD_ID,
	WORD_SHORT,
	WORD_CLAUSE,
	WORD_NOTE,
	WORD_CLASS,
	WORD_WHOM,
	WORD_CONDITION,
	WORD_ABSENT,
	WORD_BY_PARTS,
	WORD_TAKE,
	WORD_ZERO,
	WORD_FAULTS,
	WORD_PARTS,
	/* what is counted */
	WORD_SOURCE,
	WORD_ONLY,
	WORD_MEASURE,
	WORD_COUNTS,
	WORD_COLUMNS,
	WORD_PART,
	WORD_WHOLE,
	WORD_EVERY,
	WORD_OF_WHOM,
	WORD_BACK,
	WORD_WINDOW,
	WORD_OVER,
	WORD_AMONG,
	/* each row */
	WORD_EACH,
	WORD_BY,
	WORD_BY_WHAT,
	WORD_STACK,
	WORD_TIMES,
	WORD_LENIENT,
	WORD_SHARE,
	WORD_BY_OFFICE,
	WORD_EVIDENCE,
	WORD_UNLESS,
	WORD_LATE_BY,
	/* rows together */
	WORD_SAME_MATTER,
	WORD_SAME_COLUMN,
	WORD_CAP_DAY,
	WORD_CAP_WEEK,
	WORD_CAP_MONTH,
	WORD_CAP_QUARTER,
	WORD_CAP_PERSON,
	WORD_CAP_MATTER,
	WORD_BEST,
	WORD_IN_TURN,
	WORD_CONVERT,
	WORD_CONVERT_ROUND,
	/* figure to points */
	WORD_PER_HEAD,
	WORD_NORMALISE,
	WORD_FROM_FULL,
	WORD_TO,
	WORD_BEST_IS,
	WORD_REACH,
	WORD_GAIN,
	WORD_OFF,
	WORD_ELSE,
	WORD_REQUIRED,
	WORD_TARGET,
	WORD_EACH_SHORT,
	WORD_EACH_OVER,
	WORD_EACH_BELOW,
	WORD_EACH_ABOVE,
	WORD_STEP,
	WORD_ADD,
	WORD_BROKEN_STEP,
	WORD_MAKE_UP,
	WORD_PROPORTION,
	WORD_MAY_EXCEED,
	WORD_BANDS,
	WORD_TIERS,
	WORD_FROM,
	WORD_ABOVE,
	WORD_BELOW,
	WORD_UPTO,
	WORD_REST,
	WORD_BY_COUNT,
	WORD_RANK,
	WORD_LARGER,
	WORD_BY_RANK,
	WORD_THEN_EACH,
	WORD_LEAST,
	WORD_EQUAL,
	WORD_DEADLINE,
	WORD_EACH_DAY_LATE,
	WORD_GRACE,
	WORD_DAYS,
	WORD_NEVER,
	WORD_LATE,
	WORD_FORMULA,
	WORD_FACTOR,
	WORD_PART_CAP,
	WORD_PART_FLOOR,
	WORD_MOST_OFF,
	WORD_MOST_GAIN,
	WORD_PART_ZERO,
	/* by hand */
	WORD_MANUAL,
	WORD_LEVELS,
	WORD_ENTERED,
	WORD_REASON,
	WORD_REVIEWERS,
	WORD_WHO,
	WORD_MISSING,
	WORD_SEVERAL,
	WORD_DIFFERENCE,
	/* grades and vetoes */
	WORD_ALSO,
	WORD_SHARE_MOST,
	WORD_AT_LEAST,
	WORD_OF_THESE,
	WORD_JOINT,
	WORD_TOGETHER,
	WORD_CASE,
	WORD_EFFECT,
	WORD_COUNT
};

struct word_row {
	const char *name, *label;
	const char *also[10]; /* other ways people write it; NULL behind them where there are fewer */
};
/* The other ways of a row or of a choice, and how many there may be. */
#define WAYS(row) (row)->also, sizeof((row)->also) / sizeof(*(row)->also)
const struct word_row *word_row(enum word word);
/* In any of its ways of writing. */
bool word_is(enum word word, struct text text);
/* The word that the text is, or WORD_NONE. */
enum word word_named(struct text text);
/* How a way of writing the word says that things are counted: 人数 of 每人, 人次 of 每人次; NULL: it does
 * not. */
const char *word_counts(enum word word, struct text text);

/* The 学时 of 每少一学时, where what stands for "one" is nothing that records are counted by; else empty. */
struct text word_one(enum word word, struct text text);

/* What a word means, for whoever looks it up. */
struct word_help {
	unsigned group;                   /* part of the list of words */
	const char *meaning;              /* message id */
	const char *example, *example_en; /* lines of a rules file */
};
const struct word_help *word_help(enum word word);
/* What a part of the list is called, as a message id; NULL: there are no more. */
const char *word_group(unsigned number);
/* A word that stands as a value, from a small table ended by a NULL name; -1: none of them. */
struct choice_word {
	int code;
	const char *name, *label;
	const char *also[4];
	const char *help; /* message id: what it does */
};
int choice_word(const struct choice_word *words, struct text text);
#endif
