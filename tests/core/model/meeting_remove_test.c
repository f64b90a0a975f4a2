/* A meeting begun by mistake: what is lost with it, what stays, and the numbers of those behind it. */
#include "core/model/entities.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static int64_t number_of(const struct cast *cast, uint64_t meeting, uint16_t tag)
{
	return fixture_number(cast->store, ENTITY_MEETING, meeting, tag);
}

struct written {
	uint64_t meeting;
	uint16_t list;
	const struct entity *rows;
	uint16_t tag;
	const char *words;
};

static bool add_row(struct writer *writer, void *arg, struct error *err)
{
	const struct written *written = arg;
	struct record row;
	uint64_t key = 0;
	bool good;

	record_init(&row, written->rows);
	record_text(&row, written->tag, text_of(written->words));
	good = writer_row(writer, ENTITY_MEETING, written->meeting, written->list, &key, &row, err);
	record_release(&row);
	return good;
}

static void write_row(const struct cast *cast, struct written *written)
{
	struct change_head head = {.uid = 1000, .action = "apply"};

	assert_true(store_change(cast->store, &head, add_row, written, NULL, NULL));
}

struct foreseen {
	uint64_t meeting;
	bool may;
	struct buf words;
};

static void foresee_removal(struct world *world, void *arg)
{
	struct foreseen *foreseen = arg;
	struct error err = ERROR_INIT;
	struct message follows;
	struct view view;

	assert_true(world->get(world, ENTITY_MEETING, foreseen->meeting, &view, NULL));
	buf_clear(&foreseen->words);
	foreseen->may = meeting_remove_foresee(world, &view, &follows, &err);
	message_show(foreseen->may ? &follows : &err.message, LANGUAGE_EN, NULL, &foreseen->words);
}

/* What would be lost is said; what was handed in once stays. */
static void removed(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_OPEN), kept;
	struct foreseen foreseen = {.meeting = meeting, .words = BUF_INIT};

	write_row(cast, &(struct written){meeting, MEETING_MINUTES, &minutes_rows, MINUTES_TEXT, "领学"});
	write_row(cast, &(struct written){meeting, MEETING_MINUTES, &minutes_rows, MINUTES_TEXT, "讨论"});
	write_row(cast, &(struct written){meeting, MEETING_DECISIONS, &decision_rows, DECISION_TEXT, "轮值"});
	fixture_read(cast->store, 0, foresee_removal, &foreseen);
	assert_true(foreseen.may);
	assert_string_equal(buf_cstr(&foreseen.words), "With 4 called, 0 topics, 2 lines, 1 decisions");
	assert_int_equal(ACT(cast->store, cast_person(cast, 'm'), "remove_meeting", meeting), ERROR_DENIED);
	assert_string_equal(act_words,
		"remove meeting: this is for who leads the group, chairs or records the meeting, or heads "
		"the "
		"branch");
	assert_int_equal(ACT(cast->store, cast_person(cast, 'r'), "remove_meeting", meeting), ERROR_NONE);
	assert_int_equal(number_of(cast, meeting, TAG_REMOVED), 1);
	assert_int_equal(ACT(cast->store, cast_person(cast, 'r'), "end", meeting), ERROR_STATE);
	assert_string_equal(act_words, "end: this meeting is in the recycle bin");
	foreseen.meeting = MAKE(cast->store, ENTITY_MEETING, IDS(MEETING_GROUPS, cast->group),
		NUMBER(MEETING_KINDS, 1 << MEETING_GROUP), DAY(MEETING_DATE, 20260924),
		NUMBER(MEETING_STATE, STATE_OPEN));
	fixture_read(cast->store, 0, foresee_removal, &foreseen);
	assert_string_equal(buf_cstr(&foreseen.words), "Nothing was written in it yet");
	foreseen.meeting = kept = cast_meeting(cast, 20260923, STATE_DRAFT);
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "submit", kept), ERROR_NONE);
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "withdraw", kept), ERROR_NONE);
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "remove_meeting", kept), ERROR_STATE);
	fixture_read(cast->store, 0, foresee_removal, &foreseen);
	assert_false(foreseen.may);
	assert_string_equal(buf_cstr(&foreseen.words),
		"This meeting was handed in once, on 2026-09-24: it is not removed; put it in order and hand "
		"it in again");
	assert_int_equal(fixture_faults(cast->store), 0);
	buf_release(&foreseen.words);
}

/* Opened one after the other: 1, 2, 3, the third held with the other group, whose first it is. */
static void numbers_follow(void **state)
{
	const struct cast *cast = *state;
	struct buf numbers_shown = BUF_INIT;
	uint64_t meetings[3];

	for (size_t i = 0; i < COUNT(meetings); i++) {
		meetings[i] = cast_meeting(cast, 20260921 + (int)i, STATE_PLANNED);
		if (i == 2)
			CHANGE(cast->store, ENTITY_MEETING, meetings[i],
				IDS(MEETING_GROUPS, cast->other, cast->group));
		assert_int_equal(ACT(cast->store, 0, "open", meetings[i]), ERROR_NONE);
	}
	assert_int_equal(ACT(cast->store, 0, "remove_meeting", meetings[0]), ERROR_NONE);
	assert_int_equal(number_of(cast, meetings[1], MEETING_NUMBER), 1);
	assert_int_equal(number_of(cast, meetings[2], MEETING_NUMBER), 1);
	cast_numbers(cast, meetings[2], &numbers_shown);
	assert_string_equal(buf_cstr(&numbers_shown), "1、2");
	/* What was handed in keeps the number that others hold it by. */
	cast_mark(cast, meetings[2], cast_person(cast, 'l'), MARK_PRESENT);
	assert_int_equal(ACT(cast->store, 0, "submit", meetings[2]), ERROR_NONE);
	assert_int_equal(ACT(cast->store, 0, "remove_meeting", meetings[1]), ERROR_NONE);
	cast_numbers(cast, meetings[2], &numbers_shown);
	assert_string_equal(buf_cstr(&numbers_shown), "1、2");
	assert_int_equal(fixture_faults(cast->store), 0);
	buf_release(&numbers_shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(removed), ON_CAST(numbers_follow)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
