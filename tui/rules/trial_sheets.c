/* Both sheets of one group, before and after: only the items that differ, and what the rules say of each. */
#include "tui/panels/find.h"
#include "tui/rules/trial.h"
#include "tui/scores/scores.h"

enum { NAME_AT = 2, NAME_COLUMNS = 34, OLD_END = 46, NEW_END = 57, DIFFERENCE_END = 68 };

struct sheets {
	size_t at, count;
};
static struct sheets *sheets_of(const struct screen *screen)
{
	return screen->state;
}
static const struct trial *below(const struct screen *screen)
{
	return trial_of(screen->below);
}

static void open(struct screen *screen, const struct target *target)
{
	const struct trial *trial = below(screen);
	struct row_walk items = trial->items[trial->moved[trial->at]];

	(void)target;
	while (trial_next_item(&items, trial->moved[trial->at]))
		sheets_of(screen)->count++;
}

static bool event(struct screen *screen, const struct event *event)
{
	struct sheets *sheets = sheets_of(screen);
	int by = move_of(event, screen->app->rows / 2, true);

	if (by)
		sheets->at = move_place(sheets->at, by, sheets->count);
	return by != 0;
}

static void go_back(struct screen *screen)
{
	app_back(screen->app);
}

static const struct action actions[] = {
	{"back", "Enter", N_("Back"), N_("Back to the trial"), WHEN_BROWSING, go_back, NULL},
	{0},
};

/* --- drawing --- */

static void draw_points(const struct view *row, uint16_t tag, bool there, int line, int end)
{
	struct buf words = BUF_INIT;

	if (view_has(row, tag))
		points_show(view_number(row, tag), 2, false, &words);
	else
		buf_text(&words, there ? tr_text(N_("not judged")) : TEXT("--"));
	draw_buf_right(line, end, 10, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_item(const struct view *item, bool here, int line, struct rect rect)
{
	int64_t there = view_number(item, MOVE_ITEM_THERE),
		by = view_number(item, MOVE_ITEM_NEW) - view_number(item, MOVE_ITEM_OLD);
	struct buf words = BUF_INIT;

	draw_text(line, rect.left + NAME_AT, NAME_COLUMNS, STYLE_NORMAL, view_text(item, MOVE_ITEM_NAME));
	draw_points(item, MOVE_ITEM_OLD, there & 1, line, rect.left + OLD_END);
	draw_points(item, MOVE_ITEM_NEW, there & 2, line, rect.left + NEW_END);
	points_show(by, 2, true, &words);
	draw_buf_right(line, rect.left + DIFFERENCE_END, 10, by < 0 ? STYLE_WARN : STYLE_NORMAL, &words);
	if (here) {
		draw_text(line, rect.left, 1, STYLE_BOLD, TEXT(">"));
		draw_cursor(line, rect.left);
	}
	buf_release(&words);
}

static int draw_said(int row, int end, struct rect rect, const char *label, struct text text)
{
	draw_text(row, rect.left + 1, 7, STYLE_BOLD, tr_text(label));
	while (text.len && row < end) {
		size_t len = text_wrap(text, (size_t)(rect.columns - 9));

		draw_text(row++, rect.left + 8, rect.columns - 9, STYLE_NORMAL,
			text_take(text, len ? len : text.len));
		text = text_skip(text, len ? len : text.len);
	}
	return row;
}

/* Where the two begin to differ, a few words before it: long sentences change in one number. */
static size_t begin_of_difference(struct text old, struct text new)
{
	enum { CHARACTERS_BEFORE = 24 };
	struct text a = old, b = new;
	size_t same = 0, at = 0, from;

	while (a.len && b.len && text_next(&a) == text_next(&b))
		same++;
	for (from = same > CHARACTERS_BEFORE ? same - CHARACTERS_BEFORE : 0; from; from--) {
		struct text rest = text_skip(old, at);

		text_next(&rest);
		at = old.len - rest.len;
	}
	return at;
}

static void put_from(struct buf *words, size_t from)
{
	struct buf cut = BUF_INIT;

	if (!from || from > words->len)
		return;
	buf_text(&cut, TEXT(".. "));
	buf_text(&cut, text_skip(buf_as_text(words), from));
	buf_clear(words);
	buf_text(words, buf_as_text(&cut));
	buf_release(&cut);
}

/* What both rules say of the item, where they say something else. */
static void draw_rules(const struct trial *trial, struct text item, int row, struct rect rect)
{
	struct row_walk changes = view_rows(&trial->differences, RULED_CHANGES);
	struct buf old = BUF_INIT, new = BUF_INIT;
	int end = rect.top + rect.rows;

	while (trial->compared && row_walk_next(&changes)) {
		if (!text_equal(view_text(&changes.row, CHANGE_NAME), item))
			continue;
		tr_encoded(view_text(&changes.row, CHANGE_OLD), &old);
		tr_encoded(view_text(&changes.row, CHANGE_NEW), &new);
		if (old.len && new.len) {
			size_t from = begin_of_difference(buf_as_text(&old), buf_as_text(&new));

			put_from(&old, from);
			put_from(&new, from);
		}
		if (old.len)
			row = draw_said(row, row + (end - row) / 2, rect, N_("as now"), buf_as_text(&old));
		if (new.len)
			draw_said(row, end, rect, N_("drafted"), buf_as_text(&new));
		break;
	}
	buf_release(&old);
	buf_release(&new);
}

static void draw_head(const struct view *move, struct rect rect)
{
	static const struct {
		const char *word;
		int end;
	} heads[] = {{N_("as now"), OLD_END}, {N_("drafted"), NEW_END}, {N_("moves by"), DIFFERENCE_END}};
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		draw_right(rect.top + 2, rect.left + heads[i].end, 10, STYLE_BOLD, tr_text(heads[i].word));
	draw_text(rect.top + 2, rect.left + NAME_AT, NAME_COLUMNS, STYLE_BOLD, tr_text(N_("item")));
	for (size_t i = 0; i < 2; i++) {
		uint16_t tag = i ? MOVE_NEW_TOTAL : MOVE_OLD_TOTAL;

		draw_points(move, tag, true, rect.top + 3, rect.left + (i ? NEW_END : OLD_END));
	}
	draw_text(rect.top + 3, rect.left + NAME_AT, NAME_COLUMNS, STYLE_NORMAL, tr_text(N_("total")));
	buf_release(&words);
}

static void draw(const struct screen *screen, struct rect rect)
{
	const struct trial *trial = below(screen);
	const struct sheets *sheets = sheets_of(screen);
	size_t room = (size_t)(rect.rows - 12), top = lines_top(sheets->at, sheets->count, room), nth = 0;
	struct row_walk items;
	struct text chosen = NO_TEXT;
	struct buf words = BUF_INIT;
	struct view move;
	int row = rect.top + 5;

	if (!trial_move(trial, &move))
		return;
	tr_format(&words, "Both sheets: {1}", "S", view_text(&move, MOVE_NAME));
	draw_title(screen, rect, buf_as_text(&words));
	buf_release(&words);
	draw_head(&move, rect);
	draw_cursor(row, rect.left);
	for (items = trial->items[trial->moved[trial->at]]; trial_next_item(&items, trial->moved[trial->at]);
		nth++) {
		if (nth == sheets->at)
			chosen = view_text(&items.row, MOVE_ITEM_NAME);
		if (nth >= top && nth < top + room)
			draw_item(&items.row, nth == sheets->at, row++, rect);
	}
	if (!nth)
		draw_text(row++, rect.left + NAME_AT, rect.columns - 3, STYLE_DIM,
			tr_text(N_("No item has other points: the place changes because of others")));
	draw_rules(trial, chosen, row + 1, rect);
}

const struct screen_kind trial_sheets_kind = {
	.size = sizeof(struct sheets), .actions = actions, .open = open, .draw = draw, .event = event};
