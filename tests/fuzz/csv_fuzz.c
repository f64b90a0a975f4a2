/* Any bytes as a table: rows in order, cells of UTF-8; written again, the same cells come back. */
#include <jansson.h>
#include <string.h>
#include "core/io/table.h"
#include "tests/fuzz/fuzz.h"

static void check(const struct table *table)
{
	size_t number = 0;

	must(strchr(",;\t", table->separator) && table->separator);
	must(table->count);
	for (size_t i = 0; i < table->count; i++) {
		const struct table_row *row = &table->rows[i];
		bool any = false;

		must(row->number > number);
		must(row->count && row->count <= TABLE_CELLS_MAX);
		number = row->number;
		for (size_t j = 0; j < row->count; j++) {
			must(text_valid(row->cells[j]));
			must(!memchr(row->cells[j].at, '\r', row->cells[j].len));
			any |= text_trim(row->cells[j]).len > 0;
		}
		must(any);
	}
}

static void put_cell(struct buf *out, struct text cell)
{
	buf_byte(out, '"');
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] == '"')
			buf_byte(out, '"');
		buf_byte(out, (uint8_t)cell.at[i]);
	}
	buf_byte(out, '"');
}

/* Rows that were left out become rows of empty cells. */
static void write_again(const struct table *table, struct buf *out)
{
	size_t number = 0;

	for (size_t i = 0; i < table->count; i++) {
		const struct table_row *row = &table->rows[i];

		while (++number < row->number)
			buf_printf(out, "%c%c\n", table->separator, table->separator);
		for (size_t j = 0; j < row->count; j++) {
			if (j)
				buf_byte(out, (uint8_t)table->separator);
			put_cell(out, row->cells[j]);
		}
		buf_byte(out, '\n');
	}
}

static void same(const struct table *a, const struct table *b)
{
	must(a->separator == b->separator);
	must(a->count == b->count);
	for (size_t i = 0; i < a->count; i++) {
		must(a->rows[i].number == b->rows[i].number);
		must(a->rows[i].count == b->rows[i].count);
		for (size_t j = 0; j < a->rows[i].count; j++)
			must(text_equal(a->rows[i].cells[j], b->rows[i].cells[j]));
	}
}

static void round_trip(const struct table *table)
{
	struct buf bytes = BUF_INIT;
	struct table again;
	struct error err = ERROR_INIT;

	/* Numbers may be as large as the file has newlines. */
	if (table->rows[table->count - 1].number < 10000) {
		write_again(table, &bytes);
		must(table_read_csv(&again, buf_as_text(&bytes), &err));
		same(table, &again);
		table_release(&again);
	}
	buf_release(&bytes);
}

/* --- our own writer --- */

static void write_out(const struct table *table, enum table_format format, struct buf *bytes)
{
	struct text names[TABLE_CELLS_MAX];
	size_t columns = table->rows[0].count;
	struct table_out out;

	for (size_t i = 0; i < columns; i++)
		names[i] = TEXT("x");
	table_out_open(&out, format, names, table->rows[0].cells, columns);
	for (size_t i = 0; i < table->count; i++) {
		struct cell cells[TABLE_CELLS_MAX] = {0};

		for (size_t j = 0; j < columns; j++)
			if (j < table->rows[i].count)
				cells[j].text = table->rows[i].cells[j];
			else
				cells[j] = (struct cell){NO_TEXT, false, true};
		table_out_row(&out, cells);
	}
	table_out_close(&out, bytes);
}

/* A cell that a spreadsheet would run gets something in front of it. */
static void harmless(const struct table *table, struct text bytes)
{
	struct table again;
	struct error err = ERROR_INIT;
	bool read = table_read_csv(&again, bytes, &err);

	must(read);
	for (size_t i = 0; i < again.count; i++)
		for (size_t j = 0; j < again.rows[i].count; j++) {
			struct text cell = again.rows[i].cells[j];

			must(!cell.len || !strchr("=+@\t", cell.at[0]) || !cell.at[0]);
		}
	must(again.rows[0].count == table->rows[0].count);
	must(text_ends(again.rows[0].cells[0], table->rows[0].cells[0]));
	table_release(&again);
}

static void formats(const struct table *table)
{
	struct buf bytes = BUF_INIT;
	json_t *json;

	write_out(table, TABLE_TEXT, &bytes);
	must(text_valid(buf_as_text(&bytes)));
	buf_clear(&bytes);
	write_out(table, TABLE_JSON, &bytes);
	json = json_loadb((const char *)bytes.data, bytes.len, 0, NULL);
	must(json_array_size(json) == table->count);
	json_decref(json);
	buf_clear(&bytes);
	write_out(table, TABLE_CSV, &bytes);
	harmless(table, buf_as_text(&bytes));
	buf_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = size ? (struct text){(const char *)data, size} : NO_TEXT;
	struct error err = ERROR_INIT;
	struct table table;
	bool read = table_read_csv(&table, bytes, &err);

	must(read == (err.kind == ERROR_NONE));
	if (read) {
		check(&table);
		round_trip(&table);
		formats(&table);
	}
	table_release(&table);
	return 0;
}
