/* A sitting: group meeting, organisational life meeting, theme day, lecture, study … one sitting may be
 * several of them, held by one or several groups or by a branch. What happens in it is recorded here while it
 * happens. */
#include "core/model/entities.h"
#include "core/schema/world.h"
#include "core/base/date.h"

const struct choice meeting_kinds[] = {
	{MEETING_GROUP, "group_meeting", "党小组会"},
	{MEETING_LIFE, "organisational_life", "组织生活会"},
	{MEETING_REVIEW, "democratic_review", "民主评议"},
	{MEETING_THEME_DAY, "theme_day", "主题党日"},
	{MEETING_LECTURE, "lecture", "党课"},
	{MEETING_STUDY, "study", "集中学习"},
	{0},
};
const struct choice meeting_states[] = {
	{STATE_PLANNED, "planned", "拟开"},
	{STATE_OPEN, "open", "进行中"},
	{STATE_DRAFT, "draft", "待整理"},
	{STATE_SIGNING, "to_be_signed", "待签认"},
	{STATE_SUBMITTED, "submitted", "已提交"},
	{STATE_RETURNED, "returned", "退回"},
	{STATE_ARCHIVED, "archived", "已归档"},
	{STATE_AMENDING, "amending", "更正"},
	{0},
};
const struct choice attendance_marks[] = {
	{MARK_PRESENT, "present", "出席"},
	{MARK_LEAVE, "leave", "请假"},
	{MARK_ABSENT, "absent", "缺席"},
	{MARK_LATE, "late", "迟到"},
	{MARK_EARLY, "left_early", "早退"},
	{MARK_ONLINE, "online", "线上"},
	{0},
};

static const struct field agenda_fields[] = {
	{AGENDA_TITLE, "title", "议题", TEXT_FIELD(1, 80), REQUIRED | SEARCH, 30},
	{AGENDA_STUDY, "study", "学习", FLAG_FIELD, 0, 4,
		"This item is study: its minutes count as hours of study."},
	{AGENDA_START, "start", "开始", TIME_FIELD, 0, 5},
	{AGENDA_END, "end", "结束", TIME_FIELD, 0, 5},
	{0},
};
const struct entity agenda_rows = {0, "agenda", "议题", agenda_fields};

static const struct field attendance_fields[] = {
	{ATTENDANCE_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), REQUIRED | ROWKEY | SEARCH, 8},
	{ATTENDANCE_MARK, "mark", "到会", CHOICE_FIELD(attendance_marks), LATER_WINS, 4,
		"Empty: not called yet."},
	{ATTENDANCE_REASON, "reason", "原因", TEXT_FIELD(0, 40), LATER_WINS, 10,
		"Why the person was on leave or absent."},
	{ATTENDANCE_ARRIVED, "arrived", "到会时间", TIME_FIELD, LATER_WINS, 5},
	{ATTENDANCE_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), 0, 12,
		"The group the person was in on that day."},
	{ATTENDANCE_APPROVED, "approved_by", "准假人", REF_FIELD(ENTITY_PERSON), 0, 8,
		"Who allowed the leave; empty: the leader."},
	{0},
};
const struct entity attendance_rows = {0, "attendance", "点名", attendance_fields};

static const struct field guest_fields[] = {
	{GUEST_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), SEARCH, 8},
	{GUEST_NAME, "name", "姓名", TEXT_FIELD(0, 30), SEARCH, 10},
	{GUEST_UNIT, "unit", "单位", TEXT_FIELD(0, 40), 0, 12},
	{0},
};
const struct entity guest_rows = {0, "guest", "列席", guest_fields};

static const struct field minutes_fields[] = {
	{MINUTES_TIME, "time", "时间", TIME_FIELD, 0, 5},
	{MINUTES_SPEAKER, "speaker", "发言人", REF_FIELD(ENTITY_PERSON), SEARCH, 8},
	{MINUTES_TEXT, "text", "内容", TEXT_FIELD(0, 2000), SEARCH, 40},
	{MINUTES_AFTER, "after", "会后", FLAG_FIELD, 0, 4, "Written after the meeting had ended."},
	{0},
};
const struct entity minutes_rows = {0, "minutes", "记录", minutes_fields};

static const struct field decision_fields[] = {
	{DECISION_TEXT, "text", "事项", TEXT_FIELD(1, 120), REQUIRED | SEARCH, 30},
	{DECISION_OWNERS, "owners", "责任人", REFS_FIELD(ENTITY_PERSON, 10), SEARCH, 10},
	{DECISION_DUE, "due", "时限", DATE_FIELD, 0, 10},
	{DECISION_TASK, "task", "任务", REF_FIELD(ENTITY_TASK), SYSTEM | HIDDEN, 6},
	{0},
};
const struct entity decision_rows = {0, "decision", "议定", decision_fields};

static const struct field sitting_fields[] = {
	{SITTING_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), REQUIRED | ROWKEY, 12},
	{SITTING_NUMBER, "number", "次数", NUMBER_FIELD(1, 999), REQUIRED, 4},
	{0},
};
const struct entity sitting_rows = {0, "sitting", "合开", sitting_fields};

static const struct index indexes[] = {
	{MEETING_BY_GROUP, "group", {MEETING_GROUPS, MEETING_DATE}},
	{MEETING_BY_DATE, "date", {MEETING_DATE}},
	{MEETING_BY_STATE, "state", {MEETING_STATE, MEETING_DATE}},
	{MEETING_BY_PERSON, "person", {ROW_PART(MEETING_ATTENDANCE, ATTENDANCE_PERSON), MEETING_DATE}},
	{MEETING_BY_BRANCH, "branch", {MEETING_BRANCH, MEETING_DATE}},
	{0},
};

static const struct field fields[] = {
	{MEETING_GROUPS, "groups", "党小组", REFS_FIELD(ENTITY_GROUP, 20), SEARCH, 12,
		"The groups that hold it; several for a joint sitting. A branch's own meeting has a branch "
		"instead."},
	{MEETING_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), 0, 16,
		"The branch that holds it: entered once, each person present counts for the group he was in "
		"that day."},
	{MEETING_KINDS, "kinds", "类型", SET_FIELD(meeting_kinds), REQUIRED, 12,
		"One sitting may be several kinds.", "group_meeting"},
	{MEETING_NUMBER, "number", "次数", NUMBER_FIELD(1, 999), SYSTEM, 4,
		"Which meeting of the group it is this year."},
	{MEETING_TOPIC, "topic", "主题", TEXT_FIELD(0, 80), SEARCH | TITLE, 24},
	{MEETING_PLANNED, "planned", "计划日期", DATE_FIELD, HIDDEN, 10},
	{MEETING_PLANNED_TIME, "planned_time", "计划时间", TIME_FIELD, HIDDEN, 5},
	{MEETING_PLACE, "place", "地点", TEXT_FIELD(0, 30), 0, 12},
	{MEETING_CHAIR, "chair", "主持人", REF_FIELD(ENTITY_PERSON), SEARCH, 8,
		"Normally the leader; else note who entrusted it."},
	{MEETING_RECORDER, "recorder", "记录人", REF_FIELD(ENTITY_PERSON), SEARCH, 8,
		"May write in this meeting until it is submitted, whatever other rights."},
	{MEETING_DATE, "date", "日期", DATE_FIELD, REQUIRED, 10,
		"The actual day. A July meeting held in August is August's."},
	{MEETING_START, "start", "开始", TIME_FIELD, 0, 5},
	{MEETING_END, "end", "结束", TIME_FIELD, 0, 5},
	{MEETING_STATE, "state", "状态", CHOICE_FIELD(meeting_states), SYSTEM, 6,
		"Moved by its own keys, never typed.", "planned"},
	{MEETING_AGENDA, "agenda", "议题", LIST_FIELD(&agenda_rows, 30), HIDDEN, 20},
	{MEETING_ATTENDANCE, "attendance", "点名", LIST_FIELD(&attendance_rows, 2000), HIDDEN, 20},
	{MEETING_GUESTS, "guests", "列席", LIST_FIELD(&guest_rows, 100), HIDDEN, 20,
		"Guests never enter a rate."},
	{MEETING_MINUTES, "minutes", "记录", LIST_FIELD(&minutes_rows, 5000), HIDDEN | BESIDE, 20},
	{MEETING_DECISIONS, "decisions", "议定事项", LIST_FIELD(&decision_rows, 100), HIDDEN, 20},
	{MEETING_FIRST_SUBMITTED, "first_submitted", "首次提交", MOMENT_FIELD, SYSTEM | HIDDEN, 16,
		"Lateness is measured here."},
	{MEETING_SUBMITTED, "submitted", "提交", MOMENT_FIELD, SYSTEM | HIDDEN, 16},
	{MEETING_SIGNED_BY, "signed_by", "签认人", REF_FIELD(ENTITY_PERSON), SYSTEM | HIDDEN, 8},
	{MEETING_RETURN_REASON, "return_reason", "退回原因", TEXT_FIELD(0, 100), SYSTEM | HIDDEN, 20},
	{MEETING_REVIEWED, "reviewed", "审核", MOMENT_FIELD, SYSTEM | HIDDEN, 16},
	{MEETING_AMEND_REASON, "amend_reason", "更正原因", TEXT_FIELD(0, 100), SYSTEM | HIDDEN, 20},
	{MEETING_ENTRUSTED, "entrusted_by", "委托人", REF_FIELD(ENTITY_PERSON), HIDDEN, 8,
		"Who entrusted a chair that is not the leader."},
	{MEETING_NOTE, "note", "备注", TEXT_FIELD(0, 200), HIDDEN, 20},
	{MEETING_SITTINGS, "sittings", "合开", LIST_FIELD(&sitting_rows, 20), HIDDEN | SYSTEM, 20,
		"Which meeting of the year a joint sitting is for each of its groups."},
	{0},
};

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	struct value start, end;

	if (!view_has(view, MEETING_GROUPS) && !view_has(view, MEETING_BRANCH))
		problem_add(problems, false, MEETING_GROUPS, 0,
			"A meeting needs the group or the branch that holds it", "");
	if (view_get(view, MEETING_START, &start) && view_get(view, MEETING_END, &end) &&
		end.number < start.number)
		problem_add(problems, false, MEETING_END, 0, "Ends before it begins", "");
	if (world && view_number(view, MEETING_STATE) > STATE_PLANNED &&
		view_number(view, MEETING_DATE) > world->today)
		problem_add(problems, false, MEETING_DATE, 0, "This day is still to come", "");
}

/* As the groups stand in the record, which need not be the order of the rows. */
void meeting_numbers(const struct view *meeting, struct buf *out)
{
	int64_t first = view_number(meeting, MEETING_NUMBER);
	struct value groups = EMPTY_VALUE;
	size_t start = out->len;
	bool differ = false;

	for (struct row_walk look = view_rows(meeting, MEETING_SITTINGS); row_walk_next(&look);)
		differ |= view_number(&look.row, SITTING_NUMBER) != first;
	view_get(meeting, MEETING_GROUPS, &groups);
	for (struct reader ids = value_ids(&groups); differ && reader_left(&ids);) {
		struct view sitting;

		if (view_row(meeting, MEETING_SITTINGS, read_varint(&ids), &sitting))
			buf_printf(out, "%s%lld", out->len > start ? "、" : "",
				(long long)view_number(&sitting, SITTING_NUMBER));
	}
	if (!differ)
		buf_printf(out, "%lld", (long long)first);
}

static void show_numbers(const struct view *meeting, bool chinese, struct buf *out)
{
	buf_text(out, chinese ? TEXT("第") : TEXT("no. "));
	meeting_numbers(meeting, out);
	buf_text(out, chinese ? TEXT("次") : NO_TEXT);
}

static void title(const struct view *view, struct naming *naming, struct buf *out)
{
	static const uint16_t shown[] = {
		MEETING_BRANCH, MEETING_GROUPS, MEETING_DATE, MEETING_NUMBER, MEETING_KINDS};
	size_t start = out->len;
	struct value value;

	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++) {
		if (!view_get(view, shown[i], &value))
			continue;
		if (out->len > start)
			buf_byte(out, ' ');
		if (shown[i] == MEETING_NUMBER)
			show_numbers(view, naming && naming->language == LANGUAGE_ZH, out);
		else
			field_show(entity_field(view->entity, shown[i]), &value, naming, out);
	}
}

/* A joint sitting has a number for each of its groups. */
static bool cell(const struct view *view, uint16_t tag, struct buf *out)
{
	bool joint = tag == MEETING_NUMBER && view_row_count(view, MEETING_SITTINGS);

	if (joint)
		meeting_numbers(view, out);
	return joint;
}

const struct entity meeting_entity = {ENTITY_MEETING, "meeting", "会议", fields, .indexes = indexes,
	.check = check, .title = title, .cell = cell};
