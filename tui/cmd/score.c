/* A period's ranking, or one sheet with what can still be done for it. */
#include "core/base/date.h"
#include "tui/cmd/cmd.h"

enum { GROUPS_MOST = 500 };

/* The row of the ranking that has that name. */
static bool find_ranked(struct options *options, const char *name, struct error *err)
{
	struct session *session = client_begin(options, err);
	struct buf room = BUF_INIT;
	struct record request;
	struct view answer;
	struct row_walk rows;
	bool good;

	if (!session)
		return false;
	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("ranking"));
	record_text(&request, PAGE_COLUMNS, TEXT("name"));
	record_number(&request, PAGE_FROM, options->from);
	record_number(&request, PAGE_TO, options->to);
	if (options->scored)
		record_number(&request, PAGE_SCORED, options->scored);
	if (options->early)
		record_number(&request, PAGE_EARLY, 1);
	record_number(&request, PAGE_COUNT, GROUPS_MOST);
	good = client_call(session, CALL_PAGE, &request, &room, &answer, err);
	if (good)
		rows = view_rows(&answer, ROWS_ROWS);
	while (good && row_walk_next(&rows)) {
		struct text found = view_text(&rows.row, CELL_FIRST);

		if (text_is(found, name) || text_starts(found, text_of(name)))
			options->subject = (uint64_t)view_number(&rows.row, CELL_ID);
	}
	if (good && !options->subject)
		good = fail(err, ERROR_MISSING, "Nobody called \"{1}\" is in this ranking", "s", name);
	record_release(&request);
	buf_release(&room);
	session_close(session);
	return good;
}

int cmd_score(const struct options *options, int argc, char **argv)
{
	struct options score = *options;
	struct error err = ERROR_INIT;
	bool beside;
	int status;

	if (!client_period(argv[0], &score, &err))
		return client_fail(&err, argv[0], 2);
	if (argc > 1 && !find_ranked(&score, argv[1], &err))
		return client_fail(&err, NULL, err.kind == ERROR_SYSTEM ? 2 : 1);
	if (argc == 1) {
		if (!score.columns)
			score.columns = "rank name total grade basic bonus penalty pending flag why";
		return client_print(&score, "ranking", NULL);
	}
	beside = !score.columns;
	if (beside)
		score.columns = "section item points full state why flag records left";
	status = client_print(&score, "sheet", NULL);
	score.columns = "what points due rule";
	return status || !beside ? status
				 : client_print(&score, "hint",
					   N_("What can still be done, and what it gives (a period that is "
					      "over: next time):"));
}
