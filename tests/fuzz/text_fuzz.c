/* Any bytes as text: into characters and lines, cut, padded, cleaned, compared. The first byte is how many
 * columns there are, the second how much of the rest is another text. */
#include "core/base/error.h"
#include "tests/fuzz/fuzz.h"

/* From either end it falls into the same characters. */
static void check_graphemes(struct text text)
{
	struct text head = text_take(text, 400), rest = head;
	size_t forward = 0, backward = 0;

	for (; rest.len; forward++)
		rest = text_skip(rest, text_grapheme(rest));
	for (rest = head; rest.len; backward++) {
		size_t len = text_grapheme_back(rest);

		must(len && len <= rest.len);
		rest.len -= len;
	}
	must(forward == backward);
}

static size_t first_width(struct text text)
{
	return text_width(text_take(text, text_grapheme(text)));
}

static bool ends_blank(struct text line)
{
	return text_ends(line, TEXT(" ")) || text_ends(line, TEXT("\t")) || text_ends(line, TEXT("　"));
}

/* A line is never empty and no wider than it may be, but for one character too wide and a blank that hangs.
 */
static void check_lines(struct text text, size_t columns)
{
	while (text.len) {
		size_t len = text_wrap(text, columns);
		struct text line = text_take(text, len);

		must(len && len <= text.len);
		if (text_ends(line, TEXT("\n")))
			line.len -= text_grapheme_back(line);
		must(text_find(line, TEXT("\n")) == line.len);
		if (text_width(line) > columns && text_grapheme(line) < line.len && ends_blank(line))
			line.len -= text_grapheme_back(line);
		must(text_width(line) <= columns || text_grapheme(line) == line.len);
		text = text_skip(text, len);
	}
}

static void check_columns(struct text text, size_t columns)
{
	struct buf out = BUF_INIT;
	size_t width = 0, len = text_fit(text, columns, &width);

	must(len <= text.len && width <= columns);
	must(text_width(text_take(text, len)) == width);
	must(len == text.len || width + first_width(text_skip(text, len)) > columns);
	text_pad(&out, text, columns);
	must(text_valid(buf_as_text(&out)) && text_width(buf_as_text(&out)) == columns);
	buf_clear(&out);
	text_pad_left(&out, text, columns);
	must(text_valid(buf_as_text(&out)) && text_width(buf_as_text(&out)) == columns);
	buf_release(&out);
}

static void check_clean(struct text text)
{
	struct buf clean = BUF_INIT, again = BUF_INIT;
	size_t where = 0;
	uint32_t code = 0;
	enum text_fault fault = text_clean(text, &clean, &where, &code);

	if (fault) {
		must(where < text.len && !clean.len);
		must((fault != TEXT_NOT_UTF8 || !text_valid(text)) && (fault == TEXT_CONTROL || code));
	} else {
		must(text_valid(buf_as_text(&clean)) && text_valid(text));
		must(text_clean(buf_as_text(&clean), &again, NULL, NULL) == TEXT_OK);
		must(text_equal(buf_as_text(&clean), buf_as_text(&again)));
	}
	buf_release(&clean);
	buf_release(&again);
}

static void check_fold(struct text text)
{
	struct buf folded = BUF_INIT, again = BUF_INIT;

	text_fold(text, &folded);
	text_fold(buf_as_text(&folded), &again);
	must(text_valid(buf_as_text(&folded)));
	must(text_equal(buf_as_text(&folded), buf_as_text(&again)));
	must(text_count(buf_as_text(&folded)) == text_count(text));
	buf_release(&folded);
	buf_release(&again);
}

static void check_distance(struct text a, struct text b)
{
	a = text_take(a, 60);
	b = text_take(b, 60);
	must(text_distance(a, b, 100) == text_distance(b, a, 100));
	must(!text_distance(a, a, 100));
	for (unsigned limit = 0; limit < 4; limit++) {
		unsigned far = text_distance(a, b, 100);

		must(text_distance(a, b, limit) == (far > limit ? limit + 1 : far));
	}
	if (text_valid(a) && text_valid(b) && !text_distance(a, b, 100))
		must(text_equal(a, b));
}

static void check_message(struct text text)
{
	struct buf words = BUF_INIT, bytes = BUF_INIT;
	struct message message, again;

	if (message_decode(text, &message)) {
		must(message.id[0]);
		message_show(&message, LANGUAGE_ZH, NULL, &words);
		message_show(&message, LANGUAGE_EN, NULL, &words);
		message_encode(&message, &bytes);
		must(message_decode(buf_as_text(&bytes), &again) && text_is(text_of(message.id), again.id));
	}
	buf_release(&words);
	buf_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader input = reader_of(data, size);
	size_t columns = size ? read_byte(&input) % 40 + 1 : 1;
	struct text other = fuzz_piece(&input), text = fuzz_rest(&input);

	check_graphemes(text);
	check_lines(text, columns);
	check_columns(text, columns);
	check_clean(text);
	check_fold(text);
	check_distance(text, other);
	check_message(text);
	return 0;
}
