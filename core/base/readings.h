/* The table of readings behind pinyin.h: what Han characters sound like, without tones, v for u with two
 * dots. */
#ifndef CORE_BASE_READINGS_H
#define CORE_BASE_READINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/text.h"

/* Room for the longest syllable, "zhuang", and its NUL. */
enum { SYLLABLE_ROOM = 8 };

/* Numbers of the readings of a character, the most usual first; the last one has READING_LAST. NULL: none
 * known. */
enum { READING_LAST = 0x8000 };
const uint16_t *readings_of(uint32_t code);
/* The letters of a reading's number, with or without READING_LAST. */
const char *reading_letters(uint16_t reading);

/* How the surname that begins with these two characters is read: fills one or two syllables and returns how
 * many. */
size_t surname_readings(uint32_t first, uint32_t second, const char *letters[2]);

/* A character that has a syllable: Han, and the private ones that stand for rare names. */
bool is_han(uint32_t code);

/* The override's next word, as readings are written; cut when too long. Empty when there is none. */
void override_next(struct text *rest, char letters[SYLLABLE_ROOM]);

#endif
