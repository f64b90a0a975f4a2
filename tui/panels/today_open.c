/* Enter on a line of 今日: what it speaks of, at the place it speaks of. */
#include "tui/meeting/kind.h"
#include "tui/panels/today.h"

#include "core/base/date.h"
#include "tui/form.h"
#include "tui/words.h"

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
static void open_meeting(struct screen *screen)
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

/* One's own sheet in it. */
static void open_evaluation(struct screen *screen)
{
	const struct view *evaluation = &today_of(screen)->steps.live.view;

	app_open(screen->app, "sheet",
		&(struct target){.scored = evaluated_kind(evaluation),
			.from = view_number(evaluation, EVALUATION_FROM),
			.to = view_number(evaluation, EVALUATION_TO)});
}

void today_open_record(struct screen *screen)
{
	if (today_of(screen)->steps.live.entity == ENTITY_EVALUATION)
		open_evaluation(screen);
	else
		open_meeting(screen);
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

/* Of which period a report tells; the last day of the period names it. */
static const struct report_words {
	enum system_every every;
	enum report_kind kind;
	const char *title;  /* year, and which of its periods */
	const char *second; /* of the second period, where that has another name */
	int months;
} report_words[] = {
	{EVERY_MONTH, REPORT_MONTH, N_("Report on {1}-{2}"), NULL, 1},
	{EVERY_QUARTER, REPORT_QUARTER, N_("Report on quarter {2} of {1}"), NULL, 3},
	{EVERY_HALF, REPORT_OTHER, N_("Report on the first half of {1}"),
		N_("Report on the second half of {1}"), 6},
	{EVERY_YEAR, REPORT_YEAR, N_("Report on the year {1}"), NULL, 12},
};

static const struct report_words *words_of_report(const struct view *row)
{
	size_t at = 0;

	while (at + 1 < sizeof(report_words) / sizeof(*report_words) &&
		report_words[at].every != (enum system_every)rows_number(row, CELL_STEP))
		at++;
	return &report_words[at];
}

/* What is known of a record before anybody writes it: its day, who makes it, of a report also what it is
 * about. */
static void start_work(struct screen *screen, unsigned entity, const struct view *row)
{
	static const struct {
		unsigned entity;
		uint16_t date, person;
	} works[] = {{ENTITY_CONTACT, CONTACT_DATE, CONTACT_PEOPLE}, {ENTITY_REPORT, REPORT_DATE, REPORT_BY},
		{ENTITY_TALK, TALK_DATE, TALK_BY}};
	const struct report_words *words = words_of_report(row);
	int64_t due = rows_number(row, CELL_DUE);
	struct date_parts parts = date_parts(due);
	struct record_slot values[5];
	struct buf title = BUF_INIT;
	size_t count = 0;

	for (size_t i = 0; i < sizeof(works) / sizeof(*works); i++) {
		if (works[i].entity != entity)
			continue;
		values[count++] =
			(struct record_slot){works[i].date, value_number(screen->app->welcome.today)};
		if (screen->app->welcome.person)
			values[count++] = (struct record_slot){
				works[i].person, value_number((int64_t)screen->app->welcome.person)};
	}
	tr_format(&title, words->second && parts.month > words->months ? words->second : words->title, "nn",
		(int64_t)parts.year, (int64_t)(parts.month / words->months));
	if (entity == ENTITY_REPORT) {
		values[count++] = (struct record_slot){REPORT_KIND, value_number(words->kind)};
		values[count++] = (struct record_slot){REPORT_DUE, value_number(due)};
		values[count++] = (struct record_slot){REPORT_TITLE, value_text(buf_as_text(&title))};
	}
	form_start(screen, values, count);
	buf_release(&title);
}

/* What is owed is entered where one is told of it. */
static void open_new(struct screen *screen, unsigned entity, const struct view *row)
{
	struct target target = {.entity = entity,
		.tag = group_of_work(entity),
		.row = (uint64_t)rows_number(row, CELL_GROUP_NUMBER),
		.text = rows_text(row, CELL_GROUP)};
	struct screen *form = app_open_row(screen->app, screen_row_of_entity(entity), &target);

	start_work(form, entity, row);
	app_say(screen->app, "What is known stands there already: look at it, then F2", "");
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
		today_want(screen, ENTITY_EVALUATION, target.id, TODAY_OPENS);
	else
		app_panel(screen->app, 3);
}
