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

/* Never wider than the column that 今日 has for it. */
static void days_left_fit_their_column(void **state)
{
	enum { ZH_COLUMNS = 8, EN_COLUMNS = 12 };
	static const struct {
		int64_t date;
		const char *zh, *en;
	} rows[] = {{-365, "逾365天", "365 d late"}, {-100, "逾100天", "100 d late"},
		{-99, "逾期99天", "99 days late"}, {-1, "逾期1天", "1 day late"}, {0, "今天", "today"},
		{1, "还剩1天", "1 day left"}, {99, "还剩99天", "99 days left"},
		{100, "余100天", "100 d left"}};

	(void)state;
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(*rows); i++) {
		bool english = i % 2;
		struct buf words = BUF_INIT;

		words_open(english ? "en" : "zh");
		assert_non_null(bindtextdomain("touyan", BUILD_DIR "/locale"));
		tr_days_left(rows[i / 2].date, 0, &words);
		assert_string_equal(buf_cstr(&words), english ? rows[i / 2].en : rows[i / 2].zh);
		assert_true(text_width(buf_as_text(&words)) <= (english ? EN_COLUMNS : ZH_COLUMNS));
		buf_release(&words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_translated_last_is_kept_apart),
		cmocka_unit_test(days_left_fit_their_column),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
