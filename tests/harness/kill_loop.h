/* Sessions, each with a touyand of its own on one store, killed at random moments. Who sends the changes
 * keeps the ledger: what was sent and what was answered as saved. */
#ifndef TESTS_HARNESS_KILL_LOOP_H
#define TESTS_HARNESS_KILL_LOOP_H

struct kill_loop {
	int rounds;
	int verify_every; /* rounds between two runs of touyand verify; there is one at the end in any case */
	/* What happened, for the report. */
	unsigned long kills, saved, lost_answers, done_unanswered, drafts, verified;
};

/* Fails the test when anything that was answered is not there, or is there half or twice, or when touyand
 * refuses or ends by itself. Takes its chance from random(). */
void kill_loop_run(struct kill_loop *loop);
/* So many times, init, backup, load and an import are killed: what they make is there whole or not at all. */
void kill_commands_run(int rounds);

#endif
