/* Lines that take each person by himself: how many people still lack what would give points, and what it
 * gives when none of them lacks it any more. Only those who are there today; more for its own sake is
 * nobody's lack. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/roster.h"
#include "core/score/hints_internal.h"

struct lacking {
	struct hinting *hinting;
	const struct line *line;
	const struct part *part;
	struct apart apart;
	bool **lacks;    /* by subject and person of it */
	int64_t *people; /* by subject: how many do */
};

static bool is_there(const struct hinting *hinting, size_t subject, uint64_t person)
{
	struct score *score = hinting->score;
	uint64_t id = score->subjects[subject].id, group;

	if (score->rules->subject == SUBJECT_PERSON)
		return id == person;
	group = score_group_of(&score->gatherers[0], person, hinting->today);
	return id == (score->rules->subject == SUBJECT_BRANCH ? branch_of(hinting->world, group) : group);
}

/* So many for the nth person of everybody who is wanted; false: what one is worth cannot be told. */
static bool put_nth(const struct lacking *lacking, size_t nth, int64_t most)
{
	const struct hinting *hinting = lacking->hinting;

	for (size_t s = 0; s < hinting->score->count; s++)
		if (lacking->lacks[s] && nth < lacking->apart.of[s].count && lacking->lacks[s][nth] &&
			!hint_put(lacking->hinting, lacking->line, s, lacking->part,
				lacking->apart.of[s].keys[nth], most, hinting->today))
			return false;
	return true;
}

static bool try_nth(struct lacking *lacking, size_t nth, int64_t most, int64_t *gains)
{
	bool known = put_nth(lacking, nth, most);

	what_if_try(lacking->hinting->what_if, gains);
	what_if_keep(lacking->hinting->what_if, NULL);
	return known;
}

/* Who gains by much, and no more by twice as much. */
static bool find_nth(struct lacking *lacking, size_t nth, int64_t *some)
{
	struct hinting *hinting = lacking->hinting;
	int64_t most = hint_bound(lacking->line);

	if (!try_nth(lacking, nth, most / 2, some) || !try_nth(lacking, nth, most, hinting->gains))
		return false;
	for (size_t s = 0; s < hinting->score->count; s++) {
		if (!lacking->lacks[s] || nth >= lacking->apart.of[s].count || !lacking->lacks[s][nth])
			continue;
		lacking->lacks[s][nth] = hinting->gains[s] > 0 && hinting->gains[s] == some[s];
		lacking->people[s] += lacking->lacks[s][nth];
	}
	return true;
}

static void tell_all(struct lacking *lacking, const struct item *item)
{
	struct hinting *hinting = lacking->hinting;

	for (size_t nth = 0; nth < lacking->apart.most; nth++)
		put_nth(lacking, nth, hint_bound(lacking->line));
	what_if_try(hinting->what_if, hinting->gains);
	what_if_keep(hinting->what_if, NULL);
	for (size_t s = 0; s < hinting->score->count; s++)
		if (lacking->people[s] && hinting->gains[s] > 0)
			hinting->visit(&(struct hint){.way = HINT_ADD,
					       .subject = s,
					       .item = item,
					       .line = lacking->line,
					       .gain = hinting->gains[s],
					       .unit = HINT_LACKING,
					       .count = lacking->people[s],
					       .from = lacking->part->from,
					       .due = lacking->part->to},
				hinting->arg);
}

void hint_people(
	struct hinting *hinting, const struct item *item, const struct line *line, const struct part *part)
{
	size_t count = hinting->score->count;
	struct lacking lacking = {.hinting = hinting,
		.line = line,
		.part = part,
		.apart = apart_of(hinting->score, line),
		.lacks = mem_new((count + 1) * sizeof(bool *)),
		.people = mem_new((count + 1) * sizeof(int64_t))};
	int64_t *some = mem_new((count + 1) * sizeof(*some));
	bool known = true;

	for (size_t s = 0; s < count; s++) {
		if (!hinting->wanted[s])
			continue;
		lacking.lacks[s] = mem_new(lacking.apart.of[s].count + 1);
		for (size_t i = 0; i < lacking.apart.of[s].count; i++)
			lacking.lacks[s][i] = is_there(hinting, s, lacking.apart.of[s].keys[i]);
	}
	for (size_t nth = 0; known && nth < lacking.apart.most; nth++)
		known = find_nth(&lacking, nth, some);
	if (known)
		tell_all(&lacking, item);
	for (size_t s = 0; s < count; s++)
		free(lacking.lacks[s]);
	apart_free(&lacking.apart, count);
	free(lacking.lacks);
	free(lacking.people);
	free(some);
}
