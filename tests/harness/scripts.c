/* All key scripts of a pattern as one test program. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "core/base/memory.h"
#include "tests/harness/command.h"
#include "tests/harness/script.h"

static void run_script(void **state)
{
	script_check(*state);
}

static int release_stores(void **state)
{
	(void)state;
	command_stores_release();
	return 0;
}

int scripts_main(const char *pattern)
{
	struct CMUnitTest *tests;
	glob_t found;
	const char *only = getenv("SCRIPT");
	int failed;

	if (glob(only && *only ? only : pattern, 0, NULL, &found) || !found.gl_pathc)
		return 2;
	tests = mem_new(found.gl_pathc * sizeof(*tests));
	for (size_t i = 0; i < found.gl_pathc; i++)
		tests[i] = (struct CMUnitTest){.name = strrchr(found.gl_pathv[i], '/') + 1,
			.test_func = run_script,
			.initial_state = found.gl_pathv[i]};
	failed = _cmocka_run_group_tests("scripts", tests, found.gl_pathc, NULL, release_stores);
	free(tests);
	globfree(&found);
	return failed;
}
