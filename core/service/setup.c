#include "core/service/setup.h"

#include <unistd.h>
#include "core/base/date.h"
#include "core/model/entities.h"

/* The five systems, and what else the rules ask a group for. Those with a kind of meeting and a month are
 * asked for on 今日 and in the strips. */
static const struct {
	const char *code, *name;
	enum meeting_kind kind; /* 0: not by a meeting */
	enum system_every every;
	int times;
	const char *rule;
} systems[] = {
	{"group_meeting", "党小组会", MEETING_GROUP, EVERY_MONTH, 1, "组织生活制度 第六条"},
	{"study", "集中学习", MEETING_STUDY, EVERY_MONTH, 1, "学习制度 第三条"},
	{"outreach", "联系群众", 0, EVERY_QUARTER, 1, "联系群众制度 第四条"},
	{"report", "向支部汇报", 0, EVERY_MONTH, 1, "汇报制度 第三条"},
	{"talk", "谈心谈话", 0, EVERY_HALF, 1, "思想工作制度 第五条"},
	{"theme_day", "主题党日", MEETING_THEME_DAY, EVERY_QUARTER, 1, "组织生活制度 第八条"},
	{"organisational_life", "组织生活会", MEETING_LIFE, EVERY_YEAR, 1, "组织生活制度 第十条"},
	{"democratic_review", "民主评议", MEETING_REVIEW, EVERY_YEAR, 1, "组织生活制度 第十一条"},
};

static const struct {
	enum phrase_use use;
	const char *text;
} phrases[] = {
	/* In the order of the digits that pick them. */
	{PHRASE_REASON, "开庭"},
	{PHRASE_REASON, "出差"},
	{PHRASE_REASON, "培训"},
	{PHRASE_REASON, "病假"},
	{PHRASE_REASON, "事假"},
	{PHRASE_REASON, "休假"},
	{PHRASE_REASON, "产假"},
	{PHRASE_REASON, "值班"},
	{PHRASE_MINUTES, "{date}在{place}召开党小组会。"},
	{PHRASE_MINUTES, "领学，结合本组工作谈体会。"},
	{PHRASE_MINUTES, "通报上次议定事项的办理情况。"},
	{PHRASE_MINUTES, "同意以上意见。"},
	{PHRASE_MINUTES, "大家讨论后一致同意。"},
	{PHRASE_MINUTES, "会议结束，请记录人整理后交组长签认。"},
	{PHRASE_AGENDA, "上次议定事项办理情况"},
	{PHRASE_AGENDA, "学习党内法规和上级文件"},
	{PHRASE_AGENDA, "谈心谈话安排"},
	{PHRASE_AGENDA, "批评与自我批评"},
	{PHRASE_PLACE, "三楼会议室"},
	{PHRASE_PLACE, "五楼活动室"},
	{PHRASE_PLACE, "党员活动室"},
};

static bool write_court(struct writer *writer, const struct court_setup *setup, struct error *err)
{
	struct record_slot values[] = {
		{COURT_NAME, value_text(setup->name)},
		{COURT_START, value_number(setup->start ? setup->start : writer->world.today)},
		{COURT_CLOCK, value_number(setup->clock)},
	};
	uint64_t id = 0;

	return writer_set(writer, ENTITY_COURT, &id, values, setup->clock ? 3 : 2, err);
}

static bool write_system(struct writer *writer, size_t nth, struct error *err)
{
	struct record_slot values[] = {
		{SYSTEM_CODE, value_text(text_of(systems[nth].code))},
		{SYSTEM_NAME, value_text(text_of(systems[nth].name))},
		{SYSTEM_EVERY, value_number(systems[nth].every)},
		{SYSTEM_TIMES, value_number(systems[nth].times)},
		{SYSTEM_RULE, value_text(text_of(systems[nth].rule))},
		{SYSTEM_ORDER, value_number((int64_t)nth + 1)},
		{SYSTEM_KIND, value_number(systems[nth].kind)},
	};
	uint64_t id = 0;

	return writer_set(writer, ENTITY_SYSTEM, &id, values, systems[nth].kind ? 7 : 6, err);
}

static bool write_phrase(struct writer *writer, size_t nth, struct error *err)
{
	struct record_slot values[] = {
		{PHRASE_TEXT, value_text(text_of(phrases[nth].text))},
		{PHRASE_USE, value_number(phrases[nth].use)},
		{PHRASE_ORDER, value_number((int64_t)nth + 1)},
	};
	uint64_t id = 0;

	return writer_set(writer, ENTITY_PHRASE, &id, values, 3, err);
}

static bool set_up(struct writer *writer, void *arg, struct error *err)
{
	bool good = write_court(writer, arg, err);

	for (size_t i = 0; good && i < sizeof(systems) / sizeof(*systems); i++)
		good = write_system(writer, i, err);
	for (size_t i = 0; good && i < sizeof(phrases) / sizeof(*phrases); i++)
		good = write_phrase(writer, i, err);
	return good;
}

bool court_setup(struct store *store, const struct court_setup *setup, struct error *err)
{
	struct change_head head = {.uid = getuid(), .action = "init"};
	struct court_setup mine = *setup;

	return store_change(store, &head, set_up, &mine, NULL, err);
}
