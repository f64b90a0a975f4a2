/* What a list shows and in which order: F4 by a value of the current column, sorting by any. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/ask.h"
#include "tui/list_parts.h"

/* --- order --- */

static void sort_by(struct screen *screen, size_t column)
{
	struct list *list = list_of(screen);

	list->down = list->sorted == column && !list->down;
	list->sorted = column;
	buf_clear(&list->pages.sort);
	buf_text(&list->pages.sort, list->down ? TEXT("-") : NO_TEXT);
	buf_text(&list->pages.sort, buf_as_text(&list->columns.items[column].path));
	list_again(screen);
}

static void column_picked(struct screen *screen, size_t picked)
{
	if (picked < list_of(screen)->columns.count)
		sort_by(screen, picked);
}

void list_sort_by(struct screen *screen)
{
	struct list *list = list_of(screen);
	struct text labels[COLUMNS_MOST];

	for (size_t i = 0; i < list->columns.count; i++)
		labels[i] = buf_as_text(&list->columns.items[i].label);
	ask_pick(screen, N_("Sort by which column? The same once more turns it round"), labels,
		list->columns.count, column_picked);
}

void list_sort_this(struct screen *screen)
{
	if (list_of(screen)->column < list_of(screen)->columns.count)
		sort_by(screen, list_of(screen)->column);
}

static void choose_column(struct screen *screen, size_t column)
{
	struct list *list = list_of(screen);
	struct buf label = BUF_INIT;

	if (column >= list->columns.count)
		return;
	list->column = column;
	list->column_chosen = true;
	list->columns.width = list_columns(screen);
	columns_show(&list->columns, column);
	/* Bold is not seen everywhere: say it. */
	buf_text(&label, buf_as_text(&list->columns.items[column].label));
	app_say(screen->app, "Column {1}: F4 by value, s sorts", "S", buf_as_text(&label));
	buf_release(&label);
}

void list_column_left(struct screen *screen)
{
	choose_column(screen, list_of(screen)->column ? list_of(screen)->column - 1 : 0);
}

void list_column_right(struct screen *screen)
{
	choose_column(screen, list_of(screen)->column + 1);
}

/* --- by a value --- */

enum { VALUES_MOST = 1000 };

static void forget_values(struct list *list)
{
	arena_release(&list->value_arena);
	list->value_count = 0;
}

void list_filter_release(struct list *list)
{
	forget_values(list);
	free(list->value_lines);
	free(list->value_stored);
	pages_release(&list->values);
	buf_release(&list->value_words);
}

bool list_all_values(struct screen *screen)
{
	struct list *list = list_of(screen);

	if (!list->value_words.len)
		return false;
	buf_clear(&list->value_words);
	buf_clear(&list->pages.where);
	return true;
}

static void put_quoted(struct buf *out, struct text text)
{
	/* The grammar has no escapes; a text with both marks does not come up in a name. */
	char mark = text_find(text, TEXT("\"")) < text.len ? '\'' : '"';

	buf_byte(out, (uint8_t)mark);
	buf_text(out, text);
	buf_byte(out, (uint8_t)mark);
}

/* What is put into words for the reader is stored as a sentence of its own, with marks that nobody can write
 * into a filter: the longest part between them. */
static struct text plain_part(struct text stored)
{
	struct text longest = NO_TEXT;

	while (stored.len) {
		size_t len = 0;

		while (len < stored.len && (unsigned char)stored.at[len] >= ' ')
			len++;
		if (len > longest.len)
			longest = text_take(stored, len);
		stored = text_skip(stored, len < stored.len ? len + 1 : len);
	}
	return longest;
}

/* `path = "value"`; a reference is compared by the title field of what it names: two records may have the
 * same name, and both are meant. */
static void put_condition(const struct column *column, struct text value, struct buf *out)
{
	struct text plain = plain_part(value);
	const struct entity *target = column->field && column->field->target
		? schema_entity(&court_schema, column->field->target)
		: NULL;
	const struct field *title = target ? entity_title_field(target) : NULL;

	buf_text(out, buf_as_text(&column->path));
	if (title)
		buf_printf(out, ".%s", title->name);
	if (!value.len)
		buf_text(out, TEXT(" is empty"));
	else
		buf_text(out, plain.len < value.len ? TEXT(" ~ ") : TEXT(" = "));
	if (value.len)
		put_quoted(out, plain);
}

static void value_picked(struct screen *screen, size_t picked)
{
	struct list *list = list_of(screen);
	const struct column *column = &list->columns.items[list->column];

	if (picked >= list->value_count)
		return;
	list_all_values(screen);
	if (picked) {
		put_condition(column, list->value_stored[picked], &list->pages.where);
		tr_format(&list->value_words, "{1}: {2}", "SS", buf_as_text(&column->label),
			list->value_lines[picked]);
	}
	list_again(screen);
}

static bool is_known(const struct list *list, struct text value)
{
	for (size_t i = 2; i < list->value_count; i++)
		if (text_equal(list->value_lines[i], value))
			return true;
	return false;
}

static void add_value(struct list *list, struct text shown, struct text stored)
{
	list->value_lines =
		mem_grow(list->value_lines, list->value_count, &list->value_room, sizeof(*list->value_lines));
	list->value_stored = mem_grow(
		list->value_stored, list->value_count, &list->stored_room, sizeof(*list->value_stored));
	list->value_stored[list->value_count] = arena_text(&list->value_arena, stored);
	list->value_lines[list->value_count++] = arena_text(&list->value_arena, shown);
}

static void offer_values(struct screen *screen)
{
	struct list *list = list_of(screen);

	ask_pick(screen, N_("Only the lines with which value?"), list->value_lines, list->value_count,
		value_picked);
}

static void begin_values(struct list *list)
{
	forget_values(list);
	add_value(list, tr_text("(all)"), NO_TEXT);
	add_value(list, tr_text("(empty)"), NO_TEXT);
}

static void values_came(struct screen *screen, const struct answer *answer)
{
	struct list *list = list_of(screen);
	const struct column *column = &list->columns.items[list->column];
	struct buf words = BUF_INIT;

	if (!pages_take(screen, &list->values, answer))
		return;
	begin_values(list);
	for (size_t i = 0; i < list->values.count; i++) {
		struct value value;

		buf_clear(&words);
		if (view_get(&list->values.items[i], CELL_FIRST, &value))
			column_show(column, &value, &words);
		if (words.len && !is_known(list, buf_as_text(&words)))
			add_value(list, buf_as_text(&words),
				value.kind == VALUE_TEXT ? value.bytes : buf_as_text(&words));
	}
	buf_release(&words);
	offer_values(screen);
}

/* Choices are known without asking. */
static bool offer_choices(struct screen *screen, const struct field *field)
{
	struct list *list = list_of(screen);
	struct buf label = BUF_INIT;

	if (!field || field->type != &type_choice)
		return false;
	begin_values(list);
	for (const struct choice *choice = field->choices; choice->name; choice++) {
		struct text words;

		buf_clear(&label);
		words = choice_label(choice, words_language(), &label);
		add_value(list, words, words);
	}
	buf_release(&label);
	offer_values(screen);
	return true;
}

void list_by_value(struct screen *screen)
{
	struct list *list = list_of(screen);
	const struct column *column = &list->columns.items[list->column];
	struct pages *values = &list->values;

	if (!list->columns.count || offer_choices(screen, column->field))
		return;
	values->source = list->pages.source;
	values->fixed = list->pages.fixed;
	values->subject = list->pages.subject;
	values->from = list->pages.from;
	values->to = list->pages.to;
	values->kind = list->pages.kind;
	values->done = values_came;
	buf_clear(&values->columns);
	buf_text(&values->columns, buf_as_text(&column->path));
	buf_clear(&values->sort);
	buf_text(&values->sort, buf_as_text(&column->path));
	pages_ask(screen, values, 0, VALUES_MOST, 0);
}
