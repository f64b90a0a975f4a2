/* Bytes as a patch, put into a record in every way: what is refused changes nothing, what is taken leaves a
 * good record, and what was done can be undone. The first byte chooses the record. */
#include "tests/fuzz/fuzz.h"
#include "tests/harness/sample.h"

static const struct entity *const entity = &sample_entity;

/* Refused or good. */
static bool apply(struct text body, const struct patch *patch, struct buf *out)
{
	bool good = patch_apply(entity, body, patch, out, NULL);

	must(good ? body_check(entity, buf_as_text(out), NULL) : !out->len);
	return good;
}

static void undo(struct text before, struct text after, const struct patch *patch)
{
	struct patch back = PATCH_INIT, difference = PATCH_INIT;
	struct buf out = BUF_INIT;

	patch_invert(patch, &back);
	must(apply(after, &back, &out) && text_equal(before, buf_as_text(&out)));
	buf_clear(&out);
	patch_diff(entity, before, after, &difference);
	must(apply(before, &difference, &out) && text_equal(after, buf_as_text(&out)));
	patch_release(&back);
	patch_release(&difference);
	buf_release(&out);
}

/* Folded, it does the same or, where it made no sense to begin with, nothing bad. */
static void fold(struct text before, struct text after, const struct patch *patch)
{
	struct patch none = PATCH_INIT, folded = PATCH_INIT;
	struct buf out = BUF_INIT;

	patch_fold(patch, &none, &folded);
	must(apply(before, &folded, &out) && text_equal(after, buf_as_text(&out)));
	patch_release(&folded);
	buf_release(&out);
}

static void merge(struct text body, const struct patch *patch)
{
	struct patch fitted = PATCH_INIT;
	struct conflicts conflicts = {0};
	struct buf out = BUF_INIT;

	patch_merge(entity, body, patch, &fitted, &conflicts);
	apply(body, &fitted, &out);
	patch_release(&fitted);
	conflicts_release(&conflicts);
	buf_release(&out);
}

static void encode(const struct patch *patch, const uint8_t *data)
{
	struct buf bytes = BUF_INIT;

	patch_encode(patch, &bytes);
	must(text_equal(buf_as_text(&bytes), (struct text){(const char *)data, bytes.len}));
	buf_release(&bytes);
}

static void place(struct text body, struct patch *patch)
{
	struct view view = {.entity = entity, .body = body};
	struct row_keys keys = row_keys_of(&view);
	struct buf out = BUF_INIT;

	if (patch_place_rows(entity, patch, &keys, NULL))
		apply(body, patch, &out);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint64_t seed = size ? data[0] : 0;
	struct reader reader = reader_of(data + 1, size ? size - 1 : 0);
	struct buf body = BUF_INIT, out = BUF_INIT;
	struct patch patch = PATCH_INIT;

	if (!size)
		return 0;
	if (data[0])
		sample_body(entity, &seed, &body);
	if (patch_decode(&patch, &reader, NULL)) {
		encode(&patch, data + 1);
		merge(buf_as_text(&body), &patch);
		if (apply(buf_as_text(&body), &patch, &out)) {
			undo(buf_as_text(&body), buf_as_text(&out), &patch);
			fold(buf_as_text(&body), buf_as_text(&out), &patch);
		}
		place(buf_as_text(&body), &patch);
	}
	patch_release(&patch);
	buf_release(&body);
	buf_release(&out);
	return 0;
}
