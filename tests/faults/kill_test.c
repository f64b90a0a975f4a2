/* touyand killed at random moments, a little of what tests/torture/kill_torture.c does for long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "tests/harness/kill_loop.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

static void nothing_answered_is_lost(void **state)
{
	struct kill_loop loop = {.rounds = 40, .verify_every = 20};

	(void)state;
	kill_loop_run(&loop);
	print_message("# %lu kills, %lu changes saved\n", loop.kills, loop.saved);
	assert_true(loop.saved > 0);
}

static void commands_are_whole_or_not_at_all(void **state)
{
	(void)state;
	kill_commands_run(6);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_answered_is_lost),
		cmocka_unit_test(commands_are_whole_or_not_at_all)};
	unsigned seed = (unsigned)random_seed();

	srandom(seed);
	return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
