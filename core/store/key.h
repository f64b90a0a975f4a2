/* Keys are tuples whose byte order is the order of their elements. Each element starts with a byte for its
 * kind, so tuples of different shape never mix; text ends with 00 and carries 00 as 00 FF; numbers are
 * big-endian with the sign bit turned. See core/store/README.md for the tables and their keys. */
#ifndef CORE_STORE_KEY_H
#define CORE_STORE_KEY_H

#include <stdbool.h>
#include <stdint.h>
#include "core/base/buf.h"

enum { KEY_TEXT_MAX = 200 }; /* bytes of a text that count in a key; cut at a character */

void key_number(struct buf *key, int64_t number);
void key_id(struct buf *key, uint64_t id); /* sorts before any number of the same place */
void key_text(struct buf *key, struct text text);
void key_bytes(struct buf *key, struct text bytes); /* as text, for keys made of bytes (pinyin) */
void key_empty(struct buf *key);                    /* the absent value: before everything */
/* Turns the order of the elements appended since `from` (key->len of then) around. More must follow, an id
 * say, for texts that hold a 00 to sort rightly. */
void key_reverse(struct buf *key, size_t from);

/* Reading back; false when the next element is of another kind or damaged. */
bool key_read_number(struct reader *key, int64_t *number);
bool key_read_id(struct reader *key, uint64_t *id);
/* The text is appended to `out`; nothing is when it is damaged. */
bool key_read_text(struct reader *key, struct buf *out);

#endif
