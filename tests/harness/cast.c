#include "tests/harness/cast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include "core/model/ops.h"
#include <cmocka.h>
#undef fail

uint64_t cast_person(const struct cast *cast, char letter)
{
	return cast->people[strchr(CAST, letter) - CAST];
}

/* In the order of their numbers: as they stand on a roll. */
static const struct {
	char letter;
	int group; /* 1 the first, 2 the other, 0 none */
	int kind;  /* enum term_kind */
} parts[] = {
	{'l', 1, TERM_LEADER},
	{'d', 1, TERM_DEPUTY},
	{'a', 1, TERM_ACTING},
	{'m', 1, 0},
	{'s', 0, TERM_SECRETARY},
	{'r', 2, 0},
	{'c', 2, 0},
	{'w', 2, 0},
	{'f', 2, TERM_LEADER},
	{'n', 2, 0},
	{'x', 0, TERM_SECRETARY},
	{'z', 0, 0},
};

static void make_people(struct cast *cast)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		char login[] = {parts[i].letter, '\0'};
		bool ours = strchr("ldams", parts[i].letter);
		uint64_t group = parts[i].group == 1 ? cast->group : parts[i].group ? cast->other : 0;
		uint64_t person = fixture_member(cast->store, group, login);

		cast->people[strchr(CAST, parts[i].letter) - CAST] = person;
		if (parts[i].kind == TERM_SECRETARY)
			fixture_term(cast->store, TERM_SECRETARY, person,
				ours ? cast->branch : cast->other_branch, 20260101, 0);
		else if (parts[i].kind)
			fixture_term(cast->store, (enum term_kind)parts[i].kind, person, group, 20260101, 0);
	}
}

int cast_setup(void **state)
{
	static struct cast cast;

	fixture_today(20260924);
	memset(&cast, 0, sizeof(cast));
	cast.store = fixture_open(NULL);
	MAKE(cast.store, ENTITY_COURT, WORDS(COURT_NAME, "试验法院"), DAY(COURT_START, 20260101));
	cast.group = fixture_group(cast.store, "一组");
	cast.other = fixture_group(cast.store, "二组");
	cast.branch = (uint64_t)fixture_number(cast.store, ENTITY_GROUP, cast.group, GROUP_BRANCH);
	cast.other_branch = (uint64_t)fixture_number(cast.store, ENTITY_GROUP, cast.other, GROUP_BRANCH);
	make_people(&cast);
	*state = &cast;
	return 0;
}

int cast_teardown(void **state)
{
	store_close(((struct cast *)*state)->store);
	return 0;
}

void cast_mark(const struct cast *cast, uint64_t meeting, uint64_t person, int mark)
{
	uint64_t group = cast->group;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (cast_person(cast, parts[i].letter) == person && parts[i].group == 2)
			group = cast->other;
	fixture_mark(cast->store, meeting, person, group, mark);
}

uint64_t cast_meeting(const struct cast *cast, int day, enum meeting_state state)
{
	uint64_t meeting = MAKE(cast->store, ENTITY_MEETING, IDS(MEETING_GROUPS, cast->group),
		NUMBER(MEETING_KINDS, 1 << MEETING_GROUP), DAY(MEETING_DATE, day),
		NUMBER(MEETING_RECORDER, cast_person(cast, 'r')),
		NUMBER(MEETING_CHAIR, cast_person(cast, 'c')), NUMBER(MEETING_STATE, state));

	for (const char *letter = "ldam"; state > STATE_PLANNED && *letter; letter++)
		cast_mark(cast, meeting, cast_person(cast, *letter), MARK_PRESENT);
	return meeting;
}

uint64_t cast_task(const struct cast *cast, enum task_state state)
{
	return MAKE(cast->store, ENTITY_TASK, WORDS(TASK_TITLE, "学习体会"),
		IDS(TASK_OWNERS, cast_person(cast, 'w')), NUMBER(TASK_GROUP, cast->group),
		NUMBER(TASK_STATE, state), DAY(TASK_DUE, 20260930));
}

struct rolling {
	const struct cast *cast;
	struct buf *out;
};

static void write_roll(struct world *world, const struct view *meeting, void *arg)
{
	struct rolling *rolling = arg;
	struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE);

	(void)world;
	while (row_walk_next(&rows)) {
		size_t at = 0;

		while (at < sizeof(CAST) && rolling->cast->people[at] != rows.row.id)
			at++;
		if (rolling->out->len)
			buf_byte(rolling->out, ' ');
		buf_byte(rolling->out, at < sizeof(CAST) ? CAST[at] : '?');
		if (view_has(&rows.row, ATTENDANCE_MARK))
			buf_printf(rolling->out, "%d", (int)view_number(&rows.row, ATTENDANCE_MARK));
	}
}

void cast_roll(const struct cast *cast, uint64_t meeting, struct buf *out)
{
	struct rolling rolling = {cast, out};

	buf_clear(out);
	fixture_record(cast->store, 0, ENTITY_MEETING, meeting, write_roll, &rolling);
}

static void write_numbers(struct world *world, const struct view *meeting, void *arg)
{
	(void)world;
	meeting_numbers(meeting, arg);
}

void cast_numbers(const struct cast *cast, uint64_t meeting, struct buf *out)
{
	buf_clear(out);
	fixture_record(cast->store, 0, ENTITY_MEETING, meeting, write_numbers, out);
}

enum error_kind cast_object(
	const struct cast *cast, char letter, uint64_t evaluation, uint64_t subject, const char *item)
{
	return ACT_WITH(cast->store, cast_person(cast, letter), "object", 0,
		NUMBER(OBJECT_EVALUATION, evaluation), NUMBER(OBJECT_SUBJECT, subject),
		WORDS(OBJECT_ITEM, item), NUMBER(OBJECT_KIND, OBJECTION_NOT_COUNTED),
		WORDS(OBJECT_TEXT, "漏了一次走访"));
}

enum error_kind cast_agree(const struct cast *cast, char letter, uint64_t evaluation, uint64_t subject)
{
	return ACT_WITH(cast->store, cast_person(cast, letter), "agree", 0,
		NUMBER(AGREE_EVALUATION, evaluation), NUMBER(AGREE_SUBJECT, subject));
}

static void look(struct world *world, const struct view *record, void *arg)
{
	*(bool *)arg = record_may_see(world, record);
}

bool cast_sees(const struct cast *cast, char letter, unsigned entity, uint64_t id)
{
	bool seen = false;

	fixture_record(cast->store, cast_person(cast, letter), entity, id, look, &seen);
	return seen;
}

void cast_seen_by(const struct cast *cast, unsigned entity, uint64_t id, const char *letters)
{
	for (const char *letter = CAST; *letter; letter++) {
		bool sees = cast_sees(cast, *letter, entity, id), may = strchr(letters, *letter) != NULL;

		if (sees != may)
			print_error("record %llu of kind %u seen by %c: %d\n", (unsigned long long)id, entity,
				*letter, sees);
		assert_int_equal(sees, may);
	}
}

const char *cast_today(const struct cast *cast, char letter)
{
	static const uint16_t tags[] = {TODAY_WHAT, TODAY_DUE, TODAY_URGENT, 0};
	static struct buf out;

	buf_clear(&out);
	fixture_list(cast->store, cast_person(cast, letter), "today", &(struct source_query){.from = 0}, tags,
		&out);
	return buf_cstr(&out);
}
