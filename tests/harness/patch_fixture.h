/* Edits and values as initialisers, and what every test of patches asserts; all of sample_entity. */
#ifndef TESTS_HARNESS_PATCH_FIXTURE_H
#define TESTS_HARNESS_PATCH_FIXTURE_H

#include "tests/harness/sample.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BYTES(literal) ((struct text){(literal), sizeof(literal) - 1})
#define NOTHING \
	{ \
		VALUE_EMPTY, 0, \
		{ \
			"", 0 \
		} \
	}
#define NUMBER(number) \
	{ \
		VALUE_NUMBER, number, \
		{ \
			"", 0 \
		} \
	}
#define WORDS(literal) \
	{ \
		VALUE_TEXT, 0, \
		{ \
			literal, sizeof(literal) - 1 \
		} \
	}

#define ROWS(literal) \
	{ \
		VALUE_ROWS, 0, \
		{ \
			literal, sizeof(literal) - 1 \
		} \
	}

#define FIELD(tag, old, new) \
	{ \
		tag, 0, 0, 0, PLACE_WHOLE, old, new \
	}
#define ROW(row, row_tag, old, new) \
	{ \
		SAMPLE_ROLL, row_tag, row, 0, PLACE_WHOLE, old, new \
	}
#define PART(tag, place, old, new) \
	{ \
		tag, 0, 0, 0, place, old, new \
	}

/* Fails the test, saying what was refused and why. */
void fail_with(const char *what, const struct error *err);
/* `patch` makes `to` out of `from`. */
void assert_applies(struct text from, const struct patch *patch, struct text to);
/* Merged onto `body` it leaves so many conflicts, and what is left of it makes `result`. */
void merge_onto(struct text body, const struct patch *mine, size_t conflicts, struct text result);

#endif
