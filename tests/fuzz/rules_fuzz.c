/* Any bytes as a file of rules: refused with faults that lie in the file, or read; some of those that can be
 * read play their cases. Mutations move words and lines of the file about, for bytes alone would seldom get
 * past YAML. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/io/yaml.h"
#include "core/model/entities.h"
#include "core/base/sentence.h"
#include "core/score/sentence.h"
#include "core/service/rules_cases.h"
#include "tests/fuzz/fuzz.h"

/* One in so many plays its cases: they cost as much as a hundred readings. */
enum { PLAYED = 16 };

static void check_message(const struct message *message)
{
	struct buf encoded = BUF_INIT;
	struct message again;

	must(message->id[0]);
	message_encode(message, &encoded);
	must(message_decode(buf_as_text(&encoded), &again));
	buf_release(&encoded);
}

static void check_faults(struct faults *faults, struct text bytes)
{
	struct text rest = bytes, line = NO_TEXT;
	unsigned number = 0;
	size_t i = 0;

	faults_settle(faults, bytes);
	must(faults->count && faults->count <= FAULTS_MAX);
	for (size_t f = 0; f < faults->count; f++)
		check_message(&faults->items[f].message);
	for (; i < faults->count && text_split(&rest, '\n', &line);)
		for (number++; i < faults->count && faults->items[i].line == number; i++)
			must(faults->items[i].column >= 1 && faults->items[i].column <= text_count(line) + 1);
	/* An empty file has no line, and its fault stands in the first. */
	must(i == faults->count || (!bytes.len && faults->items[i].line == 1));
}

static void look(const struct rules_case *one, void *arg)
{
	must(one->good == !one->said_count || ((struct faults *)arg)->count);
	for (size_t i = 0; i < one->said_count; i++)
		check_message(&one->said[i].message);
}

static bool is_chosen(struct text bytes)
{
	unsigned sum = 0;

	for (size_t i = 0; i < bytes.len; i++)
		sum = sum * 31 + (unsigned char)bytes.at[i];
	return sum % PLAYED == 0;
}

/* Whatever could be read of it is read out: every piece is a message. */
static void hear(const struct sentence *sentence, void *arg)
{
	struct text rest = buf_as_text(sentence->words), piece;
	struct message message;

	(void)arg;
	must(sentence->line && sentence->last >= sentence->line && rest.len);
	while (text_split(&rest, SENTENCE_SEPARATOR, &piece))
		must(message_decode(piece, &message));
}

static void read(const struct tree *root, struct text bytes, struct faults *faults)
{
	struct rules *all = rules_read_all(root, bytes, &court_schema, NULL, faults);
	struct rules *rules = faults->count ? NULL : all;

	sentences_each(all, hear, NULL);
	if (rules)
		must(rules->section_count && rules->item_count && rules->name.len);
	rules_cases_check(root, rules, faults);
	rules_free(all);
	if (!faults->count && is_chosen(bytes))
		rules_cases_run(root, bytes, &court_schema, false, faults, look, NULL, faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = size ? (struct text){(const char *)data, size} : NO_TEXT;
	struct faults *faults = mem_new(sizeof(*faults));
	struct arena arena = ARENA_INIT;
	struct tree *root = yaml_read(bytes, &arena, faults);

	must(!root == (faults->count > 0));
	if (root)
		read(root, bytes, faults);
	if (faults->count)
		check_faults(faults, bytes);
	arena_release(&arena);
	free(faults);
	return 0;
}

/* --- mutations --- */

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room) __attribute__((weak));
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 8;
}

/* A piece that begins and ends at one of the marks. */
static struct text piece_at(struct text bytes, size_t at, const char *marks)
{
	size_t from = at, to = at;

	while (from && !strchr(marks, bytes.at[from - 1]))
		from--;
	while (to < bytes.len && !strchr(marks, bytes.at[to]))
		to++;
	return text_take(text_skip(bytes, from), to - from);
}

/* A line or a word is replaced by another of the same file, or taken away. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
	static const char *const marks[] = {"\n", " :,{}[]\n\"", " \n,{}[]"};
	struct text bytes = {(const char *)data, size};
	const char *between = marks[seed % 3];
	unsigned way = next(&seed) % 8;
	struct text old, new = NO_TEXT;
	struct buf out = BUF_INIT;

	if (size < 2)
		return LLVMFuzzerMutate ? LLVMFuzzerMutate(data, size, room) : size;
	if (!way && !LLVMFuzzerMutate)
		data[next(&seed) % size] ^= (uint8_t)(1u << next(&seed) % 8);
	if (!way)
		return LLVMFuzzerMutate ? LLVMFuzzerMutate(data, size, room) : size;
	old = piece_at(bytes, next(&seed) % size, between);
	if (way > 1)
		new = piece_at(bytes, next(&seed) % size, between);
	buf_text(&out, text_take(bytes, (size_t)(old.at - bytes.at)));
	buf_text(&out, new);
	/* Behind the line, not instead of it. */
	if (way == 7) {
		buf_byte(&out, '\n');
		buf_text(&out, old);
	}
	buf_text(&out, text_skip(bytes, (size_t)(old.at - bytes.at) + old.len));
	if (out.len && out.len <= room) {
		memcpy(data, out.data, out.len);
		size = out.len;
	}
	buf_release(&out);
	return size;
}
