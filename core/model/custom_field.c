/* A field that the court adds to a kind of record, without a programmer: it stands in its form, lists,
 * filters, imports and exports from the next login on. */
#include "core/base/buf.h"
#include "core/model/operations.h"
#include "core/schema/custom.h"
#include "core/schema/view.h"
#include "core/schema/world.h"

const struct choice custom_types[] = {
	{CUSTOM_TEXT, "text", "文字"},
	{CUSTOM_NUMBER, "number", "整数"},
	{CUSTOM_DECIMAL, "decimal", "小数"},
	{CUSTOM_DATE, "date", "日期"},
	{CUSTOM_FLAG, "flag", "是否"},
	{0},
};

static const struct field fields[] = {
	{FIELD_ENTITY, "record", "用于", TEXT_FIELD(1, 30), REQUIRED, 10,
		"The kind of record: person, group, meeting, task (as in the list of sources)."},
	{FIELD_LABEL, "label", "栏目名", TEXT_FIELD(1, 20), REQUIRED | TITLE | SEARCH, 12},
	{FIELD_NAME, "name", "英文名", TEXT_FIELD(0, 30), 0, 12, "For files and filters; empty: the same."},
	{FIELD_TYPE, "type", "类型", CHOICE_FIELD(custom_types), REQUIRED, 6,
		"It cannot be changed once the field is declared: remove it and declare another."},
	{FIELD_NOTE, "note", "说明", TEXT_FIELD(0, 80), 0, 24},
	{0},
};

static void check_name(
	const struct entity *entity, const struct view *view, uint16_t tag, struct problems *problems)
{
	struct text name = view_text(view, tag);
	const struct field *known = name.len ? entity_named(entity, name) : NULL;

	if (known && known->tag != CUSTOM_TAG(view->id))
		problem_add(problems, false, tag, 0, "{1} has a field of that name already", "t",
			entity->name, entity->label);
}

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	const struct entity *entity =
		world ? schema_named(world->schema, view_text(view, FIELD_ENTITY)) : NULL;
	struct view before;

	if (!world)
		return;
	if (!entity) {
		problem_add(problems, false, FIELD_ENTITY, 0, "There is no kind of record \"{1}\"", "S",
			view_text(view, FIELD_ENTITY));
		return;
	}
	check_name(entity, view, FIELD_LABEL, problems);
	check_name(entity, view, FIELD_NAME, problems);
	if (view->id && world->get(world, ENTITY_FIELD, view->id, &before, NULL) &&
		(view_number(&before, FIELD_TYPE) != view_number(view, FIELD_TYPE) ||
			!text_equal(view_text(&before, FIELD_ENTITY), view_text(view, FIELD_ENTITY))))
		problem_add(problems, false, FIELD_TYPE, 0,
			"What a field is cannot be changed any more: remove it and declare another", "");
}

const struct entity field_entity = {ENTITY_FIELD, "field", "自定栏目", fields, .check = check};

static bool declare(const struct view *view, void *arg)
{
	const struct schema *schema = arg;
	const struct entity *entity = schema_named(schema, view_text(view, FIELD_ENTITY));
	struct text label = view_text(view, FIELD_LABEL), name = view_text(view, FIELD_NAME);

	if (entity && view->id < UINT16_MAX - TAG_CUSTOM)
		custom_declare(entity->id, CUSTOM_TAG(view->id), name.len ? name : label, label,
			(enum custom_type)view_number(view, FIELD_TYPE));
	return true;
}

bool custom_declare_all(struct world *world, struct error *err)
{
	custom_clear();
	return world->walk(world, ENTITY_FIELD, 0, NULL, 0, declare, (void *)(uintptr_t)world->schema, err);
}
