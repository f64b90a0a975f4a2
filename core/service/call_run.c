/* Operations: of one record or of many as one change, and whether they would be allowed. */
#include "core/service/evaluate.h"
#include "core/service/request.h"

#include "core/model/operations.h"
#include "core/service/call_run.h"

struct running {
	struct request *request;
	const struct operation *operation;
	unsigned entity;
	struct view arguments;
	struct buf text;
	size_t done; /* records */
};

static bool start(struct running *running, struct request *request, struct error *err)
{
	struct text name = view_text(&request->body, RUN_OPERATION);
	const struct operation *operation = operation_named(name);

	*running = (struct running){.request = request, .operation = operation};
	running->entity = (unsigned)view_number(&request->body, RUN_ENTITY);
	if (!operation || (running->entity && operation->entity != running->entity))
		return fail(err, ERROR_MISSING, "There is no operation \"{1}\"", "S", name);
	running->arguments = (struct view){
		.entity = operation->arguments, .body = view_text(&request->body, RUN_ARGUMENTS)};
	if (operation->arguments)
		return body_check(operation->arguments, running->arguments.body, err);
	return !running->arguments.body.len ||
		fail(err, ERROR_INPUT, "{1} takes no arguments", "t", operation->name, operation->label);
}

static bool check_arguments(struct running *running, struct world *world, struct error *err)
{
	struct problems problems = PROBLEMS_INIT;
	bool ok = true;

	if (!running->arguments.entity)
		return true;
	view_check(&running->arguments, world, &problems);
	for (size_t i = 0; ok && i < problems.count; i++)
		if (!problems.items[i].warning) {
			*err = (struct error){ERROR_INPUT, problems.items[i].tag, problems.items[i].row,
				problems.items[i].message};
			ok = false;
		}
	problems_release(&problems);
	return ok;
}

/* Calls `each` for every id asked for; without one, for a record that is not there yet. */
static bool each_record(struct running *running, struct world *world,
	bool (*each)(struct running *, struct world *, const struct view *, struct error *),
	struct error *err)
{
	const struct entity *shape = schema_entity(world->schema, running->operation->entity);
	struct view view = {.entity = shape, .body = NO_TEXT};
	struct value value;
	struct reader ids;

	if (!view_get(&running->request->body, RUN_IDS, &value))
		return operation_may(running->operation, world, &view, err) &&
			each(running, world, &view, err);
	for (ids = value_ids(&value); reader_left(&ids);)
		if (!request_record(world, running->operation->entity, read_varint(&ids), &view, err) ||
			!operation_may(running->operation, world, &view, err) ||
			!each(running, world, &view, err))
			return false;
	return true;
}

static bool run_one(
	struct running *running, struct world *world, const struct view *record, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct view kept = *record;
	struct operation_call call = {running->operation, (struct writer *)world, &kept, running->arguments,
		&running->text, ++running->done};
	bool ok;

	/* The first thing it writes may move what it still has to read. */
	kept.body = arena_text(&arena, record->body);
	buf_clear(&running->text);
	ok = running->operation->run(&call, err) && evaluate_after(&call, err);
	arena_release(&arena);
	return ok;
}

static bool run(struct writer *writer, void *arg, struct error *err)
{
	struct running *running = arg;

	request_again(running->request);
	running->done = 0;
	return check_arguments(running, &writer->world, err) &&
		each_record(running, &writer->world, run_one, err) && model_follow(writer, err);
}

bool call_run(struct request *request, struct error *err)
{
	struct running running;
	struct change_head head;
	bool ok;

	if (!start(&running, request, err))
		return false;
	head = request_head(request, running.operation->name, view_text(&request->body, RUN_TOKEN));
	ok = request_change(request, &head, run, &running, err);
	if (ok)
		record_put_text(request, &request->answer, APPLIED_TEXT, buf_as_text(&running.text));
	buf_release(&running.text);
	return ok;
}

static bool nothing(
	struct running *running, struct world *world, const struct view *record, struct error *err)
{
	(void)running;
	(void)world;
	(void)record;
	(void)err;
	return true;
}

static bool may(struct world *world, void *arg, struct error *err)
{
	struct running *running = arg;
	struct error refusal = ERROR_INIT;

	(void)err;
	request_again(running->request);
	each_record(running, world, nothing, &refusal);
	put_operation(running->request, &running->request->answer, running->operation, world, NULL, &refusal);
	return true;
}

bool call_may(struct request *request, struct error *err)
{
	struct running running;

	return start(&running, request, err) &&
		store_read(request->server->store, request->server->person, may, &running, err);
}
