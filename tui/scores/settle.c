/* Which period panel 5 shows before anybody chose one, and when it turns to others. */
#include "core/base/date.h"
#include "tui/scores/scores.h"

int scores_months(const struct scores *scores)
{
	struct date_parts first = date_parts(scores->from), last = date_parts(scores->to);

	return (last.year - first.year) * 12 + last.month - first.month + 1;
}

void scores_last_period(struct screen *screen, int months)
{
	struct scores *scores = scores_of(screen);
	int64_t begun = period_begin(screen->app->welcome.today, months);

	scores->from = date_add_months(begun, -months);
	scores->to = begun - 1;
}

/* Is it under way, and of those whose points are shown? */
static bool is_under_way(const struct scores *scores, const struct view *evaluation)
{
	int64_t state = rows_number(evaluation, EVALUATION_AT_STATE);

	return state > EVALUATION_COLLECTING && state < EVALUATION_FINAL &&
		is_of_scored(scores, evaluation, EVALUATION_AT_SUBJECT);
}

/* The newest that people work on; NULL: none. */
static const struct view *evaluation_to_show(const struct scores *scores)
{
	const struct view *newest = NULL;

	for (size_t i = 0; i < scores->evaluations.count; i++) {
		const struct view *row = &scores->evaluations.items[i];

		if (is_under_way(scores, row) &&
			(!newest ||
				rows_number(row, EVALUATION_AT_FROM) >
					rows_number(newest, EVALUATION_AT_FROM)))
			newest = row;
	}
	return newest;
}

/* For how long periods the rules of those who are shown are, and from when on there are any. */
struct lengths {
	int64_t spans; /* a set of enum system_every */
	int64_t first;
};

static struct lengths lengths_of(const struct scores *scores)
{
	struct lengths lengths = {0, DATE_MAX};

	for (size_t i = 0; i < scores->rules.count; i++) {
		const struct view *row = &scores->rules.items[i];

		if (!is_of_scored(scores, row, RULES_AT_SUBJECT))
			continue;
		/* Those that do not say are for any. */
		lengths.spans |=
			rows_has(row, RULES_AT_SPANS) ? rows_number(row, RULES_AT_SPANS) : 1 << EVERY_QUARTER;
		if (rows_number(row, RULES_AT_FROM) < lengths.first)
			lengths.first = rows_number(row, RULES_AT_FROM);
	}
	/* The program's own are for quarters. */
	if (!lengths.spans)
		lengths.spans = 1 << EVERY_QUARTER;
	return lengths;
}

static bool has_months(int64_t spans, int months)
{
	for (enum system_every every = EVERY_MONTH; every <= EVERY_YEAR; every++)
		if (spans >> every & 1 && period_months(every) == months)
			return true;
	return false;
}

/* The last one that is over of those that their rules are for; where there were no rules yet the one under
 * way. */
static void show_last(struct screen *screen, struct lengths lengths)
{
	struct scores *scores = scores_of(screen);
	int months = has_months(lengths.spans, QUARTER_MONTHS) ? QUARTER_MONTHS : spans_months(lengths.spans);

	scores_last_period(screen, months);
	if (scores->from < lengths.first && scores->to + 1 >= lengths.first) {
		scores->from = scores->to + 1;
		scores->to = date_add_months(scores->from, months) - 1;
	}
}

void scores_settle(struct screen *screen)
{
	struct scores *scores = scores_of(screen);
	const struct view *evaluation = evaluation_to_show(scores);
	struct lengths lengths = lengths_of(scores);

	scores->settling = false;
	if (evaluation) {
		scores->from = rows_number(evaluation, EVALUATION_AT_FROM);
		scores->to = rows_number(evaluation, EVALUATION_AT_TO);
	} else if (!has_months(lengths.spans, scores_months(scores))) {
		show_last(screen, lengths);
	}
	scores_ask(screen);
}
