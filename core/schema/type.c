/* The types: how text becomes a value and back. parse(format(v)) is v; show is for people. */
#include "core/schema/schema.h"

#include <stdio.h>
#include <string.h>
#include "core/base/number.h"
#include "core/schema/view.h"

/* --- what several types share
 * ---------------------------------------------------------------------------------------- */

static bool no_value(const struct field *field, struct text text, const char *id, struct error *err)
{
	fail(err, ERROR_INPUT, id, "tS", field->name, field->label, text);
	return fail_at(err, field->tag, 0);
}

static int64_t measure_number(const struct field *field, const struct value *value)
{
	(void)field;
	return value->number;
}

static bool zh(const struct naming *naming)
{
	return !naming || naming->language == LANGUAGE_ZH;
}

/* Cuts the next piece of a list: 、 , ， ; ； between. */
static bool next_piece(struct text *rest, struct text *piece)
{
	static const char *const marks[] = {"、", "，", "；", ",", ";", "\n"};
	size_t end = rest->len, skip = 0;

	if (!rest->len)
		return false;
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t at = text_find(*rest, text_of(marks[i]));

		if (at < end) {
			end = at;
			skip = strlen(marks[i]);
		}
	}
	*piece = text_trim(text_take(*rest, end));
	*rest = text_skip(*rest, end + skip);
	return true;
}

/* --- texts
 * --------------------------------------------------------------------------------------------------------------
 */

static bool parse_text(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	size_t start = room->len, where;
	uint32_t code;
	char point[16];

	(void)naming;
	switch (text_clean(text, room, &where, &code)) {
	case TEXT_OK:
		break;
	case TEXT_NOT_UTF8:
		return no_value(field, NO_TEXT, "{1}: these bytes are no text", err);
	default:
		snprintf(point, sizeof(point), "U+%04X", code);
		fail(err, ERROR_INPUT, "{1} holds a character that cannot be seen ({2}); take it out", "ts",
			field->name, field->label, point);
		return fail_at(err, field->tag, 0);
	}
	/* Only paragraphs hold newlines. */
	for (size_t i = start; field->type == &type_text && i < room->len; i++)
		if (room->data[i] == '\n' || room->data[i] == '\t')
			room->data[i] = ' ';
	*value = value_text(text_skip(buf_as_text(room), start));
	return true;
}

static void format_text(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	buf_text(out, value->bytes);
}

static int64_t measure_text(const struct field *field, const struct value *value)
{
	(void)field;
	return (int64_t)text_count(value->bytes);
}

/* --- numbers and days
 * --------------------------------------------------------------------------------------------------- */

static bool parse_number(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)naming;
	(void)room;
	*value = value_number(0);
	return decimal_parse(text, field->places, &value->number) ||
		no_value(field, text,
			field->places ? "{1}: \"{2}\" is no number" : "{1}: \"{2}\" is no whole number", err);
}

static void format_number(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)naming;
	decimal_format(value->number, field->places, out);
}

static bool parse_date(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)room;
	*value = value_number(0);
	if (date_parse(text, &value->number))
		return true;
	if (naming && naming->today && date_short(text, naming->today, &value->number))
		return true;
	return no_value(field, text, "{1}: there is no day \"{2}\"", err);
}

static void format_date(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	date_format(value->number, out);
}

static bool parse_time(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)naming;
	(void)room;
	*value = value_number(0);
	return time_parse(text, &value->number) ||
		no_value(field, text, "{1}: \"{2}\" is no time of day", err);
}

static void format_time(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	time_format(value->number, out);
}

static bool parse_moment(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)naming;
	(void)room;
	*value = value_number(0);
	return moment_parse(text, &value->number) || no_value(field, text, "{1}: \"{2}\" is no moment", err);
}

static void format_moment(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	moment_format(value->number, out);
}

static void show_moment(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	date_format(moment_date(value->number, COURT_OFFSET), out);
	buf_byte(out, ' ');
	time_format(moment_minute(value->number, COURT_OFFSET), out);
}

/* --- choices
 * -------------------------------------------------------------------------------------------------------------
 */

static const struct choice flag_choices[] = {{0, "no", "否"}, {1, "yes", "是"}, {0}};
static const struct {
	const char *word;
	int flag;
} flag_words[] = {{"true", 1}, {"false", 0}, {"1", 1}, {"0", 0}, {"y", 1}, {"n", 0}};

static const struct choice *choices_of(const struct field *field)
{
	return field->type == &type_flag ? flag_choices : field->choices;
}

static const struct choice *choice_meant(const struct field *field, struct text text)
{
	for (const struct choice *choice = choices_of(field); choice && choice->name; choice++) {
		struct buf label = BUF_INIT;
		bool same = text_is(text, choice->name) || text_is(text, choice->label) ||
			text_equal(text, choice_label(choice, LANGUAGE_EN, &label));

		buf_release(&label);
		if (same)
			return choice;
	}
	for (size_t i = 0; field->type == &type_flag && i < sizeof(flag_words) / sizeof(*flag_words); i++)
		if (text_is(text, flag_words[i].word))
			return &flag_choices[flag_words[i].flag];
	return NULL;
}

static bool refuse_choice(const struct field *field, struct text text, struct error *err)
{
	struct buf names = BUF_INIT, labels = BUF_INIT;

	for (const struct choice *choice = choices_of(field); choice && choice->name; choice++) {
		buf_printf(&names, "%s%s", names.len ? ", " : "", choice->name);
		buf_printf(&labels, "%s%s", labels.len ? "、" : "", choice->label);
	}
	fail(err, ERROR_INPUT, "{1}: \"{2}\" is none of {3}", "tSt", field->name, field->label, text,
		buf_cstr(&names), buf_cstr(&labels));
	buf_release(&names);
	buf_release(&labels);
	return fail_at(err, field->tag, 0);
}

static bool parse_choice(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	const struct choice *choice = choice_meant(field, text);

	(void)naming;
	(void)room;
	*value = value_number(choice ? choice->code : 0);
	return choice || refuse_choice(field, text, err);
}

static void format_choice(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	const struct choice *choice = choice_coded(choices_of(field), value->number);

	(void)naming;
	buf_text(out, choice ? text_of(choice->name) : TEXT("?"));
}

static void show_choice(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	const struct choice *choice = choice_coded(choices_of(field), value->number);

	if (choice)
		choice_label(choice, naming ? naming->language : LANGUAGE_ZH, out);
	else
		buf_text(out, TEXT("?"));
}

static bool parse_set(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	struct text piece;

	(void)naming;
	(void)room;
	*value = value_number(0);
	while (next_piece(&text, &piece)) {
		const struct choice *choice = choice_meant(field, piece);

		if (!piece.len)
			continue;
		if (!choice)
			return refuse_choice(field, piece, err);
		value->number |= INT64_C(1) << choice->code;
	}
	if (!value->number)
		*value = EMPTY_VALUE;
	return true;
}

static void write_set(const struct field *field, const struct value *value, struct naming *naming,
	struct buf *out, const char *between, bool exact)
{
	size_t start = out->len;

	for (const struct choice *choice = field->choices; choice && choice->name; choice++) {
		if (!(value->number >> choice->code & 1))
			continue;
		if (out->len > start)
			buf_text(out, text_of(between));
		if (exact)
			buf_text(out, text_of(choice->name));
		else
			choice_label(choice, naming ? naming->language : LANGUAGE_ZH, out);
	}
}

static void format_set(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	write_set(field, value, naming, out, ";", true);
}

static void show_set(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	write_set(field, value, naming, out, zh(naming) ? "、" : ", ", false);
}

static int64_t measure_set(const struct field *field, const struct value *value)
{
	(void)field;
	return __builtin_popcountll((unsigned long long)value->number);
}

/* --- references
 * ------------------------------------------------------------------------------------------------------------
 */

static bool id_meant(
	const struct field *field, struct text text, struct naming *naming, uint64_t *id, struct error *err)
{
	int64_t number;

	if (text_starts(text, TEXT("#")) && number_parse(text_skip(text, 1), &number) && number > 0) {
		*id = (uint64_t)number;
		return true;
	}
	if (naming && naming->find && naming->find(naming, field->target, text, id, err))
		return true;
	return no_value(field, text, "{1}: there is none named \"{2}\"", err);
}

static bool parse_ref(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	uint64_t id = 0;

	(void)room;
	if (!id_meant(field, text, naming, &id, err))
		return false;
	*value = value_number((int64_t)id);
	return true;
}

static void write_id(const struct field *field, uint64_t id, struct naming *naming, struct buf *out)
{
	if (!naming || !naming->title || !naming->title(naming, field->target, id, out))
		buf_printf(out, "#%llu", (unsigned long long)id);
}

static void format_ref(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)naming;
	write_id(field, (uint64_t)value->number, NULL, out);
}

static void show_ref(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	write_id(field, (uint64_t)value->number, naming, out);
}

static bool parse_refs(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	size_t start = room->len;
	struct text piece;

	*value = (struct value){VALUE_IDS, 0, NO_TEXT};
	while (next_piece(&text, &piece)) {
		uint64_t id;

		if (!piece.len)
			continue;
		if (!id_meant(field, piece, naming, &id, err))
			return false;
		value->bytes = text_skip(buf_as_text(room), start);
		if (!value_has_id(value, id))
			buf_varint(room, id);
	}
	value->bytes = text_skip(buf_as_text(room), start);
	if (!value->bytes.len)
		*value = EMPTY_VALUE;
	return true;
}

static void write_ids(const struct field *field, const struct value *value, struct naming *naming,
	struct buf *out, const char *between)
{
	struct reader ids = value_ids(value);
	size_t start = out->len;

	while (reader_left(&ids)) {
		if (out->len > start)
			buf_text(out, text_of(between));
		write_id(field, read_varint(&ids), naming, out);
	}
}

static void format_refs(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)naming;
	write_ids(field, value, NULL, out, ";");
}

static void show_refs(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	write_ids(field, value, naming, out, zh(naming) ? "、" : ", ");
}

static int64_t measure_refs(const struct field *field, const struct value *value)
{
	struct reader ids = value_ids(value);
	int64_t count = 0;

	(void)field;
	for (; reader_left(&ids); count++)
		read_varint(&ids);
	return count;
}

/* --- lists: not typed as text, only counted
 * ---------------------------------------------------------------------------------- */

static bool parse_list(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)naming;
	(void)room;
	*value = EMPTY_VALUE;
	return no_value(field, text, "{1} is a list: its rows are entered one by one", err);
}

static int64_t measure_list(const struct field *field, const struct value *value)
{
	struct row_walk rows = value_rows(field->rows, value);
	int64_t count = 0;

	while (row_walk_next(&rows))
		count++;
	return count;
}

static void show_list(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)naming;
	number_format(measure_list(field, value), out);
}

const struct type type_text = {
	"text", "文字", VALUE_TEXT, parse_text, format_text, format_text, measure_text};
const struct type type_long = {
	"long_text", "长文字", VALUE_TEXT, parse_text, format_text, format_text, measure_text};
const struct type type_number = {
	"number", "数", VALUE_NUMBER, parse_number, format_number, format_number, measure_number};
const struct type type_decimal = {
	"decimal", "小数", VALUE_NUMBER, parse_number, format_number, format_number, measure_number};
const struct type type_date = {
	"date", "日期", VALUE_NUMBER, parse_date, format_date, format_date, measure_number};
const struct type type_time = {
	"time", "时间", VALUE_NUMBER, parse_time, format_time, format_time, measure_number};
const struct type type_moment = {
	"moment", "时刻", VALUE_NUMBER, parse_moment, format_moment, show_moment, measure_number};
const struct type type_flag = {
	"flag", "是否", VALUE_NUMBER, parse_choice, format_choice, show_choice, measure_number};
const struct type type_choice = {
	"choice", "选项", VALUE_NUMBER, parse_choice, format_choice, show_choice, measure_number};
const struct type type_set = {"choices", "多选", VALUE_NUMBER, parse_set, format_set, show_set, measure_set};
const struct type type_ref = {
	"reference", "引用", VALUE_NUMBER, parse_ref, format_ref, show_ref, measure_number};
const struct type type_refs = {
	"references", "多个引用", VALUE_IDS, parse_refs, format_refs, show_refs, measure_refs};
const struct type type_list = {"list", "清单", VALUE_ROWS, parse_list, show_list, show_list, measure_list};
