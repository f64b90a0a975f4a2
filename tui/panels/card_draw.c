/* Drawing a group's card. */
#include "tui/panels/card.h"
#include "tui/panels/strip.h"

enum {
	LEFT_WIDE = 78,     /* of the left half; the members begin at 80 */
	FOUNDED_LEAST = 76, /* columns that the head needs with the day it was founded */
	VALUE_AT = 9,
	SECOND_AT = 47,
	SECOND_VALUE = 55,
	STRIP_AT = 14,
	YEAR_DUE_END = 59,
	LATEST_AT = 64,
	HOURS_END = 74,
	TALK_AT = 77,
	MEMBERS_LEAST = 12 /* lines that members get before systems beyond the five do */
};

static void mark_line(const struct card *card, enum card_block block, bool here, int row, int left)
{
	if (card->block != block || !here)
		return;
	draw_text(row, left, 1, STYLE_BOLD, TEXT(">"));
	draw_cursor(row, left);
}

/* --- head and settings --- */

static void show_field(const struct card *card, uint16_t tag, struct buf *out)
{
	const struct view *view = &card->steps.live.view;
	struct live_naming names;
	struct value value;

	if (view_get(view, tag, &value))
		field_show(
			entity_field(view->entity, tag), &value, live_naming(&names, &card->steps.live), out);
}

static void show_head(const struct card *card, uint16_t tag, struct buf *out)
{
	int64_t code = view_number(&card->steps.live.view, tag);
	struct buf room = BUF_INIT;

	if (tag == GROUP_CLASS)
		buf_text(out, group_class_word(code, &room));
	else if (tag == GROUP_PRINCIPLE)
		buf_text(out, group_principle_word(code, &room));
	else
		show_field(card, tag, out);
	buf_release(&room);
}

static void draw_head(const struct card *card, int row, struct rect rect)
{
	static const struct {
		uint16_t tag;
		int column, columns;
	} fields[] = {{GROUP_NAME, 1, 16}, {GROUP_BRANCH, 18, 14}, {GROUP_CLASS, 33, 10},
		{GROUP_PRINCIPLE, 44, 12}};
	int more = rect.columns > 80 ? (rect.columns - 80) / 4 : 0;
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		show_head(card, fields[i].tag, &words);
		draw_buf(row, rect.left + fields[i].column + more * (int)i, fields[i].columns + more,
			i ? STYLE_NORMAL : STYLE_BOLD, &words);
	}
	if (view_has(&card->steps.live.view, GROUP_FOUNDED)) {
		tr_date(view_number(&card->steps.live.view, GROUP_FOUNDED), 0, &words);
		buf_text(&words, tr_text(" founded"));
	}
	if (rect.columns < FOUNDED_LEAST)
		buf_clear(&words);
	draw_buf_right(row, rect.left + rect.columns, 24 + more, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_office(const struct screen *screen, unsigned kind, int row, int left)
{
	const struct card *card = card_of(screen);
	struct buf words = BUF_INIT, since = BUF_INIT;

	for (size_t i = 0; i < card->terms.count; i++) {
		const struct view *term = &card->terms.items[i];
		int64_t its = rows_number(term, TERM_AT_KIND);

		if (its != kind && !(kind == TERM_LEADER && its == TERM_ACTING))
			continue;
		draw_text(row, left + VALUE_AT, 7, STYLE_NORMAL, rows_text(term, TERM_AT_PERSON));
		tr_date(rows_number(term, TERM_AT_FROM), 0, &since);
		tr_format(&words, "since {1}", "S", buf_as_text(&since));
		draw_buf(row, left + 17, 16, STYLE_NORMAL, &words);
		draw_text(row, left + 34, 12, STYLE_NORMAL, rows_text(term, TERM_AT_HOW));
		break;
	}
	buf_release(&since);
	buf_release(&words);
}

static void show_letter(const struct screen *screen, struct buf *out)
{
	const struct view *view = &card_of(screen)->steps.live.view;
	int year = date_parts(screen->app->welcome.today).year;

	if (!view_has(view, GROUP_LETTER_SIGNED)) {
		buf_text(out, tr_text("not signed"));
		return;
	}
	tr_date(view_number(view, GROUP_LETTER_SIGNED), year, out);
	buf_text(out, tr_text(" signed by both"));
}

static void draw_setting(const struct screen *screen, size_t nth, int row, struct rect rect)
{
	const struct card *card = card_of(screen);
	const struct card_setting *setting = &card_settings[nth];
	int left = rect.left + (setting->column ? SECOND_AT : 1);
	int end = setting->column ? rect.left + rect.columns : rect.left + SECOND_AT;
	int value = rect.left + (setting->column ? SECOND_VALUE : VALUE_AT);
	struct buf words = BUF_INIT;

	draw_text(row, left, 7, STYLE_BOLD, tr_text(setting->label));
	mark_line(card, BLOCK_SETTINGS, card->setting == nth, row, left - 1);
	if (!setting->tag)
		draw_office(screen, setting->term, row, rect.left);
	else if (setting->tag == GROUP_LETTER_SIGNED)
		show_letter(screen, &words);
	else
		show_field(card, setting->tag, &words);
	draw_buf(row, value, end - value - 1, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_remark(const struct card *card, int row, struct rect rect)
{
	const struct view *group = rows_find(&card->groups, card->steps.live.id);
	struct buf words = BUF_INIT;

	draw_text(row, rect.left + SECOND_AT, 7, STYLE_BOLD, tr_text("Remark"));
	if (group)
		tr_encoded(rows_text(group, NEIGHBOUR_REMARK), &words);
	draw_buf(row, rect.left + SECOND_VALUE, rect.columns - SECOND_VALUE - 1,
		group && rows_number(group, NEIGHBOUR_URGENT) ? STYLE_WARN : STYLE_NORMAL, &words);
	buf_release(&words);
}

/* --- the year --- */

/* A system's name in the reader's language. */
static struct text card_year_name(const struct view *year)
{
	return rows_words(year, YEAR_AT_NAME, YEAR_AT_ENGLISH);
}

static void draw_year(const struct screen *screen, size_t nth, int row, int left)
{
	const struct card *card = card_of(screen);
	const struct view *year = &card->years.items[nth];
	bool here = card->block == BLOCK_SYSTEMS && card->system == nth;
	struct buf words = BUF_INIT;

	draw_text(row, left + 1, STRIP_AT - 2, STYLE_NORMAL, card_year_name(year));
	strip_draw(row, left + STRIP_AT, rows_text(year, YEAR_AT_MONTHS));
	mark_line(card, BLOCK_SYSTEMS, here, row, left);
	if (here && card->month)
		draw_cursor(row, left + STRIP_AT + strip_place(card->month));
	buf_printf(&words, "%lld/%lld", (long long)rows_number(year, YEAR_AT_HELD),
		(long long)rows_number(year, YEAR_AT_DUE));
	draw_buf_right(row, left + YEAR_DUE_END, 9, STYLE_NORMAL, &words);
	if (rows_has(year, YEAR_AT_LATEST))
		tr_date(rows_number(year, YEAR_AT_LATEST), date_parts(screen->app->welcome.today).year,
			&words);
	draw_buf(row, left + LATEST_AT, 14, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* At least the five systems; the others when there is room, else as one moves on to them. */
static int draw_years(const struct screen *screen, int row, int room, int left)
{
	const struct card *card = card_of(screen);
	size_t count = card->years.count,
	       high = room < CARD_SYSTEMS_LEAST ? CARD_SYSTEMS_LEAST : (size_t)room, top;
	struct buf words = BUF_INIT;

	high = count < high ? count : high;
	top = lines_top(card->system, count, high);
	draw_text(row, left + 1, STRIP_AT - 2, STYLE_BOLD, tr_text("This year"));
	strip_draw_heading(row, left + STRIP_AT);
	draw_text(row, left + 52, 11, STYLE_BOLD, tr_text("held/due"));
	draw_text(row, left + LATEST_AT, 8, STYLE_BOLD, tr_text("latest"));
	if (high < count)
		tr_format(&words, "{1} more", "n", (int64_t)(count - high));
	draw_buf_right(row, left + 80, 7, STYLE_DIM, &words);
	for (size_t i = 0; i < high; i++)
		draw_year(screen, top + i, ++row, left);
	buf_release(&words);
	return row + 1;
}

/* --- members --- */

/* Mean of a column in tenths, over those who have it. */
static void add_mean(const struct rows *rows, unsigned column, const char *id, struct buf *out)
{
	int64_t sum = 0, count = 0;
	struct buf mean = BUF_INIT;

	for (size_t i = 0; i < rows->count; i++)
		if (rows_has(&rows->items[i], column)) {
			sum += rows_number(&rows->items[i], column);
			count++;
		}
	if (count) {
		int64_t tenths = (sum * 20 + count) / (2 * count);

		buf_printf(&mean, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
		tr_format(out, id, "S", buf_as_text(&mean));
	}
	buf_release(&mean);
}

static void draw_member_heading(const struct card *card, int row, struct rect rect)
{
	struct buf words = BUF_INIT;

	tr_format(&words, "Members {1}", "n", (int64_t)card->members.count);
	add_mean(&card->members, MEMBER_AT_AGE, N_("  mean age {1}"), &words);
	add_mean(&card->members, MEMBER_AT_STANDING, N_("  Party {1} y"), &words);
	add_mean(&card->members, MEMBER_AT_COURT, N_("  courts {1} y"), &words);
	draw_buf(row, rect.left + 1, 62, STYLE_BOLD, &words);
	draw_text(row, rect.left + 64, 6, STYLE_BOLD, tr_text("came"));
	draw_right(row, rect.left + HOURS_END, 6, STYLE_BOLD, tr_text("hours"));
	draw_text(row, rect.left + 76, 4, STYLE_BOLD, tr_text("talk"));
	buf_release(&words);
}

static void draw_choice(
	const struct choice *choices, int64_t code, int row, int column, int columns, bool warn)
{
	const struct choice *choice = choice_coded(choices, code);
	struct buf words = BUF_INIT;

	if (choice)
		draw_text(row, column, columns, warn ? STYLE_WARN : STYLE_NORMAL,
			choice_label(choice, words_language(), &words));
	buf_release(&words);
}

static void draw_ages(const struct view *member, int row, int left)
{
	struct buf words = BUF_INIT;

	if (rows_has(member, MEMBER_AT_AGE))
		tr_format(&words, "age {1}", "n", rows_number(member, MEMBER_AT_AGE));
	draw_buf(row, left + 36, 6, STYLE_NORMAL, &words);
	if (rows_has(member, MEMBER_AT_STANDING))
		tr_format(&words, "Party {1} y", "n", rows_number(member, MEMBER_AT_STANDING));
	else
		buf_text(&words, tr_text("probation"));
	draw_buf(row, left + 43, 10, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* What is not as usual: a status, or study that was missed. */
static void draw_exception(const struct view *member, int row, int left)
{
	struct buf words = BUF_INIT;

	if (rows_has(member, MEMBER_AT_STATUS))
		draw_choice(spell_kinds, rows_number(member, MEMBER_AT_STATUS), row, left, 9,
			!rows_number(member, MEMBER_AT_COUNTED));
	else if (rows_number(member, MEMBER_AT_MAKEUP))
		tr_format(&words, "make up {1}", "n", rows_number(member, MEMBER_AT_MAKEUP));
	draw_buf(row, left, 9, STYLE_WARN, &words);
	buf_release(&words);
}

static void draw_doings(const struct view *member, int row, int left)
{
	int64_t hours = rows_number(member, MEMBER_AT_HOURS);
	struct buf words = BUF_INIT;

	if (rows_has(member, MEMBER_AT_DUE))
		buf_printf(&words, "%lld/%lld", (long long)rows_number(member, MEMBER_AT_PRESENT),
			(long long)rows_number(member, MEMBER_AT_DUE));
	draw_buf(row, left + 64, 6, STYLE_NORMAL, &words);
	if (rows_has(member, MEMBER_AT_HOURS))
		buf_printf(&words, "%lld.%lld", (long long)(hours / 10), (long long)(hours % 10));
	draw_buf_right(row, left + HOURS_END, 5, STYLE_NORMAL, &words);
	if (rows_has(member, MEMBER_AT_TALKED) && rows_number(member, MEMBER_AT_TALKED))
		draw_text(row, left + TALK_AT, 1, STYLE_NORMAL, TEXT("o"));
	else if (rows_has(member, MEMBER_AT_TALKED))
		draw_text(row, left + TALK_AT - (words_language() == LANGUAGE_EN), 4, STYLE_WARN,
			tr_text("owed"));
	buf_release(&words);
}

static void draw_member(const struct card *card, size_t nth, int row, int left)
{
	const struct view *member = &card->members.items[nth];
	struct buf words = BUF_INIT;

	mark_line(card, BLOCK_MEMBERS, member->id == card->member, row, left);
	buf_printf(&words, "%3zu", nth + 1);
	draw_buf(row, left + 1, 3, STYLE_NORMAL, &words);
	draw_text(row, left + 5, 8, STYLE_NORMAL, rows_text(member, MEMBER_AT_NAME));
	draw_choice(term_kinds, rows_number(member, MEMBER_AT_OFFICE), row, left + 14, 7, false);
	draw_choice(posts, rows_number(member, MEMBER_AT_POST), row, left + 22, 13, false);
	draw_ages(member, row, left);
	draw_exception(member, row, left + 54);
	draw_doings(member, row, left);
	buf_release(&words);
}

static void draw_members(const struct card *card, struct rect rect)
{
	size_t count = card->members.count, room = rect.rows > 2 ? (size_t)rect.rows - 1 : 1, top;
	struct buf words = BUF_INIT;
	size_t used = 0;

	draw_member_heading(card, rect.top, rect);
	if (count > room)
		room--;
	top = lines_top(card->member_place, count, room);
	for (; used < room && top + used < count; used++)
		draw_member(card, top + used, rect.top + 1 + (int)used, rect.left);
	if (count > room) {
		int64_t below = (int64_t)(count - top - used);

		tr_format(&words,
			top ? N_("{1} in all; {2} more above, {3} below") : N_("{1} in all; {3} more"), "nnn",
			(int64_t)count, (int64_t)top, below);
		draw_buf(rect.top + 1 + (int)used, rect.left + 3, rect.columns - 4, STYLE_DIM, &words);
	}
	if (card->members.loaded && !count)
		draw_text(rect.top + 1, rect.left + 3, rect.columns - 4, STYLE_NORMAL,
			tr_text("Nobody is in this group today: F6 adds a member"));
	buf_release(&words);
}

void card_draw(const struct screen *screen, struct rect rect)
{
	const struct card *card = card_of(screen);
	bool wide = rect.columns >= CARD_WIDE;
	struct rect left = rect, members = rect;
	struct buf words = BUF_INIT;
	int row = rect.top + 3, room;

	if (wide)
		left.columns = LEFT_WIDE;
	buf_text(&words, tr_text("Groups"));
	buf_put(&words, " > ", 3);
	buf_text(&words, group_short(view_text(&card->steps.live.view, GROUP_NAME)));
	draw_title(screen, rect, buf_as_text(&words));
	buf_release(&words);
	draw_head(card, rect.top + 1, left);
	for (size_t i = 0; i < card_setting_count(); i++)
		draw_setting(screen, i, row + card_settings[i].line, left);
	draw_remark(card, row + 2, left);
	room = rect.rows - (row + 5 - rect.top) - (wide ? 0 : MEMBERS_LEAST);
	row = draw_years(screen, row + 4, room, rect.left);
	/* Beside the rest when there is room, else below it. */
	members.top = wide ? rect.top + 1 : row + 1;
	members.rows = rect.top + rect.rows - members.top;
	members.left = wide ? rect.left + 80 : rect.left;
	members.columns = wide ? rect.columns - 80 : rect.columns;
	draw_members(card, members);
}
