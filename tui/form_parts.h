/* What the files of the form share. */
#ifndef TUI_FORM_PARTS_H
#define TUI_FORM_PARTS_H

#include "core/base/arena.h"
#include "tui/edit_line.h"
#include "tui/form.h"
#include "tui/panels/steps.h"

/* A value with bytes of its own. */
struct own_value {
	struct value value;
	struct buf bytes;
};

struct slot {
	const struct field *field;
	struct own_value old; /* what it was when we began */
	struct own_value now;
	struct edit_line line; /* what is typed, of those that are typed */
	bool bad;              /* what is typed makes no value: `fault` says why */
	bool doubtful;         /* it makes one that is probably not meant: `fault` says so */
	struct error fault;
};

struct step {
	size_t slot;
	struct own_value before, after; /* after: set when it is taken back */
};

struct form {
	struct steps steps; /* first: see steps.h; its live record is ours */
	const struct entity *entity;
	uint64_t id; /* 0: not made yet */
	struct slot *slots;
	size_t count, room, at;
	struct problems problems; /* of the record as it is, or as it was refused */

	/* names of what was picked here and is not in the answer */
	struct arena arena;
	struct named {
		unsigned entity;
		uint64_t id;
		struct text name;
	} * names;
	size_t name_count, name_room;

	bool entered;           /* nothing was done in the current field yet */
	struct own_value entry; /* of the current field when it was entered */
	struct step *undo;
	size_t undo_count, undo_held, undo_room; /* behind undo_count: taken back, to be done again */
	uint64_t saved;                          /* sequence of the last change made here; 0: none */
	bool unmaking;                           /* the change under way takes the record itself back */
	uint64_t made;                           /* of the change that made the record */
	size_t helped; /* slot + 1 whose help was shown last: F1 once more is its history */

	struct buf sent; /* the patch under way */
	bool saving;     /* it is */

	bool drafts;  /* the draft was asked for: from now on ours is put */
	bool taking;  /* it is on its way */
	bool settled; /* it was just saved: what it is warned of may be mended at once */
	bool dirty;   /* something is typed that the draft does not have */
	bool draft_there, draft_lost;
	uint64_t generation;
};

/* For type->show(): titles of what the record names. */
struct form_naming {
	struct naming naming;
	const struct form *form;
};

static inline struct form *form_of(const struct screen *screen)
{
	return screen->state;
}
static inline struct slot *form_slot(const struct screen *screen)
{
	return &form_of(screen)->slots[form_of(screen)->at];
}

/* --- form_slot.c: fields and their values --- */
struct naming *form_naming(struct form_naming *naming, const struct screen *screen);
void form_remember_name(struct form *form, unsigned entity, uint64_t id, struct text name);
void own_set(struct own_value *own, const struct value *value);
void own_release(struct own_value *own);
/* The fields of the entity that a form shows; or those of which `only` has the names, in its order. */
void form_make_slots(struct form *form, const char *only);
/* Of the fields by which operations say whom a record of an evaluation is about, the one that does stays. */
void form_drop_unsaid(struct form *form, const struct view *record);
void form_release_slots(struct form *form);
/* Typed as text, with a caret; the others are picked. */
bool slot_typed(const struct slot *slot);
/* May a person write there at all? */
bool slot_open(const struct slot *slot);
bool slot_changed(const struct slot *slot);
/* A new value, and the line that shows it. */
void slot_set(const struct screen *screen, struct slot *slot, const struct value *value);
/* What stands in the line becomes the value, or the fault. */
void slot_read(const struct screen *screen, struct slot *slot);
/* What is shown of it. */
void slot_show(const struct screen *screen, const struct slot *slot, struct buf *out);
/* The choices with their digits, "1男 2女"; nothing for other types. */
void slot_choices(const struct slot *slot, struct buf *out);
/* The choice behind a digit (from 1); NULL: none. */
const struct choice *slot_choice(const struct slot *slot, size_t digit);
/* What is wrong with it: its own fault, else that of the record. NULL: nothing. */
const struct message *slot_fault(const struct form *form, const struct slot *slot);

/* --- form_mend.c --- */
/* Once it is saved: asks whether to mend what it is warned of, where an operation does that. */
void form_offer_mending(struct screen *screen);

/* --- form_new.c --- */
/* What a new record starts with: the initial values, the group of a leader, what the target names. */
void form_begin_new(struct screen *screen, const struct target *target);

/* --- form.c --- */
/* What the service found wrong with the record, in place of what it found before. */
void form_take_problems(struct form *form, struct row_walk rows);
bool form_may_write(const struct screen *screen, struct message *why);
/* Something was typed or picked in the slot: its old faults go, the draft will be put. */
void form_touched(struct screen *screen, struct slot *slot);
/* To another field; what is left is read and can be undone. */
void form_go(struct screen *screen, size_t at);
/* The value becomes the slot's as one step that can be undone. */
void form_change(struct screen *screen, struct slot *slot, const struct value *value);

/* --- form_pick.c --- */
/* F4: what can stand in the field. */
void form_values(struct screen *screen);
/* A key in a field that is picked: true when used. */
bool form_pick_event(struct screen *screen, const struct event *event);

/* --- form_save.c --- */
void form_save(struct screen *screen);
void form_undo(struct screen *screen);
void form_redo(struct screen *screen);
void form_ditto(struct screen *screen);
void form_patch(const struct form *form, struct patch *patch);
void form_forget_undo(struct form *form);
void form_push_undo(struct form *form, size_t slot, const struct own_value *before);

/* --- form_draft.c --- */
void form_draft_take(struct screen *screen);
void form_draft_put(struct screen *screen);
void form_draft_drop(struct screen *screen, bool to_trash);
/* This window writes in it no more; it stays. */
void form_draft_leave(struct screen *screen);

/* --- form_draw.c --- */
void form_draw(const struct screen *screen, struct rect rect);

#endif
