/* Drawing panel 3: the year of every group above, the meetings of the chosen one below. */
#include "tui/panels/meetings.h"
#include "tui/panels/strip.h"

enum { NAME_AT = 2, STRIP_LEFT = 16, HELD_END = 58, RATE_END = 67, NEXT_AT = 69 };
enum { NUMBER_AT = 11, KINDS_AT = 18, TOPIC_AT = 36, COUNTS_END = 67, STATE_AT = 70 };

struct rect meetings_sheet(struct rect rect)
{
	return (struct rect){
		rect.top + 1, rect.left + MEETINGS_LEFT + 2, rect.rows - 1, rect.columns - MEETINGS_LEFT - 2};
}

static void mark_line(const struct meetings *meetings, enum meetings_block block, int row, struct rect rect)
{
	draw_text(row, rect.left, 1, STYLE_BOLD, TEXT(">"));
	if (meetings->block == block && !meetings->find.typing)
		draw_cursor(row, rect.left);
}

/* --- the title: sums over the groups shown --- */

static void add_sum(struct buf *out, const char *id, int64_t number)
{
	if (!number)
		return;
	buf_put(out, "  ", 2);
	tr_format(out, id, "n", number);
}

static void draw_sums(const struct meetings *meetings, int row, struct rect rect)
{
	int64_t due = 0, held = 0, marks[256] = {0};
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < meetings->shown_count; i++) {
		const struct view *strip = meetings->shown[i];
		struct text months = rows_text(strip, STRIP_AT_MONTHS);

		due += rows_number(strip, STRIP_AT_DUE);
		held += rows_number(strip, STRIP_AT_HELD);
		for (size_t month = 0; month < months.len; month++)
			marks[(unsigned char)months.at[month]]++;
	}
	tr_format(&words, "due {1}  held {2}", "nn", due, held);
	add_sum(&words, N_("missing {1}"), marks[STRIP_MISSING]);
	add_sum(&words, N_("late {1}"), marks[STRIP_LATE]);
	add_sum(&words, N_("drafts {1}"), marks[STRIP_UNSENT]);
	add_sum(&words, N_("now due {1}"), marks[STRIP_THIS_MONTH]);
	draw_buf_right(row, rect.left + rect.columns, rect.columns - 21, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_kind(const struct meetings *meetings, int row, struct rect rect)
{
	struct buf words = BUF_INIT;

	buf_printf(&words, words_language() == LANGUAGE_ZH ? "%d年 " : "%d ", meetings->year);
	if (meetings->kind)
		meeting_kinds_show(INT64_C(1) << meetings->kind, &words);
	else
		buf_text(&words, tr_text("all meetings"));
	draw_buf(row, rect.left + 1, 26, STYLE_BOLD, &words);
	buf_release(&words);
	if (find_on(&meetings->find))
		find_draw(&meetings->find, row, rect.left + rect.columns - 40, 39);
	else
		draw_sums(meetings, row, rect);
}

/* --- groups --- */

static void add_next(const struct screen *screen, const struct view *strip, struct buf *out)
{
	int64_t today = screen->app->welcome.today, next = rows_number(strip, STRIP_AT_NEXT);

	if (!rows_has(strip, STRIP_AT_NEXT)) {
		buf_text(out, tr_text("not planned"));
		return;
	}
	if (next == today)
		buf_text(out, tr_text("today"));
	else
		tr_date(next, date_parts(today).year, out);
	if (next == today && rows_has(strip, STRIP_AT_TIME)) {
		buf_byte(out, ' ');
		time_format(rows_number(strip, STRIP_AT_TIME), out);
	}
}

static void draw_group(const struct screen *screen, size_t nth, int row, struct rect rect)
{
	const struct meetings *meetings = meetings_of(screen);
	const struct view *strip = meetings->shown[nth];
	bool here = nth == meetings->place;
	struct buf words = BUF_INIT;

	if (here)
		mark_line(meetings, BLOCK_GROUPS, row, rect);
	draw_text(row, rect.left + NAME_AT, STRIP_LEFT - NAME_AT - 1, STYLE_NORMAL,
		group_short(rows_text(strip, STRIP_AT_NAME)));
	strip_draw(row, rect.left + STRIP_LEFT, rows_text(strip, STRIP_AT_MONTHS));
	if (here && meetings->month && meetings->block == BLOCK_GROUPS && !meetings->find.typing)
		draw_cursor(row, rect.left + STRIP_LEFT + strip_place(meetings->month));
	buf_printf(&words, "%lld/%lld", (long long)rows_number(strip, STRIP_AT_HELD),
		(long long)rows_number(strip, STRIP_AT_DUE));
	draw_buf_right(row, rect.left + HELD_END, 6, STYLE_NORMAL, &words);
	rate_show(rows_number(strip, STRIP_AT_PRESENT), rows_number(strip, STRIP_AT_EXPECTED), &words);
	draw_buf_right(row, rect.left + RATE_END, 7, STYLE_NORMAL, &words);
	add_next(screen, strip, &words);
	draw_buf(row, rect.left + NEXT_AT, rect.columns - NEXT_AT, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_group_heading(int row, struct rect rect)
{
	draw_text(row, rect.left + NAME_AT, 12, STYLE_BOLD, tr_text("Group"));
	strip_draw_heading(row, rect.left + STRIP_LEFT);
	draw_right(row, rect.left + HELD_END, 6, STYLE_BOLD, tr_text("held"));
	draw_right(row, rect.left + RATE_END, 8, STYLE_BOLD, tr_text("present"));
	draw_text(row, rect.left + NEXT_AT, rect.columns - NEXT_AT, STYLE_BOLD, tr_text("next"));
}

/* --- the chosen group's meetings --- */

/* The topic gets what a screen is wider than 80. */
static int more_of(struct rect rect)
{
	return rect.columns > 80 ? rect.columns - 80 : 0;
}

static void draw_list_heading(const struct meetings *meetings, int row, struct rect rect)
{
	int more = more_of(rect);
	struct buf words = BUF_INIT;

	if (!meetings->shown_count)
		return;
	buf_text(&words, group_short(rows_text(meetings->shown[meetings->place], STRIP_AT_NAME)));
	buf_put(&words, "  ", 2);
	buf_text(&words, tr_text("this year"));
	draw_buf(row, rect.left + NAME_AT, 50, STYLE_BOLD, &words);
	draw_right(row, rect.left + COUNTS_END + more, 12, STYLE_BOLD, tr_text("present/due"));
	draw_text(row, rect.left + STATE_AT + more, 9, STYLE_BOLD, tr_text("state"));
	buf_release(&words);
}

static void draw_state(int64_t state, int row, int column)
{
	const struct choice *choice = choice_coded(meeting_states, state);
	struct buf words = BUF_INIT;

	if (choice)
		draw_text(row, column, 9, state == STATE_RETURNED ? STYLE_WARN : STYLE_NORMAL,
			choice_label(choice, words_language(), &words));
	buf_release(&words);
}

/* A group meeting that is planned has none yet: the one it will get, after all that are listed below. 0:
 * none. */
static int64_t number_of(const struct meetings *meetings, size_t nth)
{
	const struct view *meeting = &meetings->list.items[nth];
	int64_t before = 0;

	if (rows_has(meeting, MEETING_AT_NUMBER))
		return meeting_row_number(meeting, meetings->group);
	if (rows_number(meeting, MEETING_AT_STATE) != STATE_PLANNED ||
		!(rows_number(meeting, MEETING_AT_KINDS) & INT64_C(1) << MEETING_GROUP))
		return 0;
	for (size_t i = nth + 1; i < meetings->list.count; i++) {
		int64_t other = meeting_row_number(&meetings->list.items[i], meetings->group);

		before = other > before ? other : before;
	}
	/* Two that are planned would get two. */
	for (size_t i = nth + 1; i < meetings->list.count &&
		rows_number(&meetings->list.items[i], MEETING_AT_STATE) == STATE_PLANNED;
		i++)
		before += rows_number(&meetings->list.items[i], MEETING_AT_KINDS) >> MEETING_GROUP & 1;
	return before + 1;
}

static void draw_meeting(const struct meetings *meetings, size_t nth, int row, struct rect rect)
{
	const struct view *meeting = &meetings->list.items[nth];
	bool tagged = tags_has(&meetings->tags, meeting->id);
	int more = more_of(rect), kinds, topic = rect.left + TOPIC_AT;
	struct buf words = BUF_INIT;
	unsigned present, due;

	if (meeting->id == meetings->meeting)
		mark_line(meetings, BLOCK_LIST, row, rect);
	if (tagged)
		draw_text(row, rect.left + 1, 1, STYLE_MARK, TEXT("+"));
	tr_date(rows_number(meeting, MEETING_AT_DATE), meetings->year, &words);
	draw_buf(row, rect.left + NAME_AT, NUMBER_AT - NAME_AT, tagged ? STYLE_MARK : STYLE_NORMAL, &words);
	if (number_of(meetings, nth))
		tr_format(&words, "no. {1} ", "n", number_of(meetings, nth));
	draw_buf(row, rect.left + NUMBER_AT, KINDS_AT - NUMBER_AT, STYLE_NORMAL, &words);
	meeting_kinds_show(rows_number(meeting, MEETING_AT_KINDS), &words);
	kinds = (int)text_width(buf_as_text(&words));
	draw_buf(row, rect.left + KINDS_AT, 28, STYLE_NORMAL, &words);
	if (rect.left + KINDS_AT + kinds + 1 > topic)
		topic = rect.left + KINDS_AT + (kinds > 28 ? 28 : kinds) + 1;
	draw_text(row, topic, rect.left + COUNTS_END + more - 7 - topic, STYLE_NORMAL,
		rows_text(meeting, MEETING_AT_TOPIC));
	meeting_row_counts(meeting, meetings->group, &present, &due);
	if (due && rows_number(meeting, MEETING_AT_STATE) != STATE_PLANNED)
		buf_printf(&words, "%u/%u", present, due);
	draw_buf_right(row, rect.left + COUNTS_END + more, 6, STYLE_NORMAL, &words);
	draw_state(rows_number(meeting, MEETING_AT_STATE), row, rect.left + STATE_AT + more);
	buf_release(&words);
}

const char *meetings_why_empty(const struct meetings *meetings)
{
	const struct view *strip =
		meetings->place < meetings->shown_count ? meetings->shown[meetings->place] : NULL;

	return strip && rows_number(strip, STRIP_AT_HELD)
		? N_("The records of other groups are theirs and their branch's")
		: N_("No meeting yet: F6 plans one");
}

/* Returns the first row behind. */
static int draw_list(const struct meetings *meetings, struct rect rect)
{
	size_t count = meetings->list.count, room = rect.rows > 1 ? (size_t)rect.rows - 1 : 0;
	size_t top = lines_top(meetings->meeting_place, count, room), used = 0;

	draw_list_heading(meetings, rect.top, rect);
	for (; used < room && top + used < count; used++)
		draw_meeting(meetings, top + used, rect.top + 1 + (int)used, rect);
	if (meetings->list.loaded && !count && room && meetings->group)
		draw_text(rect.top + 1, rect.left + NAME_AT, rect.columns - 3, STYLE_DIM,
			tr_text(meetings_why_empty(meetings)));
	return rect.top + 1 + (int)used;
}

/* --- on tall screens: who came, month by month --- */

enum { BARS_HIGH = 14, BAR_AT = 7, BAR_MOST = 18, HOURS_AT = 38, HOURS_MOST = 32, HALF_HOUR = 30 };

struct month {
	int64_t present, due, studied; /* the last in minutes */
};

static void draw_bar(int row, int left, int number, const struct month *month)
{
	struct buf words = BUF_INIT;
	int64_t scale = month->due > BAR_MOST ? (month->due + BAR_MOST - 1) / BAR_MOST : 1;
	int64_t halves = (month->studied + HALF_HOUR / 2) / HALF_HOUR, tenths = (month->studied + 3) / 6;

	tr_format(&words, "M{1}", "n", (int64_t)number);
	draw_buf(row, left + NAME_AT, BAR_AT - NAME_AT, STYLE_NORMAL, &words);
	for (int64_t i = 0; i < month->due / scale; i++)
		buf_byte(&words, i < month->present / scale ? '|' : '.');
	buf_printf(&words, "  %lld/%lld", (long long)month->present, (long long)month->due);
	draw_buf(row, left + BAR_AT, HOURS_AT - BAR_AT - 1, STYLE_NORMAL, &words);
	if (!month->studied)
		return;
	for (int64_t i = 0; i < (halves < HOURS_MOST ? halves : HOURS_MOST); i++)
		buf_byte(&words, '|');
	buf_printf(&words, "%s%lld.%lld", words.len ? "  " : "", (long long)(tenths / 10),
		(long long)(tenths % 10));
	draw_buf(row, left + HOURS_AT, MEETINGS_LEFT - HOURS_AT, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* Who came counts of the kind that is shown, study wherever there was some. */
static bool sum_months(const struct meetings *meetings, struct month *months)
{
	bool studied = false;

	for (size_t i = 0; i < meetings->list.count; i++) {
		const struct view *meeting = &meetings->list.items[i];
		struct month *month = &months[date_parts(rows_number(meeting, MEETING_AT_DATE)).month];
		unsigned there, asked;

		if (rows_number(meeting, MEETING_AT_STATE) <= STATE_OPEN)
			continue;
		month->studied += meeting_row_studied(meeting);
		studied |= month->studied > 0;
		if (meetings->kind &&
			!(rows_number(meeting, MEETING_AT_KINDS) & INT64_C(1) << meetings->kind))
			continue;
		meeting_row_counts(meeting, meetings->group, &there, &asked);
		month->present += there;
		month->due += asked;
	}
	return studied;
}

static void draw_bars(const struct meetings *meetings, int row, int last, int left)
{
	struct month months[13] = {{0}};
	bool studied;

	if (last - row < BARS_HIGH || !meetings->list.count)
		return;
	studied = sum_months(meetings, months);
	draw_text(row + 1, left + NAME_AT, HOURS_AT - NAME_AT - 1, STYLE_BOLD,
		tr_text("Present, one cell a person"));
	if (studied)
		draw_text(row + 1, left + HOURS_AT, MEETINGS_LEFT - HOURS_AT, STYLE_BOLD,
			tr_text("Study, one cell half an hour"));
	row += 2;
	for (int month = 1; month <= 12; month++)
		if (months[month].due || months[month].studied)
			draw_bar(row++, left, month, &months[month]);
}

/* --- all --- */

static void draw_legend(int row, struct rect rect)
{
	static const char marks[] = {STRIP_HELD_OK, STRIP_LATE, STRIP_UNSENT, STRIP_MISSING, STRIP_THIS_MONTH,
		STRIP_TO_COME, STRIP_NOT_ASKED};
	static const char *const words[] = {N_("in time"), N_("late"), N_("unsent"), N_("not held"),
		N_("due now"), N_("to come"), N_("not asked for")};
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < sizeof(marks); i++) {
		buf_put(&line, "  ", line.len ? 2 : 0);
		buf_text(&line, strip_word(marks[i]));
		if (words_language() == LANGUAGE_EN || strip_exception(marks[i]))
			buf_byte(&line, '=');
		buf_text(&line, tr_text(words[i]));
	}
	draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_DIM, &line);
	buf_release(&line);
}

static void draw_left(const struct screen *screen, struct rect rect)
{
	const struct meetings *meetings = meetings_of(screen);
	int room = rect.rows - 6 - MEETINGS_LIST_LEAST, row = rect.top + 3, list_rows;
	size_t high = meetings->shown_count < (size_t)room ? meetings->shown_count : (size_t)room;
	size_t top = lines_top(meetings->place, meetings->shown_count, high);

	draw_kind(meetings, rect.top + 1, rect);
	draw_group_heading(rect.top + 2, rect);
	for (size_t i = 0; i < high; i++)
		draw_group(screen, top + i, row++, rect);
	if (meetings->strips.loaded && !meetings->shown_count)
		draw_text(row++, rect.left + NAME_AT, rect.columns - 3, STYLE_NORMAL,
			tr_text(meetings->strips.count ? N_("No group is found by this")
						       : N_("There are no groups yet: F10, import the "
							    "roster; or 2, then F6")));
	list_rows = rect.top + rect.rows - 1 - (row + 1);
	row = draw_list(meetings, (struct rect){row + 1, rect.left, list_rows, rect.columns});
	draw_bars(meetings, row, rect.top + rect.rows - 1, rect.left);
	draw_legend(rect.top + rect.rows - 1, rect);
}

static void draw_right_side(const struct meetings *meetings, struct rect rect)
{
	struct rect sheet = meetings_sheet(rect);

	if (meetings->steps.live.id == meetings->meeting)
		reading_draw(&meetings->reading, sheet, meetings->scroll);
	if (meetings->block != BLOCK_READING)
		return;
	draw_text(sheet.top, sheet.left, 1, STYLE_BOLD, TEXT(">"));
	draw_cursor(sheet.top, sheet.left);
}

void meetings_draw(const struct screen *screen, struct rect rect)
{
	bool wide = meetings_wide(screen);
	struct rect left = rect;

	if (wide)
		left.columns = MEETINGS_LEFT;
	draw_panels(screen, rect);
	draw_left(screen, left);
	if (wide)
		draw_right_side(meetings_of(screen), rect);
}
