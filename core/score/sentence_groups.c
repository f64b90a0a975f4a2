/* How rows that belong together are looked at, read out. */
#include "core/score/grouping.h"
#include "core/score/sentence_internal.h"

/* "; of one matter", "; of one person", "; of the same level" */
static void say_which(const struct grouping *grouping, struct saying *saying)
{
	const struct same *same = &grouping->same;

	if (grouping->together == TOGETHER_MATTER || same->matter)
		say(saying->out, N_("; of one matter"), "");
	if (grouping->together == TOGETHER_PERSON || same->person)
		say(saying->out, N_("; of one person"), "");
	for (size_t i = 0; same->columns && i < same->columns->count; i++) {
		say(saying->out, N_("; of the same "), "");
		path_say(&same->columns->paths[i], saying->out);
	}
	if (same->within)
		say_unit(saying, N_("; of the same {1}"), same->within);
}

static void say_turns(const struct grouping *grouping, struct saying *saying)
{
	bool all = grouping->together == TOGETHER_ALL;

	if (!grouping->turn_count)
		return;
	say_which(grouping, saying);
	if (turns_grow(grouping))
		say(saying->out,
			all ? N_("; from the first day on, each times in turn: ")
			    : N_(", from the first day on, each times in turn: "),
			"");
	else
		say(saying->out,
			all ? N_("; from the highest down, each counts this much of itself: ")
			    : N_(", from the highest down, each counts this much of itself: "),
			"");
	for (size_t i = 0; i < grouping->turn_count; i++) {
		if (i)
			say(saying->out, N_(", "), "");
		say_fraction(saying, grouping->turns[i]);
	}
	say(saying->out, N_(" (all further ones like the last)"), "");
}

static void say_keep(const struct grouping *grouping, struct saying *saying)
{
	static const char *const losses_said[] = {
		[KEEP_MOST] = N_(" only what takes most off counts"),
		[KEEP_LEAST] = N_(" only what takes least off counts"),
		[KEEP_FIRST] = N_(" only the first counts"),
		[KEEP_RISE] = N_(" only what the highest is above what was counted before counts"),
	};
	static const char *const keeps_said[] = {
		[KEEP_MOST] = N_(" only the highest counts"),
		[KEEP_LEAST] = N_(" only the lowest counts"),
		[KEEP_FIRST] = N_(" only the first counts"),
		[KEEP_RISE] = N_(" only what the highest is above what was counted before counts"),
	};

	say_which(grouping, saying);
	say(saying->out, (weighs_off(saying->line) ? losses_said : keeps_said)[grouping->keep], "");
}

static void say_cap(const struct grouping *grouping, struct saying *saying)
{
	static const char *const caps_said[TOGETHER_ALL + 1] = {
		[TOGETHER_DAY] = N_("; at most in a day: "),
		[TOGETHER_WEEK] = N_("; at most in a week: "),
		[TOGETHER_MONTH] = N_("; at most in a month: "),
		[TOGETHER_QUARTER] = N_("; at most in a quarter: "),
		[TOGETHER_PERSON] = N_("; at most for each person: "),
	};

	if (caps_said[grouping->together]) {
		say(saying->out, caps_said[grouping->together], "");
	} else {
		say_which(grouping, saying);
		say(saying->out,
			grouping->across ? N_(" at most, of all who are scored together: ") : N_(" at most "),
			"");
	}
	say_fraction(saying, grouping->cap);
	say(saying->out, N_(" points"), "");
	if (grouping->across)
		say(saying->out, N_(" (what is more is taken off all alike)"), "");
}

static void say_one(const struct grouping *grouping, struct saying *saying)
{
	if (grouping->together == TOGETHER_CONVERTED)
		say(saying->out,
			grouping->whole ? N_("; the rest of each kind that makes no whole is dropped")
					: N_("; what makes no whole counts in part"),
			"");
	else if (grouping->keep != KEEP_ALL)
		say_keep(grouping, saying);
	if (grouping->best)
		say(saying->out, N_("; only the best {1} count"), "n", (int64_t)grouping->best);
	say_turns(grouping, saying);
	if (fraction_given(grouping->cap))
		say_cap(grouping, saying);
}

void say_grouping(const void *with, struct saying *saying)
{
	for (const struct grouping *grouping = with; grouping; grouping = grouping->next)
		say_one(grouping, saying);
}

void say_columns_apart(struct saying *saying, const struct line *line)
{
	const struct {
		bool asked;
		const char *name, *label;
	} besides[] = {{line->apart_person, "person", "人"}, {line->apart_matter, "matter", "事项"}};
	size_t said = 0;

	say(saying->out, N_("; each "), "");
	for (; said < line->apart_by.count; said++) {
		if (said)
			say(saying->out, N_(", "), "");
		path_say(&line->apart_by.paths[said], saying->out);
	}
	for (size_t i = 0; i < sizeof(besides) / sizeof(*besides); i++) {
		if (!besides[i].asked)
			continue;
		if (said++)
			say(saying->out, N_(", "), "");
		say(saying->out, "{1}", "t", besides[i].name, besides[i].label);
	}
	say(saying->out, said > 1 ? N_(" by itself, those that there are records of") : N_(" by itself"), "");
}
