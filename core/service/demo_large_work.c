/* Large courts of quarters: meetings by the score, and a little of everything else that rules count. */
#include "core/base/date.h"
#include "core/service/demo_large.h"

/* Where the shipped words stand in config/kinds.yaml. */
enum { LEVELS = 5, LABELS = 3, KIND_HONOUR = 1, KIND_NEWS, KIND_TALK, KIND_WORK, KIND_IDEA, KIND_UNTOLD };
enum { KIND_COMPLAINT = 7, KIND_INVENTED };

static int64_t quarter_start(const struct large *large, int64_t quarter)
{
	return date_add_months(large->first, (int)quarter * 3);
}

/* --- meetings --- */

/* Three of seven are what rules ask for each month. */
static int64_t kinds_of(int64_t sitting)
{
	return sitting % 7 == 1    ? 1 << MEETING_GROUP
		: sitting % 7 == 4 ? 1 << MEETING_STUDY
		: sitting % 7 == 6 ? 1 << MEETING_LECTURE
				   : 1 << MEETING_THEME_DAY;
}

static void roll_of(const struct large *large, int64_t group, uint64_t *random, struct buf *rows)
{
	for (int64_t i = 0; i < large->members; i++) {
		static const uint8_t rare[] = {
			MARK_LEAVE, MARK_LEAVE, MARK_ABSENT, MARK_LATE, MARK_EARLY, MARK_ONLINE};
		unsigned luck = demo_random(random, 40);
		struct record row;

		record_init(&row, &attendance_rows);
		record_number(&row, ATTENDANCE_PERSON, group * large->members + i + 1);
		record_number(&row, ATTENDANCE_MARK, luck < sizeof(rare) ? rare[luck] : MARK_PRESENT);
		if (luck < 2)
			record_text(&row, ATTENDANCE_REASON, TEXT("开庭"));
		record_number(&row, ATTENDANCE_GROUP, group + 1);
		demo_add_row(rows, (uint64_t)(group * large->members + i + 1), &row);
	}
}

bool large_sitting(struct writer *writer, const struct large *large, int64_t nth, struct error *err)
{
	int64_t group = nth % large->groups, sitting = nth / large->groups,
		of_quarter = sitting % LARGE_SITTINGS,
		day = quarter_start(large, sitting / LARGE_SITTINGS) + of_quarter * 4 + group % 4,
		leader = group * large->members + 1;
	uint64_t random = (uint64_t)nth * 977 + 5;
	int64_t sent = demo_at(day + (demo_random(&random, 20) ? 1 : 5), 9, (int)(group % 60));
	struct buf groups = BUF_INIT, roll = BUF_INIT;
	bool good;

	buf_varint(&groups, (uint64_t)group + 1);
	roll_of(large, group, &random, &roll);
	struct record_slot values[] = {
		{MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}},
		{MEETING_KINDS, value_number(kinds_of(of_quarter))},
		{MEETING_TOPIC, value_text(TEXT("本月工作和学习"))},
		{MEETING_PLACE, demo_random(&random, 50) ? value_text(TEXT("三楼会议室")) : EMPTY_VALUE},
		{MEETING_CHAIR, value_number(leader)},
		{MEETING_RECORDER, demo_random(&random, 60) ? value_number(leader + 1) : EMPTY_VALUE},
		{MEETING_DATE, value_number(day)},
		{MEETING_START, value_number(15 * 60)},
		{MEETING_END, value_number(15 * 60 + 45)},
		{MEETING_STATE, value_number(demo_random(&random, 60) ? STATE_ARCHIVED : STATE_RETURNED)},
		{MEETING_ATTENDANCE, {VALUE_ROWS, 0, buf_as_text(&roll)}},
		{MEETING_FIRST_SUBMITTED, value_number(sent)},
		{MEETING_SUBMITTED, value_number(sent)},
		{MEETING_SIGNED_BY, value_number(leader)},
		{MEETING_REVIEWED, value_number(demo_at(day + 6, 16, 0))},
	};
	good = demo_set(writer, ENTITY_MEETING, values, sizeof(values) / sizeof(*values), err);
	buf_release(&groups);
	buf_release(&roll);
	return good;
}

/* --- the rest --- */

struct quarter {
	struct writer *writer;
	const struct large *large;
	int64_t group, first; /* day */
	uint64_t random;
	struct error *err;
};

static int64_t any_day(struct quarter *quarter)
{
	return quarter->first + demo_random(&quarter->random, 90);
}

static int64_t any_member(struct quarter *quarter)
{
	return quarter->group * quarter->large->members + 1 +
		demo_random(&quarter->random, (unsigned)quarter->large->members);
}

static bool chance(struct quarter *quarter, unsigned of_hundred)
{
	return demo_random(&quarter->random, 100) < of_hundred;
}

#define PUT(quarter, entity, values) \
	demo_set((quarter)->writer, entity, values, sizeof(values) / sizeof(*(values)), (quarter)->err)

static bool reports(struct quarter *quarter)
{
	bool good = true;

	for (int month = 0; good && month < 4; month++) {
		struct record_slot values[] = {{REPORT_GROUP, value_number(quarter->group + 1)},
			{REPORT_KIND, value_number(month < 3 ? REPORT_MONTH : REPORT_QUARTER)},
			{REPORT_DATE,
				value_number(date_add_months(quarter->first, month < 3 ? month : 2) + 26)},
			{REPORT_TITLE, value_text(TEXT("本月情况"))}};

		good = chance(quarter, 8) || PUT(quarter, ENTITY_REPORT, values);
	}
	return good;
}

static bool contacts(struct quarter *quarter)
{
	bool good = true;

	for (int i = 0; good && i < 2; i++) {
		int64_t day = any_day(quarter);
		struct record_slot values[] = {{CONTACT_GROUP, value_number(quarter->group + 1)},
			{CONTACT_DATE, value_number(day)}, {CONTACT_WHOM, value_text(TEXT("社区"))},
			{CONTACT_DUE, value_number(day + 7)},
			{CONTACT_ANSWERED,
				chance(quarter, 15)           ? value_number(day + 50)
					: chance(quarter, 90) ? value_number(day + 5)
							      : EMPTY_VALUE}};

		good = chance(quarter, 20) || PUT(quarter, ENTITY_CONTACT, values);
	}
	return good;
}

static bool talks(struct quarter *quarter)
{
	bool good = true;

	for (int i = 0; good && i < 3; i++) {
		struct record_slot values[] = {
			{TALK_KIND, value_number(chance(quarter, 2) ? TALK_CORRECTIVE : TALK_HEART)},
			{TALK_DATE, value_number(any_day(quarter))},
			{TALK_GROUP, value_number(quarter->group + 1)},
			{TALK_WITH, value_number(any_member(quarter))}};

		good = PUT(quarter, ENTITY_TALK, values);
	}
	return good;
}

static bool duties(struct quarter *quarter)
{
	bool good = true;

	for (int i = 0; good && i < 6; i++) {
		struct record_slot values[] = {{DUTY_GROUP, value_number(quarter->group + 1)},
			{DUTY_TITLE, value_text(TEXT("责任事项"))},
			{DUTY_DUE, value_number(any_day(quarter))},
			{DUTY_STATE, value_number(chance(quarter, 80) ? DUTY_DONE : DUTY_OPEN)}};

		good = PUT(quarter, ENTITY_DUTY, values);
	}
	return good;
}

static bool training(struct quarter *quarter)
{
	bool good = true;

	for (int64_t i = 0; good && i < quarter->large->members; i++) {
		struct record_slot values[] = {{TRAINING_TITLE, value_text(TEXT("集中学习"))},
			{TRAINING_DATE, value_number(any_day(quarter))},
			{TRAINING_PERSON, value_number(any_member(quarter))},
			{TRAINING_HOURS, value_number(5 * (1 + demo_random(&quarter->random, 20)))}};

		good = PUT(quarter, ENTITY_TRAINING, values);
	}
	return good;
}

static bool tasks(struct quarter *quarter)
{
	struct buf owner = BUF_INIT;
	bool good;

	buf_varint(&owner, (uint64_t)any_member(quarter));
	struct record_slot values[] = {{TASK_KIND, value_number(TASK_MAKEUP)},
		{TASK_TITLE, value_text(TEXT("补学"))}, {TASK_OWNERS, {VALUE_IDS, 0, buf_as_text(&owner)}},
		{TASK_DUE, value_number(any_day(quarter))}, {TASK_GROUP, value_number(quarter->group + 1)},
		{TASK_STATE, value_number(chance(quarter, 30) ? TASK_OPEN : TASK_CLOSED)}};
	good = chance(quarter, 50) || PUT(quarter, ENTITY_TASK, values);
	buf_release(&owner);
	return good;
}

static bool rectified(struct quarter *quarter)
{
	int64_t day = any_day(quarter);
	struct record_slot values[] = {{RECTIFICATION_GROUP, value_number(quarter->group + 1)},
		{RECTIFICATION_PROBLEM, value_text(TEXT("台账不全"))},
		{RECTIFICATION_FOUND, value_number(day)}, {RECTIFICATION_DUE, value_number(day + 15)},
		{RECTIFICATION_DONE, chance(quarter, 80) ? value_number(day + 10) : value_number(day + 20)},
		{RECTIFICATION_SELF, value_number(chance(quarter, 40))}};

	return !chance(quarter, 15) || PUT(quarter, ENTITY_RECTIFICATION, values);
}

static bool one_entry(struct quarter *quarter, unsigned kind)
{
	struct buf label = BUF_INIT, matter = BUF_INIT;
	unsigned level = 1 + demo_random(&quarter->random, LEVELS), about = demo_random(&quarter->random, 2);
	bool rated = kind == KIND_HONOUR || kind == KIND_NEWS, good;

	buf_varint(&label, 1 + demo_random(&quarter->random, LABELS));
	/* Nobody reports of a district. */
	if (kind == KIND_NEWS && level == 4)
		level = LEVELS;
	buf_printf(&matter, "M%lld-%u", (long long)quarter->group, about);
	struct record_slot values[] = {{ENTRY_KIND, value_number(kind)},
		{ENTRY_TITLE, value_text(TEXT("事项"))}, {ENTRY_DATE, value_number(any_day(quarter))},
		{ENTRY_GROUP, value_number(quarter->group + 1)},
		{ENTRY_LEVEL, rated ? value_number(level) : EMPTY_VALUE},
		{ENTRY_LABELS,
			kind == KIND_WORK ? (struct value){VALUE_IDS, 0, buf_as_text(&label)} : EMPTY_VALUE},
		{ENTRY_MATTER, value_text(buf_as_text(&matter))},
		{ENTRY_STATE, value_number(chance(quarter, 90) ? ENTRY_CONFIRMED : ENTRY_FILED)}};
	good = PUT(quarter, ENTITY_ENTRY, values);
	buf_release(&label);
	buf_release(&matter);
	return good;
}

static bool entries(struct quarter *quarter)
{
	static const uint8_t of_hundred[] = {[KIND_HONOUR] = 40,
		[KIND_NEWS] = 60,
		[KIND_TALK] = 20,
		[KIND_WORK] = 20,
		[KIND_IDEA] = 20,
		[KIND_UNTOLD] = 5,
		[KIND_COMPLAINT] = 3,
		[KIND_INVENTED] = 1};
	bool good = true;

	for (unsigned kind = 1; good && kind < sizeof(of_hundred); kind++)
		for (int i = 0; good && i < 2; i++)
			good = !chance(quarter, of_hundred[kind]) || one_entry(quarter, kind);
	return good;
}

/* Of the last quarter: the one that is scored. The evaluation has its first mark. */
static bool marks(struct quarter *quarter)
{
	struct record_slot evaluation[] = {{EVALUATION_NAME, value_text(TEXT("2026年第二季度"))},
		{EVALUATION_FROM, value_number(quarter->first)},
		{EVALUATION_TO, value_number(date_add_months(quarter->first, 3) - 1)},
		{EVALUATION_STATE, value_number(EVALUATION_REVIEW)}};
	struct record_slot mark[] = {{MARKING_EVALUATION, value_number(1)},
		{MARKING_ITEM, value_text(TEXT("思想动态分析"))},
		{MARKING_GROUP, value_number(quarter->group + 1)},
		{MARKING_ROLE, value_text(TEXT("支部书记"))},
		{MARKING_POINTS, value_number(50 * (4 + demo_random(&quarter->random, 7)))},
		{MARKING_EVIDENCE, {VALUE_IDS, 0, TEXT("\1")}}, {MARKING_STATE, value_number(MARKING_GIVEN)}};
	struct record_slot paper[] = {{EVIDENCE_TITLE, value_text(TEXT("分析报告"))}};

	if (!quarter->group &&
		(!PUT(quarter, ENTITY_EVALUATION, evaluation) || !PUT(quarter, ENTITY_EVIDENCE, paper)))
		return false;
	return PUT(quarter, ENTITY_MARK, mark);
}

bool large_work(struct writer *writer, const struct large *large, int64_t nth, struct error *err)
{
	static bool (*const parts[])(struct quarter * quarter) = {
		reports, contacts, talks, duties, training, tasks, rectified, entries};
	struct quarter quarter = {writer, large, nth % large->groups,
		quarter_start(large, nth / large->groups), (uint64_t)nth * 7919 + 11, err};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (!parts[i](&quarter))
			return false;
	return nth / large->groups + 1 < large->quarters || marks(&quarter);
}
