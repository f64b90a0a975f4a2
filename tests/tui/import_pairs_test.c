/* Rosters read one after the other into one store, each by chance: people who were there and move, new ones,
 * logins that go round, days in any order. What a preview shows without a fault is done, and then there is
 * nothing left to do; what it shows with faults is refused and leaves the store as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include "core/base/date.h"
#include "tests/harness/court.h"
#include "tests/harness/sample.h"
#include "tests/harness/seed.h"
#include "tui/import/rows.h"
#include <cmocka.h>

enum { STORES = 6, ROSTERS = 40, PEOPLE = 14 };

static struct court court;
static struct session *session;
static struct reply reply;
static size_t done, refused;

struct roster {
	struct buf csv;
	int64_t on;
};

static const char *one_of(uint64_t *state, const char *const *words, size_t count)
{
	return words[sample_below(state, count)];
}
#define ONE_OF(state, words) one_of(state, words, sizeof(words) / sizeof(*(words)))

/* Mostly what a roster says, now and then what it should not. */
static void add_person(struct buf *csv, uint64_t *state, size_t number)
{
	static const char *const names[] = {"甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七"};
	static const char *const joined[] = {"2001-07-01", "2010-05-04", "2026-03-01", "2026-08-01", ""};
	static const char *const homes[][2] = {{"立案支部", "速裁攻坚组"}, {"立案支部", "诉讼服务组"},
		{"执行支部", "速执组"}, {"执行支部", "终本清理组"}, {"民事支部", "家事组"}, {"", ""},
		{"民事支部", ""}, {"", "家事组"}, {"执行支部", "家事组"}};
	static const char *const teams[] = {"速裁团队", "执行一团队", "民事团队", ""};
	const char *const *home = homes[sample_below(state, sample_below(state, 3) ? 5 : 9)];

	buf_printf(csv, "R%02zu,%s,%s,%s,%s,%s,%s,", number, ONE_OF(state, names), ONE_OF(state, joined),
		ONE_OF(state, teams), home[0], home[1], sample_below(state, 6) ? "" : "是");
	if (sample_below(state, 3))
		buf_printf(csv, "w%zu", sample_below(state, 3) ? number : sample_below(state, 2 * PEOPLE));
	buf_text(csv, TEXT("\n"));
}

static void make_roster(struct roster *roster, uint64_t *state)
{
	static const int64_t step = 30;

	buf_clear(&roster->csv);
	buf_text(&roster->csv, TEXT("工号,姓名,入党日期,团队,党支部,党小组,组长,系统账号\n"));
	for (size_t i = 0; i < PEOPLE; i++)
		if (sample_below(state, 2))
			add_person(&roster->csv, state, i);
	roster->on = date_of(2026, 1, 1) + step * (int64_t)sample_below(state, 9);
}

static bool ask(const struct roster *roster, const struct table *table, bool really)
{
	struct import_request request;
	bool good;

	import_request_init(&request, &person_entity, table, roster->on);
	if (really)
		record_number(&request.record, IMPORT_DO, 1);
	good = court_call(session, CALL_IMPORT, &request.record, &reply);
	import_request_release(&request);
	return good;
}

static int64_t number(uint16_t tag)
{
	return view_number(&reply.body, tag);
}

static void dump(struct buf *out)
{
	struct store *store = fixture_open(court.path);

	buf_clear(out);
	fixture_dump(store, out);
	store_close(store);
}

static void read_roster(struct roster *roster)
{
	struct buf before = BUF_INIT, after = BUF_INIT;
	struct error err = ERROR_INIT;
	struct table table = {0};
	bool clean;

	assert_true(table_read_csv(&table, buf_as_text(&roster->csv), &err));
	dump(&before);
	assert_true(ask(roster, &table, false));
	dump(&after);
	assert_true(text_equal(buf_as_text(&before), buf_as_text(&after)));
	clean = !number(IMPORTED_ERRORS);
	if (ask(roster, &table, true) != clean)
		fail_msg("%s: %s\n%s", clean ? "clean, but refused" : "faults, but done", reply_words(&reply),
			buf_cstr(&roster->csv));
	if (clean) {
		assert_true(ask(roster, &table, false));
		if (number(IMPORTED_ERRORS) || number(IMPORTED_ADDED) || number(IMPORTED_CHANGED))
			fail_msg("read once more: %d new, %d changed\n%s", (int)number(IMPORTED_ADDED),
				(int)number(IMPORTED_CHANGED), buf_cstr(&roster->csv));
	} else {
		dump(&after);
		assert_true(text_equal(buf_as_text(&before), buf_as_text(&after)));
	}
	*(clean ? &done : &refused) += 1;
	table_release(&table);
	buf_release(&before);
	buf_release(&after);
}

static void test_pairs(void **state)
{
	uint64_t seed = random_seed();
	struct roster roster = {0};

	(void)state;
	for (size_t i = 0; i < STORES; i++) {
		court_make(&court);
		session = court_session(&court, NULL);
		for (size_t j = 0; j < ROSTERS; j++) {
			make_roster(&roster, &seed);
			read_roster(&roster);
		}
		session_close(session);
		court_remove(&court);
	}
	reply_release(&reply);
	buf_release(&roster.csv);
	print_message("%zu done, %zu refused\n", done, refused);
	assert_true(done > STORES && refused > STORES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_pairs)};

	return cmocka_run_group_tests_name("import_pairs", tests, NULL, NULL);
}
