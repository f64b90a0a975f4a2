/* Limits of one part of the period, and of all its parts together. What limits the item, its section and the
 * total is in total.c. */
#include "core/score/scoring.h"
#include "core/score/sentence_internal.h"

static void *read_amount_of(struct keys *keys, enum word word)
{
	struct amount *amount = arena_new(keys->reading->arena, sizeof(*amount));

	take_amount(keys, word, amount);
	return amount;
}

static void *read_part_cap(struct keys *keys)
{
	const struct tree *cap = key_in(keys->map, WORD_PART_CAP);

	if (only_loses(keys) && !all_minus(cap))
		fault_at_key(keys->reading->faults, cap,
			"What is taken off in each part ends with part_floor: -3: a cap changes nothing here",
			"");
	return read_amount_of(keys, WORD_PART_CAP);
}

/* 每个: -1, 每期下限: 3 would give 3 for whatever was taken off. */
static void *read_part_floor(struct keys *keys)
{
	const struct tree *node = key_in(keys->map, WORD_PART_FLOOR);
	struct fraction least;

	if (only_loses(keys) && node->kind == TREE_TEXT && fraction_parse(node->text, &least) &&
		least.numerator > 0)
		fault_at(keys->reading->faults, node,
			"What is taken off in each part ends at a number below 0: write part_floor: -{1}",
			"S", node->text);
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
		amount_evaluate(amount, work, i, &bound);
		if (negated)
			exact_negate(&bound.value, &bound.value);
		figure_limit(&work->figures[i], &bound, sign);
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

/* 最多得: 3 */
static void *read_most_gain(struct keys *keys)
{
	return read_amount_of(keys, WORD_MOST_GAIN);
}

/* --- a part that becomes 0 --- */

static bool names_source(const struct tree *map)
{
	for (const struct tree *key = map->child; key; key = key->next)
		if (word_named(key->key) == WORD_SOURCE)
			return true;
	return false;
}

/* 本期归零: 标签 = 负面报道: the line counts these rows besides. */
static void *read_part_zero(struct keys *keys)
{
	const struct tree *node = take(keys, WORD_PART_ZERO);
	struct line *line = keys->reading->line;
	size_t *atom = arena_new(keys->reading->arena, sizeof(*atom));

	if (!line->source || line->atom_count == ATOMS_MAX) {
		fault_at_key(keys->reading->faults, node, "Nothing is counted here: give source", "");
		return NULL;
	}
	/* A month of other records: the item is scored month by month, and so is what makes it 0. */
	if (node->kind == TREE_MAP && names_source(node)) {
		fault_at(keys->reading->faults, node,
			"Rows of this item's own source stand here; for another source write zero_if, and "
			"scored_by_parts",
			"");
		return NULL;
	}
	*atom = line->atom_count++;
	line->atoms[*atom] = (struct atom){.kind = ATOM_MATCHING,
		.only = read_filter(keys->reading, node),
		.text = arena_text(keys->reading->arena, node->key)};
	return atom;
}

static void run_part_zero(const void *with, struct part_work *work)
{
	const size_t *atom = with;

	for (size_t i = 0; i < work->subjects; i++)
		if (work->figures[i].known == KNOWN &&
			exact_sign(&work->score->atoms[*atom * work->subjects + i].value))
			exact_whole(&work->figures[i].value, 0);
}

/* --- read out --- */

static void say_cap(const void *with, struct saying *saying)
{
	say_limit(saying, N_("; in each part at most "), with);
}

static void say_floor(const void *with, struct saying *saying)
{
	say_limit(saying, N_("; in each part at least "), with);
}

static void say_most_off(const void *with, struct saying *saying)
{
	say_limit(saying, N_("; at most off: "), with);
}

static void say_most_gain(const void *with, struct saying *saying)
{
	say_limit(saying, N_("; at most "), with);
}

static void say_part_zero(const void *with, struct saying *saying)
{
	const struct atom *atom = &saying->line->atoms[*(const size_t *)with];

	say(saying->out, N_("; with any of \"{1}\" the part is 0"), "S", atom->text);
}

const struct mechanism cap_of_line = {"ICAP", "cap of a line", "最多得", STAGE_TOTAL, {WORD_MOST_GAIN},
	read_most_gain, .part = run_cap, .say = say_most_gain, .help = "This line gives at most so much."};

const struct mechanism limit_mechanisms[] = {
	{"PCAP", "cap a part", "每期上限", STAGE_LIMIT, {WORD_PART_CAP}, read_part_cap, .part = run_cap,
		.say = say_cap, .help = "At most so many points in one part of the period."},
	{"FLOOR", "floor a part", "每期下限", STAGE_LIMIT, {WORD_PART_FLOOR}, read_part_floor,
		.part = run_floor, .say = say_floor,
		.help = "At least so many points in one part of the period."},
	{"FLOOR", "most off", "最多扣", STAGE_TOTAL, {WORD_MOST_OFF}, read_most_off, .part = run_most_off,
		.say = say_most_off, .help = "This line takes off at most so much."},
	{"ICAP", "cap of a line", "最多得", STAGE_TOTAL, {WORD_MOST_GAIN}, read_most_gain, .part = run_cap,
		.say = say_most_gain, .help = "This line gives at most so much."},
	{"IZERO", "zero of a part", "本期归零", STAGE_LIMIT, {WORD_PART_ZERO}, read_part_zero,
		.part = run_part_zero, .say = say_part_zero,
		.help = "With one such row the part of the period gives nothing, whatever else is in it."},
	{0},
};

const struct mechanism *const mechanism_tables[] = {row_mechanisms, people_mechanisms, group_mechanisms,
	value_mechanisms, band_mechanisms, limit_mechanisms, NULL};
