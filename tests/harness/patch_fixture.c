#include "tests/harness/patch_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct entity *const entity = &sample_entity;

void fail_with(const char *what, const struct error *err)
{
	fail_msg(
		"%s: %s (field %u, row %llu)", what, err->message.id, err->tag, (unsigned long long)err->row);
}

void assert_applies(struct text from, const struct patch *patch, struct text to)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;

	if (!patch_apply(entity, from, patch, &out, &err))
		fail_with("apply", &err);
	assert_true(body_check(entity, buf_as_text(&out), NULL));
	if (!text_equal(buf_as_text(&out), to))
		fail_msg("another record comes out");
	buf_release(&out);
}

void merge_onto(struct text body, const struct patch *mine, size_t conflicts, struct text result)
{
	struct conflicts found = {0};
	struct patch out = PATCH_INIT;

	patch_merge(entity, body, mine, &out, &found);
	assert_int_equal(found.count, conflicts);
	assert_applies(body, &out, result);
	patch_release(&out);
	conflicts_release(&found);
}
