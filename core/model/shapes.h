/* Included by entities.h: the computed sources, and lists as sources. */
#ifndef CORE_MODEL_SHAPES_H
#define CORE_MODEL_SHAPES_H

#include "core/schema/schema.h"

/* Which records a screen or a source is made of: a mask. Beyond 64 kinds some share a bit, and are made new
 * more often than they must. */
#define READS(entity) (UINT64_C(1) << ((entity) % 64))
#define READS_ALL UINT64_MAX

/* What can be listed besides the entities; the functions are in core/model/sources.h. */
extern const struct entity today_shape, strip_shape, group_card_shape, member_shape, history_shape,
	audit_shape, search_shape, coverage_shape, ranking_shape, losses_shape, grades_shape, sheet_shape,
	points_shape, hint_shape, clause_shape, differs_shape, trend_shape, sources_shape, standing_shape,
	posting_shape, system_year_shape, hours_shape, voices_shape, effort_shape, quarter_place_shape,
	judging_shape, agreement_shape;
extern const struct choice today_sections[], coverage_kinds[];

/* Whatever core says in words (TODAY_WHAT, TODAY_RULE, CARD_REMARK, CARD_REASON) is an encoded message: see
 * core/service/session.h. */
enum today_tag {
	TODAY_SECTION = 1,
	TODAY_URGENT,
	TODAY_WHAT,
	TODAY_DUE,
	TODAY_RULE,
	TODAY_ENTITY,
	TODAY_RECORD,
	TODAY_WHO,
	TODAY_GROUP,
	TODAY_TIME,
	TODAY_STEP,
	TODAY_GROUP_NUMBER, /* TODAY_GROUP as a number: a reference comes as its title */
};
enum today_section { TODAY_NOW = 1, TODAY_MINE, TODAY_REVIEW, TODAY_OTHERS, TODAY_FIRST, TODAY_DRAFT };
/* TODAY_STEP of a meeting in TODAY_NOW that has begun; of what a system asks for it is its enum system_every.
 */
enum { TODAY_UNDER_WAY = 1 };
enum strip_tag {
	STRIP_GROUP = 1,
	STRIP_BRANCH,
	STRIP_NAME,
	STRIP_MONTHS,
	STRIP_HELD,
	STRIP_DUE,
	STRIP_PRESENT,
	STRIP_EXPECTED,
	STRIP_NEXT,
	STRIP_NEXT_TIME,
	STRIP_SYSTEM,
	STRIP_LATEST,
};
/* A system's year in a group. */
enum system_year_tag {
	SYSTEM_YEAR_GROUP = 1,
	SYSTEM_YEAR_SYSTEM,
	SYSTEM_YEAR_NAME,
	SYSTEM_YEAR_ENGLISH,
	SYSTEM_YEAR_RULE,
	SYSTEM_YEAR_RULE_ENGLISH,
	SYSTEM_YEAR_KIND,   /* of the meetings that fulfil it */
	SYSTEM_YEAR_RECORD, /* or of the records: enum system_record */
	SYSTEM_YEAR_MONTHS, /* as STRIP_MONTHS */
	SYSTEM_YEAR_HELD,
	SYSTEM_YEAR_DUE,
	SYSTEM_YEAR_PRESENT,
	SYSTEM_YEAR_EXPECTED,
	SYSTEM_YEAR_LATEST,
	SYSTEM_YEAR_PEOPLE, /* held and due count people */
	SYSTEM_YEAR_EVERY,
	SYSTEM_YEAR_GROUP_NUMBER, /* that of the group, which comes as its title */
	SYSTEM_YEAR_RATE,         /* of those who were there, in percent; only where somebody was due */
};
/* Hours of training in a group's year. */
enum hours_tag { HOURS_GROUP = 1, HOURS_PEOPLE, HOURS_SUM, HOURS_EACH, HOURS_NEED };
/* Who spoke this year, of a group. */
enum voices_tag { VOICES_PERSON = 1, VOICES_GROUP, VOICES_THERE, VOICES_SPOKE, VOICES_LAST };
/* What somebody typed in a quarter, in characters, and what was filled in from it. */
enum effort_tag { EFFORT_FROM = 1, EFFORT_TO, EFFORT_RECORDS, EFFORT_TYPED, EFFORT_FILLED };
/* What a month looks like; the letters are stored nowhere, only sent. */
enum strip_mark {
	STRIP_HELD_OK = 'o',
	STRIP_LATE = 'L',
	STRIP_UNSENT = 'D',
	STRIP_MISSING = 'X',
	STRIP_THIS_MONTH = '?',
	STRIP_TO_COME = '.',
	STRIP_NOT_ASKED = '-',
	STRIP_QUIET = ' ', /* nothing was held, and nothing is asked of this month by itself */
};
enum card_tag {
	CARD_GROUP = 1,
	CARD_NAME,
	CARD_BRANCH,
	CARD_CLASS,
	CARD_PRINCIPLE,
	CARD_MEMBERS,
	CARD_LEADER,
	CARD_REMARK,
	CARD_URGENT,
	CARD_ORDER,
	CARD_BRANCH_ORDER,
	CARD_BRANCH_MEMBERS,
	CARD_REASON, /* the remark in full, with its rule: a message */
};
enum member_tag {
	MEMBER_PERSON = 1,
	MEMBER_NAME,
	MEMBER_OFFICE,
	MEMBER_POST,
	MEMBER_AGE,
	MEMBER_STANDING,
	MEMBER_COURT_YEARS,
	MEMBER_PRESENT,
	MEMBER_DUE,
	MEMBER_COUNTED,
	MEMBER_STATUS,
	MEMBER_MAKEUP,
	MEMBER_GROUP,
	MEMBER_HOURS,
	MEMBER_TALKED,
};
enum history_tag {
	HISTORY_MOMENT = 1,
	HISTORY_AUTHOR,
	HISTORY_ACTION,
	HISTORY_REASON,
	HISTORY_TAG,
	HISTORY_ROW_TAG,
	HISTORY_ROW,
	HISTORY_FIELD,
	HISTORY_OLD,
	HISTORY_NEW,
	HISTORY_SEQUENCE,
	HISTORY_ENTITY,
	HISTORY_RECORD,
	HISTORY_DEED, /* the action as people say it: a message */
	HISTORY_WAS,  /* "=" and the old value as it is typed; none where a whole row came or went */
	HISTORY_WHO,  /* the author in words: a message where it is the office */
};
enum search_tag { SEARCH_ENTITY = 1, SEARCH_RECORD, SEARCH_KIND, SEARCH_TITLE, SEARCH_WHERE, SEARCH_DATE };
/* Rows of ranking, losses, grades, sheet and points are kept when results are posted: their tags are for
 * ever, as those of records are. */
enum ranking_tag {
	RANKING_RANK = 1,
	RANKING_NAME,
	RANKING_TOTAL,
	RANKING_GRADE,
	RANKING_BASIC,
	RANKING_BONUS,
	RANKING_PENALTY,
	RANKING_PENDING,
	RANKING_WHY,
	RANKING_TIED,
	RANKING_GROUP,
	RANKING_PERIOD,
	RANKING_GRADED,  /* what the grade is judged by */
	RANKING_REASON,  /* why the grade is not what the points say: enum grade_reason */
	RANKING_REACHED, /* the grade by points alone */
	RANKING_PLACING, /* enum placing_state: equal points at a line whose places do not suffice */
	RANKING_TIE,     /* which of such ties, from 1 */
	RANKING_LEFT,    /* the places that are left for those who are equal */
	RANKING_DECIDED, /* the reason that was given */
	RANKING_KIND,    /* of whom: 1 group, 2 branch, 3 person */
	RANKING_KNOWN,   /* what is judged comes to so much: the total, once nothing waits any more */
	RANKING_APART,   /* the checked marks less the own ones, in all; only where the rules point it out */
	RANKING_FLAG,    /* what of it is further apart than the rules let be: a sentence */
	RANKING_RULES,   /* by which rules: the same number, the same text */
};
enum placing_state { PLACING_NONE, PLACING_OPEN, PLACING_GOT, PLACING_LOST };
/* One group's place in the last quarter that is over. */
enum quarter_place_tag {
	QUARTER_PLACE_GROUP = 1,
	QUARTER_PLACE_PERIOD,
	QUARTER_PLACE_RANK,
	QUARTER_PLACE_TOTAL,
	QUARTER_PLACE_GRADE,
	QUARTER_PLACE_PENDING,
	QUARTER_PLACE_POSTED, /* frozen, or as it would be today */
	QUARTER_PLACE_KNOWN,  /* as RANKING_KNOWN */
};
/* Why a grade is not what the points say. */
enum grade_reason { GRADE_AS_REACHED, GRADE_CONDITION, GRADE_PLACES, GRADE_VETOED, GRADE_JOINT };
/* What a section of a table is. */
enum part_kind { PART_BASIC = 1, PART_BONUS, PART_PENALTY, PART_REFERENCE };
/* One item of one of those scored: what heat maps are made of. */
enum losses_tag {
	LOSSES_NAME = 1,
	LOSSES_ITEM,
	LOSSES_BRIEF,
	LOSSES_KIND, /* enum part_kind */
	LOSSES_FULL,
	LOSSES_POINTS,
	LOSSES_LOST,   /* full less points; of a penalty what it takes */
	LOSSES_STATE,  /* enum loss_state */
	LOSSES_NUMBER, /* which item, as SHEET_ENTITY */
	LOSSES_SUBJECT,
};
enum loss_state { LOSS_JUDGED = 1, LOSS_PENDING, LOSS_NONE };
enum grades_tag {
	GRADES_NAME = 1,
	GRADES_FROM,
	GRADES_PLACES, /* not there: no limit */
	GRADES_HELD,
	GRADES_RULES,
	GRADES_BARE,     /* judged without the bonus */
	GRADES_RANKED,   /* how many take part */
	GRADES_RULE_DAY, /* since when these rules are in force; not there: they come with the program */
	GRADES_JOINT,    /* places that it shares with all from `joint_with` on; not there: it shares none */
	GRADES_JOINT_WITH, /* the best of those, by name */
	GRADES_JOINT_HELD, /* how many of them hold one of these grades */
};
enum sheet_by { BY_RECORDS = 1, BY_HAND };
enum sheet_tag {
	SHEET_SECTION = 1,
	SHEET_ITEM,
	SHEET_POINTS,
	SHEET_FULL,
	SHEET_STATE,
	SHEET_WHY,
	SHEET_RECORDS,
	SHEET_CLAUSE,
	SHEET_ENTITY, /* which item: what its records are asked by */
	SHEET_RECORD, /* whose sheet */
	SHEET_BY,     /* enum sheet_by */
	SHEET_KIND,   /* enum part_kind, of the section */
	SHEET_LINE,   /* where the rule stands in its file */
	SHEET_HOW,    /* the rule in words: a sentence (core/base/sentence.h) */
	/* 15, 19 to 21 and 23 told what judging_shape tells. Never used again. */
	SHEET_SELF = 16, /* what the group gave itself */
	SHEET_CHECKED,
	SHEET_COUNTS,     /* what the self-score counts for, in percent */
	SHEET_TWICE = 22, /* how many records of it show evidence that stands elsewhere too */
	SHEET_LEFT = 24,  /* what was looked at and does not count for its state: a sentence */
	SHEET_FLAG,       /* the marks are further apart than the rules let be: a sentence */
};
/* A line that somebody judges (core/score/judging.h). */
enum judging_tag {
	JUDGING_NAME = 1, /* whom */
	JUDGING_ITEM,     /* not there: of the table as a whole */
	JUDGING_CASE,     /* which line of it; not there: it has but one */
	JUDGING_KIND,     /* enum judging_kind */
	JUDGING_ROLE,     /* as whom the reader may give it; not there: he may not, or says whose it is */
	JUDGING_GIVEN,    /* somebody has, in that role */
	JUDGING_RANGE,    /* of points: 0-5 */
	JUDGING_WORDS,    /* the levels that may be given, a line each */
	JUDGING_ROLES,    /* who gives it besides the group itself, a line each; not there: whoever checks */
	JUDGING_NEEDS,    /* what a mark must have: mask of enum mark_needs */
	JUDGING_WORTH,    /* of a tick, in points */
	JUDGING_MARK,     /* what marks call it */
	JUDGING_PLACE,    /* enum judging_place */
	JUDGING_NUMBER,   /* which item, as SHEET_ENTITY; of the table as a whole 0 */
	JUDGING_EVALUATION,
	JUDGING_FROM,
	JUDGING_TO,
	JUDGING_GROUP,
	JUDGING_SUBJECT,
	JUDGING_DUE,    /* the last day for it */
	JUDGING_SCORED, /* what the subject is: an entity */
};
/* A line of an item; what excuses it (除非); what makes the item 0 (本项归零); a veto; a grade's further
 * condition. Only a line's mark is waited for: what nobody ticked of the others is not so. */
enum judging_place { JUDGING_LINE = 1, JUDGING_UNLESS, JUDGING_ZERO, JUDGING_VETO, JUDGING_GRADE };
enum judging_kind { JUDGING_POINTS = 1, JUDGING_OFF, JUDGING_LEVELS, JUDGING_TICK, JUDGING_COUNT };
enum mark_needs { NEEDS_REASON = 1, NEEDS_EVIDENCE = 2 };
enum points_tag {
	POINTS_ITEM = 1,
	POINTS_LINE,
	POINTS_DATE,
	POINTS_WHAT,
	POINTS_WORTH,
	POINTS_ENTITY,
	POINTS_RECORD,
	POINTS_TWICE,  /* where else its evidence stands: a message */
	POINTS_COUNT,  /* of those the reader may not open: how many stand in this row */
	POINTS_TALLY,  /* what the line counts by, a line each: its name, a blank, how much of it this is */
	POINTS_LACK,   /* whose rows in this record count, and lack something of that */
	POINTS_NUMBER, /* which item, as SHEET_ENTITY */
	POINTS_SINCE,  /* of a posting: what has become of the record since: a message */
};
/* What points and clause are asked for: the item's number, and so many times the version that was posted. */
enum { POINTS_OF_VERSION = 256 };
/* How far an evaluation has come. */
enum standing_tag {
	STANDING_NAME = 1,
	STANDING_FROM,
	STANDING_TO,
	STANDING_STATE,
	STANDING_VERSION,
	STANDING_POSTED_ON,
	STANDING_UNTIL, /* the last day to object; only while results are posted */
	STANDING_OPEN,
	STANDING_CONFIRMED,
	STANDING_ASKED, /* to confirm */
	STANDING_REASON,
	STANDING_SUBJECT,
	STANDING_OWN,
};
/* Of those whose sheets are looked through: has he agreed? */
enum agreement_tag {
	AGREEMENT_EVALUATION = 1,
	AGREEMENT_NAME,
	AGREEMENT_STATE, /* enum agreement */
	AGREEMENT_DATE,
	AGREEMENT_BY,
	AGREEMENT_SUBJECT,
	AGREEMENT_FROM,
	AGREEMENT_TO,
	AGREEMENT_NUMBER,
};
enum agreement { AGREEMENT_WAITING = 1, AGREEMENT_OBJECTED, AGREEMENT_GIVEN };
/* A version of results that was posted. */
enum posting_tag {
	POSTING_NAME = 1,
	POSTING_FROM,
	POSTING_TO,
	POSTING_VERSION,
	POSTING_DAY,
	POSTING_REASON,
	POSTING_STANDS,
	POSTING_SUBJECT,
};
/* What can still be done for points (core/score/hints.h). Of a period under way, ADD: something is still to
 * be done so many times; SUBMIT: a record that is there and does not count for its state; FINISH: one that is
 * still open. What is given up at the end of the period otherwise is what doing it gains. Of one that is
 * over, NEXT: what it lost by a line, to be had in the period after it. Of both, until results are posted,
 * MARK: one's own mark, which is not given yet; PROVE: a record that does not count without evidence. */
enum hint_way { HINT_ADD = 1, HINT_SUBMIT, HINT_FINISH, HINT_NEXT, HINT_MARK, HINT_PROVE };
enum hint_tag {
	HINTS_NAME = 1, /* who */
	HINTS_WHAT,     /* an encoded message */
	HINTS_POINTS,   /* what it gives; what is lost without it */
	HINTS_DUE,      /* the last day on which it helps; none where no day is known */
	HINTS_RULE,     /* the clause */
	HINTS_ITEM,
	HINTS_WAY,
	HINTS_GROUP,
	HINTS_ENTITY, /* the record that waits, when it is one */
	HINTS_RECORD,
	HINTS_NUMBER, /* which item, as SHEET_ENTITY */
	HINTS_SUBJECT,
};
/* The clause and the rule behind one item (kind: which). Of a posted period those it was posted by. */
enum clause_tag {
	CLAUSE_ITEM = 1,
	CLAUSE_CLAUSE,
	CLAUSE_RULES,
	CLAUSE_VERSION, /* not there: the rules come with the program */
	CLAUSE_BASIS,
	CLAUSE_DAY, /* since when they are in force */
	CLAUSE_HASH,
	CLAUSE_FIRST, /* lines of the rules file */
	CLAUSE_LAST,
	CLAUSE_TEXT, /* these lines */
	CLAUSE_HOW,  /* in words: a sentence */
	CLAUSE_POSTED,
};
/* What would now come out otherwise than it was posted. */
enum differs_tag {
	DIFFERS_ITEM = 1, /* an encoded message for the total */
	DIFFERS_THEN,
	DIFFERS_NOW,
	DIFFERS_BY,  /* enum differs_by */
	DIFFERS_WHY, /* a sentence */
	DIFFERS_NUMBER,
};
enum differs_by { DIFFERS_BY_RECORDS = 1, DIFFERS_BY_RULES, DIFFERS_IN_ALL };
/* Totals of the last few periods, oldest first: posted ones as they were posted. */
enum trend_tag {
	TREND_NAME = 1,
	TREND_PERIOD,
	TREND_FROM,
	TREND_TO,
	TREND_TOTAL, /* not there while something waits for a mark */
	TREND_RANK,
	TREND_POSTED,
	TREND_CHANGED, /* by other rules than the period before */
	TREND_SUBJECT,
};
enum { TREND_PERIODS = 5 };
/* How finely computed points are told: units of 10^-4. */
enum { POINT_PLACES = 4 };
/* What can be listed, as a source itself. */
enum sources_tag { SOURCES_NAME = 1, SOURCES_LABEL, SOURCES_KIND, SOURCES_COLUMNS };
enum sources_kind { SOURCES_RECORDS = 1, SOURCES_ROWS, SOURCES_COMPUTED };
enum coverage_tag { COVERAGE_KIND = 1, COVERAGE_ENTITY, COVERAGE_RECORD, COVERAGE_TITLE };
/* A list inside a record as a source of its own. Its rows have one field more: the record they are in, by the
 * name of that entity. Made when it is asked for first; for ever. */
enum { LIST_SHAPE_FIELDS = 24, LIST_SHAPE_NAME = 64 };
struct list_shape {
	struct entity shape;
	struct field fields[LIST_SHAPE_FIELDS];
	const struct entity *owner;
	const struct field *list;
	char name[LIST_SHAPE_NAME], label[LIST_SHAPE_NAME];
};
const struct list_shape *list_shape(const struct entity *owner, const struct field *list);
/* meeting.attendance, 会议.点名; NULL: there is none. */
const struct list_shape *list_shape_named(const struct schema *schema, struct text name);

/* The nth such list of any entity; NULL past the last. */
const struct list_shape *list_shape_at(const struct schema *schema, size_t nth);

/* The shape of a source by its name: an entity's, a list's ("meeting.attendance") or a computed one; NULL:
 * none. */
const struct entity *source_shape(const struct schema *schema, struct text name);
/* The nth of what can be listed: records, lists inside them, computed ones; NULL past the last. */
const struct entity *source_shape_at(const struct schema *schema, size_t nth);

#endif
