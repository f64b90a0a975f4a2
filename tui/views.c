/* THE table of screens. A record that has no row here has a plain list and a plain form all the same. */
#include <stdio.h>
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
#include "tui/rules/trial.h"
#include "tui/scores/scores.h"
#include "tui/screen.h"
#include "tui/words.h"

static const struct screen_row screen_rows[] = {
	{"today", N_("Today"), &today_kind, 1},
	{"groups", N_("Groups"), &groups_kind, 2, .entity = ENTITY_GROUP, .add = "group_form",
		.enter = "card"},
	{"meetings", N_("Meetings"), &meetings_kind, 3, .entity = ENTITY_MEETING, .add = "meeting_form"},
	{"evaluations", N_("Scores"), &scores_kind, 5, .enter = "sheet"},
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
	{"clause", N_("Clause"), &pager_kind},
	{"differs", N_("What would now differ"), &pager_kind},

	{"person", N_("Person"), &form_kind, .entity = ENTITY_PERSON},
	{"task", N_("Task"), &form_kind, .entity = ENTITY_TASK},
	{"group_form", N_("Group"), &form_kind, .entity = ENTITY_GROUP},
	{"meeting_form", N_("Meeting"), &form_kind, .entity = ENTITY_MEETING,
		.columns = "groups kinds date planned_time place topic chair recorder branch note"},
	{"court", N_("Court"), &form_kind, .entity = ENTITY_COURT, .only = COURT_ID, .alone = true},
	{"branch", N_("Branch"), &form_kind, .entity = ENTITY_BRANCH},
	{"team", N_("Team"), &form_kind, .entity = ENTITY_TEAM},
	{"membership", N_("Membership"), &form_kind, .entity = ENTITY_MEMBERSHIP},
	{"term", N_("Term of office"), &form_kind, .entity = ENTITY_TERM},
	{"spell", N_("Status"), &form_kind, .entity = ENTITY_SPELL},
	{"system", N_("System"), &form_kind, .entity = ENTITY_SYSTEM},
	{"holiday", N_("Holiday"), &form_kind, .entity = ENTITY_HOLIDAY},
	{"phrase", N_("Phrase"), &form_kind, .entity = ENTITY_PHRASE},

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
	{"holidays", N_("Holidays and working weekends"), &list_kind, .source = "holiday", .sort = "-from",
		.enter = "holiday", .add = "holiday", .entity = ENTITY_HOLIDAY,
		.reads = READS(ENTITY_HOLIDAY)},
	{"objection", N_("Objection"), &form_kind, .entity = ENTITY_OBJECTION},
	{"objections", N_("Objections"), &list_kind, .source = "objection",
		.columns = "state group branch person item reason text raised due answer",
		.sort = "state due", .enter = "objection", .entity = ENTITY_OBJECTION,
		.reads = READS(ENTITY_OBJECTION)},
	{"agreements", N_("Who has agreed to his sheet"), &list_kind, .source = "agreement", .sort = "state",
		.reads = READS(ENTITY_EVALUATION) | READS(ENTITY_CONSENT) | READS(ENTITY_OBJECTION),
		.alone = true},
	{"coverage", N_("Teams and members without a group"), &list_kind, .source = "coverage",
		.alone = true},
	{"hours", N_("Hours of study, by group"), &list_kind, .source = "hours", .enter = "card",
		.entity = ENTITY_GROUP, .reads = READS(ENTITY_TRAINING) | READS(ENTITY_MEMBERSHIP),
		.alone = true},
	{"systems_year", N_("What the systems ask, this year"), &list_kind, .source = "system_year",
		.enter = "card", .entity = ENTITY_GROUP,
		.columns = "group name held due present expected rate latest",
		.reads = READS(ENTITY_MEETING) | READS(ENTITY_CONTACT) | READS(ENTITY_REPORT) |
			READS(ENTITY_TALK),
		.alone = true},
	{"sheet", N_("Score sheet"), &score_sheet_kind},
	{"points", N_("Records behind the points"), &score_points_kind},
	/* Without a record the editor opens the rules in force. */
	{"rules", N_("Scoring rules"), &rules_kind, .entity = ENTITY_RULES, .alone = true},
	{"rules_list", N_("Versions of the rules"), &list_kind, .source = "rules",
		.columns = "version name subject periods from basis reason", .sort = "-from",
		.enter = "rules", .add = "rules", .entity = ENTITY_RULES, .reads = READS(ENTITY_RULES)},
	{"rules_trial", N_("Trial of the rules"), &trial_kind},
	{"rules_sheets", N_("Both sheets"), &trial_sheets_kind},
	{"history", N_("History"), &list_kind, .source = "history",
		.columns = "moment who deed field old new"},
	{"audit", N_("Log of changes"), &list_kind, .source = "audit",
		.columns = "moment who action field new reason", .sort = "-sequence", .alone = true},
	{0},
};

/* --- what the foot of a list tells --- */

static const struct summed sums[] = {
	{"training", "hours days"},
	{"entry", "amount", .alike = "kind"},
	{"indicator", "value=part/whole part whole", .alike = "name"},
	{"hours", "people sum each=sum/people"},
	{"system_year", "held due present expected rate%present/expected", .alike = "system"},
};

const struct summed *summed_of(const char *source)
{
	for (size_t i = 0; i < sizeof(sums) / sizeof(*sums); i++)
		if (source && !strcmp(sums[i].source, source))
			return &sums[i];
	return NULL;
}

/* --- what no row says: every record has a list and a form --- */

enum { DERIVED_MAX = 64, NAME_ROOM = 48 };

static struct derived {
	struct screen_row form, list;
	char list_name[NAME_ROOM], title[NAME_ROOM];
} derived[DERIVED_MAX];
static size_t derived_count;

static bool has_row(unsigned entity, bool list)
{
	for (const struct screen_row *row = screen_rows; row->name; row++)
		if (row->entity == entity && (row->source || row->panel) == list)
			return true;
	return false;
}

/* As people look for them: in the order that was given, else the newest first, else by name. */
static const char *sort_of(const struct entity *entity)
{
	static const char *const sorts[] = {"order", "-date", "-from", "due", "name"};

	for (size_t i = 0; i < sizeof(sorts) / sizeof(*sorts); i++) {
		const char *name = sorts[i] + (*sorts[i] == '-');

		if (entity_named(entity, text_of(name)))
			return sorts[i];
	}
	return NULL;
}

static void derive(const struct entity *entity)
{
	struct derived *made = &derived[derived_count++];
	struct buf label = BUF_INIT;

	entity_label(entity, words_language(), &label);
	snprintf(made->title, sizeof(made->title), "%s", buf_cstr(&label));
	if (*made->title >= 'a' && *made->title <= 'z')
		*made->title = (char)(*made->title - 'a' + 'A');
	snprintf(made->list_name, sizeof(made->list_name), "%s_list", entity->name);
	made->form = (struct screen_row){entity->name, made->title, &form_kind, .entity = entity->id};
	made->list = (struct screen_row){made->list_name, made->title, &list_kind, .source = entity->name,
		.sort = sort_of(entity), .enter = entity->name, .add = entity->name, .entity = entity->id,
		.reads = READS(entity->id)};
	buf_release(&label);
}

static void derive_all(void)
{
	if (derived_count)
		return;
	for (const struct entity *const *entity = court_schema.entities; *entity; entity++)
		if (!has_row((*entity)->id, false) && !has_row((*entity)->id, true) &&
			derived_count < DERIVED_MAX)
			derive(*entity);
}

const struct screen_row *screen_row_at(size_t nth)
{
	size_t written = sizeof(screen_rows) / sizeof(*screen_rows) - 1;

	if (nth < written)
		return &screen_rows[nth];
	derive_all();
	nth -= written;
	if (nth / 2 >= derived_count)
		return NULL;
	return nth % 2 ? &derived[nth / 2].list : &derived[nth / 2].form;
}

const struct screen_row *screen_row_named(const char *name)
{
	const struct screen_row *row;

	for (size_t i = 0; (row = screen_row_at(i)); i++)
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
	const struct screen_row *row;

	for (size_t i = 0; (row = screen_row_at(i)); i++)
		if (row->entity == entity && !row->panel && !row->source)
			return row;
	return NULL;
}
