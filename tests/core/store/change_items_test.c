/* What a change says that it did: each record once, with the revision it has in the end. */
#include "tests/harness/store_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

enum { MANY = 300 };

/* Records of two kinds with the same numbers, all of them twice. */
static bool set_many_twice(struct writer *writer, void *arg, struct error *err)
{
	bool good = true;

	(void)arg;
	for (uint64_t i = 0; good && i < 2 * MANY; i++) {
		uint64_t person = i % MANY + 1, team = person;
		struct text name = i < MANY ? TEXT("新名") : TEXT("又改名");
		struct record_slot of_person = {PERSON_NAME, value_text(name)},
				   of_team = {TEAM_ORDER, value_number((int64_t)i + 1)};

		good = writer_set(writer, ENTITY_PERSON, &person, &of_person, 1, err) &&
			writer_set(writer, ENTITY_TEAM, &team, &of_team, 1, err);
	}
	return good;
}

static bool make_teams(struct writer *writer, void *arg, struct error *err)
{
	bool good = true;

	(void)arg;
	for (int i = 0; good && i < MANY; i++) {
		char name[24];
		struct record_slot team = {TEAM_NAME, value_text(NO_TEXT)};
		uint64_t id = 0;

		snprintf(name, sizeof(name), "团队%d", i);
		team.value = value_text(text_of(name));
		good = writer_set(writer, ENTITY_TEAM, &id, &team, 1, err);
	}
	return good;
}

static void test_items_once(void **state)
{
	struct change_head head = {.author = 7, .action = "import"};
	struct change_result result;
	struct error err = ERROR_INIT;
	struct store *store;
	char code[16];

	(void)state;
	store = fixture_open(NULL);
	for (int i = 0; i < MANY; i++) {
		snprintf(code, sizeof(code), "M%d", i);
		fixture_person(store, code, "某人");
	}
	assert_true(store_change(store, &head, make_teams, NULL, NULL, &err));
	assert_true(store_change(store, &head, set_many_twice, NULL, &result, &err));
	assert_int_equal(result.count, 2 * MANY);
	for (size_t i = 0; i < result.count; i++) {
		assert_int_equal(result.items[i].entity, i % 2 ? ENTITY_TEAM : ENTITY_PERSON);
		assert_int_equal(result.items[i].id, i / 2 + 1);
		assert_int_equal(result.items[i].revision, 3);
	}
	change_result_release(&result);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_items_once),
	};

	return cmocka_run_group_tests_name("change_items", tests, NULL, NULL);
}
