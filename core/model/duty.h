/* What the rules ask for and when: months held, late, missing. A meeting counts in the month of its actual
 * day; months that ended before 启用日期, before the group was set up or after it was closed are not asked
 * for. */
#ifndef CORE_MODEL_DUTY_H
#define CORE_MODEL_DUTY_H

#include "core/model/roster.h"

/* A group's year of one kind of meeting. */
struct year {
	char marks[12]; /* enum strip_mark */
	unsigned held, due, present, expected;
	int64_t latest;          /* day of the last one held; 0: none */
	int64_t next, next_time; /* the next planned; 0: none, -1: no time */
	bool people;             /* held and due count people */
};
/* `kind`: enum meeting_kind; 0: any. `every`: what the rules ask for; 0: nothing, and nothing is missed. A
 * quarter (half, year) that had none shows it in its last month, and `held` and `due` count quarters. */
bool group_year(struct world *world, const struct view *group, int number, unsigned kind,
	enum system_every every, struct year *year, struct error *err);
/* Does anything fulfil it that could be counted: meetings of its kind, contacts, reports, talks? */
bool system_counts(const struct view *system);
/* What fulfils one that no meeting does; 0: nothing. */
unsigned system_work_entity(const struct view *system);
/* The same as group_year of a system that counts; of another the year is empty. Of talks (`people`) `held`
 * and `due` are people: of those in the group on the last day looked at (today, or the year's last), whom
 * somebody talked with in that day's period. */
bool system_year(struct world *world, const struct view *group, int number, const struct view *system,
	struct year *year, struct error *err);
/* How much of it was done between two days, and how much is asked for: records, or of talks people. Added to
 * `*work`. */
struct work_done {
	int64_t done, asked;
};
bool system_work(struct world *world, const struct view *group, const struct view *system, int64_t first,
	int64_t last, struct work_done *work, struct error *err);
/* Adds one to `*people` when somebody talked with the person (a corrective talk is none) between the two
 * days, at least so often. */
bool talked_add(struct world *world, uint64_t person, int64_t first, int64_t last, int64_t times,
	int64_t *people, struct error *err);
/* The first and last day of the period of `every` that a day is in. */
void period_of(enum system_every every, int64_t day, int64_t *first, int64_t *last);
/* A month from `first` to `last` without a meeting: `asked` when it is the last of its period, and the period
 * had none either. */
enum strip_mark empty_month(const struct view *group, const struct court_settings *settings, int64_t first,
	int64_t last, int64_t today, bool asked);
/* What a branch holds is a group's when somebody of it was there; to come it is everybody's. */
bool branch_meeting_of(struct world *world, const struct view *meeting, uint64_t group);

#endif
