/* Rows of text out of a file, and rows of values into one. Knows no store and no entity's meaning. */
#ifndef CORE_IO_TABLE_H
#define CORE_IO_TABLE_H

#include "core/base/arena.h"
#include "core/base/error.h"

enum { TABLE_BYTES_MAX = 64 << 20, TABLE_CELLS_MAX = 256 };

struct table {
	const char *encoding; /* "UTF-8", "GB18030" */
	char separator;       /* comma, semicolon or tab */
	struct table_row {
		size_t number; /* as a spreadsheet counts: the header is 1 */
		struct text *cells;
		size_t count;
	} * rows;
	size_t count, room;
	struct arena arena; /* everything above lives here */
};

/* CSV (RFC 4180) or rows pasted from a spreadsheet (tabs). The encoding is found by itself: UTF-8 with or
 * without a byte order mark, else GB18030; the separator from the first line. Rows without any text are left
 * out, their numbers stay. */
bool table_read_csv(struct table *table, struct text bytes, struct error *err);
void table_release(struct table *table);
/* A whole file: a regular one, no link followed, at most TABLE_BYTES_MAX. */
bool file_read(const char *path, struct buf *out, struct error *err);
/* Complete under that name, or not there at all; a device or a pipe is written into. */
bool file_write(const char *path, struct text bytes, struct error *err);

/* One cell of a row going out. */
struct cell {
	struct text text;
	bool number; /* right-aligned in text, bare in JSON and CSV */
	bool empty;  /* null in JSON */
};
enum table_format { TABLE_TEXT, TABLE_CSV, TABLE_JSON };
bool table_format_named(const char *name, enum table_format *format);

/* Collects rows and writes them: text with columns aligned by display width, CSV (UTF-8 with byte order mark,
 * cells that a spreadsheet would run made harmless), JSON (an array of objects by `keys`). */
struct table_out {
	enum table_format format;
	size_t columns;
	struct text *keys, *labels; /* JSON member names; headings */
	struct cell *cells;         /* row after row */
	size_t count, room;         /* rows */
	struct arena arena;
};
void table_out_open(struct table_out *out, enum table_format format, const struct text *keys,
	const struct text *labels, size_t columns);
/* Copies the cells. */
void table_out_row(struct table_out *out, const struct cell *cells);
/* Appends everything to `bytes` and forgets it. */
void table_out_close(struct table_out *out, struct buf *bytes);

#endif
