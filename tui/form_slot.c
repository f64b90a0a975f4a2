/* The fields of a form: what is typed, what it means, what is shown. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/form_parts.h"

/* --- names --- */

void form_remember_name(struct form *form, unsigned entity, uint64_t id, struct text name)
{
	form->names = mem_grow(form->names, form->name_count, &form->name_room, sizeof(*form->names));
	form->names[form->name_count++] = (struct named){entity, id, arena_text(&form->arena, name)};
}

static bool title_of(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	const struct form *form = ((struct form_naming *)naming)->form;
	struct text name = form->steps.live.loaded ? live_name(&form->steps.live, target, id) : NO_TEXT;

	for (size_t i = 0; !name.len && i < form->name_count; i++)
		if (form->names[i].entity == target && form->names[i].id == id)
			name = form->names[i].name;
	buf_text(out, name);
	return name.len > 0;
}

struct naming *form_naming(struct form_naming *naming, const struct screen *screen)
{
	*naming = (struct form_naming){
		{NULL, title_of, screen->app->welcome.today, words_language()}, form_of(screen)};
	return &naming->naming;
}

/* --- values --- */

void own_set(struct own_value *own, const struct value *value)
{
	struct buf bytes = BUF_INIT;

	/* The value may lie in our own bytes. */
	buf_text(&bytes, value->bytes);
	buf_release(&own->bytes);
	own->bytes = bytes;
	own->value = *value;
	own->value.bytes = buf_as_text(&own->bytes);
}

void own_release(struct own_value *own)
{
	buf_release(&own->bytes);
	own->value = EMPTY_VALUE;
}

static bool is_shown(const struct field *field)
{
	return !(field->flags & SECRET) && !(field->flags & SYSTEM && field->flags & HIDDEN);
}

static void add_slot(struct form *form, const struct field *field)
{
	struct slot *slot;

	form->slots = mem_grow(form->slots, form->count, &form->room, sizeof(*form->slots));
	slot = &form->slots[form->count++];
	*slot = (struct slot){.field = field};
	slot->old.value = slot->now.value = EMPTY_VALUE;
	slot->line.most = field->type->kind == VALUE_TEXT && field->max > 0 ? (size_t)field->max : 0;
	slot->line.lines = field->type == &type_long;
}

void form_make_slots(struct form *form, const char *only)
{
	struct text rest = text_of(only ? only : ""), name;

	while (text_split(&rest, ' ', &name))
		add_slot(form, entity_named(form->entity, name));
	for (const struct field *field = NULL; !only && (field = entity_next(form->entity, field));)
		/* What operations write a new record cannot have yet. */
		if (is_shown(field) && (form->id || !(field->flags & SYSTEM)))
			add_slot(form, field);
}

static bool is_unsaid(const struct view *record, const struct field *field)
{
	bool one_of = false;

	for (const struct choice *kind = evaluated_kinds; kind->name; kind++)
		one_of |= evaluated_tag(record->entity->id, (unsigned)kind->code) == field->tag;
	return one_of && field->flags & SYSTEM && !view_has(record, field->tag);
}

static void release_slot(struct slot *slot)
{
	own_release(&slot->old);
	own_release(&slot->now);
	edit_line_release(&slot->line);
}

void form_drop_unsaid(struct form *form, const struct view *record)
{
	size_t kept = 0;

	for (size_t i = 0; i < form->count; i++) {
		if (is_unsaid(record, form->slots[i].field))
			release_slot(&form->slots[i]);
		else
			form->slots[kept++] = form->slots[i];
	}
	form->count = kept;
	form->at = form->at < kept ? form->at : kept - 1;
}

void form_release_slots(struct form *form)
{
	for (size_t i = 0; i < form->count; i++)
		release_slot(&form->slots[i]);
	free(form->slots);
	free(form->names);
	arena_release(&form->arena);
}

bool slot_typed(const struct slot *slot)
{
	static const struct type *const typed[] = {
		&type_text, &type_long, &type_number, &type_decimal, &type_date, &type_time, &type_moment};

	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++)
		if (slot->field->type == typed[i])
			return true;
	return false;
}

bool slot_open(const struct slot *slot)
{
	return !(slot->field->flags & SYSTEM) && slot->field->type != &type_list;
}

bool slot_changed(const struct slot *slot)
{
	return !value_equal(&slot->old.value, &slot->now.value);
}

/* Dates and times as they are written in files: short, and the same in both languages. */
static void write_line(const struct screen *screen, struct slot *slot)
{
	struct form_naming naming;
	struct buf text = BUF_INIT;

	if (!slot_typed(slot))
		return;
	if (slot->now.value.kind != VALUE_EMPTY)
		field_format(slot->field, &slot->now.value, form_naming(&naming, screen), &text);
	if (!text_equal(buf_as_text(&text), edit_line_text(&slot->line)))
		edit_line_set(&slot->line, buf_as_text(&text));
	buf_release(&text);
}

static void look_closely(const struct screen *screen, struct slot *slot)
{
	slot->doubtful = !slot->bad &&
		field_doubt(slot->field, &slot->now.value, screen->app->welcome.today, &slot->fault.message);
}

void slot_set(const struct screen *screen, struct slot *slot, const struct value *value)
{
	own_set(&slot->now, value);
	slot->bad = false;
	look_closely(screen, slot);
	write_line(screen, slot);
}

void slot_read(const struct screen *screen, struct slot *slot)
{
	struct text text = text_trim(edit_line_text(&slot->line));
	struct value value = EMPTY_VALUE;
	struct form_naming naming;
	struct buf room = BUF_INIT;

	slot->fault = (struct error)ERROR_INIT;
	slot->bad = text.len &&
		!field_parse(slot->field, text, form_naming(&naming, screen), &room, &value, &slot->fault);
	if (!slot->bad)
		slot->bad = !field_check(slot->field, &value, &slot->fault) && text.len;
	if (!slot->bad)
		own_set(&slot->now, &value);
	look_closely(screen, slot);
	buf_release(&room);
}

void slot_show(const struct screen *screen, const struct slot *slot, struct buf *out)
{
	struct form_naming naming;

	if (slot->field->type == &type_list) {
		struct row_walk rows = value_rows(slot->field->rows, &slot->now.value);
		int64_t count = 0;

		while (row_walk_next(&rows))
			count++;
		tr_format(out, "{1} lines", "n", count);
	} else if (slot_typed(slot) && slot_open(slot)) {
		buf_text(out, edit_line_text(&slot->line));
	} else if (slot->now.value.kind != VALUE_EMPTY) {
		field_show(slot->field, &slot->now.value, form_naming(&naming, screen), out);
	}
}

/* --- choices --- */

static const struct choice flags[] = {{1, "yes", "是"}, {0, "no", "否"}, {0}};

const struct choice *slot_choice(const struct slot *slot, size_t digit)
{
	const struct choice *choices = slot->field->type == &type_flag ? flags : slot->field->choices;

	for (size_t i = 1; choices && choices[i - 1].name; i++)
		if (i == digit)
			return &choices[i - 1];
	return NULL;
}

void slot_choices(const struct slot *slot, struct buf *out)
{
	struct buf label = BUF_INIT;
	const struct choice *choice;

	for (size_t i = 1; i < 10 && (choice = slot_choice(slot, i)); i++) {
		buf_clear(&label);
		choice_label(choice, words_language(), &label);
		buf_printf(out, "%s%zu%s", i > 1 ? " " : "", i, buf_cstr(&label));
	}
	buf_release(&label);
}

const struct message *slot_fault(const struct form *form, const struct slot *slot)
{
	if (slot->bad || slot->doubtful)
		return &slot->fault.message;
	for (size_t i = 0; i < form->problems.count; i++)
		if (form->problems.items[i].tag == slot->field->tag)
			return &form->problems.items[i].message;
	return NULL;
}
