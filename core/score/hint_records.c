/* Records that are there and wait for somebody: not submitted yet, not finished yet, without the evidence
 * that they count by. Each is looked at as it would be once that is done, by all lines that ask for its kind.
 */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/hints_internal.h"
#include "core/score/left_out.h"

enum { ASKING_MAX = 32 };

/* A record that concerns a subject. */
struct waiting {
	const struct doing *doing;
	uint64_t record;
	size_t subject;
	bool done;
};

struct waited;
struct record_way;
struct records {
	struct hinting *hinting;
	enum hint_way way;
	const struct record_way *is;
	struct waiting *of;
	size_t count, room;
	struct asking *asking[ASKING_MAX];
	size_t asking_count;
};

/* --- the ways --- */

/* What it takes of a record, as a line looks at it, and what is done to it. */
struct record_way {
	enum left_out which;
	bool (*can)(const struct line *line);
	bool (*waits)(const struct records *records, const struct waited *waited);
	void (*change)(const struct records *records, const struct waited *waited, struct record *record);
};
struct waited {
	const struct doing *doing;
	const struct line *line; /* NULL: of all that ask */
	const struct view *view;
};

static bool can_submit(const struct line *line)
{
	return doing_of(line) && doing_of(line)->waiting;
}

static bool waits_for_submission(const struct records *records, const struct waited *waited)
{
	(void)records;
	return waited->doing->waiting >> view_number(waited->view, waited->doing->state) & 1;
}

static void submit(const struct records *records, const struct waited *waited, struct record *record)
{
	record_number(record, waited->doing->state, waited->doing->sent);
	if (!view_has(waited->view, MEETING_FIRST_SUBMITTED))
		record_number(record, MEETING_FIRST_SUBMITTED, records->hinting->world->now);
}

static bool can_finish(const struct line *line)
{
	return doing_of(line) && doing_of(line)->done;
}

static bool waits_for_end(const struct records *records, const struct waited *waited)
{
	const struct doing *doing = waited->doing;
	const struct view *view = waited->view;

	(void)records;
	return !view_has(view, doing->done) && (!doing->asked || view_has(view, doing->asked)) &&
		(!doing->state || view_number(view, doing->state) == doing->open);
}

static void finish(const struct records *records, const struct waited *waited, struct record *record)
{
	record_number(record, waited->doing->done, records->hinting->today);
	if (waited->doing->state)
		record_number(record, waited->doing->state, waited->doing->closed);
}

static bool can_prove(const struct line *line)
{
	return doing_of(line) && doing_of(line)->proof;
}

/* One of that kind is not confirmed without. */
static bool kind_needs_proof(const struct records *records, const struct waited *waited)
{
	struct world *world = records->hinting->world;
	struct view kind;

	return view_number(waited->view, waited->doing->state) == waited->doing->open &&
		world->get(world, ENTITY_ENTRY_KIND, (uint64_t)view_number(waited->view, ENTRY_KIND), &kind,
			NULL) &&
		view_number(&kind, ENTRY_KIND_EVIDENCE);
}

static bool waits_for_proof(const struct records *records, const struct waited *waited)
{
	const struct doing *doing = waited->doing;
	int64_t state = view_number(waited->view, doing->state);

	return !view_has(waited->view, doing->proof) && (state == doing->open || state == doing->closed) &&
		(line_does(waited->line, "EVID") || kind_needs_proof(records, waited));
}

/* By a paper that nobody knows yet: what a rule asks of it is not foreseen. */
static void prove(const struct records *records, const struct waited *waited, struct record *record)
{
	struct buf papers = BUF_INIT;

	buf_varint(&papers, HINT_SUPPOSED);
	record_set(record, waited->doing->proof,
		(struct value){
			VALUE_IDS, 0, arena_text(&records->hinting->score->arena, buf_as_text(&papers))});
	record_number(record, waited->doing->state, waited->doing->closed);
	buf_release(&papers);
}

static const struct record_way ways[] = {
	[HINT_SUBMIT] = {LEFT_BY_STATE, can_submit, waits_for_submission, submit},
	[HINT_FINISH] = {LEFT_AT_ALL, can_finish, waits_for_end, finish},
	[HINT_PROVE] = {LEFT_AT_ALL, can_prove, waits_for_proof, prove},
};

/* --- which --- */

static void take_hits(
	struct records *records, const struct doing *doing, const struct score *left, const struct line *line)
{
	const struct line_hits *hits = &left->hits[line->index];
	struct hinting *hinting = records->hinting;
	struct view view;
	const struct waited waited = {doing, hinting->score->rules->lines[line->index], &view};

	for (size_t i = 0; i < hits->count; i++) {
		const struct hit *hit = &hits->hits[i];

		if (!hinting->wanted[hit->subject] ||
			!hinting->world->get(hinting->world, doing->entity, hit->id, &view, NULL) ||
			view_removed(&view) || !records->is->waits(records, &waited))
			continue;
		records->of = mem_grow(records->of, records->count, &records->room, sizeof(*records->of));
		records->of[records->count++] = (struct waiting){doing, hit->id, hit->subject, false};
	}
}

static int in_order(const void *a, const void *b)
{
	const struct waiting *one = a, *other = b;

	if (one->doing->entity != other->doing->entity)
		return one->doing->entity < other->doing->entity ? -1 : 1;
	if (one->record != other->record)
		return one->record < other->record ? -1 : 1;
	return one->subject < other->subject ? -1 : one->subject > other->subject;
}

static void keep_different(struct records *records)
{
	size_t different = 0;

	if (records->count)
		qsort(records->of, records->count, sizeof(*records->of), in_order);
	for (size_t i = 0; i < records->count; i++)
		if (!i || in_order(&records->of[i], &records->of[different - 1]))
			records->of[different++] = records->of[i];
	records->count = different;
}

static bool find_waiting(struct records *records, struct error *err)
{
	struct hinting *hinting = records->hinting;
	const struct rules *rules = hinting->score->rules;
	struct score *left;

	if (!score_left_out(&left, rules, hinting->world, &hinting->score->period, records->is->which,
		    records->is->can, err))
		return false;
	for (size_t i = 0; i < rules->line_count; i++)
		if (!rules->lines[i]->ago_of && records->is->can(rules->lines[i]))
			take_hits(records, doing_of(rules->lines[i]), left, rules->lines[i]);
	score_free(left);
	keep_different(records);
	return true;
}

/* --- as it would be --- */

static struct view changed(struct records *records, const struct doing *doing, const struct view *view)
{
	struct hinting *hinting = records->hinting;
	struct view after = *view;
	struct record record;
	struct buf body = BUF_INIT;

	record_read(&record, view->entity, view->body);
	records->is->change(records, &(struct waited){doing, NULL, view}, &record);
	record_write(&record, &body);
	after.body = arena_text(&hinting->score->arena, buf_as_text(&body));
	record_release(&record);
	buf_release(&body);
	return after;
}

static bool asks_for(const struct line *line, const struct world *world, unsigned entity)
{
	return line->source && !line->ago_of &&
		source_entity(world->schema, text_of(line->source->name)) == entity;
}

static void take_out(struct records *records, const struct waiting *waiting)
{
	struct hinting *hinting = records->hinting;
	const struct rules *rules = hinting->score->rules;

	for (size_t i = 0; i < rules->line_count; i++) {
		struct line_hits *hits;
		size_t left = 0;

		if (!asks_for(rules->lines[i], hinting->world, waiting->doing->entity))
			continue;
		hits = what_if_rows(hinting->what_if, rules->lines[i]);
		for (size_t h = 0; h < hits->count; h++)
			if (hits->hits[h].id != waiting->record)
				hits->hits[left++] = hits->hits[h];
		hits->count = left;
	}
}

static bool put_changed(struct records *records, const struct waiting *waiting, struct error *err)
{
	struct world *world = records->hinting->world;
	unsigned entity = waiting->doing->entity;
	struct view view;
	bool good = true;

	if (!world->get(world, entity, waiting->record, &view, err))
		return !err || err->kind == ERROR_NONE;
	take_out(records, waiting);
	view = changed(records, waiting->doing, &view);
	for (size_t i = 0; i < records->asking_count && good; i++)
		if (asking_entity(records->asking[i])->id == entity)
			good = asking_take(records->asking[i], &view, err);
	return good;
}

static bool find_asking(struct records *records, struct error *err)
{
	const struct subject_source *source;

	for (size_t i = 0; (source = subject_source_at(i)) && records->asking_count < ASKING_MAX; i++) {
		struct asking *asking = asking_new(records->hinting->score, source, err);
		int64_t from = DATE_MAX, to = DATE_MIN;

		if (!asking)
			return false;
		if (asking_any(asking, &from, &to))
			records->asking[records->asking_count++] = asking;
		else
			asking_free(asking);
	}
	return true;
}

/* --- trying them, at most one a subject at once --- */

static const struct item *item_that_gains(struct hinting *hinting, const struct waiting *waiting)
{
	const struct rules *rules = hinting->score->rules;
	const struct item *best = rules->items[0];
	int64_t most = 0;

	for (size_t i = 0; i < rules->item_count; i++) {
		int64_t gain = what_if_item(hinting->what_if, rules->items[i], waiting->subject);

		if (gain > most) {
			most = gain;
			best = rules->items[i];
		}
	}
	return best;
}

/* 0: no day is known. */
static int64_t due_of(struct hinting *hinting, const struct doing *doing, const struct view *view)
{
	int64_t due = doing->due ? view_number(view, doing->due) : 0, end = hinting->score->period.to;

	return due >= hinting->today && due < end ? due : end >= hinting->today ? end : 0;
}

static void tell(struct records *records, const struct waiting *waiting)
{
	struct hinting *hinting = records->hinting;
	const struct doing *doing = waiting->doing;
	struct hint hint = {.way = records->way,
		.subject = waiting->subject,
		.gain = hinting->gains[waiting->subject],
		.from = hinting->score->period.from,
		.entity = doing->entity,
		.record = waiting->record};
	struct view view;

	if (hint.gain <= 0 ||
		!hinting->world->get(hinting->world, doing->entity, waiting->record, &view, NULL))
		return;
	hint.item = item_that_gains(hinting, waiting);
	for (size_t l = 0; l < hint.item->line_count && !hint.line; l++)
		if (asks_for(hint.item->lines[l], hinting->world, doing->entity))
			hint.line = hint.item->lines[l];
	hint.due = due_of(hinting, doing, &view);
	hint.state = doing->state ? view_number(&view, doing->state) : 0;
	hinting->visit(&hint, hinting->arg);
}

/* The next record of which no subject is taken yet in this round; its rows stand together. */
static size_t record_end(const struct records *records, size_t first)
{
	size_t end = first + 1;

	while (end < records->count && records->of[end].record == records->of[first].record &&
		records->of[end].doing->entity == records->of[first].doing->entity)
		end++;
	return end;
}

static bool is_free(const struct records *records, size_t first, size_t end, const bool *taken)
{
	for (size_t i = first; i < end; i++)
		if (records->of[i].done || taken[records->of[i].subject])
			return false;
	return true;
}

static bool run_round(struct records *records, bool *any, struct error *err)
{
	struct hinting *hinting = records->hinting;
	size_t count = hinting->score->count;
	bool *taken = mem_new(count + 1), *now = mem_new(records->count + 1);
	bool good = true;

	for (size_t first = 0, end; first < records->count && good; first = end) {
		end = record_end(records, first);
		if (!is_free(records, first, end, taken))
			continue;
		for (size_t i = first; i < end; i++)
			taken[records->of[i].subject] = records->of[i].done = now[i] = true;
		good = put_changed(records, &records->of[first], err);
		*any = true;
	}
	what_if_try(hinting->what_if, hinting->gains);
	for (size_t i = 0; i < records->count && good; i++)
		if (now[i])
			tell(records, &records->of[i]);
	for (size_t s = 0; s < count; s++)
		taken[s] &= hinting->gains[s] > 0;
	what_if_keep(hinting->what_if, taken);
	free(taken);
	free(now);
	return good;
}

static bool try_all(struct hinting *hinting, enum hint_way way, struct error *err)
{
	struct records records = {.hinting = hinting, .way = way, .is = &ways[way]};
	bool any = true, good = find_waiting(&records, err) && find_asking(&records, err);

	while (good && any) {
		any = false;
		good = run_round(&records, &any, err);
	}
	for (size_t i = 0; i < records.asking_count; i++)
		asking_free(records.asking[i]);
	free(records.of);
	return good;
}

bool hint_proofs(struct hinting *hinting, struct error *err)
{
	return try_all(hinting, HINT_PROVE, err);
}

bool hint_records(struct hinting *hinting, struct error *err)
{
	return try_all(hinting, HINT_SUBMIT, err) && try_all(hinting, HINT_FINISH, err);
}
