/* The small court with an evaluation of its second quarter, scored by rules that are given, and sessions of
 * the office and of those whom it concerns. */
#ifndef TESTS_HARNESS_EVALUATING_H
#define TESTS_HARNESS_EVALUATING_H

#include "core/model/ops.h"
#include "tests/harness/court.h"
#include "tests/harness/make.h"

struct evaluating {
	struct court court;
	struct session *office, *leader, *other, *secretary, *member; /* p1, q1, s1, p3 */
	struct reply reply;
	uint64_t evaluation;
	int month;       /* the first of the period that is looked at: 4 */
	int months;      /* how long it is: 3 */
	unsigned scored; /* whose points are looked at; 0: groups' */
};
/* 采集; `more`: further groups of the branch, named 第三党小组 and so on, each led by nobody; their ids go to
 * `groups`. */
void evaluating_begin(struct evaluating *evaluating, const char *rules, uint64_t *groups, size_t more);
void evaluating_end(struct evaluating *evaluating);

/* All tests of a program, one after the other on one such court; what main() returns. */
struct CMUnitTest;
int evaluating_tests(struct evaluating *evaluating, const char *rules, uint64_t *groups, size_t more,
	const struct CMUnitTest *tests, size_t count);
#define EVALUATING_TESTS(evaluating, rules, groups, more, tests) \
	evaluating_tests(evaluating, rules, groups, more, tests, sizeof(tests) / sizeof(*(tests)))

/* Puts further rules in force, from 1 April on. */
void evaluating_activate(struct evaluating *evaluating, const char *rules);

/* Written past all rights, as a store is filled. id 0: a new one. */
#define PUT(evaluating, entity, id, ...) evaluating_put(evaluating, entity, id, SLOTS(__VA_ARGS__))
uint64_t evaluating_put(struct evaluating *evaluating, unsigned entity, uint64_t id,
	const struct record_slot *values, size_t count);
/* A checked mark (units of 0.01); its id. */
uint64_t evaluating_mark(struct evaluating *evaluating, uint64_t group, const char *item, int64_t points);
/* An operation by a session. On the evaluation itself when `entity` is ENTITY_EVALUATION and id 0. */
#define RUN(evaluating, session, operation, entity, id, ...) \
	evaluating_run(evaluating, session, operation, entity, id, SLOTS(__VA_ARGS__))
bool evaluating_run(struct evaluating *evaluating, struct session *session, const char *operation,
	unsigned entity, uint64_t id, const struct record_slot *values, size_t count);
/* The step of the evaluation that the office takes; fails the test when it is refused. */
void evaluating_step(struct evaluating *evaluating, const char *operation);
/* What the screen says beforehand would follow from an operation that is allowed, in English. */
const char *evaluating_follows(
	struct evaluating *evaluating, const char *operation, unsigned entity, uint64_t id);
/* The call before was refused with these words. */
void evaluating_refused(struct evaluating *evaluating, bool done, const char *words);
/* Up to four cells a row, "a b c; ", messages in English; good until the next call. */
const char *evaluating_see(struct evaluating *evaluating, struct session *session, const char *source,
	const char *columns, uint64_t subject, unsigned kind);

#endif
