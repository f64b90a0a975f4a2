/* Text is UTF-8 in slices that know their length and need no NUL. Columns are terminal cells.
 * Widths follow East Asian Width: W and F are two cells, all of planes 2 and 3 are two, ambiguous ones are
 * what the terminal was found to paint (text_ambiguous_wide). */
#ifndef CORE_BASE_TEXT_H
#define CORE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

struct text {
	const char *at;
	size_t len;
};

/* A slice over a string literal or array. */
#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})
#define NO_TEXT ((struct text){"", 0})

struct text text_of(const char *cstr); /* NULL gives NO_TEXT */
bool text_equal(struct text a, struct text b);
bool text_is(struct text a, const char *cstr);
int text_compare(struct text a, struct text b); /* by bytes, as memcmp; shorter first */
bool text_starts(struct text text, struct text prefix);
bool text_ends(struct text text, struct text suffix);
/* Byte offset of the first `needle`, or text.len when there is none. */
size_t text_find(struct text text, struct text needle);
/* Without blanks (ASCII, U+3000) at both ends. */
struct text text_trim(struct text text);
struct text text_skip(struct text text, size_t bytes);
struct text text_take(struct text text, size_t bytes);
/* Cuts the piece before the first `separator` off `*rest`; false when nothing is left. */
bool text_split(struct text *rest, char separator, struct text *piece);

/* The next code point, and moves on; a byte that is not valid UTF-8 gives U+FFFD and moves one byte. */
uint32_t text_next(struct text *rest);
size_t utf8_put(char out[4], uint32_t code);
bool text_valid(struct text text);   /* strict: no overlong forms, surrogates, or > U+10FFFF */
size_t text_count(struct text text); /* code points */

/* Bytes of the first grapheme cluster (what one Backspace deletes); 0 at the end. */
size_t text_grapheme(struct text text);
/* Bytes of the last grapheme cluster. */
size_t text_grapheme_back(struct text text);

extern bool text_ambiguous_wide;     /* set once by tui after asking the terminal */
int char_width(uint32_t code);       /* 0, 1 or 2; -1 for controls */
size_t text_width(struct text text); /* a control counts as the one blank it is painted as */
/* Bytes of the longest start that fits in `columns`, never half a character; `*width` (may be NULL) gets its
 * width. */
size_t text_fit(struct text text, size_t columns, size_t *width);
/* Writes exactly `columns` columns: padded with blanks, or cut and ended with "..". Controls
 * become blanks and bytes that are not UTF-8 U+FFFD, so that nothing else reaches a terminal. */
void text_pad(struct buf *out, struct text text, size_t columns);
void text_pad_left(struct buf *out, struct text text, size_t columns);
/* Bytes of the first line when wrapped at `columns`: breaks between Chinese characters and at blanks, keeps
 * ASCII words whole when they fit, never starts a line with closing punctuation. A newline ends a line and is
 * counted; so is the one blank after a full line, which hangs outside. 0 only for an empty text. */
size_t text_wrap(struct text text, size_t columns);

/* What may not be stored. */
enum text_fault {
	TEXT_OK,
	TEXT_NOT_UTF8,
	TEXT_CONTROL,   /* C0 but newline and tab, DEL, C1 */
	TEXT_INVISIBLE, /* bidi controls, zero-width characters, noncharacters */
};
/* Appends the stored form (NFC; \r\n becomes \n) to `out`, or says what is wrong and where (byte offset in
 * `text`, code point). ZWJ and variation selectors are refused as invisible; U+00AD too. */
enum text_fault text_clean(struct text text, struct buf *out, size_t *where, uint32_t *code);

/* Full-width forms U+FF01-FF5E and the Chinese punctuation that stands on the same keys (：、。《》…) as
 * ASCII; every other code as it is. For commands and typed numbers, never for stored text. */
uint32_t char_fold(uint32_t code);
/* char_fold over a text. */
void text_fold(struct text text, struct buf *out);

/* The number of single-character insertions, removals and replacements between the two, or limit + 1. */
unsigned text_distance(struct text a, struct text b, unsigned limit);

#endif
