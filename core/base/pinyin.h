/* Finding and sorting Chinese names by sound. The readings are a table made at build time from Unicode's
 * Unihan data (all readings of today count for finding) and surnames (tools/pinyin_gen.c); a person may carry
 * an override for sorting. */
#ifndef CORE_BASE_PINYIN_H
#define CORE_BASE_PINYIN_H

#include <stdbool.h>
#include <stdint.h>
#include "core/base/text.h"

struct buf;

/* To be raised when the table or the format of keys changes: a store makes its orders anew then. */
enum { PINYIN_VERSION = 2 };

/* Does what was typed find the name? Typed pieces, each going on where the last ended anywhere in the name:
 * the characters themselves, full pinyin without tones or any start of it, initials; case and full width are
 * folded. 史桂芸 is found by 史, 桂, shi, sgy, shigy, gy. A blank in what was typed leaves
 * something out (shi yun); separators in the name (blank - ·) need not be typed. An empty `typed` finds all.
 * `override` ("shi gui yun") may be NO_TEXT. */
bool pinyin_match(struct text name, struct text override, struct text typed);

/* What can be known of that without the name: marks of all that finding it can begin with, a bit each for
 * letters and digits, the rest for all other characters together; and of all that can follow at once, by
 * hashes of both. A name is found only if it has all marks that what was typed asks for; when those are
 * `*enough`, every name that has them is found. */
struct pinyin_marks {
	uint64_t begins, follows;
};
struct pinyin_marks pinyin_marks(struct text name, struct text override);
struct pinyin_marks pinyin_asks(struct text typed, bool *enough);
static inline bool pinyin_has(const struct pinyin_marks *marks, const struct pinyin_marks *asked)
{
	return (marks->begins & asked->begins) == asked->begins &&
		(marks->follows & asked->follows) == asked->follows;
}

/* A key whose byte order is the order of Chinese directories: by pinyin syllable (first, or surname reading
 * at the start of two to four characters), then by character; ASCII and digits before Chinese, case folded.
 */
void pinyin_key(struct text name, struct text override, struct buf *out);

#endif
