#include "core/service/pages.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/model/operations.h"
#include "core/store/store.h"

enum { KEPT = 4, KEPT_BYTES = 3 << 20, MORE = 8 };
/* Computed rows tell of the time, too, and go stale without a change. */
static const int64_t computed_lasts = INT64_C(60) * 1000000;

struct kept {
	struct buf query; /* what makes it the same query … */
	struct buf typed; /* … with this */
	uint64_t used;    /* when it was last, in calls */
	int64_t moment, today;
	struct listed listed;
	struct arena arena; /* of its bodies */
	size_t bytes;
};

struct pages {
	struct kept kept[KEPT];
	uint64_t calls;
};

struct pages *pages_new(void)
{
	return mem_new(sizeof(struct pages));
}

static void kept_release(struct kept *kept)
{
	buf_release(&kept->query);
	buf_release(&kept->typed);
	free(kept->listed.ids);
	free(kept->listed.bodies);
	arena_release(&kept->arena);
	*kept = (struct kept){.used = 0};
}

void pages_free(struct pages *pages)
{
	for (size_t i = 0; pages && i < KEPT; i++)
		kept_release(&pages->kept[i]);
	free(pages);
}

/* --- listing --- */

/* Where a row's key is, until they are sorted. */
struct place {
	size_t key, key_len, row;
};

struct listing {
	struct paging *paging;
	struct kept *kept;
	struct predicate *predicate;
	struct order order;
	struct buf keys;
	struct place *places;
	size_t id_room, body_room, place_room;
	bool stored; /* records, to be got by their ids again */
	size_t most;
};

static void keep_row(struct listing *listing, const struct view *row)
{
	struct listed *listed = &listing->kept->listed;

	listed->ids = mem_grow(listed->ids, listed->count, &listing->id_room, sizeof(*listed->ids));
	listed->ids[listed->count] = row->id;
	listing->kept->bytes += sizeof(*listed->ids);
	if (!listing->stored) {
		listed->bodies =
			mem_grow(listed->bodies, listed->count, &listing->body_room, sizeof(*listed->bodies));
		listed->bodies[listed->count] = arena_text(&listing->kept->arena, row->body);
		listing->kept->bytes += row->body.len + sizeof(*listed->bodies);
	}
	listed->count++;
}

static bool emit(const struct view *row, void *arg)
{
	struct listing *listing = arg;
	struct paging *paging = listing->paging;
	size_t row_number = listing->kept->listed.count;

	if (!record_may_see(paging->world, row))
		return true;
	if (listing->predicate && !predicate_holds(listing->predicate, paging->world, row))
		return true;
	if (listing->order.count) {
		size_t start = listing->keys.len;

		order_key(&listing->order, &paging->naming, row, &listing->keys);
		listing->places =
			mem_grow(listing->places, row_number, &listing->place_room, sizeof(*listing->places));
		listing->places[row_number] = (struct place){start, listing->keys.len - start, row_number};
	}
	keep_row(listing, row);
	return listing->kept->listed.count < listing->most;
}

static int compare_places(const void *a, const void *b, void *arg)
{
	const struct place *one = a, *other = b;
	const struct listing *listing = arg;
	const uint64_t *ids = listing->kept->listed.ids;
	const char *bytes = (const char *)listing->keys.data;
	int order = text_compare((struct text){bytes + one->key, one->key_len},
		(struct text){bytes + other->key, other->key_len});

	/* Equal ones stay as the source has them: records by their ids, however they were found. */
	if (!order && listing->stored && ids[one->row] != ids[other->row])
		return ids[one->row] < ids[other->row] ? -1 : 1;
	return order ? order : one->row < other->row ? -1 : 1;
}

static void sort(struct listing *listing)
{
	struct listed *listed = &listing->kept->listed;
	struct listed sorted = *listed;

	if (!listing->order.count || !listed->count)
		return;
	qsort_r(listing->places, listed->count, sizeof(*listing->places), compare_places, listing);
	sorted.ids = mem_new(listed->count * sizeof(*sorted.ids));
	if (listed->bodies)
		sorted.bodies = mem_new(listed->count * sizeof(*sorted.bodies));
	for (size_t i = 0; i < listed->count; i++) {
		sorted.ids[i] = listed->ids[listing->places[i].row];
		if (listed->bodies)
			sorted.bodies[i] = listed->bodies[listing->places[i].row];
	}
	free(listed->ids);
	free(listed->bodies);
	*listed = sorted;
}

/* What the rows must fulfil, and their order. */
static bool compile(struct listing *listing, struct error *err)
{
	struct paging *paging = listing->paging;
	const struct view *body = &paging->request->body;
	const struct schema *schema = paging->world->schema;
	const struct entity *shape = paging->source->shape;
	struct text where = text_trim(view_text(body, PAGE_WHERE));
	struct text typed = text_trim(view_text(body, PAGE_TYPED));
	struct predicate *found = NULL;

	if (where.len &&
		!predicate_compile(&listing->predicate, schema, shape, where, &paging->naming.naming,
			&paging->arena, err))
		return fail_at(err, PAGE_WHERE, err->row);
	if (typed.len && !predicate_search(&found, shape, typed, &paging->arena))
		found = NULL;
	listing->predicate = predicate_and(listing->predicate, found, &paging->arena);
	return order_compile(&listing->order, shape, schema, view_text(body, PAGE_SORT), err);
}

static struct source_query query_of(const struct view *body)
{
	return (struct source_query){.from = view_number(body, PAGE_FROM),
		.to = view_number(body, PAGE_TO),
		.subject = (uint64_t)view_number(body, PAGE_SUBJECT),
		.kind = (unsigned)view_number(body, PAGE_KIND),
		.typed = view_text(body, PAGE_TYPED)};
}

/* All of them in the order of an index, or by id: no more are listed than are wanted. */
static bool list_first(struct listing *listing, bool *done, struct error *err)
{
	struct world *world = listing->paging->world;
	struct listed *listed = &listing->kept->listed;
	const struct entity *shape = listing->paging->source->shape;
	unsigned index = order_index(&listing->order, shape);
	uint64_t total;

	*done = listing->stored && !listing->predicate && (index || !listing->order.count) &&
		entity_may_see(world, shape) && world_count(world, shape->id, &total);
	if (!*done)
		return true;
	listing->most = listing->paging->most;
	if (index ? !ids_in_order(world, shape, index, listing->order.down[0], listing->most, listed, err)
		  : !source_each(
			    listing->paging->source, world, &(struct source_query){0}, emit, listing, err))
		return false;
	listing->kept->bytes = listed->count * sizeof(*listed->ids);
	listed->total = listed->count < listing->most ? listed->count : (size_t)total;
	return true;
}

static bool emit_record(const struct view *record, void *arg)
{
	return emit(record, arg);
}

/* Those the filter holds for, sorted. */
static bool list_all(struct listing *listing, struct error *err)
{
	struct paging *paging = listing->paging;
	const struct entity *shape = paging->source->shape;
	struct source_query query = query_of(&paging->request->body);
	bool done = false;

	/* Found in the order of something else, they must be sorted. */
	if (listing->stored && listing->order.count &&
		!each_in_range(paging->world, shape, listing->predicate, emit_record, listing, &done, err))
		return false;
	if (!done && !source_each(paging->source, paging->world, &query, emit, listing, err))
		return false;
	sort(listing);
	listing->kept->listed.total = listing->kept->listed.count;
	return true;
}

/* Of the rows that were found by less of what is typed, those that are found by all of it: they are in their
 * order already. */
static bool list_again(struct listing *listing, const struct listed *wider, struct error *err)
{
	struct paging *paging = listing->paging;
	struct view row;

	listing->order.count = 0;
	for (size_t i = 0; i < wider->count; i++) {
		struct error local = ERROR_INIT;

		if (!paging->world->get(paging->world, wider->source->shape->id, wider->ids[i], &row, &local))
			return fail(err, ERROR_BROKEN, "There is no {1} {2}", "tn",
				wider->source->shape->name, wider->source->shape->label,
				(int64_t)wider->ids[i]);
		emit(&row, listing);
	}
	listing->kept->listed.total = listing->kept->listed.count;
	return true;
}

/* `wider`: what was listed for less of what is typed; NULL: nothing was. */
static bool list(struct paging *paging, struct kept *kept, const struct listed *wider, struct error *err)
{
	struct listing listing = {.paging = paging, .kept = kept, .most = SIZE_MAX};
	bool ok, done = false;

	listing.stored = paging->source->shape->id != 0;
	kept->listed.source = paging->source;
	kept->listed.change = paging->change;
	kept->moment = paging->world->now;
	kept->today = paging->world->today;
	ok = compile(&listing, err);
	if (ok && wider)
		ok = list_again(&listing, wider, err);
	else
		ok = ok && list_first(&listing, &done, err) && (done || list_all(&listing, err));
	buf_release(&listing.keys);
	free(listing.places);
	return ok;
}

/* --- keeping --- */

/* The request without what only says which of the rows are wanted, and without what is typed. */
static void query_text(const struct view *body, struct buf *out)
{
	static const uint16_t page_only[] = {PAGE_COLUMNS, PAGE_FIRST, PAGE_AROUND, PAGE_COUNT, PAGE_TYPED};
	struct record record;

	record_read(&record, body->entity, body->body);
	for (size_t i = 0; i < sizeof(page_only) / sizeof(*page_only); i++)
		record_set(&record, page_only[i], EMPTY_VALUE);
	record_write(&record, out);
	record_release(&record);
}

static bool is_fresh(const struct kept *kept, const struct paging *paging)
{
	const struct listed *listed = &kept->listed;

	return kept->used && listed->change == paging->change && kept->today == paging->world->today &&
		(listed->source->shape->id || paging->world->now - kept->moment < computed_lasts);
}

/* A place for a new one: the oldest go while there is none, or all together are too large. */
static struct kept *make_room(struct pages *pages)
{
	for (;;) {
		struct kept *unused = NULL, *oldest = NULL;
		size_t bytes = 0;

		for (size_t i = 0; i < KEPT; i++) {
			struct kept *kept = &pages->kept[i];

			bytes += kept->bytes;
			if (!kept->used)
				unused = kept;
			else if (!oldest || kept->used < oldest->used)
				oldest = kept;
		}
		if (unused && (!oldest || bytes < KEPT_BYTES))
			return unused;
		kept_release(oldest);
	}
}

/* What was kept of the query: for the same words, or the most of them that these begin with. */
static struct kept *find_kept(struct paging *paging, struct text query, struct text typed)
{
	struct pages *pages = paging->request->server->pages;
	struct kept *best = NULL;

	for (size_t i = 0; i < KEPT; i++) {
		struct kept *kept = &pages->kept[i];

		/* None of an older state will be asked for again. */
		if (!is_fresh(kept, paging))
			kept_release(kept);
		else if (text_equal(buf_as_text(&kept->query), query) &&
			text_starts(typed, buf_as_text(&kept->typed)) &&
			(!best || kept->typed.len > best->typed.len))
			best = kept;
	}
	return best;
}

static bool is_whole(const struct kept *kept)
{
	return kept->listed.count == kept->listed.total;
}

/* Lists, with the help of what was kept for less of the words if it is that; gives that up if it is too
 * little. */
static struct kept *make_kept(
	struct paging *paging, struct kept *before, struct text typed, struct error *err)
{
	struct pages *pages = paging->request->server->pages;
	bool same = before && text_equal(buf_as_text(&before->typed), typed);
	bool helps =
		before && !same && !before->listed.bodies && paging->source->shape->id && is_whole(before);
	struct kept *kept;

	/* Who reads on will read on: the next time more of it. */
	if (same) {
		paging->most = paging->most < SIZE_MAX / MORE ? paging->most * MORE : SIZE_MAX;
		kept_release(before);
	}
	if (helps)
		before->used = pages->calls + 1;
	kept = make_room(pages);
	helps = helps && before->used;
	if (list(paging, kept, helps ? &before->listed : NULL, err))
		return kept;
	kept_release(kept);
	return NULL;
}

const struct listed *pages_find(struct paging *paging, struct error *err)
{
	struct pages *pages = paging->request->server->pages;
	struct text typed = text_trim(view_text(&paging->request->body, PAGE_TYPED));
	struct buf query = BUF_INIT;
	struct kept *kept;

	paging->change = world_sequence(paging->world);
	query_text(&paging->request->body, &query);
	kept = find_kept(paging, buf_as_text(&query), typed);
	if (!kept || !text_equal(buf_as_text(&kept->typed), typed) ||
		(!is_whole(kept) && paging->most > kept->listed.count)) {
		kept = make_kept(paging, kept, typed, err);
		if (kept) {
			buf_text(&kept->query, buf_as_text(&query));
			buf_text(&kept->typed, typed);
		}
	}
	buf_release(&query);
	if (!kept)
		return NULL;
	kept->used = ++pages->calls;
	return &kept->listed;
}
