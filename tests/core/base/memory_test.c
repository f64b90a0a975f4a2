#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/base/arena.h"
#include "core/base/memory.h"

static void new_memory_is_zero(void **state)
{
	unsigned char *at = mem_new(100);

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_int_equal(at[i], 0);
	free(at);
	free(mem_new(0));
}

static void growing_keeps_the_items(void **state)
{
	size_t *items = NULL, room = 0;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		items = mem_grow(items, i, &room, sizeof(*items));
		items[i] = i;
	}
	assert_true(room >= 1000 && room < 2100);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	free(items);
}

static void a_copy_ends_with_nul(void **state)
{
	char *copy = mem_copy_text("abcdef", 3);

	(void)state;
	assert_string_equal(copy, "abc");
	free(copy);
	copy = mem_copy_text(NULL, 0);
	assert_string_equal(copy, "");
	free(copy);
}

static void say_restored(void)
{
	if (write(STDERR_FILENO, "restored ", 9) < 0)
		abort();
}

/* The only way to see the end of a program is in another one. */
static void no_memory_restores_and_exits_with_2(void **state)
{
	char said[100] = "";
	int ends[2], status;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		dup2(ends[1], STDERR_FILENO);
		mem_on_failure(say_restored);
		free(mem_resize(NULL, SIZE_MAX / 2, 4));
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
	assert_true(read(ends[0], said, sizeof(said) - 1) > 0);
	assert_ptr_equal(strstr(said, "restored touyan: "), said);
	close(ends[0]);
	close(ends[1]);
}

static void arena_gives_zeroed_aligned_memory(void **state)
{
	static const size_t sizes[] = {0, 1, 7, 16, 100, 1000, 5000, 1, 300000, 3};
	struct arena arena = ARENA_INIT;
	unsigned char *given[200];

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		size_t size = sizes[i % 10];

		given[i] = arena_new(&arena, size);
		assert_non_null(given[i]);
		assert_int_equal((uintptr_t)given[i] % _Alignof(max_align_t), 0);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(given[i][k], 0);
		memset(given[i], (int)i + 1, size);
	}
	/* nothing overlaps: every piece still holds what was written into it */
	for (size_t i = 0; i < 200; i++)
		for (size_t k = 0; k < sizes[i % 10]; k++)
			assert_int_equal(given[i][k], (unsigned char)(i + 1));
	arena_release(&arena);
	assert_null(arena.blocks);
	assert_non_null(arena_new(&arena, 10));
	arena_release(&arena);
}

static void arena_text_is_ended(void **state)
{
	struct arena arena = ARENA_INIT;
	struct text copy = arena_text(&arena, text_take(TEXT("meeting"), 4));

	(void)state;
	assert_int_equal(copy.len, 4);
	assert_string_equal(copy.at, "meet");
	assert_string_equal(arena_text(&arena, NO_TEXT).at, "");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_memory_is_zero),
		cmocka_unit_test(growing_keeps_the_items),
		cmocka_unit_test(a_copy_ends_with_nul),
		cmocka_unit_test(no_memory_restores_and_exits_with_2),
		cmocka_unit_test(arena_gives_zeroed_aligned_memory),
		cmocka_unit_test(arena_text_is_ended),
	};

	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
