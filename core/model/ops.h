/* The operations' functions, one file for each entity; the table is in operations.c. */
#ifndef CORE_MODEL_OPS_H
#define CORE_MODEL_OPS_H

#include "core/model/operations.h"

typedef bool operation_run(struct operation_call *call, struct error *err);
operation_run meeting_op_open, meeting_op_hold, meeting_op_end, meeting_op_resume, meeting_op_submit,
	meeting_op_sign, meeting_op_pass, meeting_op_return, meeting_op_amend, meeting_op_withdraw,
	meeting_op_cancel, meeting_op_remove;
operation_run evaluation_op_step, evaluation_op_marks, evaluation_op_post, evaluation_op_back,
	evaluation_op_final, evaluation_op_place;
operation_run objection_op_object, objection_op_uphold, objection_op_reject, objection_op_withdraw,
	consent_op_agree;
operation_run task_op_close, task_op_reopen, task_op_drop;
operation_run group_op_move_members, group_op_set_leader, op_remove, court_op_confirm, term_op_end_other;

bool meeting_end_foresee(
	struct world *world, const struct view *meeting, struct message *follows, struct error *err);
bool meeting_withdraw_foresee(
	struct world *world, const struct view *meeting, struct message *follows, struct error *err);
bool objection_uphold_foresee(
	struct world *world, const struct view *objection, struct message *follows, struct error *err);
bool objection_withdraw_foresee(
	struct world *world, const struct view *objection, struct message *follows, struct error *err);
bool meeting_remove_foresee(
	struct world *world, const struct view *meeting, struct message *follows, struct error *err);
bool term_end_other_foresee(
	struct world *world, const struct view *term, struct message *follows, struct error *err);
bool court_confirm_foresee(
	struct world *world, const struct view *court, struct message *follows, struct error *err);
bool remove_foresee(
	struct world *world, const struct view *record, struct message *follows, struct error *err);
bool remove_field_foresee(
	struct world *world, const struct view *record, struct message *follows, struct error *err);

/* Arguments. */
enum { REASON_TEXT = 1 };
enum { HOLD_GROUP = 1, HOLD_KINDS, HOLD_DATE };
enum { MOVE_PEOPLE = 1, MOVE_FROM };
enum { LEADER_PERSON = 1, LEADER_FROM, LEADER_KIND };
/* The subject is one of those whom the evaluation is of. */
enum { OBJECT_EVALUATION = 1, OBJECT_SUBJECT, OBJECT_ITEM, OBJECT_KIND, OBJECT_TEXT };
enum { ANSWER_TEXT = 1 };
enum { PLACE_GROUPS = 1, PLACE_BRANCHES, PLACE_PEOPLE, PLACE_REASON };
enum { POST_UNCHANGED = 1 };
enum { AGREE_EVALUATION = OBJECT_EVALUATION, AGREE_SUBJECT = OBJECT_SUBJECT };
extern const struct entity reason_arguments, hold_arguments, move_arguments;

/* Sets fields of the record the call is about. */
bool op_set(struct operation_call *call, const struct record_slot *values, size_t count, struct error *err);
/* One message for the person about what was done. */
void op_say(struct operation_call *call, const char *id, const char *kinds, ...);
/* What a submitted meeting leaves to do: its decisions, and the study that people missed. */
bool meeting_make_tasks(struct operation_call *call, struct error *err);

#endif
