/* A roster from the command line: the preview, and with --yes the import. One fault in a row, and nothing is
 * written. */
#include <stdio.h>
#include <string.h>
#include "core/io/table.h"
#include "tui/cmd/cmd.h"
#include "tui/import/rows.h"
#include "tui/words.h"

static void print_fault(const struct table *table, const struct view *fault)
{
	size_t index = (size_t)view_number(fault, FAULT_ROW);
	const struct table_row *row = &table->rows[index + 1];
	int64_t column = view_number_or(fault, FAULT_COLUMN, -1);
	struct text cell = column >= 0 && (size_t)column < row->count ? row->cells[column] : NO_TEXT;
	struct text heading = column >= 0 && (size_t)column < table->rows[0].count
		? table->rows[0].cells[column]
		: tr_text("whole row");
	struct buf line = BUF_INIT, number = BUF_INIT;
	struct text suggestions = view_text(fault, FAULT_SUGGESTIONS), one;

	buf_printf(&number, "%zu", row->number);
	buf_text(&line, view_number(fault, FAULT_WARNING) ? TEXT("  ") : TEXT("! "));
	text_pad_left(&line, buf_as_text(&number), 5);
	buf_put(&line, "  ", 2);
	text_pad(&line, heading, 12);
	buf_put(&line, "  ", 2);
	text_pad(&line, text_trim(cell), 18);
	buf_put(&line, "  ", 2);
	tr_encoded(view_text(fault, FAULT_MESSAGE), &line);
	if (suggestions.len)
		buf_text(&line, tr_text("; perhaps: "));
	for (bool first = true; text_split(&suggestions, '\x1f', &one); first = false) {
		if (!first)
			buf_byte(&line, ' ');
		buf_text(&line, one);
	}
	/* What the file holds may hold anything: only what can be shown goes to the terminal. */
	for (struct text rest = buf_as_text(&line); rest.len;) {
		char bytes[4] = "";
		uint32_t code = text_next(&rest);

		fwrite(bytes, 1, utf8_put(bytes, char_width(code) > 0 ? code : '?'), stdout);
	}
	putchar('\n');
	buf_release(&line);
	buf_release(&number);
}

/* Of one kind in one line: "将新建党支部 2：立案庭党支部、民事审判党支部". */
static void print_names_of(const struct view *answer, const struct entity *entity)
{
	struct row_walk names = view_rows(answer, IMPORTED_NAMES);
	struct buf list = BUF_INIT, label = BUF_INIT, line = BUF_INIT;
	int64_t count = 0;

	while (row_walk_next(&names)) {
		if (view_number(&names.row, NEW_NAME_ENTITY) != entity->id)
			continue;
		buf_text(&list, count++ ? tr_text(", ") : NO_TEXT);
		buf_text(&list, view_text(&names.row, NEW_NAME));
	}
	entity_label(entity, words_language(), &label);
	tr_format(&line, "to be made, {1} {2}: ", "Sn", buf_as_text(&label), count);
	buf_text(&line, buf_as_text(&list));
	if (count)
		puts(buf_cstr(&line));
	buf_release(&list);
	buf_release(&label);
	buf_release(&line);
}

static void print_new_names(const struct view *answer)
{
	for (const struct entity *const *entity = court_schema.entities; *entity; entity++)
		print_names_of(answer, *entity);
}

static void print_preview(const struct table *table, const struct view *answer)
{
	struct row_walk faults = view_rows(answer, IMPORTED_FAULTS);
	struct buf line = BUF_INIT;

	tr_format(&line, "{1}, {2} rows; new {3}, changed {4}", "snnn", table->encoding,
		(int64_t)table->count - 1, view_number(answer, IMPORTED_ADDED),
		view_number(answer, IMPORTED_CHANGED));
	tr_format(&line, ", as they were {1}; faults {2} in {3} rows, reminders {4}", "nnnn",
		view_number(answer, IMPORTED_SAME), view_number(answer, IMPORTED_ERRORS),
		view_number(answer, IMPORTED_BAD_ROWS), view_number(answer, IMPORTED_WARNINGS));
	puts(buf_cstr(&line));
	print_new_names(answer);
	while (row_walk_next(&faults))
		print_fault(table, &faults.row);
	buf_release(&line);
}

static int run(const struct options *options, const struct entity *entity, const struct table *table,
	struct error *err)
{
	struct session *session = client_begin(options, err);
	struct buf room = BUF_INIT;
	struct import_request request;
	struct view answer;
	int64_t on = 0;
	bool good = session != NULL;
	int status = 2;

	if (good && options->on && !date_parse(text_of(options->on), &on))
		good = fail(err, ERROR_INPUT, "--on is a day such as 2026-01-01, not {1}", "s", options->on);
	if (good) {
		import_request_init(&request, entity, table, on);
		good = client_call(session, CALL_IMPORT, &request.record, &room, &answer, err);
		if (good) {
			print_preview(table, &answer);
			status = view_number(&answer, IMPORTED_ERRORS) ? 1 : 0;
		}
		if (good && !status && options->yes) {
			record_number(&request.record, IMPORT_DO, 1);
			good = client_call(session, CALL_IMPORT, &request.record, &room, &answer, err);
			if (good)
				puts(tr("Done: one step, which can be undone as a whole"));
		} else if (good && status) {
			puts(tr("Nothing was written: mend the rows marked with ! and try again"));
		} else if (good) {
			puts(tr("Nothing was written yet: the same with --yes does it"));
		}
		import_request_release(&request);
	}
	session_close(session);
	buf_release(&room);
	return good ? status : err->kind == ERROR_SYSTEM ? 2 : 1;
}

int cmd_import(const struct options *options, int argc, char **argv)
{
	const struct entity *entity = schema_named(&court_schema, text_of(argv[0]));
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	struct table table = {0};
	int status = 1;

	(void)argc;
	if (!entity)
		client_unknown_kind(argv[0], N_("There is nothing called \"{1}\" to import; try person"),
			N_("There is nothing called \"{1}\" to import; did you mean {2}?"), &err);
	else if (file_read(argv[1], &bytes, &err) && table_read_csv(&table, buf_as_text(&bytes), &err))
		status = run(options, entity, &table, &err);
	if (err.kind)
		client_fail(&err, argv[1], status);
	table_release(&table);
	buf_release(&bytes);
	return status;
}
