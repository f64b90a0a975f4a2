/* The court itself: its name and the few settings that every count depends on. */
#include "core/model/entities.h"

static const struct field fields[] = {
	{COURT_NAME, "name", "名称", TEXT_FIELD(1, 40), REQUIRED | TITLE, 24},
	{COURT_START, "start", "启用日期", DATE_FIELD, REQUIRED, 10,
		"The first day the program is used. Months that ended before it are not asked for and raise "
		"no reminder."},
	{COURT_REVIEW_DAYS, "review_days", "审核天数", NUMBER_FIELD(1, 90), REQUIRED, 4,
		"A submitted record that nobody looked at for so many days is archived by itself.", "10"},
	{COURT_LATE_DAYS, "late_days", "迟报天数", NUMBER_FIELD(0, 60), REQUIRED, 4,
		"A record submitted more than so many days after the meeting is late.", "3"},
	{COURT_UNCOUNTED, "uncounted", "不计应到", SET_FIELD(spell_kinds), 0, 20,
		"Kinds of status that take a person out of those due at a meeting.",
		"on_loan;long_sick_leave;maternity_leave;seconded"},
	{COURT_UTC_OFFSET, "utc_offset", "时差分钟", NUMBER_FIELD(-720, 840), REQUIRED, 5,
		"Minutes that the court's clock is ahead of UTC.", "480"},
	{COURT_CLOCK, "clock", "演示时间", MOMENT_FIELD, SYSTEM | HIDDEN, 16,
		"A fixed present, for demonstrations: with it every session begins at this moment."},
	{COURT_ANSWER_DAYS, "answer_days", "异议答复天数", NUMBER_FIELD(1, 30), 0, 4,
		"An objection to points is answered within so many working days.", "3"},
	{COURT_STUDY_HOURS, "study_hours", "年度学时", NUMBER_FIELD(0, 1000), 0, 4,
		"Hours of training that each member is to reach in a year; empty: none are asked for.", "32"},
	{COURT_CONFIRMED, "systems_confirmed", "制度核对日期", DATE_FIELD, SYSTEM | HIDDEN, 10,
		"The day on which somebody found that what the systems ask for is right."},
	{0},
};

const struct entity court_entity = {ENTITY_COURT, "court", "法院", fields};
