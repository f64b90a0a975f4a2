#include "core/score/subjects.h"

#include <stddef.h>
#include "core/model/entities.h"

/* A meeting counts once it is submitted; 草稿, 进行中 and 退回 do not. */
#define HELD "状态 in (已提交, 已归档, 更正)"
#define OF_MEETING N_(", once the meeting is submitted")

static const struct subject_source sources[] = {
	{"meeting", .group = "groups", .branch = "branch", .date = "date", .counted = HELD,
		.once = N_(", once they are submitted"), .kind = "kinds", .due = "date",
		.done = "first_submitted", .help = N_("meetings that are submitted")},
	{"meeting.attendance", .group = "group", .people = "person", .date = "meeting.date",
		.due = "meeting.start", .done = "arrived", .clock = true, .counted = "meeting." HELD,
		.once = OF_MEETING, .kind = "meeting.kinds", .part = "mark in (出席, 迟到, 早退, 线上)",
		.whole = "not mark is empty", .help = N_("a line for each member due at a meeting")},
	{"entry", .group = "group", .people = "people", .date = "date", .matter = "matter",
		.evidence = "evidence", .counted = "状态 = 已确认", .once = N_(", once they are confirmed"),
		.kind = "kind", .due = "due", .done = "done",
		.help = N_("honours, press and whatever else is declared as a kind")},
	{"indicator", .group = "group", .people = "person", .date = "date", .kind = "name",
		.figure = "平均.数值", .help = N_("figures of the work: closed cases, appeals ..")},
	{"contact", .group = "group", .people = "people", .date = "date", .due = "due", .done = "answered",
		.help = N_("contacts with the people")},
	{"report", .group = "group", .people = "person", .date = "date", .kind = "kind", .due = "due",
		.done = "date", .help = N_("reports to the branch")},
	{"talk", .group = "group", .people = "person", .date = "date", .kind = "kind",
		.help = N_("talks with members, by kind")},
	{"duty_item", .group = "group", .people = "person", .date = "due", .due = "due", .done = "done",
		.part = "state = 完成", .help = N_("items of the duty list")},
	{"rectification", .group = "group", .date = "date", .due = "due", .done = "done",
		.help = N_("what is to be put right after an inspection")},
	{"training", .people = "person", .date = "date", .help = N_("hours of training of each member")},
	{"term", .group = "group", .branch = "branch", .people = "person", .date = "from", .until = "to",
		.kind = "kind", .help = N_("who holds an office, from when to when")},
	{"membership", .group = "group", .people = "person", .date = "from", .until = "to",
		.help = N_("who is in the group, from when to when")},
	{"meeting.minutes", .group = "meeting.groups", .people = "speaker", .date = "meeting.date",
		.counted = "meeting." HELD, .once = OF_MEETING, .kind = "meeting.kinds",
		.help = N_("lines of the minutes, by who spoke")},
	{"meeting.decisions", .group = "meeting.groups", .people = "owners", .date = "meeting.date",
		.counted = "meeting." HELD, .once = OF_MEETING, .kind = "meeting.kinds", .due = "due",
		.done = "task.done", .help = N_("what a meeting decided, with owner and due day")},
	{"meeting.agenda", .group = "meeting.groups", .date = "meeting.date", .counted = "meeting." HELD,
		.once = OF_MEETING, .kind = "meeting.kinds", .help = N_("items of the agenda")},
	{"spell", .people = "person", .date = "from", .until = "to", .kind = "kind",
		.help = N_("leave, secondment and other states of a member")},
	{"result", .group = "group", .branch = "branch", .people = "person", .date = "to", .kind = "span",
		.figure = "平均.总分", .counted = "not published is empty",
		.once = N_(", once they are published"),
		.help = N_("published results of other periods, by their length")},
	{"task", .group = "group", .people = "owners", .date = "due", .kind = "kind", .due = "due",
		.done = "done", .part = "state = 办结", .help = N_("tasks, make-up study among them")},
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

const struct choice *subject_kinds(const struct schema *schema, const struct subject_source *source)
{
	static const struct choice none[] = {{0}};
	const struct field *field = NULL;
	struct path path;

	if (source->kind &&
		path_compile(&path, schema, source_named(schema, text_of(source->name))->shape,
			text_of(source->kind), NULL))
		field = path_field(&path);
	return field && field->choices ? field->choices : none;
}

const struct choice_word subject_words[] = {
	{SUBJECT_GROUP, "group", "党小组", .help = N_("each group has a sheet")},
	{SUBJECT_BRANCH, "branch", "党支部", .help = N_("each branch has a sheet")},
	{SUBJECT_PERSON, "person", "党员", {"人员", "个人"}, .help = N_("each member has a sheet")},
	{0},
};

unsigned subject_entity(enum subject_kind kind)
{
	static const unsigned entities[] = {[SUBJECT_GROUP] = ENTITY_GROUP,
		[SUBJECT_BRANCH] = ENTITY_BRANCH,
		[SUBJECT_PERSON] = ENTITY_PERSON};

	return entities[kind];
}
