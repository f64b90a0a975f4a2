/* Lists and finding, as a session and as the screen have them. */
#include "tests/bench/bench.h"

#include <sched.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/service/session.h"
#include "tests/harness/court.h"

enum { PAGE = 50, PAGES = 40, ROUNDS = 15, TURNS = 15, OPENINGS = 10, FINDINGS = 7, FILTER_QUIET_MS = 400 };

struct asking {
	struct session *session;
	struct reply reply;
	const char *source, *columns, *sort, *typed;
	int64_t from; /* changed, it makes the query a new one */
	int line;     /* to the echo */
	size_t request, answer;
	sqlite3 *lite;
	const char *query;
};

struct session *bench_session(const char *store)
{
	struct session_start start = {store, NULL, shelf_now(), BUILD_DIR "/touyand"};
	struct error err = ERROR_INIT;
	struct session *session = NULL;

	if (!session_spawn(&session, &start, &err))
		bench_refused(store, &err);
	return session;
}

static void ask(struct asking *asking)
{
	struct record request;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(asking->source));
	record_text(&request, PAGE_COLUMNS, text_of(asking->columns));
	if (asking->sort)
		record_text(&request, PAGE_SORT, text_of(asking->sort));
	if (asking->typed)
		record_text(&request, PAGE_TYPED, text_of(asking->typed));
	if (asking->from)
		record_number(&request, PAGE_FROM, asking->from);
	record_number(&request, PAGE_COUNT, PAGE);
	if (!court_call(asking->session, CALL_PAGE, &request, &asking->reply))
		bench_refused(asking->source, &asking->reply.error);
}

static void asking_end(struct asking *asking)
{
	session_close(asking->session);
	reply_release(&asking->reply);
	if (asking->lite)
		sqlite3_close(asking->lite);
}

/* --- a page through the socket --- */

static void move_all(int line, size_t len, bool out)
{
	static char room[1 << 16];
	ssize_t moved;

	for (; len; len -= (size_t)moved) {
		size_t piece = len < sizeof(room) ? len : sizeof(room);

		moved = out ? write(line, room, piece) : read(line, room, piece);
		if (moved <= 0)
			_exit(0);
	}
}

static void start_echo(struct asking *asking)
{
	int line[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, line))
		bench_give_up("echo", "no socket");
	fflush(NULL);
	asking->line = line[0];
	if (fork()) {
		close(line[1]);
		return;
	}
	close(line[0]);
	close(session_fd(asking->session)); /* or touyand would wait for us */
	for (;;) {
		move_all(line[1], asking->request, false);
		move_all(line[1], asking->answer, true);
	}
}

static void pages_ours(void *arg)
{
	for (int i = 0; i < PAGES; i++)
		ask(arg);
}

static void pages_theirs(void *arg)
{
	struct asking *asking = arg;

	for (int i = 0; i < PAGES; i++) {
		move_all(asking->line, asking->request, true);
		move_all(asking->line, asking->answer, false);
	}
}

/* Both are answered on the processor they ask from: which one the kernel wakes the other end on costs more
 * than either answer, and is no part of what is compared. */
static void stay_here(void)
{
	cpu_set_t here;

	CPU_ZERO(&here);
	CPU_SET(sched_getcpu(), &here);
	sched_setaffinity(0, sizeof(here), &here);
}

void bench_page(struct figures *figures)
{
	struct asking asking;

	stay_here();
	asking = (struct asking){.session = bench_session(shelf_store(SHELF_COURT)),
		.source = "person",
		.columns = "code\nname\nsex\nborn\njoined\npost",
		.sort = "code",
		.request = 90};

	ask(&asking);
	asking.answer = asking.reply.bytes.len + 8;
	start_echo(&asking);
	figures_race(figures, (struct race){ROUNDS, TURNS, PAGES}, pages_ours, pages_theirs, &asking);
	snprintf(figures->note, sizeof(figures->note), "%zu bytes", asking.answer);
	asking_end(&asking);
}

/* --- the first page of a long list --- */

static void open_list(struct asking *asking)
{
	for (int i = 0; i < OPENINGS; i++) {
		asking->from++;
		ask(asking);
	}
}

static void open_ours(void *arg)
{
	open_list(arg);
}

static void open_theirs(void *arg)
{
	open_list((struct asking *)arg + 1);
}

/* Answered on the processor that asks, as a page is: waking another takes as long, and now and then ten times
 * as long. */
static void first_page(struct figures *figures, const char *sort)
{
	const struct asking first = {
		.source = "meeting", .columns = "date\ntopic\nkinds\nstate", .sort = sort};
	struct asking asking[] = {first, first};

	stay_here();
	asking[0].session = bench_session(shelf_store(SHELF_HUGE));
	asking[1].session = bench_session(shelf_store(SHELF_COURT));
	figures_race(figures, (struct race){ROUNDS, TURNS, OPENINGS}, open_ours, open_theirs, asking);
	asking_end(&asking[0]);
	asking_end(&asking[1]);
}

void bench_first_page(struct figures *figures)
{
	first_page(figures, "-date");
}

void bench_first_state(struct figures *figures)
{
	first_page(figures, "state date");
}

/* --- SQLite with the same words --- */

static void must(struct asking *asking, int code)
{
	if (code != SQLITE_OK && code != SQLITE_DONE)
		bench_give_up("SQLite", sqlite3_errmsg(asking->lite));
}

struct filling {
	struct asking *asking;
	sqlite3_stmt *put;
};

static void put_words(struct filling *filling, const struct view *view)
{
	struct buf words = BUF_INIT;
	struct value value;

	for (const struct field *field = NULL; (field = entity_next(view->entity, field));)
		if (field->flags & SEARCH && view_get(view, field->tag, &value) && value.kind == VALUE_TEXT) {
			buf_text(&words, value.bytes);
			buf_byte(&words, '\n');
		}
	if (words.len) {
		sqlite3_bind_int64(filling->put, 1, (int64_t)view->id);
		sqlite3_bind_text(
			filling->put, 2, (const char *)words.data, (int)words.len, SQLITE_TRANSIENT);
		must(filling->asking, sqlite3_step(filling->put));
		must(filling->asking, sqlite3_reset(filling->put));
	}
	buf_release(&words);
}

static bool put_record(const struct view *view, void *arg)
{
	put_words(arg, view);
	return true;
}

static bool put_all(struct world *world, void *arg, struct error *err)
{
	for (const struct entity *const *entity = world->schema->entities; *entity; entity++)
		if (!world->walk(world, (*entity)->id, 0, NULL, 0, put_record, arg, err))
			return false;
	return true;
}

static bool put_people(struct world *world, void *arg, struct error *err)
{
	return world->walk(world, ENTITY_PERSON, 0, NULL, 0, put_record, arg, err);
}

static void lite_open(struct asking *asking, enum shelf shelf, store_work *work)
{
	struct store_config config = {.path = shelf_store(shelf), .schema = &court_schema, .read_only = true};
	struct filling filling = {asking, NULL};
	struct error err = ERROR_INIT;
	struct store *store = NULL;

	must(asking, sqlite3_open(":memory:", &asking->lite));
	must(asking,
		sqlite3_exec(asking->lite, "CREATE TABLE words (id INTEGER, words TEXT); BEGIN", 0, 0, 0));
	must(asking,
		sqlite3_prepare_v2(asking->lite, "INSERT INTO words VALUES (?, ?)", -1, &filling.put, NULL));
	if (!store_open(&store, &config, &err) || !store_read(store, 0, work, &filling, &err))
		bench_refused("SQLite", &err);
	sqlite3_finalize(filling.put);
	must(asking, sqlite3_exec(asking->lite, "COMMIT", 0, 0, 0));
	store_close(store);
}

static void lite_find(void *arg)
{
	struct asking *asking = arg;

	must(asking, sqlite3_exec(asking->lite, asking->query, 0, 0, 0));
}

static void find_ours(void *arg)
{
	struct asking *asking = arg;

	asking->from++;
	ask(asking);
}

void bench_search(struct figures *figures)
{
	struct asking asking = {.session = bench_session(shelf_store(SHELF_COURT)),
		.source = "search",
		.columns = "title",
		.typed = "韩丹",
		.query = "SELECT id FROM words WHERE words LIKE '%韩丹%' LIMIT 500"};

	lite_open(&asking, SHELF_COURT, put_all);
	figures_race(figures, (struct race){FINDINGS, 1, 1}, find_ours, lite_find, &asking);
	asking_end(&asking);
}

/* --- filtering while one types --- */

enum letters { FIRST_LETTERS, FURTHER_LETTERS };

/* None is asked for twice: the rows of the last questions are kept. */
static void type_words(
	struct figures *figures, struct terminal *terminal, struct asking *asking, enum letters which)
{
	static const char *const words[] = {"hdan", "qboc", "lch", "zkang", "smi", "wny", "xq", "fgb"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		for (const char *letter = words[i]; *letter; letter++) {
			struct glimpse seen;
			int64_t start;

			terminal_type(terminal, (char[]){*letter, '\0'}, &seen);
			if ((letter == words[i]) != (which == FIRST_LETTERS))
				continue;
			start = bench_now();
			lite_find(asking);
			figures_add_pair(figures, seen.last, (double)(bench_now() - start) * 1e-9);
		}
		terminal_type(terminal, "\025", NULL);
	}
}

static void filter(struct figures *figures, enum letters which)
{
	struct asking asking = {.query = "SELECT id FROM words WHERE words LIKE '%韩丹%'"};
	const char *argv[] = {BUILD_DIR "/touyan", "--lang", "zh", "--store", shelf_store(SHELF_PEOPLE),
		"--now", shelf_now(), NULL};
	struct terminal *terminal = terminal_start(NULL, argv, NULL);
	struct glimpse seen;

	lite_open(&asking, SHELF_PEOPLE, put_people);
	terminal_type(terminal, "8", NULL);
	terminal_watch_for(terminal, 2000, &seen);
	terminal_must_show(terminal, "赵安安");
	terminal_type(terminal, "\033OR", NULL);
	terminal_quiet(terminal, FILTER_QUIET_MS);
	type_words(figures, terminal, &asking, which);
	terminal_end(terminal);
	sqlite3_close(asking.lite);
}

void bench_filter(struct figures *figures)
{
	filter(figures, FURTHER_LETTERS);
}

void bench_filter_first(struct figures *figures)
{
	filter(figures, FIRST_LETTERS);
}
