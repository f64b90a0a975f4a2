/* The words and signs of a filter's text, on any keyboard. */
#include "core/schema/predicate_internal.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Longer ones first. */
static const struct {
	const char *typed, *meant;
} signs[] = {
	{"!=", "!="},
	{"！=", "!="},
	{"！＝", "!="},
	{"<>", "!="},
	{"≠", "!="},
	{"<=", "<="},
	{"＜＝", "<="},
	{"＜=", "<="},
	{"≤", "<="},
	{">=", ">="},
	{"＞＝", ">="},
	{"＞=", ">="},
	{"≥", ">="},
	{"==", "="},
	{"=", "="},
	{"＝", "="},
	{"<", "<"},
	{"＜", "<"},
	{">", ">"},
	{"＞", ">"},
	{"~", "~"},
	{"～", "~"},
	{"(", "("},
	{"（", "("},
	{")", ")"},
	{"）", ")"},
	{",", ","},
	{"，", ","},
	{"、", ","},
};

static const struct {
	const char *open, *close;
} quotes[] = {{"\"", "\""}, {"'", "'"}, {"“", "”"}, {"‘", "’"}, {"「", "」"}, {"＂", "＂"}};

/* The bytes of the sign that the text begins with, or 0. */
static size_t sign_at(struct text text, const char **meant)
{
	for (size_t i = 0; i < COUNT(signs); i++)
		if (text_starts(text, text_of(signs[i].typed))) {
			*meant = signs[i].meant;
			return strlen(signs[i].typed);
		}
	return 0;
}

static bool blank_at(struct text text)
{
	return text_trim(text).at != text.at;
}

/* The closing mark of the quotes that the text begins with, or NULL. */
static const char *quote_at(struct text text, size_t *len)
{
	for (size_t i = 0; i < COUNT(quotes); i++)
		if (text_starts(text, text_of(quotes[i].open))) {
			*len = strlen(quotes[i].open);
			return quotes[i].close;
		}
	return NULL;
}

static bool read_quoted(struct lexer *lexer, size_t len, const char *close)
{
	struct text inside = text_skip(lexer->at, len);
	size_t end = text_find(inside, text_of(close));

	lexer->kind = TOKEN_QUOTED;
	lexer->token = text_take(inside, end);
	lexer->rest = text_skip(inside, end + strlen(close));
	return end < inside.len;
}

static void read_word(struct lexer *lexer)
{
	struct text rest = lexer->at;
	const char *sign;

	do {
		text_next(&rest);
	} while (rest.len && !blank_at(rest) && !sign_at(rest, &sign));
	lexer->kind = TOKEN_WORD;
	lexer->token = text_take(lexer->at, lexer->at.len - rest.len);
	lexer->rest = rest;
}

bool lexer_next(struct lexer *lexer)
{
	struct text text = text_trim(lexer->rest);
	const char *close;
	size_t len;

	lexer->at = text;
	lexer->token = NO_TEXT;
	lexer->rest = text;
	lexer->kind = TOKEN_END;
	if (!text.len)
		return true;
	close = quote_at(text, &len);
	if (close)
		return read_quoted(lexer, len, close);
	len = sign_at(text, &lexer->sign);
	if (!len) {
		read_word(lexer);
		return true;
	}
	lexer->kind = TOKEN_SIGN;
	lexer->token = text_take(text, len);
	lexer->rest = text_skip(text, len);
	return true;
}

bool predicate_is_word(struct text text)
{
	struct lexer lexer = {.rest = text};

	return lexer_next(&lexer) && lexer.kind == TOKEN_WORD && lexer_next(&lexer) &&
		lexer.kind == TOKEN_END;
}

void predicate_quote(struct buf *out, struct text value)
{
	size_t i = 0;

	while (i + 1 < COUNT(quotes) &&
		(text_find(value, text_of(quotes[i].open)) < value.len ||
			text_find(value, text_of(quotes[i].close)) < value.len))
		i++;
	buf_printf(out, "%s%.*s%s", quotes[i].open, (int)value.len, value.at, quotes[i].close);
}
