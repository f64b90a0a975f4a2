/* Mechanisms over rows that belong together: of one matter, one day, one person. They change what each row
 * is worth, so that the sum stays the sum of the rows. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/base/text_map.h"
#include "core/score/grouping.h"
#include "core/score/hits.h"

/* --- which belong together --- */

static int64_t month_of(int64_t day)
{
	struct date_parts parts = date_parts(day);

	return parts.year * 12 + parts.month - 1;
}

static uint64_t time_of(int64_t day, enum unit unit)
{
	switch (unit) {
	case UNIT_DAY:
		return (uint64_t)(day - DATE_MIN);
	case UNIT_WEEK: /* 1970-01-05 was a Monday */
		return (uint64_t)((day - DATE_MIN + 1) / 7);
	case UNIT_MONTH:
		return (uint64_t)month_of(day);
	case UNIT_QUARTER:
		return (uint64_t)month_of(day) / 3;
	case UNIT_HALF:
		return (uint64_t)month_of(day) / 6;
	default:
		return 0;
	}
}

/* 0 where anything is empty. */
static uint64_t same_of(const struct hit *hit, const struct same *same)
{
	const uint64_t keys[] = {same->matter ? hit->matter : 1, same->person ? hit->person : 1,
		same->columns ? hit->same[same->number] : 1, time_of(hit->day, same->within)};

	return keys[0] && keys[1] && keys[2] ? text_hash((struct text){(const char *)keys, sizeof(keys)}) | 1
					     : 0;
}

static uint64_t key_of(const struct hit *hit, const struct grouping *grouping)
{
	static const enum unit units[TOGETHER_ALL + 1] = {[TOGETHER_DAY] = UNIT_DAY,
		[TOGETHER_WEEK] = UNIT_WEEK,
		[TOGETHER_MONTH] = UNIT_MONTH,
		[TOGETHER_QUARTER] = UNIT_QUARTER};

	switch (grouping->together) {
	case TOGETHER_MATTER:
		return hit->matter;
	case TOGETHER_PERSON:
		return hit->person;
	case TOGETHER_SAME:
		return same_of(hit, &grouping->same);
	case TOGETHER_CONVERTED:
		return hit->group;
	default:
		return time_of(hit->day, units[grouping->together]);
	}
}

struct bucket_entry {
	uint64_t key;
	struct hit *hit;
};

static int by_key(const void *a, const void *b)
{
	const struct bucket_entry *one = a, *other = b;

	if (one->key != other->key)
		return one->key < other->key ? -1 : 1;
	return one->hit < other->hit ? -1 : one->hit > other->hit;
}

/* --- what becomes of them --- */

static struct fraction size_of(struct fraction worth)
{
	return (struct fraction){llabs(worth.numerator), worth.denominator};
}

/* What it is worth cannot be told. */
static void lose(struct bucket_entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		entries[i].hit->doubtful = true;
}

/* What they are worth together, whatever the sign of each where `sizes` says so; what cannot be judged aside.
 * Not given: denominators that differ make it longer than two words; they are lost then. */
static struct fraction sum_of(struct bucket_entry *entries, size_t count, bool sizes)
{
	struct fraction sum = {0, 1};

	for (size_t i = 0; i < count; i++) {
		struct fraction worth = entries[i].hit->worth;

		if (fraction_given(worth))
			sum = fraction_add(sum, sizes ? size_of(worth) : worth);
	}
	if (!fraction_given(sum))
		lose(entries, count);
	return sum;
}

/* Only one keeps its worth: the first of the largest, or of the smallest. */
static void keep_one(struct bucket_entry *entries, size_t count, enum keep keep)
{
	size_t kept = 0;

	/* The first that counts anything. */
	while (keep == KEEP_FIRST && kept + 1 < count && !entries[kept].hit->worth.numerator)
		kept++;
	for (size_t i = 1; i < count && keep != KEEP_FIRST; i++) {
		int order =
			fraction_compare(size_of(entries[i].hit->worth), size_of(entries[kept].hit->worth));

		if (keep == KEEP_MOST ? order > 0 : order < 0)
			kept = i;
	}
	for (size_t i = 0; i < count; i++)
		if (i != kept)
			entries[i].hit->worth = (struct fraction){0, 1};
}

static int by_worth(const void *a, const void *b)
{
	const struct bucket_entry *one = a, *other = b;
	int order = fraction_compare(size_of(other->hit->worth), size_of(one->hit->worth));

	return order ? order : one->hit < other->hit ? -1 : one->hit > other->hit;
}

static void keep_best(struct bucket_entry *entries, size_t count, size_t best)
{
	qsort(entries, count, sizeof(*entries), by_worth);
	for (size_t i = best; i < count; i++)
		entries[i].hit->worth = (struct fraction){0, 1};
}

/* In the order of days, until the cap is reached; what is over counts nothing. */
static void cap_sum(struct bucket_entry *entries, size_t count, struct fraction cap)
{
	struct fraction left = cap;

	for (size_t i = 0; i < count; i++) {
		struct fraction *worth = &entries[i].hit->worth, size = size_of(*worth);
		bool minus = worth->numerator < 0;

		if (!fraction_given(size))
			continue;
		if (fraction_compare(size, left) > 0)
			*worth =
				(struct fraction){minus ? -left.numerator : left.numerator, left.denominator};
		size = size_of(*worth);
		left = fraction_add(left, (struct fraction){-size.numerator, size.denominator});
		if (!fraction_given(left)) {
			lose(entries, count);
			return;
		}
	}
}

static void cut_sum(struct bucket_entry *entries, size_t count)
{
	struct fraction sum = sum_of(entries, count, false), rest;

	if (!fraction_given(sum))
		return;
	rest = (struct fraction){-(sum.numerator % sum.denominator), sum.denominator};
	entries[count - 1].hit->worth = fraction_add(entries[count - 1].hit->worth, rest);
}

/* [1, 2, 3]: each time it weighs more. */
bool turns_grow(const struct grouping *grouping)
{
	return grouping->turn_count &&
		fraction_compare(grouping->turns[grouping->turn_count - 1], grouping->turns[0]) > 0;
}

/* What weighs more each time goes by days, as the hits stand; else the largest comes first. */
static void weigh_in_turn(struct bucket_entry *entries, size_t count, const struct grouping *grouping)
{
	size_t nth = 0;

	if (!turns_grow(grouping))
		qsort(entries, count, sizeof(*entries), by_worth);
	for (size_t i = 0; i < count; i++) {
		size_t turn = nth < grouping->turn_count ? nth : grouping->turn_count - 1;

		/* What counts nothing, being excused, is no time. */
		nth += entries[i].hit->worth.numerator != 0;
		entries[i].hit->worth = fraction_multiply(entries[i].hit->worth, grouping->turns[turn]);
	}
}

static const struct hit *largest(const struct bucket_entry *entries, size_t count, int64_t from, int64_t to)
{
	const struct hit *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (entries[i].hit->day >= from && entries[i].hit->day < to &&
			(!found ||
				fraction_compare(size_of(entries[i].hit->worth), size_of(found->worth)) > 0))
			found = entries[i].hit;
	return found;
}

/* Of those without a number of their matter what is of this period keeps its worth. */
static void keep_rise(struct bucket_entry *entries, size_t count, int64_t begin)
{
	const struct hit *before = largest(entries, count, DATE_MIN, begin),
			 *now = largest(entries, count, begin, DATE_MAX);
	struct fraction rise = now ? now->worth : (struct fraction){0, 1};
	bool alone = !entries[0].key;

	if (before && now && fraction_compare(size_of(now->worth), size_of(before->worth)) <= 0)
		rise = (struct fraction){0, 1};
	else if (before && now)
		rise = fraction_add(
			rise, (struct fraction){-before->worth.numerator, before->worth.denominator});
	for (size_t i = 0; i < count; i++)
		if (entries[i].hit->day < begin || !alone)
			entries[i].hit->worth =
				!alone && entries[i].hit == now ? rise : (struct fraction){0, 1};
}

static void settle(const struct grouping *grouping, struct bucket_entry *entries, size_t count, int64_t begin)
{
	if (grouping->keep == KEEP_RISE) {
		keep_rise(entries, count, begin);
		return;
	}
	/* What is of no matter, or nobody's, stands for itself. */
	if (!entries[0].key && grouping->together <= TOGETHER_SAME)
		return;
	if (grouping->keep != KEEP_ALL)
		keep_one(entries, count, grouping->keep);
	if (fraction_given(grouping->cap))
		cap_sum(entries, count, grouping->cap);
	if (grouping->whole)
		cut_sum(entries, count);
	if (grouping->turn_count)
		weigh_in_turn(entries, count, grouping);
	if (grouping->best)
		keep_best(entries, count, grouping->best);
}

/* What is more than the cap is taken off all of them alike, whosever they are. */
static void settle_across(
	const struct grouping *grouping, struct bucket_entry *entries, size_t count, int64_t begin)
{
	struct fraction sum, share;

	(void)begin;
	if (!entries[0].key)
		return;
	sum = sum_of(entries, count, true);
	if (!fraction_given(sum) || fraction_compare(sum, grouping->cap) <= 0)
		return;
	share = fraction_multiply(grouping->cap, (struct fraction){sum.denominator, sum.numerator});
	for (size_t i = 0; i < count; i++)
		entries[i].hit->worth = fraction_multiply(entries[i].hit->worth, share);
}

typedef void settling(
	const struct grouping *grouping, struct bucket_entry *entries, size_t count, int64_t begin);

static void run_one(const struct grouping *grouping, struct hit *const *hits, size_t count, int64_t begin,
	settling *settle_them)
{
	struct bucket_entry *entries = mem_new(count * sizeof(*entries));
	size_t first = 0;

	for (size_t i = 0; i < count; i++)
		entries[i] = (struct bucket_entry){key_of(hits[i], grouping), hits[i]};
	qsort(entries, count, sizeof(*entries), by_key);
	for (size_t i = 1; i <= count; i++)
		if (i == count || entries[i].key != entries[first].key) {
			settle_them(grouping, entries + first, i - first, begin);
			first = i;
		}
	/* Products may be longer than two words, too. */
	for (size_t i = 0; i < count; i++)
		if (!fraction_given(entries[i].hit->worth))
			lose(&entries[i], 1);
	free(entries);
}

static void run(const void *with, struct hit *const *hits, size_t count, int64_t begin)
{
	for (const struct grouping *grouping = with; grouping; grouping = grouping->next)
		if (!grouping->across)
			run_one(grouping, hits, count, begin, settle);
}

static void run_across(const void *with, struct hit *const *hits, size_t count)
{
	for (const struct grouping *grouping = with; grouping; grouping = grouping->next)
		if (grouping->across)
			run_one(grouping, hits, count, 0, settle_across);
}

/* --- how they are written; of the same column or matter: read_together.c --- */

static void *read_in_turn(struct keys *keys)
{
	struct grouping *grouping = grouping_new(keys, TOGETHER_ALL);

	read_turns(keys, grouping);
	return grouping;
}

static const struct {
	enum word word;
	enum together together;
} caps[] = {{WORD_CAP_DAY, TOGETHER_DAY}, {WORD_CAP_WEEK, TOGETHER_WEEK}, {WORD_CAP_MONTH, TOGETHER_MONTH},
	{WORD_CAP_QUARTER, TOGETHER_QUARTER}};

/* From the longest time down, so that the shortest is applied first. */
static void *read_cap(struct keys *keys)
{
	struct grouping *grouping = NULL;

	for (size_t i = sizeof(caps) / sizeof(*caps); i--;) {
		const struct tree *node = take(keys, caps[i].word);
		const struct grouping *longer = grouping;

		if (!node)
			continue;
		grouping = grouping_new(keys, caps[i].together);
		grouping->cap = read_without_sign(keys->reading, node);
		grouping->next = longer;
	}
	return grouping;
}

static void *read_person_cap(struct keys *keys)
{
	struct grouping *grouping = grouping_new(keys, TOGETHER_PERSON);
	const struct tree *node = take(keys, WORD_CAP_PERSON);

	grouping->cap = read_without_sign(keys->reading, node);
	if (!keys->reading->line->source->people)
		fault_at_key(keys->reading->faults, node,
			"The records of this source name no people: nothing can be counted by person here",
			"");
	keys->reading->line->persons = true;
	return grouping;
}

static const struct choice_word roundings[] = {
	{1, "down", "舍去", .help = N_("a remainder is dropped")},
	{0, "keep", "保留", .help = N_("a remainder counts")},
	{0},
};

static void *read_converted(struct keys *keys)
{
	struct grouping *grouping = grouping_new(keys, TOGETHER_CONVERTED);

	grouping->whole = read_choice(keys, WORD_CONVERT_ROUND, roundings, 0) == 1;
	return grouping;
}

/* 只计最高: 3 */
static void *read_best(struct keys *keys)
{
	struct grouping *grouping = grouping_new(keys, TOGETHER_ALL);
	const struct tree *node = take(keys, WORD_BEST);
	struct fraction count = read_fraction(keys->reading, node);

	if (fraction_given(count) && (count.numerator < 1 || count.numerator % count.denominator))
		fault_at(keys->reading->faults, node, "A count of records is needed here: 3", "");
	else if (fraction_given(count))
		grouping->best = (size_t)(count.numerator / count.denominator);
	return grouping;
}

const struct mechanism group_mechanisms[] = {
	{"MULT", "round converted", "折算取整", STAGE_GROUP, {WORD_CONVERT_ROUND}, read_converted,
		.group = run, .say = say_grouping,
		.help = "What is converted is added up kind by kind, and the rest of each kind is dropped."},
	{"TOP1", "same matter", "同一事项", STAGE_GROUP, {WORD_SAME_MATTER}, read_matter, .group = run,
		.across = run_across, .say = say_grouping,
		.help = "Of what concerns one matter only the highest counts, or all up to a cap."},
	{"TOP1", "same column", "同一栏", STAGE_GROUP, {WORD_SAME_COLUMN}, read_same, .group = run,
		.across = run_across, .say = say_grouping,
		.help = "The same of records of which any column says the same: one object, level, person."},
	{"PCAP", "cap in time", "按日、月封顶", STAGE_GROUP,
		{WORD_CAP_DAY, WORD_CAP_WEEK, WORD_CAP_MONTH, WORD_CAP_QUARTER}, read_cap, .group = run,
		.say = say_grouping, .help = "At most so much a day, week, month or quarter."},
	{"PERSON", "cap a person", "每人封顶", STAGE_GROUP, {WORD_CAP_PERSON}, read_person_cap, .group = run,
		.say = say_grouping, .help = "At most so much for each person; then all are added."},
	{"TOP1", "best", "只计最高", STAGE_GROUP, {WORD_BEST}, read_best, .group = run, .say = say_grouping,
		.help = "Only so many rows, those worth most, count in each part of the period."},
	{"TOP1", "in turn", "依次", STAGE_GROUP, {WORD_IN_TURN}, read_in_turn, .group = run,
		.say = say_grouping,
		.help = "The first of the largest counts whole, the next ones less, or more."},
	{0},
};
