#include "tests/harness/store_fixture.h"
#include "core/base/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <ftw.h>
#include <cmocka.h>

void fixture_path(char path[FIXTURE_PATH])
{
	snprintf(path, FIXTURE_PATH, "/tmp/touyan-test-XXXXXX");
	assert_non_null(mkdtemp(path));
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
	(void)stat;
	(void)type;
	(void)ftw;
	return remove(path);
}

void fixture_remove(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void say(const struct error *err)
{
	struct buf out = BUF_INIT;

	message_show(&err->message, LANGUAGE_EN, NULL, &out);
	print_error("%s (kind %d, tag %u)\n", buf_cstr(&out), (int)err->kind, (unsigned)err->tag);
	buf_release(&out);
}

struct store *fixture_open(const char *path)
{
	struct store_config config = {.path = path, .schema = &court_schema, .create = true};
	struct error err = ERROR_INIT;
	struct store *store = NULL;

	if (!store_open(&store, &config, &err)) {
		say(&err);
		fail();
	}
	return store;
}

struct one_patch {
	unsigned entity;
	uint64_t *id;
	uint64_t asked;
	uint32_t base;
	const struct patch *patch;
};

static bool apply_one(struct writer *writer, void *arg, struct error *err)
{
	struct one_patch *one = arg;

	*one->id = one->asked;
	return writer_apply(writer, one->entity, one->id, one->base, one->patch, err);
}

static const struct change_head head = {
	.author = FIXTURE_AUTHOR, .uid = 1000, .action = "apply", .reason = {"", 0}};

bool fixture_apply(struct store *store, unsigned entity, uint64_t *id, uint32_t base,
	const struct patch *patch, struct change_result *result, struct error *err)
{
	struct one_patch one = {entity, id, *id, base, patch};

	return store_change(store, &head, apply_one, &one, result, err);
}

struct one_set {
	unsigned entity;
	uint64_t *id;
	const struct record_slot *values;
	size_t count;
};

static bool set_one(struct writer *writer, void *arg, struct error *err)
{
	struct one_set *one = arg;

	return writer_set(writer, one->entity, one->id, one->values, one->count, err);
}

struct change_result fixture_set(
	struct store *store, unsigned entity, uint64_t *id, const struct record_slot *values, size_t count)
{
	struct one_set one = {entity, id, values, count};
	struct error err = ERROR_INIT;
	struct change_result result;

	if (!store_change(store, &head, set_one, &one, &result, &err)) {
		say(&err);
		fail();
	}
	return result;
}

static uint64_t make(struct store *store, unsigned entity, const struct record_slot *values, size_t count)
{
	uint64_t id = 0;
	struct change_result result = fixture_set(store, entity, &id, values, count);

	change_result_release(&result);
	return id;
}

uint64_t fixture_person(struct store *store, const char *code, const char *name)
{
	struct record_slot values[] = {
		{PERSON_CODE, value_text(text_of(code))}, {PERSON_NAME, value_text(text_of(name))}};

	return make(store, ENTITY_PERSON, values, 2);
}

uint64_t fixture_branch(struct store *store, const char *name)
{
	struct record_slot values[] = {{BRANCH_NAME, value_text(text_of(name))}};

	return make(store, ENTITY_BRANCH, values, 1);
}

uint64_t fixture_group(struct store *store, const char *name)
{
	struct record_slot values[] = {{GROUP_NAME, value_text(text_of(name))},
		{GROUP_BRANCH, value_number((int64_t)fixture_branch(store, name))}};

	return make(store, ENTITY_GROUP, values, 2);
}

uint64_t fixture_meeting(struct store *store, uint64_t group, int64_t date, const char *topic)
{
	struct buf groups = BUF_INIT;
	struct record_slot values[3];
	uint64_t id;

	buf_varint(&groups, group);
	values[0] = (struct record_slot){MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}};
	values[1] = (struct record_slot){MEETING_TOPIC, value_text(text_of(topic))};
	values[2] = (struct record_slot){MEETING_DATE, value_number(date)};
	id = make(store, ENTITY_MEETING, values, 3);
	buf_release(&groups);
	return id;
}

struct body_of {
	unsigned entity;
	uint64_t id;
	bool whole;
	struct buf *body;
	uint32_t revision;
};

static bool read_body(struct world *world, void *arg, struct error *err)
{
	struct body_of *of = arg;
	struct view view;

	of->revision = 0;
	if (!world->get(world, of->entity, of->id, &view, err))
		return err->kind == ERROR_NONE;
	of->revision = view.revision;
	if (of->whole)
		return world_whole(world, &view, of->body, err);
	buf_text(of->body, view.body);
	return true;
}

uint32_t fixture_body(struct store *store, unsigned entity, uint64_t id, bool whole, struct buf *body)
{
	struct body_of of = {entity, id, whole, body, 0};
	struct error err = ERROR_INIT;

	buf_clear(body);
	if (!store_read(store, 0, read_body, &of, &err)) {
		say(&err);
		fail();
	}
	return of.revision;
}

struct walk_of {
	unsigned entity, index;
	const struct value *keys;
	size_t key_count, count, room;
	uint64_t *ids;
};

static bool note_id(const struct view *view, void *arg)
{
	struct walk_of *of = arg;

	assert_true(of->count < of->room);
	of->ids[of->count++] = view->id;
	return true;
}

static bool walk_work(struct world *world, void *arg, struct error *err)
{
	struct walk_of *of = arg;

	return world->walk(world, of->entity, of->index, of->keys, of->key_count, note_id, of, err);
}

size_t fixture_walk(struct store *store, unsigned entity, unsigned index, const struct value *keys,
	size_t key_count, uint64_t *ids, size_t room)
{
	struct walk_of of = {entity, index, keys, key_count, 0, room, ids};
	struct error err = ERROR_INIT;

	if (!store_read(store, 0, walk_work, &of, &err)) {
		say(&err);
		fail();
	}
	return of.count;
}

size_t fixture_faults(struct store *store)
{
	struct problems faults = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	size_t count;

	assert_true(store_verify(store, &faults, NULL, NULL, &err));
	count = faults.count;
	for (size_t i = 0; getenv("VERBOSE") && i < count; i++)
		say(&(struct error){.message = faults.items[i].message});
	problems_release(&faults);
	return count;
}

static bool add_line(struct text line, void *arg, struct error *err)
{
	(void)err;
	buf_text(arg, line);
	buf_byte(arg, '\n');
	return true;
}

void fixture_dump(struct store *store, struct buf *out)
{
	struct error err = ERROR_INIT;

	if (!store_dump(store, add_line, out, &err)) {
		say(&err);
		fail();
	}
}
