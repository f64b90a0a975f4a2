/* Changes that are refused, each with its reason, and nothing written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/court.h"
#include <cmocka.h>

enum who { LEADER, RECORDER, STRANGER, OFFICE, ALL };
/* Ids are given in order. */
enum { MEETING = 1, PERSON = 3, OTHER_LEADER = 10 };

#define NOTHING \
	{ \
		VALUE_EMPTY, 0, \
		{ \
			"", 0 \
		} \
	}
#define NUMBER(number) \
	{ \
		VALUE_NUMBER, number, \
		{ \
			"", 0 \
		} \
	}
#define BYTES(kind, bytes) \
	{ \
		kind, 0, \
		{ \
			bytes, sizeof(bytes) - 1 \
		} \
	}
#define WORDS(words) BYTES(VALUE_TEXT, words)
#define FIELD(tag, old, new) \
	{ \
		tag, 0, 0, 0, PLACE_WHOLE, old, new \
	}
#define ROW(tag, row, row_tag, new) \
	{ \
		tag, row_tag, row, ROW_LAST, PLACE_WHOLE, NOTHING, new \
	}
#define TOPIC WORDS("学习研讨")

static const struct {
	const char *what;
	enum who who;
	unsigned entity;
	uint64_t id;
	struct edit edit;
	enum error_kind kind;
} rows[] = {
	{"another group's meeting", STRANGER, ENTITY_MEETING, MEETING,
		FIELD(MEETING_TOPIC, TOPIC, WORDS("改")), ERROR_DENIED},
	{"a person, by a leader", LEADER, ENTITY_PERSON, PERSON, FIELD(PERSON_NOTE, NOTHING, WORDS("改")),
		ERROR_DENIED},
	{"a system field", OFFICE, ENTITY_MEETING, MEETING,
		FIELD(MEETING_STATE, NUMBER(STATE_PLANNED), NUMBER(STATE_ARCHIVED)), ERROR_DENIED},
	{"the recycle bin", OFFICE, ENTITY_MEETING, MEETING, FIELD(TAG_REMOVED, NOTHING, NUMBER(1)),
		ERROR_DENIED},
	{"a field that is not there", OFFICE, ENTITY_MEETING, MEETING, FIELD(777, NOTHING, NUMBER(1)),
		ERROR_INPUT},
	{"a value of another kind", OFFICE, ENTITY_MEETING, MEETING, FIELD(MEETING_TOPIC, TOPIC, NUMBER(1)),
		ERROR_INPUT},
	{"a control character", OFFICE, ENTITY_MEETING, MEETING,
		FIELD(MEETING_TOPIC, TOPIC, WORDS("a\033[2Jb")), ERROR_INPUT},
	{"a text that turns around", OFFICE, ENTITY_MEETING, MEETING,
		FIELD(MEETING_TOPIC, TOPIC, WORDS("a\342\200\256b")), ERROR_INPUT},
	{"bytes that are no text", OFFICE, ENTITY_MEETING, MEETING,
		FIELD(MEETING_TOPIC, TOPIC, WORDS("\377")), ERROR_BROKEN},
	{"an id twice", OFFICE, ENTITY_MEETING, MEETING,
		FIELD(MEETING_GROUPS, NOTHING, BYTES(VALUE_IDS, "\1\1")), ERROR_BROKEN},
	{"rows that are none", OFFICE, ENTITY_MEETING, MEETING,
		FIELD(MEETING_AGENDA, NOTHING, BYTES(VALUE_ROWS, "\1\5x")), ERROR_BROKEN},
	{"a system field in a list set as a whole", OFFICE, ENTITY_MEETING, MEETING,
		FIELD(MEETING_DECISIONS, NOTHING, BYTES(VALUE_ROWS, "\1\5\3\1x\10\2")), ERROR_DENIED},
	{"a system field in a new row", OFFICE, ENTITY_MEETING, MEETING,
		ROW(MEETING_DECISIONS, ROW_NEW, 0, WORDS("\3\1x\10\2")), ERROR_DENIED},
	{"a system field of a row", OFFICE, ENTITY_MEETING, MEETING,
		ROW(MEETING_DECISIONS, 1, DECISION_TASK, NUMBER(1)), ERROR_DENIED},
	{"a control character in a new row", OFFICE, ENTITY_MEETING, MEETING,
		ROW(MEETING_AGENDA, ROW_NEW, 0, WORDS("\3\1\033")), ERROR_INPUT},
	{"a row that is none", OFFICE, ENTITY_MEETING, MEETING, ROW(MEETING_AGENDA, ROW_NEW, 0, WORDS("\3")),
		ERROR_BROKEN},
	{"a row's field that is not there", OFFICE, ENTITY_MEETING, MEETING,
		ROW(MEETING_AGENDA, 1, 99, NUMBER(1)), ERROR_INPUT},
	{"a row of what is no list", OFFICE, ENTITY_MEETING, MEETING, ROW(MEETING_TOPIC, 1, 1, NUMBER(1)),
		ERROR_INPUT},
	{"a required field emptied", OFFICE, ENTITY_PERSON, PERSON,
		FIELD(PERSON_NAME, WORDS("丙三木"), NOTHING), ERROR_INPUT},
	{"a login that is taken", OFFICE, ENTITY_PERSON, PERSON,
		FIELD(PERSON_LOGIN, WORDS("p3"), WORDS("p1")), ERROR_INPUT},
	{"a reference to nothing", OFFICE, ENTITY_MEETING, MEETING,
		FIELD(MEETING_CHAIR, NOTHING, NUMBER(999)), ERROR_INPUT},
	{"a record that is not there", OFFICE, ENTITY_MEETING, 999, FIELD(MEETING_TOPIC, TOPIC, NOTHING),
		ERROR_MISSING},
	{"an entity that is not there", OFFICE, 99, 1, FIELD(1, NOTHING, NUMBER(1)), ERROR_MISSING},
	{"his own meeting into another's hands", RECORDER, ENTITY_MEETING, MEETING,
		FIELD(MEETING_RECORDER, NUMBER(2), NUMBER(OTHER_LEADER)), ERROR_DENIED},
};

static void refused(void **state)
{
	static const char *const logins[ALL] = {"p1", "p2", "q1", NULL};
	struct session *sessions[ALL];
	struct reply reply = {.done = false};
	struct court court;

	(void)state;
	court_make(&court);
	assert_int_equal(court.meeting, MEETING);
	assert_int_equal(court.people[2], PERSON);
	assert_int_equal(court.other_leader, OTHER_LEADER);
	for (int i = 0; i < ALL; i++)
		sessions[i] = court_session(&court, logins[i]);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct edit edit = rows[i].edit;
		struct patch patch = {&edit, 1, 1};

		if (court_apply(sessions[rows[i].who], rows[i].entity, (int64_t)rows[i].id, &patch, &reply))
			fail_msg("done: %s", rows[i].what);
		if (reply.error.kind != rows[i].kind)
			fail_msg("%s: kind %d: %s", rows[i].what, reply.error.kind, reply_words(&reply));
	}
	assert_true(court_get(sessions[OFFICE], ENTITY_MEETING, MEETING, &reply));
	assert_int_equal(view_number(&reply.body, GOT_REVISION), 1);
	for (int i = 0; i < ALL; i++)
		session_close(sessions[i]);
	reply_release(&reply);
	court_remove(&court);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests_name("edit_check", tests, NULL, NULL);
}
