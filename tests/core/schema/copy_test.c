/* Fields copied from one body to another, as the rows of pages are made: they say what each says by itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/model/entities.h"
#include "tests/harness/sample.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

enum { FIELDS_MAX = 64, FIRST_AS = 60 /* some of the new heads are two bytes */ };

/* The fields whose bits are set. */
static size_t copy_some(
	const struct view *view, uint64_t which, struct field_copy copies[FIELDS_MAX], struct buf *copy)
{
	size_t count = 0, bit = 0;

	for (const struct field *field = NULL; (field = entity_next(view->entity, field)); bit++)
		if (which >> bit % 64 & 1 && count < FIELDS_MAX) {
			copies[count] = (struct field_copy){field->tag, (uint16_t)(FIRST_AS + count)};
			count++;
		}
	view_copy(view, copies, count, copy);
	return count;
}

static void copies_agree(const struct view *view, uint64_t which)
{
	struct field_copy copies[FIELDS_MAX];
	struct buf copy = BUF_INIT;
	size_t count = copy_some(view, which, copies, &copy);
	struct view copied = {.body = buf_as_text(&copy)};
	struct value one, other;

	for (size_t i = 0; i < count; i++) {
		view_get(view, copies[i].tag, &one);
		view_get(&copied, copies[i].as, &other);
		one.kind = one.kind > VALUE_NUMBER ? VALUE_TEXT : one.kind;
		if (!value_equal(&one, &other))
			fail_msg("%s: field %d of %zu is another", view->entity->name, copies[i].tag, count);
	}
	buf_release(&copy);
}

static void copies_are_what_is_there(void **state)
{
	uint64_t seed = random_seed();

	(void)state;
	for (size_t i = 0; i < 20; i++)
		for (const struct entity *const *entity = court_schema.entities; *entity; entity++) {
			struct buf body = BUF_INIT;
			struct view view = {.entity = *entity};

			sample_body(*entity, &seed, &body);
			view.body = buf_as_text(&body);
			for (size_t j = 0; j < 8; j++)
				copies_agree(&view, sample_random(&seed));
			buf_release(&body);
		}
}

/* Of a long body, too, and with long texts. */
static void long_ones_are_copied(void **state)
{
	static const struct field_copy copies[] = {{1, 2}, {3, 3}, {70, 4}};
	char words[600];
	struct value text = value_text((struct text){words, sizeof(words)}), number = value_number(-7);
	struct buf body = BUF_INIT, copy = BUF_INIT, expected = BUF_INIT;

	(void)state;
	memset(words, 'x', sizeof(words));
	value_write(1, &number, &body);
	value_write(2, &text, &body);
	value_write(3, &text, &body);
	value_write(70, &number, &body);
	view_copy(&(struct view){.body = buf_as_text(&body)}, copies, 3, &copy);
	value_write(2, &number, &expected);
	value_write(3, &text, &expected);
	value_write(4, &number, &expected);
	assert_true(text_equal(buf_as_text(&copy), buf_as_text(&expected)));
	buf_release(&body);
	buf_release(&copy);
	buf_release(&expected);
}

/* In memory that ends where the bytes do, for the sanitizer: of bytes that are cut off what is whole, of any
 * others nothing outside. */
static void damaged_bodies_break_nothing(void **state)
{
	struct field_copy copies[FIELDS_MAX];
	uint64_t seed = random_seed();

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		struct buf body = BUF_INIT, copy = BUF_INIT;

		sample_body(&sample_entity, &seed, &body);
		for (size_t len = 0; len <= body.len; len++) {
			char *bytes = malloc(len ? len : 1);
			struct view view = {.entity = &sample_entity, .body = {bytes, len}};

			assert_non_null(bytes);
			memcpy(bytes, body.data, len);
			copies_agree(&view, UINT64_MAX);
			if (len)
				bytes[sample_below(&seed, len)] = (char)sample_random(&seed);
			buf_clear(&copy);
			copy_some(&view, sample_random(&seed), copies, &copy);
			free(bytes);
		}
		buf_release(&body);
		buf_release(&copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_are_what_is_there),
		cmocka_unit_test(long_ones_are_copied),
		cmocka_unit_test(damaged_bodies_break_nothing),
	};

	return cmocka_run_group_tests_name("copy", tests, NULL, NULL);
}
