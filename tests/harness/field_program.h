/* The smallest program on the terminal's layer, for pty_call(): row 0 tells frames, size and width, row 1
 * what came last, row 3 is a field of 20 columns at column 4. F6 suspends, F7 fills the stack, F8 the memory,
 * F9 aborts, F10 ends. */
#ifndef TESTS_HARNESS_FIELD_PROGRAM_H
#define TESTS_HARNESS_FIELD_PROGRAM_H

/* `arg`: NULL; "ask" asks the terminal for its widths; "no locale" sets one that does not exist; "fill" draws
 * all of the screen anew each time. Returns 0, 3 after SIGHUP, 4 after SIGTERM, 5 when the line was gone, 9
 * when it could not open the terminal. */
int one_field(void *arg);
/* Opens the terminal without one: 7 when that fails as it should. */
int not_a_terminal(void *arg);

#endif
