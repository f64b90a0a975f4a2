#include "tui/import/rows.h"

static void join(struct buf *out, const struct table_row *row)
{
	buf_clear(out);
	for (size_t i = 0; i < row->count; i++) {
		if (i)
			buf_byte(out, 0x1f);
		/* The separator itself cannot stand in a cell. */
		for (size_t b = 0; b < row->cells[i].len; b++)
			buf_byte(out, row->cells[i].at[b] == 0x1f ? ' ' : (uint8_t)row->cells[i].at[b]);
	}
}

void import_request_init(
	struct import_request *request, const struct entity *entity, const struct table *table, int64_t on)
{
	struct buf cells = BUF_INIT, body = BUF_INIT;

	*request = (struct import_request){0};
	for (size_t i = 1; i < table->count; i++) {
		struct record row;

		record_init(&row, &line_rows);
		join(&cells, &table->rows[i]);
		record_number(&row, LINE_NUMBER, (int64_t)table->rows[i].number);
		record_text(&row, LINE_CELLS, buf_as_text(&cells));
		buf_clear(&body);
		record_write(&row, &body);
		rows_add(&request->rows, i, buf_as_text(&body));
		record_release(&row);
	}
	join(&request->header, &table->rows[0]);
	record_init(&request->record, &import_shape);
	record_number(&request->record, IMPORT_ENTITY, entity->id);
	record_text(&request->record, IMPORT_HEADER, buf_as_text(&request->header));
	record_set(&request->record, IMPORT_ROWS, (struct value){VALUE_ROWS, 0, buf_as_text(&request->rows)});
	if (on)
		record_number(&request->record, IMPORT_ON, on);
	buf_release(&cells);
	buf_release(&body);
}

void import_request_release(struct import_request *request)
{
	record_release(&request->record);
	buf_release(&request->header);
	buf_release(&request->rows);
}
