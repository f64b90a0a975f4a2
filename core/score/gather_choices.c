/* A roll: of its rows, every line asks only what stands in one choice. So the rows of a record are counted by
 * what they say first, and each line takes the counts. */
#include "core/score/asking.h"

/* By sort of the rows: what is asked of them, and how many there are. */
struct counting {
	uint64_t group; /* 0: none, they are taken one by one */
	size_t code;    /* CHOICE_CODES: nothing is chosen */
	unsigned count;
};

static void give(struct asking *asking, const struct counting *counting)
{
	const int subject = counting->count ? asking_subject(asking, counting->group) : -1;

	for (size_t i = 0; subject >= 0 && i < asking->count; i++) {
		const struct wanting *wanting = &asking->wanting[i];
		const struct counted counted = {(size_t)subject, asking->day, wanting->worth,
			wanting->choice.matches[counting->code]};

		if (wanting->open && wanting->choice.holds[counting->code])
			tally_count(wanting->tally, wanting->line, &counted, counting->count);
	}
}

static void give_all(struct asking *asking, struct row_runs *runs, const struct counting *countings)
{
	for (size_t i = 0; i < runs->sort_count; i++)
		give(asking, &countings[i]);
	runs->sort_count = 0;
}

static struct counting counting_of(const struct asking *asking, struct text says)
{
	const bool choice_first = asking->choice->tag == asking->choice_tags[0];
	int64_t numbers[2], group, code;

	if (!view_numbers(says, asking->choice_tags, 2, numbers))
		numbers[choice_first] = VIEW_NO_NUMBER;
	group = numbers[choice_first];
	code = numbers[!choice_first];
	if (group <= 0)
		return (struct counting){0};
	return (struct counting){(uint64_t)group,
		code == VIEW_NO_NUMBER                     ? CHOICE_CODES
			: code < 0 || code >= CHOICE_CODES ? CHOICE_CODES - 1
							   : (size_t)code,
		0};
}

/* Rows of no group are people's. */
static void take_each(struct asking *asking, struct row_walk rows, size_t count, uint64_t nth)
{
	for (size_t i = 0; i < count && row_walk_next(&rows); i++)
		asking_inner(asking, &rows.row, nth + i);
}

void asking_choices(struct asking *asking, const struct row_walk *rows)
{
	struct counting countings[ROW_SORTS];
	struct row_runs runs = row_runs_of(rows, asking->choice_key);
	size_t known = 0;

	for (uint64_t nth = 1; row_run_next(&runs); nth += runs.count) {
		if (known < runs.sort_count)
			countings[known++] = counting_of(asking, runs.sorts[runs.sort].says);
		if (countings[runs.sort].group)
			countings[runs.sort].count += (unsigned)runs.count;
		else
			take_each(asking, runs.first, runs.count, nth);
		if (known < ROW_SORTS)
			continue;
		give_all(asking, &runs, countings);
		known = 0;
	}
	give_all(asking, &runs, countings);
}
