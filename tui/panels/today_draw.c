/* Drawing 今日: its parts under one another, on wide screens the rest at the right. */
#include "tui/panels/strip.h"
#include "tui/panels/today.h"

enum {
	DUE_AT = 58,
	RULE_AT = 67,
	WHAT_AT = 12,
	GROUP_WHAT_AT = 14,
	TIME_WHAT_AT = 10,
	STRIP_AT = 13,
	YEAR_ROWS = 4,
	HINT = 17,
	FIRST_MORE = 18
};

/* Where a section's right columns stand: on wide screens what is to be done gets more room, and so does the
 * rule. */
struct columns {
	int due, rule, end;
};

static struct columns columns_of(struct rect rect)
{
	int more = rect.columns - 80;
	int at = rect.left + (more > 0 ? more - more / 3 : more);
	/* English days are longer. */
	int longer = words_language() == LANGUAGE_EN ? 4 : 0;

	return (struct columns){at + DUE_AT - longer, at + RULE_AT, rect.left + rect.columns};
}

static const struct heading {
	unsigned section;
	const char *title, *due, *rule;
} headings[] = {
	{TODAY_NOW, N_("On today"), NULL, NULL},
	{TODAY_MINE, N_("For me"), N_("due"), N_("under")},
	{TODAY_REVIEW, N_("To review"), N_("waiting"), N_("remark")},
	{TODAY_OTHERS, N_("With others"), NULL, NULL},
	{TODAY_FIRST, N_("First steps"), NULL, NULL},
};

static void draw_heading(unsigned section, int row, int left, struct columns columns)
{
	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		const struct heading *heading = &headings[i];

		if (heading->section != section)
			continue;
		draw_text(row, left + 1, columns.due - left - 2, STYLE_BOLD, tr_text(heading->title));
		if (heading->due)
			draw_text(row, columns.due, columns.rule - columns.due, STYLE_BOLD,
				tr_text(heading->due));
		if (heading->rule)
			draw_text(row, columns.rule, columns.end - columns.rule, STYLE_BOLD,
				tr_text(heading->rule));
	}
}

/* How long there is, or how long somebody has waited. */
static void draw_due(const struct view *row, int64_t now, int at, struct columns columns)
{
	int64_t due = rows_number(row, CELL_DUE);
	bool waiting = rows_number(row, CELL_SECTION) == TODAY_REVIEW && due <= now;
	struct buf words = BUF_INIT;

	if (waiting)
		tr_format(&words, now - due == 1 ? N_("1 day") : N_("{1} days"), "n", now - due);
	else
		tr_days_left(due, now, &words);
	draw_buf(at, columns.due, columns.rule - columns.due - 1,
		due < now && !waiting ? STYLE_WARN : STYLE_NORMAL, &words);
	buf_release(&words);
}

/* What stands before the words: when, or who, or which group; returns the column of the words. */
/* Who answers for several groups wants to know which. */
static bool leads_with_group(const struct screen *screen, const struct view *row)
{
	int64_t section = rows_number(row, CELL_SECTION);

	return section == TODAY_REVIEW || (section == TODAY_MINE && screen->app->welcome.role != ROLE_LEADER);
}

static int draw_lead(const struct screen *screen, const struct view *row, int at, int left)
{
	struct text who = rows_text(row, CELL_WHO);
	bool group = !who.len && leads_with_group(screen, row);
	int column = left + (group ? GROUP_WHAT_AT : WHAT_AT);
	struct buf time = BUF_INIT;

	if (rows_has(row, CELL_TIME)) {
		time_format(rows_number(row, CELL_TIME), &time);
		draw_buf(at, left + 3, 6, STYLE_NORMAL, &time);
		buf_release(&time);
		return left + TIME_WHAT_AT;
	}
	if (group)
		who = group_short(rows_text(row, CELL_GROUP));
	if (!who.len)
		return left + 3;
	draw_text(at, left + 3, column - left - 4, STYLE_NORMAL, who);
	return column;
}

static void draw_rule(const struct view *row, int at, struct columns columns)
{
	struct buf words = BUF_INIT;

	tr_encoded(rows_text(row, CELL_RULE), &words);
	if (rows_number(row, CELL_SECTION) == TODAY_NOW && !words.len)
		draw_right(at, columns.end - 1, HINT, STYLE_DIM,
			tr_text(rows_number(row, CELL_STEP) == TODAY_UNDER_WAY ? N_("Enter: go on")
									       : N_("Enter: roll-call")));
	/* Where nothing is due there is more room for it. */
	if (rows_number(row, CELL_SECTION) == TODAY_FIRST)
		columns.rule = columns.due - FIRST_MORE;
	draw_buf(at, columns.rule, columns.end - columns.rule - 1, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_row(const struct screen *screen, const struct view *row, int at, struct rect rect)
{
	const struct today *today = today_of(screen);
	struct columns columns = columns_of(rect);
	bool here = row->id == today->chosen, tagged = tags_has(&today->tags, row->id);
	int left = draw_lead(screen, row, at, rect.left);
	int end = rows_has(row, CELL_DUE) ? columns.due : columns.end - HINT;
	struct buf words = BUF_INIT;

	if (here) {
		draw_text(at, rect.left, 1, STYLE_BOLD, TEXT(">"));
		if (!today->find.typing)
			draw_cursor(at, rect.left);
	}
	if (rows_number(row, CELL_URGENT))
		draw_text(at, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	if (tagged)
		draw_text(at, rect.left + 2, 1, STYLE_MARK, TEXT("+"));
	tr_encoded(rows_text(row, CELL_WHAT), &words);
	draw_buf(at, left, end - left - 1, tagged ? STYLE_MARK : STYLE_NORMAL, &words);
	if (rows_has(row, CELL_DUE))
		draw_due(row, screen->app->welcome.today, at, columns);
	draw_rule(row, at, columns);
	buf_release(&words);
}

static void draw_branch(const struct screen *screen, const struct today_line *line, int row, struct rect rect)
{
	const struct today *today = today_of(screen);

	if (line->row && today_key(line) == today->chosen) {
		draw_text(row, rect.left, 1, STYLE_BOLD, TEXT(">"));
		if (!today->find.typing)
			draw_cursor(row, rect.left);
	}
	if (line->section == TODAY_LEFT)
		today_left_draw(screen, line->row, row, rect);
	else
		today_branch_draw(screen, line, row, rect);
}

/* --- the first two lines --- */

struct counts {
	int64_t late, month, others, review;
};

static struct counts count(const struct today *today, int64_t now)
{
	struct counts counts = {0};

	for (size_t i = 0; i < today->rows.count; i++) {
		const struct view *row = &today->rows.items[i];
		int64_t section = rows_number(row, CELL_SECTION), due = rows_number(row, CELL_DUE);
		bool dated = rows_has(row, CELL_DUE);

		counts.others += section == TODAY_OTHERS;
		counts.review += section == TODAY_REVIEW;
		counts.late += section == TODAY_MINE && dated && due < now;
		counts.month += section == TODAY_MINE && dated && due >= now &&
			date_parts(due).month == date_parts(now).month;
	}
	return counts;
}

static void draw_day(const struct screen *screen, struct rect rect)
{
	int64_t now = screen->app->welcome.today;
	struct counts counts = count(today_of(screen), now);
	struct buf words = BUF_INIT, late = BUF_INIT;
	int end = rect.left + rect.columns;

	tr_date(now, 0, &words);
	buf_printf(&words, " %s", tr_weekday(now));
	draw_buf(rect.top + 1, rect.left + 1, 30, STYLE_NORMAL, &words);
	if (counts.late)
		tr_format(&late, "{1} late  ", "n", counts.late);
	if (counts.review)
		tr_format(&words, "{1} to review  ", "n", counts.review);
	if (screen->app->welcome.role == ROLE_SECRETARY && today_quarter_end(now) - now < QUARTER_ENDS)
		tr_format(&words, "the quarter ends in {1} days", "n", today_quarter_end(now) - now);
	else
		tr_format(&words, "{1} this month  {2} with others", "nn", counts.month, counts.others);
	draw_right(rect.top + 1, end, 50, STYLE_NORMAL, buf_as_text(&words));
	end -= (int)text_width(buf_as_text(&words));
	draw_buf_right(rect.top + 1, end, 20, STYLE_WARN, &late);
	buf_release(&words);
	buf_release(&late);
	find_draw(&today_of(screen)->find, rect.top + 1, rect.left + 26, 22);
}

/* --- the group's year --- */

enum { RATE_END = 58, HOURS_END = 69, STANDING_AT = 72, YEAR_LEAST = 2, EFFORT_LEAST = 50 };

/* Of small screens meetings and study alone. */
static bool year_shown(const struct view *year, bool all)
{
	return all || rows_has(year, TODAY_YEAR_KIND);
}

static size_t years_wanted(const struct today *today, int room)
{
	size_t meetings = 0, count = today->years.count;

	for (size_t i = 0; i < count; i++)
		meetings += rows_has(&today->years.items[i], TODAY_YEAR_KIND);
	if (room >= (int)count)
		return count;
	return meetings < YEAR_LEAST ? meetings : YEAR_LEAST;
}

static void draw_year(const struct view *year, int row, int left)
{
	struct buf words = BUF_INIT;

	draw_text(row, left + 1, STRIP_AT - 2, STYLE_NORMAL,
		rows_words(year, TODAY_YEAR_NAME, TODAY_YEAR_ENGLISH));
	strip_draw(row, left + STRIP_AT, rows_text(year, TODAY_YEAR_MONTHS));
	if (rows_has(year, TODAY_YEAR_KIND))
		rate_show(rows_number(year, TODAY_YEAR_PRESENT), rows_number(year, TODAY_YEAR_EXPECTED),
			&words);
	else
		buf_printf(&words, "%lld/%lld", (long long)rows_number(year, TODAY_YEAR_HELD),
			(long long)rows_number(year, TODAY_YEAR_DUE));
	draw_buf_right(row, left + RATE_END, 7, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_hours(const struct today *today, int row, int left)
{
	const struct view *hours = today->hours.count ? today->hours.items : NULL;
	struct buf words = BUF_INIT;
	int64_t each;

	if (!hours || !rows_has(hours, TODAY_HOURS_EACH))
		return;
	each = rows_number(hours, TODAY_HOURS_EACH);
	buf_printf(&words, "%lld.%lld", (long long)(each / 10), (long long)(each % 10));
	if (rows_has(hours, TODAY_HOURS_NEED))
		buf_printf(&words, "/%lld", (long long)rows_number(hours, TODAY_HOURS_NEED));
	draw_buf_right(row, left + HOURS_END, 10, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_standing(const struct today *today, int row, int left)
{
	const struct view *standing = today->standing.count ? today->standing.items : NULL;
	struct buf words = BUF_INIT;

	if (!standing)
		return;
	buf_text(&words, rows_text(standing, TODAY_STANDING_GRADE));
	if (rows_has(standing, TODAY_STANDING_RANK))
		buf_printf(&words, "%s%lld", words.len ? " " : "",
			(long long)rows_number(standing, TODAY_STANDING_RANK));
	if (rows_number(standing, TODAY_STANDING_PENDING))
		buf_text(&words, TEXT("--"));
	draw_buf(row, left + STANDING_AT, 8, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* Nothing is said when there is little to say. */
static void draw_effort(const struct today *today, int row, int left)
{
	const struct view *effort = today->effort.count ? today->effort.items : NULL;
	int64_t typed = effort ? rows_number(effort, TODAY_EFFORT_TYPED) : 0,
		filled = effort ? rows_number(effort, TODAY_EFFORT_FILLED) : 0;
	struct buf words = BUF_INIT;

	if (typed < EFFORT_LEAST || filled <= typed)
		return;
	tr_format(&words, "This quarter you typed {1} characters; {2} more were filled in from them.", "nn",
		typed, filled);
	draw_buf(row, left + 1, 78, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* `last`: the row behind the last one that may be drawn on. */
static void draw_years(const struct today *today, int row, int last, int left)
{
	size_t count = years_wanted(today, last - row - 3), drawn = 0;
	bool all = count == today->years.count;

	draw_text(row, left + 1, STRIP_AT - 2, STYLE_BOLD, tr_text("This year"));
	strip_draw_heading(row, left + STRIP_AT);
	draw_right(row, left + RATE_END, 8, STYLE_BOLD, tr_text("present"));
	if (today->hours.count)
		draw_right(row, left + HOURS_END, 10, STYLE_BOLD, tr_text("hours each"));
	if (today->standing.count)
		draw_text(row, left + STANDING_AT, 8, STYLE_BOLD, tr_text("last qtr"));
	draw_hours(today, row + 1, left);
	draw_standing(today, row + 1, left);
	for (size_t i = 0; i < today->years.count && drawn < count; i++)
		if (year_shown(&today->years.items[i], all))
			draw_year(&today->years.items[i], row + 1 + (int)drawn++, left);
	if (row + 2 + (int)drawn < last)
		draw_effort(today, row + 2 + (int)drawn, left);
}

void today_draw(const struct screen *screen, struct rect rect)
{
	const struct today *today = today_of(screen);
	struct rect all = rect;
	bool years = today->years.count && rect.rows >= 18 && screen->app->welcome.role != ROLE_SECRETARY;
	int first = rect.top + 3, room = rect.rows - 3 - (years ? YEAR_ROWS : 0);
	size_t top = lines_top(today->place, today->line_count, (size_t)room);
	int used = 0;

	draw_panels(screen, all);
	rect.columns = beside_panel_width(screen);
	draw_day(screen, rect);
	beside_draw(&today->beside, all, rect.columns);
	if (today->rows.loaded && !today->line_count)
		draw_text(first, rect.left + 1, rect.columns - 2, STYLE_NORMAL,
			tr_text(find_on(&today->find) ? N_("No line is found by this")
						      : N_("Nothing waits for you today")));
	for (; used < room && top + (size_t)used < today->line_count; used++) {
		const struct today_line *line = &today->lines[top + (size_t)used];

		if (line->section >= TODAY_TABLE)
			draw_branch(screen, line, first + used, rect);
		else if (line->row)
			draw_row(screen, line->row, first + used, rect);
		else if (line->section)
			draw_heading(line->section, first + used, rect.left, columns_of(rect));
	}
	if (years)
		draw_years(today, first + used + 1, rect.top + rect.rows, rect.left);
}
