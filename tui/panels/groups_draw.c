/* Panel 2 as it looks: branches, their groups, what no group covers. */
#include "core/base/number.h"
#include "tui/panels/groups.h"

/* Columns at 80; names and remarks share what is wider. */
struct columns {
	int class, principle, members, leader, remark, end;
};

static struct columns columns_of(struct rect rect)
{
	int more = rect.columns > 80 ? (rect.columns - 80) / 2 : 0;
	int left = rect.left + (more > 24 ? 24 : more);

	return (struct columns){
		left + 20, left + 30, left + 41, left + 47, left + 56, rect.left + rect.columns};
}

static void draw_class(int64_t code, int row, int column)
{
	struct buf words = BUF_INIT;

	draw_text(row, column, 9, STYLE_NORMAL, group_class_word(code, &words));
	buf_release(&words);
}

static void draw_principle(int64_t code, int row, int column)
{
	struct buf words = BUF_INIT;

	draw_text(row, column, 10, STYLE_NORMAL, group_principle_word(code, &words));
	buf_release(&words);
}

static void draw_number(int64_t number, int row, int end)
{
	struct buf words = BUF_INIT;

	number_format(number, &words);
	draw_buf_right(row, end, 5, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_branch(const struct groups *groups, const struct view *row, int at, struct rect rect)
{
	struct columns columns = columns_of(rect);
	bool folded = tags_has(&groups->folded, groups_branch_key(row)) && !find_on(&groups->find);

	draw_text(at, rect.left + 1, columns.members - rect.left - 2, STYLE_BOLD, rows_text(row, BRANCH));
	draw_number(rows_number(row, BRANCH_MEMBERS), at, columns.members + 4);
	if (folded)
		draw_text(at, columns.leader, columns.end - columns.leader, STYLE_DIM,
			tr_text("folded; Right unfolds"));
}

static void draw_group(const struct view *row, int at, struct rect rect)
{
	struct columns columns = columns_of(rect);
	bool urgent = rows_number(row, URGENT);
	struct buf words = BUF_INIT;

	if (urgent)
		draw_text(at, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	draw_text(at, rect.left + 3, columns.class - rect.left - 4, STYLE_NORMAL,
		group_short(rows_text(row, NAME)));
	draw_class(rows_number(row, CLASS), at, columns.class);
	draw_principle(rows_number(row, PRINCIPLE), at, columns.principle);
	draw_number(rows_number(row, MEMBERS), at, columns.members + 4);
	draw_text(at, columns.leader, columns.remark - columns.leader - 1, STYLE_NORMAL,
		rows_text(row, LEADER));
	tr_encoded(rows_text(row, REMARK), &words);
	draw_buf(at, columns.remark, columns.end - columns.remark - 1, urgent ? STYLE_WARN : STYLE_NORMAL,
		&words);
	buf_release(&words);
}

/* The number of groups of a class; of none while some wait for theirs. */
static void add_class(struct text class, int64_t count, bool first, struct buf *words)
{
	buf_text(words, first ? NO_TEXT : TEXT("  "));
	buf_text(words, class);
	buf_printf(words, words_language() == LANGUAGE_ZH ? "%lld" : " %lld", (long long)count);
}

static void add_classes(const int64_t *classes, struct buf *words)
{
	struct buf label = BUF_INIT;
	bool first = true;

	for (size_t i = 0; department_classes[i].name; i++) {
		int64_t count = classes[department_classes[i].code];

		if (!count && classes[0])
			continue;
		buf_clear(&label);
		add_class(group_class_word(department_classes[i].code, &label), count, first, words);
		first = false;
	}
	if (classes[0])
		add_class(tr_text("no class yet"), classes[0], first, words);
	buf_release(&label);
}

static void draw_summary(const struct screen *screen, int row, struct rect rect)
{
	const struct groups *groups = groups_of(screen);
	int64_t classes[CLASSES] = {0}, members = 0, branches = 0;
	uint64_t branch = 0;
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < groups->cards.count; i++) {
		const struct view *card = &groups->cards.items[i];

		members += rows_number(card, MEMBERS);
		branches += groups_branch_key(card) != branch;
		branch = groups_branch_key(card);
		if (rows_number(card, CLASS) >= 0 && rows_number(card, CLASS) < CLASSES)
			classes[rows_number(card, CLASS)]++;
	}
	tr_date(groups->day, 0, &words);
	tr_format(&words, "   {1} branches  {2} groups  {3} members", "nnn", branches,
		(int64_t)groups->cards.count, members);
	draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &words);
	add_classes(classes, &words);
	if (find_on(&groups->find))
		find_draw(&groups->find, row, rect.left + rect.columns - 31, 30);
	else
		draw_buf_right(row, rect.left + rect.columns, 80, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_headings(const struct groups *groups, int row, struct rect rect)
{
	struct columns columns = columns_of(rect);

	draw_text(row, rect.left + 1, 18, STYLE_BOLD, tr_text("Branch / group"));
	if (groups->of_class)
		draw_class(groups->of_class, row, columns.class);
	else
		draw_text(row, columns.class, 9, STYLE_BOLD, tr_text("class"));
	draw_text(row, columns.principle, 10, STYLE_BOLD, tr_text("set up"));
	draw_right(row, columns.members + 4, 7, STYLE_BOLD, tr_text("people"));
	draw_text(row, columns.leader, 8, STYLE_BOLD, tr_text("leader"));
	draw_text(row, columns.remark, columns.end - columns.remark, STYLE_BOLD, tr_text("remark"));
}

static void draw_coverage(const struct groups *groups, int64_t today, int row, struct rect rect)
{
	int64_t teams = 0, people = 0;
	struct buf words = BUF_INIT, names = BUF_INIT;

	if (!groups->coverage.loaded || !groups->teams.loaded)
		return;
	/* Covered or not is asked of today. */
	if (groups->day != today) {
		tr_format(&words, "As they were on {1}; Esc: today", "d", groups->day);
		draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_BOLD, &words);
		buf_release(&words);
		return;
	}
	for (size_t i = 0; i < groups->coverage.count; i++) {
		const struct view *gap = &groups->coverage.items[i];

		people += rows_number(gap, 0) == 2;
		if (rows_number(gap, 0) != 1)
			continue;
		buf_text(&names, teams++ ? tr_text(", ") : NO_TEXT);
		buf_text(&names, rows_text(gap, 1));
	}
	tr_format(&words, "Teams covered {1}/{2}", "nn", (int64_t)groups->teams.total - teams,
		(int64_t)groups->teams.total);
	if (teams) {
		buf_text(&words, tr_text(", without a group: "));
		buf_text(&words, buf_as_text(&names));
	}
	tr_format(&words, "        in no group: {1}", "n", people);
	draw_buf(row, rect.left + 1, rect.columns - 2, teams || people ? STYLE_NORMAL : STYLE_DIM, &words);
	buf_release(&words);
	buf_release(&names);
}

void groups_draw(const struct screen *screen, struct rect rect)
{
	const struct groups *groups = groups_of(screen);
	struct rect all = rect;
	int first = rect.top + 3, room = rect.rows - 5;
	size_t top = lines_top(groups->place, groups->line_count, (size_t)room);

	draw_panels(screen, all);
	rect.columns = beside_panel_width(screen);
	beside_draw(&groups->beside, all, rect.columns);
	draw_summary(screen, rect.top + 1, rect);
	draw_headings(groups, rect.top + 2, rect);
	for (int i = 0; i < room && top + (size_t)i < groups->line_count; i++) {
		const struct groups_line *line = &groups->lines[top + (size_t)i];

		if (line->branch)
			draw_branch(groups, line->row, first + i, rect);
		else
			draw_group(line->row, first + i, rect);
		if (top + (size_t)i != groups->place)
			continue;
		draw_text(first + i, rect.left, 1, STYLE_BOLD, TEXT(">"));
		if (!groups->find.typing)
			draw_cursor(first + i, rect.left);
	}
	if (groups->cards.loaded && !groups->line_count)
		draw_text(first, rect.left + 3, rect.columns - 4, STYLE_NORMAL,
			tr_text(groups->cards.count
					? N_("No group is found by this")
					: N_("There are no groups yet: import the roster, or F6")));
	draw_coverage(groups, screen->app->welcome.today, rect.top + rect.rows - 1, rect);
}
