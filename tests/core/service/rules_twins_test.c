/* A file in Chinese and the same in English are the same rules: every line of every sheet is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include <inttypes.h>
#include <stdio.h>
#include "core/base/buf.h"
#include "core/io/table.h"
#include "core/io/yaml.h"
#include "core/model/entities.h"
#include "core/score/score.h"
#include "core/service/rules_cases.h"

static const char *const twins[] = {"a-counts", "b-figures", "e-totals", "j-periods", "k-apart", "l-formulas",
	"m-rows", "n-times", "t-by-parts", "z-any-column", "z-columns", "z-entered", "z-item-weights",
	"z-joint", "z-lasting", "z-of-whom", "z-row-formula", "z-same", "z-target-range", "z-tiers",
	"z-year-ago"};

struct sheets {
	struct buf text;
	size_t bad;
};

static void put_figure(const char *what, const struct figure *figure, struct buf *out)
{
	buf_printf(out, " %s %d ", what, figure->known);
	exact_show(&figure->value, 6, out);
}

static void put_lines(const struct rules *rules, const struct score *score, size_t subject, struct buf *out)
{
	for (size_t i = 0; i < rules->line_count; i++) {
		const struct line *line = rules->lines[i];
		const struct line_result *result = score_line(score, subject, line);
		size_t count;
		const struct hit *hits = score_hits(score, subject, line, &count);

		buf_printf(out, "    line %zu", i);
		put_figure("measured", &result->measured, out);
		put_figure("points", &result->points, out);
		buf_printf(out, " remark %d rows", result->remark);
		for (size_t h = 0; h < count; h++)
			buf_printf(out, " %" PRIu64 "/%" PRIu64 "/%" PRId64, hits[h].id, hits[h].row,
				hits[h].day);
		buf_byte(out, '\n');
	}
}

static void put_subject(const struct rules *rules, const struct score *score, size_t subject, struct buf *out)
{
	const struct subject_result *result = score_subject(score, subject);

	buf_text(out, result->name);
	put_figure("total", &result->total, out);
	buf_printf(out, " rank %zu grade %d why %d\n", result->rank, result->grade, (int)result->why);
	for (size_t i = 0; i < rules->section_count; i++)
		put_figure("section", &score_section(score, subject, i)->points, out);
	for (size_t i = 0; i < rules->item_count; i++) {
		buf_text(out, rules->items[i]->name);
		put_figure("item", &score_item(score, subject, i)->points, out);
	}
	buf_byte(out, '\n');
	put_lines(rules, score, subject, out);
}

static void put_sheet(const struct rules *rules, const struct score *score, void *arg)
{
	struct sheets *sheets = arg;

	for (size_t i = 0; i < score_subjects(score); i++)
		put_subject(rules, score, i, &sheets->text);
}

static void look(const struct rules_case *one, void *arg)
{
	struct sheets *sheets = arg;

	buf_text(&sheets->text, one->name);
	buf_byte(&sheets->text, '\n');
	sheets->bad += !one->good;
}

static void play(const char *folder, const char *name, struct sheets *sheets)
{
	struct faults faults = {.count = 0};
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	const struct tree *root;
	char path[80];

	snprintf(path, sizeof(path), "tests/data/rules/%s/%s.yaml", folder, name);
	assert_true(file_read(path, &bytes, &err));
	root = yaml_read(buf_as_text(&bytes), &arena, &faults);
	assert_non_null(root);
	assert_true(rules_cases_run(
		root, buf_as_text(&bytes), &court_schema, false, &faults, look, put_sheet, sheets));
	assert_int_equal(faults.count, 0);
	assert_int_equal(sheets->bad, 0);
	arena_release(&arena);
	buf_release(&bytes);
}

static void twins_give_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(twins) / sizeof(*twins); i++) {
		struct sheets chinese = {.bad = 0}, english = {.bad = 0};

		play("cases", twins[i], &chinese);
		play("twins", twins[i], &english);
		assert_true(chinese.text.len > 500);
		assert_string_equal(buf_cstr(&chinese.text), buf_cstr(&english.text));
		buf_release(&chinese.text);
		buf_release(&english.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(twins_give_the_same)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
