/* What is told of a line or a sheet on a page of its own: the clause and the rule word for word, and what
 * would now come out otherwise than it was posted. */
#include "core/base/date.h"
#include "tui/scores/scores.h"

enum { DIGITS_OF_HASH = 6, ITEM_COLUMNS = 18, POINTS_COLUMNS = 9 };
enum clause_cell {
	CLAUSE_AT_ITEM,
	CLAUSE_AT_CLAUSE,
	CLAUSE_AT_RULES,
	CLAUSE_AT_VERSION,
	CLAUSE_AT_BASIS,
	CLAUSE_AT_DAY,
	CLAUSE_AT_HASH,
	CLAUSE_AT_FIRST,
	CLAUSE_AT_LAST,
	CLAUSE_AT_TEXT,
	CLAUSE_AT_HOW,
	CLAUSE_AT_POSTED
};
enum differs_cell { DIFFERS_AT_ITEM, DIFFERS_AT_THEN, DIFFERS_AT_NOW, DIFFERS_AT_WHY };

/* --- the clause --- */

/* 党小组季度评比计分规则 第2版 自2026年7月1日起 a3f9c2 第42-52行 */
void clause_source_words(const struct scores *scores, struct buf *out)
{
	const struct view *row;

	if (!scores->clause.loaded || !scores->clause.count)
		return;
	row = &scores->clause.items[0];
	buf_text(out, rows_text(row, CLAUSE_AT_RULES));
	if (rows_has(row, CLAUSE_AT_VERSION)) {
		tr_format(out, " version {1}, from ", "n", rows_number(row, CLAUSE_AT_VERSION));
		tr_date(rows_number(row, CLAUSE_AT_DAY), 0, out);
		tr_format(out, " ({1})", "S", rows_text(row, CLAUSE_AT_BASIS));
	}
	buf_byte(out, ' ');
	buf_text(out, text_take(rows_text(row, CLAUSE_AT_HASH), DIGITS_OF_HASH));
	tr_format(out,
		rows_number(row, CLAUSE_AT_FIRST) == rows_number(row, CLAUSE_AT_LAST) ? N_(" line {1}")
										      : N_(" lines {1}-{2}"),
		"nn", rows_number(row, CLAUSE_AT_FIRST), rows_number(row, CLAUSE_AT_LAST));
	if (rows_number(row, CLAUSE_AT_POSTED))
		buf_text(out, tr_text(N_(", as it was posted by")));
}

struct text clause_text(const struct scores *scores)
{
	return scores->clause.loaded && scores->clause.count
		? rows_text(&scores->clause.items[0], CLAUSE_AT_TEXT)
		: NO_TEXT;
}

static void label(struct buf *out, const char *id)
{
	buf_text(out, tr_text(id));
	buf_text(out, TEXT("  "));
}

static void open_clause(struct screen *screen)
{
	const struct scores *scores = scores_of(screen);
	const struct view *row = &scores->clause.items[0];
	struct buf page = BUF_INIT;

	buf_text(&page, rows_text(row, CLAUSE_AT_ITEM));
	buf_text(&page, TEXT("\n\n"));
	label(&page, N_("clause"));
	buf_text(&page,
		rows_text(row, CLAUSE_AT_CLAUSE).len ? rows_text(row, CLAUSE_AT_CLAUSE)
						     : tr_text(N_("The rules name no clause for this")));
	buf_byte(&page, '\n');
	label(&page, N_("how"));
	tr_encoded(rows_text(row, CLAUSE_AT_HOW), &page);
	buf_byte(&page, '\n');
	label(&page, N_("rules file"));
	clause_source_words(scores, &page);
	buf_text(&page, TEXT("\n\n"));
	buf_text(&page, rows_text(row, CLAUSE_AT_TEXT));
	app_open(screen->app, "clause", &(struct target){.text = buf_as_text(&page)});
	buf_release(&page);
}

static void clause_came(struct screen *screen, const struct answer *answer)
{
	struct scores *scores = scores_of(screen);

	bool whole = rows_take(screen, &scores->clause, answer);

	if (!scores->clause_wanted || scores->clause.asked)
		return;
	scores->clause_wanted = false;
	if (whole && scores->clause.count)
		open_clause(screen);
	else if (scores->clause.refused.id[0])
		app_say_error(screen->app, &answer->error);
}

void clause_ask(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	scores->clause.from = scores->from;
	scores->clause.to = scores->to;
	scores->clause.early = scores->early;
	scores->clause.kind = scores_points_kind(scores);
	scores->clause.scored = scores->scored;
	scores->clause.quiet = true;
	scores->clause.loaded = false;
	if (scores->item)
		rows_ask(screen, &scores->clause);
}

void scores_explain(struct screen *screen)
{
	scores_of(screen)->clause_wanted = true;
	clause_ask(screen);
}

/* On a line of points; elsewhere F1 is help. */
bool scores_may_explain(const struct screen *screen, struct message *why)
{
	const struct scores *scores = scores_of(screen);
	bool line = scores->item && scores->sheet.loaded && sheet_item(scores) &&
		(scores->block != BLOCK_RANKING || (scores->picture == PICTURE_HEAT && !scores_wide(screen)));

	if (!line && why)
		message_set(why, "No line of points is chosen here", "");
	return line;
}

/* --- what would now differ --- */

static void put_points(struct buf *out, const struct view *row, unsigned cell)
{
	struct buf words = BUF_INIT;

	if (rows_has(row, cell))
		points_show(rows_number(row, cell), 2, false, &words);
	else
		buf_text(&words, TEXT("--"));
	text_pad_left(out, buf_as_text(&words), POINTS_COLUMNS);
	buf_release(&words);
}

static void differs_line(const struct view *row, struct buf *out)
{
	struct buf words = BUF_INIT;

	tr_encoded(rows_text(row, DIFFERS_AT_ITEM), &words);
	text_pad(out, buf_as_text(&words), ITEM_COLUMNS);
	put_points(out, row, DIFFERS_AT_THEN);
	put_points(out, row, DIFFERS_AT_NOW);
	buf_text(out, TEXT("  "));
	tr_encoded(rows_text(row, DIFFERS_AT_WHY), out);
	buf_byte(out, '\n');
	buf_release(&words);
}

static void differs_heading(struct buf *out)
{
	text_pad(out, tr_text(N_("item")), ITEM_COLUMNS);
	text_pad_left(out, tr_text(N_("posted")), POINTS_COLUMNS);
	text_pad_left(out, tr_text(N_("rescored")), POINTS_COLUMNS);
	buf_text(out, TEXT("  "));
	buf_text(out, tr_text(N_("because")));
	buf_byte(out, '\n');
}

static void differs_came(struct screen *screen, const struct answer *answer)
{
	struct scores *scores = scores_of(screen);
	const struct view *who = rows_find(&scores->ranking, scores->chosen);
	struct buf page = BUF_INIT;

	if (!rows_take(screen, &scores->differs, answer))
		return;
	if (!scores->differs.count) {
		app_say(screen->app, "Nothing would come out otherwise today", "");
		return;
	}
	period_words(scores->from, scores->to, &page);
	if (who) {
		buf_text(&page, TEXT(" > "));
		buf_text(&page, evaluated_short(rows_text(who, NAME)));
	}
	buf_text(&page, TEXT("\n"));
	buf_text(&page,
		tr_text(N_("What was posted stands, with the rules it was posted by; this is what would come "
			   "out if it were scored today.")));
	buf_text(&page, TEXT("\n\n"));
	differs_heading(&page);
	for (size_t i = 0; i < scores->differs.count; i++)
		differs_line(&scores->differs.items[i], &page);
	app_open(screen->app, "differs", &(struct target){.text = buf_as_text(&page)});
	buf_release(&page);
}

void scores_differ(struct screen *screen)
{
	struct scores *scores = scores_of(screen);

	scores->differs.from = scores->from;
	scores->differs.to = scores->to;
	scores->differs.scored = scores->scored;
	scores->differs.subject = scores->chosen;
	if (scores->chosen)
		rows_ask(screen, &scores->differs);
}

bool scores_may_differ(const struct screen *screen, struct message *why)
{
	const struct view *evaluation = scores_evaluation(scores_of(screen));
	bool posted = evaluation && rows_number(evaluation, EVALUATION_AT_STATE) >= EVALUATION_POSTED;

	if (!posted && why)
		message_set(why, "Nothing is posted for this period: its points are those of now", "");
	return posted;
}

/* --- beginning and end --- */

void telling_start(struct scores *scores)
{
	scores->clause = (struct rows){.source = "clause",
		.columns = "item clause rules version basis day hash first last text how posted",
		.done = clause_came};
	scores->differs =
		(struct rows){.source = "differs", .columns = "item then now why", .done = differs_came};
}

void telling_release(struct scores *scores)
{
	rows_release(&scores->clause);
	rows_release(&scores->differs);
}
