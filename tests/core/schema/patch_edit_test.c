/* Single edits: applied and merged, to parts of long texts, folded. */
#include "tests/harness/patch_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const struct entity *const entity = &sample_entity;

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_against_a_record),
		cmocka_unit_test(parts_are_found_again),
		cmocka_unit_test(only_the_part_travels),
		cmocka_unit_test(edits_fold),
		cmocka_unit_test(rows_behind_a_forgotten_row),
	};

	return cmocka_run_group_tests_name("patch_edit", tests, NULL, NULL);
}
