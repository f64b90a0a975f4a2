/* Text to formula: each sign knows how tightly it binds (precedence climbing). */
#include "core/score/formula_internal.h"

#include <string.h>
#include "core/base/work.h"

enum token { TOKEN_END, TOKEN_NUMBER, TOKEN_NAME, TOKEN_SIGN, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_COMMA };

struct parser {
	struct text whole, rest;
	enum token token;
	struct text word; /* of the token */
	struct fraction number;
	const struct formula_function *sign;
	unsigned binds;
	unsigned nodes;
	struct formula_names *names;
	struct arena *arena;
	struct error *err;
};

static bool refuse_at(struct parser *parser, struct text at)
{
	return fail_at(
		parser->err, 0, text_count(text_take(parser->whole, (size_t)(at.at - parser->whole.at))) + 1);
}

static bool refuse(struct parser *parser, struct text at, const char *id, const char *kinds, struct text word)
{
	fail(parser->err, ERROR_INPUT, id, kinds, word);
	return refuse_at(parser, at);
}

/* --- tokens --- */

static bool digit_at(struct text text)
{
	uint32_t code = text.len ? char_fold(text_next(&text)) : 0;

	return (code >= '0' && code <= '9') || code == '.';
}

static const struct {
	const char *typed;
	enum token token;
} marks[] = {
	{"(", TOKEN_OPEN},
	{"（", TOKEN_OPEN},
	{")", TOKEN_CLOSE},
	{"）", TOKEN_CLOSE},
	{",", TOKEN_COMMA},
	{"，", TOKEN_COMMA},
	{"、", TOKEN_COMMA},
	{0},
};
/* Longer ones first. */
/* clang-format off */
static const char *const written[] = {
	"!=", "<=", ">=", "==", "≠", "≤", "≥", "=", "<", ">", "＜", "＞",
	"+", "-", "*", "/", "＋", "－", "×", "÷", NULL,
};
/* clang-format on */

static size_t sign_at(struct text text)
{
	for (size_t i = 0; written[i]; i++)
		if (text_starts(text, text_of(written[i])))
			return strlen(written[i]);
	return 0;
}

static size_t mark_at(struct text text, enum token *token)
{
	for (size_t i = 0; marks[i].typed; i++)
		if (text_starts(text, text_of(marks[i].typed))) {
			*token = marks[i].token;
			return strlen(marks[i].typed);
		}
	return 0;
}

static bool word_ends(struct text text)
{
	enum token token;

	return !text.len || text_trim(text).at != text.at || sign_at(text) || mark_at(text, &token);
}

static void take_token(struct parser *parser, struct text text, size_t len)
{
	parser->word = text_take(text, len);
	parser->rest = text_skip(text, len);
}

static bool take_number(struct parser *parser, struct text text)
{
	struct text rest = text;

	while (digit_at(rest))
		text_next(&rest);
	if (text_starts(rest, TEXT("%")) || text_starts(rest, text_of("％")))
		text_next(&rest);
	take_token(parser, text, text.len - rest.len);
	parser->token = TOKEN_NUMBER;
	return fraction_parse(parser->word, &parser->number) ||
		refuse(parser, text, "\"{1}\" is not a number", "S", parser->word);
}

/* 且, 或, 非 and their English are signs among the words. */
static void take_word(struct parser *parser, struct text text)
{
	struct text rest = text;

	do {
		text_next(&rest);
		work(4); /* signs and marks looked for */
	} while (!word_ends(rest));
	take_token(parser, text, text.len - rest.len);
	parser->sign = formula_sign(parser->word, &parser->binds);
	parser->token = parser->sign ? TOKEN_SIGN : TOKEN_NAME;
}

static bool next(struct parser *parser)
{
	struct text text = text_trim(parser->rest);
	size_t len;

	work(4);
	take_token(parser, text, 0);
	parser->token = TOKEN_END;
	if (!text.len)
		return true;
	if (digit_at(text))
		return take_number(parser, text);
	len = mark_at(text, &parser->token);
	if (len) {
		take_token(parser, text, len);
		return true;
	}
	len = sign_at(text);
	if (!len) {
		take_word(parser, text);
		return true;
	}
	take_token(parser, text, len);
	parser->token = TOKEN_SIGN;
	parser->sign = formula_sign(parser->word, &parser->binds);
	return true;
}

/* --- nodes --- */

static struct formula *parse(struct parser *parser, unsigned binds, unsigned depth);

static struct formula *node(struct parser *parser, struct formula from)
{
	struct formula *formula;

	if (++parser->nodes > FORMULA_NODES) {
		refuse(parser, parser->word, "This formula is too long", "", NO_TEXT);
		return NULL;
	}
	formula = arena_new(parser->arena, sizeof(*formula));
	*formula = from;
	return formula;
}

static struct formula *unexpected(struct parser *parser)
{
	if (parser->token == TOKEN_END)
		refuse(parser, parser->word,
			"The formula ends too early (between { and } one with commas stands in quotes)", "",
			NO_TEXT);
	else
		refuse(parser, parser->word, "\"{1}\" cannot stand here", "S", parser->word);
	return NULL;
}

static bool parse_args(struct parser *parser, struct formula *call, unsigned depth)
{
	do {
		struct formula *argument;

		if (call->count == FORMULA_ARGS)
			return refuse(parser, parser->word, "More than {1} values in one pair of parentheses",
				"S", TEXT("8"));
		argument = next(parser) ? parse(parser, 0, depth + 1) : NULL;
		if (!argument)
			return false;
		call->args[call->count++] = argument;
	} while (parser->token == TOKEN_COMMA);
	if (parser->token != TOKEN_CLOSE)
		return unexpected(parser);
	return next(parser);
}

static void unknown_function(struct parser *parser, struct text name)
{
	struct text near = formula_function_near(name);

	if (near.len && parser->err)
		fail(parser->err, ERROR_INPUT, "There is no function \"{1}\"; did you mean {2}?", "SS", name,
			near);
	refuse(parser, name,
		"There is no function \"{1}\"; there are min, max, sum, mean, abs, floor, ceiling, "
		"round, if",
		"S", name);
}

/* 最小(1, 2): the name was read, the parenthesis is next. */
static struct formula *parse_call(struct parser *parser, struct text name, unsigned depth)
{
	bool choice = text_is(name, "if") || text_is(name, "如果");
	struct formula call = {choice ? FORMULA_IF : FORMULA_CALL, .function = formula_function(name)};
	unsigned least = choice ? 3
		: call.function ? call.function->least
				: 0,
		 most = choice  ? 3
		: call.function ? call.function->most
				: 0;

	if (!most) {
		unknown_function(parser, name);
		return NULL;
	}
	if (!parse_args(parser, &call, depth))
		return NULL;
	if (call.count < least || call.count > most) {
		fail(parser->err, ERROR_INPUT,
			least == most ? N_("\"{1}\" takes {2} values in its parentheses")
				      : N_("\"{1}\" takes {2} to {3} values in its parentheses"),
			"Snn", name, (int64_t)least, (int64_t)most);
		refuse_at(parser, name);
		return NULL;
	}
	return node(parser, call);
}

static struct formula *parse_name(struct parser *parser, unsigned depth)
{
	struct text name = parser->word;
	struct formula found = {FORMULA_NAME, .number = {0, 0}};
	struct error err = ERROR_INIT;

	if (!next(parser))
		return NULL;
	if (parser->token == TOKEN_OPEN)
		return parse_call(parser, name, depth);
	if (!parser->names || !parser->names->find(parser->names, name, &found.name, &err)) {
		if (err.kind != ERROR_NONE && parser->err && parser->err->kind == ERROR_NONE)
			*parser->err = err;
		refuse(parser, name, "\"{1}\" is neither a number nor a name that means one here", "S", name);
		return NULL;
	}
	return node(parser, found);
}

static struct formula *parse_before(struct parser *parser, unsigned depth)
{
	const struct formula_function *sign = parser->sign;
	struct formula call = {FORMULA_CALL, .function = sign, .count = 1};

	if (!sign || sign->least > 1)
		return unexpected(parser);
	call.args[0] = next(parser) ? parse(parser, sign->most > 1 ? 5 : 2, depth + 1) : NULL;
	return call.args[0] ? node(parser, call) : NULL;
}

static struct formula *parse_value(struct parser *parser, unsigned depth)
{
	struct formula *inner = NULL;

	switch (parser->token) {
	case TOKEN_NUMBER:
		inner = node(parser, (struct formula){FORMULA_NUMBER, .number = parser->number});
		return next(parser) ? inner : NULL;
	case TOKEN_NAME:
		return parse_name(parser, depth);
	case TOKEN_SIGN:
		return parse_before(parser, depth);
	case TOKEN_OPEN:
		inner = next(parser) ? parse(parser, 0, depth + 1) : NULL;
		if (inner && parser->token != TOKEN_CLOSE)
			return unexpected(parser);
		return inner && next(parser) ? inner : NULL;
	default:
		return unexpected(parser);
	}
}

static struct formula *parse(struct parser *parser, unsigned binds, unsigned depth)
{
	struct formula *left;

	if (depth > FORMULA_DEPTH) {
		refuse(parser, parser->word, "This formula is nested too deep", "", NO_TEXT);
		return NULL;
	}
	left = parse_value(parser, depth);
	while (left && parser->token == TOKEN_SIGN && parser->binds > binds && parser->sign->most > 1) {
		struct formula call = {FORMULA_CALL, .function = parser->sign, .args = {left}, .count = 2};
		unsigned tighter = parser->binds;

		call.args[1] = next(parser) ? parse(parser, tighter, depth + 1) : NULL;
		left = call.args[1] ? node(parser, call) : NULL;
	}
	return left;
}

bool formula_compile(struct formula **formula, struct text text, struct formula_names *names,
	struct arena *arena, struct error *err)
{
	struct parser parser = {.names = names, .arena = arena, .err = err};

	if (text.len > FORMULA_BYTES) {
		*formula = NULL;
		return fail(err, ERROR_INPUT, "This formula is too long", "");
	}
	parser.whole = parser.rest = arena_text(arena, text);
	*formula = next(&parser) ? parse(&parser, 0, 0) : NULL;
	if (*formula && parser.token != TOKEN_END)
		*formula = unexpected(&parser);
	if (*formula)
		(*formula)->text = text_trim(parser.whole);
	return *formula != NULL;
}

struct formula *formula_constant(struct fraction fraction, struct arena *arena)
{
	struct formula *formula = arena_new(arena, sizeof(*formula));

	formula->kind = FORMULA_NUMBER;
	formula->number = fraction_multiply(fraction, (struct fraction){1, 1});
	return formula;
}
