/* One person's changes of one record, one after the other. */
#include "core/schema/patch.h"

static bool same_place(const struct edit *a, const struct edit *b)
{
	return a->tag == b->tag && a->row == b->row && a->row_tag == b->row_tag;
}

/* What is said of `part` is overwritten by what `whole` says. */
static bool covers(const struct edit *whole, const struct edit *part)
{
	if (whole->place != PLACE_WHOLE || whole->tag != part->tag)
		return false;
	return !whole->row ||
		(whole->row == part->row && (!whole->row_tag || whole->row_tag == part->row_tag));
}

/* The earlier edit that the later one can be put into: both replace the same whole thing, and nothing in
 * between replaced more than that. */
static size_t earlier(const struct patch *out, const struct edit *edit)
{
	size_t at = out->count;

	while (edit->place == PLACE_WHOLE && at--) {
		const struct edit *before = &out->edits[at];

		if (before->place == PLACE_WHOLE && same_place(before, edit))
			return at;
		if (covers(before, edit))
			break;
	}
	return out->count;
}

/* A row that is no longer added has no place for others to stand behind: they stand where it stood. */
static void forget_row(struct patch *out, const struct edit *gone)
{
	for (size_t i = 0; i < out->count; i++)
		if (out->edits[i].tag == gone->tag && out->edits[i].after == gone->row)
			out->edits[i].after = gone->after;
}

static void fold_edit(struct patch *out, const struct edit *edit)
{
	size_t at = earlier(out, edit), kept = at;
	struct edit before;

	if (at == out->count) {
		*patch_add(out, 0, EMPTY_VALUE, EMPTY_VALUE) = *edit;
		return;
	}
	before = out->edits[at];
	out->edits[at].new = edit->new;
	if (!value_equal(&before.old, &edit->new))
		kept++;
	for (size_t i = at + 1; i < out->count; i++)
		if (!covers(edit, &out->edits[i]))
			out->edits[kept++] = out->edits[i];
	out->count = kept;
	if (before.row & ROW_NEW && !before.row_tag && edit->new.kind == VALUE_EMPTY)
		forget_row(out, &before);
}

void patch_fold(const struct patch *first, const struct patch *second, struct patch *out)
{
	for (size_t i = 0; i < first->count; i++)
		fold_edit(out, &first->edits[i]);
	for (size_t i = 0; i < second->count; i++)
		fold_edit(out, &second->edits[i]);
}
