/* The computed sources: what each lists, and to whom. (今日 has a test of its own.) */
#include "core/model/sources.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void check(const struct cast *cast, char who, const char *source, const struct source_query *query,
	const uint16_t *tags, const char *lines)
{
	struct buf out = BUF_INIT;

	fixture_list(cast->store, cast_person(cast, who), source, query, tags, &out);
	if (strcmp(buf_cstr(&out), lines) != 0)
		print_error("%s for %c\n", source, who);
	assert_string_equal(buf_cstr(&out), lines);
	buf_release(&out);
}
#define TAGS(...) ((const uint16_t[]){__VA_ARGS__, 0})

/* --- the twelve months --- */

static void make_system(const struct cast *cast, const char *code, int kind, int every)
{
	MAKE(cast->store, ENTITY_SYSTEM, WORDS(SYSTEM_CODE, code), WORDS(SYSTEM_NAME, code),
		NUMBER(SYSTEM_KIND, kind), NUMBER(SYSTEM_EVERY, every), WORDS(SYSTEM_RULE, "制度"));
}

static void strip(void **state)
{
	const struct cast *cast = *state;
	struct source_query meetings = {.kind = MEETING_GROUP}, one = meetings, before = meetings,
			    lectures = {.kind = MEETING_LECTURE};

	make_system(cast, "rare", MEETING_GROUP, EVERY_QUARTER);
	make_system(cast, "often", MEETING_GROUP, EVERY_MONTH);
	cast_meeting(cast, 20260310, STATE_ARCHIVED);
	one.subject = cast->other;
	before.from = before.to = day_of(20250601);
	/* Of two rules the one that asks more often. */
	check(cast, 'o', "strip", &meetings, TAGS(STRIP_NAME, STRIP_MONTHS, STRIP_HELD, STRIP_DUE),
		"一组 XXoXXXXX?... 1 9\n二组 XXXXXXXX?... 0 9\n");
	check(cast, 'o', "strip", &one, TAGS(STRIP_NAME), "二组\n");
	check(cast, 'o', "strip", &before, TAGS(STRIP_MONTHS, STRIP_DUE), "------------ 0\n------------ 0\n");
	/* No rule asks for lectures: nothing is missed. */
	check(cast, 'o', "strip", &lectures, TAGS(STRIP_MONTHS, STRIP_DUE),
		"         ... 0\n         ... 0\n");
}

/* --- cards --- */

/* The first group's card: what is remarked, the gravest first. */
static void nobody_in(const struct cast *cast)
{
	for (const char *letter = "ldam"; *letter; letter++)
		CHANGE(cast->store, ENTITY_PERSON, cast_person(cast, *letter), DAY(PERSON_LEFT, 20260901));
}

static void two_in(const struct cast *cast)
{
	for (const char *letter = "am"; *letter; letter++)
		CHANGE(cast->store, ENTITY_PERSON, cast_person(cast, *letter), DAY(PERSON_LEFT, 20260901));
}

static void all_probationary(const struct cast *cast)
{
	for (const char *letter = "ldam"; *letter; letter++)
		CHANGE(cast->store, ENTITY_PERSON, cast_person(cast, *letter), DAY(PERSON_FULL_SINCE, 0));
}

static void leader_probationary(const struct cast *cast)
{
	CHANGE(cast->store, ENTITY_PERSON, cast_person(cast, 'l'), DAY(PERSON_FULL_SINCE, 0));
}

static void letter_ended(const struct cast *cast)
{
	CHANGE(cast->store, ENTITY_GROUP, cast->group, DAY(GROUP_LETTER_UNTIL, 20260923));
}

static void letter_ends(const struct cast *cast)
{
	CHANGE(cast->store, ENTITY_GROUP, cast->group, DAY(GROUP_LETTER_UNTIL, 20261024));
}

static void letter_holds(const struct cast *cast)
{
	CHANGE(cast->store, ENTITY_GROUP, cast->group, DAY(GROUP_LETTER_UNTIL, 20261025));
}

static const struct {
	void (*make)(const struct cast *cast);
	const char *members, *remark;
	bool urgent;
} cards[] = {
	{nobody_in, "0", "nobody is in it", true},
	{two_in, "2", "only 2 members", true},
	{all_probationary, "4", "no full member", true},
	{leader_probationary, "4", "leader on probation", true},
	{letter_ended, "4", "letter has ended", false},
	{letter_ends, "4", "letter ends in 30 days", false},
	{letter_holds, "4", NULL, false},
};

static void group_cards(void **state)
{
	for (size_t i = 0; i < COUNT(cards); i++) {
		struct source_query query = {0};
		const struct cast *cast;
		struct buf expected = BUF_INIT;

		cast_setup(state);
		cast = *state;
		query.subject = cast->group;
		cards[i].make(cast);
		buf_printf(&expected, "一组 %s %s %s\n", cards[i].members,
			cards[i].remark ? cards[i].remark : "-", cards[i].urgent ? "yes" : "-");
		check(cast, 'o', "groups", &query, TAGS(CARD_NAME, CARD_MEMBERS, CARD_REMARK, CARD_URGENT),
			buf_cstr(&expected));
		buf_release(&expected);
		cast_teardown(state);
	}
}

/* --- members --- */

static void members(void **state)
{
	static const uint16_t tags[] = {MEMBER_NAME, MEMBER_OFFICE, MEMBER_STANDING, MEMBER_PRESENT,
		MEMBER_DUE, MEMBER_MAKEUP, MEMBER_STATUS, 0};
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260910, STATE_ARCHIVED), m = cast_person(cast, 'm');
	struct source_query query = {.subject = cast->group}, before = query;

	cast_meeting(cast, 20260924, STATE_OPEN);
	cast_mark(cast, meeting, m, MARK_LEAVE);
	MAKE(cast->store, ENTITY_TASK, NUMBER(TASK_KIND, TASK_MAKEUP), WORDS(TASK_TITLE, "补学"),
		IDS(TASK_OWNERS, m));
	MAKE(cast->store, ENTITY_SPELL, NUMBER(SPELL_PERSON, m), NUMBER(SPELL_KIND, SPELL_TRAVEL),
		DAY(SPELL_FROM, 20260920));
	check(cast, 'd', "members", &query, tags,
		"l leader 15 1 1 - -\nd deputy 15 1 1 - -\na acting 15 1 1 - -\nm - 15 0 1 1 travelling\n");
	/* To others only who is in it. */
	check(cast, 'n', "members", &query, tags,
		"l leader 15 - - - -\nd deputy 15 - - - -\na acting 15 - - - -\nm - 15 - - - -\n");
	before.to = day_of(20251231);
	check(cast, 'o', "members", &before, tags, "");
}

/* --- gaps --- */

static void coverage(void **state)
{
	static const uint16_t tags[] = {COVERAGE_KIND, COVERAGE_TITLE, 0};
	const struct cast *cast = *state;
	struct source_query query = {0};
	uint64_t by_group = MAKE(cast->store, ENTITY_TEAM, WORDS(TEAM_NAME, "甲团队")),
		 by_member = MAKE(cast->store, ENTITY_TEAM, WORDS(TEAM_NAME, "乙团队")),
		 none = MAKE(cast->store, ENTITY_TEAM, WORDS(TEAM_NAME, "丙团队"));

	CHANGE(cast->store, ENTITY_GROUP, cast->group, IDS(GROUP_TEAMS, by_group));
	CHANGE(cast->store, ENTITY_PERSON, cast_person(cast, 'm'), NUMBER(PERSON_TEAM, by_member));
	CHANGE(cast->store, ENTITY_PERSON, cast_person(cast, 'z'), NUMBER(PERSON_TEAM, none));
	check(cast, 'o', "coverage", &query, tags,
		"team without group 丙团队\nmember without group s\nmember without group x\n"
		"member without group z\n");
	/* Neither who is no member of the Party nor who has left is a gap. */
	CHANGE(cast->store, ENTITY_PERSON, cast_person(cast, 's'), DAY(PERSON_JOINED, 0),
		DAY(PERSON_FULL_SINCE, 0));
	CHANGE(cast->store, ENTITY_PERSON, cast_person(cast, 'x'), DAY(PERSON_LEFT, 20260901));
	check(cast, 'o', "coverage", &query, tags, "team without group 丙团队\nmember without group z\n");
}

/* --- search --- */

static bool speak(struct writer *writer, void *arg, struct error *err)
{
	struct record row;
	uint64_t key = 0;
	bool good;

	record_init(&row, &minutes_rows);
	record_text(&row, MINUTES_TEXT, TEXT("送达不到位"));
	good = writer_row(writer, ENTITY_MEETING, *(uint64_t *)arg, MEETING_MINUTES, &key, &row, err);
	record_release(&row);
	return good;
}

/* `who` see what is found, the others find nothing. */
static const struct {
	const char *typed, *found, *who;
} searches[] = {
	{"送达不到", "会议 送达不到位 minutes: 一组 2026-09-24 党小组会", "oldamsrc"},
	{"sdbdw", "会议 送达不到位 minutes: 一组 2026-09-24 党小组会", "oldamsrc"},
	{"专题", "会议 专题学习 -", "oldamsrc"},
	{"zhuanti", "会议 专题学习 -", "oldamsrc"},
	{"体会", "任务 学习体会 -", "oldamsw"},
	{"无此", "", ""},
	{"  ", "", ""},
};

static void search(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_OPEN);
	struct change_head head = {.uid = 1000, .action = "apply"};

	CHANGE(cast->store, ENTITY_MEETING, meeting, WORDS(MEETING_TOPIC, "专题学习"));
	assert_true(store_change(cast->store, &head, speak, &meeting, NULL, NULL));
	cast_task(cast, TASK_OPEN);
	for (size_t i = 0; i < COUNT(searches); i++) {
		struct source_query query = {.typed = text_of(searches[i].typed)};

		for (const char *letter = CAST; *letter; letter++) {
			bool finds = strchr(searches[i].who, *letter);
			struct buf line = BUF_INIT;

			buf_printf(&line, finds ? "%s\n" : "%s", finds ? searches[i].found : "");
			check(cast, *letter, "search", &query, TAGS(SEARCH_KIND, SEARCH_TITLE, SEARCH_WHERE),
				buf_cstr(&line));
			buf_release(&line);
		}
	}
}

/* --- history and log --- */

static void history(void **state)
{
	static const uint16_t tags[] = {HISTORY_ACTION, HISTORY_FIELD, HISTORY_OLD, HISTORY_NEW, 0};
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_PLANNED);
	struct source_query query = {.kind = ENTITY_MEETING, .subject = meeting};
	struct record_slot topic = WORDS(MEETING_TOPIC, "学习");
	struct buf out = BUF_INIT;

	assert_int_equal(write_as(cast->store, cast_person(cast, 'r'), ENTITY_MEETING, &meeting, &topic, 1),
		ERROR_NONE);
	fixture_list(cast->store, cast_person(cast, 'm'), "history", &query, tags, &out);
	assert_int_equal(strncmp(buf_cstr(&out), "apply topic - 学习\n", strlen("apply topic - 学习\n")), 0);
	buf_release(&out);
	check(cast, 'n', "history", &query, tags, "");
	query.subject = 999;
	check(cast, 'o', "history", &query, tags, "");
}

static void list_audit(struct world *world, void *arg)
{
	struct source_query query = {0};
	struct error err = ERROR_INIT;
	bool good = source_each(source_named(world->schema, TEXT("audit")), world, &query, arg, NULL, &err);

	assert_int_equal(good, !world->person);
	assert_int_equal(err.kind, world->person ? ERROR_DENIED : ERROR_NONE);
}

static bool any_row(const struct view *row, void *arg)
{
	(void)arg;
	assert_int_equal(row->revision, 1);
	return true;
}

static void the_log_is_the_offices(void **state)
{
	const struct cast *cast = *state;

	for (const char *letter = CAST; *letter; letter++)
		fixture_read(cast->store, cast_person(cast, *letter), list_audit, (void *)any_row);
}

/* --- lists in records --- */

static void rows_of_records(void **state)
{
	static const uint16_t tags[] = {ATTENDANCE_PERSON, ATTENDANCE_MARK, ROW_OWNER, 0};
	const struct cast *cast = *state;
	struct source_query query = {0};
	uint64_t first = cast_meeting(cast, 20260910, STATE_ARCHIVED);
	struct buf expected = BUF_INIT;

	for (const char *letter = "ldam"; *letter; letter++)
		buf_printf(&expected, "#%d present #%d\n", (int)cast_person(cast, *letter), (int)first);
	check(cast, 'o', "meeting.attendance", &query, tags, buf_cstr(&expected));
	check(cast, 'o', "会议.点名", &query, tags, buf_cstr(&expected));
	assert_null(source_named(&court_schema, TEXT("meeting.nothing")));
	assert_null(source_named(&court_schema, TEXT("meeting.topic")));
	buf_release(&expected);
}

/* --- all of them --- */

struct stopping {
	unsigned seen;
};

static bool stop(const struct view *row, void *arg)
{
	(void)row;
	((struct stopping *)arg)->seen++;
	return false;
}

static void run_one(
	const struct source *source, const struct cast *cast, struct world *world, const struct entity *shape)
{
	struct source_query query = {.subject = cast->group, .kind = ENTITY_GROUP, .typed = TEXT("l")};
	struct stopping stopping = {0};
	struct error err = ERROR_INIT;

	assert_ptr_equal(source->shape, shape);
	assert_ptr_equal(source_named(world->schema, text_of(source->label)), source);
	source_each(source, world, &query, stop, &stopping, &err);
	if (stopping.seen > 1)
		print_error("%s goes on\n", source->name);
	assert_true(stopping.seen <= 1);
}

static void run_all(struct world *world, void *arg)
{
	const struct entity *shape;
	size_t count = 0;

	for (size_t i = 0; (shape = source_shape_at(world->schema, i)); i++) {
		const struct source *source = source_named(world->schema, text_of(shape->name));

		/* Those of scoring are not the model's. */
		if (source)
			run_one(source, arg, world, shape);
		count += source != NULL;
	}
	assert_true(count > 30);
}

/* Every source is found by both its names, and ends when no more is wanted. */
static void every_source_ends(void **state)
{
	const struct cast *cast = *state;

	cast_meeting(cast, 20260920, STATE_SUBMITTED);
	cast_meeting(cast, 20260919, STATE_SUBMITTED);
	cast_task(cast, TASK_OPEN);
	make_system(cast, "often", MEETING_GROUP, EVERY_MONTH);
	for (const char *letter = "oln"; *letter; letter++)
		fixture_read(cast->store, cast_person(cast, *letter), run_all, *state);
}

/* A short day typed into them is the last such one. */
static void what_is_done_has_been(void **state)
{
	size_t count = 0;

	(void)state;
	for (const struct entity *const *entity = court_entities; *entity; entity++)
		for (const struct field *field = (*entity)->fields; field->tag; field++) {
			bool done = !strcmp(field->name, "done") || !strcmp(field->name, "answered");

			if (field->type != &type_date || !done || field->flags & SYSTEM)
				continue;
			if (!(field->flags & PAST))
				print_error("%s.%s\n", (*entity)->name, field->name);
			assert_true(field->flags & PAST);
			count++;
		}
	assert_int_equal(count, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(strip), cmocka_unit_test(group_cards), ON_CAST(members),
		ON_CAST(coverage), ON_CAST(search), ON_CAST(history), ON_CAST(the_log_is_the_offices),
		ON_CAST(rows_of_records), ON_CAST(every_source_ends),
		cmocka_unit_test(what_is_done_has_been)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
