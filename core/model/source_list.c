/* What can be listed, as a source of its own: its names and columns, for whoever writes a filter or an
 * export. */
#include "core/model/emit.h"

static void put_columns(const struct entity *shape, struct buf *out)
{
	for (const struct field *field = NULL; (field = entity_next(shape, field));) {
		if (field->flags & SECRET || field->rows)
			continue;
		buf_printf(out, "%s%s", out->len ? ", " : "", field->name);
		if (text_of(field->label).len && !text_is(text_of(field->label), field->name))
			buf_printf(out, " %s", field->label);
	}
}

static enum sources_kind kind_of(const struct entity *shape)
{
	if (shape->id)
		return SOURCES_RECORDS;
	return entity_field(shape, ROW_OWNER) ? SOURCES_ROWS : SOURCES_COMPUTED;
}

bool sources_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct emitter emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT};
	const struct entity *shape;

	for (size_t i = 0; !emitter.stopped && (shape = source_shape_at(world->schema, i)); i++) {
		struct buf columns = BUF_INIT;
		struct record row;

		put_columns(shape, &columns);
		record_init(&row, &sources_shape);
		record_text(&row, SOURCES_NAME, text_of(shape->name));
		record_text(&row, SOURCES_LABEL, text_of(shape->label));
		record_number(&row, SOURCES_KIND, kind_of(shape));
		record_text(&row, SOURCES_COLUMNS, arena_text(&emitter.arena, buf_as_text(&columns)));
		emit_row(&emitter, &sources_shape, i + 1, &row);
		record_release(&row);
		buf_release(&columns);
	}
	emitter_release(&emitter);
	return true;
}
