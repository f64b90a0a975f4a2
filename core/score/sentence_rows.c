/* What makes one row worth more or less, read out. */
#include "core/score/sentence_internal.h"
#include "core/score/steps.h"

/* What a cell is worth, as this table means it. */
typedef void saying_worth(struct saying *saying, struct fraction worth);

static void say_table(struct saying *saying, const struct table *table, saying_worth *worth);

/* By a formula it is worth points, or so many times what it was. */
static void say_cell(struct saying *saying, const struct worth *worth, saying_worth *as)
{
	if (!worth->by) {
		as(saying, worth->number);
		return;
	}
	if (as != say_worth)
		say(saying->out, N_("times "), "");
	say_row_formula(saying, worth->by, as == say_worth);
}

static void say_cells(struct saying *saying, const struct table *table, saying_worth *worth)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];

		if (i)
			say(saying->out, N_(", "), "");
		predicate_say(cell->is, saying->out);
		say(saying->out, N_(" "), "");
		if (!cell->inner.cells) {
			say_cell(saying, &cell->worth, worth);
			continue;
		}
		say(saying->out, N_("("), "");
		say_table(saying, &cell->inner, worth);
		say(saying->out, N_(")"), "");
	}
}

static void say_table(struct saying *saying, const struct table *table, saying_worth *worth)
{
	say_cells(saying, table, worth);
	if (!worth_given(&table->rest) && !table->further)
		return;
	if (table->count)
		say(saying->out, N_(", any other "), "");
	if (!table->further) {
		say_cell(saying, &table->rest, worth);
		return;
	}
	say(saying->out, N_("("), "");
	say_table(saying, table->further, worth);
	say(saying->out, N_(")"), "");
}

/* Does every row fit somewhere? */
static bool has_rest(const struct table *table)
{
	return table->further ? has_rest(table->further) : worth_given(&table->rest);
}

void say_factor_of(struct saying *saying, struct fraction factor)
{
	if (!factor.numerator)
		say(saying->out, N_("does not count"), "");
	else if (factor.numerator == 1 && factor.denominator == 2)
		say(saying->out, N_("counts half"), "");
	else {
		say(saying->out, N_("times "), "");
		say_fraction(saying, factor);
	}
}

/* Does a step before this one say what a row is worth? Then this one multiplies it. */
bool said_worth(const struct saying *saying, const void *with)
{
	for (const struct step *step = saying->line->steps; step && step->with != with; step = step->next)
		if (step->is->keys[0] == WORD_EACH || step->is->keys[0] == WORD_BY_WHAT ||
			step->is->keys[0] == WORD_BY_OFFICE)
			return true;
	return false;
}

static bool takes_off(const struct worth *worth)
{
	return worth_is_minus(worth) || (!worth->by && !worth->number.numerator);
}

static bool all_off(const struct table *table)
{
	bool off = !worth_given(&table->rest) || takes_off(&table->rest);

	for (size_t i = 0; i < table->count && off; i++)
		off = table->cells[i].inner.cells ? all_off(&table->cells[i].inner)
						  : takes_off(&table->cells[i].worth);
	return off && (!table->further || all_off(table->further));
}

bool weighs_off(const struct line *line)
{
	for (const struct step *step = line->steps; step; step = step->next)
		if (step->is->keys[0] == WORD_EACH || step->is->keys[0] == WORD_BY_WHAT)
			return all_off(step->with);
	return false;
}

static void say_again(const struct table *table, struct saying *saying)
{
	if (table->count || table->further) {
		say(saying->out, N_("; and by what it says "), "");
		say_table(saying, table, say_factor_of);
		return;
	}
	say(saying->out, N_("; all that times "), "");
	if (table->rest.by)
		say_row_formula(saying, table->rest.by, false);
	else
		say_fraction(saying, table->rest.number);
}

void say_each(const void *with, struct saying *saying)
{
	const struct table *table = with;

	if (said_worth(saying, with)) {
		say_again(table, saying);
		return;
	}
	if (table->count)
		say(saying->out, N_("; each by what it says: "), "");
	else
		say_each_unit(saying);
	say_table(saying, table, say_worth);
	if (!has_rest(table))
		say(saying->out, N_("; one that is none of these waits for somebody to decide"), "");
}

void say_by(const void *with, struct saying *saying)
{
	say_each(with, saying);
}

void say_stack(const void *with, struct saying *saying)
{
	const struct table *table = with;

	say(saying->out, N_("; and besides, whatever fits: "), "");
	say_table(saying, table, say_worth);
}

void say_table_numbers(struct saying *saying, const struct table *table)
{
	say_table(saying, table, say_fraction);
	if (!has_rest(table))
		say(saying->out, N_(", one that is none of these has none"), "");
}

static void say_as(struct saying *saying, struct fraction number)
{
	say(saying->out, N_("counts as "), "");
	say_fraction(saying, number);
}

void say_convert(const void *with, struct saying *saying)
{
	say(saying->out, N_("; converted: "), "");
	say_table(saying, with, say_as);
}

void say_times(const void *with, struct saying *saying)
{
	struct table table = *(const struct table *)with;

	say(saying->out, N_("; multiplied: "), "");
	if (!table.rest.by && table.rest.number.numerator == table.rest.number.denominator)
		table.rest.number = (struct fraction){0, 0};
	say_table(saying, &table, say_factor_of);
}

void say_lenient(const void *with, struct saying *saying)
{
	const struct table *table = with;

	say(saying->out, N_("; leniently: "), "");
	say_cells(saying, table, say_factor_of);
}

void say_unless(const void *with, struct saying *saying)
{
	say(saying->out, N_("; left out where "), "");
	if (with)
		predicate_say(with, saying->out);
}

void say_late_by(const void *with, struct saying *saying)
{
	const struct late *late = with;

	if (!late->days.numerator) {
		say(saying->out, N_("; only what is late"), "");
		return;
	}
	say(saying->out, N_("; only what is late by more than "), "");
	say_fraction(saying, late->days);
	say(saying->out, late->clock ? N_(" minutes") : N_(" days"), "");
}

void say_evidence(const void *with, struct saying *saying)
{
	say(saying->out,
		((const struct evidence *)with)->waits ? N_("; without evidence the item waits")
						       : N_("; without evidence it does not count"),
		"");
}
