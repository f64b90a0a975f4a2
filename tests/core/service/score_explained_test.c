/* On the wire: records behind points that the reader may not open are counted and not named; the rule's own
 * text; the points of the last periods. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "core/base/date.h"
#include "tests/harness/court.h"
#include "tests/harness/make.h"
#include <cmocka.h>

static struct court court;
static struct reply reply;

#define TALKS "名称: 谈心, 条款: 思想工作制度, 数据: 谈话.谈心谈话, 每个: 2"
#define RULES \
	"# 一\n名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {" TALKS "}\n\n" \
	"      - 名称: 联系\n        数据: 联系群众\n        每个: 1\n" \
	"等次:\n  - {名: 合格}\n"

static void add_rules(struct store *store, int version, int from, const char *text)
{
	MAKE(store, ENTITY_RULES, WORDS(RULES_NAME, "试"), NUMBER(RULES_VERSION, version),
		WORDS(RULES_TEXT, text), WORDS(RULES_BASIS, "会议"), DAY(RULES_FROM, from));
}

static int setup(void **state)
{
	struct store *store;

	(void)state;
	fixture_path(court.path);
	store = fixture_open(court.path);
	court_fill(&court, store);
	add_rules(store, 1, 20260101, RULES);
	for (size_t i = 1; i < 4; i++)
		MAKE(store, ENTITY_TALK, NUMBER(TALK_KIND, TALK_HEART), DAY(TALK_DATE, 20260512),
			NUMBER(TALK_GROUP, court.group), NUMBER(TALK_BY, court.people[0]),
			NUMBER(TALK_WITH, court.people[i]), WORDS(TALK_ABOUT, "家事"));
	MAKE(store, ENTITY_CONTACT, NUMBER(CONTACT_GROUP, court.group), DAY(CONTACT_DATE, 20260203),
		WORDS(CONTACT_WHOM, "社区"));
	store_close(store);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	reply_release(&reply);
	court_remove(&court);
	return 0;
}

/* "cell|cell; " as that login sees them; what is empty has nothing between its bars. */
static const char *see(
	const char *login, const char *source, const char *columns, unsigned cells, unsigned kind)
{
	static char seen[1000];
	struct session *session = court_session(&court, login);
	struct record request;
	struct row_walk rows;
	size_t len = 0;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(source));
	record_text(&request, PAGE_COLUMNS, text_of(columns));
	record_number(&request, PAGE_FROM, date_of(2026, 4, 1));
	record_number(&request, PAGE_TO, date_of(2026, 6, 30));
	record_number(&request, PAGE_SUBJECT, (int64_t)court.group);
	record_number(&request, PAGE_KIND, kind);
	record_number(&request, PAGE_COUNT, 50);
	assert_true(court_call(session, CALL_PAGE, &request, &reply));
	session_close(session);
	seen[0] = '\0';
	for (rows = view_rows(&reply.body, ROWS_ROWS); row_walk_next(&rows);) {
		for (unsigned cell = 0; cell < cells; cell++) {
			struct value value;

			view_get(&rows.row, (uint16_t)(CELL_FIRST + cell), &value);
			len += (size_t)snprintf(seen + len, sizeof(seen) - len, cell ? "|" : "");
			if (value.kind == VALUE_TEXT)
				len += (size_t)snprintf(seen + len, sizeof(seen) - len, "%.*s",
					(int)value.bytes.len, value.bytes.at);
			else if (value.kind != VALUE_EMPTY)
				len += (size_t)snprintf(
					seen + len, sizeof(seen) - len, "%lld", (long long)value.number);
		}
		len += (size_t)snprintf(seen + len, sizeof(seen) - len, "; ");
	}
	return seen;
}

static bool sent(const char *words)
{
	return text_find(buf_as_text(&reply.bytes), text_of(words)) < reply.bytes.len;
}

/* Talks are between two people: a member of the group sees how many count, what they give and by which
 * clause. */
static void test_hidden(void **state)
{
	static const char columns[] = "count\nworth\nitem\ndate\nentity\nrecord";

	(void)state;
	assert_string_equal(see("p9", "points", columns, 6, 1), "3|60000|谈心|||; ");
	see("p9", "points", "what\nline\ncount", 3, 1);
	assert_true(sent("records you may not see"));
	assert_false(sent("家事") || sent("乙二水") || sent("丙三木"));
	assert_string_equal(
		see("p9", "sheet", "points\nrecords\nclause", 3, 0), "60000|3|思想工作制度; 0||; ");
	/* Who leads opens each. */
	assert_non_null(strstr(see("p1", "points", columns, 6, 1), "|20000|谈心|"));
	see("p1", "points", "what", 1, 1);
	assert_true(sent("家事"));
}

static void test_clause(void **state)
{
	(void)state;
	assert_string_equal(see("p9", "clause", "item\nclause\nrules\nversion\nfirst\nlast\ntext", 7, 1),
		"谈心|思想工作制度|试|1|6|6|      - {" TALKS "}; ");
	assert_string_equal(see("p9", "clause", "first\nlast\ntext", 3, 2),
		"8|10|      - 名称: 联系\n        数据: 联系群众\n        每个: 1; ");
}

/* Five periods, less those that began before the court did; where the rules change, it is said. */
static void test_trend(void **state)
{
	struct store *store;

	(void)state;
	assert_string_equal(see("p9", "trend", "period\ntotal\nrank\nposted\nchanged", 5, 0),
		"2026Q1|10000|1|0|0; 2026Q2|60000|1|0|0; ");
	store = fixture_open(court.path);
	add_rules(store, 2, 20260401, RULES "# 二\n");
	store_close(store);
	assert_string_equal(see("p9", "trend", "period\ntotal\nrank\nposted\nchanged", 5, 0),
		"2026Q1|10000|1|0|0; 2026Q2|60000|1|0|1; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_clause),
		cmocka_unit_test(test_trend),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
