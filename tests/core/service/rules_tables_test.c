/* Every file of tests/data/rules/tables: a published table written out in our language. Its cases come out,
 * and it scores three periods of the demo court: the totals stand beside it in NAME.txt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include "core/base/date.h"
#include "core/base/buf.h"
#include "core/io/table.h"
#include "core/io/yaml.h"
#include "core/score/score.h"
#include "core/service/naming.h"
#include "core/service/rules_cases.h"
#include "core/service/rules_words.h"
#include "tests/harness/demo.h"
#include "tests/harness/script.h"

#define FOLDER "tests/data/rules/tables/"

static const char *const periods[] = {"2026Q1", "2026Q2", "2026Q3"};

struct published {
	const char *path;
	struct buf bytes, found;
	struct arena arena;
	const struct tree *root;
	size_t cases, bad;
	size_t spread; /* sections of somebody for whom something is left out */
};

static void tell_faults(struct published *table, const struct faults *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		struct buf words = BUF_INIT;

		message_show(&faults->items[i].message, LANGUAGE_EN, NULL, &words);
		print_error("%s:%u:%u: %s\n", table->path, faults->items[i].line, faults->items[i].column,
			buf_cstr(&words));
		buf_release(&words);
	}
	table->bad += faults->count;
}

/* --- its cases --- */

static void look(const struct rules_case *one, void *arg)
{
	struct published *table = arg;

	table->cases++;
	table->bad += !one->good;
	for (size_t i = 0; i < one->said_count; i++) {
		struct buf words = BUF_INIT;

		message_show(&one->said[i].message, LANGUAGE_EN, NULL, &words);
		print_error("%s:%u: %.*s: %s\n", table->path, one->line, (int)one->name.len, one->name.at,
			buf_cstr(&words));
		buf_release(&words);
	}
}

static void play(struct published *table)
{
	struct faults faults = {.count = 0};

	rules_cases_run(
		table->root, buf_as_text(&table->bytes), &court_schema, false, &faults, look, NULL, table);
	tell_faults(table, &faults);
}

/* --- the demo court --- */

static struct published *under_way;
static size_t spread_in_all;

static void put_subject(const struct rules *rules, const struct score *score, size_t number)
{
	const struct subject_result *subject = score_subject(score, number);
	struct buf *out = &under_way->found;

	buf_printf(out, "%3zu %.*s ", subject->rank, (int)subject->name.len, subject->name.at);
	exact_show(&subject->total.value, rules->places, out);
	if (subject->grade >= 0) {
		buf_byte(out, ' ');
		buf_text(out, rules->grades[subject->grade].name);
	}
	for (size_t i = 0; i < rules->section_count; i++) {
		buf_printf(out, " | ");
		exact_show(&score_section(score, number, i)->points.value, rules->places, out);
	}
	if (subject->pending)
		buf_printf(out, " | %zu 未评", subject->pending);
	buf_byte(out, '\n');
}

/* --- the ledger adds up --- */

static bool is_plain(const struct section *section)
{
	return !amount_given(&section->formula) && !amount_given(&section->weight) &&
		!amount_given(&section->cap) && !amount_given(&section->floor) &&
		section->kind != SECTION_REFERENCE;
}

static void check_item(const struct rules *rules, const struct score *score, size_t subject, size_t number)
{
	const struct item *item = rules->items[number];
	const struct item_result *result = score_item(score, subject, number);
	struct fraction full = {0, 0};
	struct exact bound;

	if (!item->points.all || !formula_is_constant(item->points.all, &full) ||
		result->points.known != KNOWN)
		return;
	exact_init(&bound);
	exact_set(&bound, full);
	if (!item->floorless && !amount_given(&item->floor))
		assert_true(exact_sign(&result->points.value) >= 0);
	if (item->takes_off && !item->gains && !amount_given(&item->cap))
		assert_true(exact_compare(&result->points.value, &bound) <= 0);
	exact_clear(&bound);
}

/* The full marks of an item for somebody: a number for his class, or for the rest. 0: it has none. */
static struct fraction full_marks(const struct item *item, const struct subject_result *subject)
{
	const struct amount *points = &item->points;
	const struct formula *formula = points->all;
	struct fraction full = {0, 1};

	assert_null(points->parts);
	if (points->classes && subject->class >= 0 && points->classes[subject->class])
		formula = points->classes[subject->class];
	if (formula)
		assert_true(formula_is_constant(formula, &full));
	return full;
}

static bool rescales(const struct rules *rules, const struct section *section)
{
	for (size_t i = section->first; i < section->first + section->count; i++)
		if (rules->items[i]->absent == ABSENT_RESCALE)
			return true;
	return false;
}

/* What an item left out by 去掉后折算 was worth is spread over the others: the sum times the full marks of
 * all that is meant for him, by those of what was judged. */
static void spread(const struct rules *rules, const struct score *score, size_t subject,
	const struct section *section, struct exact *sum)
{
	struct fraction all = {0, 1}, judged = {0, 1};

	for (size_t i = section->first; i < section->first + section->count; i++) {
		const struct item_result *result = score_item(score, subject, i);
		struct fraction full = full_marks(rules->items[i], score_subject(score, subject));

		if (!result->applies)
			continue;
		all = fraction_add(all, full);
		if (rules->items[i]->absent != ABSENT_RESCALE || result->points.known != NOT_APPLICABLE)
			judged = fraction_add(judged, full);
	}
	if (!fraction_compare(all, judged) || !judged.numerator)
		return;
	exact_times(sum, all.numerator);
	exact_share(sum, all.denominator);
	exact_times(sum, judged.denominator);
	exact_share(sum, judged.numerator);
	exact_trim(sum, rules->places);
	under_way->spread++;
}

/* Items lie within their points; a section that is nothing else is the sum of its items. */
static void check_ledger(const struct rules *rules, const struct score *score, size_t subject)
{
	for (size_t s = 0; s < rules->section_count; s++) {
		const struct section *section = &rules->sections[s];
		struct exact sum;

		exact_init(&sum);
		for (size_t i = section->first; i < section->first + section->count; i++) {
			const struct figure *points = &score_item(score, subject, i)->points;

			check_item(rules, score, subject, i);
			if (points->known == KNOWN)
				exact_add(&sum, &sum, &points->value);
		}
		if (rescales(rules, section))
			spread(rules, score, subject, section, &sum);
		if (is_plain(section))
			assert_true(exact_equal(&sum, &score_section(score, subject, s)->points.value));
		exact_clear(&sum);
	}
}

/* By rank; those without one come last. */
static void put_all(const struct rules *rules, const struct score *score)
{
	size_t count = score_subjects(score);

	for (size_t rank = 1; rank <= count + 1; rank++)
		for (size_t i = 0; i < count; i++)
			if (score_subject(score, i)->rank == (rank > count ? 0 : rank))
				put_subject(rules, score, i);
}

/* Rows that are only added up, and counted by what stands in them, come to the same as each by itself. */
static void check_kept(
	const struct rules *rules, struct world *world, struct score_period period, const struct score *score)
{
	struct error err = ERROR_INIT;
	struct score *kept;

	period.keep = KEEP_ALL_ROWS;
	if (!score_run(&kept, rules, world, &period, &err))
		demo_give_up(&err);
	for (size_t subject = 0; subject < score_subjects(score); subject++)
		for (size_t i = 0; i < rules->item_count; i++)
			assert_true(exact_equal(&score_item(kept, subject, i)->points.value,
				&score_item(score, subject, i)->points.value));
	score_free(kept);
}

static void score_period(const struct rules *rules, struct world *world, const char *name)
{
	struct score_period period = {.provisional = true};
	struct error err = ERROR_INIT;
	struct score *score;

	assert_true(period_parse(text_of(name), &period.from, &period.to));
	buf_printf(&under_way->found, "%s\n", name);
	if (!score_run(&score, rules, world, &period, &err))
		demo_give_up(&err);
	put_all(rules, score);
	check_kept(rules, world, period, score);
	for (size_t i = 0; i < score_subjects(score); i++)
		check_ledger(rules, score, i);
	score_free(score);
}

static void score_demo(struct world *world)
{
	struct rules_lenient lenient;
	struct rules_words words;
	struct faults faults = {.count = 0};
	struct rules *rules;

	rules_words_over(&words, under_way->root);
	rules = rules_read(under_way->root, buf_as_text(&under_way->bytes), world->schema,
		rules_lenient_over(&lenient, world, &words), &faults);
	tell_faults(under_way, &faults);
	for (size_t i = 0; rules && i < sizeof(periods) / sizeof(*periods); i++)
		score_period(rules, world, periods[i]);
	rules_free(rules);
	rules_words_release(&words);
}

/* --- all of them --- */

static void compare(const struct published *table)
{
	struct text name = text_skip(text_of(table->path), sizeof(FOLDER) - 1);
	struct text found = buf_as_text(&table->found);
	char golden[160];

	snprintf(golden, sizeof(golden), "../../data/rules/tables/%.*s", (int)(name.len - 5), name.at);
	golden_check(golden, &found);
}

static size_t try_table(struct store *store, const char *path)
{
	struct published table = {.path = path};
	struct faults faults = {.count = 0};
	struct error err = ERROR_INIT;

	assert_true(file_read(path, &table.bytes, &err));
	table.root = yaml_read(buf_as_text(&table.bytes), &table.arena, &faults);
	tell_faults(&table, &faults);
	under_way = &table;
	if (table.root) {
		play(&table);
		demo_read(store, 0, score_demo);
	}
	/* One that pins nothing says nothing. */
	if (!table.cases)
		print_error("%s has no cases\n", path);
	table.bad += !table.cases;
	spread_in_all += table.spread;
	if (!table.bad)
		compare(&table);
	arena_release(&table.arena);
	buf_release(&table.bytes);
	buf_release(&table.found);
	return table.bad;
}

static void published_tables(void **state)
{
	size_t bad = 0;
	glob_t files;

	assert_int_equal(glob(FOLDER "*.yaml", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++)
		bad += try_table(*state, files.gl_pathv[i]);
	print_message("%zu tables, %zu sections spread over what applies\n", files.gl_pathc, spread_in_all);
	/* One that is never left out would check nothing. */
	assert_true(spread_in_all > 0);
	assert_true(files.gl_pathc >= 10);
	globfree(&files);
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_DEMO(published_tables)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
