/* The screen beside programs that are known to be quick: the first paint, keys, what is there when nobody
 * does anything. */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/base/buf.h"

enum { STARTS = 15, KEYS = 12, COUNTS = 3, IDLE_SECONDS = 5, RANKED_QUIET = 500, FILES = 200, LINES = 20000 };

#define KEY_DOWN_BYTES "\033OB"
#define PAGE_DOWN_BYTES "\033[6~"
#define KEY_F6_BYTES "\033[17~"

/* --- what is started --- */

struct program {
	const char *folder;
	const char *argv[10];
	const char *shows; /* when it has painted */
};

static struct program touyan_on(const char *store, const char *login)
{
	struct program program = {
		NULL, {BUILD_DIR "/touyan", "--lang", "zh", "--store", store, "--now", shelf_now()}, "今日"};

	if (login) {
		program.argv[7] = "--as";
		program.argv[8] = login;
	}
	return program;
}

static struct program touyan(enum shelf shelf, const char *login)
{
	return touyan_on(shelf_store(shelf), login);
}

static struct terminal *start(const struct program *program, struct glimpse *seen)
{
	struct terminal *terminal = terminal_start(program->folder, program->argv, seen);

	terminal_must_show(terminal, program->shows);
	return terminal;
}

/* A file of lines; a folder of files. */
static const char *a_text(void)
{
	const char *path = shelf_path("text");
	FILE *out = fopen(path, "we");

	for (int i = 0; out && i < LINES; i++)
		fprintf(out, "%d 第%d次学习研讨，讨论送达和归档，决定下周再议。\n", i, i);
	if (!out || fclose(out))
		bench_give_up(path, "cannot be written");
	return path;
}

static const char *a_folder(void)
{
	const char *path = shelf_path("folder");
	char name[SHELF_PATH * 2];
	FILE *out;

	mkdir(path, 0700);
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "%s/file%03d.txt", path, i);
		out = fopen(name, "we");
		if (out)
			fclose(out);
	}
	return path;
}

static const char *a_repository(void)
{
	const char *path = shelf_path("repository");
	char command[SHELF_PATH * 4];

	snprintf(command, sizeof(command),
		"cd %s 2>/dev/null || { mkdir %s && cd %s && git init -q . && for i in 1 2 3 4 5 6 7 8; do "
		"echo $i >a && git add a && git -c user.name=n -c user.email=n@localhost commit -q -m "
		"change$i; done; }",
		path, path, path);
	if (system(command))
		bench_give_up(path, "no repository");
	return path;
}

/* --- the first paint --- */

static double paint(const struct program *program)
{
	struct glimpse seen;

	terminal_end(start(program, &seen));
	return seen.last;
}

static void paints(struct figures *figures, const struct program *ours, const struct program *theirs)
{
	paint(ours);
	paint(theirs);
	for (int i = 0; i < STARTS; i++) {
		bool first = i % 2;
		double before = first ? 0 : paint(theirs), mine = paint(ours);

		figures_add_pair(figures, mine, first ? paint(theirs) : before);
	}
}

void bench_paint(struct figures *figures)
{
	struct program ours = touyan(SHELF_HUGE, NULL), theirs = touyan(SHELF_EMPTY, NULL);

	paints(figures, &ours, &theirs);
}

void bench_paint_leader(struct figures *figures)
{
	struct program ours = touyan(SHELF_HUGE, LEADER), theirs = touyan(SHELF_EMPTY, NULL);

	paints(figures, &ours, &theirs);
}

void bench_paint_tig(struct figures *figures)
{
	struct program ours = touyan(SHELF_HUGE, LEADER);
	struct program theirs = {a_repository(), {"tig"}, "change1"};

	if (figures_need(figures, "tig"))
		paints(figures, &ours, &theirs);
}

void bench_paint_nnn(struct figures *figures)
{
	struct program ours = touyan(SHELF_HUGE, LEADER);
	struct program theirs = {NULL, {"nnn", a_folder()}, "file000"};

	if (figures_need(figures, "nnn"))
		paints(figures, &ours, &theirs);
}

void bench_paint_less(struct figures *figures)
{
	struct program ours = touyan(SHELF_HUGE, LEADER);
	struct program theirs = {NULL, {"less", a_text()}, "0 "};

	if (figures_need(figures, "less"))
		paints(figures, &ours, &theirs);
}

/* --- typing --- */

/* A new task's form, in the field of what is to be done. What is typed stays as a draft, so it is in a store
 * of its own. */
static struct terminal *open_form(void)
{
	struct program program = touyan_on(shelf_copy(SHELF_COURT, "typing"), NULL);
	struct terminal *terminal = start(&program, NULL);

	terminal_type(terminal, "9", NULL);
	terminal_type(terminal, KEY_F6_BYTES, NULL);
	terminal_must_show(terminal, "责任人");
	terminal_type(terminal, KEY_DOWN_BYTES, NULL);
	terminal_type(terminal, "x", NULL);
	return terminal;
}

static struct terminal *open_vim(void)
{
	const char *argv[] = {"vim", "-u", "NONE", "-N", "-n", shelf_path("new"), NULL};
	struct terminal *terminal = terminal_start(NULL, argv, NULL);

	terminal_type(terminal, "i", NULL);
	return terminal;
}

/* What of a key is counted. */
typedef double key_figure(const struct glimpse *seen);

static double bytes_of(const struct glimpse *seen)
{
	return (double)seen->bytes;
}

static double time_of(const struct glimpse *seen)
{
	return seen->last;
}

static void keys(struct figures *figures, struct terminal *ours, struct terminal *theirs, const char *key,
	const char *again, key_figure *figure)
{
	double pieces[KEYS];
	struct glimpse seen;

	for (int i = 0; i < 2 + KEYS; i++) {
		terminal_type(ours, key, &seen);
		if (i >= 2) {
			figures_add(figures, figure(&seen));
			pieces[i - 2] = (double)seen.pieces;
		}
		if (again)
			terminal_type(ours, again, NULL);
		if (!theirs)
			continue;
		terminal_type(theirs, key, &seen);
		if (i >= 2)
			figures_add_theirs(figures, figure(&seen));
		if (again)
			terminal_type(theirs, again, NULL);
	}
	snprintf(figures->note, sizeof(figures->note), "came in pieces: %g", bench_median(pieces, KEYS));
	terminal_end(ours);
	if (theirs)
		terminal_end(theirs);
}

static void typing(struct figures *figures, const char *key, const char *again, key_figure *figure)
{
	bool vim = figures_need(figures, "vim");

	keys(figures, open_form(), vim ? open_vim() : NULL, key, again, figure);
}

void bench_ascii(struct figures *figures)
{
	typing(figures, "a", NULL, bytes_of);
}

void bench_hanzi(struct figures *figures)
{
	typing(figures, "汉", NULL, bytes_of);
}

void bench_ten(struct figures *figures)
{
	typing(figures, "速裁攻坚立审执协调一", "\177\177\177\177\177\177\177\177\177\177", bytes_of);
}

void bench_key_time(struct figures *figures)
{
	typing(figures, "汉", NULL, time_of);
}

/* --- a list --- */

static struct terminal *open_list(void)
{
	struct program program = touyan(SHELF_COURT, NULL);
	struct terminal *terminal = start(&program, NULL);

	terminal_type(terminal, "8", NULL);
	terminal_must_show(terminal, "赵安安");
	return terminal;
}

static struct terminal *open_nnn(void)
{
	const char *argv[] = {"nnn", a_folder(), NULL};

	return terminal_start(NULL, argv, NULL);
}

void bench_down(struct figures *figures)
{
	bool nnn = figures_need(figures, "nnn");

	keys(figures, open_list(), nnn ? open_nnn() : NULL, KEY_DOWN_BYTES, NULL, bytes_of);
}

void bench_down_work(struct figures *figures)
{
	struct terminal *ours, *theirs;

	if (!figures_need(figures, "nnn"))
		return;
	ours = open_list();
	theirs = open_nnn();
	for (int i = 0; i < COUNTS; i++) {
		double mine = (double)terminal_count(ours, KEY_DOWN_BYTES);
		double other = (double)terminal_count(theirs, KEY_DOWN_BYTES);

		if (mine > 0 && other > 0)
			figures_add_pair(figures, mine, other);
	}
	terminal_end(ours);
	terminal_end(theirs);
}

void bench_page_down(struct figures *figures)
{
	const char *argv[] = {"less", a_text(), NULL};
	bool less = figures_need(figures, "less");

	keys(figures, open_list(), less ? terminal_start(NULL, argv, NULL) : NULL, PAGE_DOWN_BYTES, NULL,
		time_of);
}

/* --- nobody does anything --- */

void bench_idle(struct figures *figures)
{
	struct program program = touyan(SHELF_COURT, LEADER);
	struct terminal *terminal = start(&program, NULL);
	pid_t pid = terminal_pid(terminal), served = proc_child(pid);
	struct glimpse seen;
	double before;

	terminal_watch_for(terminal, 1000, &seen);
	before = proc_wakeups(pid) + proc_wakeups(served);
	terminal_watch_for(terminal, IDLE_SECONDS * 1000, &seen);
	figures_add(figures, (double)seen.bytes + proc_wakeups(pid) + proc_wakeups(served) - before);
	snprintf(figures->note, sizeof(figures->note), "bytes and wake-ups of both programs in %d seconds",
		IDLE_SECONDS);
	terminal_end(terminal);
}

/* The office has ranked its 400 groups, and looked at where they lost points. */
static struct terminal *open_ranking(void)
{
	struct program program = touyan(SHELF_COURT, NULL);
	struct terminal *terminal = start(&program, NULL);

	terminal_quiet(terminal, RANKED_QUIET);
	terminal_type(terminal, "5", NULL);
	terminal_must_show(terminal, "名次");
	terminal_type(terminal, "\024", NULL); /* Ctrl-T: another picture */
	terminal_must_show(terminal, "全院失分");
	return terminal;
}

static void memory(struct figures *figures, struct terminal *terminal, bool session)
{
	pid_t pid = terminal_pid(terminal);

	figures_add(figures, proc_memory(session ? proc_child(pid) : pid));
	terminal_end(terminal);
	if (figures_need(figures, "vim")) {
		terminal = open_vim();
		figures_add_theirs(figures, proc_memory(terminal_pid(terminal)));
		terminal_end(terminal);
	}
}

void bench_memory(struct figures *figures)
{
	memory(figures, open_form(), false);
}

void bench_memory_session(struct figures *figures)
{
	memory(figures, open_form(), true);
}

void bench_memory_ranked(struct figures *figures)
{
	memory(figures, open_ranking(), true);
}
