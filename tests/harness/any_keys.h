/* Any keys on any screen: what a cat on the keyboard would do, and nobody thought of. Neither program may end
 * by itself, complain under the sanitizers, or leave a store that `touyand verify` finds fault with. */
#ifndef TESTS_HARNESS_ANY_KEYS_H
#define TESTS_HARNESS_ANY_KEYS_H

#include <stdint.h>

/* So many runs on copies of the demo court, as one person or another, each with some hundred keys. A run that
 * fails prints its own seed, which as `seed` repeats it as the first. */
void any_keys_run(int rounds, uint64_t seed);

#endif
