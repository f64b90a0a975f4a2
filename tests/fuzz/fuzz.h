/* What the targets share. A target takes any bytes, and ends the program when something does not hold. The
 * memory handed in is of exactly that size. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "core/base/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

_Noreturn void fuzz_broken(const char *file, int line, const char *what);
/* As assert(), and never compiled away. */
#define must(condition) ((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #condition))

/* A piece of the input: a byte for its length, then that many bytes, or what is left. */
struct text fuzz_piece(struct reader *input);
struct text fuzz_rest(struct reader *input);
/* Is the slice inside of the text? */
bool fuzz_inside(struct text slice, struct text text);

#endif
