/* What is written as one word and is none: a comparison in words (数量大于3), two words (省级、市级), what no
 * column says. Refused with how it is written, for as one word it would be the name of a label. */
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

/* 没有佐证 */
static bool is_empty_said(struct text text, struct text name, struct buf *meant)
{
	static const char *const befores[] = {"没有", "没写", "未写", "未填", "没填", "无"};

	for (size_t i = 0; i < sizeof(befores) / sizeof(*befores); i++)
		if (text_starts(text, text_of(befores[i])) &&
			text_equal(text_skip(text, strlen(befores[i])), name)) {
			buf_printf(meant, "%.*s 为空", (int)name.len, name.at);
			return true;
		}
	return false;
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
	return text_count(name) > 1 &&
		(is_empty_said(text, name, meant) ||
			(text_starts(text, name) && is_compared(name, text_skip(text, name.len), meant)));
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

/* --- two words --- */

bool is_two_words(struct reading *reading, struct text text)
{
	static const char *const betweens[] = {"或者", "或", "、"};
	bool found = false;

	if (text_find(text, TEXT(" ")) < text.len || is_label(reading, text))
		return false;
	for (size_t i = 0; !found && i < sizeof(betweens) / sizeof(*betweens); i++) {
		struct text first = text_take(text, text_find(text, text_of(betweens[i])));
		struct buf filter = BUF_INIT;

		/* 或 may stand in a name, 、 in none. */
		found = first.len && first.len < text.len &&
			(text_is(text_of(betweens[i]), "、") ||
				field_saying(shape_of(reading), first, &filter));
		buf_release(&filter);
	}
	return found;
}

bool refuse_wording(struct reading *reading, struct text text, unsigned line, unsigned column)
{
	struct buf meant = BUF_INIT;
	struct message message;
	bool said = true;

	if (is_two_words(reading, text))
		message_set(&message,
			"\"{1}\" is no word of its own: list what is meant, [A, B]; in a table each has its "
			"own, {A: 2, B: 2}",
			"S", text);
	else if (is_said_comparison(reading, text, &meant))
		message_set(&message, "\"{1}\" is compared by a sign: {2}", "SS", text, buf_as_text(&meant));
	else
		said = false;
	if (said)
		fault_pass(reading->faults, line, column, &message);
	buf_release(&meant);
	return said;
}

/* --- what nothing can say --- */

static bool says_late(struct text text)
{
	static const char *const words[] = {"逾期", "超期", "超时", "迟报", "迟交", "late", "overdue"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (text_is(text, words[i]))
			return true;
	return false;
}

/* 事假, 病假: no choice of the roll, but what people give as their reason; 逾期 is a step of its own. */
bool refuse_reason(struct reading *reading, struct text text, unsigned line, unsigned column)
{
	const struct field *reason = entity_named(shape_of(reading), TEXT("reason"));
	struct message message;

	if (!predicate_is_word(text) || text_find(text, TEXT(".")) < text.len ||
		entity_named(shape_of(reading), text))
		return false;
	if (reading->line->source->due && says_late(text))
		message_set(&message, "What is late is said by late_by_more_than: 0, without \"{1}\" here",
			"S", text);
	else if (reason && reason->type == &type_text)
		message_set(&message,
			"No column says \"{1}\"; where it is the reason that was given, write {2} ~ {1}",
			"St", text, reason->name, reason->label);
	else
		return false;
	fault_pass(reading->faults, line, column, &message);
	return true;
}
