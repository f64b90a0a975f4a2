/* Rows of a file into records: checked against the schema, the store and one another, shown first, then done
 * as one change. For people the roster's own columns are understood too: branch, team, group and leader are
 * found by name, made when no near name exists, and refused when one does. */
#ifndef CORE_SERVICE_IMPORT_H
#define CORE_SERVICE_IMPORT_H

#include "core/base/arena.h"
#include "core/base/text_map.h"
#include "core/model/entities.h"
#include "core/store/store.h"

enum {
	IMPORT_COLUMNS_MAX = 64,
	IMPORT_SUGGESTIONS = 3,
	IMPORT_WHOLE_ROW = -1,
	IMPORT_NAME_KINDS = 3,
	/* One change, whose audit entry (a step for each record touched) has to fit into KV_VALUE_MAX. */
	IMPORT_ROWS_MAX = 50000
};

struct import_row {
	size_t number; /* as the spreadsheet counts */
	struct text *cells;
	size_t count;
};

struct import_input {
	const struct entity *entity;
	struct text header[IMPORT_COLUMNS_MAX];
	size_t columns;
	struct import_row *rows;
	size_t count;
	int64_t on; /* memberships and terms of office begin here */
};

struct import_fault {
	size_t row; /* index into the input's rows */
	int column; /* or IMPORT_WHOLE_ROW */
	bool warning;
	int swap; /* another column whose cell belongs here, or -1 */
	struct message message;
	struct text
		suggestions[IMPORT_SUGGESTIONS]; /* what could stand there instead; ended by an empty one */
};

/* What is in the store of a row's record. */
struct import_known {
	bool read;   /* false: the row could not be read */
	uint64_t id; /* 0: it is new */
	bool same;   /* its fields, not yet where it puts the person */
	int64_t on;
};

/* What would happen. */
struct import_plan {
	const struct import_input *input;
	const struct field *fields[IMPORT_COLUMNS_MAX]; /* NULL: not an entity's field */
	int extra[IMPORT_COLUMNS_MAX]; /* enum import_extra, or -1: the column is not known */
	struct import_fault *faults;   /* by row, then column */
	size_t fault_count, fault_room;
	size_t bad_rows, errors, warnings;
	size_t added, changed, same;
	struct import_known *known; /* one for each row */
	struct import_name {
		unsigned entity;
		struct text name;
		struct text parent; /* a group's branch */
		uint64_t id;        /* 0: to be made */
		bool new;           /* was to be made when it was looked at */
		size_t uses, first; /* rows; index of the first */
		struct text near;   /* what was meant, when it looks like a slip of the pen */
	} * names;
	size_t name_count, name_room;
	struct import_rules *rules;                     /* of the evaluations that marks are of */
	struct text_map seen;                           /* what rows mean, by entity->same */
	struct text_map name_places[IMPORT_NAME_KINDS]; /* of teams, branches and groups */
	struct arena arena;
};
enum import_extra { EXTRA_TEAM, EXTRA_BRANCH, EXTRA_GROUP, EXTRA_LEADER, EXTRA_COUNT };

/* Cells of one line of text are put into their stored form on the way, in the plan's arena.
 * False only when the input as a whole makes no sense (no column known, no key column). */
bool import_check(
	struct world *world, const struct import_input *input, struct import_plan *plan, struct error *err);
/* Does what a plan without errors says. What a row is refused for becomes a fault of the plan, and the other
 * rows are tried all the same; false only when the store fails. The caller looks at plan->errors before he
 * lets the change be: a preview tries it, too, and throws the change away, so that what was shown without a
 * fault is not refused afterwards. */
bool import_try(struct writer *writer, struct import_plan *plan, struct error *err);
/* The same for good: refused while the plan has errors. */
bool import_apply(struct writer *writer, struct import_plan *plan, struct error *err);
void import_plan_release(struct import_plan *plan);

#endif
