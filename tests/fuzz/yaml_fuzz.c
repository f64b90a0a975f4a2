/* Any bytes as YAML: a tree within its limits or faults that lie in the file, never both; a tree written
 * again is the same tree. Then the same bytes as configuration. */
#include <string.h>
#include "core/service/config.h"
#include "tests/fuzz/fuzz.h"

struct walk {
	unsigned lines;
	size_t nodes;
};

static void check(const struct tree *node, struct walk *walk, unsigned depth)
{
	size_t children = 0;

	must(depth <= YAML_DEPTH_MAX);
	must(++walk->nodes <= YAML_NODES_MAX);
	must(node->line >= 1 && node->line <= walk->lines && node->column >= 1);
	must(text_valid(node->text) && (node->kind == TREE_TEXT || !node->text.len));
	must(node->kind != TREE_TEXT || !node->child);
	for (const struct tree *child = node->child; child; child = child->next, children++) {
		if (node->kind == TREE_MAP) {
			must(child->key_line >= 1 && child->key_line <= child->line);
			for (const struct tree *other = node->child; other != child; other = other->next)
				must(!text_equal(other->key, child->key));
		}
		check(child, walk, depth + 1);
	}
	must(children == node->count);
}

static void put_quoted(struct text text, struct buf *out)
{
	buf_byte(out, '"');
	while (text.len) {
		uint32_t code = text_next(&text);

		buf_printf(out, "\\U%08X", (unsigned)code);
	}
	buf_byte(out, '"');
}

static void write_again(const struct tree *node, struct buf *out)
{
	if (node->kind == TREE_TEXT) {
		put_quoted(node->text, out);
		return;
	}
	buf_byte(out, node->kind == TREE_MAP ? '{' : '[');
	for (const struct tree *child = node->child; child; child = child->next) {
		if (node->kind == TREE_MAP) {
			/* Longer keys have to say that they are keys. */
			buf_put(out, "? ", 2);
			put_quoted(child->key, out);
			buf_put(out, "\n : ", 4);
		}
		write_again(child, out);
		buf_put(out, ",\n ", 3);
	}
	buf_byte(out, node->kind == TREE_MAP ? '}' : ']');
}

static bool same(const struct tree *a, const struct tree *b)
{
	const struct tree *x = a->child, *y = b->child;

	if (a->kind != b->kind || a->count != b->count || !text_equal(a->text, b->text) ||
		!text_equal(a->key, b->key))
		return false;
	for (; x && y; x = x->next, y = y->next)
		if (!same(x, y))
			return false;
	return !x && !y;
}

static void round_trip(const struct tree *tree)
{
	struct faults faults = {.count = 0};
	struct arena arena = ARENA_INIT;
	struct buf bytes = BUF_INIT;
	struct tree *again;

	write_again(tree, &bytes);
	if (bytes.len <= YAML_BYTES_MAX) {
		again = yaml_read(buf_as_text(&bytes), &arena, &faults);
		must(again && same(tree, again));
	}
	buf_release(&bytes);
	arena_release(&arena);
}

static void check_faults(const struct faults *faults, unsigned lines)
{
	must(faults->count <= FAULTS_MAX);
	for (size_t i = 0; i < faults->count; i++)
		must(faults->items[i].line >= 1 && faults->items[i].line <= lines &&
			faults->items[i].column >= 1 && faults->items[i].message.id[0]);
}

static void as_configuration(struct text bytes, unsigned lines)
{
	struct faults faults = {.count = 0};
	struct error err = ERROR_INIT;
	struct config config;

	if (config_read(&config, &court_schema, bytes, &faults)) {
		must(!faults.count);
	} else {
		must(faults.count);
		check_faults(&faults, lines);
		must(!config_fail("x.yaml", &faults, &err) && err.kind != ERROR_NONE);
	}
	config_release(&config);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = size ? (struct text){(const char *)data, size} : NO_TEXT;
	struct walk walk = {.lines = 1};
	struct faults faults = {.count = 0};
	struct arena arena = ARENA_INIT;
	struct tree *tree = yaml_read(bytes, &arena, &faults);

	/* YAML knows more line ends than \n: each of them may count. */
	for (size_t i = 0; i < size; i++)
		walk.lines += data[i] == '\n' || data[i] == '\r' || data[i] == 0x85 || data[i] == 0xa8 ||
			data[i] == 0xa9;
	must(!tree == (faults.count > 0));
	check_faults(&faults, walk.lines + 1);
	if (tree) {
		walk.lines++;
		check(tree, &walk, 1);
		round_trip(tree);
	}
	arena_release(&arena);
	as_configuration(bytes, walk.lines + 1);
	return 0;
}
