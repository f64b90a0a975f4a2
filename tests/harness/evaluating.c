#include "tests/harness/evaluating.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "core/base/sentence.h"
#include <cmocka.h>

static int64_t from(void)
{
	return date_of(2026, 4, 1);
}

static int64_t to(void)
{
	return date_of(2026, 6, 30);
}

uint64_t evaluating_put(struct evaluating *evaluating, unsigned entity, uint64_t id,
	const struct record_slot *values, size_t count)
{
	struct store *store = fixture_open(evaluating->court.path);
	struct change_result result = fixture_set(store, entity, &id, values, count);

	change_result_release(&result);
	store_close(store);
	return id;
}

uint64_t evaluating_mark(struct evaluating *evaluating, uint64_t group, const char *item, int64_t points)
{
	return PUT(evaluating, ENTITY_MARK, 0, NUMBER(MARKING_EVALUATION, evaluating->evaluation),
		WORDS(MARKING_ITEM, item), NUMBER(MARKING_GROUP, group), WORDS(MARKING_ROLE, "核定"),
		NUMBER(MARKING_POINTS, points), NUMBER(MARKING_STATE, MARKING_GIVEN));
}

bool evaluating_run(struct evaluating *evaluating, struct session *session, const char *operation,
	unsigned entity, uint64_t id, const struct record_slot *values, size_t count)
{
	const struct operation *is = operation_named(text_of(operation));
	struct record request, arguments;
	struct buf body = BUF_INIT, ids = BUF_INIT;
	bool done;

	assert_non_null(is);
	record_init(&request, &run_shape);
	record_text(&request, RUN_OPERATION, text_of(operation));
	record_number(&request, RUN_ENTITY, entity);
	if (entity == ENTITY_EVALUATION && !id)
		id = evaluating->evaluation;
	buf_varint(&ids, id);
	if (id)
		record_set(&request, RUN_IDS, (struct value){VALUE_IDS, 0, buf_as_text(&ids)});
	if (is->arguments) {
		record_init(&arguments, is->arguments);
		for (size_t i = 0; i < count; i++)
			record_set(&arguments, values[i].tag, values[i].value);
		record_write(&arguments, &body);
		record_text(&request, RUN_ARGUMENTS, buf_as_text(&body));
		record_release(&arguments);
	}
	done = court_call(session, CALL_RUN, &request, &evaluating->reply);
	buf_release(&body);
	buf_release(&ids);
	return done;
}

void evaluating_step(struct evaluating *evaluating, const char *operation)
{
	if (!evaluating_run(evaluating, evaluating->office, operation, ENTITY_EVALUATION, 0, NULL, 0))
		fail_msg("%s: %s", operation, reply_words(&evaluating->reply));
}

void evaluating_refused(struct evaluating *evaluating, bool done, const char *words)
{
	assert_false(done);
	assert_string_equal(reply_words(&evaluating->reply), words);
}

static void put_cell(const struct value *value, struct buf *out)
{
	if (value->kind == VALUE_NUMBER)
		buf_printf(out, "%lld", (long long)value->number);
	else
		sentence_show(value->bytes, LANGUAGE_EN, NULL, out);
}

const char *evaluating_see(struct evaluating *evaluating, struct session *session, const char *source,
	const char *columns, uint64_t subject, unsigned kind)
{
	static struct buf seen;
	int64_t first = date_of(2026, evaluating->month, 1);
	struct record request;
	struct row_walk rows;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(source));
	record_text(&request, PAGE_COLUMNS, text_of(columns));
	record_number(&request, PAGE_FROM, first);
	record_number(&request, PAGE_TO, date_add_months(first, evaluating->months) - 1);
	record_number(&request, PAGE_SCORED, evaluating->scored);
	record_number(&request, PAGE_SUBJECT, (int64_t)subject);
	record_number(&request, PAGE_KIND, kind);
	record_number(&request, PAGE_COUNT, 50);
	if (!court_call(session, CALL_PAGE, &request, &evaluating->reply))
		fail_msg("%s: %s", source, reply_words(&evaluating->reply));
	buf_clear(&seen);
	for (rows = view_rows(&evaluating->reply.body, ROWS_ROWS); row_walk_next(&rows);) {
		for (unsigned cell = CELL_FIRST; cell < CELL_FIRST + 4; cell++) {
			struct value value;

			if (!view_get(&rows.row, (uint16_t)cell, &value))
				continue;
			put_cell(&value, &seen);
			buf_byte(&seen, ' ');
		}
		buf_text(&seen, TEXT("; "));
	}
	return buf_cstr(&seen);
}

const char *evaluating_follows(
	struct evaluating *evaluating, const char *operation, unsigned entity, uint64_t id)
{
	static struct buf words;
	struct row_walk rows;
	struct message follows;

	if (!court_get(evaluating->office, entity, id, &evaluating->reply))
		fail_msg("%s: %s", operation, reply_words(&evaluating->reply));
	buf_clear(&words);
	for (rows = view_rows(&evaluating->reply.body, GOT_OPERATIONS); row_walk_next(&rows);)
		if (text_is(view_text(&rows.row, OPERATION_NAME), operation) &&
			view_number(&rows.row, OPERATION_ALLOWED) &&
			message_decode(view_text(&rows.row, OPERATION_WHY), &follows))
			message_show(&follows, LANGUAGE_EN, NULL, &words);
	return buf_cstr(&words);
}

void evaluating_activate(struct evaluating *evaluating, const char *rules)
{
	struct record request;

	record_init(&request, &rules_shape);
	record_number(&request, RULE_FILE_DO, RULES_ACTIVATE);
	record_text(&request, RULE_FILE_TEXT, text_of(rules));
	record_text(&request, RULE_FILE_BASIS, TEXT("会议"));
	record_text(&request, RULE_FILE_REASON, TEXT("试"));
	record_number(&request, RULE_FILE_FROM, from());
	if (!court_call(evaluating->office, CALL_RULES, &request, &evaluating->reply))
		fail_msg("rules: %s", reply_words(&evaluating->reply));
	assert_true(view_has(&evaluating->reply.body, RULED_VERSION));
}

static void add_groups(struct evaluating *evaluating, uint64_t *groups, size_t count)
{
	static const char *const names[] = {"第三党小组", "第四党小组", "第五党小组", "第六党小组"};

	for (size_t i = 0; i < count; i++)
		groups[i] = PUT(evaluating, ENTITY_GROUP, 0, WORDS(GROUP_NAME, names[i]),
			NUMBER(GROUP_BRANCH, evaluating->court.branch), NUMBER(GROUP_CLASS, 1),
			NUMBER(GROUP_PRINCIPLE, 1), DAY(GROUP_FOUNDED, 20260101));
}

void evaluating_begin(struct evaluating *evaluating, const char *rules, uint64_t *groups, size_t more)
{
	memset(evaluating, 0, sizeof(*evaluating));
	evaluating->month = 4;
	evaluating->months = 3;
	court_make(&evaluating->court);
	evaluating->evaluation = PUT(evaluating, ENTITY_EVALUATION, 0, WORDS(EVALUATION_NAME, "2026Q2"),
		NUMBER(EVALUATION_FROM, from()), NUMBER(EVALUATION_TO, to()),
		NUMBER(EVALUATION_STATE, EVALUATION_COLLECTING));
	add_groups(evaluating, groups, more);
	evaluating->office = court_session(&evaluating->court, NULL);
	evaluating->leader = court_session(&evaluating->court, "p1");
	evaluating->other = court_session(&evaluating->court, "q1");
	evaluating->secretary = court_session(&evaluating->court, "s1");
	evaluating->member = court_session(&evaluating->court, "p3");
	evaluating_activate(evaluating, rules);
}

void evaluating_end(struct evaluating *evaluating)
{
	session_close(evaluating->office);
	session_close(evaluating->leader);
	session_close(evaluating->other);
	session_close(evaluating->secretary);
	session_close(evaluating->member);
	reply_release(&evaluating->reply);
	court_remove(&evaluating->court);
}

static struct {
	struct evaluating *evaluating;
	const char *rules;
	uint64_t *groups;
	size_t more;
} under_way;

static int setup(void **state)
{
	(void)state;
	evaluating_begin(under_way.evaluating, under_way.rules, under_way.groups, under_way.more);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	evaluating_end(under_way.evaluating);
	return 0;
}

int evaluating_tests(struct evaluating *evaluating, const char *rules, uint64_t *groups, size_t more,
	const struct CMUnitTest *tests, size_t count)
{
	under_way.evaluating = evaluating;
	under_way.rules = rules;
	under_way.groups = groups;
	under_way.more = more;
	return _cmocka_run_group_tests("tests", tests, count, setup, teardown);
}
