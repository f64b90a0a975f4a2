/* What one row is worth or what a column of its own is, by a formula over what stands in the row. */
#ifndef CORE_SCORE_ROW_FORMULA_H
#define CORE_SCORE_ROW_FORMULA_H

#include "core/score/mechanisms.h"

struct row_formula;

/* A number, or by a formula over the row. */
struct worth {
	struct fraction number;
	const struct row_formula *by; /* NULL: the number */
};
/* Of the line under way; a fault is said. */
struct worth read_row_worth(struct reading *reading, const struct tree *node);
/* 算出: the line's own columns, before anything speaks of them. */
void read_columns(struct keys *keys);
const struct column *column_named(const struct line *line, struct text name);
/* Is a column of the line's own a word of the text? Then it is a condition over numbers of the row. */
bool speaks_of_column(const struct reading *reading, struct text text);
/* 逾期 > 15, at that place of the file; NULL with a fault. */
struct predicate *read_row_condition(
	struct reading *reading, struct text text, unsigned line, unsigned column);
struct fraction column_number(const struct column *column, struct world *world, const struct view *view);
/* What can be added up, or compared as a number: days and times of day are. Of no field (an id) it is true.
 */
bool field_is_number(const struct field *field);
/* The same, or a flag: 1 or 0 to a formula, and nothing that can be added up. */
bool field_is_operand(const struct field *field);

bool worth_given(const struct worth *worth);
/* Is it, or does its formula begin, with a minus? */
bool worth_is_minus(const struct worth *worth);
/* Not given: something that it asks for is empty in this row, or there is nothing to divide by. */
struct fraction row_formula_number(
	const struct row_formula *row, struct world *world, const struct view *view);
struct fraction worth_of_row(const struct worth *worth, const struct row_work *work);

/* What stands at that number of the formula that saying->row is. */
void say_row_name(struct saying *saying, unsigned number);
/* `points`: as what is gained or taken off. */
void say_row_formula(struct saying *saying, const struct row_formula *row, bool points);
void say_columns(struct saying *saying, const struct line *line);

#endif
