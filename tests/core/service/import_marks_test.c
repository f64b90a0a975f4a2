/* Marks in a file: only of what the rules of their evaluation have somebody judge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/service/naming.h"
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;
static const char *evaluation = "测评";
static int points = 3;
static const char *paper = "";

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2}\n" \
	"      - {名称: 印象, 分值: 5, 人工: {得: 0-5}}\n" \
	"      - {名称: 测试, 分值: 5, 人工: {得: 0-5, 须附: 是, 须写理由: 是}}\n" \
	"      - 名称: 作风建设\n        分值: 5\n        扣分清单:\n" \
	"          - {情形: 着装不整, 扣: 1}\n" \
	"          - {情形: 迟到早退, 扣: 1}\n" \
	"等次: [{名: 好, 从: 3}, {名: 差}]\n" \
	"一票否决:\n  - {情形: 违纪违法, 后果: 至多差}\n"

/* A cell is ended by a comma. */
static struct text cells_of(const char *line, struct buf *room)
{
	buf_clear(room);
	for (; *line; line++)
		buf_byte(room, *line == ',' ? 0x1f : *line);
	return buf_as_text(room);
}

/* The marks of one item are read; what is wrong with them, in English. */
static const char *read_marks(const char *item)
{
	static char words[400];
	struct buf room = BUF_INIT, header = BUF_INIT, rows = BUF_INIT, line = BUF_INIT;
	struct record request, row;
	struct row_walk faults;

	record_init(&row, &line_rows);
	buf_printf(&room, "%s,%s,第一党小组,%d,%s", evaluation, item, points, paper);
	record_number(&row, LINE_NUMBER, 2);
	record_text(&row, LINE_CELLS, cells_of(buf_cstr(&room), &line));
	buf_clear(&room);
	record_write(&row, &room);
	rows_add(&rows, 1, buf_as_text(&room));
	record_init(&request, &import_shape);
	record_number(&request, IMPORT_ENTITY, ENTITY_MARK);
	record_text(&request, IMPORT_HEADER, cells_of("评比周期,项目,党小组,分数,佐证", &header));
	record_set(&request, IMPORT_ROWS, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	assert_true(court_call(at.office, CALL_IMPORT, &request, &at.reply));
	words[0] = '\0';
	faults = view_rows(&at.reply.body, IMPORTED_FAULTS);
	while (row_walk_next(&faults)) {
		struct message message;

		buf_clear(&room);
		assert_true(message_decode(view_text(&faults.row, FAULT_MESSAGE), &message));
		message_show(&message, LANGUAGE_EN, NULL, &room);
		strncat(words, buf_cstr(&room), sizeof(words) - strlen(words) - 1);
		buf_clear(&room);
		buf_text(&room, view_text(&faults.row, FAULT_SUGGESTIONS));
		if (room.len)
			snprintf(words + strlen(words), sizeof(words) - strlen(words), " [%s]",
				buf_cstr(&room));
	}
	record_release(&row);
	buf_release(&room);
	buf_release(&header);
	buf_release(&rows);
	buf_release(&line);
	return words;
}

static void test_items(void **state)
{
	(void)state;
	PUT(&at, ENTITY_EVALUATION, at.evaluation, WORDS(EVALUATION_NAME, "测评"));
	/* What people judge: an item, a case of one, all cases of one, a veto. */
	assert_string_equal(read_marks("印象"), "");
	assert_string_equal(read_marks("作风建设/着装不整"), "");
	assert_string_equal(read_marks("作风建设"), "");
	assert_string_equal(read_marks("违纪违法"), "");
	assert_string_equal(read_marks("印像"),
		"\"印像\" is nothing that the rules of this evaluation let anybody judge [印象]");
	points = 6;
	assert_string_equal(read_marks("印象"), "The rule lets 0-5 be given here, not 6");
	assert_string_equal(read_marks("作风建设/着装不整"), "");
	points = 0;
	assert_string_equal(read_marks("印象"), "");
	points = 3;
	/* Counted, not judged. */
	assert_string_equal(read_marks("联系"),
		"\"联系\" is nothing that the rules of this evaluation let anybody judge");
}

/* It may come later: said, and no fault. */
static void test_needs(void **state)
{
	(void)state;
	assert_string_equal(read_marks("测试"),
		"The rule demands a reason: without one the mark does not count yet"
		"The rule demands evidence: without it the mark does not count yet");
}

static uint64_t add_paper(const char *title, const char *number, const char *issuer)
{
	return PUT(&at, ENTITY_EVIDENCE, 0, WORDS(EVIDENCE_TITLE, title), WORDS(EVIDENCE_NUMBER, number),
		WORDS(EVIDENCE_ISSUER, issuer));
}

static bool find_paper(struct world *world, void *arg, struct error *err)
{
	struct world_naming over;
	uint64_t *id = arg;

	*id = 0;
	return naming_over(&over, world, LANGUAGE_ZH)
		->find(&over.naming, ENTITY_EVIDENCE, text_of(paper), id, err);
}

static uint64_t found(void)
{
	struct store *store = fixture_open(at.court.path);
	struct error err = ERROR_INIT;
	uint64_t id = 0;

	store_read(store, 0, find_paper, &id, &err);
	store_close(store);
	return id;
}

static bool find_nobody(struct world *world, void *arg, struct error *err)
{
	struct world_naming over;
	uint64_t id;

	(void)arg;
	return naming_over(&over, world, LANGUAGE_EN)
		->find(&over.naming, ENTITY_PERSON, TEXT("无此人"), &id, err);
}

/* Names may be shared: it is said by what to tell them apart. */
static void test_people(void **state)
{
	struct store *store = fixture_open(at.court.path);
	struct error err = ERROR_INIT;
	struct buf words = BUF_INIT;

	(void)state;
	assert_false(store_read(store, 0, find_nobody, NULL, &err));
	message_show(&err.message, LANGUAGE_EN, NULL, &words);
	assert_string_equal(buf_cstr(&words),
		"There is no person \"无此人\", or more than one: of several write the code");
	buf_release(&words);
	store_close(store);
}

/* A paper is quoted by its number, as on the letter; with its issuer where several have that number. */
static void test_papers(void **state)
{
	const uint64_t first = add_paper("通报", "丹法党〔2026〕9号", "机关党委");
	const uint64_t second = add_paper("通知", "7号", "机关党委"),
		       third = add_paper("通知", "7号", "政治部");

	(void)state;
	paper = "丹法党〔2026〕8号";
	assert_string_equal(
		read_marks("印象"), "There is no evidence \"丹法党〔2026〕8号\", or more than one");
	paper = "丹法党[2026]9号";
	assert_string_equal(read_marks("印象"), "");
	assert_int_equal(found(), first);
	paper = "7号";
	assert_string_equal(read_marks("印象"),
		"Several issuers have the number \"7号\": write the issuer before it, as 机关党委 7号");
	paper = "机关党委7号";
	assert_int_equal(found(), second);
	paper = "政治部 7号;丹法党〔2026〕9号";
	assert_string_equal(read_marks("印象"), "");
	paper = "政治部 7号";
	assert_int_equal(found(), third);
	/* Entered twice it is one paper. */
	add_paper("通知", "7号", "政治部");
	assert_int_equal(found(), third);
	paper = "通报";
	assert_int_equal(found(), first);
	paper = "";
}

/* What results were made of stands, whoever reads in a file. */
static void test_posted(void **state)
{
	(void)state;
	evaluating_mark(&at, at.court.group, "印象", 300);
	evaluating_mark(&at, at.court.other_group, "印象", 300);
	evaluating_step(&at, "open_review");
	PUT(&at, ENTITY_EVALUATION, at.evaluation, NUMBER(EVALUATION_STATE, EVALUATION_POSTED));
	/* It says again what is there. */
	assert_string_equal(read_marks("印象"), "");
	points = 4;
	assert_string_equal(
		read_marks("印象"), "The results of this evaluation are posted: take them back first");
}

/* Of members there are no rules; and a group is none of them. */
static void test_of_members(void **state)
{
	(void)state;
	PUT(&at, ENTITY_EVALUATION, 0, WORDS(EVALUATION_NAME, "员评"), DAY(EVALUATION_FROM, 20260401),
		DAY(EVALUATION_TO, 20260630), NUMBER(EVALUATION_SUBJECT, ENTITY_PERSON));
	evaluation = "员评";
	assert_string_equal(read_marks("印象"),
		"This evaluation is of another: say of which person"
		"No rules of subject person are in force then: activate a file of it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_items), cmocka_unit_test(test_needs),
		cmocka_unit_test(test_people), cmocka_unit_test(test_papers), cmocka_unit_test(test_posted),
		cmocka_unit_test(test_of_members)};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
