/* A change of one record: which fields, from what, to what. The same patch is the request on the wire, the
 * draft, the history entry, the audit body, a conflict (old is not what is there now), a line of an import
 * preview, and, with old and new exchanged, undo. There is no other diff, merge or undo. */
#ifndef CORE_SCHEMA_PATCH_H
#define CORE_SCHEMA_PATCH_H

#include "core/base/arena.h"
#include "core/schema/view.h"

/* A row key that the service replaces by one between its neighbours. */
#define ROW_NEW (UINT64_C(1) << 63)
#define ROW_LAST UINT64_MAX
#define PLACE_WHOLE INT64_C(-1)

struct edit {
	uint16_t tag;
	uint16_t row_tag; /* the row's field; 0: the row as a whole (its fields as bytes: empty old adds it,
			     empty new removes it) */
	uint64_t row;     /* 0: the field itself */
	uint64_t after; /* a new row (row & ROW_NEW): the key it stands behind; 0: first; ROW_LAST: at the end
			 */
	int64_t place;  /* PLACE_WHOLE, or the byte of a text at which `old` is replaced by `new` */
	struct value old, new;
};

struct patch {
	struct edit *edits;
	size_t count, room;
};
#define PATCH_INIT \
	{ \
		0 \
	}

/* Adds an edit; its values are not copied. */
struct edit *patch_add(struct patch *patch, uint16_t tag, struct value old, struct value new);
struct edit *patch_add_row(struct patch *patch, uint16_t tag, uint64_t row, uint16_t row_tag,
	struct value old, struct value new);
/* Makes values of no bytes EMPTY, as both of the above and patch_encode() do. */
void edit_fill(struct edit *edit);
void patch_release(struct patch *patch);
/* Copies `from` to the end of `to`, with its values, into the arena. */
void patch_append(struct patch *to, const struct patch *from, struct arena *arena);

/* The rows of a list as they are, for placing new ones. The body that holds them, or the store where they lie
 * beside. */
struct row_keys {
	/* The first key greater than `key`; false when there is none. */
	bool (*next)(const struct row_keys *keys, uint16_t tag, uint64_t key, uint64_t *next);
	uint64_t (*last)(const struct row_keys *keys, uint16_t tag); /* 0: no rows */
	const void *arg;
};
/* The keys in a body, whose lists are all inside. */
struct row_keys row_keys_of(const struct view *view);
/* Gives the new rows of a patch (row & ROW_NEW) their keys: the natural one of a list with a ROWKEY field,
 * else one between the neighbours that `after` names (behind all when it names none that is there). Later
 * edits of the same patch that speak of the placeholder are rewritten too. Fails with ERROR_INPUT when there
 * is no key left between two rows, ERROR_FULL when there is none at the end. */
bool patch_place_rows(
	const struct entity *entity, struct patch *patch, const struct row_keys *keys, struct error *err);

void patch_encode(const struct patch *patch, struct buf *out);
/* Values are slices of the bytes read. Refuses what encode would not write. */
bool patch_decode(struct patch *patch, struct reader *reader, struct error *err);

/* The body with the patch applied. Fails with ERROR_CONFLICT at the first edit whose old value is not what is
 * there, with ERROR_INPUT when an edit does not fit the entity or is not well-formed: a good body stays good.
 * Values are not checked against their bounds: view_check does. */
bool patch_apply(const struct entity *entity, struct text body, const struct patch *patch, struct buf *out,
	struct error *err);
/* What makes `new` out of `old`: rows by key, long texts by the part that differs, with so much of what
 * stands around it that it occurs only once. Values are slices of both. */
void patch_diff(const struct entity *entity, struct text old, struct text new, struct patch *patch);
/* The patch that undoes it. */
void patch_invert(const struct patch *patch, struct patch *out);

/* One field that two people changed. */
struct conflict {
	struct edit mine;    /* old: what I saw */
	struct value theirs; /* what is there now */
};
struct conflicts {
	struct conflict *items;
	size_t count, room;
};
void conflicts_release(struct conflicts *conflicts);
/* `mine` was made against an older body; rewrites it to apply to `body` now. Edits of fields that nobody else
 * touched stay, those that are already so fall away, LATER_WINS fields take mine, parts of a text move with
 * it; the others are listed in `conflicts` and left out of `out`. Edits may build upon earlier ones of the
 * same patch. Values are slices of mine and body. */
void patch_merge(const struct entity *entity, struct text body, const struct patch *mine, struct patch *out,
	struct conflicts *conflicts);

/* Two patches of one record made one after the other, as one: a field changed twice appears once, one changed
 * back disappears. Values are slices of both. For drafts. */
void patch_fold(const struct patch *first, const struct patch *second, struct patch *out);

#endif
