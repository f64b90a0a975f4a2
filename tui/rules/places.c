/* Where in a line of YAML the caret is: at a value, at a key, where a key may be added. No more is known of
 * the language here. */
#include <string.h>
#include "tui/rules/editor.h"

/* Ends a word: signs of YAML and of formulas, narrow or wide. */
static size_t sign_at(struct text text)
{
	static const char *const wide[] = {
		"，", "、", "（", "）", "＝", "＋", "－", "\303\227", "\303\267", NULL};

	if (text.len && strchr(" ,:{}[]()\"'\n=<>!~+-*/%", *text.at))
		return 1;
	for (size_t i = 0; wide[i]; i++)
		if (text_starts(text, text_of(wide[i])))
			return strlen(wide[i]);
	return 0;
}

void word_at(struct text text, size_t at, size_t *from, size_t *to)
{
	struct text line = text_skip(text, line_start(text, line_of_byte(text, at)));
	size_t start = text.len - line.len, pos = start;

	*from = *to = at;
	/* The word that holds the caret, or ends at it. */
	while (pos <= at && pos < text.len) {
		struct text rest = text_skip(text, pos);
		size_t sign = sign_at(rest), begin = pos;

		if (sign) {
			pos += sign;
			continue;
		}
		while (rest.len && !sign_at(rest))
			text_next(&rest);
		pos = text.len - rest.len;
		if (begin <= at && at <= pos) {
			*from = begin;
			*to = pos;
			return;
		}
	}
}

static char before(struct text text, size_t at)
{
	while (at && text.at[at - 1] == ' ')
		at--;
	return at ? text.at[at - 1] : '\n';
}

static char behind(struct text text, size_t at)
{
	while (at < text.len && text.at[at] == ' ')
		at++;
	return at < text.len ? text.at[at] : '\n';
}

char line_bracket(struct text text, size_t at)
{
	int depth = 0;

	while (at && text.at[at - 1] != '\n') {
		char c = text.at[--at];

		if (c == '}' || c == ']')
			depth++;
		else if ((c == '{' || c == '[') && !depth--)
			return c;
	}
	return 0;
}

struct place place_at(struct text text, size_t at)
{
	struct place place = {.kind = PLACE_VALUE};
	char left, right;

	word_at(text, at, &place.from, &place.to);
	left = before(text, place.from);
	right = behind(text, place.to);
	if (right == ':' && place.to > place.from)
		place.kind = PLACE_KEY;
	else if (left == '\n' && right == '\n' && place.from == place.to)
		place.kind = PLACE_NEW_KEY;
	else if ((left == '{' || (left == ',' && line_bracket(text, place.from) == '{')) &&
		place.from == place.to)
		place.kind = PLACE_NEW_KEY_IN_BRACES;
	else if (left == '\n' || left == '-')
		place.kind = left == '-' && right == '\n' ? PLACE_VALUE : PLACE_KEY;
	return place;
}

bool key_before(struct text text, size_t at, size_t *from, size_t *to)
{
	struct place place = place_at(text, at);
	size_t i = place.kind == PLACE_KEY ? place.to : at;

	if (place.kind != PLACE_KEY)
		while (i && !(text.at[i - 1] == ':' && (i == text.len || strchr(" \n", text.at[i]))))
			i--;
	else
		i++;
	if (!i)
		return false;
	*to = i - 1;
	while (*to && text.at[*to - 1] == ' ')
		--*to;
	word_at(text, *to, from, to);
	return *to > *from;
}

size_t indent_of_key(struct text text, size_t at)
{
	size_t start = line_start(text, line_of_byte(text, at)), columns = 0;

	while (start + columns < text.len && strchr(" -", text.at[start + columns]))
		columns++;
	return columns;
}
