/* F6 on a line of a sheet that people judge: which part of it, where it has several; and what the group gave
 * itself beside what was given by others. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/ask.h"
#include "tui/scores/scores.h"

/* --- which of the item's lines --- */

static bool is_tick(const struct view *line)
{
	return rows_number(line, JUDGED_KIND) == JUDGING_TICK;
}

/* The chosen item's; of the last line of a sheet those of the table as a whole. */
static int64_t number_of(const struct scores *scores)
{
	const struct view *item = sheet_item(scores);

	return item ? (int64_t)item->id : 0;
}

/* The office gives the mark of any reviewer. */
static bool is_yours(const struct screen *screen, const struct view *line)
{
	return rows_has(line, JUDGED_ROLE) || screen->app->welcome.role == ROLE_OPERATOR;
}

/* The nth of your lines of the item that is no tick; the number of all when there is none. */
static size_t nth_judged(const struct screen *screen, size_t nth)
{
	const struct scores *scores = scores_of(screen);
	const struct rows *judged = &scores->marking.judged;
	size_t place = 0;

	for (; place < judged->count; place++)
		if (rows_number(&judged->items[place], JUDGED_NUMBER) == number_of(scores) &&
			!is_tick(&judged->items[place]) && is_yours(screen, &judged->items[place]) && !nth--)
			break;
	return place;
}

struct judged_count {
	size_t ticks, others; /* yours */
	size_t all;
};

static struct judged_count count_judged(const struct screen *screen)
{
	const struct scores *scores = scores_of(screen);
	const struct rows *judged = &scores->marking.judged;
	struct judged_count count = {0};

	for (size_t i = 0; i < judged->count; i++) {
		const struct view *line = &judged->items[i];

		if (rows_number(line, JUDGED_NUMBER) != number_of(scores))
			continue;
		count.all++;
		count.ticks += is_yours(screen, line) && is_tick(line);
		count.others += is_yours(screen, line) && !is_tick(line);
	}
	return count;
}

static void line_picked(struct screen *screen, size_t picked)
{
	struct scores *scores = scores_of(screen);
	struct judged_count count = count_judged(screen);

	if (picked < count.others)
		marking_begin(screen, nth_judged(screen, picked));
	else if (picked == count.others && count.ticks)
		ticking_ask(screen, number_of(scores));
}

/* Several offices each give a part of the points, or some cases are ticked and others are judged in points.
 */
static void choose_line(struct screen *screen, const struct judged_count *count)
{
	const struct scores *scores = scores_of(screen);
	struct text *lines = mem_new((count->others + 1) * sizeof(*lines));

	for (size_t i = 0; i < count->others; i++)
		lines[i] = judged_name(&scores->marking.judged.items[nth_judged(screen, i)]);
	lines[count->others] = tr_text(N_("What there is and what there is not: tick it"));
	ask_pick(screen, N_("Which part of it?"), lines, count->others + !!count->ticks, line_picked);
	free(lines);
}

static void choose(struct screen *screen)
{
	const struct scores *scores = scores_of(screen);
	const struct rows *judged = &scores->marking.judged;
	struct judged_count count = count_judged(screen);

	if (judged->refused.id[0])
		app_say_error(screen->app, &(struct error){.kind = ERROR_STATE, .message = judged->refused});
	else if (!count.all)
		app_say(screen->app,
			sheet_item(scores)
				? N_("This is computed from records: nobody enters it. Enter shows them")
				: N_("Nothing of the table as a whole is judged: no veto, no condition"),
			"");
	else if (!count.ticks && !count.others)
		app_say(screen->app, "This mark is not yours to give, or not at this step of the evaluation",
			"");
	else if (count.ticks && !count.others)
		ticking_ask(screen, number_of(scores));
	else if (!count.ticks && count.others == 1)
		marking_begin(screen, nth_judged(screen, 0));
	else
		choose_line(screen, &count);
}

bool scores_may_mark(const struct screen *screen, struct message *why)
{
	const struct view *evaluation = scores_evaluation(scores_of(screen));

	/* Why not is said of objecting, which has the same key. */
	(void)why;
	return evaluation && rows_number(evaluation, EVALUATION_AT_STATE) < EVALUATION_POSTED &&
		!scores_may_object(screen, NULL) && !scores_may_place(screen, NULL);
}

void scores_give_mark(struct screen *screen)
{
	const struct scores *scores = scores_of(screen);
	const struct rows *judged = &scores->marking.judged;

	if (scores->block == BLOCK_RANKING)
		app_say(screen->app, "This is done on the sheet: Enter", "");
	else if (!judged->loaded || judged->asked)
		app_say(screen->app, "Who gives what here is still coming: once more, please", "");
	else
		choose(screen);
}

/* --- the group's own beside the checked --- */

int64_t self_scores_left(const struct scores *scores)
{
	int64_t left = 0;

	for (size_t i = 0; i < scores->sheet.count; i++) {
		const struct view *row = &scores->sheet.items[i];

		left += rows_number(row, SHEET_AT_BY) == BY_HAND &&
			rows_number(row, SHEET_AT_KIND) == PART_BASIC && rows_has(row, SHEET_AT_COUNTS) &&
			!rows_has(row, SHEET_AT_SELF);
	}
	return left;
}

bool self_score_words(const struct view *item, struct buf *out)
{
	int64_t own = rows_number(item, SHEET_AT_SELF), checked = rows_number(item, SHEET_AT_CHECKED);
	bool both = rows_has(item, SHEET_AT_CHECKED);

	if (!rows_has(item, SHEET_AT_SELF))
		return false;
	buf_text(out, tr_text(N_("self ")));
	points_show(own, 2, false, out);
	if (both) {
		buf_text(out, tr_text(N_(", checked ")));
		points_show(checked, 2, false, out);
	}
	if (rows_has(item, SHEET_AT_FLAG)) {
		buf_text(out, TEXT("  "));
		tr_encoded(rows_text(item, SHEET_AT_FLAG), out);
	} else if (both && own != checked) {
		buf_text(out, tr_text(N_(", differ by ")));
		points_show(checked - own, 2, true, out);
	}
	return both && own != checked;
}

void self_counts_words(const struct view *item, struct buf *out)
{
	if (!rows_has(item, SHEET_AT_COUNTS))
		return;
	if (rows_number(item, SHEET_AT_COUNTS))
		tr_format(out, "the self-score counts for {1}%", "n", rows_number(item, SHEET_AT_COUNTS));
	else
		buf_text(out, tr_text(N_("the self-score is shown and does not count")));
}
