#ifndef CORE_SERVICE_RULES_CASES_INTERNAL_H
#define CORE_SERVICE_RULES_CASES_INTERNAL_H

#include "core/score/score.h"
#include "core/service/naming.h"
#include "core/service/rules_cases.h"
#include "core/service/rules_words.h"
#include "core/store/store.h"

/* Enough for any example, and a hostile file ends soon. */
enum { CASE_RECORDS_MAX = 50000 };

/* One case under way. */
struct playing {
	const struct tree *root, *node;
	struct text text;
	struct rules_words *words;
	struct faults *faults;
	struct arena arena;
	struct writer *writer;
	struct score_period period;
	rules_case_scored *scored;
	void *scored_arg;
	int64_t made;  /* records made for names so far */
	int64_t *left; /* how many records the cases of the file may still make */
	struct rules_case result;
	struct case_said *said;
	size_t said_count, said_room;
	bool english; /* the file's words for what has no points */
};

/* The value under a key in either language. */
const struct tree *case_key(const struct tree *map, const char *name, const char *label);
bool case_fault(struct playing *playing, const struct tree *node, const struct error *err);
/* By its name; made with what it cannot be without when there is none. */
bool case_named(struct playing *playing, unsigned target, struct text name, uint64_t *id, struct error *err);
bool case_members(struct playing *playing, const struct tree *map, struct error *err);
bool case_record(struct playing *playing, const struct tree *node, struct error *err);

#endif
