/* New items, to be filled in: their forms, and where one is added. */
#include <string.h>
#include "tui/rules/editor.h"

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
 * how far in its items are, 0: it has none. */
static void look_through(
	struct text text, size_t head, size_t lines, size_t line, size_t *behind, size_t *blanks)
{
	size_t under = column_of_key(line_at(text, head));
	bool found = false; /* the item that holds the line is over */

	*blanks = 0;
	*behind = head + 1;
	for (size_t at = head + 1; at < lines; at++) {
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
		"topic is empty, each: -1, most_off: 3}\n"},
	{N_("Given by a person"), "- 名称: 新项目\n  分值: 5\n  人工: {得: 0-5, 须附: 是}\n",
		"- name: New item\n  points: 5\n  manual: {gain: 0-5, evidence: yes}\n"},
	{0},
};
