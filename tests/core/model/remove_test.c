/* Del: what is nothing without the record goes along, what people did keeps it. */
#include "core/model/operations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

/* --- what a source still lists --- */

static size_t rows_of(const struct cast *cast, const char *source)
{
	struct buf lines = BUF_INIT;
	struct source_query query = {0};
	size_t count = 0;

	fixture_list(cast->store, 0, source, &query, (const uint16_t[]){1, 0}, &lines);
	for (size_t i = 0; i < lines.len; i++)
		count += lines.data[i] == '\n';
	buf_release(&lines);
	return count;
}

struct asked {
	unsigned entity;
	uint64_t id;
	struct message follows;
	enum error_kind kind;
};

static void foresee(struct world *world, void *arg)
{
	struct asked *asked = arg;
	struct error err = ERROR_INIT;
	struct view view;

	assert_true(world->get(world, asked->entity, asked->id, &view, NULL));
	message_set(&asked->follows, "", "");
	remove_foresee(world, &view, &asked->follows, &err);
	asked->kind = err.kind;
}

static void expect(const struct cast *cast, unsigned entity, uint64_t id, const char *words)
{
	struct asked asked = {.entity = entity, .id = id};
	struct buf shown = BUF_INIT;

	fixture_read(cast->store, 0, foresee, &asked);
	message_show(&asked.follows, LANGUAGE_EN, NULL, &shown);
	assert_int_equal(asked.kind, words ? ERROR_NONE : ERROR_STATE);
	if (words)
		assert_string_equal(buf_cstr(&shown), words);
	buf_release(&shown);
}

/* --- the cases --- */

static void a_person_takes_holdings_along(void **state)
{
	const struct cast *cast = *state;
	uint64_t leader = cast_person(cast, 'l');
	size_t memberships = rows_of(cast, "membership"), terms = rows_of(cast, "term");

	MAKE(cast->store, ENTITY_SPELL, NUMBER(SPELL_PERSON, leader), NUMBER(SPELL_KIND, 1),
		DAY(SPELL_FROM, 20260301));
	expect(cast, ENTITY_PERSON, leader, "Into the recycle bin, with membership 1, term 1, spell 1");
	assert_int_equal(ACT(cast->store, 0, "remove_person", leader), ERROR_NONE);
	assert_int_equal(rows_of(cast, "membership"), memberships - 1);
	assert_int_equal(rows_of(cast, "term"), terms - 1);
	assert_int_equal(rows_of(cast, "spell"), 0);
	assert_int_equal(fixture_faults(cast->store), 0);
}

static void what_was_done_keeps_them(void **state)
{
	const struct cast *cast = *state;
	uint64_t member = cast_person(cast, 'm');

	cast_meeting(cast, 20260924, STATE_OPEN);
	cast_task(cast, TASK_OPEN);
	expect(cast, ENTITY_PERSON, member, NULL);
	expect(cast, ENTITY_PERSON, cast_person(cast, 'w'), NULL);
	expect(cast, ENTITY_GROUP, cast->group, NULL);
	expect(cast, ENTITY_BRANCH, cast->branch, NULL);
	assert_int_equal(ACT(cast->store, 0, "remove_person", member), ERROR_STATE);
	assert_int_equal(ACT(cast->store, 0, "remove_group", cast->group), ERROR_STATE);
}

static void a_group_takes_its_members_places(void **state)
{
	const struct cast *cast = *state;
	size_t people = rows_of(cast, "person");

	assert_int_equal(ACT(cast->store, 0, "remove_group", cast->group), ERROR_NONE);
	assert_int_equal(rows_of(cast, "person"), people);
	assert_int_equal(ACT(cast->store, 0, "remove_branch", cast->branch), ERROR_NONE);
	expect(cast, ENTITY_BRANCH, cast->other_branch, NULL);
	assert_int_equal(fixture_faults(cast->store), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(a_person_takes_holdings_along),
		ON_CAST(what_was_done_keeps_them), ON_CAST(a_group_takes_its_members_places)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
