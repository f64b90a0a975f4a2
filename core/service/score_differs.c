/* What would now come out otherwise than it was posted, item by item: computed when somebody asks, never
 * written anywhere. A posted result does not move. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/base/sentence.h"
#include "core/model/operations.h"
#include "core/service/digest.h"
#include "core/service/scored.h"

/* A sheet as it was posted. */
struct posted_item {
	int64_t points, records;
	bool known;
};
struct differing {
	struct scored by_records; /* the rules of the posting, the records of now */
	struct scored by_rules;   /* the rules in force, too */
	struct arena arena;
	struct posted_item items[ITEMS_MAX];
	int64_t total, rank;
	struct text grade;
	bool found; /* the reader may see it, and there is such a sheet */
	uint64_t id;
};

/* --- as it was posted --- */

static bool take_sheet(const struct view *row, void *arg)
{
	struct differing *differing = arg;
	int64_t number = view_number(row, SHEET_ENTITY);
	struct posted_item *item;

	if (number < 1 || number > ITEMS_MAX)
		return true;
	item = &differing->items[number - 1];
	item->points = view_number(row, SHEET_POINTS);
	item->known = view_has(row, SHEET_POINTS);
	item->records = view_number(row, SHEET_RECORDS);
	return true;
}

static bool take_rank(const struct view *row, void *arg)
{
	struct differing *differing = arg;

	if (row->id != differing->by_records.emitter.query->subject)
		return true;
	differing->total = view_number(row, RANKING_TOTAL);
	differing->rank = view_number(row, RANKING_RANK);
	differing->grade = arena_text(&differing->arena, view_text(row, RANKING_GRADE));
	differing->found = true;
	return false;
}

static bool read_posted(struct differing *differing, struct world *world, const struct source_query *query,
	bool *frozen, struct error *err)
{
	return frozen_each(world, query, &sheet_shape, take_sheet, differing, frozen, err) &&
		(!*frozen || frozen_each(world, query, &ranking_shape, take_rank, differing, frozen, err));
}

/* --- telling --- */

static int64_t units_of(const struct figure *figure)
{
	return exact_round(&figure->value, POINT_PLACES);
}

static struct emitter *emitter_of(struct differing *differing)
{
	return &differing->by_records.emitter;
}

static void give(struct differing *differing, struct text item, const int64_t *then, const int64_t *now,
	enum differs_by by, size_t number, struct buf *why)
{
	struct record row;

	record_init(&row, &differs_shape);
	record_text(&row, DIFFERS_ITEM, item);
	if (then)
		record_number(&row, DIFFERS_THEN, *then);
	if (now)
		record_number(&row, DIFFERS_NOW, *now);
	record_number(&row, DIFFERS_BY, by);
	record_text(&row, DIFFERS_WHY, buf_as_text(why));
	if (number)
		record_number(&row, DIFFERS_NUMBER, (int64_t)number);
	emit_row(emitter_of(differing), &differs_shape, ++differing->id, &row);
	buf_clear(why);
}

/* Records that count now, and those of them that were written since. */
static void count_records(
	struct differing *differing, size_t subject, const struct item *item, int64_t *all, int64_t *since)
{
	struct scored *scored = &differing->by_records;
	struct world *world = scored->emitter.world;

	for (size_t l = 0; l < item->line_count; l++) {
		const struct line *line = item->lines[l];
		unsigned entity =
			line->source ? source_entity(world->schema, text_of(line->source->name)) : 0;
		size_t count;
		const struct hit *hits;
		struct view view;

		if (!entity)
			continue;
		hits = score_hits(scored->score, subject, line, &count);
		for (size_t h = 0; h < count; h++) {
			if (!score_counts(line, &hits[h]))
				continue;
			++*all;
			*since += (!h || hits[h].id != hits[h - 1].id) &&
				world->get(world, entity, hits[h].id, &view, NULL) &&
				view.moment > scored->posting.moment;
		}
	}
}

static void say_records(struct differing *differing, size_t subject, const struct item *item, struct buf *why)
{
	int64_t all = 0, since = 0, then = differing->items[item->index].records;

	count_records(differing, subject, item, &all, &since);
	if (since)
		say(why, since == 1 ? N_("one record written since") : N_("{1} records written since"), "n",
			since);
	if (all != then) {
		say(why, since ? N_("; ") : N_(""), "");
		say(why, N_("{1} counted then, {2} now"), "nn", then, all);
	}
	if (!since && all == then)
		say(why, N_("what it is compared with or counted by has changed"), "");
}

static void differ_by_records(struct differing *differing, size_t subject)
{
	struct scored *scored = &differing->by_records;
	struct buf why = BUF_INIT;

	for (size_t i = 0; i < scored->rules->item_count && !scored->emitter.stopped; i++) {
		const struct item *item = scored->rules->items[i];
		const struct figure *now = &score_item(scored->score, subject, i)->points;
		const struct posted_item *then = &differing->items[i];
		int64_t units = units_of(now);

		if (then->known == (now->known == KNOWN) && (!then->known || then->points == units))
			continue;
		say_records(differing, subject, item, &why);
		give(differing, item->name, then->known ? &then->points : NULL,
			now->known == KNOWN ? &units : NULL, DIFFERS_BY_RECORDS, i + 1, &why);
	}
	buf_release(&why);
}

static const struct item *item_named(const struct rules *rules, struct text id)
{
	for (size_t i = 0; i < rules->item_count; i++)
		if (text_equal(rules->items[i]->id, id))
			return rules->items[i];
	return NULL;
}

static void rule_row(struct differing *differing, size_t subject, const struct item *old,
	const struct item *new, size_t new_subject)
{
	const struct figure *was =
		old ? &score_item(differing->by_records.score, subject, old->index)->points : NULL;
	const struct figure *is =
		new ? &score_item(differing->by_rules.score, new_subject, new->index)->points : NULL;
	int64_t then = was ? units_of(was) : 0, now = is ? units_of(is) : 0;
	struct buf why = BUF_INIT;

	if (was && is && was->known == is->known && then == now)
		return;
	say(&why,
		!is           ? N_("the rules in force have no such item")
			: was ? N_("the rules have changed")
			      : N_("the rules have a new item"),
		"");
	give(differing, old ? old->name : new->name, was && was->known == KNOWN ? &then : NULL,
		is && is->known == KNOWN ? &now : NULL, DIFFERS_BY_RULES, old ? old->index + 1 : 0, &why);
	buf_release(&why);
}

static void differ_by_rules(struct differing *differing, size_t subject, size_t new_subject)
{
	const struct rules *old = differing->by_records.rules, *new = differing->by_rules.rules;

	for (size_t i = 0; i < old->item_count; i++)
		rule_row(differing, subject, old->items[i], item_named(new, old->items[i]->id), new_subject);
	for (size_t i = 0; i < new->item_count; i++)
		if (!item_named(old, new->items[i]->id))
			rule_row(differing, subject, NULL, new->items[i], new_subject);
}

/* All together: only when something of it would move. */
static void differ_in_all(struct differing *differing, const struct scored *scored, size_t number)
{
	const struct subject_result *subject = score_subject(scored->score, number);
	struct text grade = subject->grade < 0 ? NO_TEXT : scored->rules->grades[subject->grade].name;
	int64_t now = units_of(&subject->total);
	struct buf item = BUF_INIT, why = BUF_INIT;

	if (now == differing->total && (int64_t)subject->rank == differing->rank &&
		text_equal(grade, differing->grade))
		return;
	say(&item, N_("total"), "");
	if (subject->pending)
		say(&why, N_("posted: no. {1} {2}; now {3} items are not judged"), "nSn", differing->rank,
			differing->grade, (int64_t)subject->pending);
	else
		say(&why, N_("posted: no. {1} {2}; it would be no. {3} {4}"), "nSnS", differing->rank,
			differing->grade, (int64_t)subject->rank, grade);
	give(differing, buf_as_text(&item), &differing->total, subject->pending ? NULL : &now, DIFFERS_IN_ALL,
		0, &why);
	buf_release(&item);
	buf_release(&why);
}

static bool tell(struct differing *differing, struct error *err)
{
	struct scored *old = &differing->by_records, *new = &differing->by_rules;
	int subject, other;

	old->as_posted = true;
	if (!scored_begin(old, err) || !scored_begin(new, err))
		return false;
	subject = scored_subject(old, old->emitter.query->subject);
	other = scored_subject(new, old->emitter.query->subject);
	if (subject < 0 || other < 0)
		return true;
	differ_by_records(differing, (size_t)subject);
	if (!text_equal(old->rules->text, new->rules->text))
		differ_by_rules(differing, (size_t)subject, (size_t)other);
	differ_in_all(differing, new, (size_t)other);
	return true;
}

bool differs_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct differing *differing = mem_new(sizeof(*differing));
	struct source_query standing = *query;
	bool frozen = false, good;

	standing.kind = 0; /* the version that stands */
	differing->by_records = (struct scored)SCORED(world, &standing, emit, arg, err);
	differing->by_rules = (struct scored)SCORED(world, &standing, emit, arg, err);
	good = read_posted(differing, world, &standing, &frozen, err);
	if (good && !frozen)
		good = fail(err, ERROR_STATE,
			"Nothing is posted for this period: its points are those of now", "");
	if (good && differing->found)
		good = tell(differing, err);
	scored_end(&differing->by_records);
	scored_end(&differing->by_rules);
	arena_release(&differing->arena);
	free(differing);
	return good;
}
