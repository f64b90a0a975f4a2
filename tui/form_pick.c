/* Fields that are picked: choices by their digits, references by what is typed. */
#include "tui/ask.h"
#include "tui/form_parts.h"

static const struct value nothing = {VALUE_EMPTY, 0, {"", 0}};

/* --- choices --- */

static void take_choice(struct screen *screen, const struct choice *choice)
{
	struct slot *slot = form_slot(screen);
	struct value value = value_number(choice->code);

	if (slot->field->type == &type_set) {
		value = value_number(slot->now.value.number ^ INT64_C(1) << choice->code);
		if (!value.number)
			value = EMPTY_VALUE;
	}
	form_change(screen, slot, &value);
	/* Of a set one may want more. */
	if (slot->field->type != &type_set)
		form_go(screen, form_of(screen)->at + 1);
}

static void choice_picked(struct screen *screen, size_t picked)
{
	const struct choice *choice = slot_choice(form_slot(screen), picked + 1);

	if (choice)
		take_choice(screen, choice);
}

static void ask_choice(struct screen *screen)
{
	enum { CHOICES_MOST = 62 };
	const struct slot *slot = form_slot(screen);
	struct text lines[CHOICES_MOST];
	struct arena arena = ARENA_INIT;
	struct buf label = BUF_INIT;
	const struct choice *choice;
	size_t count = 0;

	while (count < CHOICES_MOST && (choice = slot_choice(slot, count + 1))) {
		buf_clear(&label);
		lines[count++] = arena_text(&arena, choice_label(choice, words_language(), &label));
	}
	buf_clear(&label);
	field_label(slot->field, words_language(), &label);
	ask_pick(screen, buf_cstr(&label), lines, count, choice_picked);
	buf_release(&label);
	arena_release(&arena);
}

/* --- references --- */

/* One more id at the end, or without it when it is there. */
static void flip_id(struct screen *screen, struct slot *slot, uint64_t id)
{
	struct reader ids = value_ids(&slot->now.value);
	struct buf all = BUF_INIT;
	struct value value = {VALUE_IDS, 0, NO_TEXT};
	bool there = value_has_id(&slot->now.value, id);

	while (reader_left(&ids) && !ids.bad) {
		uint64_t one = read_varint(&ids);

		if (one != id)
			buf_varint(&all, one);
	}
	if (!there)
		buf_varint(&all, id);
	value.bytes = buf_as_text(&all);
	form_change(screen, slot, all.len ? &value : &nothing);
	buf_release(&all);
}

static void drop_last(struct screen *screen, struct slot *slot)
{
	struct reader ids = value_ids(&slot->now.value);
	uint64_t last = 0;

	if (slot->field->type != &type_refs) {
		form_change(screen, slot, &nothing);
		return;
	}
	while (reader_left(&ids) && !ids.bad)
		last = read_varint(&ids);
	if (last)
		flip_id(screen, slot, last);
}

static void record_picked(struct screen *screen, uint64_t id, struct text name)
{
	struct slot *slot = form_slot(screen);
	struct value value = value_number((int64_t)id);

	if (!id)
		return;
	form_remember_name(form_of(screen), slot->field->target, id, name);
	if (slot->field->type == &type_refs) {
		flip_id(screen, slot, id);
		return;
	}
	form_change(screen, slot, &value);
	form_go(screen, form_of(screen)->at + 1);
}

/* The groups that the record is of, without any an empty value; and its day, the first that it has. */
static struct groups_on groups_of_record(const struct form *form)
{
	struct groups_on near = {.groups = EMPTY_VALUE};

	for (size_t i = form->count; i--;) {
		const struct slot *slot = &form->slots[i];

		if (slot->field->type == &type_refs && slot->field->target == ENTITY_GROUP)
			near.groups = slot->now.value;
		else if (slot->field->type == &type_date)
			near.day = slot->now.value.number;
	}
	return near;
}

static void ask_reference(struct screen *screen, struct text typed)
{
	const struct slot *slot = form_slot(screen);
	struct groups_on near = groups_of_record(form_of(screen));
	struct buf label = BUF_INIT;

	field_label(slot->field, words_language(), &label);
	ask_record_near(screen, buf_cstr(&label), slot->field->target, &near, typed, record_picked);
	buf_release(&label);
}

/* --- keys --- */

void form_values(struct screen *screen)
{
	const struct slot *slot = form_slot(screen);

	if (!slot_open(slot))
		app_say(screen->app, "This field is not written by hand", "");
	else if (slot->field->target)
		ask_reference(screen, NO_TEXT);
	else if (slot_choice(slot, 1))
		ask_choice(screen);
	else if (slot->field->type == &type_date)
		app_say(screen->app, "30 this month, 1015, +7, today, mon", "");
	else
		app_say(screen->app, "Anything can stand here: write it", "");
}

bool form_pick_event(struct screen *screen, const struct event *event)
{
	struct slot *slot = form_slot(screen);
	int digit = event_digit(event);

	if (event_is(event, KEY_BACKSPACE) || event_is(event, KEY_DELETE)) {
		drop_last(screen, slot);
		return true;
	}
	if (event->kind == EVENT_KEY)
		return false;
	if (slot->field->target) {
		ask_reference(screen, event->text);
		return true;
	}
	if (digit == 0)
		form_change(screen, slot, &nothing);
	else if (digit > 0 && slot_choice(slot, (size_t)digit))
		take_choice(screen, slot_choice(slot, (size_t)digit));
	else if (digit < 0) {
		/* What is typed narrows the list it opens. */
		ask_choice(screen);
		screen->app->top->kind->event(screen->app->top, event);
	}
	return true;
}
