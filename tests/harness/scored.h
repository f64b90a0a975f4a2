/* A small court with rules of the test's own, and the sources of scores as somebody sees them. */
#ifndef TESTS_HARNESS_SCORED_H
#define TESTS_HARNESS_SCORED_H

#include "tests/harness/court.h"
#include "tests/harness/make.h"

/* In memory, with the people of court.h, the nine of the first group being members; 荣誉 is declared. The
 * rules are in force since 1 January 2026. */
struct store *scored_store(struct court *court, const char *rules);
/* Rows as "a|b|c; ": fields by tag, ended by 0; messages in English, points with their decimals, days as they
 * are written. `quarter` of 2026; 0: the source's own period. The words are good until the next call. */
struct seeing {
	uint64_t person, subject;
	unsigned kind;
	int quarter;
	bool early; /* asked for all the same */
};
const char *scored_see(
	struct store *store, const char *source, const uint16_t *tags, const struct seeing *seeing);
#define TAGS(...) \
	(const uint16_t[]) \
	{ \
		__VA_ARGS__, 0 \
	}
#define SEE(store, source, tags, ...) scored_see(store, source, tags, &(struct seeing){__VA_ARGS__})

#endif
