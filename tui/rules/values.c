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
