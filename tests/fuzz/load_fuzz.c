/* Any lines as a dump: loaded into an empty store or refused. What was loaded is in order, and its own dump
 * is loaded as the same. */
#include "core/model/entities.h"
#include "core/store/store.h"
#include "tests/fuzz/fuzz.h"
#include "tests/harness/store_fixture.h"

static bool next_line(struct text *line, void *arg, struct error *err)
{
	(void)err;
	return text_split(arg, '\n', line);
}

static bool load(struct store *store, struct text lines, struct error *err)
{
	return store_load(store, next_line, &lines, err);
}

static void again(struct store *store)
{
	struct store *other = fixture_open(NULL);
	struct buf dump = BUF_INIT, second = BUF_INIT;
	struct error err = ERROR_INIT;

	fixture_dump(store, &dump);
	must(load(other, buf_as_text(&dump), &err));
	fixture_dump(other, &second);
	must(text_equal(buf_as_text(&dump), buf_as_text(&second)));
	store_close(other);
	buf_release(&dump);
	buf_release(&second);
}

/* With nothing given: a dump of our own, which must be taken. */
static void ours(void)
{
	struct store *store = fixture_open(NULL);

	fixture_meeting(store, fixture_group(store, "一组"), 20720, "学习");
	again(store);
	store_close(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text lines = size ? (struct text){(const char *)data, size} : NO_TEXT;
	struct store *store = fixture_open(NULL);
	struct error err = ERROR_INIT;

	if (!size)
		ours();
	if (load(store, lines, &err)) {
		must(!fixture_faults(store));
		again(store);
	} else {
		must(err.kind != ERROR_NONE && err.kind != ERROR_SYSTEM && err.message.id[0]);
	}
	store_close(store);
	return 0;
}
