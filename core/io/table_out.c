/* Writing rows as text, CSV or JSON. */
#include "core/io/table.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/base/memory.h"

bool table_format_named(const char *name, enum table_format *format)
{
	static const char *const names[] = {"text", "csv", "json"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(name, names[i])) {
			*format = (enum table_format)i;
			return true;
		}
	return false;
}

static struct text *copy_texts(struct table_out *out, const struct text *texts)
{
	struct text *copy = arena_new(&out->arena, out->columns * sizeof(*copy));

	for (size_t i = 0; i < out->columns; i++)
		copy[i] = arena_text(&out->arena, texts[i]);
	return copy;
}

void table_out_open(struct table_out *out, enum table_format format, const struct text *keys,
	const struct text *labels, size_t columns)
{
	*out = (struct table_out){.format = format, .columns = columns};
	out->keys = copy_texts(out, keys);
	out->labels = copy_texts(out, labels);
}

void table_out_row(struct table_out *out, const struct cell *cells)
{
	out->cells = mem_grow(out->cells, out->count, &out->room, out->columns * sizeof(*out->cells));
	for (size_t i = 0; i < out->columns; i++) {
		struct cell *cell = &out->cells[out->count * out->columns + i];

		*cell = cells[i];
		cell->text = arena_text(&out->arena, cells[i].text);
	}
	out->count++;
}

/* --- text --- */

/* A cell on one line: newlines and tabs as blanks. */
static void one_line(struct buf *line, struct text text)
{
	buf_clear(line);
	buf_text(line, text);
	for (size_t i = 0; i < line->len; i++)
		if (line->data[i] == '\n' || line->data[i] == '\t')
			line->data[i] = ' ';
}

static void write_text(const struct table_out *out, struct buf *bytes)
{
	size_t *widths = mem_new(out->columns * sizeof(*widths));
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < out->columns; i++)
		widths[i] = text_width(out->labels[i]);
	for (size_t i = 0; i < out->count * out->columns; i++) {
		size_t width = text_width(out->cells[i].text);

		if (width > widths[i % out->columns])
			widths[i % out->columns] = width;
	}
	for (size_t row = 0; row <= out->count; row++) {
		for (size_t i = 0; i < out->columns; i++) {
			const struct cell *cell = row ? &out->cells[(row - 1) * out->columns + i] : NULL;

			one_line(&line, cell ? cell->text : out->labels[i]);
			if (i)
				buf_put(bytes, "  ", 2);
			(cell && cell->number ? text_pad_left : text_pad)(
				bytes, buf_as_text(&line), widths[i]);
		}
		while (bytes->len && bytes->data[bytes->len - 1] == ' ')
			bytes->len--;
		buf_byte(bytes, '\n');
	}
	buf_release(&line);
	free(widths);
}

/* --- CSV --- */

/* What a spreadsheet would run when it opens the file: formulas, also in full width. */
static bool would_run(struct text text)
{
	struct text rest = text;
	uint32_t first = text.len ? char_fold(text_next(&rest)) : 0;

	return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' || first == '\r';
}

static void csv_cell(struct buf *bytes, struct text text, bool number)
{
	/* Readers, ours too, may leave off blanks at the ends, and take a semicolon or a tab for the
	 * separator. */
	bool quote = text_starts(text, TEXT(" ")) || text_ends(text, TEXT(" "));

	for (size_t i = 0; i < text.len; i++)
		quote |= strchr(",;\t\"\n\r", text.at[i]) != NULL;
	if (quote)
		buf_byte(bytes, '"');
	if (!number && would_run(text))
		buf_byte(bytes, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_byte(bytes, '"');
		buf_byte(bytes, (uint8_t)text.at[i]);
	}
	if (quote)
		buf_byte(bytes, '"');
}

static void write_csv(const struct table_out *out, struct buf *bytes)
{
	buf_put(bytes, "\xef\xbb\xbf", 3);
	for (size_t row = 0; row <= out->count; row++) {
		for (size_t i = 0; i < out->columns; i++) {
			const struct cell *cell = row ? &out->cells[(row - 1) * out->columns + i] : NULL;

			if (i)
				buf_byte(bytes, ',');
			csv_cell(bytes, cell ? cell->text : out->labels[i], cell && cell->number);
		}
		buf_put(bytes, "\r\n", 2);
	}
}

/* --- JSON --- */

static json_t *json_cell(const struct cell *cell)
{
	json_t *number = NULL;

	if (cell->empty)
		return json_null();
	if (cell->number)
		number = json_loadb(cell->text.at, cell->text.len, JSON_DECODE_ANY, NULL);
	return number ? number : json_stringn(cell->text.at, cell->text.len);
}

static int append(const char *at, size_t len, void *arg)
{
	buf_put(arg, at, len);
	return 0;
}

static void write_json(const struct table_out *out, struct buf *bytes)
{
	json_set_alloc_funcs(mem_alloc, free);
	buf_put(bytes, "[", 1);
	for (size_t row = 0; row < out->count; row++) {
		json_t *object = json_object();

		for (size_t i = 0; i < out->columns; i++)
			json_object_set_new(
				object, out->keys[i].at, json_cell(&out->cells[row * out->columns + i]));
		buf_printf(bytes, row ? ",\n " : "\n ");
		json_dump_callback(object, append, bytes, JSON_COMPACT);
		json_decref(object);
	}
	buf_printf(bytes, out->count ? "\n]\n" : "]\n");
}

void table_out_close(struct table_out *out, struct buf *bytes)
{
	static void (*const writers[])(const struct table_out *, struct buf *) = {
		[TABLE_TEXT] = write_text, [TABLE_CSV] = write_csv, [TABLE_JSON] = write_json};

	writers[out->format](out, bytes);
	free(out->cells);
	arena_release(&out->arena);
	*out = (struct table_out){0};
}
