/* faults [SAMPLE]: the commands and a session with every call failing once (or SAMPLE of each family). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "tests/harness/fault_runs.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

static unsigned sample;

static void commands_say_so_and_spoil_nothing(void **state)
{
	(void)state;
	print_message("# %lu calls failed\n", fault_commands(sample));
}

static void sessions_say_so_and_lose_nothing(void **state)
{
	(void)state;
	print_message("# %lu calls failed\n", fault_session(sample));
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(commands_say_so_and_spoil_nothing),
		cmocka_unit_test(sessions_say_so_and_lose_nothing)};

	sample = argc > 1 ? (unsigned)atoi(argv[1]) : 0;
	srandom((unsigned)random_seed());
	return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
