/* Several tables in force at once: for whom each is, and for how long periods. Each kind has evaluations of
 * its own, also of the same days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "core/base/date.h"
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;

#define ITEM(head, points) \
	"名称: 试\n" head "部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: " points "}\n"
#define QUARTERS ITEM("考核周期: 季度\n", "2")
#define YEARS ITEM("考核周期: [半年, 年度]\n", "3")
#define PEOPLE ITEM("评比对象: 党员\n", "5")
#define BRANCHES ITEM("评比对象: 党支部\n考核周期: 年度\n", "7")

static const char *seen(unsigned scored, int month, int months, const char *columns)
{
	at.scored = scored;
	at.month = month;
	at.months = months;
	return evaluating_see(&at, at.office, "ranking", columns, 0, 0);
}

static bool ask(const char *source, unsigned scored, int month, int months)
{
	struct record request;
	int64_t first = date_of(2026, month, 1);

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(source));
	record_text(&request, PAGE_COLUMNS, TEXT("total"));
	record_number(&request, PAGE_FROM, first);
	record_number(&request, PAGE_TO, date_add_months(first, months) - 1);
	record_number(&request, PAGE_SCORED, scored);
	return court_call(at.office, CALL_PAGE, &request, &at.reply);
}

static void add_contact(int day)
{
	PUT(&at, ENTITY_CONTACT, 0, NUMBER(CONTACT_GROUP, at.court.group), DAY(CONTACT_DATE, day),
		IDS(CONTACT_PEOPLE, at.court.people[2]), WORDS(CONTACT_WHOM, "社区"));
}

/* The newest for whom and for how long it is asked; what is for any length serves where nothing newer is. */
static void test_side_by_side(void **state)
{
	(void)state;
	add_contact(20260505);
	add_contact(20260805);
	evaluating_activate(&at, YEARS);
	assert_string_equal(seen(0, 4, 3, "total"), "20000 ; 0 ; ");
	assert_string_equal(seen(ENTITY_GROUP, 7, 6, "total"), "30000 ; 0 ; ");
	for (size_t i = 0; i < 2; i++) {
		assert_false(ask(i ? "trend" : "ranking", ENTITY_PERSON, 4, 3));
		evaluating_refused(
			&at, false, "No rules of subject person are in force then: activate a file of it");
	}
	evaluating_activate(&at, PEOPLE);
	assert_string_equal(seen(0, 4, 3, "total"), "20000 ; 0 ; ");
	seen(ENTITY_PERSON, 4, 3, "total");
	assert_int_equal(view_number(&at.reply.body, ROWS_TOTAL), COURT_PEOPLE + 1);
	assert_memory_equal(seen(ENTITY_PERSON, 4, 3, "total"), "50000 ; 0 ;", 11);
	/* Those of years begin in April: a year that began before has the program's own, for groups only. */
	evaluating_activate(&at, BRANCHES);
	assert_false(ask("ranking", ENTITY_BRANCH, 4, 3));
	evaluating_refused(&at, false, "No rules of subject branch are in force then: activate a file of it");
}

/* What the editor begins with for whom and a period as long as that one of 2026, and all that it could. */
static const char *fetched(struct session *session, unsigned scored, int month, int months)
{
	static struct buf out;
	struct record request;
	struct row_walk tables;
	int64_t first = date_of(2026, month, 1);

	record_init(&request, &rules_shape);
	record_number(&request, RULE_FILE_DO, RULES_FETCH);
	record_number(&request, RULE_FILE_SCORED, scored);
	record_number(&request, RULE_FILE_FROM, first);
	record_number(&request, RULE_FILE_TO, date_add_months(first, months) - 1);
	assert_true(court_call(session, CALL_RULES, &request, &at.reply));
	buf_clear(&out);
	if (view_has(&at.reply.body, RULED_TEXT))
		buf_printf(&out, "%d #%d:", (int)view_number(&at.reply.body, RULED_VERSION),
			(int)view_number(&at.reply.body, RULED_RECORD));
	for (tables = view_rows(&at.reply.body, RULED_TABLES); row_walk_next(&tables);)
		buf_printf(&out, " %d/%d", (int)view_number(&tables.row, TABLE_SCORED),
			(int)view_number(&tables.row, TABLE_VERSION));
	return buf_cstr(&out);
}

static void test_fetched(void **state)
{
	(void)state;
	/* Those of groups each quarter are no record of their own here: they have the draft that was always
	 * there. */
	assert_string_equal(fetched(at.office, ENTITY_GROUP, 4, 3), "1 #0: 4/1 4/2 2/4 5/3");
	assert_string_equal(fetched(at.office, ENTITY_GROUP, 1, 12), "2 #2: 4/1 4/2 2/4 5/3");
	assert_string_equal(fetched(at.office, ENTITY_PERSON, 4, 3), "3 #3: 4/1 4/2 2/4 5/3");
	assert_string_equal(fetched(at.office, ENTITY_BRANCH, 1, 12), "4 #4: 4/1 4/2 2/4 5/3");
	/* For these there are none. */
	assert_string_equal(fetched(at.office, ENTITY_BRANCH, 4, 3), " 4/1 4/2 2/4 5/3");
}

static bool mark_in(uint64_t evaluation, uint16_t tag, uint64_t id)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, MARKING_EVALUATION, EMPTY_VALUE, value_number((int64_t)evaluation));
	patch_add(&patch, MARKING_ITEM, EMPTY_VALUE, value_text(TEXT("联系")));
	patch_add(&patch, tag, EMPTY_VALUE, value_number((int64_t)id));
	patch_add(&patch, MARKING_ROLE, EMPTY_VALUE, value_text(TEXT("核定")));
	patch_add(&patch, MARKING_POINTS, EMPTY_VALUE, value_number(100));
	done = court_apply(at.office, ENTITY_MARK, -1, &patch, &at.reply);
	patch_release(&patch);
	return done;
}

/* Two evaluations of the same days, one of groups, one of members: each with its own points and steps. */
static void test_evaluations(void **state)
{
	struct patch patch = PATCH_INIT;
	uint64_t of_people;

	(void)state;
	patch_add(&patch, EVALUATION_NAME, EMPTY_VALUE, value_text(TEXT("2026Q2党员")));
	patch_add(&patch, EVALUATION_FROM, EMPTY_VALUE, value_number(date_of(2026, 4, 1)));
	patch_add(&patch, EVALUATION_TO, EMPTY_VALUE, value_number(date_of(2026, 6, 30)));
	/* Without a word of whom it is of groups, as the one that is there. */
	assert_false(court_apply(at.office, ENTITY_EVALUATION, -1, &patch, &at.reply));
	patch_add(&patch, EVALUATION_SUBJECT, EMPTY_VALUE, value_number(ENTITY_PERSON));
	assert_true(court_apply(at.office, ENTITY_EVALUATION, -1, &patch, &at.reply));
	patch_release(&patch);
	of_people = at.evaluation + 1;
	/* A leader speaks for his group, not for those in it, and a group has no marks here. */
	evaluating_refused(&at,
		RUN(&at, at.leader, "object", ENTITY_OBJECTION, 0, NUMBER(OBJECT_EVALUATION, of_people),
			NUMBER(OBJECT_SUBJECT, at.court.people[2]), WORDS(OBJECT_ITEM, "联系"),
			NUMBER(OBJECT_KIND, 1), WORDS(OBJECT_TEXT, "少算")),
		"Only the member himself speaks for his sheet; the office does for who has no login");
	assert_false(mark_in(of_people, MARKING_GROUP, at.court.group));
	assert_string_equal(reply_words(&at.reply), "This evaluation is of another: say of which person");
	assert_true(mark_in(of_people, MARKING_PERSON, at.court.people[2]));
	assert_true(RUN(&at, at.office, "open_review", ENTITY_EVALUATION, of_people));
	assert_true(RUN(&at, at.office, "open_deciding", ENTITY_EVALUATION, of_people));
	assert_true(RUN(&at, at.office, "post", ENTITY_EVALUATION, of_people));
	/* Those of members stand, those of groups go on. */
	add_contact(20260505);
	assert_memory_equal(seen(ENTITY_PERSON, 4, 3, "total"), "50000 ; 0 ;", 11);
	assert_string_equal(seen(0, 4, 3, "total"), "40000 ; 0 ; ");
	assert_string_equal(
		evaluating_see(&at, at.office, "evaluation", "state\nsubject", 0, 0), "1 4 ; 5 5 ; ");
	/* Rules of members are bound by it, those of groups are not. */
	evaluating_activate(&at, ITEM("考核周期: 季度\n", "9"));
	assert_string_equal(seen(0, 4, 3, "total"), "180000 ; 0 ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_side_by_side),
		cmocka_unit_test(test_fetched),
		cmocka_unit_test(test_evaluations),
	};

	return EVALUATING_TESTS(&at, QUARTERS, NULL, 0, tests);
}
