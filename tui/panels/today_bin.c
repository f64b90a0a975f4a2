/* Drafts that were thrown away, from 今日: one of them is put back, to be gone on with. */
#include "tui/ask.h"
#include "tui/drafts.h"
#include "tui/panels/today.h"

#include <stdlib.h>
#include "core/base/memory.h"

static void restored(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	app_say(screen->app, "Put back: it stands under what is not finished; Enter there goes on", "");
	today_left_ask(screen);
}

static void picked(struct screen *screen, size_t at)
{
	const struct left *bin = &today_of(screen)->bin;
	const struct view *draft = &bin->items[at];
	struct record request;

	if (at >= bin->count)
		return;
	draft_request(&request, DRAFT_DO_RESTORE,
		(struct draft_of){(unsigned)view_number(draft, DRAFT_ENTITY),
			(uint64_t)view_number(draft, DRAFT_ID), (unsigned)view_number(draft, DRAFT_FORM)});
	record_number(&request, DRAFT_GENERATION, view_number(draft, DRAFT_GENERATION));
	screen_send(screen, CALL_DRAFT, &request, restored);
	record_release(&request);
}

static void ask_which(struct screen *screen)
{
	const struct left *bin = &today_of(screen)->bin;
	struct text *lines = mem_new((bin->count + 1) * sizeof(*lines));
	struct arena arena = ARENA_INIT;
	struct buf words = BUF_INIT, when = BUF_INIT;

	for (size_t i = 0; i < bin->count; i++) {
		buf_clear(&words);
		buf_clear(&when);
		draft_title(&bin->items[i], &words);
		draft_moment(screen->app, view_number(&bin->items[i], DRAFT_MOMENT), false, &when);
		tr_format(&words, "  thrown away {1}", "S", buf_as_text(&when));
		lines[i] = arena_text(&arena, buf_as_text(&words));
	}
	ask_pick(screen, N_("Which draft is put back? (those of 30 days)"), lines, bin->count, picked);
	buf_release(&words);
	buf_release(&when);
	arena_release(&arena);
	free(lines);
}

/* Who went on to another screen meanwhile is asked nothing: a digit typed there would be the answer. */
static void came(struct screen *screen, const struct answer *answer)
{
	struct left *bin = &today_of(screen)->bin;

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	if (screen->app->top != screen)
		return;
	left_clear(bin);
	for (struct row_walk rows = view_rows(&answer->body, DRAFT_LIST); row_walk_next(&rows);)
		if (view_number(&rows.row, DRAFT_TRASH))
			left_add(bin, &rows.row);
	if (bin->count)
		ask_which(screen);
	else
		app_say(screen->app, "No draft was thrown away in the last 30 days", "");
}

void today_bin_open(struct screen *screen)
{
	draft_send(screen, DRAFT_DO_LIST, (struct draft_of){0}, came);
}
