/* A full disk, a file that may not grow, a full store: what was saved stays, reading goes on, the message
 * says what to do in both languages, and when there is room again the same session saves again. */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <locale.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tests/harness/command.h"
#include "tests/harness/court.h"
#include <cmocka.h>

#define NOW "2026-09-24T06:00:00Z"

enum { ROOM = FIXTURE_PATH + 16, MANY = 20000, KEPT_FREE = 200 << 10, WITHOUT_NOTE = 2 };

static char folder[FIXTURE_PATH], store[FIXTURE_PATH], filler[ROOM];
static struct rlimit unlimited; /* as it was at the start */
static struct outcome outcome;
static struct reply reply;

static bool says(const char *words)
{
	return text_find(buf_as_text(&outcome.err), text_of(words)) < outcome.err.len;
}

static void must(const char *what)
{
	if (outcome.status)
		fail_msg("%s: %d %.*s", what, outcome.status, (int)outcome.err.len, (char *)outcome.err.data);
}

/* One line, in the language that was asked for, and nothing was written. */
static void import_says(const char *zh, const char *en)
{
	static const char *const languages[] = {"zh", "en"};
	const char *const words[] = {zh, en};

	for (size_t i = 0; i < 2; i++) {
		run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", languages[i], "import",
			"person", "tests/data/forty.csv", "--on", "2026-06-01", "--yes", NULL);
		assert_in_range(outcome.status, 1, 2);
		if (!says(words[i]))
			fail_msg("%s: %.*s", languages[i], (int)outcome.err.len, (char *)outcome.err.data);
	}
}

static size_t people(void)
{
	size_t lines = 0;

	run_touyan(&outcome, "--store", store, "--now", NOW, "list", "person", NULL);
	must("list");
	for (size_t i = 0; i < outcome.out.len; i++)
		lines += outcome.out.data[i] == '\n';
	return lines - 1;
}

static void verify(void)
{
	run_touyand(&outcome, "verify", store, NULL);
	must("verify");
}

static int setup(void **state)
{
	(void)state;
	fixture_path(folder);
	snprintf(store, sizeof(store), "%.48s/store", folder);
	snprintf(filler, sizeof(filler), "%s/filler", folder);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	setrlimit(RLIMIT_FSIZE, &unlimited);
	fixture_remove(folder);
	outcome_release(&outcome);
	reply_release(&reply);
	reply.bytes = (struct buf)BUF_INIT;
	return 0;
}

/* --- the disk --- */

/* A disk of four megabytes that nobody else sees. */
static bool mount_small(void)
{
	return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		mount("tmpfs", folder, "tmpfs", 0, "size=4m,mode=0700") == 0;
}

static void fill_disk(size_t kept_free)
{
	static const char block[4096];
	int fd = open(filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	struct stat status;

	assert_true(fd >= 0);
	while (write(fd, block, sizeof(block)) > 0)
		;
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(fstat(fd, &status), 0);
	assert_int_equal(ftruncate(fd, status.st_size - (off_t)kept_free), 0);
	close(fd);
}

static bool set_note(struct session *session, unsigned nth)
{
	struct patch patch = PATCH_INIT;
	char old[160], new[160];
	bool done;

	snprintf(old, sizeof(old), "%0*u", 150, nth - 1);
	snprintf(new, sizeof(new), "%0*u", 150, nth);
	patch_add(&patch, PERSON_NOTE, nth > 1 ? value_text(text_of(old)) : EMPTY_VALUE,
		value_text(text_of(new)));
	done = court_apply(session, ENTITY_PERSON, WITHOUT_NOTE, &patch, &reply);
	patch_release(&patch);
	return done;
}

static unsigned note_there(struct session *session)
{
	struct view view = {.entity = &person_entity};
	char room[160];
	struct text note;

	assert_true(court_get(session, ENTITY_PERSON, WITHOUT_NOTE, &reply));
	view.body = view_text(&reply.body, GOT_BODY);
	note = view_text(&view, PERSON_NOTE);
	snprintf(room, sizeof(room), "%.*s", (int)note.len, note.at);
	return (unsigned)strtoul(room, NULL, 10);
}

/* Saves until it is refused; the last that was saved. */
static unsigned save_until_full(struct session *session, const char *words)
{
	unsigned nth = 1;

	while (nth < MANY && set_note(session, nth))
		nth++;
	if (nth < 2)
		fail_msg("%s", reply_words(&reply));
	assert_true(nth < MANY);
	assert_int_equal(reply.error.kind, ERROR_FULL);
	assert_non_null(strstr(reply_words(&reply), words));
	return nth - 1;
}

static void full_disk(void **state)
{
	struct court court = {{0}};
	struct session *session;
	unsigned saved;

	(void)state;
	if (!mount_small())
		skip();
	command_store(store, "tests/data/nine.csv");
	snprintf(court.path, sizeof(court.path), "%s", store);
	session = court_session(&court, NULL);
	fill_disk(KEPT_FREE);
	saved = save_until_full(session, "The disk is full");
	fill_disk(0);
	assert_int_equal(note_there(session), saved);
	import_says("磁盘已满", "The disk is full");
	assert_int_equal(people(), 9);
	verify();
	run_touyan(&outcome, "--store", store, "export", "person", filler, NULL);
	assert_int_not_equal(outcome.status, 0);
	assert_int_equal(unlink(filler), 0);
	assert_true(set_note(session, saved + 1));
	assert_int_equal(note_there(session), saved + 1);
	session_close(session);
	verify();
}

/* --- a file that may not grow --- */

static void file_that_may_not_grow(void **state)
{
	struct rlimit less = unlimited;
	struct court court = {{0}};
	struct session *session;
	struct stat status;
	unsigned saved;
	char data[ROOM + 16];

	(void)state;
	command_store(store, "tests/data/nine.csv");
	snprintf(court.path, sizeof(court.path), "%s", store);
	/* Its drafts' place. */
	assert_int_equal(people(), 9);
	snprintf(data, sizeof(data), "%s/data.mdb", store);
	assert_int_equal(stat(data, &status), 0);
	less.rlim_cur = (rlim_t)status.st_size + (256 << 10);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &less), 0);
	session = court_session(&court, NULL);
	saved = save_until_full(session, "may not grow");
	import_says("存储文件已到大小上限", "The store's file may not grow");
	setrlimit(RLIMIT_FSIZE, &unlimited);
	assert_int_equal(note_there(session), saved);
	session_close(session);
	assert_int_equal(people(), 9);
	verify();
}

/* --- a full store --- */

static const char *chinese(const char *id)
{
	return gettext(id);
}

static bool fills(struct store *full, uint64_t person, unsigned nth, struct error *err)
{
	struct patch patch = PATCH_INIT;
	struct change_result result = {0};
	char old[160], new[160];
	bool done;

	snprintf(old, sizeof(old), "%0*u", 150, nth - 1);
	snprintf(new, sizeof(new), "%0*u", 150, nth);
	patch_add(&patch, PERSON_NOTE, nth > 1 ? value_text(text_of(old)) : EMPTY_VALUE,
		value_text(text_of(new)));
	done = fixture_apply(full, ENTITY_PERSON, &person, 0, &patch, &result, err);
	change_result_release(&result);
	patch_release(&patch);
	return done;
}

static void full_store(void **state)
{
	static const struct {
		size_t map, quota;
		const char *zh, *en;
	} rows[] = {
		{16 << 20, 256 << 10, "存储已达到限额", "The store has reached its quota"},
		/* At most half the map. */
		{256 << 10, 0, "存储已达到限额", "The store has reached its quota"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct store_config config = {.path = store,
			.schema = &court_schema,
			.create = true,
			.map_size = rows[i].map,
			.quota = rows[i].quota};
		struct error err = ERROR_INIT;
		struct buf words = BUF_INIT, body = BUF_INIT;
		struct view view = {.entity = &person_entity};
		struct store *full;
		uint64_t person;
		unsigned nth = 1;
		char note[160];

		assert_true(store_open(&full, &config, &err));
		person = fixture_person(full, "D1", "某某");
		while (fills(full, person, nth, &err))
			assert_true(++nth < MANY);
		assert_int_equal(err.kind, ERROR_FULL);
		message_show(&err.message, LANGUAGE_ZH, chinese, &words);
		assert_true(text_starts(buf_as_text(&words), text_of(rows[i].zh)));
		buf_clear(&words);
		message_show(&err.message, LANGUAGE_EN, NULL, &words);
		assert_true(text_starts(buf_as_text(&words), text_of(rows[i].en)));
		assert_int_equal(fixture_body(full, ENTITY_PERSON, person, false, &body), nth);
		view.body = buf_as_text(&body);
		snprintf(note, sizeof(note), "%0*u", 150, nth - 1);
		assert_true(text_is(view_text(&view, PERSON_NOTE), note));
		assert_int_equal(fixture_faults(full), 0);
		store_close(full);
		verify();
		fixture_remove(store);
		buf_release(&words);
		buf_release(&body);
	}
}

/* --- a full map --- */

static bool put_bytes(struct kv_txn *txn, void *arg, struct error *err)
{
	static const char bytes[400 << 10];
	size_t len = *(const size_t *)arg;

	return kv_put(txn, 0, (struct text){(const char *)arg, sizeof(len)}, (struct text){bytes, len}, err);
}

static bool delete_bytes(struct kv_txn *txn, void *arg, struct error *err)
{
	return kv_del(txn, 0, (struct text){arg, sizeof(size_t)}, err);
}

/* One change that is larger than what the quota leaves free. */
static void full_map(void **state)
{
	static const char *const names[] = {"one"};
	struct kv_config config = {
		.path = store, .tables = names, .table_count = 1, .map_size = 512 << 10, .create = true};
	size_t some = 200 << 10, more = 400 << 10, little = 100;
	struct error err = ERROR_INIT;
	struct buf words = BUF_INIT;
	struct kv *kv;

	(void)state;
	assert_true(kv_lmdb_open(&kv, &config, &err));
	assert_true(kv_write(kv, put_bytes, &some, &err));
	assert_false(kv_write(kv, put_bytes, &more, &err));
	assert_int_equal(err.kind, ERROR_FULL);
	message_show(&err.message, LANGUAGE_ZH, chinese, &words);
	assert_string_equal(buf_cstr(&words), "存储已满: 没有保存。请联系管理员");
	buf_release(&words);
	err = (struct error)ERROR_INIT;
	assert_true(kv_write(kv, put_bytes, &little, &err));
	assert_true(kv_write(kv, delete_bytes, &some, &err));
	assert_true(kv_write(kv, put_bytes, &little, &err));
	kv_close(kv);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(file_that_may_not_grow, setup, teardown),
		cmocka_unit_test_setup_teardown(full_store, setup, teardown),
		cmocka_unit_test_setup_teardown(full_map, setup, teardown),
		/* The last: what it mounts goes when this program ends. */
		cmocka_unit_test_setup_teardown(full_disk, setup, teardown),
	};
	int failures;

	setlocale(LC_ALL, "C.UTF-8");
	setenv("LANGUAGE", "zh_CN", 1);
	bindtextdomain("touyan", BUILD_DIR "/locale");
	textdomain("touyan");
	/* The programs see to it themselves. */
	signal(SIGXFSZ, SIG_DFL);
	getrlimit(RLIMIT_FSIZE, &unlimited);
	failures = cmocka_run_group_tests_name("full", tests, NULL, NULL);
	command_stores_release();
	return failures;
}
