#include "core/base/tree.h"

#include <stdarg.h>
#include <string.h>
#include "core/base/work.h"

const struct tree *tree_under(const struct tree *map, const char *key)
{
	for (const struct tree *node = map ? map->child : NULL; node; node = node->next) {
		work(1);
		if (text_is(node->key, key))
			return node;
	}
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

void fault_pass_in(
	struct faults *faults, const struct tree *node, size_t characters, const struct message *message)
{
	fault_pass(faults, node->line, node->column + (node->folded ? 0 : node->inset + (unsigned)characters),
		message);
}

/* --- in the end --- */

static int by_place(const struct fault *a, const struct fault *b)
{
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->column < b->column ? -1 : a->column > b->column;
}

static bool same_message(const struct message *a, const struct message *b)
{
	if (strcmp(a->id, b->id))
		return false;
	for (size_t i = 0; i < MESSAGE_ARGS; i++)
		if (a->args[i].kind != b->args[i].kind || strcmp(a->args[i].text, b->args[i].text))
			return false;
	return true;
}

/* Those of one place keep the order in which they were found; there are few enough for the simplest sort. */
static void sort(struct faults *faults)
{
	for (size_t i = 1; i < faults->count; i++) {
		struct fault one = faults->items[i];
		size_t at = i;

		for (; at && by_place(&faults->items[at - 1], &one) > 0; at--)
			faults->items[at] = faults->items[at - 1];
		faults->items[at] = one;
	}
}

static void drop_repeated(struct faults *faults)
{
	size_t count = 0;

	for (size_t i = 0; i < faults->count; i++) {
		bool known = false;

		for (size_t j = count; j-- && !known && !by_place(&faults->items[j], &faults->items[i]);)
			known = same_message(&faults->items[j].message, &faults->items[i].message);
		if (!known)
			faults->items[count++] = faults->items[i];
	}
	faults->count = count;
}

/* What is behind the end of its line stands at it. */
static void keep_inside(struct faults *faults, struct text file)
{
	struct text rest = file, line = NO_TEXT;
	unsigned number = 0;
	size_t i = 0;

	while (i < faults->count && text_split(&rest, '\n', &line)) {
		unsigned end = (unsigned)text_count(line) + 1;

		for (number++; i < faults->count && faults->items[i].line <= number; i++)
			if (faults->items[i].column > end)
				faults->items[i].column = end;
	}
	for (; i < faults->count; i++) {
		faults->items[i].line = number ? number : 1;
		faults->items[i].column = (unsigned)text_count(line) + 1;
	}
}

void faults_settle(struct faults *faults, struct text file)
{
	for (size_t i = 0; i < faults->count; i++) {
		faults->items[i].line += !faults->items[i].line;
		faults->items[i].column += !faults->items[i].column;
	}
	sort(faults);
	keep_inside(faults, file);
	drop_repeated(faults);
}
