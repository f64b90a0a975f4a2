/* Rows that are only counted and added up need not be kept: their sums are, by part of the period and
 * subject. Whoever asks for the rows behind the points says so (struct score_period), and gets them besides.
 */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

struct tally_slot {
	bool doubtful;
};
struct tally {
	struct part *parts;
	size_t part_count, subjects, atoms, last;
	struct tally_slot *slots; /* by part and subject */
	struct exact *sums;       /* and by atom */
};

static size_t sum_count(const struct tally *tally)
{
	return tally->part_count * tally->subjects * tally->atoms;
}

/* --- which lines --- */

static bool only_added(const struct line *line)
{
	for (size_t i = 0; i < line->atom_count; i++)
		switch (line->atoms[i].kind) {
		case ATOM_COUNT:
		case ATOM_TIMES:
		case ATOM_SUM:
		case ATOM_TOTAL:
		case ATOM_DAYS:
		case ATOM_MATCHING:
			break;
		default:
			return false;
		}
	for (const struct step *step = line->steps; step; step = step->next)
		if (step->is->group || step->is->days)
			return false;
	return line->apart == APART_NONE;
}

static bool apart_from_another(const struct part *parts, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (parts[i].from <= parts[i - 1].to)
			return false;
	return true;
}

struct tally *tally_new(const struct score *score, const struct line *line)
{
	struct tally *tally;
	struct part *parts;
	unsigned count;

	if (!only_added(line))
		return NULL;
	parts = score_parts(score, line, &count);
	if (!apart_from_another(parts, count)) {
		free(parts);
		return NULL;
	}
	tally = mem_new(sizeof(*tally));
	*tally = (struct tally){parts, count, score->count, line->atom_count, 0, NULL, NULL};
	tally->slots = mem_new((count * score->count + 1) * sizeof(*tally->slots));
	tally->sums = mem_new((sum_count(tally) + 1) * sizeof(*tally->sums));
	for (size_t i = 0; i < sum_count(tally); i++)
		exact_init(&tally->sums[i]);
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	for (size_t i = 0; i < sum_count(tally); i++)
		exact_clear(&tally->sums[i]);
	free(tally->parts);
	free(tally->slots);
	free(tally->sums);
	free(tally);
}

/* --- adding --- */

static void add_atom(const struct atom *atom, struct exact *sum, const struct hit *hit, size_t number)
{
	switch (atom->kind) {
	case ATOM_MATCHING:
		exact_add_fraction(sum, (struct fraction){hit->matches >> number & 1, 1});
		break;
	case ATOM_COUNT:
	case ATOM_TIMES:
		exact_add_fraction(sum, hit->worth);
		break;
	case ATOM_TOTAL:
		exact_add_fraction(sum, hit->values[number]);
		break;
	default:
		exact_add_product(sum, hit->values[number], hit->worth);
	}
}

/* Rows mostly come by day. */
static bool find_part(struct tally *tally, int64_t day, size_t *found)
{
	for (size_t i = 0; i < tally->part_count; i++) {
		size_t at = (tally->last + i) % tally->part_count;

		if (day < tally->parts[at].from || day > tally->parts[at].to)
			continue;
		*found = tally->last = at;
		return true;
	}
	return false;
}

void tally_add(struct tally *tally, const struct line *line, const struct hit *hit)
{
	size_t part, slot;

	if (!find_part(tally, hit->day, &part))
		return;
	slot = part * tally->subjects + hit->subject;
	tally->slots[slot].doubtful |= hit->doubtful;
	for (size_t i = 0; i < tally->atoms && (hit->first || line->persons); i++)
		add_atom(&line->atoms[i], &tally->sums[slot * tally->atoms + i], hit, i);
}

void tally_count(struct tally *tally, const struct line *line, const struct hit *hit, unsigned times)
{
	struct exact *sums;
	size_t part;

	if (!find_part(tally, hit->day, &part))
		return;
	sums = &tally->sums[(part * tally->subjects + hit->subject) * tally->atoms];
	for (size_t i = 0; i < tally->atoms; i++)
		if (line->atoms[i].kind != ATOM_MATCHING)
			exact_add_product(&sums[i], hit->worth, (struct fraction){times, 1});
		else if (hit->matches >> i & 1)
			exact_add_fraction(&sums[i], (struct fraction){times, 1});
}

/* --- asking --- */

bool tally_doubtful(const struct tally *tally, unsigned part, size_t subject)
{
	return tally->slots[part * tally->subjects + subject].doubtful;
}

void tally_sum(const struct tally *tally, unsigned part, size_t subject, size_t atom, struct figure *out)
{
	exact_copy(
		&out->value, &tally->sums[((size_t)part * tally->subjects + subject) * tally->atoms + atom]);
	out->known = KNOWN;
}
