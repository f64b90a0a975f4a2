/* The table of computed sources; stored entities and the lists inside them are sources by themselves. */
#include <stdarg.h>
#include "core/model/emit.h"
#include "core/model/operations.h"

static const struct source computed[] = {
	{"today", "今日", &today_shape, today_each, TODAY_READS},
	{"strip", "十二个月", &strip_shape, strip_each, READS(ENTITY_MEETING) | READS(ENTITY_GROUP)},
	{"system_year", "制度落实", &system_year_shape, system_year_each,
		READS(ENTITY_MEETING) | READS(ENTITY_GROUP) | READS(ENTITY_SYSTEM) | READS(ENTITY_CONTACT) |
			READS(ENTITY_REPORT) | READS(ENTITY_TALK) | READS(ENTITY_MEMBERSHIP)},
	{"hours", "人均学时", &hours_shape, hours_each,
		READS(ENTITY_TRAINING) | READS(ENTITY_GROUP) | READS(ENTITY_MEMBERSHIP) |
			READS(ENTITY_COURT)},
	{"voices", "发言情况", &voices_shape, voices_each,
		READS(ENTITY_MEETING) | READS(ENTITY_GROUP) | READS(ENTITY_MEMBERSHIP)},
	{"effort", "录入量", &effort_shape, effort_each, READS_ALL},
	{"groups", "党小组清单", &group_card_shape, groups_source_each,
		READS(ENTITY_GROUP) | READS(ENTITY_MEMBERSHIP) | READS(ENTITY_TERM) | READS(ENTITY_PERSON) |
			READS(ENTITY_BRANCH)},
	{"members", "在册组员", &member_shape, members_each,
		READS(ENTITY_MEMBERSHIP) | READS(ENTITY_PERSON) | READS(ENTITY_TERM) | READS(ENTITY_MEETING) |
			READS(ENTITY_SPELL) | READS(ENTITY_TRAINING) | READS(ENTITY_TALK) |
			READS(ENTITY_SYSTEM)},
	{"coverage", "团队覆盖", &coverage_shape, coverage_each,
		READS(ENTITY_TEAM) | READS(ENTITY_GROUP) | READS(ENTITY_PERSON) | READS(ENTITY_MEMBERSHIP)},
	{"search", "查找", &search_shape, search_each, READS_ALL},
	{"history", "修改经过", &history_shape, history_each, READS_ALL},
	{"audit", "操作日志", &audit_shape, audit_each, READS_ALL},
	{"posting", "公示版次", &posting_shape, posting_each,
		READS(ENTITY_EVALUATION) | READS(ENTITY_RESULT)},
	{"sources", "来源", &sources_shape, sources_each, 0},
};
enum { COMPUTED = sizeof(computed) / sizeof(*computed), STORED_MAX = 64 };

/* --- lists inside records --- */

enum { LISTS_MAX = 32, ROW_BITS = 20 };

struct list_walk {
	const struct list_shape *list;
	struct world *world;
	source_emit *emit;
	void *arg;
	struct error *err;
	struct buf body;
	const struct view *record;
	uint64_t owner, row;
	bool stopped;
};

/* A row's bytes, and behind them the record it is in. */
static bool give_row(const struct view *row, void *arg)
{
	struct list_walk *walk = arg;
	struct view view = {.entity = &walk->list->shape, .revision = 1, .owner = walk->record};

	view.id = walk->owner << ROW_BITS | (++walk->row & ((1u << ROW_BITS) - 1));
	buf_clear(&walk->body);
	buf_text(&walk->body, row->body);
	buf_varint(&walk->body, ROW_OWNER << 1);
	buf_zigzag(&walk->body, (int64_t)walk->owner);
	view.body = buf_as_text(&walk->body);
	walk->stopped = !walk->emit(&view, walk->arg);
	return !walk->stopped;
}

static bool give_rows(const struct view *record, void *arg)
{
	struct list_walk *walk = arg;
	const struct field *list = walk->list->list;
	struct row_walk rows;

	/* Looked at here, what is not for the reader is not read row by row. */
	if (!record_may_see(walk->world, record))
		return true;
	walk->owner = record->id;
	walk->record = record;
	walk->row = 0;
	if (list->flags & BESIDE)
		return walk->world->rows(walk->world, record, list->tag, give_row, walk, walk->err) &&
			!walk->stopped;
	for (rows = view_rows(record, list->tag); row_walk_next(&rows);)
		if (!give_row(&rows.row, walk))
			return false;
	return true;
}

static bool list_each(
	const struct list_shape *list, struct world *world, source_emit *emit, void *arg, struct error *err)
{
	struct list_walk walk = {list, world, emit, arg, err};
	bool good = world->walk(world, list->owner->id, 0, NULL, 0, give_rows, &walk, err);

	buf_release(&walk.body);
	return good;
}

/* Made when it is asked for first, as those of stored entities. */
static const struct source *list_source(const struct list_shape *list)
{
	static struct source made[LISTS_MAX];

	for (size_t i = 0; list && i < LISTS_MAX; i++) {
		if (!made[i].name)
			made[i] = (struct source){list->shape.name, list->shape.label, &list->shape, NULL,
				READS(list->owner->id)};
		if (made[i].shape == &list->shape)
			return &made[i];
	}
	return NULL;
}

/* --- all of them --- */

/* A stored entity's source is made from its name and shape, once for each entity that can be asked for. */
static const struct source *stored_source(const struct entity *entity)
{
	static struct source made[STORED_MAX];
	struct source *source = &made[entity->id % STORED_MAX];

	*source = (struct source){entity->name, entity->label, entity, NULL, READS(entity->id)};
	return source;
}

const struct source *source_named(const struct schema *schema, struct text name)
{
	const struct entity *entity = schema_named(schema, name);

	for (size_t i = 0; i < COMPUTED; i++)
		if (text_is(name, computed[i].name) || text_is(name, computed[i].label))
			return &computed[i];
	return entity ? stored_source(entity) : list_source(list_shape_named(schema, name));
}

unsigned source_entity(const struct schema *schema, struct text name)
{
	const struct source *source = source_named(schema, name);
	const struct field *owner;

	if (!source || source->shape->id)
		return source ? source->shape->id : 0;
	owner = entity_field(source->shape, ROW_OWNER);
	return owner ? owner->target : 0;
}

struct passing {
	source_emit *emit;
	void *arg;
};

static bool pass_on(const struct view *view, void *arg)
{
	struct passing *passing = arg;

	return passing->emit(view, passing->arg);
}

bool source_each(const struct source *source, struct world *world, const struct source_query *query,
	source_emit *emit, void *arg, struct error *err)
{
	struct passing passing = {emit, arg};

	if (source->each)
		return source->each(world, query, emit, arg, err);
	if (!source->shape->id)
		return list_each(
			list_shape_named(world->schema, text_of(source->name)), world, emit, arg, err);
	return world->walk(world, source->shape->id, 0, NULL, 0, pass_on, &passing, err);
}

/* --- rows --- */

bool emit_row(struct emitter *emitter, const struct entity *shape, uint64_t id, struct record *row)
{
	struct view view = {.entity = shape, .id = id, .revision = 1};

	buf_clear(&emitter->body);
	record_write(row, &emitter->body);
	view.body = buf_as_text(&emitter->body);
	/* A source may have several walks, of which the next still begins. */
	if (!emitter->stopped && !emitter->emit(&view, emitter->arg))
		emitter->stopped = true;
	record_release(row);
	record_init(row, shape);
	arena_release(&emitter->arena);
	return !emitter->stopped;
}

void emitter_release(struct emitter *emitter)
{
	buf_release(&emitter->body);
	arena_release(&emitter->arena);
}

void row_message(
	struct emitter *emitter, struct record *row, uint16_t tag, const char *id, const char *kinds, ...)
{
	struct buf text = BUF_INIT;
	struct message message;
	va_list args;

	va_start(args, kinds);
	message_vset(&message, id, kinds, args);
	va_end(args);
	message_encode(&message, &text);
	record_text(row, tag, arena_text(&emitter->arena, buf_as_text(&text)));
	buf_release(&text);
}

/* Names inside a title: one level deep. */
struct titling {
	struct naming naming;
	struct world *world;
};

static bool title_of(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	struct world *world = ((struct titling *)naming)->world;
	struct view view;

	if (!world->get(world, target, id, &view, NULL))
		return false;
	view_title(&view, NULL, out);
	return true;
}

struct text world_title(struct emitter *emitter, unsigned entity, uint64_t id)
{
	struct titling titling = {{NULL, title_of, 0, LANGUAGE_ZH}, emitter->world};
	struct buf title = BUF_INIT;
	struct text kept = NO_TEXT;
	struct view view;

	if (id && emitter->world->get(emitter->world, entity, id, &view, NULL)) {
		view_title(&view, &titling.naming, &title);
		kept = arena_text(&emitter->arena, buf_as_text(&title));
	}
	buf_release(&title);
	return kept;
}
