/* Places of texts, and texts one slip of the pen apart: what they find is what comparing all with all finds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/base/text_map.h"
#include "tests/harness/sample.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

enum { TEXTS = 400, ROUNDS = 40 };

static struct text texts[TEXTS];
static struct arena arena;

/* Few characters and short texts: many are near, many equal; bytes that are no UTF-8, too. */
static struct text random_text(uint64_t *state)
{
	static const char *const characters[] = {"速", "裁", "攻", "坚", "组", "a", "b", "1", "𠮷", "\xff"};
	struct buf text = BUF_INIT;
	struct text kept;

	for (size_t i = sample_below(state, 6); i--;)
		buf_text(&text, text_of(characters[sample_below(state, 10)]));
	kept = arena_text(&arena, buf_as_text(&text));
	buf_release(&text);
	return kept;
}

/* What stands in tables of FNV-1a; and going on from what was hashed before is hashing all of it. */
static void test_hash(void **state)
{
	(void)state;
	assert_true(text_hash(NO_TEXT) == UINT64_C(0xcbf29ce484222325));
	assert_true(text_hash(TEXT("a")) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(text_hash_on(text_hash(TEXT("foo")), TEXT("bar")) == UINT64_C(0x85944171f73967e8));
}

static void test_places(void **state)
{
	uint64_t seed = random_seed();
	struct text_map map = {0};
	size_t place;

	(void)state;
	assert_false(text_map_get(&map, TEXT("a"), &place));
	for (size_t i = 0; i < TEXTS; i++) {
		size_t first = 0;

		texts[i] = random_text(&seed);
		while (!text_equal(texts[first], texts[i]))
			first++;
		assert_int_equal(text_map_put(&map, texts[i], i), first);
	}
	for (size_t i = 0; i < TEXTS; i++) {
		assert_true(text_map_get(&map, texts[i], &place));
		assert_true(text_equal(texts[place], texts[i]));
	}
	assert_false(text_map_get(&map, TEXT("nowhere"), &place));
	text_map_release(&map);
	arena_release(&arena);
}

static bool even(size_t place, const void *arg)
{
	(void)arg;
	return place % 2 == 0;
}

static size_t by_comparing(struct text text, size_t count, slip_fits *fits)
{
	size_t i = 0;

	while (i < count && ((fits && !fits(i, NULL)) || text_distance(texts[i], text, 1) != 1))
		i++;
	return i;
}

static void test_slips(void **state)
{
	uint64_t seed = random_seed();
	size_t found = 0;

	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		size_t count = sample_below(&seed, TEXTS);
		struct slips slips = {0};

		for (size_t i = 0; i < count; i++) {
			texts[i] = random_text(&seed);
			slips_add(&slips, texts[i]);
		}
		for (size_t i = 0; i < 200; i++) {
			slip_fits *fits = i % 2 ? even : NULL;
			struct text text = random_text(&seed);
			size_t want = by_comparing(text, count, fits), place = count;

			assert_int_equal(slips_find(&slips, text, fits, NULL, &place), want < count);
			assert_int_equal(place, want);
			found += want < count;
		}
		slips_release(&slips);
		arena_release(&arena);
	}
	assert_true(found > ROUNDS);
}

/* More can be added after something was looked for. */
static void test_added_later(void **state)
{
	struct slips slips = {0};
	size_t place = 7;

	(void)state;
	slips_add(&slips, TEXT("速裁攻坚党小组"));
	assert_false(slips_find(&slips, TEXT("执行党小组"), NULL, NULL, &place));
	slips_add(&slips, TEXT("速执行党小组"));
	assert_true(slips_find(&slips, TEXT("执行党小组"), NULL, NULL, &place));
	assert_int_equal(place, 1);
	slips_release(&slips);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_hash), cmocka_unit_test(test_places),
		cmocka_unit_test(test_slips), cmocka_unit_test(test_added_later)};

	return cmocka_run_group_tests_name("text_map", tests, NULL, NULL);
}
