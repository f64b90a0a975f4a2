#include "core/base/readings.h"

struct pinyin_surname {
	uint16_t code, syllable;
};
struct pinyin_compound {
	uint16_t codes[2], syllables[2];
};
#include "pinyin_table.h" /* made by tools/pinyin_gen.c: see gen.mk */

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { PAGE = COUNT(pinyin_entries[0]) };

const uint16_t *readings_of(uint32_t code)
{
	const uint16_t *entry;

	if (code / PAGE >= COUNT(pinyin_pages))
		return NULL;
	entry = &pinyin_entries[pinyin_pages[code / PAGE]][code % PAGE];
	return *entry ? &pinyin_lists[*entry] : NULL;
}

const char *reading_letters(uint16_t reading)
{
	return pinyin_syllables[reading & ~READING_LAST];
}

/* The surnames are in the order of their characters. */
static const struct pinyin_surname *find_surname(uint32_t code)
{
	size_t low = 0, high = COUNT(pinyin_surnames);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (pinyin_surnames[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COUNT(pinyin_surnames) && pinyin_surnames[low].code == code ? &pinyin_surnames[low]
										 : NULL;
}

size_t surname_readings(uint32_t first, uint32_t second, const char *letters[2])
{
	const struct pinyin_surname *surname;

	for (size_t i = 0; i < COUNT(pinyin_compounds); i++) {
		const struct pinyin_compound *compound = &pinyin_compounds[i];

		if (compound->codes[0] != first || compound->codes[1] != second)
			continue;
		letters[0] = pinyin_syllables[compound->syllables[0]];
		letters[1] = pinyin_syllables[compound->syllables[1]];
		return 2;
	}
	surname = find_surname(first);
	if (!surname)
		return 0;
	letters[0] = pinyin_syllables[surname->syllable];
	return 1;
}

bool is_han(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = {{0x4e00, 0x9fff}, {0x3007, 0x3007}, {0x3400, 0x4dbf}, {0xe000, 0xf8ff},
		{0xf900, 0xfaff}, {0x20000, 0x3ffff}};

	for (size_t i = 0; i < COUNT(blocks); i++)
		if (code >= blocks[i].first && code <= blocks[i].last)
			return true;
	return false;
}

void override_next(struct text *rest, char letters[SYLLABLE_ROOM])
{
	struct text word = NO_TEXT;
	size_t len = 0;

	while (rest->len && !word.len)
		text_split(rest, ' ', &word);
	while (word.len && len + 1 < SYLLABLE_ROOM) {
		uint32_t code = char_fold(text_next(&word));

		if (code >= 'A' && code <= 'Z')
			code += 'a' - 'A';
		if (code == 0xfc || code == 0xdc)
			code = 'v';
		if (code >= 'a' && code <= 'z')
			letters[len++] = (char)code;
	}
	letters[len] = '\0';
}
