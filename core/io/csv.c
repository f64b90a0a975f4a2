/* Reading CSV: libcsv finds the cells, iconv the characters. */
#include "core/io/table.h"

#include <csv.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/base/memory.h"

/* --- characters --- */

static bool from_gb18030(struct text bytes, struct buf *out, struct error *err)
{
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	char *at = (char *)(uintptr_t)bytes.at;
	size_t left = bytes.len;
	char room[4096];
	bool good = converter != (iconv_t)-1;

	while (good && left) {
		char *to = room;
		size_t free_room = sizeof(room);

		good = iconv(converter, &at, &left, &to, &free_room) != (size_t)-1 || errno == E2BIG;
		buf_put(out, room, sizeof(room) - free_room);
	}
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	if (!good)
		return fail(err, ERROR_INPUT,
			"Neither UTF-8 nor GB18030: byte {1} fits neither. Save the file again as CSV UTF-8",
			"n", (int64_t)(bytes.len - left + 1));
	return true;
}

/* One newline a line, whatever the system that wrote the file, so that lines can be counted. */
static struct text one_newline(struct arena *arena, struct text text)
{
	char *to = arena_new(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\r')
			to[len++] = text.at[i];
		else if (i + 1 == text.len || text.at[i + 1] != '\n')
			to[len++] = '\n';
	return (struct text){to, len};
}

static bool decode(struct table *table, struct text bytes, struct text *text, struct error *err)
{
	static const struct text mark = {"\xef\xbb\xbf", 3};
	struct buf converted = BUF_INIT;
	bool good = true;

	if (text_starts(bytes, mark))
		bytes = text_skip(bytes, mark.len);
	table->encoding = "UTF-8";
	if (!text_valid(bytes)) {
		table->encoding = "GB18030";
		good = from_gb18030(bytes, &converted, err);
		bytes = buf_as_text(&converted);
	}
	if (good)
		*text = one_newline(&table->arena, bytes);
	buf_release(&converted);
	return good;
}

static char find_separator(struct text text)
{
	static const char candidates[] = {',', '\t', ';'};
	size_t best = 0, counts[sizeof(candidates)] = {0};
	bool quoted = false;

	for (size_t i = 0; i < text.len && (quoted || text.at[i] != '\n'); i++) {
		quoted ^= text.at[i] == '"';
		for (size_t j = 0; !quoted && j < sizeof(candidates); j++)
			counts[j] += text.at[i] == candidates[j];
	}
	for (size_t j = 1; j < sizeof(candidates); j++)
		if (counts[j] > counts[best])
			best = j;
	return candidates[best];
}

/* --- cells --- */

struct reading {
	struct table *table;
	struct text cells[TABLE_CELLS_MAX];
	size_t count, number;
	bool any, too_wide;
};

static void take_cell(void *at, size_t len, void *arg)
{
	struct reading *reading = arg;
	struct text text = {at ? at : "", len};

	reading->any |= text_trim(text).len > 0;
	if (reading->count == TABLE_CELLS_MAX)
		reading->too_wide = true;
	else
		reading->cells[reading->count++] = arena_text(&reading->table->arena, text);
}

static void take_row(int end, void *arg)
{
	struct reading *reading = arg;
	struct table *table = reading->table;
	struct table_row *row;

	(void)end;
	reading->number++;
	if (reading->any) {
		table->rows = mem_grow(table->rows, table->count, &table->room, sizeof(*table->rows));
		row = &table->rows[table->count++];
		row->number = reading->number;
		row->count = reading->count;
		row->cells = arena_new(&table->arena, reading->count * sizeof(*row->cells));
		memcpy(row->cells, reading->cells, reading->count * sizeof(*row->cells));
	}
	reading->count = 0;
	reading->any = false;
}

bool table_read_csv(struct table *table, struct text bytes, struct error *err)
{
	struct reading reading = {.table = table};
	struct csv_parser parser;
	struct text text;

	memset(table, 0, sizeof(*table));
	if (!decode(table, bytes, &text, err))
		return false;
	if (memchr(text.at, '\0', text.len))
		return fail(err, ERROR_INPUT, "This is not a text file. Save the table as CSV first", "");
	table->separator = find_separator(text);
	/* Empty lines are counted, so that numbers are those a spreadsheet shows. */
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
		return fail(err, ERROR_SYSTEM, "The CSV reader could not start", "");
	csv_set_delim(&parser, (unsigned char)table->separator);
	if (csv_parse(&parser, text.at, text.len, take_cell, take_row, &reading) != text.len ||
		csv_fini(&parser, take_cell, take_row, &reading))
		fail(err, ERROR_INPUT,
			"Row {1}: a quotation mark is opened and not closed, or stands in the middle of a "
			"cell",
			"n", (int64_t)reading.number + 1);
	else if (reading.too_wide)
		fail(err, ERROR_INPUT, "More than {1} columns", "n", (int64_t)TABLE_CELLS_MAX);
	else if (!table->count)
		fail(err, ERROR_INPUT, "There is nothing in the file", "");
	csv_free(&parser);
	return !err || err->kind == ERROR_NONE;
}

void table_release(struct table *table)
{
	free(table->rows);
	arena_release(&table->arena);
	memset(table, 0, sizeof(*table));
}
