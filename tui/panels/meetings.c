/* Panel 3, 会议: the year of all groups on top, the meetings of the chosen one below, on wide screens the
 * record of the chosen meeting at the right. */
#include "tui/panels/meetings.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/panels/panels.h"
#include "tui/panels/strip.h"

bool meetings_wide(const struct screen *screen)
{
	return screen->app->columns >= MEETINGS_WIDE;
}

/* --- what is shown --- */

static void choose_meeting(struct screen *screen, size_t place)
{
	struct meetings *meetings = meetings_of(screen);

	meetings->meeting_place = move_place(place, 0, meetings->list.count);
	meetings->meeting = meetings->list.count ? meetings->list.items[meetings->meeting_place].id : 0;
	meetings_follow(screen);
}

static void list_came(struct screen *screen, const struct answer *answer)
{
	struct meetings *meetings = meetings_of(screen);
	size_t at;

	if (!rows_take(screen, &meetings->list, answer))
		return;
	at = rows_place(&meetings->list, meetings->meeting);
	choose_meeting(screen, at < meetings->list.count ? at : meetings->meeting_place);
}

static void ask_list(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);

	if (!meetings->group)
		return;
	meeting_rows_of(&meetings->list, &meetings->where, meetings->group, 0, date_of(meetings->year, 1, 1),
		date_of(meetings->year, 12, 31));
	rows_ask(screen, &meetings->list);
}

static void choose_group(struct screen *screen, size_t place)
{
	struct meetings *meetings = meetings_of(screen);
	uint64_t before = meetings->group;

	meetings->place = move_place(place, 0, meetings->shown_count);
	meetings->group = meetings->shown_count ? meetings->shown[meetings->place]->id : 0;
	if (meetings->group == before)
		return;
	meetings->meeting = 0;
	meetings->meeting_place = 0;
	ask_list(screen);
}

static void arrange(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);
	size_t at = 0;

	meetings->shown_count = 0;
	for (size_t i = 0; i < meetings->strips.count; i++) {
		const struct view *row = &meetings->strips.items[i];

		if (!find_matches(&meetings->find, rows_text(row, STRIP_AT_NAME)))
			continue;
		meetings->shown = mem_grow(meetings->shown, meetings->shown_count, &meetings->shown_room,
			sizeof(*meetings->shown));
		meetings->shown[meetings->shown_count++] = row;
	}
	while (at < meetings->shown_count && meetings->shown[at]->id != meetings->group)
		at++;
	choose_group(screen, at < meetings->shown_count ? at : meetings->place);
}

static void strips_came(struct screen *screen, const struct answer *answer)
{
	struct meetings *meetings = meetings_of(screen);

	meetings->shown_count = 0;
	rows_take(screen, &meetings->strips, answer);
	arrange(screen);
}

static void systems_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &meetings_of(screen)->systems, answer);
}

static void ask(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);

	rows_ask(screen, &meetings->strips);
	ask_list(screen);
}

/* --- keys --- */

/* The list moves with the month. */
static void choose_month(struct screen *screen, int by)
{
	struct meetings *meetings = meetings_of(screen);
	const struct view *row;

	meetings->month = strip_step(meetings->month, by, date_parts(screen->app->welcome.today).month);
	row = meetings_of_month(meetings, meetings->month);
	if (row)
		choose_meeting(screen, rows_place(&meetings->list, row->id));
	if (strip_exception(meetings_mark(meetings)))
		meetings_explain(screen);
}

static void open_chosen(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);
	const struct view *row = rows_find(&meetings->list, meetings->meeting);

	meetings->find.typing = false;
	if (meetings->block == BLOCK_GROUPS && meetings->month)
		row = meetings_of_month(meetings, meetings->month);
	if (row)
		meeting_row_open(screen, row);
	else if (meetings->month)
		meetings_explain(screen);
	else
		app_say(screen->app, meetings_why_empty(meetings), "");
}

static void next_block(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);
	unsigned blocks = meetings_wide(screen) ? 3 : 2;

	meetings->block = (meetings->block + 1) % blocks;
}

static void add_meeting(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);
	struct target target = {.entity = ENTITY_MEETING, .row = meetings->group, .kind = meetings->kind};
	int64_t last;

	if (meetings->group) {
		target.tag = MEETING_GROUPS;
		target.text = rows_text(meetings->shown[meetings->place], STRIP_AT_NAME);
	}
	if (meetings->block == BLOCK_GROUPS && meetings_mark(meetings) == STRIP_TO_COME)
		strip_range(meetings->year, meetings->month, &target.from, &last);
	app_open(screen->app, screen->row->add ? screen->row->add : "meeting_form", &target);
}

static void kind_chosen(struct screen *screen, int digit)
{
	struct meetings *meetings = meetings_of(screen);

	if (digit < 0)
		return;
	meetings->kind = meetings->strips.kind = (unsigned)digit;
	rows_ask(screen, &meetings->strips);
}

static void ask_kind(struct screen *screen)
{
	struct choice_line lines[10];
	struct buf words[9];
	size_t count = 0;

	for (; count < 9 && meeting_kinds[count].name; count++) {
		words[count] = (struct buf)BUF_INIT;
		lines[count] = (struct choice_line){meeting_kinds[count].code, NULL,
			choice_label(&meeting_kinds[count], words_language(), &words[count])};
	}
	lines[count] = (struct choice_line){0, N_("all"), NO_TEXT};
	ask_number(screen, N_("Which kind of meeting?"), lines, count + 1, kind_chosen);
	while (count--)
		buf_release(&words[count]);
}

static void tag(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);

	if (!meetings->meeting)
		return;
	tags_flip(&meetings->tags, meetings->meeting);
	choose_meeting(screen, meetings->meeting_place + 1);
}

static void next_steps(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);
	struct tags *on = &meetings->steps.on;

	on->count = 0;
	for (size_t i = 0; i < meetings->tags.count; i++)
		tags_flip(on, meetings->tags.ids[i]);
	if (!on->count && meetings->meeting)
		tags_flip(on, meetings->meeting);
	if (!on->count)
		return;
	if (meetings->steps.live.loaded && meetings->steps.live.id == meetings->meeting) {
		steps_ask(screen);
		return;
	}
	meetings->step_wanted = true;
	meetings_follow(screen);
}

static void steps_done(struct screen *screen)
{
	meetings_of(screen)->tags.count = 0;
	live_refresh(&meetings_of(screen)->steps.live);
	ask(screen);
}

static void neighbour(struct screen *screen, int by)
{
	struct meetings *meetings = meetings_of(screen);

	choose_meeting(screen, move_place(meetings->meeting_place, by, meetings->list.count));
}

static void meeting_before(struct screen *screen)
{
	neighbour(screen, 1);
}

static void meeting_after(struct screen *screen)
{
	neighbour(screen, -1);
}

static void year_by(struct screen *screen, int by)
{
	struct meetings *meetings = meetings_of(screen);

	meetings->year += by;
	meetings->strips.from = date_of(meetings->year, 1, 1);
	meetings->strips.to = date_of(meetings->year, 12, 31);
	meetings->meeting = 0;
	ask(screen);
}

static void year_before(struct screen *screen)
{
	year_by(screen, -1);
}

static void year_after(struct screen *screen)
{
	year_by(screen, 1);
}

static void start_find(struct screen *screen)
{
	meetings_of(screen)->block = BLOCK_GROUPS;
	find_begin(screen, &meetings_of(screen)->find);
}

static void back(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);

	if (meetings->block != BLOCK_GROUPS) {
		meetings->block--;
		return;
	}
	if (meetings->month && !find_on(&meetings->find)) {
		meetings->month = 0;
		return;
	}
	find_back(screen, &meetings->find);
	if (screen->app->top == screen)
		arrange(screen);
}

static bool is_wide(const struct screen *screen, struct message *why)
{
	(void)why;
	return meetings_wide(screen);
}

static void month_aside(struct screen *screen, int by)
{
	meetings_of(screen)->block = BLOCK_GROUPS;
	choose_month(screen, by);
}

static void month_before(struct screen *screen)
{
	month_aside(screen, -1);
}

static void month_after(struct screen *screen)
{
	month_aside(screen, 1);
}

static const struct action actions[] = {
	{"open", "Enter l", N_("Open"), N_("Open the meeting; a missing month is explained"), WHEN_ALWAYS,
		open_chosen, NULL},
	{"block", "Tab Ctrl-G", N_("Up or down"), N_("Groups, meetings, on wide screens the record"),
		WHEN_BROWSING, next_block, NULL},
	{"month", "Left", N_("or Right: month"), N_("Choose a month of the group: Left, Right"),
		WHEN_BROWSING, month_before, NULL},
	{"month_after", "Right", NULL, N_("The next month of the group"), WHEN_BROWSING, month_after, NULL},
	{"kind", "F4 f", N_("Kind"), N_("Another kind of meeting in the strips"), WHEN_BROWSING, ask_kind,
		NULL},
	{"add", "F6 o", N_("New meeting"),
		N_("Plan a meeting, or record one held already with its true date"), WHEN_BROWSING,
		add_meeting, NULL},
	{"next", "F2 Ctrl-S", N_("Next steps"), N_("What can be done with the tagged meetings, or this one"),
		WHEN_BROWSING, next_steps, NULL},
	{"find", "F3 / Ctrl-F", N_("Find"), N_("Narrow the groups while typing"), WHEN_BROWSING, start_find,
		NULL},
	{"tag", "Space x", NULL, N_("Tag the meeting for F2"), WHEN_BROWSING, tag, NULL},
	{"before_wide", "F7 [", N_("Meeting before"), N_("The group's meeting before this one"),
		WHEN_BROWSING, meeting_before, is_wide},
	{"after_wide", "F8 ]", N_("Meeting after"),
		N_("The group's meeting after this one; nothing is approved by it"), WHEN_BROWSING,
		meeting_after, is_wide},
	{"before", "F7 [", NULL, N_("The group's meeting before this one"), WHEN_BROWSING, meeting_before,
		NULL},
	{"after", "F8 ]", NULL, N_("The group's meeting after this one; nothing is approved by it"),
		WHEN_BROWSING, meeting_after, NULL},
	{"year_before", "Ctrl-B", NULL, N_("The year before"), WHEN_BROWSING, year_before, NULL},
	{"year_after", "Ctrl-N", NULL, N_("The year after"), WHEN_BROWSING, year_after, NULL},
	{"refresh", "F5 Ctrl-R", NULL, N_("Ask the service again"), WHEN_BROWSING, ask, NULL},
	{"back", "Esc F12 q", NULL, N_("Back; a filter is taken away first"), WHEN_BROWSING, back, NULL},
	{0},
};

static void scroll(struct screen *screen, int by)
{
	struct meetings *meetings = meetings_of(screen);
	struct rect sheet = meetings_sheet((struct rect){0, 0, screen->app->rows - 2, screen->app->columns});
	int whole = reading_draw(&meetings->reading, (struct rect){0, 0, 0, sheet.columns}, 0);
	int last = whole > sheet.rows ? whole - sheet.rows : 0;

	meetings->scroll = (int)move_place((size_t)meetings->scroll, by, (size_t)last + 1);
}

static void move(struct screen *screen, int by)
{
	struct meetings *meetings = meetings_of(screen);

	if (meetings->block == BLOCK_GROUPS)
		choose_group(screen, move_place(meetings->place, by, meetings->shown_count));
	else if (meetings->block == BLOCK_LIST)
		choose_meeting(screen, move_place(meetings->meeting_place, by, meetings->list.count));
	else
		scroll(screen, by);
}

static bool event(struct screen *screen, const struct event *event)
{
	struct meetings *meetings = meetings_of(screen);
	int by = move_of(event, 10, !meetings->find.typing);

	if (by) {
		move(screen, by);
		return true;
	}
	if (!find_event(&meetings->find, event))
		return false;
	arrange(screen);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	if (where && meetings_of(screen)->find.typing)
		buf_text(where, tr_text("filter"));
	return meetings_of(screen)->find.typing;
}

static void changed(struct screen *screen, const struct view *items)
{
	live_changed(&meetings_of(screen)->steps.live, items);
	ask(screen);
}

static void again(struct screen *screen)
{
	if (meetings_of(screen)->steps.live.loaded)
		live_refresh(&meetings_of(screen)->steps.live);
	ask(screen);
}

static void open(struct screen *screen, const struct target *target)
{
	struct meetings *meetings = meetings_of(screen);

	meetings->group = target->id ? target->id : screen->app->welcome.group;
	meetings->kind = target->kind ? target->kind : MEETING_GROUP;
	meetings->year = date_parts(screen->app->welcome.today).year;
	meetings->steps.after = steps_done;
	meetings->reading.live = &meetings->steps.live;
	live_open(&meetings->steps.live, screen, ENTITY_MEETING, 0, meetings_record_came);
	meetings->strips = (struct rows){.source = "strip",
		.columns = "name months held due present expected next next_time",
		.kind = meetings->kind,
		.done = strips_came};
	meetings->list.done = list_came;
	meetings->systems = (struct rows){.source = "system", .columns = "kind rule", .done = systems_came};
	rows_ask(screen, &meetings->systems);
	ask(screen);
}

static void close(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);

	steps_release(&meetings->steps);
	reading_release(&meetings->reading);
	rows_release(&meetings->strips);
	rows_release(&meetings->list);
	rows_release(&meetings->systems);
	tags_release(&meetings->tags);
	find_release(&meetings->find);
	buf_release(&meetings->where);
	free(meetings->shown);
}

/* The meeting that F2 speaks of. */
static bool subject(const struct screen *screen, unsigned *entity, uint64_t *id)
{
	*entity = ENTITY_MEETING;
	*id = meetings_of(screen)->meeting;
	return *id != 0;
}

const struct screen_kind meetings_kind = {.size = sizeof(struct meetings),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = meetings_draw,
	.event = event,
	.entering = entering,
	.changed = changed,
	.again = again,
	.subject = subject};
