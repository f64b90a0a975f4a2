#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "core/schema/predicate.h"
#include "tests/harness/sample.h"
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- a small world: 1 张三 helps nobody; 2 李四 belongs to 1, helped by 1 and 3; 3 单伟, read shan wei ---
 */

static struct buf bodies[4];
static bool lines_beside; /* the world has a line kept beside record 2 */

static bool get(struct world *world, unsigned entity, uint64_t id, struct view *view, struct error *err)
{
	(void)world;
	(void)err;
	if (entity != SAMPLE_ID || !id || id >= COUNT(bodies))
		return false;
	*view = (struct view){.entity = &sample_entity, .id = id, .body = buf_as_text(&bodies[id])};
	return true;
}

static bool rows(struct world *world, const struct view *view, uint16_t tag, world_visit *visit, void *arg,
	struct error *err)
{
	struct view line = {.entity = &sample_line_rows,
		.id = 1,
		.body = TEXT("\3\6\xe5\xad\xa6\xe4\xb9\xa0")}; /* 学习 */

	(void)world;
	(void)tag;
	(void)err;
	if (lines_beside && view->id == 2)
		visit(&line, arg);
	return true;
}

static struct world world = {.schema = &sample_schema, .get = get, .rows = rows};

static bool find(struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	static const char *const names[] = {"", "张三", "李四", "单伟"};

	(void)naming;
	(void)target;
	(void)err;
	for (size_t i = 1; i < COUNT(names); i++)
		if (text_is(text, names[i])) {
			*id = i;
			return true;
		}
	return false;
}

static struct naming naming = {find, NULL, 20720, LANGUAGE_ZH};

static int setup(void **state)
{
	static const char *const names[] = {"", "张三", "李四", "单伟"};

	(void)state;
	for (size_t i = 1; i < COUNT(bodies); i++) {
		struct record record;
		struct buf roll = BUF_INIT;

		record_init(&record, &sample_entity);
		record_text(&record, SAMPLE_NAME, text_of(names[i]));
		record_number(&record, SAMPLE_COUNT, (int64_t)i * 10);
		if (i == 2) {
			record_text(&record, SAMPLE_ESSAY, TEXT("三楼会议室 and \"quoted\""));
			record_number(&record, SAMPLE_SHARE, 750);
			record_number(&record, SAMPLE_DAY, 20720);
			record_number(&record, SAMPLE_DONE, 1);
			record_number(&record, SAMPLE_KIND, 2);
			record_number(&record, SAMPLE_KINDS, 1 << 1 | 1 << 2);
			record_number(&record, SAMPLE_OWNER, 1);
			record_set(&record, SAMPLE_HELPERS, (struct value){VALUE_IDS, 0, TEXT("\1\3")});
			rows_add(&roll, 1, TEXT("\2\2\4\2"));  /* mark 1 */
			rows_add(&roll, 3, TEXT("\2\6\4\12")); /* mark 5 */
			record_set(&record, SAMPLE_ROLL, (struct value){VALUE_ROWS, 0, buf_as_text(&roll)});
		}
		if (i == 3) {
			record_text(&record, SAMPLE_SOUNDS, TEXT("shan wei"));
			record_number(&record, SAMPLE_OWNER, 2);
			record_number(&record, SAMPLE_HELPERS, 0);
			record_set(&record, SAMPLE_HELPERS, (struct value){VALUE_IDS, 0, TEXT("\11")});
		}
		record_write(&record, &bodies[i]);
		record_release(&record);
		buf_release(&roll);
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (size_t i = 1; i < COUNT(bodies); i++)
		buf_release(&bodies[i]);
	return 0;
}

/* Which of the records 1, 2, 3 a filter holds for. */
static const struct {
	const char *filter, *holds;
} filters[] = {
	{"", "123"},
	{"  　", "123"},
	{"id = 2", "2"},
	{"id in (#1, 3)", "13"},
	{"编号 != 2", "13"},
	{"name = 李四", "2"},
	{"姓名 = \"李四\"", "2"},
	{"姓名＝“李四”", "2"},
	{"姓名≠李四", "13"},
	{"姓名 !＝ 李四", ""}, /* half of each: not understood */
	{"姓名！＝李四", "13"},
	{"name <> 李四", "13"},
	{"count >= 20", "23"},
	{"count>20", "3"},
	{"数量≤20", "12"},
	{"count ＜＝ ２０", "12"},
	{"count < 20", "1"},
	{"share = 7.50", "2"},
	/* With a field of the same kind. */
	{"count > owner.count", "23"},
	{"数量 = owner.数量", ""},
	{"count > count", ""},
	{"day <= day", "2"},
	{"not day < day", "123"},
	{"share < 8", "2"},
	{"share != 8", "123"},
	{"not share = 7.5", "13"},
	{"day = 2026-09-24", "2"},
	{"day = 今天", "2"},
	{"day < 明天 and day >= 2026年9月24日", "2"},
	{"done", "2"},
	{"完成", "2"},
	{"not done", "13"},
	{"done = 是", "2"},
	{"done = 否", ""},
	{"kind = 党课", "2"},
	{"kind = lecture", "2"},
	{"kind in (study, lecture)", "2"},
	{"kind not in (study, lecture)", "13"},
	{"类型 属于（集中学习、党课）", "2"},
	{"类型 不在 (党课)", "13"},
	{"kinds = lecture", "2"},
	{"kinds = \"党课、党小组会\"", "2"},
	{"kinds = \"党课、集中学习\"", ""},
	{"kinds in (集中学习, 党小组会)", "2"},
	{"kinds = 党课 and kinds = 党小组会", "2"},
	{"kinds = 党课 and kinds = 集中学习", ""},
	{"kinds = 集中学习 or kinds = 党课", "2"},
	{"not kinds = 党课", "13"},
	{"owner = #1", "2"},
	{"owner = 张三", "2"},
	{"责任人 in (张三, 李四)", "23"},
	{"owner.name = 张三", "2"},
	{"owner.owner.name = 张三", "3"},
	{"owner ~ zs", "2"},
	{"owner.owner ~ 张", "3"},
	{"helpers = 张三", "2"},
	{"helpers = 单伟", "2"},
	{"helpers != 张三", "13"},
	{"helpers.count >= 30", "2"},
	{"helpers.count < 30", "2"},
	{"helpers.count <= 10", "2"},
	{"helpers.count > 30", ""},
	{"helpers is empty", "1"},
	{"roll.mark >= 5", "2"},
	{"roll.mark = 1 and roll.mark = 5", "2"},
	{"点名.到会 > 5", ""},
	{"roll.who.name = 单伟", "2"},
	{"roll is empty", "13"},
	{"roll is not empty", "2"},
	{"点名 为空", "13"},
	{"点名 不为空", "2"},
	{"lines is empty", "123"},
	{"name ~ 李", "2"},
	{"name ~ lisi", "2"},
	{"name ~ shanwei", "3"},
	{"essay ~ 会议", "2"},
	{"essay ~ \"and 'quoted'\"", ""},
	{"essay ~ 'and \"quoted\"'", "2"},
	{"removed", ""},
	{"not removed", "123"},
	{"count = 10 or count = 30 and name = 单伟", "13"},
	{"(count = 10 or count = 30) and name = 单伟", "3"},
	{"（count = 10 或 count = 30）且 非 姓名 = 单伟", "1"},
	{"not not done", "2"},
	{"not (done or count = 10)", "3"},
	/* What is asked of one choice is answered by a table. */
	{"kind is empty", "13"},
	{"kind is not empty", "2"},
	{"kind != lecture", "13"},
	{"kind != study", "123"},
	{"kind = study or kind is empty", "13"},
	{"kind != study and kind is not empty", "2"},
	{"not (kind = lecture or kind is empty)", ""},
	{"kind = lecture and kind = study", ""},
	{"kind = lecture and kinds = lecture", "2"},
	{"kinds is empty", "13"},
	{"count is empty", ""},
	{"day is not empty and day > 2026-09-23", "2"},
};

/* However many parts there may be, all of them say what the whole says. */
static void check_parts(const struct predicate *predicate, const struct view *view, bool holds)
{
	const struct predicate *parts[4];

	for (size_t room = 1; room <= COUNT(parts); room++) {
		const size_t count = predicate_parts(predicate, parts, room);
		bool all = true;

		assert_true(count <= room && (count || !predicate));
		for (size_t i = 0; i < count; i++)
			all &= predicate_holds(parts[i], &world, view);
		assert_int_equal(all, holds);
	}
}

static const char *which_hold(const struct predicate *predicate)
{
	static char found[COUNT(bodies)];
	size_t count = 0;

	for (uint64_t id = 1; id < COUNT(bodies); id++) {
		struct view view;
		struct view_known known;
		struct choice_table choice;
		bool holds;

		get(&world, SAMPLE_ID, id, &view, NULL);
		holds = predicate_holds(predicate, &world, &view);
		check_parts(predicate, &view, holds);
		view_know(&view, &known);
		assert_int_equal(predicate_holds(predicate, &world, &view), holds);
		if (predicate && predicate_by_choice(predicate, false, &choice)) {
			assert_int_equal(choice_holds(&choice, &view), holds);
			/* The bits of a set are no codes. */
			assert_int_equal(choice.all, choice.field->type == &type_set);
		}
		if (holds)
			found[count++] = (char)('0' + id);
	}
	found[count] = '\0';
	return found;
}

static void filters_hold(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(filters); i++) {
		struct arena arena = ARENA_INIT;
		struct predicate *predicate;
		struct error err = ERROR_INIT;
		bool good = predicate_compile(&predicate, &sample_schema, &sample_entity,
			text_of(filters[i].filter), &naming, &arena, &err);

		if (strstr(filters[i].filter, "!＝"))
			assert_false(good);
		else if (!good)
			fail_msg("%s: %s", filters[i].filter, err.message.id);
		else if (strcmp(which_hold(predicate), filters[i].holds))
			fail_msg("%s: holds for %s", filters[i].filter, which_hold(predicate));
		arena_release(&arena);
	}
}

/* What is the same holds for the same records. */
static void same_filters_are_known(void **state)
{
	struct predicate *compiled[2 * COUNT(filters)];
	struct arena arena = ARENA_INIT;
	size_t count = 0, same = 0;

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(filters); i++)
		count += predicate_compile(&compiled[count], &sample_schema, &sample_entity,
			text_of(filters[i / 2].filter), &naming, &arena, NULL);
	for (size_t a = 0; a < count; a++)
		for (size_t b = 0; b < count; b++) {
			char holds[COUNT(bodies)];

			if (!predicate_same(compiled[a], compiled[b])) {
				assert_true(a != b);
				continue;
			}
			same += a / 2 != b / 2;
			snprintf(holds, sizeof(holds), "%s", which_hold(compiled[a]));
			assert_string_equal(holds, which_hold(compiled[b]));
		}
	assert_true(same > 20); /* the same in other words, and either way round */
	arena_release(&arena);
}

static void lists_beside_are_walked(void **state)
{
	struct arena arena = ARENA_INIT;
	struct predicate *finds, *empty;

	(void)state;
	assert_true(predicate_compile(
		&finds, &sample_schema, &sample_entity, TEXT("lines.text ~ 学"), &naming, &arena, NULL));
	assert_true(predicate_compile(
		&empty, &sample_schema, &sample_entity, TEXT("记录 为空"), &naming, &arena, NULL));
	lines_beside = true;
	assert_string_equal(which_hold(finds), "2");
	assert_string_equal(which_hold(empty), "13");
	lines_beside = false;
	assert_string_equal(which_hold(finds), "");
	arena_release(&arena);
}

#define FIELDS "name, essay, count, share, day, time, at, done, kind .."

/* The filter, the byte at which the fault is pointed out, and what is said. */
static const struct {
	const char *filter;
	size_t at;
	const char *said;
} faults[] = {
	{"nmae = x", 0, "sample has no field \"nmae\"; did you mean name?"},
	{"count = 1 and cuont = 2", 14, "sample has no field \"cuont\"; did you mean count?"},
	{"zzzzzz = 1", 0, "sample has no field \"zzzzzz\"; there are " FIELDS},
	{"owner.nmae = x", 0, "sample has no field \"nmae\"; did you mean name?"},
	{"name.x = 1", 0, "\"name.x\" goes on behind a field that is no reference"},
	{"owner. = 1", 0, "A field's name is missing behind \"owner.\""},
	{".name = 1", 0, "sample has no field \"\"; there are " FIELDS},
	{"owner.owner.owner.owner.name = x", 0,
		"\"owner.owner.owner.owner.name\" goes through more than three references"},
	{"kind = lectur", 7, "kind: \"lectur\" is no choice; did you mean lecture?"},
	{"count = many", 8, "count: \"many\" is no whole number"},
	{"day >= 2026-02-30", 7, "day: there is no day \"2026-02-30\""},
	{"owner = 王五", 8, "owner: there is none named \"王五\""},
	{"id = x", 5, "\"x\" is no whole number"},
	{"name = ''", 7, "Nothing is no value: write \"is empty\""},
	{"name ~ ''", 7, "A value is missing here"},
	{"count ~ 5", 6, "~ finds words, but \"count\" is no text"},
	{"id ~ 5", 3, "~ finds words, but \"id\" is no text"},
	{"roll = 5", 7, "roll is a list: its rows are entered one by one"},
	{"owner > 李四", 6, "Of \"责任人\" none is higher than another: write = or in"},
	/* A field of another kind; and there is no period here. */
	{"count > owner.share", 8, "count: \"owner.share\" is no whole number"},
	{"day >= 期初", 7, "day: there is no day \"期初\""},
	{"name =", 6, "A value is missing here"},
	{"name = (", 7, "A value is missing here"},
	{"name", 4, "A comparison is missing here: = != < <= > >= ~ in, is empty"},
	{"name 李四", 5, "A comparison is missing here: = != < <= > >= ~ in, is empty"},
	{"= 5", 0, "A field's name is missing here"},
	{"name = 'x", 7, "A quotation mark is opened and not closed"},
	{"name in x", 8, "A list in brackets is missing here"},
	{"name in (x", 10, "A closing bracket is missing here"},
	{"name in ()", 9, "A value is missing here"},
	{"name is x", 8, "Only \"is empty\" and \"is not empty\" are understood here"},
	{"name not x", 9, "Only \"not in\" is understood here"},
	{"(done", 5, "A closing bracket is missing here"},
	{"done)", 4, "\")\" is not understood here: and, or, or the end"},
	{"done done", 5, "\"done\" is not understood here: and, or, or the end"},
	{"done and", 8, "A field's name is missing here"},
	{"done or or", 8, "sample has no field \"or\"; there are " FIELDS},
	{"not", 3, "A field's name is missing here"},
};

static void faults_are_pointed_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct arena arena = ARENA_INIT;
		struct predicate *predicate;
		struct error err = ERROR_INIT;
		struct buf said = BUF_INIT;

		if (predicate_compile(&predicate, &sample_schema, &sample_entity, text_of(faults[i].filter),
			    &naming, &arena, &err))
			fail_msg("%s: taken", faults[i].filter);
		assert_null(predicate);
		message_show(&err.message, LANGUAGE_EN, NULL, &said);
		if (strcmp(buf_cstr(&said), faults[i].said) || err.row != faults[i].at + 1)
			fail_msg("%s: at %u: %s", faults[i].filter, (unsigned)err.row - 1, buf_cstr(&said));
		buf_release(&said);
		arena_release(&arena);
	}
}

/* Repeats a piece between a beginning and an end. */
static bool compiles(const char *piece, size_t times, const char *end)
{
	struct arena arena = ARENA_INIT;
	struct predicate *predicate;
	struct buf text = BUF_INIT;
	bool good;

	while (times--)
		buf_text(&text, text_of(piece));
	buf_text(&text, text_of(end));
	good = predicate_compile(
		&predicate, &sample_schema, &sample_entity, buf_as_text(&text), &naming, &arena, NULL);
	if (good)
		which_hold(predicate);
	buf_release(&text);
	arena_release(&arena);
	return good;
}

static void size_is_bounded(void **state)
{
	(void)state;
	assert_true(compiles("not ", 31, "done"));
	assert_false(compiles("not ", 32, "done"));
	assert_false(compiles("(", 100000, "done"));
	assert_false(compiles("not ", 100000, "done"));
	assert_true(compiles("done and ", 255, "done"));
	assert_false(compiles("done and ", 256, "done"));
	assert_false(compiles("done or ", 100000, "done"));
	assert_false(compiles("id in (1", 1,
		",1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"
		"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)"));
}

/* --- what stands beside filters --- */

static void search_finds_by_sound(void **state)
{
	static const struct {
		const char *typed, *found;
	} typed[] = {{"张", "1"}, {"ls", "2"}, {"shanwei", "3"}, {"会议室", "2"}, {"xyz", ""}};

	(void)state;
	for (size_t i = 0; i < COUNT(typed); i++) {
		struct arena arena = ARENA_INIT;
		struct predicate *predicate, *done;

		assert_true(predicate_search(&predicate, &sample_entity, text_of(typed[i].typed), &arena));
		assert_string_equal(which_hold(predicate), typed[i].found);
		assert_true(predicate_compile(
			&done, &sample_schema, &sample_entity, TEXT("done"), &naming, &arena, NULL));
		assert_ptr_equal(predicate_and(predicate, NULL, &arena), predicate);
		assert_ptr_equal(predicate_and(NULL, predicate, &arena), predicate);
		assert_string_equal(which_hold(predicate_and(done, predicate, &arena)),
			strstr(typed[i].found, "2") ? "2" : "");
		assert_false(predicate_search(&predicate, &sample_entity, TEXT("　"), &arena));
		arena_release(&arena);
	}
}

static void paths_give_values(void **state)
{
	static const struct {
		const char *path;
		uint64_t record;
		int64_t number; /* 0: empty */
	} paths[] = {{"id", 2, 2}, {"count", 2, 20}, {"owner", 2, 1}, {"owner.count", 2, 10},
		{"helpers.count", 2, 10}, {"helpers.count", 3, 0}, {"helpers.owner.count", 2, 20},
		{"roll.mark", 2, 1}, {"owner.count", 1, 0}, {"责任人.责任人.数量", 3, 10}};

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct path path;
		struct value value;
		struct view view;

		get(&world, SAMPLE_ID, paths[i].record, &view, NULL);
		assert_true(
			path_compile(&path, &sample_schema, &sample_entity, text_of(paths[i].path), NULL));
		assert_int_equal(path_get(&path, &world, &view, &value), paths[i].number != 0);
		if (value.number != paths[i].number)
			fail_msg("%s: %lld", paths[i].path, (long long)value.number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_hold),
		cmocka_unit_test(same_filters_are_known),
		cmocka_unit_test(lists_beside_are_walked),
		cmocka_unit_test(faults_are_pointed_out),
		cmocka_unit_test(size_is_bounded),
		cmocka_unit_test(search_finds_by_sound),
		cmocka_unit_test(paths_give_values),
	};

	return cmocka_run_group_tests_name("predicate", tests, setup, teardown);
}
