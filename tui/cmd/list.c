/* Any source as text, CSV or JSON: list and export. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "core/base/date.h"
#include "core/io/table.h"
#include "core/schema/predicate.h"
#include "tui/cmd/cmd.h"
#include "tui/words.h"

enum { COLUMNS_MAX = 64, PAGE_ROWS = 500 };

struct listing {
	const struct entity *shape;
	struct text paths[COLUMNS_MAX];
	const struct field *fields[COLUMNS_MAX]; /* NULL: the id */
	bool stored[COLUMNS_MAX];                /* people's own words, never to be translated */
	size_t count, rows;
	struct buf labels[COLUMNS_MAX];
	struct buf path_lines; /* as the page call wants them */
	struct arena arena;
};

static bool add_column(struct listing *listing, struct text name, struct error *err)
{
	struct path path;

	if (listing->count == COLUMNS_MAX)
		return fail(err, ERROR_INPUT, "At most {1} columns", "n", (int64_t)COLUMNS_MAX);
	if (!path_compile(&path, &court_schema, listing->shape, name, err))
		return false;
	listing->paths[listing->count] = arena_text(&listing->arena, name);
	listing->fields[listing->count] = path_field(&path);
	listing->stored[listing->count] = listing->shape->id || listing->shape == &sources_shape ||
		entity_field(listing->shape, ROW_OWNER) || path.count > 1;
	if (path_field(&path))
		field_label(path_field(&path), words_language(), &listing->labels[listing->count]);
	else
		buf_text(&listing->labels[listing->count], TEXT("id"));
	if (listing->count++)
		buf_byte(&listing->path_lines, '\n');
	buf_text(&listing->path_lines, name);
	return true;
}

static bool choose_columns(struct listing *listing, const char *asked, struct error *err)
{
	struct text rest = text_of(asked);
	struct text piece, name;

	if (!asked) {
		if (!add_column(listing, TEXT("id"), err))
			return false;
		for (const struct field *field = NULL; (field = entity_next(listing->shape, field));)
			if (!(field->flags & (HIDDEN | SECRET)) && field->type != &type_list &&
				!add_column(listing, text_of(field->name), err))
				return false;
		return true;
	}
	/* Blanks or commas between them, as the hand has it. */
	while (text_split(&rest, ' ', &piece))
		while (text_split(&piece, ',', &name))
			if (text_trim(name).len && !add_column(listing, text_trim(name), err))
				return false;
	return true;
}

/* Message fields of computed rows are put into words; references came as titles. In JSON an empty cell is
 * null whatever its text. */
static void show_cell(const struct field *field, bool stored, const struct value *value,
	enum table_format format, struct buf *out, struct cell *cell)
{
	size_t start = out->len;

	cell->empty = value->kind == VALUE_EMPTY;
	cell->number = value->kind != VALUE_TEXT &&
		(!field || field->type == &type_number || field->type == &type_decimal);
	if (cell->empty && field && field->flags & UNKNOWN)
		buf_text(out, TEXT("--"));
	else if (value->kind == VALUE_TEXT && stored)
		buf_text(out, value->bytes);
	else if (value->kind == VALUE_TEXT)
		tr_encoded(value->bytes, out);
	else if (!field)
		buf_printf(out, "%lld", (long long)value->number);
	else if (value->kind != VALUE_EMPTY)
		(format == TABLE_TEXT || field->choices ? field_show : field_format)(
			field, value, &(struct naming){.language = words_language()}, out);
	cell->text = text_skip(buf_as_text(out), start);
}

static void put_row(struct listing *listing, const struct view *row, struct buf *words, struct table_out *out)
{
	struct cell cells[COLUMNS_MAX];
	size_t starts[COLUMNS_MAX];

	buf_clear(words);
	for (size_t i = 0; i < listing->count; i++) {
		struct value value;

		starts[i] = words->len;
		view_get(row, (uint16_t)(CELL_FIRST + i), &value);
		show_cell(listing->fields[i], listing->stored[i], &value, out->format, words, &cells[i]);
	}
	/* The words may have moved while they grew. */
	for (size_t i = 0; i < listing->count; i++)
		cells[i].text.at = (const char *)words->data + starts[i];
	table_out_row(out, cells);
	listing->rows++;
}

static bool fetch(struct session *session, const struct options *options, const char *source,
	struct listing *listing, struct table_out *out, struct error *err)
{
	struct buf room = BUF_INIT, words = BUF_INIT;
	int64_t first = 0, total = 1;
	struct record request;
	struct view answer;
	bool good = true;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(source));
	record_text(&request, PAGE_COLUMNS, buf_as_text(&listing->path_lines));
	if (options->where)
		record_text(&request, PAGE_WHERE, text_of(options->where));
	if (options->sort)
		record_text(&request, PAGE_SORT, text_of(options->sort));
	if (options->from)
		record_number(&request, PAGE_FROM, options->from);
	if (options->to)
		record_number(&request, PAGE_TO, options->to);
	if (out->format != TABLE_JSON)
		record_number(&request, PAGE_SHOWN, 1);
	if (options->early)
		record_number(&request, PAGE_EARLY, 1);
	if (options->scored)
		record_number(&request, PAGE_SCORED, options->scored);
	if (options->subject)
		record_number(&request, PAGE_SUBJECT, (int64_t)options->subject);
	record_number(&request, PAGE_COUNT, PAGE_ROWS);
	while (good && first < total) {
		struct row_walk rows;

		record_number(&request, PAGE_FIRST, first);
		good = client_call(session, CALL_PAGE, &request, &room, &answer, err);
		if (!good)
			break;
		total = view_number(&answer, ROWS_TOTAL);
		for (rows = view_rows(&answer, ROWS_ROWS); row_walk_next(&rows); first++)
			put_row(listing, &rows.row, &words, out);
		if (!view_row_count(&answer, ROWS_ROWS))
			break;
	}
	record_release(&request);
	buf_release(&room);
	buf_release(&words);
	return good;
}

/* `rows`: how many there are; NULL: it does not matter. */
static bool collect(const struct options *options, const char *source, enum table_format format,
	struct buf *bytes, size_t *rows, struct error *err)
{
	struct listing listing = {.shape = source_shape(&court_schema, text_of(source))};
	struct session *session = NULL;
	struct text labels[COLUMNS_MAX];
	struct table_out out;
	bool good = false;

	if (!listing.shape) {
		struct near near = near_to(text_of(source));

		for (size_t i = 0; (listing.shape = source_shape_at(&court_schema, i)); i++)
			near_try(&near, text_of(listing.shape->name));
		return client_unknown(&near,
			N_("There is no source \"{1}\"; try meeting, person, group, task, today; list "
			   "sources tells all"),
			N_("There is no source \"{1}\"; did you mean {2}?"), err);
	}
	if ((session = client_begin(options, err)) && choose_columns(&listing, options->columns, err)) {
		for (size_t i = 0; i < listing.count; i++)
			labels[i] = buf_as_text(&listing.labels[i]);
		table_out_open(&out, format, listing.paths, labels, listing.count);
		good = fetch(session, options, source, &listing, &out, err);
		table_out_close(&out, bytes);
	}
	session_close(session);
	if (rows)
		*rows = listing.rows;
	for (size_t i = 0; i < listing.count; i++)
		buf_release(&listing.labels[i]);
	buf_release(&listing.path_lines);
	arena_release(&listing.arena);
	return good;
}

/* The filter, and a caret under the place where it is wrong, by display width. */
static void point_at(const char *where, uint64_t place)
{
	struct text text = text_of(where);

	if (!place || place > text.len + 1)
		return;
	fprintf(stderr, "  %s\n  %*s^\n", where, (int)text_width(text_take(text, place - 1)), "");
}

int client_print(const struct options *options, const char *source, const char *heading)
{
	enum table_format format = TABLE_TEXT;
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	size_t rows;
	int status = 0;

	if (options->format && !table_format_named(options->format, &format)) {
		fail(&err, ERROR_INPUT, "--format is text, csv or json, not {1}", "s", options->format);
		return client_fail(&err, NULL, 2);
	}
	if (!collect(options, source, format, &bytes, &rows, &err)) {
		status = client_fail(&err, source, err.kind == ERROR_SYSTEM ? 2 : 1);
		if (options->where && err.kind == ERROR_INPUT)
			point_at(options->where, err.row);
	} else if (heading && (format != TABLE_TEXT || !rows)) {
		buf_clear(&bytes); /* a table beside the one that was asked for, or an empty one */
	} else if ((heading && printf("\n%s\n", tr(heading)) < 0) ||
		fwrite(bytes.data, 1, bytes.len, stdout) != bytes.len || fflush(stdout)) {
		status = 2;
	}
	buf_release(&bytes);
	return status;
}

bool client_period(const char *words, struct options *options, struct error *err)
{
	return period_parse(text_of(words), &options->from, &options->to) ||
		fail(err, ERROR_INPUT,
			"A period reads 2026, 2026-07, 2026Q3, 2026H1 or 2026-01-01 to 2026-12-31", "");
}

int cmd_list(const struct options *options, int argc, char **argv)
{
	struct options list = *options;
	struct error err = ERROR_INIT;

	if (argc > 1 && !client_period(argv[1], &list, &err))
		return client_fail(&err, argv[1], 2);
	return client_print(&list, argv[0], NULL);
}

int cmd_today(const struct options *options, int argc, char **argv)
{
	struct options today = *options;

	(void)argc;
	(void)argv;
	if (!today.columns)
		today.columns = "section urgent group what who due rule";
	return client_print(&today, "today", NULL);
}

int cmd_export(const struct options *options, int argc, char **argv)
{
	const char *end = strrchr(argv[1], '.');
	enum table_format format;
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	struct stat there;
	int status = 0;

	(void)argc;
	if (!table_format_named(options->format ? options->format : end ? end + 1 : "", &format)) {
		fail(&err, ERROR_INPUT, "The file's name must end in .csv or .json, or --format say which",
			"");
		return client_fail(&err, argv[1], 2);
	}
	if (!stat(argv[1], &there) && S_ISREG(there.st_mode))
		fail(&err, ERROR_INPUT, "There is a file of that name already; choose another", "");
	else if (collect(options, argv[0], format, &bytes, NULL, &err))
		file_write(argv[1], buf_as_text(&bytes), &err);
	if (err.kind)
		status = client_fail(&err, argv[1], err.kind == ERROR_SYSTEM ? 2 : 1);
	buf_release(&bytes);
	return status;
}
