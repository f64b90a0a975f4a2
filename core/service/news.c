/* What was committed since the client was last told: which records, by whom. */
#include "core/service/request.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/operations.h"

/* Beyond that the client is told of the kinds only. */
enum { TOLD_MAX = 200 };

struct told {
	struct server *server;
	struct world *world;
	struct change_item *items;
	size_t count, room, entries;
	uint64_t last, author;
	struct request place; /* keeps what is told */
	struct text name;
};

static struct change_item *item_of(struct told *told, unsigned entity, uint64_t id)
{
	struct change_item *item;

	for (size_t i = 0; i < told->count; i++)
		if (told->items[i].entity == entity && told->items[i].id == id)
			return &told->items[i];
	told->items = mem_grow(told->items, told->count, &told->room, sizeof(*told->items));
	item = &told->items[told->count++];
	*item = (struct change_item){.entity = entity, .id = id};
	return item;
}

static bool is_seen(struct told *told, const struct change_item *item)
{
	struct view view;

	return told->world->get(told->world, item->entity, item->id, &view, NULL) &&
		record_may_see(told->world, &view);
}

static bool add_entry(const struct audit_entry *entry, void *arg)
{
	struct told *told = arg;

	/* Several are nobody in particular. */
	told->author = told->entries && told->author != entry->author ? 0 : entry->author;
	told->entries++;
	told->last = entry->sequence;
	for (size_t i = 0; i < entry->count; i++) {
		const struct change_item *item = &entry->items[i];

		if (told->count >= TOLD_MAX)
			item_of(told, item->entity, 0);
		else if (is_seen(told, item))
			item_of(told, item->entity, item->id)->revision = item->revision;
	}
	return true;
}

static void put_items(struct told *told, struct record *body)
{
	struct buf rows = BUF_INIT;
	struct record row;
	uint64_t key = 0;

	for (size_t i = 0; i < told->count; i++) {
		record_init(&row, &item_rows);
		record_number(&row, ITEM_ENTITY, told->items[i].entity);
		record_number(&row, ITEM_ID, (int64_t)told->items[i].id);
		record_number(&row, ITEM_REVISION, told->items[i].revision);
		rows_add_record(&rows, &key, &row);
	}
	record_put_rows(&told->place, body, CHANGED_ITEMS, &rows);
}

static void push(struct told *told)
{
	struct record body;
	struct buf bytes = BUF_INIT;

	record_init(&body, &changed_shape);
	record_number(&body, CHANGED_CHANGE, (int64_t)told->last);
	record_text(&body, CHANGED_AUTHOR, told->name);
	put_items(told, &body);
	record_write(&body, &bytes);
	wire_put(&told->server->wire, 0, PUSH_CHANGED, buf_as_text(&bytes));
	record_release(&body);
	buf_release(&bytes);
}

static bool tell(struct world *world, void *arg, struct error *err)
{
	struct told *told = arg;

	told->world = world;
	told->count = told->entries = 0;
	told->last = told->server->seen;
	if (!world_audit(world, told->server->seen, add_entry, told, err))
		return false;
	told->name = NO_TEXT;
	if (told->author)
		told->name = title_of(&told->place, world, ENTITY_PERSON, told->author);
	return true;
}

bool news_send(struct server *server, bool *any, struct error *err)
{
	struct told told = {.server = server, .place = {.server = server}};
	bool ok = store_read(server->store, server->person, tell, &told, err);

	*any = ok && told.entries;
	if (*any)
		push(&told);
	if (ok)
		server->seen = told.last;
	free(told.items);
	request_again(&told.place);
	return ok;
}
