/* Rows that count, as they were found: for one line, sorted by subject, what is taken by itself, day and row.
 */
#ifndef CORE_SCORE_HITS_H
#define CORE_SCORE_HITS_H

#include "core/score/rules.h"

struct hit {
	uint64_t id;              /* of the row's record */
	uint64_t row;             /* of a list, or 0 */
	uint64_t person;          /* whose it is; 0: the group's own */
	uint64_t matter;          /* a hash of the matter's text; 0: none */
	uint64_t group;           /* a hash of what it is converted by; 0: none */
	uint64_t same[SAMES_MAX]; /* the same of the line's own columns (line->same); 0: something is empty */
	uint64_t apart; /* what is taken by itself: a person, record, matter, what columns say; 0: nothing */
	int64_t day;
	int64_t last; /* of what lasts: its last day that anybody looks at; else the same day */
	uint32_t subject;
	bool first;       /* the first of its record for this subject: what counts records counts these */
	bool again;       /* of what lasts: a later stay in the same group, of which only the days count */
	bool doubtful;    /* left out until somebody decides */
	uint16_t matches; /* bit per atom of kind MATCHING */
	struct fraction worth;
	struct fraction *values; /* by atom: what its path gave; NULL: no atom has one */
};

#endif
