/* Why a change was refused: its faults, or whose change of the same field came first. */
#include "core/service/request.h"

#include "core/model/entities.h"

/* Looking in the history for who last changed what we would change. */
struct blame {
	const struct edit *mine;
	uint64_t author;
	int64_t moment;
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

static bool look(const struct history_entry *entry, void *arg)
{
	struct blame *blame = arg;

	for (size_t i = 0; i < entry->patch.count; i++)
		if (touches(&entry->patch.edits[i], blame->mine)) {
			blame->author = entry->author;
			blame->moment = entry->moment;
			return false;
		}
	return true;
}

static void put_edit(struct request *request, struct record *record, uint16_t tag, struct edit edit)
{
	struct patch patch = {&edit, 1, 1};
	struct buf bytes = BUF_INIT;

	patch_encode(&patch, &bytes);
	record_put_text(request, record, tag, buf_as_text(&bytes));
	buf_release(&bytes);
}

struct refusal {
	struct request *request;
	const struct change_result *result;
	struct buf rows;
};

static bool put_conflicts(struct world *world, void *arg, struct error *err)
{
	struct refusal *refusal = arg;
	const struct change_result *result = refusal->result;
	struct record row;
	uint64_t key = 0;

	buf_clear(&refusal->rows);
	for (size_t i = 0; i < result->conflicts.count; i++) {
		const struct conflict *conflict = &result->conflicts.items[i];
		struct blame blame = {&conflict->mine, 0, 0};
		struct edit theirs = conflict->mine;

		theirs.new = conflict->theirs;
		record_init(&row, &conflict_rows);
		put_edit(refusal->request, &row, CONFLICT_EDIT, conflict->mine);
		put_edit(refusal->request, &row, CONFLICT_THEIRS, theirs);
		if (!world_history(world, result->conflict_entity, result->conflict_id, look, &blame, err)) {
			record_release(&row);
			return false;
		}
		if (blame.author)
			record_text(&row, CONFLICT_AUTHOR,
				title_of(refusal->request, world, ENTITY_PERSON, blame.author));
		if (blame.moment)
			record_number(&row, CONFLICT_MOMENT, blame.moment);
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
