/* One record as a plain page, to read, print and sign. */
#include <stdio.h>
#include "core/base/number.h"
#include "tui/cmd/cmd.h"
#include "tui/record_page.h"

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
	if (good)
		record_page(entity, (uint64_t)id, &answer, out);
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
