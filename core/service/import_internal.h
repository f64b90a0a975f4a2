/* What the files of the import share. */
#ifndef CORE_SERVICE_IMPORT_INTERNAL_H
#define CORE_SERVICE_IMPORT_INTERNAL_H

#include <string.h>
#include "core/base/memory.h"
#include "core/service/import.h"
#include "core/service/naming.h"

bool import_columns(struct import_plan *plan, struct error *err);
int import_column_of(const struct import_plan *plan, uint16_t tag);
int import_column_of_extra(const struct import_plan *plan, enum import_extra extra);
/* Trimmed; NO_TEXT past the end. */
struct text import_cell(const struct import_row *row, int column);
/* A cell of one line of text as it would be stored, so that what it names is found again. False, with the
 * cell as it was, when it cannot be stored. */
bool import_tidy(
	struct import_plan *plan, const struct field *field, size_t row, size_t column, struct error *err);
struct import_fault *import_fault(struct import_plan *plan, size_t row, int column, bool warning);
/* Sets what the row's cells say; false when a cell cannot be read (a fault was added). */
bool import_values(
	struct import_plan *plan, struct world *world, size_t row, struct record *record, struct buf *room);

/* The record that the row means, by entity->same; 0: a new one. False when they cannot be read. */
bool import_same(struct world *world, const struct entity *entity, const struct record *row, uint64_t *id,
	struct error *err);
/* An earlier row means the same record: a fault. */
void import_seen(struct import_plan *plan, size_t index, const struct record *row);

/* Is it of something that the rules let somebody judge? A fault, if not. */
void import_mark(struct import_plan *plan, struct world *world, size_t index, const struct record *record);
void import_rules_release(struct import_rules *rules);

/* Names of branches, teams and groups that the rows mention, and what is wrong with them. */
void import_names(struct import_plan *plan, struct world *world);
/* Makes those that are still to be made; like a row's, a refusal is a fault. */
bool import_make_names(struct writer *writer, struct import_plan *plan, struct error *err);
struct import_name *import_name(struct import_plan *plan, unsigned entity, struct text name);

/* Where a row puts its person. Names live in the plan; those still to be made have id 0. */
struct import_place {
	const struct import_name *team, *group; /* NULL: the row does not say */
	bool leader;
	int64_t on; /* the day the membership and the term begin */
};
/* The first day of a membership by this row; `record`: its person as he will be stored. */
int64_t import_day(const struct import_plan *plan, const struct record *record);
struct import_place import_place(struct import_plan *plan, size_t index, int64_t on);
/* Is he there already on that day? */
bool import_stands(struct world *world, const struct view *person, const struct import_place *place);
bool import_put(struct writer *writer, uint64_t person, const struct import_place *place, struct error *err);
/* Rows that say of one group that somebody else leads it, or that lead nothing. */
void import_leaders(struct import_plan *plan, struct world *world);

/* A refusal while it is tried: a fault of the row, and true; the store's own failures go to `err`. */
bool import_refused(
	struct import_plan *plan, size_t row, int column, const struct error *why, struct error *err);

#endif
