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

enum { LETTERS = 26, DIGITS = 10, OTHERS = 64 - LETTERS - DIGITS };

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

/* All letters that are taken for the first one. */
static uint64_t marks_of_syllable(const char *letters)
{
	uint32_t first = (unsigned char)letters[0];

	if (!first)
		return 0;
	return mark_of(first) | (same_letter(letters[0], 'u') ? mark_of('u') : 0);
}

uint64_t pinyin_marks(struct text name, struct text override)
{
	uint64_t marks = 0;

	while (name.len) {
		char letters[SYLLABLE_ROOM] = "";
		uint32_t code = text_next(&name);
		const uint16_t *readings = is_han(code) ? readings_of(code) : NULL;
		bool more = readings != NULL;

		if (override.len && is_han(code))
			override_next(&override, letters);
		marks |= mark_of(fold(code)) | marks_of_syllable(letters);
		for (; more; readings++) {
			marks |= marks_of_syllable(reading_letters(*readings));
			more = !(*readings & READING_LAST);
		}
	}
	return marks;
}

/* A letter after another may go on within a syllable; whatever else is typed is what a character begins with.
 */
uint64_t pinyin_asks(struct text typed, bool *enough)
{
	struct query query;
	uint64_t asks = 0;

	fold_query(&query, typed);
	for (unsigned i = 0; i < query.count; i++)
		if (query.codes[i] >= 0x80 || !i || (query.codes[i] != ' ' && query.codes[i - 1] == ' '))
			asks |= mark_of(query.codes[i]);
	*enough = !query.count || (query.count == 1 && has_own_mark(query.codes[0]));
	return asks;
}
