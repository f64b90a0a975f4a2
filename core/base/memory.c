#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*restore_screen)(void);

void mem_on_failure(void (*restore)(void))
{
	restore_screen = restore;
}

/* _exit, not exit: handlers of exit may allocate, and a half-done change must not be flushed. */
void mem_none(void)
{
	static const char line[] = "touyan: memory: there is none left\n";

	if (restore_screen)
		restore_screen();
	(void)!write(STDERR_FILENO, line, sizeof(line) - 1);
	_exit(2);
}

static void *must(void *got)
{
	if (!got)
		mem_none();
	return got;
}

void *mem_alloc(size_t size)
{
	return must(malloc(size ? size : 1));
}

void *mem_new(size_t size)
{
	return must(calloc(1, size ? size : 1));
}

void *mem_resize(void *old, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		return must(NULL);
	return must(realloc(old, bytes ? bytes : 1));
}

void *mem_grow(void *items, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return items;
	*room = *room ? *room * 2 : 8;
	return mem_resize(items, *room, size);
}

char *mem_copy_text(const char *at, size_t len)
{
	char *copy = mem_resize(NULL, len + 1, 1);

	if (len)
		memcpy(copy, at, len);
	copy[len] = '\0';
	return copy;
}
