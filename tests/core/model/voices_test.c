/* Who spoke at which meetings of the year. People come by their numbers: in the order of the cast. */
#include "core/model/emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include "tests/harness/cast.h"
#include <cmocka.h>

/* Who speaks there, each one line; a blank is a line without a speaker. */
static uint64_t hold(const struct cast *cast, int day, enum meeting_state state, const char *speakers)
{
	uint64_t meeting = cast_meeting(cast, day, state);
	struct buf rows = BUF_INIT, body = BUF_INIT;
	struct record row;

	for (uint64_t nth = 1; *speakers; speakers++, nth++) {
		record_init(&row, &minutes_rows);
		record_text(&row, MINUTES_TEXT, TEXT("一句话"));
		if (*speakers != ' ')
			record_number(&row, MINUTES_SPEAKER, (int64_t)cast_person(cast, *speakers));
		buf_clear(&body);
		record_write(&row, &body);
		rows_add(&rows, nth, buf_as_text(&body));
		record_release(&row);
	}
	CHANGE(cast->store, ENTITY_MEETING, meeting, {MEETING_MINUTES, {VALUE_ROWS, 0, buf_as_text(&rows)}});
	buf_release(&rows);
	buf_release(&body);
	return meeting;
}

static void check(const struct cast *cast, char who, struct source_query query, const char *lines)
{
	static const uint16_t tags[] = {VOICES_PERSON, VOICES_THERE, VOICES_SPOKE, VOICES_LAST, 0};
	struct buf out = BUF_INIT;

	fixture_list(cast->store, cast_person(cast, who), "voices", &query, tags, &out);
	assert_string_equal(buf_cstr(&out), lines);
	buf_release(&out);
}

static void who_spoke_when(void **state)
{
	const struct cast *cast = *state;
	struct source_query query = {.subject = cast->group};
	uint64_t meeting;

	hold(cast, 20251230, STATE_ARCHIVED, "dm"); /* last year's */
	hold(cast, 20260312, STATE_ARCHIVED, "llm l");
	hold(cast, 20260409, STATE_ARCHIVED, "  "); /* names nobody */
	meeting = hold(cast, 20260514, STATE_DRAFT, "l");
	cast_mark(cast, meeting, cast_person(cast, 'a'), MARK_LEAVE);
	hold(cast, 20260924, STATE_OPEN, "d"); /* not ended yet */
	check(cast, 'm', query, "#1 2 2 2026-05-14\n#2 2 0 -\n#3 1 0 -\n#4 2 1 2026-03-12\n");
	query.to = day_of(20260401);
	check(cast, 'm', query, "#1 1 1 2026-03-12\n#2 1 0 -\n#3 1 0 -\n#4 1 1 2026-03-12\n");
	check(cast, 'n', query, "");
}

/* Whoever spoke in the group he came from has spoken. */
static void the_group_before_counts(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = hold(cast, 20260312, STATE_ARCHIVED, "ln");

	cast_mark(cast, meeting, cast_person(cast, 'n'), MARK_LATE);
	check(cast, 'n', (struct source_query){.subject = cast->other},
		"#6 0 0 -\n#7 0 0 -\n#8 0 0 -\n#9 0 0 -\n#10 1 1 2026-03-12\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(who_spoke_when), ON_CAST(the_group_before_counts)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
