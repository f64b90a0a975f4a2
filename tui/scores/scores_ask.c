/* What panel 5 asks of the service, and when; what is chosen when the answers come. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "tui/scores/scores.h"

static const char ranking_cells[] = "rank name total grade basic bonus penalty pending graded reason "
				    "tied placing tie left decided kind flag rules";

/* --- answers --- */

static void show_those(struct scores *scores, bool pending)
{
	for (size_t i = 0; i < scores->ranking.count; i++) {
		const struct view *row = &scores->ranking.items[i];

		if ((rows_number(row, PENDING) > 0) != pending ||
			!find_matches(&scores->find, rows_text(row, NAME)))
			continue;
		scores->shown = mem_grow(
			scores->shown, scores->shown_count, &scores->shown_room, sizeof(*scores->shown));
		scores->shown[scores->shown_count++] = row;
	}
}

void scores_arrange(struct scores *scores)
{
	scores->shown_count = 0;
	/* Whoever is not judged yet has no place: below those who are. */
	show_those(scores, false);
	show_those(scores, true);
	scores->place = move_place(scores->place, 0, scores->shown_count);
	for (size_t i = 0; i < scores->shown_count; i++)
		if (scores->shown[i]->id == scores->chosen)
			scores->place = i;
}

static void ranking_came(struct screen *screen, const struct answer *answer)
{
	struct scores *scores = scores_of(screen);

	scores->shown_count = 0;
	if (!rows_take(screen, &scores->ranking, answer)) {
		scores_arrange(scores);
		return;
	}
	scores_arrange(scores);
	scores_choose(screen, scores->place);
}

static void hints_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &scores_of(screen)->hints, answer);
}

static void before_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &scores_of(screen)->before, answer);
}

/* One that does not say is of groups. */
bool is_of_scored(const struct scores *scores, const struct view *row, unsigned cell)
{
	return scores->scored == (rows_has(row, cell) ? (unsigned)rows_number(row, cell) : ENTITY_GROUP);
}

void scores_put_where(const struct scores *scores, struct buf *out)
{
	buf_text(out, TEXT("evaluation.from = "));
	date_format(scores->from, out);
	buf_text(out, TEXT(" and evaluation.to = "));
	date_format(scores->to, out);
	for (const struct choice *kind = evaluated_kinds; kind->name; kind++)
		if ((unsigned)kind->code == scores->scored && kind->code != ENTITY_GROUP)
			buf_printf(out, " and evaluation.subject = %s", kind->name);
	if (scores->scored == ENTITY_GROUP)
		buf_text(out, TEXT(" and not evaluation.subject in (branch, person)"));
}

const struct view *scores_evaluation(const struct scores *scores)
{
	for (size_t i = 0; i < scores->evaluations.count; i++) {
		const struct view *row = &scores->evaluations.items[i];

		if (rows_number(row, EVALUATION_AT_FROM) == scores->from &&
			rows_number(row, EVALUATION_AT_TO) == scores->to &&
			is_of_scored(scores, row, EVALUATION_AT_SUBJECT))
			return row;
	}
	return NULL;
}

/* Where the cursor stands first. */
static uint64_t own_subject(const struct screen *screen)
{
	const struct welcome *welcome = &screen->app->welcome;

	return scores_of(screen)->scored == ENTITY_GROUP     ? welcome->group
		: scores_of(screen)->scored == ENTITY_PERSON ? welcome->person
							     : welcome->branch;
}

static void evaluations_came(struct screen *screen, const struct answer *answer)
{
	bool all = rows_take(screen, &scores_of(screen)->evaluations, answer);

	if (scores_of(screen)->settling && (all || answer->kind == ANSWER_ERROR))
		scores_settle(screen);
}

static void rules_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &scores_of(screen)->rules, answer);
}

static void grades_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &scores_of(screen)->grades, answer);
}

/* The columns are the basic items that have points at all, in the order of the rules. */
static void losses_came(struct screen *screen, const struct answer *answer)
{
	struct scores *scores = scores_of(screen);

	if (!rows_take(screen, &scores->losses, answer))
		return;
	scores->item_count = 0;
	for (size_t i = 0; i < scores->losses.count && scores->item_count < SCORES_ITEMS_MAX; i++) {
		const struct view *row = &scores->losses.items[i];

		if (rows_number(row, LOSS_SUBJECT) != rows_number(&scores->losses.items[0], LOSS_SUBJECT))
			break;
		if (rows_number(row, LOSS_KIND) == PART_BASIC)
			scores->items[scores->item_count++] = (unsigned)rows_number(row, LOSS_NUMBER);
	}
	scores->column = move_place(scores->column, 0, scores->item_count);
}

static void points_came(struct screen *screen, const struct answer *answer)
{
	struct scores *scores = scores_of(screen);

	if (rows_take(screen, &scores->points, answer))
		scores->point = move_place(scores->point, 0, scores->points.count);
}

/* Beside the records the rule stands word for word. */
static void clause_ask_shown(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	scores->clause.loaded = false;
	if (scores->item && (scores_wide(screen) || scores->block == BLOCK_POINTS))
		clause_ask(screen);
}

static void trend_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &scores_of(screen)->trend, answer);
}

static void ask_points(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	scores->points.subject = scores->chosen;
	scores->points.kind = scores_points_kind(scores);
	scores->points.loaded = false;
	scores->point = 0;
	clause_ask_shown(screen);
	if (scores->item && (scores_wide(screen) || scores->block == BLOCK_POINTS))
		rows_ask(screen, &scores->points);
}

static void sheet_came(struct screen *screen, const struct answer *answer)
{
	struct scores *scores = scores_of(screen);

	scores->line_count = 0;
	if (!rows_take(screen, &scores->sheet, answer)) {
		sheet_arrange(scores);
		return;
	}
	sheet_arrange(scores);
	ask_points(screen);
}

/* --- asking --- */

/* Where a sheet is shown, or the reason behind a cell of the heat map, which it has. */
static bool shows_sheet(const struct screen *screen)
{
	return scores_of(screen)->alone || scores_wide(screen) || scores_of(screen)->picture == PICTURE_HEAT;
}

/* It is scored many times over: for a sheet that is looked at, not for every line passed on the way. */
static void ask_hints(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	if (scores->block == BLOCK_SHEET && scores->hints.subject && !scores->hints.loaded)
		rows_ask(screen, &scores->hints);
}

static void ask_sheet(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	scores->sheet.subject = scores->hints.subject = scores->chosen;
	if (!scores->chosen || !shows_sheet(screen))
		return;
	rows_ask(screen, &scores->sheet);
	objecting_ask_sheet(screen);
	scores->hints.loaded = false;
	ask_hints(screen);
}

void scores_focus(struct screen *screen, enum scores_block block)
{
	scores_of(screen)->block = block;
	ask_hints(screen);
}

void scores_choose(struct screen *screen, size_t place)
{
	struct scores *scores = scores_of(screen);

	scores->place = move_place(place, 0, scores->shown_count);
	if (!scores->shown_count)
		return;
	scores->chosen = scores->shown[scores->place]->id;
	ask_sheet(screen);
}

void scores_choose_item(struct screen *screen, size_t line)
{
	struct scores *scores = scores_of(screen);
	unsigned before = scores->item;
	const struct view *row;

	scores->line = move_place(line, 0, scores->line_count);
	row = sheet_item(scores);
	scores->item = row ? (unsigned)row->id : 0;
	if (scores->item != before)
		ask_points(screen);
}

void scores_ask(struct screen *screen)
{
	struct scores *scores = scores_of(screen);
	int months = scores_months(scores);
	struct rows *now[] = {&scores->ranking, &scores->losses, &scores->grades, &scores->sheet,
		&scores->points, &scores->hints, &scores->trend};

	for (size_t i = 0; i < sizeof(now) / sizeof(*now); i++) {
		now[i]->from = scores->from;
		now[i]->to = scores->to;
		now[i]->early = scores->early;
		now[i]->scored = scores->scored;
		now[i]->quiet = true;
		/* Of points the kind is the item: they are always those of now. */
		if (now[i] != &scores->points)
			now[i]->kind = scores->version;
	}
	if (scores->settling) {
		rows_ask(screen, &scores->rules);
		rows_ask(screen, &scores->evaluations);
		return;
	}
	scores->before.quiet = true;
	scores->before.scored = scores->scored;
	scores->before.to = scores->from - 1;
	scores->before.from = date_add_months(scores->from, -months);
	rows_ask(screen, &scores->ranking);
	rows_ask(screen, &scores->grades);
	rows_ask(screen, &scores->evaluations);
	objecting_ask(screen);
	if (scores->alone)
		return;
	rows_ask(screen, &scores->losses);
	rows_ask(screen, &scores->before);
	if (scores_wide(screen))
		rows_ask(screen, &scores->trend);
}

void scores_move_period(struct screen *screen, int by)
{
	struct scores *scores = scores_of(screen);
	int months = scores_months(scores);
	int64_t from = date_add_months(scores->from, by * months);

	if (from > screen->app->welcome.today) {
		app_say(screen->app, "That period has not begun", "");
		return;
	}
	scores->from = from;
	scores->to = date_add_months(from, months) - 1;
	scores->version = 0;
	scores->ranking.loaded = scores->before.loaded = false;
	scores->early = false;
	scores_ask(screen);
}

/* --- beginning and end --- */

void scores_choose_whom(struct screen *screen, unsigned scored)
{
	struct scores *scores = scores_of(screen);
	struct rows *others[] = {&scores->ranking, &scores->before, &scores->losses, &scores->grades,
		&scores->sheet, &scores->points, &scores->hints, &scores->clause, &scores->trend,
		&scores->differs, &scores->marking.judged, &scores->marking.given,
		&scores->objecting.objections, &scores->objecting.consents};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		rows_forget(others[i]);
	scores->scored = scored;
	scores->chosen = own_subject(screen);
	scores->place = 0;
	scores->item = scores->version = 0;
	scores->item_count = scores->shown_count = 0;
	sheet_arrange(scores);
	scores->early = false;
	scores->settling = true;
	scores_ask(screen);
}

void scores_start(struct screen *screen, const struct target *target)
{
	struct scores *scores = scores_of(screen);

	scores->steps.after = scores_ask;
	scores->from = target->from;
	scores->to = target->to;
	scores->scored = target->scored ? target->scored : ENTITY_GROUP;
	scores->settling = !scores->from || !scores->to;
	if (scores->settling)
		scores_last_period(screen, QUARTER_MONTHS);
	scores->chosen = target->id ? target->id : own_subject(screen);
	scores->item = target->kind;
	scores->ranking = (struct rows){.source = "ranking", .columns = ranking_cells, .done = ranking_came};
	scores->before = (struct rows){.source = "ranking", .columns = ranking_cells, .done = before_came};
	scores->losses = (struct rows){.source = "losses",
		.columns = "item brief kind full lost state number subject",
		.done = losses_came};
	scores->evaluations = (struct rows){.source = "evaluation",
		.columns = "from to state version posted_on subject marks",
		.done = evaluations_came};
	scores->rules = (struct rows){
		.source = "rules", .columns = "subject periods from", .done = rules_came, .optional = true};
	scores->grades = (struct rows){.source = "grades",
		.columns = "name from places held rules bare ranked joint joint_with joint_held",
		.done = grades_came};
	scores->sheet = (struct rows){.source = "sheet",
		.columns = "item points full state why clause by kind how self checked counts twice left "
			   "flag",
		.done = sheet_came};
	objecting_start(screen);
	marking_start(screen);
	telling_start(scores);
	scores->trend = (struct rows){
		.source = "trend", .columns = "period from total changed subject", .done = trend_came};
	scores->hints = (struct rows){.source = "hint", .columns = "what points way", .done = hints_came};
	scores->points = (struct rows){.source = "points",
		.columns = "line date what worth entity record twice tally lack since",
		.done = points_came};
	scores_ask(screen);
}

void scores_release(struct scores *scores)
{
	struct rows *all[] = {&scores->ranking, &scores->before, &scores->losses, &scores->grades,
		&scores->sheet, &scores->points, &scores->evaluations, &scores->rules, &scores->hints};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		rows_release(all[i]);
	steps_release(&scores->steps);
	objecting_release(&scores->objecting);
	marking_release(&scores->marking);
	placing_release(&scores->placing);
	telling_release(scores);
	rows_release(&scores->trend);
	find_release(&scores->find);
	free(scores->shown);
	free(scores->lines);
}
