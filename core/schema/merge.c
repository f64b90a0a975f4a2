/* One person's changes put on top of what others did meanwhile. */
#include "core/schema/patch.h"

#include <stdlib.h>
#include "core/base/memory.h"

struct merging {
	const struct entity *entity;
	struct view stored; /* what others made of it */
	struct view now;    /* with what was taken so far, but for what waits */
	struct buf bytes;   /* of `now` */
	struct patch waiting;
	struct patch *out;
	struct conflicts *conflicts;
};

void conflicts_release(struct conflicts *conflicts)
{
	free(conflicts->items);
	*conflicts = (struct conflicts){0};
}

static void refuse(struct merging *merging, const struct edit *mine, const struct value *theirs)
{
	struct conflicts *list = merging->conflicts;

	list->items = mem_grow(list->items, list->count, &list->room, sizeof(*list->items));
	list->items[list->count++] = (struct conflict){*mine, *theirs};
}

static void take(struct merging *merging, const struct edit *edit)
{
	*patch_add(merging->out, 0, EMPTY_VALUE, EMPTY_VALUE) = *edit;
	*patch_add(&merging->waiting, 0, EMPTY_VALUE, EMPTY_VALUE) = *edit;
}

static bool builds_upon(const struct edit *edit, const struct edit *before)
{
	return edit->tag == before->tag && (edit->row == before->row || !edit->row || !before->row);
}

/* Puts what was taken into `now`, but only when this edit may build upon it: most do not. */
static void settle(struct merging *merging, const struct edit *edit)
{
	struct buf next = BUF_INIT;
	bool builds = false;

	for (size_t i = 0; i < merging->waiting.count && !builds; i++)
		builds = builds_upon(edit, &merging->waiting.edits[i]);
	if (!builds)
		return;
	/* What does not fit is refused by the patch_apply that follows a merge. */
	if (patch_apply(merging->entity, merging->now.body, &merging->waiting, &next, NULL)) {
		buf_release(&merging->bytes);
		merging->bytes = next;
		merging->now.body = buf_as_text(&merging->bytes);
	} else {
		buf_release(&next);
	}
	merging->waiting.count = 0;
}

/* --- the edit's place --- */

/* What is there at the place an edit speaks of. A row that is gone is EMPTY. */
static struct value value_at(const struct view *view, const struct edit *edit, bool *row_there)
{
	struct value value = EMPTY_VALUE;
	struct view row;

	*row_there = !edit->row || view_row(view, edit->tag, edit->row, &row);
	if (!edit->row)
		view_get(view, edit->tag, &value);
	else if (*row_there && edit->row_tag)
		view_get(&row, edit->row_tag, &value);
	else if (*row_there)
		value = value_text(row.body);
	return value;
}

/* A part of a text may have moved: it is found again when it occurs just once. */
static bool find_part(struct edit *edit, const struct value *now)
{
	struct text text = now->bytes, old = edit->old.bytes, behind;
	size_t place = (size_t)edit->place, first;

	if (now->kind != VALUE_TEXT || !old.len)
		return false;
	if (place <= text.len && text_starts(text_skip(text, place), old))
		return true;
	first = text_find(text, old);
	behind = text_skip(text, first + 1);
	if (first == text.len || text_find(behind, old) < behind.len)
		return false;
	edit->place = (int64_t)first;
	return true;
}

static bool later_wins(const struct field *field)
{
	return field && field->flags & LATER_WINS;
}

static const struct field *field_of(const struct entity *entity, const struct edit *edit)
{
	const struct field *field = entity_field(entity, edit->tag);

	return edit->row_tag && field && field->rows ? entity_field(field->rows, edit->row_tag) : field;
}

/* --- merging --- */

/* Somebody put the same person on the roll: what is left of ours are the fields that differ. */
static void merge_new_row(struct merging *merging, const struct edit *edit, const struct value *stored)
{
	const struct entity *rows = entity_field(merging->entity, edit->tag)->rows;
	struct field_walk walk = view_walk(rows, edit->new.bytes);
	struct view there = {.entity = rows, .body = stored->bytes};

	while (field_walk_next(&walk)) {
		struct edit mine = {edit->tag, walk.tag, edit->row, 0, PLACE_WHOLE, EMPTY_VALUE, walk.value};
		struct value theirs;

		view_get(&there, walk.tag, &theirs);
		if (value_equal(&theirs, &walk.value))
			continue;
		if (theirs.kind == VALUE_EMPTY || later_wins(entity_field(rows, walk.tag))) {
			mine.old = theirs;
			take(merging, &mine);
		} else {
			refuse(merging, &mine, &theirs);
		}
	}
}

/* It is not what I saw. `stored` is what others left there. */
static void merge_changed(
	struct merging *merging, const struct edit *edit, const struct value *stored, bool untouched)
{
	struct edit mine = *edit;

	if (untouched && edit->row && !edit->row_tag && edit->old.kind == VALUE_EMPTY &&
		edit->new.kind == VALUE_TEXT) {
		merge_new_row(merging, edit, stored);
	} else if (untouched && later_wins(field_of(merging->entity, edit))) {
		mine.old = *stored;
		take(merging, &mine);
	} else {
		refuse(merging, edit, stored);
	}
}

static void merge_edit(struct merging *merging, const struct edit *edit)
{
	struct edit mine = *edit;
	bool row_there, row_stored;
	struct value now, stored = value_at(&merging->stored, edit, &row_stored);

	settle(merging, edit);
	now = value_at(&merging->now, edit, &row_there);
	if (edit->place != PLACE_WHOLE) {
		if (find_part(&mine, &now))
			take(merging, &mine);
		else
			refuse(merging, edit, &stored);
		return;
	}
	edit_fill(&mine);
	if (edit->row_tag && !row_there) {
		refuse(merging, edit, &stored);
		return;
	}
	/* It is so already, whoever made it so. */
	if (value_equal(&now, &mine.new))
		return;
	if (value_equal(&now, &mine.old))
		take(merging, &mine);
	else
		merge_changed(merging, &mine, &stored, row_there == row_stored && value_equal(&now, &stored));
}

/* What makes no sense is left for patch_apply to refuse. */
static bool makes_sense(const struct entity *entity, const struct edit *edit)
{
	const struct field *field = entity_field(entity, edit->tag);

	if (!edit->row)
		return !edit->row_tag;
	if (!field || !field->rows)
		return false;
	return edit->row_tag || edit->new.kind == VALUE_EMPTY ||
		(edit->new.kind == VALUE_TEXT &&body_check(field->rows, edit->new.bytes, NULL));
}

void patch_merge(const struct entity *entity, struct text body, const struct patch *mine, struct patch *out,
	struct conflicts *conflicts)
{
	struct view view = {.entity = entity, .body = body};
	struct merging merging = {.entity = entity,
		.stored = view,
		.now = view,
		.bytes = BUF_INIT,
		.out = out,
		.conflicts = conflicts};

	for (size_t i = 0; i < mine->count; i++) {
		if (makes_sense(entity, &mine->edits[i]))
			merge_edit(&merging, &mine->edits[i]);
		else
			take(&merging, &mine->edits[i]);
	}
	patch_release(&merging.waiting);
	buf_release(&merging.bytes);
}
