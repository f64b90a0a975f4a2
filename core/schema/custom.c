#include "core/schema/custom.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

static struct declared {
	unsigned entity;
	size_t count;
	struct field fields[CUSTOM_FIELDS_MAX + 1];
} tables[CUSTOM_ENTITIES_MAX];

/* What a field of that type is, but for its name. */
static const struct field kinds[] = {
	[CUSTOM_TEXT] = {0, NULL, NULL, TEXT_FIELD(0, 200), SEARCH, 16},
	[CUSTOM_NUMBER] = {0, NULL, NULL, NUMBER_FIELD(INT64_MIN / 2, INT64_MAX / 2), 0, 8},
	[CUSTOM_DECIMAL] = {0, NULL, NULL, DECIMAL_FIELD(2, INT64_MIN / 2, INT64_MAX / 2), 0, 8},
	[CUSTOM_DATE] = {0, NULL, NULL, DATE_FIELD, 0, 10},
	[CUSTOM_FLAG] = {0, NULL, NULL, FLAG_FIELD, 0, 6},
	[CUSTOM_CHOICE] = {0, NULL, NULL, CHOICE_FIELD(NULL), 0, 10},
	[CUSTOM_REF] = {0, NULL, NULL, REF_FIELD(0), 0, 12},
};

static void drop(const struct field *field)
{
	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		free((char *)(uintptr_t)choice->name);
	free((struct choice *)(uintptr_t)field->choices);
	free((char *)(uintptr_t)field->name);
	free((char *)(uintptr_t)field->label);
}

/* Of the tables, which are large, those that nobody filled are not touched. */
void custom_clear(void)
{
	for (size_t i = 0; i < CUSTOM_ENTITIES_MAX && tables[i].entity; i++) {
		for (size_t f = 0; f < tables[i].count; f++)
			drop(&tables[i].fields[f]);
		tables[i] = (struct declared){0};
	}
}

static struct declared *table_of(unsigned entity)
{
	for (size_t i = 0; i < CUSTOM_ENTITIES_MAX; i++)
		if (tables[i].entity == entity || !tables[i].entity) {
			tables[i].entity = entity;
			return &tables[i];
		}
	return NULL;
}

bool custom_choice_next(struct text *rest, struct text *word)
{
	static const char *const marks[] = {";", "；", "、", ",", "，"};

	while (rest->len) {
		size_t at = rest->len, len = 0;

		for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
			size_t found = text_find(*rest, text_of(marks[i]));

			if (found < at) {
				at = found;
				len = strlen(marks[i]);
			}
		}
		*word = text_trim(text_take(*rest, at));
		*rest = text_skip(*rest, at + len);
		if (word->len)
			return true;
	}
	return false;
}

static const struct choice *make_choices(struct text words)
{
	struct choice *choices = mem_new((CUSTOM_CHOICES_MAX + 1) * sizeof(*choices));
	struct text word;

	for (int i = 0; i < CUSTOM_CHOICES_MAX && custom_choice_next(&words, &word); i++) {
		choices[i].code = i + 1;
		choices[i].name = choices[i].label = mem_copy_text(word.at, word.len);
	}
	return choices;
}

bool custom_declare(const struct custom_field *declared)
{
	struct declared *table = table_of(declared->entity);
	struct field *field;
	size_t at;

	if (!table || table->count == CUSTOM_FIELDS_MAX || declared->type < CUSTOM_TEXT ||
		declared->type > CUSTOM_REF || declared->tag < TAG_CUSTOM)
		return false;
	for (at = table->count; at && table->fields[at - 1].tag > declared->tag; at--)
		table->fields[at] = table->fields[at - 1];
	field = &table->fields[at];
	*field = kinds[declared->type];
	field->tag = declared->tag;
	field->name = mem_copy_text(declared->name.at, declared->name.len);
	field->label = mem_copy_text(declared->label.at, declared->label.len);
	field->target = declared->type == CUSTOM_REF ? declared->target : 0;
	field->flags |= declared->required ? REQUIRED : 0;
	if (declared->type == CUSTOM_CHOICE)
		field->choices = make_choices(declared->choices);
	table->count++;
	return true;
}

const struct field *custom_fields(unsigned entity)
{
	for (size_t i = 0; i < CUSTOM_ENTITIES_MAX && tables[i].entity; i++)
		if (tables[i].entity == entity && tables[i].count)
			return tables[i].fields;
	return NULL;
}
