/* What is half written: any patch comes back as it was put, only from who wrote in it last, and can be shown;
 * what lies damaged on the disk is said to be so. */
#include "core/model/entities.h"
#include "core/store/drafts_internal.h"
#include "tests/fuzz/fuzz.h"

static const struct draft_key key = {7, ENTITY_MEETING, 3, 1};

static void same(const struct draft *draft, struct text caret, uint32_t base, const struct patch *patch)
{
	struct buf a = BUF_INIT, b = BUF_INIT;

	must(draft->key.person == key.person && draft->key.entity == key.entity && draft->key.id == key.id &&
		draft->key.form == key.form && draft->base == base && text_equal(draft->caret, caret));
	patch_encode(&draft->patch, &a);
	patch_encode(patch, &b);
	must(text_equal(buf_as_text(&a), buf_as_text(&b)));
	buf_release(&a);
	buf_release(&b);
}

/* As the screen shows it that offers to go on: a value need not be what its field holds. */
static void show(const struct entity *entity, const struct patch *patch)
{
	struct naming english = {.language = LANGUAGE_EN};
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < patch->count; i++) {
		const struct edit *edit = &patch->edits[i];
		const struct field *field = entity_field(entity, edit->tag);

		if (field && field->rows && edit->row_tag)
			field = entity_field(field->rows, edit->row_tag);
		if (field)
			field_show(field, &edit->new, &english, &words);
		if (field)
			field_format(field, &edit->old, &english, &words);
	}
	buf_release(&words);
}

static bool count(const struct draft *draft, void *arg)
{
	*(size_t *)arg += !draft->trashed;
	return true;
}

static size_t how_many(struct drafts *drafts)
{
	size_t number = 0;

	must(drafts_each(drafts, key.person, count, &number, NULL));
	return number;
}

static void put_and_take(struct drafts *drafts, const struct draft *draft)
{
	uint64_t mine = 0, theirs;
	struct arena arena = ARENA_INIT;
	struct draft taken = {0}, now;
	struct error err = ERROR_INIT;

	must(draft_put(drafts, draft, &mine, &err) && mine && how_many(drafts) == 1);
	must(draft_put(drafts, draft, &mine, &err));
	must(draft_take(drafts, &key, 5, &arena, &taken, &err) && taken.generation > mine);
	same(&taken, draft->caret, draft->base, &draft->patch);
	show(&meeting_entity, &taken.patch);
	theirs = taken.generation;
	must(!draft_put(drafts, draft, &mine, &err) && err.kind == ERROR_STATE);
	err = (struct error)ERROR_INIT;
	must(draft_put(drafts, draft, &theirs, &err));
	must(draft_drop(drafts, &key, true, &err) && !how_many(drafts));
	must(draft_look(drafts, &key, &now, &err) && !now.generation);
	patch_release(&taken.patch);
	arena_release(&arena);
}

static bool put_raw(struct kv_txn *txn, void *arg, struct error *err)
{
	return kv_put(txn, TABLE_DRAFT, TEXT("\0\0\0\0\0\0\0\7\0\0\x9\0\0\0\0\0\0\0\3\0\1"),
		*(struct text *)arg, err);
}

/* The bytes in place of a draft. */
static void damaged(struct drafts *drafts, struct text bytes)
{
	struct arena arena = ARENA_INIT;
	struct draft taken = {0};
	struct error err = ERROR_INIT;
	size_t number = 0;

	must(kv_write(drafts->kv, put_raw, &bytes, &err));
	if (!drafts_each(drafts, key.person, count, &number, &err))
		must(err.kind == ERROR_BROKEN);
	err = (struct error)ERROR_INIT;
	if (draft_take(drafts, &key, 5, &arena, &taken, &err))
		show(&meeting_entity, &taken.patch);
	else
		must(err.kind == ERROR_BROKEN);
	patch_release(&taken.patch);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader input = reader_of(data, size), patch;
	struct draft draft = {.key = key, .base = size ? read_byte(&input) : 0, .caret = fuzz_piece(&input)};
	struct drafts *drafts;

	must(drafts_open(&drafts, NULL, NULL));
	patch = input;
	if (patch_decode(&draft.patch, &patch, NULL))
		put_and_take(drafts, &draft);
	patch_release(&draft.patch);
	damaged(drafts, fuzz_rest(&input));
	drafts_close(drafts);
	return 0;
}
