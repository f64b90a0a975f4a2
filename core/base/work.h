/* How much was done for a text that somebody sent: characters looked at, words compared, nodes passed. The
 * loops whose length the text decides add to it, so that a test can bound what a hostile one costs on any
 * machine (tests/core/service/rules_hostile_test.c). A session is one thread. */
#ifndef CORE_BASE_WORK_H
#define CORE_BASE_WORK_H

#include <stddef.h>
#include <stdint.h>

extern uint64_t work_steps;

static inline void work(size_t steps)
{
	work_steps += steps;
}

#endif
