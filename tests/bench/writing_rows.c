/* What is written, and how soon others see it. */
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/base/date.h"
#include "core/store/store_internal.h"
#include "tests/harness/court.h"

enum { COMMITS = 60, IMPORTS = 3, ROSTER_ROWS = 3000, COPIES = 3, NEWS = 12, PEOPLE = 9, MINUTES = 20000 };

static const char *const tables[] = {"meta", "rec", "row", "idx", "uniq", "hist", "aud", "token"};

struct writing {
	struct store *store;
	struct raw *raw;
	uint64_t id, round;
	struct change_head head;
	struct change_result result;
	struct raw_put puts[8];
	size_t count;
	struct arena arena;
};

static struct store *open_store(const char *path)
{
	struct store_config config = {.path = path, .schema = &court_schema};
	struct error err = ERROR_INIT;
	struct store *store = NULL;

	if (!store_open(&store, &config, &err))
		bench_refused(path, &err);
	return store;
}

static double change(struct writing *writing, change_work *work)
{
	struct error err = ERROR_INIT;
	int64_t start;

	writing->head = (struct change_head){.action = "apply"};
	memcpy(writing->head.token, &(uint64_t[2]){++writing->round, (uint64_t)bench_now()}, TOKEN_SIZE);
	start = bench_now();
	if (!store_change(writing->store, &writing->head, work, writing, &writing->result, &err))
		bench_refused("change", &err);
	return (double)(bench_now() - start) * 1e-9;
}

/* --- the same bytes by hand --- */

static void note(struct writing *writing, unsigned table, struct text key, struct text value)
{
	writing->puts[writing->count++] = (struct raw_put){
		table, arena_text(&writing->arena, key), arena_text(&writing->arena, value), false};
}

static bool note_get(struct writing *writing, struct kv_txn *txn, unsigned table, struct text key)
{
	struct text value;

	if (kv_get(txn, table, key, &value, NULL))
		note(writing, table, key, value);
	return true;
}

static bool note_all(struct kv_txn *txn, void *arg, struct error *err)
{
	struct writing *writing = arg;
	uint8_t room[KEY_ROOM];

	(void)err;
	arena_release(&writing->arena);
	writing->count = 0;
	note_get(writing, txn, TABLE_META, TEXT("head"));
	note_get(writing, txn, TABLE_REC, record_key(room, ENTITY_MEETING, writing->id));
	note_get(writing, txn, TABLE_HIST,
		history_key(room, ENTITY_MEETING, writing->id, writing->result.items[0].revision));
	note_get(writing, txn, TABLE_AUD, number_key(room, writing->result.sequence));
	return note_get(
		writing, txn, TABLE_TOKEN, (struct text){(const char *)writing->head.token, TOKEN_SIZE});
}

static bool set_topic(struct writer *writer, void *arg, struct error *err)
{
	struct writing *writing = arg;
	struct text topic = writing->round % 2 ? TEXT("学习贯彻会议精神") : TEXT("讨论速裁工作办法");
	struct record_slot values[] = {{MEETING_TOPIC, value_text(topic)}};

	return writer_set(writer, ENTITY_MEETING, &writing->id, values, 1, err);
}

static double commit_by_hand(struct writing *writing)
{
	struct error err = ERROR_INIT;
	int64_t start;

	if (!kv_read(store_kv(writing->store), note_all, writing, &err))
		bench_refused("reading", &err);
	if (writing->count != 5)
		bench_give_up("change", "wrote other things than this row knows of");
	start = bench_now();
	raw_commit(writing->raw, writing->puts, writing->count);
	return (double)(bench_now() - start) * 1e-9;
}

void bench_change(struct figures *figures)
{
	struct writing writing = {.store = open_store(shelf_copy(SHELF_COURT, "written")),
		.raw = raw_open(shelf_copy(SHELF_COURT, "raw"), tables, TABLE_COUNT),
		.id = 7};
	double bytes = 0;

	for (int i = 0; i < COMMITS + 3; i++) {
		double mine = change(&writing, set_topic), theirs = commit_by_hand(&writing);

		if (i >= 3)
			figures_add_pair(figures, mine, theirs);
	}
	for (size_t i = 0; i < writing.count; i++)
		bytes += (double)(writing.puts[i].key.len + writing.puts[i].value.len);
	snprintf(figures->note, sizeof(figures->note), "%.0f commits a second; %.0f bytes in %zu tables",
		1 / bench_median(figures->ours, figures->count), bytes, writing.count);
	store_close(writing.store);
	raw_close(writing.raw);
}

/* --- a mark on the roll --- */

static bool make_meeting(struct writer *writer, void *arg, struct error *err)
{
	struct writing *writing = arg;
	struct buf groups = BUF_INIT;
	bool ok;

	buf_varint(&groups, 1);
	struct record_slot values[] = {{MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}},
		{MEETING_KINDS, value_number(1 << MEETING_GROUP)}, {MEETING_TOPIC, value_text(TEXT("学习"))},
		{MEETING_DATE, value_number(date_of(2026, 9, 24))},
		{MEETING_STATE, value_number(STATE_OPEN)}};
	writing->id = 0;
	ok = writer_set(writer, ENTITY_MEETING, &writing->id, values, sizeof(values) / sizeof(*values), err);
	buf_release(&groups);
	return ok;
}

static bool mark(struct writer *writer, uint64_t meeting, uint64_t person, int64_t how, struct error *err)
{
	struct record row;
	bool ok;

	record_init(&row, &attendance_rows);
	record_number(&row, ATTENDANCE_PERSON, (int64_t)person);
	record_number(&row, ATTENDANCE_MARK, how);
	ok = writer_row(writer, ENTITY_MEETING, meeting, MEETING_ATTENDANCE, &person, &row, err);
	record_release(&row);
	return ok;
}

static bool mark_all(struct writer *writer, void *arg, struct error *err)
{
	struct writing *writing = arg;
	bool ok = true;

	for (uint64_t person = 1; ok && person <= PEOPLE; person++)
		ok = mark(writer, writing->id, person, MARK_PRESENT, err);
	return ok;
}

static bool mark_one(struct writer *writer, void *arg, struct error *err)
{
	struct writing *writing = arg;

	return mark(writer, writing->id, writing->round / 2 % PEOPLE + 1,
		writing->round / 2 / PEOPLE % 2 ? MARK_PRESENT : MARK_LEAVE, err);
}

static bool write_minutes(struct writer *writer, void *arg, struct error *err)
{
	static const char line[] = "讨论了送达和归档两件事，决定下周再议，由书记员先把清单列出来，月底前交。";
	struct writing *writing = arg;
	struct record row;
	bool ok = true;

	for (size_t written = 0; ok && written < MINUTES; written += text_count(TEXT(line))) {
		uint64_t key = 0;

		record_init(&row, &minutes_rows);
		record_text(&row, MINUTES_TEXT, TEXT(line));
		ok = writer_row(writer, ENTITY_MEETING, writing->id, MEETING_MINUTES, &key, &row, err);
		record_release(&row);
	}
	return ok;
}

static double written_bytes(void)
{
	struct buf words = BUF_INIT;
	const char *at;
	double bytes;

	proc_read(getpid(), "io", &words);
	at = strstr(buf_cstr(&words), "wchar: ");
	bytes = at ? strtod(at + strlen("wchar: "), NULL) : 0;
	buf_release(&words);
	return bytes;
}

void bench_mark(struct figures *figures)
{
	struct writing writing = {.store = open_store(shelf_copy(SHELF_COURT, "written"))};
	double bytes[2] = {0, 0};
	uint64_t ids[2];

	for (int i = 0; i < 2; i++) {
		change(&writing, make_meeting);
		ids[i] = writing.id;
		change(&writing, mark_all);
	}
	change(&writing, write_minutes);
	for (int i = 0; i < COMMITS + 4; i++) {
		double took[2];

		for (int which = 0; which < 2; which++) {
			double before = written_bytes();

			writing.id = ids[which];
			took[which] = change(&writing, mark_one);
			bytes[which] += written_bytes() - before;
		}
		if (i >= 4)
			figures_add_pair(figures, took[1], took[0]);
	}
	snprintf(figures->note, sizeof(figures->note), "bytes written: %.2f x", bytes[1] / bytes[0]);
	store_close(writing.store);
}

/* --- rows of a file --- */

static void write_file(const char *path, int round)
{
	FILE *out = fopen(path, "we");

	if (!out)
		bench_give_up(path, "cannot be written");
	fprintf(out, "工号,姓名,性别\n");
	for (int i = 0; i < ROSTER_ROWS; i++)
		fprintf(out, "R%d%05d,%s%s%s,%s\n", round, i, i % 3 ? "韩" : "沈", i % 7 ? "丹" : "琪",
			i % 5 ? "思" : "帆", i % 2 ? "女" : "男");
	fclose(out);
}

static double import_ours(const char *store, const char *file)
{
	char command[SHELF_PATH * 6];
	int64_t start = bench_now();

	snprintf(command, sizeof(command),
		BUILD_DIR "/touyan --store %s --now %s import person %s --yes >/dev/null", store, shelf_now(),
		file);
	if (system(command))
		bench_give_up("import", "refused");
	return (double)(bench_now() - start) * 1e-9 / ROSTER_ROWS;
}

static double import_theirs(const char *store, const char *file)
{
	char command[SHELF_PATH * 6];
	int64_t start = bench_now();

	snprintf(command, sizeof(command), "sqlite3 %s '.import --csv %s person'", store, file);
	if (system(command))
		bench_give_up("import", "refused by sqlite3");
	return (double)(bench_now() - start) * 1e-9 / ROSTER_ROWS;
}

void bench_import(struct figures *figures)
{
	const char *store = shelf_copy(SHELF_COURT, "imported"), *file = shelf_path("people.csv");
	const char *lite = shelf_path("people.sqlite");
	bool there = figures_need(figures, "sqlite3");

	unlink(lite);
	for (int i = 0; i < IMPORTS; i++) {
		write_file(file, i);
		figures_add(figures, import_ours(store, file));
		if (there)
			figures_add_theirs(figures, import_theirs(lite, file));
	}
	snprintf(figures->note, sizeof(figures->note),
		"%d rows, checked, with history and audit; sqlite3 .import checks nothing", ROSTER_ROWS);
}

/* --- a copy while others work --- */

void bench_backup(struct figures *figures)
{
	struct raw *raw = raw_open(shelf_copy(SHELF_PEOPLE, "raw"), tables, TABLE_COUNT);
	struct store *store = open_store(shelf_store(SHELF_PEOPLE));
	struct error err = ERROR_INIT;

	for (int i = 0; i < COPIES; i++) {
		const char *ours = shelf_path("copy"), *theirs = shelf_path("copy-raw");
		int64_t start, middle;

		fixture_remove(ours);
		fixture_remove(theirs);
		start = bench_now();
		if (!store_backup(store, ours, &err))
			bench_refused("backup", &err);
		middle = bench_now();
		raw_copy(raw, theirs);
		figures_add_pair(
			figures, (double)(middle - start) * 1e-9, (double)(bench_now() - middle) * 1e-9);
	}
	snprintf(figures->note, sizeof(figures->note), "ours is verified, too");
	store_close(store);
	raw_close(raw);
}

/* --- what others see --- */

static void rename_person(struct session *session, uint64_t id, bool back)
{
	static const char *const names[] = {"赵安安", "赵安宁"};
	struct patch patch = PATCH_INIT;
	struct reply reply = {0};

	patch_add(&patch, PERSON_NAME, value_text(text_of(names[back])), value_text(text_of(names[!back])));
	if (!court_apply(session, ENTITY_PERSON, (int64_t)id, &patch, &reply))
		bench_refused("apply", &reply.error);
	patch_release(&patch);
	reply_release(&reply);
}

void bench_news(struct figures *figures)
{
	const char *store = shelf_copy(SHELF_COURT, "told");
	const char *argv[] = {
		BUILD_DIR "/touyan", "--lang", "zh", "--store", store, "--now", shelf_now(), NULL};
	struct terminal *terminal = terminal_start(NULL, argv, NULL);
	struct session *session = bench_session(store);
	struct glimpse seen;

	terminal_type(terminal, "8", NULL);
	terminal_must_show(terminal, "赵安安");
	for (int i = 0; i < NEWS; i++) {
		int64_t start;

		terminal_watch_for(terminal, 800, &seen);
		rename_person(session, 1, i % 2);
		start = bench_now();
		terminal_watch(terminal, start, &seen);
		figures_add(figures, seen.last);
	}
	terminal_must_show(terminal, "赵安安");
	session_close(session);
	terminal_end(terminal);
}
