/* Rolls of meetings that are not locked follow what is known of the people. */
#include "core/model/entities.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* --- what the office does meanwhile --- */

static void put(
	const struct cast *cast, unsigned entity, uint64_t id, const struct record_slot *values, size_t count)
{
	assert_int_equal(write_as(cast->store, 0, entity, &id, values, count), ERROR_NONE);
}
#define PUT(cast, entity, id, ...) put(cast, entity, id, SLOTS(__VA_ARGS__))

struct finding {
	uint64_t person, membership;
};

static bool note(const struct view *view, void *arg)
{
	((struct finding *)arg)->membership = view->id;
	return true;
}

static void look(struct world *world, void *arg)
{
	struct value key = value_number((int64_t)((struct finding *)arg)->person);

	world->walk(world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, &key, 1, note, arg, NULL);
}

static uint64_t membership(const struct cast *cast, char letter)
{
	struct finding finding = {cast_person(cast, letter), 0};

	fixture_read(cast->store, 0, look, &finding);
	return finding.membership;
}

static void put_in(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	PUT(cast, ENTITY_MEMBERSHIP, 0, NUMBER(MEMBERSHIP_PERSON, cast_person(cast, 'z')),
		NUMBER(MEMBERSHIP_GROUP, cast->group), DAY(MEMBERSHIP_FROM, 20260901));
}

static void put_in_later(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	PUT(cast, ENTITY_MEMBERSHIP, 0, NUMBER(MEMBERSHIP_PERSON, cast_person(cast, 'z')),
		NUMBER(MEMBERSHIP_GROUP, cast->group), DAY(MEMBERSHIP_FROM, 20260925));
}

static void take_out(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	PUT(cast, ENTITY_MEMBERSHIP, membership(cast, 'm'), DAY(MEMBERSHIP_TO, 20260831));
}

static void take_out_marked(const struct cast *cast, uint64_t meeting)
{
	cast_mark(cast, meeting, cast_person(cast, 'm'), MARK_PRESENT);
	take_out(cast, meeting);
}

static void remove_membership(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	assert_int_equal(ACT(cast->store, 0, "remove_membership", membership(cast, 'm')), ERROR_NONE);
}

/* The membership was of the wrong group. */
static void other_group(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	PUT(cast, ENTITY_MEMBERSHIP, membership(cast, 'm'), NUMBER(MEMBERSHIP_GROUP, cast->other));
}

static void move_in(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	assert_int_equal(ACT_WITH(cast->store, 0, "move_members", cast->group,
				 IDS(MOVE_PEOPLE, cast_person(cast, 'n'), cast_person(cast, 'z')),
				 DAY(MOVE_FROM, 20260901)),
		ERROR_NONE);
}

static void lend(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	PUT(cast, ENTITY_SPELL, 0, NUMBER(SPELL_PERSON, cast_person(cast, 'a')),
		NUMBER(SPELL_KIND, SPELL_ON_LOAN), DAY(SPELL_FROM, 20260901));
}

/* Written down when he has long been in another group. */
static void lend_of_then(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	CHANGE(cast->store, ENTITY_MEMBERSHIP, membership(cast, 'm'), DAY(MEMBERSHIP_TO, 20260924));
	MAKE(cast->store, ENTITY_MEMBERSHIP, NUMBER(MEMBERSHIP_PERSON, cast_person(cast, 'm')),
		NUMBER(MEMBERSHIP_GROUP, cast->other), DAY(MEMBERSHIP_FROM, 20260925));
	fixture_today(20260930);
	PUT(cast, ENTITY_SPELL, 0, NUMBER(SPELL_PERSON, cast_person(cast, 'm')),
		NUMBER(SPELL_KIND, SPELL_SICK), DAY(SPELL_FROM, 20260920), DAY(SPELL_TO, 20260926));
}

static void travel(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	PUT(cast, ENTITY_SPELL, 0, NUMBER(SPELL_PERSON, cast_person(cast, 'a')),
		NUMBER(SPELL_KIND, SPELL_TRAVEL), DAY(SPELL_FROM, 20260901));
}

static void leave_the_court(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	PUT(cast, ENTITY_PERSON, cast_person(cast, 'd'), DAY(PERSON_LEFT, 20260920));
}

static void rename_one(const struct cast *cast, uint64_t meeting)
{
	(void)meeting;
	PUT(cast, ENTITY_PERSON, cast_person(cast, 'd'), WORDS(PERSON_NAME, "丁"));
}

static void joint(const struct cast *cast, uint64_t meeting)
{
	PUT(cast, ENTITY_MEETING, meeting, IDS(MEETING_GROUPS, cast->group, cast->other));
}

static void not_joint_after_all(const struct cast *cast, uint64_t meeting)
{
	joint(cast, meeting);
	cast_mark(cast, meeting, cast_person(cast, 'n'), MARK_PRESENT);
	PUT(cast, ENTITY_MEETING, meeting, IDS(MEETING_GROUPS, cast->group));
}

/* From one of the groups that sit together to the other: he stays on the roll. */
static void joint_and_moved(const struct cast *cast, uint64_t meeting)
{
	joint(cast, meeting);
	other_group(cast, meeting);
}

static void on_another_day(const struct cast *cast, uint64_t meeting)
{
	CHANGE(cast->store, ENTITY_MEMBERSHIP, membership(cast, 'm'), DAY(MEMBERSHIP_FROM, 20260924));
	PUT(cast, ENTITY_MEETING, meeting, DAY(MEETING_DATE, 20260923));
}

static void write_topic(const struct cast *cast, uint64_t meeting)
{
	CHANGE(cast->store, ENTITY_MEMBERSHIP, membership(cast, 'm'), DAY(MEMBERSHIP_TO, 20260131));
	PUT(cast, ENTITY_MEETING, meeting, WORDS(MEETING_TOPIC, "学习"));
}

static const struct {
	const char *what;
	void (*change)(const struct cast *cast, uint64_t meeting);
	const char *roll;
} changes[] = {
	{"somebody more", put_in, "l d a m z"},
	{"somebody from tomorrow", put_in_later, "l d a m"},
	{"somebody less", take_out, "l d a"},
	{"who was called stays", take_out_marked, "l d a m1"},
	{"a membership removed", remove_membership, "l d a"},
	{"a membership of another group", other_group, "l d a"},
	{"moved by the operation", move_in, "l d a m n z"},
	{"on loan", lend, "l d m"},
	{"written down later", lend_of_then, "l d a"},
	{"travelling is still due", travel, "l d a m"},
	{"left the court", leave_the_court, "l a m"},
	{"of another name", rename_one, "l d a m"},
	{"another group sits with it", joint, "l d a m r c w f n"},
	{"and does not after all", not_joint_after_all, "l d a m n1"},
	{"moved among the groups of a sitting", joint_and_moved, "l d a m r c w f n"},
	{"the meeting's day was another", on_another_day, "l d a"},
	{"a word changed in the record changes no roll", write_topic, "l d a m"},
};

static void check_change(const struct cast *cast, size_t at)
{
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_PLANNED);
	struct buf roll = BUF_INIT;

	assert_int_equal(ACT(cast->store, 0, "open", meeting), ERROR_NONE);
	changes[at].change(cast, meeting);
	cast_roll(cast, meeting, &roll);
	print_message("%s\n", changes[at].what);
	assert_string_equal(buf_cstr(&roll), changes[at].roll);
	assert_int_equal(fixture_faults(cast->store), 0);
	buf_release(&roll);
}

static void every_change(void **state)
{
	for (size_t i = 0; i < COUNT(changes); i++) {
		cast_setup(state);
		check_change(*state, i);
		cast_teardown(state);
	}
}

/* --- which meetings --- */

/* States in which a roll is still open. */
static void locked_rolls_stay(void **state)
{
	static const char follows[] = "-+++-+--";

	for (int at = STATE_PLANNED; at <= STATE_AMENDING; at++) {
		const struct cast *cast;
		uint64_t meeting;
		struct buf roll = BUF_INIT;
		const char *same = at == STATE_PLANNED ? "" : "l1 d1 a1 m1";

		cast_setup(state);
		cast = *state;
		meeting = cast_meeting(cast, 20260924, (enum meeting_state)at);
		put_in(cast, meeting);
		cast_roll(cast, meeting, &roll);
		print_message("state %d\n", at);
		assert_string_equal(buf_cstr(&roll), follows[at - 1] == '+' ? "l1 d1 a1 m1 z" : same);
		buf_release(&roll);
		cast_teardown(state);
	}
}

/* The branch's own meeting has all its groups on the roll, and follows all of them. */
static void the_branchs_own(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = MAKE(cast->store, ENTITY_MEETING, NUMBER(MEETING_BRANCH, cast->branch),
		NUMBER(MEETING_KINDS, 1 << MEETING_THEME_DAY), DAY(MEETING_DATE, 20260924));
	struct buf roll = BUF_INIT;

	assert_int_equal(ACT(cast->store, cast_person(cast, 's'), "open", meeting), ERROR_NONE);
	put_in(cast, meeting);
	cast_roll(cast, meeting, &roll);
	assert_string_equal(buf_cstr(&roll), "l d a m z");
	lend(cast, meeting);
	cast_roll(cast, meeting, &roll);
	assert_string_equal(buf_cstr(&roll), "l d m z");
	other_group(cast, meeting);
	cast_roll(cast, meeting, &roll);
	assert_string_equal(buf_cstr(&roll), "l d z");
	buf_release(&roll);
}

/* One who moved is counted in the group he was in, called or not. */
static void the_row_tells_the_group(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_PLANNED);
	struct buf body = BUF_INIT;
	struct view view = {.entity = &meeting_entity}, row;

	CHANGE(cast->store, ENTITY_MEETING, meeting, IDS(MEETING_GROUPS, cast->group, cast->other));
	assert_int_equal(ACT(cast->store, 0, "open", meeting), ERROR_NONE);
	cast_mark(cast, meeting, cast_person(cast, 'm'), MARK_LATE);
	other_group(cast, meeting);
	fixture_body(cast->store, ENTITY_MEETING, meeting, false, &body);
	view.body = buf_as_text(&body);
	assert_true(view_row(&view, MEETING_ATTENDANCE, cast_person(cast, 'm'), &row));
	assert_int_equal(view_number(&row, ATTENDANCE_GROUP), cast->other);
	assert_int_equal(view_number(&row, ATTENDANCE_MARK), MARK_LATE);
	buf_release(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_change),
		cmocka_unit_test(locked_rolls_stay), ON_CAST(the_branchs_own),
		ON_CAST(the_row_tells_the_group)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
