/* Between the files that find hints. */
#ifndef CORE_SCORE_HINTS_INTERNAL_H
#define CORE_SCORE_HINTS_INTERNAL_H

#include "core/score/hints.h"
#include "core/score/what_if.h"

/* What of a source can be done by those who are scored: honours, indicators and the roster are not. */
struct doing {
	const char *source;
	unsigned entity;
	bool adds;    /* another record can be made */
	bool unmakes; /* next time there need be no record that takes points off */
	bool fills;   /* next time every row may satisfy what the line counts by */
	/* The states in which a record waits for the group; `sent`: the one that counts. */
	uint32_t waiting;
	uint16_t state;
	int64_t sent;
	/* An open record is finished: this day is put in, the state set, if it has one. */
	uint16_t done, due, asked; /* asked: without it there is nothing to finish */
	int64_t open, closed;
	/* Where the paper stands that shows it: without, an open one is not confirmed, and lines may ask for
	 * it. */
	uint16_t proof;
};
/* NULL: nothing can be done about it. */
const struct doing *doing_of(const struct line *line);

struct hinting {
	struct score *score;
	struct what_if *what_if;
	struct world *world;
	int64_t today; /* the real one: the score looks at the period's end */
	hint_wanted *wants;
	bool *wanted; /* by subject */
	hint_visit *visit;
	void *arg;
	int64_t *gains; /* by subject */
};
/* Ids that no record has: what is supposed is counted apart from what is there. */
#define HINT_SUPPOSED (UINT64_C(1) << 62)

/* hint_records.c: records that are there. */
bool hint_records(struct hinting *hinting, struct error *err);
/* The same, of what needs no more than its evidence: also after the period. */
bool hint_proofs(struct hinting *hinting, struct error *err);
/* hint_adding.c: records that are not yet. */
void hint_adding(struct hinting *hinting, const struct item *item, const struct line *line);
/* Adds so many to a part of the line, for one subject, of that person or, when it is 0, of whoever had none;
 * false: what one would be worth cannot be told. */
bool hint_put(struct hinting *hinting, const struct line *line, size_t subject, const struct part *part,
	uint64_t person, int64_t count, int64_t first_day);
/* More than that is not supposed of anybody. */
int64_t hint_bound(const struct line *line);
/* hint_people.c: of lines that take each person by himself. */
void hint_people(
	struct hinting *hinting, const struct item *item, const struct line *line, const struct part *part);
enum hint_unit hint_unit_of(const struct line *line);
/* At most so many can be done: people who have none yet; of all else a bound. */
int64_t hint_most(struct hinting *hinting, const struct line *line, size_t subject, const struct part *part);
/* hint_next.c: the period after one that is over. */
void hint_next(struct hinting *hinting, const struct item *item, const struct line *line);

#endif
