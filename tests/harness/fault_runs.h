/* The programs with one of their system calls failing, by faults/fail_nth.c: each of a family once, or a
 * sample of them. Whatever fails, a program ends by itself; it has done what it says, or says in one line why
 * not; what it said was saved is there and the store is sound. */
#ifndef TESTS_HARNESS_FAULT_RUNS_H
#define TESTS_HARNESS_FAULT_RUNS_H

#include <stdbool.h>

/* `sample`: how many calls of each family and command are tried, picked by random(); 0: all. Both fail the
 * test, and count what they made fail. */
unsigned long fault_commands(unsigned sample);
/* A session with touyand: changes, drafts, reading. */
unsigned long fault_session(unsigned sample);

/* One family of calls. */
struct fault {
	const char *call, *error, *times;
};
extern const struct fault faults[];
extern const unsigned fault_count;

/* Sets the variables; `program` NULL takes them back. */
void fault_set(const struct fault *fault, const char *program, unsigned nth, const char *count);
/* What was seen and what failed; false when it left without saying. Removes the file. */
bool fault_counted(const char *count, unsigned long *seen, unsigned long *failed);

#endif
