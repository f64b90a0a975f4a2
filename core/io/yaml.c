/* The only file that knows libyaml. Its events are built into our tree; what YAML allows and configuration
 * has no use for is refused. */
#include "core/io/yaml.h"

#include <string.h>
#include <yaml.h>
#include "core/base/work.h"
#include "core/io/yaml_scan.h"

struct reading {
	yaml_parser_t parser;
	struct arena *arena;
	struct faults *faults;
	size_t nodes;
	bool stop; /* libyaml itself failed, or a limit is reached */
};

/* --- events to nodes --- */

static struct tree *node_at(struct reading *reading, const yaml_mark_t *mark, enum tree_kind kind)
{
	struct tree *node = arena_new(reading->arena, sizeof(*node));

	if (++reading->nodes > YAML_NODES_MAX) {
		fault_add(reading->faults, (unsigned)mark->line + 1, 1, "The file has too many entries", "");
		reading->stop = true;
	}
	node->kind = kind;
	node->text = node->key = NO_TEXT;
	node->line = (unsigned)mark->line + 1;
	node->column = (unsigned)mark->column + 1;
	return node;
}

/* libyaml's complaints in words of whoever writes the file, and where he will see it: where it was noticed,
 * or where what is broken began. */
static const struct complaint {
	const char *context, *problem; /* how they begin; NULL: whatever it is */
	const char *id;
	bool begun;
} complaints[] = {
	{"while scanning a quoted scalar", NULL, N_("A quotation mark is opened here and not closed"), true},
	{"while parsing a quoted scalar", NULL,
		N_("This \\ means nothing in double quotation marks: write \\\\, or use single ones"), false},
	{"while parsing a flow mapping", NULL,
		N_("The { that begins here is not closed, or a comma is missing between its keys"), true},
	{"while parsing a flow sequence", NULL,
		N_("The [ that begins here is not closed, or a comma is missing between its entries"), true},
	{"while scanning a simple key", NULL, N_("A colon and a blank are missing in this line: key: value"),
		true},
	{NULL, "mapping values are not allowed",
		N_("A key cannot stand here: too deeply indented, or a second colon in one line; put a text "
		   "with a colon in quotation marks"),
		false},
	{NULL, "block sequence entries are not allowed",
		N_("A line with \"- \" cannot stand here: begin it on a line of its own"), false},
	{"while parsing a block mapping", NULL, N_("This line is indented otherwise than the keys above it"),
		false},
	{"while parsing a block collection", NULL,
		N_("This line is indented otherwise than the list above it, or its \"- \" is missing"),
		false},
	{"while scanning for the next token", NULL,
		N_("A text cannot begin with this character: put it in quotation marks"), false},
	{"while scanning an a", NULL, N_("A text that begins with &, * or ! stands in quotation marks"),
		true},
	{"while scanning a tag", NULL, N_("A text that begins with &, * or ! stands in quotation marks"),
		true},
	{"while parsing a tag", NULL, N_("A text that begins with &, * or ! stands in quotation marks"),
		true},
	{"while parsing a node", NULL, N_("A text that begins with &, * or ! stands in quotation marks"),
		true},
	{"while scanning a block scalar", NULL, N_("Behind | and > nothing else stands in the line"), true},
	{NULL, NULL,
		N_("This cannot be read: look at the indentation and the quotation marks of this line and "
		   "the one above"),
		false},
};

static bool begins(const char *text, const char *with)
{
	return !with || (text && !strncmp(text, with, strlen(with)));
}

static void refuse_syntax(struct reading *reading)
{
	const yaml_parser_t *parser = &reading->parser;
	const struct complaint *complaint = complaints;
	const yaml_mark_t *mark;

	while (!begins(parser->context, complaint->context) || !begins(parser->problem, complaint->problem))
		complaint++;
	mark = complaint->begun ? &parser->context_mark : &parser->problem_mark;
	reading->stop = true;
	fault_add(reading->faults, (unsigned)mark->line + 1, (unsigned)mark->column + 1, complaint->id, "");
}

static bool next_event(struct reading *reading, yaml_event_t *event)
{
	if (reading->stop)
		return false;
	work(1);
	if (yaml_parser_parse(&reading->parser, event))
		return true;
	refuse_syntax(reading);
	return false;
}

static void refuse_feature(struct reading *reading, const yaml_event_t *event, const char *id)
{
	fault_add(reading->faults, (unsigned)event->start_mark.line + 1,
		(unsigned)event->start_mark.column + 1, id, "");
}

static struct tree *read_node(struct reading *reading, yaml_event_t *event, unsigned depth);

static void add_child(struct tree *parent, struct tree ***end, struct tree *child)
{
	**end = child;
	*end = &child->next;
	parent->count++;
}

static void read_list(struct reading *reading, struct tree *list, unsigned depth)
{
	struct tree **end = &list->child;
	yaml_event_t event;

	while (next_event(reading, &event)) {
		bool last = event.type == YAML_SEQUENCE_END_EVENT;
		struct tree *child = last ? NULL : read_node(reading, &event, depth + 1);

		yaml_event_delete(&event);
		if (last)
			return;
		if (child)
			add_child(list, &end, child);
	}
}

/* The first key of a map once more: most likely a new entry begins, and all further keys are its own. True
 * then. */
static bool refuse_twice(struct reading *reading, const struct tree *map, const struct tree *key)
{
	const struct tree *other = map->child;

	for (; other && !text_equal(other->key, key->text); other = other->next)
		work(1);
	if (!other)
		return false;
	fault_add(reading->faults, key->line, key->column,
		other == map->child && key->line > other->key_line
			? N_("\"{1}\" stands here twice (first in line {2}): a new entry begins with \"- \"")
			: N_("\"{1}\" stands here twice (first in line {2})"),
		"Sn", key->text, (int64_t)other->key_line);
	return other == map->child && key->line > other->key_line;
}

static void read_map(struct reading *reading, struct tree *map, unsigned depth)
{
	struct tree **end = &map->child;
	yaml_event_t event;
	bool entry = false;

	while (next_event(reading, &event)) {
		bool last = event.type == YAML_MAPPING_END_EVENT;
		struct tree *key = last ? NULL : read_node(reading, &event, depth + 1), *value = NULL;

		yaml_event_delete(&event);
		if (last || !next_event(reading, &event))
			return;
		value = read_node(reading, &event, depth + 1);
		yaml_event_delete(&event);
		if (!key || !value)
			continue;
		if (key->kind != TREE_TEXT) {
			fault_add(reading->faults, key->line, key->column, "A key must be a word", "");
			continue;
		}
		if (map->count == YAML_KEYS_MAX) {
			fault_add(
				reading->faults, key->line, key->column, "The file has too many entries", "");
			reading->stop = true;
			return;
		}
		if (!entry)
			entry = refuse_twice(reading, map, key);
		value->key = key->text;
		value->key_line = key->line;
		value->key_column = key->column;
		value->key_quoted = key->inset != 0;
		add_child(map, &end, value);
	}
}

static void describe_scalar(struct tree *node, const yaml_event_t *event)
{
	yaml_scalar_style_t style = event->data.scalar.style;

	node->inset = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	node->folded = event->end_mark.line != event->start_mark.line;
}

static struct tree *read_node(struct reading *reading, yaml_event_t *event, unsigned depth)
{
	struct tree *node;

	if (depth > YAML_DEPTH_MAX) {
		fault_add(reading->faults, (unsigned)event->start_mark.line + 1,
			(unsigned)event->start_mark.column + 1,
			"The file is nested more than {1} levels deep: take the innermost out", "n",
			(int64_t)YAML_DEPTH_MAX);
		reading->stop = true;
		return NULL;
	}
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		if (event->data.scalar.anchor ||
			(event->data.scalar.tag && event->data.scalar.quoted_implicit == 0 &&
				event->data.scalar.plain_implicit == 0))
			refuse_feature(reading, event,
				"A text that begins with &, * or ! stands in quotation marks");
		node = node_at(reading, &event->start_mark, TREE_TEXT);
		describe_scalar(node, event);
		node->text = arena_text(reading->arena,
			(struct text){(const char *)event->data.scalar.value, event->data.scalar.length});
		return node;
	case YAML_SEQUENCE_START_EVENT:
		if (event->data.sequence_start.anchor || event->data.sequence_start.tag)
			refuse_feature(reading, event,
				"A text that begins with &, * or ! stands in quotation marks");
		node = node_at(reading, &event->start_mark, TREE_LIST);
		read_list(reading, node, depth);
		return node;
	case YAML_MAPPING_START_EVENT:
		if (event->data.mapping_start.anchor || event->data.mapping_start.tag)
			refuse_feature(reading, event,
				"A text that begins with &, * or ! stands in quotation marks");
		node = node_at(reading, &event->start_mark, TREE_MAP);
		read_map(reading, node, depth);
		return node;
	default:
		refuse_feature(reading, event, "A text that begins with &, * or ! stands in quotation marks");
		return NULL;
	}
}

/* --- the document --- */

static struct tree *read_document(struct reading *reading)
{
	struct tree *root = NULL;
	yaml_event_t event;
	unsigned documents = 0;
	bool more = true;

	while (more && next_event(reading, &event)) {
		more = event.type != YAML_STREAM_END_EVENT;
		if (event.type == YAML_DOCUMENT_START_EVENT && ++documents > 1) {
			refuse_feature(reading, &event,
				"A second document (---) begins here, and one is read: take this line out");
			more = false;
		} else if (event.type == YAML_SCALAR_EVENT || event.type == YAML_SEQUENCE_START_EVENT ||
			event.type == YAML_MAPPING_START_EVENT || event.type == YAML_ALIAS_EVENT) {
			root = read_node(reading, &event, 1);
		}
		yaml_event_delete(&event);
	}
	if (!root && !reading->faults->count)
		root = node_at(reading, &(yaml_mark_t){0, 0, 0}, TREE_MAP);
	return root;
}

struct tree *yaml_read(struct text bytes, struct arena *arena, struct faults *faults)
{
	static const struct text mark = {"\xef\xbb\xbf", 3};
	struct reading reading = {.arena = arena, .faults = faults};
	struct tree *root;

	faults->count = 0;
	if (text_starts(bytes, mark))
		bytes = text_skip(bytes, mark.len);
	if (!yaml_scan(bytes, faults))
		return NULL;
	if (!yaml_parser_initialize(&reading.parser)) {
		fault_add(faults, 1, 1, "The YAML reader could not start", "");
		return NULL;
	}
	yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reading.parser, (const unsigned char *)bytes.at, bytes.len);
	root = read_document(&reading);
	yaml_parser_delete(&reading.parser);
	return faults->count ? NULL : root;
}
