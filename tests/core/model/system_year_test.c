/* What the systems ask for besides meetings, and what was done of it; hours of training. */
#include "core/model/duty.h"
#include "core/model/emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

static const uint16_t year_tags[] = {
	SYSTEM_YEAR_MONTHS, SYSTEM_YEAR_HELD, SYSTEM_YEAR_DUE, SYSTEM_YEAR_LATEST, SYSTEM_YEAR_PEOPLE, 0};

static void check(const struct cast *cast, char who, const char *source, const struct source_query *query,
	const uint16_t *tags, const char *lines)
{
	struct buf out = BUF_INIT;

	fixture_list(cast->store, cast_person(cast, who), source, query, tags, &out);
	assert_string_equal(buf_cstr(&out), lines);
	buf_release(&out);
}

static uint64_t ask_for(
	const struct cast *cast, enum system_record record, enum system_every every, int times)
{
	const char code[] = {(char)('a' + record), '\0'};

	return MAKE(cast->store, ENTITY_SYSTEM, WORDS(SYSTEM_CODE, code), WORDS(SYSTEM_NAME, "制度"),
		NUMBER(SYSTEM_RECORD, record), NUMBER(SYSTEM_EVERY, every), NUMBER(SYSTEM_TIMES, times),
		WORDS(SYSTEM_RULE, "某制度 第一条"));
}

static void contact(const struct cast *cast, uint64_t group, int day)
{
	MAKE(cast->store, ENTITY_CONTACT, NUMBER(CONTACT_GROUP, group), DAY(CONTACT_DATE, day),
		WORDS(CONTACT_WHOM, "社区"));
}

static void report(const struct cast *cast, enum report_kind kind, int day, int due)
{
	MAKE(cast->store, ENTITY_REPORT, NUMBER(REPORT_GROUP, cast->group), NUMBER(REPORT_KIND, kind),
		DAY(REPORT_DATE, day), DAY(REPORT_DUE, due), WORDS(REPORT_TITLE, "汇报"));
}

static void talk(const struct cast *cast, enum talk_kind kind, char with, int day)
{
	MAKE(cast->store, ENTITY_TALK, NUMBER(TALK_KIND, kind), NUMBER(TALK_GROUP, cast->group),
		NUMBER(TALK_WITH, cast_person(cast, with)), DAY(TALK_DATE, day));
}

static void contacts_by_the_quarter(void **state)
{
	const struct cast *cast = *state;
	struct source_query query = {.subject = cast->group};
	uint64_t system = ask_for(cast, RECORD_CONTACT, EVERY_QUARTER, 1);

	contact(cast, cast->group, 20260220);
	contact(cast, cast->other, 20260420);
	check(cast, 'l', "system_year", &query, year_tags, " o   X  ?... 1 3 2026-02-20 -\n");
	/* One in the first month of the quarter is enough for it; what is dated ahead has not happened. */
	contact(cast, cast->group, 20260702);
	contact(cast, cast->group, 20261005);
	check(cast, 'l', "system_year", &query, year_tags, " o   Xo  ... 2 3 2026-07-02 -\n");
	/* Two are asked for: one is not enough. */
	CHANGE(cast->store, ENTITY_SYSTEM, system, NUMBER(SYSTEM_TIMES, 2));
	check(cast, 'l', "system_year", &query, year_tags, " oX  Xo ?... 0 3 2026-07-02 -\n");
	/* The last month shows what is owed, even when something was done in it. */
	contact(cast, cast->group, 20260630);
	check(cast, 'l', "system_year", &query, year_tags, " oX  Xo ?... 0 3 2026-07-02 -\n");
	contact(cast, cast->group, 20260601);
	check(cast, 'l', "system_year", &query, year_tags, " oX  oo ?... 1 3 2026-07-02 -\n");
}

static void reports_of_their_kind(void **state)
{
	const struct cast *cast = *state;
	struct source_query query = {.subject = cast->group};

	ask_for(cast, RECORD_REPORT, EVERY_MONTH, 1);
	report(cast, REPORT_MONTH, 20260130, 20260131);
	report(cast, REPORT_MONTH, 20260228, 20260225);
	report(cast, REPORT_QUARTER, 20260331, 20260331);
	check(cast, 'l', "system_year", &query, year_tags, "oLXXXXXX?... 2 9 2026-02-28 -\n");
}

static void everybody_is_talked_with(void **state)
{
	const struct cast *cast = *state;
	struct source_query query = {.subject = cast->group}, members = query;
	uint64_t system = ask_for(cast, RECORD_TALK, EVERY_YEAR, 1);
	static const uint16_t tags[] = {MEMBER_NAME, MEMBER_TALKED, 0};

	talk(cast, TALK_HEART, 'm', 20260310);
	talk(cast, TALK_HEART, 'm', 20260911);
	talk(cast, TALK_CORRECTIVE, 'd', 20260312);
	talk(cast, TALK_HEART, 'n', 20260401); /* of another group */
	check(cast, 'l', "system_year", &query, year_tags, "  oo    o... 1 4 2026-09-11 yes\n");
	check(cast, 'l', "members", &members, tags, "l no\nd no\na no\nm yes\n");
	/* In half-years the first was missed, and the second is not over. */
	CHANGE(cast->store, ENTITY_SYSTEM, system, NUMBER(SYSTEM_EVERY, EVERY_HALF));
	talk(cast, TALK_HEART, 'l', 20260630);
	check(cast, 'l', "system_year", &query, year_tags, "  oo X  o... 1 4 2026-09-11 yes\n");
	check(cast, 'l', "members", &members, tags, "l no\nd no\na no\nm yes\n");
	for (const char *who = "lda"; *who; who++)
		talk(cast, TALK_HEART, *who, 20260702);
	check(cast, 'l', "system_year", &query, year_tags, "  oo Xo o... 4 4 2026-09-11 yes\n");
}

/* What a group did besides meeting is for those who may see its records; its meetings' months are for all. */
static void who_sees_it(void **state)
{
	static const uint16_t tags[] = {SYSTEM_YEAR_NAME, 0};
	const struct cast *cast = *state;
	struct source_query query = {.subject = cast->group};

	ask_for(cast, RECORD_TALK, EVERY_YEAR, 1);
	MAKE(cast->store, ENTITY_SYSTEM, WORDS(SYSTEM_CODE, "study"), WORDS(SYSTEM_NAME, "集中学习"),
		NUMBER(SYSTEM_KIND, MEETING_STUDY), NUMBER(SYSTEM_EVERY, EVERY_MONTH),
		NUMBER(SYSTEM_ORDER, 1), WORDS(SYSTEM_RULE, "学习制度"));
	/* Fulfilled by nothing that could be counted. */
	MAKE(cast->store, ENTITY_SYSTEM, WORDS(SYSTEM_CODE, "other"), WORDS(SYSTEM_NAME, "别的"),
		NUMBER(SYSTEM_EVERY, EVERY_MONTH), WORDS(SYSTEM_RULE, "别的"));
	check(cast, 'm', "system_year", &query, tags, "制度\n集中学习\n");
	check(cast, 's', "system_year", &query, tags, "制度\n集中学习\n");
	check(cast, 'n', "system_year", &query, tags, "集中学习\n");
	/* Without a group: those one may see. */
	query.subject = 0;
	check(cast, 's', "system_year", &query, tags, "制度\n集中学习\n");
	check(cast, 'o', "system_year", &query, tags, "制度\n集中学习\n制度\n集中学习\n");
}

static void one_thing_fulfils_it(void **state)
{
	const struct cast *cast = *state;
	uint64_t id = 0;
	struct record_slot both[] = {WORDS(SYSTEM_CODE, "both"), WORDS(SYSTEM_NAME, "两样"),
		NUMBER(SYSTEM_KIND, MEETING_STUDY), NUMBER(SYSTEM_RECORD, RECORD_TALK),
		NUMBER(SYSTEM_EVERY, EVERY_MONTH), NUMBER(SYSTEM_TIMES, 1), WORDS(SYSTEM_RULE, "制度")};

	assert_int_equal(write_as(cast->store, 0, ENTITY_SYSTEM, &id, both, 7), ERROR_INPUT);
	both[3] = (struct record_slot){SYSTEM_RECORD, EMPTY_VALUE};
	assert_int_equal(write_as(cast->store, 0, ENTITY_SYSTEM, &id, both, 7), ERROR_NONE);
}

static void train(const struct cast *cast, char who, int day, int tenths)
{
	MAKE(cast->store, ENTITY_TRAINING, WORDS(TRAINING_TITLE, "培训"), DAY(TRAINING_DATE, day),
		NUMBER(TRAINING_PERSON, cast_person(cast, who)), NUMBER(TRAINING_HOURS, tenths));
}

static void hours(void **state)
{
	static const uint16_t tags[] = {HOURS_PEOPLE, HOURS_SUM, HOURS_EACH, HOURS_NEED, 0},
			      mine[] = {MEMBER_NAME, MEMBER_HOURS, 0};
	const struct cast *cast = *state;
	struct source_query query = {.subject = cast->group};

	train(cast, 'l', 20251231, 500);
	train(cast, 'l', 20260101, 25);
	train(cast, 'm', 20260924, 35);
	train(cast, 'm', 20260925, 70); /* tomorrow */
	train(cast, 'n', 20260301, 90);
	check(cast, 'm', "hours", &query, tags, "4 6 1.5 32\n");
	/* Half a tenth is rounded up. */
	CHANGE(cast->store, ENTITY_COURT, COURT_ID, {COURT_STUDY_HOURS, EMPTY_VALUE});
	train(cast, 'd', 20260301, 2);
	check(cast, 'm', "hours", &query, tags, "4 6.2 1.6 -\n");
	check(cast, 'm', "members", &query, mine, "l 2.5\nd 0.2\na 0\nm 3.5\n");
	check(cast, 'n', "hours", &query, tags, "");
}

/* --- a store that cannot be read --- */

static unsigned broken; /* what cannot be read */
static struct world sound;

static bool broken_range(struct world *world, unsigned entity, unsigned index, const struct value *keys,
	size_t count, int64_t low, int64_t high, world_visit *visit, void *arg, struct error *err)
{
	return entity == broken ? fail(err, ERROR_BROKEN, "broken", "")
				: sound.range(world, entity, index, keys, count, low, high, visit, arg, err);
}

static bool broken_walk(struct world *world, unsigned entity, unsigned index, const struct value *keys,
	size_t count, world_visit *visit, void *arg, struct error *err)
{
	return entity == broken ? fail(err, ERROR_BROKEN, "broken", "")
				: sound.walk(world, entity, index, keys, count, visit, arg, err);
}

static bool take_any(const struct view *row, void *arg)
{
	(void)row;
	(void)arg;
	return true;
}

static bool ask_broken(struct world *world, void *arg, struct error *err)
{
	static const struct {
		source_run *run;
		unsigned entity;
	} rows[] = {{hours_each, ENTITY_TRAINING}, {hours_each, ENTITY_MEMBERSHIP},
		{members_each, ENTITY_TRAINING}, {members_each, ENTITY_MEETING}, {members_each, ENTITY_TASK},
		{system_year_each, ENTITY_SYSTEM}, {system_year_each, ENTITY_MEETING},
		{system_year_each, ENTITY_CONTACT}, {system_year_each, ENTITY_TALK},
		{members_each, ENTITY_TALK}, {strip_each, ENTITY_MEETING}, {today_each, ENTITY_CONTACT},
		{today_each, ENTITY_TALK}};
	const struct cast *cast = arg;
	struct source_query query = {.subject = cast->group};

	(void)err;
	sound = *world;
	world->range = broken_range;
	world->walk = broken_walk;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct error refusal = ERROR_INIT;

		broken = rows[i].entity;
		assert_false(rows[i].run(world, &query, take_any, NULL, &refusal));
		assert_int_equal(refusal.kind, ERROR_BROKEN);
	}
	*world = sound;
	return true;
}

/* What cannot be read is no nought. */
static void failures_are_told(void **state)
{
	const struct cast *cast = *state;

	ask_for(cast, RECORD_CONTACT, EVERY_QUARTER, 1);
	ask_for(cast, RECORD_TALK, EVERY_QUARTER, 1);
	MAKE(cast->store, ENTITY_SYSTEM, WORDS(SYSTEM_CODE, "meetings"), WORDS(SYSTEM_NAME, "党小组会"),
		NUMBER(SYSTEM_KIND, MEETING_GROUP), NUMBER(SYSTEM_EVERY, EVERY_MONTH),
		WORDS(SYSTEM_RULE, "某制度 第二条"));
	assert_true(store_read(cast->store, cast_person(cast, 'l'), ask_broken, *state, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(contacts_by_the_quarter), ON_CAST(reports_of_their_kind),
		ON_CAST(everybody_is_talked_with), ON_CAST(who_sees_it), ON_CAST(one_thing_fulfils_it),
		ON_CAST(hours), ON_CAST(failures_are_told)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
