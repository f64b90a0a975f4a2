#include "tests/harness/script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/base/number.h"
#include "core/io/table.h"
#include "tests/harness/command.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

#define GOLDEN "tests/tui/golden/"

enum { SHOWN_MAX = 6, AFTER_MAX = 4, WORDS_MAX = 24 };

struct script {
	const char *path;
	char name[64];
	struct buf bytes;
	struct text imports, as, now, langs, sizes, most, english, before, after[AFTER_MAX];
	size_t afters;
};

/* One run of it. */
struct run {
	const struct script *script;
	struct text lang, size;
	char directory[FIXTURE_PATH], store[FIXTURE_PATH + 8], dump[FIXTURE_PATH + 8];
	int wrong;
};

/* --- goldens --- */

/* Of both, as long as either has one. */
static bool next_lines(struct text *found, struct text *have, struct text *golden, struct text *want)
{
	bool more = text_split(found, '\n', have);

	return text_split(golden, '\n', want) || more;
}

static void show_difference(const char *path, struct text found, struct text golden)
{
	struct text have = NO_TEXT, want = NO_TEXT;
	int shown = 0;

	print_error("%s differs\n", path);
	for (int line = 1; next_lines(&found, &have, &golden, &want); line++) {
		if (!text_equal(have, want) && ++shown <= SHOWN_MAX)
			print_error("%3d  golden |%.*s|\n     found  |%.*s|\n", line, (int)want.len, want.at,
				(int)have.len, have.at);
		have = want = NO_TEXT;
	}
}

static bool golden_same(const char *name, struct text found)
{
	struct error err = ERROR_INIT;
	struct buf golden = BUF_INIT;
	const char *golden_is = getenv("GOLDEN");
	char path[256];
	bool same;

	snprintf(path, sizeof(path), GOLDEN "%s.txt", name);
	if (file_read(path, &golden, &err) && text_equal(buf_as_text(&golden), found)) {
		buf_release(&golden);
		return true;
	}
	same = golden_is && !strcmp(golden_is, "write");
	if (same) {
		FILE *file;

		*strrchr(path, '/') = '\0';
		mkdir(GOLDEN, 0777);
		mkdir(path, 0777);
		snprintf(path, sizeof(path), GOLDEN "%s.txt", name);
		file = fopen(path, "w");
		assert_non_null(file);
		fwrite(found.at, 1, found.len, file);
		assert_int_equal(fclose(file), 0);
	} else {
		show_difference(path, found, buf_as_text(&golden));
	}
	buf_release(&golden);
	return same;
}

void golden_check(const char *name, const struct text *found)
{
	if (!golden_same(name, *found))
		fail();
}

/* --- the head --- */

static void read_head(struct script *script)
{
	const struct {
		const char *name;
		struct text *to;
	} places[] = {{"import:", &script->imports}, {"as:", &script->as}, {"now:", &script->now},
		{"lang:", &script->langs}, {"size:", &script->sizes}, {"most:", &script->most},
		{"english:", &script->english}, {"before:", &script->before}};
	struct text rest = buf_as_text(&script->bytes), line, word;

	while (text_split(&rest, '\n', &line) && text_starts(line, TEXT("#"))) {
		line = text_trim(text_skip(line, 1));
		if (!text_split(&line, ' ', &word))
			continue;
		for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
			if (text_is(word, places[i].name))
				*places[i].to = text_trim(line);
		if (text_is(word, "after:") && script->afters < AFTER_MAX)
			script->after[script->afters++] = text_trim(line);
	}
}

static void name_of_run(const struct run *run, struct text dump, char *name, size_t room)
{
	bool english = text_is(run->lang, "en"), usual = text_is(run->size, "80x24");

	snprintf(name, room, "%s/%.*s%s%s%.*s", run->script->name, (int)dump.len, dump.at,
		english ? ".en" : "", usual ? "" : ".", usual ? 0 : (int)run->size.len, run->size.at);
}

/* --- what holds for every screen --- */

/* A word in small letters on a Chinese screen is one that nobody translated; names of files and keys are not.
 */
static bool holds_english(struct text line)
{
	size_t letters = 0, run = 0;
	bool name = false;

	for (size_t i = 0; i <= line.len; i++) {
		char c = i < line.len ? line.at[i] : ' ';

		if (c > ' ' && c < 0x7f) {
			run++;
			letters += c >= 'a' && c <= 'z';
			name |= strchr("./_-=~+", c) && letters && i + 1 < line.len && line.at[i + 1] != '.';
			name |= (c >= 'A' && c <= 'Z' && run == 1) || (c >= '0' && c <= '9');
			continue;
		}
		if (letters >= 4 && !name)
			return true;
		letters = run = 0;
		name = false;
	}
	return false;
}

static void complain(struct run *run, struct text dump, int row, const char *what)
{
	char name[128];

	name_of_run(run, dump, name, sizeof(name));
	print_error("%s row %d: %s\n", name, row, what);
	run->wrong++;
}

static void check_screen(struct run *run, struct text dump, struct text lines, int columns, int rows)
{
	struct text line;
	int row = 0;

	while (text_split(&lines, '\n', &line)) {
		row++;
		if (text_width(line) > (size_t)columns)
			complain(run, dump, row, "wider than the screen");
		/* Nor is it to be written into a golden. */
		if (text_find(line, TEXT("与服务的连接断了")) < line.len ||
			text_find(line, TEXT("The line to touyand is gone")) < line.len)
			complain(run, dump, row, "touyand has ended");
		if (text_is(run->lang, "zh") && !run->script->english.len && holds_english(line))
			complain(run, dump, row, "English on a Chinese screen");
	}
	if (row != rows)
		complain(run, dump, row, "not the rows of the screen");
}

static void check_dump(struct run *run, struct text head, struct text whole, bool last)
{
	int columns = 0, rows = 0, row = 0, column = 0;
	unsigned keys = 0;
	int64_t most = 0;
	char dump[64] = "", name[128];
	struct buf line = BUF_INIT;

	buf_text(&line, head);
	if (sscanf(buf_cstr(&line), "=== %63s %dx%d cursor %d,%d keys %u", dump, &columns, &rows, &row,
		    &column, &keys) != 6)
		complain(run, head, 0, "the head of a dump is not understood");
	buf_release(&line);
	check_screen(run, text_of(dump), text_skip(whole, head.len + 1), columns, rows);
	if (row < 1 || row > rows || column < 1 || column > columns)
		complain(run, text_of(dump), row, "the cursor is outside");
	if (last && number_parse(run->script->most, &most) && keys > (unsigned)most)
		complain(run, text_of(dump), (int)keys, "more keys than there may be");
	name_of_run(run, text_of(dump), name, sizeof(name));
	run->wrong += !golden_same(name, whole);
}

static void check_dumps(struct run *run, struct text all)
{
	while (all.len) {
		struct text rest = text_skip(all, 1), head = all;
		size_t len = text_find(rest, TEXT("\n=== "));

		len = len < rest.len ? len + 2 : all.len;
		text_split(&head, '\n', &rest);
		check_dump(run, rest, text_take(all, len), len == all.len);
		all = text_skip(all, len);
	}
}

/* --- running --- */

/* touyan on the run's store with further arguments, blanks between; a comma stands for the blank within one.
 */
static void call(struct run *run, struct text arguments, struct outcome *outcome)
{
	const struct script *script = run->script;
	const char *argv[WORDS_MAX] = {BUILD_DIR "/touyan"};
	struct buf line = BUF_INIT;
	bool operator= text_is(script->as, "operator");
	size_t count = 1;

	buf_printf(&line, "--store %s --now %.*s --lang %.*s ", run->store, (int)script->now.len,
		script->now.at, (int)run->lang.len, run->lang.at);
	if (!operator)
		buf_printf(&line, "--as %.*s ", (int)script->as.len, script->as.at);
	buf_text(&line, arguments);
	buf_cstr(&line);
	for (char *word = strtok((char *)line.data, " "); word && count < WORDS_MAX - 1;
		word = strtok(NULL, " ")) {
		for (char *at = word; *at; at++)
			*at = *at == ',' ? ' ' : *at;
		argv[count++] = word;
	}
	command_run(outcome, argv);
	buf_release(&line);
}

static bool drive(struct run *run, struct text keys, struct outcome *outcome)
{
	struct buf line = BUF_INIT;

	buf_printf(&line, "--keys %.*s --dump %s --size %.*s", (int)keys.len, keys.at, run->dump,
		(int)run->size.len, run->size.at);
	call(run, buf_as_text(&line), outcome);
	buf_release(&line);
	if (outcome->status)
		print_error("%.*s: status %d: %.*s", (int)keys.len, keys.at, outcome->status,
			(int)outcome->err.len, (char *)outcome->err.data);
	run->wrong += outcome->status != 0;
	return !outcome->status;
}

static void append_after(struct run *run, struct text command, struct outcome *outcome, struct buf *all)
{
	call(run, command, outcome);
	buf_printf(all, "$ %.*s\n", (int)command.len, command.at);
	buf_text(all, buf_as_text(&outcome->out));
	buf_text(all, buf_as_text(&outcome->err));
}

static void check_after(struct run *run, struct outcome *outcome)
{
	struct buf all = BUF_INIT;
	char name[128];

	for (size_t i = 0; i < run->script->afters; i++)
		append_after(run, run->script->after[i], outcome, &all);
	name_of_run(run, TEXT("after"), name, sizeof(name));
	if (all.len)
		run->wrong += !golden_same(name, buf_as_text(&all));
	buf_release(&all);
}

static void run_once(struct run *run)
{
	struct buf imports = BUF_INIT, dumps = BUF_INIT;
	struct outcome outcome = {0};
	struct error err = ERROR_INIT;

	fixture_path(run->directory);
	snprintf(run->store, sizeof(run->store), "%s/store", run->directory);
	snprintf(run->dump, sizeof(run->dump), "%s/dump", run->directory);
	buf_text(&imports, run->script->imports);
	command_store(run->store, buf_cstr(&imports));
	if (run->script->before.len)
		drive(run, run->script->before, &outcome);
	if (drive(run, text_of(run->script->path), &outcome) && file_read(run->dump, &dumps, &err)) {
		check_dumps(run, buf_as_text(&dumps));
		check_after(run, &outcome);
	}
	fixture_remove(run->directory);
	buf_release(&imports);
	buf_release(&dumps);
	outcome_release(&outcome);
}

void script_check(const char *path)
{
	struct script script = {.path = path,
		.as = TEXT("u001"),
		.now = TEXT("2026-09-24T06:55:00Z"),
		.langs = TEXT("zh"),
		.sizes = TEXT("80x24")};
	struct error err = ERROR_INIT;
	struct text langs, sizes, lang, size;
	int wrong = 0;

	assert_true(file_read(path, &script.bytes, &err));
	snprintf(script.name, sizeof(script.name), "%.*s", (int)strcspn(strrchr(path, '/') + 1, "."),
		strrchr(path, '/') + 1);
	read_head(&script);
	for (langs = script.langs; text_split(&langs, ' ', &lang);)
		for (sizes = script.sizes; text_split(&sizes, ' ', &size);) {
			struct run run = {.script = &script, .lang = lang, .size = size};

			run_once(&run);
			wrong += run.wrong;
		}
	buf_release(&script.bytes);
	assert_int_equal(wrong, 0);
}
