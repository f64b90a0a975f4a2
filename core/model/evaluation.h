/* Included by entities.h: an evaluation and what hangs on it. Three kinds can be evaluated, groups, branches
 * and members, each by rules of its own; a record that is about one of them has a field for each kind. */
#ifndef CORE_MODEL_EVALUATION_H
#define CORE_MODEL_EVALUATION_H

#include "core/schema/schema.h"

enum evaluation_tag {
	EVALUATION_NAME = 1,
	EVALUATION_FROM,
	EVALUATION_TO,
	/* 4 named rules by hand; a period is scored by those in force at its beginning. Never used again. */
	EVALUATION_STATE = 5,
	EVALUATION_POSTED_ON,
	EVALUATION_VERSION, /* of the results that are posted; none: nothing was posted yet */
	EVALUATION_REASON,  /* why the last posting was taken back */
	EVALUATION_MARKS,   /* the last day for the marks of the step under way */
	EVALUATION_SUBJECT, /* whom: an entity's number; empty: groups */
};
/* What can be evaluated, by entity. */
extern const struct choice evaluated_kinds[];
/* How long its period is, by enum system_every. */
extern const struct choice evaluation_spans[];
/* How many months the shortest of a set of them has; of none a quarter. */
int spans_months(int64_t spans);
/* Whose evaluation it is: ENTITY_GROUP, ENTITY_BRANCH or ENTITY_PERSON. */
unsigned evaluated_kind(const struct view *evaluation);
enum evaluation_state {
	EVALUATION_COLLECTING = 1,
	EVALUATION_SELF,
	EVALUATION_REVIEW,
	EVALUATION_DECIDING,
	EVALUATION_POSTED,
	EVALUATION_FINAL,
};
/* Whom a record is about. */
struct evaluated {
	unsigned kind; /* as evaluated_kind(); 0: nobody */
	uint64_t id;
};
/* The field by which records of the entity (marks, results, objections, consents, placings) refer to one of
 * that kind; 0: they have none. */
uint16_t evaluated_tag(unsigned entity, unsigned kind);
struct evaluated evaluated_in(const struct view *record);
bool record_is_about(const struct view *record, struct evaluated of);
/* What was posted: rows as they were told on that day, of one of those scored, or of nobody. */
enum result_tag {
	RESULT_EVALUATION = 1,
	RESULT_VERSION,
	RESULT_GROUP, /* whose; of none of the three: the grades and the rules, for everybody */
	RESULT_BRANCH,
	RESULT_PERSON,
	RESULT_NAME,
	RESULT_TOTAL,
	RESULT_GRADE,
	RESULT_ROWS,       /* a line each: source, row, its bytes in base64 */
	RESULT_HASH,       /* BLAKE2b of RESULT_ROWS */
	RESULT_RULES,      /* their name */
	RESULT_RULES_TEXT, /* as they were; only beside the grades */
	RESULT_RULES_HASH,
	RESULT_REASON, /* why it took the place of the version before; only beside the grades */
	RESULT_FROM,   /* its evaluation's, so that rules can count it */
	RESULT_TO,
	RESULT_SPAN, /* enum system_every: how long that is; empty: some other time */
	RESULT_PLACE,
	RESULT_PUBLISHED, /* the day; empty: posted only, or a version that does not stand */
};
enum {
	RESULT_BY_EVALUATION = 1,
	RESULT_ROWS_MOST = 1048576,
	POSTED_WORKING_DAYS = 5,
	MARKS_WORKING_DAYS = 5
};
/* What of a rules file is read out by itself. */
enum sentence_kind {
	SENTENCE_HEAD = 1, /* who is scored, rounding, the total */
	SENTENCE_SECTION,
	SENTENCE_ITEM,
	SENTENCE_GRADE,
	SENTENCE_VETO,
	SENTENCE_TIES,
};
enum rules_tag {
	RULES_NAME = 1,
	RULES_VERSION,
	RULES_TEXT,
	RULES_HASH,
	RULES_BASIS,
	RULES_FROM,
	RULES_REASON,
	RULES_SUBJECT, /* whom they score: an entity's number; empty: groups */
	RULES_SPANS,   /* for how long periods, a set of enum system_every; empty: any */
};
/* What a person gives by hand. (MARK_ is the roll's.) */
enum marking_tag {
	MARKING_EVALUATION = 1,
	MARKING_ITEM,
	MARKING_GROUP,
	MARKING_BRANCH,
	MARKING_PERSON,
	MARKING_ROLE,
	MARKING_REVIEWER,
	MARKING_POINTS,
	MARKING_WORD,
	MARKING_REASON,
	MARKING_EVIDENCE,
	MARKING_STATE,
};
/* 自评: what the subject gives itself; shown beside the others, counted only where a rule asks for it. */
bool marking_is_self(struct text role);
/* 支部书记: rules that name him let him mark the groups, or the members, of his branch during the review. */
bool marking_is_secretary(struct text role);
/* Is that the same reviewer? Either of those above has several names; any other has the one. */
bool marking_same_role(struct text one, struct text other);
/* 有: the word of a tick for what is so. */
bool marking_is_there(struct text word);
enum marking_state { MARKING_GIVEN = 1, MARKING_WITHDRAWN };
enum marking_index { MARKING_BY_ITEM = 1, MARKING_BY_EVIDENCE };
/* Characters of what a mark is of: item/case. Decimal places of its points. */
enum { MARK_NAME_MOST = 120, MARK_PLACES = 2, MARK_SCALE = 100 };

/* 异议: who is evaluated says that an item of the sheet is not right. */
enum objection_tag {
	OBJECTION_EVALUATION = 1,
	OBJECTION_GROUP,
	OBJECTION_ITEM,    /* as the sheet names it */
	OBJECTION_VERSION, /* of the posting it is about; none: raised before anything was posted */
	OBJECTION_POINTS,  /* as they stood */
	OBJECTION_KIND,
	OBJECTION_TEXT,
	OBJECTION_BY,
	OBJECTION_RAISED,
	OBJECTION_DUE, /* the last day for the answer */
	OBJECTION_STATE,
	OBJECTION_ANSWER,
	OBJECTION_ANSWERED,
	OBJECTION_BRANCH,
	OBJECTION_PERSON,
};
enum objection_kind {
	OBJECTION_NOT_COUNTED = 1,
	OBJECTION_WRONGLY_COUNTED,
	OBJECTION_WRONG_RULE,
	OBJECTION_EVIDENCE,
	OBJECTION_JUDGED_LOW,
	OBJECTION_OTHER,
};
enum objection_state { OBJECTION_OPEN = 1, OBJECTION_UPHELD, OBJECTION_REJECTED, OBJECTION_WITHDRAWN };
enum objection_index { OBJECTION_BY_EVALUATION = 1, OBJECTION_BY_STATE };
/* 无异议: who speaks for the evaluated has looked at the sheet and agrees. */
enum consent_tag {
	CONSENT_EVALUATION = 1,
	CONSENT_GROUP,
	CONSENT_PERSON, /* who confirmed */
	CONSENT_DATE,
	CONSENT_STATE,
	CONSENT_BRANCH,
	CONSENT_MEMBER, /* whose sheet it is */
};
enum consent_state { CONSENT_GIVEN = 1, CONSENT_WITHDRAWN };
enum consent_index { CONSENT_BY_EVALUATION = 1 };
/* 名额裁定: of those with equal points at the line of a grade whose places do not suffice, who gets one. One
 * record for each of them. */
enum placing_tag {
	PLACING_EVALUATION = 1,
	PLACING_GRADE,
	PLACING_GROUP,
	PLACING_BRANCH,
	PLACING_PERSON,
	PLACING_GIVEN,
	PLACING_REASON,
	PLACING_DATE,
};
enum placing_index { PLACING_BY_EVALUATION = 1 };

#endif
