/* A meeting's life: every operation in every state, and what each of them writes. */
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
enum { STATES = STATE_AMENDING };

static int64_t number_of(const struct cast *cast, uint64_t meeting, uint16_t tag)
{
	return fixture_number(cast->store, ENTITY_MEETING, meeting, tag);
}

/* --- states --- */

/* For each state, 拟开 first, the digit of the state after; '.': refused. By the operator. */
static const struct {
	const char *operation, *after;
	bool reason;
} moves[] = {
	{"open", "2.......", false},
	{"end", ".3......", false},
	{"resume", "..2.....", false},
	{"submit", "..5..5.5", false},
	{"sign", "...5....", false},
	{"pass", "....7...", false},
	{"return", "....6...", true},
	{"send_back", "...6....", true},
	{"withdraw", "...33...", false},
	{"amend", "......8.", true},
	{"cancel", "1.......", false},
	{"remove_meeting", ".23.....", false},
};

static void every_state(void **state)
{
	const struct cast *cast = *state;
	struct record_slot reason = WORDS(REASON_TEXT, "写明缺席原因");

	for (size_t i = 0; i < COUNT(moves); i++)
		for (int at = STATE_PLANNED; at <= STATES; at++) {
			uint64_t meeting = cast_meeting(cast, 20260924, (enum meeting_state)at);
			struct act asked = {0, moves[i].operation, meeting, &reason, moves[i].reason};
			char after = moves[i].after[at - 1];
			enum error_kind kind = act(cast->store, &asked, NULL);
			int64_t now = number_of(cast, meeting, MEETING_STATE);

			if (kind != (after == '.' ? ERROR_STATE : ERROR_NONE))
				print_error("%s in state %d: %s\n", moves[i].operation, at, act_words);
			assert_int_equal(kind, after == '.' ? ERROR_STATE : ERROR_NONE);
			assert_int_equal(now, after == '.' ? at : after - '0');
		}
	assert_int_equal(fixture_faults(cast->store), 0);
}

/* A plan called off is in the recycle bin. */
static void cancelled(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20261001, STATE_PLANNED);

	assert_int_equal(ACT(cast->store, cast_person(cast, 'r'), "cancel", meeting), ERROR_NONE);
	assert_int_equal(number_of(cast, meeting, TAG_REMOVED), 1);
}

/* --- opening --- */

/* What was planned for a day, opened on 2026-09-24. */
static const struct {
	const char *what;
	int planned, date;
	enum meeting_state state;
} openings[] = {
	{"today's", 20260924, 20260924, STATE_OPEN},
	{"yesterday's is recorded as yesterday's", 20260923, 20260923, STATE_DRAFT},
	{"one to come is held today", 20260930, 20260924, STATE_OPEN},
};

static void opened(void **state)
{
	const struct cast *cast = *state;
	struct buf roll = BUF_INIT;

	for (size_t i = 0; i < COUNT(openings); i++) {
		uint64_t meeting = cast_meeting(cast, openings[i].planned, STATE_PLANNED);

		print_message("%s\n", openings[i].what);
		assert_int_equal(ACT(cast->store, cast_person(cast, 'r'), "open", meeting), ERROR_NONE);
		assert_int_equal(number_of(cast, meeting, MEETING_STATE), openings[i].state);
		assert_int_equal(number_of(cast, meeting, MEETING_DATE), day_of(openings[i].date));
		assert_int_equal(number_of(cast, meeting, MEETING_NUMBER), i + 1);
		cast_roll(cast, meeting, &roll);
		assert_string_equal(buf_cstr(&roll), "l d a m");
	}
	buf_release(&roll);
}

/* What is on a roll: who is due, in the order of their numbers, once each; marks made before stay. */
static void who_is_on_the_roll(void **state)
{
	const struct cast *cast = *state;
	struct store *store = cast->store;
	uint64_t joint = cast_meeting(cast, 20260924, STATE_PLANNED),
		 branch = MAKE(store, ENTITY_MEETING, NUMBER(MEETING_BRANCH, cast->branch),
			 NUMBER(MEETING_KINDS, 1 << MEETING_LECTURE), DAY(MEETING_DATE, 20260924));
	struct buf roll = BUF_INIT;

	MAKE(store, ENTITY_SPELL, NUMBER(SPELL_PERSON, cast_person(cast, 'a')),
		NUMBER(SPELL_KIND, SPELL_ON_LOAN), DAY(SPELL_FROM, 20260901));
	MAKE(store, ENTITY_SPELL, NUMBER(SPELL_PERSON, cast_person(cast, 'd')),
		NUMBER(SPELL_KIND, SPELL_TRAVEL), DAY(SPELL_FROM, 20260901));
	CHANGE(store, ENTITY_MEETING, joint, IDS(MEETING_GROUPS, cast->other, cast->group));
	cast_mark(cast, joint, cast_person(cast, 'm'), MARK_LEAVE);
	assert_int_equal(ACT(store, 0, "open", joint), ERROR_NONE);
	cast_roll(cast, joint, &roll);
	assert_string_equal(buf_cstr(&roll), "l d m2 r c w f n");
	assert_int_equal(ACT(store, 0, "open", branch), ERROR_NONE);
	cast_roll(cast, branch, &roll);
	assert_string_equal(buf_cstr(&roll), "l d m");
	assert_int_equal(number_of(cast, branch, MEETING_NUMBER), 0);
	buf_release(&roll);
}

/* The fourth of the one is the second of the other; then each goes on with its own. */
static void joint_sitting(const struct cast *cast)
{
	uint64_t joint = cast_meeting(cast, 20260301, STATE_PLANNED),
		 after = cast_meeting(cast, 20260302, STATE_PLANNED);
	struct buf title = BUF_INIT;

	CHANGE(cast->store, ENTITY_MEETING, joint, IDS(MEETING_GROUPS, cast->group, cast->other));
	CHANGE(cast->store, ENTITY_MEETING, after, IDS(MEETING_GROUPS, cast->other));
	assert_int_equal(ACT(cast->store, 0, "open", joint), ERROR_NONE);
	assert_int_equal(number_of(cast, joint, MEETING_NUMBER), 4);
	cast_numbers(cast, joint, &title);
	assert_string_equal(buf_cstr(&title), "4、2");
	assert_int_equal(ACT(cast->store, 0, "open", after), ERROR_NONE);
	assert_int_equal(number_of(cast, after, MEETING_NUMBER), 3);
	cast_numbers(cast, after, &title);
	assert_string_equal(buf_cstr(&title), "3");
	buf_release(&title);
}

/* 第N次 is counted for each group and year, and only of group meetings; one that was given stays. */
static void numbers(void **state)
{
	static const struct {
		int day, kinds, groups, number;
	} rows[] = {
		{20260105, 1 << MEETING_GROUP, 1, 1},
		{20260206, 1 << MEETING_GROUP | 1 << MEETING_STUDY, 1, 2},
		{20260207, 1 << MEETING_THEME_DAY, 1, 0},
		{20260208, 1 << MEETING_GROUP, 2, 1},
		{20251231, 1 << MEETING_GROUP, 1, 1},
		{20260101, 1 << MEETING_GROUP, 1, 3},
	};
	const struct cast *cast = *state;
	uint64_t given;

	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t meeting = cast_meeting(cast, rows[i].day, STATE_PLANNED);

		CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(MEETING_KINDS, rows[i].kinds),
			IDS(MEETING_GROUPS, rows[i].groups == 1 ? cast->group : cast->other));
		assert_int_equal(ACT(cast->store, 0, "open", meeting), ERROR_NONE);
		assert_int_equal(number_of(cast, meeting, MEETING_NUMBER), rows[i].number);
	}
	joint_sitting(cast);
	given = cast_meeting(cast, 20260924, STATE_PLANNED);
	CHANGE(cast->store, ENTITY_MEETING, given, NUMBER(MEETING_NUMBER, 7));
	assert_int_equal(ACT(cast->store, 0, "open", given), ERROR_NONE);
	assert_int_equal(number_of(cast, given, MEETING_NUMBER), 7);
}

/* --- a meeting nobody planned --- */

static uint64_t hold(const struct cast *cast, char who, int day)
{
	struct record_slot arguments[] = {NUMBER(HOLD_GROUP, cast->group), DAY(HOLD_DATE, day)};
	struct act asked = {cast_person(cast, who), "hold", 0, arguments, 2};
	uint64_t made = 0;

	assert_int_equal(act(cast->store, &asked, &made), ERROR_NONE);
	return made;
}

/* Place, chair and recorder as the last time it was held; nothing else. */
static void held_as_the_last_time(void **state)
{
	const struct cast *cast = *state;
	uint64_t old = cast_meeting(cast, 20260701, STATE_ARCHIVED), made;
	struct buf body = BUF_INIT;
	struct view view = {.entity = &meeting_entity};

	cast_meeting(cast, 20260925, STATE_PLANNED);
	CHANGE(cast->store, ENTITY_MEETING, old, WORDS(MEETING_PLACE, "三楼会议室"),
		WORDS(MEETING_TOPIC, "七月的"));
	made = hold(cast, 'm', 0);
	fixture_body(cast->store, ENTITY_MEETING, made, false, &body);
	view.body = buf_as_text(&body);
	assert_true(text_is(view_text(&view, MEETING_PLACE), "三楼会议室"));
	assert_false(view_has(&view, MEETING_TOPIC));
	assert_int_equal(view_number(&view, MEETING_CHAIR), cast_person(cast, 'c'));
	assert_int_equal(view_number(&view, MEETING_RECORDER), cast_person(cast, 'r'));
	assert_int_equal(view_number(&view, MEETING_STATE), STATE_OPEN);
	assert_int_equal(view_number(&view, MEETING_DATE), day_of(20260924));
	assert_int_equal(view_row_count(&view, MEETING_ATTENDANCE), 4);
	buf_release(&body);
}

/* A leader of then is not in the chair of now; who leads now is. */
static void held_under_another_leader(void **state)
{
	const struct cast *cast = *state;
	uint64_t old = cast_meeting(cast, 20260701, STATE_ARCHIVED);

	fixture_term(cast->store, TERM_LEADER, cast_person(cast, 'm'), cast->group, 20260701, 20260701);
	CHANGE(cast->store, ENTITY_MEETING, old, NUMBER(MEETING_CHAIR, cast_person(cast, 'm')));
	assert_int_equal(number_of(cast, hold(cast, 'l', 0), MEETING_CHAIR), cast_person(cast, 'l'));
}

static void held_the_first_time(void **state)
{
	const struct cast *cast = *state;
	uint64_t made = hold(cast, 's', 20260801);

	assert_int_equal(number_of(cast, made, MEETING_CHAIR), cast_person(cast, 'l'));
	assert_int_equal(number_of(cast, made, MEETING_RECORDER), 0);
	assert_int_equal(number_of(cast, made, MEETING_STATE), STATE_DRAFT);
	assert_int_equal(number_of(cast, made, MEETING_NUMBER), 1);
	assert_int_equal(ACT_WITH(cast->store, 0, "hold", 0, NUMBER(HOLD_GROUP, cast->group),
				 DAY(HOLD_DATE, 20260925)),
		ERROR_INPUT);
	assert_int_equal(ACT(cast->store, 0, "hold", 0), ERROR_INPUT);
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "hold", 0), ERROR_INPUT);
}

/* Nobody was named: leader, acting leader, deputy; a branch's secretary; whom one named stays. */
static void who_takes_the_chair(void **state)
{
	static const struct {
		const char *named, *terms, *chair; /* terms: which of the group's offices are held */
	} rows[] = {{"", "lda", "l"}, {"", "da", "a"}, {"", "d", "d"}, {"", "", ""}, {"m", "lda", "m"}};
	const struct cast *cast = *state;
	uint64_t meeting;

	for (size_t i = 0; i < COUNT(rows); i++) {
		static const char offices[] = "lda";
		static const enum term_kind kinds[] = {TERM_LEADER, TERM_DEPUTY, TERM_ACTING};
		const char name[] = {(char)('A' + i), '\0'};
		uint64_t group = MAKE(cast->store, ENTITY_GROUP, WORDS(GROUP_NAME, name),
				 NUMBER(GROUP_BRANCH, cast->branch)),
			 chair = *rows[i].named ? cast_person(cast, *rows[i].named) : 0;

		for (size_t k = 0; k < COUNT(kinds); k++)
			if (strchr(rows[i].terms, offices[k]))
				fixture_term(cast->store, kinds[k], cast_person(cast, offices[k]), group,
					20260924, 20260924);
		meeting = MAKE(cast->store, ENTITY_MEETING, IDS(MEETING_GROUPS, group),
			NUMBER(MEETING_KINDS, 1 << MEETING_GROUP), DAY(MEETING_DATE, 20260924),
			{MEETING_CHAIR, chair ? value_number((int64_t)chair) : EMPTY_VALUE});
		assert_int_equal(ACT(cast->store, 0, "open", meeting), ERROR_NONE);
		chair = *rows[i].chair ? cast_person(cast, *rows[i].chair) : 0;
		assert_int_equal(number_of(cast, meeting, MEETING_CHAIR), chair);
	}
	meeting = MAKE(cast->store, ENTITY_MEETING, NUMBER(MEETING_BRANCH, cast->branch),
		NUMBER(MEETING_KINDS, 1 << MEETING_LECTURE), DAY(MEETING_DATE, 20260924));
	assert_int_equal(ACT(cast->store, 0, "open", meeting), ERROR_NONE);
	assert_int_equal(number_of(cast, meeting, MEETING_CHAIR), cast_person(cast, 's'));
}

/* --- ending and handing in --- */

static void ended(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_OPEN),
		 late = cast_meeting(cast, 20260924, STATE_OPEN);

	CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(MEETING_START, 9 * 60));
	CHANGE(cast->store, ENTITY_MEETING, late, NUMBER(MEETING_START, 23 * 60));
	assert_int_equal(ACT(cast->store, 0, "end", meeting), ERROR_NONE);
	assert_int_equal(number_of(cast, meeting, MEETING_START), 9 * 60);
	assert_int_equal(number_of(cast, meeting, MEETING_END), 12 * 60);
	assert_int_equal(ACT(cast->store, 0, "resume", meeting), ERROR_NONE);
	assert_int_equal(number_of(cast, meeting, MEETING_END), 0);
	assert_int_equal(ACT(cast->store, 0, "end", late), ERROR_NONE);
	assert_int_equal(number_of(cast, late, MEETING_END), 23 * 60);
	fixture_today(20260925);
	assert_int_equal(ACT(cast->store, 0, "resume", late), ERROR_STATE);
}

/* From anybody but who leads it goes to the leader first. */
static void who_hands_in(void **state)
{
	static const struct {
		const char *who;
		enum meeting_state state;
	} rows[] = {{"olda", STATE_SUBMITTED}, {"src", STATE_SIGNING}};
	const struct cast *cast = *state;

	for (size_t i = 0; i < COUNT(rows); i++)
		for (const char *letter = rows[i].who; *letter; letter++) {
			uint64_t meeting = cast_meeting(cast, 20260924, STATE_DRAFT);
			uint64_t person = cast_person(cast, *letter);

			assert_int_equal(ACT(cast->store, person, "submit", meeting), ERROR_NONE);
			assert_int_equal(number_of(cast, meeting, MEETING_STATE), rows[i].state);
			assert_int_equal(number_of(cast, meeting, MEETING_SIGNED_BY),
				rows[i].state == STATE_SUBMITTED ? person : 0);
		}
}

/* A branch's own meeting is signed by its secretary. */
static void a_branch_signs_its_own(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = MAKE(cast->store, ENTITY_MEETING, NUMBER(MEETING_BRANCH, cast->branch),
		NUMBER(MEETING_KINDS, 1 << MEETING_LECTURE), DAY(MEETING_DATE, 20260924),
		NUMBER(MEETING_STATE, STATE_DRAFT));

	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "submit", meeting), ERROR_DENIED);
	assert_int_equal(ACT(cast->store, cast_person(cast, 's'), "submit", meeting), ERROR_NONE);
	assert_int_equal(number_of(cast, meeting, MEETING_STATE), STATE_SUBMITTED);
}

static void not_before_the_roll(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_PLANNED);

	assert_int_equal(ACT(cast->store, 0, "open", meeting), ERROR_NONE);
	assert_int_equal(ACT(cast->store, 0, "end", meeting), ERROR_NONE);
	assert_int_equal(ACT(cast->store, 0, "submit", meeting), ERROR_INPUT);
	cast_mark(cast, meeting, cast_person(cast, 'm'), MARK_PRESENT);
	assert_int_equal(ACT(cast->store, 0, "submit", meeting), ERROR_NONE);
}

/* --- back and forth --- */

/* Lateness hangs on the first time; a reason stands as long as it is not answered. */
static void sent_back_and_amended(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_DRAFT), leader = cast_person(cast, 'l');
	uint64_t secretary = cast_person(cast, 's');
	int64_t first;
	struct buf body = BUF_INIT;
	struct view view = {.entity = &meeting_entity};

	assert_int_equal(ACT(cast->store, leader, "submit", meeting), ERROR_NONE);
	first = number_of(cast, meeting, MEETING_FIRST_SUBMITTED);
	fixture_today(20260927);
	assert_int_equal(ACT_WITH(cast->store, secretary, "return", meeting, WORDS(REASON_TEXT, "缺记录")),
		ERROR_NONE);
	fixture_body(cast->store, ENTITY_MEETING, meeting, false, &body);
	view.body = buf_as_text(&body);
	assert_true(text_is(view_text(&view, MEETING_RETURN_REASON), "缺记录"));
	assert_true(view_number(&view, MEETING_REVIEWED) > first);
	fixture_today(20260929);
	assert_int_equal(ACT(cast->store, leader, "submit", meeting), ERROR_NONE);
	assert_int_equal(number_of(cast, meeting, MEETING_FIRST_SUBMITTED), first);
	assert_true(number_of(cast, meeting, MEETING_SUBMITTED) > first);
	assert_int_equal(ACT(cast->store, secretary, "pass", meeting), ERROR_NONE);
	assert_int_equal(
		ACT_WITH(cast->store, leader, "amend", meeting, WORDS(REASON_TEXT, "少记一人")), ERROR_NONE);
	fixture_body(cast->store, ENTITY_MEETING, meeting, false, &body);
	view.body = buf_as_text(&body);
	assert_true(text_is(view_text(&view, MEETING_AMEND_REASON), "少记一人"));
	assert_false(view_has(&view, MEETING_RETURN_REASON));
	assert_int_equal(ACT(cast->store, leader, "submit", meeting), ERROR_NONE);
	assert_int_equal(number_of(cast, meeting, MEETING_FIRST_SUBMITTED), first);
	buf_release(&body);
}

/* What was handed in by somebody is his to take back; the office sends it back. */
static void who_takes_back(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_DRAFT), leader = cast_person(cast, 'l');

	assert_int_equal(ACT(cast->store, leader, "submit", meeting), ERROR_NONE);
	assert_int_equal(ACT(cast->store, 0, "withdraw", meeting), ERROR_DENIED);
	assert_string_equal(
		act_words, "Who handed it in takes it back; the office sends it back, with the reason");
	assert_int_equal(ACT(cast->store, leader, "withdraw", meeting), ERROR_NONE);
	assert_int_equal(ACT(cast->store, 0, "submit", meeting), ERROR_NONE);
	assert_int_equal(ACT(cast->store, 0, "withdraw", meeting), ERROR_NONE);
}

/* Who looks at them is told what is left for him: another branch's is not. */
static void what_is_left_to_look_at(void **state)
{
	const struct cast *cast = *state;
	uint64_t meetings[] = {cast_meeting(cast, 20260922, STATE_SUBMITTED),
		cast_meeting(cast, 20260923, STATE_SUBMITTED), cast_meeting(cast, 20260923, STATE_SUBMITTED)};
	uint64_t others = cast_meeting(cast, 20260923, STATE_SUBMITTED), secretary = cast_person(cast, 's');

	CHANGE(cast->store, ENTITY_MEETING, others, IDS(MEETING_GROUPS, cast->other));
	assert_int_equal(ACT(cast->store, secretary, "pass", meetings[0]), ERROR_NONE);
	assert_string_equal(act_words, "Meetings passed: 1; 2 more wait to be looked at");
	assert_int_equal(
		ACT_WITH(cast->store, secretary, "return", meetings[1], WORDS(REASON_TEXT, "缺记录")),
		ERROR_NONE);
	assert_string_equal(act_words, "Meetings sent back: 1; 1 more wait to be looked at");
	assert_int_equal(ACT(cast->store, secretary, "pass", meetings[2]), ERROR_NONE);
	assert_string_equal(act_words, "Meetings passed: 1; nothing else waits to be looked at");
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(every_state), ON_CAST(cancelled), ON_CAST(opened),
		ON_CAST(who_is_on_the_roll), ON_CAST(numbers), ON_CAST(held_as_the_last_time),
		ON_CAST(held_under_another_leader), ON_CAST(held_the_first_time),
		ON_CAST(who_takes_the_chair), ON_CAST(ended), ON_CAST(who_hands_in),
		ON_CAST(a_branch_signs_its_own), ON_CAST(not_before_the_roll), ON_CAST(sent_back_and_amended),
		ON_CAST(who_takes_back), ON_CAST(what_is_left_to_look_at)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
