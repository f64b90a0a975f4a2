/* Large courts for measurements: nothing but numbers of groups, people and archived meetings. Records of a
 * type are made in order, so that the nth has the id n. */
#include "core/base/date.h"
#include "core/service/demo_large.h"
#include "core/service/setup.h"

enum { GROUPS_OF_BRANCH = 20, MEETINGS_A_YEAR = 12, CHANGE_RECORDS = 5000 };

bool demo_set(struct writer *writer, unsigned entity, const struct record_slot *values, size_t count,
	struct error *err)
{
	uint64_t id = 0;

	return writer_set(writer, entity, &id, values, count, err);
}

static struct text numbered(struct buf *out, const char *before, int64_t number, const char *after)
{
	buf_clear(out);
	buf_printf(out, "%s%lld%s", before, (long long)number, after);
	return buf_as_text(out);
}

static bool write_branch(struct writer *writer, const struct large *large, int64_t nth, struct error *err)
{
	struct buf name = BUF_INIT;
	struct record_slot values[] = {{BRANCH_NAME, value_text(numbered(&name, "第", nth + 1, "党支部"))},
		{BRANCH_ORDER, value_number(nth + 1)}};
	bool good = demo_set(writer, ENTITY_BRANCH, values, 2, err);

	(void)large;
	buf_release(&name);
	return good;
}

static bool write_group(struct writer *writer, const struct large *large, int64_t nth, struct error *err)
{
	struct buf name = BUF_INIT;
	struct record_slot values[] = {
		{GROUP_NAME, value_text(numbered(&name, "第", nth + 1, "党小组"))},
		{GROUP_BRANCH, value_number(nth / GROUPS_OF_BRANCH + 1)},
		{GROUP_CLASS, value_number(nth % 3 + 1)},
		{GROUP_PRINCIPLE, value_number(nth % 2 + 1)},
		{GROUP_FOUNDED, value_number(large->first)},
		{GROUP_ORDER, value_number(nth % 9999 + 1)},
	};
	bool good = demo_set(writer, ENTITY_GROUP, values, sizeof(values) / sizeof(*values), err);

	buf_release(&name);
	return good;
}

static void name_of(int64_t nth, struct buf *out)
{
	static const char *const family[] = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚",
		"卫", "蒋", "沈", "韩", "杨", "朱", "秦", "尤", "许"};
	static const char *const given[] = {"安", "博", "晨", "丹", "恩", "帆", "光", "航", "佳", "康", "岚",
		"铭", "宁", "鹏", "琪", "然", "思", "桐", "巍", "雪", "妍", "泽"};
	enum { FAMILY = sizeof(family) / sizeof(*family), GIVEN = sizeof(given) / sizeof(*given) };

	buf_printf(out, "%s%s%s", family[nth % FAMILY], given[nth / FAMILY % GIVEN],
		given[nth / FAMILY / GIVEN % GIVEN]);
}

static int64_t leader_of_group(const struct large *large, int64_t group)
{
	return group * large->members + 1;
}

/* Leaders and secretaries have logins: u1, u16, u31 … and u2, u302 … */
static bool write_person(struct writer *writer, const struct large *large, int64_t nth, struct error *err)
{
	struct buf code = BUF_INIT, name = BUF_INIT, login = BUF_INIT;
	int64_t group = nth / large->members;
	bool leads = nth % large->members == 0,
	     heads = nth % large->members == 1 && group % GROUPS_OF_BRANCH == 0, good;

	name_of(nth, &name);
	struct record_slot values[] = {
		{PERSON_CODE, value_text(numbered(&code, "P", 1000000 + nth, ""))},
		{PERSON_NAME, value_text(buf_as_text(&name))},
		{PERSON_SEX, value_number(nth % 2 + 1)},
		{PERSON_BORN, value_number(date_of(1966 + (int)(nth % 34), (int)(nth % 12) + 1, 7))},
		{PERSON_JOINED, value_number(date_of(2003, (int)(nth % 12) + 1, 1))},
		{PERSON_FULL_SINCE,
			large->quarters && nth % 170 == 0
				? EMPTY_VALUE
				: value_number(date_of(2004, (int)(nth % 12) + 1, 1))},
		{PERSON_POST, value_number(nth % 8 + 1)},
		{PERSON_LOGIN, leads || heads ? value_text(numbered(&login, "u", nth + 1, "")) : EMPTY_VALUE},
	};
	struct record_slot membership[] = {{MEMBERSHIP_PERSON, value_number(nth + 1)},
		{MEMBERSHIP_GROUP, value_number(group + 1)}, {MEMBERSHIP_FROM, value_number(large->first)}};
	struct record_slot term[] = {{TERM_KIND, value_number(leads ? TERM_LEADER : TERM_SECRETARY)},
		{TERM_PERSON, value_number(nth + 1)},
		{leads ? TERM_GROUP : TERM_BRANCH,
			value_number(leads ? group + 1 : group / GROUPS_OF_BRANCH + 1)},
		{TERM_FROM, value_number(large->first)}};

	good = demo_set(writer, ENTITY_PERSON, values, sizeof(values) / sizeof(*values), err) &&
		demo_set(writer, ENTITY_MEMBERSHIP, membership, 3, err) &&
		(!(leads || heads) || demo_set(writer, ENTITY_TERM, term, 4, err));
	buf_release(&code);
	buf_release(&name);
	buf_release(&login);
	return good;
}

/* --- meetings --- */

void demo_add_row(struct buf *rows, uint64_t key, struct record *row)
{
	struct buf body = BUF_INIT;

	record_write(row, &body);
	record_release(row);
	rows_add(rows, key, buf_as_text(&body));
	buf_release(&body);
}

static void write_attendance(const struct large *large, int64_t nth, int64_t group, struct buf *rows)
{
	uint64_t random = (uint64_t)nth * 977 + 5;
	struct record row;

	for (int i = 0; i < large->members; i++) {
		uint64_t person = (uint64_t)(leader_of_group(large, group) + i);
		bool leave = i && !demo_random(&random, 12);

		record_init(&row, &attendance_rows);
		record_number(&row, ATTENDANCE_PERSON, (int64_t)person);
		record_number(&row, ATTENDANCE_MARK, leave ? MARK_LEAVE : MARK_PRESENT);
		if (leave)
			record_text(&row, ATTENDANCE_REASON, TEXT("开庭"));
		record_number(&row, ATTENDANCE_GROUP, group + 1);
		demo_add_row(rows, person, &row);
	}
}

static void write_lines(const struct large *large, int64_t group, struct buf *agenda, struct buf *minutes)
{
	struct record row;

	record_init(&row, &agenda_rows);
	record_text(&row, AGENDA_TITLE, TEXT("本月工作和学习"));
	record_number(&row, AGENDA_START, 15 * 60 + 2);
	record_number(&row, AGENDA_END, 15 * 60 + 40);
	demo_add_row(agenda, DEMO_ROW_ROOM, &row);
	for (int i = 0; i < 2; i++) {
		record_init(&row, &minutes_rows);
		record_number(&row, MINUTES_TIME, 15 * 60 + 2 + i * 10);
		record_number(&row, MINUTES_SPEAKER, leader_of_group(large, group) + i * 3);
		record_text(&row, MINUTES_TEXT,
			i ? TEXT("同意。建议把要求写进每周的工作单。")
			  : TEXT("领学有关条文，对照本组情况说明。"));
		demo_add_row(minutes, DEMO_ROW_ROOM * (uint64_t)(i + 1), &row);
	}
}

static bool write_meeting(struct writer *writer, const struct large *large, int64_t nth, struct error *err)
{
	int64_t group = nth % large->groups,
		day = date_add_months(large->first, (int)(nth / large->groups)) + 4 + group % 20,
		sent = demo_at(day + 1, 9, (int)(group % 60));
	struct buf groups = BUF_INIT, roll = BUF_INIT, agenda = BUF_INIT, minutes = BUF_INIT;
	bool good;

	buf_varint(&groups, (uint64_t)group + 1);
	write_attendance(large, nth, group, &roll);
	write_lines(large, group, &agenda, &minutes);
	struct record_slot values[] = {
		{MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}},
		{MEETING_KINDS, value_number(1 << MEETING_GROUP)},
		{MEETING_NUMBER, value_number(date_parts(day).month)},
		{MEETING_TOPIC, value_text(TEXT("本月工作和学习"))},
		{MEETING_PLACE, value_text(TEXT("三楼会议室"))},
		{MEETING_CHAIR, value_number(leader_of_group(large, group))},
		{MEETING_RECORDER, value_number(leader_of_group(large, group) + 1)},
		{MEETING_DATE, value_number(day)},
		{MEETING_START, value_number(15 * 60)},
		{MEETING_END, value_number(15 * 60 + 45)},
		{MEETING_STATE, value_number(STATE_ARCHIVED)},
		{MEETING_AGENDA, {VALUE_ROWS, 0, buf_as_text(&agenda)}},
		{MEETING_ATTENDANCE, {VALUE_ROWS, 0, buf_as_text(&roll)}},
		{MEETING_MINUTES, {VALUE_ROWS, 0, buf_as_text(&minutes)}},
		{MEETING_FIRST_SUBMITTED, value_number(sent)},
		{MEETING_SUBMITTED, value_number(sent)},
		{MEETING_SIGNED_BY, value_number(leader_of_group(large, group))},
		{MEETING_REVIEWED, value_number(demo_at(day + 3, 16, 0))},
	};
	good = demo_set(writer, ENTITY_MEETING, values, sizeof(values) / sizeof(*values), err);
	buf_release(&groups);
	buf_release(&roll);
	buf_release(&agenda);
	buf_release(&minutes);
	return good;
}

/* --- all --- */

struct batch {
	const struct large *large;
	bool (*write)(struct writer *writer, const struct large *large, int64_t nth, struct error *err);
	int64_t from, to;
};

static bool write_batch(struct writer *writer, void *arg, struct error *err)
{
	const struct batch *batch = arg;

	for (int64_t i = batch->from; i < batch->to; i++)
		if (!batch->write(writer, batch->large, i, err))
			return false;
	return true;
}

static bool write_all(struct large *large, const struct demo *demo, struct error *err)
{
	/* `records`: how many one of them may become. */
	const struct {
		int64_t count, records;
		const char *what;
		bool (*write)(
			struct writer *writer, const struct large *large, int64_t nth, struct error *err);
	} parts[] = {
		{large->branches, 1, "branches", write_branch},
		{large->groups, 1, "groups", write_group},
		{large->people, 3, "people", write_person},
		{large->meetings, 3, "meetings", large->quarters ? large_sitting : write_meeting},
		{large->quarters * large->groups, LARGE_WORKS, "quarters", large_work},
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		for (int64_t at = 0, step = CHANGE_RECORDS / parts[i].records; at < parts[i].count;
			at += step) {
			int64_t end = at + step < parts[i].count ? at + step : parts[i].count;
			struct batch batch = {large, parts[i].write, at, end};

			if (!demo_change(&large->court, demo_now(), 0, "import", write_batch, &batch, err))
				return false;
			if (demo->progress)
				demo->progress(parts[i].what, end);
		}
	return true;
}

bool demo_large(struct store *store, const struct demo *demo, struct error *err)
{
	int64_t months = demo->quarters ? demo->quarters * 3 : demo->years * MEETINGS_A_YEAR,
		members = demo->quarters ? 10 : 15, last = date_of(2026, demo->quarters ? 7 : 9, 1);
	struct large large = {.court = {.store = store},
		.groups = demo->groups,
		.branches = (demo->groups + GROUPS_OF_BRANCH - 1) / GROUPS_OF_BRANCH,
		.people = demo->groups * members,
		.members = members,
		.quarters = demo->quarters,
		.meetings = demo->groups * (demo->quarters ? demo->quarters * LARGE_SITTINGS : months),
		.first = date_add_months(last, -(int)months)};
	struct court_setup setup = {TEXT("大法院（演示）"), large.first, demo_now()};
	bool good = court_setup(store, &setup, err) && write_all(&large, demo, err);

	if (demo->progress)
		demo->progress("", -1);
	return good;
}
