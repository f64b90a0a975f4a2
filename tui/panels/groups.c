/* Panel 2, 党小组: branches with their groups below them; a remark only where something is unusual. */
#include "tui/panels/groups.h"

#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/base/number.h"
#include "tui/panels/panels.h"

static const char card_columns[] = "name branch class principle members leader remark urgent branch_members "
				   "reason";

enum { DAY_MOST = 20 };

/* --- lines --- */

/* References come as titles: a branch is known by its name's sum. */
uint64_t groups_branch_key(const struct view *row)
{
	struct text name = rows_text(row, BRANCH);

	return UINT64_C(1) << 63 | crc32c(0, name.at, name.len);
}

static uint64_t key_of(const struct groups_line *line)
{
	return line->branch ? groups_branch_key(line->row) : line->row->id;
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
		if (groups_branch_key(row) != branch)
			add_line(groups, true, row);
		branch = groups_branch_key(row);
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
	branch = groups_branch_key(line->row);
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

	groups->cards.to = groups->day;
	rows_ask(screen, &groups->cards);
	rows_ask(screen, &groups->coverage);
	rows_ask(screen, &groups->teams);
	groups->beside.stale = true;
}

static void open(struct screen *screen, const struct target *target)
{
	struct groups *groups = groups_of(screen);

	groups->chosen = target->id ? target->id : screen->app->welcome.group;
	groups->day = screen->app->welcome.today;
	groups->cards = (struct rows){.source = "groups", .columns = card_columns, .done = cards_came};
	groups->coverage =
		(struct rows){.source = "coverage", .columns = "kind title", .done = coverage_came};
	groups->teams = (struct rows){.source = "team", .columns = "name", .done = teams_came};
	ask(screen);
}

static void close(struct screen *screen)
{
	struct groups *groups = groups_of(screen);

	steps_release(&groups->steps);
	beside_release(&groups->beside);
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

static bool may_add_group(const struct screen *screen, struct message *why)
{
	return app_may_begin(screen->app, ENTITY_GROUP, why);
}

static void removal_came(struct screen *screen)
{
	struct groups *groups = groups_of(screen);

	/* Once: later news of the record are not asked for. */
	if (groups->removing)
		steps_remove(screen);
	groups->removing = false;
}

static void remove_group(struct screen *screen)
{
	struct groups *groups = groups_of(screen);
	const struct groups_line *line = groups->lines + groups->place;

	if (!groups->line_count || groups->steps.live.asked)
		return;
	if (line->branch) {
		app_say(screen->app, "A branch is removed in the list of branches: F10", "");
		return;
	}
	groups->removing = true;
	tags_release(&groups->steps.on);
	tags_flip(&groups->steps.on, line->row->id);
	live_close(&groups->steps.live);
	groups->steps.live = (struct live){0};
	groups->steps.after = ask;
	live_open(&groups->steps.live, screen, ENTITY_GROUP, line->row->id, removal_came);
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

static void day_given(struct screen *screen, const struct text *text)
{
	struct groups *groups = groups_of(screen);
	int64_t day = screen->app->welcome.today;

	if (!text)
		return;
	if (text_trim(*text).len && !date_parse(text_trim(*text), &day)) {
		app_say(screen->app, "\"{1}\" is not a day", "S", text_trim(*text));
		return;
	}
	groups->day = day;
	groups->beside.day = day;
	ask(screen);
}

static void ask_day(struct screen *screen)
{
	struct buf day = BUF_INIT;

	date_format(groups_of(screen)->day, &day);
	ask_text(screen, N_("As of which day? (empty: today)"), buf_as_text(&day), DAY_MOST, day_given);
	buf_release(&day);
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

	if (groups->day != screen->app->welcome.today && !find_on(&groups->find)) {
		groups->day = screen->app->welcome.today;
		groups->beside.day = 0;
		ask(screen);
		return;
	}
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
	{"add", "F6 o", N_("New group"), N_("Set up a group"), WHEN_BROWSING, add_group, may_add_group},
	{"find", "F3 / Ctrl-F", N_("Find"), N_("Narrow the lines while typing"), WHEN_BROWSING, start_find,
		NULL},
	{"class", "F4 f", N_("By class"), N_("Only groups of one class of department"), WHEN_BROWSING,
		ask_class, NULL},
	{"day", "Ctrl-D", NULL, N_("As of a day: the groups and who was in them then"), WHEN_BROWSING,
		ask_day, NULL},
	{"remove", "Del", NULL, N_("Remove the group; Ctrl-Z brings it back"), WHEN_BROWSING, remove_group,
		NULL},
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

/* The group under the cursor; a branch has no steps of its own. */
static bool subject(const struct screen *screen, unsigned *entity, uint64_t *id)
{
	const struct groups *groups = groups_of(screen);
	const struct groups_line *line = groups->lines + groups->place;

	*entity = ENTITY_GROUP;
	*id = groups->line_count && !line->branch ? line->row->id : 0;
	return *id != 0;
}

static bool rule(const struct screen *screen, struct buf *words)
{
	const struct groups *groups = groups_of(screen);
	const struct groups_line *line = groups->lines + groups->place;

	if (!groups->line_count || line->branch || !rows_has(line->row, REASON))
		return false;
	tr_encoded(rows_text(line->row, REASON), words);
	return true;
}

/* --- the record beside --- */

static void beside_record(struct screen *screen, const struct answer *answer)
{
	beside_got(screen, &groups_of(screen)->beside, answer);
}

static void beside_rows(struct screen *screen, const struct answer *answer)
{
	beside_more(screen, &groups_of(screen)->beside, answer);
}

static void follow(struct screen *screen)
{
	beside_follow(
		screen, &groups_of(screen)->beside, beside_panel_width(screen), beside_record, beside_rows);
}

const struct screen_kind groups_kind = {.size = sizeof(struct groups),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = groups_draw,
	.event = event,
	.entering = entering,
	.changed = changed,
	.again = ask,
	.follow = follow,
	.subject = subject,
	.rule = rule};
