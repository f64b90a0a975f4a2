#include "tui/compare.h"

#include <string.h>
#include "core/base/buf.h"

enum { PIECES_MOST = 200 };

struct pieces {
	struct text all[PIECES_MOST];
	bool differs[PIECES_MOST];
	size_t count;
	bool whole; /* there are more */
};

/* --- pieces --- */

/* Bytes of the piece that a line begins with: a sentence with its mark. */
static size_t sentence(struct text line)
{
	static const char *const marks[] = {"。", "；", "！", "？", ". "};
	size_t end = line.len;

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t at = text_find(line, text_of(marks[i]));

		if (at + strlen(marks[i]) < end)
			end = at + strlen(marks[i]);
	}
	return end;
}

static void split(struct text text, struct pieces *pieces)
{
	struct text line;

	*pieces = (struct pieces){.count = 0};
	while (text.len && text_split(&text, '\n', &line))
		while (line.len) {
			size_t bytes = sentence(line);

			if (pieces->count == PIECES_MOST) {
				pieces->whole = true;
				return;
			}
			pieces->all[pieces->count++] = text_trim(text_take(line, bytes));
			line = text_skip(line, bytes);
		}
}

/* --- what two have in common --- */

/* Lengths of the longest common sequences of what is left from [i][j] on. */
typedef uint8_t lengths[PIECES_MOST + 1][PIECES_MOST + 1];

static void measure(const struct pieces *a, const struct pieces *b, lengths left)
{
	for (size_t i = a->count + 1; i-- > 0;)
		for (size_t j = b->count + 1; j-- > 0;) {
			uint8_t down = i < a->count ? left[i + 1][j] : 0;
			uint8_t right = j < b->count ? left[i][j + 1] : 0;

			left[i][j] = down > right ? down : right;
			if (i < a->count && j < b->count && text_equal(a->all[i], b->all[j]))
				left[i][j] = (uint8_t)(left[i + 1][j + 1] + 1);
		}
}

/* Marks in both what the other does not have. */
static void compare(struct pieces *a, struct pieces *b)
{
	static lengths left;
	size_t i = 0, j = 0;

	measure(a, b, left);
	while (i < a->count || j < b->count) {
		if (i < a->count && j < b->count && text_equal(a->all[i], b->all[j]))
			i++, j++;
		else if (j == b->count || (i < a->count && left[i + 1][j] >= left[i][j + 1]))
			a->differs[i++] = true;
		else
			b->differs[j++] = true;
	}
}

static struct text joined(const struct pieces *pieces, struct arena *arena)
{
	struct buf words = BUF_INIT;
	struct text kept;

	for (size_t i = 0; i < pieces->count; i++) {
		if (!pieces->differs[i])
			continue;
		if (words.len)
			buf_byte(&words, '\n');
		buf_text(&words, pieces->all[i]);
	}
	kept = arena_text(arena, buf_as_text(&words));
	buf_release(&words);
	return kept;
}

void compare_three(const struct text texts[3], struct arena *arena, struct text out[3])
{
	static struct pieces pieces[3];
	bool whole = false;

	for (int i = 0; i < 3; i++) {
		split(texts[i], &pieces[i]);
		whole |= pieces[i].whole;
	}
	if (!whole) {
		compare(&pieces[0], &pieces[1]);
		compare(&pieces[0], &pieces[2]);
	}
	for (int i = 0; i < 3; i++)
		out[i] = whole ? texts[i] : joined(&pieces[i], arena);
}
