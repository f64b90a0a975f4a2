/* A sample of what tests/torture/faults_torture.c does completely: the commands and a session, each time with
 * another call of theirs failing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "tests/harness/fault_runs.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

static void commands_say_so_and_spoil_nothing(void **state)
{
	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip(); /* has a malloc of its own */
#endif
	print_message("# %lu calls failed\n", fault_commands(2));
}

static void sessions_say_so_and_lose_nothing(void **state)
{
	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip();
#endif
	print_message("# %lu calls failed\n", fault_session(3));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(commands_say_so_and_spoil_nothing),
		cmocka_unit_test(sessions_say_so_and_lose_nothing)};
	unsigned seed = (unsigned)random_seed();

	srandom(seed);
	return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
