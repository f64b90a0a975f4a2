/* The entities of a court, the shapes of the computed sources, and the tags by which model and screens speak
 * of their fields. Tags and codes are stored: never reuse one. What a field means stands in the entity's own
 * file. */
#ifndef CORE_MODEL_ENTITIES_H
#define CORE_MODEL_ENTITIES_H

#include "core/schema/schema.h"

enum entity_id {
	ENTITY_COURT = 1,
	ENTITY_BRANCH,
	ENTITY_TEAM,
	ENTITY_GROUP,
	ENTITY_PERSON,
	ENTITY_MEMBERSHIP,
	ENTITY_TERM,
	ENTITY_SPELL,
	ENTITY_MEETING,
	ENTITY_TASK,
	ENTITY_SYSTEM,
	ENTITY_PHRASE,
	ENTITY_LEVEL,
	ENTITY_LABEL,
	ENTITY_ENTRY_KIND,
	ENTITY_ENTRY,
	ENTITY_EVIDENCE,
	ENTITY_INDICATOR,
	ENTITY_CONTACT,
	ENTITY_REPORT,
	ENTITY_TALK,
	ENTITY_DUTY,
	ENTITY_RECTIFICATION,
	ENTITY_TRAINING,
	ENTITY_EVALUATION,
	ENTITY_RULES,
	ENTITY_MARK,
	ENTITY_FIELD,
	ENTITY_RESULT,
	ENTITY_HOLIDAY,
	ENTITY_OBJECTION,
	ENTITY_CONSENT,
	ENTITY_PLACING,
};

extern const struct entity court_entity, branch_entity, team_entity, group_entity, person_entity,
	membership_entity, term_entity, spell_entity, meeting_entity, task_entity, system_entity,
	phrase_entity, level_entity, label_entity, entry_kind_entity, entry_entity, evidence_entity,
	indicator_entity, contact_entity, report_entity, talk_entity, duty_entity, rectification_entity,
	training_entity, evaluation_entity, rules_entity, mark_entity, field_entity, result_entity,
	holiday_entity, objection_entity, consent_entity, placing_entity;
extern const struct entity *const court_entities[]; /* ended by NULL */
extern const struct schema court_schema;

/* The one court record. */
enum { COURT_ID = 1 };
enum court_tag {
	COURT_NAME = 1,
	COURT_START,       /* 启用日期: months that ended before it are not asked for */
	COURT_REVIEW_DAYS, /* what nobody looked at for so long is archived by itself */
	COURT_LATE_DAYS,   /* submitted more days after the meeting: late */
	COURT_UNCOUNTED,   /* kinds of spell that take a person out of 应到 */
	COURT_UTC_OFFSET,  /* minutes */
	COURT_CLOCK,       /* a fixed present, for demonstrations */
	COURT_ANSWER_DAYS, /* working days in which an objection is answered */
	COURT_STUDY_HOURS, /* that each member is to reach in a year */
	COURT_CONFIRMED,   /* the day on which the office found the systems' frequencies right */
};

enum branch_tag { BRANCH_NAME = 1, BRANCH_FOUNDED, BRANCH_ORDER, BRANCH_CLOSED };
enum team_tag { TEAM_NAME = 1, TEAM_CLASS, TEAM_ORDER };
enum group_tag {
	GROUP_NAME = 1,
	GROUP_BRANCH,
	GROUP_CLASS,
	GROUP_PRINCIPLE,
	GROUP_FOUNDED,
	GROUP_DECISION,
	GROUP_SLOGAN,
	GROUP_TEAMS,
	GROUP_CLOSED,
	GROUP_ORDER,
	GROUP_LETTER_SIGNED,
	GROUP_LETTER_UNTIL,
};
enum group_index { GROUP_BY_BRANCH = 1 };

enum person_tag {
	PERSON_CODE = 1,
	PERSON_NAME,
	PERSON_SEX,
	PERSON_BORN,
	PERSON_JOINED,
	PERSON_FULL_SINCE,
	PERSON_COURT_SINCE,
	PERSON_EDUCATION,
	PERSON_POST,
	PERSON_TEAM,
	PERSON_LOGIN,
	PERSON_PINYIN,
	PERSON_NOTE,
	PERSON_LEFT,
	PERSON_FORMER_NAME,
};
enum person_index { PERSON_BY_TEAM = 1 };

/* Dated rows: who was in which group; both days inclusive, an empty end goes on. */
enum membership_tag { MEMBERSHIP_PERSON = 1, MEMBERSHIP_GROUP, MEMBERSHIP_FROM, MEMBERSHIP_TO };
enum membership_index { MEMBERSHIP_BY_GROUP = 1, MEMBERSHIP_BY_PERSON };

enum term_tag { TERM_KIND = 1, TERM_PERSON, TERM_GROUP, TERM_BRANCH, TERM_FROM, TERM_TO, TERM_HOW };
enum term_kind { TERM_LEADER = 1, TERM_DEPUTY, TERM_ACTING, TERM_SECRETARY };
enum term_index { TERM_BY_GROUP = 1, TERM_BY_PERSON, TERM_BY_BRANCH };

enum spell_tag { SPELL_PERSON = 1, SPELL_KIND, SPELL_FROM, SPELL_TO, SPELL_NOTE };
enum spell_kind { SPELL_ON_LOAN = 1, SPELL_SICK, SPELL_MATERNITY, SPELL_SECONDED, SPELL_TRAVEL, SPELL_STUDY };
enum spell_index { SPELL_BY_PERSON = 1 };

enum meeting_tag {
	MEETING_GROUPS = 1,
	MEETING_BRANCH, /* the holder when a branch holds it */
	MEETING_KINDS,
	MEETING_NUMBER, /* 第N次 of the (first) group in the year, given when it is opened */
	MEETING_TOPIC,
	MEETING_PLANNED,
	MEETING_PLANNED_TIME,
	MEETING_PLACE,
	MEETING_CHAIR,
	MEETING_RECORDER,
	MEETING_DATE, /* the planned day until it is opened, then the actual one */
	MEETING_START,
	MEETING_END,
	MEETING_STATE,
	MEETING_AGENDA,
	MEETING_ATTENDANCE,
	MEETING_GUESTS,
	MEETING_MINUTES, /* beside */
	MEETING_DECISIONS,
	MEETING_FIRST_SUBMITTED,
	MEETING_SUBMITTED,
	MEETING_SIGNED_BY,
	MEETING_RETURN_REASON,
	MEETING_REVIEWED,
	MEETING_AMEND_REASON,
	MEETING_ENTRUSTED, /* who entrusted a chair that is not the leader */
	MEETING_NOTE,
	MEETING_SITTINGS, /* of a joint sitting: 第N次 for each of its groups */
};
enum meeting_kind {
	MEETING_GROUP = 1,
	MEETING_LIFE,
	MEETING_REVIEW,
	MEETING_THEME_DAY,
	MEETING_LECTURE,
	MEETING_STUDY,
};
enum meeting_state {
	STATE_PLANNED = 1,
	STATE_OPEN,
	STATE_DRAFT,
	STATE_SIGNING, /* handed to the leader for his signature */
	STATE_SUBMITTED,
	STATE_RETURNED,
	STATE_ARCHIVED,
	STATE_AMENDING,
};
/* What was sent back is to be mended within so many days. */
enum { MEETING_RETURN_DAYS = 1 };
enum meeting_index {
	MEETING_BY_GROUP = 1,
	MEETING_BY_DATE,
	MEETING_BY_STATE,
	MEETING_BY_PERSON,
	MEETING_BY_BRANCH
};
enum agenda_tag { AGENDA_TITLE = 1, AGENDA_STUDY, AGENDA_START, AGENDA_END };
enum attendance_tag {
	ATTENDANCE_PERSON = 1, /* the row's key */
	ATTENDANCE_MARK,
	ATTENDANCE_REASON,
	ATTENDANCE_ARRIVED,
	ATTENDANCE_GROUP,    /* the group he was in that day */
	ATTENDANCE_APPROVED, /* who allowed the leave */
};
/* The digits of the roll. */
enum attendance_mark {
	MARK_PRESENT = 1,
	MARK_LEAVE,
	MARK_ABSENT,
	MARK_LATE,
	MARK_EARLY,
	MARK_ONLINE,
};
/* 实到: who was there, for however long. */
static inline bool mark_is_present(int64_t mark)
{
	return mark && mark != MARK_LEAVE && mark != MARK_ABSENT;
}
enum sitting_tag { SITTING_GROUP = 1, SITTING_NUMBER };
enum guest_tag { GUEST_PERSON = 1, GUEST_NAME, GUEST_UNIT };
enum minutes_tag { MINUTES_TIME = 1, MINUTES_SPEAKER, MINUTES_TEXT, MINUTES_AFTER };
enum decision_tag { DECISION_TEXT = 1, DECISION_OWNERS, DECISION_DUE, DECISION_TASK };

enum task_tag {
	TASK_KIND = 1,
	TASK_TITLE,
	TASK_OWNERS,
	TASK_DUE,
	TASK_GROUP,
	TASK_MEETING,
	TASK_ITEM, /* key of the decision's row, or the person who missed the study */
	TASK_STATE,
	TASK_DONE,
	TASK_NOTE,
	TASK_SINCE,
};
enum task_kind { TASK_DECISION = 1, TASK_MAKEUP, TASK_OTHER };
enum task_state { TASK_OPEN = 1, TASK_CLOSED, TASK_DROPPED };
enum task_index { TASK_BY_STATE = 1, TASK_BY_GROUP, TASK_BY_OWNER, TASK_BY_MEETING, TASK_BY_DUE };

enum system_tag {
	SYSTEM_CODE = 1,
	SYSTEM_NAME,
	SYSTEM_KIND,
	SYSTEM_EVERY,
	SYSTEM_TIMES,
	SYSTEM_RULE,
	SYSTEM_ORDER,
	SYSTEM_TEXT,
	SYSTEM_RECORD, /* what fulfils it when it is no meeting: enum system_record */
	SYSTEM_ENGLISH,
	SYSTEM_RULE_ENGLISH,
};
enum { SYSTEM_BY_ORDER = 1 };
enum system_record { RECORD_CONTACT = 1, RECORD_REPORT, RECORD_TALK };
enum system_every { EVERY_MONTH = 1, EVERY_QUARTER, EVERY_HALF, EVERY_YEAR };
/* How many months a period has; the months that end one are the multiples. */
int period_months(enum system_every every);

enum phrase_tag { PHRASE_TEXT = 1, PHRASE_USE, PHRASE_ORDER };
enum holiday_tag { HOLIDAY_NAME = 1, HOLIDAY_KIND, HOLIDAY_FROM, HOLIDAY_TO };
enum holiday_kind { HOLIDAY_OFF = 1, HOLIDAY_WORKED };
enum level_tag { LEVEL_NAME = 1, LEVEL_ORDER };
enum label_tag { LABEL_NAME = 1, LABEL_NOTE };
enum entry_kind_tag {
	ENTRY_KIND_NAME = 1,
	ENTRY_KIND_UNIT,
	ENTRY_KIND_EVIDENCE,
	ENTRY_KIND_NOTE,
	ENTRY_KIND_ORDER
};
enum entry_tag {
	ENTRY_KIND = 1,
	ENTRY_TITLE,
	ENTRY_DATE,
	ENTRY_GROUP,
	ENTRY_PEOPLE,
	ENTRY_LEVEL,
	ENTRY_LABELS,
	ENTRY_PART,
	ENTRY_AMOUNT,
	ENTRY_BASE,
	ENTRY_DONE,
	ENTRY_DUE,
	ENTRY_MATTER,
	ENTRY_EVIDENCE,
	ENTRY_STATE,
	ENTRY_NOTE,
};
enum entry_state { ENTRY_FILED = 1, ENTRY_CONFIRMED, ENTRY_REFUSED };
enum entry_part { PART_HOST = 1, PART_HELPER };
enum entry_index { ENTRY_BY_KIND = 1, ENTRY_BY_GROUP, ENTRY_BY_MATTER, ENTRY_BY_DATE, ENTRY_BY_EVIDENCE };
enum evidence_tag {
	EVIDENCE_TITLE = 1,
	EVIDENCE_NUMBER,
	EVIDENCE_ISSUER,
	EVIDENCE_LEVEL,
	EVIDENCE_DATE,
	EVIDENCE_MATTER,
	EVIDENCE_FILE,
	EVIDENCE_SIZE,
	EVIDENCE_HASH,
};
enum evidence_index { EVIDENCE_BY_MATTER = 1 };
enum indicator_tag {
	INDICATOR_NAME = 1,
	INDICATOR_GROUP,
	INDICATOR_PERSON,
	INDICATOR_DATE,
	INDICATOR_VALUE,
	INDICATOR_PART,
	INDICATOR_WHOLE,
	INDICATOR_NOTE,
};
enum indicator_index { INDICATOR_BY_NAME = 1, INDICATOR_BY_DATE };
/* Of contacts, reports, talks, duties, rectifications and training: the day they count for; of the first
 * three whose they are, of talks and training with whom. */
enum work_index { WORK_BY_DATE = 1, WORK_BY_GROUP, WORK_BY_PERSON };
enum contact_tag {
	CONTACT_GROUP = 1,
	CONTACT_DATE,
	CONTACT_PEOPLE,
	CONTACT_WHOM,
	CONTACT_RAISED,
	CONTACT_DUE,
	CONTACT_ANSWERED,
};
enum report_tag { REPORT_GROUP = 1, REPORT_KIND, REPORT_DATE, REPORT_DUE, REPORT_TITLE, REPORT_BY };
enum report_kind {
	REPORT_MONTH = 1,
	REPORT_QUARTER,
	REPORT_YEAR,
	REPORT_PLAN,
	REPORT_ANALYSIS,
	REPORT_OTHER,
};
enum talk_tag { TALK_KIND = 1, TALK_DATE, TALK_GROUP, TALK_BY, TALK_WITH, TALK_ABOUT };
enum talk_kind { TALK_HEART = 1, TALK_CORRECTIVE };
enum duty_tag { DUTY_GROUP = 1, DUTY_TITLE, DUTY_PERSON, DUTY_DUE, DUTY_FINISHED, DUTY_STATE };
enum duty_state { DUTY_OPEN = 1, DUTY_DONE };
enum rectification_tag {
	RECTIFICATION_GROUP = 1,
	RECTIFICATION_PROBLEM,
	RECTIFICATION_FOUND,
	RECTIFICATION_DUE,
	RECTIFICATION_DONE,
	RECTIFICATION_SELF,
};
enum training_tag {
	TRAINING_TITLE = 1,
	TRAINING_DATE,
	TRAINING_PERSON,
	TRAINING_HOURS,
	TRAINING_DAYS,
	TRAINING_HOST,
};

enum custom_field_tag {
	FIELD_ENTITY = 1,
	FIELD_LABEL,
	FIELD_NAME,
	FIELD_TYPE,
	FIELD_NOTE,
	FIELD_CHOICES,
	FIELD_TARGET,
	FIELD_REQUIRED
};
/* The declared field's tag: ids are never given twice. */
#define CUSTOM_TAG(id) ((uint16_t)(TAG_CUSTOM + (id)))

enum phrase_use { PHRASE_MINUTES = 1, PHRASE_REASON, PHRASE_AGENDA, PHRASE_PLACE };

extern const struct choice department_classes[], group_principles[], sexes[], educations[], posts[],
	term_kinds[], spell_kinds[], meeting_kinds[], meeting_states[], attendance_marks[], task_kinds[],
	task_states[], frequencies[], system_records[], phrase_uses[], entry_states[], entry_parts[],
	report_kinds[], talk_kinds[], duty_states[], evaluation_states[], marking_states[], custom_types[],
	holiday_kinds[], objection_kinds[], objection_states[], consent_states[];
extern const struct entity agenda_rows, attendance_rows, guest_rows, minutes_rows, decision_rows,
	sitting_rows;
/* 第N次 as it is spoken of: "4", of a joint sitting "4、2" in the order of its groups. */
void meeting_numbers(const struct view *meeting, struct buf *out);

#include "core/model/evaluation.h"
#include "core/model/shapes.h"

#endif
