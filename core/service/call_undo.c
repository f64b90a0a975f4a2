/* Taking changes back, and doing them again: who may, and what is said of it. */
#include "core/service/request.h"

#include "core/model/operations.h"
#include "core/model/roster.h"

struct undoing {
	struct request *request;
	uint64_t sequence;
	bool redo, found;
	struct message what; /* the change was that is taken back or done again */
};

/* --- who may --- */

/* Nobody has changed the record since. */
static bool look_at_newest(const struct history_entry *entry, void *arg)
{
	*(uint64_t *)arg = entry->sequence;
	return false;
}

static bool is_newest(struct world *world, const struct change_item *item, uint64_t sequence)
{
	uint64_t newest = 0;

	return world_history(world, item->entity, item->id, look_at_newest, &newest, NULL) &&
		newest == sequence;
}

struct looking {
	struct world *world;
	struct undoing *undoing;
	struct error *err;
};

/* What others rely on is not undone as if it had not been; NULL: it may be. By then something may have been
 * scored by rules, and results may have been read. */
static const char *stands(struct world *world, unsigned entity, uint64_t id)
{
	struct view view;
	bool result = entity == ENTITY_RESULT;

	if (entity == ENTITY_RULES)
		return N_("Rules that were put in force are not taken back: put others in force instead");
	if (entity == ENTITY_MEETING && world->get(world, entity, id, &view, NULL) && view_removed(&view) &&
		meeting_number_taken(world, &view))
		return N_("Its number has gone to another meeting since: remove that one first");
	if ((!result && entity != ENTITY_EVALUATION) || !world->get(world, entity, id, &view, NULL))
		return NULL;
	if (result ? view_has(&view, RESULT_PUBLISHED)
		   : view_number(&view, EVALUATION_STATE) == EVALUATION_FINAL)
		return N_("Results that are published never change again");
	return result ? N_("A posting is not undone but taken back, with the reason") : NULL;
}

static bool look_at_entry(const struct audit_entry *entry, void *arg)
{
	struct looking *looking = arg;
	struct world *world = looking->world;
	const char *why;
	struct view view;

	looking->undoing->found = entry->sequence == looking->undoing->sequence;
	if (!looking->undoing->found)
		return false;
	if (world->person && entry->author != world->person) {
		fail(looking->err, ERROR_DENIED, "Only who made a change can take it back", "");
		return false;
	}
	for (size_t i = 0; i < entry->count; i++)
		if ((why = stands(world, entry->items[i].entity, entry->items[i].id)))
			return fail(looking->err, ERROR_STATE, why, "");
	/* A step that moved a record out of his reach may still be taken back by who took it, as long as
	 * nothing followed. */
	for (size_t i = 0; i < entry->count; i++)
		if (!is_newest(world, &entry->items[i], entry->sequence) &&
			!(request_record(
				  world, entry->items[i].entity, entry->items[i].id, &view, looking->err) &&
				record_may_write(world, &view, looking->err)))
			return false;
	return false;
}

/* --- what was done --- */

struct telling {
	struct request *request;
	struct world *world;
	uint64_t sequence, undoes;
	struct message *message;
};

/* The fields that the change touched in a record: the first of them, and how many. */
struct touched {
	const struct entity *entity;
	uint64_t sequence;
	const struct field *first;
	size_t fields;
	bool made;
};

static bool look_at_fields(const struct history_entry *entry, void *arg)
{
	struct touched *touched = arg;
	uint16_t last = 0;

	if (entry->sequence != touched->sequence)
		return entry->sequence > touched->sequence;
	touched->made |= entry->revision == 1;
	for (size_t i = 0; i < entry->patch.count; i++) {
		if (!touched->first)
			touched->first = entity_field(touched->entity, entry->patch.edits[i].tag);
		touched->fields += entry->patch.edits[i].tag != last;
		last = entry->patch.edits[i].tag;
	}
	return true;
}

static size_t count_records(const struct audit_entry *entry)
{
	size_t count = 0;

	for (size_t i = 0; i < entry->count; i++) {
		bool again = false;

		for (size_t j = 0; j < i; j++)
			again |= entry->items[j].entity == entry->items[i].entity &&
				entry->items[j].id == entry->items[i].id;
		count += !again;
	}
	return count;
}

/* What the operation was run on; other records that it changed may stand before it. */
static const struct change_item *main_item(const struct audit_entry *entry)
{
	const struct operation *operation = operation_named(entry->action);

	for (size_t i = 0; operation && i < entry->count; i++)
		if (entry->items[i].entity == operation->entity)
			return &entry->items[i];
	return entry->items;
}

/* "通过会议「…」", "修改人员「…」的职务", "导入人员「…」，另12条". */
static bool tell(const struct audit_entry *entry, void *arg)
{
	struct telling *telling = arg;
	struct world *world = telling->world;
	struct deed deed = deed_of(entry->action);
	struct touched touched = {.sequence = entry->sequence};
	size_t records = count_records(entry);
	const struct change_item *item = main_item(entry);
	struct text title;

	telling->undoes = entry->undoes;
	if (entry->sequence != telling->sequence || entry->undoes || !records)
		return false;
	touched.entity = schema_entity(world->schema, item->entity);
	if (!touched.entity || !deed.name)
		return false;
	world_history(world, item->entity, item->id, look_at_fields, &touched, NULL);
	title = title_of(telling->request, world, item->entity, item->id);
	if (touched.made && text_is(entry->action, "apply"))
		deed = (struct deed){"added", "新增"};
	if (records > 1)
		message_set(telling->message, "{1}: {2} \"{3}\", and {4} more", "ttSn", deed.name, deed.label,
			touched.entity->name, touched.entity->label, title, (int64_t)records - 1);
	else if (text_is(entry->action, "apply") && !touched.made && touched.first && touched.fields == 1)
		message_set(telling->message, "{1}: {2} \"{3}\": {4}", "ttSt", deed.name, deed.label,
			touched.entity->name, touched.entity->label, title, touched.first->name,
			touched.first->label);
	else
		message_set(telling->message, "{1}: {2} \"{3}\"", "ttS", deed.name, deed.label,
			touched.entity->name, touched.entity->label, title);
	return false;
}

/* What the change was, or the one that it takes back or does again. */
static void tell_change(struct telling *telling, uint64_t sequence)
{
	for (telling->undoes = sequence; telling->undoes;) {
		telling->sequence = telling->undoes;
		telling->undoes = 0;
		world_audit(telling->world, telling->sequence - 1, tell, telling, NULL);
	}
}

/* --- the call --- */

static bool may_undo(struct world *world, void *arg, struct error *err)
{
	struct undoing *undoing = arg;
	struct looking looking = {world, undoing, err};

	struct telling telling = {.request = undoing->request, .world = world, .message = &undoing->what};

	request_again(undoing->request);
	if (!world_audit(world, undoing->sequence - 1, look_at_entry, &looking, err) || err->kind)
		return false;
	tell_change(&telling, undoing->sequence);
	return undoing->found ||
		fail(err, ERROR_MISSING, "There is no change {1}", "n", (int64_t)undoing->sequence);
}

static bool find_last(struct world *world, void *arg, struct error *err)
{
	struct undoing *undoing = arg;

	undoing->sequence = store_last_change(world, world->person, undoing->redo);
	if (undoing->sequence)
		return true;
	return fail(err, ERROR_MISSING,
		undoing->redo ? N_("There is nothing to do again") : N_("There is nothing to take back"), "");
}

bool call_undo(struct request *request, struct error *err)
{
	struct server *server = request->server;
	struct undoing undoing = {.request = request,
		.sequence = (uint64_t)view_number(&request->body, UNDO_SEQUENCE),
		.redo = view_number(&request->body, UNDO_REDO)};
	struct change_head head = request_head(request, undoing.redo ? "redo" : "undo", NO_TEXT);
	struct change_result result = {0};
	bool ok;

	if (!undoing.sequence && !store_read(server->store, server->person, find_last, &undoing, err))
		return false;
	head.may = may_undo;
	head.may_arg = &undoing;
	ok = store_undo(server->store, &head, undoing.sequence, &result, err);
	if (ok) {
		put_result(request, &result);
		if (*undoing.what.id)
			record_put_message(request, &request->answer, APPLIED_TEXT, &undoing.what);
	} else {
		put_refusal(request, &result, err);
	}
	change_result_release(&result);
	return ok;
}
