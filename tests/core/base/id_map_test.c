/* Places of numbers: what is found is what was put last, whatever the numbers are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/id_map.h"
#include "tests/harness/sample.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

enum { IDS = 3000 };

static void finds_what_was_put(void **state)
{
	/* Counters, numbers whose last bits are all alike, and any. */
	static const uint64_t factors[] = {1, 1 << 20, UINT64_C(0x9e3779b97f4a7c15)};
	static size_t places[IDS];
	uint64_t seed = random_seed();

	(void)state;
	for (size_t f = 0; f < sizeof(factors) / sizeof(*factors); f++) {
		struct id_map map = {NULL, 0, 0};
		size_t room = 0;

		assert_true(id_map_get(&map, 1) == ID_MAP_NONE);
		for (size_t i = 1; i < IDS; i++)
			places[i] = ID_MAP_NONE;
		for (size_t round = 0; round < 2 * IDS; round++) {
			uint64_t i = 1 + sample_below(&seed, IDS - 1);

			places[i] = round;
			id_map_put(&map, i * factors[f], round);
			/* What is there stays, and there is room for all from now on. */
			if (round == IDS / 8)
				id_map_reserve(&map, IDS);
			room = round == IDS / 8 ? map.room : room;
		}
		assert_int_equal(map.room, room);
		for (size_t i = 1; i < IDS; i++)
			assert_true(id_map_get(&map, i * factors[f]) == places[i]);
		assert_true(id_map_get(&map, IDS * factors[f]) == ID_MAP_NONE);
		assert_true(id_map_get(&map, 0) == ID_MAP_NONE);
		id_map_release(&map);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_was_put),
	};

	return cmocka_run_group_tests_name("id_map", tests, NULL, NULL);
}
