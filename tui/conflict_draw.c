/* Drawing the three values of what two people changed. */
#include "core/base/date.h"
#include "tui/conflict_parts.h"
#include "tui/draw.h"
#include "tui/shared.h"

size_t conflict_left(const struct conflict_state *state)
{
	size_t count = 0;

	for (size_t i = 0; i < state->count; i++)
		count += !state->questions[i].side;
	return count;
}

enum { COLUMN_LABEL = 3, COLUMN_OLD = 17, LIST_ROWS = 6, FIRST_ROW = 4 };

static const char *const side_names[] = {"?", N_("before"), N_("mine"), N_("theirs"), N_("another")};

/* Width of each of the three columns of values. */
static int side_width(struct rect rect)
{
	return (rect.columns - COLUMN_OLD - 9) / 3;
}

static void put_moment(const struct screen *screen, int64_t moment, struct buf *words)
{
	const struct welcome *welcome = &screen->app->welcome;
	int64_t date = moment_date(moment, welcome->offset);

	if (date == welcome->today)
		buf_text(words, tr_text("today"));
	else
		tr_date(date, date_parts(welcome->today).year, words);
	buf_byte(words, ' ');
	time_format(moment_minute(moment, welcome->offset), words);
}

static void draw_head(const struct screen *screen, struct rect rect)
{
	const struct conflict_state *state = conflict_of(screen);
	const struct question *first = &state->questions[0];
	struct buf words = BUF_INIT, who = BUF_INIT, when = BUF_INIT;

	draw_title(screen, rect, buf_as_text(&state->asker.title));
	if (conflict_left(state))
		tr_format(&words, "{1} to choose", "n", (int64_t)conflict_left(state));
	draw_buf_right(rect.top, rect.left + rect.columns - 17, 20, STYLE_NORMAL, &words);
	if (first->moment)
		put_moment(screen, first->moment, &when);
	tr_format(&who, when.len ? N_("{1} ({2})") : "{1}", "SS",
		first->author.len ? first->author : tr_text("somebody"), buf_as_text(&when));
	tr_format(&words, "Meanwhile {1} changed it too. {2} more of yours are kept.", "Sn",
		buf_as_text(&who), (int64_t)state->rest.count);
	draw_buf(rect.top + 1, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &words);
	draw_text(rect.top + 3, rect.left + COLUMN_LABEL, 12, STYLE_BOLD, tr_text("field"));
	for (int side = SIDE_OLD; side <= SIDE_THEIRS; side++) {
		buf_printf(&words, "%d %s", side, tr(side_names[side]));
		draw_buf(rect.top + 3, rect.left + COLUMN_OLD + (side - 1) * side_width(rect),
			side_width(rect) - 1, STYLE_BOLD, &words);
	}
	draw_text(
		rect.top + 3, rect.left + COLUMN_OLD + 3 * side_width(rect), 8, STYLE_BOLD, tr_text("take"));
	buf_release(&words);
	buf_release(&who);
	buf_release(&when);
}

static void draw_question(const struct conflict_state *state, size_t at, int row, struct rect rect)
{
	const struct question *question = &state->questions[at];
	struct buf words = BUF_INIT;

	if (at == state->at)
		draw_text(row, rect.left, 1, STYLE_NORMAL, TEXT(">"));
	draw_text(
		row, rect.left + COLUMN_LABEL, COLUMN_OLD - COLUMN_LABEL - 1, STYLE_NORMAL, question->label);
	for (int side = SIDE_OLD; side <= SIDE_THEIRS; side++)
		draw_text(row, rect.left + COLUMN_OLD + (side - 1) * side_width(rect), side_width(rect) - 2,
			STYLE_NORMAL, question->shown[side]);
	if (question->side)
		buf_printf(&words, "%d %s", question->side, tr(side_names[question->side]));
	else
		buf_byte(&words, '?');
	draw_buf(row, rect.left + COLUMN_OLD + 3 * side_width(rect), 9,
		question->side ? STYLE_NORMAL : STYLE_WARN, &words);
	buf_release(&words);
}

static void draw_side(const struct screen *screen, enum side side, int row, struct rect rect)
{
	const struct conflict_state *state = conflict_of(screen);
	const struct question *question = &state->questions[state->at];
	struct buf words = BUF_INIT;
	int value = rect.left + 13, end = rect.left + rect.columns - 1;

	buf_printf(&words, "%d %s", side, tr(side_names[side]));
	draw_buf(row, rect.left + 3, 10, question->side == side ? STYLE_BOLD : STYLE_NORMAL, &words);
	if (side == SIDE_THEIRS && question->moment) {
		put_moment(screen, question->moment, &words);
		buf_byte(&words, ' ');
		buf_text(&words, question->author);
	} else if (side == SIDE_MINE) {
		buf_text(&words, tr_text("you"));
	}
	end -= (int)text_width(buf_as_text(&words));
	draw_buf(row, end, 40, STYLE_DIM, &words);
	if (side != SIDE_OTHER) {
		draw_text(row, value, end - value - 2, STYLE_NORMAL, question->shown[side]);
	} else if (question->other_name.len) {
		draw_text(row, value, end - value - 2, STYLE_NORMAL, question->other_name);
	} else {
		draw_text(row, value, 1, STYLE_NORMAL, TEXT("["));
		draw_text(row, value + 31, 1, STYLE_NORMAL, TEXT("]"));
		if (state->writing)
			edit_line_draw(&question->other, row, value + 1, 30);
		else
			draw_text(row, value + 1, 30, STYLE_NORMAL, edit_line_text(&question->other));
	}
	buf_release(&words);
}

void conflict_draw(const struct screen *screen, struct rect rect)
{
	const struct conflict_state *state = conflict_of(screen);
	size_t top = lines_top(state->at, state->count, LIST_ROWS);
	struct text prompt = tr_text("A digit, please ");
	struct buf words = BUF_INIT;
	int row = rect.top + FIRST_ROW;

	draw_head(screen, rect);
	for (size_t i = top; i < state->count && i < top + LIST_ROWS; i++)
		draw_question(state, i, row++, rect);
	draw_text(row + 1, rect.left + 1, rect.columns - 2, STYLE_BOLD, state->questions[state->at].label);
	row += 2;
	for (enum side side = SIDE_OLD; side <= SIDE_OTHER; side++)
		draw_side(screen, side, row++, rect);
	row++;
	if (!state->writing) {
		draw_text(row, rect.left + 3, 40, STYLE_NORMAL, prompt);
		draw_cursor(row, rect.left + 3 + (int)text_width(prompt));
	}
	if (state->rests.len && row + 3 < rect.top + rect.rows - 2) {
		tr_format(&words, "Kept without asking: {1}", "S", buf_as_text(&state->rests));
		draw_buf(row + 2, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &words);
	}
	if (row + 1 < rect.top + rect.rows - 1)
		draw_text(rect.top + rect.rows - 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
			tr_text("Esc leaves it open: yours stays a draft, what is stored is theirs."));
	buf_release(&words);
}
