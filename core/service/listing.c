/* Which rows a query has, in which order. */
#include "core/service/pages.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/base/pinyin.h"
#include "core/model/operations.h"
#include "core/store/store.h"

void listed_release(struct listed *listed)
{
	free(listed->ids);
	free(listed->bodies);
	free(listed->marks);
	arena_release(&listed->arena);
	*listed = (struct listed){.source = NULL};
}

/* Where a row's key is, until they are sorted. */
struct place {
	size_t key, key_len, row;
};

struct listing {
	struct paging *paging;
	struct listed *listed;
	struct text typed;
	struct predicate *predicate;
	struct order order;
	struct buf keys;
	struct place *places;
	size_t id_room, body_room, mark_room, place_room;
	bool stored; /* records, to be got by their ids again */
	size_t most;
};

static void keep_id(struct listing *listing, uint64_t id)
{
	struct listed *listed = listing->listed;

	listed->ids = mem_grow(listed->ids, listed->count, &listing->id_room, sizeof(*listed->ids));
	listed->ids[listed->count] = id;
	listed->bytes += sizeof(*listed->ids);
}

static void keep_marks(struct listing *listing, struct pinyin_marks marks)
{
	struct listed *listed = listing->listed;

	listed->marks = mem_grow(listed->marks, listed->count, &listing->mark_room, sizeof(*listed->marks));
	listed->marks[listed->count] = marks;
	listed->bytes += sizeof(*listed->marks);
}

static void keep_body(struct listing *listing, struct text body)
{
	struct listed *listed = listing->listed;

	listed->bodies =
		mem_grow(listed->bodies, listed->count, &listing->body_room, sizeof(*listed->bodies));
	listed->bodies[listed->count] = arena_text(&listed->arena, body);
	listed->bytes += body.len + sizeof(*listed->bodies);
}

static void keep_row(struct listing *listing, const struct view *row)
{
	keep_id(listing, row->id);
	if (listing->stored)
		keep_marks(listing, search_marks(row));
	else
		keep_body(listing, row->body);
	listing->listed->count++;
}

static void keep_place(struct listing *listing, const struct view *row)
{
	size_t start = listing->keys.len, number = listing->listed->count;

	order_key(&listing->order, &listing->paging->naming, row, &listing->keys);
	listing->places = mem_grow(listing->places, number, &listing->place_room, sizeof(*listing->places));
	listing->places[number] = (struct place){start, listing->keys.len - start, number};
}

static bool emit(const struct view *row, void *arg)
{
	struct listing *listing = arg;
	struct world *world = listing->paging->world;
	bool holds;

	if (!record_may_see(world, row))
		return true;
	/* What was typed by a person sees what he sees; the source itself goes on with all. */
	world_follow_seen(world);
	holds = !listing->predicate || predicate_holds(listing->predicate, world, row);
	if (holds && order_any(&listing->order))
		keep_place(listing, row);
	world_follow_all(world);
	if (!holds)
		return true;
	keep_row(listing, row);
	return listing->listed->count < listing->most;
}

static int compare_places(const void *a, const void *b, void *arg)
{
	const struct place *one = a, *other = b;
	const struct listing *listing = arg;
	const uint64_t *ids = listing->listed->ids;
	const char *bytes = (const char *)listing->keys.data;
	int order = text_compare((struct text){bytes + one->key, one->key_len},
		(struct text){bytes + other->key, other->key_len});

	/* Equal ones stay as the source has them: records by their ids, however they were found. */
	if (!order && listing->stored && ids[one->row] != ids[other->row])
		return ids[one->row] < ids[other->row] ? -1 : 1;
	return order ? order : one->row < other->row ? -1 : 1;
}

/* Any array of the rows, put into their order. */
static void *permuted(const struct listing *listing, void *rows, size_t size)
{
	size_t count = listing->listed->count;
	char *sorted = rows ? mem_new(count * size) : NULL;

	for (size_t i = 0; rows && i < count; i++)
		memcpy(sorted + i * size, (char *)rows + listing->places[i].row * size, size);
	free(rows);
	return sorted;
}

static void sort(struct listing *listing)
{
	struct listed *listed = listing->listed;

	if (!order_any(&listing->order) || !listed->count)
		return;
	qsort_r(listing->places, listed->count, sizeof(*listing->places), compare_places, listing);
	listed->ids = permuted(listing, listed->ids, sizeof(*listed->ids));
	listed->bodies = permuted(listing, listed->bodies, sizeof(*listed->bodies));
	listed->marks = permuted(listing, listed->marks, sizeof(*listed->marks));
}

/* Days that somebody sent: what walks from one to the other ends. */
static int64_t day_of(const struct view *body, uint16_t tag)
{
	int64_t day = view_number(body, tag);

	return day < DATE_MIN ? DATE_MIN : day > DATE_MAX ? DATE_MAX : day;
}

/* What the rows must fulfil, and their order. */
static bool compile(struct listing *listing, struct error *err)
{
	struct paging *paging = listing->paging;
	const struct view *body = &paging->request->body;
	const struct schema *schema = paging->world->schema;
	const struct entity *shape = paging->source->shape;
	struct text where = text_trim(view_text(body, PAGE_WHERE));
	struct predicate *found = NULL;

	if (where.len &&
		!predicate_compile(&listing->predicate, schema, shape, where, &paging->naming.naming,
			&paging->arena, err))
		return fail_at(err, PAGE_WHERE, err->row);
	if (listing->typed.len && !predicate_search(&found, shape, listing->typed, &paging->arena))
		found = NULL;
	listing->predicate = predicate_and(listing->predicate, found, &paging->arena);
	if (shape->id == ENTITY_PERSON && view_get(body, PAGE_NEAR, &listing->order.near))
		listing->order.day = view_has(body, PAGE_TO) ? day_of(body, PAGE_TO) : paging->world->today;
	return order_compile(&listing->order, shape, schema, view_text(body, PAGE_SORT), err);
}

static struct source_query query_of(const struct view *body)
{
	return (struct source_query){.from = day_of(body, PAGE_FROM),
		.to = day_of(body, PAGE_TO),
		.subject = (uint64_t)view_number(body, PAGE_SUBJECT),
		.kind = (unsigned)view_number(body, PAGE_KIND),
		.scored = (unsigned)view_number(body, PAGE_SCORED),
		.early = view_number(body, PAGE_EARLY) != 0,
		.typed = view_text(body, PAGE_TYPED)};
}

/* All of them in the order of an index, or by id: no more are listed than are wanted. */
static bool list_first(struct listing *listing, bool *done, struct error *err)
{
	struct world *world = listing->paging->world;
	struct listed *listed = listing->listed;
	const struct entity *shape = listing->paging->source->shape;
	unsigned index = order_index(&listing->order, shape);
	uint64_t total;

	*done = listing->stored && !listing->predicate && (index || !order_any(&listing->order)) &&
		entity_may_see(world, shape) && world_count(world, shape->id, &total);
	if (!*done)
		return true;
	listing->most = listing->paging->most;
	if (index ? !ids_in_order(world, shape, index, listing->order.down[0], listing->most, listed, err)
		  : !source_each(
			    listing->paging->source, world, &(struct source_query){0}, emit, listing, err))
		return false;
	listed->bytes = listed->count * sizeof(*listed->ids);
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
	if (listing->stored && order_any(&listing->order) &&
		!each_in_range(paging->world, shape, listing->predicate, emit_record, listing, &done, err))
		return false;
	if (!done && !source_each(paging->source, paging->world, &query, emit, listing, err))
		return false;
	sort(listing);
	listing->listed->total = listing->listed->count;
	return true;
}

static bool get_again(struct paging *paging, uint64_t id, struct view *row, struct error *err)
{
	const struct entity *shape = paging->source->shape;
	struct error local = ERROR_INIT;

	return paging->world->get(paging->world, shape->id, id, row, &local) ||
		fail(err, ERROR_BROKEN, "There is no {1} {2}", "tn", shape->name, shape->label, (int64_t)id);
}

/* Rows that have to be read are marked for the next words. */
static bool read_again(struct listing *listing, struct listed *wider, struct error *err)
{
	struct pinyin_marks *marks = mem_new((wider->count + 1) * sizeof(*marks));
	struct view row;

	for (size_t i = 0; i < wider->count; i++) {
		if (!get_again(listing->paging, wider->ids[i], &row, err)) {
			free(marks);
			return false;
		}
		marks[i] = search_marks(&row);
		emit(&row, listing);
	}
	wider->marks = marks;
	wider->bytes += wider->count * sizeof(*marks);
	return true;
}

/* By their marks most are told without reading them. */
static bool tell_by_marks(struct listing *listing, const struct listed *wider, struct error *err)
{
	bool enough;
	const struct pinyin_marks asks = pinyin_asks(listing->typed, &enough);
	const bool follows = search_follows(listing->paging->source->shape);
	struct view row;

	enough &= !follows;
	for (size_t i = 0; i < wider->count; i++) {
		if (!follows && !pinyin_has(&wider->marks[i], &asks))
			continue;
		if (enough) {
			keep_id(listing, wider->ids[i]);
			keep_marks(listing, wider->marks[i]);
			listing->listed->count++;
		} else if (get_again(listing->paging, wider->ids[i], &row, err)) {
			emit(&row, listing);
		} else {
			return false;
		}
	}
	return true;
}

/* Of the rows that were found by less of what is typed, those that are found by all of it: they are in their
 * order already. */
static bool list_again(struct listing *listing, struct listed *wider, struct error *err)
{
	listing->order = (struct order){.count = 0};
	if (!(wider->marks ? tell_by_marks(listing, wider, err) : read_again(listing, wider, err)))
		return false;
	listing->listed->total = listing->listed->count;
	return true;
}

bool rows_list(struct paging *paging, struct text typed, struct listed *wider, struct listed *listed,
	struct error *err)
{
	struct listing listing = {.paging = paging, .listed = listed, .typed = typed, .most = SIZE_MAX};
	bool ok, done = false;

	listing.stored = paging->source->shape->id != 0;
	listed->source = paging->source;
	listed->narrowed = typed.len > 0;
	listed->change = paging->change;
	listed->moment = paging->world->now;
	listed->today = paging->world->today;
	ok = compile(&listing, err);
	if (ok && wider)
		ok = list_again(&listing, wider, err);
	else
		ok = ok && list_first(&listing, &done, err) && (done || list_all(&listing, err));
	buf_release(&listing.keys);
	free(listing.places);
	return ok;
}
