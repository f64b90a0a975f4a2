/* One record as a plain page: every field that is filled in, lists row by row; to read, print and sign. */
#include <stdio.h>
#include "core/base/number.h"
#include "tui/cmd/cmd.h"
#include "tui/words.h"

struct names {
	struct naming naming;
	const struct view *answer;
};

static bool title_of(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	struct row_walk rows = view_rows(((struct names *)naming)->answer, GOT_NAMES);

	while (row_walk_next(&rows))
		if (view_number(&rows.row, NAME_ENTITY) == target &&
			(uint64_t)view_number(&rows.row, NAME_ID) == id) {
			buf_text(out, view_text(&rows.row, NAME_TITLE));
			return true;
		}
	return false;
}

static void put_value(const struct field *field, const struct value *value, struct naming *naming,
	size_t indent, struct buf *out)
{
	struct buf label = BUF_INIT;

	for (size_t i = 0; i < indent; i++)
		buf_byte(out, ' ');
	field_label(field, words_language(), &label);
	text_pad(out, buf_as_text(&label), 16);
	buf_byte(out, ' ');
	field_show(field, value, naming, out);
	buf_byte(out, '\n');
	buf_release(&label);
}

static void put_rows(
	const struct view *view, const struct field *list, struct naming *naming, struct buf *out)
{
	struct row_walk rows = view_rows(view, list->tag);
	struct buf label = BUF_INIT;
	unsigned number = 1;

	buf_printf(out, "\n%s\n", (field_label(list, words_language(), &label), buf_cstr(&label)));
	for (; row_walk_next(&rows); number++) {
		buf_printf(out, "%4u ", number);
		for (const struct field *field = NULL; (field = entity_next(list->rows, field));) {
			struct value value;

			if (!view_get(&rows.row, field->tag, &value) || field->flags & SYSTEM)
				continue;
			buf_byte(out, ' ');
			field_show(field, &value, naming, out);
		}
		buf_byte(out, '\n');
	}
	buf_release(&label);
}

static void put_page(const struct view *view, struct naming *naming, struct buf *out)
{
	for (const struct field *field = NULL; (field = entity_next(view->entity, field));) {
		struct value value;

		if (view_get(view, field->tag, &value) && !field->rows && !(field->flags & SECRET))
			put_value(field, &value, naming, 0, out);
	}
	for (const struct field *field = NULL; (field = entity_next(view->entity, field));)
		if (field->rows && view_row_count(view, field->tag))
			put_rows(view, field, naming, out);
}

static bool fetch(const struct options *options, const struct entity *entity, int64_t id, struct buf *out,
	struct error *err)
{
	struct session *session = client_begin(options, err);
	struct buf room = BUF_INIT;
	struct record request;
	struct view answer;
	bool good;

	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, entity->id);
	record_number(&request, GET_ID, id);
	good = session && client_call(session, CALL_GET, &request, &room, &answer, err);
	if (good) {
		struct names names = {{NULL, title_of, 0, words_language()}, &answer};
		struct view view = {
			.entity = entity, .id = (uint64_t)id, .body = view_text(&answer, GOT_BODY)};

		buf_text(out, view_text(&answer, GOT_TITLE));
		buf_printf(out, "\n\n");
		put_page(&view, &names.naming, out);
	}
	record_release(&request);
	buf_release(&room);
	session_close(session);
	return good;
}

int cmd_show(const struct options *options, int argc, char **argv)
{
	const struct entity *entity = schema_named(&court_schema, text_of(argv[0]));
	struct error err = ERROR_INIT;
	struct buf page = BUF_INIT;
	int64_t id;
	int status = 0;

	(void)argc;
	if (!entity)
		client_unknown_kind(argv[0], N_("There is no kind of record called \"{1}\""),
			N_("There is no kind of record called \"{1}\"; did you mean {2}?"), &err);
	else if (!number_parse(text_of(argv[1]), &id) || id <= 0)
		fail(&err, ERROR_INPUT, "\"{1}\" is no number of a record", "s", argv[1]);
	else if (fetch(options, entity, id, &page, &err))
		fwrite(page.data, 1, page.len, stdout);
	if (err.kind)
		status = client_fail(&err, argv[0], err.kind == ERROR_SYSTEM ? 2 : 1);
	buf_release(&page);
	return status;
}
