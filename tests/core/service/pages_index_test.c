/* Pages that an index gives, or an earlier question, are those that a walk of all records gives: each
 * question is asked twice, the second time with a filter that says the same but that no index can help with.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/court.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

enum { MEETINGS = 150, DAYS = 12, QUESTIONS = 400, WORDS = 40 };

static struct court court;
static struct session *sessions[2]; /* the office, a leader */
static unsigned seed;
static const char *const topics[] = {"学习", "山水一课", "Plan 1"};

static void make_meeting(struct store *store, bool removed)
{
	struct buf groups = BUF_INIT;
	uint64_t id = 0;
	int day = rand() % DAYS + 1;
	struct change_result result;

	buf_varint(&groups, rand() % 2 ? court.group : court.other_group);
	struct record_slot values[] = {{MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}},
		{MEETING_KINDS, value_number(1 << MEETING_GROUP)},
		{MEETING_TOPIC, value_text(text_of(topics[(size_t)rand() % 3]))},
		{MEETING_DATE, value_number(date_of(2026, 3, day))},
		{MEETING_STATE, value_number(rand() % 3 ? STATE_ARCHIVED : STATE_PLANNED)}};
	struct record_slot gone = {TAG_REMOVED, value_number(1)};

	result = fixture_set(store, ENTITY_MEETING, &id, values, sizeof(values) / sizeof(*values));
	change_result_release(&result);
	if (removed) {
		result = fixture_set(store, ENTITY_MEETING, &id, &gone, 1);
		change_result_release(&result);
	}
	buf_release(&groups);
}

static int setup(void **state)
{
	struct store *store;

	(void)state;
	seed = (unsigned)random_seed();
	srand(seed);
	court_make(&court);
	store = fixture_open(court.path);
	for (int i = 0; i < MEETINGS; i++)
		make_meeting(store, rand() % 8 == 0);
	assert_int_equal(fixture_faults(store), 0);
	store_close(store);
	sessions[0] = court_session(&court, NULL);
	sessions[1] = court_session(&court, "p1");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	session_close(sessions[0]);
	session_close(sessions[1]);
	court_remove(&court);
	return 0;
}

struct question {
	const char *source, *sort;
	int64_t first, count;
	uint64_t around;
	const char *typed;
};

/* Ids of the rows, their first one's place, and how many there are. */
static void ask(struct session *session, const struct question *question, const char *where, struct buf *out)
{
	struct reply reply = {0};
	struct row_walk rows;
	struct record body;

	record_init(&body, &page_query_shape);
	record_text(&body, PAGE_SOURCE, text_of(question->source));
	record_text(&body, PAGE_COLUMNS, TEXT("id"));
	record_text(&body, PAGE_WHERE, text_of(where));
	record_text(&body, PAGE_SORT, text_of(question->sort));
	record_text(&body, PAGE_TYPED, text_of(question->typed ? question->typed : ""));
	record_number(&body, PAGE_FIRST, question->first);
	record_number(&body, PAGE_COUNT, question->count);
	record_number(&body, PAGE_AROUND, (int64_t)question->around);
	if (!court_call(session, CALL_PAGE, &body, &reply))
		fail_msg("%s", reply_words(&reply));
	buf_clear(out);
	buf_printf(out, "%lld from %lld:", (long long)view_number(&reply.body, ROWS_TOTAL),
		(long long)view_number(&reply.body, ROWS_FIRST));
	for (rows = view_rows(&reply.body, ROWS_ROWS); row_walk_next(&rows);)
		buf_printf(out, " %lld", (long long)view_number(&rows.row, CELL_ID));
	reply_release(&reply);
}

static void compare(const struct question *question, const char *where, const char *same)
{
	struct buf found = BUF_INIT, walked = BUF_INIT;

	for (size_t i = 0; i < 2; i++) {
		ask(sessions[i], question, where, &found);
		ask(sessions[i], question, same, &walked);
		if (strcmp(buf_cstr(&found), buf_cstr(&walked)))
			fail_msg(
				"seed %u, session %zu, %s by \"%s\" where %s, first %lld count %lld:\n%s\n%s",
				seed, i, question->source, question->sort, where, (long long)question->first,
				(long long)question->count, buf_cstr(&found), buf_cstr(&walked));
	}
	buf_release(&found);
	buf_release(&walked);
}

static struct question some_question(void)
{
	static const char *const sorts[] = {
		"", "date", "-date", "state date", "-state -date", "state -date", "state", "-date topic"};
	struct question question = {"meeting", sorts[(size_t)rand() % (sizeof(sorts) / sizeof(*sorts))]};

	question.first = rand() % 2 ? rand() % (MEETINGS + 20) : 0;
	question.count = rand() % 40;
	question.around = rand() % 5 ? 0 : (uint64_t)(rand() % MEETINGS);
	return question;
}

static void an_order_gives_what_a_walk_gives(void **state)
{
	static const struct question people = {"person", "", 0, 4, 0}, members = {"membership", "", 3, 4, 0};

	(void)state;
	compare(&people, "", "code is empty or not code is empty");
	compare(&members, "", "from is empty or not from is empty");
	for (int i = 0; i < QUESTIONS; i++) {
		struct question question = some_question();

		compare(&question, "", "topic is empty or not topic is empty");
	}
}

static void days_give_what_a_walk_gives(void **state)
{
	(void)state;
	for (int i = 0; i < QUESTIONS; i++) {
		struct question question = some_question();
		char where[100], same[100];
		int from = rand() % DAYS + 1, to = rand() % DAYS + 1;

		snprintf(where, sizeof(where), "date >= 2026-03-%02d and date < 2026-03-%02d", from, to);
		snprintf(same, sizeof(same), "not (date < 2026-03-%02d or date >= 2026-03-%02d)", from, to);
		compare(&question, where, same);
	}
}

/* What is typed letter by letter, in the list as it was before, finds what it finds when it is there at once.
 */
static void letters_find_what_a_word_finds(void **state)
{
	static const char *const letters[] = {"j", "y", "s", "h", "i", "x", "甲", "一", "山", " ", "p", "1"};
	static const struct question lists[] = {{"person", ""}, {"person", "name"}, {"person", "-code"},
		{"meeting", "-date"}, {"meeting", "state date"}};
	struct buf typed = BUF_INIT, found = BUF_INIT, walked = BUF_INIT;
	size_t some = 0;

	(void)state;
	for (size_t word = 0; word < WORDS; word++) {
		struct question question = lists[word / 2 % (sizeof(lists) / sizeof(*lists))];
		struct session *asked = sessions[word / 10 % 2];

		question.count = 20;
		ask(asked, &question, "", &found);
		buf_clear(&typed);
		for (int i = 0; i < 4; i++) {
			struct session *other = court_session(&court, word / 10 % 2 ? "p1" : NULL);

			buf_text(&typed,
				text_of(letters[(size_t)rand() % (sizeof(letters) / sizeof(*letters))]));
			question.typed = buf_cstr(&typed);
			ask(asked, &question, "", &found);
			ask(other, &question, "", &walked);
			session_close(other);
			some += buf_cstr(&found)[0] != '0';
			if (strcmp(buf_cstr(&found), buf_cstr(&walked)))
				fail_msg("seed %u, \"%s\" by \"%s\":\n%s\n%s", seed, question.typed,
					question.sort, buf_cstr(&found), buf_cstr(&walked));
		}
	}
	assert_true(some > WORDS / 2);
	buf_release(&typed);
	buf_release(&found);
	buf_release(&walked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_gives_what_a_walk_gives),
		cmocka_unit_test(days_give_what_a_walk_gives),
		cmocka_unit_test(letters_find_what_a_word_finds),
	};

	return cmocka_run_group_tests_name("pages_index", tests, setup, teardown);
}
