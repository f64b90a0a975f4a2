/* keys [ROUNDS]: any keys on any screen (harness/any_keys.h). Prints its seed; SEED=n repeats it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include "tests/harness/any_keys.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

static int rounds = 2000;

static void any_keys_do_no_harm(void **state)
{
	(void)state;
	any_keys_run(rounds, random_seed());
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(any_keys_do_no_harm)};

	if (argc > 1)
		rounds = atoi(argv[1]);
	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
