/* A file as a roster, from its bytes to the preview; a preview without a fault can be done, and after that
 * there is nothing left to do. */
#include "tests/fuzz/served.h"
#include "tui/import/rows.h"

static int64_t number(const struct served *served, uint16_t tag)
{
	return view_number(&served->body, tag);
}

/* Every fault stands in a row and a column that there is. */
static void check_preview(const struct served *served, const struct table *table)
{
	struct row_walk faults = view_rows(&served->body, IMPORTED_FAULTS);
	int64_t rows = (int64_t)table->count - 1, errors = 0, warnings = 0;

	while (row_walk_next(&faults)) {
		int64_t row = view_number(&faults.row, FAULT_ROW);
		struct message message;

		must(row >= 0 && row < rows);
		must(view_number(&faults.row, FAULT_COLUMN) < (int64_t)table->rows[0].count);
		must(view_number(&faults.row, FAULT_SWAP) < (int64_t)table->rows[0].count);
		must(message_decode(view_text(&faults.row, FAULT_MESSAGE), &message) && message.id[0]);
		view_number(&faults.row, FAULT_WARNING) ? warnings++ : errors++;
	}
	must(errors == number(served, IMPORTED_ERRORS) && warnings == number(served, IMPORTED_WARNINGS));
	must(number(served, IMPORTED_BAD_ROWS) <= rows);
	must(!number(served, IMPORTED_BAD_ROWS) == !errors);
	must(number(served, IMPORTED_ADDED) + number(served, IMPORTED_CHANGED) +
			number(served, IMPORTED_SAME) <=
		rows);
}

static bool ask(struct served *served, const struct table *table, bool really)
{
	struct import_request request;
	struct buf body = BUF_INIT;
	bool done;

	import_request_init(&request, &person_entity, table, 0);
	if (really)
		record_number(&request.record, IMPORT_DO, 1);
	record_write(&request.record, &body);
	done = served_ask(served, CALL_IMPORT, buf_as_text(&body));
	import_request_release(&request);
	buf_release(&body);
	return done;
}

/* What would be done. */
struct work {
	int64_t added, changed, same;
	size_t names;
};

static struct work work_of(const struct served *served)
{
	return (struct work){number(served, IMPORTED_ADDED), number(served, IMPORTED_CHANGED),
		number(served, IMPORTED_SAME), view_row_count(&served->body, IMPORTED_NAMES)};
}

/* Taken back, it could be done again. */
static void take_back(struct served *served, const struct table *table, const struct work *before)
{
	struct work after;

	must(served_ask(served, CALL_UNDO, NO_TEXT));
	must(ask(served, table, false));
	after = work_of(served);
	must(after.added == before->added && after.changed == before->changed && after.same == before->same &&
		after.names == before->names);
}

static void do_it(struct served *served, const struct table *table)
{
	struct work before = work_of(served), after;
	int64_t sequence;

	/* What only the store itself checks may still be refused. */
	if (!ask(served, table, true))
		return;
	sequence = number(served, IMPORTED_SEQUENCE);
	must(ask(served, table, false));
	check_preview(served, table);
	after = work_of(served);
	must(!after.added && !after.changed && !after.names && !number(served, IMPORTED_ERRORS));
	if (sequence)
		take_back(served, table, &before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = size ? (struct text){(const char *)data, size} : NO_TEXT;
	struct error err = ERROR_INIT;
	struct table table;

	if (table_read_csv(&table, bytes, &err)) {
		struct served *served = served_open(0);

		if (ask(served, &table, false)) {
			check_preview(served, &table);
			if (!number(served, IMPORTED_ERRORS))
				do_it(served, &table);
		}
		served_close(served);
	}
	table_release(&table);
	return 0;
}
