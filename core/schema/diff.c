/* What makes one body out of another. */
#include "core/schema/patch.h"

#include <string.h>

enum { SPLICE_FROM = 64 }; /* bytes: shorter texts are replaced whole */

static bool inside_character(struct text text, size_t at)
{
	return at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80;
}

/* Of a long text only the part that differs, cut at characters. */
static void diff_text(struct edit *edit)
{
	struct text old = edit->old.bytes, new = edit->new.bytes;
	size_t shorter = old.len < new.len ? old.len : new.len, head = 0, tail = 0;

	while (head < shorter && old.at[head] == new.at[head])
		head++;
	while (inside_character(old, head) || inside_character(new, head))
		head--;
	while (tail < shorter - head && old.at[old.len - 1 - tail] == new.at[new.len - 1 - tail])
		tail++;
	while (tail && (inside_character(old, old.len - tail) || inside_character(new, new.len - tail)))
		tail--;
	if (!head && !tail)
		return;
	edit->place = (int64_t)head;
	edit->old = value_text(text_take(text_skip(old, head), old.len - head - tail));
	edit->new = value_text(text_take(text_skip(new, head), new.len - head - tail));
}

static void diff_value(const struct entity *entity, uint16_t tag, uint64_t row, uint16_t row_tag,
	const struct value *old, const struct value *new, struct patch *patch)
{
	const struct field *field = entity_field(entity, row ? row_tag : tag);
	struct edit *edit;

	if (value_equal(old, new))
		return;
	edit = patch_add_row(patch, tag, row, row_tag, *old, *new);
	if (field && field->type->kind == VALUE_TEXT && old->kind == VALUE_TEXT && new->kind == VALUE_TEXT &&
		old->bytes.len >= SPLICE_FROM &&new->bytes.len >= SPLICE_FROM)
		diff_text(edit);
}

/* Both bodies' fields side by side, in tag order. */
struct pairs {
	struct field_walk old, new;
	bool has_old, has_new;
	uint16_t tag;
	struct value old_value, new_value;
};

static struct pairs pairs_of(const struct entity *entity, struct text old, struct text new)
{
	struct pairs pairs = {.old = view_walk(entity, old), .new = view_walk(entity, new)};

	pairs.has_old = field_walk_next(&pairs.old);
	pairs.has_new = field_walk_next(&pairs.new);
	return pairs;
}

static bool pairs_next(struct pairs *pairs)
{
	bool take_old, take_new;

	if (!pairs->has_old && !pairs->has_new)
		return false;
	take_old = pairs->has_old && (!pairs->has_new || pairs->old.tag <= pairs->new.tag);
	take_new = pairs->has_new && (!pairs->has_old || pairs->new.tag <= pairs->old.tag);
	pairs->tag = take_old ? pairs->old.tag : pairs->new.tag;
	pairs->old_value = take_old ? pairs->old.value : EMPTY_VALUE;
	pairs->new_value = take_new ? pairs->new.value : EMPTY_VALUE;
	if (take_old)
		pairs->has_old = field_walk_next(&pairs->old);
	if (take_new)
		pairs->has_new = field_walk_next(&pairs->new);
	return true;
}

static void diff_row(const struct entity *rows, uint16_t tag, uint64_t key, struct text old, struct text new,
	struct patch *patch)
{
	struct pairs pairs = pairs_of(rows, old, new);

	while (pairs_next(&pairs))
		diff_value(rows, tag, key, pairs.tag, &pairs.old_value, &pairs.new_value, patch);
}

static void diff_rows(const struct entity *rows, uint16_t tag, const struct value *old,
	const struct value *new, struct patch *patch)
{
	struct row_walk a = value_rows(rows, old), b = value_rows(rows, new);
	bool has_a = row_walk_next(&a), has_b = row_walk_next(&b);

	while (has_a || has_b) {
		if (has_a && (!has_b || a.row.id < b.row.id)) {
			patch_add_row(patch, tag, a.row.id, 0, value_text(a.row.body), EMPTY_VALUE);
			has_a = row_walk_next(&a);
		} else if (has_b && (!has_a || b.row.id < a.row.id)) {
			patch_add_row(patch, tag, b.row.id, 0, EMPTY_VALUE, value_text(b.row.body));
			has_b = row_walk_next(&b);
		} else {
			diff_row(rows, tag, a.row.id, a.row.body, b.row.body, patch);
			has_a = row_walk_next(&a);
			has_b = row_walk_next(&b);
		}
	}
}

void patch_diff(const struct entity *entity, struct text old, struct text new, struct patch *patch)
{
	struct pairs pairs = pairs_of(entity, old, new);

	while (pairs_next(&pairs)) {
		const struct field *field = entity_field(entity, pairs.tag);

		if (field && field->rows)
			diff_rows(field->rows, pairs.tag, &pairs.old_value, &pairs.new_value, patch);
		else
			diff_value(entity, pairs.tag, 0, 0, &pairs.old_value, &pairs.new_value, patch);
	}
}
