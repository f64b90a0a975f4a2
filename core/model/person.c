/* A person of the court: member of the Party or not. Party standing counts from full membership, not from
 * joining. */
#include "core/model/entities.h"
#include "core/schema/world.h"
#include "core/base/date.h"

const struct choice sexes[] = {{1, "male", "男"}, {2, "female", "女"}, {0}};
const struct choice educations[] = {
	{1, "secondary", "高中及以下"},
	{2, "college", "大专"},
	{3, "bachelor", "本科"},
	{4, "master", "硕士研究生"},
	{5, "doctor", "博士研究生"},
	{0},
};
const struct choice posts[] = {
	{1, "judge", "员额法官"},
	{2, "assistant", "法官助理", "judge_assistant"},
	{3, "clerk", "书记员"},
	{4, "enforcement", "执行员", "enforcement_officer"},
	{5, "bailiff", "司法警察"},
	{6, "administrator", "司法行政人员"},
	{7, "hired_clerk", "聘用制书记员", "contract_clerk"},
	{8, "technician", "司法技术人员"},
	{0},
};

static const struct index indexes[] = {{PERSON_BY_TEAM, "team", {PERSON_TEAM}}, {0}};

static const struct field fields[] = {
	{PERSON_CODE, "code", "工号", TEXT_FIELD(1, 20), REQUIRED | UNIQUE | SEARCH, 6,
		"The number people are known by; an import finds them by it."},
	{PERSON_NAME, "name", "姓名", TEXT_FIELD(1, 20), REQUIRED | TITLE | SEARCH | PINYIN, 8},
	{PERSON_SEX, "sex", "性别", CHOICE_FIELD(sexes), 0, 4},
	{PERSON_BORN, "born", "出生日期", DATE_FIELD, 0, 10},
	{PERSON_JOINED, "joined", "入党日期", DATE_FIELD, 0, 10,
		"The day of admission as a probationary member; empty: not a member."},
	{PERSON_FULL_SINCE, "full_since", "转正日期", DATE_FIELD, 0, 10,
		"The day of full membership. Party standing counts from here, not from admission."},
	{PERSON_COURT_SINCE, "court_since", "进入法院系统日期", DATE_FIELD, HIDDEN, 10,
		"The day of entry into the court system, not into this court."},
	{PERSON_EDUCATION, "education", "学历", CHOICE_FIELD(educations), HIDDEN, 10},
	{PERSON_POST, "post", "职务", CHOICE_FIELD(posts), 0, 12},
	{PERSON_TEAM, "team", "团队", REF_FIELD(ENTITY_TEAM), 0, 14},
	{PERSON_LOGIN, "login", "系统账号", TEXT_FIELD(1, 32), UNIQUE | HIDDEN, 8,
		"The Unix login that is this person; rights follow it."},
	{PERSON_PINYIN, "pinyin", "拼音", TEXT_FIELD(1, 60), HIDDEN, 12,
		"How the name is read when it is not read the usual way, as \"shan wei\": used to find and "
		"sort."},
	{PERSON_NOTE, "note", "备注", TEXT_FIELD(0, 200), HIDDEN, 20},
	{PERSON_LEFT, "left", "离院日期", DATE_FIELD, HIDDEN, 10, "The last day at this court."},
	{PERSON_FORMER_NAME, "former_name", "曾用名", TEXT_FIELD(0, 20), SEARCH | HIDDEN, 8},
	{0},
};

/* Later day, earlier day: what must not come before what. */
static const struct {
	uint16_t later, earlier;
	const char *fault;
} orders[] = {
	{PERSON_JOINED, PERSON_BORN, "Joined the Party before being born ({1})"},
	{PERSON_FULL_SINCE, PERSON_JOINED, "A full member before joining ({1})"},
	{PERSON_COURT_SINCE, PERSON_BORN, "Entered the court system before being born ({1})"},
	{PERSON_LEFT, PERSON_COURT_SINCE, "Left before entering the court system ({1})"},
};
static const uint16_t past[] = {PERSON_BORN, PERSON_JOINED, PERSON_FULL_SINCE, PERSON_COURT_SINCE};

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	struct value later, earlier;

	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++)
		if (view_get(view, orders[i].later, &later) && view_get(view, orders[i].earlier, &earlier) &&
			later.number < earlier.number)
			problem_add(
				problems, false, orders[i].later, 0, orders[i].fault, "d", earlier.number);
	for (size_t i = 0; world && i < sizeof(past) / sizeof(*past); i++)
		if (view_get(view, past[i], &later) && later.number > world->today)
			problem_add(problems, false, past[i], 0, "This day is still to come", "");
	if (view_has(view, PERSON_FULL_SINCE) && !view_has(view, PERSON_JOINED))
		problem_add(problems, false, PERSON_JOINED, 0, "A full member needs the day of joining", "");
}

const struct entity person_entity = {
	ENTITY_PERSON, "person", "人员", fields, .indexes = indexes, .check = check, .sounds = PERSON_PINYIN};
