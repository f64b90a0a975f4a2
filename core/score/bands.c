/* Mechanisms that look a figure up in a list of lines: bands, counts, places, days late. */
#include <string.h>
#include "core/base/date.h"
#include "core/base/number.h"
#include "core/score/hits.h"
#include "core/score/scoring.h"
#include "core/score/steps.h"

/* --- lists of lines: the first that fits, from the top --- */

static bool means_zero(const struct tree *node)
{
	return node->kind == TREE_TEXT && (text_is(node->text, "归零") || text_is(node->text, "zero"));
}

/* 归零 says nothing of where the item starts; a minus says that it starts full. */
static void note_band(struct reading *reading, const struct band *band, bool gained)
{
	if (band->points.minus)
		note_amount(reading, &band->points);
	else if (gained && !band->zero)
		note_gains(reading);
}

static void read_points_of(struct keys *keys, struct band *band)
{
	const struct tree *gain = take(keys, WORD_GAIN), *off = take(keys, WORD_OFF);

	if (gain && off)
		fault_at_key(keys->reading->faults, off, "One of gain and off is enough", "");
	else if (gain && means_zero(gain))
		band->zero = true;
	else if (gain)
		take_amount(keys, WORD_GAIN, &band->points);
	else if (off)
		read_off(keys->reading, off, &band->points);
	else
		fault_missing(keys, keys->map, N_("Say what it is worth: gain or off"));
	note_band(keys->reading, band, gain && !off);
}

static struct bands *bands_new(struct keys *keys, size_t room)
{
	struct bands *bands = arena_new(keys->reading->arena, sizeof(*bands));

	bands->bands = arena_new(keys->reading->arena, (room + 1) * sizeof(*bands->bands));
	return bands;
}

/* Bands of one direction, each taken whole by one above it. */
static bool is_reached(const struct bands *bands, const struct band *band)
{
	struct fraction here, above;

	for (const struct band *other = bands->bands; other < band; other++) {
		bool upward = other->bound.compare == COMPARE_FROM || other->bound.compare == COMPARE_ABOVE;

		if (other->rest)
			return false;
		if (band->rest || other->bound.other_end || other->bound.compare != band->bound.compare ||
			!band->bound.amount.all || !other->bound.amount.all ||
			!formula_is_constant(band->bound.amount.all, &here) ||
			!formula_is_constant(other->bound.amount.all, &above) || !fraction_given(here) ||
			!fraction_given(above))
			continue;
		if (upward ? fraction_compare(here, above) >= 0 : fraction_compare(here, above) <= 0)
			return false;
	}
	return true;
}

static void read_band(struct keys *keys, struct bands *bands, const struct tree *node)
{
	struct keys line = keys_of(keys->reading, node);
	struct band *band = &bands->bands[bands->count++];
	const struct tree *rest = take(&line, WORD_REST);
	size_t before = keys->reading->faults->count;

	band->rest = rest != NULL;
	if (rest && means_zero(rest)) {
		band->zero = true;
	} else if (rest) {
		read_amount(keys->reading, rest, &band->points);
		note_band(keys->reading, band, false);
	} else if (node->kind == TREE_MAP) {
		band->bound = take_bound(&line);
		if (band->bound.compare == COMPARE_NONE)
			fault_missing(&line, node, N_("Say from where: from, above, below, up_to or rest"));
		read_points_of(&line, band);
	}
	keys_end(&line);
	if (keys->reading->faults->count == before && node->kind == TREE_MAP && !is_reached(bands, band))
		fault_at(keys->reading->faults, node,
			"This is never reached, for a line above takes all of it: put this one first, or "
			"leave it out",
			"");
}

/* 分档: {95%: 5, 90%: 3}: what is written as a bound is a word of its own there. */
static bool refuse_map_of_bands(struct keys *keys)
{
	static const char *const ends[] = {"及以上", "以上", "分", "个", "次"};
	const struct tree *node = key_in(keys->map, WORD_BANDS), *first = node ? node->child : NULL;
	struct text bound = first ? first->key : NO_TEXT;

	if (!node || node->kind != TREE_MAP || !first || first->kind != TREE_TEXT ||
		word_named(first->key) != WORD_NONE)
		return false;
	take(keys, WORD_BANDS);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (text_ends(bound, text_of(ends[i])))
			bound = text_take(bound, bound.len - strlen(ends[i]));
	fault_at(keys->reading->faults, node,
		"Bands are a list, each with its bound and its points: [{from: {1}, gain: {2}}, {rest: 0}]",
		"SS", bound,
		text_ends(first->text, TEXT("分")) ? text_take(first->text, first->text.len - TEXT("分").len)
						   : first->text);
	return true;
}

/* 分档: [{从: 95%, 得: 5}, {低于: 70%, 扣: 5}, {其余: 0}] */
static void *read_bands(struct keys *keys)
{
	const struct tree *list = refuse_map_of_bands(keys) ? NULL : take_list(keys, WORD_BANDS);
	struct bands *bands = bands_new(keys, list ? list->count : 0);

	for (const struct tree *node = list ? list->child : NULL; node; node = node->next)
		read_band(keys, bands, node);
	return bands;
}

static bool compares(enum compare compare, const struct exact *value, const struct exact *bound)
{
	int order = exact_compare(value, bound);
	static const bool holds[][3] = {
		/* below, equal, above */
		[COMPARE_NONE] = {true, true, true},
		[COMPARE_FROM] = {false, true, true},
		[COMPARE_ABOVE] = {false, false, true},
		[COMPARE_BELOW] = {true, false, false},
		[COMPARE_UPTO] = {true, true, false},
	};

	return holds[compare][order < 0 ? 0 : order ? 2 : 1];
}

bool bound_holds(
	const struct bound *bound, const struct part_work *work, size_t subject, const struct figure *value)
{
	struct figure limit;
	bool holds;

	figure_init(&limit);
	amount_evaluate(&bound->amount, work, subject, &limit);
	holds = limit.known == KNOWN && compares(bound->compare, &value->value, &limit.value);
	figure_clear(&limit);
	return holds && (!bound->other_end || bound_holds(bound->other_end, work, subject, value));
}

/* Nothing fits: nothing is gained or lost. */
static void run_bands(const void *with, struct part_work *work)
{
	const struct bands *bands = with;

	for (size_t i = 0; i < work->subjects; i++) {
		struct figure *figure = &work->figures[i];
		const struct band *found = NULL;

		if (figure->known != KNOWN)
			continue;
		for (size_t b = 0; b < bands->count && !found; b++)
			if (bound_holds(&bands->bands[b].bound, work, i, figure))
				found = &bands->bands[b];
		if (found && found->zero)
			work->zero[i] = true;
		if (found && amount_given(&found->points))
			amount_evaluate(&found->points, work, i, figure);
		else
			exact_whole(&figure->value, 0);
	}
}

/* --- by count: {1: -3, 2: -5, 3次及以上: 归零} --- */

/* "3次及以上", "3+", "3": the count, and whether more belong to it. */
static bool read_count(struct text text, int64_t *count, bool *more)
{
	static const char *const ends[] = {
		"次及以上", "及以上", "次以上", "以上", "+", " or more", "次", NULL};

	*more = false;
	for (size_t i = 0; ends[i]; i++)
		if (text_ends(text, text_of(ends[i]))) {
			text = text_take(text, text.len - strlen(ends[i]));
			*more = i < 6;
			break;
		}
	return number_parse(text, count) && *count >= 0;
}

static struct bound at_count(struct keys *keys, int64_t count, bool more)
{
	struct bound bound = {more ? COMPARE_FROM : COMPARE_UPTO};

	bound.amount.all = formula_constant((struct fraction){count, 1}, keys->reading->arena);
	return bound;
}

/* The lines are tried from the largest count down, so that "2" means exactly 2 where a "3 or more" follows
 * and what is above all counts falls to the last one. */
static void *read_counts(struct keys *keys)
{
	const struct tree *map = take_map(keys, WORD_BY_COUNT);
	struct bands *bands = bands_new(keys, map->count);

	for (const struct tree *node = map->child; node; node = node->next) {
		struct band *band = &bands->bands[bands->count];
		int64_t count;
		bool more;

		if (!read_count(node->key, &count, &more)) {
			fault_at_key(keys->reading->faults, node,
				"\"{1}\" is not a count: write 2, or 3 or more", "S", node->key);
			continue;
		}
		while (band > bands->bands) {
			struct fraction above;

			formula_is_constant(band[-1].bound.amount.all, &above);
			if (above.numerator >= count)
				break;
			*band = band[-1];
			band--;
		}
		*band = (struct band){.bound = at_count(keys, count, true)};
		bands->count++;
		if (means_zero(node)) {
			band->zero = true;
			continue;
		}
		read_amount(keys->reading, node, &band->points);
		note_amount(keys->reading, &band->points);
	}
	return bands;
}

/* --- late --- */

static const struct choice_word day_kinds[] = {
	{0, "days", "自然日", .help = N_("every day counts")},
	{1, "working_days", "工作日", .help = N_("only days of work, by the table of holidays")},
	{0},
};

/* The numbers in it, at most two; how many there are. */
static size_t numbers_in(struct text text, int numbers[2])
{
	size_t count = 0;
	bool inside = false;

	numbers[0] = numbers[1] = 0;
	while (text.len) {
		uint32_t code = char_fold(text_next(&text));
		bool digit = code >= '0' && code <= '9';

		count += digit && !inside;
		inside = digit;
		if (digit &&
			(count > 2 ||
				(numbers[count - 1] = numbers[count - 1] * 10 + (int)(code - '0')) > 400))
			return 0;
	}
	return count;
}

/* How many days after the end of the part, 0 and less before it: "期后 10 天", "季后10天内", "月末前 2 天",
 * "倒数第 2 天", "after 10", "before 2". False: nothing of that kind. */
static bool counts_days(struct text text, int number, int *days)
{
	static const struct {
		const char *word;
		int sign, plus;
	} ways[] = {{"倒数", -1, 1}, {"前", -1, 0}, {"before", -1, 0}, {"后", 1, 0}, {"内", 1, 0},
		{"after", 1, 0}};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (text_find(text, text_of(ways[i].word)) < text.len) {
			*days = ways[i].sign * number + ways[i].plus;
			return true;
		}
	return false;
}

/* "每季末", "期末", "end": the last day of the part; "年底": of the year. */
static bool ends_with_part(struct text text, struct deadline *deadline)
{
	static const char *const ends[] = {"季末", "季底", "季度末", "期末", "半年末", "周末", "end", NULL};

	if (text_ends(text, TEXT("年底")) ||
		(text_ends(text, TEXT("年末")) && !text_ends(text, TEXT("半年末")))) {
		deadline->month = 12;
		deadline->day = 31;
		return true;
	}
	for (size_t i = 0; ends[i]; i++)
		if (text_ends(text, text_of(ends[i])))
			return true;
	return false;
}

/* "每季末 28 日", "次月 5 日", "期后 10 天", "9月30日", "9月底", "28", "last 28", "next 5", "after 10",
 * "09-30". What comes in the month after its part is looked for there, what comes some days after it for
 * twice as many: the line is shifted. */
static bool read_deadline(struct text text, struct deadline *deadline, struct line *line)
{
	int numbers[2];
	size_t count = numbers_in(text, numbers);
	bool end = text_ends(text, TEXT("月底")) || text_ends(text, TEXT("月末"));
	bool next = text_find(text, TEXT("次月")) < text.len || text_find(text, TEXT("下月")) < text.len;
	bool days = text_find(text, TEXT("天")) < text.len || text_starts(text, TEXT("after")) ||
		text_starts(text, TEXT("before"));

	if (!count && ends_with_part(text, deadline))
		return true;
	line->shift = next || text_starts(text, TEXT("next"));
	/* Which days are counted, 按 says; and what is next to a quarter begins with some month. */
	if (text_find(text, TEXT("工作日")) < text.len || text_find(text, TEXT("下季")) < text.len ||
		text_find(text, TEXT("次季")) < text.len)
		return false;
	if (count == 2 || (count == 1 && end)) {
		deadline->month = numbers[0];
		deadline->day = end ? 31 : numbers[1];
		return deadline->month <= 12 && deadline->day >= 1 && deadline->day <= 31 && !line->shift;
	}
	if (days) {
		if (count != 1 || line->shift || !counts_days(text, numbers[0], &deadline->days))
			return false;
		line->shift_days = deadline->days > 0 ? 2 * deadline->days : 0;
		return true;
	}
	deadline->day = end ? 31 : numbers[0];
	return (count == 1 || end) && deadline->day <= 31;
}

static bool is_monthly(const struct reading *reading)
{
	return reading->line->every == UNIT_MONTH || reading->rules->spans == 1u << EVERY_MONTH ||
		(reading->item && reading->item->by_parts == UNIT_MONTH);
}

static void *read_late(struct keys *keys)
{
	struct deadline *deadline = arena_new(keys->reading->arena, sizeof(*deadline));
	const struct tree *node = take(keys, WORD_DEADLINE);

	if (node->kind != TREE_TEXT || !read_deadline(node->text, deadline, keys->reading->line))
		fault_at(keys->reading->faults, node,
			"A deadline reads: last 28, next 5, after 10, before 2 or 09-30", "");
	else if (text_starts(node->text, TEXT("每月")) && !is_monthly(keys->reading))
		fault_at(keys->reading->faults, node,
			"Due each month is said by every: month; else it is due once, in the period's last "
			"month",
			"");
	deadline->working = read_choice(keys, WORD_BY, day_kinds, 0) == 1;
	take_amount(keys, WORD_EACH_DAY_LATE, &deadline->each_day);
	take_amount(keys, WORD_LATE, &deadline->late);
	take_amount(keys, WORD_MOST_OFF, &deadline->most);
	deadline->never_points = take_amount(keys, WORD_NEVER, &deadline->never);
	if (take_amount(keys, WORD_GAIN, &deadline->gain)) {
		deadline->never_points = true;
		note_gains(keys->reading);
	}
	note_amount(keys->reading, &deadline->each_day);
	note_amount(keys->reading, &deadline->late);
	note_amount(keys->reading, &deadline->never);
	return deadline;
}

/* `to`: the last day of the part as the line is shifted. */
static int64_t due_day(const struct deadline *deadline, int64_t to)
{
	struct date_parts parts = date_parts(to);
	int month = deadline->month ? deadline->month : parts.month,
	    last = date_month_days(parts.year, month);

	if (!deadline->day)
		return deadline->days > 0 ? to - deadline->days : to + deadline->days;
	return date_of(parts.year, month, deadline->day < last ? deadline->day : last);
}

int64_t score_days(const struct score *score, int64_t from, int64_t to, bool working)
{
	int64_t days = 0;

	if (!working)
		return to > from ? to - from : 0;
	for (int64_t day = from + 1; day <= to; day++)
		days += calendar_works(&score->calendar, day);
	return days;
}

/* Nothing was handed in: so much is taken off, or the points are as if the item had these and what it starts
 * with is taken back. */
static void never(
	const struct deadline *deadline, const struct part_work *work, size_t subject, struct figure *out)
{
	struct figure start;

	if (!deadline->never_points) {
		figure_lose(out, MISSING);
		return;
	}
	figure_init(&start);
	amount_evaluate(&deadline->never, work, subject, out);
	if (work->item && !deadline->never.minus)
		amount_evaluate(&work->item->start, work, subject, &start);
	exact_subtract(&out->value, &out->value, &start.value);
	figure_clear(&start);
}

static void late_one(const struct deadline *deadline, const struct part_work *work, size_t subject,
	int64_t days, struct figure *out)
{
	struct figure points, most;

	figure_init(&points);
	figure_init(&most);
	figure_set(out, days, 1);
	amount_evaluate(&deadline->each_day, work, subject, &points);
	exact_multiply(&out->value, &out->value, &points.value);
	amount_evaluate(&deadline->late, work, subject, &points);
	if (days > 0)
		exact_add(&out->value, &out->value, &points.value);
	amount_evaluate(&deadline->most, work, subject, &most);
	exact_negate(&most.value, &most.value);
	if (amount_given(&deadline->most) && exact_compare(&out->value, &most.value) < 0)
		figure_copy(out, &most);
	amount_evaluate(&deadline->gain, work, subject, &points);
	if (amount_given(&deadline->gain) && days > 0 && !amount_given(&deadline->each_day) &&
		!amount_given(&deadline->late))
		exact_whole(&points.value, 0);
	exact_add(&out->value, &out->value, &points.value);
	figure_clear(&points);
	figure_clear(&most);
}

static void run_late(const void *with, struct part_work *work)
{
	const struct deadline *deadline = with;
	int64_t due = due_day(deadline, work->to);

	for (size_t i = 0; i < work->subjects; i++) {
		int64_t day;

		if (work->figures[i].known != KNOWN)
			continue;
		if (first_day(work, i, &day))
			late_one(deadline, work, i, score_days(work->score, due, day, deadline->working),
				&work->figures[i]);
		else
			never(deadline, work, i, &work->figures[i]);
	}
}

const struct mechanism band_mechanisms[] = {
	{"BAND", "bands", "分档", STAGE_VALUE, {WORD_BANDS}, read_bands, .part = run_bands, .say = say_bands,
		.help = "The first line from the top that fits; 从 includes its number, 低于 does not."},
	{"ESC", "by count", "次数越多扣得越重", STAGE_VALUE, {WORD_BY_COUNT}, read_counts, .part = run_bands,
		.say = say_counts,
		.help = "What this many together cost, not each; the last line may make the item 0."},
	{"RANK", "by place", "按名次给分", STAGE_VALUE, {WORD_BY_RANK}, read_places, .part = run_places,
		.say = say_places,
		.help = "Points for places or shares of the peers, then so much less for each further "
			"place."},
	{"LATE", "deadline", "迟到、逾期", STAGE_VALUE, {WORD_DEADLINE}, read_late, .part = run_late,
		.days = true, .say = say_late,
		.help = "Days after the deadline, natural or working; what never came is said apart."},
	{0},
};
