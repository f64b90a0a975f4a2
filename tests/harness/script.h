/* Key scripts: tests/tui/NAME.keys drive build/touyan on a store made for them, and what they dump is
 * compared with tests/tui/golden/NAME/DUMP[.en][.COLUMNSxROWS].txt; GOLDEN=write writes those files anew. The
 * script's head says how it is run, in lines that the program takes for comments: # import: FILE FILE people
 * of the store; none: an empty court # as: LOGIN           (u001)        # now: MOMENT (2026-09-24T06:55:00Z,
 * 14:55 in the court) # lang: zh en         (zh)          # size: 80x24 100x30  (80x24): run once for each of
 * both # most: 25            keys that may have been pressed at the last dump # after: ARGUMENTS    a touyan
 * command to run then; what it prints is the dump "after" */
#ifndef TESTS_HARNESS_SCRIPT_H
#define TESTS_HARNESS_SCRIPT_H

/* Fails the test with the lines that differ. */
void script_check(const char *path);

/* The same comparison for anything else: `name` as "meeting/roll". */
struct text;
void golden_check(const char *name, const struct text *found);

#endif
