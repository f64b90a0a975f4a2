#include "tui/beside.h"

#include "tui/columns.h"
#include "tui/draw.h"
#include "tui/record_page.h"

enum { LEFT_LEAST = 80, BESIDE_LEAST = 44, BESIDE_MOST = 76, PANEL_MOST = 100, GAP = 4, ROWS_INDENT = 3 };

/* What belongs to a record and is not in it. `where` takes its number; NULL: it is the source's subject. */
static const struct related {
	unsigned entity;
	const char *source, *columns, *where, *sort;
} related[] = {
	{ENTITY_PERSON, "membership", "group from to", "person = #%llu", "-from"},
	{ENTITY_PERSON, "term", "kind group branch from to", "person = #%llu", "-from"},
	{ENTITY_PERSON, "spell", "kind from to note", "person = #%llu", "-from"},
	{ENTITY_PERSON, "task", "title due", "owners = #%llu and state = open", "due"},
	{ENTITY_GROUP, "members", "name office post status", NULL, NULL},
	{ENTITY_BRANCH, "group", "name class", "branch = #%llu and closed is empty", "order"},
	{ENTITY_TEAM, "person", "code name post", "team = #%llu and left is empty", "code"},
};

int beside_list_width(const struct screen *screen, int wished)
{
	int left = wished < LEFT_LEAST ? LEFT_LEAST : wished;

	return screen->app->columns - left - GAP >= BESIDE_LEAST ? left : screen->app->columns;
}

int beside_panel_width(const struct screen *screen)
{
	int wished = screen->app->columns - GAP - BESIDE_MOST;

	return beside_list_width(screen, wished < PANEL_MOST ? wished : PANEL_MOST);
}

/* --- asking --- */

static void ask_related(struct screen *screen, struct beside *beside)
{
	const struct related *one = related + beside->next;

	buf_clear(&beside->where);
	if (one->where)
		buf_printf(&beside->where, one->where, (unsigned long long)beside->id);
	beside->rows.source = one->source;
	beside->rows.columns = one->columns;
	beside->rows.sort = one->sort;
	beside->rows.where = buf_as_text(&beside->where);
	beside->rows.subject = one->where ? 0 : beside->id;
	beside->rows.from = beside->rows.to = one->where ? 0 : beside->day;
	beside->rows.optional = true;
	beside->asked = true;
	rows_ask(screen, &beside->rows);
}

/* The next that belongs to the record, unless another record is wanted by now. */
static void go_on(struct screen *screen, struct beside *beside)
{
	unsigned entity;
	uint64_t id;

	if (!screen->kind->subject(screen, &entity, &id) || id != beside->id || entity != beside->entity)
		return;
	for (; beside->next < sizeof(related) / sizeof(*related); beside->next++)
		if (related[beside->next].entity == entity) {
			ask_related(screen, beside);
			return;
		}
}

void beside_got(struct screen *screen, struct beside *beside, const struct answer *answer)
{
	beside->asked = false;
	beside->next = 0;
	buf_clear(&beside->page);
	beside->meeting.loaded = false;
	if (answer->kind == ANSWER_DONE && beside->entity == ENTITY_MEETING) {
		live_show(&beside->meeting, screen, beside->entity, beside->id, &answer->body);
		beside->reading.live = &beside->meeting;
	} else if (answer->kind == ANSWER_DONE)
		record_page(schema_entity(&court_schema, beside->entity), beside->id, &answer->body,
			&beside->page);
	go_on(screen, beside);
}

static void add_rows(struct beside *beside)
{
	const struct related *one = related + beside->next;
	const struct entity *shape = source_shape(&court_schema, text_of(one->source));
	struct columns columns = {.count = 0};
	struct buf cell = BUF_INIT;
	struct value value;

	columns_choose(&columns, shape, one->columns, words_language());
	for (size_t row = 0; row < beside->rows.count; row++)
		for (size_t i = 0; i < columns.count; i++)
			if (view_get(&beside->rows.items[row], (uint16_t)(CELL_FIRST + i), &value))
				columns_seen(&columns, i, &value);
	buf_byte(&beside->page, '\n');
	buf_text(&beside->page, entity_label(shape, words_language(), &cell));
	buf_byte(&beside->page, '\n');
	for (size_t row = 0; row < beside->rows.count; row++) {
		text_pad(&beside->page, NO_TEXT, ROWS_INDENT);
		for (size_t i = 0; i < columns.count; i++) {
			buf_clear(&cell);
			if (view_get(&beside->rows.items[row], (uint16_t)(CELL_FIRST + i), &value))
				column_show(&columns.items[i], &value, &cell);
			if (columns.items[i].need)
				text_pad(&beside->page, buf_as_text(&cell),
					(size_t)columns.items[i].need + COLUMN_GAP);
		}
		while (beside->page.len && beside->page.data[beside->page.len - 1] == ' ')
			beside->page.len--;
		buf_byte(&beside->page, '\n');
	}
	columns_release(&columns);
	buf_release(&cell);
}

void beside_more(struct screen *screen, struct beside *beside, const struct answer *answer)
{
	bool taken = rows_take(screen, &beside->rows, answer);

	beside->asked = beside->rows.asked > 0;
	if (beside->asked)
		return;
	if (taken && beside->rows.count)
		add_rows(beside);
	beside->next++;
	go_on(screen, beside);
}

void beside_follow(
	struct screen *screen, struct beside *beside, int width, screen_answer *got, screen_answer *more)
{
	struct record request;
	unsigned entity;
	uint64_t id;

	if (width >= screen->app->columns || beside->asked)
		return;
	if (!screen->kind->subject(screen, &entity, &id)) {
		if (beside->id)
			app_redraw(screen->app);
		beside->id = 0;
		buf_clear(&beside->page);
		beside->meeting.loaded = false;
		return;
	}
	if (entity == beside->entity && id == beside->id && !beside->stale)
		return;
	beside->entity = entity;
	beside->id = id;
	beside->stale = false;
	beside->asked = true;
	beside->rows.done = more;
	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, entity);
	record_number(&request, GET_ID, (int64_t)id);
	screen_send(screen, CALL_GET, &request, got);
	record_release(&request);
}

/* --- drawing --- */

/* One line of the page from `row` on, wrapped below its value; the row behind. */
static int draw_wrapped(struct text line, int row, int last, int left, int columns, bool title)
{
	int indent = text_starts(line, TEXT(" ")) ? ROWS_INDENT + 2 : PAGE_VALUE_AT, at = left;

	do {
		size_t bytes = text_wrap(line, (size_t)(columns - (at - left)));

		draw_text(row++, at, columns - (at - left), title ? STYLE_BOLD : STYLE_NORMAL,
			text_take(line, bytes));
		line = text_skip(line, bytes);
		at = left + indent;
	} while (line.len && row <= last);
	return row;
}

void beside_draw(const struct beside *beside, struct rect rect, int width)
{
	struct text rest = buf_as_text(&beside->page), line;
	int left = rect.left + width + GAP, columns = rect.columns - width - GAP;
	int row = rect.top + 1, last = rect.top + rect.rows - 1;
	bool title = true, fields = false;

	if (width >= rect.columns)
		return;
	if (columns > BESIDE_MOST)
		columns = BESIDE_MOST;
	if (beside->meeting.loaded)
		reading_draw(&beside->reading, (struct rect){row, left - 1, last - row + 1, columns + 1}, 0);
	while (row <= last && text_split(&rest, '\n', &line)) {
		row = line.len ? draw_wrapped(line, row, last, left, columns, title) : row + 1;
		/* What follows an empty line is a heading, but for the fields below the title. */
		title = !line.len && fields;
		fields |= !line.len;
	}
}

void beside_release(struct beside *beside)
{
	rows_release(&beside->rows);
	buf_release(&beside->page);
	buf_release(&beside->where);
	live_close(&beside->meeting);
	reading_release(&beside->reading);
}
