/* Who is where on a day: members of a group, those due at a meeting, who leads. Both ends of a dated row are
 * inclusive.
 *
 * 应到: full and probationary members who are in the group on that day, less those in a spell whose kind the
 * court does not count (court.uncounted). 实到: present, late, left early and online. Guests never enter a
 * rate. */
#ifndef CORE_MODEL_ROSTER_H
#define CORE_MODEL_ROSTER_H

#include "core/model/entities.h"
#include "core/schema/world.h"

/* Settings of the court; defaults when there is no court record yet. */
struct court_settings {
	int64_t start, review_days, late_days, uncounted, answer_days;
	int offset;
};
struct court_settings court_settings(struct world *world);
/* The offset alone, read once for each state of the store. */
int court_offset(struct world *world);

/* The group a person is in on that day; 0: none. */
uint64_t group_of(struct world *world, uint64_t person, int64_t day);
/* The branch a group belongs to; 0: none. */
uint64_t branch_of(struct world *world, uint64_t group);
/* Members of a group on that day, in the order of their numbers; false from `visit` ends it. `counted`: due
 * at a meeting. */
struct roster_person {
	uint64_t person, group;
	bool counted, full;
	unsigned status; /* enum spell_kind; 0: none */
};
typedef bool roster_visit(const struct roster_person *person, void *arg);
bool roster_each(
	struct world *world, uint64_t group, int64_t day, roster_visit *visit, void *arg, struct error *err);
/* How many, and how many are full members. */
struct roster_size {
	unsigned members, full, counted;
};
struct roster_size roster_size(struct world *world, uint64_t group, int64_t day);

/* Who holds an office on that day: leader, deputy or acting leader of a group, secretary of a branch; 0:
 * nobody. */
uint64_t officer_of(struct world *world, enum term_kind kind, uint64_t holder, int64_t day);
/* The first of leader and acting leader. */
uint64_t leader_of(struct world *world, uint64_t group, int64_t day);
/* The person's office in the group; 0: none. */
enum term_kind office_of(struct world *world, uint64_t person, uint64_t group, int64_t day);
/* Another term of the same office, one that a single person holds (not a deputy's), which overlaps this one;
 * `other` as any view of the world. False: there is none. */
bool term_beside(struct world *world, const struct view *term, struct view *other);
/* Does the person lead the group (as leader, deputy or acting)? Is he the branch's secretary? */
bool leads_group(struct world *world, uint64_t person, uint64_t group, int64_t day);
bool heads_branch(struct world *world, uint64_t person, uint64_t branch, int64_t day);
/* The group a person leads, 0: none; the branch a person heads. */
uint64_t led_group(struct world *world, uint64_t person, int64_t day);
uint64_t headed_branch(struct world *world, uint64_t person, int64_t day);

/* 实到 and 应到 of a meeting's rows. */
struct turnout {
	unsigned due, present, leave, absent, unmarked;
};
struct turnout turnout_of(const struct view *meeting);
/* Of the group's own people in a sitting of several groups, or of the branch. */
struct turnout turnout_of_group(struct world *world, const struct view *meeting, uint64_t group);

/* The group it is numbered by; 0: it is a branch's. */
uint64_t meeting_first_group(const struct view *meeting);
/* The 第N次 it is for that group; 0: it has none. */
int64_t meeting_number_for(const struct view *meeting, uint64_t group);
/* The 第N次 a group meeting would be for one of its groups, were it held on that day; 0: it gets none. */
int64_t meeting_next_number(struct world *world, const struct view *meeting, uint64_t group, int64_t day);
/* Has the number of a meeting that was removed gone to another since? */
bool meeting_number_taken(struct world *world, const struct view *removed);

/* Does the group exist on that day? */
bool group_exists(const struct view *group, int64_t day);
bool branch_exists(const struct view *branch, int64_t day);
/* Groups that exist on a day, by order then id. */
bool groups_each(struct world *world, int64_t day, world_visit *visit, void *arg, struct error *err);

#endif
