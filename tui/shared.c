#include "tui/shared.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/entities.h"
#include "tui/words.h"

static struct text without(struct text name, struct text suffix)
{
	return name.len > suffix.len && text_ends(name, suffix) ? text_take(name, name.len - suffix.len)
								: name;
}

struct text group_short(struct text name)
{
	return without(name, TEXT("党小组"));
}

struct text evaluated_short(struct text name)
{
	return without(group_short(name), TEXT("党支部"));
}

static struct text word_of(
	const struct choice *choices, int64_t code, const char *const *english, struct buf *room)
{
	const struct choice *choice = choice_coded(choices, code);

	if (!choice)
		return NO_TEXT;
	return words_language() == LANGUAGE_EN && code < 4 ? text_of(english[code])
							   : choice_label(choice, words_language(), room);
}

struct text group_class_word(int64_t code, struct buf *room)
{
	static const char *const english[] = {"", "trials", "admin", "support"};

	return word_of(department_classes, code, english, room);
}

struct text group_principle_word(int64_t code, struct buf *room)
{
	static const char *const english[] = {"", "by work", "hard task", ""};

	return word_of(group_principles, code, english, room);
}

void rate_show(int64_t present, int64_t due, struct buf *out)
{
	int64_t tenths;

	if (due <= 0)
		return;
	tenths = (present * 2000 + due) / (2 * due);
	buf_printf(out, "%lld.%lld%%", (long long)(tenths / 10), (long long)(tenths % 10));
}

void draw_right(int row, int end, int columns, enum style style, struct text text)
{
	int width = (int)text_width(text);

	if (width > columns)
		width = columns;
	draw_text(row, end - width, width, style, text);
}

void draw_buf(int row, int column, int columns, enum style style, struct buf *text)
{
	draw_text(row, column, columns, style, buf_as_text(text));
	buf_clear(text);
}

void draw_buf_right(int row, int end, int columns, enum style style, struct buf *text)
{
	draw_right(row, end, columns, style, buf_as_text(text));
	buf_clear(text);
}

size_t lines_top(size_t at, size_t count, size_t room)
{
	size_t top = at > room / 2 ? at - room / 2 : 0;

	if (count <= room)
		return 0;
	return top + room > count ? count - room : top;
}

static size_t place(const struct tags *tags, uint64_t id)
{
	size_t at = 0;

	while (at < tags->count && tags->ids[at] != id)
		at++;
	return at;
}

bool tags_has(const struct tags *tags, uint64_t id)
{
	return place(tags, id) < tags->count;
}

void tags_flip(struct tags *tags, uint64_t id)
{
	size_t at = place(tags, id);

	if (at < tags->count) {
		tags->ids[at] = tags->ids[--tags->count];
		return;
	}
	tags->ids = mem_grow(tags->ids, tags->count, &tags->room, sizeof(*tags->ids));
	tags->ids[tags->count++] = id;
}

void tags_release(struct tags *tags)
{
	free(tags->ids);
	*tags = (struct tags){NULL, 0, 0};
}

int draw_flow(struct text items, int row, int left, int columns, int most)
{
	int rows = 1, column = 0;
	struct text item;

	while (text_split(&items, '\n', &item)) {
		int width = (int)text_width(item);
		/* On the last row room is left to say that there are more. */
		int room = columns - (rows == most && items.len ? 3 : 0);

		if (column && column + width > room && rows == most) {
			if (row >= 0)
				draw_text(row + rows - 1, left + column, 2, STYLE_DIM, TEXT(".."));
			break;
		}
		if (column && column + width > room) {
			rows++;
			column = 0;
		}
		if (row >= 0)
			draw_text(row + rows - 1, left + column, columns - column, STYLE_DIM, item);
		column += width + 1;
	}
	return rows;
}
