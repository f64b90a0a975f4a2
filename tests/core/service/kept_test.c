/* The records behind posted points are those of the posting, with what became of them since; of a version
 * that was taken back as well. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;
static uint64_t contacts[3];

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 汇报, 数据: 向支部汇报, 每个: 1}\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2}\n"

enum { CONTACTS = 2 };

static uint64_t contact(uint64_t id, int day, const char *whom)
{
	return PUT(&at, ENTITY_CONTACT, id, NUMBER(CONTACT_GROUP, at.court.group), DAY(CONTACT_DATE, day),
		WORDS(CONTACT_WHOM, whom));
}

static const char *points(struct session *session, const char *columns, unsigned version)
{
	return evaluating_see(
		&at, session, "points", columns, at.court.group, version * POINTS_OF_VERSION + CONTACTS);
}

static void post(void)
{
	evaluating_step(&at, "open_review");
	evaluating_step(&at, "open_deciding");
	evaluating_step(&at, "post");
}

static void test_as_posted(void **state)
{
	(void)state;
	contacts[0] = contact(0, 20260505, "社区");
	contacts[1] = contact(0, 20260506, "学校");
	contacts[2] = contact(0, 20260507, "企业");
	post();
	assert_string_equal(
		points(at.leader, "date\nworth\nsince", 0), "20578 20000 ; 20579 20000 ; 20580 20000 ; ");
	assert_string_equal(points(at.other, "date", 0), "");
	/* An item that nothing was behind. */
	assert_string_equal(evaluating_see(&at, at.leader, "points", "what", at.court.group, 1), "");
}

/* What was written afterwards is not among them; what was changed or removed says so. */
static void test_since(void **state)
{
	(void)state;
	contact(contacts[0], 20260515, "社区");
	PUT(&at, ENTITY_CONTACT, contacts[1], NUMBER(TAG_REMOVED, 1));
	contact(0, 20260601, "医院");
	assert_string_equal(points(at.leader, "date\nworth\nsince", 0),
		"20578 20000 changed since; when it was posted date was 2026-05-05 ; 20579 20000 removed "
		"since ; 20580 20000 ; ");
	assert_string_equal(points(at.leader, "record\nwhat", 0), "1 社区 ; 2 学校 ; 3 企业 ; ");
	assert_string_equal(points(at.office, "what", 0), "社区 ; 学校 ; 企业 ; ");
}

static void test_older_version(void **state)
{
	(void)state;
	assert_true(RUN(&at, at.office, "take_back", ENTITY_EVALUATION, 0, WORDS(REASON_TEXT, "再核一次")));
	/* Not posted: as it is now. */
	assert_string_equal(points(at.leader, "date\nsince", 0), "20580 ; 20588 ; 20605 ; ");
	evaluating_step(&at, "post");
	assert_string_equal(points(at.leader, "date\nsince", 0), "20580 ; 20588 ; 20605 ; ");
	assert_string_equal(points(at.leader, "date\nsince", 2), "20580 ; 20588 ; 20605 ; ");
	assert_string_equal(points(at.leader, "date\nsince", 1),
		"20578 changed since; when it was posted date was 2026-05-05 ; 20579 removed since ; 20580 "
		"; ");
	assert_string_equal(
		evaluating_see(&at, at.leader, "clause", "item", 0, POINTS_OF_VERSION + CONTACTS), "联系 ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_posted),
		cmocka_unit_test(test_since),
		cmocka_unit_test(test_older_version),
	};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
