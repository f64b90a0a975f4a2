/* Search in everything: the SEARCH fields of all records, and of the agenda, minutes and decisions inside
 * them. */
#include "core/base/pinyin.h"
#include "core/model/emit.h"
#include "core/model/operations.h"
#include "core/model/roster.h"

enum { SEARCH_MOST = 200 };

struct finding {
	struct emitter emitter;
	struct text typed;
	unsigned found;
	const struct view *record; /* whose rows are being looked through */
	const struct field *list;
};

/* Two people of one name have numbers and groups of their own. */
static void tell_apart(struct finding *finding, const struct view *person, struct record *row)
{
	struct emitter *emitter = &finding->emitter;
	uint64_t group = group_of(emitter->world, person->id, emitter->world->today);

	row_message(emitter, row, SEARCH_WHERE, "{1} {2}", "SS", view_text(person, PERSON_CODE),
		group ? world_title(emitter, ENTITY_GROUP, group) : NO_TEXT);
}

static void found(
	struct finding *finding, const struct view *record, struct text title, const struct field *where)
{
	struct record row;
	struct value date;

	record_init(&row, &search_shape);
	record_number(&row, SEARCH_ENTITY, record->entity->id);
	record_number(&row, SEARCH_RECORD, (int64_t)record->id);
	record_text(&row, SEARCH_KIND, text_of(record->entity->label));
	record_text(&row, SEARCH_TITLE, arena_text(&finding->emitter.arena, title));
	if (!where && record->entity->id == ENTITY_PERSON)
		tell_apart(finding, record, &row);
	if (where)
		row_message(&finding->emitter, &row, SEARCH_WHERE, "{1}: {2}", "tS", where->name,
			where->label, world_title(&finding->emitter, record->entity->id, record->id));
	if (record->entity->id == ENTITY_MEETING && view_get(record, MEETING_DATE, &date))
		record_set(&row, SEARCH_DATE, date);
	finding->found++;
	if (finding->found >= SEARCH_MOST)
		finding->emitter.stopped = true;
	emit_row(&finding->emitter, &search_shape, (uint64_t)record->entity->id << 40 | record->id, &row);
}

/* The first SEARCH field that holds what was typed. */
static bool look(const struct view *view, struct text typed, struct text *text)
{
	struct text sounds = view->entity->sounds ? view_text(view, view->entity->sounds) : NO_TEXT;

	for (const struct field *field = NULL; (field = entity_next(view->entity, field));) {
		if (!(field->flags & SEARCH) || field->type->kind != VALUE_TEXT)
			continue;
		*text = view_text(view, field->tag);
		if (text->len && pinyin_match(*text, field->flags & TITLE ? sounds : NO_TEXT, typed))
			return true;
	}
	return false;
}

static bool look_row(const struct view *row, void *arg)
{
	struct finding *finding = arg;
	struct text text;

	if (!look(row, finding->typed, &text))
		return true;
	found(finding, finding->record, text, finding->list);
	return !finding->emitter.stopped;
}

static void look_lists(struct finding *finding, const struct view *view)
{
	struct world *world = finding->emitter.world;

	finding->record = view;
	for (const struct field *field = NULL; (field = entity_next(view->entity, field));) {
		struct row_walk rows = view_rows(view, field->tag);

		if (!field->rows)
			continue;
		finding->list = field;
		if (field->flags & BESIDE)
			world->rows(world, view, field->tag, look_row, finding, NULL);
		else
			while (row_walk_next(&rows) && look_row(&rows.row, finding))
				;
	}
}

static bool look_record(const struct view *view, void *arg)
{
	struct finding *finding = arg;
	struct text text;

	if (!record_may_see(finding->emitter.world, view))
		return true;
	if (look(view, finding->typed, &text))
		found(finding, view, text, NULL);
	else
		look_lists(finding, view);
	return !finding->emitter.stopped;
}

bool search_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct finding finding = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		.typed = text_trim(query->typed)};
	bool good = true;

	for (const struct entity *const *entity = world->schema->entities;
		good && *entity && finding.typed.len && !finding.emitter.stopped; entity++)
		good = world->walk(world, (*entity)->id, 0, NULL, 0, look_record, &finding, err);
	emitter_release(&finding.emitter);
	return good;
}
