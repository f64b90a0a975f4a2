/* Rows that are only counted and added up need not be kept: their sums are, by part of the period and
 * subject. Whoever asks for the rows behind the points says so (struct score_period), and gets them besides.
 */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

struct tally_slot {
	bool doubtful;
};
/* What is added mostly has one denominator: that is added up as it is, not brought to lowest terms each time.
 */
struct tally_sum {
	struct fraction plain; /* not given: nothing yet */
	struct exact *rest;    /* all else; NULL: there is nothing else */
};
struct tally {
	struct part *parts;
	size_t part_count, subjects, atoms, last;
	struct tally_slot *slots; /* by part and subject */
	struct tally_sum *sums;   /* and by atom */
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
	*tally = (struct tally){parts, count, score->count, line->atom_count, 0, NULL, NULL};
	tally->slots = mem_new((count * score->count + 1) * sizeof(*tally->slots));
	tally->sums = mem_new((sum_count(tally) + 1) * sizeof(*tally->sums));
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	for (size_t i = 0; i < sum_count(tally); i++)
		if (tally->sums[i].rest) {
			exact_clear(tally->sums[i].rest);
			free(tally->sums[i].rest);
		}
	free(tally->parts);
	free(tally->slots);
	free(tally->sums);
	free(tally);
}

/* --- adding --- */

static struct exact *rest_of(struct tally_sum *sum)
{
	if (!sum->rest) {
		sum->rest = mem_new(sizeof(*sum->rest));
		exact_init(sum->rest);
	}
	return sum->rest;
}

static void add(struct tally_sum *sum, struct fraction number)
{
	int64_t added;

	if (!number.denominator)
		return;
	if (!sum->plain.numerator)
		sum->plain = number;
	else if (number.denominator == sum->plain.denominator &&
		!__builtin_add_overflow(sum->plain.numerator, number.numerator, &added))
		sum->plain.numerator = added;
	else
		exact_add_fraction(rest_of(sum), number);
}

static void add_product(struct tally_sum *sum, struct fraction number, struct fraction by)
{
	int64_t product;

	if (by.denominator == 1 && !__builtin_mul_overflow(number.numerator, by.numerator, &product))
		add(sum, (struct fraction){product, number.denominator});
	else
		exact_add_product(rest_of(sum), number, by);
}

static void add_atom(const struct atom *atom, struct tally_sum *sum, const struct hit *hit, size_t number)
{
	switch (atom->kind) {
	case ATOM_MATCHING:
		add(sum, (struct fraction){hit->matches >> number & 1, 1});
		break;
	case ATOM_COUNT:
	case ATOM_TIMES:
		add(sum, hit->worth);
		break;
	case ATOM_TOTAL:
		add(sum, hit->values[number]);
		break;
	default:
		add_product(sum, hit->values[number], hit->worth);
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
	tally->slots[slot].doubtful |= hit->doubtful;
	for (size_t i = 0; i < tally->atoms && (hit->first || line->persons); i++)
		add_atom(&line->atoms[i], &tally->sums[slot * tally->atoms + i], hit, i);
}

void tally_count(struct tally *tally, const struct line *line, const struct counted *counted, unsigned times)
{
	struct tally_sum *sums;
	size_t part;

	if (!find_part(tally, counted->day, &part))
		return;
	sums = &tally->sums[(part * tally->subjects + counted->subject) * tally->atoms];
	for (size_t i = 0; i < tally->atoms; i++)
		if (line->atoms[i].kind != ATOM_MATCHING)
			add_product(&sums[i], counted->worth, (struct fraction){times, 1});
		else if (counted->matches >> i & 1)
			add(&sums[i], (struct fraction){times, 1});
}

void tally_join(struct tally *tally, const struct tally *other)
{
	for (size_t i = 0; i < tally->part_count * tally->subjects; i++)
		tally->slots[i].doubtful |= other->slots[i].doubtful;
	for (size_t i = 0; i < sum_count(tally); i++) {
		add(&tally->sums[i], other->sums[i].plain);
		if (other->sums[i].rest)
			exact_add(rest_of(&tally->sums[i]), rest_of(&tally->sums[i]), other->sums[i].rest);
	}
}

/* --- asking --- */

bool tally_doubtful(const struct tally *tally, unsigned part, size_t subject)
{
	return tally->slots[part * tally->subjects + subject].doubtful;
}

void tally_sum(const struct tally *tally, unsigned part, size_t subject, size_t atom, struct figure *out)
{
	const struct tally_sum *sum =
		&tally->sums[((size_t)part * tally->subjects + subject) * tally->atoms + atom];

	if (fraction_given(sum->plain))
		exact_set(&out->value, sum->plain);
	else
		exact_whole(&out->value, 0);
	if (sum->rest)
		exact_add(&out->value, &out->value, sum->rest);
	out->known = KNOWN;
}
