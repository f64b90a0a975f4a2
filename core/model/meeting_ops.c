/* A meeting's life: 拟开, 进行中, 待整理, (待签认,) 已提交, 退回, 已归档, 更正. */
#include "core/model/ops.h"
#include "core/model/roll.h"

static int64_t minute_now(struct world *world)
{
	return moment_minute(world->now, court_settings(world).offset);
}

/* --- the roll --- */

/* A row for each person due. What is marked already stays. */
static void write_rows(const struct roll *roll, const struct view *meeting, struct buf *rows)
{
	for (size_t i = 0; i < roll->count; i++) {
		const struct due *due = &roll->due[i];
		struct record row;
		struct buf body = BUF_INIT;
		struct view there;

		record_init(&row, &attendance_rows);
		if (view_row(meeting, MEETING_ATTENDANCE, due->person, &there))
			record_read(&row, &attendance_rows, there.body);
		record_number(&row, ATTENDANCE_PERSON, (int64_t)due->person);
		record_number(&row, ATTENDANCE_GROUP, (int64_t)due->group);
		record_write(&row, &body);
		rows_add(rows, due->person, buf_as_text(&body));
		record_release(&row);
		buf_release(&body);
	}
}

/* --- 第N次 --- */

static void add_number(struct buf *rows, uint64_t group, int64_t number)
{
	struct record row;
	struct buf body = BUF_INIT;

	record_init(&row, &sitting_rows);
	record_number(&row, SITTING_GROUP, (int64_t)group);
	record_number(&row, SITTING_NUMBER, number);
	record_write(&row, &body);
	rows_add(rows, group, buf_as_text(&body));
	record_release(&row);
	buf_release(&body);
}

/* The first group's; of a joint sitting each group's own besides. */
static int64_t give_numbers(struct world *world, const struct view *meeting, int64_t day, struct buf *rows)
{
	struct value groups = EMPTY_VALUE;
	struct reader ids;
	int64_t first = 0;

	view_get(meeting, MEETING_GROUPS, &groups);
	ids = value_ids(&groups);
	while (reader_left(&ids)) {
		uint64_t group = read_varint(&ids);
		int64_t number = meeting_next_number(world, meeting, group, day);

		if (number && (first || reader_left(&ids)))
			add_number(rows, group, number);
		first = first ? first : number;
	}
	return first;
}

/* --- opening --- */

/* Who takes the chair where nobody was named: whoever leads the first of its groups that has somebody on that
 * day, a deputy where there is no leader; of a branch its secretary. 0: nobody. */
static uint64_t chair_of(struct world *world, const struct view *meeting, int64_t day)
{
	struct value groups = EMPTY_VALUE;
	uint64_t chair = 0;

	view_get(meeting, MEETING_GROUPS, &groups);
	for (struct reader ids = value_ids(&groups); !chair && reader_left(&ids);) {
		uint64_t group = read_varint(&ids);

		chair = leader_of(world, group, day);
		chair = chair ? chair : officer_of(world, TERM_DEPUTY, group, day);
	}
	if (!chair && view_has(meeting, MEETING_BRANCH))
		chair = officer_of(
			world, TERM_SECRETARY, (uint64_t)view_number(meeting, MEETING_BRANCH), day);
	return chair;
}

static bool begin(
	struct operation_call *call, const struct view *meeting, int64_t day, bool running, struct error *err)
{
	struct world *world = &call->writer->world;
	struct buf rows = BUF_INIT, sittings = BUF_INIT;
	struct roll roll;
	uint64_t id = meeting->id;
	int64_t number = view_number(meeting, MEETING_NUMBER);
	uint64_t chair = view_has(meeting, MEETING_CHAIR) ? 0 : chair_of(world, meeting, day);
	struct record_slot values[6] = {{MEETING_DATE, value_number(day)},
		{MEETING_STATE, value_number(running ? STATE_OPEN : STATE_DRAFT)},
		{MEETING_ATTENDANCE, EMPTY_VALUE}};
	size_t count = 3;
	bool good = roll_make(world, meeting, day, &roll, err);

	write_rows(&roll, meeting, &rows);
	if (rows.len)
		values[2].value = (struct value){VALUE_ROWS, 0, buf_as_text(&rows)};
	if (chair)
		values[count++] = (struct record_slot){MEETING_CHAIR, value_number((int64_t)chair)};
	if (!number)
		number = give_numbers(world, meeting, day, &sittings);
	if (number)
		values[count++] = (struct record_slot){MEETING_NUMBER, value_number(number)};
	if (sittings.len)
		values[count++] =
			(struct record_slot){MEETING_SITTINGS, {VALUE_ROWS, 0, buf_as_text(&sittings)}};
	good = good && writer_set(call->writer, ENTITY_MEETING, &id, values, count, err);
	roll_release(&roll);
	buf_release(&rows);
	buf_release(&sittings);
	return good;
}

bool meeting_op_open(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	int64_t planned = view_number_or(call->record, MEETING_DATE, world->today);

	/* Yesterday's meeting is recorded as yesterday's. */
	return begin(call, call->record, planned < world->today ? planned : world->today,
		planned >= world->today, err);
}

/* The newest meeting of the group before today: what does not change is taken over. */
static bool look_last(const struct view *view, void *arg)
{
	struct view *last = arg;

	if (view_number(view, MEETING_STATE) > STATE_PLANNED &&
		view_number(view, MEETING_DATE) >= view_number_or(last, MEETING_DATE, DATE_MIN))
		*last = *view;
	return true;
}

/* Whoever was in the chair because he led the group, and leads it no longer. */
static bool led_then(struct world *world, const struct view *last, uint64_t group, int64_t day)
{
	uint64_t chair = (uint64_t)view_number(last, MEETING_CHAIR);

	return leads_group(world, chair, group, view_number(last, MEETING_DATE)) &&
		!leads_group(world, chair, group, day);
}

static size_t taken_over(
	struct world *world, const struct view *last, uint64_t group, int64_t day, struct record_slot *values)
{
	static const uint16_t tags[] = {MEETING_PLACE, MEETING_CHAIR, MEETING_RECORDER};
	size_t count = 0;

	for (size_t i = 0; last->body.len && i < sizeof(tags) / sizeof(*tags); i++)
		if (view_get(last, tags[i], &values[count].value) &&
			(tags[i] != MEETING_CHAIR || !led_then(world, last, group, day)))
			values[count++].tag = tags[i];
	return count;
}

static bool may_hold(struct world *world, uint64_t group, struct error *err)
{
	if (!group)
		return fail(err, ERROR_INPUT, "Whose meeting is it? Choose the group", "");
	return !world->person || leads_group(world, world->person, group, world->today) ||
		heads_branch(world, world->person, branch_of(world, group), world->today) ||
		group_of(world, world->person, world->today) == group ||
		fail(err, ERROR_DENIED, "Only the group itself or its branch holds its meetings", "");
}

bool meeting_op_hold(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	uint64_t id = 0, group = (uint64_t)view_number(&call->arguments, HOLD_GROUP);
	int64_t day = view_number_or(&call->arguments, HOLD_DATE, world->today);
	struct view last = {.entity = &meeting_entity}, made;
	struct value key = value_number((int64_t)group);
	struct record_slot values[8];
	struct buf groups = BUF_INIT;
	struct arena arena = ARENA_INIT;
	size_t count;
	bool good;

	if (!may_hold(world, group, err))
		return false;
	world->walk(world, ENTITY_MEETING, MEETING_BY_GROUP, &key, 1, look_last, &last, NULL);
	last.body = arena_text(&arena, last.body);
	count = taken_over(world, &last, group, day, values);
	buf_varint(&groups, group);
	values[count++] = (struct record_slot){MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}};
	values[count++] = (struct record_slot){MEETING_KINDS,
		value_number(view_number_or(&call->arguments, HOLD_KINDS, 1 << MEETING_GROUP))};
	values[count++] = (struct record_slot){MEETING_DATE, value_number(day)};
	good = writer_set(call->writer, ENTITY_MEETING, &id, values, count, err) &&
		world->get(world, ENTITY_MEETING, id, &made, err);
	if (good) {
		made.body = arena_text(&arena, made.body);
		good = begin(call, &made, day, day == world->today, err);
	}
	buf_release(&groups);
	arena_release(&arena);
	return good;
}

bool meeting_op_cancel(struct operation_call *call, struct error *err)
{
	struct record_slot removed = {TAG_REMOVED, value_number(1)};

	return op_set(call, &removed, 1, err);
}

/* --- ending and handing in --- */

bool meeting_op_end(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	int64_t minute = minute_now(world), start = view_number_or(call->record, MEETING_START, minute);
	struct record_slot values[] = {
		{MEETING_STATE, value_number(STATE_DRAFT)},
		{MEETING_START, value_number(start)},
		{MEETING_END, value_number(minute < start ? start : minute)},
	};

	return op_set(call, values, 3, err);
}

bool meeting_end_foresee(
	struct world *world, const struct view *meeting, struct message *follows, struct error *err)
{
	(void)err;
	message_set(follows, "Handed in by {1} it is not late", "d",
		view_number(meeting, MEETING_DATE) + court_settings(world).late_days);
	return true;
}

bool meeting_op_resume(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{MEETING_STATE, value_number(STATE_OPEN)}, {MEETING_END, EMPTY_VALUE}};

	if (view_number(call->record, MEETING_DATE) != call->writer->world.today)
		return fail(err, ERROR_STATE, "Only a meeting of today can go on", "");
	return op_set(call, values, 2, err);
}

/* May this person's word stand for the group's? */
static bool signs(struct world *world, const struct view *meeting)
{
	int64_t day = view_number(meeting, MEETING_DATE);
	struct value groups;
	struct reader ids;

	if (!world->person ||
		heads_branch(world, world->person, (uint64_t)view_number(meeting, MEETING_BRANCH), day))
		return true;
	view_get(meeting, MEETING_GROUPS, &groups);
	for (ids = value_ids(&groups); reader_left(&ids);) {
		uint64_t group = read_varint(&ids);

		if (leads_group(world, world->person, group, day) ||
			leads_group(world, world->person, group, world->today))
			return true;
	}
	return false;
}

static bool hand_in(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	int64_t first = view_number_or(call->record, MEETING_FIRST_SUBMITTED, world->now);
	struct record_slot values[] = {
		{MEETING_STATE, value_number(STATE_SUBMITTED)},
		{MEETING_FIRST_SUBMITTED, value_number(first)},
		{MEETING_SUBMITTED, value_number(world->now)},
		{MEETING_SIGNED_BY, world->person ? value_number((int64_t)world->person) : EMPTY_VALUE},
		{MEETING_RETURN_REASON, EMPTY_VALUE},
	};

	return op_set(call, values, sizeof(values) / sizeof(*values), err) && meeting_make_tasks(call, err);
}

bool meeting_op_submit(struct operation_call *call, struct error *err)
{
	struct record_slot signing = {MEETING_STATE, value_number(STATE_SIGNING)};

	if (turnout_of(call->record).unmarked == turnout_of(call->record).due && turnout_of(call->record).due)
		return fail(err, ERROR_INPUT, "Nobody has been called yet: take the roll first", "");
	if (signs(&call->writer->world, call->record))
		return hand_in(call, err);
	op_say(call, "Handed to the leader, to be signed", "");
	return op_set(call, &signing, 1, err);
}

bool meeting_op_sign(struct operation_call *call, struct error *err)
{
	return hand_in(call, err);
}

/* --- looked at by the branch --- */

struct waiting {
	struct operation_call *call;
	int64_t count;
};

static bool count_waiting(const struct view *meeting, void *arg)
{
	struct waiting *waiting = arg;

	waiting->count +=
		operation_may(waiting->call->operation, &waiting->call->writer->world, meeting, NULL);
	return true;
}

/* How many it were, and how many still wait for this person. */
static bool say_reviewed(struct operation_call *call, const char *more, const char *none, struct error *err)
{
	struct world *world = &call->writer->world;
	struct value state = value_number(view_number(call->record, MEETING_STATE));
	struct waiting waiting = {call, 0};

	if (!call->operation)
		return true;
	if (!world->walk(world, ENTITY_MEETING, MEETING_BY_STATE, &state, 1, count_waiting, &waiting, err))
		return false;
	op_say(call, waiting.count ? more : none, "nn", (int64_t)(call->nth ? call->nth : 1), waiting.count);
	return true;
}

bool meeting_op_pass(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{MEETING_STATE, value_number(STATE_ARCHIVED)},
		{MEETING_REVIEWED, value_number(call->writer->world.now)}};

	return op_set(call, values, 2, err) &&
		say_reviewed(call, N_("Meetings passed: {1}; {2} more wait to be looked at"),
			N_("Meetings passed: {1}; nothing else waits to be looked at"), err);
}

bool meeting_op_return(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{MEETING_STATE, value_number(STATE_RETURNED)},
		{MEETING_RETURN_REASON, value_text(view_text(&call->arguments, REASON_TEXT))},
		{MEETING_REVIEWED, value_number(call->writer->world.now)}};

	return op_set(call, values, 3, err) &&
		say_reviewed(call, N_("Meetings sent back: {1}; {2} more wait to be looked at"),
			N_("Meetings sent back: {1}; nothing else waits to be looked at"), err);
}

/* The office may do what others may, but has not handed in what they did. */
bool meeting_withdraw_foresee(
	struct world *world, const struct view *meeting, struct message *follows, struct error *err)
{
	(void)follows;
	return world->person || !view_has(meeting, MEETING_SIGNED_BY) ||
		fail(err, ERROR_DENIED,
			"Who handed it in takes it back; the office sends it back, with the reason", "");
}

bool meeting_op_withdraw(struct operation_call *call, struct error *err)
{
	struct record_slot draft = {MEETING_STATE, value_number(STATE_DRAFT)};

	return meeting_withdraw_foresee(&call->writer->world, call->record, NULL, err) &&
		op_set(call, &draft, 1, err);
}

bool meeting_op_amend(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{MEETING_STATE, value_number(STATE_AMENDING)},
		{MEETING_AMEND_REASON, value_text(view_text(&call->arguments, REASON_TEXT))}};

	return op_set(call, values, 2, err);
}
