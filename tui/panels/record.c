/* One meeting's record on the whole screen: to read, to go on with, to take its next step. */
#include "tui/panels/find.h"
#include "tui/panels/meeting_rows.h"
#include "tui/panels/panels.h"
#include "tui/panels/reading.h"
#include "tui/panels/steps.h"

struct record_screen {
	struct steps steps; /* first; its live record is the meeting */
	struct reading reading;
	int scroll;
	struct rows near; /* the group's meetings of the year, for F7 and F8 */
	struct buf where;
	uint64_t group;
};

static struct record_screen *state_of(const struct screen *screen)
{
	return screen->state;
}

/* --- asking --- */

static void history_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &state_of(screen)->reading.history, answer);
}

static void tasks_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &state_of(screen)->reading.tasks, answer);
}

static void points_came(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_DONE)
		rows_take(screen, &state_of(screen)->reading.points, answer);
}

static void near_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &state_of(screen)->near, answer);
}

/* Its neighbours are those of the first group that holds it. */
static void ask_near(struct screen *screen)
{
	struct record_screen *state = state_of(screen);
	const struct view *view = &state->steps.live.view;
	int year = date_parts(view_number(view, MEETING_DATE)).year;
	struct value groups;
	struct reader ids;

	if (!view_get(view, MEETING_GROUPS, &groups))
		return;
	ids = value_ids(&groups);
	state->group = read_varint(&ids);
	meeting_rows_of(
		&state->near, &state->where, state->group, 0, date_of(year, 1, 1), date_of(year, 12, 31));
	state->near.columns = "date";
	rows_ask(screen, &state->near);
}

static void came(struct screen *screen)
{
	struct record_screen *state = state_of(screen);

	if (live_gone(&state->steps.live)) {
		app_close(screen);
		return;
	}
	reading_ask(screen, &state->reading, history_came, tasks_came);
	reading_ask_points(screen, &state->reading, points_came);
	if (!rows_find(&state->near, state->steps.live.id))
		ask_near(screen);
}

static void show(struct screen *screen, uint64_t meeting)
{
	struct record_screen *state = state_of(screen);

	state->steps.live.loaded = false;
	state->scroll = 0;
	live_open(&state->steps.live, screen, ENTITY_MEETING, meeting, came);
}

static void again(struct screen *screen)
{
	live_refresh(&state_of(screen)->steps.live);
}

static void changed(struct screen *screen, const struct view *items)
{
	live_changed(&state_of(screen)->steps.live, items);
}

/* --- keys --- */

static void edit(struct screen *screen)
{
	struct target target = {.entity = ENTITY_MEETING, .id = state_of(screen)->steps.live.id};

	app_open(screen->app, "meeting", &target);
}

static bool may_edit(const struct screen *screen, struct message *why)
{
	return live_may_write(&state_of(screen)->steps.live, why);
}

static void next_steps(struct screen *screen)
{
	struct record_screen *state = state_of(screen);

	state->steps.on.count = 0;
	tags_flip(&state->steps.on, state->steps.live.id);
	steps_ask(screen);
}

static void neighbour(struct screen *screen, int by)
{
	struct record_screen *state = state_of(screen);
	size_t at = rows_place(&state->near, state->steps.live.id);
	size_t to = move_place(at, by, state->near.count);

	if (state->steps.live.asked || at == state->near.count)
		return;
	if (to == at)
		app_say(screen->app,
			by > 0 ? N_("This is the first meeting of the year")
			       : N_("This is the last meeting of the year"),
			"");
	else
		show(screen, state->near.items[to].id);
}

/* The list has the newest first. */
static void meeting_before(struct screen *screen)
{
	neighbour(screen, 1);
}

static void meeting_after(struct screen *screen)
{
	neighbour(screen, -1);
}

static const struct action actions[] = {
	{"edit", "Enter", N_("Edit"), N_("Go on writing in this record"), WHEN_BROWSING, edit, may_edit},
	{"next", "F2 Ctrl-S", N_("Next steps"), N_("What can be done with this record now, and what follows"),
		WHEN_BROWSING, next_steps, NULL},
	{"before", "F7 [", N_("Meeting before"), N_("The group's meeting before this one"), WHEN_BROWSING,
		meeting_before, NULL},
	{"after", "F8 ]", N_("Meeting after"),
		N_("The group's meeting after this one; nothing is approved by it"), WHEN_BROWSING,
		meeting_after, NULL},
	{"refresh", "F5 Ctrl-R", NULL, N_("Ask the service again"), WHEN_BROWSING, again, NULL},
	{0},
};

static struct rect sheet(const struct screen *screen)
{
	return (struct rect){1, 0, screen->app->rows - 3, screen->app->columns};
}

static bool event(struct screen *screen, const struct event *event)
{
	struct record_screen *state = state_of(screen);
	struct rect rect = sheet(screen);
	int by = move_of(event, rect.rows - 2, true);
	int whole, last;

	if (!by)
		return false;
	/* Drawn on no rows it only tells its length. */
	whole = reading_draw(&state->reading, (struct rect){0, 0, 0, rect.columns}, 0);
	last = whole > rect.rows ? whole - rect.rows : 0;
	state->scroll = (int)move_place((size_t)state->scroll, by, (size_t)last + 1);
	return true;
}

static void draw(const struct screen *screen, struct rect rect)
{
	const struct record_screen *state = state_of(screen);
	struct rect below = {rect.top + 1, rect.left, rect.rows - 1, rect.columns};
	struct buf words = BUF_INIT;

	buf_text(&words, tr_text("Meetings"));
	if (state->steps.live.loaded) {
		buf_put(&words, " > ", 3);
		reading_name(&state->steps.live, &words);
	}
	draw_title(screen, rect, buf_as_text(&words));
	buf_release(&words);
	reading_draw(&state->reading, below, state->scroll);
	draw_cursor(below.top, below.left);
}

static void open(struct screen *screen, const struct target *target)
{
	struct record_screen *state = state_of(screen);

	state->steps.after = again;
	state->reading.live = &state->steps.live;
	state->near.done = near_came;
	show(screen, target->id);
}

static void close(struct screen *screen)
{
	struct record_screen *state = state_of(screen);

	steps_release(&state->steps);
	reading_release(&state->reading);
	rows_release(&state->near);
	buf_release(&state->where);
}

static bool subject(const struct screen *screen, unsigned *entity, uint64_t *id)
{
	*entity = ENTITY_MEETING;
	*id = state_of(screen)->steps.live.id;
	return *id != 0;
}

const struct screen_kind record_kind = {.size = sizeof(struct record_screen),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = draw,
	.event = event,
	.changed = changed,
	.again = again,
	.subject = subject,
	.whole = true};
