/* 录入量: how much of a group's records of this quarter somebody typed, and how much the program filled in
 * from it.
 *
 * Told from the history of these records. What somebody sent counts as typed: a text by its characters, any
 * other value (a mark, a person, a day) as one, the key that chose it; that it reads 出席 on paper is the
 * program's. What an operation wrote (a roll, the number, the tasks made of decisions) counts as filled in,
 * as it reads on paper. Scores, reminders and lists made of the records count nothing. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/duty.h"
#include "core/model/emit.h"
#include "core/model/operations.h"

struct effort {
	struct emitter emitter;
	int64_t from, to; /* moments */
	int64_t first, last;
	uint64_t group;
	int64_t typed, filled, records;
	const struct entity *entity; /* of the record that is looked at */
	uint64_t *meetings;
	size_t meeting_count, meeting_room;
	bool good;
};

/* --- one value --- */

static int64_t title_length(struct effort *effort, unsigned entity, uint64_t id)
{
	return (int64_t)text_count(world_title(&effort->emitter, entity, id));
}

static int64_t shown_length(struct effort *effort, const struct field *field, const struct value *value)
{
	struct buf shown = BUF_INIT;
	int64_t length = 0;

	if (field->type == &type_ref)
		return title_length(effort, field->target, (uint64_t)value->number);
	if (value->kind == VALUE_IDS) {
		for (struct reader ids = value_ids(value); reader_left(&ids);)
			length += title_length(effort, field->target, read_varint(&ids));
		return length;
	}
	field_show(field, value, NULL, &shown);
	length = (int64_t)text_count(buf_as_text(&shown));
	buf_release(&shown);
	return length;
}

static void add_value(struct effort *effort, const struct field *field, const struct value *value, bool sent)
{
	int64_t length, typed = 0;

	/* What only the program reads is nobody's work. */
	if (!field || field->flags & SYSTEM || field->flags & SECRET || value->kind == VALUE_EMPTY)
		return;
	length = shown_length(effort, field, value);
	if (sent)
		typed = value->kind == VALUE_TEXT ? length : 1;
	effort->typed += typed;
	effort->filled += length > typed ? length - typed : 0;
}

static void add_row(struct effort *effort, const struct entity *rows, struct text body, bool sent)
{
	struct field_walk walk = view_walk(rows, body);

	while (field_walk_next(&walk))
		add_value(effort, entity_field(rows, walk.tag), &walk.value, sent);
}

static void add_edit(struct effort *effort, const struct edit *edit, bool sent)
{
	const struct field *field = entity_field(effort->entity, edit->tag);

	if (!field || edit->new.kind == VALUE_EMPTY)
		return;
	if (field->rows && edit->row && edit->row_tag)
		add_value(effort, entity_field(field->rows, edit->row_tag), &edit->new, sent);
	else if (field->rows && edit->row)
		add_row(effort, field->rows, edit->new.bytes, sent);
	else if (field->rows)
		for (struct row_walk rows = value_rows(field->rows, &edit->new); row_walk_next(&rows);)
			add_row(effort, field->rows, rows.row.body, sent);
	else
		add_value(effort, field, &edit->new, sent);
}

/* --- one record --- */

/* What is put back was typed before. */
static bool is_put_back(struct text action)
{
	return text_is(action, "undo") || text_is(action, "redo");
}

static bool add_entry(const struct history_entry *entry, void *arg)
{
	struct effort *effort = arg;
	bool sent = !operation_named(entry->action);

	if (entry->moment < effort->from)
		return false;
	if (entry->author != effort->emitter.world->person || entry->moment >= effort->to ||
		is_put_back(entry->action))
		return true;
	for (size_t i = 0; i < entry->patch.count; i++)
		add_edit(effort, &entry->patch.edits[i], sent);
	arena_release(&effort->emitter.arena);
	return true;
}

static bool add_record(const struct view *record, void *arg)
{
	struct effort *effort = arg;

	effort->entity = record->entity;
	effort->records++;
	effort->good = world_history(effort->emitter.world, record->entity->id, record->id, add_entry, effort,
		effort->emitter.err);
	return effort->good;
}

static bool add_meeting(const struct view *meeting, void *arg)
{
	struct effort *effort = arg;

	effort->meetings = mem_grow(
		effort->meetings, effort->meeting_count, &effort->meeting_room, sizeof(*effort->meetings));
	effort->meetings[effort->meeting_count++] = meeting->id;
	return add_record(meeting, arg);
}

/* --- all of the quarter --- */

static bool add_all(struct effort *effort, struct error *err)
{
	static const unsigned works[] = {ENTITY_CONTACT, ENTITY_REPORT, ENTITY_TALK};
	struct world *world = effort->emitter.world;
	struct value group = value_number((int64_t)effort->group), meeting;
	bool good = world->range(world, ENTITY_MEETING, MEETING_BY_GROUP, &group, 1, effort->first,
		effort->last, add_meeting, effort, err);

	for (size_t i = 0; good && effort->good && i < sizeof(works) / sizeof(*works); i++)
		good = world->range(world, works[i], WORK_BY_GROUP, &group, 1, effort->first, effort->last,
			add_record, effort, err);
	for (size_t i = 0; good && effort->good && i < effort->meeting_count; i++) {
		meeting = value_number((int64_t)effort->meetings[i]);
		good = world->walk(world, ENTITY_TASK, TASK_BY_MEETING, &meeting, 1, add_record, effort, err);
	}
	return good && effort->good;
}

bool effort_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct effort effort = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		.group = query->subject ? query->subject : group_of(world, world->person, world->today),
		.good = true};
	int offset = court_offset(world);
	struct record row;
	bool good;

	period_of(EVERY_QUARTER, query->from ? query->from : world->today, &effort.first, &effort.last);
	effort.from = moment_at(effort.first, 0, offset);
	effort.to = moment_at(effort.last + 1, 0, offset);
	/* Everybody is told of his own work only. */
	good = !world->person || !effort.group || !group_may_see(world, effort.group) ||
		add_all(&effort, err);
	free(effort.meetings);
	if (good && effort.typed) {
		record_init(&row, &effort_shape);
		record_number(&row, EFFORT_FROM, effort.first);
		record_number(&row, EFFORT_TO, effort.last);
		record_number(&row, EFFORT_RECORDS, effort.records);
		record_number(&row, EFFORT_TYPED, effort.typed);
		record_number(&row, EFFORT_FILLED, effort.filled);
		emit_row(&effort.emitter, &effort_shape, 1, &row);
	}
	emitter_release(&effort.emitter);
	return good;
}
