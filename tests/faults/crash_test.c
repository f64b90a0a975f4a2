/* A power cut, at some of the moments that tests/torture/crash_torture.c goes through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "tests/harness/crash_images.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

static void nothing_answered_is_lost(void **state)
{
	struct crash_images run = {.subsets = 3, .every = 6};

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip(); /* must be loaded first */
#endif
	crash_images_run(&run);
	print_message("# %lu changes, %lu moments, %lu images\n", run.changes, run.moments, run.images);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_answered_is_lost)};
	unsigned seed = (unsigned)random_seed();

	if (crash_recording(argc, argv))
		return 0;

	srandom(seed);
	return cmocka_run_group_tests_name("crash", tests, NULL, NULL);
}
