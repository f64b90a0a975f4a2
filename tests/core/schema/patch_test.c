/* What holds for patches of random records, and bytes that are none. */
#include "tests/harness/patch_fixture.h"
#include "tests/harness/seed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct entity *const entity = &sample_entity;

/* Three states of a record, each made out of the one before. */
struct story {
	struct buf a, b, c;
	struct patch ab, bc;
};

static void story_make(struct story *story, uint64_t *seed)
{
	*story = (struct story){0};
	sample_body(entity, seed, &story->a);
	sample_change(entity, buf_as_text(&story->a), seed, &story->b);
	sample_change(entity, buf_as_text(&story->b), seed, &story->c);
	patch_diff(entity, buf_as_text(&story->a), buf_as_text(&story->b), &story->ab);
	patch_diff(entity, buf_as_text(&story->b), buf_as_text(&story->c), &story->bc);
}

static void story_release(struct story *story)
{
	patch_release(&story->ab);
	patch_release(&story->bc);
	buf_release(&story->a);
	buf_release(&story->b);
	buf_release(&story->c);
}

static void each_story(void (*check)(const struct story *story))
{
	uint64_t seed = random_seed();

	for (size_t i = 0; i < 400; i++) {
		struct story story;

		story_make(&story, &seed);
		check(&story);
		story_release(&story);
	}
}

static void check_diff(const struct story *story)
{
	struct patch back = PATCH_INIT, none = PATCH_INIT;

	assert_applies(buf_as_text(&story->a), &story->ab, buf_as_text(&story->b));
	patch_invert(&story->ab, &back);
	assert_applies(buf_as_text(&story->b), &back, buf_as_text(&story->a));
	patch_diff(entity, buf_as_text(&story->a), buf_as_text(&story->a), &none);
	assert_int_equal(none.count, 0);
	patch_release(&back);
}

static void diff_applies_and_inverts(void **state)
{
	(void)state;
	each_story(check_diff);
}

static void check_bytes(const struct story *story)
{
	struct buf bytes = BUF_INIT, again = BUF_INIT;
	struct patch patch;
	struct reader reader;

	patch_encode(&story->ab, &bytes);
	reader = reader_of(bytes.data, bytes.len);
	assert_true(patch_decode(&patch, &reader, NULL));
	assert_int_equal(reader_left(&reader), 0);
	patch_encode(&patch, &again);
	assert_true(text_equal(buf_as_text(&bytes), buf_as_text(&again)));
	assert_applies(buf_as_text(&story->a), &patch, buf_as_text(&story->b));
	patch_release(&patch);
	buf_release(&bytes);
	buf_release(&again);
}

static void bytes_come_back(void **state)
{
	(void)state;
	each_story(check_bytes);
}

/* What is decoded from cut or changed bytes is encoded as it was, and applied or refused. */
static void check_damage(const struct story *story)
{
	uint64_t seed = story->a.len * 7919 + story->b.len;
	struct buf bytes = BUF_INIT;

	patch_encode(&story->ab, &bytes);
	for (size_t len = 0; len <= bytes.len; len++) {
		char *copy = malloc(len ? len : 1);
		struct buf again = BUF_INIT, out = BUF_INIT;
		struct reader reader = reader_of(copy, len);
		struct patch patch = PATCH_INIT;

		assert_non_null(copy);
		memcpy(copy, bytes.data, len);
		if (len && sample_below(&seed, 2))
			copy[sample_below(&seed, len)] = (char)sample_random(&seed);
		if (patch_decode(&patch, &reader, NULL)) {
			patch_encode(&patch, &again);
			assert_memory_equal(copy, again.data, again.len);
			if (patch_apply(entity, buf_as_text(&story->a), &patch, &out, NULL))
				assert_true(body_check(entity, buf_as_text(&out), NULL));
		}
		patch_release(&patch);
		buf_release(&again);
		buf_release(&out);
		free(copy);
	}
	buf_release(&bytes);
}

static void damaged_bytes_break_nothing(void **state)
{
	uint64_t seed = random_seed();

	(void)state;
	for (size_t i = 0; i < 12; i++) {
		struct story story;

		story_make(&story, &seed);
		check_damage(&story);
		story_release(&story);
	}
}

static void check_fold(const struct story *story)
{
	struct patch both = PATCH_INIT, back = PATCH_INIT, nothing = PATCH_INIT;

	patch_fold(&story->ab, &story->bc, &both);
	assert_applies(buf_as_text(&story->a), &both, buf_as_text(&story->c));
	assert_true(both.count <= story->ab.count + story->bc.count);
	patch_invert(&story->ab, &back);
	patch_fold(&story->ab, &back, &nothing);
	assert_applies(buf_as_text(&story->a), &nothing, buf_as_text(&story->a));
	patch_release(&both);
	patch_release(&back);
	patch_release(&nothing);
}

static void two_patches_fold_into_one(void **state)
{
	(void)state;
	each_story(check_fold);
}

/* Nobody else was there: it stays. Somebody did just that: nothing is left. Edits build upon one another. */
static void check_merge_alone(const struct story *story)
{
	struct arena arena = ARENA_INIT;
	struct patch both = PATCH_INIT;

	merge_onto(buf_as_text(&story->a), &story->ab, 0, buf_as_text(&story->b));
	patch_append(&both, &story->ab, &arena);
	patch_append(&both, &story->bc, &arena);
	merge_onto(buf_as_text(&story->a), &both, 0, buf_as_text(&story->c));
	patch_release(&both);
	arena_release(&arena);
}

static void merge_with_nobody(void **state)
{
	(void)state;
	each_story(check_merge_alone);
}

static bool touched(const struct patch *patch, uint16_t tag)
{
	for (size_t i = 0; i < patch->count; i++)
		if (patch->edits[i].tag == tag)
			return true;
	return false;
}

/* Mine and theirs made of the same record: what merges can be applied, and a field that only one of us
 * touched is as he left it. */
static void check_merge(const struct story *story)
{
	uint64_t seed = story->a.len * 31 + story->c.len;
	struct buf other = BUF_INIT, out = BUF_INIT;
	struct patch theirs = PATCH_INIT, fitted = PATCH_INIT;
	struct conflicts conflicts = {0};
	struct error err = ERROR_INIT;
	struct view views[3] = {{.entity = entity}, {.entity = entity}, {.entity = entity}};

	sample_change(entity, buf_as_text(&story->a), &seed, &other);
	patch_diff(entity, buf_as_text(&story->a), buf_as_text(&other), &theirs);
	patch_merge(entity, buf_as_text(&other), &story->ab, &fitted, &conflicts);
	if (!patch_apply(entity, buf_as_text(&other), &fitted, &out, &err))
		fail_with("merged", &err);
	views[0].body = buf_as_text(&story->b);
	views[1].body = buf_as_text(&other);
	views[2].body = buf_as_text(&out);
	for (unsigned tag = 1; tag <= SAMPLE_LAST; tag++) {
		bool mine = touched(&story->ab, (uint16_t)tag);
		struct value expected, got;

		if (mine && touched(&theirs, (uint16_t)tag))
			continue;
		view_get(&views[mine ? 0 : 1], (uint16_t)tag, &expected);
		view_get(&views[2], (uint16_t)tag, &got);
		assert_true(value_equal(&expected, &got));
	}
	for (size_t i = 0; i < conflicts.count; i++)
		assert_true(touched(&theirs, conflicts.items[i].mine.tag));
	patch_release(&theirs);
	patch_release(&fitted);
	conflicts_release(&conflicts);
	buf_release(&other);
	buf_release(&out);
}

static void merge_with_another(void **state)
{
	(void)state;
	each_story(check_merge);
}

/* --- bytes --- */

static void refused_bytes(void **state)
{
	static const struct {
		const char *what;
		struct text bytes;
	} rows[] = {
		{"nothing", BYTES("")},
		{"a count that lies", BYTES("\377\377\377\377\7\3\0\1\0\0")},
		{"tag 0", BYTES("\1\0\0\1\0\0")},
		{"a tag beyond 16 bits", BYTES("\1\200\200\4\0\1\0\0")},
		{"a place before the text", BYTES("\1\3\0\3\0\0")},
		{"a part of a number", BYTES("\1\3\0\2\1\2\1\4")},
		{"a part of a row", BYTES("\1\15\7\0\0\2\2\1a\2\1b")},
		{"a text of no bytes", BYTES("\1\1\0\1\0\2\0")},
		{"a kind that is none", BYTES("\1\3\0\1\5\0")},
		{"a row that is a number", BYTES("\1\15\7\0\0\1\0\1\2")},
		{"an over-long number", BYTES("\1\203\0\0\1\0\0")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct reader reader = reader_of(rows[i].bytes.at, rows[i].bytes.len);
		struct patch patch;
		struct error err = ERROR_INIT;

		if (patch_decode(&patch, &reader, &err))
			fail_msg("%s: taken", rows[i].what);
		assert_int_equal(err.kind, ERROR_BROKEN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(diff_applies_and_inverts),
		cmocka_unit_test(bytes_come_back),
		cmocka_unit_test(damaged_bytes_break_nothing),
		cmocka_unit_test(two_patches_fold_into_one),
		cmocka_unit_test(merge_with_nobody),
		cmocka_unit_test(merge_with_another),
		cmocka_unit_test(refused_bytes),
	};

	return cmocka_run_group_tests_name("patch", tests, NULL, NULL);
}
