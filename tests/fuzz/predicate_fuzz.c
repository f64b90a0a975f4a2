/* Bytes as a filter: compiled or refused at a place inside it, and evaluated on records. */
#include "core/schema/predicate.h"
#include "tests/fuzz/fuzz.h"
#include "tests/harness/sample.h"

/* Every reference leads to the same record, so that paths and cycles are walked. */
static struct buf record;

static bool get(struct world *world, unsigned entity, uint64_t id, struct view *view, struct error *err)
{
	(void)world;
	(void)err;
	*view = (struct view){.entity = &sample_entity, .id = id, .body = buf_as_text(&record)};
	return entity == SAMPLE_ID;
}

static bool find(struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	(void)naming;
	(void)err;
	*id = target + text.len;
	return text.len < 9;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct world world = {.schema = &sample_schema, .get = get};
	struct naming naming = {find, NULL, 20720, LANGUAGE_ZH};
	struct text text = size ? (struct text){(const char *)data, size} : NO_TEXT;
	struct arena arena = ARENA_INIT;
	struct predicate *predicate;
	struct error err = ERROR_INIT;
	struct view view;
	uint64_t seed = 5;

	if (!record.len)
		sample_body(&sample_entity, &seed, &record);
	get(&world, SAMPLE_ID, 1, &view, NULL);
	if (predicate_compile(&predicate, &sample_schema, &sample_entity, text, &naming, &arena, &err))
		predicate_holds(predicate, &world, &view);
	else
		must(err.kind != ERROR_NONE && !predicate && err.row <= size + 1);
	predicate_search(&predicate, &sample_entity, text, &arena);
	if (text_valid(text))
		predicate_holds(predicate, &world, &view);
	arena_release(&arena);
	return 0;
}
