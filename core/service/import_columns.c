/* Which column is which field, and one row's cells as values. */
#include "core/service/import_internal.h"

/* Other words that rosters use for a field, and columns of a roster that are not the person's own fields. */
static const struct {
	const char *heading;
	uint16_t tag;
} aliases[] = {
	{"到法院日期", PERSON_COURT_SINCE},
	{"进入法院日期", PERSON_COURT_SINCE},
	{"入院日期", PERSON_COURT_SINCE},
	{"编号", PERSON_CODE},
	{"出生年月", PERSON_BORN},
	{"入党时间", PERSON_JOINED},
	{"转正时间", PERSON_FULL_SINCE},
	{"文化程度", PERSON_EDUCATION},
	{"账号", PERSON_LOGIN},
	{"登录名", PERSON_LOGIN},
};
static const char *const extra_headings[EXTRA_COUNT][4] = {
	[EXTRA_TEAM] = {"团队", "team", "审判团队", "部门"},
	[EXTRA_BRANCH] = {"党支部", "branch", "支部", "所属党支部"},
	[EXTRA_GROUP] = {"党小组", "group", "小组", "所属党小组"},
	[EXTRA_LEADER] = {"组长", "leader", "是否组长", "党小组组长"},
};

static const struct field *alias_field(const struct entity *entity, struct text heading)
{
	for (size_t i = 0; entity->id == ENTITY_PERSON && i < sizeof(aliases) / sizeof(*aliases); i++)
		if (text_is(heading, aliases[i].heading))
			return entity_field(entity, aliases[i].tag);
	return NULL;
}

static int extra_of(const struct entity *entity, struct text heading)
{
	for (int extra = 0; entity->id == ENTITY_PERSON && extra < EXTRA_COUNT; extra++)
		for (size_t i = 0; i < 4; i++)
			if (text_is(heading, extra_headings[extra][i]))
				return extra;
	return -1;
}

/* Which of the two would count? */
static bool column_twice(const struct import_plan *plan, size_t second, struct error *err)
{
	for (size_t i = 0; i < second; i++) {
		const struct field *field = plan->fields[i];
		int extra = plan->extra[i];

		if (extra >= 0 && extra == plan->extra[second])
			return fail(err, ERROR_INPUT, "The column {1} stands there twice", "t",
				extra_headings[extra][1], extra_headings[extra][0]);
		if (field && field == plan->fields[second])
			return fail(err, ERROR_INPUT, "The column {1} stands there twice", "t", field->name,
				field->label);
	}
	return true;
}

bool import_columns(struct import_plan *plan, struct error *err)
{
	const struct import_input *input = plan->input;
	size_t known = 0;

	for (size_t i = 0; i < input->columns; i++) {
		struct text heading = text_trim(input->header[i]);

		plan->extra[i] = extra_of(input->entity, heading);
		if (plan->extra[i] < 0) {
			plan->fields[i] = entity_named(input->entity, heading);
			if (!plan->fields[i])
				plan->fields[i] = alias_field(input->entity, heading);
			if (plan->fields[i] &&
				(plan->fields[i]->flags & SYSTEM || plan->fields[i]->type == &type_list))
				plan->fields[i] = NULL;
		}
		known += plan->fields[i] || plan->extra[i] >= 0;
		if (!column_twice(plan, i, err))
			return false;
	}
	if (!known)
		return fail(err, ERROR_INPUT,
			"No column is known. The first row must hold headings such as {1}, {2}", "tt",
			input->entity->fields[0].name, input->entity->fields[0].label,
			input->entity->fields[1].name, input->entity->fields[1].label);
	for (const struct field *field = NULL; (field = entity_next(input->entity, field));) {
		size_t i = 0;

		while (i < input->columns && plan->fields[i] != field)
			i++;
		if (i == input->columns && field->flags & REQUIRED && !field->initial &&
			!(field->flags & SYSTEM))
			return fail(err, ERROR_INPUT, "The column {1} is missing", "t", field->name,
				field->label);
	}
	return true;
}

int import_column_of(const struct import_plan *plan, uint16_t tag)
{
	for (size_t i = 0; i < plan->input->columns; i++)
		if (plan->fields[i] && plan->fields[i]->tag == tag)
			return (int)i;
	return IMPORT_WHOLE_ROW;
}

int import_column_of_extra(const struct import_plan *plan, enum import_extra extra)
{
	for (size_t i = 0; i < plan->input->columns; i++)
		if (plan->extra[i] == (int)extra)
			return (int)i;
	return IMPORT_WHOLE_ROW;
}

struct text import_cell(const struct import_row *row, int column)
{
	return column >= 0 && (size_t)column < row->count ? text_trim(row->cells[column]) : NO_TEXT;
}

bool import_tidy(
	struct import_plan *plan, const struct field *field, size_t row, size_t column, struct error *err)
{
	struct text *cell = &plan->input->rows[row].cells[column];
	struct buf room = BUF_INIT;
	struct value value;
	bool good;

	if (!text_trim(*cell).len)
		return true;
	good = field_parse(field, *cell, NULL, &room, &value, err) && field_check(field, &value, err);
	if (good)
		*cell = arena_text(&plan->arena, value.kind == VALUE_TEXT ? value.bytes : NO_TEXT);
	buf_release(&room);
	return good;
}

struct import_fault *import_fault(struct import_plan *plan, size_t row, int column, bool warning)
{
	struct import_fault *fault;

	plan->faults = mem_grow(plan->faults, plan->fault_count, &plan->fault_room, sizeof(*plan->faults));
	fault = &plan->faults[plan->fault_count++];
	*fault = (struct import_fault){.row = row, .column = column, .warning = warning, .swap = -1};
	return fault;
}

/* Does the text fit the field? The value itself is thrown away. */
static bool fits(const struct field *field, struct text text)
{
	struct buf room = BUF_INIT;
	struct value value;
	bool good = text.len && field_parse(field, text, NULL, &room, &value, NULL) &&
		field_check(field, &value, NULL);

	buf_release(&room);
	return good;
}

/* A cell that is wrong here and right in another column whose cell is right here: the two were exchanged. */
static int swapped_with(const struct import_plan *plan, const struct import_row *row, size_t column)
{
	const struct field *field = plan->fields[column];
	struct text text = import_cell(row, (int)column);

	if (!field->choices && field->type != &type_date)
		return -1;
	for (size_t i = 0; i < plan->input->columns; i++)
		if (i != column && plan->fields[i] && plan->fields[i]->type != field->type &&
			fits(field, import_cell(row, (int)i)) && fits(plan->fields[i], text))
			return (int)i;
	return -1;
}

static void suggest(
	struct import_plan *plan, struct import_fault *fault, const struct field *field, struct text text)
{
	struct buf clean = BUF_INIT;
	size_t count = 0;

	if (field->choices && field->type == &type_choice)
		for (const struct choice *choice = field->choices; choice->name && count < IMPORT_SUGGESTIONS;
			choice++)
			fault->suggestions[count++] = text_of(choice->label);
	while (!field->choices && text.len) {
		struct text before = text;
		struct buf one = BUF_INIT;

		text_next(&text);
		before.len -= text.len;
		if (text_clean(before, &one, NULL, NULL) == TEXT_OK)
			buf_text(&clean, before);
		buf_release(&one);
	}
	if (clean.len && fits(field, buf_as_text(&clean)))
		fault->suggestions[0] = arena_text(&plan->arena, buf_as_text(&clean));
	buf_release(&clean);
}

/* What a spreadsheet would run: taken as text, and said. */
static bool looks_like_formula(struct text text)
{
	return text.len && strchr("=+-@", text.at[0]) && text.len > 1;
}

bool import_values(
	struct import_plan *plan, struct world *world, size_t index, struct record *record, struct buf *room)
{
	struct world_naming over;
	struct naming *naming = naming_over(&over, world, LANGUAGE_ZH);
	const struct import_row *row = &plan->input->rows[index];
	bool good = true;

	/* Days are written in full in a file, whatever today is. */
	over.naming.today = 0;
	for (size_t i = 0; i < plan->input->columns; i++) {
		struct text text = import_cell(row, (int)i);
		const struct field *field = plan->fields[i];
		struct error err = ERROR_INIT;
		struct value value;

		if (!field || !text.len)
			continue;
		if (field_parse(field, text, naming, room, &value, &err) &&
			field_check(field, &value, &err)) {
			/* `room` may move: keep the value's bytes in the plan. */
			if (value.kind != VALUE_NUMBER)
				value.bytes = arena_text(&plan->arena, value.bytes);
			record_set(record, field->tag, value);
			if (field->type == &type_text && looks_like_formula(text))
				message_set(&import_fault(plan, index, (int)i, true)->message,
					"Looks like a formula; it is taken as text", "");
			continue;
		}
		good = false;
		{
			int other = swapped_with(plan, row, i);
			struct import_fault *fault =
				import_fault(plan, index, other >= 0 ? other : (int)i, false);

			fault->message = err.message;
			fault->swap = other >= 0 ? (int)i : -1;
			if (other >= 0)
				message_set(&fault->message, "Exchanged with the column {1}", "t",
					field->name, field->label);
			else
				suggest(plan, fault, field, text);
		}
	}
	return good;
}
