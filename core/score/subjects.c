#include "core/score/subjects.h"

#include <stddef.h>
#include "core/model/entities.h"

/* A meeting counts once it is submitted; 草稿, 进行中 and 退回 do not. */
#define HELD "状态 in (已提交, 已归档, 更正)"

static const struct subject_source sources[] = {
	{"meeting", .group = "groups", .branch = "branch", .date = "date", .counted = HELD, .kind = "kinds",
		.due = "date", .done = "first_submitted"},
	{"meeting.attendance", .group = "group", .people = "person", .date = "meeting.date",
		.due = "meeting.start", .done = "arrived", .clock = true, .counted = "meeting." HELD,
		.kind = "meeting.kinds", .part = "mark in (出席, 迟到, 早退, 线上)",
		.whole = "not mark is empty"},
	{"entry", .group = "group", .people = "people", .date = "date", .matter = "matter",
		.evidence = "evidence", .counted = "状态 = 已确认", .kind = "kind", .due = "due",
		.done = "done"},
	{"indicator", .group = "group", .people = "person", .date = "date", .kind = "name"},
	{"contact", .group = "group", .people = "people", .date = "date", .due = "due", .done = "answered"},
	{"report", .group = "group", .people = "person", .date = "date", .kind = "kind", .due = "due",
		.done = "date"},
	{"talk", .group = "group", .people = "person", .date = "date", .kind = "kind"},
	{"duty_item", .group = "group", .people = "person", .date = "due", .due = "due", .done = "done",
		.part = "state = 完成"},
	{"rectification", .group = "group", .date = "date", .due = "due", .done = "done"},
	{"training", .people = "person", .date = "date"},
	{"term", .group = "group", .branch = "branch", .people = "person", .date = "from", .until = "to",
		.kind = "kind"},
	{"membership", .group = "group", .people = "person", .date = "from", .until = "to"},
	{"meeting.minutes", .group = "meeting.groups", .people = "speaker", .date = "meeting.date",
		.counted = "meeting." HELD, .kind = "meeting.kinds"},
	{"meeting.decisions", .group = "meeting.groups", .people = "owners", .date = "meeting.date",
		.counted = "meeting." HELD, .kind = "meeting.kinds", .due = "due", .done = "task.done"},
	{"meeting.agenda", .group = "meeting.groups", .date = "meeting.date", .counted = "meeting." HELD,
		.kind = "meeting.kinds"},
	{"spell", .people = "person", .date = "from", .until = "to", .kind = "kind"},
	{"task", .group = "group", .people = "owners", .date = "due", .kind = "kind", .due = "due",
		.done = "done", .part = "state = 办结"},
	{0},
};

const struct subject_source *subject_source_at(size_t nth)
{
	return nth + 1 < sizeof(sources) / sizeof(*sources) ? &sources[nth] : NULL;
}

const struct subject_source *subject_source(const struct schema *schema, struct text name)
{
	for (const struct subject_source *source = sources; source->name; source++) {
		const struct source *known = source_named(schema, text_of(source->name));

		if (known && (text_is(name, known->name) || text_is(name, known->label)))
			return source;
	}
	return NULL;
}
