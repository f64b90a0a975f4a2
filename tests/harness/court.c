#include "tests/harness/court.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static uint64_t make(struct store *store, unsigned entity, const struct record_slot *values, size_t count)
{
	uint64_t id = 0;
	struct change_result result = fixture_set(store, entity, &id, values, count);

	change_result_release(&result);
	return id;
}

#define MAKE(store, entity, ...) \
	make(store, entity, (const struct record_slot[]){__VA_ARGS__}, \
		sizeof((const struct record_slot[]){__VA_ARGS__}) / sizeof(struct record_slot))
#define WORDS(tag, words) \
	{ \
		tag, value_text(text_of(words)) \
	}
#define NUMBER(tag, number) \
	{ \
		tag, value_number((int64_t)(number)) \
	}

static uint64_t make_person(struct store *store, const char *login, const char *name)
{
	return MAKE(store, ENTITY_PERSON, WORDS(PERSON_CODE, login), WORDS(PERSON_NAME, name),
		WORDS(PERSON_LOGIN, login));
}

static uint64_t make_group(struct store *store, uint64_t branch, const char *name)
{
	return MAKE(store, ENTITY_GROUP, WORDS(GROUP_NAME, name), NUMBER(GROUP_BRANCH, branch),
		NUMBER(GROUP_CLASS, 1), NUMBER(GROUP_PRINCIPLE, 1),
		NUMBER(GROUP_FOUNDED, date_of(2026, 1, 1)));
}

static void join(struct store *store, uint64_t person, uint64_t group)
{
	MAKE(store, ENTITY_MEMBERSHIP, NUMBER(MEMBERSHIP_PERSON, person), NUMBER(MEMBERSHIP_GROUP, group),
		NUMBER(MEMBERSHIP_FROM, date_of(2026, 1, 1)));
}

static void lead(struct store *store, uint64_t person, uint64_t group)
{
	MAKE(store, ENTITY_TERM, NUMBER(TERM_KIND, TERM_LEADER), NUMBER(TERM_PERSON, person),
		NUMBER(TERM_GROUP, group), NUMBER(TERM_FROM, date_of(2026, 1, 1)));
}

static uint64_t make_meeting(struct store *store, uint64_t group, uint64_t recorder)
{
	struct buf groups = BUF_INIT;
	uint64_t meeting;

	buf_varint(&groups, group);
	meeting = MAKE(store, ENTITY_MEETING, {MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}},
		NUMBER(MEETING_KINDS, 1 << MEETING_GROUP), WORDS(MEETING_TOPIC, "学习研讨"),
		NUMBER(MEETING_DATE, date_of(2026, 9, 24)), NUMBER(MEETING_RECORDER, recorder));
	buf_release(&groups);
	return meeting;
}

static void make_people(struct court *court, struct store *store)
{
	static const char *const names[COURT_PEOPLE] = {
		"甲一山", "乙二水", "丙三木", "丁四火", "戊五土", "己六金", "庚七石", "辛八竹", "壬九云"};
	char login[] = "p0";

	for (size_t i = 0; i < COURT_PEOPLE; i++) {
		login[1] = (char)('1' + i);
		court->people[i] = make_person(store, login, names[i]);
		join(store, court->people[i], court->group);
	}
	court->other_leader = make_person(store, "q1", "癸十川");
	join(store, court->other_leader, court->other_group);
	court->secretary = make_person(store, "s1", "子书记");
	MAKE(store, ENTITY_TERM, NUMBER(TERM_KIND, TERM_SECRETARY), NUMBER(TERM_PERSON, court->secretary),
		NUMBER(TERM_BRANCH, court->branch), NUMBER(TERM_FROM, date_of(2026, 1, 1)));
}

void court_fill(struct court *court, struct store *store)
{
	int64_t now;

	assert_true(moment_parse(TEXT(COURT_NOW), &now));
	clock_fix(now, false);
	MAKE(store, ENTITY_COURT, WORDS(COURT_NAME, "试验法院"), NUMBER(COURT_START, date_of(2026, 1, 1)));
	court->branch = MAKE(store, ENTITY_BRANCH, WORDS(BRANCH_NAME, "第一党支部"));
	court->group = make_group(store, court->branch, "第一党小组");
	court->other_group = make_group(store, court->branch, "第二党小组");
	make_people(court, store);
	lead(store, court->people[0], court->group);
	lead(store, court->other_leader, court->other_group);
	court->meeting = make_meeting(store, court->group, court->people[1]);
	court->other_meeting = make_meeting(store, court->other_group, court->other_leader);
}

void court_make(struct court *court)
{
	struct store *store;

	fixture_path(court->path);
	store = fixture_open(court->path);
	court_fill(court, store);
	store_close(store);
}

void court_remove(struct court *court)
{
	fixture_remove(court->path);
}

/* --- sessions --- */

struct session *court_session(const struct court *court, const char *login)
{
	return court_session_at(court, login, COURT_NOW);
}

struct session *court_session_at(const struct court *court, const char *login, const char *now)
{
	struct session_start start = {court->path, login, now, BUILD_DIR "/touyand"};
	struct session *session = NULL;
	struct error err = ERROR_INIT;

	if (!session_spawn(&session, &start, &err))
		fail_msg("%s %s", err.message.id, err.message.args[0].text);
	return session;
}

static void keep(const struct answer *answer, void *arg)
{
	struct reply *reply = arg;
	bool done = answer->kind == ANSWER_DONE;
	const struct view *body = done ? &answer->body : &answer->failure;

	reply->done = done;
	reply->error = answer->error;
	buf_clear(&reply->bytes);
	buf_text(&reply->bytes, body->body);
	reply->body = reply->failure = *body;
	reply->body.body = reply->failure.body = buf_as_text(&reply->bytes);
}

bool court_call(struct session *session, enum call call, struct record *body, struct reply *reply)
{
	uint32_t number;

	memset(&reply->error, 0, sizeof(reply->error));
	reply->done = false;
	number = session_send(session, call, body, keep, reply);
	if (body)
		record_release(body);
	session_wait(session, number, NULL);
	return reply->done;
}

void reply_release(struct reply *reply)
{
	buf_release(&reply->bytes);
}

const char *reply_words(const struct reply *reply)
{
	static char words[400];
	struct buf out = BUF_INIT;

	message_show(&reply->error.message, LANGUAGE_EN, NULL, &out);
	snprintf(words, sizeof(words), "%s", buf_cstr(&out));
	buf_release(&out);
	return words;
}

bool court_get(struct session *session, unsigned entity, uint64_t id, struct reply *reply)
{
	struct record body;

	record_init(&body, &get_shape);
	record_number(&body, GET_ENTITY, entity);
	record_number(&body, GET_ID, (int64_t)id);
	return court_call(session, CALL_GET, &body, reply);
}

bool court_apply(
	struct session *session, unsigned entity, int64_t id, const struct patch *patch, struct reply *reply)
{
	struct buf coded = BUF_INIT, bytes = BUF_INIT, rows = BUF_INIT;
	struct record item, body;
	bool done;

	patch_encode(patch, &coded);
	record_init(&item, &item_rows);
	record_number(&item, ITEM_ENTITY, entity);
	record_number(&item, ITEM_ID, id);
	record_text(&item, ITEM_PATCH, buf_as_text(&coded));
	record_write(&item, &bytes);
	rows_add(&rows, 1, buf_as_text(&bytes));
	record_init(&body, &apply_shape);
	record_set(&body, APPLY_ITEMS, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	done = court_call(session, CALL_APPLY, &body, reply);
	record_release(&item);
	buf_release(&coded);
	buf_release(&bytes);
	buf_release(&rows);
	return done;
}

bool court_run(
	struct session *session, const char *operation, unsigned entity, uint64_t id, struct reply *reply)
{
	struct buf ids = BUF_INIT;
	struct record body;
	bool done;

	buf_varint(&ids, id);
	record_init(&body, &run_shape);
	record_text(&body, RUN_OPERATION, text_of(operation));
	record_number(&body, RUN_ENTITY, entity);
	record_set(&body, RUN_IDS, (struct value){VALUE_IDS, 0, buf_as_text(&ids)});
	done = court_call(session, CALL_RUN, &body, reply);
	buf_release(&ids);
	return done;
}

void court_end(struct court *court, struct session *const *sessions, struct reply *reply)
{
	struct store *store;

	for (; *sessions; sessions++)
		session_close(*sessions);
	store = fixture_open(court->path);
	assert_int_equal(fixture_faults(store), 0);
	store_close(store);
	reply_release(reply);
	reply->bytes = (struct buf)BUF_INIT;
	court_remove(court);
}
