/* What a meeting shows beside the others of its groups: two at one time, minutes copied from an earlier one.
 */
#include <stdlib.h>
#include <string.h>
#include "core/base/text_map.h"
#include "core/base/memory.h"
#include "core/model/lint_internal.h"

/* Minutes of so many lines are compared with those of so many meetings before. */
enum { COPIED_LEAST = 5, COPIED_PERCENT = 90, COPIED_FROM = 3 };

/* --- meetings: beside the others of the group --- */

struct beside {
	const struct view *meeting;
	struct world *world;
	uint64_t same_time;
	/* The latest ones before, the latest first; 0: there are no more. */
	struct {
		uint64_t id;
		int64_t day;
	} before[COPIED_FROM];
};

static bool at_same_time(const struct view *one, const struct view *other)
{
	return view_number(one, MEETING_DATE) == view_number(other, MEETING_DATE) &&
		view_has(one, MEETING_START) && view_has(other, MEETING_START) &&
		view_has(one, MEETING_END) && view_has(other, MEETING_END) &&
		view_number(one, MEETING_START) < view_number(other, MEETING_END) &&
		view_number(other, MEETING_START) < view_number(one, MEETING_END);
}

static bool look_beside(const struct view *other, void *arg)
{
	struct beside *beside = arg;
	int64_t day = view_number(other, MEETING_DATE);

	if (other->id == beside->meeting->id)
		return true;
	if (at_same_time(beside->meeting, other))
		beside->same_time = other->id;
	if (day >= view_number(beside->meeting, MEETING_DATE))
		return true;
	for (size_t i = 0; i < COPIED_FROM; i++) /* a joint sitting stands in the order of each group */
		if (beside->before[i].id == other->id)
			return true;
	for (size_t i = 0; i < COPIED_FROM; i++) {
		if (beside->before[i].id && day < beside->before[i].day)
			continue;
		memmove(&beside->before[i + 1], &beside->before[i],
			(COPIED_FROM - 1 - i) * sizeof(*beside->before));
		beside->before[i].id = other->id;
		beside->before[i].day = day;
		break;
	}
	return true;
}

/* The hashes of all lines that say something. */
struct lines {
	uint64_t hashes[512];
	size_t count;
};

static bool add_line(const struct view *row, void *arg)
{
	struct lines *lines = arg;
	struct text text = text_trim(view_text(row, MINUTES_TEXT));

	if (text.len && lines->count < sizeof(lines->hashes) / sizeof(*lines->hashes))
		lines->hashes[lines->count++] = text_hash(text);
	return true;
}

static int64_t percent_copied(const struct lines *these, const struct lines *those)
{
	int64_t same = 0;

	for (size_t i = 0; i < these->count; i++)
		for (size_t j = 0; j < those->count; j++)
			if (these->hashes[i] == those->hashes[j]) {
				same++;
				break;
			}
	return these->count ? same * 100 / (int64_t)these->count : 0;
}

static void looks_copied(const struct beside *beside, struct problems *problems)
{
	struct lines these = {.count = 0};
	struct world *world = beside->world;
	int64_t most = 0;

	for (struct row_walk rows = view_rows(beside->meeting, MEETING_MINUTES); row_walk_next(&rows);)
		add_line(&rows.row, &these);
	for (size_t i = 0; i < COPIED_FROM && beside->before[i].id && these.count >= COPIED_LEAST; i++) {
		struct lines those = {.count = 0};
		struct view before;
		int64_t percent;

		if (!world->get(world, ENTITY_MEETING, beside->before[i].id, &before, NULL))
			continue;
		world->rows(world, &before, MEETING_MINUTES, add_line, &those, NULL);
		percent = percent_copied(&these, &those);
		most = percent > most ? percent : most;
	}
	if (most >= COPIED_PERCENT)
		problem_add(problems, true, MEETING_MINUTES, 0,
			"{1}% of the minutes are those of an earlier meeting ({2})", "nt", most, RULE_LIFE);
}

void lint_beside(const struct view *meeting, struct world *world, struct problems *problems)
{
	int64_t day = view_number(meeting, MEETING_DATE);
	struct beside beside = {.meeting = meeting, .world = world};

	for (struct reader groups = lint_groups(meeting); reader_left(&groups);) {
		struct value group = value_number((int64_t)read_varint(&groups));

		world->range(world, ENTITY_MEETING, MEETING_BY_GROUP, &group, 1, day - 366, day, look_beside,
			&beside, NULL);
	}
	if (beside.same_time)
		lint_warn(problems, MEETING_START, 0, "The group has another meeting at the same time ({1})",
			RULE_LIFE);
	looks_copied(&beside, problems);
}
