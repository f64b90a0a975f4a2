#include "tests/harness/make.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#undef fail

int64_t day_of(int day)
{
	return day ? date_of(day / 10000, day / 100 % 100, day % 100) : 0;
}

struct value day_value(int day)
{
	return day ? value_number(day_of(day)) : EMPTY_VALUE;
}

struct value ids_value(const uint64_t *ids)
{
	static char rooms[8][200];
	static unsigned turn;
	char *room = rooms[turn++ % 8];
	struct buf out = BUF_INIT;
	struct value value;

	while (*ids)
		buf_varint(&out, *ids++);
	assert_true(out.len <= sizeof(rooms[0]));
	memcpy(room, buf_as_text(&out).at, out.len);
	value = (struct value){VALUE_IDS, 0, {room, out.len}};
	buf_release(&out);
	return value;
}

uint64_t fixture_make(struct store *store, unsigned entity, const struct record_slot *values, size_t count)
{
	uint64_t id = 0;
	struct change_result result = fixture_set(store, entity, &id, values, count);

	change_result_release(&result);
	return id;
}

void fixture_change(
	struct store *store, unsigned entity, uint64_t id, const struct record_slot *values, size_t count)
{
	struct change_result result = fixture_set(store, entity, &id, values, count);

	change_result_release(&result);
}

void fixture_today(int day)
{
	clock_fix(moment_at(day_of(day), 12 * 60, COURT_OFFSET), false);
}

uint64_t fixture_member(struct store *store, uint64_t group, const char *login)
{
	uint64_t person = MAKE(store, ENTITY_PERSON, WORDS(PERSON_CODE, login), WORDS(PERSON_NAME, login),
		WORDS(PERSON_LOGIN, login), DAY(PERSON_JOINED, 20100601), DAY(PERSON_FULL_SINCE, 20110601));

	if (group)
		MAKE(store, ENTITY_MEMBERSHIP, NUMBER(MEMBERSHIP_PERSON, person),
			NUMBER(MEMBERSHIP_GROUP, group), DAY(MEMBERSHIP_FROM, 20260101));
	return person;
}

uint64_t fixture_term(
	struct store *store, enum term_kind kind, uint64_t person, uint64_t holder, int from, int to)
{
	return MAKE(store, ENTITY_TERM, NUMBER(TERM_KIND, kind), NUMBER(TERM_PERSON, person),
		NUMBER(kind == TERM_SECRETARY ? TERM_BRANCH : TERM_GROUP, holder), DAY(TERM_FROM, from),
		DAY(TERM_TO, to));
}

/* --- reading --- */

struct looking {
	fixture_look *look;
	void *arg;
};

static bool ask(struct world *world, void *arg, struct error *err)
{
	struct looking *looking = arg;

	(void)err;
	looking->look(world, looking->arg);
	return true;
}

void fixture_read(struct store *store, uint64_t person, fixture_look *look, void *arg)
{
	struct looking looking = {look, arg};

	assert_true(store_read(store, person, ask, &looking, NULL));
}

struct looking_at {
	unsigned entity;
	uint64_t id;
	fixture_look_at *look;
	void *arg;
};

static void look_at(struct world *world, void *arg)
{
	const struct looking_at *at = arg;
	struct view view;

	assert_true(world->get(world, at->entity, at->id, &view, NULL));
	at->look(world, &view, at->arg);
}

void fixture_record(
	struct store *store, uint64_t person, unsigned entity, uint64_t id, fixture_look_at *look, void *arg)
{
	fixture_read(store, person, look_at, &(struct looking_at){entity, id, look, arg});
}

struct number_of {
	uint16_t tag;
	int64_t number;
};

static void look_number(struct world *world, const struct view *record, void *arg)
{
	struct number_of *of = arg;

	(void)world;
	of->number = view_number(record, of->tag);
}

int64_t fixture_number(struct store *store, unsigned entity, uint64_t id, uint16_t tag)
{
	struct number_of of = {tag, 0};

	fixture_record(store, 0, entity, id, look_number, &of);
	return of.number;
}

struct marking {
	uint64_t meeting, person, group;
	int mark;
};

static bool mark_one(struct writer *writer, void *arg, struct error *err)
{
	const struct marking *marking = arg;
	uint64_t key = marking->person;
	struct record row;
	bool good;

	record_init(&row, &attendance_rows);
	record_number(&row, ATTENDANCE_PERSON, (int64_t)marking->person);
	record_number(&row, ATTENDANCE_GROUP, (int64_t)marking->group);
	if (marking->mark)
		record_number(&row, ATTENDANCE_MARK, marking->mark);
	good = writer_row(writer, ENTITY_MEETING, marking->meeting, MEETING_ATTENDANCE, &key, &row, err);
	record_release(&row);
	return good;
}

void fixture_mark(struct store *store, uint64_t meeting, uint64_t person, uint64_t group, int mark)
{
	struct change_head head = {.author = 0, .uid = 1000, .action = "apply"};
	struct marking marking = {meeting, person, group, mark};

	assert_true(store_change(store, &head, mark_one, &marking, NULL, NULL));
}

struct listing {
	const char *source;
	const struct source_query *query;
	const uint16_t *tags;
	struct buf *out;
};

static bool write_row(const struct view *row, void *arg)
{
	struct listing *listing = arg;
	struct naming naming = {.language = LANGUAGE_EN};

	for (const uint16_t *tag = listing->tags; *tag; tag++) {
		struct message message;
		struct value value;

		if (tag != listing->tags)
			buf_byte(listing->out, ' ');
		if (!view_get(row, *tag, &value))
			buf_byte(listing->out, '-');
		else if (value.kind == VALUE_TEXT && memchr(value.bytes.at, 0x1e, value.bytes.len) &&
			message_decode(value.bytes, &message))
			message_show(&message, LANGUAGE_EN, NULL, listing->out);
		else
			field_show(entity_field(row->entity, *tag), &value, &naming, listing->out);
	}
	buf_byte(listing->out, '\n');
	return true;
}

static void list(struct world *world, void *arg)
{
	struct listing *listing = arg;

	assert_true(source_each(source_named(world->schema, text_of(listing->source)), world, listing->query,
		write_row, listing, NULL));
}

void fixture_list(struct store *store, uint64_t person, const char *source, const struct source_query *query,
	const uint16_t *tags, struct buf *out)
{
	struct listing listing = {source, query, tags, out};

	buf_clear(out);
	fixture_read(store, person, list, &listing);
}

/* --- writing as somebody --- */

char act_words[400];

static enum error_kind say(const struct error *err)
{
	struct buf words = BUF_INIT;

	message_show(&err->message, LANGUAGE_EN, NULL, &words);
	snprintf(act_words, sizeof(act_words), "%s", buf_cstr(&words));
	buf_release(&words);
	return err->kind;
}

struct acting {
	const struct act *act;
	struct buf text;
};

static bool find(struct world *world, unsigned entity, uint64_t id, struct view *view, struct error *err)
{
	*view = (struct view){.entity = schema_entity(world->schema, entity), .body = NO_TEXT};
	return !id || world->get(world, entity, id, view, err);
}

static bool run(struct writer *writer, void *arg, struct error *err)
{
	struct acting *acting = arg;
	const struct operation *operation = operation_named(text_of(acting->act->operation));
	struct buf arguments = BUF_INIT;
	struct arena arena = ARENA_INIT;
	struct operation_call call = {.operation = operation, .writer = writer, .text = &acting->text};
	struct record record;
	struct view view;
	bool good;

	assert_non_null(operation);
	record_init(&record, operation->arguments);
	for (size_t i = 0; i < acting->act->count; i++)
		record_set(&record, acting->act->arguments[i].tag, acting->act->arguments[i].value);
	record_write(&record, &arguments);
	record_release(&record);
	call.arguments = (struct view){.entity = operation->arguments, .body = buf_as_text(&arguments)};
	call.record = &view;
	good = find(&writer->world, operation->entity, acting->act->id, &view, err) &&
		operation_may(operation, &writer->world, &view, err);
	view.body = arena_text(&arena, view.body);
	good = good && operation->run(&call, err) && model_follow(writer, err);
	buf_release(&arguments);
	arena_release(&arena);
	return good;
}

enum error_kind act(struct store *store, const struct act *act, uint64_t *made)
{
	struct change_head head = {.author = act->person, .uid = 1000, .action = act->operation};
	struct acting acting = {act, BUF_INIT};
	struct change_result result;
	struct error err = ERROR_INIT;

	act_words[0] = '\0';
	if (!store_change(store, &head, run, &acting, &result, &err) ||
		(acting.text.len && message_decode(buf_as_text(&acting.text), &err.message)))
		say(&err);
	if (made)
		*made = result.count ? result.items[0].id : 0;
	change_result_release(&result);
	buf_release(&acting.text);
	return err.kind;
}

struct writing {
	unsigned entity;
	uint64_t *id, asked;
	const struct record_slot *values;
	size_t count;
};

static bool write_it(struct writer *writer, void *arg, struct error *err)
{
	struct writing *writing = arg;
	struct world *world = &writer->world;
	struct arena arena = ARENA_INIT;
	struct view before, after;
	bool new = !writing->asked, good;

	*writing->id = writing->asked;
	good = find(world, writing->entity, *writing->id, &before, err) &&
		(new || record_may_write(world, &before, err));
	before.body = arena_text(&arena, before.body);
	good = good &&
		writer_set(writer, writing->entity, writing->id, writing->values, writing->count, err) &&
		find(world, writing->entity, *writing->id, &after, err) &&
		record_may_become(world, new ? NULL : &before, &after, err) && model_follow(writer, err);
	arena_release(&arena);
	return good;
}

enum error_kind write_as(struct store *store, uint64_t person, unsigned entity, uint64_t *id,
	const struct record_slot *values, size_t count)
{
	struct change_head head = {.author = person, .uid = 1000, .action = "apply"};
	struct writing writing = {entity, id, *id, values, count};
	struct error err = ERROR_INIT;

	if (!store_change(store, &head, write_it, &writing, NULL, &err))
		*id = writing.asked;
	return say(&err);
}
