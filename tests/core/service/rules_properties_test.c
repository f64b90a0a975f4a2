/* What holds of any rules and any records, drawn by chance: the points of an item are its rows' within its
 * bounds, sections and totals are the sums of what they hold, the order of items changes nothing, and English
 * and Chinese rules give the same sheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include <stdlib.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/io/yaml.h"
#include "core/model/entities.h"
#include "core/score/score.h"
#include "core/service/rules_cases.h"
#include "tests/harness/seed.h"

enum { ROUNDS = 60, ITEMS = 6, RECORDS = 30 };

static unsigned draw(uint32_t *seed, unsigned limit)
{
	*seed = *seed * UINT32_C(1664525) + UINT32_C(1013904223);
	return (*seed >> 8) % limit;
}

/* --- rules --- */

/* {1} of each is a number; all earn or lose by the row. */
static const struct way {
	const char *english, *chinese;
} ways[] = {
	{"source: 整改, each: %d", "数据: 整改, 每个: %d"},
	{"source: 荣誉, each: %d.5", "数据: 荣誉, 每个: %d.5"},
	{"source: meeting, only: place is empty, each: %d", "数据: 会议, 只看: 地点 is empty, 每个: %d"},
	{"source: contact, late_by_more_than: 3, each: %d.25", "数据: 联系群众, 迟超过: 3, 每个: %d.25"},
	{"source: talk.corrective, each: %d", "数据: 谈话.约谈, 每个: %d"},
};
enum { WAYS = sizeof(ways) / sizeof(*ways) };

static struct drawn {
	unsigned way;
	int each, cap, floor;
} items[ITEMS];
static int section_cap;

static void draw_rules(uint32_t *seed)
{
	section_cap = (int)draw(seed, 30);
	for (size_t i = 0; i < ITEMS; i++)
		items[i] = (struct drawn){
			draw(seed, WAYS), (int)draw(seed, 9) - 4, (int)draw(seed, 12), -(int)draw(seed, 12)};
}

static void write_item(size_t i, bool english, struct buf *out)
{
	const struct drawn *item = &items[i];

	buf_printf(out, english ? "      - {name: I%zu, " : "      - {名称: I%zu, ", i);
	buf_printf(out, english ? ways[item->way].english : ways[item->way].chinese, item->each);
	/* What is taken off has no cap (it is refused), and none is needed below 0. */
	if (item->each >= 0)
		buf_printf(out, english ? ", cap: %d" : ", 上限: %d", item->cap);
	buf_printf(out, english ? ", floor: %d}\n" : ", 下限: %d}\n", item->floor);
}

static void write_rules(bool english, bool turned, struct buf *out)
{
	buf_printf(out,
		english ? "name: T\ntotal: {floor: 0}\nsections:\n  - name: S\n    cap: %d\n    items:\n"
			: "名称: T\n总分: {下限: 0}\n部分:\n  - 名称: S\n    上限: %d\n    项目:\n",
		section_cap);
	for (size_t i = 0; i < ITEMS; i++)
		write_item(turned ? ITEMS - 1 - i : i, english, out);
}

/* --- records --- */

static void write_records(uint32_t seed, struct buf *out)
{
	static const char *const records[] = {"数据: 整改, 问题: 甲, 发现日期",
		"数据: 荣誉, 级别: 市级, 日期", "数据: 会议, 类型: 党小组会, 日期",
		"数据: 会议, 类型: 党小组会, 地点: 二楼, 日期",
		"数据: 联系群众, 对象: 社区, 应答复: 2026-07-05, 答复日期: 2026-07-20, 日期",
		"数据: 谈话, 类别: 约谈, 谈话对象: 某, 日期"};

	buf_text(out, TEXT("算例:\n  - 名称: 一\n    期间: 2026Q3\n    记录:\n"));
	for (unsigned i = 0; i < RECORDS; i++)
		buf_printf(out, "      - {%s: 2026-%02u-%02u, 党小组: %s}\n", records[draw(&seed, 6)],
			6 + draw(&seed, 5), 1 + draw(&seed, 28), draw(&seed, 2) ? "甲组" : "乙组");
	buf_text(out, TEXT("    期望:\n      甲组: {}\n      乙组: {}\n"));
}

/* --- what holds --- */

static int64_t within(int64_t number, int64_t low, int64_t high)
{
	return number < low ? low : number > high ? high : number;
}

/* The rows of the item, added up here, within its bounds. */
static int64_t by_rows(const struct rules *rules, const struct score *score, size_t subject, size_t i)
{
	const struct drawn *drawn = &items[atoi(rules->items[i]->name.at + 1)];
	size_t count;
	const struct hit *hits = score_hits(score, subject, rules->items[i]->lines[0], &count);
	int64_t units;
	struct exact sum;

	exact_init(&sum);
	for (size_t h = 0; h < count; h++)
		exact_add_fraction(&sum, hits[h].worth);
	units = exact_round(&sum, 2);
	exact_clear(&sum);
	return within(units, drawn->floor * 100, drawn->cap * 100);
}

struct sheets {
	struct buf text;
	size_t scored;
};

static void check(const struct rules *rules, const struct score *score, void *arg)
{
	struct sheets *sheets = arg;

	for (size_t s = 0; s < score_subjects(score); s++) {
		int64_t units[ITEMS] = {0}, sum = 0;

		for (size_t i = 0; i < ITEMS; i++) {
			int64_t points = score_item(score, s, i)->units;

			assert_int_equal(points, by_rows(rules, score, s, i));
			units[atoi(rules->items[i]->name.at + 1)] = points;
			sum += points;
		}
		sum = sum > section_cap * 100 ? section_cap * 100 : sum;
		assert_int_equal(exact_round(&score_section(score, s, 0)->points.value, 2), sum);
		assert_int_equal(score_subject(score, s)->units, sum < 0 ? 0 : sum);
		buf_text(&sheets->text, score_subject(score, s)->name);
		for (size_t i = 0; i < ITEMS; i++)
			buf_printf(&sheets->text, " %lld", (long long)units[i]);
		buf_printf(&sheets->text, " rank %zu\n", score_subject(score, s)->rank);
		sheets->scored++;
	}
}

static void look(const struct rules_case *one, void *arg)
{
	(void)arg;
	for (size_t i = 0; i < one->said_count; i++)
		print_error("%s\n", one->said[i].message.id);
}

static void run(bool english, bool turned, uint32_t records, struct sheets *sheets)
{
	struct arena arena = ARENA_INIT;
	struct faults faults = {.count = 0};
	struct buf bytes = BUF_INIT;
	struct tree *root;

	write_rules(english, turned, &bytes);
	write_records(records, &bytes);
	root = yaml_read(buf_as_text(&bytes), &arena, &faults);
	if (root)
		rules_cases_run(
			root, buf_as_text(&bytes), &court_schema, false, &faults, look, check, sheets);
	for (size_t i = 0; i < faults.count; i++)
		print_error("%u:%u %s %s\n%s", faults.items[i].line, faults.items[i].column,
			faults.items[i].message.id, faults.items[i].message.args[0].text, buf_cstr(&bytes));
	assert_int_equal(faults.count, 0);
	arena_release(&arena);
	buf_release(&bytes);
}

static void sums_bounds_order_and_language(void **state)
{
	uint32_t seed = (uint32_t)random_seed();

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct sheets one = {BUF_INIT, 0}, other = {BUF_INIT, 0}, turned = {BUF_INIT, 0};
		uint32_t records;

		draw_rules(&seed);
		records = draw(&seed, 1u << 20);
		run(true, false, records, &one);
		run(false, false, records, &other);
		run(false, true, records, &turned);
		assert_int_equal(one.scored, 2);
		assert_string_equal(buf_cstr(&one.text), buf_cstr(&other.text));
		assert_string_equal(buf_cstr(&one.text), buf_cstr(&turned.text));
		buf_release(&one.text);
		buf_release(&other.text);
		buf_release(&turned.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(sums_bounds_order_and_language)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
