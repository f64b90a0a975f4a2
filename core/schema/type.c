/* The types of texts and numbers, and what all types have in common. */
#include "core/schema/type_internal.h"

#include <stdio.h>
#include <string.h>
#include "core/base/number.h"

bool type_refuse(const struct field *field, struct text text, const char *id, struct error *err)
{
	fail(err, ERROR_INPUT, id, "tS", field->name, field->label, text);
	return fail_at(err, field->tag, 0);
}

int64_t type_measure_number(const struct field *field, const struct value *value)
{
	(void)field;
	return value->number;
}

/* --- lists of names --- */

static const char *const marks[] = {"、", "，", "；", ",", ";", "\n", NULL};
static const char *const blanks[] = {" ", "\t", "　", NULL};

/* Cuts off what stands before the first of the marks. */
static bool next_piece(struct text *rest, const char *const *between, struct text *piece)
{
	size_t end = rest->len, skip = 0;

	if (!rest->len)
		return false;
	for (; *between; between++) {
		size_t at = text_find(*rest, text_of(*between));

		if (at < end) {
			end = at;
			skip = strlen(*between);
		}
	}
	*piece = text_trim(text_take(*rest, end));
	*rest = text_skip(*rest, end + skip);
	return true;
}

bool type_each_name(struct text list, type_take *take, void *arg, struct error *err)
{
	struct text piece, word;

	while (next_piece(&list, marks, &piece)) {
		if (!piece.len || take(piece, arg, NULL))
			continue;
		while (next_piece(&piece, blanks, &word))
			if (word.len && !take(word, arg, err))
				return false;
	}
	return true;
}

bool type_one_name(struct text name)
{
	struct text rest = name, piece;

	return next_piece(&rest, marks, &piece) && text_equal(piece, name);
}

const char *type_between(const struct naming *naming)
{
	return naming && naming->language == LANGUAGE_EN ? ", " : "、";
}

/* --- texts --- */

static bool refuse_character(const struct field *field, uint32_t code, struct error *err)
{
	char point[16];

	snprintf(point, sizeof(point), "U+%04X", code);
	fail(err, ERROR_INPUT, "{1} holds a character that cannot be seen ({2}); take it out", "ts",
		field->name, field->label, point);
	return fail_at(err, field->tag, 0);
}

static bool parse_text(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	size_t start = room->len, where;
	uint32_t code = 0;
	enum text_fault fault = text_clean(text, room, &where, &code);

	(void)naming;
	*value = EMPTY_VALUE;
	if (fault)
		return fault == TEXT_NOT_UTF8
			? type_refuse(field, NO_TEXT, "{1}: these bytes are no text", err)
			: refuse_character(field, code, err);
	/* Only paragraphs hold newlines. */
	for (size_t i = start; field->type == &type_text && i < room->len; i++)
		if (room->data[i] == '\n' || room->data[i] == '\t')
			room->data[i] = ' ';
	text = text_trim(text_skip(buf_as_text(room), start));
	if (text.len)
		*value = value_text(text);
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

/* --- numbers --- */

static bool parse_number(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)naming;
	(void)room;
	*value = value_number(0);
	if (decimal_parse(text, field->places, &value->number))
		return true;
	return type_refuse(field, text,
		field->places ? "{1}: \"{2}\" is no number" : "{1}: \"{2}\" is no whole number", err);
}

static void format_number(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)naming;
	decimal_format(value->number, field->places, out);
}

const struct type type_text = {
	"text", "文字", VALUE_TEXT, parse_text, format_text, format_text, measure_text};
const struct type type_long = {
	"long_text", "长文字", VALUE_TEXT, parse_text, format_text, format_text, measure_text};
const struct type type_number = {
	"number", "数", VALUE_NUMBER, parse_number, format_number, format_number, type_measure_number};
const struct type type_decimal = {
	"decimal", "小数", VALUE_NUMBER, parse_number, format_number, format_number, type_measure_number};
