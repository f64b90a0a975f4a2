#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/sample.h"
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BYTES(literal) ((struct text){(literal), sizeof(literal) - 1})
#define NOTHING \
	{ \
		VALUE_EMPTY, 0, \
		{ \
			"", 0 \
		} \
	}
#define NUMBER(number) \
	{ \
		VALUE_NUMBER, number, \
		{ \
			"", 0 \
		} \
	}
#define WORDS(literal) \
	{ \
		VALUE_TEXT, 0, \
		{ \
			literal, sizeof(literal) - 1 \
		} \
	}

#define ROWS(literal) \
	{ \
		VALUE_ROWS, 0, \
		{ \
			literal, sizeof(literal) - 1 \
		} \
	}

static const struct entity *const entity = &sample_entity;

static void fail_with(const char *what, const struct error *err)
{
	fail_msg(
		"%s: %s (field %u, row %llu)", what, err->message.id, err->tag, (unsigned long long)err->row);
}

static void assert_applies(struct text from, const struct patch *patch, struct text to)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;

	if (!patch_apply(entity, from, patch, &out, &err))
		fail_with("apply", &err);
	assert_true(body_check(entity, buf_as_text(&out), NULL));
	if (!text_equal(buf_as_text(&out), to))
		fail_msg("another record comes out");
	buf_release(&out);
}

/* --- properties, over random records --- */

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
	uint64_t seed = sample_seed();

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
	uint64_t seed = sample_seed();

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

static void merge_onto(struct text body, const struct patch *mine, size_t conflicts, struct text result)
{
	struct conflicts found = {0};
	struct patch out = PATCH_INIT;

	patch_merge(entity, body, mine, &out, &found);
	assert_int_equal(found.count, conflicts);
	assert_applies(body, &out, result);
	patch_release(&out);
	conflicts_release(&found);
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
	for (uint16_t tag = 1; tag <= SAMPLE_LAST; tag++) {
		bool mine = touched(&story->ab, tag);
		struct value expected, got;

		if (mine && touched(&theirs, tag))
			continue;
		view_get(&views[mine ? 0 : 1], tag, &expected);
		view_get(&views[2], tag, &got);
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

/* --- single cases --- */

/* name 甲, count 3, roll: 7 (mark 1), 9 (mark 1, note x). */
static const char base[] = "\3\3\xe7\x94\xb2"
			   "\6\6"
			   "\33\17\7\4\2\16\4\2\11\7\2\22\4\2\7\1x";

/* One or two edits against the record above. */
struct attempt {
	const char *what;
	struct edit edits[2];
	size_t conflicts, left; /* of a merge */
	enum error_kind error;  /* of applying it as it is */
};

#define FIELD(tag, old, new) \
	{ \
		tag, 0, 0, 0, PLACE_WHOLE, old, new \
	}
#define ROW(row, row_tag, old, new) \
	{ \
		SAMPLE_ROLL, row_tag, row, 0, PLACE_WHOLE, old, new \
	}
#define PART(tag, place, old, new) \
	{ \
		tag, 0, 0, 0, place, old, new \
	}

static const struct attempt attempts[] = {
	{"as I saw it", {FIELD(SAMPLE_COUNT, NUMBER(3), NUMBER(4))}, 0, 1, ERROR_NONE},
	{"somebody changed it", {FIELD(SAMPLE_COUNT, NUMBER(2), NUMBER(4))}, 1, 0, ERROR_CONFLICT},
	{"somebody did the same", {FIELD(SAMPLE_COUNT, NUMBER(2), NUMBER(3))}, 0, 0, ERROR_CONFLICT},
	{"somebody filled it in", {FIELD(SAMPLE_COUNT, NOTHING, NUMBER(4))}, 1, 0, ERROR_CONFLICT},
	{"somebody emptied it", {FIELD(SAMPLE_SHARE, NUMBER(2), NUMBER(4))}, 1, 0, ERROR_CONFLICT},
	{"nothing was there", {FIELD(SAMPLE_SHARE, NOTHING, NUMBER(4))}, 0, 1, ERROR_NONE},
	{"an empty text is nothing", {FIELD(SAMPLE_SOUNDS, WORDS(""), WORDS("x"))}, 0, 1, ERROR_NONE},
	{"taken away", {FIELD(SAMPLE_COUNT, NUMBER(3), NOTHING)}, 0, 1, ERROR_NONE},
	{"twice", {FIELD(SAMPLE_COUNT, NUMBER(3), NUMBER(4)), FIELD(SAMPLE_COUNT, NUMBER(4), NUMBER(5))}, 0,
		2, ERROR_NONE},
	{"there and back",
		{FIELD(SAMPLE_COUNT, NUMBER(3), NUMBER(4)), FIELD(SAMPLE_COUNT, NUMBER(4), NUMBER(3))}, 0, 2,
		ERROR_NONE},
	{"the second in vain",
		{FIELD(SAMPLE_COUNT, NUMBER(3), NUMBER(4)), FIELD(SAMPLE_COUNT, NUMBER(7), NUMBER(5))}, 1, 1,
		ERROR_CONFLICT},
	{"a mark: the later wins", {ROW(7, ROLL_MARK, NUMBER(5), NUMBER(2))}, 0, 1, ERROR_CONFLICT},
	{"the same mark", {ROW(7, ROLL_MARK, NUMBER(5), NUMBER(1))}, 0, 0, ERROR_CONFLICT},
	{"another's note", {ROW(9, ROLL_NOTE, NOTHING, WORDS("y"))}, 1, 0, ERROR_CONFLICT},
	{"a row that is gone", {ROW(8, ROLL_MARK, NUMBER(1), NUMBER(2))}, 1, 0, ERROR_CONFLICT},
	{"taking out what is gone", {ROW(8, 0, WORDS("\2\20"), NOTHING)}, 0, 0, ERROR_CONFLICT},
	{"taking out", {ROW(7, 0, WORDS("\2\16\4\2"), NOTHING)}, 0, 1, ERROR_NONE},
	{"taking out what changed", {ROW(7, 0, WORDS("\2\16"), NOTHING)}, 1, 0, ERROR_CONFLICT},
	{"a new row", {ROW(8, 0, NOTHING, WORDS("\2\20"))}, 0, 1, ERROR_NONE},
	{"a new row without fields", {ROW(8, 0, NOTHING, WORDS(""))}, 0, 1, ERROR_NONE},
	{"a new row, then changed",
		{ROW(8, 0, NOTHING, WORDS("\2\20")), ROW(8, ROLL_MARK, NOTHING, NUMBER(4))}, 0, 2,
		ERROR_NONE},
	{"a new row, taken out again",
		{ROW(8, 0, NOTHING, WORDS("\2\20")), ROW(8, 0, WORDS("\2\20"), NOTHING)}, 0, 2, ERROR_NONE},
	{"changed, then taken out",
		{ROW(7, ROLL_MARK, NUMBER(1), NUMBER(4)), ROW(7, 0, WORDS("\2\16\4\10"), NOTHING)}, 0, 2,
		ERROR_NONE},
	{"put on the roll twice, another mark", {ROW(7, 0, NOTHING, WORDS("\2\16\4\6"))}, 0, 1,
		ERROR_CONFLICT},
	{"put on the roll twice, the same", {ROW(7, 0, NOTHING, WORDS("\2\16\4\2"))}, 0, 0, ERROR_CONFLICT},
	{"put on the roll twice, a note", {ROW(7, 0, NOTHING, WORDS("\2\16\7\1y"))}, 0, 1, ERROR_CONFLICT},
	{"put on the roll twice, another note", {ROW(9, 0, NOTHING, WORDS("\2\22\7\1y"))}, 1, 0,
		ERROR_CONFLICT},
	{"a part", {PART(SAMPLE_NAME, 0, WORDS("甲"), WORDS("乙"))}, 0, 1, ERROR_NONE},
	{"a part elsewhere", {PART(SAMPLE_NAME, 3, WORDS("甲"), WORDS("乙"))}, 0, 1, ERROR_CONFLICT},
	{"a part far away", {PART(SAMPLE_NAME, INT64_MAX, WORDS("甲"), WORDS("乙"))}, 0, 1, ERROR_CONFLICT},
	{"a part that is gone", {PART(SAMPLE_NAME, 0, WORDS("丙"), WORDS("乙"))}, 1, 0, ERROR_CONFLICT},
	{"a part of nothing", {PART(SAMPLE_ESSAY, 0, WORDS("甲"), WORDS("乙"))}, 1, 0, ERROR_CONFLICT},
	{"all of a text as a part", {PART(SAMPLE_NAME, 0, WORDS("甲"), WORDS(""))}, 0, 1, ERROR_NONE},
	{"half a character", {PART(SAMPLE_NAME, 1, WORDS("\x94\xb2"), WORDS("x"))}, 0, 1, ERROR_INPUT},
	{"a part of a number", {PART(SAMPLE_COUNT, 0, WORDS("3"), WORDS("4"))}, 1, 0, ERROR_CONFLICT},
	{"a text for a number", {FIELD(SAMPLE_COUNT, NUMBER(3), WORDS("x"))}, 0, 1, ERROR_INPUT},
	{"a number for a text", {FIELD(SAMPLE_SOUNDS, NOTHING, NUMBER(3))}, 0, 1, ERROR_INPUT},
	{"no UTF-8", {FIELD(SAMPLE_SOUNDS, NOTHING, WORDS("\xff"))}, 0, 1, ERROR_INPUT},
	{"damaged rows", {FIELD(SAMPLE_LINES, NOTHING, ROWS("\1\200zz"))}, 0, 1, ERROR_INPUT},
	{"a damaged row", {ROW(8, 0, NOTHING, WORDS("\2\200"))}, 0, 1, ERROR_INPUT},
	{"a row of a number", {{SAMPLE_COUNT, 1, 7, 0, PLACE_WHOLE, NOTHING, NUMBER(1)}}, 0, 1, ERROR_INPUT},
	{"a row of an unknown list", {{4000, 1, 7, 0, PLACE_WHOLE, NOTHING, NUMBER(1)}}, 0, 1, ERROR_INPUT},
	{"a row without its key", {ROW(ROW_NEW | 1, 0, NOTHING, WORDS("\2\20"))}, 0, 1, ERROR_INPUT},
	{"a number as a row", {ROW(8, 0, NOTHING, NUMBER(1))}, 0, 1, ERROR_INPUT},
	{"a row's field of no row", {{SAMPLE_COUNT, 3, 0, 0, PLACE_WHOLE, NOTHING, NUMBER(1)}}, 0, 1,
		ERROR_INPUT},
	{"a field of a newer version", {FIELD(4000, NOTHING, WORDS("x"))}, 0, 1, ERROR_NONE},
};

static void edits_against_a_record(void **state)
{
	(void)state;
	assert_true(body_check(entity, BYTES(base), NULL));
	for (size_t i = 0; i < COUNT(attempts); i++) {
		const struct attempt *attempt = &attempts[i];
		struct edit edits[2] = {attempt->edits[0], attempt->edits[1]};
		struct patch patch = {edits, edits[1].tag ? 2 : 1, 2}, out = PATCH_INIT;
		struct conflicts conflicts = {0};
		struct buf body = BUF_INIT;
		struct error err = ERROR_INIT;

		patch_apply(entity, BYTES(base), &patch, &body, &err);
		if (err.kind != attempt->error)
			fail_msg("%s: applied with %d: %s", attempt->what, (int)err.kind, err.message.id);
		assert_true(err.kind ? !body.len : body_check(entity, buf_as_text(&body), NULL));
		patch_merge(entity, BYTES(base), &patch, &out, &conflicts);
		if (conflicts.count != attempt->conflicts || out.count != attempt->left)
			fail_msg("%s: %zu conflicts, %zu edits left", attempt->what, conflicts.count,
				out.count);
		patch_release(&out);
		conflicts_release(&conflicts);
		buf_release(&body);
	}
}

/* --- parts of long texts --- */

#define LONG_PART "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"

/* What stood there, what I made of it, what somebody else did meanwhile, and both; NULL: it conflicts. */
static const struct {
	const char *old, *mine, *theirs, *both;
} texts[] = {
	{LONG_PART "子丑寅卯", LONG_PART "子丑寅卯。", LONG_PART "子丑寅卯", LONG_PART "子丑寅卯。"},
	{LONG_PART "子丑寅卯", LONG_PART "子丑寅卯。", "前言：" LONG_PART "子丑寅卯",
		"前言：" LONG_PART "子丑寅卯。"},
	{LONG_PART "子丑寅卯", "新" LONG_PART "子丑寅卯", LONG_PART "子丑寅卯。",
		"新" LONG_PART "子丑寅卯。"},
	{LONG_PART "子丑寅卯", LONG_PART "子丑新寅卯", "一" LONG_PART "子丑寅卯",
		"一" LONG_PART "子丑新寅卯"},
	{LONG_PART "子丑寅卯", LONG_PART "子丑新寅卯", LONG_PART "子丑旧寅卯", NULL},
	{LONG_PART "子丑寅卯", LONG_PART "子丑新寅卯", "都没有了", NULL},
	{LONG_PART "子丑寅卯", LONG_PART "子丑新寅卯", "前" LONG_PART "子丑寅卯" LONG_PART "子丑寅卯", NULL},
	/* The same everywhere: only the whole can be told apart. */
	{"会会会会会会会会会会会会会会会会会会会会会会会会",
		"会会会会会会会会会会会会议会会会会会会会会会会会会",
		"前会会会会会会会会会会会会会会会会会会会会会会会会", NULL},
	{"会会会会会会会会会会会会会会会会会会会会会会会会",
		"会会会会会会会会会会会会议会会会会会会会会会会会会",
		"会会会会会会会会会会会会会会会会会会会会会会会会",
		"会会会会会会会会会会会会议会会会会会会会会会会会会"},
};

static void essay(const char *words, struct buf *body)
{
	struct record record;

	record_init(&record, entity);
	record_text(&record, SAMPLE_ESSAY, text_of(words));
	record_write(&record, body);
	record_release(&record);
}

static void parts_are_found_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct buf old = BUF_INIT, mine = BUF_INIT, theirs = BUF_INIT, both = BUF_INIT;
		struct patch patch = PATCH_INIT;

		essay(texts[i].old, &old);
		essay(texts[i].mine, &mine);
		essay(texts[i].theirs, &theirs);
		essay(texts[i].both ? texts[i].both : texts[i].theirs, &both);
		patch_diff(entity, buf_as_text(&old), buf_as_text(&mine), &patch);
		assert_int_equal(patch.count, 1);
		assert_true(text_valid(patch.edits[0].old.bytes) && text_valid(patch.edits[0].new.bytes));
		merge_onto(buf_as_text(&theirs), &patch, !texts[i].both, buf_as_text(&both));
		patch_release(&patch);
		buf_release(&old);
		buf_release(&mine);
		buf_release(&theirs);
		buf_release(&both);
	}
}

static void only_the_part_travels(void **state)
{
	struct buf old = BUF_INIT, new = BUF_INIT;
	struct patch patch = PATCH_INIT;

	(void)state;
	essay(LONG_PART "子丑寅卯" LONG_PART, &old);
	essay(LONG_PART "子丑新寅卯" LONG_PART, &new);
	patch_diff(entity, buf_as_text(&old), buf_as_text(&new), &patch);
	assert_true(patch.edits[0].place > 0);
	assert_true(patch.edits[0].new.bytes.len < 60);
	patch_release(&patch);
	buf_release(&old);
	buf_release(&new);
}

/* --- folding --- */

static const struct {
	const char *what;
	struct edit edits[4];
	size_t left;
} folds[] = {
	{"one field twice",
		{FIELD(SAMPLE_COUNT, NUMBER(3), NUMBER(4)), FIELD(SAMPLE_COUNT, NUMBER(4), NUMBER(5))}, 1},
	{"there and back",
		{FIELD(SAMPLE_COUNT, NUMBER(3), NUMBER(4)), FIELD(SAMPLE_COUNT, NUMBER(4), NUMBER(3))}, 0},
	{"a row that comes and goes",
		{ROW(8, 0, NOTHING, WORDS("\2\20")), ROW(8, ROLL_MARK, NOTHING, NUMBER(4)),
			ROW(8, 0, WORDS("\2\20\4\10"), NOTHING)},
		0},
	{"a row that goes and comes back changed",
		{ROW(7, 0, WORDS("\2\16\4\2"), NOTHING), ROW(7, 0, NOTHING, WORDS("\2\16"))}, 1},
	{"parts under a whole",
		{FIELD(SAMPLE_NAME, WORDS("甲"), WORDS("甲乙")),
			PART(SAMPLE_NAME, 3, WORDS("乙"), WORDS("丙")),
			FIELD(SAMPLE_NAME, WORDS("甲丙"), WORDS("丁"))},
		1},
	{"a part after a whole",
		{FIELD(SAMPLE_NAME, WORDS("甲"), WORDS("甲乙")),
			PART(SAMPLE_NAME, 3, WORDS("乙"), WORDS("丙"))},
		2},
	{"a field of a row that came back is another's",
		{ROW(7, ROLL_MARK, NUMBER(1), NUMBER(2)), ROW(7, 0, WORDS("\2\16\4\4"), NOTHING),
			ROW(7, 0, NOTHING, WORDS("\2\16")), ROW(7, ROLL_MARK, NOTHING, NUMBER(3))},
		3},
};

static void edits_fold(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(folds); i++) {
		struct edit edits[4];
		struct patch first = {edits, 0, 4}, none = PATCH_INIT, folded = PATCH_INIT;
		struct buf plain = BUF_INIT;

		memcpy(edits, folds[i].edits, sizeof(edits));
		while (first.count < 4 && edits[first.count].tag)
			first.count++;
		patch_fold(&first, &none, &folded);
		if (folded.count != folds[i].left)
			fail_msg("%s: %zu edits left", folds[i].what, folded.count);
		assert_true(patch_apply(entity, BYTES(base), &first, &plain, NULL));
		assert_applies(BYTES(base), &folded, buf_as_text(&plain));
		patch_release(&folded);
		buf_release(&plain);
	}
}

/* A new row that is taken back leaves its place to those that stood behind it. */
static void rows_behind_a_forgotten_row(void **state)
{
	struct patch first = PATCH_INIT, second = PATCH_INIT, folded = PATCH_INIT;

	(void)state;
	patch_add_row(&first, SAMPLE_LINES, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\3\1a")))->after =
		5;
	patch_add_row(&first, SAMPLE_LINES, ROW_NEW | 2, 0, EMPTY_VALUE, value_text(TEXT("\3\1b")))->after =
		ROW_NEW | 1;
	patch_add_row(&second, SAMPLE_LINES, ROW_NEW | 1, 0, value_text(TEXT("\3\1a")), EMPTY_VALUE);
	patch_fold(&first, &second, &folded);
	assert_int_equal(folded.count, 1);
	assert_int_equal(folded.edits[0].after, 5);
	patch_release(&first);
	patch_release(&second);
	patch_release(&folded);
}

/* --- keys of new rows --- */

#define GAP (UINT64_C(1) << 44)

static void lines(const uint64_t *keys, size_t count, struct buf *body)
{
	struct record record;
	struct buf rows = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		rows_add(&rows, keys[i], TEXT("\3\1x"));
	record_init(&record, entity);
	record_set(&record, SAMPLE_LINES, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	record_write(&record, body);
	record_release(&record);
	buf_release(&rows);
}

/* Two rows there, one new: behind which, and the key it gets (0: refused). */
static const struct {
	uint64_t there[2], after, key;
	enum error_kind error;
} places[] = {
	{{0, 0}, 0, GAP, ERROR_NONE},
	{{0, 0}, ROW_LAST, GAP, ERROR_NONE},
	{{GAP, 2 * GAP}, ROW_LAST, 3 * GAP, ERROR_NONE},
	{{GAP, 2 * GAP}, 2 * GAP, 3 * GAP, ERROR_NONE},
	{{GAP, 2 * GAP}, GAP, GAP + (1 << 22), ERROR_NONE},
	{{GAP, 2 * GAP}, GAP + 5, GAP + 5 + (1 << 22), ERROR_NONE}, /* it was taken out */
	{{GAP, 2 * GAP}, 9 * GAP, 3 * GAP, ERROR_NONE},
	{{GAP, 2 * GAP}, 0, GAP - (UINT64_C(1) << 33), ERROR_NONE},
	{{100, 110}, 100, 105, ERROR_NONE},
	{{100, 102}, 100, 101, ERROR_NONE},
	{{100, 101}, 100, 0, ERROR_INPUT},
	{{1, 2}, 0, 0, ERROR_INPUT},
	{{2, 3}, 0, 1, ERROR_NONE},
	{{GAP, ROW_NEW - GAP}, ROW_LAST, 0, ERROR_FULL},
};

static void new_rows_get_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		struct buf body = BUF_INIT;
		struct view view = {.entity = entity};
		struct row_keys keys;
		struct patch patch = PATCH_INIT;
		struct error err = ERROR_INIT;

		lines(places[i].there, places[i].there[0] ? 2 : 0, &body);
		view.body = buf_as_text(&body);
		keys = row_keys_of(&view);
		patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\3\1y")))
			->after = places[i].after;
		patch_place_rows(entity, &patch, &keys, &err);
		if (err.kind != places[i].error || (!err.kind && patch.edits[0].row != places[i].key))
			fail_msg("row %zu: %llx, %s", i, (unsigned long long)patch.edits[0].row,
				err.message.id);
		patch_release(&patch);
		buf_release(&body);
	}
}

/* Typed one behind another, at the front, or always behind the same line: how many fit. */
static size_t rows_that_fit(bool behind_the_new, uint64_t after, size_t limit)
{
	const uint64_t there[] = {GAP, 2 * GAP};
	struct buf body = BUF_INIT;
	size_t count = 0;

	lines(there, 2, &body);
	while (count < limit) {
		struct buf next = BUF_INIT;
		struct view view = {.entity = entity, .body = buf_as_text(&body)};
		struct row_keys keys = row_keys_of(&view);
		struct patch patch = PATCH_INIT;
		bool good;

		patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\3\1y")))
			->after = after;
		good = patch_place_rows(entity, &patch, &keys, NULL) &&
			patch_apply(entity, view.body, &patch, &next, NULL);
		if (good && behind_the_new)
			after = patch.edits[0].row;
		patch_release(&patch);
		buf_release(&body);
		body = next;
		if (!good)
			break;
		count++;
	}
	buf_release(&body);
	return count;
}

static void there_is_room_for_a_meeting(void **state)
{
	(void)state;
	assert_int_equal(rows_that_fit(true, GAP, 600), 600);
	assert_int_equal(rows_that_fit(false, 0, 600), 600);
	assert_true(rows_that_fit(false, GAP, 100) >= 22);
}

/* Placeholders in the order of use, a chain of new rows, and edits that speak of them. */
static void placeholders_are_rewritten(void **state)
{
	struct view view = {.entity = entity};
	struct row_keys keys = row_keys_of(&view);
	struct patch patch = PATCH_INIT;

	(void)state;
	patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\3\1a")))->after =
		ROW_LAST;
	patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 2, 0, EMPTY_VALUE, value_text(TEXT("\3\1b")))->after =
		ROW_NEW | 1;
	patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 3, 0, EMPTY_VALUE, value_text(TEXT("\3\1c")))->after =
		ROW_NEW | 1;
	patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 2, LINE_COUNT, EMPTY_VALUE, value_number(4));
	patch_add_row(&patch, SAMPLE_ROLL, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\2\16")));
	assert_true(patch_place_rows(entity, &patch, &keys, NULL));
	assert_int_equal(patch.edits[0].row, GAP);
	assert_int_equal(patch.edits[1].row, 2 * GAP);
	assert_int_equal(patch.edits[2].row, GAP + (1 << 22));
	assert_int_equal(patch.edits[3].row, 2 * GAP);
	assert_int_equal(patch.edits[4].row, 7); /* the person is the key */
	patch_release(&patch);
}

static void rows_that_cannot_be_placed(void **state)
{
	static const struct edit rows[] = {
		{SAMPLE_ROLL, 0, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, WORDS("\4\2")}, /* nobody */
		{SAMPLE_ROLL, 0, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, WORDS("\2\1")}, /* person -1 */
		{SAMPLE_ROLL, ROLL_MARK, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, NUMBER(1)},
		{SAMPLE_LINES, 0, ROW_LAST, 0, PLACE_WHOLE, NOTHING, WORDS("\3\1a")},
		{SAMPLE_LINES, 0, ROW_NEW | 1, 0, PLACE_WHOLE, WORDS("\3\1a"), NOTHING},
		{SAMPLE_COUNT, 0, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, WORDS("\3\1a")},
		{4000, 0, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, WORDS("\3\1a")},
	};
	struct view view = {.entity = entity};
	struct row_keys keys = row_keys_of(&view);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct edit edit = rows[i];
		struct patch patch = {&edit, 1, 1};
		struct error err = ERROR_INIT;

		assert_false(patch_place_rows(entity, &patch, &keys, &err));
		assert_true(err.kind != ERROR_NONE);
	}
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
		cmocka_unit_test(edits_against_a_record),
		cmocka_unit_test(parts_are_found_again),
		cmocka_unit_test(only_the_part_travels),
		cmocka_unit_test(edits_fold),
		cmocka_unit_test(rows_behind_a_forgotten_row),
		cmocka_unit_test(new_rows_get_keys),
		cmocka_unit_test(there_is_room_for_a_meeting),
		cmocka_unit_test(placeholders_are_rewritten),
		cmocka_unit_test(rows_that_cannot_be_placed),
		cmocka_unit_test(refused_bytes),
	};

	return cmocka_run_group_tests_name("patch", tests, NULL, NULL);
}
