/* The keys of new rows. */
#include "core/schema/patch.h"

/* The first row stands at the gap, each appended one a gap further: room for 2^20 rows, and for millions
 * typed one behind the other between any two. */
#define ROW_GAP (UINT64_C(1) << 44)
#define ROW_STEP (UINT64_C(1) << 22)
/* Before the first row as much room is left for further first ones as for what follows on the new one. */
#define ROW_STEP_FRONT (UINT64_C(1) << 33)

static bool body_next(const struct row_keys *keys, uint16_t tag, uint64_t key, uint64_t *next)
{
	struct row_walk rows = view_rows(keys->arg, tag);

	while (row_walk_next(&rows))
		if (rows.row.id > key) {
			*next = rows.row.id;
			return true;
		}
	return false;
}

static uint64_t body_last(const struct row_keys *keys, uint16_t tag)
{
	struct row_walk rows = view_rows(keys->arg, tag);
	uint64_t last = 0;

	while (row_walk_next(&rows))
		last = rows.row.id;
	return last;
}

struct row_keys row_keys_of(const struct view *view)
{
	return (struct row_keys){body_next, body_last, view};
}

/* New rows of this patch stand among the others already. */
static uint64_t placed_next(
	const struct patch *patch, size_t before, uint16_t tag, uint64_t key, uint64_t next)
{
	for (size_t i = 0; i < before; i++) {
		const struct edit *edit = &patch->edits[i];

		if (edit->tag == tag && edit->row && !edit->row_tag && edit->new.kind != VALUE_EMPTY &&
			edit->row > key && edit->row < next)
			next = edit->row;
	}
	return next;
}

static uint64_t placed_last(const struct patch *patch, size_t before, uint16_t tag, uint64_t last)
{
	for (size_t i = 0; i < before; i++)
		if (patch->edits[i].tag == tag && !patch->edits[i].row_tag &&
			patch->edits[i].new.kind != VALUE_EMPTY && patch->edits[i].row > last &&
			!(patch->edits[i].row & ROW_NEW))
			last = patch->edits[i].row;
	return last;
}

/* Between two rows, the latter may be ROW_NEW: the end of all keys. 0: no room. */
static uint64_t key_between(uint64_t before, uint64_t next)
{
	uint64_t gap = next - before, step = before ? ROW_STEP : ROW_STEP_FRONT;

	if (gap < 2)
		return 0;
	if (gap / 2 < step)
		step = gap / 2;
	return before ? before + step : next - step;
}

static bool place_between(
	const struct patch *patch, size_t at, const struct row_keys *keys, uint64_t *key, struct error *err)
{
	const struct edit *edit = &patch->edits[at];
	uint64_t last = placed_last(patch, at, edit->tag, keys->last(keys, edit->tag)), next = ROW_NEW;

	if (edit->after == ROW_LAST || edit->after >= last) {
		if (last >= ROW_NEW - ROW_GAP)
			return fail(err, ERROR_FULL, "This list is full", "");
		*key = last + ROW_GAP;
		return true;
	}
	if (!keys->next(keys, edit->tag, edit->after, &next))
		next = ROW_NEW;
	*key = key_between(edit->after, placed_next(patch, at, edit->tag, edit->after, next));
	return *key ? true
		    : fail(err, ERROR_INPUT,
			      "There is no more room between these two lines: put it at the end", "");
}

static void rename_row(struct patch *patch, size_t from, uint16_t tag, uint64_t placeholder, uint64_t key)
{
	for (size_t i = from; i < patch->count; i++) {
		struct edit *edit = &patch->edits[i];

		if (edit->tag != tag)
			continue;
		if (edit->row == placeholder)
			edit->row = key;
		if (edit->after == placeholder)
			edit->after = key;
	}
}

static bool place_row(const struct entity *rows, struct patch *patch, size_t at, const struct row_keys *keys,
	struct error *err)
{
	struct edit *edit = &patch->edits[at];
	const struct field *natural = entity_row_key(rows);
	struct view row = {.entity = rows, .body = edit->new.bytes};
	uint64_t key = natural ? (uint64_t)view_number(&row, natural->tag) : 0;

	if (natural && (!key || key & ROW_NEW))
		return fail(err, ERROR_INPUT, "{1} must be filled in", "t", natural->name, natural->label);
	if (!natural && !place_between(patch, at, keys, &key, err))
		return false;
	rename_row(patch, at, edit->tag, edit->row, key);
	return true;
}

bool patch_place_rows(
	const struct entity *entity, struct patch *patch, const struct row_keys *keys, struct error *err)
{
	for (size_t i = 0; i < patch->count; i++) {
		const struct edit *edit = &patch->edits[i];
		const struct field *field = entity_field(entity, edit->tag);

		if (!(edit->row & ROW_NEW))
			continue;
		/* ROW_LAST is no placeholder: what stands behind it would be meant too. */
		if (!field || !field->rows || edit->row_tag || edit->new.kind != VALUE_TEXT ||
			edit->row == ROW_LAST)
			return fail(err, ERROR_BROKEN, "This change speaks of a row that is not there", "");
		if (!place_row(field->rows, patch, i, keys, err))
			return false;
	}
	return true;
}
