/* Which places hang on what a single item is worth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "core/base/arena.h"
#include "core/base/date.h"
#include "core/io/yaml.h"
#include "core/score/steady.h"
#include "tests/harness/scored.h"
#include <cmocka.h>

enum { GROUPS = 4 };

#define RULES(limits, more) \
	"名称: 试\n" \
	"部分:\n" \
	"  - 名称: 基本项\n" limits "    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 1}\n" \
	"      - {名称: 谈话, 数据: 谈话, 每个: 1}\n" more "等次: [{名: 合格}]\n"
#define PLAIN RULES("", "")

struct looking {
	const char *rules;
	struct buf found;
};

static void put_places(const struct score *score, struct buf *out)
{
	char line[80];

	for (size_t s = 0; s < score_subjects(score); s++) {
		const struct subject_result *result = score_subject(score, s);

		snprintf(line, sizeof(line), "%zu %lld %d %d; ", result->rank, (long long)result->units,
			result->tied, result->grade);
		buf_text(out, text_of(line));
	}
}

static void look_at(struct score *score, struct buf *found)
{
	struct buf before = BUF_INIT, after = BUF_INIT;
	size_t count;
	struct unsteady *all;

	put_places(score, &before);
	all = score_unsteady(score, &count);
	put_places(score, &after);
	assert_string_equal(buf_cstr(&after), buf_cstr(&before));
	for (size_t i = 0; i < count; i++) {
		char line[80];

		snprintf(line, sizeof(line), "%zu-%zu %.*s %zu; ", all[i].first, all[i].last,
			(int)all[i].item->name.len, all[i].item->name.at, all[i].items);
		buf_text(found, text_of(line));
	}
	free(all);
	buf_release(&before);
	buf_release(&after);
}

static void look(struct world *world, void *arg)
{
	struct looking *looking = arg;
	struct text text = text_of(looking->rules);
	struct arena arena = ARENA_INIT;
	struct faults faults = {0};
	struct error err = ERROR_INIT;
	struct score_period period = {.from = date_of(2026, 7, 1), .to = date_of(2026, 9, 30)};
	struct rules *rules =
		rules_read(yaml_read(text, &arena, &faults), text, world->schema, NULL, &faults);
	struct score *score;

	if (!rules)
		fail_msg("%zu faults in %s", faults.count, looking->rules);
	assert_true(score_run(&score, rules, world, &period, &err));
	look_at(score, &looking->found);
	score_free(score);
	rules_free(rules);
	arena_release(&arena);
}

/* So many records of each of two items for the groups of a court. */
static void add_records(struct store *store, uint64_t person, const uint64_t *groups, const int (*counts)[2])
{
	for (size_t g = 0; g < GROUPS; g++) {
		for (int i = 0; i < counts[g][0]; i++)
			MAKE(store, ENTITY_CONTACT, NUMBER(CONTACT_GROUP, groups[g]),
				DAY(CONTACT_DATE, 20260803), WORDS(CONTACT_WHOM, "走访"));
		for (int i = 0; i < counts[g][1]; i++)
			MAKE(store, ENTITY_TALK, NUMBER(TALK_GROUP, groups[g]), DAY(TALK_DATE, 20260803),
				NUMBER(TALK_KIND, TALK_HEART), NUMBER(TALK_WITH, person));
	}
}

static void test_unsteady(void **state)
{
	static const struct {
		int counts[GROUPS][2]; /* of contacts, of talks */
		const char *rules, *found;
	} cases[] = {
		{{{30, 0}, {20, 0}, {10, 0}, {0, 0}}, PLAIN, ""},
		/* 21 beside 20: either may pass the other. */
		{{{30, 0}, {21, 0}, {0, 20}, {0, 10}}, PLAIN, "2-3 联系 2; "},
		/* 22 beside 20: a tenth more of the one makes them equal, which is no change. */
		{{{30, 0}, {22, 0}, {0, 20}, {0, 10}}, PLAIN, "2-3 联系 1; "},
		{{{30, 0}, {23, 0}, {0, 20}, {0, 10}}, PLAIN, ""},
		/* Whoever has both loses by one what he wins by the other. */
		{{{20, 3}, {21, 0}, {0, 9}, {9, 0}}, PLAIN, "3-4 联系 2; "},
		/* The first three change among themselves, though only neighbours do. */
		{{{21, 0}, {0, 20}, {19, 0}, {0, 1}}, PLAIN, "1-3 联系 2; "},
		/* Equal ones part. */
		{{{20, 0}, {0, 20}, {10, 0}, {10, 0}}, PLAIN, "1-2 联系 2; "},
		/* The section's limit holds: 20 stay 20. */
		{{{20, 0}, {0, 19}, {10, 0}, {0, 0}}, RULES("    上限: 20\n", ""), "1-2 联系 1; "},
		/* What is only for information decides nothing. */
		{{{20, 0}, {0, 10}, {0, 0}, {0, 0}},
			RULES("", "  - {名称: 参考, 类型: 参考, 项目: [{名称: 谈, 数据: 谈话, 每个: 30}]}\n"),
			""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct court court;
		struct store *store = scored_store(&court, cases[i].rules);
		struct looking looking = {.rules = cases[i].rules, .found = BUF_INIT};
		uint64_t groups[GROUPS] = {court.group, court.other_group};

		for (size_t g = 2; g < GROUPS; g++)
			groups[g] = MAKE(store, ENTITY_GROUP, WORDS(GROUP_NAME, g == 2 ? "丙组" : "丁组"),
				NUMBER(GROUP_BRANCH, court.branch));
		add_records(store, court.people[2], groups, cases[i].counts);
		fixture_read(store, 0, look, &looking);
		if (!text_equal(buf_as_text(&looking.found), text_of(cases[i].found)))
			fail_msg("case %zu: %s", i, buf_cstr(&looking.found));
		buf_release(&looking.found);
		store_close(store);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_unsteady)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
