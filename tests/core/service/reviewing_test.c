/* Who may give which mark, over the wire: the group itself during the self-score, its branch's secretary
 * during the review and only what the rules name him for; what waits for him, and until when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "core/base/date.h"
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 作风, 分值: 5, 人工: {得: 0-5, 评分人: [自评, 支部书记]}}\n" \
	"      - {名称: 会风, 分值: 5, 人工: 0-5}\n" \
	"      - {名称: 纪律, 分值: 5, 人工: {得: 0-5, 评分人: 书记}}\n"

static const char *const roles[] = {"自评", "支部书记", "核定"}, *const items[] = {"作风", "会风"};

static bool gives(struct session *session, uint64_t group, const char *role, const char *item)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, MARKING_EVALUATION, EMPTY_VALUE, value_number((int64_t)at.evaluation));
	patch_add(&patch, MARKING_ITEM, EMPTY_VALUE, value_text(text_of(item)));
	patch_add(&patch, MARKING_GROUP, EMPTY_VALUE, value_number((int64_t)group));
	patch_add(&patch, MARKING_ROLE, EMPTY_VALUE, value_text(text_of(role)));
	patch_add(&patch, MARKING_POINTS, EMPTY_VALUE, value_number(300));
	done = court_apply(session, ENTITY_MARK, -1, &patch, &at.reply);
	patch_release(&patch);
	return done;
}

/* Letters of those who may, over the wire: office, leader, other leader, secretary, member; by role and item.
 */
static const char *matrix(uint64_t group)
{
	const struct {
		struct session *session;
		char letter;
	} who[] = {
		{at.office, 'o'}, {at.leader, 'l'}, {at.other, 'x'}, {at.secretary, 's'}, {at.member, 'm'}};
	static struct buf found;

	buf_clear(&found);
	for (size_t r = 0; r < sizeof(roles) / sizeof(*roles); r++)
		for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
			buf_text(&found, found.len ? TEXT(" ") : NO_TEXT);
			for (size_t w = 0; w < sizeof(who) / sizeof(*who); w++)
				if (gives(who[w].session, group, roles[r], items[i]))
					buf_byte(&found, (uint8_t)who[w].letter);
		}
	return buf_cstr(&found);
}

static void put_state(int64_t state)
{
	PUT(&at, ENTITY_EVALUATION, at.evaluation, NUMBER(EVALUATION_STATE, state));
}

static void test_matrix(void **state)
{
	uint64_t branch = PUT(&at, ENTITY_BRANCH, 0, WORDS(BRANCH_NAME, "第二党支部"));
	uint64_t far =
		PUT(&at, ENTITY_GROUP, 0, WORDS(GROUP_NAME, "远方党小组"), NUMBER(GROUP_BRANCH, branch));

	(void)state;
	put_state(EVALUATION_COLLECTING);
	assert_string_equal(matrix(at.court.group), "o o o o o o");
	put_state(EVALUATION_SELF);
	assert_string_equal(matrix(at.court.group), "ol ol o o o o");
	put_state(EVALUATION_REVIEW);
	/* What the rules name him for, and no other; nothing of another branch. */
	assert_string_equal(matrix(at.court.group), "o o os o o o");
	assert_string_equal(matrix(at.court.other_group), "o o os o o o");
	assert_string_equal(matrix(far), "o o o o o o");
	assert_false(gives(at.secretary, at.court.group, "支部书记", "会风"));
	assert_string_equal(reply_words(&at.reply), "The rules do not let 支部书记 judge \"会风\"");
	/* By whichever of his names. */
	assert_true(gives(at.secretary, at.court.group, "支部书记", "纪律"));
	assert_true(gives(at.secretary, at.court.other_group, "书记", "纪律"));
	assert_false(gives(at.secretary, far, "支部书记", "作风"));
	assert_string_equal(reply_words(&at.reply), "You may not see this mark");
	put_state(EVALUATION_DECIDING);
	assert_string_equal(matrix(at.court.group), "o o o o o o");
	put_state(EVALUATION_POSTED);
	assert_string_equal(matrix(at.court.group), "");
}

/* Nobody takes another's mark for his own. */
static void test_not_anothers(void **state)
{
	uint64_t checked;
	struct patch patch = PATCH_INIT;

	(void)state;
	put_state(EVALUATION_REVIEW);
	checked = evaluating_mark(&at, at.court.group, "作风", 100);
	patch_add(&patch, MARKING_ROLE, value_text(TEXT("核定")), value_text(TEXT("支部书记")));
	assert_false(court_apply(at.secretary, ENTITY_MARK, (int64_t)checked, &patch, &at.reply));
	assert_string_equal(reply_words(&at.reply), "You may not change this mark");
	patch_release(&patch);
}

static const char *waiting(struct session *session)
{
	static struct buf seen;
	struct record request;
	struct row_walk rows;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("judging"));
	record_text(&request, PAGE_COLUMNS, TEXT("name\nitem\nrole\ndue"));
	record_number(&request, PAGE_COUNT, 50);
	assert_true(court_call(session, CALL_PAGE, &request, &at.reply));
	buf_clear(&seen);
	for (rows = view_rows(&at.reply.body, ROWS_ROWS); row_walk_next(&rows);) {
		for (unsigned cell = CELL_FIRST; cell < CELL_FIRST + 3; cell++) {
			buf_text(&seen, view_text(&rows.row, (uint16_t)cell));
			buf_byte(&seen, ' ');
		}
		date_format(view_number(&rows.row, CELL_FIRST + 3), &seen);
		buf_text(&seen, TEXT("; "));
	}
	return buf_cstr(&seen);
}

/* Without days: what waits for the reader, of all evaluations whose marks are asked for, with the last day.
 */
static void test_waiting(void **state)
{
	(void)state;
	put_state(EVALUATION_COLLECTING);
	assert_string_equal(waiting(at.secretary), "");
	evaluating_step(&at, "open_review");
	/* Given before, in the matrix. */
	assert_string_equal(waiting(at.secretary), "");
	PUT(&at, ENTITY_GROUP, 0, WORDS(GROUP_NAME, "新党小组"), NUMBER(GROUP_BRANCH, at.court.branch));
	assert_string_equal(
		waiting(at.secretary), "新党小组 作风 支部书记 2026-10-01; 新党小组 纪律 书记 2026-10-01; ");
	assert_string_equal(waiting(at.leader), "");
	PUT(&at, ENTITY_EVALUATION, at.evaluation, DAY(EVALUATION_MARKS, 20261012));
	assert_string_equal(
		waiting(at.secretary), "新党小组 作风 支部书记 2026-10-12; 新党小组 纪律 书记 2026-10-12; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matrix),
		cmocka_unit_test(test_not_anothers),
		cmocka_unit_test(test_waiting),
	};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
