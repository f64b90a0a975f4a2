/* Filters of rules: text, a map of fields, or one word that some field of the source can say. */
#include <string.h>
#include "core/score/row_formula.h"

/* Without a store any name of a record will do. */
static bool any_record(
	struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	(void)naming;
	(void)target;
	(void)text;
	(void)err;
	*id = NAMED_NOTHING;
	return true;
}

struct naming *naming_of(struct reading *reading)
{
	static struct naming anything = {.find = any_record, .period = true};

	return reading->naming ? reading->naming : &anything;
}

const struct entity *shape_of(const struct reading *reading)
{
	return source_named(reading->schema, text_of(reading->line->source->name))->shape;
}

/* As predicate_compile, at that place of the file; NULL with a fault. */
static struct predicate *compile_filter(
	struct reading *reading, struct text text, unsigned line, unsigned column)
{
	struct predicate *predicate = NULL;
	struct error err = ERROR_INIT;

	if (predicate_compile(&predicate, reading->schema, shape_of(reading), text, naming_of(reading),
		    reading->arena, &err))
		return predicate;
	column += err.row ? (unsigned)text_count(text_take(text, err.row - 1)) : 0;
	fault_pass(reading->faults, line, column, &err.message);
	return NULL;
}

struct predicate *compile_made(struct reading *reading, struct text text, unsigned line, unsigned column)
{
	struct predicate *predicate = NULL;
	struct error err = ERROR_INIT;

	if (!predicate_compile(&predicate, reading->schema, shape_of(reading), text, naming_of(reading),
		    reading->arena, &err))
		fault_pass(reading->faults, line, column, &err.message);
	return predicate;
}

/* `field = "word"`, in quotes that the word does not hold. */
void filter_equals(struct buf *out, const char *field, struct text word)
{
	buf_printf(out, "%s = ", field);
	predicate_quote(out, word);
}

bool is_column(const struct reading *reading, struct text name)
{
	return text_is(name, "人") || text_is(name, "person") || entity_named(shape_of(reading), name);
}

bool is_people(const struct reading *reading, struct text name)
{
	const struct field *field = entity_named(shape_of(reading), name);
	const char *people = reading->line->source->people;

	return field ? people && text_is(text_of(people), field->name)
		     : text_is(name, "人") || text_is(name, "person");
}

/* Does a step of it lead to several? */
bool path_holds_several(const struct path *path)
{
	for (size_t i = 0; i < path->count; i++)
		if (path->steps[i]->type == &type_refs || path->steps[i]->type == &type_set ||
			path->steps[i]->type == &type_list)
			return true;
	return false;
}

/* `name` begins so many characters into the key (or into the value, where the map has none). */
bool read_column(struct reading *reading, struct text name, const struct tree *at, size_t before, bool single,
	struct path *path)
{
	struct error err = ERROR_INIT;
	struct message message;

	if (!path_compile(path, reading->schema, shape_of(reading), name, &err))
		message = err.message;
	else if (single && path_holds_several(path))
		message_set(&message, "\"{1}\" may hold several at once: take a column of one", "S", name);
	else
		return true;
	if (before)
		fault_pass(reading->faults, at->key_line, at->key_column + at->key_quoted + (unsigned)before,
			&message);
	else
		fault_pass_in(reading->faults, at, 0, &message);
	return false;
}

/* The name of a field, at its key. */
static bool check_field(struct reading *reading, const struct tree *node)
{
	struct path path;
	struct error err = ERROR_INIT;

	if (path_compile(&path, reading->schema, shape_of(reading), node->key, &err))
		return true;
	fault_pass(reading->faults, node->key_line, node->key_column, &err.message);
	return false;
}

/* A value that begins with a sign is a comparison; 是 and 否 of a flag are one, too. */
static struct predicate *filter_of_value(struct reading *reading, struct text key, const struct tree *node)
{
	struct buf text = BUF_INIT;
	struct predicate *one;

	if (node->text.len && strchr("<>=!~", node->text.at[0]))
		buf_printf(&text, "%.*s %.*s", (int)key.len, key.at, (int)node->text.len, node->text.at);
	else if (text_is(node->text, "是") || text_is(node->text, "yes"))
		buf_text(&text, key);
	else if (text_is(node->text, "否") || text_is(node->text, "no"))
		buf_printf(&text, "not %.*s", (int)key.len, key.at);
	else {
		struct buf name = BUF_INIT;

		buf_text(&name, key);
		filter_equals(&text, buf_cstr(&name), node->text);
		buf_release(&name);
	}
	if (asked_value(reading, node))
		offer_values(reading, shape_of(reading), key);
	one = compile_made(reading, buf_as_text(&text), at_value(node));
	buf_release(&text);
	return one;
}

/* 级别: [省级, 市级]: one of them. Each is tried by itself first, so that a fault stands where it belongs. */
static struct predicate *filter_of_list(struct reading *reading, const struct tree *list)
{
	size_t before = reading->faults->count;
	struct predicate *all = NULL;
	struct buf text = BUF_INIT;

	if (list->count > FILTER_LIST_MAX) {
		fault_at(reading->faults, list, FILTER_LIST_TOO_LONG, "n", (int64_t)FILTER_LIST_MAX);
		return NULL;
	}
	buf_printf(&text, "%.*s in (", (int)list->key.len, list->key.at);
	for (const struct tree *child = list->child; child; child = child->next) {
		if (read_text(reading, child).len)
			filter_of_value(reading, list->key, child);
		buf_text(&text, child == list->child ? NO_TEXT : TEXT(", "));
		predicate_quote(&text, child->text);
	}
	buf_byte(&text, ')');
	if (reading->faults->count == before)
		all = compile_made(reading, buf_as_text(&text), at_value(list));
	buf_release(&text);
	return all;
}

/* {逾期: "> 3"}, of a column of the line's own. */
static struct predicate *filter_of_column(struct reading *reading, const struct tree *node)
{
	const bool signed_so = node->text.len && strchr("<>=!", node->text.at[0]);
	struct predicate *one = NULL;
	struct buf text = BUF_INIT;

	if (!read_text(reading, node).len)
		return NULL;
	buf_printf(&text, "%.*s %s%.*s", (int)node->key.len, node->key.at, signed_so ? "" : "= ",
		(int)node->text.len, node->text.at);
	one = read_row_condition(reading, arena_text(reading->arena, buf_as_text(&text)), at_key(node));
	buf_release(&text);
	return one;
}

/* {结果: 缺席, 级别: [省级, 市级]}: all of them. */
static struct predicate *filter_of_map(struct reading *reading, const struct tree *map)
{
	struct predicate *all = NULL;

	if (asked_key(reading, map))
		offer_filter(reading, shape_of(reading), reading->offers->probe);
	for (const struct tree *node = map->child; node; node = node->next) {
		struct predicate *one = NULL;

		if (column_named(reading->line, node->key)) {
			all = predicate_and(all, filter_of_column(reading, node), reading->arena);
			continue;
		}
		if (!check_field(reading, node))
			continue;
		if (node->kind == TREE_LIST)
			one = filter_of_list(reading, node);
		else if (read_text(reading, node).len)
			one = filter_of_value(reading, node->key, node);
		all = predicate_and(all, one, reading->arena);
	}
	return all;
}

/* The field that can say the word: a flag of that name, a choice or a set that has it. */
bool field_saying(const struct entity *shape, struct text word, struct buf *out)
{
	for (const struct field *field = NULL; (field = entity_next(shape, field));) {
		if (field->type == &type_flag &&
			(text_is(word, field->name) || text_is(word, field->label))) {
			buf_text(out, text_of(field->name));
			return true;
		}
		for (const struct choice *choice = field->choices; choice && choice->name; choice++)
			if (text_is(word, choice->name) || text_is(word, choice->label)) {
				filter_equals(out, field->name, word);
				return true;
			}
	}
	return false;
}

/* References whose records are called so: a level, a label, a kind. What nothing is called by is a label yet
 * to be declared. */
static bool record_saying(
	struct reading *reading, const struct entity *shape, struct text word, struct buf *out)
{
	static const unsigned targets[] = {ENTITY_LEVEL, ENTITY_LABEL, ENTITY_ENTRY_KIND};
	struct naming *naming = naming_of(reading);
	const struct field *possible = NULL;
	size_t count = sizeof(targets) / sizeof(*targets);
	uint64_t id;

	/* Rows of one kind are not told apart by their kind. */
	if (reading->line->kind.len)
		count--;
	for (size_t i = 0; i < count; i++)
		for (const struct field *field = NULL; (field = entity_next(shape, field));) {
			if (field->target != targets[i] || !naming->find(naming, targets[i], word, &id, NULL))
				continue;
			if (id != NAMED_NOTHING) {
				filter_equals(out, field->name, word);
				return true;
			}
			if (targets[i] == ENTITY_LABEL)
				possible = field;
		}
	/* A comparison is none of these. */
	if (!possible || text_find(word, TEXT(" ")) < word.len || text_find(word, TEXT("=")) < word.len)
		return false;
	filter_equals(out, possible->name, word);
	return true;
}

/* 省级以上, 市级及以下: that level, and what is higher or lower. */
static bool level_and_beyond(struct reading *reading, struct text text, struct buf *filter)
{
	static const struct {
		const char *end, *sign;
	} ends[] = {{"及以上", ">="}, {"以上", ">="}, {"及以下", "<="}, {"以下", "<="}};
	struct naming *naming = naming_of(reading);
	const struct field *level = NULL;
	struct text word = NO_TEXT;
	const char *sign = NULL;
	uint64_t id;

	while ((level = entity_next(shape_of(reading), level)) && level->target != ENTITY_LEVEL)
		;
	for (size_t i = 0; level && !sign && i < sizeof(ends) / sizeof(*ends); i++)
		if (text_ends(text, text_of(ends[i].end))) {
			word = text_take(text, text.len - strlen(ends[i].end));
			sign = ends[i].sign;
		}
	if (!word.len || !naming->find(naming, ENTITY_LEVEL, word, &id, NULL) ||
		(id == NAMED_NOTHING && !text_ends(word, TEXT("级"))))
		return false;
	buf_printf(filter, "%s %s ", level->name, sign);
	predicate_quote(filter, word);
	return true;
}

/* 级别 = 省级 且 用时 > 30: what speaks of a column of the line's own is a formula, the rest is not. */
static struct predicate *read_of_columns(
	struct reading *reading, struct text text, unsigned line, unsigned column)
{
	static const char *const ands[] = {" 且 ", " and "};
	const bool plain = text_find(text, TEXT("(")) == text.len &&
		text_find(text, TEXT("（")) == text.len && text_find(text, TEXT("或")) == text.len &&
		text_find(text, TEXT(" or ")) == text.len;

	for (size_t i = 0; plain && i < sizeof(ands) / sizeof(*ands); i++) {
		const struct text first = text_take(text, text_find(text, text_of(ands[i]))),
				  other = text_skip(text, first.len + strlen(ands[i]));

		if (first.len == text.len)
			continue;
		return predicate_and(read_condition(reading, first, line, column),
			read_condition(reading, other, line,
				column + (unsigned)text_count(text_take(text, text.len - other.len))),
			reading->arena);
	}
	return read_row_condition(reading, text, line, column);
}

struct predicate *read_condition(struct reading *reading, struct text text, unsigned line, unsigned column)
{
	const struct entity *shape = shape_of(reading);
	struct buf filter = BUF_INIT;
	struct predicate *predicate;

	if (speaks_of_column(reading, text))
		return read_of_columns(reading, text, line, column);
	if (refuse_wording(reading, text, line, column))
		return NULL;
	if (level_and_beyond(reading, text, &filter) || field_saying(shape, text, &filter) ||
		record_saying(reading, shape, text, &filter))
		predicate = compile_made(reading, buf_as_text(&filter), line, column);
	else if (refuse_reason(reading, text, line, column))
		predicate = NULL;
	else
		predicate = compile_filter(reading, text, line, column);
	buf_release(&filter);
	return predicate;
}

struct predicate *read_equal(struct reading *reading, struct text field, const struct tree *key)
{
	const struct field *named = field.len ? entity_named(shape_of(reading), field) : NULL;
	struct buf filter = BUF_INIT;
	struct predicate *predicate;

	if (!named)
		return read_condition(reading, key->key, at_key(key));
	if (refuse_wording(reading, key->key, at_key(key)))
		return NULL;
	if (named->target != ENTITY_LEVEL || !level_and_beyond(reading, key->key, &filter))
		filter_equals(&filter, named->name, key->key);
	predicate = compile_made(reading, buf_as_text(&filter), at_key(key));
	buf_release(&filter);
	return predicate;
}

bool says_nothing(struct reading *reading, struct text text)
{
	const struct entity *shape = shape_of(reading);
	struct predicate *predicate = NULL;
	struct buf filter = BUF_INIT;
	bool said = !predicate_is_word(text) || text_find(text, TEXT(".")) < text.len ||
		is_two_words(reading, text) || entity_near(shape, text) ||
		level_and_beyond(reading, text, &filter) || field_saying(shape, text, &filter) ||
		record_saying(reading, shape, text, &filter) ||
		predicate_compile(
			&predicate, reading->schema, shape, text, naming_of(reading), reading->arena, NULL);

	buf_release(&filter);
	return !said;
}

static struct text field_of(const struct buf *filter)
{
	struct text text = buf_as_text(filter);

	return text_take(text, text_find(text, TEXT(" = ")));
}

/* What a bare word asks of its field; false: it is a comparison, or a flag, which is a filter by itself. */
static bool bare_word(struct reading *reading, const struct tree *node, struct buf *filter)
{
	const struct entity *shape = shape_of(reading);

	buf_clear(filter);
	if (node->kind == TREE_TEXT &&
		(is_said_comparison(reading, node->text, filter) || is_two_words(reading, node->text)))
		return false;
	return node->kind == TREE_TEXT && node->text.len &&
		(field_saying(shape, node->text, filter) ||
			record_saying(reading, shape, node->text, filter)) &&
		field_of(filter).len < buf_as_text(filter).len;
}

/* Words that the field of this one says, too: any of them. Empty: an earlier one said it for all. */
static void any_of_field(
	struct reading *reading, const struct tree *list, const struct tree *word, struct buf *out)
{
	struct buf own = BUF_INIT, other = BUF_INIT;
	bool before = true;

	bare_word(reading, word, &own);
	for (const struct tree *one = list->child; one; one = one->next) {
		before &= one != word;
		if (!bare_word(reading, one, &other) || !text_equal(field_of(&own), field_of(&other)))
			continue;
		if (before)
			break;
		if (!out->len)
			buf_printf(out, "%.*s in (", (int)field_of(&other).len, field_of(&other).at);
		else
			buf_text(out, TEXT(", "));
		buf_text(out, text_skip(buf_as_text(&other), field_of(&other).len + TEXT(" = ").len));
	}
	if (out->len)
		buf_byte(out, ')');
	buf_release(&own);
	buf_release(&other);
}

/* [省级, 市级, 数量 > 3]: a comparison holds beside what the words say; of words of one field any. */
static struct predicate *filter_of_conditions(struct reading *reading, const struct tree *list)
{
	struct predicate *all = NULL;
	struct buf filter = BUF_INIT;

	if (list->count > FILTER_LIST_MAX) {
		fault_at(reading->faults, list, FILTER_LIST_TOO_LONG, "n", (int64_t)FILTER_LIST_MAX);
		return NULL;
	}
	for (const struct tree *child = list->child; child; child = child->next) {
		struct predicate *one = NULL;

		if (!bare_word(reading, child, &filter)) {
			one = read_filter(reading, child);
		} else {
			buf_clear(&filter);
			any_of_field(reading, list, child, &filter);
			if (filter.len)
				one = compile_made(reading, buf_as_text(&filter), at_value(child));
		}
		all = predicate_and(all, one, reading->arena);
	}
	buf_release(&filter);
	return all;
}

struct predicate *read_filter(struct reading *reading, const struct tree *node)
{
	if (asked_value(reading, node))
		offer_filter(reading, shape_of(reading), node->text);
	if (node->kind == TREE_MAP)
		return filter_of_map(reading, node);
	if (node->kind == TREE_TEXT)
		return read_condition(reading, node->text, at_value(node));
	return filter_of_conditions(reading, node);
}
