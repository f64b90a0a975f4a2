/* Any text as a roll-call: what is found stands in the text, and each line is read by itself. */
#include <string.h>
#include "core/io/rollcall.h"
#include "tests/fuzz/fuzz.h"

static const struct text names[] = {{"刘桂", 6}, {"王𠮷", 7}, {"王", 3}, {"", 0}, {"任希霞", 9},
	{"古丽·买买提", 17}, {"到", 3}, {"刘桂", 6}};
enum { NAMES = sizeof(names) / sizeof(*names) };

static void check(const struct rollcall_entry *entry, struct text text, unsigned lines)
{
	must(entry->person >= ROLLCALL_NOBODY && entry->person < NAMES);
	must(entry->mark >= MARK_PRESENT && entry->mark <= MARK_ONLINE);
	must(entry->minutes >= 0 && entry->minutes < 10000);
	must(entry->line >= 1 && entry->line <= lines);
	if (entry->person >= 0)
		must(text_equal(entry->name, names[entry->person]) && entry->name.len);
	else
		must(fuzz_inside(entry->name, text));
	must(fuzz_inside(entry->reason, text) && fuzz_inside(entry->unit, text));
	must(entry->guest || !entry->unit.len);
	if (text_valid(text))
		must(text_valid(entry->name) && text_valid(entry->reason) && text_valid(entry->unit));
}

static bool same(const struct rollcall_entry *a, const struct rollcall_entry *b)
{
	return a->person == b->person && a->mark == b->mark && a->guest == b->guest &&
		a->minutes == b->minutes && text_equal(a->name, b->name) && text_equal(a->unit, b->unit) &&
		text_equal(a->reason, b->reason);
}

/* The nth line alone gives what it gave among the others. */
static void alone(const struct rollcall *whole, struct text line, unsigned number)
{
	struct rollcall one;
	size_t at = 0;

	rollcall_read(&one, line, names, NAMES);
	while (at < whole->count && whole->entries[at].line < number)
		at++;
	for (size_t i = 0; i < one.count; i++, at++)
		must(at < whole->count && whole->entries[at].line == number &&
			same(&whole->entries[at], &one.entries[i]));
	must(at == whole->count || whole->entries[at].line > number);
	rollcall_release(&one);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text text = size ? (struct text){(const char *)data, size} : NO_TEXT, rest = text, line;
	struct rollcall rollcall;
	unsigned lines = 0;

	rollcall_read(&rollcall, text, names, NAMES);
	while (text_split(&rest, '\n', &line))
		alone(&rollcall, line, ++lines);
	for (size_t i = 0; i < rollcall.count; i++) {
		check(&rollcall.entries[i], text, lines);
		must(!i || rollcall.entries[i].line >= rollcall.entries[i - 1].line);
	}
	rollcall_release(&rollcall);
	return 0;
}
