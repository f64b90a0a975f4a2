/* Whatever a terminal sends, in pieces and with waits as the first byte says: the decoder takes all of it,
 * and what it calls text can be stored. */
#include "tests/fuzz/fuzz.h"
#include "tui/edit_text.h"
#include "tui/input.h"

static void drain(struct input *input, bool late, struct edit_text *text)
{
	struct event event;
	struct buf clean = BUF_INIT;

	while (input_next(input, late, &event)) {
		must(text_clean(event.text, &clean, NULL, NULL) == TEXT_OK);
		edit_text_event(text, &event);
	}
	buf_release(&clean);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {0};
	struct edit_text text = EDIT_TEXT_INIT;
	size_t piece = size ? (size_t)(data[0] & 15) + 1 : 1;

	edit_text_size(&text, 5, 12);
	for (size_t at = 1; at < size; at += piece) {
		input_feed(&input, data + at, size - at < piece ? size - at : piece);
		drain(&input, data[0] & 16, &text);
	}
	for (int i = 0; i < 100 && input_waiting(&input); i++)
		drain(&input, true, &text);
	must(!input_waiting(&input));
	must(text_valid(edit_text_text(&text)));
	input_release(&input);
	edit_text_release(&text);
	return 0;
}
