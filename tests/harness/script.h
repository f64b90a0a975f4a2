/* Key scripts: tests/tui/NAME.keys drive build/touyan on a store made for them, and what they dump is
 * compared with tests/tui/golden/NAME/DUMP[.en][.COLUMNSxROWS].txt; GOLDEN=write writes those files anew. The
 * script's head says how it is run, in lines that the program takes for comments:
 *     # import: FILE FILE   people, or demo: the demo court; none: an empty one
 *     # as: LOGIN           u001 without it; operator: the Party affairs office
 *     # now: MOMENT         2026-09-24T06:55:00Z without it, 14:55 in the court
 *     # lang: zh en         zh without it   ) run once
 *     # size: 80x24 100x30  80x24 without   ) for each
 *     # english: yes        Chinese screens may hold English words; else they are searched for such
 *     # before: FILE.keys   driven on the store first: what an earlier session left
 *     # most: 25            keys that may have been pressed at the last dump
 *     # after: ARGUMENTS    touyan commands run then, a comma for the blank within one: the dump "after" */
#ifndef TESTS_HARNESS_SCRIPT_H
#define TESTS_HARNESS_SCRIPT_H

/* main() of a program whose tests are the scripts of a pattern; $SCRIPT names one to run instead of them. */
int scripts_main(const char *pattern);

/* Fails the test with the lines that differ. */
void script_check(const char *path);

/* The same comparison for anything else: `name` as "meeting/roll". */
struct text;
void golden_check(const char *name, const struct text *found);

#endif
