/* A spell of another status: on loan, on long sick leave … Which kinds take a person out of those due is the
 * court's setting. */
#include "core/model/entities.h"
#include "core/model/dated.h"

const struct choice spell_kinds[] = {
	{SPELL_ON_LOAN, "on_loan", "借调外出"},
	{SPELL_SICK, "long_sick_leave", "长期病休"},
	{SPELL_MATERNITY, "maternity_leave", "产假"},
	{SPELL_SECONDED, "seconded", "挂职"},
	{SPELL_TRAVEL, "travelling", "出差"},
	{SPELL_STUDY, "away_studying", "外出学习"},
	{0},
};

static const struct index indexes[] = {{SPELL_BY_PERSON, "person", {SPELL_PERSON, SPELL_FROM}}, {0}};

static const struct field fields[] = {
	{SPELL_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), REQUIRED | SEARCH, 8},
	{SPELL_KIND, "kind", "状态", CHOICE_FIELD(spell_kinds), REQUIRED, 8},
	{SPELL_FROM, "from", "起", DATE_FIELD, REQUIRED, 10},
	{SPELL_TO, "to", "止", DATE_FIELD, 0, 10, "The last day; empty: not back yet."},
	{SPELL_NOTE, "note", "备注", TEXT_FIELD(0, 100), 0, 20},
	{0},
};

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	(void)world;
	dated_check(view, SPELL_FROM, SPELL_TO, problems);
}

const struct entity spell_entity = {
	ENTITY_SPELL, "spell", "人员状态", fields, .indexes = indexes, .check = check};
