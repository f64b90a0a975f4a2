/* On wide screens: the record of the chosen meeting, at the right of panel 3. */
#include "tui/panels/meetings.h"

enum { STAY_MS = 400 };

/* The meeting at the right follows the list; one question at a time, the last wish counts. */
void meetings_follow(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);
	struct live *live = &meetings->steps.live;

	if (!meetings_wide(screen) && !meetings->step_wanted)
		return;
	if (meetings->read != meetings->meeting)
		meetings->scroll = 0;
	meetings->read = meetings->meeting;
	if (!meetings->read || live->asked || (live->loaded && live->id == meetings->read))
		return;
	live->loaded = false;
	live->id = meetings->read;
	live->view = (struct view){.entity = &meeting_entity, .id = meetings->read};
	live_refresh(live);
}

static void history_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &meetings_of(screen)->reading.history, answer);
}

static void tasks_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &meetings_of(screen)->reading.tasks, answer);
}

static void points_came(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_DONE)
		rows_take(screen, &meetings_of(screen)->reading.points, answer);
}

/* Whoever only passes does not have the quarter scored. */
static void stayed(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);

	if (meetings->steps.live.loaded && meetings->steps.live.id == meetings->meeting)
		reading_ask_points(screen, &meetings->reading, points_came);
}

void meetings_record_came(struct screen *screen)
{
	struct meetings *meetings = meetings_of(screen);

	if (meetings->read && meetings->read != meetings->steps.live.id) {
		meetings_follow(screen);
		return;
	}
	if (meetings->step_wanted)
		steps_ask(screen);
	meetings->step_wanted = false;
	if (!meetings_wide(screen))
		return;
	reading_ask(screen, &meetings->reading, history_came, tasks_came);
	meetings->reading.points.loaded = false;
	screen_after(screen, STAY_MS, stayed);
}
