/* How rows that belong together are looked at, read out. */
#include "core/score/grouping.h"
#include "core/score/sentence_internal.h"

/* "; of one matter", "; of one person", "; of the same level" */
static void say_which(const struct grouping *grouping, struct saying *saying)
{
	if (grouping->together == TOGETHER_MATTER)
		say(saying->out, N_("; of one matter"), "");
	else if (grouping->together == TOGETHER_PERSON)
		say(saying->out, N_("; of one person"), "");
	else if (grouping->together == TOGETHER_COLUMN) {
		say(saying->out, N_("; of the same "), "");
		path_say(&grouping->column, saying->out);
	}
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
