/* What was changed since the text was opened, line by line: which value of which key, from what to what. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "tui/rules/editor.h"

struct lines {
	struct text *at;
	size_t count, room;
};

/* More lines that differ are said as one place. */
enum { TABLE_MAX = 400 };

static struct lines split(struct text text)
{
	struct lines lines = {NULL, 0, 0};
	struct text line;

	while (text_split(&text, '\n', &line)) {
		lines.at = mem_grow(lines.at, lines.count, &lines.room, sizeof(*lines.at));
		lines.at[lines.count++] = line;
	}
	return lines;
}

struct changes {
	struct buf words;
	int64_t count;
};

static struct text value_of(struct text line, size_t from, size_t to)
{
	return text_take(text_skip(line, from), to - from);
}

static struct text key_of(struct text line, size_t value)
{
	size_t from, to;

	return key_before(line, value, &from, &to) ? value_of(line, from, to) : NO_TEXT;
}

static void begin(struct changes *changes, size_t line)
{
	changes->count++;
	buf_text(&changes->words, changes->words.len ? TEXT("   ") : NO_TEXT);
	tr_format(&changes->words, "line {1} ", "n", (int64_t)line + 1);
}

static void say_value(struct changes *changes, struct text key, struct text old, struct text new)
{
	buf_text(&changes->words, key);
	buf_byte(&changes->words, ' ');
	buf_text(&changes->words, old);
	buf_text(&changes->words, TEXT(" -> "));
	buf_text(&changes->words, new);
}

/* How many values of both lines differ, each said if `changes` is given; -1: the lines have other keys, too.
 */
static int values_differing(struct changes *changes, struct text old, struct text new, size_t line)
{
	size_t old_from, old_to = 0, new_from, new_to = 0;
	int found = 0;

	for (;;) {
		bool old_more = value_next(old, old_to, false, &old_from, &old_to),
		     new_more = value_next(new, new_to, false, &new_from, &new_to);
		struct text was, is;

		if (!old_more && !new_more)
			return found;
		if (!old_more || !new_more || !text_equal(key_of(old, old_from), key_of(new, new_from)))
			return -1;
		was = value_of(old, old_from, old_to);
		is = value_of(new, new_from, new_to);
		if (text_equal(was, is))
			continue;
		found++;
		if (changes) {
			begin(changes, line);
			say_value(changes, key_of(new, new_from), was, is);
		}
	}
}

/* The values of both lines in turn; false: they have other keys, too. */
static bool say_values(struct changes *changes, struct text old, struct text new, size_t line)
{
	return values_differing(NULL, old, new, line) > 0 && values_differing(changes, old, new, line) > 0;
}

static void say_block(struct changes *changes, const struct lines *old, size_t old_from, size_t old_to,
	const struct lines *new, size_t new_from, size_t new_to)
{
	size_t pairs = old_to - old_from < new_to - new_from ? old_to - old_from : new_to - new_from;

	for (size_t i = 0; i < pairs; i++)
		if (!say_values(changes, old->at[old_from + i], new->at[new_from + i], new_from + i)) {
			begin(changes, new_from + i);
			buf_text(&changes->words, tr_text(N_("is another")));
		}
	if (new_to - new_from > pairs) {
		begin(changes, new_from + pairs);
		tr_format(&changes->words, "{1} lines new", "n", (int64_t)(new_to - new_from - pairs));
	} else if (old_to - old_from > pairs) {
		begin(changes, new_from + pairs);
		tr_format(&changes->words, "{1} lines gone", "n", (int64_t)(old_to - old_from - pairs));
	}
}

/* The longest common part of what is left between equal beginnings and ends; table[i][j]: of old from i and
 * new from j on. */
static uint16_t *common(
	const struct lines *old, size_t from, size_t rows, const struct lines *new, size_t columns)
{
	uint16_t *table = mem_new((rows + 1) * (columns + 1) * sizeof(*table));

	for (size_t i = rows; i--;)
		for (size_t j = columns; j--;) {
			uint16_t *cell = &table[i * (columns + 1) + j];
			uint16_t below = cell[columns + 1], right = cell[1];

			*cell = text_equal(old->at[from + i], new->at[from + j])
				? (uint16_t)(cell[columns + 2] + 1)
				: below > right ? below
						: right;
		}
	return table;
}

static void compare(struct changes *changes, const struct lines *old, const struct lines *new)
{
	size_t from = 0, old_end = old->count, new_end = new->count, rows, columns, i = 0, j = 0;
	uint16_t *table;

	while (from < old_end && from < new_end && text_equal(old->at[from], new->at[from]))
		from++;
	while (old_end > from && new_end > from && text_equal(old->at[old_end - 1], new->at[new_end - 1])) {
		old_end--;
		new_end--;
	}
	rows = old_end - from;
	columns = new_end - from;
	if (rows > TABLE_MAX || columns > TABLE_MAX) {
		say_block(changes, old, from, from, new, from, new_end);
		return;
	}
	table = common(old, from, rows, new, columns);
	while (i < rows || j < columns) {
		size_t old_from = i, new_from = j;

		while ((i < rows || j < columns) &&
			(i == rows || j == columns || !text_equal(old->at[from + i], new->at[from + j]))) {
			if (j == columns ||
				(i < rows &&
					table[(i + 1) * (columns + 1) + j] >=
						table[i * (columns + 1) + j + 1]))
				i++;
			else
				j++;
		}
		if (i > old_from || j > new_from)
			say_block(changes, old, from + old_from, from + i, new, from + new_from, from + j);
		for (; i < rows && j < columns && text_equal(old->at[from + i], new->at[from + j]); i++)
			j++;
	}
	free(table);
}

void changes_say(struct text old_text, struct text new_text, struct buf *out)
{
	struct lines old = split(old_text), new = split(new_text);
	struct changes changes = {.count = 0};

	compare(&changes, &old, &new);
	if (changes.count) {
		tr_format(out, "{1} places", "n", changes.count);
		buf_text(out, TEXT("  "));
		buf_text(out, buf_as_text(&changes.words));
	}
	buf_release(&changes.words);
	free(old.at);
	free(new.at);
}
