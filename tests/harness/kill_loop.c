#include "tests/harness/kill_loop.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "core/service/session_start.h"
#include "tests/harness/command.h"
#include "tests/harness/court.h"
#include <cmocka.h>

/* A change writes two persons, and now and then a line of minutes, which is kept beside its record. */
enum { SLOTS = 3, IN_FLIGHT = 4, LINES = 400, LINE_EVERY = 4, LONGEST_US = 12000, ALL_OF = 6, STOP_OF = 5 };

struct slot {
	struct session *session;
	bool killed; /* an answer may now be that the line is cut */
	int number;
	uint64_t person[2], meeting;
	uint32_t first[2];                /* their revisions before the first change */
	unsigned long sent, asked, saved; /* changes: begun, on this line, answered */
	unsigned long draft, draft_saved; /* the same of its draft */
	uint64_t generation;
	bool draft_open;
};

static struct court court;
static struct slot slots[SLOTS];
static struct kill_loop *counts;

/* --- what is written --- */

static const char *code_of(const struct slot *slot, int person, unsigned long nth)
{
	static char room[2][24];

	snprintf(room[nth % 2], sizeof(*room), "%c%d-%lu", 'A' + person, slot->number, nth);
	return room[nth % 2];
}

static unsigned long lines_after(unsigned long nth)
{
	return nth / LINE_EVERY < LINES ? nth / LINE_EVERY : LINES;
}

static void add_item(struct buf *rows, unsigned entity, uint64_t id, struct patch *patch)
{
	struct buf coded = BUF_INIT, bytes = BUF_INIT;
	struct record item;

	patch_encode(patch, &coded);
	record_init(&item, &item_rows);
	record_number(&item, ITEM_ENTITY, entity);
	record_number(&item, ITEM_ID, (int64_t)id);
	record_text(&item, ITEM_PATCH, buf_as_text(&coded));
	record_write(&item, &bytes);
	rows_add(rows, rows->len + 1, buf_as_text(&bytes));
	record_release(&item);
	patch_release(patch);
	buf_release(&coded);
	buf_release(&bytes);
}

static void add_line(struct buf *rows, const struct slot *slot, unsigned long nth)
{
	struct patch patch = PATCH_INIT;
	struct buf body = BUF_INIT;
	struct record row;

	record_init(&row, &minutes_rows);
	record_text(&row, MINUTES_TEXT, text_of(code_of(slot, 0, nth)));
	record_write(&row, &body);
	record_release(&row);
	patch_add_row(&patch, MEETING_MINUTES, ROW_NEW, 0, EMPTY_VALUE, value_text(buf_as_text(&body)))
		->after = ROW_LAST;
	add_item(rows, ENTITY_MEETING, slot->meeting, &patch);
	buf_release(&body);
}

static void make_change(const struct slot *slot, unsigned long nth, struct record *body)
{
	static struct buf rows;
	static char token[40]; /* stays until it was sent */

	buf_clear(&rows);
	for (int i = 0; i < 2; i++) {
		struct patch patch = PATCH_INIT;

		patch_add(&patch, PERSON_CODE, value_text(text_of(code_of(slot, i, nth - 1))),
			value_text(text_of(code_of(slot, i, nth))));
		add_item(&rows, ENTITY_PERSON, slot->person[i], &patch);
	}
	if (lines_after(nth) > lines_after(nth - 1))
		add_line(&rows, slot, nth);
	snprintf(token, sizeof(token), "%02d%014lu", slot->number, nth);
	record_init(body, &apply_shape);
	record_set(body, APPLY_ITEMS, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	record_text(body, APPLY_TOKEN, (struct text){token, 16});
}

/* --- a line at work --- */

static bool was_done(struct slot *slot, const struct answer *answer)
{
	struct reply reply = {.error = answer->error};

	if (answer->kind != ANSWER_DONE && !slot->killed)
		fail_msg("slot %d, change %lu: %s", slot->number, slot->saved + 1, reply_words(&reply));
	return answer->kind == ANSWER_DONE;
}

static void change_answered(const struct answer *answer, void *arg)
{
	struct slot *slot = arg;

	if (was_done(slot, answer))
		slot->saved++, counts->saved++;
}

static void draft_answered(const struct answer *answer, void *arg)
{
	struct slot *slot = arg;

	slot->draft_open = false;
	if (!was_done(slot, answer))
		return;
	slot->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
	slot->draft_saved = slot->draft;
	counts->drafts++;
}

static void send_draft(struct slot *slot)
{
	struct record body;
	char caret[24];

	snprintf(caret, sizeof(caret), "%lu", ++slot->draft);
	record_init(&body, &draft_message_shape);
	record_number(&body, DRAFT_DO, DRAFT_DO_PUT);
	record_number(&body, DRAFT_ENTITY, ENTITY_PERSON);
	record_number(&body, DRAFT_ID, (int64_t)slot->person[0]);
	record_number(&body, DRAFT_GENERATION, (int64_t)slot->generation);
	record_text(&body, DRAFT_CARET, text_of(caret));
	session_send(slot->session, CALL_DRAFT, &body, draft_answered, slot);
	record_release(&body);
	slot->draft_open = true;
}

/* What an earlier line left unanswered is asked again, by the same token. */
static void send_on(struct slot *slot)
{
	while (slot->asked < slot->saved + IN_FLIGHT) {
		struct record body;

		make_change(slot, ++slot->asked, &body);
		if (slot->asked > slot->sent)
			slot->sent = slot->asked;
		session_send(slot->session, CALL_APPLY, &body, change_answered, slot);
		record_release(&body);
	}
	if (!slot->draft_open)
		send_draft(slot);
}

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static void work_until(int64_t end)
{
	struct pollfd fds[SLOTS];
	int64_t left;

	while ((left = end - now_us()) > 0) {
		struct timespec wait = {0, left * 1000};

		for (int i = 0; i < SLOTS; i++) {
			send_on(&slots[i]);
			fds[i] = (struct pollfd){session_fd(slots[i].session), POLLIN, 0};
			if (session_wants_write(slots[i].session))
				fds[i].events |= POLLOUT;
		}
		ppoll(fds, SLOTS, &wait, NULL);
		for (int i = 0; i < SLOTS; i++)
			if (fds[i].revents && !session_io(slots[i].session, NULL))
				fail_msg("touyand %d left by itself", i);
	}
}

/* --- looking --- */

static struct reply reply;

/* The number in what is there: of the code, or of the draft's caret. */
static unsigned long number_in(struct text text)
{
	const char *dash = memchr(text.at, '-', text.len);
	char room[24];

	snprintf(room, sizeof(room), "%.*s", (int)text.len, text.at);
	return strtoul(dash ? room + (dash - text.at) + 1 : room, NULL, 10);
}

static uint32_t get(struct slot *slot, unsigned entity, uint64_t id, struct view *view)
{
	if (!court_get(slot->session, entity, id, &reply))
		fail_msg("slot %d: %s", slot->number, reply_words(&reply));
	*view = (struct view){
		.entity = schema_entity(&court_schema, entity), .body = view_text(&reply.body, GOT_BODY)};
	return (uint32_t)view_number(&reply.body, GOT_REVISION);
}

struct seen {
	unsigned long nth[2], revisions[2], lines;
};

static void look(struct slot *slot, struct seen *seen)
{
	struct view view;

	for (int i = 0; i < 2; i++) {
		seen->revisions[i] = get(slot, ENTITY_PERSON, slot->person[i], &view) - slot->first[i];
		seen->nth[i] = number_in(view_text(&view, PERSON_CODE));
	}
	get(slot, ENTITY_MEETING, slot->meeting, &view);
	seen->lines = view_row_count(&view, MEETING_MINUTES);
}

static bool is_whole(const struct seen *seen)
{
	return seen->nth[0] == seen->nth[1] && seen->lines == lines_after(seen->nth[0]);
}

static void look_for_draft(struct slot *slot)
{
	struct record body;
	bool there;

	record_init(&body, &draft_message_shape);
	record_number(&body, DRAFT_DO, DRAFT_DO_TAKE);
	record_number(&body, DRAFT_OVER, 1);
	record_number(&body, DRAFT_ENTITY, ENTITY_PERSON);
	record_number(&body, DRAFT_ID, (int64_t)slot->person[0]);
	there = court_call(slot->session, CALL_DRAFT, &body, &reply);
	assert_true(there || (reply.error.kind == ERROR_MISSING && !slot->draft_saved));
	slot->generation = 0;
	if (!there)
		return;
	assert_in_range(number_in(view_text(&reply.body, DRAFT_CARET)), slot->draft_saved, slot->draft);
	slot->generation = (uint64_t)view_number(&reply.body, DRAFT_GENERATION);
}

/* Everything that was answered, nothing that was not sent, nothing half, nothing twice. */
static void check(struct slot *slot)
{
	struct seen seen;

	look(slot, &seen);
	/* The last change of who was killed may come to light between two looks, when somebody else writes.
	 */
	if (!is_whole(&seen))
		look(slot, &seen);
	assert_true(is_whole(&seen));
	assert_in_range(seen.nth[0], slot->saved, slot->sent);
	assert_int_equal(seen.revisions[0], seen.nth[0]);
	assert_int_equal(seen.revisions[1], seen.nth[0]);
	counts->lost_answers += slot->sent - slot->saved;
	counts->done_unanswered += seen.nth[0] - slot->saved;
	look_for_draft(slot);
}

/* --- rounds --- */

static void open_line(struct slot *slot)
{
	slot->session = court_session(&court, NULL);
	slot->killed = false;
	slot->asked = slot->saved;
}

static void kill_line(struct slot *slot)
{
	pid_t child = session_child(slot->session);

	if (random() % STOP_OF == 0) {
		kill(child, SIGSTOP);
		usleep((useconds_t)(random() % 1000));
	}
	kill(child, SIGKILL);
	slot->killed = true;
	counts->kills++;
	/* What it said with its last breath counts. */
	for (struct pollfd line = {session_fd(slot->session), POLLIN, 0}; poll(&line, 1, 1000) > 0;)
		if (!session_io(slot->session, NULL))
			break;
	session_close(slot->session);
	slot->session = NULL;
}

static void verify(void)
{
	struct outcome outcome = {0};

	run_touyand(&outcome, "verify", court.path, NULL);
	if (outcome.status)
		fail_msg("verify: %d %.*s", outcome.status, (int)outcome.err.len, (char *)outcome.err.data);
	outcome_release(&outcome);
	counts->verified++;
}

static void make_slots(void)
{
	struct store *store;
	struct buf body = BUF_INIT;

	court_make(&court);
	store = fixture_open(court.path);
	for (int i = 0; i < SLOTS; i++) {
		struct slot *slot = &slots[i];

		*slot = (struct slot){.number = i};
		for (int j = 0; j < 2; j++) {
			slot->person[j] = fixture_person(store, code_of(slot, j, 0), "某某");
			slot->first[j] = fixture_body(store, ENTITY_PERSON, slot->person[j], false, &body);
		}
		slot->meeting = fixture_meeting(store, court.group, date_of(2026, 9, 25), "学习研讨");
	}
	store_close(store);
	buf_release(&body);
	for (int i = 0; i < SLOTS; i++)
		open_line(&slots[i]);
}

static void one_round(bool all, bool verified)
{
	int victim = (int)(random() % SLOTS);
	bool dead[SLOTS];

	work_until(now_us() + random() % LONGEST_US);
	for (int i = 0; i < SLOTS; i++) {
		dead[i] = all || i == victim;
		if (dead[i])
			kill_line(&slots[i]);
	}
	if (verified)
		verify();
	for (int i = 0; i < SLOTS; i++)
		if (dead[i]) {
			open_line(&slots[i]);
			check(&slots[i]);
		}
}

void kill_loop_run(struct kill_loop *loop)
{
	counts = loop;
	make_slots();
	for (int i = 1; i <= loop->rounds; i++) {
		bool verified = i == loop->rounds || i % loop->verify_every == 0;

		one_round(verified || random() % ALL_OF == 0, verified);
	}
	for (int i = 0; i < SLOTS; i++) {
		slots[i].killed = true;
		session_close(slots[i].session);
	}
	reply_release(&reply);
	reply.bytes = (struct buf)BUF_INIT;
	court_remove(&court);
}
