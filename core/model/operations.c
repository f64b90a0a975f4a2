/* The table of operations. An operation is a row here and a function in the file of its entity. */
#include "core/model/operations.h"

#include <stdarg.h>
#include "core/model/ops.h"

/* State 0: there is no record yet. */
#define IN(state) (1u << (state))

static const struct field reason_fields[] = {
	{REASON_TEXT, "reason", "原因", TEXT_FIELD(1, 100), REQUIRED, 30}, {0}};
static const struct field hold_fields[] = {
	{HOLD_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), 0, 14},
	{HOLD_KINDS, "kinds", "类型", SET_FIELD(meeting_kinds), 0, 12},
	{HOLD_DATE, "date", "日期", DATE_FIELD, 0, 10, "The day it was held; empty: today."},
	{0},
};
static const struct field move_fields[] = {
	{MOVE_PEOPLE, "people", "人员", REFS_FIELD(ENTITY_PERSON, 200), REQUIRED, 20},
	{MOVE_FROM, "from", "起", DATE_FIELD, 0, 10, "The first day in the new group; empty: today."},
	{0},
};
static const struct field leader_fields[] = {
	{LEADER_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), REQUIRED, 8},
	{LEADER_FROM, "from", "起", DATE_FIELD, 0, 10, "The first day in office; empty: today."},
	{LEADER_KIND, "kind", "职务", CHOICE_FIELD(term_kinds), 0, 8, NULL},
	{0},
};
static const struct field object_fields[] = {
	{OBJECT_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION), REQUIRED, 10},
	{OBJECT_SUBJECT, "subject", "被评对象", NUMBER_FIELD(1, INT64_MAX), REQUIRED, 12},
	{OBJECT_ITEM, "item", "项目", TEXT_FIELD(1, 60), REQUIRED, 16},
	{OBJECT_KIND, "reason", "理由", CHOICE_FIELD(objection_kinds), REQUIRED, 12},
	{OBJECT_TEXT, "text", "说明", TEXT_FIELD(1, 200), REQUIRED, 24},
	{0},
};
static const struct field answer_fields[] = {
	{ANSWER_TEXT, "answer", "答复", TEXT_FIELD(1, 200), REQUIRED, 30}, {0}};
static const struct field place_fields[] = {
	{PLACE_GROUPS, "groups", "党小组", REFS_FIELD(ENTITY_GROUP, 100), 0, 20,
		"Who of those who are equal gets a place."},
	{PLACE_BRANCHES, "branches", "党支部", REFS_FIELD(ENTITY_BRANCH, 100), 0, 20},
	{PLACE_PEOPLE, "people", "人员", REFS_FIELD(ENTITY_PERSON, 100), 0, 20},
	{PLACE_REASON, "reason", "理由", TEXT_FIELD(1, 200), REQUIRED, 30},
	{0},
};
static const struct field agree_fields[] = {
	{AGREE_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION), REQUIRED, 10},
	{AGREE_SUBJECT, "subject", "被评对象", NUMBER_FIELD(1, INT64_MAX), REQUIRED, 12},
	{0},
};
static const struct field post_fields[] = {
	{POST_UNCHANGED, "unchanged", "原分公示", FLAG_FIELD, 0, 4,
		"Post it although an objection was upheld and its points are as they were."},
	{0},
};
const struct entity reason_arguments = {0, "reason", "原因", reason_fields};
const struct entity hold_arguments = {0, "hold", "开会", hold_fields};
const struct entity move_arguments = {0, "move", "调组", move_fields};
static const struct entity leader_arguments = {0, "leader", "任职", leader_fields};
static const struct entity object_arguments = {0, "object", "提异议", object_fields};
static const struct entity answer_arguments = {0, "answer", "答复", answer_fields};
static const struct entity place_arguments = {0, "place", "名额裁定", place_fields};
static const struct entity post_arguments = {0, "post", "公示", post_fields};
static const struct entity agree_arguments = {0, "agree", "无异议", agree_fields};

enum {
	KEEPERS = RELATION_RECORDER | RELATION_LEADER | RELATION_SECRETARY,
	LEADERS = RELATION_LEADER | RELATION_SECRETARY,
};

const struct operation operations[] = {
	{"open", "开会", ENTITY_MEETING, NULL, IN(STATE_PLANNED), STATE_OPEN, KEEPERS,
		"The roll is made of all who are due today", meeting_op_open},
	{"hold", "开新会", ENTITY_MEETING, &hold_arguments, IN(0), STATE_OPEN, KEEPERS,
		"Place, chair and recorder as the last time", meeting_op_hold},
	{"end", "结束", ENTITY_MEETING, NULL, IN(STATE_OPEN), STATE_DRAFT, KEEPERS,
		"The record can still be put in order", meeting_op_end, meeting_end_foresee},
	{"resume", "接着开", ENTITY_MEETING, NULL, IN(STATE_DRAFT), STATE_OPEN, KEEPERS,
		"The meeting goes on", meeting_op_resume},
	{"submit", "提交", ENTITY_MEETING, NULL, IN(STATE_DRAFT) | IN(STATE_RETURNED) | IN(STATE_AMENDING),
		STATE_SUBMITTED, KEEPERS,
		"Goes to the branch; decisions become tasks. From anybody but the leader it goes to him "
		"first, to be signed",
		meeting_op_submit},
	{"sign", "签认", ENTITY_MEETING, NULL, IN(STATE_SIGNING), STATE_SUBMITTED, LEADERS,
		"Goes to the branch", meeting_op_sign},
	{"pass", "通过", ENTITY_MEETING, NULL, IN(STATE_SUBMITTED), STATE_ARCHIVED, RELATION_SECRETARY,
		"Into the archive", meeting_op_pass},
	{"return", "退回", ENTITY_MEETING, &reason_arguments, IN(STATE_SUBMITTED), STATE_RETURNED,
		RELATION_SECRETARY, "Back to the group, with the reason", meeting_op_return},
	{"send_back", "退回修改", ENTITY_MEETING, &reason_arguments, IN(STATE_SIGNING), STATE_RETURNED,
		LEADERS, "Not signed: back to who wrote it, with the reason", meeting_op_return},
	{"withdraw", "收回", ENTITY_MEETING, NULL, IN(STATE_SIGNING) | IN(STATE_SUBMITTED), STATE_DRAFT,
		RELATION_RECORDER | RELATION_LEADER, "Back to be put in order", meeting_op_withdraw,
		meeting_withdraw_foresee},
	{"amend", "更正", ENTITY_MEETING, &reason_arguments, IN(STATE_ARCHIVED), STATE_AMENDING, LEADERS,
		"The old text stays in history; it is submitted again", meeting_op_amend},
	{"cancel", "不开了", ENTITY_MEETING, NULL, IN(STATE_PLANNED), 0, KEEPERS,
		"The plan goes into the recycle bin", meeting_op_cancel},
	{"remove_meeting", "撤消", ENTITY_MEETING, NULL, IN(STATE_OPEN) | IN(STATE_DRAFT), 0, KEEPERS,
		"Into the recycle bin", meeting_op_remove, meeting_remove_foresee},
	{"open_self", "开始自评", ENTITY_EVALUATION, NULL, IN(EVALUATION_COLLECTING), EVALUATION_SELF,
		RELATION_OPERATOR, "Whoever is evaluated gives his own marks of what a person judges",
		evaluation_op_marks},
	{"open_review", "开始复核", ENTITY_EVALUATION, NULL, IN(EVALUATION_COLLECTING) | IN(EVALUATION_SELF),
		EVALUATION_REVIEW, RELATION_OPERATOR, "The reviewers' marks count", evaluation_op_marks},
	{"open_deciding", "报请审定", ENTITY_EVALUATION, NULL, IN(EVALUATION_REVIEW), EVALUATION_DECIDING,
		RELATION_OPERATOR, "Goes to whoever decides", evaluation_op_step},
	{"post", "公示", ENTITY_EVALUATION, &post_arguments, IN(EVALUATION_DECIDING), EVALUATION_POSTED,
		RELATION_OPERATOR, "The results are frozen as they are now", evaluation_op_post},
	{"take_back", "撤回公示", ENTITY_EVALUATION, &reason_arguments, IN(EVALUATION_POSTED),
		EVALUATION_DECIDING, RELATION_OPERATOR,
		"This version is kept; the next posting makes another", evaluation_op_back},
	{"place", "名额裁定", ENTITY_EVALUATION, &place_arguments, IN(EVALUATION_DECIDING), 0,
		RELATION_OPERATOR, "Decides who of equals at the line of a grade gets its last places",
		evaluation_op_place},
	{"publish", "通报", ENTITY_EVALUATION, NULL, IN(EVALUATION_POSTED), EVALUATION_FINAL,
		RELATION_OPERATOR, "Final: these results never change again", evaluation_op_final},
	{"object", "提异议", ENTITY_OBJECTION, &object_arguments, IN(0), OBJECTION_OPEN, RELATION_SPEAKER,
		"The office answers", objection_op_object},
	{"uphold", "成立", ENTITY_OBJECTION, &answer_arguments, IN(OBJECTION_OPEN), OBJECTION_UPHELD,
		RELATION_OPERATOR, "It is put right, and computed anew", objection_op_uphold,
		objection_uphold_foresee},
	{"reject", "不成立", ENTITY_OBJECTION, &answer_arguments, IN(OBJECTION_OPEN), OBJECTION_REJECTED,
		RELATION_OPERATOR, "The points stand", objection_op_reject},
	{"withdraw_objection", "撤回异议", ENTITY_OBJECTION, NULL, IN(OBJECTION_OPEN), OBJECTION_WITHDRAWN,
		RELATION_SPEAKER, "It need not be answered", objection_op_withdraw,
		objection_withdraw_foresee},
	{"agree", "无异议", ENTITY_CONSENT, &agree_arguments, IN(0), CONSENT_GIVEN, RELATION_SPEAKER,
		"The sheet is confirmed", consent_op_agree},
	{"close", "办结", ENTITY_TASK, NULL, IN(TASK_OPEN), TASK_CLOSED, LEADERS | RELATION_OWNER,
		"Done today", task_op_close},
	{"reopen", "重新办理", ENTITY_TASK, NULL, IN(TASK_CLOSED) | IN(TASK_DROPPED), TASK_OPEN, LEADERS,
		"Open again", task_op_reopen},
	{"drop", "取消", ENTITY_TASK, &reason_arguments, IN(TASK_OPEN), TASK_DROPPED, LEADERS,
		"Not to be done, with the reason", task_op_drop},
	{"move_members", "调入组员", ENTITY_GROUP, &move_arguments, 0, 0, RELATION_OPERATOR,
		"They leave their groups the day before and stand in this one from that day",
		group_op_move_members},
	{"set_leader", "任命", ENTITY_GROUP, &leader_arguments, 0, 0, RELATION_OPERATOR | RELATION_SECRETARY,
		"The one in office leaves it the day before", group_op_set_leader},
	{"confirm_systems", "核对无误", ENTITY_COURT, NULL, 0, 0, RELATION_OPERATOR,
		"What the systems ask for is right", court_op_confirm, court_confirm_foresee},
	{"end_other_term", "接任", ENTITY_TERM, NULL, 0, 0, RELATION_OPERATOR | RELATION_SECRETARY,
		"The one before holds it until the day before", term_op_end_other, term_end_other_foresee},
	{"remove_person", "删除", ENTITY_PERSON, NULL, 0, 0, RELATION_OPERATOR, "Into the recycle bin",
		op_remove, remove_foresee},
	{"remove_group", "删除", ENTITY_GROUP, NULL, 0, 0, RELATION_OPERATOR, "Into the recycle bin",
		op_remove, remove_foresee},
	{"remove_team", "删除", ENTITY_TEAM, NULL, 0, 0, RELATION_OPERATOR, "Into the recycle bin", op_remove,
		remove_foresee},
	{"remove_branch", "删除", ENTITY_BRANCH, NULL, 0, 0, RELATION_OPERATOR, "Into the recycle bin",
		op_remove, remove_foresee},
	{"remove_membership", "删除", ENTITY_MEMBERSHIP, NULL, 0, 0, RELATION_OPERATOR,
		"Into the recycle bin", op_remove, remove_foresee},
	{"remove_term", "删除", ENTITY_TERM, NULL, 0, 0, RELATION_OPERATOR, "Into the recycle bin", op_remove,
		remove_foresee},
	{"remove_spell", "删除", ENTITY_SPELL, NULL, 0, 0, RELATION_OPERATOR, "Into the recycle bin",
		op_remove, remove_foresee},
	{"remove_field", "删除", ENTITY_FIELD, NULL, 0, 0, RELATION_OPERATOR, "Into the recycle bin",
		op_remove, remove_field_foresee},
	{"remove_holiday", "删除", ENTITY_HOLIDAY, NULL, 0, 0, RELATION_OPERATOR, "Into the recycle bin",
		op_remove, remove_foresee},
	{"remove_phrase", "删除", ENTITY_PHRASE, NULL, 0, 0, RELATION_ANY, "Into the recycle bin", op_remove,
		remove_foresee},
	{0},
};

const struct operation *operation_named(struct text name)
{
	for (const struct operation *operation = operations; operation->name; operation++)
		if (text_is(name, operation->name) || text_is(name, operation->label))
			return operation;
	return NULL;
}

bool op_set(struct operation_call *call, const struct record_slot *values, size_t count, struct error *err)
{
	uint64_t id = call->record->id;

	return writer_set(call->writer, call->record->entity->id, &id, values, count, err);
}

void op_say(struct operation_call *call, const char *id, const char *kinds, ...)
{
	struct message message;
	va_list args;

	va_start(args, kinds);
	message_vset(&message, id, kinds, args);
	va_end(args);
	buf_clear(call->text);
	message_encode(&message, call->text);
}
