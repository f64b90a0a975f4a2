/* Compiled rules: what a rules file says, ready to be applied. An item is a start and a sum of lines; a line
 * is a pipeline:
 *
 *     rows of a source, filtered          (source, only)
 *     -> each row's worth                 STAGE_ROW     each, by level, stack, times, lenient, share,
 * evidence
 *     -> rows that belong together        STAGE_GROUP   same matter, cap a day, cap a person, convert
 *     -> one figure for subject and part  measure       count, people, sum, ratio, a formula of these
 *        of the period
 *     -> that figure made another, or     STAGE_VALUE   rank, normalise, target, bands, proportion, formula
 * ... points
 *     -> limits of the part               STAGE_LIMIT
 *     -> all parts of the period as one   over
 *
 * Every step is a row of the table of mechanisms, so they compose as people write them. */
#ifndef CORE_SCORE_RULES_H
#define CORE_SCORE_RULES_H

#include "core/base/arena.h"
#include "core/base/tree.h"
#include "core/model/sources.h"
#include "core/schema/predicate.h"
#include "core/score/exact.h"
#include "core/score/formula.h"
#include "core/score/subjects.h"

struct line;
struct item;
struct step;
struct row_formula;

/* --- numbers --- */

/* What names in formulas stand for; from NAME_ATOM on: the line's atoms; from NAME_ITEM on: items before it.
 */
enum name {
	NAME_VALUE,   /* 值: what the line measured */
	NAME_POINTS,  /* 分值 of the item */
	NAME_MEMBERS, /* 人数: members who count, on the last day of the part of the period */
	NAME_PARTS,   /* 期数: how many parts the period has */
	NAME_PEER_MEAN,
	NAME_PEER_BEST,
	NAME_PEER_LEAST,
	NAME_PEER_MIDDLE,
	NAME_RANK,
	NAME_PEERS,
	NAME_LAST,     /* 上期: the same figure of the part before; without parts, of the period before */
	NAME_YEAR_AGO, /* 去年同期: the same figure of the same days a year before */
	NAME_NOTHING,  /* 不适用: what stands there does not apply */
	NAME_BEGIN,    /* 期初, 期末: the part's first and last day, as fields give days */
	NAME_END,
	NAME_ATOM = 100,
	NAME_ITEM = 1000,
	NAME_SECTION = 2000, /* sections before it */
	NAME_TOTAL = 3000,   /* of gates and vetoes: the total, before vetoes */
	NAME_ROW = 4000,     /* what stands in one row (row_formula.c) */
};

/* A number in a rule: one formula, or one for each class, or one for each part of the period. */
struct amount {
	struct formula *all;      /* NULL: none given (see the others) */
	struct formula **classes; /* by class; NULL where a class has none */
	struct formula **parts;   /* the nth part of the year */
	size_t part_count;
	struct text text; /* as it was written */
	bool minus;       /* all of it is written with a minus: it says what is lost */
};

static inline bool amount_given(const struct amount *amount)
{
	return amount->all || amount->classes || amount->parts;
}

/* --- what is counted --- */

enum atom_kind {
	ATOM_COUNT,
	ATOM_TIMES,
	ATOM_PEOPLE,
	ATOM_SUM,
	ATOM_MEAN,
	ATOM_LARGEST,
	ATOM_SMALLEST,
	ATOM_LATEST,
	ATOM_FIRST,
	ATOM_TOTAL, /* SUM times what each row is worth; TOTAL without */
	ATOM_DISTINCT,
	ATOM_DAYS,
	ATOM_LASTING, /* days that rows last, of this part of the period; WORKING: those that are worked */
	ATOM_WORKING,
	ATOM_MATCHING
};
struct atom {
	enum atom_kind kind;
	struct path path;            /* of SUM … DISTINCT; DAYS: from */
	const struct column *column; /* or this of the line's own; NULL: the path */
	struct path until;           /* of DAYS: to; empty is the last day of the part */
	struct predicate *only;      /* of MATCHING, besides the line's own filter */
	struct text text;
};

/* Does it take a number from each row? */
static inline bool atom_reads(enum atom_kind kind)
{
	return kind >= ATOM_SUM && kind <= ATOM_DAYS;
}

enum { ATOMS_MAX = 16, SINCE_NEW_YEAR = -1 };
enum unit {
	UNIT_NONE,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_QUARTER,
	UNIT_HALF,
	UNIT_YEAR,
	UNIT_TEN_DAYS,
	UNIT_HALF_MONTH,
	UNIT_TWO_MONTHS
};
/* What is taken by itself, besides parts of the period: every person, record, matter, or whatever columns
 * say, for every person or matter where that is asked besides. */
enum apart_kind { APART_NONE, APART_PERSON, APART_RECORD, APART_MATTER, APART_COLUMNS };
/* Columns that are looked at together: what all of them say. */
enum { COLUMNS_MAX = 3, SAMES_MAX = 2 };
struct columns {
	struct path paths[COLUMNS_MAX];
	size_t count;
};
/* Which days: the period's, those just before, the same a year ago, its whole year, the year before. */
enum window { WINDOW_PERIOD, WINDOW_LAST, WINDOW_YEAR_AGO, WINDOW_YEAR, WINDOW_LAST_YEAR };
enum over { OVER_SUM, OVER_MEAN, OVER_BEST, OVER_LEAST, OVER_RUN, OVER_PARTS };

/* A comparison: 从 / 达到 (>=), 超过 (>), 低于 (<), 至多 (<=). */
enum compare { COMPARE_NONE, COMPARE_FROM, COMPARE_ABOVE, COMPARE_BELOW, COMPARE_UPTO };
struct bound {
	enum compare compare;
	struct amount amount;
	const struct bound *other_end; /* of a range; NULL: it has one end */
};

/* 算出: what a row has besides its fields, by a formula or by a table of what it says. */
struct column {
	struct text name;
	struct row_formula *by; /* NULL: the table */
	struct table *table;    /* NULL, too: it could not be read */
};

/* The same line on other days, for what its formulas compare its figure with. */
enum ago { AGO_YEAR, AGO_LAST, AGO_COUNT };

struct line {
	struct text name;
	const struct tree *node;
	struct line *ago[AGO_COUNT]; /* NULL: nothing is compared with it */
	const struct line *ago_of;   /* of such a one: the line itself; NULL: it is no such one */
	enum ago ago_is;
	const struct subject_source *source; /* NULL: given by hand */
	struct predicate *only;
	struct predicate *asked; /* of it, what the file asks for besides source and kind */
	struct text kind; /* what stands behind the source's name, or an entry's kind; empty: all kinds */
	struct predicate *left; /* the same rows, those that do not count for their state; NULL: all count */
	struct column *columns;
	size_t column_count;
	struct atom atoms[ATOMS_MAX];
	size_t atom_count;
	struct formula *measure; /* over the atoms */
	bool persons;            /* every person's row counts by itself */
	bool each_weighed;       /* a step weighs each person that a row names */
	bool people;             /* different people are counted: all that a row names */
	bool among_all;          /* compared with all, not only with those of its class */
	enum unit every;
	enum apart_kind apart;
	struct columns apart_by; /* of APART_COLUMNS */
	bool apart_person, apart_matter;
	struct columns same[SAMES_MAX]; /* rows that say the same there are looked at together */
	size_t same_count;
	bool across;               /* a step looks at the rows of all who are scored together */
	struct predicate *of_whom; /* of people: only these; NULL: all */
	uint32_t of_offices;       /* or who holds one of these, by 1 << enum term_kind; 0: all */
	enum window window;
	int shift, shift_days; /* months by which its parts stand later: what is handed in after them */
	int back;       /* looks back so many months from the end, or SINCE_NEW_YEAR, instead of the period */
	enum over over; /* how the parts become one */
	struct bound over_when;     /* of RUN and PARTS */
	struct predicate *whom;     /* only for those who are scored and are so; NULL: for all */
	struct predicate *asked_of; /* of a line that counts nothing: is it so of who is scored? */
	struct bound when;          /* of what must be so; of `then` */
	struct amount then;         /* given: these points when it is so, else none */
	struct line *unless;
	bool over_first;    /* the parts become one before they become points */
	struct step *steps; /* by stage */
	struct manual *manual;
	unsigned index; /* among all lines of the rules */
};

/* --- steps --- */

/* TOTAL: on the sum of all parts. */
enum stage { STAGE_ROW, STAGE_GROUP, STAGE_VALUE, STAGE_LIMIT, STAGE_TOTAL };
struct mechanism;
struct step {
	const struct mechanism *is;
	const struct tree *node; /* where it stands */
	void *with;              /* as its mechanism reads it */
	struct step *next;
};

/* --- what people give --- */

struct manual {
	/* COUNT: a number that is no points yet; the steps make them of it. */
	enum { MANUAL_POINTS, MANUAL_OFF, MANUAL_LEVELS, MANUAL_TICK, MANUAL_COUNT } kind;
	struct fraction least, most; /* of POINTS, OFF and COUNT */
	struct manual_level {
		struct text word;
		struct fraction points;
		bool zero; /* 归零: the whole item */
	} * levels;
	size_t level_count;
	bool reason, evidence;
	/* What several marks of one role become. TRIMMED: their mean without one highest and one lowest. */
	enum { MARKS_MEAN, MARKS_TRIMMED, MARKS_MIDDLE, MARKS_SUM, MARKS_MOST, MARKS_LEAST } several;
	struct reviewer {
		struct text who;
		struct fraction weight;
	} * reviewers; /* none: the mean of all checked marks */
	size_t reviewer_count;
	/* How far the own mark and the checked one may be apart before it is pointed out; not given: never.
	 */
	struct fraction difference;
	bool spread;       /* who gave nothing leaves his weight to the others; else the item waits */
	struct text item;  /* as marks name it */
	struct text whole; /* of a tick in a list: the item; a mark of it stands for each that has none */
};

/* --- items --- */

enum absent {
	ABSENT_PENDING,
	ABSENT_MEAN,
	ABSENT_OUT,
	ABSENT_RESCALE,
	ABSENT_FULL,
	ABSENT_ZERO,
	ABSENT_APART
};

struct item {
	struct text id, name, clause;
	struct text brief; /* 简称, for the head of a narrow column; empty: none given */
	const struct tree *node;
	unsigned section, index;
	struct amount points;  /* 分值 */
	struct amount weight;  /* 权重: the full 分值 counts as so many; not given: as itself */
	struct amount start;   /* where it begins; not given: points when anything is taken off, else 0 */
	bool takes_off, gains; /* its lines say what is lost; they say the whole */
	struct line **lines;
	size_t line_count;
	struct amount cap, floor;
	bool floorless;
	enum unit by_parts; /* scored by itself in each of these; UNIT_NONE: once */
	enum over take;     /* how those become one */
	struct line **zero; /* any of them above 0: the item is 0 */
	size_t zero_count;
	enum absent absent;
	uint64_t classes; /* mask; 0: all */
	struct predicate *whom;
	bool waits;  /* it speaks of items or sections before it: not by itself can it be scored */
	bool faulty; /* something in it could not be read (rules_read_all) */
};

/* What it is worth in its section. */
static inline const struct amount *item_full(const struct item *item)
{
	return amount_given(&item->weight) ? &item->weight : &item->points;
}

/* REFERENCE: figures that formulas speak of; neither rounded nor counted. */
enum section_kind { SECTION_BASIC, SECTION_BONUS, SECTION_PENALTY, SECTION_REFERENCE };
struct section {
	struct text name;
	enum section_kind kind;
	struct amount points, weight, formula, cap, floor;
	size_t first, count; /* of the items */
	const struct tree *node;
};

struct class
{
	struct text name;
	struct predicate *whom; /* NULL: by size or by names */
	struct bound size;      /* of its members */
	struct text *names;
	size_t name_count;
};

/* --- the whole table --- */

struct quota {
	struct fraction share;   /* of all; not given: no limit */
	int64_t places;          /* or so many; 0: none given */
	struct amount places_of; /* or so many (below 1: that share) for each class */
	int64_t least;           /* but so many at least */
};
/* What must be so besides the points: one line, or so many of several. */
struct gate {
	struct line *line; /* NULL: see the parts */
	struct gate *parts;
	size_t count, least;
};
struct grade {
	struct text name;
	struct fraction from; /* not given: the rest */
	bool above;           /* 超过: that number itself is not in it */
	struct gate *also;    /* 还须; NULL: nothing else */
	struct quota own;     /* 名额 */
	struct quota joint;   /* 合计名额: of this one and those above, from `joint_from` on */
	size_t joint_from;
	const struct tree *node;
	bool faulty;
};
/* DOWN: so many grades lower; APART: neither ranked nor graded. */
enum veto_effect { VETO_GRADE, VETO_ZERO, VETO_DOWN, VETO_APART };
struct veto {
	struct text name;
	struct line *when;
	struct gate *also; /* and this; NULL: nothing else */
	enum veto_effect effect;
	size_t grade; /* at best this one; of DOWN: how many */
	const struct tree *node;
	bool faulty;
};
struct tie {
	struct text name;
	enum { TIE_SECTION, TIE_ITEM } by;
	size_t index;
	bool least;
};

enum { CLASSES_MAX = 64, SECTIONS_MAX = 32, ITEMS_MAX = 200, GRADES_MAX = 12 };

struct rules {
	struct arena arena;
	struct text name, text;
	enum subject_kind subject;
	unsigned spans;         /* how long its periods are, by 1 << enum system_every; 0: any */
	struct predicate *whom; /* NULL: all are scored */
	int places;
	struct fraction difference; /* as a mark's, of all marks together */
	enum unit by_parts;         /* of every item that does not say */
	enum over take;
	struct amount start, formula, cap, floor; /* of the total */
	struct class classes[CLASSES_MAX];
	size_t class_count;
	/* Or a class for each that this leads to: the group, the branch, what stands in a field. */
	enum class_by { BY_CLASSES, BY_GROUP, BY_BRANCH, BY_FIELD } class_by;
	struct path class_path;
	struct section sections[SECTIONS_MAX];
	size_t section_count;
	struct item *items[ITEMS_MAX];
	size_t item_count;
	struct line **lines; /* every line of items, gates, vetoes */
	size_t line_count, line_room;
	struct grade grades[GRADES_MAX];
	size_t grade_count;
	bool grade_without_bonus, quota_up;
	bool quota_by_class; /* places are counted in each class */
	struct veto *vetoes;
	size_t veto_count;
	struct tie *ties;
	size_t tie_count;
	const struct tree *ties_node;
};

/* What a naming may answer for a name that nothing has: rules are read all the same, and no row fits. */
#define NAMED_NOTHING ((uint64_t)INT64_MAX)
/* Reads the tree of a rules file. NULL with at least one fault when anything is wrong; memory is freed by
 * rules_free. `naming` finds records that filters name; NULL: no store is there, any name will do. */
struct rules *rules_read(const struct tree *root, struct text text, const struct schema *schema,
	struct naming *naming, struct faults *faults);
/* The same, and rules in any case: of a draft what could be read of it, to be read out and not applied. */
struct rules *rules_read_all(const struct tree *root, struct text text, const struct schema *schema,
	struct naming *naming, struct faults *faults);
/* What can be read and is probably meant otherwise; the tree they were read of is still there. */
void rules_doubts(const struct rules *rules, struct faults *doubts);
void rules_free(struct rules *rules);
/* Adds to `offers` (offers.h) what may stand at its place. Faults elsewhere do not matter. */
struct offers;
void rules_offer(const struct tree *root, struct text text, const struct schema *schema,
	struct naming *naming, struct offers *offers);

#endif
