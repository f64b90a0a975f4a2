/* A small court in memory and touyand's end of a line to it, without the line: what is asked is answered at
 * once. */
#ifndef TESTS_FUZZ_SERVED_H
#define TESTS_FUZZ_SERVED_H

#include "core/service/server_internal.h"
#include "tests/fuzz/fuzz.h"
#include "tests/harness/court.h"

struct served {
	struct court court;
	struct server server;
	/* What was answered last. */
	struct wire client;
	struct view body;
	enum call kind; /* ANSWER_DONE or ANSWER_ERROR */
};

/* The court as it always is, for the operator (0) or somebody else; made anew only when it was changed. */
struct served *served_open(uint64_t person);
/* Checks the records when something was changed. */
void served_close(struct served *of);
bool served_changed(const struct served *served);
/* Sends, and checks what comes back: one answer, of the shape it should have; an error has words, and nothing
 * was written. True when it was done. */
bool served_ask(struct served *served, uint8_t call, struct text body);

#endif
