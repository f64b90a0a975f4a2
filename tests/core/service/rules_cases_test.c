/* Every file of tests/data/rules/cases: the published mechanisms with their worked figures, written in our
 * language, with records as input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include <glob.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/io/table.h"
#include "core/io/yaml.h"
#include "core/model/entities.h"
#include "core/service/rules_cases.h"
#include "tests/harness/seed.h"

struct tally {
	const char *path;
	size_t cases, bad;
};

static void look(const struct rules_case *one, void *arg)
{
	struct tally *tally = arg;

	tally->cases++;
	if (one->good)
		return;
	tally->bad++;
	for (size_t i = 0; i < one->said_count; i++) {
		struct buf words = BUF_INIT;

		message_show(&one->said[i].message, LANGUAGE_EN, NULL, &words);
		print_error("%s:%u: %.*s: %s\n", tally->path, one->line, (int)one->name.len, one->name.at,
			buf_cstr(&words));
		buf_release(&words);
	}
}

static void tell_faults(const char *path, const struct faults *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		struct buf words = BUF_INIT;

		message_show(&faults->items[i].message, LANGUAGE_EN, NULL, &words);
		print_error("%s:%u:%u: %s\n", path, faults->items[i].line, faults->items[i].column,
			buf_cstr(&words));
		buf_release(&words);
	}
}

static void play_text(const char *path, struct text text, struct tally *tally)
{
	struct arena arena = ARENA_INIT;
	struct faults faults = {.count = 0};
	struct tree *root = yaml_read(text, &arena, &faults);

	tally->path = path;
	if (root)
		rules_cases_run(root, text, &court_schema, false, &faults, look, NULL, tally);
	tell_faults(path, &faults);
	tally->bad += faults.count;
	arena_release(&arena);
}

static void play(const char *path, struct tally *tally)
{
	struct buf bytes = BUF_INIT;
	struct error err = ERROR_INIT;

	assert_true(file_read(path, &bytes, &err));
	play_text(path, buf_as_text(&bytes), tally);
	buf_release(&bytes);
}

/* The shipped files say the same: the English one gives the three groups of the Chinese one the same points,
 * item by item. */
static void twins_agree(const char *in_english, const char *in_chinese, size_t expected)
{
	struct buf english = BUF_INIT, chinese = BUF_INIT;
	struct tally tally = {.cases = 0};
	struct error err = ERROR_INIT;
	size_t cases;

	assert_true(file_read(in_english, &english, &err));
	assert_true(file_read(in_chinese, &chinese, &err));
	cases = text_find(buf_as_text(&chinese), TEXT("\n算例:"));
	buf_text(&english, text_skip(buf_as_text(&chinese), cases));
	play_text(in_english, buf_as_text(&english), &tally);
	assert_int_equal(tally.cases, expected);
	assert_int_equal(tally.bad, 0);
	buf_release(&english);
	buf_release(&chinese);
}

static void both_languages_give_the_same(void **state)
{
	(void)state;
	twins_agree("config/rules.yaml", "config/rules.zh.yaml", 1);
	twins_agree("config/rules-deductions.yaml", "config/rules-deductions.zh.yaml", 2);
}

/* --- the order of records and of items never changes a score --- */

static uint32_t draw(uint32_t *seed)
{
	*seed = *seed * UINT32_C(1664525) + UINT32_C(1013904223);
	return *seed >> 8;
}

static void shuffle(struct tree *list, uint32_t *seed)
{
	struct tree *nodes[2000];
	size_t count = 0;

	for (struct tree *node = list->child; node && count < 2000; node = node->next)
		nodes[count++] = node;
	for (size_t i = count; i > 1; i--) {
		size_t other = draw(seed) % i;
		struct tree *kept = nodes[i - 1];

		nodes[i - 1] = nodes[other];
		nodes[other] = kept;
	}
	for (size_t i = 0; i < count; i++)
		nodes[i]->next = i + 1 < count ? nodes[i + 1] : NULL;
	if (count)
		list->child = nodes[0];
}

/* Every list of records and of items, wherever it stands. */
static void shuffle_all(struct tree *node, uint32_t *seed)
{
	for (struct tree *child = node->child; child; child = child->next)
		shuffle_all(child, seed);
	if (node->kind == TREE_LIST && (text_is(node->key, "记录") || text_is(node->key, "项目")))
		shuffle(node, seed);
}

static void order_changes_nothing(void **state)
{
	uint32_t seed = (uint32_t)random_seed();
	struct tally tally = {.cases = 0};
	glob_t found;

	(void)state;
	assert_int_equal(glob("tests/data/rules/cases/*.yaml", 0, NULL, &found), 0);
	assert_int_equal(glob("config/rules*.zh.yaml", GLOB_APPEND, NULL, &found), 0);
	for (size_t i = 0; i < 3 * found.gl_pathc; i++) {
		struct arena arena = ARENA_INIT;
		struct faults faults = {.count = 0};
		struct buf bytes = BUF_INIT;
		struct error err = ERROR_INIT;
		struct tree *root;

		tally.path = found.gl_pathv[i % found.gl_pathc];
		assert_true(file_read(tally.path, &bytes, &err));
		root = yaml_read(buf_as_text(&bytes), &arena, &faults);
		assert_non_null(root);
		shuffle_all(root, &seed);
		rules_cases_run(root, buf_as_text(&bytes), &court_schema, false, &faults, look, NULL, &tally);
		tell_faults(tally.path, &faults);
		tally.bad += faults.count;
		buf_release(&bytes);
		arena_release(&arena);
	}
	globfree(&found);
	assert_int_equal(tally.bad, 0);
}

static void worked_figures_come_out(void **state)
{
	struct tally tally = {.cases = 0};
	glob_t found;

	(void)state;
	assert_int_equal(glob("tests/data/rules/cases/*.yaml", 0, NULL, &found), 0);
	assert_int_equal(glob("config/rules*.yaml", GLOB_APPEND, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		play(found.gl_pathv[i], &tally);
	globfree(&found);
	print_message("%zu cases\n", tally.cases);
	assert_int_equal(tally.bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(worked_figures_come_out),
		cmocka_unit_test(both_languages_give_the_same), cmocka_unit_test(order_changes_nothing)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
