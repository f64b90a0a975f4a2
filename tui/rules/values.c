/* Where values stand in a line of YAML, as far as keys are to be left alone: no more is known here. */
#include <string.h>
#include "core/base/number.h"
#include "tui/rules/editor.h"

size_t line_start(struct text text, size_t line)
{
	size_t at = 0;

	for (; line && at < text.len; at++)
		line -= text.at[at] == '\n';
	return at;
}

size_t byte_of_place(struct text text, size_t line, size_t column)
{
	struct text rest = text_skip(text, line_start(text, line));

	while (column-- && rest.len && *rest.at != '\n')
		text_next(&rest);
	return text.len - rest.len;
}

size_t line_of_byte(struct text text, size_t at)
{
	size_t line = 0;

	for (size_t i = 0; i < at && i < text.len; i++)
		line += text.at[i] == '\n';
	return line;
}

/* The value behind the colon at `colon`; false: what stands there begins a list or a map, or is not there. */
static bool behind(struct text text, size_t colon, size_t *from, size_t *to)
{
	size_t at = colon + 1;
	bool braces = line_bracket(text, colon) == '{';
	char quote;

	if (at >= text.len || text.at[at] != ' ')
		return false;
	while (at < text.len && text.at[at] == ' ')
		at++;
	if (at >= text.len || text.at[at] == '\n' || text.at[at] == '#' || text.at[at] == '{' ||
		text.at[at] == '[')
		return false;
	*from = at;
	quote = text.at[at] == '"' || text.at[at] == '\'' ? text.at[at] : '\0';
	if (quote)
		for (at++; at < text.len && text.at[at] != quote && text.at[at] != '\n'; at++)
			;
	/* Between braces a comma ends it; elsewhere it is the value's own. */
	while (at < text.len && text.at[at] != '\n' && !(braces && strchr(",}]", text.at[at])) &&
		!(text.at[at] == '#' && text.at[at - 1] == ' '))
		at++;
	while (at > *from && text.at[at - 1] == ' ')
		at--;
	*to = at;
	return true;
}

static bool in_comment(struct text text, size_t at)
{
	size_t from = at;

	while (from && text.at[from - 1] != '\n')
		from--;
	for (; from < at; from++)
		if (text.at[from] == '#' && (!from || text.at[from - 1] == ' ' || text.at[from - 1] == '\n'))
			return true;
	return false;
}

bool key_ends_at(struct text text, size_t at)
{
	return at > 1 && text.at[at - 1] == ' ' && text.at[at - 2] == ':' && !in_comment(text, at);
}

/* What begins behind the sign at `at`: the value of a key, or the next of a list. */
static bool value_behind(struct text text, size_t at, size_t *from, size_t *to)
{
	size_t end;

	if (text.at[at] == ':')
		return behind(text, at, from, to);
	if (text.at[at] != '[' && (text.at[at] != ',' || line_bracket(text, at) != '['))
		return false;
	for (*from = at + 1; *from < text.len && text.at[*from] == ' ';)
		++*from;
	end = *from;
	if (end < text.len && (text.at[end] == '"' || text.at[end] == '\''))
		for (end++; end < text.len && text.at[end] != text.at[*from] && text.at[end] != '\n';)
			end++;
	while (end < text.len && !strchr(",[]{}\n", text.at[end]))
		end++;
	if (end == *from || end >= text.len || !strchr(",]", text.at[end]))
		return false;
	for (*to = end; text.at[*to - 1] == ' ';)
		--*to;
	return *to > *from;
}

/* The next from byte `*at` on, which moves behind it: signs inside of a value begin none. */
static bool walk_values(struct text text, size_t *at, size_t *from, size_t *to)
{
	for (; *at < text.len; ++*at)
		if (strchr(":[,", text.at[*at]) && value_behind(text, *at, from, to) &&
			!in_comment(text, *at)) {
			*at = *to;
			return true;
		}
	return false;
}

bool value_next(struct text text, size_t at, bool back, size_t *from, size_t *to)
{
	size_t i = 0, first, last;
	bool found = false;

	while (walk_values(text, &i, &first, &last)) {
		if (back ? last >= at : last <= at)
			continue;
		*from = first;
		*to = last;
		found = true;
		if (!back)
			return true;
	}
	return found;
}

bool value_at(struct text text, size_t at, size_t *from, size_t *to)
{
	size_t i = line_start(text, line_of_byte(text, at));

	while (walk_values(text, &i, from, to) && *from <= at)
		if (at <= *to)
			return true;
	return false;
}

/* --- what a fault offers --- */

/* "a, b or c" in either language, one a line. */
static void split_words(struct text words, struct buf *out)
{
	static const char *const between[] = {", ", " or ", "、", "或", "，"};

	while (words.len) {
		size_t least = words.len, skip = 0;

		for (size_t i = 0; i < sizeof(between) / sizeof(*between); i++) {
			struct text sign = text_of(between[i]);
			size_t at = text_find(words, sign);

			if (at < least) {
				least = at;
				skip = sign.len;
			}
		}
		if (least) {
			buf_text(out, out->len ? TEXT("\n") : NO_TEXT);
			buf_text(out, text_trim(text_take(words, least)));
		}
		words = text_skip(words, least + skip);
	}
}

/* A thing with two names goes by the one of the file's language. */
static struct text name_of(const char *arg, char kind, bool english)
{
	struct text text = text_of(arg);
	size_t at = text_find(text, TEXT("\x1f"));

	if (kind != MESSAGE_TERM || at == text.len)
		return text;
	return english ? text_take(text, at) : text_skip(text, at + 1);
}

void fault_offers(struct text encoded, bool english, struct buf *out)
{
	static const char *const signs[] = {
		"did you mean {", "there are {", "There are {", "is needed here: {"};
	struct message message;

	if (!message_decode(encoded, &message))
		return;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		struct text id = text_of(message.id), sign = text_of(signs[i]);
		size_t at = text_find(id, sign);
		int number = at < id.len ? id.at[at + sign.len] - '1' : -1;

		if (number < 0 || number >= MESSAGE_ARGS || !message.args[number].kind)
			continue;
		split_words(name_of(message.args[number].text, message.args[number].kind, english), out);
		if (out->len)
			return;
	}
}

/* --- new items, to be filled in --- */

static struct text line_at(struct text text, size_t line)
{
	struct text rest = text_skip(text, line_start(text, line));

	return text_take(rest, text_find(rest, TEXT("\n")));
}

static size_t indent_of(struct text line)
{
	size_t blanks = 0;

	while (blanks < line.len && line.at[blanks] == ' ')
		blanks++;
	return blanks;
}

/* Behind "- " where the line begins something of a list. */
static size_t column_of_key(struct text line)
{
	size_t column = indent_of(line);

	return column + (text_starts(text_skip(line, column), TEXT("- ")) ? 2 : 0);
}

/* Nothing, or a remark: it ends no list. */
static bool says_nothing(struct text line)
{
	struct text bare = text_trim(line);

	return !bare.len || *bare.at == '#';
}

/* "项目:" or "items:" with a list below it. */
static bool heads_items(struct text line)
{
	static const char *const heads[] = {"项目:", "items:"};
	struct text bare = text_skip(line, column_of_key(line));

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (text_starts(bare, text_of(heads[i])) && says_nothing(text_skip(bare, strlen(heads[i]))))
			return true;
	return false;
}

/* Of the list below the line `head`: the line behind the item that holds `line`, else behind the last one;
 * how far in its items are, 0: it has none. Returns the line behind the list. */
static size_t look_through(
	struct text text, size_t head, size_t lines, size_t line, size_t *behind, size_t *blanks)
{
	size_t under = column_of_key(line_at(text, head)), at = head + 1;
	bool found = false; /* the item that holds the line is over */

	*blanks = 0;
	*behind = at;
	for (; at < lines; at++) {
		struct text here = line_at(text, at);
		size_t indent = indent_of(here);

		if (says_nothing(here))
			continue;
		if (indent < under || (indent == under && here.at[indent] != '-'))
			break;
		if (!*blanks && here.at[indent] == '-')
			*blanks = indent;
		found |= indent == *blanks && at > line && line > head && *behind > head + 1;
		if (!found)
			*behind = at + 1;
	}
	return at;
}

bool item_place(struct text text, size_t line, size_t *behind, size_t *blanks)
{
	size_t lines = line_of_byte(text, text.len) + 1;
	bool found = false;

	for (size_t head = 0; head < lines; head++) {
		size_t last, in;

		if (!heads_items(line_at(text, head)))
			continue;
		/* The last list that begins above the line, else the first. */
		if (found && head > line)
			break;
		look_through(text, head, lines, line, &last, &in);
		if (in) {
			*behind = last;
			*blanks = in;
			found = true;
		}
	}
	return found;
}

const struct item_form item_forms[] = {
	{N_("Points off for each time"),
		"- 名称: 新项目\n  分值: 5\n  数据: 会议\n  只看: 地点 为空\n  每个: -1\n",
		"- name: New item\n  points: 5\n  source: meeting\n  only: place is empty\n  each: -1\n"},
	{N_("Points for each time"), "- 名称: 新项目\n  数据: 荣誉\n  每个: 1\n  上限: 3\n",
		"- name: New item\n  source: 荣誉\n  each: 1\n  cap: 3\n"},
	{N_("Points by steps"),
		"- 名称: 新项目\n  分值: 6\n  数据: 会议.点名\n  数: {实到: \"到会 属于 (出席, 迟到, 早退, "
		"线上)\", 应到: 到会 != 请假}\n"
		"  口径: 实到 / 应到\n  分档:\n    - {从: 90%, 得: 6}\n    - {从: 80%, 得: 4}\n    - {其余: "
		"0}\n",
		"- name: New item\n  points: 6\n  source: meeting.attendance\n"
		"  counts: {there: \"mark in (present, late, left_early, online)\", due: mark != leave}\n"
		"  measure: there / due\n  bands:\n    - {from: 90%, gain: 6}\n    - {from: 80%, gain: 4}\n"
		"    - {rest: 0}\n"},
	{N_("Points in proportion"),
		"- 名称: 新项目\n  分值: 5\n  数据: 责任清单\n  口径: 占比\n  按完成率: {目标: 100%}\n",
		"- name: New item\n  points: 5\n  source: duty_item\n  measure: share\n"
		"  in_proportion: {target: 100%}\n"},
	{N_("A list of faults"),
		"- 名称: 新项目\n  分值: 5\n  扣分清单:\n    - {情形: 没有主题, 数据: 会议, 只看: 主题 "
		"为空, 每个: -1, 最多扣: 3}\n",
		"- name: New item\n  points: 5\n  faults:\n    - {case: no topic, source: meeting, only: "
		"topic "
		"is empty, each: -1, most_off: 3}\n"},
	{N_("Given by a person"), "- 名称: 新项目\n  分值: 5\n  人工: {得: 0-5, 须附: 是}\n",
		"- name: New item\n  points: 5\n  manual: {gain: 0-5, evidence: yes}\n"},
	{0},
};
