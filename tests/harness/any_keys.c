#include "tests/harness/any_keys.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "core/io/table.h"
#include "tests/harness/command.h"
#include "tests/harness/sample.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { STEPS = 300 };

/* What is pressed often stands here often. Ctrl-Q alone is missing: it leaves. */
static const char *const keys[] = {"Up", "Down", "Down", "Down", "Down", "Left", "Right", "Enter", "Enter",
	"Enter", "Enter", "Esc", "Tab", "Shift-Tab", "PgUp", "PgDn", "Home", "End", "Del", "Backspace",
	"Space", "F1", "F2", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F12", "Ctrl-D", "Ctrl-E",
	"Ctrl-G", "Ctrl-K", "Ctrl-N", "Ctrl-O", "Ctrl-P", "Ctrl-R", "Ctrl-S", "Ctrl-T", "Ctrl-U", "Ctrl-W",
	"Ctrl-Y", "Ctrl-Z", "Ctrl-Z", "Ctrl-Home", "Ctrl-End"};
static const char *const texts[] = {"0", "1", "1", "2", "2", "3", "4", "5", "6", "7", "8", "9", "12.5", "-1",
	"a", "lg", "速裁", "学习", "𠮷", "，", "2026-09-24", "今天", "9:30", "state = draft", "评比规则",
	"本院设置", "事项类别", "自定栏目", "导入名册", "Party", "{x: 1"};
static const char *const sizes[] = {"80x24", "100x30", "160x50", "200x60", "60x16", "59x15"};
/* NULL: the Party affairs office. */
static const char *const people[] = {NULL, NULL, "u001", "u001", "u002"};

#define ONE_OF(words, seed) words[sample_below(seed, sizeof(words) / sizeof(*(words)))]

static void write_keys(uint64_t *seed, struct buf *out)
{
	for (int i = 0; i < STEPS; i++) {
		size_t kind = sample_below(seed, 100);

		if (kind < 75)
			buf_printf(out, "key %s\n", ONE_OF(keys, seed));
		else if (kind < 95)
			buf_printf(out, "text %s\n", ONE_OF(texts, seed));
		else if (kind < 97)
			buf_printf(out, "paste tests/data/rollcall.txt\n");
		else
			buf_printf(out, "size %s\n", ONE_OF(sizes, seed));
	}
}

static void run_once(uint64_t number)
{
	char place[FIXTURE_PATH], store[FIXTURE_PATH + 8], script[FIXTURE_PATH + 8], dump[FIXTURE_PATH + 8];
	struct outcome outcome = {0};
	struct buf steps = BUF_INIT;
	struct error err = ERROR_INIT;
	uint64_t seed = number;
	const char *who = ONE_OF(people, &seed), *lang = sample_below(&seed, 2) ? "zh" : "en";
	const char *argv[] = {BUILD_DIR "/touyan", "--store", store, "--keys", script, "--dump", dump,
		"--now", "2026-09-24T07:00:00Z", "--lang", lang, who ? "--as" : NULL, who, NULL};

	fixture_path(place);
	snprintf(store, sizeof(store), "%s/store", place);
	snprintf(script, sizeof(script), "%s/keys", place);
	snprintf(dump, sizeof(dump), "%s/dump", place);
	write_keys(&seed, &steps);
	assert_true(file_write(script, buf_as_text(&steps), &err));
	command_store(store, "demo");
	command_run(&outcome, argv);
	if (!outcome.status)
		run_touyand(&outcome, "verify", store, NULL);
	fixture_remove(place);
	if (outcome.status)
		fail_msg("SEED=%llu: status %d: %s", (unsigned long long)number, outcome.status,
			buf_cstr(&outcome.err));
	buf_release(&steps);
	outcome_release(&outcome);
}

void any_keys_run(int rounds, uint64_t seed)
{
	for (int i = 0; i < rounds; i++)
		run_once(seed + (uint64_t)i);
	command_stores_release();
}
