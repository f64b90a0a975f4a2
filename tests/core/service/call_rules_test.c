/* Rules over the wire: read out for whoever edits them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct session *office, *leader;
static struct reply reply;

#define RULES \
	"名称: 试\n" \
	"部分:\n" \
	"  - 名称: 基本项\n" \
	"    满分: 100\n" \
	"    项目:\n" \
	"      # 说明\n" \
	"      - 名称: 一\n" \
	"        数据: 谈话\n" \
	"        每个: 2\n" \
	"\n" \
	"      - {名称: 二, 数据: 谈话, 每个: %s}\n" \
	"等次:\n" \
	"  - {名: 优秀, 从: 90}\n" \
	"  - {名: 合格}\n"

#define POINTS(n) ((n)*10000) /* of POINT_PLACES */

static bool ask(struct session *session, enum rules_do what, const char *file, const char *other,
	const char *basis, int64_t from, const char *reason)
{
	struct record request;
	bool done;

	record_init(&request, &rules_shape);
	record_number(&request, RULE_FILE_DO, what);
	record_text(&request, RULE_FILE_TEXT, text_of(file));
	if (other)
		record_text(&request, RULE_FILE_OTHER, text_of(other));
	if (basis)
		record_text(&request, RULE_FILE_BASIS, text_of(basis));
	if (reason)
		record_text(&request, RULE_FILE_REASON, text_of(reason));
	if (from) {
		record_number(&request, RULE_FILE_FROM, from);
		record_number(&request, RULE_FILE_TO, date_add_months(from, 3) - 1);
	}
	done = court_call(session, CALL_RULES, &request, &reply);
	record_release(&request);
	return done;
}

/* What came: "kind id, kind id"; of one sentence only. */
static const char *read_out(const char *each, unsigned line, const char *item)
{
	static char heard[400];
	struct record request;
	struct row_walk rows;
	char text[1000];
	size_t len = 0;

	snprintf(text, sizeof(text), RULES, each);
	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, text_of(text));
	record_number(&request, RULE_FILE_DO, RULES_READ);
	if (line)
		record_number(&request, RULE_FILE_LINE, line);
	if (item)
		record_text(&request, RULE_FILE_ITEM, text_of(item));
	assert_true(court_call(leader, CALL_RULES, &request, &reply));
	record_release(&request);
	heard[0] = '\0';
	for (rows = view_rows(&reply.body, RULED_SENTENCES); row_walk_next(&rows);) {
		struct text id = view_text(&rows.row, SENTENCE_ID);

		assert_true(view_text(&rows.row, SENTENCE_WORDS).len > 0);
		len += (size_t)snprintf(heard + len, sizeof(heard) - len, "%s%d %.*s %d-%d", len ? ", " : "",
			(int)view_number(&rows.row, SENTENCE_KIND), (int)id.len, id.at,
			(int)view_number(&rows.row, SENTENCE_LINE),
			(int)view_number(&rows.row, SENTENCE_LAST));
	}
	return heard;
}

static void test_read(void **state)
{
	static const struct {
		unsigned line;
		const char *heard;
	} lines[] = {{1, "1  1-1"}, {4, "2 基本项 3-11"}, {7, "3 一 7-9"}, {9, "3 一 7-9"},
		{11, "3 二 11-11"}, {13, "4 优秀 13-13"}, {14, "4 合格 14-14"}};

	(void)state;
	assert_string_equal(read_out("3", 0, NULL),
		"1  1-1, 2 基本项 3-11, 3 一 7-9, 3 二 11-11, 4 优秀 13-13, 4 合格 14-14");
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_string_equal(read_out("3", lines[i].line, NULL), lines[i].heard);
	assert_string_equal(read_out("3", 0, "二"), "3 二 11-11");
	assert_string_equal(read_out("3", 0, "三"), "");
}

/* What an editor shows in its title: full marks, and what the items add up to. */
static void test_sums(void **state)
{
	static const char file[] = "名称: 试\n部分:\n  - 名称: 基本项\n    满分: 10\n    项目:\n"
				   "      - {名称: 一, 分值: 5.5, 数据: 谈话, 每个: -2}\n"
				   "      - {名称: 二, 分值: 3, 数据: 谈话, 每个: -2}\n"
				   "  - 名称: 加分项\n    项目: [{名称: 三, 数据: 谈话, 每个: 2}]\n";
	struct row_walk rows;

	(void)state;
	assert_true(ask(leader, RULES_READ, file, NULL, NULL, 0, NULL));
	rows = view_rows(&reply.body, RULED_SENTENCES);
	assert_true(row_walk_next(&rows) && row_walk_next(&rows));
	assert_int_equal(view_number(&rows.row, SENTENCE_FULL), POINTS(10));
	assert_int_equal(view_number(&rows.row, SENTENCE_SUM), POINTS(85) / 10);
	assert_true(text_find(view_text(&rows.row, SENTENCE_WORDS), TEXT("add up to")) <
		view_text(&rows.row, SENTENCE_WORDS).len);
	assert_true(row_walk_next(&rows));
	assert_int_equal(view_number(&rows.row, SENTENCE_FULL), POINTS(55) / 10);
	assert_true(row_walk_next(&rows) && row_walk_next(&rows));
	assert_false(view_has(&rows.row, SENTENCE_FULL) || view_has(&rows.row, SENTENCE_SUM));
}

/* In a draft the item with the fault is silent, its neighbours are not. */
static void test_read_draft(void **state)
{
	(void)state;
	assert_string_equal(read_out("三个", 0, "一"), "3 一 7-9");
	assert_int_equal(view_row_count(&reply.body, RULED_FAULTS), 1);
	assert_string_equal(read_out("三个", 0, "二"), "");
}

/* --- diff, try, activate --- */

#define HEAD "名称: 新规则\n部分:\n  - 名称: 基本项\n    项目:\n"
#define FIRST \
	HEAD "      - {名称: 联系, 数据: 联系群众, 每个: 2}\n      - {名称: 谈话, 数据: 谈话, 每个: 1}\n"
#define SECOND \
	HEAD "      - {名称: 联系, 数据: 联系群众, 每个: 3}\n      - {名称: 谈心, 数据: 谈话, 每个: 1}\n" \
	     "      - {名称: 汇报, 数据: 向支部汇报, 每个: 1}\n"
#define BAD_CASE \
	FIRST "算例:\n  - 名称: 错\n    记录: [{数据: 谈话, 党小组: 甲组, 日期: 2026-07-08}]\n" \
	      "    期望: {甲组: {谈话: 5}}\n"

#define OWN_KIND \
	HEAD "      - {名称: 处分, 数据: 党纪政务处分, 每个: -3}\n" \
	     "      - {名称: 联系, 数据: 联系群众, 每个: 2}\n" \
	     "算例:\n  - 名称: 联系\n    期间: 2026Q3\n" \
	     "    记录: [{数据: 联系群众, 党小组: 甲组, 日期: 2026-07-08}]\n" \
	     "    期望: {甲组: {联系: \"2\", 处分: \"0\"}}\n"

static void expect_refused(bool done, const char *words)
{
	assert_false(done);
	assert_string_equal(reply_words(&reply), words);
}

/* "what kind name": changed, added, removed, renamed. */
static const char *changes(void)
{
	static char heard[400];
	struct row_walk rows = view_rows(&reply.body, RULED_CHANGES);
	size_t len = 0;

	heard[0] = '\0';
	while (row_walk_next(&rows)) {
		struct text name = view_text(&rows.row, CHANGE_NAME), was = view_text(&rows.row, CHANGE_WAS);

		len += (size_t)snprintf(heard + len, sizeof(heard) - len, "%s%d%d %.*s<%.*s%s%s",
			len ? ", " : "", (int)view_number(&rows.row, CHANGE_WHAT),
			(int)view_number(&rows.row, CHANGE_KIND), (int)name.len, name.at, (int)was.len,
			was.at, view_has(&rows.row, CHANGE_OLD) ? "-" : "",
			view_has(&rows.row, CHANGE_NEW) ? "+" : "");
	}
	return heard;
}

static void test_diff(void **state)
{
	static const struct {
		const char *old, *new, *changes;
	} rows[] = {
		{FIRST, FIRST, ""},
		/* comments and notes are nothing */
		{FIRST, "# 说明\n" FIRST, ""},
		{FIRST, SECOND, "52 基本项<-+, 53 联系<-+, 33 谈心<谈话, 13 汇报<+"},
		{SECOND, FIRST, "52 基本项<-+, 53 联系<-+, 33 谈话<谈心, 23 汇报<-"},
		{FIRST,
			HEAD "      - {名称: 谈话, 数据: 谈话, 每个: 1}\n  - 名称: 加分项\n    项目:\n"
			     "      - {名称: 联系, 数据: 联系群众, 每个: 2}\n",
			"52 基本项<-+, 12 加分项<+, 43 联系<基本项"},
		{FIRST,
			HEAD "      - {数据: 联系群众, 名称: 联系, 每个: 2}\n"
			     "      - {名称: 谈话, 数据: 谈话, 每个: 1}\n",
			"63 联系<"},
		{FIRST, FIRST "等次: [{名: 优秀, 从: 90}, {名: 合格}]\n", "51 <-+, 14 优秀<+, 14 合格<+"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(ask(leader, RULES_DIFF, rows[i].new, rows[i].old, NULL, 0, NULL));
		assert_string_equal(changes(), rows[i].changes);
		assert_false(view_has(&reply.body, RULED_VERSION));
	}
	/* Against those in force: at first the program's own. */
	assert_true(ask(leader, RULES_DIFF, FIRST, NULL, NULL, 0, NULL));
	assert_true(view_has(&reply.body, RULED_VERSION));
	assert_int_equal(view_number(&reply.body, RULED_VERSION), 0);
	assert_true(view_row_count(&reply.body, RULED_CHANGES) > 10);
	expect_refused(ask(leader, RULES_DIFF, FIRST, "名称: 试\n", NULL, 0, NULL),
		"What it is compared with has errors: check it first");
	/* A file with faults is not compared. */
	assert_true(ask(leader, RULES_DIFF, HEAD, FIRST, NULL, 0, NULL));
	assert_true(view_row_count(&reply.body, RULED_FAULTS) > 0);
	assert_int_equal(view_row_count(&reply.body, RULED_CHANGES), 0);
}

/* Straight into the store. */
static void write_record(unsigned entity, const struct record_slot *values, size_t count)
{
	struct store *store = fixture_open(court.path);
	uint64_t id = 0;
	struct change_result result = fixture_set(store, entity, &id, values, count);

	change_result_release(&result);
	store_close(store);
}

static void add_evaluation(const char *name, int64_t from, int64_t state)
{
	const struct record_slot values[] = {{EVALUATION_NAME, value_text(text_of(name))},
		{EVALUATION_FROM, value_number(from)},
		{EVALUATION_TO, value_number(date_add_months(from, 3) - 1)},
		{EVALUATION_STATE, value_number(state)}};

	write_record(ENTITY_EVALUATION, values, 4);
}

static int64_t version_made(void)
{
	assert_true(reply.done);
	return view_number(&reply.body, RULED_VERSION);
}

static void test_activate(void **state)
{
	const int64_t this = date_of(2026, 7, 1), next = date_of(2026, 10, 1);

	(void)state;
	/* Only the office, whoever else asks. */
	expect_refused(
		ask(leader, RULES_ACTIVATE, FIRST, NULL, "x", 0, NULL), "You may not change this rules");
	expect_refused(ask(office, RULES_ACTIVATE, FIRST, NULL, " ", 0, NULL),
		"Say what it is based on: the document's number, or the date of the meeting that decided it");
	expect_refused(ask(office, RULES_ACTIVATE, FIRST, NULL, "x", this, NULL),
		"The period from 2026-07-01 on has begun already: give a reason for changing its rules, or "
		"let them begin with the next one");
	expect_refused(ask(office, RULES_ACTIVATE, FIRST, NULL, "x", next + 1, NULL),
		"A period begins on the first of a month, not on 2026-10-02");
	expect_refused(ask(office, RULES_ACTIVATE, FIRST, NULL, "x", DATE_MAX + 1, NULL),
		"The message makes no sense");
	/* Faults and failing cases stop it, and are told. */
	assert_true(ask(office, RULES_ACTIVATE, HEAD, NULL, "x", 0, NULL));
	assert_true(view_row_count(&reply.body, RULED_FAULTS) > 0);
	assert_false(view_has(&reply.body, RULED_VERSION));
	assert_true(ask(office, RULES_ACTIVATE, BAD_CASE, NULL, "x", 0, NULL));
	assert_int_equal(view_row_count(&reply.body, RULED_CASES), 1);
	assert_false(view_has(&reply.body, RULED_VERSION));
	/* By default for the next quarter; then word for word the same is no new version. */
	assert_true(ask(office, RULES_ACTIVATE, FIRST, NULL, "〔2026〕9号", 0, NULL));
	assert_int_equal(version_made(), 1);
	assert_int_equal(view_number(&reply.body, RULED_FROM), next);
	assert_true(text_is(view_text(&reply.body, RULED_NAME), "新规则"));
	expect_refused(ask(office, RULES_ACTIVATE, FIRST, NULL, "x", 0, NULL),
		"This is word for word version 1, which is in force then");
	/* Not yet in force today. */
	assert_true(ask(leader, RULES_DIFF, FIRST, NULL, NULL, 0, NULL));
	assert_int_equal(view_number(&reply.body, RULED_VERSION), 0);
	assert_true(ask(leader, RULES_DIFF, FIRST, NULL, NULL, next, NULL));
	assert_int_equal(view_number(&reply.body, RULED_VERSION), 1);
	/* The current period with a reason, unless it is published. */
	assert_true(ask(office, RULES_ACTIVATE, SECOND, NULL, "x", this, "更正"));
	assert_int_equal(version_made(), 2);
	assert_true(ask(leader, RULES_DIFF, SECOND, NULL, NULL, 0, NULL));
	assert_int_equal(view_number(&reply.body, RULED_VERSION), 2);
	assert_string_equal(changes(), "");
	add_evaluation("2026Q3", this, EVALUATION_POSTED);
	expect_refused(ask(office, RULES_ACTIVATE, FIRST, NULL, "x", this, "再更正"),
		"2026Q3 is published: the rules it was scored by stay. Let the new ones begin later");
	expect_refused(ask(office, RULES_ACTIVATE, FIRST, NULL, "x", date_of(2026, 1, 1), "再更正"),
		"2026Q3 is published: the rules it was scored by stay. Let the new ones begin later");
	assert_true(ask(office, RULES_ACTIVATE, FIRST, NULL, "x", next, NULL));
	assert_int_equal(version_made(), 3);
}

/* A kind of entries that the court declared is known in the cases, too; one that nobody did is refused. */
static void test_own_kind(void **state)
{
	const struct record_slot values[] = {{ENTRY_KIND_NAME, value_text(TEXT("党纪政务处分"))}};

	(void)state;
	assert_true(ask(office, RULES_TEST, OWN_KIND, NULL, NULL, 0, NULL));
	assert_int_equal(view_row_count(&reply.body, RULED_FAULTS), 1);
	write_record(ENTITY_ENTRY_KIND, values, 1);
	assert_true(ask(office, RULES_TEST, OWN_KIND, NULL, NULL, 0, NULL));
	assert_int_equal(view_row_count(&reply.body, RULED_FAULTS), 0);
	assert_int_equal(view_row_count(&reply.body, RULED_CASES), 1);
	assert_true(ask(office, RULES_ACTIVATE, OWN_KIND, NULL, "x", date_of(2026, 10, 1), NULL));
	assert_true(version_made() > 0);
}

/* Without a word about it, from the next of the periods that the table is for: of several the shortest. */
static void test_first_period(void **state)
{
	static const struct {
		const char *spans;
		int year, month;
	} rows[] = {{"月度", 2026, 3}, {"季度", 2026, 4}, {"半年", 2026, 7}, {"年度", 2027, 1},
		{"[年度, 月度]", 2026, 3}, {"[年度, 半年]", 2026, 7}};
	struct session *winter = court_session_at(&court, NULL, "2026-02-24T07:00:00Z");

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char text[300];

		snprintf(text, sizeof(text), "评比对象: 党支部\n考核周期: %s\n" FIRST, rows[i].spans);
		assert_true(ask(winter, RULES_ACTIVATE, text, NULL, "x", 0, NULL));
		assert_int_equal(
			view_number(&reply.body, RULED_FROM), date_of(rows[i].year, rows[i].month, 1));
	}
	session_close(winter);
}

/* What is in force is written as a whole, by nobody else's hand, and not taken back. */
static void test_not_by_form(void **state)
{
	struct patch patch = PATCH_INIT;
	struct record undo;

	(void)state;
	patch_add(&patch, RULES_REASON, EMPTY_VALUE, value_text(TEXT("改")));
	assert_false(court_apply(office, ENTITY_RULES, 1, &patch, &reply));
	patch_release(&patch);
	record_init(&undo, &undo_shape);
	expect_refused(court_call(office, CALL_UNDO, &undo, &reply),
		"Rules that were put in force are not taken back: put others in force instead");
	record_release(&undo);
}

#define POINTS(n) ((n)*10000) /* of POINT_PLACES */
static int64_t cell(const struct view *row, uint16_t tag)
{
	return view_has(row, tag) ? view_number(row, tag) : -1;
}

/* One contact of the first group: 3 points by the rules in force (version 2), 2 by those tried. */
static void add_contact(void)
{
	const struct record_slot values[] = {{CONTACT_GROUP, value_number((int64_t)court.group)},
		{CONTACT_DATE, value_number(date_of(2026, 8, 3))}, {CONTACT_WHOM, value_text(TEXT("走访"))}};

	write_record(ENTITY_CONTACT, values, 3);
}

static void add_talk(void)
{
	const struct record_slot values[] = {{TALK_GROUP, value_number((int64_t)court.group)},
		{TALK_WITH, value_number((int64_t)court.people[2])},
		{TALK_DATE, value_number(date_of(2026, 8, 3))}, {TALK_KIND, value_number(TALK_HEART)}};

	write_record(ENTITY_TALK, values, 4);
}

static void test_try(void **state)
{
	const int64_t this = date_of(2026, 7, 1);
	struct row_walk rows;

	(void)state;
	add_contact();
	add_talk();
	for (size_t time = 0; time < 2; time++) { /* nothing is kept */
		assert_true(ask(office, RULES_TRY, FIRST, NULL, NULL, this, NULL));
		assert_int_equal(view_number(&reply.body, RULED_VERSION), 2);
		assert_int_equal(view_row_count(&reply.body, RULED_MOVES), 2);
		rows = view_rows(&reply.body, RULED_MOVES);
		assert_true(row_walk_next(&rows));
		assert_true(text_is(view_text(&rows.row, MOVE_NAME), "第一党小组"));
		assert_int_equal(cell(&rows.row, MOVE_OLD_RANK), 1);
		assert_int_equal(cell(&rows.row, MOVE_NEW_RANK), 1);
		assert_int_equal(cell(&rows.row, MOVE_OLD_TOTAL), POINTS(4));
		assert_int_equal(cell(&rows.row, MOVE_NEW_TOTAL), POINTS(3));
		/* 谈心 is 谈话 by another name, and 汇报 gives nothing. */
		assert_int_equal(view_row_count(&reply.body, RULED_MOVE_ITEMS), 1);
		rows = view_rows(&reply.body, RULED_MOVE_ITEMS);
		assert_true(row_walk_next(&rows));
		assert_true(text_is(view_text(&rows.row, MOVE_ITEM_NAME), "联系"));
		assert_int_equal(cell(&rows.row, MOVE_ITEM_OLD), POINTS(3));
		assert_int_equal(cell(&rows.row, MOVE_ITEM_NEW), POINTS(2));
		assert_int_equal(cell(&rows.row, MOVE_ITEM_THERE), 3);
	}
	/* Whoever may not put rules in force tries none: they could compare his group with any other. */
	expect_refused(
		ask(leader, RULES_TRY, FIRST, NULL, NULL, this, NULL), "You may not change this rules");
	expect_refused(
		ask(office, RULES_TRY, FIRST, NULL, NULL, 0, NULL), "Say which period to try it on: 2026Q3");
	expect_refused(ask(office, RULES_TRY, FIRST, NULL, NULL, DATE_MAX, NULL),
		"Say which period to try it on: 2026Q3");
	/* The first table for members is tried beside none. */
	assert_true(ask(office, RULES_TRY, "评比对象: 党员\n" FIRST, NULL, NULL, this, NULL));
	assert_int_equal(view_row_count(&reply.body, RULED_MOVES), COURT_PEOPLE + 1);
	rows = view_rows(&reply.body, RULED_MOVES);
	assert_true(row_walk_next(&rows));
	assert_int_equal(cell(&rows.row, MOVE_OLD_TOTAL), -1);
	assert_int_equal(cell(&rows.row, MOVE_NEW_TOTAL), POINTS(1));
}

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	office = court_session(&court, NULL);
	leader = court_session(&court, "p1");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	session_close(office);
	session_close(leader);
	reply_release(&reply);
	court_remove(&court);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_read_draft),
		cmocka_unit_test(test_diff),
		cmocka_unit_test(test_activate),
		cmocka_unit_test(test_try),
		cmocka_unit_test(test_not_by_form),
		cmocka_unit_test(test_own_kind),
		cmocka_unit_test(test_first_period),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
