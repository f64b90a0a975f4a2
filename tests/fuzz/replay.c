/* The corpus of one target through it, without a fuzzer: nothing, each file, each file cut off at some
 * places, and, where the target has mutations of its own, $MUTATIONS of them from $SEED on, as tests of `make
 * test`. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include "core/base/memory.h"
#include "core/io/table.h"
#include "tests/fuzz/fuzz.h"
#include <cmocka.h>

enum { CUTS = 16, PATH_ROOM = 512, MUTATIONS = 2000, DEEP = 4, SECONDS = 10, GROWN = 256 << 10 };

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) __attribute__((weak));

/* Of the whole run; each file has its share. */
static unsigned mutations, seed;

static const char *name_of(const char *program)
{
	const char *slash = strrchr(program, '/');

	return slash ? slash + 1 : program;
}

/* In memory of its own, so that reading beyond the end is seen. */
static void run(struct text bytes)
{
	uint8_t *copy = malloc(bytes.len ? bytes.len : 1);

	assert_non_null(copy);
	if (bytes.len)
		memcpy(copy, bytes.at, bytes.len);
	assert_int_equal(LLVMFuzzerTestOneInput(copy, bytes.len), 0);
	free(copy);
}

static void nothing(void **state)
{
	(void)state;
	run(NO_TEXT);
}

static unsigned next(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 4;
}

/* The program is ended when it takes so many seconds of its own, however busy the machine is; 0: no more. */
static void limit(int seconds)
{
	setitimer(ITIMER_PROF, &(struct itimerval){{0, 0}, {seconds, 0}}, NULL);
}

/* One after the other, a few deep, then from the file again; none may take long. */
static void mutate(struct text bytes)
{
	uint8_t *data = mem_alloc(GROWN);
	size_t size = 0;

	for (unsigned i = 0; LLVMFuzzerCustomMutator && bytes.len < GROWN && i < mutations; i++) {
		if (i % DEEP == 0)
			memcpy(data, bytes.at, size = bytes.len);
		size = LLVMFuzzerCustomMutator(data, size, GROWN, next());
		limit(SECONDS);
		run((struct text){(const char *)data, size});
		limit(0);
	}
	free(data);
}

static unsigned wanted(const char *name, unsigned otherwise)
{
	const char *number = getenv(name);

	return number ? (unsigned)strtoul(number, NULL, 10) : otherwise;
}

static void replay(void **state)
{
	struct buf bytes = BUF_INIT;

	/* Seen when it fails. */
	fprintf(stderr, "%s\n", (const char *)*state);
	assert_true(file_read(*state, &bytes, NULL));
	run(buf_as_text(&bytes));
	for (size_t i = 1; i < CUTS; i++)
		run(text_take(buf_as_text(&bytes), bytes.len * i / CUTS));
	mutate(buf_as_text(&bytes));
	buf_release(&bytes);
}

static int is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
	const char *name = name_of(argv[0]);
	char folder[PATH_ROOM];
	struct dirent **files;
	struct CMUnitTest *tests;
	int count;

	(void)argc;
	snprintf(folder, sizeof(folder), "tests/fuzz/corpus/%s", name);
	count = scandir(folder, &files, is_input, alphasort);
	if (count <= 0) {
		fprintf(stderr, "%s: a target has a corpus, if only of one file\n", folder);
		return EXIT_FAILURE;
	}
	mutations = wanted("MUTATIONS", MUTATIONS) / (unsigned)count + 1;
	seed = wanted("SEED", (unsigned)time(NULL));
	if (LLVMFuzzerCustomMutator)
		fprintf(stderr, "SEED=%u\n", seed);
	tests = mem_new(((size_t)count + 1) * sizeof(*tests));
	tests[count] = (struct CMUnitTest){.name = "nothing", .test_func = nothing};
	for (int i = 0; i < count; i++) {
		struct buf path = BUF_INIT;

		buf_printf(&path, "%s/%s", folder, files[i]->d_name);
		buf_cstr(&path);
		tests[i] = (struct CMUnitTest){
			.name = files[i]->d_name, .test_func = replay, .initial_state = path.data};
	}
	count = _cmocka_run_group_tests(name, tests, (size_t)count + 1, NULL, NULL);
	for (int i = 0; tests[i].initial_state; free(files[i++]))
		free(tests[i].initial_state);
	free(files);
	free(tests);
	return count;
}
