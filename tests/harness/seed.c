#include "tests/harness/seed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

uint64_t random_seed(void)
{
	const char *given = getenv("SEED");
	struct timespec now;
	uint64_t seed;

	timespec_get(&now, TIME_UTC);
	seed = given ? strtoull(given, NULL, 10) : (uint64_t)now.tv_sec ^ ((uint64_t)now.tv_nsec << 32);
	printf("# SEED=%" PRIu64 "\n", seed);
	return seed;
}
