/* A roll: of its rows, every line asks only what stands in one choice. So the rows of a record are counted by
 * what they say first, and each line takes the counts. */
#include "core/score/asking.h"

/* What is asked of rows of one sort. */
struct counting {
	uint64_t group; /* 0: none, they are people's */
	size_t code;    /* CHOICE_CODES: nothing is chosen */
};

static struct counting counting_of(const struct asking *asking, struct text says)
{
	const bool choice_first = asking->choice->tag == asking->choice_tags[0];
	int64_t numbers[2], group, code;

	if (!view_numbers(says, asking->choice_tags, 2, numbers))
		return (struct counting){0, 0};
	group = numbers[choice_first];
	code = numbers[!choice_first];
	return (struct counting){group < 0 ? 0 : (uint64_t)group,
		code == VIEW_NO_NUMBER                     ? CHOICE_CODES
			: code < 0 || code >= CHOICE_CODES ? CHOICE_CODES - 1
							   : (size_t)code};
}

static void give(struct asking *asking, const struct counting *counting, size_t count)
{
	const int subject = asking_subject(asking, counting->group);

	for (size_t i = 0; subject >= 0 && i < asking->count; i++) {
		const struct wanting *wanting = &asking->wanting[i];
		const struct counted counted = {(size_t)subject, asking->day, wanting->worth,
			wanting->choice.matches[counting->code]};

		if (wanting->open && wanting->choice.holds[counting->code])
			tally_count(wanting->tally, wanting->line, &counted, (unsigned)count);
	}
}

bool asking_choices(struct asking *asking, const struct row_walk *rows)
{
	struct row_sorts sorts;
	struct counting countings[ROW_SORTS];

	if (!row_sorts_count(rows, asking->choice_key, &sorts))
		return false;
	for (size_t i = 0; i < sorts.count; i++) {
		countings[i] = counting_of(asking, sorts.sorts[i].says);
		if (!countings[i].group)
			return false;
	}
	for (size_t i = 0; i < sorts.count; i++)
		give(asking, &countings[i], sorts.sorts[i].count);
	return true;
}
