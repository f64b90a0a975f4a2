/* THE table of screens. A new list or form is a row here. */
#include <string.h>
#include "tui/form.h"
#include "tui/help.h"
#include "tui/import/screen.h"
#include "tui/list.h"
#include "tui/meeting/kind.h"
#include "tui/meeting/recovery.h"
#include "tui/pager.h"
#include "tui/palette.h"
#include "tui/panels/panels.h"
#include "tui/screen.h"
#include "tui/words.h"

#define READS(entity) (1u << (entity))

const struct screen_row screen_rows[] = {
	{"today", N_("Today"), &today_kind, 1},
	{"groups", N_("Groups"), &groups_kind, 2, .entity = ENTITY_GROUP, .add = "group_form",
		.enter = "card"},
	{"meetings", N_("Meetings"), &meetings_kind, 3, .entity = ENTITY_MEETING, .add = "meeting_form"},
	{"people", N_("People"), &list_kind, 8, "person", "code name sex born joined full_since post team",
		.sort = "code", .enter = "person", .add = "person", .entity = ENTITY_PERSON,
		.reads = READS(ENTITY_PERSON)},
	{"tasks", N_("Tasks"), &list_kind, 9, "task", "title owners due group state", .sort = "state due",
		.enter = "task", .add = "task", .entity = ENTITY_TASK, .reads = READS(ENTITY_TASK)},

	{"meeting", N_("Meeting"), &meeting_kind},
	{"recovery", N_("Go on writing"), &recovery_kind},
	{"record", N_("Record"), &record_kind, .entity = ENTITY_MEETING},
	{"card", N_("Group"), &card_kind, .entity = ENTITY_GROUP},
	{"import", N_("Import a roster"), &import_kind, .alone = true},
	{"help", N_("Help"), &help_kind},
	{"palette", N_("Commands"), &palette_kind},
	{"text", N_("Text"), &pager_kind},

	{"person", N_("Person"), &form_kind, .entity = ENTITY_PERSON},
	{"task", N_("Task"), &form_kind, .entity = ENTITY_TASK},
	{"group_form", N_("Group"), &form_kind, .entity = ENTITY_GROUP},
	{"meeting_form", N_("Meeting"), &form_kind, .entity = ENTITY_MEETING},
	{"court", N_("Court"), &form_kind, .entity = ENTITY_COURT},
	{"branch", N_("Branch"), &form_kind, .entity = ENTITY_BRANCH},
	{"team", N_("Team"), &form_kind, .entity = ENTITY_TEAM},
	{"membership", N_("Membership"), &form_kind, .entity = ENTITY_MEMBERSHIP},
	{"term", N_("Term of office"), &form_kind, .entity = ENTITY_TERM},
	{"spell", N_("Status"), &form_kind, .entity = ENTITY_SPELL},
	{"system", N_("System"), &form_kind, .entity = ENTITY_SYSTEM},
	{"phrase", N_("Phrase"), &form_kind, .entity = ENTITY_PHRASE},
	{"level", N_("Level"), &form_kind, .entity = ENTITY_LEVEL},
	{"label", N_("Label"), &form_kind, .entity = ENTITY_LABEL},
	{"entry_kind", N_("Kind of entry"), &form_kind, .entity = ENTITY_ENTRY_KIND},
	{"entry", N_("Entry"), &form_kind, .entity = ENTITY_ENTRY},
	{"evidence", N_("Evidence"), &form_kind, .entity = ENTITY_EVIDENCE},
	{"indicator", N_("Business indicator"), &form_kind, .entity = ENTITY_INDICATOR},
	{"contact", N_("Contact with the people"), &form_kind, .entity = ENTITY_CONTACT},
	{"report", N_("Report to the branch"), &form_kind, .entity = ENTITY_REPORT},
	{"talk", N_("Talk"), &form_kind, .entity = ENTITY_TALK},
	{"duty_item", N_("Duty"), &form_kind, .entity = ENTITY_DUTY},
	{"rectification", N_("Rectification"), &form_kind, .entity = ENTITY_RECTIFICATION},
	{"training", N_("Training hours"), &form_kind, .entity = ENTITY_TRAINING},
	{"evaluation", N_("Evaluation period"), &form_kind, .entity = ENTITY_EVALUATION},
	{"mark", N_("Mark"), &form_kind, .entity = ENTITY_MARK},

	{"branches", N_("Branches"), &list_kind, .source = "branch", .sort = "order", .enter = "branch",
		.add = "branch", .entity = ENTITY_BRANCH, .reads = READS(ENTITY_BRANCH)},
	{"teams", N_("Teams"), &list_kind, .source = "team", .sort = "order", .enter = "team", .add = "team",
		.entity = ENTITY_TEAM, .reads = READS(ENTITY_TEAM)},
	{"memberships", N_("Memberships"), &list_kind, .source = "membership", .sort = "-from",
		.enter = "membership", .add = "membership", .entity = ENTITY_MEMBERSHIP,
		.reads = READS(ENTITY_MEMBERSHIP)},
	{"terms", N_("Leaders and secretaries"), &list_kind, .source = "term", .sort = "-from",
		.enter = "term", .add = "term", .entity = ENTITY_TERM, .reads = READS(ENTITY_TERM)},
	{"spells", N_("Status of people"), &list_kind, .source = "spell", .sort = "-from", .enter = "spell",
		.add = "spell", .entity = ENTITY_SPELL, .reads = READS(ENTITY_SPELL)},
	{"systems", N_("Systems and how often"), &list_kind, .source = "system", .sort = "order",
		.enter = "system", .add = "system", .entity = ENTITY_SYSTEM, .reads = READS(ENTITY_SYSTEM)},
	{"phrases", N_("Phrases"), &list_kind, .source = "phrase", .sort = "use order", .enter = "phrase",
		.add = "phrase", .entity = ENTITY_PHRASE, .reads = READS(ENTITY_PHRASE)},
	{"levels", N_("Levels"), &list_kind, .source = "level", .sort = "order", .enter = "level",
		.add = "level", .entity = ENTITY_LEVEL, .reads = READS(ENTITY_LEVEL)},
	{"labels", N_("Labels"), &list_kind, .source = "label", .sort = "name", .enter = "label",
		.add = "label", .entity = ENTITY_LABEL, .reads = READS(ENTITY_LABEL)},
	{"entry_kinds", N_("Kinds of entries"), &list_kind, .source = "entry_kind", .sort = "order",
		.enter = "entry_kind", .add = "entry_kind", .entity = ENTITY_ENTRY_KIND,
		.reads = READS(ENTITY_ENTRY_KIND)},
	{"entries", N_("Entries for the evaluation"), &list_kind, .source = "entry", .sort = "-date",
		.enter = "entry", .add = "entry", .entity = ENTITY_ENTRY, .reads = READS(ENTITY_ENTRY)},
	{"evidences", N_("Evidence"), &list_kind, .source = "evidence", .sort = "-date", .enter = "evidence",
		.add = "evidence", .entity = ENTITY_EVIDENCE, .reads = READS(ENTITY_EVIDENCE)},
	{"indicators", N_("Business indicators"), &list_kind, .source = "indicator", .sort = "-date",
		.enter = "indicator", .add = "indicator", .entity = ENTITY_INDICATOR,
		.reads = READS(ENTITY_INDICATOR)},
	{"contacts", N_("Contacts with the people"), &list_kind, .source = "contact", .sort = "-date",
		.enter = "contact", .add = "contact", .entity = ENTITY_CONTACT,
		.reads = READS(ENTITY_CONTACT)},
	{"reports", N_("Reports to the branch"), &list_kind, .source = "report", .sort = "-date",
		.enter = "report", .add = "report", .entity = ENTITY_REPORT, .reads = READS(ENTITY_REPORT)},
	{"talks", N_("Talks"), &list_kind, .source = "talk", .sort = "-date", .enter = "talk", .add = "talk",
		.entity = ENTITY_TALK, .reads = READS(ENTITY_TALK)},
	{"duties", N_("Duty list"), &list_kind, .source = "duty_item", .sort = "due", .enter = "duty_item",
		.add = "duty_item", .entity = ENTITY_DUTY, .reads = READS(ENTITY_DUTY)},
	{"rectifications", N_("Rectifications"), &list_kind, .source = "rectification", .sort = "-date",
		.enter = "rectification", .add = "rectification", .entity = ENTITY_RECTIFICATION,
		.reads = READS(ENTITY_RECTIFICATION)},
	{"trainings", N_("Training hours"), &list_kind, .source = "training", .sort = "-date",
		.enter = "training", .add = "training", .entity = ENTITY_TRAINING,
		.reads = READS(ENTITY_TRAINING)},
	{"evaluations", N_("Evaluation periods"), &list_kind, .source = "evaluation", .sort = "-from",
		.enter = "evaluation", .add = "evaluation", .entity = ENTITY_EVALUATION,
		.reads = READS(ENTITY_EVALUATION)},
	{"marks", N_("Marks"), &list_kind, .source = "mark", .sort = "item", .enter = "mark", .add = "mark",
		.entity = ENTITY_MARK, .reads = READS(ENTITY_MARK)},
	{"coverage", N_("Teams and members without a group"), &list_kind, .source = "coverage",
		.alone = true},
	{"history", N_("History"), &list_kind, .source = "history",
		.columns = "moment author action field old new"},
	{"audit", N_("Log of changes"), &list_kind, .source = "audit",
		.columns = "moment author action entity record reason", .alone = true},
	{0},
};

const struct screen_row *screen_row_named(const char *name)
{
	for (const struct screen_row *row = screen_rows; row->name; row++)
		if (!strcmp(row->name, name))
			return row;
	return NULL;
}

const struct screen_row *screen_row_of_panel(int panel)
{
	for (const struct screen_row *row = screen_rows; row->name; row++)
		if (row->panel == panel)
			return row;
	return NULL;
}

/* The rows stand so that what shows one record comes before its lists. */
const struct screen_row *screen_row_of_entity(unsigned entity)
{
	for (const struct screen_row *row = screen_rows; row->name; row++)
		if (row->entity == entity && !row->panel && !row->source)
			return row;
	return NULL;
}
