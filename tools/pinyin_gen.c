/* Makes build/gen/pinyin_table.h.
 *   pinyin_gen list                         prints the common Han characters, one a line
 *   pinyin_gen NAMES PLAIN READINGS <unihan prints the table
 * NAMES and PLAIN are that list after ICU's Han-Latin/Names and Han-Latin: where they differ, the character
 * has a reading of its own as a surname. READINGS is tools/readings.txt. Standard input is
 * Unihan_Readings.txt. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "core/base/text.h"

enum {
	CODES = 0x33500,
	PAGE = 64,
	FIRST_COMMON = 0x4e00,
	LAST_COMMON = 0x9fff,
	MAX_READINGS = 15,
	MAX_SYLLABLES = 1000,
	SYLLABLE_ROOM = 8,
	MAX_LISTS = 0x7fff,
	MAX_COMPOUNDS = 100,
	LAST = 0x8000, /* marks the last of a list */
};

static char syllables[MAX_SYLLABLES][SYLLABLE_ROOM]; /* 0 is the empty one: no reading */
static size_t syllable_count = 1;
static struct {
	unsigned short syllables[MAX_READINGS];
	size_t count;
	unsigned short surname;
} chars[CODES];
static unsigned short lists[MAX_LISTS];
static size_t list_len = 1; /* 0 is for characters without a reading */
static struct {
	unsigned codes[2], syllables[2];
} compounds[MAX_COMPOUNDS];
static size_t compound_count;

static void stop(const char *why, const char *what)
{
	fprintf(stderr, "pinyin_gen: %s: %s\n", what, why);
	exit(2);
}

static unsigned short intern(const char *letters)
{
	for (size_t i = 0; i < syllable_count; i++)
		if (!strcmp(syllables[i], letters))
			return (unsigned short)i;
	if (syllable_count == MAX_SYLLABLES)
		stop("too many syllables", letters);
	strcpy(syllables[syllable_count], letters);
	return (unsigned short)syllable_count++;
}

/* The letters of a reading without its tone; u with two dots is v. */
static unsigned short plain_syllable(struct text word)
{
	char letters[SYLLABLE_ROOM] = "";
	utf8proc_int32_t codes[32];
	utf8proc_ssize_t count =
		utf8proc_decompose((const utf8proc_uint8_t *)word.at, (utf8proc_ssize_t)word.len, codes, 32,
			UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
	size_t len = 0;

	for (utf8proc_ssize_t i = 0; i < count && i < 32; i++) {
		if (codes[i] == 0x308 && len && letters[len - 1] == 'u')
			letters[len - 1] = 'v';
		else if (codes[i] >= 'a' && codes[i] <= 'z' && len + 1 < SYLLABLE_ROOM)
			letters[len++] = (char)codes[i];
	}
	return intern(letters);
}

static void add_reading(unsigned code, unsigned short syllable, bool first)
{
	unsigned short *readings = chars[code].syllables;
	size_t at = 0, count = chars[code].count;

	while (at < count && readings[at] != syllable)
		at++;
	if (at == MAX_READINGS || !syllable)
		return;
	chars[code].count += at == count;
	for (; first && at; at--)
		readings[at] = readings[at - 1];
	readings[at] = syllable;
}

/* "10577.120:lü,lu" and the like, with or without the place before the colon. */
static void read_values(unsigned code, struct text values, bool first)
{
	struct text item, word;

	while (text_split(&values, ' ', &item)) {
		size_t colon = text_find(item, TEXT(":"));

		if (colon < item.len)
			item = text_skip(item, colon + 1);
		while (text_split(&item, ',', &word)) {
			add_reading(code, plain_syllable(word), first);
			first = false;
		}
	}
}

/* The large dictionary has readings that nobody uses any more, by which one would find the wrong person: 任
 * as lin. It is asked only for what the two of today do not have. The lines of one character stand together.
 */
static void read_unihan(FILE *file)
{
	static const char *const today[] = {"kMandarin", "kTGHZ2013", "kXHC1983"};
	char line[4096], name[64], values[4000], large[4000] = "";
	unsigned code, last = 0;
	bool known = false;

	for (;;) {
		const bool more = fgets(line, sizeof(line), file);

		if (more && sscanf(line, "U+%x %63s %3999[^\n]", &code, name, values) != 3)
			continue;
		if (!more || code != last) {
			if (!known && last < CODES)
				read_values(last, text_of(large), false);
			large[0] = '\0';
			known = false;
			last = code;
		}
		if (!more)
			break;
		if (!strcmp(name, "kHanyuPinyin"))
			memcpy(large, values, sizeof(large));
		for (size_t i = 0; code < CODES && i < sizeof(today) / sizeof(today[0]); i++)
			if (!strcmp(name, today[i])) {
				read_values(code, text_of(values), i == 0);
				known |= i > 0;
			}
	}
}

static FILE *open_file(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		stop("cannot be read", path);
	return file;
}

static void read_surnames(const char *names_path, const char *plain_path)
{
	FILE *names = open_file(names_path), *plain = open_file(plain_path);
	char name[64], other[64];

	for (unsigned code = FIRST_COMMON; code <= LAST_COMMON; code++) {
		if (!fgets(name, sizeof(name), names) || !fgets(other, sizeof(other), plain))
			stop("ends too early", names_path);
		if (!strcmp(name, other))
			continue;
		chars[code].surname = plain_syllable(text_of(name));
		add_reading(code, chars[code].surname, false);
	}
	fclose(names);
	fclose(plain);
}

static void add_own(const char *kind, struct text word, const char *first, const char *second)
{
	unsigned codes[2] = {text_next(&word), word.len ? text_next(&word) : 0};
	unsigned short readings[2] = {plain_syllable(text_of(first)), plain_syllable(text_of(second))};

	add_reading(codes[0], readings[0], !strcmp(kind, "usual"));
	if (!codes[1] && strcmp(kind, "usual"))
		chars[codes[0]].surname = readings[0];
	if (!codes[1])
		return;
	add_reading(codes[1], readings[1], false);
	if (compound_count == MAX_COMPOUNDS)
		stop("too many surnames of two characters", kind);
	memcpy(compounds[compound_count].codes, codes, sizeof(codes));
	compounds[compound_count].syllables[0] = readings[0];
	compounds[compound_count++].syllables[1] = readings[1];
}

static void read_own(const char *path)
{
	FILE *file = open_file(path);
	char line[200], kind[20], word[40], first[20], second[20];

	while (fgets(line, sizeof(line), file)) {
		int got = line[0] == '#' ? 0 : sscanf(line, "%19s %39s %19s %19s", kind, word, first, second);

		if (got >= 3)
			add_own(kind, text_of(word), first, got == 4 ? second : "");
	}
	fclose(file);
}

/* What stands for one character in its page: where its list is, or 0. Equal lists are kept once; an end of a
 * list is a list too. */
static unsigned entry(unsigned code)
{
	unsigned short *readings = chars[code].syllables;
	size_t count = chars[code].count, at = 1;

	if (!count)
		return 0;
	readings[count - 1] |= LAST;
	while (at + count <= list_len && memcmp(lists + at, readings, count * sizeof(*readings)))
		at++;
	if (at + count <= list_len)
		return (unsigned)at;
	if (list_len + count > MAX_LISTS)
		stop("too many lists", "readings");
	memcpy(lists + list_len, readings, count * sizeof(*readings));
	list_len += count;
	return (unsigned)(list_len - count);
}

static bool page_used(unsigned page)
{
	for (unsigned code = page * PAGE; code < (page + 1) * PAGE && code < CODES; code++)
		if (chars[code].count)
			return true;
	return false;
}

static void print_number(unsigned number, size_t at)
{
	printf("%u,%s", number, at % 16 == 15 ? "\n" : "");
}

/* Page 0 is empty and stands for every page without a reading. */
static void print_pages(void)
{
	unsigned used = 0;

	printf("static const uint16_t pinyin_entries[][%d] = {\n{0},\n", PAGE);
	for (unsigned page = 0; page < CODES / PAGE; page++) {
		if (!page_used(page))
			continue;
		printf("{");
		for (unsigned i = 0; i < PAGE; i++)
			print_number(entry(page * PAGE + i), i);
		printf("},\n");
	}
	printf("};\nstatic const uint16_t pinyin_pages[] = {\n");
	for (unsigned page = 0; page < CODES / PAGE; page++)
		print_number(page_used(page) ? ++used : 0, page);
	printf("};\n");
}

static void print_rest(void)
{
	printf("static const uint16_t pinyin_lists[] = {\n");
	for (size_t i = 0; i < list_len; i++)
		print_number(lists[i], i);
	printf("};\nstatic const char pinyin_syllables[][%d] = {\n", SYLLABLE_ROOM);
	for (size_t i = 0; i < syllable_count; i++)
		printf("\"%s\",%s", syllables[i], i % 16 == 15 ? "\n" : "");
	printf("};\nstatic const struct pinyin_surname pinyin_surnames[] = {\n");
	for (unsigned code = 0; code < CODES; code++)
		if (chars[code].surname)
			printf("{0x%x,%u},\n", code, chars[code].surname);
	printf("};\nstatic const struct pinyin_compound pinyin_compounds[] = {\n");
	for (size_t i = 0; i < compound_count; i++)
		printf("{{0x%x,0x%x},{%u,%u}},\n", compounds[i].codes[0], compounds[i].codes[1],
			compounds[i].syllables[0], compounds[i].syllables[1]);
	printf("};\n");
}

static int list_common(void)
{
	for (unsigned code = FIRST_COMMON; code <= LAST_COMMON; code++) {
		char bytes[4];

		printf("%.*s\n", (int)utf8_put(bytes, code), bytes);
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2)
		return list_common();
	if (argc != 4)
		stop("needs NAMES PLAIN READINGS", "arguments");
	read_unihan(stdin);
	if (!chars[FIRST_COMMON].count)
		stop("no readings in it", "Unihan");
	read_surnames(argv[1], argv[2]);
	read_own(argv[3]);
	printf("/* Made by tools/pinyin_gen.c. */\n");
	print_pages();
	print_rest();
	return 0;
}
