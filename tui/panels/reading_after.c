/* The lower part of a meeting's sheet: what is unusual and by which rule, what happened to the record, what
 * it counts for, who signed. */
#include "tui/panels/reading_parts.h"
#include "tui/panels/steps.h"
#include "tui/scores/scores.h"
#include "tui/shared.h"

static void draw_problems(const struct reading *reading, struct paper *paper)
{
	struct row_walk rows = view_rows(&reading->live->answer, GOT_PROBLEMS);
	struct buf words = BUF_INIT, rule = BUF_INIT;
	bool begun = false;
	int taken;

	while (row_walk_next(&rows)) {
		if (!begun)
			reading_label(paper, N_("Hints:"));
		begun = true;
		if (!view_number(&rows.row, PROBLEM_WARNING) || view_number(&rows.row, PROBLEM_ROW))
			paper_text(paper, BANG_AT, 1, STYLE_WARN, TEXT("!"));
		tr_problem(view_text(&rows.row, PROBLEM_MESSAGE), &words, &rule);
		taken = paper_buf_right(paper, STYLE_DIM, &rule);
		paper_wrap(paper, VALUE_AT, paper->rect.columns - VALUE_AT - 1 - taken, STYLE_NORMAL,
			buf_as_text(&words));
		buf_clear(&words);
		paper->line++;
	}
	paper->line += begun;
	buf_release(&words);
	buf_release(&rule);
}

/* How much of the minutes was written while it was spoken: for whoever inspects, in no rate. */
static void say_live(const struct reading *reading, struct buf *out)
{
	struct row_walk rows = view_rows(&reading->live->view, MEETING_MINUTES);
	int64_t live = 0, all = 0;

	while (row_walk_next(&rows)) {
		int64_t count = (int64_t)text_count(view_text(&rows.row, MINUTES_TEXT));

		all += count;
		live += view_number(&rows.row, MINUTES_AFTER) ? 0 : count;
	}
	if (!all)
		return;
	live = (live * 200 + all) / (all * 2);
	if (live == 100)
		buf_text(out, tr_text("; all of the minutes written while it was spoken"));
	else
		tr_format(out, "; {1}% of the minutes written while it was spoken, {2}% afterwards", "nn",
			live, 100 - live);
}

/* Steps of its life, and what was changed after it was first submitted; the writing itself is no news. */
static bool worth_telling(const struct reading *reading, size_t nth)
{
	const struct view *row = &reading->history.items[nth];
	int64_t submitted = view_number(&reading->live->view, MEETING_FIRST_SUBMITTED);

	if (nth &&
		rows_number(row, HISTORY_AT_SEQUENCE) ==
			rows_number(&reading->history.items[nth - 1], HISTORY_AT_SEQUENCE))
		return false;
	return step_label(rows_text(row, HISTORY_AT_ACTION)) ||
		(submitted && rows_number(row, HISTORY_AT_MOMENT) > submitted);
}

static void draw_event(const struct reading *reading, struct paper *paper, const struct view *row)
{
	struct text action = rows_text(row, HISTORY_AT_ACTION);
	const char *step = step_label(action);
	struct buf words = BUF_INIT, field = BUF_INIT;

	reading_moment(reading->live, rows_number(row, HISTORY_AT_MOMENT), &words);
	paper_buf(paper, VALUE_AT, STYLE_NORMAL, &words);
	paper_text(paper, VALUE_AT + 16, 8, STYLE_NORMAL,
		rows_has(row, HISTORY_AT_AUTHOR) ? rows_text(row, HISTORY_AT_AUTHOR) : tr_text("office"));
	tr_encoded(rows_text(row, HISTORY_AT_FIELD), &field);
	if (step)
		buf_text(&words, tr_text(step));
	else
		tr_format(&words, "changed {1}", "S", buf_as_text(&field));
	if (!step && rows_has(row, HISTORY_AT_NEW))
		tr_format(&words, ": {1}", "S", rows_text(row, HISTORY_AT_NEW));
	if (rows_has(row, HISTORY_AT_REASON))
		tr_format(&words, ": {1}", "S", rows_text(row, HISTORY_AT_REASON));
	if (text_is(action, "end"))
		say_live(reading, &words);
	paper_buf(paper, VALUE_AT + 25, STYLE_NORMAL, &words);
	paper->line++;
	buf_release(&words);
	buf_release(&field);
}

/* From the beginning on; the service gives the latest first. */
static void draw_history(const struct reading *reading, struct paper *paper)
{
	bool begun = false;

	for (size_t i = reading->history.count; i-- > 0;) {
		if (!worth_telling(reading, i))
			continue;
		if (!begun)
			reading_label(paper, N_("Past"));
		begun = true;
		draw_event(reading, paper, &reading->history.items[i]);
	}
	paper->line += begun;
}

/* --- what it counts for --- */

static bool same_item(const struct view *one, const struct view *other)
{
	return text_equal(rows_text(one, POINTS_AT_ITEM), rows_text(other, POINTS_AT_ITEM));
}

/* All of an item's rows of this meeting in a few words: how much of what it counts by, what they are worth,
 * or how many. */
static void say_item(const struct rows *points, size_t first, struct buf *out)
{
	const struct view *row = &points->items[first];
	struct text tally = rows_text(row, POINTS_AT_TALLY);
	int64_t rows = 0, worth = 0;
	bool valued = false;

	for (size_t i = first; i < points->count; i++) {
		if (!same_item(row, &points->items[i]))
			continue;
		rows++;
		valued |= rows_has(&points->items[i], POINTS_AT_WORTH);
		worth += rows_number(&points->items[i], POINTS_AT_WORTH);
	}
	buf_text(out, out->len ? TEXT("  ") : NO_TEXT);
	buf_text(out, rows_text(row, POINTS_AT_ITEM));
	buf_byte(out, ' ');
	if (rows == 1 && tally.len) {
		for (size_t i = 0; i < tally.len; i++)
			if (tally.at[i] != ' ')
				buf_byte(out, (uint8_t)(tally.at[i] == '\n' ? ' ' : tally.at[i]));
		return;
	}
	if (valued)
		points_show(worth, worth % 10000 ? 2 : 0, false, out);
	if (valued && rows > 1)
		buf_printf(out, "/%lld", (long long)rows);
	else if (!valued)
		tr_format(out, "{1} times", "n", rows);
}

static void draw_points(const struct reading *reading, struct paper *paper)
{
	const struct rows *points = &reading->points;
	struct buf words = BUF_INIT;

	if (!points->loaded || !points->from)
		return;
	period_words(points->from, points->to, &words);
	reading_label(paper, N_("Counts"));
	buf_text(&words, tr_text(", by the rules in force"));
	paper_buf(paper, VALUE_AT, STYLE_NORMAL, &words);
	paper->line++;
	for (size_t i = 0; i < points->count; i++) {
		bool told = false;

		for (size_t j = 0; j < i; j++)
			told |= same_item(&points->items[i], &points->items[j]);
		if (!told)
			say_item(points, i, &words);
	}
	if (!words.len)
		buf_text(&words,
			tr_text(view_number(&reading->live->view, MEETING_STATE) == STATE_RETURNED
					? N_("for nothing while it is sent back")
					: N_("for nothing")));
	paper_wrap(paper, VALUE_AT, paper->rect.columns - VALUE_AT - 1, STYLE_NORMAL, buf_as_text(&words));
	paper->line += 2;
	buf_release(&words);
}

void reading_ask_points(struct screen *screen, struct reading *reading, screen_answer *points_came)
{
	const struct view *view = &reading->live->view;
	struct rows *points = &reading->points;
	struct value groups = EMPTY_VALUE;
	struct reader ids;

	points->loaded = false;
	points->from = 0;
	view_get(view, MEETING_GROUPS, &groups);
	ids = value_ids(&groups);
	if (!reader_left(&ids) || !view_has(view, MEETING_FIRST_SUBMITTED))
		return;
	buf_clear(&reading->counted);
	buf_printf(&reading->counted, "entity = %d and record = %llu", ENTITY_MEETING,
		(unsigned long long)reading->live->id);
	points->source = "points";
	points->columns = "item worth tally";
	points->where = buf_as_text(&reading->counted);
	points->subject = read_varint(&ids);
	points->from = period_begin(view_number(view, MEETING_DATE), 3);
	points->to = date_add_months(points->from, 3) - 1;
	points->done = points_came;
	rows_ask(screen, points);
}

/* --- signatures --- */

static void draw_signatures(const struct reading *reading, struct paper *paper)
{
	const struct view *view = &reading->live->view;
	uint64_t signed_by = (uint64_t)view_number(view, MEETING_SIGNED_BY);
	struct buf words = BUF_INIT;

	if (view_number(view, MEETING_STATE) < STATE_DRAFT)
		return;
	reading_label(paper, N_("Signed"));
	if (signed_by) {
		tr_format(&words, "leader {1}", "S", reading_person(reading->live, signed_by));
		if (view_has(view, MEETING_SUBMITTED)) {
			buf_text(&words, TEXT(" ("));
			reading_moment(reading->live, view_number(view, MEETING_SUBMITTED), &words);
			buf_byte(&words, ')');
		}
	} else {
		buf_text(&words, tr_text("not signed yet"));
	}
	if (view_has(view, MEETING_RECORDER))
		tr_format(&words, "      recorder {1}", "S",
			reading_person(reading->live, (uint64_t)view_number(view, MEETING_RECORDER)));
	paper_buf(paper, VALUE_AT, STYLE_NORMAL, &words);
	paper->line++;
	buf_release(&words);
}

void reading_after(const struct reading *reading, struct paper *paper)
{
	draw_problems(reading, paper);
	draw_history(reading, paper);
	draw_points(reading, paper);
	draw_signatures(reading, paper);
}
