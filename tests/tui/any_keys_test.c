/* A few runs of what `make torture` does by the thousand: any keys on any screen. */
#include "tests/harness/any_keys.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include "tests/harness/seed.h"
#include <cmocka.h>

enum { ROUNDS = 6 };

static void any_keys_do_no_harm(void **state)
{
	(void)state;
	any_keys_run(ROUNDS, random_seed());
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(any_keys_do_no_harm)};

	return cmocka_run_group_tests_name("any_keys", tests, NULL, NULL);
}
