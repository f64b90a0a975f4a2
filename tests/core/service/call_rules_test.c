/* Rules over the wire: read out for whoever edits them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* In a draft the item with the fault is silent, its neighbours are not. */
static void test_read_draft(void **state)
{
	(void)state;
	assert_string_equal(read_out("三个", 0, "一"), "3 一 7-9");
	assert_int_equal(view_row_count(&reply.body, RULED_FAULTS), 1);
	assert_string_equal(read_out("三个", 0, "二"), "");
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
		cmocka_unit_test(test_read_draft),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
