/* Drawing the three values of what two people changed. */
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

enum {
	COLUMN_LABEL = 3,
	COLUMN_OLD = 17,
	COLUMN_OLD_ENGLISH = 19, /* its words are longer */
	COLUMN_OLD_WIDE = 29,
	WIDE = 120,
	COLUMN_VALUE = 13,
	WHO = 40,
	FIRST_ROW = 4,
	LIST_ROWS = 6,
	LIST_LEAST = 3,
	BOX = 30,
	NOTE_ROWS = 2 /* the note at the bottom, and a blank one above */
};

static const char *const side_names[] = {"?", N_("before"), N_("mine"), N_("theirs"), N_("another")};

static int first_side(struct rect rect)
{
	if (rect.columns >= WIDE)
		return COLUMN_OLD_WIDE;
	return words_language() == LANGUAGE_EN ? COLUMN_OLD_ENGLISH : COLUMN_OLD;
}

/* Width of each of the three columns of values. */
static int side_width(struct rect rect)
{
	return (rect.columns - first_side(rect) - 9) / 3;
}

/* "today 15:26 范淼淼" */
static void put_who(const struct screen *screen, const struct question *question, int side, struct buf *words)
{
	int64_t moment = question->who[side].moment;
	const struct welcome *welcome = &screen->app->welcome;

	if (moment && moment_date(moment, welcome->offset) == welcome->today) {
		buf_text(words, tr_text("today"));
		buf_byte(words, ' ');
	}
	if (moment) {
		draft_moment(screen->app, moment, false, words);
		buf_byte(words, ' ');
	}
	buf_text(words, question->who[side].name);
}

/* --- above --- */

static void draw_headline(const struct screen *screen, struct rect rect)
{
	const struct conflict_state *state = conflict_of(screen);
	size_t merged = state->rest.count + state->theirs_count;
	const struct question *newest = &state->questions[0];
	struct buf words = BUF_INIT, when = BUF_INIT;
	struct text who;

	for (size_t i = 1; i < state->count; i++)
		if (state->questions[i].who[SIDE_THEIRS].moment > newest->who[SIDE_THEIRS].moment)
			newest = &state->questions[i];
	who = newest->who[SIDE_THEIRS].name;
	if (newest->who[SIDE_THEIRS].moment)
		draft_moment(screen->app, newest->who[SIDE_THEIRS].moment, false, &when);
	tr_format(&words, "While you changed it {1} did, too ({2}).", "SS",
		who.len ? who : tr_text("somebody"), when.len ? buf_as_text(&when) : TEXT("?"));
	if (merged)
		tr_format(&words,
			merged == 1 ? N_(" One other change is kept.") : N_(" {1} others are kept."), "n",
			(int64_t)merged);
	draw_buf(rect.top + 1, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &words);
	buf_release(&words);
	buf_release(&when);
}

static void draw_head(const struct screen *screen, struct rect rect)
{
	const struct conflict_state *state = conflict_of(screen);
	int column = rect.left + first_side(rect), row = rect.top + FIRST_ROW - 1;
	struct buf words = BUF_INIT;
	int corner = draw_title(screen, rect, buf_as_text(&state->asker.title));

	if (conflict_left(state))
		tr_format(&words, "{1} to choose", "n", (int64_t)conflict_left(state));
	draw_buf_right(rect.top, corner - 2, 20, STYLE_NORMAL, &words);
	draw_headline(screen, rect);
	draw_text(row, rect.left + COLUMN_LABEL, 12, STYLE_BOLD, tr_text("field"));
	for (int side = SIDE_OLD; side <= SIDE_THEIRS; side++) {
		buf_printf(&words, "%d %s", side, tr(side_names[side]));
		draw_buf(row, column, side_width(rect) - 1, STYLE_BOLD, &words);
		column += side_width(rect);
	}
	draw_text(row, column, 8, STYLE_BOLD, tr_text("take"));
	buf_release(&words);
}

/* Of a long text the first of what differs. */
static struct text first_line(struct text text)
{
	return text_take(text, text_find(text, TEXT("\n")));
}

static void draw_question(const struct conflict_state *state, size_t at, int row, struct rect rect)
{
	const struct question *question = &state->questions[at];
	int column = rect.left + first_side(rect);
	struct buf words = BUF_INIT;

	if (at == state->at)
		draw_text(row, rect.left, 1, STYLE_NORMAL, TEXT(">"));
	draw_text(row, rect.left + COLUMN_LABEL, first_side(rect) - COLUMN_LABEL - 1, STYLE_NORMAL,
		question->label);
	for (int side = SIDE_OLD; side <= SIDE_THEIRS; side++) {
		draw_text(row, column, side_width(rect) - 2, STYLE_NORMAL, first_line(question->shown[side]));
		column += side_width(rect);
	}
	if (question->side)
		buf_printf(&words, "%d %s", question->side, tr(side_names[question->side]));
	else
		buf_byte(&words, '?');
	draw_buf(row, column, 9, question->side ? STYLE_NORMAL : STYLE_WARN, &words);
	buf_release(&words);
}

/* --- the question at the cursor --- */

static void draw_name(const struct question *question, enum side side, int row, struct rect rect)
{
	struct buf words = BUF_INIT;

	buf_printf(&words, "%d %s", side, tr(side_names[side]));
	draw_buf(row, rect.left + 3, 10, question->side == side ? STYLE_BOLD : STYLE_NORMAL, &words);
	buf_release(&words);
}

static int wrapped(struct text text, int columns)
{
	struct text line;
	int rows = 0;

	while (text.len && text_split(&text, '\n', &line))
		for (; rows++, line.len; line = text_skip(line, text_wrap(line, (size_t)columns)))
			if (text_wrap(line, (size_t)columns) >= line.len)
				break;
	return rows ? rows : 1;
}

/* Draws at most `most` rows; what is left out is told by "..". */
static int draw_wrapped(struct text text, int row, int column, int columns, int most)
{
	struct text line;
	int rows = 0;

	while (rows < most && text.len && text_split(&text, '\n', &line))
		while (rows < most && line.len) {
			size_t bytes = text_wrap(line, (size_t)columns);
			bool last = rows + 1 == most && (bytes < line.len || text.len);

			if (last && bytes < line.len)
				draw_text(row + rows, column, columns, STYLE_NORMAL, line);
			else
				draw_text(row + rows, column, columns, STYLE_NORMAL,
					text_trim(text_take(line, bytes)));
			line = text_skip(line, bytes);
			rows++;
		}
	return rows ? rows : 1;
}

/* One of the three values, who wrote it and when behind it; returns the row below. */
static int draw_side(const struct screen *screen, enum side side, int row, int most, struct rect rect)
{
	const struct conflict_state *state = conflict_of(screen);
	const struct question *question = &state->questions[state->at];
	struct buf words = BUF_INIT;
	int value = rect.left + COLUMN_VALUE, end = rect.left + rect.columns - 1, who;

	draw_name(question, side, row, rect);
	put_who(screen, question, side, &words);
	who = (int)text_width(buf_as_text(&words));
	draw_buf_right(row, end, WHO, STYLE_DIM, &words);
	if (question->long_text)
		row += draw_wrapped(question->shown[side], row, value, end - who - value - 2, most);
	else
		draw_text(row++, value, end - who - value - 2, STYLE_NORMAL, question->shown[side]);
	buf_release(&words);
	return row;
}

static void draw_other(const struct conflict_state *state, int row, struct rect rect)
{
	const struct question *question = &state->questions[state->at];
	int value = rect.left + COLUMN_VALUE;
	int box = question->long_text ? rect.columns - COLUMN_VALUE - 4 : BOX;

	if (!conflict_may_write(question))
		return;
	draw_name(question, SIDE_OTHER, row, rect);
	if (question->other_name.len) {
		draw_text(row, value, rect.columns - COLUMN_VALUE - 2, STYLE_NORMAL, question->other_name);
		return;
	}
	draw_text(row, value, 1, STYLE_NORMAL, TEXT("["));
	draw_text(row, value + box + 1, 1, STYLE_NORMAL, TEXT("]"));
	if (state->writing)
		edit_line_draw(&question->other, row, value + 1, box);
	else
		draw_text(row, value + 1, box, STYLE_NORMAL, edit_line_text(&question->other));
}

enum {
	SIDES = SIDE_THEIRS,
	CLOSE_ROWS = 4, /* label, another value, prompt, note */
	BLANK_ROWS = 4  /* above the label, the prompt and the note, and one more */
};

/* Rows for each of the three values, when so many of the list stand above; less than 1: they do not fit. */
static int rows_a_side(int list, bool close, struct rect rect)
{
	return (rect.rows - FIRST_ROW - list - CLOSE_ROWS - (close ? 0 : BLANK_ROWS)) / SIDES;
}

/* Rows of the list; `close`: there is no room for blank ones. */
static int list_rows(const struct conflict_state *state, struct rect rect, bool *close)
{
	const struct question *question = &state->questions[state->at];
	bool many = question->long_text &&
		rows_a_side(LIST_ROWS, false, rect) < wrapped(question->shown[SIDE_OLD], 50);
	int most = many ? LIST_LEAST : LIST_ROWS;
	int rows = state->count < (size_t)most ? (int)state->count : most;

	*close = rows_a_side(rows, false, rect) < 1;
	most = rect.rows - FIRST_ROW - CLOSE_ROWS - SIDES;
	return *close && rows > most ? most : rows;
}

/* --- below --- */

/* What was merged by itself: mine, then theirs; as many rows as there are. */
static void draw_merged(const struct conflict_state *state, int row, struct rect rect)
{
	int end = rect.top + rect.rows - NOTE_ROWS;
	struct text rest = buf_as_text(&state->theirs), line;
	struct buf words = BUF_INIT;

	if ((!state->kept.len && !rest.len) || row + 1 >= end)
		return;
	draw_text(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, tr_text("Merged by themselves"));
	if (state->kept.len) {
		tr_format(&words, "you: {1}", "S", buf_as_text(&state->kept));
		draw_buf(row++, rect.left + 3, rect.columns - 4, STYLE_NORMAL, &words);
	}
	for (; row < end && rest.len && text_split(&rest, '\n', &line); row++)
		draw_text(row, rect.left + 3, rect.columns - 4, STYLE_NORMAL, line);
	buf_release(&words);
}

void conflict_draw(const struct screen *screen, struct rect rect)
{
	const struct conflict_state *state = conflict_of(screen);
	const struct question *question = &state->questions[state->at];
	bool close;
	int list = list_rows(state, rect, &close), row = rect.top + FIRST_ROW;
	size_t top = lines_top(state->at, state->count, (size_t)list);
	struct text prompt = tr_text("A digit, please ");
	int most = rows_a_side(list, close, rect);

	draw_head(screen, rect);
	for (size_t i = top; i < state->count && i < top + (size_t)list; i++)
		draw_question(state, i, row++, rect);
	row += !close;
	draw_text(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, question->label);
	for (enum side side = SIDE_OLD; side <= SIDE_THEIRS; side++)
		row = draw_side(screen, side, row, most > 1 ? most : 1, rect);
	draw_other(state, row++, rect);
	row += !close;
	if (!state->writing) {
		draw_text(row, rect.left + 3, 40, STYLE_NORMAL, prompt);
		draw_cursor(row, rect.left + 3 + (int)text_width(prompt));
	}
	draw_merged(state, row + 2, rect);
	draw_text(rect.top + rect.rows - 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text("Esc leaves it open: yours stays a draft, what is stored is theirs."));
}
