/* A group's members on a day, with what each did this year; and the people and teams that no group covers. */
#include "core/model/duty.h"
#include "core/model/emit.h"
#include "core/model/hours.h"
#include "core/model/operations.h"

/* --- members --- */

struct attendance_sum {
	uint64_t person, group;
	unsigned due, present;
};

static bool add_meeting(const struct view *meeting, void *arg)
{
	struct attendance_sum *sum = arg;
	int64_t state = view_number(meeting, MEETING_STATE), mark;
	struct view row;

	if (state <= STATE_OPEN || !(view_number(meeting, MEETING_KINDS) >> MEETING_GROUP & 1) ||
		!view_row(meeting, MEETING_ATTENDANCE, sum->person, &row))
		return true;
	mark = view_number(&row, ATTENDANCE_MARK);
	sum->due++;
	sum->present += mark_is_present(mark);
	return true;
}

static bool count_makeup(const struct view *task, void *arg)
{
	*(int64_t *)arg += view_number(task, TASK_KIND) == TASK_MAKEUP;
	return true;
}

static void put_years(
	struct record *row, uint16_t tag, const struct view *person, uint16_t since, int64_t day)
{
	struct value value;

	if (view_get(person, since, &value) && value.number <= day)
		record_number(row, tag, date_years(value.number, day));
}

struct listing_members {
	struct emitter emitter;
	int64_t day;
	bool open;                      /* the viewer may see what each did */
	int64_t talks_from, talk_times; /* what the system of talks asks for; times 0: nothing does */
	bool good;
};

static bool put_doings(struct listing_members *listing, struct record *row, const struct attendance_sum *sum,
	const struct roster_person *person, int64_t makeup)
{
	struct world *world = listing->emitter.world;
	struct error *err = listing->emitter.err;
	int64_t hours = 0, talked = 0;

	if (!hours_add(world, person->person, listing->day, &hours, err) ||
		(listing->talk_times &&
			!talked_add(world, person->person, listing->talks_from, listing->day,
				listing->talk_times, &talked, err)))
		return false;
	record_number(row, MEMBER_HOURS, hours);
	if (listing->talk_times)
		record_number(row, MEMBER_TALKED, talked);
	record_number(row, MEMBER_PRESENT, sum->present);
	record_number(row, MEMBER_DUE, sum->due);
	record_number(row, MEMBER_COUNTED, person->counted);
	if (person->status)
		record_number(row, MEMBER_STATUS, person->status);
	if (makeup)
		record_number(row, MEMBER_MAKEUP, makeup);
	return true;
}

static bool member(const struct roster_person *person, void *arg)
{
	struct listing_members *listing = arg;
	struct world *world = listing->emitter.world;
	struct attendance_sum sum = {person->person, person->group, 0, 0};
	struct value keys[] = {value_number((int64_t)person->person), value_number(TASK_OPEN)};
	enum term_kind office = office_of(world, person->person, person->group, listing->day);
	int year = date_parts(listing->day).year;
	int64_t makeup = 0;
	struct record row;
	struct value post;
	struct view view;

	if (!world->get(world, ENTITY_PERSON, person->person, &view, NULL))
		return true;
	listing->good = world->range(world, ENTITY_MEETING, MEETING_BY_PERSON, keys, 1, date_of(year, 1, 1),
				date_of(year, 12, 31), add_meeting, &sum, listing->emitter.err) &&
		world->walk(world, ENTITY_TASK, TASK_BY_OWNER, keys, 2, count_makeup, &makeup,
			listing->emitter.err);
	record_init(&row, &member_shape);
	record_number(&row, MEMBER_PERSON, (int64_t)person->person);
	record_number(&row, MEMBER_GROUP, (int64_t)person->group);
	record_text(&row, MEMBER_NAME, arena_text(&listing->emitter.arena, view_text(&view, PERSON_NAME)));
	if (office)
		record_number(&row, MEMBER_OFFICE, office);
	if (view_get(&view, PERSON_POST, &post))
		record_set(&row, MEMBER_POST, post);
	put_years(&row, MEMBER_AGE, &view, PERSON_BORN, listing->day);
	put_years(&row, MEMBER_STANDING, &view, PERSON_FULL_SINCE, listing->day);
	put_years(&row, MEMBER_COURT_YEARS, &view, PERSON_COURT_SINCE, listing->day);
	if (listing->open && listing->good)
		listing->good = put_doings(listing, &row, &sum, person, makeup);
	if (listing->good)
		return emit_row(&listing->emitter, &member_shape, person->person, &row);
	record_release(&row);
	return false;
}

static bool find_talks(const struct view *system, void *arg)
{
	struct listing_members *listing = arg;
	int64_t last;

	if (view_number(system, SYSTEM_RECORD) != RECORD_TALK)
		return true;
	period_of((enum system_every)view_number(system, SYSTEM_EVERY), listing->day, &listing->talks_from,
		&last);
	listing->talk_times = view_number_or(system, SYSTEM_TIMES, 1);
	return false;
}

bool members_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct listing_members listing = {{world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		query->to ? query->to : world->today, group_may_see(world, query->subject), 0, 0, true};
	bool good = (!listing.open ||
			    world->walk(world, ENTITY_SYSTEM, SYSTEM_BY_ORDER, NULL, 0, find_talks, &listing,
				    err)) &&
		roster_each(world, query->subject, listing.day, member, &listing, err) && listing.good;

	emitter_release(&listing.emitter);
	return good;
}

/* --- coverage --- */

struct covering {
	struct emitter emitter;
	uint64_t team;
	bool covered, any;
};

static void gap(struct covering *covering, int kind, unsigned entity, uint64_t id, struct text title)
{
	struct record row;

	record_init(&row, &coverage_shape);
	record_number(&row, COVERAGE_KIND, kind);
	record_number(&row, COVERAGE_ENTITY, entity);
	record_number(&row, COVERAGE_RECORD, (int64_t)id);
	record_text(&row, COVERAGE_TITLE, arena_text(&covering->emitter.arena, title));
	emit_row(&covering->emitter, &coverage_shape, (uint64_t)entity << 32 | id, &row);
}

static bool covers(const struct view *group, void *arg)
{
	struct covering *covering = arg;
	struct value teams;

	covering->covered |= view_get(group, GROUP_TEAMS, &teams) && value_has_id(&teams, covering->team);
	return !covering->covered;
}

/* A team is covered too when a member of it is in a group. */
static bool member_of_team(const struct view *person, void *arg)
{
	struct covering *covering = arg;
	struct world *world = covering->emitter.world;

	covering->any = true;
	covering->covered |= view_has(person, PERSON_JOINED) && group_of(world, person->id, world->today);
	return !covering->covered;
}

static bool look_team(const struct view *team, void *arg)
{
	struct covering *covering = arg;
	struct world *world = covering->emitter.world;
	struct value key = value_number((int64_t)team->id);
	struct text name = arena_text(&covering->emitter.arena, view_text(team, TEAM_NAME));

	covering->team = team->id;
	covering->covered = covering->any = false;
	groups_each(world, world->today, covers, covering, NULL);
	if (!covering->covered)
		world->walk(world, ENTITY_PERSON, PERSON_BY_TEAM, &key, 1, member_of_team, covering, NULL);
	if (!covering->covered)
		gap(covering, 1, ENTITY_TEAM, covering->team, name);
	return !covering->emitter.stopped;
}

static bool look_person(const struct view *person, void *arg)
{
	struct covering *covering = arg;
	struct world *world = covering->emitter.world;

	if (view_has(person, PERSON_JOINED) && view_number(person, PERSON_JOINED) <= world->today &&
		view_number_or(person, PERSON_LEFT, DATE_MAX) >= world->today &&
		!group_of(world, person->id, world->today))
		gap(covering, 2, ENTITY_PERSON, person->id, view_text(person, PERSON_NAME));
	return !covering->emitter.stopped;
}

bool coverage_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct covering covering = {
		{world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT}, 0, false, false};
	bool good = world->walk(world, ENTITY_TEAM, 0, NULL, 0, look_team, &covering, err) &&
		world->walk(world, ENTITY_PERSON, 0, NULL, 0, look_person, &covering, err);

	emitter_release(&covering.emitter);
	return good;
}
