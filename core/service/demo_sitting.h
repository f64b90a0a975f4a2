/* One sitting of the demo: held, handed in, looked at, and its tasks done. */
#ifndef CORE_SERVICE_DEMO_SITTING_H
#define CORE_SERVICE_DEMO_SITTING_H

#include "core/model/operations.h"
#include "core/service/demo_internal.h"

struct demo_sitting {
	struct demo_court *court;
	size_t group;
	int month; /* 1-12 */
	enum meeting_kind kind;
	int64_t day;
	int absent; /* how many are to be missing; -1: as the group's rate has it */
	uint64_t meeting, leader, recorder, secretary;
};
/* The eighth meeting of the first group has a story of its own, and so has its study before that. */
bool sitting_is_told(const struct demo_sitting *sitting);
bool sitting_of_lin(const struct demo_sitting *sitting);
/* Finds out who leads, records and reviews on that day. */
bool sitting_officers(struct world *world, struct demo_sitting *sitting, struct error *err);
/* Begun, written down, ended. `arg` of each is the sitting. */
change_work sitting_hold, sitting_write, sitting_close, sitting_submit, sitting_pass, sitting_send_back,
	sitting_mend, sitting_do_tasks, sitting_give_time;
/* Minute of the day. */
int sitting_start(const struct demo_sitting *sitting);
int sitting_end(const struct demo_sitting *sitting);

#endif
