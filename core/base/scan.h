/* Reading typed text piece by piece, full-width forms as ASCII. For the parsers of dates and times. */
#ifndef CORE_BASE_SCAN_H
#define CORE_BASE_SCAN_H

#include "core/base/text.h"

/* Each takes what it names off `*rest` and returns true, or takes nothing and returns false. */

/* From `least` to `most` digits, all that stand there. */
bool scan_number(struct text *rest, int least, int most, int *number);
/* Exactly `count` digits, whatever follows. */
bool scan_digits(struct text *rest, int count, int *number);
bool scan_char(struct text *rest, uint32_t code);
/* `word` in lower case; what is typed may be in upper case. */
bool scan_word(struct text *rest, const char *word);

#endif
