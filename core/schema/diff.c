/* What makes one body out of another. */
#include "core/schema/patch.h"

enum {
	SPLICE_FROM = 64, /* bytes: shorter texts are replaced whole */
	PART_LEAST = 16,  /* bytes: a part that is found again must be more than a common word */
};

static bool inside_character(struct text text, size_t at)
{
	return at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80;
}

static bool occurs_once(struct text text, struct text part)
{
	size_t first = text_find(text, part);
	struct text rest = text_skip(text, first + 1);

	return text_find(rest, part) == rest.len;
}

/* Widens what differs until the part of `old` can be told from all others: an insertion alone would fit
 * anywhere, and land in the wrong place when somebody else changed the text. False: it is the whole text. */
static bool widen(struct text old, size_t *from, size_t *to)
{
	for (size_t step = PART_LEAST; *from || *to < old.len; step *= 2) {
		size_t len = *to - *from;

		if (len >= PART_LEAST && occurs_once(old, text_take(text_skip(old, *from), len)))
			return true;
		*from -= step < *from ? step : *from;
		*to += step < old.len - *to ? step : old.len - *to;
		while (inside_character(old, *from))
			--*from;
		while (inside_character(old, *to))
			++*to;
	}
	return false;
}

/* Of a long text only the part that differs, cut at characters. */
static void diff_text(struct edit *edit)
{
	struct text old = edit->old.bytes, new = edit->new.bytes;
	size_t shorter = old.len < new.len ? old.len : new.len, from = 0, same = 0, to;

	while (from < shorter && old.at[from] == new.at[from])
		from++;
	while (inside_character(old, from) || inside_character(new, from))
		from--;
	while (same < shorter - from && old.at[old.len - 1 - same] == new.at[new.len - 1 - same])
		same++;
	while (same && (inside_character(old, old.len - same) || inside_character(new, new.len - same)))
		same--;
	to = old.len - same;
	if (!widen(old, &from, &to))
		return;
	edit->place = (int64_t)from;
	edit->old = value_text(text_take(text_skip(old, from), to - from));
	edit->new = value_text(text_take(text_skip(new, from), new.len - from - (old.len - to)));
}

static bool is_long(const struct value *value)
{
	return value->kind == VALUE_TEXT && value->bytes.len >= SPLICE_FROM;
}

static void diff_value(const struct entity *entity, uint16_t tag, uint64_t row, uint16_t row_tag,
	const struct value *old, const struct value *new, struct patch *patch)
{
	const struct field *field = entity_field(entity, row ? row_tag : tag);
	struct edit *edit;

	if (value_equal(old, new))
		return;
	edit = patch_add_row(patch, tag, row, row_tag, *old, *new);
	if (field && field->type->kind == VALUE_TEXT && is_long(old) && is_long(new))
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
