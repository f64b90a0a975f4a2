/* The cells of pages: in one walk of a row, and references followed once, they are what they are one by one.
 */
#include "tests/harness/demo.h"

#include "core/service/cells.h"
#include "core/service/session.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { ROWS_MAX = 300 };

/* One list of columns for the rows of one kind of record. */
struct comparing {
	struct world_naming naming;
	struct cells cells;
	const char *paths;
	struct buf rows;
	uint64_t count;
	size_t filled;
};

static bool refers(const struct field *field)
{
	return field && (field->type == &type_ref || field->type == &type_refs);
}

/* By the path alone, as a title where it is a reference. */
static bool cell_by_itself(
	struct comparing *comparing, const struct path *path, const struct view *view, struct buf *out)
{
	struct naming *naming = &comparing->naming.naming;
	const struct field *field = path_field(path);
	struct value value;

	buf_clear(out);
	if (!path_get(path, comparing->naming.world, view, &value))
		return false;
	if (refers(field) && value.kind == VALUE_NUMBER)
		naming->title(naming, field->target, (uint64_t)value.number, out);
	else if (refers(field))
		field_show(field, &value, naming, out);
	else if (value.kind == VALUE_NUMBER)
		buf_printf(out, "%lld", (long long)value.number);
	else
		buf_text(out, value.bytes);
	return out->len > 0;
}

static bool cell_of_row(const struct view *row, size_t column, struct buf *out)
{
	struct value value;

	buf_clear(out);
	if (!view_get(row, (uint16_t)(CELL_FIRST + column), &value))
		return false;
	if (value.kind == VALUE_NUMBER)
		buf_printf(out, "%lld", (long long)value.number);
	else
		buf_text(out, value.bytes);
	return true;
}

static void compare(struct comparing *comparing, const struct view *view)
{
	const struct columns *columns = comparing->cells.columns;
	struct buf one = BUF_INIT, other = BUF_INIT;
	struct row_walk walk = {reader_of(comparing->rows.data, comparing->rows.len), {.entity = &cell_rows}};

	assert_true(row_walk_next(&walk));
	assert_int_equal(view_number(&walk.row, CELL_ID), view->id);
	assert_true(body_check(&cell_rows, walk.row.body, NULL));
	for (size_t i = 0; i < columns->count; i++) {
		bool here = cell_by_itself(comparing, &columns->items[i].path, view, &one);

		comparing->filled += here;
		if (cell_of_row(&walk.row, i, &other) != here ||
			!text_equal(buf_as_text(&one), buf_as_text(&other)))
			fail_msg("%s %llu, column %zu of\n%s\n%s instead of %s", view->entity->name,
				(unsigned long long)view->id, i, comparing->paths, buf_cstr(&other),
				buf_cstr(&one));
	}
	buf_release(&one);
	buf_release(&other);
}

static bool compare_row(const struct view *view, void *arg)
{
	struct comparing *comparing = arg;

	buf_clear(&comparing->rows);
	cells_add_row(&comparing->cells, view, ++comparing->count, &comparing->rows);
	compare(comparing, view);
	return comparing->count < ROWS_MAX;
}

static bool compare_all(struct world *world, const struct entity *entity, struct buf *paths)
{
	static struct columns columns;
	struct comparing comparing = {.cells = {.columns = &columns}, .paths = buf_cstr(paths)};
	struct error err = ERROR_INIT;

	comparing.cells.naming = &comparing.naming;
	naming_over(&comparing.naming, world, LANGUAGE_ZH);
	if (!columns_compile(&columns, world->schema, entity, buf_as_text(paths), &err))
		fail_msg("%s: %s", entity->name, err.message.id);
	assert_true(world->walk(world, entity->id, 0, NULL, 0, compare_row, &comparing, &err));
	cells_release(&comparing.cells);
	buf_release(&comparing.rows);
	buf_clear(paths);
	return comparing.filled > 0;
}

/* Last fields first, so that columns are not in the order of tags, and what stands behind references. */
static void all_paths(struct world *world, const struct entity *entity, struct buf *paths, const char *before)
{
	const struct field *fields[64];
	size_t count = 0;

	for (const struct field *field = NULL; (field = entity_next(entity, field)) && count < 24;)
		if (!(field->flags & SECRET))
			fields[count++] = field;
	while (count--) {
		const struct field *field = fields[count];
		const struct entity *target =
			refers(field) ? schema_entity(world->schema, field->target) : NULL;

		buf_printf(paths, "%s%s\n", before, field->name);
		if (target && !*before) {
			struct buf further = BUF_INIT;

			buf_printf(&further, "%s.", field->name);
			all_paths(world, target, paths, buf_cstr(&further));
			buf_release(&further);
		}
	}
}

/* As many columns at a time as a page may have; the id between them. */
static size_t compare_entity(struct world *world, const struct entity *entity)
{
	struct buf all = BUF_INIT, some = BUF_INIT;
	struct text rest, line;
	size_t lines = 0, filled = 0;

	all_paths(world, entity, &all, "");
	rest = buf_as_text(&all);
	while (text_split(&rest, '\n', &line)) {
		buf_text(&some, line);
		buf_byte(&some, '\n');
		if (++lines % 20 == 0)
			buf_text(&some, TEXT("id\n"));
		if (lines % 40 == 0)
			filled += compare_all(world, entity, &some);
	}
	if (some.len)
		filled += compare_all(world, entity, &some);
	buf_release(&all);
	buf_release(&some);
	return filled;
}

static bool compare_entities(struct world *world, void *arg, struct error *err)
{
	size_t *filled = arg;

	(void)err;
	for (const struct entity *const *entity = world->schema->entities; *entity; entity++)
		*filled += compare_entity(world, *entity);
	return true;
}

static void cells_are_what_paths_lead_to(void **state)
{
	struct error err = ERROR_INIT;
	size_t filled = 0;

	assert_true(store_read(*state, 0, compare_entities, &filled, &err));
	assert_true(filled > 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_DEMO(cells_are_what_paths_lead_to),
	};

	return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
