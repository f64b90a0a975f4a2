/* The trial: what is asked of the service, and its keys. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "tui/panels/find.h"
#include "tui/rules/trial.h"

static void take_body(struct buf *bytes, struct view *view, const struct answer *answer)
{
	buf_clear(bytes);
	buf_text(bytes, answer->body.body);
	*view = (struct view){.entity = answer->body.entity, .body = buf_as_text(bytes)};
}

/* --- who moves --- */

static bool same_side(const struct view *move, uint16_t old, uint16_t new)
{
	return view_has(move, old) == view_has(move, new) && view_number(move, old) == view_number(move, new);
}

static bool stays(const struct view *move)
{
	return same_side(move, MOVE_OLD_TOTAL, MOVE_NEW_TOTAL) &&
		same_side(move, MOVE_OLD_RANK, MOVE_NEW_RANK) &&
		text_equal(view_text(move, MOVE_OLD_GRADE), view_text(move, MOVE_NEW_GRADE));
}

/* Moves and items have one order. */
static void find_items(struct trial *trial, size_t all)
{
	struct row_walk items = view_rows(&trial->body, RULED_MOVE_ITEMS);

	free(trial->items);
	trial->items = mem_new((all + 1) * sizeof(*trial->items));
	for (size_t move = 0; move < all; move++) {
		struct row_walk next = trial->items[move] = items;

		while (trial_next_item(&next, move))
			items = next;
	}
}

bool trial_next_item(struct row_walk *items, size_t move)
{
	return row_walk_next(items) && view_number(&items->row, MOVE_ITEM_MOVE) == (int64_t)move;
}

static void sort_out(struct trial *trial)
{
	size_t all = view_row_count(&trial->body, RULED_MOVES), number = 0;
	struct row_walk moves = view_rows(&trial->body, RULED_MOVES);

	find_items(trial, all);
	free(trial->moved);
	trial->moved = mem_new((all + 1) * sizeof(*trial->moved));
	trial->count = trial->still = 0;
	for (; row_walk_next(&moves); number++) {
		struct row_walk items = trial->items[number];

		if (trial_next_item(&items, number) || !stays(&moves.row))
			trial->moved[trial->count++] = number;
		else
			trial->still++;
	}
}

/* --- what is said of all together --- */

static int64_t swapped_pairs(const struct view *body, size_t all)
{
	struct row_walk moves = view_rows(body, RULED_MOVES);
	int64_t *ranks = mem_new((all + 1) * 2 * sizeof(*ranks)), pairs = 0;
	size_t count = 0;

	while (row_walk_next(&moves)) {
		int64_t old = view_number(&moves.row, MOVE_OLD_RANK),
			new = view_number(&moves.row, MOVE_NEW_RANK);

		if (!old || !new)
			continue;
		for (size_t i = 0; i < count; i++)
			pairs += (ranks[2 * i] - old) * (ranks[2 * i + 1] - new) < 0;
		ranks[2 * count] = old;
		ranks[2 * count++ + 1] = new;
	}
	free(ranks);
	return pairs;
}

static struct trial_sum sum_up(const struct view *body)
{
	struct row_walk moves = view_rows(body, RULED_MOVES);
	struct trial_sum sum = {.swapped = swapped_pairs(body, view_row_count(body, RULED_MOVES))};

	while (row_walk_next(&moves)) {
		sum.grades += !text_equal(
			view_text(&moves.row, MOVE_OLD_GRADE), view_text(&moves.row, MOVE_NEW_GRADE));
		sum.old_count += view_has(&moves.row, MOVE_OLD_TOTAL);
		sum.new_count += view_has(&moves.row, MOVE_NEW_TOTAL);
		sum.old_sum += view_number(&moves.row, MOVE_OLD_TOTAL);
		sum.new_sum += view_number(&moves.row, MOVE_NEW_TOTAL);
	}
	return sum;
}

bool trial_move(const struct trial *trial, struct view *move)
{
	struct row_walk rows = view_rows(&trial->body, RULED_MOVES);

	if (!trial->loaded || trial->at >= trial->count)
		return false;
	for (size_t i = 0; row_walk_next(&rows); i++)
		if (i == trial->moved[trial->at]) {
			*move = rows.row;
			return true;
		}
	return false;
}

/* --- asking --- */

static void came(struct screen *screen, const struct answer *answer)
{
	struct trial *trial = trial_of(screen);
	bool refused = answer->kind == ANSWER_ERROR;
	struct app *app = screen->app;

	/* Back to the rules, where the reason can be seen to, rather than on an empty page. */
	if ((refused || view_row_count(&answer->body, RULED_FAULTS)) && !trial->loaded)
		app_close(screen);
	if (refused) {
		app_say_error(app, &answer->error);
		return;
	}
	if (view_row_count(&answer->body, RULED_FAULTS)) {
		app_say(app, "With {1} faults nothing can be scored: F8 goes to the next", "n",
			(int64_t)view_row_count(&answer->body, RULED_FAULTS));
		return;
	}
	take_body(&trial->answer, &trial->body, answer);
	sort_out(trial);
	trial->sum = sum_up(&trial->body);
	trial->at = move_place(trial->at, 0, trial->count);
	trial->loaded = true;
	app_redraw(screen->app);
}

static void compared(struct screen *screen, const struct answer *answer)
{
	struct trial *trial = trial_of(screen);

	if (answer->kind == ANSWER_ERROR)
		return;
	take_body(&trial->diff, &trial->differences, answer);
	trial->compared = true;
	app_redraw(screen->app);
}

static void tested(struct screen *screen, const struct answer *answer)
{
	struct trial *trial = trial_of(screen);
	struct row_walk cases;

	if (answer->kind == ANSWER_ERROR)
		return;
	trial->cases = trial->failed = 0;
	for (cases = view_rows(&answer->body, RULED_CASES); row_walk_next(&cases); trial->cases++)
		trial->failed += !view_number(&cases.row, CASE_GOOD);
	app_redraw(screen->app);
}

static void send(struct screen *screen, enum rules_do what, screen_answer *done)
{
	struct trial *trial = trial_of(screen);
	struct record request;

	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, buf_as_text(&trial->rules));
	record_number(&request, RULE_FILE_DO, what);
	record_number(&request, RULE_FILE_FROM, trial->from);
	record_number(&request, RULE_FILE_TO, trial->to);
	screen_send(screen, CALL_RULES, &request, done);
	record_release(&request);
}

static void ask(struct screen *screen)
{
	send(screen, RULES_TRY, came);
	send(screen, RULES_DIFF, compared);
}

static void open(struct screen *screen, const struct target *target)
{
	struct trial *trial = trial_of(screen);

	buf_text(&trial->rules, target->text);
	trial->from = target->from;
	trial->to = target->to;
	trial->cases = -1;
	ask(screen);
	send(screen, RULES_TEST, tested);
}

static void close(struct screen *screen)
{
	struct trial *trial = trial_of(screen);

	buf_release(&trial->rules);
	buf_release(&trial->answer);
	buf_release(&trial->diff);
	free(trial->moved);
	free(trial->items);
}

/* --- keys --- */

static void move_period(struct screen *screen, int by)
{
	struct trial *trial = trial_of(screen);
	int64_t from = date_add_months(trial->from, 3 * by);

	if (from > screen->app->welcome.today) {
		app_say(screen->app, "That period has not begun", "");
		return;
	}
	trial->from = from;
	trial->to = date_add_months(from, 3) - 1;
	ask(screen);
}

static void period_before(struct screen *screen)
{
	move_period(screen, -1);
}

static void period_after(struct screen *screen)
{
	move_period(screen, 1);
}

static void compare_sheets(struct screen *screen)
{
	struct view move;

	if (trial_move(trial_of(screen), &move))
		app_open(screen->app, "rules_sheets", NULL);
	else
		app_say(screen->app, "Nobody's sheet changes", "");
}

static void put_in_force(struct screen *screen)
{
	struct screen *editor = screen->below;

	app_close(screen);
	rules_ask_in_force(editor);
}

static const struct action actions[] = {
	{"sheets", "Enter", N_("Both sheets"), N_("Both sheets of this group: the items that differ"),
		WHEN_BROWSING, compare_sheets, NULL},
	{"period_before", "F7 [", N_("Period before"), N_("The period before this one"), WHEN_BROWSING,
		period_before, NULL},
	{"period_after", "F8 ]", N_("Next period"), N_("The period after this one"), WHEN_BROWSING,
		period_after, NULL},
	{"force", "F2", N_("In force"), N_("Put these rules in force"), WHEN_BROWSING, put_in_force, NULL},
	{0},
};

static bool event(struct screen *screen, const struct event *event)
{
	struct trial *trial = trial_of(screen);
	int by = move_of(event, screen->app->rows / 2, true);

	if (by)
		trial->at = move_place(trial->at, by, trial->count);
	return by != 0;
}

const struct screen_kind trial_kind = {.size = sizeof(struct trial),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = trial_draw,
	.event = event};
