/* Enter on a line of 今日: what it speaks of, at the place it speaks of. */
#include "tui/meeting/kind.h"
#include "tui/panels/panels.h"
#include "tui/panels/today.h"

/* The place that a record was sent back for, as far as the program can tell: what it is warned of, or
 * somebody who was missing without a reason. */
static bool find_gap(const struct live *live, struct target *target)
{
	for (struct row_walk rows = view_rows(&live->answer, GOT_PROBLEMS); row_walk_next(&rows);) {
		target->tag = (uint16_t)view_number(&rows.row, PROBLEM_TAG);
		target->row = (uint64_t)view_number(&rows.row, PROBLEM_ROW);
		if (target->tag == MEETING_ATTENDANCE && target->row)
			return true;
	}
	target->tag = MEETING_ATTENDANCE;
	for (struct row_walk rows = view_rows(&live->view, MEETING_ATTENDANCE); row_walk_next(&rows);) {
		target->row = rows.row.id;
		if (roll_lacks_reason(&rows.row))
			return true;
	}
	target->tag = 0;
	return false;
}

/* Who writes the record mends it; who looks after others reads it. */
static bool mends(const struct screen *screen, const struct live *live, struct target *target)
{
	enum role role = screen->app->welcome.role;

	return view_number(&live->view, MEETING_STATE) == STATE_RETURNED &&
		(role == ROLE_LEADER || role == ROLE_MEMBER) && live_may_write(live, NULL) &&
		find_gap(live, target);
}

/* A meeting of today goes straight to its roll; one that is still being written goes on; others are read. */
void today_open_meeting(struct screen *screen)
{
	struct today *today = today_of(screen);
	struct live *live = &today->steps.live;
	struct target target = {.entity = ENTITY_MEETING, .id = live->id};
	int64_t state = view_number(&live->view, MEETING_STATE);
	bool now = view_number(&live->view, MEETING_DATE) <= screen->app->welcome.today;
	bool begins = state == STATE_PLANNED && now;

	if (begins)
		target.kind = STATE_PLANNED;
	app_open(screen->app,
		begins || state == STATE_OPEN || state == STATE_DRAFT || mends(screen, live, &target)
			? "meeting"
			: "record",
		&target);
}

static void open_first_step(struct screen *screen, int64_t step)
{
	static const char *const screens[] = {NULL, "import", "groups", "systems"};

	if (step > 0 && step < 4)
		app_open(screen->app, screens[step], NULL);
}

/* The field that says whose it is, of records that are owed; 0: others. */
static uint16_t group_of_work(unsigned entity)
{
	static const struct {
		unsigned entity;
		uint16_t group;
	} works[] = {
		{ENTITY_CONTACT, CONTACT_GROUP}, {ENTITY_REPORT, REPORT_GROUP}, {ENTITY_TALK, TALK_GROUP}};

	for (size_t i = 0; i < sizeof(works) / sizeof(*works); i++)
		if (works[i].entity == entity)
			return works[i].group;
	return 0;
}

/* What is owed is entered where one is told of it. */
static void open_new(struct screen *screen, unsigned entity, const struct view *row)
{
	struct target target = {.entity = entity,
		.tag = group_of_work(entity),
		.row = (uint64_t)rows_number(row, CELL_GROUP_NUMBER),
		.text = rows_text(row, CELL_GROUP)};

	app_open_row(screen->app, screen_row_of_entity(entity), &target);
}

void today_open_row(struct screen *screen)
{
	struct today *today = today_of(screen);
	const struct view *row = today_chosen(today);
	struct target target = {0};

	today->find.typing = false;
	if (today_left_open(screen) || today_branch_open(screen) || !row)
		return;
	target.entity = (unsigned)rows_number(row, CELL_ENTITY);
	target.id = (uint64_t)rows_number(row, CELL_RECORD);
	if (rows_number(row, CELL_SECTION) == TODAY_FIRST)
		open_first_step(screen, rows_number(row, CELL_STEP));
	else if (target.entity == ENTITY_MEETING && target.id)
		today_want(screen, ENTITY_MEETING, target.id, TODAY_OPENS);
	else if (group_of_work(target.entity) && !target.id)
		open_new(screen, target.entity, row);
	else if (target.entity == ENTITY_TASK || target.entity == ENTITY_GROUP ||
		target.entity == ENTITY_PERSON || target.entity == ENTITY_OBJECTION)
		app_show_record(screen->app, target.entity, target.id);
	else if (target.entity == ENTITY_EVALUATION)
		app_panel(screen->app, 5);
	else
		app_panel(screen->app, 3);
}
