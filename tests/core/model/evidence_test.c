/* Evidence that shows two things: by which of its marks it is known again, what is one thing and what two,
 * and what is said to whom. */
#include "core/model/evidence_use.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "core/model/lint.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct paper {
	const char *number, *issuer, *matter, *hash;
};

static uint64_t paper(const struct cast *cast, const struct paper *is)
{
	return MAKE(cast->store, ENTITY_EVIDENCE, WORDS(EVIDENCE_TITLE, "表彰决定"),
		WORDS(EVIDENCE_NUMBER, is->number), WORDS(EVIDENCE_ISSUER, is->issuer),
		WORDS(EVIDENCE_MATTER, is->matter), WORDS(EVIDENCE_HASH, is->hash));
}

static uint64_t kind_of(const struct cast *cast)
{
	static unsigned made;
	char name[20];

	snprintf(name, sizeof(name), "类别%u", ++made);
	return MAKE(cast->store, ENTITY_ENTRY_KIND, WORDS(ENTRY_KIND_NAME, name));
}

static uint64_t entry(const struct cast *cast, uint64_t group, const char *title, uint64_t evidence)
{
	return MAKE(cast->store, ENTITY_ENTRY, NUMBER(ENTRY_KIND, kind_of(cast)), WORDS(ENTRY_TITLE, title),
		DAY(ENTRY_DATE, 20260505), NUMBER(ENTRY_GROUP, group), IDS(ENTRY_EVIDENCE, evidence),
		NUMBER(ENTRY_STATE, ENTRY_CONFIRMED));
}

static uint64_t mark(const struct cast *cast, const char *item, const char *role, uint64_t evidence)
{
	return MAKE(cast->store, ENTITY_MARK, NUMBER(MARKING_EVALUATION, 1), WORDS(MARKING_ITEM, item),
		NUMBER(MARKING_GROUP, cast->group), WORDS(MARKING_ROLE, role),
		IDS(MARKING_EVIDENCE, evidence), NUMBER(MARKING_STATE, MARKING_GIVEN));
}

struct asking {
	unsigned entity;
	uint64_t id;
	struct buf said;
};

static void lint(struct world *world, void *arg)
{
	struct asking *asking = arg;
	struct problems problems = PROBLEMS_INIT;
	struct view view;

	assert_true(world->get(world, asking->entity, asking->id, &view, NULL));
	record_lint(&view, world, &problems);
	buf_clear(&asking->said);
	for (size_t i = 0; i < problems.count; i++) {
		assert_true(problems.items[i].warning);
		message_show(&problems.items[i].message, LANGUAGE_EN, NULL, &asking->said);
		buf_text(&asking->said, TEXT("; "));
	}
	problems_release(&problems);
}

static const char *said(const struct cast *cast, char who, unsigned entity, uint64_t id)
{
	static struct asking asking;

	asking.entity = entity;
	asking.id = id;
	fixture_read(cast->store, cast_person(cast, who), lint, &asking);
	return buf_cstr(&asking.said);
}

/* Two records of evidence, each behind an entry of its own: are they one paper? */
static void same_paper(void **state)
{
	static const struct {
		struct paper one, other;
		const char *said; /* of the second paper; NULL: they are two */
	} rows[] = {
		{{"7号", "市中院", "", ""}, {"7号", "市中院", "", ""},
			"The same number and issuer as \"表彰决定\"; It stands behind 2 things: "
			"甲事（一组）、乙事（一组）; "},
		{{"7号", "市中院", "", ""}, {" 7号 ", "市中院", "", ""},
			"The same number and issuer as \"表彰决定\"; It stands behind 2 things: "
			"甲事（一组）、乙事（一组）; "},
		{{"7号", "市中院", "", ""}, {"7号", "省高院", "", ""}, NULL},
		{{"7号", "", "", ""}, {"7号", "", "", ""}, NULL},
		{{"7号市", "中院", "", ""}, {"7号", "市中院", "", ""}, NULL},
		{{"", "市中院", "", ""}, {"", "市中院", "", ""}, NULL},
		{{"", "", "M1", ""}, {"8号", "省高院", "M1", ""},
			"The same matter as \"表彰决定\"; It stands behind 2 things: "
			"甲事（一组）、乙事（一组）; "},
		{{"", "", "", "ab12"}, {"", "", "", "ab12"},
			"The same file as \"表彰决定\"; It stands behind 2 things: "
			"甲事（一组）、乙事（一组）; "},
		{{"", "", "M1", "ab12"}, {"", "", "ab12", "M1"}, NULL},
		{{"", "", "", ""}, {"", "", "", ""}, NULL},
	};
	const struct cast *cast = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t one = paper(cast, &rows[i].one), other = paper(cast, &rows[i].other);
		uint64_t first = entry(cast, cast->group, "甲事", one);
		uint64_t second = entry(cast, cast->group, "乙事", other);

		if (strcmp(said(cast, 'o', ENTITY_EVIDENCE, other), rows[i].said ? rows[i].said : ""))
			print_error("row %zu\n", i);
		assert_string_equal(
			said(cast, 'o', ENTITY_EVIDENCE, other), rows[i].said ? rows[i].said : "");
		assert_string_equal(said(cast, 'o', ENTITY_ENTRY, first),
			rows[i].said ? "Its evidence stands behind 乙事（一组） too; " : "");
		CHANGE(cast->store, ENTITY_ENTRY, first, NUMBER(TAG_REMOVED, 1));
		CHANGE(cast->store, ENTITY_ENTRY, second, NUMBER(TAG_REMOVED, 1));
		CHANGE(cast->store, ENTITY_EVIDENCE, one, NUMBER(TAG_REMOVED, 1));
		CHANGE(cast->store, ENTITY_EVIDENCE, other, NUMBER(TAG_REMOVED, 1));
	}
}

/* One by its matter, another by its file: all three are one paper. */
static void joined_in_turn(void **state)
{
	const struct cast *cast = *state;
	uint64_t papers[] = {paper(cast, &(struct paper){"", "", "", "f2"}),
		paper(cast, &(struct paper){"", "", "M1", ""}),
		paper(cast, &(struct paper){"", "", "M1", "f2"})};

	entry(cast, cast->group, "甲事", papers[0]);
	assert_string_equal(said(cast, 'o', ENTITY_ENTRY, 1), "");
	entry(cast, cast->group, "乙事", papers[1]);
	assert_string_equal(
		said(cast, 'o', ENTITY_ENTRY, 1), "Its evidence stands behind 乙事（一组） too; ");
}

/* The marks of one item for one group are one thing, whoever gave them; another item or group is another. */
static void marks(void **state)
{
	const struct cast *cast = *state;
	uint64_t evidence = paper(cast, &(struct paper){"7号", "市中院", "", ""});
	uint64_t own, checked, item;

	MAKE(cast->store, ENTITY_EVALUATION, WORDS(EVALUATION_NAME, "2026Q2"), DAY(EVALUATION_FROM, 20260401),
		DAY(EVALUATION_TO, 20260630));
	own = mark(cast, "思想动态", "自评", evidence);
	checked = mark(cast, "思想动态", "核定", evidence);
	assert_string_equal(said(cast, 'l', ENTITY_MARK, own), "");
	item = mark(cast, "印象", "核定", evidence);
	assert_string_equal(
		said(cast, 'l', ENTITY_MARK, own), "Its evidence stands behind 印象（一组） too; ");
	assert_string_equal(
		said(cast, 'l', ENTITY_MARK, checked), "Its evidence stands behind 印象（一组） too; ");
	CHANGE(cast->store, ENTITY_MARK, item, NUMBER(MARKING_STATE, MARKING_WITHDRAWN));
	assert_string_equal(said(cast, 'l', ENTITY_MARK, own), "");
}

/* What one paper shows is listed as it was entered, each thing where it was first. */
static void in_the_order_of_entering(void **state)
{
	static const char *const items[] = {"印象", "纪律", "作风", "品牌", "服务", "印象"};
	const struct cast *cast = *state;
	uint64_t evidence = paper(cast, &(struct paper){"7号", "市中院", "", ""}), given[COUNT(items)];

	MAKE(cast->store, ENTITY_EVALUATION, WORDS(EVALUATION_NAME, "2026Q2"), DAY(EVALUATION_FROM, 20260401),
		DAY(EVALUATION_TO, 20260630));
	for (size_t i = 0; i < COUNT(items); i++)
		given[i] = mark(cast, items[i], i < COUNT(items) - 1 ? "核定" : "自评", evidence);
	assert_string_equal(said(cast, 'o', ENTITY_EVIDENCE, evidence),
		"It stands behind 5 things: 印象（一组）、纪律（一组）、作风（一组）; ");
	assert_string_equal(
		said(cast, 'o', ENTITY_MARK, given[3]), "Its evidence stands behind 印象（一组） too; ");
	assert_string_equal(
		said(cast, 'o', ENTITY_MARK, given[5]), "Its evidence stands behind 纪律（一组） too; ");
}

/* Whoever may not see the other record is told no more than that it is there. */
static void whom_it_is_told(void **state)
{
	const struct cast *cast = *state;
	uint64_t evidence = paper(cast, &(struct paper){"7号", "市中院", "", ""});
	uint64_t own = entry(cast, cast->group, "甲事", evidence);
	uint64_t theirs = entry(cast, cast->other, "乙事", evidence);

	assert_string_equal(
		said(cast, 'o', ENTITY_ENTRY, own), "Its evidence stands behind 乙事（二组） too; ");
	assert_string_equal(said(cast, 'l', ENTITY_ENTRY, own),
		"Its evidence stands behind a record too that you may not see; ");
	assert_string_equal(
		said(cast, 'l', ENTITY_EVIDENCE, evidence), "It stands behind 2 things: 甲事（一组）; ");
	assert_string_equal(said(cast, 'z', ENTITY_EVIDENCE, evidence), "It stands behind 2 things; ");
	/* One that was refused shows nothing. */
	CHANGE(cast->store, ENTITY_ENTRY, theirs, NUMBER(ENTRY_STATE, ENTRY_REFUSED));
	assert_string_equal(said(cast, 'o', ENTITY_ENTRY, own), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_CAST(same_paper),
		ON_CAST(joined_in_turn),
		ON_CAST(marks),
		ON_CAST(in_the_order_of_entering),
		ON_CAST(whom_it_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
