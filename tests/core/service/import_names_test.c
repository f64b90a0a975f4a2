/* Names that look like a slip of the pen, in random rosters: what the import finds is what comparing every
 * name with every other finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include "core/service/import.h"
#include "tests/harness/make.h"
#include "tests/harness/sample.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

enum { ROUNDS = 60, ROWS_MOST = 120, COLUMNS = 5 };

struct roster {
	struct import_input input;
	struct import_row rows[ROWS_MOST];
	struct text cells[ROWS_MOST][COLUMNS];
	struct arena arena;
	size_t near; /* names for which something near was found */
};

/* Names of three characters of which few differ. */
static struct text random_name(struct roster *roster, uint64_t *state, const char *suffix)
{
	static const char *const characters[] = {"速", "栽", "裁", "执", "民"};
	struct buf name = BUF_INIT;
	struct text kept;

	for (size_t i = 1 + sample_below(state, 3); i--;)
		buf_text(&name, text_of(characters[sample_below(state, 5)]));
	buf_text(&name, text_of(suffix));
	kept = arena_text(&roster->arena, buf_as_text(&name));
	buf_release(&name);
	return kept;
}

static void make_roster(struct roster *roster, uint64_t *state)
{
	static const char *const headings[COLUMNS] = {"工号", "姓名", "团队", "党支部", "党小组"};
	/* Some names on many rows. */
	struct text often[3][4];

	roster->input = (struct import_input){
		.entity = &person_entity, .columns = COLUMNS, .rows = roster->rows, .on = day_of(20260101)};
	for (size_t i = 0; i < COLUMNS; i++)
		roster->input.header[i] = text_of(headings[i]);
	for (size_t i = 0; i < 12; i++)
		often[i / 4][i % 4] = random_name(roster, state, "组");
	roster->input.count = 1 + sample_below(state, ROWS_MOST);
	for (size_t i = 0; i < roster->input.count; i++) {
		struct text *cells = roster->cells[i];
		struct buf code = BUF_INIT;

		buf_printf(&code, "N%zu", i);
		cells[0] = cells[1] = arena_text(&roster->arena, buf_as_text(&code));
		for (size_t c = 2; c < COLUMNS; c++)
			cells[c] = sample_below(state, 4) ? often[c - 2][sample_below(state, 4)]
							  : random_name(roster, state, "组");
		roster->rows[i] = (struct import_row){i + 2, cells, COLUMNS};
		buf_release(&code);
	}
}

/* --- as it was found before: one after the other --- */

struct pairwise {
	struct text name;
	struct text near;
};

static bool compare_stored(const struct view *view, void *arg)
{
	struct pairwise *pairwise = arg;
	struct text name = view_text(view, entity_title_field(view->entity)->tag);

	if (text_distance(pairwise->name, name, 1) != 1)
		return true;
	pairwise->near = name;
	return false;
}

static struct text by_comparing(struct world *world, const struct import_plan *plan, size_t at)
{
	enum { SLIPS = 2, RARE = 5 };
	const struct import_name *name = &plan->names[at];
	struct pairwise pairwise = {name->name, NO_TEXT};

	if (name->id)
		return NO_TEXT;
	if (name->uses <= SLIPS)
		world->walk(world, name->entity, 0, NULL, 0, compare_stored, &pairwise, NULL);
	for (size_t i = 0; !pairwise.near.len && i < plan->name_count; i++)
		if (plan->names[i].entity == name->entity && plan->names[i].uses >= name->uses * RARE &&
			text_distance(plan->names[i].name, name->name, 1) == 1)
			pairwise.near = plan->names[i].name;
	return pairwise.near;
}

static void check_roster(struct world *world, void *arg)
{
	struct roster *roster = arg;
	struct import_plan plan;
	struct error err = ERROR_INIT;

	assert_true(import_check(world, &roster->input, &plan, &err));
	for (size_t i = 0; i < plan.name_count; i++) {
		struct text want = by_comparing(world, &plan, i);

		if (!text_equal(plan.names[i].near, want))
			fail_msg("%.*s: %.*s, not %.*s", (int)plan.names[i].name.len, plan.names[i].name.at,
				(int)plan.names[i].near.len, plan.names[i].near.at, (int)want.len, want.at);
		roster->near += want.len > 0;
	}
	import_plan_release(&plan);
}

/* What is in the store already. */
static void store_names(struct store *store, struct roster *roster, uint64_t *state)
{
	struct text_map made = {0};

	for (size_t i = 1; i <= sample_below(state, 8); i++) {
		struct text name = random_name(roster, state, "组");

		if (text_map_put(&made, name, i) == i)
			MAKE(store, ENTITY_TEAM, {TEAM_NAME, value_text(name)});
	}
	text_map_release(&made);
}

static void test_like_pairwise(void **state)
{
	uint64_t seed = random_seed();
	size_t near = 0;

	(void)state;
	fixture_today(20260924);
	for (size_t round = 0; round < ROUNDS; round++) {
		struct store *store = fixture_open(NULL);
		struct roster *roster = calloc(1, sizeof(*roster));

		store_names(store, roster, &seed);
		make_roster(roster, &seed);
		fixture_read(store, 0, check_roster, roster);
		near += roster->near;
		arena_release(&roster->arena);
		free(roster);
		store_close(store);
	}
	assert_true(near > ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_like_pairwise)};

	return cmocka_run_group_tests_name("import_names", tests, NULL, NULL);
}
