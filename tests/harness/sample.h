/* An entity with a field of every type, and random records of any entity. */
#ifndef TESTS_HARNESS_SAMPLE_H
#define TESTS_HARNESS_SAMPLE_H

#include "core/schema/patch.h"

enum sample_tag {
	SAMPLE_NAME = 1,
	SAMPLE_ESSAY,
	SAMPLE_COUNT,
	SAMPLE_SHARE,
	SAMPLE_DAY,
	SAMPLE_TIME,
	SAMPLE_AT,
	SAMPLE_DONE,
	SAMPLE_KIND,
	SAMPLE_KINDS,
	SAMPLE_OWNER,
	SAMPLE_HELPERS,
	SAMPLE_ROLL,
	SAMPLE_LINES,
	SAMPLE_SOUNDS,
	SAMPLE_LAST = SAMPLE_SOUNDS,
};
enum { ROLL_WHO = 1, ROLL_MARK, ROLL_NOTE };
enum { LINE_TEXT = 1, LINE_COUNT };
enum { SAMPLE_ID = 1 };

extern const struct choice sample_kinds[];
extern const struct entity roll_rows, sample_line_rows, sample_entity;
extern const struct schema sample_schema;

/* Random numbers, the same everywhere for one seed. */
uint64_t sample_random(uint64_t *state);
size_t sample_below(uint64_t *state, size_t limit);

/* A value that field_check() takes and that is not empty. */
struct value sample_value(const struct field *field, uint64_t *state, struct arena *arena);
/* A body with about half of the fields filled in, all of the REQUIRED ones. */
void sample_body(const struct entity *entity, uint64_t *state, struct buf *out);
/* Another one, of which most is the same. */
void sample_change(const struct entity *entity, struct text body, uint64_t *state, struct buf *out);

#endif
