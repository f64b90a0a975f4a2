/* What a line takes by itself: the parts of the period, and people, rows or matters one by one. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/roster.h"
#include "core/score/scoring.h"

/* --- parts of the period --- */

static int64_t month_start(int64_t day, int months)
{
	struct date_parts parts = date_parts(day);

	return date_add_months(date_of(parts.year, parts.month, 1), months);
}

/* The first day of the unit after the one that holds `day`. */
static int64_t next_start(int64_t day, enum unit unit)
{
	static const int months[] = {[UNIT_MONTH] = 1,
		[UNIT_QUARTER] = 3,
		[UNIT_HALF] = 6,
		[UNIT_YEAR] = 12,
		[UNIT_TWO_MONTHS] = 2};
	struct date_parts parts = date_parts(day);

	if (unit == UNIT_DAY)
		return day + 1;
	if (unit == UNIT_WEEK) /* weeks begin on Mondays */
		return day + 7 - (date_weekday(day) + 6) % 7;
	if (unit == UNIT_TEN_DAYS || unit == UNIT_HALF_MONTH) {
		int days = unit == UNIT_TEN_DAYS ? 10 : 15, parted = (parts.day - 1) / days + 1;

		return parted * days >= 30 ? month_start(day, 1) : day - parts.day + parted * days + 1;
	}
	return month_start(day, months[unit] - (parts.month - 1) % months[unit]);
}

static struct part *parts_of(int64_t from, int64_t to, enum unit unit, unsigned *count)
{
	struct part *parts = NULL;
	size_t room = 0;

	*count = 0;
	while (from <= to) {
		int64_t next = unit == UNIT_NONE ? to + 1 : next_start(from, unit);

		parts = mem_grow(parts, *count, &room, sizeof(*parts));
		parts[(*count)++] = (struct part){from, next - 1 < to ? next - 1 : to};
		from = next;
	}
	return parts;
}

static struct part moved(struct part part, int months)
{
	return (struct part){date_add_months(part.from, months), date_add_months(part.to + 1, months) - 1};
}

/* Whole months go back by months, so that a quarter follows a quarter; else so many days. */
static struct part just_before(struct part part)
{
	struct date_parts from = date_parts(part.from), end = date_parts(part.to + 1);

	if (from.day == 1 && end.day == 1)
		return moved(part, (from.year - end.year) * 12 + from.month - end.month);
	return (struct part){part.from - (part.to - part.from + 1), part.from - 1};
}

static struct part year_of(int year)
{
	return (struct part){date_of(year, 1, 1), date_of(year, 12, 31)};
}

/* Before it is shifted. */
static struct part window_of(const struct score *score, const struct line *line)
{
	struct part period = {score->period.from, score->period.to};
	int year = date_parts(period.to).year;

	if (line->window == WINDOW_LAST)
		period = just_before(period);
	else if (line->window == WINDOW_YEAR_AGO)
		period = moved(period, -12);
	else if (line->window == WINDOW_YEAR || line->window == WINDOW_LAST_YEAR)
		period = year_of(line->window == WINDOW_YEAR ? year : year - 1);
	if (line->back == SINCE_NEW_YEAR)
		period.from = date_of(date_parts(period.to).year, 1, 1);
	else if (line->back)
		period.from = date_add_months(period.to + 1, -line->back);
	return period;
}

static struct part shifted(struct part part, const struct line *line)
{
	part = moved(part, line->shift);
	return (struct part){part.from + line->shift_days, part.to + line->shift_days};
}

/* Of the days of the line itself those that it is compared with. */
static struct part ago(struct part part, enum ago which)
{
	return which == AGO_YEAR ? moved(part, -12) : just_before(part);
}

struct part score_window(const struct score *score, const struct line *line)
{
	if (line->ago_of)
		return ago(score_window(score, line->ago_of), line->ago_is);
	return shifted(window_of(score, line), line);
}

struct part *score_parts(const struct score *score, const struct line *line, unsigned *count)
{
	struct part window = window_of(score, line), *parts;

	if (line->ago_of) {
		parts = score_parts(score, line->ago_of, count);
		for (unsigned i = 0; i < *count; i++)
			parts[i] = ago(parts[i], line->ago_is);
		return parts;
	}
	parts = parts_of(window.from, window.to, line->every, count);
	for (unsigned i = 0; i < *count; i++)
		parts[i] = shifted(parts[i], line);
	return parts;
}

void score_each_part(struct score *score, const struct item *item, score_part *run, void *arg)
{
	struct score_period whole = score->period;
	unsigned count;
	struct part *parts = parts_of(whole.from, whole.to, item->by_parts, &count);

	for (unsigned i = 0; i < count; i++) {
		score->period.from = parts[i].from;
		score->period.to = parts[i].to;
		run(score, item, arg);
	}
	score->period = whole;
	free(parts);
}

unsigned parts_in(const struct score *score, enum unit unit)
{
	unsigned count;

	free(parts_of(score->period.from, score->period.to, unit, &count));
	return count;
}

/* --- people, rows, matters --- */

static void apart_add(struct apart *apart, size_t subject, uint64_t key)
{
	struct apart_keys *keys = &apart->of[subject];

	keys->keys = mem_grow(keys->keys, keys->count, &keys->room, sizeof(*keys->keys));
	keys->keys[keys->count++] = key;
}

struct adding {
	struct score *score;
	struct apart *apart;
};

static bool add_member(const struct roster_person *person, void *arg)
{
	struct adding *adding = arg;
	uint64_t group = person->group;
	int subject;

	if (adding->score->rules->subject == SUBJECT_BRANCH)
		group = branch_of(adding->score->world, group);
	subject = score_subject_of(adding->score, group);
	if (subject >= 0)
		apart_add(adding->apart, (size_t)subject, person->person);
	return true;
}

static bool add_group(const struct view *group, void *arg)
{
	struct adding *adding = arg;

	return roster_each(
		adding->score->world, group->id, adding->score->period.to, add_member, adding, NULL);
}

/* Every member, with a record or without. */
static void add_members(struct score *score, struct apart *apart)
{
	struct adding adding = {score, apart};

	if (score->rules->subject != SUBJECT_PERSON)
		groups_each(score->world, score->period.to, add_group, &adding, NULL);
	for (size_t i = 0; score->rules->subject == SUBJECT_PERSON && i < score->count; i++)
		apart_add(apart, i, score->subjects[i].id);
}

static int ascending(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return one < other ? -1 : one > other;
}

static void keep_different(struct apart_keys *keys)
{
	size_t different = 0;

	if (keys->count)
		qsort(keys->keys, keys->count, sizeof(*keys->keys), ascending);
	for (size_t i = 0; i < keys->count; i++)
		if (!i || keys->keys[i] != keys->keys[i - 1])
			keys->keys[different++] = keys->keys[i];
	keys->count = different;
}

/* On the last day, as members are counted. */
static bool holds_office(struct score *score, uint32_t offices, uint64_t person)
{
	int64_t day = score->period.to;
	uint64_t group = group_of(score->world, person, day);

	return offices >> office_of(score->world, person, group, day) & 1 ||
		(offices >> TERM_SECRETARY & 1 &&
			heads_branch(score->world, person, branch_of(score->world, group), day));
}

static bool is_asked_for(struct score *score, const struct line *line, uint64_t person)
{
	struct view view;

	if (line->of_offices)
		return holds_office(score, line->of_offices, person);
	return score->world->get(score->world, ENTITY_PERSON, person, &view, NULL) &&
		predicate_holds(line->of_whom, score->world, &view);
}

/* 哪些人: 职务 = 员额法官, 哪些人: [组长, 副组长] */
static void keep_asked_for(struct score *score, const struct line *line, struct apart_keys *keys)
{
	size_t kept = 0;

	for (size_t i = 0; i < keys->count; i++)
		if (is_asked_for(score, line, keys->keys[i]))
			keys->keys[kept++] = keys->keys[i];
	keys->count = kept;
}

/* Of each subject the members of the last day (when it is people) and whoever or whatever has a record. */
struct apart apart_of(struct score *score, const struct line *line)
{
	struct apart apart = {.of = mem_new((score->count + 1) * sizeof(*apart.of)), .most = 1};
	const struct line_hits *hits = &score->hits[line->index];

	if (line->apart == APART_NONE)
		return apart;
	if (line->apart == APART_PERSON)
		add_members(score, &apart);
	for (size_t i = 0; i < hits->count; i++)
		apart_add(&apart, hits->hits[i].subject, hits->hits[i].apart);
	apart.most = 0;
	for (size_t i = 0; i < score->count; i++) {
		keep_different(&apart.of[i]);
		if (line->of_whom || line->of_offices)
			keep_asked_for(score, line, &apart.of[i]);
		if (apart.of[i].count > apart.most)
			apart.most = apart.of[i].count;
	}
	return apart;
}

void apart_free(struct apart *apart, size_t subjects)
{
	for (size_t i = 0; i < subjects; i++)
		free(apart->of[i].keys);
	free(apart->of);
}

void over_join(enum over over, bool first, const struct exact *part, struct exact *sum)
{
	if (over <= OVER_MEAN)
		exact_add(sum, sum, part);
	else if (first || (exact_compare(part, sum) > 0) == (over == OVER_BEST))
		exact_copy(sum, part);
}
