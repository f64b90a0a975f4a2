/* The records behind posted points: the rows as they were told when they were posted, each with what has
 * become of its record since. */
#include "core/model/operations.h"
#include "core/service/score_kept.h"
#include "core/service/scored.h"

struct kept {
	struct scored scored;
	unsigned item; /* its number; 0: all */
	bool any;      /* rows of the posting are there at all */
	/* Of the item under way, those whose records the reader may not see. */
	int64_t number, hidden, worth;
	struct text name;
	uint64_t id;
};

/* --- what has changed since --- */

struct since {
	uint64_t sequence;
	const struct entity *entity;
	const struct field *first;
	struct value old; /* of the first field, as it was */
	size_t fields, rows;
	uint16_t tags[32];
	struct arena *arena;
};

static bool is_noted(const struct since *since, uint16_t tag)
{
	for (size_t i = 0; i < since->fields; i++)
		if (since->tags[i] == tag)
			return true;
	return false;
}

/* Newest first: the last one that is looked at has the oldest value. */
static bool look_back(const struct history_entry *entry, void *arg)
{
	struct since *since = arg;

	if (entry->sequence <= since->sequence)
		return false;
	for (size_t i = 0; i < entry->patch.count; i++) {
		const struct edit *edit = &entry->patch.edits[i];
		const struct field *field = entity_field(since->entity, edit->tag);

		if (!field || edit->tag >= TAG_REMOVED)
			continue;
		if (!since->first)
			since->first = field;
		if (field == since->first && !edit->row && edit->place == PLACE_WHOLE) {
			since->old = edit->old;
			if (edit->old.kind == VALUE_TEXT)
				since->old.bytes = arena_text(since->arena, edit->old.bytes);
		}
		since->rows += edit->row != 0;
		if (!is_noted(since, edit->tag) && since->fields < 32)
			since->tags[since->fields++] = edit->tag;
	}
	return true;
}

/* What the first field was, where that can be said in a word. */
static void say_was(struct emitter *emitter, const struct since *since, struct record *row)
{
	const struct field *field = since->first;
	const struct choice *choice =
		field->choices && since->old.kind == VALUE_NUMBER && field->type == &type_choice
		? choice_coded(field->choices, since->old.number)
		: NULL;

	if (choice)
		row_message(emitter, row, POINTS_SINCE, "changed since; when it was posted {1} was {2}", "tt",
			field->name, field->label, choice->name, choice->label);
	else if (field->type == &type_date && since->old.kind == VALUE_NUMBER)
		row_message(emitter, row, POINTS_SINCE, "changed since; when it was posted {1} was {2}", "td",
			field->name, field->label, since->old.number);
	else if (field->type == &type_number && since->old.kind == VALUE_NUMBER)
		row_message(emitter, row, POINTS_SINCE, "changed since; when it was posted {1} was {2}", "tn",
			field->name, field->label, since->old.number);
	else if (since->old.kind == VALUE_TEXT && since->old.bytes.len && since->old.bytes.len < 60)
		row_message(emitter, row, POINTS_SINCE, "changed since; when it was posted {1} was {2}", "tS",
			field->name, field->label, since->old.bytes);
	else
		row_message(emitter, row, POINTS_SINCE, "changed since: {1}", "t", field->name, field->label);
}

static bool put_since(struct kept *kept, const struct view *record, struct record *row)
{
	struct emitter *emitter = &kept->scored.emitter;
	struct since since = {.sequence = kept->scored.posting.sequence,
		.entity = record->entity,
		.arena = &emitter->arena};

	if (view_removed(record)) {
		row_message(emitter, row, POINTS_SINCE, "removed since", "");
		return true;
	}
	if (record->moment < kept->scored.posting.moment)
		return true;
	if (!world_history(emitter->world, record->entity->id, record->id, look_back, &since, emitter->err))
		return false;
	if (since.first)
		say_was(emitter, &since, row);
	return true;
}

/* --- rows --- */

/* Of the item before: how many, and what they were worth together. */
static void tell_hidden(struct kept *kept)
{
	struct record row;

	if (!kept->hidden)
		return;
	record_init(&row, &points_shape);
	record_text(&row, POINTS_ITEM, kept->name);
	record_number(&row, POINTS_NUMBER, kept->number);
	if (kept->worth)
		record_number(&row, POINTS_WORTH, kept->worth);
	record_number(&row, POINTS_COUNT, kept->hidden);
	row_message(&kept->scored.emitter, &row, POINTS_WHAT,
		kept->hidden == 1 ? N_("A record you may not see") : N_("{1} records you may not see"), "n",
		kept->hidden);
	kept->hidden = kept->worth = 0;
	emit_row(&kept->scored.emitter, &points_shape, ++kept->id, &row);
}

/* Where else its evidence stands was frozen as the office sees it: that is told anew. */
static void copy_row(struct kept *kept, const struct view *from, struct record *row)
{
	record_init(row, &points_shape);
	for (unsigned tag = POINTS_ITEM; tag <= POINTS_NUMBER; tag++) {
		struct value value;

		if (tag == POINTS_TWICE || !view_get(from, (uint16_t)tag, &value))
			continue;
		if (value.kind == VALUE_TEXT)
			value.bytes = arena_text(&kept->scored.emitter.arena, value.bytes);
		record_set(row, (uint16_t)tag, value);
	}
}

static bool take_kept(const struct view *row, void *arg)
{
	struct kept *kept = arg;
	struct emitter *emitter = &kept->scored.emitter;
	struct world *world = emitter->world;
	struct record told;
	struct view record;

	kept->any = true;
	/* That they are kept, should there be none. */
	if (!view_number(row, POINTS_NUMBER))
		return true;
	if (kept->item && view_number(row, POINTS_NUMBER) != kept->item)
		return true;
	if (view_number(row, POINTS_NUMBER) != kept->number)
		tell_hidden(kept);
	kept->number = view_number(row, POINTS_NUMBER);
	if (!world->get(world, (unsigned)view_number(row, POINTS_ENTITY),
		    (uint64_t)view_number(row, POINTS_RECORD), &record, NULL) ||
		!record_may_see(world, &record)) {
		kept->name = arena_text(&kept->scored.arena, view_text(row, POINTS_ITEM));
		kept->worth += view_number(row, POINTS_WORTH);
		kept->hidden++;
		return !emitter->stopped;
	}
	copy_row(kept, row, &told);
	points_twice(&kept->scored, record.entity->id, record.id, &told);
	if (!put_since(kept, &record, &told))
		return false;
	return emit_row(emitter, &points_shape, ++kept->id, &told);
}

/* Sheets that are published are everybody's; what is behind them is not. */
static bool may_see(const struct kept *kept)
{
	const struct emitter *emitter = &kept->scored.emitter;

	return subject_may_see(emitter->world, kept->scored.rules, emitter->query->subject);
}

bool kept_points(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	bool *found, struct error *err)
{
	struct kept kept = {
		.scored = SCORED(world, query, emit, arg, err), .item = query->kind % POINTS_OF_VERSION};
	struct score_period period = scored_period(world, query);
	struct source_query of_version = *query;
	bool frozen = false, good;

	of_version.kind = query->kind / POINTS_OF_VERSION;
	kept.scored.as_posted = true;
	kept.scored.wanted = of_version.kind;
	good = scored_rules(&kept.scored, &period, err);
	if (good && kept.scored.posting.evaluation && may_see(&kept))
		good = frozen_of_one(world, &of_version, &points_shape, take_kept, &kept, &frozen, err) &&
			(!err || err->kind == ERROR_NONE);
	if (good)
		tell_hidden(&kept);
	*found = kept.any;
	scored_end(&kept.scored);
	return good;
}
