/* What a meeting's screen asks for once: what is still open from before, the numbered lists, who leads. */
#include "core/base/memory.h"
#include "tui/meeting/meeting.h"

static void got_tasks(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows;
	size_t count = 0;

	if (answer->kind != ANSWER_DONE)
		return;
	meeting->tasks = arena_new(
		&meeting->arena, view_row_count(&answer->body, ROWS_ROWS) * sizeof(*meeting->tasks));
	for (rows = view_rows(&answer->body, ROWS_ROWS); row_walk_next(&rows); count++)
		meeting->tasks[count] = (struct open_task){
			.id = (uint64_t)view_number(&rows.row, CELL_ID),
			.title = arena_text(&meeting->arena, view_text(&rows.row, CELL_FIRST)),
			.owners = arena_text(&meeting->arena, view_text(&rows.row, CELL_FIRST + 1)),
			.due = view_number(&rows.row, CELL_FIRST + 2),
			.kind = (unsigned)view_number(&rows.row, CELL_FIRST + 3),
			.item = (uint64_t)view_number(&rows.row, CELL_FIRST + 4),
		};
	meeting->task_count = count;
	end_fresh(meeting);
}

static void got_phrases(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows;

	if (answer->kind != ANSWER_DONE)
		return;
	for (rows = view_rows(&answer->body, ROWS_ROWS); row_walk_next(&rows);) {
		struct text text = arena_text(&meeting->arena, view_text(&rows.row, CELL_FIRST));
		int64_t use = view_number(&rows.row, CELL_FIRST + 1);

		if (use == PHRASE_REASON && meeting->reason_count < 8)
			meeting->reasons[meeting->reason_count++] = text;
		else if (use == PHRASE_MINUTES && meeting->phrase_count < 9)
			meeting->phrases[meeting->phrase_count++] = text;
	}
}

static void ask_page(struct screen *screen, const char *source, const char *columns, struct text where,
	const char *sort, screen_answer *done)
{
	struct record request;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(source));
	record_text(&request, PAGE_COLUMNS, text_of(columns));
	record_text(&request, PAGE_WHERE, where);
	record_text(&request, PAGE_SORT, text_of(sort));
	record_number(&request, PAGE_COUNT, 100);
	screen_send(screen, CALL_PAGE, &request, done);
	record_release(&request);
}

/* "group in (#1,#2)": of any group that sits; false: none does. */
static bool of_groups(const struct meeting *meeting, struct buf *where)
{
	struct value groups = EMPTY_VALUE;
	struct reader ids;
	size_t start = where->len;

	view_get(&meeting->live.view, MEETING_GROUPS, &groups);
	for (ids = value_ids(&groups); reader_left(&ids);)
		buf_printf(where, "%s#%llu", where->len > start ? "," : "group in (",
			(unsigned long long)read_varint(&ids));
	buf_text(where, where->len > start ? TEXT(")") : NO_TEXT);
	return where->len > start;
}

void fetch_tasks(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct buf where = BUF_INIT;

	if (!of_groups(meeting, &where)) {
		buf_release(&where);
		return;
	}
	/* What this one itself decided is nothing from before, when it is handed in once more. */
	buf_printf(&where, " and state = open and (kind = make_up or meeting != #%llu)",
		(unsigned long long)meeting->live.id);
	ask_page(screen, "task", "title\nowners\ndue\nkind\nitem", buf_as_text(&where), "due", got_tasks);
	buf_release(&where);
}

/* --- who may allow a leave --- */

static void got_leaders(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows;

	if (answer->kind != ANSWER_DONE)
		return;
	for (rows = view_rows(&answer->body, ROWS_ROWS); row_walk_next(&rows) && meeting->leader_count < 8;)
		meeting->leaders[meeting->leader_count++] = (struct leader){
			(uint64_t)view_number(&rows.row, CELL_ID),
			arena_text(&meeting->arena, view_text(&rows.row, CELL_FIRST)),
		};
}

/* --- who has said nothing yet --- */

static void got_unheard(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows;

	if (answer->kind != ANSWER_DONE)
		return;
	for (rows = view_rows(&answer->body, ROWS_ROWS); row_walk_next(&rows);) {
		meeting->unheard = mem_grow(meeting->unheard, meeting->unheard_count, &meeting->unheard_room,
			sizeof(*meeting->unheard));
		meeting->unheard[meeting->unheard_count++] = (uint64_t)view_number(&rows.row, CELL_ID);
	}
}

/* --- of each of the groups that sit --- */

struct question {
	const char *source, *columns, *where, *sort;
	int64_t count;
	screen_answer *done;
};

static void ask_of_groups(struct screen *screen, const struct question *question)
{
	const struct view *meeting = &meeting_of(screen)->live.view;
	struct value groups = EMPTY_VALUE;
	struct record request;

	view_get(meeting, MEETING_GROUPS, &groups);
	for (struct reader ids = value_ids(&groups); reader_left(&ids);) {
		record_init(&request, &page_query_shape);
		record_text(&request, PAGE_SOURCE, text_of(question->source));
		record_text(&request, PAGE_COLUMNS, text_of(question->columns));
		record_text(&request, PAGE_WHERE, text_of(question->where));
		record_text(&request, PAGE_SORT, text_of(question->sort));
		record_number(&request, PAGE_SUBJECT, (int64_t)read_varint(&ids));
		record_number(&request, PAGE_TO, view_number(meeting, MEETING_DATE));
		record_number(&request, PAGE_COUNT, question->count);
		screen_send(screen, CALL_PAGE, &request, question->done);
		record_release(&request);
	}
}

void fetch_others(struct screen *screen)
{
	static const struct question leaders = {"members", "name", "office is not empty", "office", 8,
					     got_leaders},
				     unheard = {"voices", "spoke", "there > 0 and spoke = 0", "", 100,
					     got_unheard};

	ask_page(screen, "phrase", "text\nuse", NO_TEXT, "use order", got_phrases);
	ask_of_groups(screen, &leaders);
	ask_of_groups(screen, &unheard);
}
