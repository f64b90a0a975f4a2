/* What the files of the demo share. */
#ifndef CORE_SERVICE_DEMO_INTERNAL_H
#define CORE_SERVICE_DEMO_INTERNAL_H

#include "core/model/entities.h"
#include "core/service/demo.h"

/* Room between two rows, for a line that is put between them later. */
#define DEMO_ROW_ROOM (UINT64_C(1) << 44)
enum { DEMO_GROUPS = 11, DEMO_MONTHS = 9 };

/* A group and the year it had. `mark`s are those of the strip, for the months to September. */
struct demo_group {
	const char *name;
	int class, principle;
	const char *slogan, *place, *recorder, *work;
	int week, weekday; /* the group meeting: the nth such day of the month; -1: the last */
	int study_after;   /* days from the meeting to the study; negative: before it */
	const char *meetings, *studies;
	int attendance; /* per thousand */
	int64_t next;   /* the day planned in October, or late in September; 0: none */
};
extern const struct demo_group demo_groups[DEMO_GROUPS];

struct demo_founding;
struct demo_court {
	struct store *store;
	uint64_t groups[DEMO_GROUPS], people[DEMO_GROUPS]; /* people: the recorders */
	struct demo_founding *founding;
	/* What a change takes from and puts back when it has to run again. */
	struct demo_luck {
		uint64_t random;
		int owed[DEMO_GROUPS]
			[2]; /* absences still to come, in thousandths: of meetings, of studies */
	} luck;
};

/* One change by `author` at that moment. */
bool demo_change(struct demo_court *court, int64_t moment, uint64_t author, const char *action,
	change_work *work, void *arg, struct error *err);
int64_t demo_at(int64_t day, int hour, int minute);
/* The day, or the nearest before (-1) or after (1) it that is a working day. */
int64_t demo_workday(int64_t day, int direction);
bool demo_holiday(int64_t day);
/* Below `limit`; the same numbers every time. */
unsigned demo_random(uint64_t *state, unsigned limit);
/* By name; fails when there is none. */
bool demo_person(struct world *world, const char *name, uint64_t *id, struct error *err);

/* People, branches, groups and offices as they were before the first meeting. */
bool demo_found(struct demo_court *court, const char *roster, struct error *err);
void demo_found_release(struct demo_court *court);
/* What happened to them later: changes by the operator, each with its moment, in no order. `visit` may keep
 * the rows. */
struct demo_event {
	int64_t moment;
	const char *action;
	change_work *work;
	void *arg;
};
void demo_court_events(
	struct demo_court *court, void (*visit)(const struct demo_event *event, void *arg), void *arg);
/* What the groups did besides meeting, month by month. */
void demo_work_events(
	struct demo_court *court, void (*visit)(const struct demo_event *event, void *arg), void *arg);
/* All that was held. */
bool demo_year(struct demo_court *court, const struct demo *demo, struct error *err);
bool demo_large(struct store *store, const struct demo *demo, struct error *err);

#endif
