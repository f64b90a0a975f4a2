/* Formulas over what stands in one row: what it is worth (每个: 数量 * 0.5), or a column that no record has
 * (算出: {用时: 办结日期 - 日期}). Days are numbers: one less another is how many lie between. */
#include "core/base/near.h"
#include "core/score/sentence_internal.h"
#include "core/score/steps.h"

enum { OPERANDS_MAX = 16, READS_MAX = 256 };

struct operand {
	const struct column *column; /* one that the line computes; NULL: see the path */
	struct path path;
	bool is_day;
	unsigned day; /* NAME_BEGIN, NAME_END: of the period */
};

struct row_formula {
	struct formula *formula;
	struct operand operands[OPERANDS_MAX];
	size_t count;
	size_t reads; /* of the row, those of its columns included: columns of columns multiply them */
};

/* --- read --- */

struct row_names {
	struct formula_names names;
	struct reading *reading;
	struct row_formula *into;
};

bool field_is_number(const struct field *field)
{
	static const struct type *const types[] = {
		&type_number, &type_decimal, &type_date, &type_time, &type_moment};

	for (size_t i = 0; field && i < sizeof(types) / sizeof(*types); i++)
		if (field->type == types[i])
			return true;
	return !field;
}

bool field_is_operand(const struct field *field)
{
	return field_is_number(field) || field->type == &type_flag;
}

const struct column *column_named(const struct line *line, struct text name)
{
	for (size_t i = 0; i < line->column_count; i++)
		if (text_equal(line->columns[i].name, name))
			return &line->columns[i];
	return NULL;
}

static bool refuse_operand(const struct reading *reading, struct text name, struct error *err)
{
	struct near near = near_to(name);
	struct buf all = BUF_INIT, meant = BUF_INIT;

	for (const struct field *field = NULL; (field = entity_next(shape_of(reading), field));) {
		const char *word = reading->english ? field->name : field->label;

		if (!field_is_operand(field))
			continue;
		near_try(&near, text_of(word));
		buf_printf(&all, "%s%s", !all.len ? "" : reading->english ? ", " : "、", word);
	}
	near_words(&near, &meant);
	if (near.count)
		fail(err, ERROR_INPUT, "These records have no number \"{1}\"; did you mean {2}?", "SS", name,
			buf_as_text(&meant));
	else
		fail(err, ERROR_INPUT, "These records have no number \"{1}\"; there are {2}", "SS", name,
			buf_as_text(&all));
	buf_release(&all);
	buf_release(&meant);
	return false;
}

static bool find_operand(
	struct reading *reading, struct text name, struct operand *operand, struct error *err)
{
	operand->is_day = known_day(name, &operand->day);
	operand->column = operand->is_day ? NULL : column_named(reading->line, name);
	if (operand->is_day || operand->column)
		return true;
	if (!path_compile(&operand->path, reading->schema, shape_of(reading), name, NULL))
		return refuse_operand(reading, name, err);
	if (path_holds_several(&operand->path))
		return fail(err, ERROR_INPUT, "\"{1}\" may hold several at once: take a column of one", "S",
			name);
	return field_is_operand(path_field(&operand->path)) ||
		fail(err, ERROR_INPUT,
			"{1} is no number: what it says is told apart by a table, each: {word: 2}", "S",
			name);
}

static size_t reads_of_table(const struct table *table)
{
	size_t reads = table->count + (table->rest.by ? table->rest.by->reads : 0);

	for (size_t i = 0; i < table->count; i++)
		reads += reads_of_table(&table->cells[i].inner) +
			(table->cells[i].worth.by ? table->cells[i].worth.by->reads : 0);
	return reads + (table->further ? reads_of_table(table->further) : 0);
}

static size_t reads_of_column(const struct column *column)
{
	return column->by ? column->by->reads : column->table ? reads_of_table(column->table) : 1;
}

static bool find(struct formula_names *names, struct text name, unsigned *number, struct error *err)
{
	struct row_names *row = (struct row_names *)names;
	struct row_formula *into = row->into;
	struct operand *operand = &into->operands[into->count];

	if (into->count == OPERANDS_MAX)
		return fail(err, ERROR_INPUT, "This formula is too long", "");
	*number = NAME_ROW + (unsigned)into->count++;
	if (!find_operand(row->reading, name, operand, err))
		return false;
	into->reads += operand->column ? reads_of_column(operand->column) : 1;
	return into->reads <= READS_MAX ||
		fail(err, ERROR_INPUT, "This formula is too long with the columns that stand in it", "");
}

/* NULL: it could not be read. */
static struct row_formula *read_row_formula(struct reading *reading, const struct tree *node)
{
	struct row_formula *row = arena_new(reading->arena, sizeof(*row));
	struct row_names names = {{find}, reading, row};
	struct error err = ERROR_INIT;

	if (formula_compile(&row->formula, node->text, &names.names, reading->arena, &err))
		return row;
	fault_pass_in(reading->faults, node, err.row ? err.row - 1 : 0, &err.message);
	return NULL;
}

/* Signs of a formula, or the name of a number alone: else it was meant to be a number. */
static bool is_formula(const struct reading *reading, struct text text)
{
	static const char *const signs[] = {"+", "*", "/", "(", "（", "×", "÷", " - ", "＋", "－"};
	struct path path;

	if (!reading->line || !reading->line->source || is_range(text))
		return false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (text_find(text, text_of(signs[i])) < text.len)
			return true;
	if (text_starts(text, TEXT("-")))
		text = text_trim(text_skip(text, 1));
	return column_named(reading->line, text) ||
		path_compile(&path, reading->schema, shape_of(reading), text, NULL);
}

struct worth read_row_worth(struct reading *reading, const struct tree *node)
{
	struct worth worth = {{0, 0}, NULL};

	if (asked_value(reading, node))
		offer_row_numbers(reading);
	if (node->kind == TREE_TEXT && !fraction_parse(node->text, &worth.number) &&
		is_formula(reading, node->text))
		worth.by = read_row_formula(reading, node);
	else
		worth.number = read_fraction(reading, node);
	return worth;
}

void read_columns(struct keys *keys)
{
	struct reading *reading = keys->reading;
	struct line *line = reading->line;
	const struct tree *map = take_map(keys, WORD_COLUMNS);

	line->columns = arena_new(reading->arena, (map->count + 1) * sizeof(*line->columns));
	for (const struct tree *node = map->child; node; node = node->next) {
		struct column column = {.name = arena_text(reading->arena, node->key)};

		if (entity_named(shape_of(reading), node->key))
			fault_at_key(reading->faults, node,
				"The records have a column \"{1}\" already: give it another name", "S",
				node->key);
		if (asked_value(reading, node))
			offer_row_numbers(reading);
		if (node->kind == TREE_MAP)
			column.table = read_table(keys, node);
		else if (read_text(reading, node).len)
			column.by = read_row_formula(reading, node);
		line->columns[line->column_count++] = column;
	}
}

bool worth_given(const struct worth *worth)
{
	return worth->by || fraction_given(worth->number);
}

bool worth_is_minus(const struct worth *worth)
{
	return worth->by ? text_starts(formula_text(worth->by->formula), TEXT("-"))
			 : worth->number.numerator < 0;
}

/* --- conditions --- */

static bool is_within_word(struct text before, struct text behind)
{
	static const char *const ends[] = {" ", "(", ")", "（", "）", "<", ">", "=", "!", "+", "-", "*", "/",
		"≥", "≤", "≠", "＜", "＞", "×", "÷", ",", "，", "、"};
	bool begins = !before.len, stops = !behind.len;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		begins |= text_ends(before, text_of(ends[i]));
		stops |= text_starts(behind, text_of(ends[i]));
	}
	return !begins || !stops;
}

static bool holds_word(struct text text, struct text word)
{
	struct text rest = text;

	while (rest.len) {
		size_t at = text_find(rest, word);

		if (at == rest.len)
			return false;
		rest = text_skip(rest, at);
		if (!is_within_word(text_take(text, text.len - rest.len), text_skip(rest, word.len)))
			return true;
		rest = text_skip(rest, word.len);
	}
	return false;
}

bool speaks_of_column(const struct reading *reading, struct text text)
{
	const struct line *line = reading->line;

	for (size_t i = 0; line && i < line->column_count; i++)
		if (line->columns[i].name.len && holds_word(text, line->columns[i].name))
			return true;
	return false;
}

static bool condition_holds(const void *with, struct world *world, const struct view *view)
{
	return row_formula_number(with, world, view).numerator != 0;
}

static void say_condition(const void *with, struct buf *out)
{
	say_row_formula(&(struct saying){.out = out}, with, false);
}

struct predicate *read_row_condition(
	struct reading *reading, struct text text, unsigned line, unsigned column)
{
	static const struct predicate_judge judge = {condition_holds, say_condition};
	const struct tree node = {.kind = TREE_TEXT, .text = text, .line = line, .column = column};
	const struct row_formula *row = read_row_formula(reading, &node);

	if (row && !formula_is_condition(row->formula))
		fault_at(reading->faults, &node, "\"{1}\" is a number: what must be so of it? {1} > 3", "S",
			text);
	return row ? predicate_judged(&judge, row, reading->arena) : NULL;
}

/* --- run --- */

struct row_at {
	const struct row_formula *row;
	struct world *world;
	const struct view *view;
};

static void put_number(struct fraction number, struct figure *out)
{
	if (fraction_given(number))
		exact_set(&out->value, number);
	else
		figure_lose(out, MISSING);
}

static void stand_for(void *arg, unsigned number, struct figure *out)
{
	const struct row_at *at = arg;
	const struct operand *operand = &at->row->operands[number - NAME_ROW];
	const struct field *field = operand->column || operand->is_day ? NULL : path_field(&operand->path);
	struct fraction found;

	if (operand->is_day)
		found = (struct fraction){
			operand->day == NAME_BEGIN ? at->world->period_from : at->world->period_to, 1};
	else if (operand->column)
		found = column_number(operand->column, at->world, at->view);
	else
		found = score_number(&operand->path, at->world, at->view);
	/* What nobody ticked is not so. */
	if (!fraction_given(found) && field && field->type == &type_flag)
		found = (struct fraction){0, 1};
	put_number(found, out);
}

struct fraction row_formula_number(
	const struct row_formula *row, struct world *world, const struct view *view)
{
	struct row_at at = {row, world, view};
	struct fraction number = {0, 0};
	struct figure figure;

	figure_init(&figure);
	formula_evaluate(row->formula, stand_for, &at, &figure);
	if (figure.known == KNOWN && !exact_is_large(&figure.value))
		number = figure.value.small;
	figure_clear(&figure);
	return number;
}

struct fraction column_number(const struct column *column, struct world *world, const struct view *view)
{
	return column->by ? row_formula_number(column->by, world, view)
			  : table_number(column->table, world, view);
}

struct fraction worth_of_row(const struct worth *worth, const struct row_work *work)
{
	return worth->by ? row_formula_number(worth->by, work->world, work->view) : worth->number;
}

/* --- read out --- */

void say_row_name(struct saying *saying, unsigned number)
{
	const struct operand *operand = &saying->row->operands[number - NAME_ROW];

	if (operand->is_day)
		say(saying->out, formula_name_words(operand->day), "");
	else if (operand->column)
		say(saying->out, N_("\"{1}\""), "S", operand->column->name);
	else
		path_say(&operand->path, saying->out);
}

void say_row_formula(struct saying *saying, const struct row_formula *row, bool points)
{
	const struct row_formula *outer = saying->row;

	saying->row = row;
	if (points)
		say_points(saying, &(struct amount){.all = row->formula});
	else
		say_formula_words(saying, row->formula);
	saying->row = outer;
}

void say_columns(struct saying *saying, const struct line *line)
{
	for (size_t i = 0; i < line->column_count; i++) {
		say(saying->out, N_("; \"{1}\" of each is "), "S", line->columns[i].name);
		if (line->columns[i].by)
			say_row_formula(saying, line->columns[i].by, false);
		else
			say_table_numbers(saying, line->columns[i].table);
	}
}
