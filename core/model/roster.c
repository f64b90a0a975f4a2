#include "core/model/roster.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/dated.h"

struct court_settings court_settings(struct world *world)
{
	struct court_settings settings = {world->today, 10, 3,
		1 << SPELL_ON_LOAN | 1 << SPELL_SICK | 1 << SPELL_MATERNITY | 1 << SPELL_SECONDED, 3,
		COURT_OFFSET};
	struct view court;

	if (!world->get(world, ENTITY_COURT, COURT_ID, &court, NULL))
		return settings;
	settings.start = view_number_or(&court, COURT_START, settings.start);
	settings.review_days = view_number_or(&court, COURT_REVIEW_DAYS, settings.review_days);
	settings.late_days = view_number_or(&court, COURT_LATE_DAYS, settings.late_days);
	settings.uncounted = view_number(&court, COURT_UNCOUNTED);
	settings.answer_days = view_number_or(&court, COURT_ANSWER_DAYS, settings.answer_days);
	settings.offset = (int)view_number_or(&court, COURT_UTC_OFFSET, settings.offset);
	return settings;
}

int court_offset(struct world *world)
{
	if (!world->offset_known)
		world->offset = court_settings(world).offset;
	world->offset_known = true;
	return world->offset;
}

/* --- dated rows --- */

/* The row of an index that holds on a day. */
struct on_day {
	int64_t day;
	uint16_t from, to, wanted_tag, answer_tag;
	int64_t wanted; /* value of wanted_tag; 0: any */
	uint64_t answer;
};

static bool look(const struct view *view, void *arg)
{
	struct on_day *on = arg;

	if (!dated_holds(view, on->from, on->to, on->day) ||
		(on->wanted && view_number(view, on->wanted_tag) != on->wanted))
		return true;
	on->answer = (uint64_t)view_number(view, on->answer_tag);
	return false;
}

static uint64_t holds_on(struct world *world, unsigned entity, unsigned index, uint64_t key, struct on_day on)
{
	struct value value = value_number((int64_t)key);

	if (key)
		world->walk(world, entity, index, &value, 1, look, &on, NULL);
	return on.answer;
}

uint64_t group_of(struct world *world, uint64_t person, int64_t day)
{
	return holds_on(world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, person,
		(struct on_day){day, MEMBERSHIP_FROM, MEMBERSHIP_TO, 0, MEMBERSHIP_GROUP, 0, 0});
}

uint64_t branch_of(struct world *world, uint64_t group)
{
	struct view view;

	return group && world->get(world, ENTITY_GROUP, group, &view, NULL)
		? (uint64_t)view_number(&view, GROUP_BRANCH)
		: 0;
}

uint64_t officer_of(struct world *world, enum term_kind kind, uint64_t holder, int64_t day)
{
	return holds_on(world, ENTITY_TERM, kind == TERM_SECRETARY ? TERM_BY_BRANCH : TERM_BY_GROUP, holder,
		(struct on_day){day, TERM_FROM, TERM_TO, TERM_KIND, TERM_PERSON, kind, 0});
}

uint64_t leader_of(struct world *world, uint64_t group, int64_t day)
{
	uint64_t leader = officer_of(world, TERM_LEADER, group, day);

	return leader ? leader : officer_of(world, TERM_ACTING, group, day);
}

/* Asked from the person: a group may have two deputies. */
enum term_kind office_of(struct world *world, uint64_t person, uint64_t group, int64_t day)
{
	struct on_day on = {day, TERM_FROM, TERM_TO, TERM_GROUP, TERM_KIND, (int64_t)group, 0};

	return group ? (enum term_kind)holds_on(world, ENTITY_TERM, TERM_BY_PERSON, person, on) : 0;
}

bool leads_group(struct world *world, uint64_t person, uint64_t group, int64_t day)
{
	return office_of(world, person, group, day);
}

bool heads_branch(struct world *world, uint64_t person, uint64_t branch, int64_t day)
{
	struct on_day on = {day, TERM_FROM, TERM_TO, TERM_BRANCH, TERM_KIND, (int64_t)branch, 0};

	return branch && holds_on(world, ENTITY_TERM, TERM_BY_PERSON, person, on) == TERM_SECRETARY;
}

uint64_t headed_branch(struct world *world, uint64_t person, int64_t day)
{
	return holds_on(world, ENTITY_TERM, TERM_BY_PERSON, person,
		(struct on_day){day, TERM_FROM, TERM_TO, TERM_KIND, TERM_BRANCH, TERM_SECRETARY, 0});
}

uint64_t led_group(struct world *world, uint64_t person, int64_t day)
{
	static const enum term_kind kinds[] = {TERM_LEADER, TERM_ACTING, TERM_DEPUTY};
	uint64_t group = 0;

	for (size_t i = 0; !group && i < sizeof(kinds) / sizeof(*kinds); i++)
		group = holds_on(world, ENTITY_TERM, TERM_BY_PERSON, person,
			(struct on_day){day, TERM_FROM, TERM_TO, TERM_KIND, TERM_GROUP, kinds[i], 0});
	return group;
}

/* --- members --- */

struct spells {
	int64_t day, uncounted;
	unsigned status;
};

/* Of several at once the one that takes him out, else the first. */
static bool look_spell(const struct view *spell, void *arg)
{
	struct spells *spells = arg;
	unsigned kind = (unsigned)view_number(spell, SPELL_KIND);
	bool out = spells->uncounted >> kind & 1;

	if (!dated_holds(spell, SPELL_FROM, SPELL_TO, spells->day))
		return true;
	if (out || !spells->status)
		spells->status = kind;
	return !out;
}

static unsigned status_of(struct world *world, uint64_t person, int64_t day, int64_t uncounted)
{
	struct spells spells = {day, uncounted, 0};
	struct value key = value_number((int64_t)person);

	world->walk(world, ENTITY_SPELL, SPELL_BY_PERSON, &key, 1, look_spell, &spells, NULL);
	return spells.status;
}

struct collecting {
	int64_t day;
	uint64_t *people;
	size_t count, room;
};

static bool collect(const struct view *view, void *arg)
{
	struct collecting *collecting = arg;

	if (!dated_holds(view, MEMBERSHIP_FROM, MEMBERSHIP_TO, collecting->day))
		return true;
	collecting->people = mem_grow(
		collecting->people, collecting->count, &collecting->room, sizeof(*collecting->people));
	collecting->people[collecting->count++] = (uint64_t)view_number(view, MEMBERSHIP_PERSON);
	return true;
}

static int by_id(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* A member of the Party who is still here. */
static bool is_member(
	struct world *world, int64_t day, const struct court_settings *settings, struct roster_person *person)
{
	struct view view;

	if (!world->get(world, ENTITY_PERSON, person->person, &view, NULL) || view_removed(&view))
		return false;
	if (!view_has(&view, PERSON_JOINED) || view_number(&view, PERSON_JOINED) > day ||
		view_number_or(&view, PERSON_LEFT, DATE_MAX) < day)
		return false;
	person->full = view_number_or(&view, PERSON_FULL_SINCE, DATE_MAX) <= day;
	person->status = status_of(world, person->person, day, settings->uncounted);
	person->counted = !person->status || !(settings->uncounted >> person->status & 1);
	return true;
}

bool roster_each(
	struct world *world, uint64_t group, int64_t day, roster_visit *visit, void *arg, struct error *err)
{
	struct court_settings settings = court_settings(world);
	struct collecting collecting = {.day = day};
	struct value key = value_number((int64_t)group);
	bool good = world->walk(
		world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_GROUP, &key, 1, collect, &collecting, err);

	if (collecting.count)
		qsort(collecting.people, collecting.count, sizeof(*collecting.people), by_id);
	for (size_t i = 0; good && i < collecting.count; i++) {
		struct roster_person person = {.person = collecting.people[i], .group = group};

		if (is_member(world, day, &settings, &person) && !visit(&person, arg))
			break;
	}
	free(collecting.people);
	return good;
}

static bool count(const struct roster_person *person, void *arg)
{
	struct roster_size *size = arg;

	size->members++;
	size->full += person->full;
	size->counted += person->counted;
	return true;
}

struct roster_size roster_size(struct world *world, uint64_t group, int64_t day)
{
	struct roster_size size = {0};

	roster_each(world, group, day, count, &size, NULL);
	return size;
}

/* --- meetings and groups --- */

static void count_row(struct turnout *turnout, const struct view *row)
{
	int64_t mark = view_number(row, ATTENDANCE_MARK);

	turnout->due++;
	turnout->unmarked += !mark;
	turnout->leave += mark == MARK_LEAVE;
	turnout->absent += mark == MARK_ABSENT;
	turnout->present += mark_is_present(mark);
}

struct turnout turnout_of(const struct view *meeting)
{
	struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE);
	struct turnout turnout = {0};

	while (row_walk_next(&rows))
		count_row(&turnout, &rows.row);
	return turnout;
}

struct turnout turnout_of_group(struct world *world, const struct view *meeting, uint64_t group)
{
	struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE);
	int64_t day = view_number(meeting, MEETING_DATE);
	struct turnout turnout = {0};

	while (row_walk_next(&rows)) {
		struct value in;

		/* Who was added by hand has no group in his row. */
		if (!view_get(&rows.row, ATTENDANCE_GROUP, &in))
			in = value_number((int64_t)group_of(world, rows.row.id, day));
		if ((uint64_t)in.number == group)
			count_row(&turnout, &rows.row);
	}
	return turnout;
}

uint64_t meeting_first_group(const struct view *meeting)
{
	struct value groups;
	struct reader ids;

	view_get(meeting, MEETING_GROUPS, &groups);
	ids = value_ids(&groups);
	return reader_left(&ids) ? read_varint(&ids) : 0;
}

int64_t meeting_number_for(const struct view *meeting, uint64_t group)
{
	struct view sitting;

	if (view_row(meeting, MEETING_SITTINGS, group, &sitting))
		return view_number(&sitting, SITTING_NUMBER);
	return view_number(meeting, MEETING_NUMBER);
}

struct numbering {
	uint64_t group;
	int64_t last;
};

static bool look_number(const struct view *view, void *arg)
{
	struct numbering *numbering = arg;
	int64_t number = meeting_number_for(view, numbering->group);

	if (number > numbering->last)
		numbering->last = number;
	return true;
}

int64_t meeting_next_number(struct world *world, const struct view *meeting, uint64_t group, int64_t day)
{
	struct numbering numbering = {.group = group};
	struct value key = value_number((int64_t)group);
	int year = date_parts(day).year;

	if (!group || !(view_number(meeting, MEETING_KINDS) >> MEETING_GROUP & 1))
		return 0;
	world->range(world, ENTITY_MEETING, MEETING_BY_GROUP, &key, 1, date_of(year, 1, 1),
		date_of(year, 12, 31), look_number, &numbering, NULL);
	return numbering.last + 1;
}

struct ordered {
	int64_t order;
	uint64_t id;
};
struct group_list {
	struct ordered *items;
	size_t count, room;
	int64_t day;
};

bool group_exists(const struct view *group, int64_t day)
{
	return view_number_or(group, GROUP_CLOSED, DATE_MAX) >= day &&
		view_number_or(group, GROUP_FOUNDED, DATE_MIN) <= day;
}

bool branch_exists(const struct view *branch, int64_t day)
{
	return view_number_or(branch, BRANCH_CLOSED, DATE_MAX) >= day &&
		view_number_or(branch, BRANCH_FOUNDED, DATE_MIN) <= day;
}

static bool take_group(const struct view *view, void *arg)
{
	struct group_list *list = arg;

	if (!group_exists(view, list->day))
		return true;
	list->items = mem_grow(list->items, list->count, &list->room, sizeof(*list->items));
	list->items[list->count].order = view_number_or(view, GROUP_ORDER, INT64_MAX);
	list->items[list->count++].id = view->id;
	return true;
}

static int by_order(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

bool groups_each(struct world *world, int64_t day, world_visit *visit, void *arg, struct error *err)
{
	struct group_list list = {.day = day};
	bool good = world->walk(world, ENTITY_GROUP, 0, NULL, 0, take_group, &list, err);
	struct view view;

	if (list.count)
		qsort(list.items, list.count, sizeof(*list.items), by_order);
	for (size_t i = 0; good && i < list.count; i++) {
		good = world->get(world, ENTITY_GROUP, list.items[i].id, &view, err);
		if (good && !visit(&view, arg))
			break;
	}
	free(list.items);
	return good;
}
