/* Are the cases of a rules file written so that they can be played? A case whose 期望 is misspelled would
 * pass whatever comes. */
#include "core/base/date.h"
#include "core/base/near.h"
#include "core/model/entities.h"
#include "core/score/judging.h"
#include "core/service/rules_cases_internal.h"

static const struct {
	const char *name, *label;
	enum tree_kind kind;
} keys[] = {
	{"name", "名称", TREE_TEXT},
	{"period", "期间", TREE_TEXT},
	{"members", "成员", TREE_MAP},
	{"records", "记录", TREE_LIST},
	{"expect", "期望", TREE_MAP},
	{"note", "说明", TREE_TEXT},
};
enum { KEYS = sizeof(keys) / sizeof(*keys) };

static void refuse_key(const struct tree *node, struct faults *faults)
{
	struct near near = near_to(node->key);
	struct buf meant = BUF_INIT;

	for (size_t i = 0; i < KEYS; i++)
		near_try(
			&near, text_of((unsigned char)node->key.at[0] < 0x80 ? keys[i].name : keys[i].label));
	near_words(&near, &meant);
	if (near.count)
		fault_at_key(faults, node, "There is no key \"{1}\"; did you mean {2}?", "SS", node->key,
			buf_as_text(&meant));
	else
		fault_at_key(faults, node, "There is no key \"{1}\": take it out; a remark stands behind #",
			"S", node->key);
	buf_release(&meant);
}

static void check_value(const struct tree *node, enum tree_kind kind, struct faults *faults)
{
	if (node->kind == kind)
		return;
	if (node->kind == TREE_TEXT && !node->text.len)
		fault_at(faults, node, "A value is missing here: write it, or leave the key out", "");
	else if (kind == TREE_LIST)
		fault_at(faults, node, "A list is needed here: [A, B], or lines that begin with \"- \"", "");
	else if (kind == TREE_MAP)
		fault_at(faults, node, "Keys with values are needed here: one \"key: value\" a line", "");
	else
		fault_at(faults, node, "A word or a number is needed here", "");
}

/* By its name, where marks go by its id. */
static struct text id_of(const struct rules *rules, struct text name)
{
	for (size_t i = 0; i < rules->item_count; i++)
		if (text_equal(rules->items[i]->name, name))
			return rules->items[i]->id;
	return NO_TEXT;
}

/* A mark of what nobody judges would be left out in silence. */
static void check_mark(const struct tree *node, const struct rules *rules, struct faults *faults)
{
	const struct tree *item = case_key(node, "item", "项目");
	bool named = item && item->kind == TREE_TEXT && item->text.len;
	struct near near = near_to(named ? item->text : NO_TEXT);
	struct buf meant = BUF_INIT;

	if (!named)
		return;
	if (!judging_knows(rules, item->text, &near)) {
		struct text id = id_of(rules, item->text);

		if (id.len && judging_knows(rules, id, &near))
			buf_text(&meant, id);
		else
			near_words(&near, &meant);
		if (meant.len)
			fault_at(faults, item, "\"{1}\" is nothing that people judge here; did you mean {2}?",
				"SS", item->text, buf_as_text(&meant));
		else
			fault_at(faults, item, "\"{1}\" is nothing that people judge here", "S", item->text);
	}
	buf_release(&meant);
}

static void check_record(const struct tree *node, const struct rules *rules, struct faults *faults)
{
	const struct tree *source = case_key(node, "source", "数据");

	if (node->kind != TREE_MAP)
		check_value(node, TREE_MAP, faults);
	else if (!source || source->kind != TREE_TEXT || !source->text.len)
		fault_at(faults, node, "Say what the record is: source", "");
	else if (rules && (text_is(source->text, "评分") || text_is(source->text, "mark")))
		check_mark(node, rules, faults);
}

/* --- what is expected: {甲组: {到会率: "6"}}, {甲组: "95.82"} --- */

static const char *const totals[] = {"总分", "total", "等次", "grade", "名次", "rank"};

static bool is_wanted(const struct rules *rules, struct text key, struct near *near)
{
	for (size_t i = 0; i < sizeof(totals) / sizeof(*totals); i++) {
		if (text_is(key, totals[i]))
			return true;
		near_try(near, text_of(totals[i]));
	}
	for (size_t i = 0; i < rules->section_count; i++) {
		if (text_equal(key, rules->sections[i].name))
			return true;
		near_try(near, rules->sections[i].name);
	}
	for (size_t i = 0; i < rules->item_count; i++) {
		if (text_equal(key, rules->items[i]->id) || text_equal(key, rules->items[i]->name))
			return true;
		near_try(near, rules->items[i]->id);
	}
	return false;
}

static void check_expected(const struct tree *subject, const struct rules *rules, struct faults *faults)
{
	for (const struct tree *node = subject->child; node; node = node->next) {
		struct near near = near_to(node->key);
		struct buf meant = BUF_INIT;

		if (is_wanted(rules, node->key, &near))
			continue;
		near_words(&near, &meant);
		if (near.count)
			fault_at_key(faults, node,
				"\"{1}\" is neither a section nor an item; did you mean {2}?", "SS",
				node->key, buf_as_text(&meant));
		else
			fault_at_key(
				faults, node, "\"{1}\" is neither a section nor an item", "S", node->key);
		buf_release(&meant);
	}
}

/* --- a case --- */

static void check_case(const struct tree *node, const struct rules *rules, struct faults *faults)
{
	const struct tree *expected = case_key(node, "expect", "期望");
	const struct tree *period = case_key(node, "period", "期间"),
			  *records = case_key(node, "records", "记录");
	int64_t from, to;
	bool unknown = false;

	for (const struct tree *key = node->child; key; key = key->next) {
		size_t i = 0;

		while (i < KEYS && !text_is(key->key, keys[i].name) && !text_is(key->key, keys[i].label))
			i++;
		if (i < KEYS)
			check_value(key, keys[i].kind, faults);
		else
			refuse_key(key, faults);
		unknown |= i == KEYS;
	}
	if (period && period->kind == TREE_TEXT && period->text.len &&
		!period_parse(period->text, &from, &to))
		fault_at(faults, period,
			"A period reads 2026, 2026-07, 2026Q3, 2026H1 or 2026-01-01 to 2026-12-31", "");
	if (!expected && !unknown)
		fault_at(faults, node, "A case says what must come: expect", "");
	for (const struct tree *one = rules && expected ? expected->child : NULL; one; one = one->next)
		check_expected(one, rules, faults);
	for (const struct tree *one = records && records->kind == TREE_LIST ? records->child : NULL; one;
		one = one->next)
		check_record(one, rules, faults);
}

void rules_cases_check(const struct tree *root, const struct rules *rules, struct faults *faults)
{
	const struct tree *cases = case_key(root, "tests", "算例");

	if (!cases)
		return;
	check_value(cases, TREE_LIST, faults);
	for (const struct tree *node = cases->kind == TREE_LIST ? cases->child : NULL; node;
		node = node->next) {
		if (node->kind == TREE_MAP)
			check_case(node, rules, faults);
		else
			check_value(node, TREE_MAP, faults);
	}
}
