/* A filter's text: or, and, not, brackets, and comparisons of a path with what its field can read. */
#include "core/schema/predicate_internal.h"

#include <string.h>
#include "core/base/number.h"

/* TESTS_MAX: a filter is evaluated by calls as deep as it is long. */
enum { DEPTH_MAX = 32, TESTS_MAX = 256 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct parser {
	const struct schema *schema;
	const struct entity *entity;
	struct naming *naming;
	struct arena *arena;
	struct text whole;
	struct lexer lexer;
	unsigned depth, tests;
	struct error *err;
};

static bool wrong_at(struct parser *parser, struct text at)
{
	if (parser->err && !parser->err->row)
		parser->err->row = (uint64_t)(at.at - parser->whole.at) + 1;
	return false;
}

static bool wrong(struct parser *parser, struct text at, const char *id, const char *kinds, struct text about)
{
	fail(parser->err, ERROR_INPUT, id, kinds, about);
	return wrong_at(parser, at);
}

static bool missing(struct parser *parser, const char *id)
{
	return wrong(parser, parser->lexer.at, id, "", NO_TEXT);
}

static bool advance(struct parser *parser)
{
	return lexer_next(&parser->lexer) || missing(parser, "A quotation mark is opened and not closed");
}

/* One of the words, of which the list is ended by NULL. */
static bool is_word(const struct parser *parser, const char *const *words)
{
	for (; parser->lexer.kind == TOKEN_WORD && *words; words++)
		if (text_is(parser->lexer.token, *words))
			return true;
	return false;
}

static bool is_sign(const struct parser *parser, const char *sign)
{
	return parser->lexer.kind == TOKEN_SIGN && !strcmp(parser->lexer.sign, sign);
}

static const char *const and_words[] = {"and", "且", "并且", "AND", NULL};
static const char *const or_words[] = {"or", "或", "或者", "OR", NULL};
static const char *const not_words[] = {"not", "非", "不", "NOT", NULL};
static const char *const in_words[] = {"in", "在", "属于", "IN", NULL};
static const char *const not_in_words[] = {"不在", "不属于", NULL};
static const char *const is_words[] = {"is", "为", "是", "IS", NULL};
static const char *const empty_words[] = {"empty", "空", "空的", NULL};
static const char *const is_empty_words[] = {"为空", "是空的", NULL};
static const char *const not_empty_words[] = {"不为空", "非空", NULL};

static struct predicate *node(struct parser *parser, enum predicate_kind kind)
{
	struct predicate *predicate = arena_new(parser->arena, sizeof(*predicate));

	predicate->kind = kind;
	return predicate;
}

static struct predicate *negate(struct parser *parser, struct predicate *inner, bool negated)
{
	struct predicate *predicate;

	if (!inner || !negated)
		return inner;
	predicate = node(parser, PREDICATE_NOT);
	predicate->left = inner;
	return predicate;
}

/* --- values --- */

static bool read_id(struct parser *parser, struct text token, struct value *value)
{
	struct text digits = text_starts(token, TEXT("#")) ? text_skip(token, 1) : token;

	*value = value_number(0);
	return number_parse(digits, &value->number) ||
		wrong(parser, parser->lexer.at, "\"{1}\" is no whole number", "S", token);
}

static bool read_field_value(
	struct parser *parser, const struct field *field, struct text token, struct value *value)
{
	struct buf room = BUF_INIT;
	struct error fault = ERROR_INIT;
	bool good = field_parse(field, token, parser->naming, &room, value, &fault);

	if (value->kind == VALUE_IDS) {
		/* One of several references is what is compared. */
		struct reader ids = value_ids(value);

		*value = value_number((int64_t)read_varint(&ids));
	} else if (value->kind == VALUE_TEXT) {
		value->bytes = arena_text(parser->arena, value->bytes);
	}
	buf_release(&room);
	if (!good && parser->err && !parser->err->kind)
		*parser->err = fault;
	if (!good)
		return missing(parser, "A value is missing here");
	return value->kind != VALUE_EMPTY || missing(parser, "Nothing is no value: write \"is empty\"");
}

/* The token as a value of the path's field. */
static bool read_operand(
	struct parser *parser, const struct predicate *predicate, struct value *value, struct text *typed)
{
	const struct field *field = path_field(&predicate->path);
	struct text token = parser->lexer.token;
	bool good;

	*typed = arena_text(parser->arena, token);

	if (parser->lexer.kind != TOKEN_WORD && parser->lexer.kind != TOKEN_QUOTED)
		return missing(parser, "A value is missing here");
	if (predicate->kind == PREDICATE_FINDS) {
		*value = value_text(arena_text(parser->arena, token));
		good = token.len || missing(parser, "A value is missing here");
	} else {
		good = field ? read_field_value(parser, field, token, value) : read_id(parser, token, value);
	}
	return good && advance(parser);
}

static bool read_list(struct parser *parser, struct predicate *predicate)
{
	struct value values[FILTER_LIST_MAX];
	struct text typed[FILTER_LIST_MAX];

	if (!is_sign(parser, "("))
		return missing(parser, "A list in brackets is missing here");
	do {
		if (predicate->count == FILTER_LIST_MAX) {
			fail(parser->err, ERROR_INPUT, FILTER_LIST_TOO_LONG, "n", (int64_t)FILTER_LIST_MAX);
			return wrong_at(parser, parser->lexer.at);
		}
		if (!advance(parser) ||
			!read_operand(parser, predicate, &values[predicate->count], &typed[predicate->count]))
			return false;
		predicate->count++;
	} while (is_sign(parser, ","));
	if (!is_sign(parser, ")"))
		return missing(parser, "A closing bracket is missing here");
	predicate->operands = arena_new(parser->arena, predicate->count * sizeof(*values));
	memcpy(predicate->operands, values, predicate->count * sizeof(*values));
	predicate->typed = arena_new(parser->arena, predicate->count * sizeof(*typed));
	memcpy(predicate->typed, typed, predicate->count * sizeof(*typed));
	return advance(parser);
}

/* --- comparisons --- */

static const struct comparison {
	const char *sign;
	enum predicate_kind kind;
	bool negated;
} comparisons[] = {
	{"=", PREDICATE_EQUAL, false},
	{"!=", PREDICATE_EQUAL, true},
	{"<", PREDICATE_LESS, false},
	{"<=", PREDICATE_MOST, false},
	{">", PREDICATE_GREATER, false},
	{">=", PREDICATE_LEAST, false},
	{"~", PREDICATE_FINDS, false},
};

/* What ~ looks into: a text, or the title of what a reference leads to. */
static bool find_text(struct parser *parser, struct path *path, struct text at)
{
	const struct field *field = path_field(path);
	const struct entity *target =
		field && field->target ? schema_entity(parser->schema, field->target) : NULL;
	const struct field *title = target ? entity_title_field(target) : NULL;

	if (title && title->type->kind == VALUE_TEXT && path->count < PATH_STEPS) {
		path->steps[path->count++] = title;
		return true;
	}
	return (field && field->type->kind == VALUE_TEXT) ||
		wrong(parser, at, "~ finds words, but \"{1}\" is no text", "S",
			field ? text_of(field->name) : TEXT("id"));
}

/* done > due, 日期 >= 期末前12个月; false: it is a value. */
static bool read_than(struct parser *parser, struct predicate *predicate)
{
	const struct field *field = path_field(&predicate->path);

	if (!field || predicate->kind == PREDICATE_FINDS || parser->lexer.kind != TOKEN_WORD)
		return false;
	predicate->than = than_read(
		parser->schema, parser->entity, field, parser->lexer.token, parser->naming, parser->arena);
	return predicate->than && advance(parser);
}

/* 级别 >= 市级: the records that it names have a rank, of which 1 is the highest. Others have none. */
static bool rank(struct parser *parser, struct predicate *predicate, struct text at)
{
	static const enum predicate_kind turned[] = {[PREDICATE_LESS] = PREDICATE_GREATER,
		[PREDICATE_MOST] = PREDICATE_LEAST,
		[PREDICATE_GREATER] = PREDICATE_LESS,
		[PREDICATE_LEAST] = PREDICATE_MOST};
	const struct field *field = path_field(&predicate->path);
	const struct entity *target =
		field && field->target ? schema_entity(parser->schema, field->target) : NULL;

	if (!target || predicate->kind < PREDICATE_LESS || predicate->kind > PREDICATE_LEAST)
		return true;
	if (!target->rank || predicate->path.count == PATH_STEPS)
		return wrong(parser, at, "Of \"{1}\" none is higher than another: write = or in", "S",
			text_of(field->label));
	predicate->than = than_ranked(target, (uint64_t)predicate->operands->number, parser->arena);
	predicate->path.steps[predicate->path.count++] = entity_field(target, target->rank);
	predicate->kind = turned[predicate->kind];
	return true;
}

static struct predicate *read_comparison(
	struct parser *parser, struct predicate *predicate, const struct comparison *comparison)
{
	struct text at = parser->lexer.at;

	predicate->kind = comparison->kind;
	if (predicate->kind == PREDICATE_FINDS && !find_text(parser, &predicate->path, at))
		return NULL;
	predicate->operands = arena_new(parser->arena, sizeof(*predicate->operands));
	predicate->typed = arena_new(parser->arena, sizeof(*predicate->typed));
	predicate->count = 1;
	if (!advance(parser) ||
		!(read_than(parser, predicate) ||
			read_operand(parser, predicate, predicate->operands, predicate->typed)))
		return NULL;
	if (!rank(parser, predicate, at))
		return NULL;
	return negate(parser, predicate, comparison->negated);
}

static struct predicate *read_membership(struct parser *parser, struct predicate *predicate, bool negated)
{
	predicate->kind = PREDICATE_EQUAL;
	return advance(parser) && read_list(parser, predicate) ? negate(parser, predicate, negated) : NULL;
}

static struct predicate *read_emptiness(struct parser *parser, struct predicate *predicate)
{
	bool negated = is_word(parser, not_empty_words);

	predicate->kind = PREDICATE_EMPTY;
	if (is_word(parser, is_words)) {
		if (!advance(parser))
			return NULL;
		negated = is_word(parser, not_words);
		if (negated && !advance(parser))
			return NULL;
		if (!is_word(parser, empty_words))
			return missing(parser, "Only \"is empty\" and \"is not empty\" are understood here"),
			       NULL;
	}
	return advance(parser) ? negate(parser, predicate, negated) : NULL;
}

static struct predicate *read_path_test(struct parser *parser)
{
	struct predicate *predicate = node(parser, PREDICATE_TRUE);
	const struct field *field;

	if (++parser->tests > TESTS_MAX)
		return missing(parser, "This filter is too long"), NULL;
	if (parser->lexer.kind != TOKEN_WORD)
		return missing(parser, "A field's name is missing here"), NULL;
	if (!path_compile(&predicate->path, parser->schema, parser->entity, parser->lexer.token, parser->err))
		return missing(parser, "A field's name is missing here"), NULL;
	if (!advance(parser))
		return NULL;
	for (size_t i = 0; i < COUNT(comparisons); i++)
		if (is_sign(parser, comparisons[i].sign))
			return read_comparison(parser, predicate, &comparisons[i]);
	if (is_word(parser, not_words)) {
		if (!advance(parser))
			return NULL;
		return is_word(parser, in_words)
			? read_membership(parser, predicate, true)
			: (missing(parser, "Only \"not in\" is understood here"), NULL);
	}
	if (is_word(parser, in_words) || is_word(parser, not_in_words))
		return read_membership(parser, predicate, is_word(parser, not_in_words));
	if (is_word(parser, is_words) || is_word(parser, is_empty_words) || is_word(parser, not_empty_words))
		return read_emptiness(parser, predicate);
	field = path_field(&predicate->path);
	if (!field || field->type != &type_flag)
		return missing(parser, "A comparison is missing here: = != < <= > >= ~ in, is empty"), NULL;
	return predicate;
}

/* --- and, or, not, brackets --- */

static struct predicate *read_or(struct parser *parser);

static struct predicate *read_bracket(struct parser *parser)
{
	struct predicate *predicate = advance(parser) ? read_or(parser) : NULL;

	if (predicate && !is_sign(parser, ")"))
		return missing(parser, "A closing bracket is missing here"), NULL;
	return predicate && advance(parser) ? predicate : NULL;
}

static struct predicate *read_one(struct parser *parser)
{
	struct predicate *predicate;

	if (++parser->depth > DEPTH_MAX)
		return missing(parser, "Too many brackets"), NULL;
	if (is_word(parser, not_words))
		predicate = advance(parser) ? negate(parser, read_one(parser), true) : NULL;
	else if (is_sign(parser, "("))
		predicate = read_bracket(parser);
	else
		predicate = read_path_test(parser);
	parser->depth--;
	return predicate;
}

static struct predicate *read_and(struct parser *parser)
{
	struct predicate *left = read_one(parser);

	while (left && is_word(parser, and_words)) {
		struct predicate *right = advance(parser) ? read_one(parser) : NULL;

		left = right ? predicate_and(left, right, parser->arena) : NULL;
	}
	return left;
}

static struct predicate *read_or(struct parser *parser)
{
	struct predicate *left = read_and(parser);

	while (left && is_word(parser, or_words)) {
		struct predicate *either = node(parser, PREDICATE_OR);

		either->left = left;
		either->right = advance(parser) ? read_and(parser) : NULL;
		left = either->right ? either : NULL;
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
		.lexer = {.rest = text},
		.err = err};

	*predicate = NULL;
	if (!text_trim(text).len)
		return true;
	if (text.len > FILTER_BYTES)
		return fail(err, ERROR_INPUT, "This filter is too long", "");
	if (!text_valid(text))
		return fail(err, ERROR_INPUT, "This filter is no text", "");
	if (!advance(&parser))
		return false;
	*predicate = read_or(&parser);
	if (*predicate && parser.lexer.kind != TOKEN_END) {
		wrong(&parser, parser.lexer.at, "\"{1}\" is not understood here: and, or, or the end", "S",
			parser.lexer.token);
		*predicate = NULL;
	}
	if (*predicate)
		predicate_tabulate(*predicate);
	return *predicate != NULL;
}
