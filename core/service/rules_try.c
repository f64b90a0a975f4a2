/* What other rules would do to a period: scored under both, side by side. Nothing is kept. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/io/yaml.h"
#include "core/model/operations.h"
#include "core/score/sentence.h"
#include "core/score/steady.h"
#include "core/service/config.h"
#include "core/service/ruling.h"
#include "core/service/scored.h"

struct trial {
	struct ruling *ruling;
	struct world *world;
	struct world_naming naming;
	struct score_period period;
	struct rules *rules[2]; /* in force, NULL where none are; tried */
	struct score *scores[2];
	const struct item *olds[ITEMS_MAX]; /* by item tried: what it was; NULL: it is new */
	const struct item *gone[ITEMS_MAX]; /* of those in force, who is none of these any more */
	size_t gone_count;
	struct buf moves, items;
	uint64_t move_key, item_key;
};

/* --- what is answered --- */

static const struct item *item_of(const struct rules *rules, struct text id)
{
	for (size_t i = 0; i < rules->item_count; i++)
		if (text_equal(rules->items[i]->id, id))
			return rules->items[i];
	return NULL;
}

static bool says_the_same(const struct trial *trial, const struct item *old, const struct item *new)
{
	struct buf before = BUF_INIT, after = BUF_INIT;
	bool same;

	sentence_item(trial->rules[0], old, &before);
	sentence_item(trial->rules[1], new, &after);
	same = text_equal(buf_as_text(&before), buf_as_text(&after));
	buf_release(&before);
	buf_release(&after);
	return same;
}

/* The old item that the new one is: of the same id, or one that is gone by that name and says the same. */
static const struct item *old_of(const struct trial *trial, const struct item *new)
{
	const struct rules *old = trial->rules[0];
	const struct item *same = old ? item_of(old, new->id) : NULL;

	for (size_t i = 0; old && !same && i < old->item_count; i++)
		if (!item_of(trial->rules[1], old->items[i]->id) && says_the_same(trial, old->items[i], new))
			same = old->items[i];
	return same;
}

static void match_items(struct trial *trial)
{
	const struct rules *old = trial->rules[0], *new = trial->rules[1];

	for (size_t i = 0; i < new->item_count; i++)
		trial->olds[i] = old_of(trial, new->items[i]);
	for (size_t i = 0; old && i < old->item_count; i++) {
		bool found = false;

		for (size_t n = 0; n < new->item_count; n++)
			found |= trial->olds[n] == old->items[i];
		if (!found)
			trial->gone[trial->gone_count++] = old->items[i];
	}
}

/* NULL: the item is not there, or not for this one. */
static const struct item_result *result_of(
	const struct trial *trial, size_t side, const struct item *item, int subject)
{
	const struct item_result *result =
		item && subject >= 0 ? score_item(trial->scores[side], (size_t)subject, item->index) : NULL;

	return result && result->applies ? result : NULL;
}

/* One that is not there is as good as one that gives nothing. */
static bool same_points(const struct item_result *a, const struct item_result *b)
{
	if (!a || !b)
		return a == b || (a ? a : b)->points.known == NOT_APPLICABLE ||
			((a ? a : b)->points.known == KNOWN && !exact_sign(&(a ? a : b)->points.value));
	return a->points.known == b->points.known && exact_equal(&a->points.value, &b->points.value);
}

/* One item whose points differ, under the one who moves. */
static void put_item(struct trial *trial, const struct item *old, const struct item *new, const int *subjects)
{
	const struct item_result *before = result_of(trial, 0, old, subjects[0]),
				 *after = result_of(trial, 1, new, subjects[1]);
	struct record row;

	if (same_points(before, after))
		return;
	record_init(&row, &move_item_rows);
	record_number(&row, MOVE_ITEM_MOVE, (int64_t)trial->move_key);
	record_text(&row, MOVE_ITEM_NAME, new ? new->name : old->name);
	record_number(&row, MOVE_ITEM_THERE, (before ? 1 : 0) | (after ? 2 : 0));
	if (before)
		scored_points(&row, MOVE_ITEM_OLD, &before->points);
	if (after)
		scored_points(&row, MOVE_ITEM_NEW, &after->points);
	rows_add_record(&trial->items, &trial->item_key, &row);
	record_release(&row);
}

static void put_items(struct trial *trial, const int *subjects)
{
	for (size_t i = 0; i < trial->rules[1]->item_count; i++)
		put_item(trial, trial->olds[i], trial->rules[1]->items[i], subjects);
	for (size_t i = 0; i < trial->gone_count; i++)
		put_item(trial, trial->gone[i], NULL, subjects);
}

static void put_side(const struct trial *trial, size_t side, int subject, struct record *row)
{
	static const uint16_t tags[][4] = {{MOVE_OLD_RANK, MOVE_OLD_TOTAL, MOVE_OLD_GRADE, MOVE_OLD_PENDING},
		{MOVE_NEW_RANK, MOVE_NEW_TOTAL, MOVE_NEW_GRADE, MOVE_NEW_PENDING}};
	const struct subject_result *result;

	if (subject < 0)
		return;
	result = score_subject(trial->scores[side], (size_t)subject);
	if (result->rank)
		record_number(row, tags[side][0], (int64_t)result->rank);
	scored_points(row, tags[side][1], &result->total);
	if (result->grade >= 0)
		record_text(row, tags[side][2], trial->rules[side]->grades[result->grade].name);
	if (result->pending)
		record_number(row, tags[side][3], (int64_t)result->pending);
}

static void put_subject(struct trial *trial, size_t new)
{
	const struct subject_result *result = score_subject(trial->scores[1], new);
	const struct score *old = trial->scores[0];
	int subjects[2] = {old ? score_subject_of(old, result->id) : -1, (int)new};
	struct record row;

	if (!subject_may_see(trial->world, trial->rules[1], result->id))
		return;
	put_items(trial, subjects);
	record_init(&row, &move_rows);
	record_text(&row, MOVE_NAME, result->name);
	for (size_t side = 0; side < 2; side++)
		put_side(trial, side, subjects[side], &row);
	rows_add_record(&trial->moves, &trial->move_key, &row);
	record_release(&row);
}

/* By the new rank; those without one last. */
static void put_all(struct trial *trial)
{
	struct request *request = trial->ruling->request;
	size_t count = score_subjects(trial->scores[1]);

	for (size_t rank = 1; rank <= count + 1; rank++)
		for (size_t i = 0; i < count; i++)
			if (score_subject(trial->scores[1], i)->rank == (rank > count ? 0 : rank))
				put_subject(trial, i);
	record_put_rows(request, &request->answer, RULED_MOVES, &trial->moves);
	record_put_rows(request, &request->answer, RULED_MOVE_ITEMS, &trial->items);
}

static void put_unsteady(struct trial *trial)
{
	struct request *request = trial->ruling->request;
	struct buf rows = BUF_INIT;
	uint64_t key = 0;
	size_t count;
	struct unsteady *all = score_unsteady(trial->scores[1], &count);

	for (size_t i = 0; i < count; i++) {
		struct record row;

		record_init(&row, &unsteady_rows);
		record_number(&row, UNSTEADY_FIRST, (int64_t)all[i].first);
		record_number(&row, UNSTEADY_LAST, (int64_t)all[i].last);
		record_text(&row, UNSTEADY_ITEM, all[i].item->name);
		record_number(&row, UNSTEADY_ITEMS, (int64_t)all[i].items);
		rows_add_record(&rows, &key, &row);
		record_release(&row);
	}
	record_put_rows(request, &request->answer, RULED_UNSTEADY, &rows);
	buf_release(&rows);
	free(all);
}

/* --- scoring --- */

static bool score_side(struct trial *trial, size_t side, struct text text, struct error *err)
{
	struct faults *faults = arena_new(trial->ruling->arena, sizeof(*faults));
	const struct tree *root = yaml_read(text, trial->ruling->arena, faults);

	if (root)
		trial->rules[side] = rules_read(root, text, trial->world->schema,
			naming_over(&trial->naming, trial->world, LANGUAGE_ZH), faults);
	return trial->rules[side]
		? score_run(&trial->scores[side], trial->rules[side], trial->world, &trial->period, err)
		: config_fail("rules", faults, err);
}

static bool try_both(struct trial *trial, struct error *err)
{
	const struct view *body = &trial->ruling->request->body;
	struct rules_wanted wanted;
	struct rules_version version;

	trial->period.from = view_number(body, RULE_FILE_FROM);
	trial->period.to = view_number(body, RULE_FILE_TO);
	/* Nobody gave marks yet for what a draft wants judged. */
	trial->period.provisional = true;
	if (!view_has(body, RULE_FILE_FROM) || trial->period.to < trial->period.from ||
		trial->period.from < DATE_MIN || trial->period.to > DATE_MAX)
		return fail(err, ERROR_INPUT, "Say which period to try it on: 2026Q3", "");
	trial->period.scored = trial->ruling->scored;
	wanted = rules_of_period(&trial->period);
	if (!rules_in_force(trial->world, &wanted, trial->ruling->arena, &version, err) ||
		!find_evaluation(trial->world, &trial->period, err))
		return false;
	if (version.text.len)
		put_version(trial->ruling, &version);
	/* The first table for members or branches has nothing to be compared with. */
	if ((version.text.len && !score_side(trial, 0, version.text, err)) ||
		!score_side(trial, 1, trial->ruling->text, err))
		return false;
	match_items(trial);
	put_all(trial);
	put_unsteady(trial);
	return true;
}

static bool try_in_store(struct world *world, void *arg, struct error *err)
{
	struct trial trial = {.ruling = arg, .world = world};
	struct view rules = {.entity = &rules_entity, .body = NO_TEXT};
	bool good;

	/* Rules of one's own, with means and classes as one likes, tell everybody's points from one's own. */
	if (!record_may_write(world, &rules, err))
		return false;
	good = try_both(&trial, err);

	for (size_t side = 0; side < 2; side++) {
		score_free(trial.scores[side]);
		rules_free(trial.rules[side]);
	}
	buf_release(&trial.moves);
	buf_release(&trial.items);
	return good;
}

bool rules_try(struct ruling *ruling, struct error *err)
{
	struct server *server = ruling->request->server;

	if (!server->store)
		return fail(err, ERROR_INPUT, "This needs a store: --store DIR", "");
	return store_read(server->store, server->person, try_in_store, ruling, err);
}
