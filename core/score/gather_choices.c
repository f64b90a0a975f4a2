/* A roll: of its rows, every line asks only what stands in one choice. So the rows of a record are counted by
 * choice first, and each line takes the counts. */
#include "core/score/asking.h"

struct counting {
	uint64_t group; /* whose rows are counted; 0: none yet */
	uint64_t seen;  /* bit per code that was met */
	unsigned counts[CHOICE_CODES + 1];
};

static void give(
	struct asking *asking, const struct wanting *wanting, const struct counting *counting, size_t code)
{
	const struct counted counted = {
		(size_t)asking->last_subject, asking->day, wanting->worth, wanting->choice.matches[code]};

	if (counting->counts[code] && wanting->choice.holds[code])
		tally_count(wanting->tally, wanting->line, &counted, counting->counts[code]);
}

static void give_all(struct asking *asking, struct counting *counting)
{
	if (counting->group && asking_subject(asking, counting->group) >= 0)
		for (size_t i = 0; i < asking->count; i++) {
			if (!asking->wanting[i].open)
				continue;
			for (uint64_t seen = counting->seen; seen; seen &= seen - 1)
				give(asking, &asking->wanting[i], counting, (size_t)__builtin_ctzll(seen));
			give(asking, &asking->wanting[i], counting, CHOICE_CODES);
		}
	for (; counting->seen; counting->seen &= counting->seen - 1)
		counting->counts[__builtin_ctzll(counting->seen)] = 0;
	counting->counts[CHOICE_CODES] = 0;
}

static void count_rows(struct counting *counting, int64_t code, unsigned count)
{
	if (code == VIEW_NO_NUMBER) {
		counting->counts[CHOICE_CODES] += count;
		return;
	}
	if (code < 0 || code >= CHOICE_CODES)
		code = CHOICE_CODES - 1;
	counting->counts[code] += count;
	counting->seen |= UINT64_C(1) << code;
}

/* Rows of no group are people's. */
static void take_each(struct asking *asking, struct row_walk rows, size_t count, uint64_t nth)
{
	for (size_t i = 0; i < count && row_walk_next(&rows); i++)
		asking_inner(asking, &rows.row, nth + i);
}

void asking_choices(struct asking *asking, const struct row_walk *rows)
{
	struct counting counting = {0};
	struct row_runs runs = row_runs_of(rows, asking->choice_key);
	const bool choice_first = asking->choice->tag == asking->choice_tags[0];

	for (uint64_t nth = 1; row_run_next(&runs); nth += runs.count) {
		int64_t numbers[2], group;

		if (!view_numbers(runs.says, asking->choice_tags, 2, numbers))
			numbers[choice_first] = VIEW_NO_NUMBER;
		group = numbers[choice_first];
		if (group <= 0) {
			take_each(asking, runs.first, runs.count, nth);
			continue;
		}
		if ((uint64_t)group != counting.group) {
			give_all(asking, &counting);
			counting.group = (uint64_t)group;
		}
		count_rows(&counting, numbers[!choice_first], (unsigned)runs.count);
	}
	give_all(asking, &counting);
}
