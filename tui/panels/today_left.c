/* What this person began and left unfinished, on 今日: a line for each draft; Enter offers to go on. */
#include "tui/drafts.h"
#include "tui/meeting/recovery.h"
#include "tui/panels/today.h"

#include <stdlib.h>
#include "core/base/memory.h"

enum { WHEN_WIDTH = 32 };

void left_clear(struct left *left)
{
	arena_release(&left->arena);
	left->count = 0;
}

void left_add(struct left *left, const struct view *draft)
{
	struct view *item;

	left->items = mem_grow(left->items, left->count, &left->room, sizeof(*left->items));
	item = &left->items[left->count++];
	*item = *draft;
	item->body = arena_text(&left->arena, draft->body);
	/* Which draft it is, so that the cursor stays on it. */
	item->id = (uint64_t)view_number(draft, DRAFT_ENTITY) << 40 |
		(uint64_t)view_number(draft, DRAFT_ID) << 4 | (uint64_t)view_number(draft, DRAFT_FORM);
}

static void came(struct screen *screen, const struct answer *answer)
{
	struct today *today = today_of(screen);
	struct left *left = &today->left;
	struct row_walk rows;

	if (answer->kind != ANSWER_DONE)
		return;
	/* The lines point into what goes. */
	today->line_count = 0;
	left_clear(left);
	for (rows = view_rows(&answer->body, DRAFT_LIST); row_walk_next(&rows);) {
		if (!draft_goes_on(&answer->body, &rows.row))
			continue;
		left_add(left, &rows.row);
	}
	today_arrange(screen);
}

void today_left_ask(struct screen *screen)
{
	draft_send(screen, DRAFT_DO_LIST, (struct draft_of){0}, came);
}

void today_left_lines(struct screen *screen)
{
	struct today *today = today_of(screen);
	struct buf title = BUF_INIT;

	for (size_t i = 0; i < today->left.count; i++) {
		buf_clear(&title);
		draft_title(&today->left.items[i], &title);
		if (find_matches(&today->find, buf_as_text(&title)))
			today_add_line(today, TODAY_LEFT, &today->left.items[i]);
	}
	buf_release(&title);
}

void today_left_draw(const struct screen *screen, const struct view *draft, int row, struct rect rect)
{
	int end = rect.left + rect.columns - 1;
	struct buf words = BUF_INIT, when = BUF_INIT;

	if (!draft) {
		draw_text(row, rect.left + 1, rect.columns - 2, STYLE_BOLD, tr_text("Not finished"));
		return;
	}
	draft_title(draft, &words);
	draw_buf(row, rect.left + 3, rect.columns - WHEN_WIDTH - 5, STYLE_NORMAL, &words);
	draft_moment(screen->app,
		view_number(draft, view_has(draft, DRAFT_SINCE) ? DRAFT_SINCE : DRAFT_MOMENT), false, &when);
	tr_format(&words,
		view_has(draft, DRAFT_SINCE) ? N_("in another window since {1}")
					     : N_("kept {1}  Enter: go on"),
		"S", buf_as_text(&when));
	draw_buf_right(row, end, WHEN_WIDTH, STYLE_DIM, &words);
	buf_release(&words);
	buf_release(&when);
}

bool today_left_open(struct screen *screen)
{
	const struct today_line *line = today_chosen_line(today_of(screen));

	if (!line || line->section != TODAY_LEFT)
		return false;
	recovery_show(screen->app, line->row);
	return true;
}

void today_left_release(struct left *left)
{
	arena_release(&left->arena);
	free(left->items);
}
