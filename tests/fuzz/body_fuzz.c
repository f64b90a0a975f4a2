/* Bytes as a record of every entity: what passes the check can be read, shown, checked, copied and compared.
 */
#include <string.h>
#include "core/model/entities.h"
#include "tests/fuzz/fuzz.h"
#include "tests/harness/sample.h"

/* Also of what does not pass: a view of damaged bytes may say anything, but reads no others. */
static void walk(const struct entity *entity, struct text body)
{
	struct field_walk fields = view_walk(entity, body);
	struct view view = {.entity = entity, .body = body};

	while (field_walk_next(&fields))
		view_has(&view, fields.tag);
	for (const struct field *field = NULL; (field = entity_next(entity, field));) {
		struct row_walk rows = view_rows(&view, field->tag);

		while (field->rows && row_walk_next(&rows))
			walk(field->rows, rows.row.body);
	}
}

static void show(const struct view *view)
{
	struct naming english = {.language = LANGUAGE_EN};
	struct problems problems = PROBLEMS_INIT;
	struct buf out = BUF_INIT;

	for (const struct field *field = NULL; (field = entity_next(view->entity, field));) {
		struct value value;

		if (!view_get(view, field->tag, &value))
			continue;
		field_show(field, &value, NULL, &out);
		field_format(field, &value, &english, &out);
		must(!field_check(field, &value, NULL) || value_well_formed(field, &value, NULL));
	}
	view_title(view, &english, &out);
	view_check(view, NULL, &problems);
	problems_release(&problems);
	buf_release(&out);
}

/* Canonical: read and written, it is the same. */
static void rewrite(const struct entity *entity, struct text body)
{
	struct record record;
	struct buf again = BUF_INIT;

	record_read(&record, entity, body);
	record_write(&record, &again);
	must(text_equal(body, buf_as_text(&again)));
	record_release(&record);
	buf_release(&again);
}

static void try(const struct entity *entity, struct text body)
{
	struct view view = {.entity = entity, .id = 1, .body = body};

	walk(entity, body);
	if (!body_check(entity, body, NULL))
		return;
	show(&view);
	rewrite(entity, body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text body = {(const char *)data, size};

	if (!size)
		body = NO_TEXT;
	try(&sample_entity, body);
	for (const struct entity *const *entity = court_schema.entities; *entity; entity++)
		try(*entity, body);
	return 0;
}
