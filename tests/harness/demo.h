/* The demonstration court, in memory. */
#ifndef TESTS_HARNESS_DEMO_H
#define TESTS_HARNESS_DEMO_H

#include "core/store/store.h"

#define DEMO_ROSTER "config/demo/roster.csv"
#define ON_DEMO(test) cmocka_unit_test_setup_teardown(test, demo_setup, demo_teardown)

/* The court with a story, or a large one; the clock stands at its present. */
struct store *demo_store(int64_t groups, int64_t years);
struct store *demo_empty(void);
/* `*state` is a demo store. */
int demo_setup(void **state);
int demo_teardown(void **state);
typedef void demo_asked(struct world *world);
void demo_read(struct store *store, uint64_t person, demo_asked *function);
/* Fails the test with the error's words. */
void demo_give_up(const struct error *err);

#endif
