#include "core/base/tree.h"

#include <stdarg.h>

const struct tree *tree_under(const struct tree *map, const char *key)
{
	for (const struct tree *node = map ? map->child : NULL; node; node = node->next)
		if (text_is(node->key, key))
			return node;
	return NULL;
}

static void add(struct faults *faults, unsigned line, unsigned column, const char *id, const char *kinds,
	va_list args)
{
	struct fault *fault;

	if (faults->count == FAULTS_MAX)
		return;
	fault = &faults->items[faults->count++];
	fault->line = line;
	fault->column = column;
	message_vset(&fault->message, id, kinds, args);
}

void fault_add(struct faults *faults, unsigned line, unsigned column, const char *id, const char *kinds, ...)
{
	va_list args;

	va_start(args, kinds);
	add(faults, line, column, id, kinds, args);
	va_end(args);
}

void fault_at(struct faults *faults, const struct tree *node, const char *id, const char *kinds, ...)
{
	va_list args;

	va_start(args, kinds);
	add(faults, node->line, node->column, id, kinds, args);
	va_end(args);
}

void fault_at_key(struct faults *faults, const struct tree *node, const char *id, const char *kinds, ...)
{
	va_list args;

	va_start(args, kinds);
	add(faults, node->key_line, node->key_column, id, kinds, args);
	va_end(args);
}

void fault_pass(struct faults *faults, unsigned line, unsigned column, const struct message *message)
{
	if (faults->count < FAULTS_MAX)
		faults->items[faults->count++] = (struct fault){line, column, *message};
}
