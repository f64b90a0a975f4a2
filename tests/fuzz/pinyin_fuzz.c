/* A name, how it is read, and what is typed: a name is found by itself, by any start of what finds it, and by
 * nothing typed at all; its key is the same every time. */
#include "core/base/pinyin.h"
#include "tests/fuzz/fuzz.h"

static void check_match(struct text name, struct text override, struct text typed)
{
	bool found = pinyin_match(name, override, typed);

	must(pinyin_match(name, override, NO_TEXT));
	for (size_t len = 0; found && len < typed.len; len++)
		if (text_valid(text_take(typed, len)))
			must(pinyin_match(name, override, text_take(typed, len)));
}

/* Bytes that are no text are not searched for. */
static void check_itself(struct text name, struct text override)
{
	struct text part = name;

	if (!text_valid(name))
		return;
	must(pinyin_match(name, override, name));
	while (part.len) {
		text_next(&part);
		must(pinyin_match(name, override, part));
	}
}

static void check_key(struct text name, struct text override)
{
	struct buf key = BUF_INIT, again = BUF_INIT;

	pinyin_key(name, override, &key);
	pinyin_key(name, override, &again);
	must(text_equal(buf_as_text(&key), buf_as_text(&again)));
	must(!name.len == !key.len);
	buf_release(&key);
	buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader input = reader_of(data, size);
	struct text name = fuzz_piece(&input), override = fuzz_piece(&input), typed = fuzz_rest(&input);

	check_match(name, override, typed);
	check_itself(name, override);
	check_key(name, override);
	return 0;
}
