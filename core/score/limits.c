/* Limits of one part of the period, and of all its parts together. What limits the item, its section and the
 * total is in total.c. */
#include "core/score/mechanisms.h"

static void *read_amount_of(struct keys *keys, enum word word)
{
	struct amount *amount = arena_new(keys->reading->arena, sizeof(*amount));

	take_amount(keys, word, amount);
	return amount;
}

static void *read_part_cap(struct keys *keys)
{
	return read_amount_of(keys, WORD_PART_CAP);
}

static void *read_part_floor(struct keys *keys)
{
	return read_amount_of(keys, WORD_PART_FLOOR);
}

/* 最多扣: 3 */
static void *read_most_off(struct keys *keys)
{
	return read_amount_of(keys, WORD_MOST_OFF);
}

/* sign 1: nothing above the amount; -1: nothing below it. */
static void limit(const struct amount *amount, struct part_work *work, int sign, bool negated)
{
	struct figure bound;

	figure_init(&bound);
	for (size_t i = 0; i < work->subjects; i++) {
		struct figure *figure = &work->figures[i];

		amount_evaluate(amount, work, i, &bound);
		if (negated)
			mpq_neg(bound.value, bound.value);
		if (figure->known == KNOWN && bound.known == KNOWN &&
			mpq_cmp(figure->value, bound.value) * sign > 0)
			figure_copy(figure, &bound);
	}
	figure_clear(&bound);
}

static void run_cap(const void *with, struct part_work *work)
{
	limit(with, work, 1, false);
}

static void run_floor(const void *with, struct part_work *work)
{
	limit(with, work, -1, false);
}

static void run_most_off(const void *with, struct part_work *work)
{
	limit(with, work, -1, true);
}

const struct mechanism limit_mechanisms[] = {
	{"PCAP", "cap a part", "每期上限", STAGE_LIMIT, {WORD_PART_CAP}, read_part_cap, .part = run_cap,
		.help = "At most so many points in one part of the period."},
	{"FLOOR", "floor a part", "每期下限", STAGE_LIMIT, {WORD_PART_FLOOR}, read_part_floor,
		.part = run_floor, .help = "At least so many points in one part of the period."},
	{"FLOOR", "most off", "最多扣", STAGE_TOTAL, {WORD_MOST_OFF}, read_most_off, .part = run_most_off,
		.help = "This line takes off at most so much."},
	{0},
};

const struct mechanism *const mechanism_tables[] = {
	row_mechanisms, group_mechanisms, value_mechanisms, band_mechanisms, limit_mechanisms, NULL};
