/* kill [ROUNDS]: touyand killed at random moments, 10,000 times unless told otherwise, with a ledger outside
 * (harness/kill_loop.h); then its commands. Prints its seed; SEED=n repeats one, as far as chance of the
 * machine allows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "tests/harness/kill_loop.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

enum { ROUNDS = 10000, VERIFY_EVERY = 500, ROUNDS_OF_COMMANDS = 25 };

static int rounds = ROUNDS;

static void nothing_answered_is_lost(void **state)
{
	struct kill_loop loop = {.rounds = rounds, .verify_every = VERIFY_EVERY};

	(void)state;
	kill_loop_run(&loop);
	print_message("# %d rounds, %lu kills; %lu changes and %lu drafts answered as saved, all there\n",
		rounds, loop.kills, loop.saved, loop.drafts);
	print_message("# %lu answers cut off, %lu of those changes were done, once; %lu times verified\n",
		loop.lost_answers, loop.done_unanswered, loop.verified);
}

static void commands_are_whole_or_not_at_all(void **state)
{
	(void)state;
	kill_commands_run(rounds / ROUNDS_OF_COMMANDS);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_answered_is_lost),
		cmocka_unit_test(commands_are_whole_or_not_at_all)};
	unsigned seed = (unsigned)random_seed();

	if (argc > 1)
		rounds = atoi(argv[1]);
	printf("# SEED=%u, %d rounds\n", seed, rounds);
	srandom(seed);
	return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
