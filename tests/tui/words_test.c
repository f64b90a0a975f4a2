#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include "tui/words.h"

/* More words than are kept, some of them of the catalogue: each says always the same. */
static void what_was_translated_last_is_kept_apart(void **state)
{
	static const char *const ids[] = {"Help", "Commands", "Open", "browsing", "Filter: "};
	enum { COUNT = sizeof(ids) / sizeof(*ids) };
	char unknown[32];

	(void)state;
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	words_open("zh");
	assert_non_null(bindtextdomain("touyan", BUILD_DIR "/locale"));
	for (int i = 0; i < 3000; i++) {
		const char *id = ids[i % COUNT];

		snprintf(unknown, sizeof(unknown), "王%d", i);
		assert_ptr_equal(tr(unknown), unknown);
		assert_ptr_equal(tr(unknown), unknown);
		assert_string_equal(tr(id), gettext(id));
		assert_string_not_equal(tr(id), id);
	}
	words_open("en");
	assert_string_equal(tr("Help"), "Help");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_translated_last_is_kept_apart),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
