/* Who sees which points, over the wire: role by source by state of the evaluation. Lists, single records,
 * filters, orders, searches and trials tell nobody what he may not see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "core/base/date.h"
#include "core/model/sources.h"
#include "core/service/score_sources.h"
#include "tests/harness/court.h"
#include "tests/harness/make.h"
#include <cmocka.h>

enum { GROUPS = 3 };

static struct court court;
static struct reply reply;
static uint64_t groups[GROUPS], evaluation, marks[GROUPS], objections[GROUPS], contacts[GROUPS];
static const char *const names[GROUPS] = {"第一党小组", "第二党小组", "第三党小组"};
static const char *const secrets[GROUPS] = {"一组社区", "二组社区", "三组社区"};

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2, 上限: 40}\n" \
	"      - {名称: 印象, 分值: 5, 人工: {得: 0-5}}\n" \
	"      - {名称: 比较, 数据: 联系群众, 公式: 同类最高 - 值}\n" \
	"等次:\n  - {名: 优秀, 从: 20}\n  - {名: 合格}\n"

/* Whose groups: a bit each; and of these, whose marks and objections, which are their leaders'. An auditor
 * reads what is published, an inspector what he inspected: neither has points of others before that. */
static const struct {
	const char *login, *role;
	unsigned sees, leads;
} roles[] = {{NULL, "office", 7, 7}, {"s1", "secretary", 3, 3}, {"p1", "leader", 1, 1},
	{"p2", "member", 1, 0}, {"q1", "leader of the second", 2, 2}, {"z1", "leader elsewhere", 4, 4},
	{"a1", "auditor", 0, 0}, {"i1", "inspector", 0, 0}};

enum { ROLES = sizeof(roles) / sizeof(*roles) };
static struct session *sessions[ROLES];

static const struct {
	const char *name;
	int state; /* 0: there is no evaluation */
	bool published;
} states[] = {{"no evaluation", 0, false}, {"collecting", EVALUATION_COLLECTING, false},
	{"self", EVALUATION_SELF, false}, {"deciding", EVALUATION_DECIDING, false},
	{"posted", EVALUATION_POSTED, false}, {"final", EVALUATION_FINAL, true}};

/* Rows say by a column whose they are. `always`: publishing changes nothing. */
static const struct {
	const char *source, *whose;
	bool always, posted; /* posted: there is nothing before that */
	bool leaders;        /* for those who lead or oversee */
} lists[] = {{"ranking", "name", false, false}, {"losses", "name", false, false},
	{"result", "name", false, true}, {"mark", "group", true, false, true},
	{"objection", "group", true, false, true}, {"contact", "group", true, false}};

static void set_state(int state)
{
	struct store *store = fixture_open(court.path);

	if (!evaluation)
		evaluation = MAKE(store, ENTITY_EVALUATION, WORDS(EVALUATION_NAME, "二季度"),
			DAY(EVALUATION_FROM, 20260401), DAY(EVALUATION_TO, 20260630),
			NUMBER(EVALUATION_STATE, state));
	else
		CHANGE(store, ENTITY_EVALUATION, evaluation, NUMBER(EVALUATION_STATE, state));
	store_close(store);
}

static void give_marks(void)
{
	struct store *store = fixture_open(court.path);

	for (int i = 0; i < GROUPS; i++) {
		marks[i] = MAKE(store, ENTITY_MARK, NUMBER(MARKING_EVALUATION, evaluation),
			WORDS(MARKING_ITEM, "印象"), NUMBER(MARKING_GROUP, groups[i]),
			WORDS(MARKING_ROLE, "核定"), NUMBER(MARKING_POINTS, (i + 2) * 100),
			NUMBER(MARKING_STATE, MARKING_GIVEN));
		objections[i] = MAKE(store, ENTITY_OBJECTION, NUMBER(OBJECTION_EVALUATION, evaluation),
			NUMBER(OBJECTION_GROUP, groups[i]), WORDS(OBJECTION_ITEM, "联系"),
			NUMBER(OBJECTION_KIND, OBJECTION_OTHER), WORDS(OBJECTION_TEXT, secrets[i]),
			NUMBER(OBJECTION_STATE, OBJECTION_REJECTED), WORDS(OBJECTION_ANSWER, "否"),
			NUMBER(OBJECTION_BY, court.secretary), DAY(OBJECTION_RAISED, 20260701),
			DAY(OBJECTION_DUE, 20260710));
	}
	store_close(store);
}

static bool post(void)
{
	struct record request;
	struct buf ids = BUF_INIT;
	bool done;

	record_init(&request, &run_shape);
	record_text(&request, RUN_OPERATION, TEXT("post"));
	record_number(&request, RUN_ENTITY, ENTITY_EVALUATION);
	buf_varint(&ids, evaluation);
	record_set(&request, RUN_IDS, (struct value){VALUE_IDS, 0, buf_as_text(&ids)});
	done = court_call(sessions[0], CALL_RUN, &request, &reply);
	buf_release(&ids);
	return done;
}

static int setup(void **state)
{
	static const int counts[GROUPS] = {1, 7, 11};
	struct store *store;
	uint64_t branch, leader;

	(void)state;
	court_make(&court);
	store = fixture_open(court.path);
	branch = MAKE(store, ENTITY_BRANCH, WORDS(BRANCH_NAME, "第二党支部"));
	groups[0] = court.group;
	groups[1] = court.other_group;
	groups[2] = MAKE(store, ENTITY_GROUP, WORDS(GROUP_NAME, names[2]), NUMBER(GROUP_BRANCH, branch),
		NUMBER(GROUP_CLASS, 1), NUMBER(GROUP_PRINCIPLE, 1), DAY(GROUP_FOUNDED, 20260101));
	leader = fixture_member(store, groups[2], "z1");
	fixture_term(store, TERM_LEADER, leader, groups[2], 20260101, 0);
	for (size_t i = 0; i < 2; i++)
		MAKE(store, ENTITY_PERSON, WORDS(PERSON_CODE, i ? "i1" : "a1"),
			WORDS(PERSON_NAME, i ? "检查员" : "审计员"), WORDS(PERSON_LOGIN, i ? "i1" : "a1"));
	for (int g = 0; g < GROUPS; g++)
		for (int i = 0; i < counts[g]; i++)
			contacts[g] = MAKE(store, ENTITY_CONTACT, NUMBER(CONTACT_GROUP, groups[g]),
				DAY(CONTACT_DATE, 20260505), WORDS(CONTACT_WHOM, secrets[g]));
	MAKE(store, ENTITY_RULES, WORDS(RULES_NAME, "试"), NUMBER(RULES_VERSION, 1), WORDS(RULES_TEXT, RULES),
		WORDS(RULES_BASIS, "会议"), DAY(RULES_FROM, 20260101));
	/* What names a record of others: his task, from a meeting that he may not see. */
	CHANGE(store, ENTITY_MEETING, court.other_meeting, WORDS(MEETING_TOPIC, "二组议题"));
	MAKE(store, ENTITY_TASK, WORDS(TASK_TITLE, "跨组的事"), NUMBER(TASK_GROUP, groups[0]),
		IDS(TASK_OWNERS, court.people[1]), NUMBER(TASK_MEETING, court.other_meeting),
		DAY(TASK_DUE, 20260930), NUMBER(TASK_STATE, 1));
	store_close(store);
	for (size_t i = 0; i < ROLES; i++)
		sessions[i] = court_session(&court, roles[i].login);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROLES; i++)
		session_close(sessions[i]);
	reply_release(&reply);
	court_remove(&court);
	return 0;
}

/* --- asking --- */

struct asking {
	const char *source, *columns, *where, *sort, *typed;
	uint64_t subject;
};

static bool ask(size_t role, const struct asking *asking)
{
	struct record request;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(asking->source));
	record_text(&request, PAGE_COLUMNS, text_of(asking->columns));
	record_text(&request, PAGE_WHERE, text_of(asking->where ? asking->where : ""));
	record_text(&request, PAGE_SORT, text_of(asking->sort ? asking->sort : ""));
	record_text(&request, PAGE_TYPED, text_of(asking->typed ? asking->typed : ""));
	record_number(&request, PAGE_FROM, date_of(2026, 4, 1));
	record_number(&request, PAGE_TO, date_of(2026, 6, 30));
	record_number(&request, PAGE_SUBJECT, (int64_t)asking->subject);
	record_number(&request, PAGE_COUNT, 100);
	return court_call(sessions[role], CALL_PAGE, &request, &reply);
}

/* The groups that any cell of the rows names, or whose words it says. */
static unsigned told(void)
{
	struct row_walk rows = view_rows(&reply.body, ROWS_ROWS);
	unsigned found = 0;
	int64_t count = 0;

	for (; row_walk_next(&rows); count++)
		for (unsigned cell = 0; cell < 40; cell++) {
			struct text text = view_text(&rows.row, (uint16_t)(CELL_FIRST + cell));

			for (unsigned g = 0; g < GROUPS; g++)
				if (text_find(text, text_of(names[g])) < text.len ||
					text_find(text, text_of(secrets[g])) < text.len)
					found |= 1u << g;
		}
	/* Nothing is counted that is not shown. */
	assert_int_equal(view_number(&reply.body, ROWS_TOTAL), count);
	return found;
}

static size_t rows_told(void)
{
	return view_row_count(&reply.body, ROWS_ROWS);
}

/* All that a source can say. */
static const char *all_columns(const char *source)
{
	static struct buf columns;
	const struct entity *shape = served_source(&court_schema, text_of(source))->shape;

	buf_clear(&columns);
	for (const struct field *field = NULL; (field = entity_next(shape, field));)
		if (field->type != &type_list && !(field->flags & SECRET)) {
			buf_text(&columns, columns.len ? TEXT("\n") : NO_TEXT);
			buf_text(&columns, text_of(field->name));
		}
	return buf_cstr(&columns);
}

static unsigned allowed(size_t role, size_t list, size_t state)
{
	if (lists[list].posted && states[state].state < EVALUATION_POSTED)
		return 0;
	if (lists[list].leaders)
		return evaluation ? roles[role].leads : 0;
	return states[state].published && !lists[list].always ? 7 : roles[role].sees;
}

static size_t wrong;

static void expect(
	unsigned found, unsigned may, size_t role, size_t state, const char *source, const char *how)
{
	if (found == may)
		return;
	print_error("%s, %s, %s by %s: groups %x, may see %x\n", roles[role].role, states[state].name, source,
		how, found, may);
	wrong++;
}

/* --- what is asked --- */

/* Only theirs, whichever way it is asked for. */
static void look_at_list(size_t role, size_t list, size_t state)
{
	const char *source = lists[list].source;
	const struct entity *shape = served_source(&court_schema, text_of(source))->shape;
	unsigned may = allowed(role, list, state);
	char where[200];

	assert_true(ask(role, &(struct asking){source, all_columns(source)}));
	expect(told(), may, role, state, source, "list");
	for (unsigned g = 0; g < GROUPS; g++) {
		snprintf(where, sizeof(where), "%s = %s", lists[list].whose, names[g]);
		assert_true(ask(role, &(struct asking){source, lists[list].whose, .where = where}));
		expect(told(), may & 1u << g, role, state, source, where);
		assert_true(ask(role, &(struct asking){source, lists[list].whose, .typed = names[g]}));
		if (told() & ~may)
			expect(told(), may, role, state, source, "search");
	}
	for (const struct field *field = NULL; (field = entity_next(shape, field));) {
		if (field->type != &type_number && field->type != &type_decimal)
			continue;
		snprintf(where, sizeof(where), "%s >= 0 or %s is empty", field->name, field->name);
		assert_true(ask(role,
			&(struct asking){source, lists[list].whose, .where = where, .sort = field->name}));
		expect(told(), may, role, state, source, where);
		snprintf(where, sizeof(where), "%s > 10", field->name);
		assert_true(ask(role, &(struct asking){source, lists[list].whose, .where = where}));
		if (told() & ~may)
			expect(told(), may, role, state, source, where);
	}
}

/* A sheet, its records, what can be done: of one group each. */
static void look_at_sheets(size_t role, size_t state)
{
	static const struct {
		const char *source;
		bool published; /* everybody's then */
	} sheets[] = {{"sheet", true}, {"points", false}, {"hint", false}};

	for (size_t s = 0; s < sizeof(sheets) / sizeof(*sheets); s++)
		for (unsigned g = 0; g < GROUPS; g++) {
			unsigned may = states[state].published && sheets[s].published ? 7 : roles[role].sees;
			bool shown;

			assert_true(ask(role,
				&(struct asking){sheets[s].source, all_columns(sheets[s].source),
					.subject = groups[g]}));
			shown = rows_told() > 0;
			/* There need not be anything to be done. */
			if (shown && !(may >> g & 1))
				expect(1u << g, 0, role, state, sheets[s].source, names[g]);
			if (!shown && may >> g & 1 && strcmp(sheets[s].source, "hint"))
				expect(0, 1u << g, role, state, sheets[s].source, names[g]);
			/* The words of other groups' records stand on nobody's sheet. */
			expect(told() & ~(1u << g) & ~may, 0, role, state, sheets[s].source, "cells");
		}
	assert_true(ask(role, &(struct asking){"hint", all_columns("hint")}));
	expect(told() & ~roles[role].sees, 0, role, state, "hint", "all");
}

/* How many hold a grade everybody knows, and no name with it. */
static void look_at_grades(size_t role, size_t state)
{
	assert_true(ask(role, &(struct asking){"grades", all_columns("grades")}));
	assert_int_equal(rows_told(), 2);
	expect(told(), 0, role, state, "grades", "list");
}

static void look_at_records(size_t role, size_t state)
{
	const struct {
		unsigned entity;
		const uint64_t *ids;
		unsigned sees;
	} records[] = {{ENTITY_MARK, marks, roles[role].leads},
		{ENTITY_OBJECTION, objections, roles[role].leads},
		{ENTITY_CONTACT, contacts, roles[role].sees}};

	for (size_t r = 0; r < sizeof(records) / sizeof(*records); r++)
		for (unsigned g = 0; g < GROUPS; g++)
			if (records[r].ids[g])
				expect(court_get(sessions[role], records[r].entity, records[r].ids[g], &reply)
						? 1u << g
						: 0,
					records[r].sees & 1u << g, role, state,
					schema_entity(&court_schema, records[r].entity)->name, "get");
}

/* By its whole number; those that are posted are records, too. */
static void look_at_results(size_t role, size_t state)
{
	for (uint64_t id = 1; id <= GROUPS + 1; id++) {
		struct view result;
		unsigned g = 0;

		if (!court_get(sessions[0], ENTITY_RESULT, id, &reply))
			continue;
		result = (struct view){.entity = &result_entity, .body = view_text(&reply.body, GOT_BODY)};
		while (g < GROUPS && (uint64_t)view_number(&result, RESULT_GROUP) != groups[g])
			g++;
		if (g < GROUPS)
			expect(court_get(sessions[role], ENTITY_RESULT, id, &reply) ? 1u << g : 0,
				(states[state].published ? 7 : roles[role].sees) & 1u << g, role, state,
				"result", "get");
	}
}

/* Rules of one's own could compare with anybody: they are tried by the office alone. */
static void look_at_trials(size_t role, size_t state)
{
	struct record request;

	record_init(&request, &rules_shape);
	record_number(&request, RULE_FILE_DO, RULES_TRY);
	record_text(&request, RULE_FILE_TEXT, TEXT(RULES));
	record_number(&request, RULE_FILE_FROM, date_of(2026, 4, 1));
	record_number(&request, RULE_FILE_TO, date_of(2026, 6, 30));
	expect(court_call(sessions[role], CALL_RULES, &request, &reply) ? 7 : 0, roles[role].login ? 0 : 7,
		role, state, "trial", "call");
}

static void nobody_sees_more_than_his(void **state)
{
	(void)state;
	for (size_t s = 0; s < sizeof(states) / sizeof(*states); s++) {
		if (states[s].state == EVALUATION_POSTED)
			assert_true(post());
		else if (states[s].state)
			set_state(states[s].state);
		if (states[s].state == EVALUATION_COLLECTING)
			give_marks();
		for (size_t r = 0; r < ROLES; r++) {
			for (size_t l = 0; l < sizeof(lists) / sizeof(*lists); l++)
				look_at_list(r, l, s);
			look_at_sheets(r, s);
			look_at_grades(r, s);
			look_at_records(r, s);
			look_at_results(r, s);
			look_at_trials(r, s);
		}
	}
	assert_int_equal(wrong, 0);
}

/* Through a record of his own he does not look into one that he may not see: neither its fields, nor by
 * asking for what they hold, nor by its name. */
static void paths_end_at_what_is_hidden(void **state)
{
	enum { OFFICE = 0, MEMBER = 3 };

	(void)state;
	assert_true(
		ask(OFFICE, &(struct asking){"task", "meeting.topic", .where = "meeting.topic = 二组议题"}));
	assert_int_equal(rows_told(), 1);
	assert_true(ask(MEMBER, &(struct asking){"task", "title", .where = "title = 跨组的事"}));
	assert_int_equal(rows_told(), 1);
	assert_true(ask(MEMBER, &(struct asking){"task", "meeting.topic", .where = "title = 跨组的事"}));
	assert_int_equal(rows_told(), 1);
	for (struct row_walk rows = view_rows(&reply.body, ROWS_ROWS); row_walk_next(&rows);)
		assert_false(view_has(&rows.row, CELL_FIRST));
	assert_true(ask(MEMBER, &(struct asking){"task", "title", .where = "meeting.topic = 二组议题"}));
	assert_int_equal(rows_told(), 0);
	assert_true(ask(MEMBER, &(struct asking){"task", "title", .where = "meeting.topic ~ 议"}));
	assert_int_equal(rows_told(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_sees_more_than_his), cmocka_unit_test(paths_end_at_what_is_hidden)};

	return cmocka_run_group_tests(tests, setup, teardown);
}
