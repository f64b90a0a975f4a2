/* What random tests begin with. It needs nothing of ours, so that it may be included after cmocka. */
#ifndef TESTS_HARNESS_SEED_H
#define TESTS_HARNESS_SEED_H

#include <stdint.h>

/* $SEED, or one from the clock. Printed, so that what failed can be run again. */
uint64_t random_seed(void);

#endif
