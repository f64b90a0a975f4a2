/* A period that is over: what each line took, as far as it can be otherwise in the next one. It is what the
 * line would have given, had it been done; nobody is told to do it after the event. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/score/hints_internal.h"

/* None of the rows that took points. */
static void unmake(struct hinting *hinting, const struct line *line)
{
	what_if_rows(hinting->what_if, line)->count = 0;
}

/* Every row satisfies all that the line counts by. */
static void fill(struct hinting *hinting, const struct line *line)
{
	struct line_hits *hits = what_if_rows(hinting->what_if, line);

	for (size_t i = 0; i < hits->count; i++)
		hits->hits[i].matches = UINT16_MAX;
}

/* As much of it as there may be, in each part. */
static void add(struct hinting *hinting, const struct line *line)
{
	unsigned count;
	struct part *parts = score_parts(hinting->score, line, &count);

	for (unsigned i = 0; i < count; i++)
		for (size_t s = 0; s < hinting->score->count; s++)
			hint_put(hinting, line, s, &parts[i], 0, hint_most(hinting, line, s, &parts[i]),
				parts[i].from);
	free(parts);
}

/* Not because there would be nothing left to judge. */
static bool is_judged(
	const struct hinting *hinting, const struct item *item, const struct line *line, size_t subject)
{
	return score_line(hinting->score, subject, line)->points.known == KNOWN &&
		score_item(hinting->score, subject, item->index)->points.known == KNOWN;
}

void hint_next(struct hinting *hinting, const struct item *item, const struct line *line)
{
	const struct doing *doing = doing_of(line);
	const struct {
		bool may;
		void (*change)(struct hinting *hinting, const struct line *line);
	} ways[] = {{doing->unmakes, unmake}, {doing->fills, fill}, {doing->adds, add}};
	size_t count = hinting->score->count;
	int64_t *best = mem_new((count + 1) * sizeof(*best));

	for (size_t w = 0; w < sizeof(ways) / sizeof(*ways); w++) {
		if (!ways[w].may)
			continue;
		ways[w].change(hinting, line);
		what_if_try(hinting->what_if, hinting->gains);
		for (size_t s = 0; s < count; s++)
			if (hinting->gains[s] > best[s] && is_judged(hinting, item, line, s))
				best[s] = hinting->gains[s];
		what_if_keep(hinting->what_if, NULL);
	}
	for (size_t s = 0; s < count; s++)
		if (best[s] > 0 && hinting->wanted[s])
			hinting->visit(
				&(struct hint){.way = HINT_NEXT,
					.subject = s,
					.item = item,
					.line = line,
					.gain = best[s],
					.unit = hint_unit_of(line),
					.count = score_members(hinting->score, s, hinting->score->period.to),
					.from = hinting->score->period.from},
				hinting->arg);
	free(best);
}
