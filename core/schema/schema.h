/* What a record is: an entity is a table of fields, a field has a type, a type is a handful of functions.
 * Everything generic (check, list, form, import, export, history, audit, filter, send) is a loop over these
 * tables. */
#ifndef CORE_SCHEMA_SCHEMA_H
#define CORE_SCHEMA_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/buf.h"
#include "core/base/date.h"
#include "core/base/error.h"
#include "core/base/text.h"

struct entity;
struct field;
struct problems;
struct view;
struct world;

/* A value is one of few shapes, whatever its type. */
enum value_kind {
	VALUE_EMPTY,  /* not filled in; never the same as zero */
	VALUE_NUMBER, /* number, decimal units, days, minutes, microseconds, flag, choice code, set of codes,
			 id */
	VALUE_TEXT,   /* UTF-8 in stored form */
	VALUE_IDS,    /* ids as varints, in the order given, no id twice */
	VALUE_ROWS,   /* rows of a list field, by ascending key (see view.h) */
};

struct value {
	enum value_kind kind;
	int64_t number;
	struct text bytes; /* of TEXT, IDS and ROWS; whoever made the value owns them */
};

#define EMPTY_VALUE ((struct value){VALUE_EMPTY, 0, {"", 0}})
struct value value_number(int64_t number);
struct value value_text(struct text text);
bool value_equal(const struct value *a, const struct value *b);
/* Absent and of no bytes are the same: the latter becomes EMPTY. (But a row without fields is a row.) */
struct value value_filled(struct value value);

/* One of a field's choices. Codes are stored (1..62; a set is a mask of 1 << code) and never reused. */
struct choice {
	int code;
	const char *name;  /* in code, JSON, filters, English */
	const char *label; /* in Chinese, in CSV and filters too */
	const char *was;   /* its name before it was renamed, read for ever: filters and dumps have it */
};

/* How text becomes a reference and back; NULL functions leave only the form "#17". */
struct naming {
	bool (*find)(
		struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err);
	bool (*title)(struct naming *naming, unsigned target, uint64_t id, struct buf *out);
	int64_t today; /* date shorthand counts from here; 0: only full dates are read */
	enum language language;
	bool period; /* filters may speak of the days of a period (predicate.h) */
};

struct type {
	const char *name, *label;
	enum value_kind kind;
	/* People's text to a value; empty text is the empty value. parse(format(v)) equals v. Texts of the
	 * value are slices of `text` or are appended to `room`. */
	bool (*parse)(const struct field *field, struct text text, struct naming *naming, struct buf *room,
		struct value *value, struct error *err);
	/* The exact form for files, filters and forms. A reference is its title where `naming` finds the
	 * same record by it, else "#17". */
	void (*format)(
		const struct field *field, const struct value *value, struct naming *naming, struct buf *out);
	/* For people: choices and dates in their language, titles for references. */
	void (*show)(
		const struct field *field, const struct value *value, struct naming *naming, struct buf *out);
	/* What min and max bound: characters of a text, the number itself, how many ids or rows. */
	int64_t (*measure)(const struct field *field, const struct value *value);
};

extern const struct type type_text, type_long, type_number, type_decimal, type_date, type_time, type_moment,
	type_flag, type_choice, type_set, type_ref, type_refs, type_list;

enum field_flag {
	REQUIRED = 1 << 0,   /* must be filled in before a record is saved */
	UNIQUE = 1 << 1,     /* no two records that are not removed have the same */
	SEARCH = 1 << 2,     /* searched by F3 and by "search everything"; of a reference the title, by F3 */
	TITLE = 1 << 3,      /* what stands for the record where one word must do */
	BESIDE = 1 << 4,     /* a list whose rows are stored one by one beside the record */
	SYSTEM = 1 << 5,     /* written by operations only, never by a form or an import */
	HIDDEN = 1 << 6,     /* not a column of a list unless asked for */
	LATER_WINS = 1 << 7, /* two people's changes of one value do not conflict: the later stands, both in
				history */
	SECRET = 1 << 8,     /* never in history, audit bodies, answers or exports in clear */
	PINYIN = 1 << 9,     /* sorted by sound; `sounds` of the entity names the override field */
	ROWKEY = 1 << 10,    /* in the entity of a list: the row's key is this field's number */
	UNKNOWN = 1 << 11,   /* of a computed row: empty is not nothing but not known yet, written -- */
	PAST = 1 << 12,      /* a day that has been: 9/10 is the last one, not the next */
};

struct field {
	uint16_t tag; /* 1-899; never reused. 900-999 system, from 1000 declared in settings */
	const char *name, *label;
	const struct type *type;
	int64_t min, max;             /* of type->measure; both 0: no bound */
	const struct choice *choices; /* ended by a NULL name */
	unsigned target;              /* entity that ref and refs point to */
	int places;                   /* of a decimal */
	const struct entity *rows;    /* of a list */
	unsigned flags;
	int width;           /* columns in a list */
	const char *help;    /* message id: what it is, by which rule */
	const char *initial; /* what a new record starts with, as text */
};

/* The kinds, for the rows of field tables: {1, "name", "姓名", TEXT_FIELD(1, 20), REQUIRED | SEARCH, 8, "…"}
 */
#define TEXT_FIELD(least, most) &type_text, least, most, NULL, 0, 0, NULL
#define LONG_FIELD(most) &type_long, 0, most, NULL, 0, 0, NULL
#define NUMBER_FIELD(least, most) &type_number, least, most, NULL, 0, 0, NULL
#define DECIMAL_FIELD(digits, least, most) &type_decimal, least, most, NULL, 0, digits, NULL
#define DATE_FIELD &type_date, DATE_MIN, DATE_MAX, NULL, 0, 0, NULL
#define TIME_FIELD &type_time, 0, 1440, NULL, 0, 0, NULL
#define MOMENT_FIELD &type_moment, 0, 0, NULL, 0, 0, NULL
#define FLAG_FIELD &type_flag, 0, 1, NULL, 0, 0, NULL
#define CHOICE_FIELD(list) &type_choice, 0, 0, list, 0, 0, NULL
#define SET_FIELD(list) &type_set, 0, 0, list, 0, 0, NULL
#define REF_FIELD(entity) &type_ref, 0, 0, NULL, entity, 0, NULL
#define REFS_FIELD(entity, most) &type_refs, 0, most, NULL, entity, 0, NULL
#define LIST_FIELD(entity, most) &type_list, 0, most, NULL, 0, 0, entity

/* ROW_OWNER: in the shape of a list's rows, the record that they are in. */
enum { ROW_OWNER = 899, TAG_REMOVED = 900, TAG_CUSTOM = 1000, INDEX_PARTS = 3 };

/* An order of records kept by the store. A part is a field tag, or (list tag << 16 | tag in the row); a part
 * with several values (refs, rows) makes several entries. Empty values sort first. */
struct index {
	uint16_t id; /* never reused within the entity */
	const char *name;
	uint32_t parts[INDEX_PARTS]; /* 0 ends */
};
#define ROW_PART(list, tag) ((uint32_t)(list) << 16 | (tag))

struct entity {
	uint16_t id; /* never reused; 0: the shape of a list's rows, a message or a computed source */
	const char *name, *label;
	const struct field *fields;  /* by ascending tag, ended by tag 0 */
	const struct field *custom;  /* from settings; NULL or as fields */
	const struct index *indexes; /* ended by id 0; NULL: none */
	/* What only the whole record shows: order of dates, parts that need one another. Adds errors and
	 * warnings. */
	void (*check)(const struct view *view, struct world *world, struct problems *problems);
	/* The record in one phrase; NULL: the TITLE field. */
	void (*title)(const struct view *view, struct naming *naming, struct buf *out);
	uint16_t sounds; /* tag of the pinyin override, or 0 */
	/* A field as a table for people has it, where its value alone says too little; false: it says enough.
	 * NULL: they all do. */
	bool (*cell)(const struct view *view, uint16_t tag, struct buf *out);
	/* Tags, ended by 0, that together say which record a row of an import means; NULL: a UNIQUE field
	 * does, or each row is a new one. */
	const uint16_t *same;
	uint16_t rank; /* tag of the number by which one is higher than another, 1 the highest; 0: none is */
};

const struct field *entity_field(const struct entity *entity, uint16_t tag);
/* By name or Chinese label; NULL when there is none. */
const struct field *entity_named(const struct entity *entity, struct text name);
/* The nearest name or label within two edits, or NULL: for "did you mean". */
const struct field *entity_near(const struct entity *entity, struct text name);
const struct field *entity_title_field(const struct entity *entity);
/* The field that is the key of a list's rows (ROWKEY), or NULL. */
const struct field *entity_row_key(const struct entity *rows);
/* Every field in order, the custom ones last: for (f = NULL; (f = entity_next(entity, f));) */
const struct field *entity_next(const struct entity *entity, const struct field *field);
/* A field's name for people: the Chinese label, or the name with blanks for underscores. */
struct text field_label(const struct field *field, enum language language, struct buf *out);
struct text entity_label(const struct entity *entity, enum language language, struct buf *out);
struct text choice_label(const struct choice *choice, enum language language, struct buf *out);
const struct choice *choice_coded(const struct choice *choices, int64_t code);

/* All entities of a court, with its custom fields. */
struct schema {
	const struct entity *const *entities; /* ended by NULL */
};
const struct entity *schema_entity(const struct schema *schema, unsigned id);
const struct entity *schema_named(const struct schema *schema, struct text name);

/* One value against its field: filled in when required, inside the bounds, a known choice, well-formed; a
 * text in its stored form, on one line unless it is a long one. */
bool field_check(const struct field *field, const struct value *value, struct error *err);
/* What of a value that passes is probably not meant: a day to come of what has happened. */
bool field_doubt(const struct field *field, const struct value *value, int64_t today, struct message *doubt);
bool field_parse(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err);
/* What the field of a new record starts with, by the same rules; false: with nothing. */
bool field_initial(const struct field *field, struct naming *naming, struct buf *room, struct value *value);
void field_format(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out);
void field_show(const struct field *field, const struct value *value, struct naming *naming, struct buf *out);
/* Order for sorting: empty first; texts by bytes (pinyin keys are the store's and the sorter's). */
int value_compare(const struct value *a, const struct value *b);

#endif
