/* Comparisons that are written in words, 数量大于3: refused with how they are written, for as one word they
 * would be the name of a label. */
#include <string.h>
#include "core/score/row_formula.h"

static const struct {
	const char *word, *sign;
} ways[] = {
	/* Longer ones first. */
	{"不少于", ">="},
	{"不低于", ">="},
	{"不小于", ">="},
	{"不超过", "<="},
	{"不高于", "<="},
	{"不多于", "<="},
	{"不大于", "<="},
	{"不等于", "!="},
	{"大于", ">"},
	{"超过", ">"},
	{"高于", ">"},
	{"多于", ">"},
	{"小于", "<"},
	{"低于", "<"},
	{"少于", "<"},
	{"不足", "<"},
	{"不到", "<"},
	{"达到", ">="},
	{"至少", ">="},
	{"至多", "<="},
	{"等于", "="},
	{"不是", "!="},
	{"不为", "!="},
	{"是", "="},
	{"为", "="},
};
static const struct {
	const char *end, *sign;
} ends[] = {{"及以上", ">="}, {"以上", ">="}, {"及以下", "<="}, {"以下", "<="}};

/* 3天: the number alone. */
static struct text without_unit(struct text text)
{
	size_t digits = 0;

	while (digits < text.len && strchr("-0123456789.%", text.at[digits]))
		digits++;
	return digits ? text_take(text, digits) : text;
}

/* What is compared stands first; how, and with what. */
static bool is_compared(struct text name, struct text rest, struct buf *meant)
{
	rest = text_trim(rest);
	/* That is how it is written. */
	if (text_starts(rest, TEXT("为空")) || text_starts(rest, TEXT("不为空")))
		return false;
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		struct text with = text_skip(rest, strlen(ways[i].word));

		if (!text_starts(rest, text_of(ways[i].word)) || !text_trim(with).len)
			continue;
		with = without_unit(text_trim(with));
		buf_printf(
			meant, "%.*s %s %.*s", (int)name.len, name.at, ways[i].sign, (int)with.len, with.at);
		return true;
	}
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct text with = without_unit(rest);

		if (!text_ends(rest, text_of(ends[i].end)) || with.len == rest.len)
			continue;
		buf_printf(
			meant, "%.*s %s %.*s", (int)name.len, name.at, ends[i].sign, (int)with.len, with.at);
		return true;
	}
	return false;
}

static bool begins_so(struct text text, struct text name, struct buf *meant)
{
	return text_count(name) > 1 && text_starts(text, name) &&
		is_compared(name, text_skip(text, name.len), meant);
}

/* 不是省级: not that level, or not that label. */
static bool is_denied(struct reading *reading, struct text text, struct buf *meant)
{
	const struct text word = text_skip(text, TEXT("不是").len);
	const unsigned target = text_ends(word, TEXT("级")) ? ENTITY_LEVEL : ENTITY_LABEL;
	const struct field *field = NULL;

	if (!text_starts(text, TEXT("不是")) || !word.len)
		return false;
	while ((field = entity_next(shape_of(reading), field)) && field->target != target)
		;
	if (field)
		buf_printf(meant, "%s != %.*s", reading->english ? field->name : field->label, (int)word.len,
			word.at);
	return field != NULL;
}

static bool is_label(struct reading *reading, struct text text)
{
	struct naming *naming = naming_of(reading);
	uint64_t id;

	return naming->find(naming, ENTITY_LABEL, text, &id, NULL) && id != NAMED_NOTHING;
}

bool is_said_comparison(struct reading *reading, struct text text, struct buf *meant)
{
	const struct line *line = reading->line;
	bool found = false;

	for (size_t i = 0; !found && i < line->column_count; i++)
		found = begins_so(text, line->columns[i].name, meant);
	for (const struct field *field = NULL; !found && (field = entity_next(shape_of(reading), field));)
		found = begins_so(text, text_of(field->label), meant);
	return (found || is_denied(reading, text, meant)) && !is_label(reading, text);
}

bool refuse_said_comparison(struct reading *reading, struct text text, unsigned line, unsigned column)
{
	struct buf meant = BUF_INIT;
	struct message message;
	bool said = is_said_comparison(reading, text, &meant);

	if (said) {
		message_set(&message, "\"{1}\" is compared by a sign: {2}", "SS", text, buf_as_text(&meant));
		fault_pass(reading->faults, line, column, &message);
	}
	buf_release(&meant);
	return said;
}
