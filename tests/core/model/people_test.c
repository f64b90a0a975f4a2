/* Moving people between groups, naming who leads, and the recycle bin. */
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

/* --- dated rows as text: "1 2026-01-01..2026-09-23; 2 2026-09-24.." --- */

struct telling {
	const struct cast *cast;
	uint64_t key;
	struct buf *out;
};

static void tell_days(const struct view *view, uint16_t from, uint16_t to, struct buf *out)
{
	buf_byte(out, ' ');
	date_format(view_number(view, from), out);
	buf_text(out, TEXT(".."));
	if (view_has(view, to))
		date_format(view_number(view, to), out);
}

static bool tell_membership(const struct view *view, void *arg)
{
	struct telling *telling = arg;

	if (telling->out->len)
		buf_text(telling->out, TEXT("; "));
	buf_byte(telling->out,
		(uint64_t)view_number(view, MEMBERSHIP_GROUP) == telling->cast->group ? '1' : '2');
	tell_days(view, MEMBERSHIP_FROM, MEMBERSHIP_TO, telling->out);
	return true;
}

static void tell_memberships(struct world *world, void *arg)
{
	struct value key = value_number((int64_t)((struct telling *)arg)->key);

	world->walk(world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, &key, 1, tell_membership, arg, NULL);
}

static bool tell_term(const struct view *view, void *arg)
{
	struct telling *telling = arg;
	uint64_t person = (uint64_t)view_number(view, TERM_PERSON);

	if (telling->out->len)
		buf_text(telling->out, TEXT("; "));
	for (const char *letter = CAST; *letter; letter++)
		if (cast_person(telling->cast, *letter) == person)
			buf_byte(telling->out, *letter);
	buf_printf(telling->out, "%d", (int)view_number(view, TERM_KIND));
	tell_days(view, TERM_FROM, TERM_TO, telling->out);
	return true;
}

static void tell_terms(struct world *world, void *arg)
{
	struct value key = value_number((int64_t)((struct telling *)arg)->key);

	world->walk(world, ENTITY_TERM, TERM_BY_GROUP, &key, 1, tell_term, arg, NULL);
}

static void check(const struct cast *cast, fixture_look *look, uint64_t key, const char *expected)
{
	struct buf out = BUF_INIT;
	struct telling telling = {cast, key, &out};

	fixture_read(cast->store, 0, look, &telling);
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
}

/* --- moving --- */

/* Into the second group; everybody is in the first since 1 January, z in none. */
static const struct {
	const char *what;
	char who;
	int from;
	enum error_kind kind;
	const char *memberships;
} movings[] = {
	{"today", 'm', 0, ERROR_NONE, "1 2026-01-01..2026-09-23; 2 2026-09-24.."},
	{"on a day gone by", 'm', 20260316, ERROR_NONE, "1 2026-01-01..2026-03-15; 2 2026-03-16.."},
	{"on a day to come", 'm', 20261001, ERROR_NONE, "1 2026-01-01..2026-09-30; 2 2026-10-01.."},
	{"from the very day he came: he never was there", 'm', 20260101, ERROR_NONE, "2 2026-01-01.."},
	{"from before he came: the days overlap", 'm', 20251201, ERROR_INPUT, "1 2026-01-01.."},
	{"for the first time", 'z', 20260316, ERROR_NONE, "2 2026-03-16.."},
	{"where he is already", 'n', 20260316, ERROR_NONE, "2 2026-01-01.."},
};

static void people_are_moved(void **state)
{
	for (size_t i = 0; i < COUNT(movings); i++) {
		const struct cast *cast;
		enum error_kind kind;

		cast_setup(state);
		cast = *state;
		kind = ACT_WITH(cast->store, 0, "move_members", cast->other,
			IDS(MOVE_PEOPLE, cast_person(cast, movings[i].who)), DAY(MOVE_FROM, movings[i].from));
		print_message("%s: %s\n", movings[i].what, act_words);
		assert_int_equal(kind, movings[i].kind);
		check(cast, tell_memberships, cast_person(cast, movings[i].who), movings[i].memberships);
		assert_int_equal(fixture_faults(cast->store), 0);
		cast_teardown(state);
	}
}

/* Several are one change; when one cannot be moved, none is. */
static void all_or_none(void **state)
{
	const struct cast *cast = *state;
	uint64_t m = cast_person(cast, 'm'), a = cast_person(cast, 'a');

	MAKE(cast->store, ENTITY_MEMBERSHIP, NUMBER(MEMBERSHIP_PERSON, cast_person(cast, 'z')),
		NUMBER(MEMBERSHIP_GROUP, cast->group), DAY(MEMBERSHIP_FROM, 20261001));
	assert_int_equal(ACT_WITH(cast->store, 0, "move_members", cast->other,
				 IDS(MOVE_PEOPLE, m, cast_person(cast, 'z')), DAY(MOVE_FROM, 20260901)),
		ERROR_INPUT);
	check(cast, tell_memberships, m, "1 2026-01-01..");
	assert_int_equal(ACT_WITH(cast->store, 0, "move_members", cast->other, IDS(MOVE_PEOPLE, m, a),
				 DAY(MOVE_FROM, 20260901)),
		ERROR_NONE);
	assert_string_equal(act_words, "2 people are in this group from 2026-09-01 on");
	check(cast, tell_memberships, m, "1 2026-01-01..2026-08-31; 2 2026-09-01..");
	check(cast, tell_memberships, a, "1 2026-01-01..2026-08-31; 2 2026-09-01..");
}

/* --- naming --- */

/* l leads since 1 January, d is deputy, a is acting: m (by default) is named. */
static const struct {
	const char *what;
	enum term_kind kind;
	int from;
	enum error_kind error;
	const char *terms;
} namings[] = {
	{"leader from today", 0, 0, ERROR_NONE,
		"l1 2026-01-01..2026-09-23; d2 2026-01-01..; a3 2026-01-01..; m1 2026-09-24.."},
	{"from a day gone by", TERM_LEADER, 20260316, ERROR_NONE,
		"l1 2026-01-01..2026-03-15; d2 2026-01-01..; a3 2026-01-01..; m1 2026-03-16.."},
	{"from the same day: the other never was", TERM_LEADER, 20260101, ERROR_NONE,
		"d2 2026-01-01..; a3 2026-01-01..; m1 2026-01-01.."},
	{"from before: until the other came", TERM_LEADER, 20251201, ERROR_NONE,
		"m1 2025-12-01..2025-12-31; l1 2026-01-01..; d2 2026-01-01..; a3 2026-01-01.."},
	{"deputy", TERM_DEPUTY, 20260316, ERROR_NONE,
		"l1 2026-01-01..; d2 2026-01-01..2026-03-15; a3 2026-01-01..; m2 2026-03-16.."},
	{"no secretary of a group", TERM_SECRETARY, 0, ERROR_INPUT,
		"l1 2026-01-01..; d2 2026-01-01..; a3 2026-01-01.."},
};

static void leaders_are_named(void **state)
{
	for (size_t i = 0; i < COUNT(namings); i++) {
		const struct cast *cast;
		struct value kind = namings[i].kind ? value_number(namings[i].kind) : EMPTY_VALUE;

		cast_setup(state);
		cast = *state;
		print_message("%s\n", namings[i].what);
		assert_int_equal(ACT_WITH(cast->store, cast_person(cast, 's'), "set_leader", cast->group,
					 NUMBER(LEADER_PERSON, cast_person(cast, 'm')),
					 DAY(LEADER_FROM, namings[i].from), {LEADER_KIND, kind}),
			namings[i].error);
		check(cast, tell_terms, cast->group, namings[i].terms);
		assert_int_equal(fixture_faults(cast->store), 0);
		cast_teardown(state);
	}
}

/* Who holds the office is not named again. */
static void already_named(void **state)
{
	const struct cast *cast = *state;

	assert_int_equal(ACT_WITH(cast->store, 0, "set_leader", cast->group,
				 NUMBER(LEADER_PERSON, cast_person(cast, 'l'))),
		ERROR_NONE);
	check(cast, tell_terms, cast->group, "l1 2026-01-01..; d2 2026-01-01..; a3 2026-01-01..");
}

/* --- two in one office --- */

/* m's term beside l's, d's and a's, which all began on 1 January: what he is warned of, and who ends when. */
static const struct {
	const char *what;
	enum term_kind kind;
	int from, to;
	const char *warning; /* NULL: none */
	enum error_kind error;
	const char *terms;
} besides[] = {
	{"a second leader", TERM_LEADER, 20260316, 0, "l holds the same office from 2026-01-01 on",
		ERROR_NONE, "l1 2026-01-01..2026-03-15; d2 2026-01-01..; a3 2026-01-01..; m1 2026-03-16.."},
	{"one who was it before", TERM_LEADER, 20251201, 0, "l holds the same office from 2026-01-01 on",
		ERROR_NONE, "m1 2025-12-01..2025-12-31; l1 2026-01-01..; d2 2026-01-01..; a3 2026-01-01.."},
	{"and had ended", TERM_LEADER, 20251201, 20251231, NULL, ERROR_STATE,
		"m1 2025-12-01..2025-12-31; l1 2026-01-01..; d2 2026-01-01..; a3 2026-01-01.."},
	{"from the same day", TERM_LEADER, 20260101, 0, "l holds the same office from 2026-01-01 on",
		ERROR_STATE, "l1 2026-01-01..; d2 2026-01-01..; a3 2026-01-01..; m1 2026-01-01.."},
	{"a second acting one", TERM_ACTING, 20260316, 0, "a holds the same office from 2026-01-01 on",
		ERROR_NONE, "l1 2026-01-01..; d2 2026-01-01..; a3 2026-01-01..2026-03-15; m3 2026-03-16.."},
	{"deputies may be several", TERM_DEPUTY, 20260316, 0, NULL, ERROR_STATE,
		"l1 2026-01-01..; d2 2026-01-01..; a3 2026-01-01..; m2 2026-03-16.."},
};

struct warned {
	uint64_t term;
	struct buf words;
};

static void look_at_warning(struct world *world, void *arg)
{
	struct warned *warned = arg;
	struct problems problems = PROBLEMS_INIT;
	struct view view;

	assert_true(world->get(world, ENTITY_TERM, warned->term, &view, NULL));
	view_check(&view, world, &problems);
	for (size_t i = 0; i < problems.count; i++)
		message_show(&problems.items[i].message, LANGUAGE_EN, NULL, &warned->words);
	problems_release(&problems);
}

static void two_in_one_office(void **state)
{
	for (size_t i = 0; i < COUNT(besides); i++) {
		struct warned warned = {0, BUF_INIT};
		const struct cast *cast;

		cast_setup(state);
		cast = *state;
		print_message("%s\n", besides[i].what);
		warned.term = fixture_term(cast->store, besides[i].kind, cast_person(cast, 'm'), cast->group,
			besides[i].from, besides[i].to);
		fixture_read(cast->store, 0, look_at_warning, &warned);
		assert_string_equal(buf_cstr(&warned.words), besides[i].warning ? besides[i].warning : "");
		assert_int_equal(ACT(cast->store, cast_person(cast, 's'), "end_other_term", warned.term),
			besides[i].error);
		check(cast, tell_terms, cast->group, besides[i].terms);
		buf_release(&warned.words);
		assert_int_equal(fixture_faults(cast->store), 0);
		cast_teardown(state);
	}
}

/* --- the recycle bin --- */

/* What speaks of whom: `with` makes something that does. */
static void nothing(const struct cast *cast, uint64_t id)
{
	(void)cast;
	(void)id;
}

static void a_spell(const struct cast *cast, uint64_t id)
{
	MAKE(cast->store, ENTITY_SPELL, NUMBER(SPELL_PERSON, id), NUMBER(SPELL_KIND, SPELL_TRAVEL),
		DAY(SPELL_FROM, 20260301));
}

static void a_chair(const struct cast *cast, uint64_t id)
{
	CHANGE(cast->store, ENTITY_MEETING, cast_meeting(cast, 20260924, STATE_PLANNED),
		NUMBER(MEETING_CHAIR, id));
}

static void a_row(const struct cast *cast, uint64_t id)
{
	cast_mark(cast, cast_meeting(cast, 20260924, STATE_OPEN), id, MARK_PRESENT);
}

static bool speak(struct writer *writer, void *arg, struct error *err)
{
	const uint64_t *ids = arg;
	struct record row;
	uint64_t key = 0;
	bool good;

	record_init(&row, &minutes_rows);
	record_number(&row, MINUTES_SPEAKER, (int64_t)ids[1]);
	good = writer_row(writer, ENTITY_MEETING, ids[0], MEETING_MINUTES, &key, &row, err);
	record_release(&row);
	return good;
}

/* Minutes are kept beside the record. */
static void a_speaker(const struct cast *cast, uint64_t id)
{
	struct change_head head = {.uid = 1000, .action = "apply"};
	uint64_t ids[] = {cast_meeting(cast, 20260924, STATE_OPEN), id};

	assert_true(store_change(cast->store, &head, speak, ids, NULL, NULL));
}

static void an_owner(const struct cast *cast, uint64_t id)
{
	CHANGE(cast->store, ENTITY_TASK, cast_task(cast, TASK_OPEN), IDS(TASK_OWNERS, id));
}

static void a_covering_group(const struct cast *cast, uint64_t id)
{
	CHANGE(cast->store, ENTITY_GROUP, cast->group, IDS(GROUP_TEAMS, id));
}

static void a_talk(const struct cast *cast, uint64_t id)
{
	MAKE(cast->store, ENTITY_TALK, NUMBER(TALK_KIND, TALK_HEART), DAY(TALK_DATE, 20260901),
		NUMBER(TALK_GROUP, cast->group), NUMBER(TALK_WITH, id));
}

static void removed_again(const struct cast *cast, uint64_t id)
{
	uint64_t spell = MAKE(cast->store, ENTITY_SPELL, NUMBER(SPELL_PERSON, id),
		NUMBER(SPELL_KIND, SPELL_TRAVEL), DAY(SPELL_FROM, 20260301));

	CHANGE(cast->store, ENTITY_SPELL, spell, NUMBER(TAG_REMOVED, 1));
}

static const struct {
	const char *operation;
	void (*with)(const struct cast *cast, uint64_t id);
	const char *refusal; /* NULL: it goes */
} removals[] = {
	{"remove_person", nothing, NULL},
	{"remove_person", removed_again, NULL},
	{"remove_person", a_spell, NULL},
	{"remove_person", a_chair, "1 records of meeting speak of it: give it an end date instead"},
	{"remove_person", a_row, "1 records of meeting speak of it: give it an end date instead"},
	{"remove_person", a_speaker, "1 records of meeting speak of it: give it an end date instead"},
	{"remove_person", an_owner, "1 records of task speak of it: give it an end date instead"},
	{"remove_person", a_talk, "1 records of talk speak of it: give it an end date instead"},
	{"remove_team", nothing, NULL},
	{"remove_team", a_covering_group, "1 records of group speak of it: give it an end date instead"},
	{"remove_group", nothing, NULL},
	{"remove_branch", nothing, "1 records of group speak of it: give it an end date instead"},
};

static uint64_t to_remove(const struct cast *cast, unsigned entity)
{
	const uint64_t there[] = {[ENTITY_BRANCH] = cast->branch, [ENTITY_GROUP] = cast->other};

	if (entity == ENTITY_PERSON)
		return fixture_member(cast->store, 0, "gone");
	if (entity == ENTITY_TEAM)
		return MAKE(cast->store, ENTITY_TEAM, WORDS(TEAM_NAME, "团队"));
	return there[entity];
}

static void what_others_speak_of_stays(void **state)
{
	for (size_t i = 0; i < COUNT(removals); i++) {
		unsigned entity = operation_named(text_of(removals[i].operation))->entity;
		const struct cast *cast;
		enum error_kind kind;
		uint64_t id;

		cast_setup(state);
		cast = *state;
		id = to_remove(cast, entity);
		removals[i].with(cast, id);
		kind = ACT(cast->store, 0, removals[i].operation, id);
		print_message("%s: %s\n", removals[i].operation, act_words);
		assert_int_equal(kind, removals[i].refusal ? ERROR_STATE : ERROR_NONE);
		assert_string_equal(act_words, removals[i].refusal ? removals[i].refusal : "");
		assert_int_equal(fixture_number(cast->store, entity, id, TAG_REMOVED), !removals[i].refusal);
		cast_teardown(state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(people_are_moved), ON_CAST(all_or_none),
		cmocka_unit_test(leaders_are_named), cmocka_unit_test(two_in_one_office),
		ON_CAST(already_named), cmocka_unit_test(what_others_speak_of_stays)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
