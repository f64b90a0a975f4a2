/* Panel 5, 评比: a period's ranking and its other pictures; a sheet; the records behind a line of it. */
#include "tui/scores/scores.h"
#include "tui/form.h"

#include "core/base/date.h"

bool scores_wide(const struct screen *screen)
{
	return !scores_of(screen)->alone && screen->app->columns >= SCORES_WIDE;
}

/* --- opening and going back --- */

static void open_panel(struct screen *screen, const struct target *target)
{
	scores_start(screen, target);
}

static void open_block(struct screen *screen, const struct target *target, enum scores_block block)
{
	scores_of(screen)->alone = true;
	scores_of(screen)->block = block;
	scores_start(screen, target);
}

static void open_sheet(struct screen *screen, const struct target *target)
{
	open_block(screen, target, BLOCK_SHEET);
}

static void open_points(struct screen *screen, const struct target *target)
{
	open_block(screen, target, BLOCK_POINTS);
}

static void close(struct screen *screen)
{
	scores_release(scores_of(screen));
}

static void changed(struct screen *screen, const struct view *items)
{
	(void)items;
	scores_ask(screen);
}

/* --- keys --- */

/* One level deeper: the next block where all are on the screen, else a screen of its own. */
static void deeper(struct screen *screen, const char *name, enum scores_block block)
{
	struct scores *scores = scores_of(screen);
	struct target target = {.scored = scores->scored,
		.id = scores->chosen,
		.from = scores->from,
		.to = scores->to,
		.kind = scores->item};

	if (scores_wide(screen))
		scores_focus(screen, block);
	else
		app_open(screen->app, name, &target);
}

static void open_record(struct screen *screen)
{
	struct scores *scores = scores_of(screen);
	const struct view *record;

	if (!scores->points.count)
		return;
	record = &scores->points.items[scores->point];
	if (rows_has(record, POINT_RECORD))
		app_show_record(screen->app, (unsigned)rows_number(record, POINT_ENTITY),
			(uint64_t)rows_number(record, POINT_RECORD));
	else
		app_say(screen->app, "You may not see this record; its points and the clause stand", "");
}

static void open_sheet_line(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	if (scores->line >= scores->line_count)
		return;
	if (scores->lines[scores->line].kind == SHEET_LINE_FOLD) {
		scores->unfolded = true;
		sheet_arrange(scores);
		scores_choose_item(screen, scores->line);
	} else if (sheet_item(scores)) {
		deeper(screen, "points", BLOCK_POINTS);
	} else {
		app_say(screen->app, "A sum: its records are behind the lines above", "");
	}
}

static void open_ranking_line(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	scores->find.typing = false;
	if (!scores->shown_count)
		return;
	if (scores->picture == PICTURE_HEAT && scores->item_count) {
		scores->item = scores->items[scores->column];
		sheet_arrange(scores);
		if (scores_wide(screen))
			scores_choose_item(screen, scores->line);
		deeper(screen, "points", BLOCK_POINTS);
	} else {
		scores->item = 0;
		deeper(screen, "sheet", BLOCK_SHEET);
	}
}

static void open_line(struct screen *screen)
{
	static void (*const opens[])(struct screen * screen) = {[BLOCK_RANKING] = open_ranking_line,
		[BLOCK_SHEET] = open_sheet_line,
		[BLOCK_POINTS] = open_record};

	opens[scores_of(screen)->block](screen);
}

static void next_picture(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	scores->picture = (scores->picture + 1) % PICTURES;
	scores->block = BLOCK_RANKING;
	scores_choose(screen, scores->place);
}

static void next_block(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	if (scores_wide(screen))
		scores_focus(screen, (scores->block + 1) % SCORES_BLOCKS);
	else
		next_picture(screen);
}

static void period_before(struct screen *screen)
{
	scores_move_period(screen, -1);
}

static void period_after(struct screen *screen)
{
	scores_move_period(screen, 1);
}

/* Another group's sheet, or another item of the same. */
static void neighbour(struct screen *screen, int by)
{
	struct scores *scores = scores_of(screen);

	if (scores->block == BLOCK_POINTS) {
		size_t at = scores->line;

		do
			at = move_place(at, by, scores->line_count);
		while (at && at + 1 < scores->line_count && !scores->lines[at].row);
		scores_choose_item(screen, at);
	} else {
		scores_choose(screen, move_place(scores->place, by, scores->shown_count));
	}
}

static void before(struct screen *screen)
{
	neighbour(screen, -1);
}

static void after(struct screen *screen)
{
	neighbour(screen, 1);
}

/* Of the period and of those that are looked at: 2026Q3, 2026Q3党员. */
static void open_evaluation(struct screen *screen)
{
	const struct scores *scores = scores_of(screen);
	struct buf name = BUF_INIT;
	struct screen *form =
		app_open(screen->app, "evaluation", &(struct target){.entity = ENTITY_EVALUATION});

	period_format(scores->from, scores->to, &name);
	if (scores->scored != ENTITY_GROUP)
		buf_text(&name, text_of(whom_of(scores)->label));
	form_start(form,
		(const struct record_slot[]){{EVALUATION_NAME, value_text(buf_as_text(&name))},
			{EVALUATION_FROM, value_number(scores->from)},
			{EVALUATION_TO, value_number(scores->to)},
			{EVALUATION_SUBJECT, value_number(scores->scored)}},
		4);
	buf_release(&name);
}

static void evaluation_came(struct screen *screen)
{
	steps_ask(screen);
}

static void next_step(struct screen *screen)
{
	const struct view *evaluation = scores_evaluation(scores_of(screen));
	struct steps *steps = &scores_of(screen)->steps;

	if (!evaluation) {
		open_evaluation(screen);
	} else if (!steps->live.asked) {
		tags_release(&steps->on);
		tags_flip(&steps->on, evaluation->id);
		live_close(&steps->live);
		steps->live = (struct live){0};
		live_open(&steps->live, screen, ENTITY_EVALUATION, evaluation->id, evaluation_came);
	}
}

static bool may_step(const struct screen *screen, struct message *why)
{
	if (why)
		message_set(why, "The Party affairs office opens evaluations and takes their steps", "");
	return screen->app->welcome.role == ROLE_OPERATOR;
}

static void start_find(struct screen *screen)
{
	scores_of(screen)->block = BLOCK_RANKING;
	find_begin(screen, &scores_of(screen)->find);
}

static void period_typed(struct screen *screen, const struct text *text);

static void ask_for_period(struct screen *screen, struct text initial)
{
	ask_text(screen, N_("Which period? 2026Q3, 2026-07, 2026H1, 2026"), initial, 40, period_typed);
}

static void period_typed(struct screen *screen, const struct text *text)
{
	struct scores *scores = scores_of(screen);
	int64_t from, to;

	if (!text || !text->len)
		return;
	if (!period_parse(*text, &from, &to)) {
		ask_for_period(screen, *text);
		app_say(screen->app, "A period is written as 2026Q3, 2026-07, 2026H1 or 2026, not \"{1}\"",
			"S", *text);
		return;
	}
	scores->from = from;
	scores->to = to;
	scores_move_period(screen, 0);
}

/* What is shown stands above; most often another one is typed. */
static void ask_period(struct screen *screen)
{
	ask_for_period(screen, NO_TEXT);
}

static void whom_given(struct screen *screen, int digit)
{
	if (digit > 0)
		scores_choose_whom(screen, (unsigned)evaluated_kinds[digit - 1].code);
}

/* Groups, branches and members are each scored by rules of their own. */
static void ask_whom(struct screen *screen)
{
	enum { DIGITS = 10 };
	struct choice_line lines[DIGITS];
	size_t count = 0;

	for (; evaluated_kinds[count].name; count++)
		lines[count] = (struct choice_line){(int)count + 1, NULL, whom_word(&evaluated_kinds[count])};
	lines[count++] = (struct choice_line){0, N_("Leave it"), NO_TEXT};
	ask_number(screen, N_("Whose points?"), lines, count, whom_given);
}

static bool is_refused(const struct screen *screen, struct message *why)
{
	const struct scores *scores = scores_of(screen);
	bool refused = scores->ranking.refused.id[0] && scores->from < screen->app->welcome.start;

	if (!refused && why)
		message_set(why, "This period is scored", "");
	return refused;
}

static void score_early(struct screen *screen)
{
	scores_of(screen)->early = true;
	scores_ask(screen);
}

static void ask_again(struct screen *screen)
{
	scores_ask(screen);
}

static void back(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	if (scores->block != BLOCK_RANKING && !scores->alone) {
		scores->block--;
		return;
	}
	if (scores->picture != PICTURE_RANKING && !find_on(&scores->find)) {
		scores->picture = PICTURE_RANKING;
		return;
	}
	find_back(screen, &scores->find);
	if (screen->app->top == screen)
		scores_arrange(scores);
}

/* Of any line of a sheet: to object, and to come to the objection that waits. */
static const char to_object[] = N_("Object to this line of the sheet"),
		  to_answer[] = N_("The objection to this line: there it is answered, or withdrawn");

static const struct action panel_actions[] = {
	{"open", "Enter l", N_("Sheet"),
		N_("The sheet of this group; in the heat map the records of this cell"), WHEN_ALWAYS,
		open_line, NULL},
	{"picture", "F4 Ctrl-T", N_("Picture"), N_("Ranking, heat map, change, item by item"), WHEN_BROWSING,
		next_picture, NULL},
	{"period_before", "F7 [", N_("Period before"), N_("The period before this one"), WHEN_BROWSING,
		period_before, NULL},
	{"period_after", "F8 ]", N_("Next period"), N_("The period after this one"), WHEN_BROWSING,
		period_after, NULL},
	{"period", "F9 p", N_("Period"), N_("Any period: a quarter, a month, half a year, a year"),
		WHEN_BROWSING, ask_period, NULL},
	{"agree", "F2", N_("Agree"), N_("No objection to this sheet: whoever speaks for it confirms it"),
		WHEN_BROWSING, scores_agree, scores_may_agree},
	{"step", "F2", N_("Step"), N_("The evaluation of this period: open one, or take its next step"),
		WHEN_BROWSING, next_step, may_step},
	{"place", "F6 o", N_("Decide"),
		N_("Decide who of equals at the line of a grade gets its last places"), WHEN_BROWSING,
		scores_place, scores_may_place},
	{"early", "F6 e", NULL, N_("Score this period though it began before the court did"), WHEN_BROWSING,
		score_early, is_refused},
	{"find", "F3 / Ctrl-F", N_("Find"), N_("Narrow the lines while typing"), WHEN_BROWSING, start_find,
		NULL},
	{"whom", "Ctrl-W w", N_("Whom"),
		N_("The points of groups, branches or members, each by rules of its own"), WHEN_BROWSING,
		ask_whom, NULL},
	{"object", "F6 o", N_("Object"), to_object, WHEN_BROWSING, scores_object, scores_may_object},
	{"objection", "F6 o", N_("Its objection"), to_answer, WHEN_BROWSING, scores_open_objection,
		scores_objected},
	{"mark", "F6 o", NULL, N_("The points of what a person judges: one's own, or the checked ones"),
		WHEN_BROWSING, scores_give_mark, scores_may_mark},
	{"clause", "F1 c", N_("Clause"), N_("The clause that this line goes by, and the rule word for word"),
		WHEN_BROWSING, scores_explain, scores_may_explain},
	{"differs", "Ctrl-D d", NULL, N_("What would now come out otherwise than it was posted"),
		WHEN_BROWSING, scores_differ, scores_may_differ},
	{"version", "Ctrl-E v", NULL, N_("Look at another version of what was posted"), WHEN_BROWSING,
		scores_pick_version, NULL},
	{"block", "Tab Ctrl-G", NULL, N_("Ranking, sheet, records; narrow: the next picture"), WHEN_BROWSING,
		next_block, NULL},
	{"refresh", "F5 Ctrl-R", NULL, N_("Ask the service again"), WHEN_BROWSING, ask_again, NULL},
	{"back", "Esc F12 q", NULL, N_("Back; a filter is taken away first"), WHEN_BROWSING, back, NULL},
	{0},
};

static const struct action sheet_actions[] = {
	{"open", "Enter l", N_("Records"), N_("The records behind this line"), WHEN_BROWSING, open_line,
		NULL},
	{"agree", "F2", N_("Agree"), N_("No objection to this sheet: whoever speaks for it confirms it"),
		WHEN_BROWSING, scores_agree, scores_may_agree},
	{"object", "F6 o", N_("Object"), to_object, WHEN_BROWSING, scores_object, scores_may_object},
	{"objection", "F6 o", N_("Its objection"), to_answer, WHEN_BROWSING, scores_open_objection,
		scores_objected},
	{"mark", "F6 o", N_("Mark"), N_("The points of what a person judges: one's own, or the checked ones"),
		WHEN_BROWSING, scores_give_mark, scores_may_mark},
	{"clause", "F1 c", N_("Clause"), N_("The clause that this line goes by, and the rule word for word"),
		WHEN_BROWSING, scores_explain, scores_may_explain},
	{"differs", "F9 d", N_("Rescored"), N_("What would now come out otherwise than it was posted"),
		WHEN_BROWSING, scores_differ, scores_may_differ},
	{"before", "F7 [", N_("Last sheet"), N_("The sheet before this one"), WHEN_BROWSING, before, NULL},
	{"after", "F8 ]", N_("Next sheet"), N_("The sheet after this one"), WHEN_BROWSING, after, NULL},
	{"refresh", "F5 Ctrl-R", NULL, N_("Ask the service again"), WHEN_BROWSING, ask_again, NULL},
	{0},
};

static const struct action points_actions[] = {
	{"open", "Enter l", N_("Open record"), N_("The record itself"), WHEN_BROWSING, open_line, NULL},
	{"object", "F6 o", N_("Object"), to_object, WHEN_BROWSING, scores_object, scores_may_object},
	{"objection", "F6 o", N_("Its objection"), to_answer, WHEN_BROWSING, scores_open_objection,
		scores_objected},
	{"clause", "F1 c", N_("Clause"), N_("The clause that this line goes by, and the rule word for word"),
		WHEN_BROWSING, scores_explain, scores_may_explain},
	{"before", "F7 [", N_("Item before"), N_("The item before"), WHEN_BROWSING, before, NULL},
	{"after", "F8 ]", N_("Item after"), N_("The item after"), WHEN_BROWSING, after, NULL},
	{"refresh", "F5 Ctrl-R", NULL, N_("Ask the service again"), WHEN_BROWSING, ask_again, NULL},
	{0},
};

/* --- moving --- */

static void move(struct screen *screen, int by)
{
	struct scores *scores = scores_of(screen);

	switch (scores->block) {
	case BLOCK_RANKING:
		scores_choose(screen, move_place(scores->place, by, scores->shown_count));
		break;
	case BLOCK_SHEET:
		scores_choose_item(screen, move_place(scores->line, by, scores->line_count));
		break;
	default:
		scores->point = move_place(scores->point, by, scores->points.count);
	}
}

static bool move_aside(struct screen *screen, const struct event *event)
{
	struct scores *scores = scores_of(screen);
	int aside = event_is(event, KEY_LEFT) ? -1 : event_is(event, KEY_RIGHT) ? 1 : 0;

	if (!aside || scores->block != BLOCK_RANKING || scores->picture != PICTURE_HEAT)
		return false;
	scores->column = move_place(scores->column, aside, scores->item_count);
	return true;
}

static bool event(struct screen *screen, const struct event *event)
{
	struct scores *scores = scores_of(screen);
	int by = move_of(event, screen->app->rows / 2, !scores->find.typing);

	if (by) {
		move(screen, by);
		return true;
	}
	if (move_aside(screen, event))
		return true;
	if (!find_event(&scores->find, event))
		return false;
	scores_arrange(scores);
	scores_choose(screen, scores->place);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	if (where && scores_of(screen)->find.typing)
		buf_text(where, tr_text("filter"));
	return scores_of(screen)->find.typing;
}

static void shows(const struct screen *screen, struct target *target)
{
	const struct scores *scores = scores_of(screen);

	target->scored = scores->scored;
	target->from = scores->from;
	target->to = scores->to;
}

/* --- kinds --- */

const struct screen_kind scores_kind = {.size = sizeof(struct scores),
	.actions = panel_actions,
	.open = open_panel,
	.close = close,
	.draw = scores_draw,
	.event = event,
	.entering = entering,
	.changed = changed,
	.again = scores_ask,
	.shows = shows};

const struct screen_kind score_sheet_kind = {.size = sizeof(struct scores),
	.actions = sheet_actions,
	.open = open_sheet,
	.close = close,
	.draw = score_sheet_draw,
	.event = event,
	.changed = changed,
	.again = scores_ask,
	.shows = shows};

const struct screen_kind score_points_kind = {.size = sizeof(struct scores),
	.actions = points_actions,
	.open = open_points,
	.close = close,
	.draw = score_points_draw,
	.event = event,
	.changed = changed,
	.again = scores_ask,
	.shows = shows};
