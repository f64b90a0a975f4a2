#include "tui/help_notes.h"

#include <stddef.h>
#include "core/base/error.h"

const struct help_key help_keys[] = {
	{"meeting", N_("Roll"), "1 2 3", N_("present, on leave, absent without leave"), NULL},
	{"meeting", N_("Roll"), "4 5 6", N_("late, left early, online"), NULL},
	{"meeting", N_("Roll"), "7", N_("made up for what was missed last time"), "7"},
	{"meeting", N_("Roll"), "9 *", N_("all from here on who are not called yet: present"), "9"},
	{"meeting", N_("Roll"), "0 Del", N_("clear this one"), "0"},
	{"meeting", N_("Roll"), N_("typing"), N_("finds a person: by character, pinyin or initials"), NULL},
	{"meeting", N_("Roll"), N_("pasting"), N_("a roll-call from a chat, line by line"), NULL},
	{"meeting", NULL, "Alt-1..0", N_("instead of F1 to F10"), NULL},
	{NULL, NULL, NULL, NULL, NULL},
};

const struct help_rule help_rules[] = {
	{"meeting", N_("Roll"), N_("present = present + late + left early + online; guests do not count"),
		"group_meeting"},
	{"meeting", N_("Roll"), N_("attendance rate = present / due"), "group_meeting"},
	{"meeting", N_("Roll"),
		N_("due = members of the group on that day, without those away or ill for long"),
		"group_meeting"},
	{"today", NULL, N_("due this month or quarter: what the systems ask for, less what was held"), NULL},
	{"groups", NULL, N_("people: members on that day; 15 and more may divide, 3 are the least"), NULL},
	{"card", NULL,
		N_("Party standing counts from full membership, years in courts from entry into the courts"),
		NULL},
	{"card", NULL, N_("held / due: months up to now in which the system asks for it"), "group_meeting"},
	{"meetings", NULL, N_("late: submitted later than the court's days after the meeting"),
		"group_meeting"},
	{"meetings", NULL, N_("attendance rate = present / due of all meetings held this year"),
		"group_meeting"},
	{"evaluations", NULL, N_("basic items + bonus - penalties, each between its floor and cap"), NULL},
	{"sheet", NULL, N_("what cannot be judged is not 0: it says what is missing"), NULL},
	{"import", NULL,
		N_("found by number: changed where a cell differs; not found: new; empty: left as it is"),
		NULL},
	{NULL, NULL, NULL, NULL},
};
