#include "tests/harness/sample.h"

#include <stdlib.h>
#include <string.h>

const struct choice sample_kinds[] = {
	{1, "group_meeting", "党小组会"},
	{2, "lecture", "党课", "party_lesson"},
	{5, "theme_day", "主题党日"},
	{62, "study", "集中学习"},
	{0},
};

static const struct field roll_fields[] = {
	{ROLL_WHO, "who", "人员", REF_FIELD(SAMPLE_ID), REQUIRED | ROWKEY, 8},
	{ROLL_MARK, "mark", "到会", NUMBER_FIELD(1, 9), LATER_WINS, 4},
	{ROLL_NOTE, "note", "备注", TEXT_FIELD(0, 20), 0, 8},
	{0},
};
const struct entity roll_rows = {0, "roll", "点名", roll_fields};
static const struct field line_fields[] = {
	{LINE_TEXT, "text", "内容", TEXT_FIELD(0, 400), SEARCH, 20},
	{LINE_COUNT, "count", "数量", NUMBER_FIELD(-9, 99), 0, 4},
	{0},
};
const struct entity sample_line_rows = {0, "line", "行", line_fields};

static const struct field sample_fields[] = {
	{SAMPLE_NAME, "name", "姓名", TEXT_FIELD(1, 20), REQUIRED | TITLE | SEARCH | PINYIN, 8},
	{SAMPLE_ESSAY, "essay", "心得", LONG_FIELD(5000), SEARCH, 20},
	{SAMPLE_COUNT, "count", "数量", NUMBER_FIELD(-5, 100), 0, 4},
	{SAMPLE_SHARE, "share", "比例", DECIMAL_FIELD(2, -10000, 10000), 0, 6},
	{SAMPLE_DAY, "day", "日期", DATE_FIELD, 0, 10},
	{SAMPLE_TIME, "time", "时间", TIME_FIELD, 0, 5},
	{SAMPLE_AT, "at", "时刻", MOMENT_FIELD, 0, 16},
	{SAMPLE_DONE, "done", "完成", FLAG_FIELD, 0, 4},
	{SAMPLE_KIND, "kind", "类型", CHOICE_FIELD(sample_kinds), 0, 8},
	{SAMPLE_KINDS, "kinds", "各类型", SET_FIELD(sample_kinds), 0, 8},
	{SAMPLE_OWNER, "owner", "责任人", REF_FIELD(SAMPLE_ID), 0, 8},
	{SAMPLE_HELPERS, "helpers", "协助人", REFS_FIELD(SAMPLE_ID, 5), 0, 8},
	{SAMPLE_ROLL, "roll", "点名", LIST_FIELD(&roll_rows, 50), 0, 8},
	{SAMPLE_LINES, "lines", "记录", LIST_FIELD(&sample_line_rows, 500), BESIDE, 8},
	{SAMPLE_SOUNDS, "sounds", "拼音", TEXT_FIELD(0, 60), 0, 8},
	{0},
};
const struct entity sample_entity = {SAMPLE_ID, "sample", "样本", sample_fields, .sounds = SAMPLE_SOUNDS};
static const struct entity *const sample_entities[] = {&sample_entity, NULL};
const struct schema sample_schema = {sample_entities};

/* --- random records --- */

uint64_t sample_random(uint64_t *state)
{
	uint64_t mixed = *state += UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
	return mixed ^ (mixed >> 31);
}

size_t sample_below(uint64_t *state, size_t limit)
{
	return limit ? (size_t)(sample_random(state) % limit) : 0;
}

static int64_t between(int64_t least, int64_t most, uint64_t *state)
{
	return least + (int64_t)(sample_random(state) % ((uint64_t)(most - least) + 1));
}

static struct value random_text(const struct field *field, uint64_t *state, struct arena *arena)
{
	static const char *const pieces[] = {
		"会", "议", "a", "Z", "é", "😀", "，", "1", ";", "#", "\"", "一", "二", "𠮷", " ", "\n"};
	size_t choices = sizeof(pieces) / sizeof(*pieces) - (field->type == &type_text);
	size_t most = field->max && field->max < 60 ? (size_t)field->max : 60;
	size_t count = 1 + sample_below(state, most);
	struct buf bytes = BUF_INIT;
	struct value value;

	/* No blank at either end: it would not be kept. */
	buf_text(&bytes, TEXT("文"));
	for (size_t i = 2; i < count; i++)
		buf_text(&bytes, text_of(pieces[sample_below(state, choices)]));
	if (count > 1)
		buf_text(&bytes, TEXT("尾"));
	value = value_text(arena_text(arena, buf_as_text(&bytes)));
	buf_release(&bytes);
	return value;
}

static struct value random_ids(const struct field *field, uint64_t *state, struct arena *arena)
{
	struct value ids = {VALUE_IDS, 0, NO_TEXT};
	size_t count = 1 + sample_below(state, field->max ? (size_t)field->max : 9);
	struct buf bytes = BUF_INIT;

	while (count--) {
		uint64_t id = 1 + sample_below(state, 300);

		ids.bytes = buf_as_text(&bytes);
		if (!value_has_id(&ids, id))
			buf_varint(&bytes, id);
	}
	ids.bytes = arena_text(arena, buf_as_text(&bytes));
	buf_release(&bytes);
	return ids;
}

static const struct field *row_key(const struct entity *rows)
{
	const struct field *field = NULL;

	while ((field = entity_next(rows, field)) && !(field->flags & ROWKEY))
		;
	return field;
}

static struct value random_rows(const struct field *field, uint64_t *state, struct arena *arena)
{
	const struct field *key = row_key(field->rows);
	size_t count = 1 + sample_below(state, field->max && field->max < 8 ? (size_t)field->max : 8);
	struct value value = {VALUE_ROWS, 0, NO_TEXT};
	struct buf bytes = BUF_INIT;
	uint64_t row = 0;

	while (count--) {
		struct record record;
		struct buf body = BUF_INIT, keyed = BUF_INIT;

		row += 1 + sample_below(state, 3);
		sample_body(field->rows, state, &body);
		record_read(&record, field->rows, buf_as_text(&body));
		if (key)
			record_number(&record, key->tag, (int64_t)row);
		record_write(&record, &keyed);
		rows_add(&bytes, row, buf_as_text(&keyed));
		record_release(&record);
		buf_release(&body);
		buf_release(&keyed);
	}
	value.bytes = arena_text(arena, buf_as_text(&bytes));
	buf_release(&bytes);
	return value;
}

static int64_t random_choice(const struct field *field, uint64_t *state)
{
	size_t count = 0;

	while (field->choices[count].name)
		count++;
	return field->choices[sample_below(state, count)].code;
}

struct value sample_value(const struct field *field, uint64_t *state, struct arena *arena)
{
	int64_t first;

	switch (field->type->kind) {
	case VALUE_TEXT:
		return random_text(field, state, arena);
	case VALUE_IDS:
		return random_ids(field, state, arena);
	case VALUE_ROWS:
		return random_rows(field, state, arena);
	default:
		break;
	}
	if (field->type == &type_choice)
		return value_number(random_choice(field, state));
	if (field->type == &type_set) {
		first = INT64_C(1) << random_choice(field, state);
		return value_number(first | INT64_C(1) << random_choice(field, state));
	}
	if (field->type == &type_ref)
		return value_number(between(1, 1000000, state));
	if (field->type == &type_moment)
		return value_number(
			between(DATE_MIN, DATE_MAX, state) * 86400000000 + between(0, 86399999999, state));
	return value_number(field->min || field->max ? between(field->min, field->max, state)
						     : between(INT64_MIN / 2, INT64_MAX / 2, state));
}

void sample_body(const struct entity *entity, uint64_t *state, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct record record;

	record_init(&record, entity);
	for (const struct field *field = NULL; (field = entity_next(entity, field));)
		if (field->flags & REQUIRED || sample_below(state, 2))
			record_set(&record, field->tag, sample_value(field, state, &arena));
	record_write(&record, out);
	record_release(&record);
	arena_release(&arena);
}

/* A long text with a piece put in, taken out or exchanged, as people do. */
static struct value retouch(const struct value *old, uint64_t *state, struct arena *arena)
{
	struct text text = old->bytes;
	size_t at = sample_below(state, text.len), gone = sample_below(state, 2) * sample_below(state, 9);
	size_t to = at + gone < text.len ? at + gone : text.len;
	struct buf bytes = BUF_INIT;
	struct value value;

	while (at && ((unsigned char)text.at[at] & 0xc0) == 0x80)
		at--;
	while (to < text.len && ((unsigned char)text.at[to] & 0xc0) == 0x80)
		to++;
	buf_text(&bytes, text_take(text, at));
	buf_text(&bytes, text_of(sample_below(state, 3) ? "插入" : ""));
	buf_text(&bytes, text_skip(text, to));
	value = value_text(arena_text(arena, buf_as_text(&bytes)));
	buf_release(&bytes);
	return value;
}

static struct value change_rows(
	const struct field *field, const struct value *old, uint64_t *state, struct arena *arena)
{
	struct value added = sample_value(field, state, arena), value = {VALUE_ROWS, 0, NO_TEXT};
	struct row_walk a = value_rows(field->rows, old), b = value_rows(field->rows, &added);
	bool has_a = row_walk_next(&a), has_b = row_walk_next(&b);
	struct buf bytes = BUF_INIT;

	/* Of each key the old row, the new one, or none. */
	while (has_a || has_b) {
		bool take_a = has_a && (!has_b || a.row.id <= b.row.id);
		bool take_b = has_b && (!has_a || b.row.id <= a.row.id);
		size_t dice = sample_below(state, 6);

		if (take_a && dice > 1)
			rows_add(&bytes, a.row.id, a.row.body);
		else if (take_b && dice)
			rows_add(&bytes, b.row.id, b.row.body);
		if (take_a)
			has_a = row_walk_next(&a);
		if (take_b)
			has_b = row_walk_next(&b);
	}
	value.bytes = arena_text(arena, buf_as_text(&bytes));
	buf_release(&bytes);
	return value;
}

void sample_change(const struct entity *entity, struct text body, uint64_t *state, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct record record;

	record_read(&record, entity, body);
	for (const struct field *field = NULL; (field = entity_next(entity, field));) {
		struct value old = record_get(&record, field->tag);
		size_t dice = sample_below(state, 6);

		if (dice == 0)
			record_set(&record, field->tag, EMPTY_VALUE);
		else if (dice == 1 || (dice == 2 && old.kind == VALUE_NUMBER))
			record_set(&record, field->tag, sample_value(field, state, &arena));
		else if (dice == 2 && old.kind == VALUE_TEXT)
			record_set(&record, field->tag, retouch(&old, state, &arena));
		else if (dice <= 4 && old.kind == VALUE_ROWS)
			record_set(&record, field->tag, change_rows(field, &old, state, &arena));
	}
	record_write(&record, out);
	record_release(&record);
	arena_release(&arena);
}
