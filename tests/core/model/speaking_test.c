/* Whoever is evaluated, group, branch or member, has somebody who speaks for him: marks, agrees, objects and
 * sees the sheet. The same for all three kinds, and nobody else. */
#include "core/model/speaking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "core/model/objection.h"
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Letters of the cast. */
static const struct kind {
	unsigned kind;
	const char *speak;  /* agree, object and give the own mark */
	const char *review; /* as 支部书记 */
	const char *see;    /* marks and objections */
} kinds[] = {
	{ENTITY_GROUP, "olda", "os", "oldas"},
	{ENTITY_BRANCH, "os", "o", "os"},
	{ENTITY_PERSON, "om", "os", "oms"},
};

static struct evaluated whose(const struct cast *cast, const struct kind *kind)
{
	return (struct evaluated){kind->kind,
		kind->kind == ENTITY_GROUP            ? cast->group
			: kind->kind == ENTITY_BRANCH ? cast->branch
						      : cast_person(cast, 'm')};
}

/* The secretary is in the group whose branch he heads, as secretaries are. */
static int setup(void **state)
{
	struct cast *cast;

	cast_setup(state);
	cast = *state;
	MAKE(cast->store, ENTITY_MEMBERSHIP, NUMBER(MEMBERSHIP_PERSON, cast_person(cast, 's')),
		NUMBER(MEMBERSHIP_GROUP, cast->group), DAY(MEMBERSHIP_FROM, 20260101));
	return 0;
}
#define SPOKEN(test) cmocka_unit_test_setup_teardown(test, setup, cast_teardown)

static uint64_t evaluate(const struct cast *cast, unsigned kind, enum evaluation_state state)
{
	bool posted = state >= EVALUATION_POSTED;

	return MAKE(cast->store, ENTITY_EVALUATION, WORDS(EVALUATION_NAME, "2026Q2"),
		DAY(EVALUATION_FROM, 20260401), DAY(EVALUATION_TO, 20260630), NUMBER(EVALUATION_STATE, state),
		DAY(EVALUATION_POSTED_ON, posted ? 20260923 : 0),
		{EVALUATION_VERSION, posted ? value_number(1) : EMPTY_VALUE},
		NUMBER(EVALUATION_SUBJECT, kind));
}

static void forget(const struct cast *cast, uint64_t evaluation)
{
	CHANGE(cast->store, ENTITY_EVALUATION, evaluation, NUMBER(TAG_REMOVED, 1));
}

static enum error_kind mark_of(const struct cast *cast, char who, uint64_t evaluation, struct evaluated of,
	const char *role, uint64_t *id)
{
	const struct record_slot values[] = {NUMBER(MARKING_EVALUATION, evaluation),
		WORDS(MARKING_ITEM, "印象"), WORDS(MARKING_ROLE, role), NUMBER(MARKING_POINTS, 300),
		NUMBER(evaluated_tag(ENTITY_MARK, of.kind), of.id)};

	*id = 0;
	return write_as(cast->store, cast_person(cast, who), ENTITY_MARK, id, values, COUNT(values));
}

static enum error_kind mark(const struct cast *cast, char who, uint64_t evaluation, const struct kind *kind,
	const char *role, uint64_t *id)
{
	return mark_of(cast, who, evaluation, whose(cast, kind), role, id);
}

static void expect(
	enum error_kind found, const char *who, char letter, const struct kind *kind, const char *what)
{
	enum error_kind expected = strchr(who, letter) ? ERROR_NONE : ERROR_DENIED;

	if (found != expected)
		print_error("%s of kind %u by %c: %s\n", what, kind->kind, letter, act_words);
	assert_int_equal(found, expected);
}

static void who_speaks(void **state)
{
	const struct cast *cast = *state;
	uint64_t id;

	for (size_t k = 0; k < COUNT(kinds); k++)
		for (const char *letter = CAST; *letter; letter++) {
			const struct kind *kind = &kinds[k];
			uint64_t evaluation = evaluate(cast, kind->kind, EVALUATION_SELF);

			expect(mark(cast, *letter, evaluation, kind, "自评", &id), kind->speak, *letter, kind,
				"own mark");
			expect(mark(cast, *letter, evaluation, kind, "核定", &id), "o", *letter, kind,
				"checked mark");
			expect(mark(cast, *letter, evaluation, kind, "支部书记", &id), "o", *letter, kind,
				"secretary's mark too early");
			expect(cast_agree(cast, *letter, evaluation, whose(cast, kind).id), kind->speak,
				*letter, kind, "agree");
			expect(cast_object(cast, *letter, evaluation, whose(cast, kind).id, "联系"),
				kind->speak, *letter, kind, "object");
			forget(cast, evaluation);
			evaluation = evaluate(cast, kind->kind, EVALUATION_REVIEW);
			expect(mark(cast, *letter, evaluation, kind, "支部书记", &id), kind->review, *letter,
				kind, "secretary's mark");
			expect(mark(cast, *letter, evaluation, kind, "自评", &id), "o", *letter, kind,
				"own mark too late");
			forget(cast, evaluation);
			evaluation = evaluate(cast, kind->kind, EVALUATION_POSTED);
			expect(cast_object(cast, *letter, evaluation, whose(cast, kind).id, "联系"),
				kind->speak, *letter, kind, "object to what is posted");
			forget(cast, evaluation);
		}
}

/* For whom a secretary speaks, he does not review: himself, and a group that he leads, too. The office enters
 * what is given in his place. */
static void nobody_reviews_himself(void **state)
{
	const struct cast *cast = *state;
	const struct evaluated own = {ENTITY_PERSON, cast_person(cast, 's')},
			       member = {ENTITY_PERSON, cast_person(cast, 'm')},
			       group = {ENTITY_GROUP, cast->group};
	uint64_t evaluation = evaluate(cast, ENTITY_PERSON, EVALUATION_REVIEW), term, id;

	assert_int_equal(mark_of(cast, 's', evaluation, own, "支部书记", &id), ERROR_DENIED);
	assert_int_equal(mark_of(cast, 'o', evaluation, own, "支部书记", &id), ERROR_NONE);
	term = fixture_term(cast->store, TERM_DEPUTY, own.id, group.id, 20260101, 0);
	assert_int_equal(mark_of(cast, 's', evaluation, member, "支部书记", &id), ERROR_NONE);
	forget(cast, evaluation);
	evaluation = evaluate(cast, ENTITY_GROUP, EVALUATION_REVIEW);
	assert_int_equal(mark_of(cast, 's', evaluation, group, "支部书记", &id), ERROR_DENIED);
	assert_int_equal(mark_of(cast, 'o', evaluation, group, "支部书记", &id), ERROR_NONE);
	CHANGE(cast->store, ENTITY_TERM, term, DAY(TERM_TO, 20260923));
	assert_int_equal(mark_of(cast, 's', evaluation, group, "支部书记", &id), ERROR_NONE);
}

static uint64_t about(const struct cast *cast, unsigned entity, const struct kind *kind, uint64_t evaluation)
{
	const struct record_slot whom = {
		evaluated_tag(entity, kind->kind), value_number((int64_t)whose(cast, kind).id)};

	switch (entity) {
	case ENTITY_MARK:
		return MAKE(cast->store, entity, NUMBER(MARKING_EVALUATION, evaluation),
			WORDS(MARKING_ITEM, "印象"), WORDS(MARKING_ROLE, "核定"), whom);
	case ENTITY_OBJECTION:
		return MAKE(cast->store, entity, NUMBER(OBJECTION_EVALUATION, evaluation),
			WORDS(OBJECTION_ITEM, "联系"), NUMBER(OBJECTION_KIND, OBJECTION_OTHER),
			WORDS(OBJECTION_TEXT, "漏了"), DAY(OBJECTION_RAISED, 20260924),
			DAY(OBJECTION_DUE, 20260929), whom);
	case ENTITY_CONSENT:
		return MAKE(cast->store, entity, NUMBER(CONSENT_EVALUATION, evaluation),
			DAY(CONSENT_DATE, 20260924), whom);
	case ENTITY_PLACING:
		return MAKE(cast->store, entity, NUMBER(PLACING_EVALUATION, evaluation),
			WORDS(PLACING_GRADE, "优秀"), WORDS(PLACING_REASON, "会议"),
			DAY(PLACING_DATE, 20260924), whom);
	default:
		return MAKE(cast->store, entity, NUMBER(RESULT_EVALUATION, evaluation),
			NUMBER(RESULT_VERSION, 1), whom);
	}
}

/* What is said of a group its members know, too, where that is theirs to know. */
static void who_sees(void **state)
{
	static const struct {
		unsigned entity;
		bool members;
	} entities[] = {{ENTITY_MARK, false}, {ENTITY_OBJECTION, false}, {ENTITY_CONSENT, true},
		{ENTITY_PLACING, false}, {ENTITY_RESULT, true}};
	const struct cast *cast = *state;

	for (size_t k = 0; k < COUNT(kinds); k++) {
		uint64_t evaluation = evaluate(cast, kinds[k].kind, EVALUATION_DECIDING);

		for (size_t e = 0; e < COUNT(entities); e++)
			cast_seen_by(cast, entities[e].entity,
				about(cast, entities[e].entity, &kinds[k], evaluation),
				entities[e].members && kinds[k].kind == ENTITY_GROUP ? "oldams"
										     : kinds[k].see);
		forget(cast, evaluation);
	}
}

/* A record is about one of those whom the evaluation is of: nobody slips in another beside whom he speaks
 * for. */
static void about_just_one(void **state)
{
	const struct cast *cast = *state;
	const uint64_t ids[] = {cast->group, cast->branch, cast_person(cast, 'm')};
	static const char *const words[] = {"This evaluation is of another: say of which group",
		"This evaluation is of another: say of which branch",
		"This evaluation is of another: say of which person"};

	for (size_t k = 0; k < COUNT(kinds); k++) {
		uint64_t evaluation = evaluate(cast, kinds[k].kind, EVALUATION_SELF);

		for (unsigned named = 0; named < 8; named++) {
			struct record_slot values[7] = {NUMBER(MARKING_EVALUATION, evaluation),
				WORDS(MARKING_ITEM, "印象"), WORDS(MARKING_ROLE, "自评"),
				NUMBER(MARKING_POINTS, 300)};
			size_t count = 4;
			uint64_t id = 0;

			for (size_t i = 0; i < COUNT(kinds); i++)
				if (named >> i & 1)
					values[count++] = (struct record_slot){
						evaluated_tag(ENTITY_MARK, kinds[i].kind),
						value_number((int64_t)ids[i])};
			if (named == 1u << k) {
				assert_int_equal(write_as(cast->store, 0, ENTITY_MARK, &id, values, count),
					ERROR_NONE);
			} else {
				assert_int_not_equal(
					write_as(cast->store, 0, ENTITY_MARK, &id, values, count),
					ERROR_NONE);
				assert_string_equal(act_words, words[k]);
			}
		}
		forget(cast, evaluation);
	}
}

struct consent_look {
	uint64_t evaluation;
	struct evaluated of;
	bool given;
};

static void look_consent(struct world *world, void *arg)
{
	struct consent_look *look = arg;
	struct view consent;

	look->given = consent_of(world, look->evaluation, look->of, &consent) &&
		view_number(&consent, CONSENT_STATE) == CONSENT_GIVEN;
}

static bool agreed(const struct cast *cast, uint64_t evaluation, struct evaluated of)
{
	struct consent_look look = {evaluation, of, false};

	fixture_read(cast->store, 0, look_consent, &look);
	return look.given;
}

/* What one says is nothing that another said. */
static void each_for_himself(void **state)
{
	const struct cast *cast = *state;
	uint64_t evaluation = evaluate(cast, ENTITY_PERSON, EVALUATION_SELF);
	struct evaluated m = {ENTITY_PERSON, cast_person(cast, 'm')},
			 s = {ENTITY_PERSON, cast_person(cast, 's')};

	assert_int_equal(cast_agree(cast, 'm', evaluation, m.id), ERROR_NONE);
	assert_false(agreed(cast, evaluation, s));
	assert_int_equal(cast_agree(cast, 's', evaluation, s.id), ERROR_NONE);
	assert_int_equal(cast_agree(cast, 'm', evaluation, m.id), ERROR_STATE);
	assert_string_equal(act_words, "It is confirmed already");
	assert_int_equal(cast_object(cast, 'm', evaluation, m.id, "联系"), ERROR_NONE);
	assert_false(agreed(cast, evaluation, m));
	assert_true(agreed(cast, evaluation, s));
	assert_int_equal(cast_object(cast, 's', evaluation, s.id, "联系"), ERROR_NONE);
	assert_int_equal(cast_object(cast, 'm', evaluation, m.id, "联系"), ERROR_STATE);
	assert_int_equal(cast_agree(cast, 'm', evaluation, m.id), ERROR_STATE);
	/* What the member said himself he withdraws himself. */
	assert_int_equal(ACT(cast->store, cast_person(cast, 's'), "withdraw_objection", 1), ERROR_DENIED);
	assert_int_equal(ACT(cast->store, 0, "withdraw_objection", 1), ERROR_DENIED);
	assert_string_equal(act_words, "Who objects withdraws it; the office answers it");
	assert_int_equal(ACT(cast->store, cast_person(cast, 'm'), "withdraw_objection", 1), ERROR_NONE);
	assert_int_equal(cast_agree(cast, 'm', evaluation, m.id), ERROR_NONE);
}

/* An answer that is waited for, and one that takes the posting back, name him; the second version settles it.
 */
static void upheld(void **state)
{
	static const char *const names[] = {"一组", "一组", "m"}; /* the branch is called as its group */
	const struct cast *cast = *state;

	for (size_t k = 0; k < COUNT(kinds); k++) {
		uint64_t evaluation = evaluate(cast, kinds[k].kind, EVALUATION_POSTED);
		uint64_t subject = whose(cast, &kinds[k]).id;
		char words[200];

		assert_int_equal(
			cast_object(cast, kinds[k].speak[1], evaluation, subject, "联系"), ERROR_NONE);
		fixture_today(20261012);
		assert_int_equal(ACT(cast->store, 0, "publish", evaluation), ERROR_STATE);
		snprintf(words, sizeof(words),
			"The objection of %s to \"联系\" is not answered yet; the answer is due on "
			"2026-09-29",
			names[k]);
		assert_string_equal(act_words, words);
		assert_int_equal(ACT_WITH(cast->store, cast_person(cast, 's'), "uphold", k + 1,
					 WORDS(ANSWER_TEXT, "是")),
			ERROR_DENIED);
		assert_int_equal(
			ACT_WITH(cast->store, 0, "uphold", k + 1, WORDS(ANSWER_TEXT, "已核对")), ERROR_NONE);
		assert_int_equal(fixture_number(cast->store, ENTITY_EVALUATION, evaluation, EVALUATION_STATE),
			EVALUATION_DECIDING);
		assert_int_equal(ACT(cast->store, 0, "post", evaluation), ERROR_NONE);
		assert_int_equal(
			fixture_number(cast->store, ENTITY_EVALUATION, evaluation, EVALUATION_VERSION), 2);
		fixture_today(20261112);
		assert_int_equal(ACT(cast->store, 0, "publish", evaluation), ERROR_NONE);
		fixture_today(20260924);
		forget(cast, evaluation);
	}
}

/* Whoever may say something is told what, until when, and nobody else is. */
static void told(void **state)
{
	static const struct {
		const char *who, *look, *posted;
	} words[] = {
		{"lda", "2026Q2: look through the sheet; agree or object",
			"2026Q2: results are posted; the last day to object 2026-09-30"},
		{"sx", "2026Q2: look through your branch's sheet; agree or object",
			"2026Q2: your branch's results are posted; the last day to object 2026-09-30"},
		{"ldamsrcwfn", "2026Q2: look through your own sheet; agree or object",
			"2026Q2: your results are posted; the last day to object 2026-09-30"},
	};
	const struct cast *cast = *state;

	for (size_t k = 0; k < COUNT(kinds); k++) {
		uint64_t evaluation = evaluate(cast, kinds[k].kind, EVALUATION_SELF);
		char speaker = kinds[k].speak[1];

		/* The other group's leader is told of his own sheet. */
		for (const char *letter = CAST; *letter; letter++) {
			bool all = kinds[k].kind == ENTITY_GROUP && *letter == 'f';

			assert_int_equal(strstr(cast_today(cast, *letter), words[k].look) != NULL,
				all || strchr(words[k].who, *letter) != NULL);
		}
		assert_int_equal(
			cast_agree(cast, speaker, evaluation, whose(cast, &kinds[k]).id), ERROR_NONE);
		assert_null(strstr(cast_today(cast, speaker), "2026Q2"));
		CHANGE(cast->store, ENTITY_EVALUATION, evaluation,
			NUMBER(EVALUATION_STATE, EVALUATION_POSTED), DAY(EVALUATION_POSTED_ON, 20260923),
			NUMBER(EVALUATION_VERSION, 1));
		assert_non_null(strstr(cast_today(cast, speaker), words[k].posted));
		assert_null(strstr(cast_today(cast, 'z'), "2026Q2"));
		fixture_today(20261001);
		assert_null(strstr(cast_today(cast, speaker), "2026Q2"));
		fixture_today(20260924);
		forget(cast, evaluation);
	}
}

static void look_what_begins(struct world *world, void *arg)
{
	*(int64_t *)arg = entities_to_begin(world);
}

/* A member begins a mark, with its paper, while he is asked for it and at no other time. */
static void what_a_member_begins(void **state)
{
	static const struct {
		unsigned kind;
		enum evaluation_state state;
		bool may;
	} rows[] = {{ENTITY_PERSON, EVALUATION_SELF, true}, {ENTITY_PERSON, EVALUATION_COLLECTING, false},
		{ENTITY_PERSON, EVALUATION_REVIEW, false}, {ENTITY_GROUP, EVALUATION_SELF, false},
		{ENTITY_BRANCH, EVALUATION_SELF, false}};
	const struct cast *cast = *state;
	const struct record_slot paper[] = {WORDS(EVIDENCE_TITLE, "表彰决定")};
	const char *letters = "mz"; /* z is in no group: he has no sheet */

	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t evaluation = evaluate(cast, rows[i].kind, rows[i].state);

		for (size_t l = 0; letters[l]; l++) {
			bool may = rows[i].may && letters[l] == 'm';
			int64_t begins = 0;
			uint64_t id = 0;

			fixture_read(cast->store, cast_person(cast, letters[l]), look_what_begins, &begins);
			assert_int_equal(begins >> ENTITY_MARK & 1, may);
			assert_int_equal(begins >> ENTITY_EVIDENCE & 1, may);
			assert_int_equal(write_as(cast->store, cast_person(cast, letters[l]), ENTITY_EVIDENCE,
						 &id, paper, 1),
				may ? ERROR_NONE : ERROR_DENIED);
		}
		forget(cast, evaluation);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {SPOKEN(who_speaks), SPOKEN(nobody_reviews_himself),
		SPOKEN(who_sees), SPOKEN(about_just_one), SPOKEN(each_for_himself), SPOKEN(upheld),
		SPOKEN(told), SPOKEN(what_a_member_begins)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
