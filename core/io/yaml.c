/* The only file that knows libyaml. Its events are built into our tree; what YAML allows and configuration
 * has no use for is refused. */
#include "core/io/yaml.h"

#include <string.h>
#include <yaml.h>

struct reading {
	yaml_parser_t parser;
	struct arena *arena;
	struct faults *faults;
	size_t nodes;
	bool stop; /* libyaml itself failed, or a limit is reached */
};

/* --- before YAML: what people type by mistake, said in their words --- */

static void scan_line(struct text line, unsigned number, struct faults *faults)
{
	static const struct text colon = {"：", 3};
	size_t indent = 0, at = text_find(line, colon), hash = text_find(line, TEXT("#")),
	       ascii = text_find(line, TEXT(":"));

	while (indent < line.len && (line.at[indent] == ' ' || line.at[indent] == '\t')) {
		if (line.at[indent] == '\t') {
			fault_add(faults, number, (unsigned)indent + 1,
				"A tab stands here: indent with blanks", "");
			break;
		}
		indent++;
	}
	/* 名称：速裁 is one word to YAML. A colon inside a value is nobody's mistake. */
	if (at < line.len && at < hash && at < ascii && text_find(line, TEXT("\"")) > at &&
		text_find(line, TEXT("'")) > at)
		fault_add(faults, number, (unsigned)text_count(text_take(line, at)) + 1,
			"A full-width colon stands here: write a half-width one and a blank", "");
}

static bool scan(struct text bytes, struct faults *faults)
{
	struct text rest = bytes, line;
	unsigned number = 0;

	if (bytes.len > YAML_BYTES_MAX)
		fault_add(faults, 1, 1, "The file is larger than {1} KiB", "n",
			(int64_t)(YAML_BYTES_MAX >> 10));
	else if (!text_valid(bytes))
		fault_add(faults, 1, 1, "The file is not UTF-8: save it again as UTF-8", "");
	else if (memchr(bytes.at, '\0', bytes.len))
		fault_add(faults, 1, 1, "This is not a text file", "");
	else
		while (text_split(&rest, '\n', &line))
			scan_line(line, ++number, faults);
	return !faults->count;
}

/* --- events to nodes --- */

static struct tree *node_at(struct reading *reading, const yaml_mark_t *mark, enum tree_kind kind)
{
	struct tree *node = arena_new(reading->arena, sizeof(*node));

	if (++reading->nodes > YAML_NODES_MAX) {
		fault_add(reading->faults, (unsigned)mark->line + 1, 1, "The file has too many entries", "");
		reading->stop = true;
	}
	node->kind = kind;
	node->line = (unsigned)mark->line + 1;
	node->column = (unsigned)mark->column + 1;
	return node;
}

/* libyaml's own complaint, as an administrator may understand it. */
static void refuse_syntax(struct reading *reading)
{
	const yaml_mark_t *mark = &reading->parser.problem_mark;

	reading->stop = true;
	fault_add(reading->faults, (unsigned)mark->line + 1, (unsigned)mark->column + 1,
		"This is not YAML here ({1}): look at the indentation and the quotation marks of this line "
		"and the one above",
		"s", reading->parser.problem ? reading->parser.problem : "?");
}

static bool next_event(struct reading *reading, yaml_event_t *event)
{
	if (reading->stop)
		return false;
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

static void read_map(struct reading *reading, struct tree *map, unsigned depth)
{
	struct tree **end = &map->child;
	yaml_event_t event;

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
		for (const struct tree *other = map->child; other; other = other->next)
			if (text_equal(other->key, key->text))
				fault_add(reading->faults, key->line, key->column,
					"\"{1}\" stands here twice (first in line {2})", "Sn", key->text,
					(int64_t)other->key_line);
		value->key = key->text;
		value->key_line = key->line;
		value->key_column = key->column;
		add_child(map, &end, value);
	}
}

static struct tree *read_node(struct reading *reading, yaml_event_t *event, unsigned depth)
{
	struct tree *node;

	if (depth > YAML_DEPTH_MAX) {
		refuse_feature(reading, event, "The file is nested too deeply");
		reading->stop = true;
		return NULL;
	}
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		if (event->data.scalar.anchor ||
			(event->data.scalar.tag && event->data.scalar.quoted_implicit == 0 &&
				event->data.scalar.plain_implicit == 0))
			refuse_feature(reading, event, "Anchors (&) and tags (!) are not used here");
		node = node_at(reading, &event->start_mark, TREE_TEXT);
		node->text = arena_text(reading->arena,
			(struct text){(const char *)event->data.scalar.value, event->data.scalar.length});
		return node;
	case YAML_SEQUENCE_START_EVENT:
		if (event->data.sequence_start.anchor || event->data.sequence_start.tag)
			refuse_feature(reading, event, "Anchors (&) and tags (!) are not used here");
		node = node_at(reading, &event->start_mark, TREE_LIST);
		read_list(reading, node, depth);
		return node;
	case YAML_MAPPING_START_EVENT:
		if (event->data.mapping_start.anchor || event->data.mapping_start.tag)
			refuse_feature(reading, event, "Anchors (&) and tags (!) are not used here");
		node = node_at(reading, &event->start_mark, TREE_MAP);
		read_map(reading, node, depth);
		return node;
	default:
		refuse_feature(reading, event, "References (*) are not used here");
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
			refuse_feature(reading, &event, "A second document (---) begins here; one is read");
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
	if (!scan(bytes, faults))
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
