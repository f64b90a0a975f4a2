/* Two people's changes of one record, and one person's changes one after the other. */
#include "core/schema/patch.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

void conflicts_release(struct conflicts *conflicts)
{
	free(conflicts->items);
	*conflicts = (struct conflicts){0};
}

/* --- merging with what others did
 * ------------------------------------------------------------------------------------------- */

/* What is there now at the place an edit speaks of. A row that is gone is EMPTY. */
static struct value value_now(const struct view *view, const struct edit *edit, bool *row_there)
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
static bool replace_part(struct edit *edit, const struct value *now)
{
	struct text text = now->bytes, old = edit->old.bytes;
	size_t place = (size_t)edit->place, first, second;

	if (now->kind != VALUE_TEXT)
		return false;
	if (place <= text.len && text_starts(text_skip(text, place), old) && old.len)
		return true;
	first = text_find(text, old);
	if (!old.len || first == text.len)
		return false;
	second = text_find(text_skip(text, first + 1), old);
	if (second + first + 1 < text.len)
		return false;
	edit->place = (int64_t)first;
	return true;
}

static bool later_wins(const struct entity *entity, const struct edit *edit)
{
	const struct field *field = entity_field(entity, edit->tag);

	if (field && edit->row_tag && field->rows)
		field = entity_field(field->rows, edit->row_tag);
	return field && field->flags & LATER_WINS;
}

/* Somebody put the same person on the roll: what is left of ours are the fields that differ. */
static void merge_new_row(const struct entity *rows, const struct edit *edit, const struct value *now,
	struct patch *out, struct conflicts *conflicts);

static void add_conflict(struct conflicts *conflicts, const struct edit *mine, const struct value *theirs)
{
	conflicts->items =
		mem_grow(conflicts->items, conflicts->count, &conflicts->room, sizeof(*conflicts->items));
	conflicts->items[conflicts->count++] = (struct conflict){*mine, *theirs};
}

static void merge_edit(const struct entity *entity, const struct view *view, const struct edit *edit,
	struct patch *out, struct conflicts *conflicts)
{
	struct edit mine = *edit;
	bool row_there;
	struct value now = value_now(view, edit, &row_there);

	if (edit->place != PLACE_WHOLE) {
		if (replace_part(&mine, &now))
			*patch_add(out, mine.tag, mine.old, mine.new) = mine;
		else
			add_conflict(conflicts, edit, &now);
		return;
	}
	/* It is so already, whoever made it so. */
	if (value_equal(&now, &edit->new) && row_there)
		return;
	if (!row_there && edit->row && edit->new.kind == VALUE_EMPTY)
		return;
	if (edit->row && edit->row_tag && !row_there) {
		add_conflict(conflicts, edit, &now);
		return;
	}
	if (edit->row && !edit->row_tag && edit->old.kind == VALUE_EMPTY && row_there) {
		merge_new_row(entity_field(entity, edit->tag)->rows, edit, &now, out, conflicts);
		return;
	}
	if (!value_equal(&now, &edit->old)) {
		if (!later_wins(entity, edit)) {
			add_conflict(conflicts, edit, &now);
			return;
		}
		mine.old = now;
	}
	*patch_add(out, mine.tag, mine.old, mine.new) = mine;
}

static void merge_new_row(const struct entity *rows, const struct edit *edit, const struct value *now,
	struct patch *out, struct conflicts *conflicts)
{
	struct field_walk walk = view_walk(rows, edit->new.bytes);
	struct view there = {.entity = rows, .body = now->bytes};

	while (field_walk_next(&walk)) {
		struct edit mine = {edit->tag, walk.tag, edit->row, 0, PLACE_WHOLE, EMPTY_VALUE, walk.value};
		const struct field *field = entity_field(rows, walk.tag);
		struct value theirs;

		view_get(&there, walk.tag, &theirs);
		if (value_equal(&theirs, &walk.value))
			continue;
		if (theirs.kind == VALUE_EMPTY || (field && field->flags & LATER_WINS)) {
			mine.old = theirs;
			*patch_add(out, 0, EMPTY_VALUE, EMPTY_VALUE) = mine;
		} else {
			add_conflict(conflicts, &mine, &theirs);
		}
	}
}

void patch_merge(const struct entity *entity, struct text body, const struct patch *mine, struct patch *out,
	struct conflicts *conflicts)
{
	struct view view = {.entity = entity, .body = body};

	for (size_t i = 0; i < mine->count; i++) {
		const struct edit *edit = &mine->edits[i];
		const struct field *field = entity_field(entity, edit->tag);

		/* What makes no sense is left for patch_apply to refuse. */
		if (edit->row && (!field || !field->rows))
			*patch_add(out, 0, EMPTY_VALUE, EMPTY_VALUE) = *edit;
		else
			merge_edit(entity, &view, edit, out, conflicts);
	}
}

/* --- folding one's own
 * ----------------------------------------------------------------------------------------------------------
 */

static bool same_place(const struct edit *a, const struct edit *b)
{
	return a->tag == b->tag && a->row == b->row && a->row_tag == b->row_tag;
}

/* The earlier edit of the same place, if the later one can be put into it. */
static struct edit *earlier(struct patch *out, const struct edit *edit)
{
	for (size_t i = out->count; i--;) {
		struct edit *before = &out->edits[i];

		if (same_place(before, edit))
			return before->place == PLACE_WHOLE && edit->place == PLACE_WHOLE ? before : NULL;
		/* A row added or removed since: what was said of its fields before does not go on. */
		if (before->tag == edit->tag && before->row == edit->row && !before->row_tag)
			return NULL;
	}
	return NULL;
}

static void drop_edit(struct patch *patch, struct edit *edit)
{
	size_t at = (size_t)(edit - patch->edits);

	memmove(edit, edit + 1, (patch->count - at - 1) * sizeof(*edit));
	patch->count--;
}

static void fold_edit(struct patch *out, const struct edit *edit)
{
	struct edit *before = earlier(out, edit);

	if (!before) {
		*patch_add(out, 0, EMPTY_VALUE, EMPTY_VALUE) = *edit;
		return;
	}
	before->new = edit->new;
	if (value_equal(&before->old, &before->new))
		drop_edit(out, before);
}

void patch_fold(const struct patch *first, const struct patch *second, struct patch *out)
{
	for (size_t i = 0; i < first->count; i++)
		fold_edit(out, &first->edits[i]);
	for (size_t i = 0; i < second->count; i++)
		fold_edit(out, &second->edits[i]);
}
