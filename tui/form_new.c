/* What a new record starts with, before anybody types. */
#include "tui/app_state.h"
#include "tui/form.h"
#include "tui/form_parts.h"

static bool is_group(const struct slot *slot)
{
	return slot->field->target == ENTITY_GROUP && slot_open(slot) &&
		(slot->field->type == &type_ref || slot->field->type == &type_refs);
}

/* One reference as the field keeps it. */
static struct value reference(const struct field *field, uint64_t id, struct buf *room)
{
	if (field->type == &type_ref)
		return value_number((int64_t)id);
	room->len = 0;
	buf_varint(room, id);
	return (struct value){VALUE_IDS, 0, buf_as_text(room)};
}

/* What a new record starts with: the initial values, the group of a leader, what the target names. */
void form_begin_new(struct screen *screen, const struct target *target)
{
	struct form *form = form_of(screen);
	struct form_naming naming;
	struct buf room = BUF_INIT;

	for (size_t i = 0; i < form->count; i++) {
		struct slot *slot = &form->slots[i];
		struct value value = EMPTY_VALUE;

		if (slot_open(slot))
			field_initial(slot->field, form_naming(&naming, screen), &room, &value);
		if (target->tag && target->tag == slot->field->tag && target->row) {
			value = reference(slot->field, target->row, &room);
			form_remember_name(form, slot->field->target, target->row, target->text);
		} else if (is_group(slot) && screen->app->welcome.group) {
			value = reference(slot->field, screen->app->welcome.group, &room);
			form_remember_name(form, ENTITY_GROUP, screen->app->welcome.group,
				screen->app->welcome.group_name);
		}
		slot_set(screen, slot, &value);
	}
	buf_release(&room);
	form_draft_take(screen);
}

static void remember_oneself(struct screen *screen, const struct field *field, uint64_t id)
{
	const struct welcome *welcome = &screen->app->welcome;

	if (field->target == ENTITY_PERSON && id == welcome->person)
		form_remember_name(form_of(screen), ENTITY_PERSON, id, welcome->name);
}

static void start_with(struct screen *screen, struct slot *slot, const struct value *start)
{
	struct buf room = BUF_INIT;
	struct value value = *start;

	if (slot->field->type == &type_ref || slot->field->type == &type_refs) {
		value = reference(slot->field, (uint64_t)start->number, &room);
		remember_oneself(screen, slot->field, (uint64_t)start->number);
	}
	slot_set(screen, slot, &value);
	buf_release(&room);
}

/* To the first field that is still to be filled in, else to the last: F2 is next. */
static size_t first_empty(const struct form *form)
{
	size_t at = 0;

	while (at < form->count &&
		(!slot_open(&form->slots[at]) || form->slots[at].now.value.kind != VALUE_EMPTY))
		at++;
	return at < form->count ? at : form->count - 1;
}

void form_start(struct screen *screen, const struct record_slot *values, size_t count)
{
	struct form *form = form_of(screen);

	for (size_t i = 0; i < form->count; i++)
		for (size_t j = 0; j < count; j++)
			if (form->slots[i].field->tag == values[j].tag && slot_open(&form->slots[i]) &&
				values[j].value.kind != VALUE_EMPTY)
				start_with(screen, &form->slots[i], &values[j].value);
	form->at = first_empty(form);
	own_set(&form->entry, &form_slot(screen)->now.value);
}
