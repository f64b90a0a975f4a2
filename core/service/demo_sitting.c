#include "core/service/demo_sitting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/model/ops.h"
#include "core/model/roster.h"
#include "core/service/demo_words.h"

enum { QUICK = 0, TOLD_MONTH = 8, LINES = 6, ROLL_MAX = 64 };

bool sitting_is_told(const struct demo_sitting *sitting)
{
	return sitting->group == QUICK && sitting->month == TOLD_MONTH && sitting->kind == MEETING_GROUP;
}

bool sitting_of_lin(const struct demo_sitting *sitting)
{
	return sitting->group == QUICK && sitting->month == TOLD_MONTH && sitting->kind == MEETING_STUDY;
}

int sitting_start(const struct demo_sitting *sitting)
{
	return sitting->kind == MEETING_STUDY ? 16 * 60 : 15 * 60 + (sitting_is_told(sitting) ? 3 : 0);
}

int sitting_end(const struct demo_sitting *sitting)
{
	return sitting_is_told(sitting) ? 15 * 60 + 51
					: sitting_start(sitting) + 45 + sitting->month * 7 % 5 * 4;
}

bool sitting_officers(struct world *world, struct demo_sitting *sitting, struct error *err)
{
	uint64_t group = sitting->court->groups[sitting->group];

	sitting->leader = leader_of(world, group, sitting->day);
	sitting->recorder = sitting->court->people[sitting->group];
	sitting->secretary = officer_of(world, TERM_SECRETARY, branch_of(world, group), sitting->day);
	return (sitting->leader && sitting->secretary) ||
		fail(err, ERROR_BROKEN, "{1} has no leader or no secretary", "s",
			demo_groups[sitting->group].name);
}

static unsigned chance(const struct demo_sitting *sitting, unsigned limit)
{
	return demo_random(&sitting->court->luck.random, limit);
}

static const char *one_of(const struct demo_sitting *sitting, const char *const *words)
{
	unsigned count = 0;

	while (words[count])
		count++;
	return words[chance(sitting, count)];
}

/* --- the roll --- */

struct roll {
	uint64_t people[ROLL_MAX], groups[ROLL_MAX];
	int marks[ROLL_MAX];
	const char *reasons[ROLL_MAX];
	size_t count;
};

static void read_roll(const struct view *meeting, struct roll *roll)
{
	struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE);

	for (roll->count = 0; roll->count < ROLL_MAX && row_walk_next(&rows); roll->count++) {
		roll->people[roll->count] = rows.row.id;
		roll->groups[roll->count] = (uint64_t)view_number(&rows.row, ATTENDANCE_GROUP);
		roll->marks[roll->count] = MARK_PRESENT;
		roll->reasons[roll->count] = NULL;
	}
}

static void mark(struct roll *roll, uint64_t person, int mark, const char *reason)
{
	for (size_t i = 0; i < roll->count; i++)
		if (roll->people[i] == person) {
			roll->marks[i] = mark;
			roll->reasons[i] = reason;
		}
}

/* What is over after one sitting is owed by the next. */
static int absent_by_rate(const struct demo_sitting *sitting, size_t due)
{
	int *owed = &sitting->court->luck.owed[sitting->group][sitting->kind == MEETING_STUDY], absent;

	*owed += (int)due * (1000 - demo_groups[sitting->group].attendance);
	absent = (*owed + 300 + (int)chance(sitting, 400)) / 1000;
	*owed -= absent * 1000;
	return absent;
}

/* Whoever chairs or writes is there. Most of those missing had asked for leave. */
static void mark_absent(const struct demo_sitting *sitting, struct roll *roll)
{
	int left = sitting->absent < 0 ? absent_by_rate(sitting, roll->count) : sitting->absent;

	for (int tries = 0; left > 0 && tries < 400; tries++) {
		size_t i = chance(sitting, (unsigned)roll->count);

		if (roll->marks[i] != MARK_PRESENT || roll->people[i] == sitting->leader ||
			roll->people[i] == sitting->recorder)
			continue;
		roll->marks[i] = chance(sitting, 8) ? MARK_LEAVE : MARK_ABSENT;
		roll->reasons[i] = one_of(sitting, demo_reasons);
		left--;
	}
}

static void mark_some(const struct demo_sitting *sitting, struct roll *roll)
{
	static const int others[] = {MARK_LATE, MARK_EARLY, MARK_ONLINE};

	for (size_t i = 0; i < roll->count; i++)
		if (roll->marks[i] == MARK_PRESENT && roll->people[i] != sitting->leader &&
			!chance(sitting, 40))
			roll->marks[i] = others[chance(sitting, 3)];
}

static bool take_roll(
	struct world *world, const struct demo_sitting *sitting, struct roll *roll, struct error *err)
{
	uint64_t huang, lin;

	if (!sitting_is_told(sitting) && !sitting_of_lin(sitting)) {
		mark_absent(sitting, roll);
		mark_some(sitting, roll);
		return true;
	}
	if (!demo_person(world, "黄芳影", &huang, err) || !demo_person(world, "林芸", &lin, err))
		return false;
	if (sitting_of_lin(sitting)) {
		mark(roll, lin, MARK_LEAVE, "出差");
		return true;
	}
	mark(roll, huang, MARK_LEAVE, "病假");
	mark(roll, lin, MARK_ABSENT, NULL);
	return true;
}

static void write_roll(const struct demo_sitting *sitting, const struct roll *roll, struct buf *rows)
{
	struct buf body = BUF_INIT;
	struct record row;

	for (size_t i = 0; i < roll->count; i++) {
		record_init(&row, &attendance_rows);
		record_number(&row, ATTENDANCE_PERSON, (int64_t)roll->people[i]);
		record_number(&row, ATTENDANCE_GROUP, (int64_t)roll->groups[i]);
		record_number(&row, ATTENDANCE_MARK, roll->marks[i]);
		if (roll->reasons[i])
			record_text(&row, ATTENDANCE_REASON, text_of(roll->reasons[i]));
		if (roll->marks[i] == MARK_LATE)
			record_number(&row, ATTENDANCE_ARRIVED, sitting_start(sitting) + 12);
		buf_clear(&body);
		record_write(&row, &body);
		record_release(&row);
		rows_add(rows, roll->people[i], buf_as_text(&body));
	}
	buf_release(&body);
}

/* --- agenda --- */

static void topic(const struct demo_sitting *sitting, size_t nth, struct buf *out)
{
	const char *item = demo_agendas[sitting->month - 1].items[nth];
	const char *place = item ? strstr(item, "%s") : NULL;

	buf_clear(out);
	if (sitting->kind == MEETING_STUDY)
		item = nth ? NULL : demo_study_topics[sitting->month - 1];
	if (!item)
		return;
	if (sitting->kind == MEETING_STUDY || !place) {
		buf_text(out, text_of(item));
		return;
	}
	buf_put(out, item, (size_t)(place - item));
	buf_printf(out, "%s%s", demo_groups[sitting->group].work, place + 2);
}

static void write_agenda(const struct demo_sitting *sitting, struct buf *rows)
{
	int start = sitting_start(sitting), end = sitting_end(sitting),
	    half = sitting_is_told(sitting) ? 15 * 60 + 24 : start + (end - start) * 2 / 5;
	struct buf title = BUF_INIT, body = BUF_INIT, next = BUF_INIT;
	struct record row;

	for (size_t i = 0; i < 2; i++) {
		topic(sitting, i, &title);
		topic(sitting, i + 1, &next);
		if (!title.len)
			break;
		record_init(&row, &agenda_rows);
		record_text(&row, AGENDA_TITLE, buf_as_text(&title));
		if (sitting->kind == MEETING_STUDY)
			record_number(&row, AGENDA_STUDY, 1);
		record_number(&row, AGENDA_START, i ? half : start + 2);
		record_number(&row, AGENDA_END, next.len ? half : end - 3);
		buf_clear(&body);
		record_write(&row, &body);
		record_release(&row);
		rows_add(rows, DEMO_ROW_ROOM * (i + 1), buf_as_text(&body));
	}
	buf_release(&title);
	buf_release(&body);
	buf_release(&next);
}

/* --- minutes --- */

static void write_line(struct buf *rows, size_t nth, int minute, uint64_t speaker, const char *text)
{
	struct buf body = BUF_INIT;
	struct record row;

	record_init(&row, &minutes_rows);
	record_number(&row, MINUTES_TIME, minute);
	record_number(&row, MINUTES_SPEAKER, (int64_t)speaker);
	record_text(&row, MINUTES_TEXT, text_of(text));
	record_write(&row, &body);
	record_release(&row);
	rows_add(rows, DEMO_ROW_ROOM * (nth + 1), buf_as_text(&body));
	buf_release(&body);
}

static bool write_told(struct world *world, struct buf *rows, struct error *err)
{
	uint64_t speaker;

	for (size_t i = 0; demo_told[i].speaker; i++) {
		if (!demo_person(world, demo_told[i].speaker, &speaker, err))
			return false;
		write_line(rows, i, demo_told[i].minute, speaker, demo_told[i].text);
	}
	return true;
}

static uint64_t somebody_present(const struct demo_sitting *sitting, const struct roll *roll)
{
	for (int tries = 0; tries < 100; tries++) {
		size_t i = chance(sitting, (unsigned)roll->count);

		if (roll->marks[i] != MARK_LEAVE && roll->marks[i] != MARK_ABSENT)
			return roll->people[i];
	}
	return sitting->leader;
}

/* Nobody says the same thing twice in one sitting. */
static void write_minutes(const struct demo_sitting *sitting, const struct roll *roll, struct buf *rows)
{
	bool study = sitting->kind == MEETING_STUDY;
	const char *const *words = study ? demo_study_lines : demo_lines;
	unsigned count = 1, step, at;

	while (words[count])
		count++;
	at = study ? 1 : chance(sitting, count);
	step = study ? 1 : 5;
	write_line(rows, 0, sitting_start(sitting) + 2, sitting->leader,
		study ? words[0] : one_of(sitting, demo_openings));
	for (size_t i = 1; i < (study ? 4 : LINES); i++, at += step)
		write_line(rows, i, sitting_start(sitting) + 2 + (int)i * 7, somebody_present(sitting, roll),
			words[at % count]);
}

/* --- decisions --- */

static void write_decision(struct buf *rows, size_t nth, const char *text, uint64_t owner, int64_t due)
{
	struct buf body = BUF_INIT, owners = BUF_INIT;
	struct record row;

	buf_varint(&owners, owner);
	record_init(&row, &decision_rows);
	record_text(&row, DECISION_TEXT, text_of(text));
	record_set(&row, DECISION_OWNERS, (struct value){VALUE_IDS, 0, buf_as_text(&owners)});
	record_number(&row, DECISION_DUE, due);
	record_write(&row, &body);
	record_release(&row);
	rows_add(rows, DEMO_ROW_ROOM * (nth + 1), buf_as_text(&body));
	buf_release(&owners);
	buf_release(&body);
}

static bool write_decisions(struct world *world, const struct demo_sitting *sitting, const struct roll *roll,
	struct buf *rows, struct error *err)
{
	uint64_t ren, hu;

	if (sitting_is_told(sitting)) {
		if (!demo_person(world, "任希霞", &ren, err) || !demo_person(world, "胡青涛", &hu, err))
			return false;
		write_decision(rows, 0, "到诉讼服务中心听取意见", ren, date_of(2026, 9, 30));
		write_decision(rows, 1, "汇编速裁典型案例", hu, date_of(2026, 9, 20));
		return true;
	}
	if (sitting->kind == MEETING_GROUP) {
		/* As arguments, each compiler would draw them in its own order. */
		int64_t due = demo_workday(sitting->day + 14 + chance(sitting, 10), 1);
		uint64_t owner = somebody_present(sitting, roll);

		write_decision(rows, 0, one_of(sitting, demo_decisions), owner, due);
	}
	return true;
}

/* --- holding --- */

bool sitting_hold(struct writer *writer, void *arg, struct error *err)
{
	struct demo_sitting *sitting = arg;
	const struct view nothing = {.entity = &meeting_entity};
	unsigned more = sitting->kind == MEETING_GROUP ? demo_agendas[sitting->month - 1].kinds : 0;
	struct buf body = BUF_INIT, said = BUF_INIT;
	struct operation_call call = {.writer = writer, .record = &nothing, .text = &said};
	struct record arguments;
	bool good;

	record_init(&arguments, &hold_arguments);
	record_number(&arguments, HOLD_GROUP, (int64_t)sitting->court->groups[sitting->group]);
	record_number(&arguments, HOLD_KINDS, 1u << sitting->kind | more);
	record_number(&arguments, HOLD_DATE, sitting->day);
	record_write(&arguments, &body);
	record_release(&arguments);
	call.arguments = (struct view){.entity = &hold_arguments, .body = buf_as_text(&body)};
	good = meeting_op_hold(&call, err);
	if (good)
		sitting->meeting = writer_result(writer)->items[0].id;
	buf_release(&body);
	buf_release(&said);
	return good;
}

struct parts {
	struct buf roll, agenda, minutes, decisions, title;
};

static struct value rows_of(const struct buf *rows)
{
	return value_filled((struct value){VALUE_ROWS, 0, buf_as_text(rows)});
}

static bool write_parts(
	struct writer *writer, struct demo_sitting *sitting, struct parts *parts, struct error *err)
{
	struct world *world = &writer->world;
	struct roll roll;
	struct view meeting;

	if (!world->get(world, ENTITY_MEETING, sitting->meeting, &meeting, err))
		return false;
	read_roll(&meeting, &roll);
	if (!take_roll(world, sitting, &roll, err))
		return false;
	write_roll(sitting, &roll, &parts->roll);
	write_agenda(sitting, &parts->agenda);
	if (sitting_is_told(sitting) && !write_told(world, &parts->minutes, err))
		return false;
	if (!sitting_is_told(sitting))
		write_minutes(sitting, &roll, &parts->minutes);
	topic(sitting, 0, &parts->title);
	return write_decisions(world, sitting, &roll, &parts->decisions, err);
}

bool sitting_write(struct writer *writer, void *arg, struct error *err)
{
	struct demo_sitting *sitting = arg;
	struct parts parts = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
	bool good = write_parts(writer, sitting, &parts, err);
	struct record_slot values[] = {
		{MEETING_TOPIC, value_text(buf_as_text(&parts.title))},
		{MEETING_PLACE, value_text(text_of(demo_groups[sitting->group].place))},
		{MEETING_CHAIR, value_number((int64_t)sitting->leader)},
		{MEETING_RECORDER, value_number((int64_t)sitting->recorder)},
		{MEETING_START, value_number(sitting_start(sitting))},
		{MEETING_ATTENDANCE, rows_of(&parts.roll)},
		{MEETING_AGENDA, rows_of(&parts.agenda)},
		{MEETING_MINUTES, rows_of(&parts.minutes)},
		{MEETING_DECISIONS, rows_of(&parts.decisions)},
	};

	good = good &&
		writer_set(writer, ENTITY_MEETING, &sitting->meeting, values,
			sizeof(values) / sizeof(*values), err);
	buf_release(&parts.roll);
	buf_release(&parts.agenda);
	buf_release(&parts.minutes);
	buf_release(&parts.decisions);
	buf_release(&parts.title);
	return good;
}
