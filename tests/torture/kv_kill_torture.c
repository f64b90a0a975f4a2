/* kv_kill [ROUNDS]: four writers and a reader on one store, killed at random moments (some stopped first),
 * and begun again. What a writer was told is saved stands in a ledger outside the store, in memory that
 * outlives it; after each round the store must hold that and nothing that was never tried, every change
 * whole, and let itself be written. Prints its seed; SEED=n repeats one, as far as chance of the machine
 * allows. */
#include "core/base/error.h"
#include "core/store/kv.h"
#include "tests/harness/seed.h"
#include "tests/harness/store_fixture.h"
#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#undef fail

enum { WRITERS = 4, PROCESSES = WRITERS + 1, ROUNDS = 300, KEPT = 20, KILLS = 12, LONGEST_US = 8000 };
enum { FAULT = 3 };
enum table { COUNTERS, RECORDS, MIRROR, TABLES };

static const char *const names[TABLES] = {"counters", "records", "mirror"};

struct ledger {
	_Atomic uint64_t tried[WRITERS], saved[WRITERS];
};

static struct ledger *ledger;
static char folder[FIXTURE_PATH], path[FIXTURE_PATH + 8];
static pid_t pids[PROCESSES];

static struct kv *open_store(bool create)
{
	struct kv_config config = {
		.path = path, .tables = names, .table_count = TABLES, .map_size = 64 << 20, .create = create};
	struct error err = ERROR_INIT;
	struct kv *kv;

	if (kv_lmdb_open(&kv, &config, &err))
		return kv;
	fprintf(stderr, "kv_kill: opening: %s\n", err.message.id);
	_exit(FAULT);
}

struct state {
	uint64_t counters[WRITERS], total;
};

static uint64_t number_at(struct kv_txn *txn, struct text key)
{
	struct text value;
	uint64_t number = 0;

	if (kv_get(txn, COUNTERS, key, &value, NULL) && value.len == sizeof(number))
		memcpy(&number, value.at, sizeof(number));
	return number;
}

static bool put_number(struct kv_txn *txn, struct text key, uint64_t number, struct error *err)
{
	return kv_put(txn, COUNTERS, key, (struct text){(const char *)&number, sizeof(number)}, err);
}

static struct text counter_key(int writer)
{
	static const char letters[] = "abcd";

	return (struct text){letters + writer, 1};
}

static struct text record_key(char room[32], int writer, uint64_t nth)
{
	snprintf(room, 32, "%c%012" PRIu64, 'a' + writer, nth);
	return text_of(room);
}

/* Small ones and, now and then, one with pages of its own. */
static struct text record_value(char room[9000], int writer, uint64_t nth)
{
	size_t len = nth % 7 ? 100 + nth % 50 : 9000;

	memset(room, (int)('a' + (nth * 5 + (uint64_t)writer) % 26), len);
	return (struct text){room, len};
}

/* A writer */

struct job {
	int writer;
	uint64_t nth;
};

/* Which number is next is asked in here: a commit whose process was killed at its very end is seen by others
 * only once somebody writes, so that a reader may still be shown the state before it. */
static bool write_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct job *job = arg;
	char key[32], value[9000];
	struct text last;
	bool good;

	job->nth = number_at(txn, counter_key(job->writer)) + 1;
	if (job->nth <= ledger->saved[job->writer])
		return fail(err, ERROR_BROKEN, "What was saved is lost", "");
	ledger->tried[job->writer] = job->nth;
	good = put_number(txn, counter_key(job->writer), job->nth, err) &&
		put_number(txn, TEXT("total"), number_at(txn, TEXT("total")) + 1, err) &&
		kv_put(txn, RECORDS, record_key(key, job->writer, job->nth),
			record_value(value, job->writer, job->nth), err) &&
		kv_put(txn, MIRROR, text_of(key), NO_TEXT, err);
	if (!good || job->nth <= KEPT)
		return good;
	last = record_key(key, job->writer, job->nth - KEPT);
	return kv_del(txn, RECORDS, last, err) && kv_del(txn, MIRROR, last, err);
}

static bool state_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct state *state = arg;

	(void)err;
	for (int i = 0; i < WRITERS; i++)
		state->counters[i] = number_at(txn, counter_key(i));
	state->total = number_at(txn, TEXT("total"));
	return true;
}

static void write_on(int writer)
{
	struct kv *kv = open_store(false);
	struct error err = ERROR_INIT;
	struct job job = {writer, 0};

	for (;;) {
		if (!kv_write(kv, write_work, &job, &err)) {
			fprintf(stderr, "kv_kill: writing: %s\n", err.message.id);
			_exit(FAULT);
		}
		ledger->saved[writer] = job.nth;
	}
}

/* The reader: every state it sees is whole. */
static void read_on(void)
{
	struct kv *kv = open_store(false);
	struct state state;

	for (;;) {
		uint64_t sum = 0;

		if (!kv_read(kv, state_work, &state, NULL))
			_exit(FAULT);
		for (int i = 0; i < WRITERS; i++)
			sum += state.counters[i];
		if (sum != state.total) {
			fprintf(stderr, "kv_kill: half a change was seen\n");
			_exit(FAULT);
		}
	}
}

static void start(int number)
{
	pids[number] = fork();
	if (pids[number])
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (number < WRITERS)
		write_on(number);
	read_on();
}

static void kill_one(int number)
{
	int status;

	if (random() % 4 == 0) {
		kill(pids[number], SIGSTOP);
		usleep((useconds_t)(random() % LONGEST_US));
	}
	kill(pids[number], SIGKILL);
	assert_int_equal(waitpid(pids[number], &status, 0), pids[number]);
	/* Nobody left by himself: that would be a fault he found. */
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static size_t count_from(struct kv_txn *txn, enum table table, int writer)
{
	struct kv_range range;
	size_t count = 0;

	assert_true(kv_range_open(&range, txn, table, counter_key(writer), NO_TEXT, false, NULL));
	while (kv_range_next(&range, NULL))
		count++;
	kv_range_close(&range);
	return count;
}

static bool check_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct state state;
	uint64_t sum = 0;

	(void)arg;
	state_work(txn, &state, err);
	for (int i = 0; i < WRITERS; i++) {
		uint64_t last = state.counters[i], first = last > KEPT ? last - KEPT + 1 : 1;

		assert_in_range(last, ledger->saved[i], ledger->tried[i]);
		sum += last;
		for (uint64_t nth = first; nth <= last; nth++) {
			char key[32], room[9000];
			struct text value;

			assert_true(kv_get(txn, RECORDS, record_key(key, i, nth), &value, err));
			assert_true(text_equal(value, record_value(room, i, nth)));
			assert_true(kv_get(txn, MIRROR, text_of(key), &value, err));
		}
		assert_int_equal(count_from(txn, RECORDS, i), last - first + 1);
		assert_int_equal(count_from(txn, MIRROR, i), last - first + 1);
	}
	assert_int_equal(sum, state.total);
	return true;
}

static bool idle_work(struct kv_txn *txn, void *arg, struct error *err)
{
	(void)arg;
	return put_number(txn, TEXT("looked at"), 1, err);
}

static void check(void)
{
	struct kv *kv = open_store(false);
	struct error err = ERROR_INIT;

	assert_true(kv_read(kv, check_work, NULL, &err));
	assert_true(kv_write(kv, idle_work, NULL, &err));
	kv_close(kv);
}

static void nothing_saved_is_lost(void **state)
{
	int rounds = *(int *)*state;

	kv_close(open_store(true));
	for (int round = 0; round < rounds; round++) {
		for (int i = 0; i < PROCESSES; i++)
			start(i);
		for (int i = 0; i < KILLS; i++) {
			int victim = (int)(random() % PROCESSES);

			usleep((useconds_t)(random() % LONGEST_US));
			kill_one(victim);
			start(victim);
		}
		for (int i = 0; i < PROCESSES; i++)
			kill_one(i);
		check();
	}
	for (int i = 0; i < WRITERS; i++)
		print_message("# writer %d: %" PRIu64 " changes\n", i, ledger->saved[i]);
}

int main(int argc, char **argv)
{
	unsigned seed = (unsigned)random_seed();
	int rounds = argc > 1 ? atoi(argv[1]) : ROUNDS;
	const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(nothing_saved_is_lost, &rounds)};
	int failures;

	printf("# SEED=%u, %d rounds of %d kills\n", seed, rounds, KILLS + PROCESSES);
	srandom(seed);
	fixture_path(folder);
	snprintf(path, sizeof(path), "%s/store", folder);
	ledger = mmap(NULL, sizeof(*ledger), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (ledger == MAP_FAILED)
		return 2;
	failures = cmocka_run_group_tests_name("kv_kill", tests, NULL, NULL);
	if (!failures)
		fixture_remove(folder);
	else
		printf("# the store is kept in %s\n", folder);
	return failures;
}
