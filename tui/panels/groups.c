/* Panel 2, 党小组: branches with their groups below them; a remark only where something is unusual. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/base/number.h"
#include "tui/panels/find.h"
#include "tui/panels/panels.h"
#include "tui/panels/rows.h"
#include "tui/shared.h"

static const char card_columns[] = "name branch class principle members leader remark urgent branch_members";
enum card_cell { NAME, BRANCH, CLASS, PRINCIPLE, MEMBERS, LEADER, REMARK, URGENT, BRANCH_MEMBERS };
enum { BRANCH_LINE = 1, CLASSES = 8 };

struct groups_line {
	bool branch;
	const struct view *row; /* of a branch: its first group */
};

struct groups {
	struct rows cards, coverage, teams;
	struct groups_line *lines;
	size_t line_count, line_room;
	uint64_t chosen; /* a line's key, see key_of() */
	size_t place;
	struct tags folded; /* keys of branches */
	struct find find;
	int64_t of_class; /* F4; 0: all */
};

static struct groups *groups_of(const struct screen *screen)
{
	return screen->state;
}

/* --- lines --- */

/* References come as titles: a branch is known by its name's sum. */
static uint64_t branch_key(const struct view *row)
{
	struct text name = rows_text(row, BRANCH);

	return UINT64_C(1) << 63 | crc32c(0, name.at, name.len);
}

static uint64_t key_of(const struct groups_line *line)
{
	return line->branch ? branch_key(line->row) : line->row->id;
}

static bool shown(const struct groups *groups, const struct view *row)
{
	return (!groups->of_class || rows_number(row, CLASS) == groups->of_class) &&
		(find_matches(&groups->find, rows_text(row, NAME)) ||
			find_matches(&groups->find, rows_text(row, LEADER)));
}

static void add_line(struct groups *groups, bool branch, const struct view *row)
{
	groups->lines =
		mem_grow(groups->lines, groups->line_count, &groups->line_room, sizeof(*groups->lines));
	groups->lines[groups->line_count++] = (struct groups_line){branch, row};
}

static void choose(struct groups *groups, size_t place)
{
	groups->place = place < groups->line_count ? place : groups->line_count ? groups->line_count - 1 : 0;
	groups->chosen = groups->line_count ? key_of(&groups->lines[groups->place]) : 0;
}

static void arrange(struct groups *groups)
{
	uint64_t branch = 0;

	groups->line_count = 0;
	for (size_t i = 0; i < groups->cards.count; i++) {
		const struct view *row = &groups->cards.items[i];

		if (!shown(groups, row))
			continue;
		if (branch_key(row) != branch)
			add_line(groups, true, row);
		branch = branch_key(row);
		/* What somebody looks for is never folded away. */
		if (find_on(&groups->find) || !tags_has(&groups->folded, branch))
			add_line(groups, false, row);
	}
	for (size_t i = 0; i < groups->line_count; i++)
		if (key_of(&groups->lines[i]) == groups->chosen) {
			/* Whoever looks for something wants a group. */
			choose(groups, i + (find_on(&groups->find) && groups->lines[i].branch));
			return;
		}
	/* At first the first group, not its branch. */
	choose(groups, groups->chosen ? groups->place : BRANCH_LINE);
}

static void fold(struct groups *groups, bool away)
{
	const struct groups_line *line = groups->lines + groups->place;
	uint64_t branch;

	if (!groups->line_count)
		return;
	branch = branch_key(line->row);
	if (away != tags_has(&groups->folded, branch))
		tags_flip(&groups->folded, branch);
	if (away)
		groups->chosen = branch;
	arrange(groups);
}

/* --- asking --- */

static void cards_came(struct screen *screen, const struct answer *answer)
{
	groups_of(screen)->line_count = 0;
	rows_take(screen, &groups_of(screen)->cards, answer);
	arrange(groups_of(screen));
}

static void coverage_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &groups_of(screen)->coverage, answer);
}

static void teams_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &groups_of(screen)->teams, answer);
}

static void ask(struct screen *screen)
{
	struct groups *groups = groups_of(screen);

	rows_ask(screen, &groups->cards);
	rows_ask(screen, &groups->coverage);
	rows_ask(screen, &groups->teams);
}

static void open(struct screen *screen, const struct target *target)
{
	struct groups *groups = groups_of(screen);

	groups->chosen = target->id ? target->id : screen->app->welcome.group;
	groups->cards = (struct rows){.source = "groups", .columns = card_columns, .done = cards_came};
	groups->coverage =
		(struct rows){.source = "coverage", .columns = "kind title", .done = coverage_came};
	groups->teams = (struct rows){.source = "team", .columns = "name", .done = teams_came};
	ask(screen);
}

static void close(struct screen *screen)
{
	struct groups *groups = groups_of(screen);

	rows_release(&groups->cards);
	rows_release(&groups->coverage);
	rows_release(&groups->teams);
	tags_release(&groups->folded);
	find_release(&groups->find);
	free(groups->lines);
}

static void changed(struct screen *screen, const struct view *items)
{
	(void)items;
	ask(screen);
}

/* --- keys --- */

static void open_line(struct screen *screen)
{
	struct groups *groups = groups_of(screen);
	const struct groups_line *line = groups->lines + groups->place;
	struct target target = {.entity = ENTITY_GROUP};

	if (!groups->line_count)
		return;
	groups->find.typing = false;
	target.id = line->row->id;
	if (line->branch)
		fold(groups, !tags_has(&groups->folded, key_of(line)));
	else
		app_open(screen->app, "card", &target);
}

static void add_group(struct screen *screen)
{
	const char *form = screen->row->add ? screen->row->add : "group_form";
	struct target target = {.entity = ENTITY_GROUP};

	app_open(screen->app, form, &target);
}

static void class_chosen(struct screen *screen, int digit)
{
	if (digit < 0)
		return;
	groups_of(screen)->of_class = digit;
	arrange(groups_of(screen));
}

static void ask_class(struct screen *screen)
{
	struct choice_line lines[CLASSES + 1];
	struct buf words[CLASSES];
	size_t count = 0;

	for (; count < CLASSES && department_classes[count].name; count++) {
		words[count] = (struct buf)BUF_INIT;
		lines[count] = (struct choice_line){department_classes[count].code, NULL,
			choice_label(&department_classes[count], words_language(), &words[count])};
	}
	lines[count] = (struct choice_line){0, N_("all"), NO_TEXT};
	ask_number(screen, N_("Which class?"), lines, count + 1, class_chosen);
	while (count--)
		buf_release(&words[count]);
}

static void start_find(struct screen *screen)
{
	find_begin(screen, &groups_of(screen)->find);
}

static void fold_away(struct screen *screen)
{
	fold(groups_of(screen), true);
}

static void unfold(struct screen *screen)
{
	fold(groups_of(screen), false);
}

static void back(struct screen *screen)
{
	struct groups *groups = groups_of(screen);

	if (groups->of_class && !find_on(&groups->find)) {
		groups->of_class = 0;
		arrange(groups);
		return;
	}
	find_back(screen, &groups->find);
	if (screen->app->top == screen)
		arrange(groups);
}

static const struct action actions[] = {
	{"open", "Enter l", N_("Open"), N_("The group's card; a branch is folded or unfolded"), WHEN_ALWAYS,
		open_line, NULL},
	{"fold", "Left h", N_("Fold"), N_("Fold the branch; Right unfolds it"), WHEN_BROWSING, fold_away,
		NULL},
	{"unfold", "Right", NULL, N_("Unfold the branch"), WHEN_BROWSING, unfold, NULL},
	{"add", "F6 o", N_("New group"), N_("Set up a group"), WHEN_BROWSING, add_group, NULL},
	{"find", "F3 / Ctrl-F", N_("Find"), N_("Narrow the lines while typing"), WHEN_BROWSING, start_find,
		NULL},
	{"class", "F4 f", N_("By class"), N_("Only groups of one class of department"), WHEN_BROWSING,
		ask_class, NULL},
	{"refresh", "F5 Ctrl-R", NULL, N_("Ask the service again"), WHEN_BROWSING, ask, NULL},
	{"back", "Esc F12 q", NULL, N_("Back; a filter is taken away first"), WHEN_BROWSING, back, NULL},
	{0},
};

static bool event(struct screen *screen, const struct event *event)
{
	struct groups *groups = groups_of(screen);
	int by = move_of(event, screen->app->rows / 2, !groups->find.typing);

	if (by) {
		choose(groups, move_place(groups->place, by, groups->line_count));
		return true;
	}
	if (!find_event(&groups->find, event))
		return false;
	arrange(groups);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	if (where && groups_of(screen)->find.typing)
		buf_text(where, tr_text("filter"));
	return groups_of(screen)->find.typing;
}

/* --- drawing --- */

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
	bool folded = tags_has(&groups->folded, branch_key(row)) && !find_on(&groups->find);

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

static void draw_summary(const struct screen *screen, int row, struct rect rect)
{
	const struct groups *groups = groups_of(screen);
	int64_t classes[CLASSES] = {0}, members = 0, branches = 0;
	uint64_t branch = 0;
	struct buf words = BUF_INIT, label = BUF_INIT;

	for (size_t i = 0; i < groups->cards.count; i++) {
		const struct view *card = &groups->cards.items[i];

		members += rows_number(card, MEMBERS);
		branches += branch_key(card) != branch;
		branch = branch_key(card);
		if (rows_number(card, CLASS) > 0 && rows_number(card, CLASS) < CLASSES)
			classes[rows_number(card, CLASS)]++;
	}
	tr_date(screen->app->welcome.today, 0, &words);
	tr_format(&words, "   {1} branches  {2} groups  {3} members", "nnn", branches,
		(int64_t)groups->cards.count, members);
	draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &words);
	for (size_t i = 0; department_classes[i].name; i++) {
		buf_clear(&label);
		buf_text(&words, i ? TEXT("  ") : NO_TEXT);
		buf_text(&words, group_class_word(department_classes[i].code, &label));
		buf_printf(&words, words_language() == LANGUAGE_ZH ? "%lld" : " %lld",
			(long long)classes[department_classes[i].code]);
	}
	if (find_on(&groups->find))
		find_draw(&groups->find, row, rect.left + rect.columns - 31, 30);
	else
		draw_buf_right(row, rect.left + rect.columns, 80, STYLE_NORMAL, &words);
	buf_release(&words);
	buf_release(&label);
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

static void draw_coverage(const struct groups *groups, int row, struct rect rect)
{
	int64_t teams = 0, people = 0;
	struct buf words = BUF_INIT, names = BUF_INIT;

	if (!groups->coverage.loaded || !groups->teams.loaded)
		return;
	for (size_t i = 0; i < groups->coverage.count; i++) {
		const struct view *gap = &groups->coverage.items[i];

		people += rows_number(gap, 0) == 2;
		if (rows_number(gap, 0) != 1)
			continue;
		buf_text(&names,
			!teams++                                  ? NO_TEXT
				: words_language() == LANGUAGE_ZH ? TEXT("、")
								  : TEXT(", "));
		buf_text(&names, rows_text(gap, 1));
	}
	tr_format(&words, "Teams covered {1}/{2}", "nn", (int64_t)groups->teams.total - teams,
		(int64_t)groups->teams.total);
	if (teams) {
		buf_text(&words, tr_text(", without a group: "));
		buf_text(&words, buf_as_text(&names));
	}
	tr_format(&words, "        members in no group: {1}", "n", people);
	draw_buf(row, rect.left + 1, rect.columns - 2, teams || people ? STYLE_NORMAL : STYLE_DIM, &words);
	buf_release(&words);
	buf_release(&names);
}

static void draw(const struct screen *screen, struct rect rect)
{
	const struct groups *groups = groups_of(screen);
	int first = rect.top + 3, room = rect.rows - 5;
	size_t top = lines_top(groups->place, groups->line_count, (size_t)room);

	draw_panels(screen, rect);
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
	draw_coverage(groups, rect.top + rect.rows - 1, rect);
}

const struct screen_kind groups_kind = {.size = sizeof(struct groups),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = draw,
	.event = event,
	.entering = entering,
	.changed = changed,
	.again = ask};
