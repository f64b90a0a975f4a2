#include "tests/harness/demo.h"

#include "core/base/date.h"
#include "core/model/entities.h"
#include "core/service/demo.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

void demo_give_up(const struct error *err)
{
	struct buf words = BUF_INIT;

	message_show(&err->message, LANGUAGE_EN, NULL, &words);
	fail_msg("%s", buf_cstr(&words));
}

struct store *demo_empty(void)
{
	struct store_config config = {.schema = &court_schema, .create = true};
	struct error err = ERROR_INIT;
	struct store *store = NULL;

	if (!store_open(&store, &config, &err))
		demo_give_up(&err);
	return store;
}

struct store *demo_store(int64_t groups, int64_t years)
{
	struct demo demo = {.roster = DEMO_ROSTER, .groups = groups, .years = years};
	struct store *store = demo_empty();
	struct error err = ERROR_INIT;

	if (!demo_build(store, &demo, &err))
		demo_give_up(&err);
	clock_fix(demo_now(), false);
	return store;
}

int demo_setup(void **state)
{
	*state = demo_store(0, 0);
	return 0;
}

int demo_teardown(void **state)
{
	store_close(*state);
	return 0;
}

static bool ask(struct world *world, void *arg, struct error *err)
{
	demo_asked *const *function = arg;

	(void)err;
	(*function)(world);
	return true;
}

void demo_read(struct store *store, uint64_t person, demo_asked *function)
{
	struct error err = ERROR_INIT;

	if (!store_read(store, person, ask, &function, &err))
		demo_give_up(&err);
}
