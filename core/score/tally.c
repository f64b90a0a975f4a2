/* Rows that are only counted and added up need not be kept: their sums are, by part of the period and
 * subject. Whoever asks for the rows behind the points says so (struct score_period), and gets them besides.
 */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

/* What is added to one atom mostly has one denominator: that is added up as it is, in a word, not brought to
 * lowest terms each time. */
struct tally {
	struct part *parts;
	size_t part_count, subjects, atoms, last;
	bool *doubtful;                  /* by part and subject */
	int64_t *sums;                   /* and by atom: so many of that atom's shares */
	int64_t denominators[ATOMS_MAX]; /* by atom; 0: nothing was added yet */
	struct exact **rests;            /* as sums: what has another denominator; NULL: nothing has */
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
	/* What lasts is in each part that it touches. */
	if (!apart_from_another(parts, count) || (line->source->until && count > 1)) {
		free(parts);
		return NULL;
	}
	tally = mem_new(sizeof(*tally));
	*tally = (struct tally){parts, count, score->count, line->atom_count};
	tally->doubtful = mem_new(count * score->count + 1);
	tally->sums = mem_new((sum_count(tally) + 1) * sizeof(*tally->sums));
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	for (size_t i = 0; tally->rests && i < sum_count(tally); i++)
		if (tally->rests[i]) {
			exact_clear(tally->rests[i]);
			free(tally->rests[i]);
		}
	free(tally->parts);
	free(tally->doubtful);
	free(tally->sums);
	free(tally->rests);
	free(tally);
}

/* --- adding --- */

static struct exact *rest_at(struct tally *tally, size_t at)
{
	if (!tally->rests)
		tally->rests = mem_new(sum_count(tally) * sizeof(struct exact *));
	if (!tally->rests[at]) {
		tally->rests[at] = mem_new(sizeof(struct exact));
		exact_init(tally->rests[at]);
	}
	return tally->rests[at];
}

static void add(struct tally *tally, size_t at, size_t atom, struct fraction number)
{
	int64_t *denominator = &tally->denominators[atom], sum;

	if (!*denominator)
		*denominator = number.denominator;
	if (number.denominator != *denominator ||
		__builtin_add_overflow(tally->sums[at], number.numerator, &sum))
		exact_add_fraction(rest_at(tally, at), number);
	else
		tally->sums[at] = sum;
}

static void add_product(
	struct tally *tally, size_t at, size_t atom, struct fraction number, struct fraction by)
{
	int64_t product;

	if (!number.denominator || !by.denominator) /* not given */
		return;
	if (by.denominator == 1 && !__builtin_mul_overflow(number.numerator, by.numerator, &product))
		add(tally, at, atom, (struct fraction){product, number.denominator});
	else
		exact_add_product(rest_at(tally, at), number, by);
}

/* What a row has of it, and how often that counts. */
static struct fraction one_of(
	const struct atom *atom, const struct hit *hit, size_t number, struct fraction *by)
{
	*by = (struct fraction){1, 1};
	switch (atom->kind) {
	case ATOM_MATCHING:
		return (struct fraction){hit->matches >> number & 1, 1};
	case ATOM_COUNT:
	case ATOM_TIMES:
		return hit->worth;
	case ATOM_TOTAL:
		return hit->values[number];
	default:
		*by = hit->worth;
		return hit->values[number];
	}
}

static bool is_within(const struct part *part, int64_t day)
{
	return day >= part->from && day <= part->to;
}

/* Rows mostly come by day. */
static bool find_part(struct tally *tally, int64_t day, size_t *found)
{
	*found = tally->last;
	if (tally->part_count && is_within(&tally->parts[tally->last], day))
		return true;
	for (size_t i = 0; i < tally->part_count; i++)
		if (is_within(&tally->parts[i], day)) {
			*found = tally->last = i;
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
	tally->doubtful[slot] |= hit->doubtful;
	for (size_t i = 0; i < tally->atoms && (hit->first || line->persons) && !hit->again; i++) {
		struct fraction by, number = one_of(&line->atoms[i], hit, i, &by);

		add_product(tally, slot * tally->atoms + i, i, number, by);
	}
}

void tally_count(struct tally *tally, const struct line *line, const struct counted *counted, unsigned times)
{
	size_t part, first;

	if (!find_part(tally, counted->day, &part))
		return;
	first = (part * tally->subjects + counted->subject) * tally->atoms;
	for (size_t i = 0; i < tally->atoms; i++)
		if (line->atoms[i].kind != ATOM_MATCHING)
			add_product(tally, first + i, i, counted->worth, (struct fraction){times, 1});
		else if (counted->matches >> i & 1)
			add(tally, first + i, i, (struct fraction){times, 1});
}

void tally_join(struct tally *tally, const struct tally *other)
{
	for (size_t i = 0; i < tally->part_count * tally->subjects; i++)
		tally->doubtful[i] |= other->doubtful[i];
	for (size_t i = 0; i < sum_count(tally); i++) {
		if (other->sums[i])
			add(tally, i, i % tally->atoms,
				(struct fraction){other->sums[i], other->denominators[i % tally->atoms]});
		if (other->rests && other->rests[i])
			exact_add(rest_at(tally, i), rest_at(tally, i), other->rests[i]);
	}
}

/* --- asking --- */

bool tally_doubtful(const struct tally *tally, unsigned part, size_t subject)
{
	return tally->doubtful[part * tally->subjects + subject];
}

void tally_sum(const struct tally *tally, unsigned part, size_t subject, size_t atom, struct figure *out)
{
	const size_t at = ((size_t)part * tally->subjects + subject) * tally->atoms + atom;

	if (tally->sums[at])
		exact_set(&out->value, (struct fraction){tally->sums[at], tally->denominators[atom]});
	else
		exact_whole(&out->value, 0);
	if (tally->rests && tally->rests[at])
		exact_add(&out->value, &out->value, tally->rests[at]);
	out->known = KNOWN;
}
