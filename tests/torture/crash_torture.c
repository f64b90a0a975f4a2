/* crash [SUBSETS]: a power cut at every moment (harness/crash_images.h). Prints its seed; SEED=n repeats it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "tests/harness/crash_images.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

static int subsets = 20;

static void nothing_answered_is_lost(void **state)
{
	struct crash_images run = {.subsets = subsets, .every = 1};

	(void)state;
	crash_images_run(&run);
	print_message("# %lu changes, %lu moments, %lu images\n", run.changes, run.moments, run.images);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_answered_is_lost)};
	unsigned seed = (unsigned)random_seed();

	if (crash_recording(argc, argv))
		return 0;
	if (argc > 1)
		subsets = atoi(argv[1]);
	srandom(seed);
	return cmocka_run_group_tests_name("crash", tests, NULL, NULL);
}
