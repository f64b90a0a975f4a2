#include "core/base/tree.h"

#include <stdarg.h>

const struct tree *tree_under(const struct tree *map, const char *key)
{
	for (const struct tree *node = map ? map->child : NULL; node; node = node->next)
		if (text_is(node->key, key))
			return node;
	return NULL;
}

void fault_add(struct faults *faults, unsigned line, unsigned column, const char *id, const char *kinds, ...)
{
	struct fault *fault;
	va_list args;

	if (faults->count == FAULTS_MAX)
		return;
	fault = &faults->items[faults->count++];
	fault->line = line;
	fault->column = column;
	va_start(args, kinds);
	message_vset(&fault->message, id, kinds, args);
	va_end(args);
}
