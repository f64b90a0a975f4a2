/* Sort keys: whatever is sorted becomes bytes, compared as such. */
#include "core/service/pages.h"

#include "core/base/pinyin.h"
#include "core/model/roster.h"
#include "core/store/key.h"

bool order_compile(struct order *order, const struct entity *shape, const struct schema *schema,
	struct text text, struct error *err)
{
	struct text piece;

	for (order->count = 0; text_split(&text, ' ', &piece);) {
		if (!piece.len)
			continue;
		if (order->count == SORTS_MAX)
			return fail(err, ERROR_INPUT, "At most {1} columns can be sorted by", "n",
				(int64_t)SORTS_MAX);
		order->down[order->count] = piece.at[0] == '-';
		piece = text_skip(piece, order->down[order->count]);
		if (!path_compile(&order->paths[order->count++], schema, shape, piece, err))
			return fail_at(err, PAGE_SORT, err->row);
	}
	return true;
}

static void key_sound(struct text name, struct text override, struct buf *key)
{
	struct buf sound = BUF_INIT;

	pinyin_key(name, override, &sound);
	key_bytes(key, buf_as_text(&sound));
	buf_release(&sound);
}

static struct text override_of(const struct view *view)
{
	return view->entity->sounds ? view_text(view, view->entity->sounds) : NO_TEXT;
}

/* A reference sorts as the title of what it names. */
static void key_title(struct world_naming *naming, unsigned target, uint64_t id, struct buf *key)
{
	struct buf title = BUF_INIT;
	struct view view;

	if (naming->world->get(naming->world, target, id, &view, NULL)) {
		view_title(&view, &naming->naming, &title);
		key_sound(buf_as_text(&title), override_of(&view), key);
	} else {
		key_empty(key);
	}
	buf_release(&title);
}

static void key_of(
	const struct path *path, struct world_naming *naming, const struct view *row, struct buf *key)
{
	const struct field *field = path_field(path);
	struct value value;
	struct reader ids;

	if (!path_get(path, naming->world, row, &value)) {
		key_empty(key);
	} else if (value.kind == VALUE_IDS) {
		ids = value_ids(&value);
		key_title(naming, field->target, read_varint(&ids), key);
	} else if (value.kind == VALUE_NUMBER && field && field->type == &type_ref) {
		key_title(naming, field->target, (uint64_t)value.number, key);
	} else if (value.kind == VALUE_NUMBER) {
		key_number(key, value.number);
	} else {
		key_sound(value.bytes, path->count == 1 && field->flags & PINYIN ? override_of(row) : NO_TEXT,
			key);
	}
}

void order_key(
	const struct order *order, struct world_naming *naming, const struct view *row, struct buf *key)
{
	if (order->near.kind == VALUE_IDS)
		key_number(key, !value_has_id(&order->near, group_of(naming->world, row->id, order->day)));
	for (size_t i = 0; i < order->count; i++) {
		size_t start = key->len;

		key_of(&order->paths[i], naming, row, key);
		if (order->down[i])
			key_reverse(key, start);
	}
}
