/* The queries of a session: which rows a source has for it, in which order. The last few are kept, so that
 * going on in a long list does not list it again. */
#ifndef CORE_SERVICE_PAGES_H
#define CORE_SERVICE_PAGES_H

#include "core/model/sources.h"
#include "core/schema/predicate.h"
#include "core/service/request.h"

/* One page being made. */
struct paging {
	struct request *request;
	struct world *world;
	struct world_naming naming;
	const struct source *source;
	struct columns *columns;
	struct arena arena; /* of the query */
	uint64_t change;    /* the state of the store */
	size_t most;        /* rows from the first that are wanted; more may be listed */
};

/* Rows in their order. */
struct listed {
	const struct source *source;
	uint64_t *ids;
	struct text *bodies; /* of computed rows; NULL: records, got by their ids */
	struct pinyin_marks
		*marks;  /* of records, when they are known: what words can find them (search_marks) */
	size_t count;    /* of these */
	size_t total;    /* of all there are; only of a long list of records it is more */
	bool narrowed;   /* by words */
	uint64_t change; /* the state of the store it was made from */
	int64_t moment, today;
	struct arena arena; /* of bodies */
	size_t bytes;       /* all together */
};
void listed_release(struct listed *listed);
/* Lists the rows that paging->request asks for and the words find, into an empty one. `wider`: what was
 * listed for less of the words, which may be marked; NULL: nothing was. */
bool rows_list(struct paging *paging, struct text typed, struct listed *wider, struct listed *listed,
	struct error *err);

/* The rows that paging->request asks for, kept or made. Valid until the next call. */
const struct listed *pages_find(struct paging *paging, struct error *err);
/* They were answered up to that place: who has read a long list of computed rows to its end has it, and it is
 * not kept for him any longer. */
void pages_were_read(struct paging *paging, size_t end);

/* One of these rows, without bytes when it is gone. */
static inline void listed_row(
	const struct paging *paging, const struct listed *listed, size_t at, struct view *row)
{
	const struct entity *shape = listed->source->shape;
	const uint64_t id = listed->ids[at];

	if (!listed->bodies && paging->world->get(paging->world, shape->id, id, row, NULL))
		return;
	*row = (struct view){
		.entity = shape, .id = id, .body = listed->bodies ? listed->bodies[at] : NO_TEXT};
}

/* sums.c: what PAGE_SUMS asks for, over all rows that are listed, into the answer. */
bool pages_sum(struct paging *paging, const struct listed *listed, struct error *err);

/* The source that paging->request asks for; NULL: there is none. */
const struct source *pages_source(struct paging *paging);
/* The columns that paging->request asks for, valid until the next call; NULL with what is wrong with them. */
struct columns *pages_columns(struct paging *paging, struct error *err);
/* Other fields were declared: columns are to be read anew. */
void pages_fields_changed(struct pages *pages);

/* The order asked for. */
enum { SORTS_MAX = 4 };
struct order {
	struct value near; /* groups whose people come before all others; empty: none */
	int64_t day;       /* on which they are in them */
	struct path paths[SORTS_MAX];
	bool down[SORTS_MAX];
	size_t count;
};
/* Does it order anything? */
static inline bool order_any(const struct order *order)
{
	return order->count || order->near.kind == VALUE_IDS;
}
bool order_compile(struct order *order, const struct entity *shape, const struct schema *schema,
	struct text text, struct error *err);
/* Appends a key whose byte order is the order asked for. */
void order_key(
	const struct order *order, struct world_naming *naming, const struct view *row, struct buf *key);
/* The index that has the records in that order, equal ones by id, and the id is 0 without one. */
unsigned order_index(const struct order *order, const struct entity *entity);
/* At least the first `most` records by that index, without reading them. */
bool ids_in_order(struct world *world, const struct entity *entity, unsigned index, bool backward,
	size_t most, struct listed *listed, struct error *err);
/* Visits all records that the filter can hold for, and maybe others, in any order; `done` tells whether there
 * is an index for that. */
bool each_in_range(struct world *world, const struct entity *entity, const struct predicate *predicate,
	world_visit *visit, void *arg, bool *done, struct error *err);

#endif
