/* Panel 1, 今日: what is on today, what waits for me, what others owe, and the year of my group. */
#include "tui/panels/today.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/panels/panels.h"

/* --- rows and lines --- */

static const unsigned sections[] = {
	TODAY_FIRST, TODAY_LEFT, TODAY_NOW, TODAY_REVIEW, TODAY_MINE, TODAY_OTHERS};

static void add_line(struct today *today, unsigned section, const struct view *row)
{
	today->lines = mem_grow(today->lines, today->line_count, &today->line_room, sizeof(*today->lines));
	today->lines[today->line_count++] = (struct today_line){section, row};
}

void today_add_line(struct today *today, unsigned section, const struct view *row)
{
	size_t count = today->line_count;

	if (!count || today->lines[count - 1].section != section) {
		if (count)
			add_line(today, 0, NULL);
		add_line(today, section, NULL);
	}
	add_line(today, section, row);
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
	for (size_t i = 0; i < today->rows.count; i++) {
		const struct view *row = &today->rows.items[i];

		if (rows_number(row, CELL_SECTION) == section && wanted(today, row))
			today_add_line(today, section, row);
	}
}

/* The nearest line with a row, looking down first. */
void today_choose_near(struct today *today, size_t place)
{
	size_t at = place;

	while (at < today->line_count && !today->lines[at].row)
		at++;
	while (at && (at >= today->line_count || !today->lines[at].row))
		at--;
	today->place = at;
	today->chosen = at < today->line_count ? today_key(&today->lines[at]) : 0;
}

/* What is on now is where the cursor is at first. */
static size_t first_now(const struct today *today)
{
	for (size_t i = 0; i < today->line_count; i++)
		if (today->lines[i].section == TODAY_NOW)
			return i;
	return 0;
}

/* A secretary's table stands behind what waits for him. */
void today_arrange(struct screen *screen)
{
	struct today *today = today_of(screen);

	today->line_count = 0;
	/* The first line is chosen when all are there. */
	if (!today->rows.loaded)
		return;
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++) {
		if (sections[i] == TODAY_LEFT)
			today_left_lines(screen);
		else
			add_section(today, sections[i]);
		if (sections[i] == TODAY_REVIEW && screen->app->welcome.role == ROLE_SECRETARY)
			today_branch_lines(screen);
	}
	for (size_t i = 0; i < today->line_count; i++)
		if (today->chosen && today_key(&today->lines[i]) == today->chosen) {
			today->place = i;
			return;
		}
	today_choose_near(today, today->chosen ? today->place : first_now(today));
}

uint64_t today_key(const struct today_line *line)
{
	uint64_t id = line->row ? line->row->id : 0;

	return !id || line->section < TODAY_TABLE ? id : id | (uint64_t)line->section << 56;
}

const struct today_line *today_chosen_line(const struct today *today)
{
	bool there = today->place < today->line_count && today->lines[today->place].row;

	return there ? &today->lines[today->place] : NULL;
}

const struct view *today_chosen(const struct today *today)
{
	return today->chosen ? rows_find(&today->rows, today->chosen) : NULL;
}

int64_t today_quarter_end(int64_t day)
{
	return date_add_months(period_begin(day, 3), 3) - 1;
}

/* Scores and histories are read last: what is to be done stands on the screen by then. */
static void ask_slow(struct screen *screen)
{
	struct today *today = today_of(screen);
	int64_t now = screen->app->welcome.today;
	enum role role = screen->app->welcome.role;

	if (!today->slow || !(screen->app->welcome.group || role == ROLE_SECRETARY))
		return;
	today->slow = false;
	if (role == ROLE_LEADER || role == ROLE_SECRETARY)
		rows_ask(screen, &today->standing);
	if (role == ROLE_SECRETARY) {
		rows_ask(screen, &today->marks);
		rows_ask(screen, &today->now);
	}
	/* Worth a line when the quarter is summed up. */
	else if (today_quarter_end(now) - now < QUARTER_ENDS)
		rows_ask(screen, &today->effort);
}

static void rows_came(struct screen *screen, const struct answer *answer)
{
	/* The lines point into the rows, which are moving. */
	today_of(screen)->line_count = 0;
	if (rows_take(screen, &today_of(screen)->rows, answer))
		ask_slow(screen);
	today_arrange(screen);
}

static void years_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &today_of(screen)->years, answer);
}

static void hours_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &today_of(screen)->hours, answer);
}

static void standing_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &today_of(screen)->standing, answer);
}

static void effort_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &today_of(screen)->effort, answer);
}

/* What the records say; somebody's commit may have changed it. */
static void ask_records(struct screen *screen)
{
	struct today *today = today_of(screen);
	bool secretary = screen->app->welcome.role == ROLE_SECRETARY;

	if (screen->app->welcome.group || secretary)
		rows_ask(screen, &today->years);
	if (screen->app->welcome.group && !secretary)
		rows_ask(screen, &today->hours);
	rows_ask(screen, &today->rows);
	today->beside.stale = true;
}

static void ask(struct screen *screen)
{
	today_of(screen)->slow = true;
	today_left_ask(screen);
	ask_records(screen);
}

/* --- the record of a line --- */

static void record_came(struct screen *screen)
{
	if (today_of(screen)->wanted == TODAY_STEPS)
		steps_ask(screen);
	else
		today_open_record(screen);
}

/* Asks for the record; what is wanted of it is done when it came. */
void today_want(struct screen *screen, unsigned entity, uint64_t id, int what)
{
	struct today *today = today_of(screen);

	if (today->steps.live.asked)
		return;
	today->wanted = what;
	today->steps.live.loaded = false;
	live_open(&today->steps.live, screen, entity, id, record_came);
}

/* --- next steps --- */

static void tag(struct screen *screen)
{
	struct today *today = today_of(screen);
	const struct view *row = today_chosen(today);

	if (!row || !rows_number(row, CELL_RECORD)) {
		app_say(screen->app, "This line has no record that could be tagged", "");
		return;
	}
	tags_flip(&today->tags, row->id);
	today_choose_near(today, today->place + 1 < today->line_count ? today->place + 1 : today->place);
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
		today_want(screen, entity, today->steps.on.ids[0], TODAY_STEPS);
}

/* The next that waits for him, round and round; nothing is approved by it. */
static void next_review(struct screen *screen)
{
	struct today *today = today_of(screen);

	for (size_t i = 1; i <= today->line_count; i++) {
		size_t at = (today->place + i) % today->line_count;

		if (today->lines[at].section == TODAY_REVIEW && today->lines[at].row) {
			today_choose_near(today, at);
			return;
		}
	}
	app_say(screen->app, "Nothing waits to be reviewed", "");
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
	const struct view *row = today_chosen(today_of(screen));

	*entity = row ? (unsigned)rows_number(row, CELL_ENTITY) : 0;
	*id = row ? (uint64_t)rows_number(row, CELL_RECORD) : 0;
	return *entity && *id;
}

static bool rule(const struct screen *screen, struct buf *words)
{
	const struct view *row = today_chosen(today_of(screen));
	struct buf cited = BUF_INIT;

	if (!row || !rows_has(row, CELL_RULE))
		return false;
	tr_encoded(rows_text(row, CELL_RULE), &cited);
	tr_format(words, "By {1}", "S", buf_as_text(&cited));
	buf_release(&cited);
	return true;
}

/* --- the record beside --- */

static void beside_record(struct screen *screen, const struct answer *answer)
{
	beside_got(screen, &today_of(screen)->beside, answer);
}

static void beside_rows(struct screen *screen, const struct answer *answer)
{
	beside_more(screen, &today_of(screen)->beside, answer);
}

static void follow(struct screen *screen)
{
	beside_follow(
		screen, &today_of(screen)->beside, beside_panel_width(screen), beside_record, beside_rows);
}

static void start_find(struct screen *screen)
{
	find_begin(screen, &today_of(screen)->find);
}

static void back(struct screen *screen)
{
	find_back(screen, &today_of(screen)->find);
	if (screen->app->top == screen)
		today_arrange(screen);
}

static void refresh(struct screen *screen)
{
	ask(screen);
}

static const struct action actions[] = {
	{"open", "Enter", N_("Open"), N_("Open what the line is about; a meeting of today begins its roll"),
		WHEN_ALWAYS, today_open_row, NULL},
	{"hold", "F6 o", N_("Hold a meeting"),
		N_("Begin a meeting of the group that was not planned: its roll opens"), WHEN_BROWSING,
		today_hold, NULL},
	{"find", "F3 / Ctrl-F", N_("Find"), N_("Narrow the lines while typing"), WHEN_BROWSING, start_find,
		NULL},
	{"tag", "Space x", N_("Tag"), N_("Tag the line for F2"), WHEN_BROWSING, tag, NULL},
	{"next", "F2 Ctrl-S", N_("Next steps"),
		N_("What can be done with the tagged records, or with this one"), WHEN_BROWSING, next_steps,
		NULL},
	{"review", "F8 ]", NULL, N_("The next record that waits to be reviewed; nothing is approved by it"),
		WHEN_BROWSING, next_review, NULL},
	{"bin", "Ctrl-B", NULL, N_("Put back a draft that was thrown away"), WHEN_BROWSING, today_bin_open,
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
	today_choose_near(today, next);
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
	today_arrange(screen);
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
	ask_records(screen);
}

static void open(struct screen *screen, const struct target *target)
{
	struct today *today = today_of(screen);
	uint64_t group = screen->app->welcome.group;

	(void)target;
	today->steps.after = steps_done;
	today->rows = (struct rows){.source = "today",
		.columns = "section urgent what due rule entity record who group time step group_number",
		.done = rows_came};
	today->years = (struct rows){.source = "system_year",
		.columns = "group name english kind months held due present expected rule rule_english every "
			   "people",
		.subject = group,
		.done = years_came};
	today->hours = (struct rows){
		.source = "hours", .columns = "each need", .subject = group, .done = hours_came};
	today->standing = (struct rows){.source = "quarter_place",
		.columns = "rank grade known group pending",
		.subject = group,
		.done = standing_came};
	today->effort = (struct rows){
		.source = "effort", .columns = "typed filled", .subject = group, .done = effort_came};
	if (screen->app->welcome.role == ROLE_SECRETARY)
		today_branch_begin(screen);
	ask(screen);
}

static void close(struct screen *screen)
{
	struct today *today = today_of(screen);

	steps_release(&today->steps);
	beside_release(&today->beside);
	rows_release(&today->rows);
	rows_release(&today->years);
	rows_release(&today->hours);
	rows_release(&today->standing);
	today_branch_release(today);
	today_left_release(&today->left);
	today_left_release(&today->bin);
	rows_release(&today->effort);
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
	.follow = follow,
	.entering = entering,
	.changed = changed,
	.again = ask,
	.subject = subject,
	.rule = rule};
