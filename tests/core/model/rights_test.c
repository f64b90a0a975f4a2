/* Who may do, write and see what: everything by everybody. What is not allowed here is refused. */
#include "core/model/operations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* --- operations --- */

/* Letters of the cast. */
static const struct {
	const char *operation;
	enum meeting_state state; /* or of a task */
	const char *who;
} operation_rows[] = {
	{"open", STATE_PLANNED, "oldasrc"}, {"end", STATE_OPEN, "oldasrc"},
	{"resume", STATE_DRAFT, "oldasrc"}, {"submit", STATE_DRAFT, "oldasrc"},
	{"sign", STATE_SIGNING, "oldas"}, {"pass", STATE_SUBMITTED, "os"}, {"return", STATE_SUBMITTED, "os"},
	{"send_back", STATE_SIGNING, "oldas"}, {"withdraw", STATE_SUBMITTED, "oldarc"},
	{"amend", STATE_ARCHIVED, "oldas"}, {"cancel", STATE_PLANNED, "oldasrc"},
	{"remove_meeting", STATE_OPEN, "oldasrc"}, {"close", (int)TASK_OPEN, "oldasw"},
	{"reopen", (int)TASK_CLOSED, "oldas"}, {"open_self", (int)EVALUATION_COLLECTING, "o"},
	{"open_review", (int)EVALUATION_SELF, "o"}, {"open_deciding", (int)EVALUATION_REVIEW, "o"},
	{"post", (int)EVALUATION_DECIDING, "o"}, {"place", (int)EVALUATION_DECIDING, "o"},
	{"take_back", (int)EVALUATION_POSTED, "o"}, {"publish", (int)EVALUATION_POSTED, "o"},
	{"uphold", (int)OBJECTION_OPEN, "o"}, {"reject", (int)OBJECTION_OPEN, "o"},
	{"withdraw_objection", (int)OBJECTION_OPEN, "olda"}, {"drop", (int)TASK_OPEN, "oldas"},
	{"move_members", 0, "o"}, {"set_leader", 0, "os"}, {"remove_person", 0, "o"},
	{"remove_group", 0, "o"}, {"remove_team", 0, "o"}, {"remove_branch", 0, "o"},
	{"remove_membership", 0, "o"}, {"remove_term", 0, "o"}, {"remove_spell", 0, "o"},
	{"remove_phrase", 0, CAST}, {"remove_field", 0, "o"}, {"remove_holiday", 0, "o"},
	{"confirm_systems", 0, "o"}, {"end_other_term", 0, "os"},
	/* hold, object and agree have no record to ask about: see holding, and objection_test */
};

struct asking {
	const struct operation *operation;
	const struct entity *entity;
	uint64_t id;
	enum error_kind kind;
};

static void ask(struct world *world, void *arg)
{
	struct asking *asking = arg;
	struct error err = ERROR_INIT;
	struct view view = {.entity = asking->entity};

	assert_true(!asking->id || world->get(world, asking->entity->id, asking->id, &view, NULL));
	if (asking->operation)
		operation_may(asking->operation, world, &view, &err);
	else
		record_may_write(world, &view, &err);
	asking->kind = err.kind;
}

/* Asks for everybody; `who` may, the others are denied. */
static void ask_all(const struct cast *cast, struct asking *asking, const char *who, const char *what)
{
	for (const char *letter = CAST; *letter; letter++) {
		enum error_kind expected = strchr(who, *letter) ? ERROR_NONE : ERROR_DENIED;

		fixture_read(cast->store, cast_person(cast, *letter), ask, asking);
		if (asking->kind != expected)
			print_error("%s by %c\n", what, *letter);
		assert_int_equal(asking->kind, expected);
	}
}

/* A record of each kind that belongs to the first group, or speaks of it. */
static uint64_t own_record(const struct cast *cast, unsigned entity, int state);

/* Something for a field. The days are to come: a term made here gives nobody a right yet. */
static struct value some_value(const struct cast *cast, const struct field *field)
{
	static unsigned made;
	static char words[20];

	snprintf(words, sizeof(words), "事项%u", ++made);
	/* A declared field names the kind of record it is for. */
	if (!strcmp(field->name, "record"))
		return value_text(TEXT("person"));
	if (field->type == &type_ref)
		return value_number((int64_t)own_record(cast, field->target, 0));
	if (field->type == &type_date)
		return value_number(date_of(2027, 1, 1) + made);
	if (field->type == &type_set)
		return value_number(1 << field->choices->code);
	if (field->choices)
		return value_number(field->choices->code);
	return field->type->kind == VALUE_TEXT ? value_text(text_of(words)) : value_number(1);
}

static uint64_t make_record(const struct cast *cast, unsigned entity)
{
	struct record_slot slots[16];
	size_t count = 0;

	for (const struct field *field = NULL;
		(field = entity_next(schema_entity(&court_schema, entity), field));)
		if (field->flags & REQUIRED || (field->type == &type_ref && field->target == ENTITY_GROUP)) {
			slots[count].tag = field->tag;
			slots[count++].value = some_value(cast, field);
		}
	return fixture_make(cast->store, entity, slots, count);
}

static uint64_t own_record(const struct cast *cast, unsigned entity, int state)
{
	const uint64_t there[] = {[ENTITY_COURT] = COURT_ID,
		[ENTITY_BRANCH] = cast->branch,
		[ENTITY_GROUP] = cast->group,
		[ENTITY_PERSON] = cast_person(cast, 'z')};

	if (entity == ENTITY_MEETING)
		return cast_meeting(cast, 20260924, (enum meeting_state)state);
	if (entity == ENTITY_TASK)
		return cast_task(cast, (enum task_state)state);
	if (entity == ENTITY_FIELD)
		return MAKE(cast->store, entity, WORDS(FIELD_ENTITY, "task"), WORDS(FIELD_LABEL, "难度"),
			NUMBER(FIELD_TYPE, 1));
	if (entity == ENTITY_EVALUATION && state) {
		uint64_t id = make_record(cast, entity);

		change_result_release(&(struct change_result[]){fixture_set(cast->store, entity, &id,
			&(struct record_slot){EVALUATION_STATE, value_number(state)}, 1)}[0]);
		return id;
	}
	if (entity == ENTITY_OBJECTION && state) {
		uint64_t id = make_record(cast, entity);

		CHANGE(cast->store, entity, id, NUMBER(OBJECTION_STATE, state));
		return id;
	}
	return entity < COUNT(there) && there[entity] ? there[entity] : make_record(cast, entity);
}

static void every_operation(void **state)
{
	const struct cast *cast = *state;
	size_t known = 0;

	for (size_t i = 0; i < COUNT(operation_rows); i++) {
		const struct operation *operation = operation_named(text_of(operation_rows[i].operation));
		struct asking asking = {.operation = operation};

		assert_non_null(operation);
		asking.entity = schema_entity(&court_schema, operation->entity);
		asking.id = own_record(cast, operation->entity, (int)operation_rows[i].state);
		ask_all(cast, &asking, operation_rows[i].who, operation->name);
	}
	while (operations[known].name)
		known++;
	assert_int_equal(known, COUNT(operation_rows) + 3);
}

/* Only what makes a record can do without one. */
static void no_operation_without_a_record(void **state)
{
	const struct cast *cast = *state;

	for (const struct operation *operation = operations; operation->name; operation++) {
		struct asking asking = {
			operation, schema_entity(&court_schema, operation->entity), 0, ERROR_NONE};

		for (const char *letter = "olz"; *letter; letter++) {
			fixture_read(cast->store, cast_person(cast, *letter), ask, &asking);
			if (asking.kind != (operation->from & 1 ? ERROR_NONE : ERROR_MISSING))
				print_error("%s by %c\n", operation->name, *letter);
			assert_int_equal(asking.kind, operation->from & 1 ? ERROR_NONE : ERROR_MISSING);
		}
	}
}

/* A group's meetings are held by its people, its branch and the office. */
static void holding(void **state)
{
	const struct cast *cast = *state;

	for (const char *letter = CAST; *letter; letter++) {
		enum error_kind kind = ACT_WITH(cast->store, cast_person(cast, *letter), "hold", 0,
			NUMBER(HOLD_GROUP, cast->group), DAY(HOLD_DATE, 20260901));

		if (kind != (strchr("oldams", *letter) ? ERROR_NONE : ERROR_DENIED))
			print_error("hold by %c: %s\n", *letter, act_words);
		assert_int_equal(kind, strchr("oldams", *letter) ? ERROR_NONE : ERROR_DENIED);
	}
}

/* --- fields and seeing --- */

static const struct {
	unsigned entity;
	int state;
	const char *writers, *readers;
} record_rows[] = {
	{ENTITY_COURT, 0, "o", CAST},
	{ENTITY_BRANCH, 0, "o", CAST},
	{ENTITY_TEAM, 0, "o", CAST},
	{ENTITY_GROUP, 0, "o", CAST},
	{ENTITY_PERSON, 0, "o", CAST},
	{ENTITY_MEMBERSHIP, 0, "o", CAST},
	{ENTITY_TERM, 0, "o", CAST},
	{ENTITY_SPELL, 0, "o", CAST},
	{ENTITY_PHRASE, 0, CAST, CAST},
	{ENTITY_HOLIDAY, 0, "o", CAST},
	{ENTITY_MEETING, STATE_PLANNED, "oldasrc", "oldamsrc"},
	{ENTITY_MEETING, STATE_OPEN, "oldasrc", "oldamsrc"},
	{ENTITY_MEETING, STATE_DRAFT, "oldasrc", "oldamsrc"},
	{ENTITY_MEETING, STATE_SIGNING, "oldasrc", "oldamsrc"},
	{ENTITY_MEETING, STATE_RETURNED, "oldasrc", "oldamsrc"},
	{ENTITY_MEETING, STATE_AMENDING, "oldasrc", "oldamsrc"},
	{ENTITY_TASK, TASK_OPEN, "oldasw", "oldamsw"},
	{ENTITY_CONTACT, 0, "oldas", "oldams"},
	{ENTITY_REPORT, 0, "oldas", "oldams"},
	{ENTITY_TALK, 0, "oldas", "oldas"},
	{ENTITY_DUTY, 0, "oldas", "oldams"},
	{ENTITY_RECTIFICATION, 0, "o", "oldams"},
	{ENTITY_INDICATOR, 0, "o", "oldams"},
	{ENTITY_ENTRY, 0, "o", "oldams"},
	{ENTITY_MARK, 0, "o", "oldas"},
	{ENTITY_SYSTEM, 0, "o", CAST},
	{ENTITY_LEVEL, 0, "o", CAST},
	{ENTITY_LABEL, 0, "o", CAST},
	{ENTITY_ENTRY_KIND, 0, "o", CAST},
	{ENTITY_EVIDENCE, 0, "o", "o"},
	{ENTITY_TRAINING, 0, "o", CAST},
	{ENTITY_EVALUATION, 0, "o", CAST},
	{ENTITY_RESULT, 0, "o", "oldams"},
	{ENTITY_OBJECTION, 0, "o", "oldas"},
	{ENTITY_CONSENT, 0, "o", "oldams"},
	{ENTITY_PLACING, 0, "o", "oldas"},
	{ENTITY_RULES, 0, "o", CAST},
	{ENTITY_FIELD, 0, "o", CAST},
};

static bool has_row(unsigned entity)
{
	for (size_t i = 0; i < COUNT(record_rows); i++)
		if (record_rows[i].entity == entity)
			return true;
	return false;
}

struct beginning {
	int64_t kinds;
};

static void look_what_begins(struct world *world, void *arg)
{
	((struct beginning *)arg)->kinds = entities_to_begin(world);
}

/* No form is offered that is refused whatever is written in it, and none is kept from who may. */
static void what_may_be_begun(void **state)
{
	const struct cast *cast = *state;

	for (const char *letter = CAST; *letter; letter++) {
		struct beginning beginning = {0};

		fixture_read(cast->store, cast_person(cast, *letter), look_what_begins, &beginning);
		for (size_t i = 0; i < COUNT(record_rows); i++)
			if (strchr(record_rows[i].writers, *letter))
				assert_true(beginning.kinds >> record_rows[i].entity & 1);
		assert_int_equal(beginning.kinds >> ENTITY_GROUP & 1, *letter == 'o');
		assert_int_equal(beginning.kinds >> ENTITY_PERSON & 1, *letter == 'o');
		assert_int_equal(beginning.kinds >> ENTITY_CONTACT & 1, !!strchr("oldasfx", *letter));
		assert_int_equal(beginning.kinds >> ENTITY_EVIDENCE & 1, !!strchr("oldasfx", *letter));
	}
}

static void every_record(void **state)
{
	const struct cast *cast = *state;

	for (const struct entity *const *entity = court_entities; *entity; entity++)
		assert_true(has_row((*entity)->id));

	for (size_t i = 0; i < COUNT(record_rows); i++) {
		const struct entity *entity = schema_entity(&court_schema, record_rows[i].entity);
		uint64_t id = own_record(cast, entity->id, record_rows[i].state);
		struct asking asking = {NULL, entity, id, ERROR_NONE};

		ask_all(cast, &asking, record_rows[i].writers, entity->name);
		cast_seen_by(cast, entity->id, id, record_rows[i].readers);
	}
}

/* What is handed in is nobody's to write, whoever he is; who was there may read it all the same. */
static void handed_in_is_locked(void **state)
{
	static const enum meeting_state locked[] = {STATE_SUBMITTED, STATE_ARCHIVED};
	const struct cast *cast = *state;

	for (size_t i = 0; i < COUNT(locked); i++) {
		uint64_t meeting = cast_meeting(cast, 20260901, locked[i]);
		struct asking asking = {NULL, &meeting_entity, meeting, ERROR_NONE};

		for (const char *letter = CAST; *letter; letter++) {
			fixture_read(cast->store, cast_person(cast, *letter), ask, &asking);
			assert_int_equal(asking.kind, ERROR_STATE);
		}
		assert_false(cast_sees(cast, 'n', ENTITY_MEETING, meeting));
		cast_mark(cast, meeting, cast_person(cast, 'n'), MARK_PRESENT);
		assert_true(cast_sees(cast, 'n', ENTITY_MEETING, meeting));
	}
}

/* A paper may say what only those concerned may know: it is seen with what it stands behind. */
static void a_paper_is_seen_with_what_it_shows(void **state)
{
	static const struct {
		unsigned entity;
		uint16_t tag;
		const char *readers;
	} rows[] = {{ENTITY_ENTRY, ENTRY_EVIDENCE, "oldams"}, {ENTITY_MARK, MARKING_EVIDENCE, "oldas"}};
	const struct cast *cast = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t paper = own_record(cast, ENTITY_EVIDENCE, 0);
		uint64_t shown = own_record(cast, rows[i].entity, 0);

		CHANGE(cast->store, rows[i].entity, shown, IDS(rows[i].tag, paper));
		cast_seen_by(cast, ENTITY_EVIDENCE, paper, rows[i].readers);
	}
}

/* He may put it behind what he enters next, also when the office has corrected it. */
static void who_adds_a_paper_sees_it(void **state)
{
	const struct cast *cast = *state;
	struct record_slot title = WORDS(EVIDENCE_TITLE, "通报表扬");
	uint64_t paper = 0;

	assert_int_equal(write_as(cast->store, cast_person(cast, 'l'), ENTITY_EVIDENCE, &paper, &title, 1),
		ERROR_NONE);
	cast_seen_by(cast, ENTITY_EVIDENCE, paper, "ol");
	CHANGE(cast->store, ENTITY_EVIDENCE, paper, WORDS(EVIDENCE_TITLE, "通报表扬决定"));
	cast_seen_by(cast, ENTITY_EVIDENCE, paper, "ol");
}

/* Who led on the day and who leads now may write a meeting's record, not who led in between; of other records
 * only who leads now. */
static void then_and_now(void **state)
{
	static const struct {
		enum term_kind kind;
		char who;
		int from, to;
		bool meeting, task;
	} rows[] = {
		{TERM_LEADER, 'n', 20260101, 20260331, true, false},
		{TERM_LEADER, 'n', 20260401, 20260531, false, false},
		{TERM_LEADER, 'n', 20260901, 0, true, true},
		{TERM_SECRETARY, 'z', 20260101, 20260331, true, false},
		{TERM_SECRETARY, 'z', 20260401, 20260531, false, false},
		{TERM_SECRETARY, 'z', 20260901, 0, true, true},
	};
	const struct cast *cast = *state;
	struct asking meeting = {
		NULL, &meeting_entity, cast_meeting(cast, 20260310, STATE_DRAFT), ERROR_NONE};
	struct asking task = {NULL, &task_entity, cast_task(cast, TASK_OPEN), ERROR_NONE};

	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t holder = rows[i].kind == TERM_SECRETARY ? cast->branch : cast->group;
		uint64_t person = cast_person(cast, rows[i].who);
		uint64_t term =
			fixture_term(cast->store, rows[i].kind, person, holder, rows[i].from, rows[i].to);

		fixture_read(cast->store, person, ask, &meeting);
		fixture_read(cast->store, person, ask, &task);
		assert_int_equal(meeting.kind, rows[i].meeting ? ERROR_NONE : ERROR_DENIED);
		assert_int_equal(task.kind, rows[i].task ? ERROR_NONE : ERROR_DENIED);
		CHANGE(cast->store, ENTITY_TERM, term, NUMBER(TAG_REMOVED, 1));
	}
}

/* --- taking a right by writing it --- */

/* Naming himself the recorder makes nobody one. */
static void nobody_names_himself(void **state)
{
	const struct cast *cast = *state;
	struct record_slot mine[] = {IDS(MEETING_GROUPS, cast->group),
		NUMBER(MEETING_KINDS, 1 << MEETING_GROUP), DAY(MEETING_DATE, 20260925),
		NUMBER(MEETING_RECORDER, 0)};
	const char *may = "oldams";

	for (const char *letter = CAST; *letter; letter++) {
		uint64_t id = 0, person = cast_person(cast, *letter);
		enum error_kind kind;

		mine[3].value = person ? value_number((int64_t)person) : EMPTY_VALUE;
		kind = write_as(cast->store, person, ENTITY_MEETING, &id, mine, 4);
		if (kind != (strchr(may, *letter) ? ERROR_NONE : ERROR_DENIED))
			print_error("planned by %c: %s\n", *letter, act_words);
		assert_int_equal(kind, strchr(may, *letter) ? ERROR_NONE : ERROR_DENIED);
	}
}

/* A recorder writes the record; whose it is he does not change. */
static void a_recorder_gives_nothing_away(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_OPEN);
	struct record_slot topic = WORDS(MEETING_TOPIC, "学习"),
			   groups = IDS(MEETING_GROUPS, cast->group, cast->other),
			   away = IDS(MEETING_GROUPS, cast->other);

	assert_int_equal(write_as(cast->store, cast_person(cast, 'r'), ENTITY_MEETING, &meeting, &topic, 1),
		ERROR_NONE);
	assert_int_equal(write_as(cast->store, cast_person(cast, 'c'), ENTITY_MEETING, &meeting, &away, 1),
		ERROR_DENIED);
	assert_int_equal(write_as(cast->store, cast_person(cast, 'l'), ENTITY_MEETING, &meeting, &away, 1),
		ERROR_DENIED);
	assert_int_equal(write_as(cast->store, cast_person(cast, 'l'), ENTITY_MEETING, &meeting, &groups, 1),
		ERROR_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(every_operation), ON_CAST(no_operation_without_a_record),
		ON_CAST(holding), ON_CAST(every_record), ON_CAST(what_may_be_begun),
		ON_CAST(handed_in_is_locked), ON_CAST(then_and_now), ON_CAST(nobody_names_himself),
		ON_CAST(a_recorder_gives_nothing_away), ON_CAST(a_paper_is_seen_with_what_it_shows),
		ON_CAST(who_adds_a_paper_sees_it)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
