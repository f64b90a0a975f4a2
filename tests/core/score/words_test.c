/* Every word of the rule language stands in the list that administrators look words up in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include "core/base/buf.h"
#include "core/io/table.h"
#include "core/score/words.h"

static size_t look_for(struct text list, const char *word)
{
	if (text_find(list, text_of(word)) < list.len)
		return 0;
	print_error("config/rules-words.md does not say \"%s\"\n", word);
	return 1;
}

static void list_is_whole(void **state)
{
	struct buf list = BUF_INIT;
	struct error err = ERROR_INIT;
	size_t missing = 0;

	(void)state;
	assert_true(file_read("config/rules-words.md", &list, &err));
	for (enum word word = WORD_NONE + 1; word < WORD_COUNT; word++) {
		missing += look_for(buf_as_text(&list), word_row(word)->name);
		missing += look_for(buf_as_text(&list), word_row(word)->label);
	}
	assert_int_equal(missing, 0);
	buf_release(&list);
}

/* Whatever a word may be written as means that word and no other. */
static void words_mean_themselves(void **state)
{
	(void)state;
	for (enum word word = WORD_NONE + 1; word < WORD_COUNT; word++) {
		const struct word_row *row = word_row(word);

		assert_non_null(row->name);
		assert_non_null(row->label);
		/* 按 is a key of two mechanisms, each of which knows its own. */
		if (word != WORD_DAYS)
			assert_int_equal(word_named(text_of(row->label)), word);
		assert_int_equal(word_named(text_of(row->name)), word);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list_is_whole), cmocka_unit_test(words_mean_themselves)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
