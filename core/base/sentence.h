/* Sentences for people, built piece by piece where the facts are: each piece is a message, so that nothing
 * below tui translates; one text holds them all, U+001D between. Pieces follow one another without anything
 * between them: blanks, commas and stops are in the pieces, or are pieces. */
#ifndef CORE_BASE_SENTENCE_H
#define CORE_BASE_SENTENCE_H

#include "core/base/buf.h"
#include "core/base/error.h"

enum { SENTENCE_SEPARATOR = 0x1d };

/* As message_set(): say(out, "at least {1}", "n", count). */
void say(struct buf *out, const char *id, const char *kinds, ...);
/* People's own words, however long. */
void say_text(struct buf *out, struct text text);
/* The pieces in words; what is no message is shown as it is. `lookup` may be NULL for the English text. */
void sentence_show(struct text sentence, enum language language, message_lookup *lookup, struct buf *out);

#endif
