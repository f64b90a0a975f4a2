/* F6 on 今日: a meeting that nobody planned. Who has one planned seldom wants a second, and is asked. */
#include "tui/panels/today.h"
#include "tui/words.h"

static void held(struct screen *screen, const struct answer *answer)
{
	struct target target = {.entity = ENTITY_MEETING};

	if (!steps_said(screen, answer))
		return;
	target.id = steps_record(answer, ENTITY_MEETING);
	app_open(screen->app, "meeting", &target);
}

/* By the argument fields of operation hold; without one it is the person's own group. */
static const struct field hold_fields[] = {{1, "group", "党小组", REF_FIELD(ENTITY_GROUP)}, {0}};
static const struct entity hold_shape = {0, "hold", "开会", hold_fields};

static void hold_of(struct screen *screen, uint64_t group, struct text name)
{
	struct record arguments;

	(void)name;
	if (!group)
		return;
	record_init(&arguments, &hold_shape);
	record_number(&arguments, 1, (int64_t)group);
	screen_run(screen, "hold", ENTITY_MEETING, 0, &arguments, held);
	record_release(&arguments);
}

/* The line of the first meeting that stands there for today; line_count: there is none. */
static size_t line_now(const struct today *today)
{
	size_t at = 0;

	while (at < today->line_count && !(today->lines[at].section == TODAY_NOW && today->lines[at].row))
		at++;
	return at;
}

static void hold_answered(struct screen *screen, int digit)
{
	struct today *today = today_of(screen);
	size_t now = line_now(today);

	if (digit == 2)
		hold_of(screen, screen->app->welcome.group, NO_TEXT);
	if (digit != 1 || now == today->line_count)
		return;
	today_choose_near(today, now);
	today_open_row(screen);
}

void today_hold(struct screen *screen)
{
	static const struct choice_line answers[] = {{1, N_("the one that stands there for today"), {"", 0}},
		{2, N_("another one besides"), {"", 0}}, {0, N_("neither"), {"", 0}}};

	if (screen->app->welcome.group && line_now(today_of(screen)) < today_of(screen)->line_count)
		ask_number(screen, N_("Which meeting?"), answers, sizeof(answers) / sizeof(*answers),
			hold_answered);
	else if (screen->app->welcome.group)
		hold_of(screen, screen->app->welcome.group, NO_TEXT);
	else
		ask_record(
			screen, N_("Which group holds a meeting now?"), ENTITY_GROUP, NULL, NO_TEXT, hold_of);
}
