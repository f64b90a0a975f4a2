#include "tui/since.h"

enum { ROWS_MOST = 100 };
enum { AT_MOMENT = CELL_FIRST, AT_AUTHOR, AT_OLD, AT_NEW, AT_TAG, AT_ROW, AT_ROW_TAG };

void since_ask(struct screen *screen, unsigned entity, uint64_t id, screen_answer *done)
{
	struct record request;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("history"));
	record_text(&request, PAGE_COLUMNS, TEXT("moment\nauthor\nold\nnew\ntag\nrow\nrow_tag"));
	record_number(&request, PAGE_SUBJECT, (int64_t)id);
	record_number(&request, PAGE_KIND, entity);
	record_number(&request, PAGE_COUNT, ROWS_MOST);
	screen_send(screen, CALL_PAGE, &request, done);
	record_release(&request);
}

struct since since_of(const struct screen *screen, const struct answer *answer, int64_t moment)
{
	return (struct since){.rows = view_rows(&answer->body, ROWS_ROWS),
		.me = screen->app->welcome.name,
		.moment = moment};
}

bool since_next(struct since *since)
{
	while (row_walk_next(&since->rows)) {
		const struct view *row = &since->rows.row;

		since->at = view_number(row, AT_MOMENT);
		since->author = view_text(row, AT_AUTHOR);
		if (!since->author.len)
			since->author = tr_text("Party affairs office");
		if (since->at < since->moment || text_equal(since->author, since->me))
			continue;
		since->tag = (uint16_t)view_number(row, AT_TAG);
		since->row = (uint64_t)view_number(row, AT_ROW);
		since->row_tag = (uint16_t)view_number(row, AT_ROW_TAG);
		since->old = view_text(row, AT_OLD);
		since->new = view_text(row, AT_NEW);
		return true;
	}
	return false;
}
