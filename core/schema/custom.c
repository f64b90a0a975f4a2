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
};

void custom_clear(void)
{
	for (size_t i = 0; i < CUSTOM_ENTITIES_MAX; i++) {
		for (size_t f = 0; f < tables[i].count; f++) {
			free((char *)(uintptr_t)tables[i].fields[f].name);
			free((char *)(uintptr_t)tables[i].fields[f].label);
		}
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

bool custom_declare(unsigned entity, uint16_t tag, struct text name, struct text label, enum custom_type type)
{
	struct declared *table = table_of(entity);
	size_t at;

	if (!table || table->count == CUSTOM_FIELDS_MAX || type < CUSTOM_TEXT || type > CUSTOM_FLAG ||
		tag < TAG_CUSTOM)
		return false;
	for (at = table->count; at && table->fields[at - 1].tag > tag; at--)
		table->fields[at] = table->fields[at - 1];
	table->fields[at] = kinds[type];
	table->fields[at].tag = tag;
	table->fields[at].name = mem_copy_text(name.at, name.len);
	table->fields[at].label = mem_copy_text(label.at, label.len);
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
