/* What a source has for scoring: whose each row is, of which day, which rows count at all. */
#ifndef CORE_SCORE_SUBJECTS_H
#define CORE_SCORE_SUBJECTS_H

#include "core/model/sources.h"
#include "core/schema/predicate.h"
#include "core/score/words.h"

enum subject_kind { SUBJECT_GROUP, SUBJECT_BRANCH, SUBJECT_PERSON };
/* As rules name them. */
extern const struct choice_word subject_words[];
/* What those who are scored are in the store. */
unsigned subject_entity(enum subject_kind kind);

struct subject_source {
	const char *name;   /* of the source */
	const char *group;  /* paths; NULL: it has none */
	const char *branch; /* where a row is a whole branch's, without a group */
	const char *people; /* one person, or several */
	const char *date;   /* the day it counts for */
	const char *until;  /* the last day of what lasts: it counts in every period it touches */
	const char *matter; /* what concerns one matter has the same text */
	const char *evidence;
	const char *due, *done; /* of being late */
	bool clock;             /* these are times of the day: late is in minutes, and who has none was not */
	const char *counted;    /* only these rows count; NULL: all */
	const char *once;       /* message id: the same, as a sentence goes on */
	const char *kind;       /* what stands behind a dot: indicator.mediation */
	const char *present;    /* of RATIO when the rule does not say: part of whole */
	const char *part, *whole;
	const char *figure; /* what a row is about, where that is a figure: measured unless the rule counts
			       rows */
	const char *help;   /* message id: what its rows are */
};
/* By the source's name in either language; NULL: nothing of that name can be scored. */
const struct subject_source *subject_source(const struct schema *schema, struct text name);
/* The words of the field that says the kind, up to one without a name: a kind may have no fixed words. */
const struct choice *subject_kinds(const struct schema *schema, const struct subject_source *source);
/* The nth, NULL past the end. */
const struct subject_source *subject_source_at(size_t nth);

#endif
