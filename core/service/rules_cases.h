/* The cases inside a rules file: records, and the points that they must give. Each is scored in a small store
 * of its own, so that an administrator sees what a rule does before any real record is touched. */
#ifndef CORE_SERVICE_RULES_CASES_H
#define CORE_SERVICE_RULES_CASES_H

#include "core/base/tree.h"
#include "core/schema/schema.h"

struct rules_case {
	struct text name;
	unsigned line;
	bool good;
	/* What came instead of what is expected, or why it could not be scored; none when that is a fault. */
	const struct case_said {
		struct message message;
		unsigned line; /* of what is expected; of the case */
	} * said;
	size_t said_count;
};
/* Visits every case under 算例 (tests) in order; faults of the cases themselves go to `faults`. Returns how
 * many there were. */
typedef void rules_case_visit(const struct rules_case *one, void *arg);
/* What a case came to, before it is visited; NULL: nobody asks. */
struct rules;
struct score;
/* With the rows behind all points. */
typedef void rules_case_scored(const struct rules *rules, const struct score *score, void *arg);
/* `known`: the file was read in a store, whose own kinds of entries it may name. */
size_t rules_cases_run(const struct tree *root, struct text text, const struct schema *schema, bool known,
	struct faults *faults, rules_case_visit *visit, rules_case_scored *scored, void *arg);

/* The keys of the cases, without playing them; what they expect, when the rules could be read. */
void rules_cases_check(const struct tree *root, const struct rules *rules, struct faults *faults);

#endif
