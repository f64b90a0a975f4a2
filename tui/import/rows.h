/* The rows of a file as the import call wants them. */
#ifndef TUI_IMPORT_ROWS_H
#define TUI_IMPORT_ROWS_H

#include "core/io/table.h"
#include "core/service/session.h"

struct import_request {
	struct record record; /* values are in the buffers below */
	struct buf header, rows;
};

/* `on` 0: the first of January of this year. */
void import_request_init(
	struct import_request *request, const struct entity *entity, const struct table *table, int64_t on);
void import_request_release(struct import_request *request);

#endif
