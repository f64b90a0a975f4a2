#include "core/model/evidence_use.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/base/text_map.h"

/* --- papers --- */

/* 0: nothing is said. */
static uint64_t key_of(struct text text)
{
	return text.len ? text_hash(text) : 0;
}

static bool add_paper(const struct view *evidence, void *arg)
{
	struct evidence_uses *uses = arg;
	struct text number = text_trim(view_text(evidence, EVIDENCE_NUMBER));
	struct text issuer = text_trim(view_text(evidence, EVIDENCE_ISSUER));
	struct evidence_paper *paper;

	uses->papers = mem_grow(uses->papers, uses->paper_count, &uses->paper_room, sizeof(*uses->papers));
	paper = &uses->papers[uses->paper_count++];
	*paper = (struct evidence_paper){.id = evidence->id, .same = evidence->id};
	paper->keys[0] = key_of(text_trim(view_text(evidence, EVIDENCE_MATTER)));
	paper->keys[1] = key_of(text_trim(view_text(evidence, EVIDENCE_HASH)));
	/* A number alone is given by many; no text has the byte between, so that neither runs on. */
	paper->keys[2] = number.len && issuer.len
		? text_hash_on(text_hash_on(text_hash(number), TEXT("\xff")), issuer)
		: 0;
	return true;
}

static struct evidence_paper *find_paper(const struct evidence_uses *uses, uint64_t id)
{
	size_t low = 0, high = uses->paper_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (uses->papers[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < uses->paper_count && uses->papers[low].id == id ? &uses->papers[low] : NULL;
}

/* The record with the smallest id among those that are the same, as far as is known. */
static uint64_t root_of(const struct evidence_uses *uses, uint64_t id)
{
	const struct evidence_paper *paper = find_paper(uses, id);

	while (paper && paper->same != paper->id)
		paper = find_paper(uses, paper->same);
	return paper ? paper->id : 0;
}

struct keyed {
	uint64_t key, id;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *one = a, *other = b;

	if (one->key != other->key)
		return one->key < other->key ? -1 : 1;
	return (one->id > other->id) - (one->id < other->id);
}

static void join(struct evidence_uses *uses, uint64_t a, uint64_t b)
{
	uint64_t one = root_of(uses, a), other = root_of(uses, b);

	if (one != other)
		find_paper(uses, one > other ? one : other)->same = one < other ? one : other;
}

static void join_papers(struct evidence_uses *uses)
{
	struct keyed *keyed = mem_new((uses->paper_count + 1) * sizeof(*keyed));

	for (size_t kind = 0; kind < 3; kind++) {
		size_t count = 0;

		for (size_t i = 0; i < uses->paper_count; i++)
			if (uses->papers[i].keys[kind])
				keyed[count++] =
					(struct keyed){uses->papers[i].keys[kind], uses->papers[i].id};
		qsort(keyed, count, sizeof(*keyed), by_key);
		for (size_t i = 1; i < count; i++)
			if (keyed[i].key == keyed[i - 1].key)
				join(uses, keyed[i - 1].id, keyed[i].id);
	}
	free(keyed);
}

/* --- what shows them --- */

static uint64_t thing_marked(uint64_t evaluation, struct text item, struct evaluated of)
{
	uint64_t parts[] = {evaluation, of.kind, of.id};

	return text_hash_on(text_hash((struct text){(const char *)parts, sizeof(parts)}), item);
}

static uint64_t thing_of(const struct view *view)
{
	if (view->entity->id == ENTITY_ENTRY)
		return view->id;
	return thing_marked((uint64_t)view_number(view, MARKING_EVALUATION), view_text(view, MARKING_ITEM),
		evaluated_in(view));
}

static bool add_use(const struct view *view, void *arg)
{
	struct evidence_uses *uses = arg;
	bool entry = view->entity->id == ENTITY_ENTRY;
	struct value papers = EMPTY_VALUE;

	if (entry ? view_number(view, ENTRY_STATE) == ENTRY_REFUSED
		  : view_number(view, MARKING_STATE) == MARKING_WITHDRAWN)
		return true;
	view_get(view, entry ? ENTRY_EVIDENCE : MARKING_EVIDENCE, &papers);
	for (struct reader ids = value_ids(&papers); reader_left(&ids) && !ids.bad;) {
		uint64_t paper = root_of(uses, read_varint(&ids));

		/* Of one that was removed nothing is known. */
		if (!paper)
			continue;
		uses->uses = mem_grow(uses->uses, uses->count, &uses->room, sizeof(*uses->uses));
		uses->uses[uses->count++] =
			(struct evidence_use){view->entity->id, view->id, thing_of(view), paper, 0, 0};
	}
	return true;
}

static int in_order(const uint64_t *one, const uint64_t *other, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (one[i] != other[i])
			return one[i] < other[i] ? -1 : 1;
	return 0;
}

static int by_thing(const void *a, const void *b)
{
	const struct evidence_use *one = a, *other = b;

	return in_order((const uint64_t[]){one->paper, one->entity, one->thing, one->id},
		(const uint64_t[]){other->paper, other->entity, other->thing, other->id}, 4);
}

static int by_entering(const void *a, const void *b)
{
	const struct evidence_use *one = a, *other = b;

	return in_order((const uint64_t[]){one->paper, one->entity, one->first, one->id},
		(const uint64_t[]){other->paper, other->entity, other->first, other->id}, 4);
}

static bool same_thing(const struct evidence_use *a, const struct evidence_use *b)
{
	return a->entity == b->entity && a->thing == b->thing;
}

/* What a thing is known by is a hash, which orders nothing: whichever was entered first stands first. */
static void put_in_order(struct evidence_uses *uses)
{
	qsort(uses->uses, uses->count, sizeof(*uses->uses), by_thing);
	for (size_t i = 0; i < uses->count; i++) {
		struct evidence_use *use = &uses->uses[i];

		use->first = i && use[-1].paper == use->paper && same_thing(&use[-1], use) ? use[-1].first
											   : use->id;
	}
	qsort(uses->uses, uses->count, sizeof(*uses->uses), by_entering);
}

/* Those of one paper, from one place to another: each is told of a thing that is not its own. */
static void tell_apart(struct evidence_uses *uses, size_t from, size_t to)
{
	size_t second = from + 1;

	while (second < to && same_thing(&uses->uses[second], &uses->uses[from]))
		second++;
	for (size_t i = from; i < to && second < to; i++) {
		uses->uses[i].other = (i < second ? second : from) + 1;
		uses->twice[uses->twice_count++] = i;
	}
}

static void find_others(struct evidence_uses *uses)
{
	size_t from = 0;

	put_in_order(uses);
	uses->twice = mem_new(uses->count * sizeof(*uses->twice));
	for (size_t i = 1; i <= uses->count; i++)
		if (i == uses->count || uses->uses[i].paper != uses->uses[from].paper) {
			tell_apart(uses, from, i);
			from = i;
		}
}

bool evidence_uses_read(struct world *world, struct evidence_uses *uses, struct error *err)
{
	*uses = (struct evidence_uses){.count = 0};
	if (!world->walk(world, ENTITY_EVIDENCE, 0, NULL, 0, add_paper, uses, err))
		return false;
	join_papers(uses);
	if (!world->walk(world, ENTITY_ENTRY, 0, NULL, 0, add_use, uses, err) ||
		!world->walk(world, ENTITY_MARK, 0, NULL, 0, add_use, uses, err))
		return false;
	if (uses->count)
		find_others(uses);
	return true;
}

void evidence_uses_release(struct evidence_uses *uses)
{
	free(uses->uses);
	free(uses->twice);
	free(uses->papers);
	*uses = (struct evidence_uses){.count = 0};
}

/* --- asking --- */

const struct evidence_use *evidence_used_elsewhere(
	const struct evidence_uses *uses, unsigned entity, uint64_t id)
{
	for (size_t i = 0; i < uses->twice_count; i++) {
		const struct evidence_use *use = &uses->uses[uses->twice[i]];

		if (use->entity == entity && use->id == id)
			return &uses->uses[use->other - 1];
	}
	return NULL;
}

const struct evidence_use *evidence_marked_elsewhere(
	const struct evidence_uses *uses, uint64_t evaluation, struct text item, struct evaluated of)
{
	uint64_t thing = thing_marked(evaluation, item, of);

	for (size_t i = 0; i < uses->twice_count; i++) {
		const struct evidence_use *use = &uses->uses[uses->twice[i]];

		if (use->entity == ENTITY_MARK && use->thing == thing)
			return &uses->uses[use->other - 1];
	}
	return NULL;
}

uint64_t evidence_paper(const struct evidence_uses *uses, uint64_t evidence)
{
	return root_of(uses, evidence);
}
