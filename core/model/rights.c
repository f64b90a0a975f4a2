/* Who may see, write and move what: rows of relations, deny by default. Asked inside the transaction that
 * writes. */
#include "core/model/operations.h"
#include "core/model/roster.h"
#include "core/model/speaking.h"

/* Where a record says to which group, or groups, it belongs, and who may know it besides those who lead. */
static const struct group_path {
	unsigned entity;
	uint16_t tag;
	enum { TO_LEADERS, TO_MEMBERS, TO_ALL } open;
} group_paths[] = {
	{ENTITY_MEETING, MEETING_GROUPS, TO_MEMBERS},
	{ENTITY_TASK, TASK_GROUP, TO_MEMBERS},
	{ENTITY_MEMBERSHIP, MEMBERSHIP_GROUP, TO_ALL},
	{ENTITY_TERM, TERM_GROUP, TO_ALL},
	{ENTITY_ENTRY, ENTRY_GROUP, TO_MEMBERS},
	{ENTITY_INDICATOR, INDICATOR_GROUP, TO_MEMBERS},
	{ENTITY_CONTACT, CONTACT_GROUP, TO_MEMBERS},
	{ENTITY_REPORT, REPORT_GROUP, TO_MEMBERS},
	{ENTITY_TALK, TALK_GROUP, TO_LEADERS},
	{ENTITY_DUTY, DUTY_GROUP, TO_MEMBERS},
	{ENTITY_RECTIFICATION, RECTIFICATION_GROUP, TO_MEMBERS},
	{ENTITY_MARK, MARKING_GROUP, TO_LEADERS},
	{ENTITY_RESULT, RESULT_GROUP, TO_MEMBERS},
	{ENTITY_OBJECTION, OBJECTION_GROUP, TO_LEADERS},
	{ENTITY_CONSENT, CONSENT_GROUP, TO_MEMBERS},
	{ENTITY_PLACING, PLACING_GROUP, TO_LEADERS},
	{0},
};

static const struct group_path *entity_path(const struct entity *entity)
{
	for (const struct group_path *path = group_paths; path->entity; path++)
		if (path->entity == entity->id)
			return path;
	return NULL;
}

static const struct group_path *group_path(const struct view *record)
{
	return entity_path(record->entity);
}

/* The groups it belongs to: one number or several ids. */
static struct reader groups_of(const struct view *record, struct buf *room)
{
	const struct group_path *path = group_path(record);
	struct value value;

	if (!path || !view_get(record, path->tag, &value))
		return reader_of("", 0);
	if (value.kind == VALUE_IDS)
		return value_ids(&value);
	buf_varint(room, (uint64_t)value.number);
	return reader_of(room->data, room->len);
}

/* Does any of its groups satisfy that? */
typedef bool group_test(struct world *world, uint64_t person, uint64_t group, int64_t day);
static bool some_group(
	struct world *world, const struct view *record, uint64_t person, int64_t day, group_test *test)
{
	struct buf room = BUF_INIT;
	bool found = false;

	for (struct reader ids = groups_of(record, &room); !found && reader_left(&ids);)
		found = test(world, person, read_varint(&ids), day);
	buf_release(&room);
	return found;
}

static bool in_group(struct world *world, uint64_t person, uint64_t group, int64_t day)
{
	return group == group_of(world, person, day);
}

static bool any_group(struct world *world, const struct view *record, uint64_t person, int64_t day)
{
	if (record->entity->id == ENTITY_GROUP)
		return leads_group(world, person, record->id, day);
	return some_group(world, record, person, day, leads_group);
}

static bool heads_its_branch(struct world *world, uint64_t person, uint64_t group, int64_t day)
{
	return heads_branch(world, person, branch_of(world, group), day);
}

static bool any_branch(struct world *world, const struct view *record, uint64_t person, int64_t day)
{
	if (record->entity->id == ENTITY_MEETING &&
		heads_branch(world, person, (uint64_t)view_number(record, MEETING_BRANCH), day))
		return true;
	if (record->entity->id == ENTITY_GROUP)
		return heads_branch(world, person, (uint64_t)view_number(record, GROUP_BRANCH), day);
	if (record->entity->id == ENTITY_BRANCH)
		return heads_branch(world, person, record->id, day);
	return some_group(world, record, person, day, heads_its_branch);
}

/* To a record about somebody who is evaluated, of whichever kind. */
static unsigned relations_to(struct world *world, struct evaluated of)
{
	if (!of.id)
		return 0;
	return (speaks_for(world, of) ? RELATION_SPEAKER : 0) |
		(heads_branch(world, world->person, branch_of_evaluated(world, of), world->today)
				? RELATION_SECRETARY
				: 0);
}

/* All that the person is to the record. A meeting is asked for the day it is held on, others for today. */
static unsigned relations_of(struct world *world, const struct view *record)
{
	int64_t day = record->entity->id == ENTITY_MEETING
		? view_number_or(record, MEETING_DATE, world->today)
		: world->today;
	uint64_t person = world->person;
	unsigned relations = 0;
	struct value owners;

	if (!person)
		return RELATION_OPERATOR;
	if (record->entity->id == ENTITY_MEETING &&
		((uint64_t)view_number(record, MEETING_RECORDER) == person ||
			(uint64_t)view_number(record, MEETING_CHAIR) == person))
		relations |= RELATION_RECORDER;
	if (any_group(world, record, person, day) || any_group(world, record, person, world->today))
		relations |= RELATION_LEADER;
	if (any_branch(world, record, person, day) || any_branch(world, record, person, world->today))
		relations |= RELATION_SECRETARY;
	if (record->entity->id == ENTITY_TASK && view_get(record, TASK_OWNERS, &owners) &&
		value_has_id(&owners, person))
		relations |= RELATION_OWNER;
	return relations | relations_to(world, evaluated_in(record));
}

/* --- writing fields --- */

/* `states`: mask of states in which these may write; 0: always. */
static const struct {
	unsigned entity, relations, states;
} writers[] = {
	{ENTITY_MEETING, RELATION_RECORDER | RELATION_LEADER | RELATION_SECRETARY,
		1 << STATE_PLANNED | 1 << STATE_OPEN | 1 << STATE_DRAFT | 1 << STATE_SIGNING |
			1 << STATE_RETURNED | 1 << STATE_AMENDING},
	{ENTITY_TASK, RELATION_LEADER | RELATION_SECRETARY | RELATION_OWNER, 0},
	{ENTITY_CONTACT, RELATION_LEADER | RELATION_SECRETARY, 0},
	{ENTITY_REPORT, RELATION_LEADER | RELATION_SECRETARY, 0},
	{ENTITY_TALK, RELATION_LEADER | RELATION_SECRETARY, 0},
	{ENTITY_DUTY, RELATION_LEADER | RELATION_SECRETARY, 0},
	{ENTITY_PHRASE, RELATION_ANY, 0},
};

static bool frozen(const struct view *record, unsigned states)
{
	return record->entity->id == ENTITY_MEETING &&
		!(states >> view_number_or(record, MEETING_STATE, STATE_PLANNED) & 1);
}

static bool state_of(struct world *world, uint64_t evaluation, int64_t *state)
{
	struct view view;

	if (!world->get(world, ENTITY_EVALUATION, evaluation, &view, NULL))
		return false;
	*state = view_number(&view, EVALUATION_STATE);
	return true;
}

/* What results were made of: it stands while they are posted, and for good once they are published. */
static bool is_loose(struct world *world, const struct view *record, struct error *err)
{
	uint64_t evaluation = record->entity->id == ENTITY_EVALUATION ? record->id
		: record->entity->id == ENTITY_MARK ? (uint64_t)view_number(record, MARKING_EVALUATION)
						    : 0;
	int64_t state;

	if (!evaluation || !state_of(world, evaluation, &state) || state < EVALUATION_POSTED)
		return true;
	return fail(err, ERROR_STATE,
		state == EVALUATION_FINAL
			? N_("The results of this evaluation are published and stand for good")
			: N_("The results of this evaluation are posted: take them back first"),
		"");
}

/* Who speaks for a group, a branch or himself gives its own mark while the evaluation asks for that. */
static bool self_scores(struct world *world, const struct view *record, unsigned relations)
{
	int64_t state;

	return record->entity->id == ENTITY_MARK && relations & RELATION_SPEAKER &&
		marking_is_self(view_text(record, MARKING_ROLE)) &&
		state_of(world, (uint64_t)view_number(record, MARKING_EVALUATION), &state) &&
		state == EVALUATION_SELF;
}

/* A secretary marks the groups and the members of his branch while they are reviewed; that the rules name him
 * for it is the service's: it can read them. */
static bool reviews(struct world *world, const struct view *record)
{
	int64_t state;

	return record->entity->id == ENTITY_MARK && secretary_reviews(world, evaluated_in(record)) &&
		marking_is_secretary(view_text(record, MARKING_ROLE)) &&
		state_of(world, (uint64_t)view_number(record, MARKING_EVALUATION), &state) &&
		state == EVALUATION_REVIEW;
}

bool record_may_write(struct world *world, const struct view *record, struct error *err)
{
	unsigned relations = relations_of(world, record);
	bool related = relations & RELATION_OPERATOR;

	if (view_removed(record))
		return fail(err, ERROR_STATE, "This {1} is in the recycle bin", "t", record->entity->name,
			record->entity->label);
	for (size_t i = 0; i < sizeof(writers) / sizeof(*writers); i++) {
		if (writers[i].entity != record->entity->id)
			continue;
		if (writers[i].states && frozen(record, writers[i].states))
			return fail(err, ERROR_STATE,
				"This record is submitted; ask for it back, or amend it with a reason", "");
		related |= !writers[i].relations || relations & writers[i].relations;
	}
	related |= self_scores(world, record, relations) || reviews(world, record);
	if (related)
		return is_loose(world, record, err);
	return fail(err, ERROR_DENIED, "You may not change this {1}", "t", record->entity->name,
		record->entity->label);
}

static bool same_holders(const struct view *before, const struct view *after)
{
	const struct group_path *path = group_path(after);
	uint16_t tags[2] = {path ? path->tag : 0, after->entity->id == ENTITY_MEETING ? MEETING_BRANCH : 0};
	bool same = true;

	for (size_t i = 0; i < 2; i++) {
		struct value old, new;

		view_get(before, tags[i], &old);
		view_get(after, tags[i], &new);
		same &= value_equal(&old, &new);
	}
	return same;
}

/* What somebody is to a group or a branch of the court, whichever it is. */
static unsigned offices_of(struct world *world)
{
	return (led_group(world, world->person, world->today) ? RELATION_LEADER : 0) |
		(headed_branch(world, world->person, world->today) ? RELATION_SECRETARY : 0);
}

struct asked {
	struct world *world;
	bool himself;
};

static bool look_asked(const struct view *evaluation, void *arg)
{
	struct asked *asked = arg;

	asked->himself = view_number(evaluation, EVALUATION_STATE) == EVALUATION_SELF &&
		spoken_for(asked->world, evaluation).id;
	return !asked->himself;
}

/* Does an evaluation ask him to mark himself? */
static bool marks_himself(struct world *world)
{
	struct asked asked = {world, false};

	world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, look_asked, &asked, NULL);
	return asked.himself;
}

/* Whoever leads a group or a branch, or marks himself, may add the paper that shows what he enters; what is
 * there already stands behind the marks of others. */
static bool adds_evidence(struct world *world, const struct view *before, const struct view *after)
{
	return !before && after->entity->id == ENTITY_EVIDENCE && (offices_of(world) || marks_himself(world));
}

int64_t entities_to_begin(struct world *world)
{
	unsigned offices = offices_of(world);
	/* A new record may name him. */
	unsigned relations = offices | RELATION_RECORDER | RELATION_OWNER;
	int64_t begins = 0;

	if (!world->person)
		return -1;
	for (size_t i = 0; i < sizeof(writers) / sizeof(*writers); i++)
		if (!writers[i].relations || writers[i].relations & relations)
			begins |= INT64_C(1) << writers[i].entity;
	/* Of marks self_scores() and reviews() say which. */
	if (offices || marks_himself(world))
		begins |= INT64_C(1) << ENTITY_EVIDENCE | INT64_C(1) << ENTITY_MARK;
	return begins;
}

bool record_may_become(
	struct world *world, const struct view *before, const struct view *after, struct error *err)
{
	const unsigned named = RELATION_RECORDER | RELATION_OWNER;
	bool related;

	if (adds_evidence(world, before, after))
		return true;
	if (!record_may_write(world, after, err))
		return false;
	related = !(relations_of(world, after) & named) || relations_of(world, after) & ~named;
	if (before)
		related |= same_holders(before, after);
	else
		related |= some_group(world, after, world->person, world->today, in_group) ||
			(after->entity->id == ENTITY_TASK && !view_has(after, TASK_GROUP));
	return related ||
		fail(err, ERROR_DENIED, "You may not change this {1}", "t", after->entity->name,
			after->entity->label);
}

/* --- seeing --- */

/* A row of a list that is a source of its own: whoever may see the record it is in. */
static bool row_may_see(struct world *world, const struct view *row)
{
	const struct field *owner = entity_field(row->entity, ROW_OWNER);
	struct view record;

	return world->get(world, owner->target, (uint64_t)view_number(row, ROW_OWNER), &record, NULL) &&
		record_may_see(world, &record);
}

bool entity_may_see(struct world *world, const struct entity *entity)
{
	const struct group_path *path = entity_path(entity);

	return entity->id &&
		(!world->person || (entity->id != ENTITY_EVIDENCE && (!path || path->open == TO_ALL)));
}

struct looking {
	struct world *world;
	bool seen;
};

static bool look_behind(const struct view *record, void *arg)
{
	struct looking *looking = arg;

	looking->seen = record_may_see(looking->world, record);
	return !looking->seen;
}

/* Whoever changed it since. */
static bool made_by(struct world *world, const struct view *record, uint64_t person)
{
	struct record_made made;

	return record_made(world, record, &made, NULL) && made.author == person;
}

/* A paper says what it shows, be it a punishment: it is for who entered it, and for whoever may see an entry
 * or a mark that it stands behind. */
static bool paper_may_see(struct world *world, const struct view *paper)
{
	const struct value id = value_number((int64_t)paper->id);
	struct looking looking = {world, !world->person || made_by(world, paper, world->person)};

	if (!looking.seen)
		world->walk(world, ENTITY_ENTRY, ENTRY_BY_EVIDENCE, &id, 1, look_behind, &looking, NULL);
	if (!looking.seen)
		world->walk(world, ENTITY_MARK, MARKING_BY_EVIDENCE, &id, 1, look_behind, &looking, NULL);
	return looking.seen;
}

/* Published results are everybody's, and so are the grades and the rules that were posted. */
static bool is_public(struct world *world, const struct view *record)
{
	int64_t state;

	if (record->entity->id != ENTITY_RESULT)
		return false;
	return !evaluated_in(record).id ||
		(state_of(world, (uint64_t)view_number(record, RESULT_EVALUATION), &state) &&
			state == EVALUATION_FINAL);
}

/* Records of a group's work are its own, its branch's and the office's; who is in which group everybody may
 * know. */
bool record_may_see(struct world *world, const struct view *record)
{
	const struct group_path *path = group_path(record);

	if (record->entity->id == ENTITY_EVIDENCE)
		return paper_may_see(world, record);
	if (is_public(world, record))
		return true;
	if (!record->entity->id && entity_field(record->entity, ROW_OWNER))
		return row_may_see(world, record);
	if (!path || path->open == TO_ALL || relations_of(world, record))
		return true;
	if (record->entity->id == ENTITY_MEETING &&
		view_row(record, MEETING_ATTENDANCE, world->person, &(struct view){0}))
		return true;
	return path->open == TO_MEMBERS && some_group(world, record, world->person, world->today, in_group);
}

bool group_may_see(struct world *world, uint64_t group)
{
	uint64_t person = world->person;

	return !person || group_of(world, person, world->today) == group ||
		leads_group(world, person, group, world->today) ||
		heads_branch(world, person, branch_of(world, group), world->today);
}

bool evaluated_may_see(struct world *world, struct evaluated of)
{
	if (of.kind == ENTITY_GROUP)
		return group_may_see(world, of.id);
	return !world->person || relations_to(world, of);
}

/* --- operations --- */

/* Who it is for, said to who may not; what has no row is the office's. */
static const struct {
	unsigned relations;
	const char *who;
} whose[] = {
	{RELATION_RECORDER | RELATION_LEADER | RELATION_SECRETARY,
		N_("{1}: this is for who leads the group, chairs or records the meeting, or heads the "
		   "branch")},
	{RELATION_RECORDER | RELATION_LEADER,
		N_("{1}: this is for who leads the group, chairs or records the meeting")},
	{RELATION_LEADER | RELATION_SECRETARY,
		N_("{1}: this is for who leads the group or heads the branch")},
	{RELATION_LEADER | RELATION_SECRETARY | RELATION_OWNER,
		N_("{1}: this is for who is to do it, leads the group or heads the branch")},
	{RELATION_SPEAKER,
		N_("{1}: this is for who leads the group, heads the branch or is evaluated himself")},
	{RELATION_SECRETARY, N_("{1}: this is for the branch's secretary")},
	{RELATION_SECRETARY | RELATION_OPERATOR,
		N_("{1}: this is for the branch's secretary or the Party affairs office")},
	{0, N_("{1}: this is for the Party affairs office")},
};

static const char *others_do(unsigned relations)
{
	size_t i = 0;

	while (whose[i].relations && whose[i].relations != relations)
		i++;
	return whose[i].who;
}

bool operation_may(
	const struct operation *operation, struct world *world, const struct view *record, struct error *err)
{
	static const uint16_t state_tags[] = {[ENTITY_MEETING] = MEETING_STATE,
		[ENTITY_TASK] = TASK_STATE,
		[ENTITY_EVALUATION] = EVALUATION_STATE,
		[ENTITY_OBJECTION] = OBJECTION_STATE};
	uint16_t tag = record->entity->id < sizeof(state_tags) / sizeof(*state_tags)
		? state_tags[record->entity->id]
		: 0;
	int64_t state = tag ? view_number(record, tag) : 0;
	unsigned relations = relations_of(world, record);
	const struct choice *choice;

	/* What makes a record looks itself for whom it is. */
	if (!record->id)
		return operation->from & 1 ||
			fail(err, ERROR_MISSING, "{1}: of which {2}?", "tt", operation->name,
				operation->label, record->entity->name, record->entity->label);
	if (view_removed(record))
		return fail(err, ERROR_STATE, "{1}: this {2} is in the recycle bin", "tt", operation->name,
			operation->label, record->entity->name, record->entity->label);
	if (operation->relations && !(relations & (operation->relations | RELATION_OPERATOR)))
		return fail(err, ERROR_DENIED, others_do(operation->relations), "t", operation->name,
			operation->label);
	if (!operation->from || operation->from >> state & 1)
		return true;
	choice = choice_coded(entity_field(record->entity, tag)->choices, state);
	return fail(err, ERROR_STATE, "{1} does not go with a record that is {2}", "tt", operation->name,
		operation->label, choice ? choice->name : "?", choice ? choice->label : "?");
}
