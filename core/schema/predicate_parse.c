/* A filter's text: or, and, not, brackets, and comparisons of a path with what its field can read. */
#include "core/schema/predicate_internal.h"

#include <string.h>
#include "core/base/number.h"

enum { DEPTH_MAX = 32, OPERANDS_MAX = 64 };

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_SIGN };

struct parser {
	const struct schema *schema;
	const struct entity *entity;
	struct naming *naming;
	struct arena *arena;
	struct text whole, rest;
	enum token_kind kind;
	struct text token;
	unsigned depth;
	struct error *err;
};

/* --- tokens
 * ---------------------------------------------------------------------------------------------------------------
 */

static const char *const signs[] = {"!=", "<=", ">=", "≠", "≤", "≥", "=", "<", ">", "~", "(", ")", ",", "、",
	"，", "（", "）", "＝", "＜", "＞", "～"};

static size_t sign_at(struct text text)
{
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (text_starts(text, text_of(signs[i])))
			return strlen(signs[i]);
	return 0;
}

static bool blank_at(struct text text)
{
	return text.at[0] == ' ' || text.at[0] == '\t' || text.at[0] == '\n' || text_starts(text, TEXT("　"));
}

static bool wrong(struct parser *parser, struct text at, const char *id, const char *kinds, struct text about)
{
	if (fail(parser->err, ERROR_INPUT, id, kinds, about) || !parser->err)
		return false;
	if (!parser->err->row)
		parser->err->row = (uint64_t)(at.at - parser->whole.at) + 1;
	return false;
}

static bool read_quoted(struct parser *parser, struct text text)
{
	char mark = text.at[0];
	size_t len = 1;

	while (len < text.len && text.at[len] != mark)
		len++;
	if (len == text.len)
		return wrong(parser, text, "A quotation mark is opened and not closed", "", NO_TEXT);
	parser->kind = TOKEN_QUOTED;
	parser->token = text_take(text_skip(text, 1), len - 1);
	parser->rest = text_skip(text, len + 1);
	return true;
}

/* The next token into the parser. */
static bool advance(struct parser *parser)
{
	struct text text = text_trim(parser->rest);
	size_t len = 0;

	parser->token = text;
	if (!text.len) {
		parser->kind = TOKEN_END;
		parser->rest = text;
		return true;
	}
	if (text.at[0] == '"' || text.at[0] == '\'')
		return read_quoted(parser, text);
	len = sign_at(text);
	parser->kind = len ? TOKEN_SIGN : TOKEN_WORD;
	while (!len ||
		(parser->kind == TOKEN_WORD && len < text.len && !sign_at(text_skip(text, len)) &&
			!blank_at(text_skip(text, len)))) {
		struct text step = text_skip(text, len);

		text_next(&step);
		len = text.len - step.len;
	}
	parser->token = text_take(text, len);
	parser->rest = text_skip(text, len);
	return true;
}

static bool is_word(const struct parser *parser, const char *english, const char *chinese, const char *other)
{
	return parser->kind == TOKEN_WORD &&
		(text_is(parser->token, english) || text_is(parser->token, chinese) ||
			text_is(parser->token, other));
}

static bool is_sign(const struct parser *parser, const char *a, const char *b)
{
	return parser->kind == TOKEN_SIGN && (text_is(parser->token, a) || text_is(parser->token, b));
}

/* --- comparisons
 * ------------------------------------------------------------------------------------------------------------
 */

static struct predicate *node(struct parser *parser, enum predicate_kind kind)
{
	struct predicate *predicate = arena_new(parser->arena, sizeof(*predicate));

	predicate->kind = kind;
	return predicate;
}

static struct predicate * not(struct parser * parser, struct predicate *inner)
{
	struct predicate *predicate = node(parser, PREDICATE_NOT);

	predicate->left = inner;
	return predicate;
}

/* The token as a value of the path's field. */
static bool read_operand(struct parser *parser, const struct predicate *predicate, struct value *value)
{
	const struct field *field = path_field(&predicate->path);
	struct text token = parser->token;
	struct buf room = BUF_INIT;
	struct error inner = ERROR_INIT;
	int64_t number = 0;
	bool good;

	if (parser->kind != TOKEN_WORD && parser->kind != TOKEN_QUOTED)
		return wrong(parser, token, "A value is missing here", "", NO_TEXT);
	if (predicate->kind == PREDICATE_FINDS) {
		*value = value_text(arena_text(parser->arena, token));
		return advance(parser);
	}
	if (!field) {
		int64_t id;
		struct text digits = text_starts(token, TEXT("#")) ? text_skip(token, 1) : token;

		if (!number_parse(digits, &id))
			return wrong(parser, token, "\"{1}\" is no whole number", "S", token);
		*value = value_number(id);
		return advance(parser);
	}
	(void)number;
	good = field_parse(field, token, parser->naming, &room, value, &inner);
	if (good && value->kind != VALUE_NUMBER)
		value->bytes = arena_text(parser->arena, value->bytes);
	/* One of several references is what is compared. */
	if (good && value->kind == VALUE_IDS) {
		struct reader ids = value_ids(value);

		*value = value_number((int64_t)read_varint(&ids));
	}
	buf_release(&room);
	if (!good) {
		if (parser->err && parser->err->kind == ERROR_NONE)
			*parser->err = inner;
		return wrong(parser, token, "A value is missing here", "", NO_TEXT);
	}
	return advance(parser);
}

static bool read_list(struct parser *parser, struct predicate *predicate)
{
	struct value values[OPERANDS_MAX];

	if (!is_sign(parser, "(", "（"))
		return wrong(parser, parser->token, "A list in brackets is missing here", "", NO_TEXT);
	do {
		if (predicate->count == OPERANDS_MAX)
			return wrong(parser, parser->token, "This list is too long", "", NO_TEXT);
		if (!advance(parser) || !read_operand(parser, predicate, &values[predicate->count++]))
			return false;
	} while (is_sign(parser, ",", "、") || is_sign(parser, "，", "，"));
	if (!is_sign(parser, ")", "）"))
		return wrong(parser, parser->token, "A closing bracket is missing here", "", NO_TEXT);
	predicate->operands = arena_new(parser->arena, predicate->count * sizeof(*values));
	memcpy(predicate->operands, values, predicate->count * sizeof(*values));
	return advance(parser);
}

static const struct comparison {
	const char *sign, *other;
	enum predicate_kind kind;
	bool negated;
} comparisons[] = {
	{"=", "＝", PREDICATE_EQUAL, false},
	{"!=", "≠", PREDICATE_EQUAL, true},
	{"<", "＜", PREDICATE_LESS, false},
	{">", "＞", PREDICATE_GREATER, false},
	{"<=", "≤", PREDICATE_GREATER, true},
	{">=", "≥", PREDICATE_LESS, true},
	{"~", "～", PREDICATE_FINDS, false},
};

/* An empty value is neither less nor greater: "at least" asks that there is one. */
static struct predicate *and_present(
	struct parser *parser, struct predicate *predicate, const struct path *path)
{
	struct predicate *empty = node(parser, PREDICATE_EMPTY);

	empty->path = *path;
	return predicate_and(not(parser, empty), predicate, parser->arena);
}

static struct predicate *read_comparison(
	struct parser *parser, const struct path *path, const struct comparison *comparison)
{
	struct predicate *predicate = node(parser, comparison->kind);

	predicate->path = *path;
	predicate->operands = arena_new(parser->arena, sizeof(*predicate->operands));
	predicate->count = 1;
	if (!advance(parser) || !read_operand(parser, predicate, predicate->operands))
		return NULL;
	if (comparison->negated)
		predicate = not(parser, predicate);
	return comparison->kind == PREDICATE_LESS || comparison->kind == PREDICATE_GREATER
		? and_present(parser, predicate, path)
		: predicate;
}

static struct predicate *read_path_test(struct parser *parser)
{
	struct text at = parser->token;
	struct path path;
	struct predicate *predicate;

	if (parser->kind != TOKEN_WORD)
		return wrong(parser, at, "A field's name is missing here", "", NO_TEXT), NULL;
	if (!path_compile(&path, parser->schema, parser->entity, at, parser->err))
		return wrong(parser, at, "", "", NO_TEXT), NULL;
	if (!advance(parser))
		return NULL;
	for (size_t i = 0; i < sizeof(comparisons) / sizeof(*comparisons); i++)
		if (is_sign(parser, comparisons[i].sign, comparisons[i].other))
			return read_comparison(parser, &path, &comparisons[i]);
	predicate = node(parser, PREDICATE_TRUE);
	predicate->path = path;
	if (is_word(parser, "in", "属于", "在")) {
		predicate->kind = PREDICATE_EQUAL;
		return advance(parser) && read_list(parser, predicate) ? predicate : NULL;
	}
	if (is_word(parser, "is", "为", "是")) {
		if (!advance(parser) || !is_word(parser, "empty", "空", "空的"))
			return wrong(parser, parser->token, "Only \"is empty\" is understood here", "",
				       NO_TEXT),
			       NULL;
		predicate->kind = PREDICATE_EMPTY;
		return advance(parser) ? predicate : NULL;
	}
	if (!path_field(&path) || path_field(&path)->type != &type_flag)
		return wrong(parser, parser->token,
			       "A comparison is missing here: = != < <= > >= ~ in, is empty", "", NO_TEXT),
		       NULL;
	return predicate;
}

/* --- and, or, not, brackets
 * -------------------------------------------------------------------------------------------------- */

static struct predicate *read_or(struct parser *parser);

static struct predicate *read_one(struct parser *parser)
{
	struct predicate *predicate;

	if (++parser->depth > DEPTH_MAX)
		return wrong(parser, parser->token, "Too many brackets", "", NO_TEXT), NULL;
	if (is_word(parser, "not", "非", "不")) {
		predicate = advance(parser) ? read_one(parser) : NULL;
		predicate = predicate ? not(parser, predicate) : NULL;
	} else if (is_sign(parser, "(", "（")) {
		predicate = advance(parser) ? read_or(parser) : NULL;
		if (predicate && !is_sign(parser, ")", "）"))
			return wrong(parser, parser->token, "A closing bracket is missing here", "", NO_TEXT),
			       NULL;
		if (predicate && !advance(parser))
			return NULL;
	} else {
		predicate = read_path_test(parser);
	}
	parser->depth--;
	return predicate;
}

static struct predicate *read_and(struct parser *parser)
{
	struct predicate *left = read_one(parser);

	while (left && is_word(parser, "and", "且", "并且")) {
		struct predicate *right = advance(parser) ? read_one(parser) : NULL;

		if (!right)
			return NULL;
		left = predicate_and(left, right, parser->arena);
	}
	return left;
}

static struct predicate *read_or(struct parser *parser)
{
	struct predicate *left = read_and(parser);

	while (left && is_word(parser, "or", "或", "或者")) {
		struct predicate *either = node(parser, PREDICATE_OR);

		either->left = left;
		either->right = advance(parser) ? read_and(parser) : NULL;
		if (!either->right)
			return NULL;
		left = either;
	}
	return left;
}

bool predicate_compile(struct predicate **predicate, const struct schema *schema, const struct entity *entity,
	struct text text, struct naming *naming, struct arena *arena, struct error *err)
{
	struct parser parser = {.schema = schema,
		.entity = entity,
		.naming = naming,
		.arena = arena,
		.whole = text,
		.rest = text,
		.err = err};

	*predicate = NULL;
	if (!text_trim(text).len)
		return true;
	if (!text_valid(text))
		return fail(err, ERROR_INPUT, "This filter is no text", "");
	if (!advance(&parser))
		return false;
	*predicate = read_or(&parser);
	if (*predicate && parser.kind != TOKEN_END) {
		wrong(&parser, parser.token, "\"{1}\" is not understood here: and, or, or the end", "S",
			parser.token);
		*predicate = NULL;
	}
	return *predicate != NULL;
}
