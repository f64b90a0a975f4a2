/* Who did what when: a record's history, a row for each field changed, and the log of all changes. */
#include <string.h>
#include "core/model/emit.h"
#include "core/model/operations.h"

struct trailing {
	struct emitter emitter;
	const struct entity *entity;
	uint64_t record, rows;
};

/* What was done, as people say it: an operation by its name, and these. */
static const struct {
	const char *action, *name, *label;
} deeds[] = {
	{"init", "set up", "建库"},
	{"apply", "changed", "修改"},
	{"import", "imported", "导入"},
	{"activate", "put in force", "启用"},
	{"undo", "taken back", "撤销"},
	{"redo", "done again", "重做"},
	{ACTION_ARCHIVE_DUE, "archived by itself", "到期自动归档"},
	{NULL, NULL, NULL},
};

struct deed deed_of(struct text action)
{
	const struct operation *operation = operation_named(action);

	for (size_t i = 0; deeds[i].action; i++)
		if (text_is(action, deeds[i].action))
			return (struct deed){deeds[i].name, deeds[i].label};
	return operation ? (struct deed){operation->name, operation->label} : (struct deed){NULL, NULL};
}

/* Newest first. */
static bool look_further_back(const struct history_entry *entry, void *arg)
{
	*(struct record_made *)arg = (struct record_made){entry->moment, entry->sequence, entry->author};
	return true;
}

bool record_made(struct world *world, const struct view *record, struct record_made *made, struct error *err)
{
	*made = (struct record_made){0};
	return world_history(world, record->entity->id, record->id, look_further_back, made, err);
}

static void say_deed(struct emitter *emitter, struct record *row, uint16_t tag, struct text action)
{
	struct deed deed = deed_of(action);

	if (deed.name)
		row_message(emitter, row, tag, "{1}", "t", deed.name, deed.label);
	else
		record_text(row, tag, arena_text(&emitter->arena, action));
}

/* Whose number is 0 has no record: it is the office, as an operator of the machine. */
static void say_author(struct emitter *emitter, struct record *row, uint64_t author)
{
	if (author)
		record_number(row, HISTORY_AUTHOR, (int64_t)author);
	if (author)
		record_text(row, HISTORY_WHO, world_title(emitter, ENTITY_PERSON, author));
	else
		row_message(emitter, row, HISTORY_WHO, "{1}", "t", "office", "办公室");
}

/* --- a record's history --- */

static struct text shown(struct trailing *trailing, const struct field *field, const struct value *value)
{
	struct buf text = BUF_INIT;
	struct text kept;

	/* History of before the field was SECRET has it. */
	if (value->kind == VALUE_EMPTY || field->flags & SECRET)
		return NO_TEXT;
	if (field->type == &type_ref)
		return world_title(&trailing->emitter, field->target, (uint64_t)value->number);
	field_show(field, value, NULL, &text);
	kept = arena_text(&trailing->emitter.arena, buf_as_text(&text));
	buf_release(&text);
	return kept;
}

/* A row as a whole, in its first words. */
static struct text row_words(struct trailing *trailing, const struct entity *rows, const struct value *value)
{
	struct field_walk walk = view_walk(rows, value->bytes);
	struct buf words = BUF_INIT;
	struct text kept;

	while (value->kind != VALUE_EMPTY && field_walk_next(&walk)) {
		const struct field *field = entity_field(rows, walk.tag);

		if (!field || field->flags & SYSTEM)
			continue;
		if (words.len)
			buf_byte(&words, ' ');
		buf_text(&words, shown(trailing, field, &walk.value));
	}
	kept = arena_text(&trailing->emitter.arena, buf_as_text(&words));
	buf_release(&words);
	return kept;
}

/* So that it can be written again. */
static void put_was(
	struct trailing *trailing, const struct field *field, const struct value *old, struct record *row)
{
	struct buf text = BUF_INIT;

	if (field->flags & (SYSTEM | SECRET) || field->rows)
		return;
	buf_byte(&text, '='); /* it may have been empty */
	if (old->kind != VALUE_EMPTY)
		field_format(field, old, NULL, &text);
	record_text(row, HISTORY_WAS, arena_text(&trailing->emitter.arena, buf_as_text(&text)));
	buf_release(&text);
}

static void put_edit(struct trailing *trailing, const struct edit *edit, struct record *row)
{
	const struct field *field = entity_field(trailing->entity, edit->tag), *inner = NULL;

	if (!field)
		return;
	if (edit->row && edit->row_tag && field->rows)
		inner = entity_field(field->rows, edit->row_tag);
	record_number(row, HISTORY_TAG, edit->tag);
	if (edit->row)
		record_number(row, HISTORY_ROW, (int64_t)(edit->row & INT64_MAX));
	if (edit->row_tag)
		record_number(row, HISTORY_ROW_TAG, edit->row_tag);
	/* The topic of a topic is the topic. */
	if (inner && strcmp(field->label, inner->label) != 0)
		row_message(&trailing->emitter, row, HISTORY_FIELD, "{1} {2}", "tt", field->name,
			field->label, inner->name, inner->label);
	else
		row_message(&trailing->emitter, row, HISTORY_FIELD, "{1}", "t", field->name, field->label);
	if (edit->row && !inner && field->rows) {
		record_text(row, HISTORY_OLD, row_words(trailing, field->rows, &edit->old));
		record_text(row, HISTORY_NEW, row_words(trailing, field->rows, &edit->new));
	} else {
		put_was(trailing, inner ? inner : field, &edit->old, row);
		record_text(row, HISTORY_OLD, shown(trailing, inner ? inner : field, &edit->old));
		record_text(row, HISTORY_NEW, shown(trailing, inner ? inner : field, &edit->new));
	}
}

static bool entry(const struct history_entry *entry, void *arg)
{
	struct trailing *trailing = arg;

	for (size_t i = 0; i < entry->patch.count && !trailing->emitter.stopped; i++) {
		struct record row;

		record_init(&row, &history_shape);
		record_number(&row, HISTORY_MOMENT, entry->moment);
		say_author(&trailing->emitter, &row, entry->author);
		record_text(&row, HISTORY_ACTION, arena_text(&trailing->emitter.arena, entry->action));
		say_deed(&trailing->emitter, &row, HISTORY_DEED, entry->action);
		record_text(&row, HISTORY_REASON, arena_text(&trailing->emitter.arena, entry->reason));
		record_number(&row, HISTORY_SEQUENCE, (int64_t)entry->sequence);
		record_number(&row, HISTORY_ENTITY, trailing->entity->id);
		record_number(&row, HISTORY_RECORD, (int64_t)trailing->record);
		put_edit(trailing, &entry->patch.edits[i], &row);
		emit_row(&trailing->emitter, &history_shape, ++trailing->rows, &row);
	}
	return !trailing->emitter.stopped;
}

bool history_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct trailing trailing = {{world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		schema_entity(world->schema, query->kind), query->subject, 0};
	struct view view;
	bool good;

	if (!trailing.entity || !world->get(world, query->kind, query->subject, &view, err) ||
		!record_may_see(world, &view))
		return !err || err->kind == ERROR_NONE;
	good = world_history(world, query->kind, query->subject, entry, &trailing, err);
	emitter_release(&trailing.emitter);
	return good;
}

/* --- the log --- */

/* The first record of the change, and how many more there are. */
static void say_records(struct trailing *trailing, struct record *row, const struct audit_entry *entry)
{
	struct emitter *emitter = &trailing->emitter;
	const struct entity *entity = schema_entity(emitter->world->schema, entry->items[0].entity);
	struct text title = world_title(emitter, entry->items[0].entity, entry->items[0].id);

	record_number(row, HISTORY_ENTITY, entry->items[0].entity);
	record_number(row, HISTORY_RECORD, (int64_t)entry->items[0].id);
	if (entity)
		row_message(emitter, row, HISTORY_FIELD, "{1}", "t", entity->name, entity->label);
	if (entry->count > 1)
		row_message(emitter, row, HISTORY_NEW, "{1}, and {2} more", "Sn", title,
			(int64_t)entry->count - 1);
	else
		record_text(row, HISTORY_NEW, title);
}

static bool logged(const struct audit_entry *entry, void *arg)
{
	struct trailing *trailing = arg;
	struct record row;

	record_init(&row, &audit_shape);
	record_number(&row, HISTORY_MOMENT, entry->moment);
	say_author(&trailing->emitter, &row, entry->author);
	say_deed(&trailing->emitter, &row, HISTORY_ACTION, entry->action);
	record_text(&row, HISTORY_REASON, arena_text(&trailing->emitter.arena, entry->reason));
	record_number(&row, HISTORY_SEQUENCE, (int64_t)entry->sequence);
	if (entry->count)
		say_records(trailing, &row, entry);
	return emit_row(&trailing->emitter, &audit_shape, entry->sequence, &row);
}

bool audit_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct trailing trailing = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT}};
	bool good;

	if (world->person)
		return fail(err, ERROR_DENIED, "The log is the office's to read", "");
	good = world_audit(world, 0, logged, &trailing, err);
	emitter_release(&trailing.emitter);
	return good;
}
