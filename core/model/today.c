/* 今日: what is on now, what waits for whom, by which rule; for a leader his groups, for a secretary his
 * branch, for the office all. */
#include "core/model/today.h"

#include "core/base/text_map.h"
#include "core/model/lint.h"
#include "core/store/store.h"

void today_begin(struct record *row, enum today_section section)
{
	record_init(row, &today_shape);
	record_number(row, TODAY_SECTION, section);
}

/* The same line has the same number while others come and go: a cursor stays on it. Two that say the same of
 * one record are not told apart. */
static uint64_t number_of(const struct record *row)
{
	enum { BITS = 55 };
	static const uint16_t tags[] = {TODAY_SECTION, TODAY_ENTITY, TODAY_RECORD, TODAY_GROUP};
	int64_t numbers[sizeof(tags) / sizeof(*tags)];
	struct text bytes = {(const char *)numbers, sizeof(numbers)};

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		numbers[i] = record_get(row, tags[i]).number;
	return (text_hash_on(text_hash(bytes), record_get(row, TODAY_WHAT).bytes) >> (64 - BITS)) | 1;
}

bool today_give(struct today *today, struct record *row, unsigned entity, uint64_t id)
{
	if (entity) {
		record_number(row, TODAY_ENTITY, entity);
		record_number(row, TODAY_RECORD, (int64_t)id);
	}
	return emit_row(&today->emitter, &today_shape, number_of(row), row);
}

bool today_mine(const struct today *today, uint64_t group)
{
	struct world *world = today->emitter.world;

	return today->office || (group && leads_group(world, world->person, group, today->day)) ||
		(today->branch && branch_of(world, group) == today->branch);
}

/* Is it his to answer for, or at least one to go to: of his group, or of the branch his group is in? */
struct concern {
	bool mine, own;
};

static struct concern concern_of(const struct today *today, const struct view *meeting)
{
	struct world *world = today->emitter.world;
	uint64_t branch = (uint64_t)view_number(meeting, MEETING_BRANCH);
	struct concern concern = {
		today->office || (uint64_t)view_number(meeting, MEETING_RECORDER) == world->person, false};
	struct value groups;

	concern.mine |= branch && branch == today->branch;
	if (!view_get(meeting, MEETING_GROUPS, &groups))
		concern.own = branch && branch_of(world, today->own) == branch;
	for (struct reader ids = value_ids(&groups); reader_left(&ids);) {
		uint64_t group = read_varint(&ids);

		concern.mine |= today_mine(today, group);
		concern.own |= group == today->own;
	}
	return concern;
}

void today_group(struct record *row, uint64_t group)
{
	if (!group)
		return;
	record_number(row, TODAY_GROUP, (int64_t)group);
	record_number(row, TODAY_GROUP_NUMBER, (int64_t)group);
}

/* What is said of a meeting: by its number, or by kind, month and day when it has none. */
struct wording {
	const char *numbered, *other;
};

struct named_meeting {
	int64_t number, month, day;
	const struct choice *kind;
};

/* Of a joint sitting his own group, if it is one of them. */
static uint64_t group_meant(const struct today *today, const struct view *meeting)
{
	struct value groups = EMPTY_VALUE;

	view_get(meeting, MEETING_GROUPS, &groups);
	return value_has_id(&groups, today->own) ? today->own : meeting_first_group(meeting);
}

static struct named_meeting name_meeting(struct today *today, const struct view *meeting)
{
	int64_t day = view_number(meeting, MEETING_DATE), kinds = view_number(meeting, MEETING_KINDS);
	struct date_parts parts = date_parts(day);
	uint64_t group = group_meant(today, meeting);
	struct named_meeting named = {
		meeting_number_for(meeting, group), parts.month, parts.day, meeting_kinds};

	/* It gets its number when it is opened; people speak of it by that before. */
	if (!named.number)
		named.number = meeting_next_number(today->emitter.world, meeting, group, day);
	while (named.kind[1].name && !(kinds >> named.kind->code & 1))
		named.kind++;
	return named;
}

/* --- meetings --- */

static void show_now(struct today *today, const struct view *meeting)
{
	static const struct wording plain = {N_("Meeting {1}  {2}  {3} topics"), N_("{1}  {2}  {3} topics")},
				    some_away = {N_("Meeting {1}  {2}  {3} topics  {4} on leave"),
					    N_("{1}  {2}  {3} topics  {4} on leave")};
	struct named_meeting named = name_meeting(today, meeting);
	int64_t leave = turnout_of(meeting).leave, topics = (int64_t)view_row_count(meeting, MEETING_AGENDA);
	const struct wording *wording = leave ? &some_away : &plain;
	struct text place = view_text(meeting, MEETING_PLACE);
	struct record row;
	struct value time;

	today_begin(&row, TODAY_NOW);
	if (view_get(meeting, MEETING_PLANNED_TIME, &time) || view_get(meeting, MEETING_START, &time))
		record_set(&row, TODAY_TIME, time);
	if (named.number)
		row_message(&today->emitter, &row, TODAY_WHAT, wording->numbered, "nSnn", named.number, place,
			topics, leave);
	else
		row_message(&today->emitter, &row, TODAY_WHAT, wording->other, "tSnn", named.kind->name,
			named.kind->label, place, topics, leave);
	if (view_number(meeting, MEETING_STATE) == STATE_OPEN)
		record_number(&row, TODAY_STEP, TODAY_UNDER_WAY);
	today_group(&row, meeting_first_group(meeting));
	today_give(today, &row, ENTITY_MEETING, meeting->id);
}

static const struct wording returned = {N_("Meeting {1} returned: {2}"), N_("{1} of {2}-{3} returned: {4}")},
			    never_ended = {N_("Meeting {1} was never ended"),
				    N_("{1} of {2}-{3} was never ended")},
			    unsent = {N_("Meeting {1} is not submitted yet"),
				    N_("{1} of {2}-{3} is not submitted yet")},
			    unsigned_yet = {N_("Meeting {1} waits for your signature"),
				    N_("{1} of {2}-{3} waits for your signature")},
			    not_held = {N_("Meeting {1} was planned: record it, or call it off"),
				    N_("{1} of {2}-{3} was planned: record it, or call it off")};

static void show_mine(
	struct today *today, const struct view *meeting, const struct wording *wording, int64_t due)
{
	struct named_meeting named = name_meeting(today, meeting);
	struct text reason = view_text(meeting, MEETING_RETURN_REASON);
	struct record row;

	today_begin(&row, TODAY_MINE);
	if (named.number)
		row_message(&today->emitter, &row, TODAY_WHAT, wording->numbered, "nS", named.number, reason);
	else
		row_message(&today->emitter, &row, TODAY_WHAT, wording->other, "tnnS", named.kind->name,
			named.kind->label, named.month, named.day, reason);
	record_number(&row, TODAY_DUE, due);
	if (due < today->day)
		record_number(&row, TODAY_URGENT, 1);
	today_group(&row, meeting_first_group(meeting));
	row_message(&today->emitter, &row, TODAY_RULE, "Group life", "");
	today_give(today, &row, ENTITY_MEETING, meeting->id);
}

/* The first thing that is unusual about it, for who has to pass it or send it back. */
static void put_remark(struct today *today, const struct view *meeting, struct record *row)
{
	struct world *world = today->emitter.world;
	struct problems problems = PROBLEMS_INIT;
	struct buf body = BUF_INIT, words = BUF_INIT;
	struct view whole = *meeting;

	if (world_whole(world, meeting, &body, NULL)) {
		whole.body = buf_as_text(&body);
		record_lint(&whole, world, &problems);
	}
	if (problems.count)
		message_encode(&problems.items[0].message, &words);
	if (words.len)
		record_text(row, TODAY_RULE, arena_text(&today->emitter.arena, buf_as_text(&words)));
	else
		row_message(&today->emitter, row, TODAY_RULE, "none", "");
	problems_release(&problems);
	buf_release(&body);
	buf_release(&words);
}

static void show_review(struct today *today, const struct view *meeting)
{
	static const struct wording wording = {
		N_("Meeting {1} of {2}-{3}  present {4}/{5}"), N_("{1} of {2}-{3}  present {4}/{5}")};
	struct named_meeting named = name_meeting(today, meeting);
	struct turnout turnout = turnout_of(meeting);
	struct record row;

	today_begin(&row, TODAY_REVIEW);
	if (named.number)
		row_message(&today->emitter, &row, TODAY_WHAT, wording.numbered, "nnnnn", named.number,
			named.month, named.day, (int64_t)turnout.present, (int64_t)turnout.due);
	else
		row_message(&today->emitter, &row, TODAY_WHAT, wording.other, "tnnnn", named.kind->name,
			named.kind->label, named.month, named.day, (int64_t)turnout.present,
			(int64_t)turnout.due);
	today_group(&row, meeting_first_group(meeting));
	record_number(&row, TODAY_DUE,
		moment_date(view_number(meeting, MEETING_SUBMITTED), today->settings.offset));
	/* The office has the records of the whole court: what each is like it sees when it opens them. */
	if (today->branch)
		put_remark(today, meeting, &row);
	today_give(today, &row, ENTITY_MEETING, meeting->id);
}

/* Whose signature it waits for. */
static bool may_sign(const struct today *today, const struct view *meeting)
{
	struct world *world = today->emitter.world;
	struct value groups;

	if (!view_get(meeting, MEETING_GROUPS, &groups))
		return today->branch && (uint64_t)view_number(meeting, MEETING_BRANCH) == today->branch;
	for (struct reader ids = value_ids(&groups); reader_left(&ids);)
		if (leads_group(world, world->person, read_varint(&ids), today->day))
			return true;
	return false;
}

static bool look_meeting(const struct view *meeting, void *arg)
{
	struct today *today = arg;
	int64_t day = view_number(meeting, MEETING_DATE), late = day + today->settings.late_days;
	struct concern concern = concern_of(today, meeting);

	if (!concern.mine) {
		if (concern.own && day == today->day && view_number(meeting, MEETING_STATE) <= STATE_OPEN)
			show_now(today, meeting);
		return !today->emitter.stopped;
	}
	switch (view_number(meeting, MEETING_STATE)) {
	case STATE_PLANNED:
		if (day == today->day && !today->office)
			show_now(today, meeting);
		else if (day < today->day)
			show_mine(today, meeting, &not_held, day);
		break;
	case STATE_OPEN:
		if (day == today->day)
			show_now(today, meeting);
		else
			show_mine(today, meeting, &never_ended, day);
		break;
	case STATE_DRAFT:
	case STATE_AMENDING:
		show_mine(today, meeting, &unsent, late);
		break;
	case STATE_SIGNING:
		if (may_sign(today, meeting))
			show_mine(today, meeting, &unsigned_yet, late);
		break;
	case STATE_RETURNED:
		show_mine(today, meeting, &returned,
			moment_date(view_number(meeting, MEETING_REVIEWED), today->settings.offset) +
				MEETING_RETURN_DAYS);
		break;
	case STATE_SUBMITTED:
		if (today->branch || today->office)
			show_review(today, meeting);
		break;
	default:
		break;
	}
	return !today->emitter.stopped;
}

static bool look_meetings(struct today *today, struct error *err)
{
	struct world *world = today->emitter.world;

	for (int64_t state = STATE_PLANNED; state <= STATE_AMENDING; state++) {
		struct value key = value_number(state);

		/* The archive is large, and nothing in it waits. */
		if (state != STATE_ARCHIVED &&
			!world->range(world, ENTITY_MEETING, MEETING_BY_STATE, &key, 1, DATE_MIN, today->day,
				look_meeting, today, err))
			return false;
	}
	return true;
}

/* --- tasks --- */

static void owner_names(struct today *today, const struct view *task, struct buf *out)
{
	struct value owners;
	struct reader ids;

	view_get(task, TASK_OWNERS, &owners);
	for (ids = value_ids(&owners); reader_left(&ids);) {
		if (out->len)
			buf_text(out, TEXT("、"));
		buf_text(out, world_title(&today->emitter, ENTITY_PERSON, read_varint(&ids)));
	}
}

/* Of which meeting, and which of its decisions. */
static void put_source(struct today *today, const struct view *task, struct record *row)
{
	int64_t place = 1, number;
	struct row_walk decisions;
	struct view meeting;

	if (!today->emitter.world->get(today->emitter.world, ENTITY_MEETING,
		    (uint64_t)view_number(task, TASK_MEETING), &meeting, NULL))
		return;
	number = meeting_number_for(&meeting, (uint64_t)view_number(task, TASK_GROUP));
	decisions = view_rows(&meeting, MEETING_DECISIONS);
	while (row_walk_next(&decisions) && decisions.row.id != (uint64_t)view_number(task, TASK_ITEM))
		place++;
	if (number)
		row_message(&today->emitter, row, TODAY_RULE, "Mtg {1} item {2}", "nn", number, place);
	else
		row_message(&today->emitter, row, TODAY_RULE, "decision of a meeting", "");
}

static bool look_task(const struct view *task, void *arg)
{
	struct today *today = arg;
	uint64_t person = today->emitter.world->person;
	struct value due, owners;
	bool own = person && view_get(task, TASK_OWNERS, &owners) && value_has_id(&owners, person);
	bool makeup = view_number(task, TASK_KIND) == TASK_MAKEUP;
	struct buf names = BUF_INIT;
	struct record row;

	if (!own && !today_mine(today, (uint64_t)view_number(task, TASK_GROUP)))
		return true;
	/* The office sees what is late; the rest is the groups' own. */
	if (today->office && view_number_or(task, TASK_DUE, DATE_MAX) >= today->day)
		return true;
	today_begin(&row, own ? TODAY_MINE : TODAY_OTHERS);
	row_message(&today->emitter, &row, TODAY_WHAT, makeup ? N_("{1} (key 7 at the next roll)") : "{1}",
		"S", view_text(task, TASK_TITLE));
	owner_names(today, task, &names);
	record_text(&row, TODAY_WHO, arena_text(&today->emitter.arena, buf_as_text(&names)));
	if (view_get(task, TASK_DUE, &due)) {
		record_set(&row, TODAY_DUE, due);
		if (due.number < today->day)
			record_number(&row, TODAY_URGENT, 1);
	}
	if (makeup)
		row_message(&today->emitter, &row, TODAY_RULE, "Study rules", "");
	else if (view_has(task, TASK_MEETING))
		put_source(today, task, &row);
	today_group(&row, (uint64_t)view_number(task, TASK_GROUP));
	today_give(today, &row, ENTITY_TASK, task->id);
	buf_release(&names);
	return !today->emitter.stopped;
}

/* --- the first steps on an empty store --- */

static bool note_one(const struct view *view, void *arg)
{
	(void)view;
	*(bool *)arg = true;
	return false;
}

static bool none(struct world *world, unsigned entity)
{
	bool any = false;

	world->walk(world, entity, 0, NULL, 0, note_one, &any, NULL);
	return !any;
}

/* `entity`: ENTITY_COURT when F2 offers the court's operations there, else 0. */
static void first_step(struct today *today, int step, const char *what, const char *why, unsigned entity)
{
	struct record row;

	today_begin(&row, TODAY_FIRST);
	record_number(&row, TODAY_STEP, step);
	row_message(&today->emitter, &row, TODAY_WHAT, what, "");
	row_message(&today->emitter, &row, TODAY_RULE, why, "");
	today_give(today, &row, entity, COURT_ID);
}

static bool systems_confirmed(struct world *world)
{
	struct view court;

	return world->get(world, ENTITY_COURT, COURT_ID, &court, NULL) && view_has(&court, COURT_CONFIRMED);
}

static void first_steps(struct today *today)
{
	struct world *world = today->emitter.world;

	if (!today->office || !none(world, ENTITY_MEETING))
		return;
	if (none(world, ENTITY_PERSON))
		first_step(today, 1, N_("Import the roster"), N_("people, branches, groups"), 0);
	if (none(world, ENTITY_TERM))
		first_step(today, 2, N_("Name the leaders"), N_("each group needs one"), 0);
	if (!systems_confirmed(world))
		first_step(
			today, 3, N_("Check how often the systems ask"), N_("all right: F2"), ENTITY_COURT);
}

bool today_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct today today = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		.day = world->today,
		.settings = court_settings(world),
		.office = !world->person};
	struct value open = value_number(TASK_OPEN);
	bool good;

	today.branch = headed_branch(world, world->person, world->today);
	today.own = group_of(world, world->person, world->today);
	first_steps(&today);
	good = look_meetings(&today, err) && today_duties(&today, err) && today_evaluations(&today, err) &&
		world->walk(world, ENTITY_TASK, TASK_BY_STATE, &open, 1, look_task, &today, err);
	emitter_release(&today.emitter);
	return good;
}
