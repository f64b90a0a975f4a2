/* Panel 1, 今日: what is on today, what waits for me, what others owe, and the year of my group. */
#include "tui/panels/today.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/panels/panels.h"

/* --- rows and lines --- */

static const unsigned sections[] = {
	TODAY_FIRST, TODAY_DRAFT, TODAY_NOW, TODAY_REVIEW, TODAY_MINE, TODAY_OTHERS};

static void add_line(struct today *today, unsigned section, const struct view *row)
{
	today->lines = mem_grow(today->lines, today->line_count, &today->line_room, sizeof(*today->lines));
	today->lines[today->line_count++] = (struct today_line){section, row};
}

static bool wanted(const struct today *today, const struct view *row)
{
	struct buf words = BUF_INIT;
	bool matches;

	tr_encoded(rows_text(row, CELL_WHAT), &words);
	buf_byte(&words, ' ');
	buf_text(&words, rows_text(row, CELL_WHO));
	matches = find_matches(&today->find, buf_as_text(&words));
	buf_release(&words);
	return matches;
}

static void add_section(struct today *today, unsigned section)
{
	bool begun = false;

	for (size_t i = 0; i < today->rows.count; i++) {
		const struct view *row = &today->rows.items[i];

		if (rows_number(row, CELL_SECTION) != section || !wanted(today, row))
			continue;
		if (!begun && today->line_count)
			add_line(today, 0, NULL);
		if (!begun)
			add_line(today, section, NULL);
		begun = true;
		add_line(today, section, row);
	}
}

/* The nearest line with a row, looking down first. */
static void choose_near(struct today *today, size_t place)
{
	size_t at = place;

	while (at < today->line_count && !today->lines[at].row)
		at++;
	while (at && (at >= today->line_count || !today->lines[at].row))
		at--;
	today->place = at;
	today->chosen = at < today->line_count && today->lines[at].row ? today->lines[at].row->id : 0;
}

/* What is on now is where the cursor is at first. */
static size_t first_now(const struct today *today)
{
	for (size_t i = 0; i < today->line_count; i++)
		if (today->lines[i].section == TODAY_NOW)
			return i;
	return 0;
}

static void arrange(struct today *today)
{
	today->line_count = 0;
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		add_section(today, sections[i]);
	for (size_t i = 0; i < today->line_count; i++)
		if (today->chosen && today->lines[i].row && today->lines[i].row->id == today->chosen) {
			today->place = i;
			return;
		}
	choose_near(today, today->chosen ? today->place : first_now(today));
}

static const struct view *chosen(const struct today *today)
{
	return today->chosen ? rows_find(&today->rows, today->chosen) : NULL;
}

static void rows_came(struct screen *screen, const struct answer *answer)
{
	/* The lines point into the rows, which are moving. */
	today_of(screen)->line_count = 0;
	rows_take(screen, &today_of(screen)->rows, answer);
	arrange(today_of(screen));
}

static void meetings_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &today_of(screen)->meetings, answer);
}

static void study_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &today_of(screen)->study, answer);
}

static void ask(struct screen *screen)
{
	struct today *today = today_of(screen);

	rows_ask(screen, &today->rows);
	if (!screen->app->welcome.group)
		return;
	rows_ask(screen, &today->meetings);
	rows_ask(screen, &today->study);
}

/* --- opening --- */

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
	app_open(screen->app, begins || state == STATE_OPEN || state == STATE_DRAFT ? "meeting" : "record",
		&target);
}

static void record_came(struct screen *screen)
{
	if (today_of(screen)->wanted == TODAY_STEPS)
		steps_ask(screen);
	else
		open_meeting(screen);
}

/* Asks for the record; what is wanted of it is done when it came. */
static void want_record(struct screen *screen, unsigned entity, uint64_t id, int what)
{
	struct today *today = today_of(screen);

	if (today->steps.live.asked)
		return;
	today->wanted = what;
	today->steps.live.loaded = false;
	live_open(&today->steps.live, screen, entity, id, record_came);
}

static void open_first_step(struct screen *screen, int64_t step)
{
	static const char *const screens[] = {NULL, "import", "groups", "systems"};

	if (step > 0 && step < 4)
		app_open(screen->app, screens[step], NULL);
}

static void open_row(struct screen *screen)
{
	struct today *today = today_of(screen);
	const struct view *row = chosen(today);
	struct target target = {0};

	if (!row)
		return;
	today->find.typing = false;
	target.entity = (unsigned)rows_number(row, CELL_ENTITY);
	target.id = (uint64_t)rows_number(row, CELL_RECORD);
	if (rows_number(row, CELL_SECTION) == TODAY_FIRST)
		open_first_step(screen, rows_number(row, CELL_STEP));
	else if (rows_number(row, CELL_SECTION) == TODAY_DRAFT)
		app_open(screen->app, "recovery", &target);
	else if (target.entity == ENTITY_MEETING && target.id)
		want_record(screen, ENTITY_MEETING, target.id, TODAY_OPENS);
	else if (target.entity == ENTITY_TASK || target.entity == ENTITY_GROUP ||
		target.entity == ENTITY_PERSON || target.entity == ENTITY_OBJECTION)
		app_show_record(screen->app, target.entity, target.id);
	else if (target.entity == ENTITY_EVALUATION)
		app_panel(screen->app, 5);
	else
		app_panel(screen->app, 3);
}

/* --- a meeting that nobody planned --- */

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

static void hold(struct screen *screen)
{
	if (screen->app->welcome.group)
		hold_of(screen, screen->app->welcome.group, NO_TEXT);
	else
		ask_record(
			screen, N_("Which group holds a meeting now?"), ENTITY_GROUP, NULL, NO_TEXT, hold_of);
}

/* --- next steps --- */

static void tag(struct screen *screen)
{
	struct today *today = today_of(screen);
	const struct view *row = chosen(today);

	if (!row || !rows_number(row, CELL_RECORD)) {
		app_say(screen->app, "This line has no record that could be tagged", "");
		return;
	}
	tags_flip(&today->tags, row->id);
	choose_near(today, today->place + 1 < today->line_count ? today->place + 1 : today->place);
}

/* The rows that F2 is about: the tagged ones, else the chosen one; of one kind of record. */
static bool fill_steps(struct today *today, unsigned *entity)
{
	struct steps *steps = &today->steps;

	steps->on.count = 0;
	*entity = 0;
	for (size_t i = 0; i < today->rows.count; i++) {
		const struct view *row = &today->rows.items[i];
		unsigned its = (unsigned)rows_number(row, CELL_ENTITY);

		if (today->tags.count ? !tags_has(&today->tags, row->id) : row->id != today->chosen)
			continue;
		if (!its || !rows_number(row, CELL_RECORD) || (*entity && its != *entity))
			return false;
		*entity = its;
		tags_flip(&steps->on, (uint64_t)rows_number(row, CELL_RECORD));
	}
	return steps->on.count > 0;
}

static void next_steps(struct screen *screen)
{
	struct today *today = today_of(screen);
	unsigned entity;

	if (!fill_steps(today, &entity))
		app_say(screen->app, "Next steps need records of one kind: tag them with Space", "");
	else
		want_record(screen, entity, today->steps.on.ids[0], TODAY_STEPS);
}

static void steps_done(struct screen *screen)
{
	today_of(screen)->tags.count = 0;
	ask(screen);
}

/* --- keys --- */

/* The record that the line is about, if it is about one. */
static bool subject(const struct screen *screen, unsigned *entity, uint64_t *id)
{
	const struct view *row = chosen(today_of(screen));

	*entity = row ? (unsigned)rows_number(row, CELL_ENTITY) : 0;
	*id = row ? (uint64_t)rows_number(row, CELL_RECORD) : 0;
	return *entity && *id;
}

static bool rule(const struct screen *screen, struct buf *words)
{
	const struct view *row = chosen(today_of(screen));
	struct buf cited = BUF_INIT;

	if (!row || !rows_has(row, CELL_RULE))
		return false;
	tr_encoded(rows_text(row, CELL_RULE), &cited);
	tr_format(words, "By {1}", "S", buf_as_text(&cited));
	buf_release(&cited);
	return true;
}

static void start_find(struct screen *screen)
{
	find_begin(screen, &today_of(screen)->find);
}

static void back(struct screen *screen)
{
	find_back(screen, &today_of(screen)->find);
	if (screen->app->top == screen)
		arrange(today_of(screen));
}

static void refresh(struct screen *screen)
{
	ask(screen);
}

static const struct action actions[] = {
	{"open", "Enter", N_("Open"), N_("Open what the line is about; a meeting of today begins its roll"),
		WHEN_ALWAYS, open_row, NULL},
	{"hold", "F6 o", N_("Hold a meeting"),
		N_("Begin a meeting of the group that was not planned: its roll opens"), WHEN_BROWSING, hold,
		NULL},
	{"find", "F3 / Ctrl-F", N_("Find"), N_("Narrow the lines while typing"), WHEN_BROWSING, start_find,
		NULL},
	{"tag", "Space x", N_("Tag"), N_("Tag the line for F2"), WHEN_BROWSING, tag, NULL},
	{"next", "F2 Ctrl-S", N_("Next steps"),
		N_("What can be done with the tagged records, or with this one"), WHEN_BROWSING, next_steps,
		NULL},
	{"refresh", "F5 Ctrl-R", NULL, N_("Ask the service again"), WHEN_BROWSING, refresh, NULL},
	{"back", "Esc F12 q", NULL, N_("Back; a filter is taken away first"), WHEN_BROWSING, back, NULL},
	{0},
};

static void move(struct today *today, int by)
{
	size_t at = today->place, next = move_place(at, by, today->line_count);
	int step = by < 0 ? -1 : 1;

	/* Headings and empty lines are passed over. */
	while (next < today->line_count && !today->lines[next].row && (by == 1 || by == -1)) {
		size_t further = move_place(next, step, today->line_count);

		if (further == next)
			return;
		next = further;
	}
	choose_near(today, next);
}

static bool event(struct screen *screen, const struct event *event)
{
	struct today *today = today_of(screen);
	int by = move_of(event, screen->app->rows / 2, !today->find.typing);

	if (by) {
		move(today, by);
		return true;
	}
	if (!find_event(&today->find, event))
		return false;
	arrange(today);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	if (where && today_of(screen)->find.typing)
		buf_text(where, tr_text("filter"));
	return today_of(screen)->find.typing;
}

static void changed(struct screen *screen, const struct view *items)
{
	(void)items;
	ask(screen);
}

static void open(struct screen *screen, const struct target *target)
{
	struct today *today = today_of(screen);
	static const char strip_columns[] = "months held due present expected";
	uint64_t group = screen->app->welcome.group;

	(void)target;
	today->steps.after = steps_done;
	today->rows = (struct rows){.source = "today",
		.columns = "section urgent what due rule entity record who group time step",
		.done = rows_came};
	today->meetings = (struct rows){.source = "strip",
		.columns = strip_columns,
		.subject = group,
		.kind = MEETING_GROUP,
		.done = meetings_came};
	today->study = today->meetings;
	today->study.kind = MEETING_STUDY;
	today->study.done = study_came;
	ask(screen);
}

static void close(struct screen *screen)
{
	struct today *today = today_of(screen);

	steps_release(&today->steps);
	rows_release(&today->rows);
	rows_release(&today->meetings);
	rows_release(&today->study);
	tags_release(&today->tags);
	find_release(&today->find);
	free(today->lines);
}

const struct screen_kind today_kind = {.size = sizeof(struct today),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = today_draw,
	.event = event,
	.entering = entering,
	.changed = changed,
	.again = ask,
	.subject = subject,
	.rule = rule};
