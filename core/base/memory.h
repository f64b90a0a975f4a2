/* Memory that is always there: an allocation that fails ends the program with one clear line.
 * Everything else in the project takes its memory from here, so no caller checks for NULL. */
#ifndef CORE_BASE_MEMORY_H
#define CORE_BASE_MEMORY_H

#include <stddef.h>

/* `size` zeroed bytes, to be given back with free(). Never NULL, not even for 0. */
void *mem_new(size_t size);

/* As malloc(), never NULL: for libraries that take one from us. */
void *mem_alloc(size_t size);

/* As realloc(), for `count` items of `size`; the new part is not zeroed. Never NULL. */
void *mem_resize(void *old, size_t count, size_t size);

/* Makes room for one more item in a growing array: doubles `*room` when `count` has reached it. */
void *mem_grow(void *items, size_t count, size_t *room, size_t size);

/* A NUL-ended copy of `len` bytes. */
char *mem_copy_text(const char *at, size_t len);

/* What all of these do when there is none: to be called when a library says that it got none. */
void mem_none(void) __attribute__((noreturn));

/* Called before the one line is written and the program exits with status 2 (tui restores the
 * terminal there). It must not allocate. */
void mem_on_failure(void (*restore)(void));

#endif
