/* Why a change was refused: its faults, or whose change of the same field came first. */
#include "core/service/request.h"

#include "core/model/entities.h"

/* Looking in the history for who last changed what we would change, and who wrote what we saw before. */
struct blame {
	const struct entity *entity;
	const struct edit *mine;
	struct author {
		bool found;
		uint64_t person;
		int64_t moment;
	} theirs, old;
};

static bool touches(const struct edit *theirs, const struct edit *mine)
{
	if (theirs->tag != mine->tag)
		return false;
	if (!mine->row || !theirs->row)
		return true;
	/* A row as a whole is all of its fields. */
	return theirs->row == mine->row &&
		(!theirs->row_tag || !mine->row_tag || theirs->row_tag == mine->row_tag);
}

/* Did it put there what we saw? */
static bool wrote_old(const struct blame *blame, const struct edit *theirs)
{
	const struct edit *mine = blame->mine;
	const struct field *field = entity_field(blame->entity, mine->tag);
	struct value put = theirs->new;

	if (mine->row_tag && !theirs->row_tag && field && field->rows) {
		struct view row = {.entity = field->rows, .body = theirs->new.bytes};

		view_get(&row, mine->row_tag, &put);
	}
	return theirs->place == PLACE_WHOLE && value_equal(&put, &mine->old);
}

static bool look(const struct history_entry *entry, void *arg)
{
	struct blame *blame = arg;
	struct author author = {true, entry->author, entry->moment};

	for (size_t i = 0; i < entry->patch.count; i++) {
		const struct edit *edit = &entry->patch.edits[i];

		if (!touches(edit, blame->mine))
			continue;
		if (!blame->theirs.found)
			blame->theirs = author;
		else if (wrote_old(blame, edit))
			blame->old = author;
		break;
	}
	return !blame->old.found;
}

struct refusal {
	struct request *request;
	const struct change_result *result;
	struct buf rows;
};

static void put_author(struct refusal *refusal, struct world *world, struct record *row,
	const struct author *author, uint16_t name, uint16_t moment)
{
	if (!author->found)
		return;
	if (author->person)
		record_text(row, name, title_of(refusal->request, world, ENTITY_PERSON, author->person));
	record_number(row, moment, author->moment);
}

static void put_edit(struct request *request, struct record *record, uint16_t tag, struct edit edit)
{
	struct patch patch = {&edit, 1, 1};
	struct buf bytes = BUF_INIT;

	patch_encode(&patch, &bytes);
	record_put_text(request, record, tag, buf_as_text(&bytes));
	buf_release(&bytes);
}

static bool put_conflicts(struct world *world, void *arg, struct error *err)
{
	struct refusal *refusal = arg;
	const struct change_result *result = refusal->result;
	struct record row;
	uint64_t key = 0;

	buf_clear(&refusal->rows);
	for (size_t i = 0; i < result->conflicts.count; i++) {
		const struct conflict *conflict = &result->conflicts.items[i];
		struct blame blame = {
			schema_entity(world->schema, result->conflict_entity), &conflict->mine, {0}, {0}};
		struct edit theirs = conflict->mine;

		theirs.new = conflict->theirs;
		record_init(&row, &conflict_rows);
		put_edit(refusal->request, &row, CONFLICT_EDIT, conflict->mine);
		put_edit(refusal->request, &row, CONFLICT_THEIRS, theirs);
		if (!world_history(world, result->conflict_entity, result->conflict_id, look, &blame, err)) {
			record_release(&row);
			return false;
		}
		put_author(refusal, world, &row, &blame.theirs, CONFLICT_AUTHOR, CONFLICT_MOMENT);
		put_author(refusal, world, &row, &blame.old, CONFLICT_OLD_AUTHOR, CONFLICT_OLD_MOMENT);
		rows_add_record(&refusal->rows, &key, &row);
	}
	return true;
}

void put_refusal(struct request *request, const struct change_result *result, const struct error *err)
{
	struct refusal refusal = {request, result, BUF_INIT};

	if (err->kind == ERROR_CONFLICT)
		store_read(request->server->store, request->server->person, put_conflicts, &refusal, NULL);
	record_put_rows(request, &request->failure, APPLIED_CONFLICTS, &refusal.rows);
	put_problems(request, &request->failure, APPLIED_PROBLEMS, &result->problems);
}
