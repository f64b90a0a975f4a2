#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>

void fuzz_broken(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

static struct text take(struct reader *input, size_t most)
{
	size_t len = most < reader_left(input) ? most : reader_left(input);

	return len ? (struct text){(const char *)read_bytes(input, len), len} : NO_TEXT;
}

struct text fuzz_piece(struct reader *input)
{
	return take(input, reader_left(input) ? read_byte(input) : 0);
}

struct text fuzz_rest(struct reader *input)
{
	return take(input, SIZE_MAX);
}

bool fuzz_inside(struct text slice, struct text text)
{
	return !slice.len || (slice.at >= text.at && slice.at + slice.len <= text.at + text.len);
}
