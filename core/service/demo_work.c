/* What the groups of the demo did besides meeting: reports, contacts, talks, hours of training, duties, and
 * what they were praised for. Written at the end of each month. */
#include <stdio.h>
#include "core/base/date.h"
#include "core/model/roster.h"
#include "core/service/demo_internal.h"
#include "core/store/store.h"

enum { YEAR = 2026, DUTIES = 5 };

struct month {
	struct demo_court *court;
	int month;
	struct writer *writer;
	uint64_t luck, group;
	struct error *err;
	bool good;
};

static int64_t last_day(int month)
{
	int64_t day = demo_workday(date_of(YEAR, month, date_month_days(YEAR, month)), -1);
	int64_t today = moment_date(demo_now(), COURT_OFFSET);

	return day < today ? day : demo_workday(today - 1, -1);
}

/* One in a hundred times `percent`. */
static bool chance(struct month *month, unsigned percent)
{
	return demo_random(&month->luck, 100) < percent;
}

static void add(struct month *month, unsigned entity, const struct record_slot *values, size_t count)
{
	uint64_t id = 0;

	month->good = month->good && writer_set(month->writer, entity, &id, values, count, month->err);
}
#define ADD(month, entity, values) add(month, entity, values, sizeof(values) / sizeof(*(values)))

/* What is still to be done on the day of the demo, as the pictures of the manual have it: who goes out to the
 * people late, and who has not reported in a month that is not over. */
static const struct {
	size_t group;
	int contacts, reports; /* none from that month on */
} behind[] = {{0, 7, 9}, {3, 7, 9}};

static bool is_behind(const struct month *month, bool contacts)
{
	for (size_t i = 0; i < sizeof(behind) / sizeof(*behind); i++)
		if (month->group == month->court->groups[behind[i].group])
			return month->month >= (contacts ? behind[i].contacts : behind[i].reports);
	return false;
}

static void report(struct month *month, enum report_kind kind, const char *title)
{
	int64_t day = last_day(month->month);
	struct record_slot values[] = {{REPORT_GROUP, value_number((int64_t)month->group)},
		{REPORT_KIND, value_number(kind)}, {REPORT_DATE, value_number(day)},
		{REPORT_DUE, value_number(day)}, {REPORT_TITLE, value_text(text_of(title))}};

	ADD(month, ENTITY_REPORT, values);
}

static void contact(struct month *month)
{
	static const char *const whom[] = {"当事人回访", "社区网格员", "人大代表", "律师代表", "辖区企业"};
	int64_t day = demo_workday(date_of(YEAR, month->month, 6 + (int)demo_random(&month->luck, 15)), 1);
	bool answered = chance(month, 85);
	struct record_slot values[] = {{CONTACT_GROUP, value_number((int64_t)month->group)},
		{CONTACT_DATE, value_number(day)},
		{CONTACT_WHOM, value_text(text_of(whom[demo_random(&month->luck, 5)]))},
		{CONTACT_DUE, value_number(day + 15)},
		{CONTACT_ANSWERED, answered ? value_number(day + 9) : EMPTY_VALUE}};

	if (!is_behind(month, true))
		ADD(month, ENTITY_CONTACT, values);
}

static bool train(const struct roster_person *person, void *arg)
{
	struct month *month = arg;
	struct record_slot values[] = {{TRAINING_TITLE, value_text(TEXT("每月集中培训"))},
		{TRAINING_DATE, value_number(last_day(month->month))},
		{TRAINING_PERSON, value_number((int64_t)person->person)},
		{TRAINING_HOURS, value_number(20 + 5 * (int64_t)demo_random(&month->luck, 4))}};
	struct record_slot talk[] = {{TALK_KIND, value_number(TALK_HEART)},
		{TALK_DATE, value_number(last_day(month->month))},
		{TALK_GROUP, value_number((int64_t)month->group)},
		{TALK_WITH, value_number((int64_t)person->person)},
		{TALK_ABOUT, value_text(TEXT("思想和工作近况"))}};

	if (chance(month, 90))
		ADD(month, ENTITY_TRAINING, values);
	if (chance(month, 12))
		ADD(month, ENTITY_TALK, talk);
	return month->good;
}

static void duties(struct month *month)
{
	static const char *const titles[DUTIES] = {
		"梳理长期未结案件", "带教新进书记员", "更新诉讼指引", "整理组内台账", "走访联系点"};
	int64_t day = last_day(month->month);

	for (size_t i = 0; i < DUTIES; i++) {
		bool done = chance(month, 88);
		struct record_slot values[] = {{DUTY_GROUP, value_number((int64_t)month->group)},
			{DUTY_TITLE, value_text(text_of(titles[i]))}, {DUTY_DUE, value_number(day)},
			{DUTY_FINISHED, done ? value_number(day - 3) : EMPTY_VALUE},
			{DUTY_STATE, value_number(done ? DUTY_DONE : DUTY_OPEN)}};

		ADD(month, ENTITY_DUTY, values);
	}
}

/* --- what counts extra --- */

static const struct praise {
	const char *kind, *level, *label, *title;
	unsigned percent;
} praises[] = {
	{"宣传报道", "院级", NULL, "简报刊登本组做法", 12},
	{"宣传报道", "市级", NULL, "市级媒体报道本组做法", 5},
	{"我的小组我来讲", NULL, NULL, "在全院交流会上发言", 8},
	{"审执质效", NULL, "院内第一", "当月审执质效院内第一", 5},
	{"建议被采纳", NULL, NULL, "建议被院里采纳", 7},
	{"荣誉", "市级", NULL, "全市法院先进集体", 2},
};

static struct value named(struct month *month, unsigned entity, const char *name)
{
	uint64_t id = 0;

	if (name && !world_find(&month->writer->world, entity, 0, text_of(name), &id))
		month->good = fail(month->err, ERROR_MISSING, "There is no {1} \"{2}\", or more than one",
			"ts", schema_entity(month->writer->world.schema, entity)->name,
			schema_entity(month->writer->world.schema, entity)->label, name);
	return id ? value_number((int64_t)id) : EMPTY_VALUE;
}

static void praise(struct month *month, const struct praise *praise)
{
	struct buf labels = BUF_INIT, papers = BUF_INIT;
	uint64_t evidence = 0;
	struct value label = named(month, ENTITY_LABEL, praise->label);
	struct record_slot paper[] = {{EVIDENCE_TITLE, value_text(text_of(praise->title))},
		{EVIDENCE_DATE, value_number(last_day(month->month))}};

	month->good =
		month->good && writer_set(month->writer, ENTITY_EVIDENCE, &evidence, paper, 2, month->err);
	if (label.kind == VALUE_NUMBER)
		buf_varint(&labels, (uint64_t)label.number);
	buf_varint(&papers, evidence);
	struct record_slot values[] = {{ENTRY_KIND, named(month, ENTITY_ENTRY_KIND, praise->kind)},
		{ENTRY_TITLE, value_text(text_of(praise->title))},
		{ENTRY_DATE, value_number(last_day(month->month))},
		{ENTRY_GROUP, value_number((int64_t)month->group)},
		{ENTRY_LEVEL, named(month, ENTITY_LEVEL, praise->level)},
		{ENTRY_LABELS, value_filled((struct value){VALUE_IDS, 0, buf_as_text(&labels)})},
		{ENTRY_EVIDENCE, {VALUE_IDS, 0, buf_as_text(&papers)}},
		{ENTRY_STATE, value_number(ENTRY_CONFIRMED)}};

	ADD(month, ENTITY_ENTRY, values);
	buf_release(&labels);
	buf_release(&papers);
}

/* --- a quarter's evaluation --- */

static void give_marks(struct month *month)
{
	char name[16];
	uint64_t evaluation = 0;
	int64_t from = date_of(YEAR, month->month - 2, 1);
	struct record_slot report_paper[] = {{EVIDENCE_TITLE, value_text(TEXT("思想动态分析报告"))}};

	snprintf(name, sizeof(name), "%dQ%d", YEAR, month->month / 3);
	struct record_slot values[] = {{EVALUATION_NAME, value_text(text_of(name))},
		{EVALUATION_FROM, value_number(from)},
		{EVALUATION_TO, value_number(date_add_months(from, 3) - 1)}};

	month->good = month->good &&
		writer_set(month->writer, ENTITY_EVALUATION, &evaluation, values, 3, month->err);
	for (size_t i = 0; i < DEMO_GROUPS; i++) {
		struct buf papers = BUF_INIT;
		uint64_t paper = 0;

		month->good = month->good &&
			writer_set(month->writer, ENTITY_EVIDENCE, &paper, report_paper, 1, month->err);
		buf_varint(&papers, paper);
		struct record_slot mark[] = {{MARKING_EVALUATION, value_number((int64_t)evaluation)},
			{MARKING_ITEM, value_text(TEXT("思想动态分析"))},
			{MARKING_GROUP, value_number((int64_t)month->court->groups[i])},
			{MARKING_ROLE, value_text(TEXT("支部书记"))},
			{MARKING_POINTS, value_number(350 + 50 * (int64_t)demo_random(&month->luck, 4))},
			{MARKING_REASON, value_text(TEXT("按报告质量评"))},
			{MARKING_EVIDENCE, {VALUE_IDS, 0, buf_as_text(&papers)}},
			{MARKING_STATE, value_number(MARKING_GIVEN)}};

		ADD(month, ENTITY_MARK, mark);
		buf_release(&papers);
	}
}

/* --- the month --- */

static void group_month(struct month *month)
{
	bool quarter_ends = month->month % 3 == 0;

	if (chance(month, 93) && !is_behind(month, false))
		report(month, REPORT_MONTH, "月度工作汇报");
	if (month->month % 3 == 2 || chance(month, 25))
		contact(month);
	month->good = month->good &&
		roster_each(&month->writer->world, month->group, last_day(month->month), train, month,
			month->err);
	if (quarter_ends && chance(month, 95))
		report(month, REPORT_QUARTER, "季度小结");
	if (quarter_ends)
		duties(month);
	for (size_t i = 0; i < sizeof(praises) / sizeof(*praises); i++)
		if (chance(month, praises[i].percent))
			praise(month, &praises[i]);
}

static bool write_month(struct writer *writer, void *arg, struct error *err)
{
	struct month *month = arg;

	month->writer = writer;
	month->err = err;
	month->good = true;
	month->luck = (uint64_t)month->month * 77;
	for (size_t i = 0; month->good && i < DEMO_GROUPS; i++) {
		month->group = month->court->groups[i];
		if (month->group)
			group_month(month);
	}
	/* The third quarter is still under way. */
	if (month->month == 3 || month->month == 6)
		give_marks(month);
	return month->good;
}

void demo_work_events(
	struct demo_court *court, void (*visit)(const struct demo_event *event, void *arg), void *arg)
{
	static struct month months[DEMO_MONTHS];

	for (int i = 0; i < DEMO_MONTHS; i++) {
		months[i] = (struct month){.court = court, .month = i + 1};
		visit(&(struct demo_event){demo_at(last_day(i + 1), 17, 30), "apply", write_month,
			      &months[i]},
			arg);
	}
}
