/* Before and after: what a draft of the rules would have done to a past period. */
#include "core/base/date.h"
#include "core/base/number.h"
#include "tui/panels/find.h"
#include "tui/rules/editor.h"
#include "tui/scores/scores.h"

enum {
	NAME_AT = 2,
	OLD_END = 24,
	NEW_END = 33,
	DIFFERENCE_END = 42,
	PLACE_AT = 44,
	GRADE_AT = 55,
	WHY_AT = 66
};

struct trial {
	struct buf rules, answer;
	struct view body;
	bool loaded;
	int64_t from, to;
	size_t at, count;
};
static struct trial *trial_of(const struct screen *screen)
{
	return screen->state;
}

static void came(struct screen *screen, const struct answer *answer)
{
	struct trial *trial = trial_of(screen);

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	if (view_row_count(&answer->body, RULED_FAULTS)) {
		app_say(screen->app, "With {1} faults nothing can be scored: F8 goes to the next", "n",
			(int64_t)view_row_count(&answer->body, RULED_FAULTS));
		return;
	}
	buf_clear(&trial->answer);
	buf_text(&trial->answer, answer->body.body);
	trial->body = (struct view){.entity = answer->body.entity, .body = buf_as_text(&trial->answer)};
	trial->count = view_row_count(&trial->body, RULED_MOVES);
	trial->at = move_place(trial->at, 0, trial->count);
	trial->loaded = true;
	app_redraw(screen->app);
}

static void ask(struct screen *screen)
{
	struct trial *trial = trial_of(screen);
	struct record request;

	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, buf_as_text(&trial->rules));
	record_number(&request, RULE_FILE_DO, RULES_TRY);
	record_number(&request, RULE_FILE_FROM, trial->from);
	record_number(&request, RULE_FILE_TO, trial->to);
	screen_send(screen, CALL_RULES, &request, came);
	record_release(&request);
}

static void open(struct screen *screen, const struct target *target)
{
	struct trial *trial = trial_of(screen);

	buf_text(&trial->rules, target->text);
	trial->from = target->from;
	trial->to = target->to;
	ask(screen);
}

static void close(struct screen *screen)
{
	buf_release(&trial_of(screen)->rules);
	buf_release(&trial_of(screen)->answer);
}

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

static void go_back(struct screen *screen)
{
	app_back(screen->app);
}

static const struct action actions[] = {
	{"back", "Enter", N_("Go on"), N_("Go on changing the rules"), WHEN_BROWSING, go_back, NULL},
	{"period_before", "F7 [", N_("Period before"), N_("The period before this one"), WHEN_BROWSING,
		period_before, NULL},
	{"period_after", "F8 ]", N_("Next period"), N_("The period after this one"), WHEN_BROWSING,
		period_after, NULL},
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

/* --- drawing --- */

/* "到会率 -2" for each item that gives other points. */
static void put_items(const struct view *body, int64_t move, struct buf *out)
{
	struct row_walk items = view_rows(body, RULED_MOVE_ITEMS);

	while (row_walk_next(&items)) {
		if (view_number(&items.row, MOVE_ITEM_MOVE) != move)
			continue;
		buf_text(out, out->len ? TEXT("  ") : NO_TEXT);
		buf_text(out, view_text(&items.row, MOVE_ITEM_NAME));
		buf_text(out, TEXT(" "));
		points_show(view_number(&items.row, MOVE_ITEM_NEW) - view_number(&items.row, MOVE_ITEM_OLD),
			2, true, out);
	}
}

static void put_change(struct text old, struct text new, struct buf *out)
{
	buf_text(out, old);
	if (text_equal(old, new))
		return;
	buf_text(out, TEXT(" -> "));
	buf_text(out, new);
}

static void draw_points(const struct view *move, uint16_t tag, int row, int end)
{
	struct buf words = BUF_INIT;

	if (view_has(move, tag))
		points_show(view_number(move, tag), 2, false, &words);
	else
		buf_text(&words, TEXT("--"));
	draw_buf_right(row, end, 8, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_move(
	const struct trial *trial, const struct view *move, int64_t number, int row, struct rect rect)
{
	struct buf words = BUF_INIT, other = BUF_INIT;
	int64_t by = view_number(move, MOVE_NEW_TOTAL) - view_number(move, MOVE_OLD_TOTAL);
	int left = rect.left;

	draw_text(row, left + NAME_AT, OLD_END - NAME_AT - 8, STYLE_NORMAL,
		group_short(view_text(move, MOVE_NAME)));
	draw_points(move, MOVE_OLD_TOTAL, row, left + OLD_END);
	draw_points(move, MOVE_NEW_TOTAL, row, left + NEW_END);
	if (view_has(move, MOVE_OLD_TOTAL) && view_has(move, MOVE_NEW_TOTAL))
		points_show(by, 2, true, &words);
	draw_buf_right(row, left + DIFFERENCE_END, 8, by < 0 ? STYLE_WARN : STYLE_NORMAL, &words);
	if (view_has(move, MOVE_OLD_RANK))
		number_format(view_number(move, MOVE_OLD_RANK), &words);
	if (view_has(move, MOVE_NEW_RANK))
		number_format(view_number(move, MOVE_NEW_RANK), &other);
	{
		struct buf change = BUF_INIT;

		put_change(buf_as_text(&words), buf_as_text(&other), &change);
		draw_buf(row, left + PLACE_AT, GRADE_AT - PLACE_AT - 1, STYLE_NORMAL, &change);
		put_change(view_text(move, MOVE_OLD_GRADE), view_text(move, MOVE_NEW_GRADE), &change);
		draw_buf(row, left + GRADE_AT, WHY_AT - GRADE_AT - 1, STYLE_NORMAL, &change);
		put_items(&trial->body, number, &change);
		draw_buf(row, left + WHY_AT, rect.columns - WHY_AT - 1, STYLE_NORMAL, &change);
		buf_release(&change);
	}
	if ((size_t)number == trial->at) {
		draw_text(row, left, 1, STYLE_BOLD, TEXT(">"));
		draw_cursor(row, left);
	}
	buf_release(&words);
	buf_release(&other);
}

/* How many sit in each cell of the ruler. */
static void draw_spread(
	const struct trial *trial, uint16_t tag, const struct scale *scale, int row, struct rect rect)
{
	enum { CELLS = 41 };
	struct row_walk moves = view_rows(&trial->body, RULED_MOVES);
	int counts[CELLS] = {0};
	char dots[CELLS + 1] = "";

	while (row_walk_next(&moves))
		if (view_has(&moves.row, tag))
			counts[scale_cell(scale, view_number(&moves.row, tag), CELLS)]++;
	for (int i = 0; i < CELLS; i++)
		dots[i] = counts[i] > 9 ? '+' : counts[i] ? (char)('0' + counts[i]) : '.';
	draw_text(row, rect.left + 1, 13, STYLE_NORMAL,
		tr_text(tag == MOVE_OLD_TOTAL ? N_("old points") : N_("new points")));
	draw_text(row, rect.left + 15, CELLS, STYLE_NORMAL, text_of(dots));
}

struct trial_sum {
	int64_t changed, places, grades;
};

static struct trial_sum sum_up(const struct trial *trial)
{
	struct row_walk moves = view_rows(&trial->body, RULED_MOVES);
	struct trial_sum sum = {0, 0, 0};

	while (row_walk_next(&moves)) {
		sum.changed +=
			view_number(&moves.row, MOVE_OLD_TOTAL) != view_number(&moves.row, MOVE_NEW_TOTAL);
		sum.places +=
			view_number(&moves.row, MOVE_OLD_RANK) != view_number(&moves.row, MOVE_NEW_RANK);
		sum.grades += !text_equal(
			view_text(&moves.row, MOVE_OLD_GRADE), view_text(&moves.row, MOVE_NEW_GRADE));
	}
	return sum;
}

static void draw_heading(int row, struct rect rect)
{
	static const struct {
		const char *word;
		int end, at;
	} words[] = {{N_("group"), 0, NAME_AT}, {N_("old points"), OLD_END, 0},
		{N_("new points"), NEW_END, 0}, {N_("difference"), DIFFERENCE_END, 0},
		{N_("place"), 0, PLACE_AT}, {N_("grade"), 0, GRADE_AT}, {N_("because of"), 0, WHY_AT}};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (words[i].end)
			draw_right(row, rect.left + words[i].end, 10, STYLE_BOLD, tr_text(words[i].word));
		else
			draw_text(row, rect.left + words[i].at, 12, STYLE_BOLD, tr_text(words[i].word));
}

static void draw(const struct screen *screen, struct rect rect)
{
	static const uint16_t totals[] = {MOVE_OLD_TOTAL, MOVE_NEW_TOTAL};
	const struct trial *trial = trial_of(screen);
	struct scale scale = scale_usual;
	struct buf words = BUF_INIT;
	struct row_walk moves;
	struct trial_sum sum;
	int room = rect.rows - 11, row = rect.top + 4;
	size_t top = lines_top(trial->at, trial->count, (size_t)room);

	buf_text(&words, tr_text(N_("Trial of the rules, on ")));
	period_words(trial->from, trial->to, &words);
	draw_title(screen, rect, buf_as_text(&words));
	buf_release(&words);
	if (!trial->loaded)
		return;
	sum = sum_up(trial);
	draw_text(rect.top + 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text(N_("Nothing changes by trying; published results stay as they are")));
	moves = view_rows(&trial->body, RULED_MOVES);
	while (row_walk_next(&moves))
		for (size_t i = 0; i < 2; i++)
			if (view_has(&moves.row, totals[i]))
				scale_widen(&scale, view_number(&moves.row, totals[i]));
	draw_heading(rect.top + 3, rect);
	moves = view_rows(&trial->body, RULED_MOVES);
	for (size_t i = 0; row_walk_next(&moves); i++)
		if (i >= top && i < top + (size_t)room)
			draw_move(trial, &moves.row, (int64_t)i, row++, rect);
	row++;
	tr_format(&words, "other points {1}   other places {2}   other grades {3}", "nnn", sum.changed,
		sum.places, sum.grades);
	draw_buf(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, &words);
	row++;
	draw_text(row, rect.left + 1, 13, STYLE_BOLD, tr_text(N_("how many")));
	scale_heading(&scale, row, rect.left + 15, 41);
	draw_spread(trial, MOVE_OLD_TOTAL, &scale, row + 1, rect);
	draw_spread(trial, MOVE_NEW_TOTAL, &scale, row + 2, rect);
	buf_release(&words);
}

const struct screen_kind trial_kind = {.size = sizeof(struct trial),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = draw,
	.event = event};
