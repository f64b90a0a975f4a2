/* A field that the court adds to a kind of record, without a programmer: it stands in its form, lists,
 * filters, imports and exports from the next login on. */
#include <ctype.h>
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
	{CUSTOM_CHOICE, "choice", "选项"},
	{CUSTOM_REF, "ref", "指向"},
	{0},
};

static const struct field fields[] = {
	{FIELD_ENTITY, "record", "用于", TEXT_FIELD(1, 30), REQUIRED, 10,
		"The kind of record: person, group, meeting, task (as in the list of sources)."},
	{FIELD_LABEL, "label", "栏目名", TEXT_FIELD(1, 20), REQUIRED | TITLE | SEARCH, 12},
	{FIELD_NAME, "name", "英文名", TEXT_FIELD(0, 30), 0, 12, "For files and filters; empty: the same."},
	{FIELD_TYPE, "type", "类型", CHOICE_FIELD(custom_types), REQUIRED, 6,
		"It cannot be changed once records have a value: remove the field and declare another."},
	{FIELD_NOTE, "note", "说明", TEXT_FIELD(0, 80), 0, 24},
	{FIELD_CHOICES, "choices", "可选", TEXT_FIELD(0, 600), 0, 20,
		"Of a choice: the words, with ; between. Later they may be renamed, and others added "
		"behind."},
	{FIELD_TARGET, "target", "指向对象", TEXT_FIELD(0, 30), 0, 10,
		"Of a reference: the kind of record, as person or group."},
	{FIELD_REQUIRED, "required", "必填", FLAG_FIELD, 0, 4,
		"Forms ask for it; records that were there before stay as they are."},
	{0},
};

/* A name is a word of filters and of column lists. */
static bool is_word(struct text name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char byte = (unsigned char)name.at[i];

		if (byte < 0x80 && byte != '_' && !isalnum(byte))
			return false;
	}
	return text_find(name, TEXT("　")) >= name.len && !(name.len && isdigit((unsigned char)*name.at));
}

static void check_name(
	const struct entity *entity, const struct view *view, uint16_t tag, struct problems *problems)
{
	struct text name = view_text(view, tag);
	const struct field *known = name.len ? entity_named(entity, name) : NULL;

	if (known && known->tag < TAG_CUSTOM)
		problem_add(problems, false, tag, 0, "{1} has a field of that name already", "t",
			entity->name, entity->label);
	else if (!is_word(name) || text_is(name, "id") || text_is(name, "编号"))
		problem_add(problems, false, tag, 0, "A name is one word, without blanks and signs", "");
}

struct declarations {
	const struct view *view;
	struct problems *problems;
	const struct schema *schema;
	const struct entity *entity;
	size_t count;
};

/* As they are stored: the schema of this process knows those of its beginning. */
static bool check_other(const struct view *other, void *arg)
{
	static const uint16_t names[] = {FIELD_LABEL, FIELD_NAME};
	struct declarations *all = arg;

	if (other->id == all->view->id ||
		schema_named(all->schema, view_text(other, FIELD_ENTITY)) != all->entity)
		return true;
	all->count++;
	for (size_t i = 0; i < 4; i++) {
		struct text mine = view_text(all->view, names[i / 2]), its = view_text(other, names[i % 2]);

		if (mine.len && text_equal(mine, its))
			problem_add(all->problems, false, names[i / 2], 0,
				"{1} has a field of that name already", "t", all->entity->name,
				all->entity->label);
	}
	return true;
}

/* The word at a place of the choices; none: empty. */
static struct text choice_at(struct text words, size_t place)
{
	struct text word;

	while (custom_choice_next(&words, &word))
		if (!place--)
			return word;
	return NO_TEXT;
}

static size_t choice_place(struct text words, struct text wanted)
{
	struct text word;
	size_t place = 0;

	while (custom_choice_next(&words, &word) && !text_equal(word, wanted))
		place++;
	return place;
}

/* Records hold the place of their choice. */
static void check_choices(
	const struct view *view, struct text now, struct text before, struct problems *problems)
{
	struct text word;
	size_t count = 0;

	for (; (word = choice_at(now, count)).len; count++)
		if (choice_place(now, word) != count)
			problem_add(
				problems, false, FIELD_CHOICES, 0, "\"{1}\" stands there twice", "S", word);
	if (view_number(view, FIELD_TYPE) == CUSTOM_CHOICE && (!count || count > CUSTOM_CHOICES_MAX))
		problem_add(problems, false, FIELD_CHOICES, 0,
			"A choice needs words to choose from, at most {1}", "n", (int64_t)CUSTOM_CHOICES_MAX);
	for (size_t i = 0; (word = choice_at(before, i)).len; i++)
		if (i >= count ||
			(choice_at(now, choice_place(now, word)).len && choice_place(now, word) != i)) {
			problem_add(problems, false, FIELD_CHOICES, 0,
				"Choices keep their places, for records refer to them: rename one, or add "
				"others at the end",
				"");
			return;
		}
}

struct counting {
	uint16_t tag;
	int64_t count;
};

static bool count_value(const struct view *record, void *arg)
{
	struct counting *counting = arg;

	counting->count += view_has(record, counting->tag);
	return true;
}

int64_t custom_values(struct world *world, const struct view *declared)
{
	const struct entity *entity = schema_named(world->schema, view_text(declared, FIELD_ENTITY));
	struct counting counting = {CUSTOM_TAG(declared->id), 0};

	if (entity)
		world->walk(world, entity->id, 0, NULL, 0, count_value, &counting, NULL);
	return counting.count;
}

static bool is_same_kind(const struct view *one, const struct view *other)
{
	return view_number(one, FIELD_TYPE) == view_number(other, FIELD_TYPE) &&
		text_equal(view_text(one, FIELD_ENTITY), view_text(other, FIELD_ENTITY)) &&
		text_equal(view_text(one, FIELD_TARGET), view_text(other, FIELD_TARGET));
}

static void check_change(const struct view *view, struct world *world, struct problems *problems)
{
	struct text choices = view_text(view, FIELD_CHOICES);
	struct view before;
	int64_t count = 0;

	if (view->id && world->get(world, ENTITY_FIELD, view->id, &before, NULL))
		count = custom_values(world, &before);
	check_choices(view, choices, count ? view_text(&before, FIELD_CHOICES) : NO_TEXT, problems);
	if (count && !is_same_kind(&before, view))
		problem_add(problems, false, FIELD_TYPE, 0,
			"{1} records have a value: remove the field and declare another", "n", count);
}

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	struct declarations all = {view, problems, world ? world->schema : NULL, NULL, 0};

	if (!world)
		return;
	all.entity = schema_named(world->schema, view_text(view, FIELD_ENTITY));
	if (!all.entity) {
		problem_add(problems, false, FIELD_ENTITY, 0, "There is no kind of record \"{1}\"", "S",
			view_text(view, FIELD_ENTITY));
		return;
	}
	check_name(all.entity, view, FIELD_LABEL, problems);
	check_name(all.entity, view, FIELD_NAME, problems);
	world->walk(world, ENTITY_FIELD, 0, NULL, 0, check_other, &all, NULL);
	if (all.count >= CUSTOM_FIELDS_MAX)
		problem_add(problems, false, FIELD_ENTITY, 0, "{1} has {2} fields of the court's already",
			"tn", all.entity->name, all.entity->label, (int64_t)all.count);
	if (view_number(view, FIELD_TYPE) == CUSTOM_REF &&
		!schema_named(world->schema, view_text(view, FIELD_TARGET)))
		problem_add(problems, false, FIELD_TARGET, 0, "There is no kind of record \"{1}\"", "S",
			view_text(view, FIELD_TARGET));
	check_change(view, world, problems);
}

const struct entity field_entity = {ENTITY_FIELD, "field", "自定栏目", fields, .check = check};

bool custom_field_of(const struct view *view, const struct schema *schema, struct custom_field *declared)
{
	const struct entity *entity = schema_named(schema, view_text(view, FIELD_ENTITY));
	const struct entity *target = schema_named(schema, view_text(view, FIELD_TARGET));
	struct text label = view_text(view, FIELD_LABEL), name = view_text(view, FIELD_NAME);

	if (!entity || view->id >= UINT16_MAX - TAG_CUSTOM)
		return false;
	*declared = (struct custom_field){entity->id, CUSTOM_TAG(view->id),
		(enum custom_type)view_number(view, FIELD_TYPE), name.len ? name : label, label,
		view_text(view, FIELD_CHOICES), target ? target->id : 0, view_number(view, FIELD_REQUIRED)};
	return true;
}

static bool declare(const struct view *view, void *arg)
{
	const struct schema *schema = arg;
	struct custom_field declared;

	if (custom_field_of(view, schema, &declared))
		custom_declare(&declared);
	return true;
}

bool custom_declare_all(struct world *world, struct error *err)
{
	custom_clear();
	return world->walk(world, ENTITY_FIELD, 0, NULL, 0, declare, (void *)(uintptr_t)world->schema, err);
}
