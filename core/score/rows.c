/* Mechanisms that say what one row is worth. Without any, a row is worth 1. */
#include <string.h>
#include "core/score/hits.h"
#include "core/score/steps.h"

/* --- tables: a word of the row, and what it is worth --- */

static struct worth one(void)
{
	return (struct worth){{1, 1}, NULL};
}

static bool is_rest(struct text word)
{
	return word_is(WORD_REST, word) || word_is(WORD_ELSE, word);
}

/* 按级别 looks at 级别; other keys at whatever field can say the word. */
static struct text field_behind(struct text key)
{
	struct text before = text_starts(key, TEXT("by_")) ? TEXT("by_") : TEXT("按");

	return text_starts(key, before) ? text_skip(key, before.len) : NO_TEXT;
}

static void read_cells(struct reading *reading, const struct tree *map, struct table *table)
{
	if (asked_key(reading, map))
		offer_cells(reading, field_behind(map->key));
	table->cells = arena_new(reading->arena, (map->count + 1) * sizeof(*table->cells));
	for (const struct tree *node = map->child; node; node = node->next) {
		struct cell *cell = &table->cells[table->count];

		if (is_rest(node->key) && node->kind == TREE_MAP) {
			table->further = arena_new(reading->arena, sizeof(*table->further));
			read_cells(reading, node, table->further);
			continue;
		}
		if (is_rest(node->key)) {
			table->rest = read_row_worth(reading, node);
			continue;
		}
		cell->is = read_equal(reading, field_behind(map->key), node);
		cell->worth = one();
		if (node->kind == TREE_MAP)
			read_cells(reading, node, &cell->inner);
		else
			cell->worth = read_row_worth(reading, node);
		table->count++;
	}
}

struct table *read_table(struct keys *keys, const struct tree *node)
{
	struct table *table = arena_new(keys->reading->arena, sizeof(*table));

	if (node->kind == TREE_MAP)
		read_cells(keys->reading, node, table);
	else
		fault_at(keys->reading->faults, node,
			"Write here what each is worth: {provincial: 5, city: 3}", "");
	return table;
}

static void note_worth(struct reading *reading, const struct worth *worth)
{
	if (reading->item && worth_is_minus(worth))
		reading->item->takes_off = true;
}

static void note_cells(struct reading *reading, const struct table *table)
{
	note_worth(reading, &table->rest);
	for (size_t i = 0; i < table->count; i++) {
		note_worth(reading, &table->cells[i].worth);
		note_cells(reading, &table->cells[i].inner);
	}
	if (table->further)
		note_cells(reading, table->further);
}

static struct table *read_points(struct keys *keys, const struct tree *node)
{
	struct table *table = read_table(keys, node);

	note_cells(keys->reading, table);
	return table;
}

static bool table_worth(const struct table *table, const struct row_work *work, struct fraction *worth);

/* Of a row that is none of the cells'. */
static bool rest_worth(const struct table *table, const struct row_work *work, struct fraction *worth)
{
	if (table->further)
		return table_worth(table->further, work, worth);
	if (worth_given(&table->rest))
		*worth = fraction_multiply(*worth, worth_of_row(&table->rest, work));
	return worth_given(&table->rest);
}

/* Through all tables inside; false: it fits nowhere. */
static bool table_worth(const struct table *table, const struct row_work *work, struct fraction *worth)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];

		if (!predicate_holds(cell->is, work->world, work->view))
			continue;
		*worth = fraction_multiply(*worth, worth_of_row(&cell->worth, work));
		return !cell->inner.cells || table_worth(&cell->inner, work, worth);
	}
	return rest_worth(table, work, worth);
}

struct fraction table_number(const struct table *table, struct world *world, const struct view *view)
{
	const struct row_work work = {.world = world, .view = view};
	struct fraction number = {1, 1};

	return table_worth(table, &work, &number) ? number : (struct fraction){0, 0};
}

static void multiply_row(const void *with, struct row_work *work)
{
	work->doubtful |= !table_worth(with, work, &work->worth);
}

static bool multiplies_alike(const void *with)
{
	const struct table *table = with;

	return !table->count && !table->further && !table->rest.by;
}

/* --- each, by what --- */

static void multiply_figure(struct keys *keys, const struct tree *node)
{
	struct amount *points = arena_new(keys->reading->arena, sizeof(*points));

	read_amount(keys->reading, node, points);
	note_amount(keys->reading, points);
	add_step(keys->reading, &each_of_figure, keys->map, points);
}

void read_each_entered(struct keys *keys)
{
	const struct tree *node = take(keys, WORD_EACH);

	if (node->kind == TREE_MAP)
		fault_at(keys->reading->faults, node,
			"A number that somebody enters is not told apart: write an item, or a line of a "
			"list, for each kind",
			"");
	else
		multiply_figure(keys, node);
}

/* 每个: 2, 每个: {组长: -2, 党员: -1} */
static void *read_each(struct keys *keys)
{
	const struct tree *node = take(keys, WORD_EACH);
	struct table *table;

	if (node->kind == TREE_MAP)
		return read_points(keys, node);
	if (!carries_worth(keys->reading->line)) {
		multiply_figure(keys, node);
		return NULL;
	}
	table = arena_new(keys->reading->arena, sizeof(*table));
	table->rest = read_row_worth(keys->reading, node);
	note_worth(keys->reading, &table->rest);
	return table;
}

static void *read_by(struct keys *keys)
{
	/* 按: 工作日 is another mechanism's. */
	return has(keys, WORD_DEADLINE) ? NULL : read_points(keys, take(keys, WORD_BY_WHAT));
}

/* --- what is added and multiplied --- */

static void *read_stack(struct keys *keys)
{
	return read_table(keys, take(keys, WORD_STACK));
}

static void add_row(const void *with, struct row_work *work)
{
	const struct table *table = with;
	struct fraction rest = {1, 1};
	bool fits = false;

	for (size_t i = 0; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];
		struct fraction worth = worth_of_row(&cell->worth, work);

		if (!predicate_holds(cell->is, work->world, work->view))
			continue;
		fits = true;
		if (!cell->inner.cells || table_worth(&cell->inner, work, &worth))
			work->worth = fraction_add(work->worth, worth);
	}
	if (!fits && rest_worth(table, work, &rest))
		work->worth = fraction_add(work->worth, rest);
}

static void *read_times(struct keys *keys)
{
	struct table *table = read_table(keys, take(keys, WORD_TIMES));

	if (!worth_given(&table->rest))
		table->rest = one();
	return table;
}

static const struct choice_word leniency[] = {
	{0, "none", "免", {"不扣", "不计"}, .help = N_("not counted at all")},
	{1, "half", "减半", .help = N_("half of it")},
	{0},
};

/* 从轻: {自查已整改: 减半} */
static void *read_lenient(struct keys *keys)
{
	const struct tree *map = take_map(keys, WORD_LENIENT);
	struct table *table = arena_new(keys->reading->arena, sizeof(*table));

	table->rest = one();
	table->cells = arena_new(keys->reading->arena, (map->count + 1) * sizeof(*table->cells));
	for (const struct tree *node = map->child; node; node = node->next) {
		struct cell *cell = &table->cells[table->count++];
		int code = node->kind == TREE_TEXT ? choice_word(leniency, node->text) : -1;

		cell->is = read_condition(keys->reading, node->key, at_key(node));
		if (code >= 0)
			cell->worth.number = (struct fraction){code, 2};
		else if (node->kind != TREE_TEXT || !fraction_parse(node->text, &cell->worth.number))
			fault_choice(keys->reading, node, leniency, "0.3");
	}
	return table;
}

static void *read_unless(struct keys *keys)
{
	struct reading *reading = keys->reading;
	const struct tree *node = take(keys, WORD_UNLESS);

	/* 经批准 is what somebody confirms. */
	if (node->kind == TREE_TEXT && !asked_value(reading, node) && says_nothing(reading, node->text)) {
		fault_at(reading->faults, node,
			"\"{1}\" is no condition on the records that are counted here. What a person is to "
			"confirm stands in a case without a source",
			"S", node->text);
		return NULL;
	}
	return read_filter(reading, node);
}

static void drop_row(const void *with, struct row_work *work)
{
	work->dropped |= predicate_holds(with, work->world, work->view);
}

/* --- conversion --- */

/* 折算: {信息: 1, 简报: 2, 简讯: 0.25} */
static void *read_convert(struct keys *keys)
{
	return read_table(keys, take(keys, WORD_CONVERT));
}

static void convert_row(const void *with, struct row_work *work)
{
	const struct table *table = with;

	multiply_row(with, work);
	for (size_t i = 0; i < table->count && !work->converted; i++)
		if (predicate_holds(table->cells[i].is, work->world, work->view))
			work->converted = i + 1;
}

/* --- late ones --- */

/* 迟超过: 3 (days after the day it was due) */
static void *read_late_by(struct keys *keys)
{
	const struct subject_source *source = keys->reading->line->source;
	const struct tree *node = take(keys, WORD_LATE_BY);
	struct late *late = arena_new(keys->reading->arena, sizeof(*late));
	const struct entity *shape = shape_of(keys->reading);

	late->days = read_fraction(keys->reading, node);
	late->clock = source->clock;
	if (!source->due) {
		fault_at_key(keys->reading->faults, node, "The records of this source are never late", "");
		return NULL;
	}
	/* Both are dates, or both are times. */
	path_compile(&late->due, keys->reading->schema, shape, text_of(source->due), NULL);
	path_compile(&late->done, keys->reading->schema, shape, text_of(source->done), NULL);
	return late;
}

/* What is not done yet is as late as today. */
static void keep_late(const void *with, struct row_work *work)
{
	const struct late *late = with;
	int64_t due = score_units(&late->due, work->world, work->view),
		done = score_units(&late->done, work->world, work->view);

	if (done == VIEW_NO_NUMBER && !late->clock)
		done = work->today;
	work->dropped |= due == VIEW_NO_NUMBER || done == VIEW_NO_NUMBER ||
		fraction_compare((struct fraction){done - due, 1}, late->days) <= 0;
}

/* --- evidence --- */

static const struct choice_word without[] = {
	{0, "not_counted", "不计", {"yes", "是"}, .help = N_("not counted")},
	{1, "wait", "待补", .help = N_("unjudged until it is there")},
	{0},
};

/* 须附: 不计 (a row without does not count) or 待补 (the item waits for it) */
static void *read_evidence(struct keys *keys)
{
	const char *field = keys->reading->line->source->evidence;
	struct evidence *evidence = arena_new(keys->reading->arena, sizeof(*evidence));
	const struct tree *node = take(keys, WORD_EVIDENCE);
	struct error err = ERROR_INIT;

	evidence->waits = read_choice(keys, WORD_EVIDENCE, without, 0) == 1;
	if (!field) {
		fault_at_key(keys->reading->faults, node,
			"The records of this source have no evidence: leave this key out", "");
		return NULL;
	}
	path_compile(&evidence->path, keys->reading->schema,
		source_named(keys->reading->schema, text_of(keys->reading->line->source->name))->shape,
		text_of(field), &err);
	return evidence;
}

static void need_evidence(const void *with, struct row_work *work)
{
	const struct evidence *evidence = with;
	struct value value;

	if (path_get(&evidence->path, work->world, work->view, &value))
		return;
	work->doubtful |= evidence->waits;
	work->dropped |= !evidence->waits;
}

const struct mechanism row_mechanisms[] = {
	{"OFFSET", "unless", "符合条件可不扣", STAGE_ROW, {WORD_UNLESS}, read_unless, .row = drop_row,
		.say = say_unless, .help = "Rows for which this is so do not count."},
	{"LATE", "late by more than", "迟报", STAGE_ROW, {WORD_LATE_BY}, read_late_by, .row = keep_late,
		.say = say_late_by,
		.help = "Only what was done, or is still to be done, more days after it was due."},
	{"EVID", "evidence", "须附佐证", STAGE_ROW, {WORD_EVIDENCE}, read_evidence, .row = need_evidence,
		.say = say_evidence,
		.help = "A row without evidence does not count, or the item waits for it."},
	{"MULT", "convert", "折算", STAGE_ROW, {WORD_CONVERT}, read_convert, .row = convert_row,
		.say = say_convert,
		.help = "Each kind of row counts as so many: a bulletin as two, four notes as one."},
	{"PER", "each", "每个", STAGE_ROW, {WORD_EACH}, read_each, .row = multiply_row,
		.alike = multiplies_alike, .say = say_each,
		.help = "Points for each row; a table tells rows apart by what they say."},
	{"LEVEL", "by what", "按级别给分", STAGE_ROW, {WORD_BY_WHAT}, read_by, .row = multiply_row,
		.say = say_by,
		.help = "Points by a word of the row: its level, kind, result, role; tables may stand in "
			"tables."},
	{"STACK", "stack", "在基础上再加", STAGE_ROW, {WORD_STACK}, read_stack, .row = add_row,
		.say = say_stack, .help = "All that fit are added to what the row is worth."},
	{"MULT", "times", "折算与加倍", STAGE_ROW, {WORD_TIMES}, read_times, .row = multiply_row,
		.alike = multiplies_alike, .say = say_times,
		.help = "The first that fits multiplies what the row is worth."},
	{"LENI", "lenient", "请假从轻、自纠从轻", STAGE_ROW, {WORD_LENIENT}, read_lenient,
		.row = multiply_row, .say = say_lenient,
		.help = "Rows for which this is so cost less: half, or nothing, or that part."},
	{0},
};
