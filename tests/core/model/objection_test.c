/* Objections and confirmations: who may, when, until which day; what an answer does; what waits for it. */
#include "core/model/objection.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static uint64_t evaluate(const struct cast *cast, enum evaluation_state state, int posted)
{
	return MAKE(cast->store, ENTITY_EVALUATION, WORDS(EVALUATION_NAME, "2026Q2"),
		DAY(EVALUATION_FROM, 20260401), DAY(EVALUATION_TO, 20260630), NUMBER(EVALUATION_STATE, state),
		DAY(EVALUATION_POSTED_ON, posted),
		{EVALUATION_VERSION, posted ? value_number(1) : EMPTY_VALUE});
}

/* The ids of stored objections begin with 1. */
static int64_t objection(const struct cast *cast, uint64_t id, uint16_t tag)
{
	return fixture_number(cast->store, ENTITY_OBJECTION, id, tag);
}

/* Whoever leads the group speaks for it, and the office for everybody. */
static void who_objects(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_POSTED, 20260923);

	for (const char *letter = CAST; *letter; letter++) {
		char item[] = {'X', *letter, '\0'};
		enum error_kind kind = cast_object(cast, *letter, evaluation, cast->group, item);

		if (kind != (strchr("olda", *letter) ? ERROR_NONE : ERROR_DENIED))
			print_error("object by %c: %s\n", *letter, act_words);
		assert_int_equal(kind, strchr("olda", *letter) ? ERROR_NONE : ERROR_DENIED);
	}
	assert_int_equal(objection(cast, 2, OBJECTION_BY), cast_person(cast, 'l'));
	assert_int_equal(objection(cast, 2, OBJECTION_VERSION), 1);
	/* Thursday; three working days: Friday is the first of a holiday only when somebody recorded one. */
	assert_int_equal(objection(cast, 2, OBJECTION_DUE), day_of(20260929));
}

static void who_agrees(void **state)
{
	const struct cast *cast = *state;

	for (const char *letter = CAST; *letter; letter++) {
		uint64_t evaluation;
		enum error_kind kind;

		evaluation = evaluate(cast, EVALUATION_SELF, 0);
		kind = cast_agree(cast, *letter, evaluation, cast->group);
		assert_int_equal(kind, strchr("olda", *letter) ? ERROR_NONE : ERROR_DENIED);
		CHANGE(cast->store, ENTITY_EVALUATION, evaluation, NUMBER(TAG_REMOVED, 1));
	}
}

/* In which state, until which day. */
static void when(void **state)
{
	static const struct {
		enum evaluation_state state;
		int posted, today;
		bool holiday;
		const char *words; /* of the refusal; NULL: it is raised */
	} rows[] = {
		{EVALUATION_COLLECTING, 0, 20260924, false,
			"Objections are raised during the self-score and while results are posted"},
		{EVALUATION_SELF, 0, 20260924, false, NULL},
		{EVALUATION_REVIEW, 0, 20260924, false,
			"Objections are raised during the self-score and while results are posted"},
		{EVALUATION_DECIDING, 0, 20260924, false,
			"Objections are raised during the self-score and while results are posted"},
		{EVALUATION_POSTED, 20260917, 20260924, false, NULL},
		{EVALUATION_POSTED, 20260917, 20260925, false,
			"Objections to this posting could be raised until 2026-09-24"},
		{EVALUATION_POSTED, 20260929, 20261008, false,
			"Objections to this posting could be raised until 2026-10-06"},
		{EVALUATION_POSTED, 20260929, 20261008, true, NULL},
		{EVALUATION_FINAL, 20260917, 20260924, false,
			"Objections are raised during the self-score and while results are posted"},
	};
	const struct cast *cast = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t evaluation, holiday = 0;
		enum error_kind kind;

		evaluation = evaluate(cast, rows[i].state, rows[i].posted);
		fixture_today(rows[i].today);
		if (rows[i].holiday)
			holiday = MAKE(cast->store, ENTITY_HOLIDAY, WORDS(HOLIDAY_NAME, "国庆节"),
				NUMBER(HOLIDAY_KIND, HOLIDAY_OFF), DAY(HOLIDAY_FROM, 20261001),
				DAY(HOLIDAY_TO, 20261007));
		kind = cast_object(cast, 'l', evaluation, cast->group, "到会率");
		if (rows[i].words)
			assert_string_equal(act_words, rows[i].words);
		else if (kind)
			print_error("row %zu: %s\n", i, act_words);
		assert_int_equal(kind, rows[i].words ? ERROR_STATE : ERROR_NONE);
		if (holiday)
			CHANGE(cast->store, ENTITY_HOLIDAY, holiday, NUMBER(TAG_REMOVED, 1));
		CHANGE(cast->store, ENTITY_EVALUATION, evaluation, NUMBER(TAG_REMOVED, 1));
	}
}

static void once_an_item(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_POSTED, 20260923), other_group = cast->other;

	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_STATE);
	assert_string_equal(
		act_words, "There is an objection to \"到会率\" already, which waits for its answer");
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "人均学时"), ERROR_NONE);
	assert_int_equal(cast_object(cast, 'f', evaluation, other_group, "到会率"), ERROR_NONE);
	/* What the group said the office answers; what it entered itself it may withdraw. */
	assert_int_equal(ACT(cast->store, 0, "withdraw_objection", 1), ERROR_DENIED);
	assert_string_equal(act_words, "Who objects withdraws it; the office answers it");
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "withdraw_objection", 1), ERROR_NONE);
	assert_int_equal(cast_object(cast, 'o', evaluation, cast->group, "到会率"), ERROR_NONE);
	assert_int_equal(ACT(cast->store, 0, "withdraw_objection", 4), ERROR_NONE);
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
}

static void answer(const struct cast *cast, const char *how, uint64_t id)
{
	enum error_kind kind = ACT_WITH(cast->store, 0, how, id, WORDS(ANSWER_TEXT, "已核对原始记录"));

	if (kind)
		print_error("%s: %s\n", how, act_words);
	assert_int_equal(kind, ERROR_NONE);
}

static void refused(const struct cast *cast, const char *operation, uint64_t evaluation, const char *words)
{
	assert_int_equal(ACT(cast->store, 0, operation, evaluation), ERROR_STATE);
	assert_string_equal(act_words, words);
}

/* What is not answered holds up the next step, by name; what was not upheld does not. */
static void answers_are_waited_for(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_POSTED, 20260917);

	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "人均学时"), ERROR_NONE);
	fixture_today(20261012);
	refused(cast, "publish", evaluation,
		"The objection of 一组 to \"到会率\" is not answered yet; the answer is due on "
		"2026-09-29");
	answer(cast, "reject", 1);
	assert_int_equal(objection(cast, 1, OBJECTION_ANSWERED), day_of(20261012));
	refused(cast, "publish", evaluation,
		"The objection of 一组 to \"人均学时\" is not answered yet; the answer is due on "
		"2026-09-29");
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "withdraw_objection", 2), ERROR_NONE);
	assert_int_equal(ACT(cast->store, 0, "publish", evaluation), ERROR_NONE);
	/* Answered once. */
	assert_int_equal(ACT_WITH(cast->store, 0, "uphold", 1, WORDS(ANSWER_TEXT, "再看")), ERROR_STATE);
}

/* Upheld: the posting is taken back with that as its reason, and the next one is version 2. */
static void upheld(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_POSTED, 20260917);

	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "人均学时"), ERROR_NONE);
	answer(cast, "uphold", 1);
	assert_string_equal(act_words,
		"Answered: upheld. Version 1 is taken back and kept: put it right, then post version 2");
	assert_int_equal(fixture_number(cast->store, ENTITY_EVALUATION, evaluation, EVALUATION_STATE),
		EVALUATION_DECIDING);
	refused(cast, "post", evaluation,
		"The objection of 一组 to \"人均学时\" is not answered yet; the answer is due on "
		"2026-09-29");
	answer(cast, "uphold", 2);
	assert_string_equal(act_words, "Answered: upheld");
	assert_int_equal(ACT(cast->store, 0, "post", evaluation), ERROR_NONE);
	assert_int_equal(fixture_number(cast->store, ENTITY_EVALUATION, evaluation, EVALUATION_VERSION), 2);
	/* What was upheld of version 1 is settled by version 2. */
	fixture_today(20261012);
	assert_int_equal(ACT(cast->store, 0, "publish", evaluation), ERROR_NONE);
}

/* Whatever put it there: an upheld objection to what is posted is not published over. */
static void not_published_over(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_POSTED, 20260917);

	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	answer(cast, "uphold", 1);
	CHANGE(cast->store, ENTITY_EVALUATION, evaluation, NUMBER(EVALUATION_STATE, EVALUATION_POSTED));
	fixture_today(20261012);
	refused(cast, "publish", evaluation,
		"The objection of 一组 to \"到会率\" was upheld: take the posting back and post it "
		"anew");
}

struct consent_look {
	uint64_t evaluation;
	struct evaluated of;
	int64_t state, day;
	uint64_t person;
};

static void look(struct world *world, void *arg)
{
	struct consent_look *look = arg;
	struct view consent;

	look->state = 0;
	if (!consent_of(world, look->evaluation, look->of, &consent))
		return;
	look->state = view_number(&consent, CONSENT_STATE);
	look->day = view_number(&consent, CONSENT_DATE);
	look->person = (uint64_t)view_number(&consent, CONSENT_PERSON);
}

/* One record, whatever comes: given, taken back by an objection, given again. */
static void agreeing(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_SELF, 0);
	struct consent_look consent = {.evaluation = evaluation, .of = {ENTITY_GROUP, cast->group}};

	assert_int_equal(cast_agree(cast, 'd', evaluation, cast->group), ERROR_NONE);
	assert_int_equal(cast_agree(cast, 'l', evaluation, cast->group), ERROR_STATE);
	fixture_read(cast->store, 0, look, &consent);
	assert_int_equal(consent.state, CONSENT_GIVEN);
	assert_int_equal(consent.person, cast_person(cast, 'd'));
	assert_int_equal(consent.day, day_of(20260924));
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	assert_int_equal(objection(cast, 1, OBJECTION_VERSION), 0);
	fixture_read(cast->store, 0, look, &consent);
	assert_int_equal(consent.state, CONSENT_WITHDRAWN);
	assert_int_equal(cast_agree(cast, 'l', evaluation, cast->group), ERROR_STATE);
	assert_string_equal(
		act_words, "The objection to \"到会率\" waits for its answer: withdraw it, or wait");
	answer(cast, "reject", 1);
	fixture_today(20260925);
	assert_int_equal(cast_agree(cast, 'l', evaluation, cast->group), ERROR_NONE);
	fixture_read(cast->store, 0, look, &consent);
	assert_int_equal(consent.state, CONSENT_GIVEN);
	assert_int_equal(consent.day, day_of(20260925));
	/* An objection to what is posted is another matter. */
	CHANGE(cast->store, ENTITY_EVALUATION, evaluation, NUMBER(EVALUATION_STATE, EVALUATION_POSTED),
		DAY(EVALUATION_POSTED_ON, 20260924), NUMBER(EVALUATION_VERSION, 1));
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	fixture_read(cast->store, 0, look, &consent);
	assert_int_equal(consent.state, CONSENT_GIVEN);
	CHANGE(cast->store, ENTITY_EVALUATION, evaluation, NUMBER(EVALUATION_STATE, EVALUATION_REVIEW));
	assert_int_equal(cast_agree(cast, 'l', evaluation, cast->group), ERROR_STATE);
	assert_string_equal(act_words, "A sheet is confirmed during the self-score");
}

/* The leader is told what he may do, the office what it has to. */
static void told(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_SELF, 0);

	assert_non_null(strstr(cast_today(cast, 'l'), "2026Q2: look through the sheet; agree or object"));
	assert_null(strstr(cast_today(cast, 'm'), "2026Q2"));
	assert_null(strstr(cast_today(cast, 's'), "2026Q2"));
	assert_int_equal(cast_agree(cast, 'l', evaluation, cast->group), ERROR_NONE);
	assert_null(strstr(cast_today(cast, 'l'), "2026Q2"));
	CHANGE(cast->store, ENTITY_EVALUATION, evaluation, NUMBER(EVALUATION_STATE, EVALUATION_POSTED),
		DAY(EVALUATION_POSTED_ON, 20260923), NUMBER(EVALUATION_VERSION, 1));
	assert_non_null(strstr(
		cast_today(cast, 'l'), "2026Q2: results are posted; the last day to object 2026-09-30"));
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	assert_non_null(strstr(
		cast_today(cast, 'o'), "Answer the objection to \"到会率\": 漏了一次走访 2026-09-29 -"));
	assert_null(strstr(cast_today(cast, 's'), "到会率"));
	assert_non_null(strstr(
		cast_today(cast, 'l'), "2026Q2: the objection to \"到会率\" is to be answered 2026-09-29"));
	fixture_today(20261001);
	assert_null(strstr(cast_today(cast, 'l'), "2026Q2: results"));
	assert_non_null(strstr(
		cast_today(cast, 'o'), "Answer the objection to \"到会率\": 漏了一次走访 2026-09-29 yes"));
	answer(cast, "reject", 1);
	assert_null(strstr(cast_today(cast, 'o'), "到会率"));
	assert_null(strstr(cast_today(cast, 'l'), "2026Q2"));
}

/* Who objects during the self-score cannot agree before he has an answer: he is not asked to. */
static void not_asked_meanwhile(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_SELF, 0);

	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	assert_null(strstr(cast_today(cast, 'l'), "2026Q2: look through"));
	assert_non_null(
		strstr(cast_today(cast, 'l'), "2026Q2: the objection to \"到会率\" is to be answered"));
	answer(cast, "reject", 1);
	assert_non_null(strstr(cast_today(cast, 'l'), "2026Q2: look through the sheet; agree or object"));
	assert_null(strstr(cast_today(cast, 'l'), "is to be answered"));
}

/* How long the office has is the court's to say. */
static void answer_days(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, EVALUATION_POSTED, 20260923);

	CHANGE(cast->store, ENTITY_COURT, COURT_ID, NUMBER(COURT_ANSWER_DAYS, 1));
	assert_int_equal(cast_object(cast, 'l', evaluation, cast->group, "到会率"), ERROR_NONE);
	assert_int_equal(objection(cast, 1, OBJECTION_DUE), day_of(20260925));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_CAST(who_objects),
		ON_CAST(who_agrees),
		ON_CAST(when),
		ON_CAST(once_an_item),
		ON_CAST(answers_are_waited_for),
		ON_CAST(upheld),
		ON_CAST(not_published_over),
		ON_CAST(agreeing),
		ON_CAST(told),
		ON_CAST(not_asked_meanwhile),
		ON_CAST(answer_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
