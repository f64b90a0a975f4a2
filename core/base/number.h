/* Whole numbers and decimals as people write them. A decimal is an integer of 10^-places units. */
#ifndef CORE_BASE_NUMBER_H
#define CORE_BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>
#include "core/base/text.h"

struct buf;

/* Full-width digits and signs are folded; blanks around are allowed, anything else is not. False also when it
 * does not fit int64_t. */
bool number_parse(struct text text, int64_t *number);
void number_format(int64_t number, struct buf *out);
/* False when there are more than `places` digits after the point. */
bool decimal_parse(struct text text, int places, int64_t *number);
/* Shortest: "7", "7.5"; never "7.50". */
void decimal_format(int64_t number, int places, struct buf *out);

/* CRC-32C (Castagnoli) of more bytes, starting from `crc` (0 at first). */
uint32_t crc32c(uint32_t crc, const void *data, size_t len);
/* Of one piece and then another. */
uint32_t crc32c_two(const void *first, size_t first_len, const void *second, size_t second_len);

#endif
