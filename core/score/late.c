/* 截止: days after a day that is due. */
#include "core/base/date.h"
#include "core/score/scoring.h"
#include "core/score/steps.h"

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

/* 宽限: 3. Where they end behind the part, what comes there is looked for, too: for twice as many days. */
static void read_grace(struct keys *keys, struct deadline *deadline)
{
	enum { GRACE_MOST = 100, HOLIDAYS = 10, SHORTEST_MONTH = 28 };
	const struct tree *node = take(keys, WORD_GRACE);
	struct line *line = keys->reading->line;
	int64_t ends;
	struct fraction days = node ? read_fraction(keys->reading, node) : (struct fraction){0, 0};

	if (!fraction_given(days))
		return;
	if (days.numerator < 1 || days.denominator != 1 || days.numerator > GRACE_MOST) {
		fault_at(keys->reading->faults, node, "A whole number of days is needed here: 3", "");
		return;
	}
	deadline->grace = days.numerator;
	ends = (deadline->day ? deadline->day - SHORTEST_MONTH : deadline->days) + deadline->grace;
	if (!line->shift && ends > 0)
		line->shift_days += 2 * (int)deadline->grace + (deadline->working ? HOLIDAYS : 0);
}

static bool is_monthly(const struct reading *reading)
{
	return reading->line->every == UNIT_MONTH || reading->rules->spans == 1u << EVERY_MONTH ||
		(reading->item && reading->item->by_parts == UNIT_MONTH);
}

void *read_late(struct keys *keys)
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
	read_grace(keys, deadline);
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

/* `end`: the last day of the part, or of the month after it. */
static int64_t due_day(const struct deadline *deadline, int64_t end)
{
	struct date_parts parts = date_parts(end);
	int month = deadline->month ? deadline->month : parts.month,
	    last = date_month_days(parts.year, month);

	if (!deadline->day)
		return end + deadline->days;
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

static int64_t days_behind(
	const struct deadline *deadline, const struct score *score, int64_t due, int64_t day)
{
	const int64_t days = score_days(score, due, day, deadline->working);

	return days > deadline->grace ? days - deadline->grace : 0;
}

void run_late(const void *with, struct part_work *work)
{
	const struct deadline *deadline = with;
	int64_t due = due_day(deadline, work->to - work->line->shift_days);

	for (size_t i = 0; i < work->subjects; i++) {
		int64_t day;

		if (work->figures[i].known != KNOWN)
			continue;
		if (first_day(work, i, &day))
			late_one(deadline, work, i, days_behind(deadline, work->score, due, day),
				&work->figures[i]);
		else
			never(deadline, work, i, &work->figures[i]);
	}
}
