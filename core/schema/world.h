/* The other records, as a check, a path, a computed source or a rule needs them: one state of the store, for
 * as long as the transaction that lends it. Implemented by the store; tests make small ones. */
#ifndef CORE_SCHEMA_WORLD_H
#define CORE_SCHEMA_WORLD_H

#include "core/schema/view.h"

typedef bool world_visit(const struct view *view, void *arg); /* false ends the walk */

/* One of several gathers that know nothing of each other: they may be under way at the same time, each in a
 * thread with a world of its own. */
enum { WORLD_READERS = 2 };
struct gathering {
	unsigned entity, index;
	int64_t low, high;
	/* Before its first record: which world the views are of, the nth of at most WORLD_READERS, and where
	 * it reports. Of one reader no two gathers are under way. */
	void (*begin)(struct world *world, unsigned nth, struct error *err, void *arg);
	world_visit *visit;
	void *arg;
	/* With what another visits half of the records, instead of `arg`, while `arg` visits the rest. NULL:
	 * it cannot be halved. */
	void *(*halve)(void *arg);
};

/* One of several works that know nothing of each other, by its number: which world it may read, the nth of at
 * most WORLD_READERS. False with an error ends them all. What a work may touch: core/store/share.h. */
typedef bool world_work(struct world *world, unsigned nth, size_t number, void *arg, struct error *err);

struct world {
	const struct schema *schema;
	int64_t today;   /* the court's date */
	int64_t now;     /* moment */
	uint64_t person; /* on whose behalf; 0: the operator */
	int offset;      /* of the court's clock, in minutes, once somebody asked (core/model/roster.h) */
	bool offset_known;
	/* The record, removed or not; false when there is none (err untouched) or reading failed (err set).
	 * The list rows kept beside it are not in the body: see rows. */
	bool (*get)(struct world *world, unsigned entity, uint64_t id, struct view *view, struct error *err);
	/* Records that are not removed, in the order of an index (0: by id), those whose first parts equal
	 * `keys`. */
	bool (*walk)(struct world *world, unsigned entity, unsigned index, const struct value *keys,
		size_t key_count, world_visit *visit, void *arg, struct error *err);
	/* As walk, only those whose next part lies between `low` and `high` (both inclusive). */
	bool (*range)(struct world *world, unsigned entity, unsigned index, const struct value *keys,
		size_t key_count, int64_t low, int64_t high, world_visit *visit, void *arg,
		struct error *err);
	/* The records of range(), or without an index of walk(), in the order of their numbers: what is asked
	 * of very many is read as it lies. The views are known (view_know) until the visit returns. */
	bool (*gather)(struct world *world, unsigned entity, unsigned index, int64_t low, int64_t high,
		world_visit *visit, void *arg, struct error *err);
	/* All of them, in any order and some at the same time. */
	bool (*gather_all)(
		struct world *world, const struct gathering *gatherings, size_t count, struct error *err);
	/* `count` works, in any order and some at the same time; `load`: as reading about so many records. */
	bool (*share)(struct world *world, uint64_t load, size_t count, world_work *work, void *arg,
		struct error *err);
	/* The rows of a list kept beside, in order; the visited view's id is the key. */
	bool (*rows)(struct world *world, const struct view *view, uint16_t tag, world_visit *visit,
		void *arg, struct error *err);
	/* May a path go on through this record? NULL: through any. Set while a person's own columns, filters
	 * and orders are evaluated: what he may not see must not show through what names it. */
	bool (*follows)(struct world *world, const struct view *record);
	/* The days that filters of rules call 期初 and 期末; 0: no period is looked at. */
	int64_t period_from, period_to;
};

#endif
