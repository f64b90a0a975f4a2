/* A court in memory with everybody who could ask for something: each is just one thing to the first group.
 * Today is 2026-09-24. */
#ifndef TESTS_HARNESS_CAST_H
#define TESTS_HARNESS_CAST_H

#include "tests/harness/make.h"

/* o the operator · l leader, d deputy, a acting leader, m member of the group · s secretary of its branch · r
 * recorder and c chair of its meetings, w owner of its tasks, all three of the other group · f leader and n
 * member of the other group, which is of another branch · x the secretary there · z in no group. */
#define CAST "oldamsrcwfnxz"

struct cast {
	struct store *store;
	uint64_t branch, group, other_branch, other;
	uint64_t people[sizeof(CAST)];
};
/* For cmocka: `*state` is the cast. */
int cast_setup(void **state);
int cast_teardown(void **state);
#define ON_CAST(test) cmocka_unit_test_setup_teardown(test, cast_setup, cast_teardown)

uint64_t cast_person(const struct cast *cast, char letter);
/* A meeting of the first group on a day, in a state; from 进行中 on its members are on the roll, present. */
uint64_t cast_meeting(const struct cast *cast, int day, enum meeting_state state);
/* A task of the first group, which w is to do. */
uint64_t cast_task(const struct cast *cast, enum task_state state);
/* Sets a mark in the roll (a new row when there is none; 0 takes the mark away). */
void cast_mark(const struct cast *cast, uint64_t meeting, uint64_t person, int mark);
/* 第N次, as it is said of it; what `out` held goes. */
void cast_numbers(const struct cast *cast, uint64_t meeting, struct buf *out);
/* The roll as "l1 d1 a m": letters of the cast and marks. */
void cast_roll(const struct cast *cast, uint64_t meeting, struct buf *out);
/* That one objects to an item of the sheet, or agrees to it. */
enum error_kind cast_object(
	const struct cast *cast, char letter, uint64_t evaluation, uint64_t subject, const char *item);
enum error_kind cast_agree(const struct cast *cast, char letter, uint64_t evaluation, uint64_t subject);
/* May that one see the record? */
bool cast_sees(const struct cast *cast, char letter, unsigned entity, uint64_t id);
/* Asserts that these of the cast may see it, and no others. */
void cast_seen_by(const struct cast *cast, unsigned entity, uint64_t id, const char *letters);
/* His 今日: what, until when, how urgent; good until the next. */
const char *cast_today(const struct cast *cast, char letter);

#endif
