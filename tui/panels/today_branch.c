/* What a branch secretary sees on 今日 besides: each group's quarter, system by system, with the points it
 * would have, and what costs points if nobody does it in time. */
#include "tui/panels/strip.h"
#include "tui/panels/today.h"
#include "tui/scores/scores.h"

enum { HINT_DAYS = 7, DOCUMENTS_MOST = 6, COLUMN_LEAST = 5 };
enum {
	NAME_AT = 3,
	FIRST_AT = 14,
	TABLE_END = 62,
	NOW_END = 71,
	BEFORE_END = 79,
	LOSS_AT = 58,
	CLAUSE_AT = 67
};

/* --- asking --- */

static void came(struct screen *screen, struct rows *rows, const struct answer *answer)
{
	/* Lines point into the rows, which are moving. */
	today_of(screen)->line_count = 0;
	rows_take(screen, rows, answer);
	today_arrange(screen);
}

static void years_came(struct screen *screen, const struct answer *answer)
{
	came(screen, &today_of(screen)->years, answer);
}

static void before_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &today_of(screen)->standing, answer);
}

static void hints_came(struct screen *screen, const struct answer *answer)
{
	came(screen, &today_of(screen)->hints, answer);
}

/* Where the quarter is scored for the first screen, it may be looked for what is still to be had, too. */
static void now_came(struct screen *screen, const struct answer *answer)
{
	struct today *today = today_of(screen);

	if (rows_take(screen, &today->now, answer) && today->now.count)
		rows_ask(screen, &today->hints);
}

void today_branch_begin(struct screen *screen)
{
	struct today *today = today_of(screen);
	int64_t last = today_quarter_end(screen->app->welcome.today);

	today->years.subject = today->standing.subject = 0;
	today->years.done = years_came;
	today->standing.done = before_came;
	today->now = today->standing;
	today->now.from = date_add_months(last + 1, -3);
	today->now.to = last;
	today->now.done = now_came;
	today->hints = (struct rows){.source = "hint",
		.columns = "group what points due rule way entity record subject",
		.done = hints_came};
	today_marks_begin(screen);
}

/* --- lines --- */

static bool hint_wanted(const struct view *hint, int64_t day)
{
	int64_t due = rows_number(hint, TODAY_HINT_DUE);

	/* That marks are asked for is said by itself. */
	return rows_number(hint, TODAY_HINT_WAY) != HINT_NEXT &&
		rows_number(hint, TODAY_HINT_WAY) != HINT_MARK && rows_has(hint, TODAY_HINT_DUE) &&
		due >= day && due - day <= HINT_DAYS;
}

static bool same_group(const struct view *a, const struct view *b)
{
	return text_equal(rows_text(a, TODAY_YEAR_GROUP), rows_text(b, TODAY_YEAR_GROUP));
}

void today_branch_lines(struct screen *screen)
{
	struct today *today = today_of(screen);

	for (size_t i = 0; i < today->years.count; i++) {
		const struct view *year = &today->years.items[i];

		if (!(i && same_group(year, year - 1)) &&
			find_matches(&today->find, rows_text(year, TODAY_YEAR_GROUP)))
			today_add_line(today, TODAY_TABLE, year);
	}
	for (size_t i = 0; i < today->hints.count; i++) {
		const struct view *hint = &today->hints.items[i];

		if (hint_wanted(hint, screen->app->welcome.today) &&
			find_matches(&today->find, rows_text(hint, TODAY_HINT_GROUP)))
			today_add_line(today, TODAY_HINTS, hint);
	}
	today_marks_lines(screen);
}

/* --- the table --- */

static struct text document_of(const struct view *year)
{
	struct text rule = rows_words(year, TODAY_YEAR_RULE, TODAY_YEAR_RULE_ENGLISH);

	/* 组织生活制度 第六条 is 组织生活. */
	if (rule.at == rows_text(year, TODAY_YEAR_RULE).at)
		rule = text_take(rule, text_find(rule, TEXT(" ")));
	return text_take(rule, text_find(rule, TEXT("制度")));
}

/* The documents that the systems come from, in their order: the columns. */
struct documents {
	struct text names[DOCUMENTS_MOST];
	int at[DOCUMENTS_MOST];
	size_t count;
};

static void add_document(struct documents *documents, struct text name)
{
	for (size_t i = 0; i < documents->count; i++)
		if (text_equal(documents->names[i], name))
			return;
	if (documents->count < DOCUMENTS_MOST)
		documents->names[documents->count++] = name;
}

static struct documents documents_of(const struct today *today)
{
	struct documents documents = {.count = 0};
	int gap = 3, width[DOCUMENTS_MOST], end;

	for (size_t i = 0; i < today->years.count; i++)
		add_document(&documents, document_of(&today->years.items[i]));
	do {
		end = FIRST_AT;
		for (size_t i = 0; i < documents.count; i++) {
			width[i] = (int)text_width(documents.names[i]);
			documents.at[i] = end;
			end += (width[i] < COLUMN_LEAST ? COLUMN_LEAST : width[i]) + gap;
		}
	} while (end - gap > TABLE_END && --gap);
	return documents;
}

/* What is missing of a system in the quarter. */
struct lack {
	int64_t owed, drafts, people, month;
};

static void look_at_year(const struct view *year, int64_t day, struct lack *lack)
{
	struct text months = rows_text(year, TODAY_YEAR_MONTHS);
	int last = date_parts(today_quarter_end(day)).month;

	for (int month = last - 2; month <= last && (size_t)month <= months.len; month++) {
		char mark = months.at[month - 1];
		bool owed = mark == STRIP_MISSING || mark == STRIP_THIS_MONTH;

		lack->drafts += mark == STRIP_UNSENT;
		if (owed && rows_number(year, TODAY_YEAR_PEOPLE)) {
			lack->people +=
				rows_number(year, TODAY_YEAR_DUE) - rows_number(year, TODAY_YEAR_HELD);
		} else if (owed) {
			lack->owed++;
			lack->month = rows_number(year, TODAY_YEAR_EVERY) == EVERY_MONTH ? month : 0;
		}
	}
}

/* The gravest in one word; nothing to be said is an o. */
static enum style say_lack(const struct lack *lack, struct buf *out)
{
	if (lack->owed == 1 && lack->month)
		tr_format(out, "X/{1}", "n", lack->month);
	else if (lack->owed)
		tr_format(out, "X{1}", "n", lack->owed);
	else if (lack->people)
		tr_format(out, "X{1}p", "n", lack->people);
	else if (lack->drafts)
		tr_format(out, "D{1}", "n", lack->drafts);
	else
		buf_byte(out, 'o');
	return lack->owed || lack->people || lack->drafts ? STYLE_WARN : STYLE_NORMAL;
}

/* With ? behind it what is not the whole: something waits for a mark. */
static void draw_points(const struct rows *rows, struct text group, int row, int end)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < rows->count; i++) {
		const struct view *place = &rows->items[i];

		if (!text_equal(rows_text(place, TODAY_STANDING_GROUP), group) ||
			!rows_has(place, TODAY_STANDING_KNOWN))
			continue;
		points_show(rows_number(place, TODAY_STANDING_KNOWN), 2, false, &words);
		if (rows_number(place, TODAY_STANDING_PENDING))
			draw_text(row, end, 1, STYLE_WARN, TEXT("?"));
	}
	draw_buf_right(row, end, 7, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_group(const struct screen *screen, const struct view *first, int row, struct rect rect)
{
	const struct today *today = today_of(screen);
	const struct view *end = today->years.items + today->years.count;
	struct documents documents = documents_of(today);
	struct text group = rows_text(first, TODAY_YEAR_GROUP);
	struct buf words = BUF_INIT;

	draw_text(row, rect.left + NAME_AT, FIRST_AT - NAME_AT - 1, STYLE_NORMAL, group_short(group));
	for (size_t i = 0; i < documents.count; i++) {
		struct lack lack = {0};
		bool any = false;
		enum style style;

		for (const struct view *year = first; year < end && same_group(year, first); year++)
			if (text_equal(document_of(year), documents.names[i])) {
				look_at_year(year, screen->app->welcome.today, &lack);
				any = true;
			}
		style = any ? say_lack(&lack, &words) : STYLE_NORMAL;
		draw_buf(row, rect.left + documents.at[i], 9, style, &words);
	}
	draw_points(&today->now, group, row, rect.left + NOW_END);
	draw_points(&today->standing, group, row, rect.left + BEFORE_END);
	buf_release(&words);
}

static void draw_table_heading(const struct screen *screen, int row, struct rect rect)
{
	static const char *const quarters[] = {
		N_("Quarter 1"), N_("Quarter 2"), N_("Quarter 3"), N_("Quarter 4")};
	const struct today *today = today_of(screen);
	struct documents documents = documents_of(today);
	int month = date_parts(screen->app->welcome.today).month;

	draw_text(row, rect.left + 1, FIRST_AT - 2, STYLE_BOLD, tr_text(quarters[(month - 1) / 3]));
	for (size_t i = 0; i < documents.count; i++)
		draw_text(row, rect.left + documents.at[i], TABLE_END - documents.at[i], STYLE_BOLD,
			documents.names[i]);
	if (today->now.count)
		draw_right(row, rect.left + NOW_END, 8, STYLE_BOLD, tr_text("would be"));
	if (today->standing.count)
		draw_right(row, rect.left + BEFORE_END, 7, STYLE_BOLD, tr_text("earlier"));
}

/* --- what is lost --- */

static int64_t last_due(const struct screen *screen)
{
	const struct rows *hints = &today_of(screen)->hints;
	int64_t last = 0;

	for (size_t i = 0; i < hints->count; i++)
		if (hint_wanted(&hints->items[i], screen->app->welcome.today) &&
			rows_number(&hints->items[i], TODAY_HINT_DUE) > last)
			last = rows_number(&hints->items[i], TODAY_HINT_DUE);
	return last;
}

/* A day that ends: tonight, tomorrow night, else its date. */
static void draw_hints_heading(const struct screen *screen, int row, struct rect rect, int more)
{
	int64_t today = screen->app->welcome.today, last = last_due(screen);
	struct buf day = BUF_INIT, words = BUF_INIT;

	tr_date(last, date_parts(today).year, &day);
	if (last - today < 2)
		buf_text(&words,
			tr_text(last == today ? N_("Points are lost unless it is done tonight")
					      : N_("Points are lost unless it is done by tomorrow night")));
	else
		tr_format(&words, "Points are lost unless it is done by {1}", "S", buf_as_text(&day));
	draw_buf(row, rect.left + 1, LOSS_AT - 2, STYLE_BOLD, &words);
	draw_text(row, rect.left + LOSS_AT + more, 6, STYLE_BOLD, tr_text("lost"));
	draw_text(row, rect.left + CLAUSE_AT + more, 12, STYLE_BOLD, tr_text("under"));
	buf_release(&words);
	buf_release(&day);
}

static void draw_hint(const struct view *hint, int row, struct rect rect, int more)
{
	struct text rule = rows_text(hint, TODAY_HINT_RULE);
	struct buf words = BUF_INIT;

	draw_text(row, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	draw_text(row, rect.left + NAME_AT, FIRST_AT - NAME_AT - 1, STYLE_NORMAL,
		group_short(rows_text(hint, TODAY_HINT_GROUP)));
	tr_encoded(rows_text(hint, TODAY_HINT_WHAT), &words);
	draw_buf(row, rect.left + FIRST_AT, LOSS_AT - FIRST_AT - 1 + more, STYLE_NORMAL, &words);
	points_show(-rows_number(hint, TODAY_HINT_POINTS), 2, true, &words);
	draw_buf_right(row, rect.left + LOSS_AT + more + 5, 7, STYLE_NORMAL, &words);
	draw_text(row, rect.left + CLAUSE_AT + more, rect.columns - CLAUSE_AT - more - 1, STYLE_NORMAL, rule);
	buf_release(&words);
}

void today_branch_draw(const struct screen *screen, const struct today_line *line, int row, struct rect rect)
{
	int more = rect.columns > 80 ? (rect.columns - 80) * 2 / 3 : 0;

	if (line->section == TODAY_MARKS)
		today_marks_draw(screen, line->row, row, rect, more);
	else if (line->section == TODAY_TABLE && line->row)
		draw_group(screen, line->row, row, rect);
	else if (line->section == TODAY_TABLE)
		draw_table_heading(screen, row, rect);
	else if (line->row)
		draw_hint(line->row, row, rect, more);
	else
		draw_hints_heading(screen, row, rect, more);
}

/* --- opening --- */

/* The group's id from that of its first row: see system_year_each(). */
static uint64_t group_of_year(const struct view *year)
{
	return year->id >> 20;
}

bool today_branch_open(struct screen *screen)
{
	const struct today_line *line = today_chosen_line(today_of(screen));
	unsigned entity;
	uint64_t record;

	if (!line || line->section < TODAY_TABLE || line->section == TODAY_LEFT)
		return false;
	if (line->section == TODAY_TABLE) {
		app_show_record(screen->app, ENTITY_GROUP, group_of_year(line->row));
		return true;
	}
	if (line->section == TODAY_MARKS) {
		today_marks_open(screen, line->row);
		return true;
	}
	entity = (unsigned)rows_number(line->row, TODAY_HINT_ENTITY);
	record = (uint64_t)rows_number(line->row, TODAY_HINT_RECORD);
	if (entity == ENTITY_MEETING)
		today_want(screen, entity, record, TODAY_OPENS);
	else if (record)
		app_show_record(screen->app, entity, record);
	else
		app_show_record(
			screen->app, ENTITY_GROUP, (uint64_t)rows_number(line->row, TODAY_HINT_SUBJECT));
	return true;
}

void today_branch_release(struct today *today)
{
	rows_release(&today->now);
	rows_release(&today->hints);
	rows_release(&today->marks);
}
