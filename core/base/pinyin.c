#include "core/base/pinyin.h"

#include "core/base/readings.h"

/* One bit for each place in what was typed: bit j is set when its first j characters are found, ending at the
 * character of the name just read. All readings are followed at once, without going back. */
enum { MAX_TYPED = 63 }; /* what is typed beyond that is not looked at */

struct query {
	uint32_t codes[MAX_TYPED];
	unsigned count;
};

static uint32_t fold(uint32_t code)
{
	code = char_fold(code);
	if (code >= 'A' && code <= 'Z')
		return code + 'a' - 'A';
	return code == 0xfc || code == 0xdc ? 'v' : code;
}

/* Done again for every name, so ASCII goes straight through. */
static void fold_query(struct query *query, struct text typed)
{
	unsigned count = 0;

	while (typed.len && count < MAX_TYPED) {
		unsigned char byte = (unsigned char)typed.at[0];
		uint32_t code = byte;

		if (byte >= 'a' && byte <= 'z')
			typed = (struct text){typed.at + 1, typed.len - 1};
		else
			code = fold(text_next(&typed));
		if (code != ' ' || count)
			query->codes[count++] = code;
	}
	while (count && query->codes[count - 1] == ' ')
		count--;
	query->count = count;
}

/* u is taken for v too: who looks for Lü types lu as often. */
static bool same_letter(char letter, uint32_t typed)
{
	return (uint32_t)(unsigned char)letter == typed || (letter == 'v' && typed == 'u');
}

/* The places reached from `from` by any start of a syllable. */
static uint64_t follow(const struct query *query, unsigned from, const char *letters)
{
	uint64_t reached = 0;

	for (unsigned at = from; at < query->count && *letters && same_letter(*letters, query->codes[at]);
		letters++)
		reached |= (uint64_t)1 << ++at;
	return reached;
}

static uint64_t follow_readings(const struct query *query, unsigned from, const uint16_t *readings)
{
	uint64_t reached = 0;
	bool more = readings != NULL;

	for (; more; readings++) {
		reached |= follow(query, from, reading_letters(*readings));
		more = !(*readings & READING_LAST);
	}
	return reached;
}

/* What may be left out when a name is typed: blanks, hyphens and the dots inside names of other peoples. */
static bool is_separator(uint32_t code)
{
	return code == ' ' || code == '-' || code == 0xb7 || code == 0x2022 || code == 0x30fb ||
		code == 0x3000;
}

/* After a blank in what was typed the name may go on anywhere. */
static uint64_t starts_after_blanks(const struct query *query, uint64_t reached)
{
	uint64_t starts = 0;

	for (uint64_t left = reached & (((uint64_t)1 << query->count) - 1); left; left &= left - 1) {
		unsigned at = (unsigned)__builtin_ctzll(left);

		while (at < query->count && query->codes[at] == ' ')
			starts |= (uint64_t)1 << ++at;
	}
	return starts;
}

/* The places reached when the name goes on by `code`. */
static uint64_t advance(const struct query *query, uint64_t from, uint32_t code, const char *override)
{
	const uint16_t *readings = is_han(code) ? readings_of(code) : NULL;
	uint32_t folded = fold(code);
	uint64_t reached = 0;

	for (uint64_t left = from; left; left &= left - 1) {
		unsigned at = (unsigned)__builtin_ctzll(left);

		if (query->codes[at] == folded)
			reached |= (uint64_t)1 << (at + 1);
		if (query->codes[at] < 0x80)
			reached |= follow_readings(query, at, readings) | follow(query, at, override);
	}
	return reached;
}

bool pinyin_match(struct text name, struct text override, struct text typed)
{
	struct query query;
	uint64_t starts = 1, reached = 0, whole;

	fold_query(&query, typed);
	whole = (uint64_t)1 << query.count;
	while (name.len && !((starts | reached) & whole)) {
		char letters[SYLLABLE_ROOM] = "";
		uint32_t code = text_next(&name);
		uint64_t kept = is_separator(code) ? reached : 0;

		if (override.len && is_han(code))
			override_next(&override, letters);
		reached = advance(&query, starts | reached, code, letters) | kept;
		starts |= starts_after_blanks(&query, reached);
	}
	return (starts | reached) & whole;
}

/* --- marks --- */

enum { LETTERS = 26, DIGITS = 10, OTHERS = 64 - LETTERS - DIGITS, BEGINNINGS = 24 };

static bool has_own_mark(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
}

static uint64_t mark_of(uint32_t code)
{
	unsigned bit = LETTERS + DIGITS + code * 0x9e3779b1u / (UINT32_MAX / OTHERS + 1);

	if (code >= 'a' && code <= 'z')
		bit = code - 'a';
	else if (code >= '0' && code <= '9')
		bit = LETTERS + code - '0';
	return (uint64_t)1 << bit;
}

static uint64_t mark_of_pair(uint32_t first, uint32_t second)
{
	return (uint64_t)1 << ((first * 31 + second) * 0x9e3779b1u >> 26);
}

/* What one character of a name can be found to begin with. */
struct beginnings {
	uint32_t codes[BEGINNINGS];
	size_t count;
	bool all; /* there are more than fit */
};

static void begin_with(struct beginnings *beginnings, struct pinyin_marks *marks, uint32_t code)
{
	marks->begins |= mark_of(code);
	if (beginnings->count < BEGINNINGS)
		beginnings->codes[beginnings->count++] = code;
	else
		beginnings->all = true;
}

/* All that is taken for the first letter, and what can follow it in the syllable. */
static void begin_syllable(struct beginnings *beginnings, struct pinyin_marks *marks, const char *letters)
{
	for (size_t i = 0; letters[0] && i < 2; i++) {
		uint32_t first = i ? 'u' : (unsigned char)letters[0];

		if (i && !same_letter(letters[0], 'u'))
			continue;
		begin_with(beginnings, marks, first);
		if (letters[1])
			marks->follows |= mark_of_pair(first, (unsigned char)letters[1]);
		if (letters[1] && same_letter(letters[1], 'u'))
			marks->follows |= mark_of_pair(first, 'u');
	}
}

static void follow_on(
	struct pinyin_marks *marks, const struct beginnings *before, const struct beginnings *next)
{
	if ((before->all && next->count) || (next->all && before->count))
		marks->follows = UINT64_MAX;
	for (size_t i = 0; i < before->count; i++)
		for (size_t j = 0; j < next->count; j++)
			marks->follows |= mark_of_pair(before->codes[i], next->codes[j]);
}

struct pinyin_marks pinyin_marks(struct text name, struct text override)
{
	struct pinyin_marks marks = {0, 0};
	struct beginnings before = {.count = 0};

	while (name.len) {
		char letters[SYLLABLE_ROOM] = "";
		uint32_t code = text_next(&name);
		const uint16_t *readings = is_han(code) ? readings_of(code) : NULL;
		struct beginnings here;
		bool more = readings != NULL;

		here.count = 0;
		here.all = false;
		if (override.len && is_han(code))
			override_next(&override, letters);
		begin_with(&here, &marks, fold(code));
		begin_syllable(&here, &marks, letters);
		for (; more; readings++) {
			begin_syllable(&here, &marks, reading_letters(*readings));
			more = !(*readings & READING_LAST);
		}
		follow_on(&marks, &before, &here);
		/* What stands before a separator may go on behind it. */
		for (size_t i = 0; is_separator(code) && i < before.count; i++)
			begin_with(&here, &marks, before.codes[i]);
		here.all |= is_separator(code) && before.all;
		before = here;
	}
	return marks;
}

/* A letter after others may go on within a syllable: only where a character must begin is something known. */
struct pinyin_marks pinyin_asks(struct text typed, bool *enough)
{
	struct pinyin_marks asks = {0, 0};
	struct query query;

	fold_query(&query, typed);
	for (unsigned i = 0; i < query.count; i++) {
		bool begins = query.codes[i] != ' ' && (!i || query.codes[i - 1] == ' ');

		if (begins || query.codes[i] >= 0x80)
			asks.begins |= mark_of(query.codes[i]);
		if (begins && i + 1 < query.count && query.codes[i + 1] != ' ')
			asks.follows |= mark_of_pair(query.codes[i], query.codes[i + 1]);
	}
	*enough = !query.count || (query.count == 1 && has_own_mark(query.codes[0]));
	return asks;
}
