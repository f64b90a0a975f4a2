/* What a list does to records: their next operations, removing, taking back, beginning a new one. */
#include <stdio.h>
#include <string.h>
#include "tui/list_parts.h"

/* --- operations --- */

static void done(struct screen *screen)
{
	tags_release(&list_of(screen)->tags);
	list_of(screen)->own = true;
	list_refresh(screen);
}

/* The tagged records, else the one under the cursor; 0: there is none. */
static uint64_t gather(struct screen *screen, unsigned *entity)
{
	struct list *list = list_of(screen);
	struct tags *on = &list->steps.on;
	uint64_t here = list_selected(screen, entity);

	tags_release(on);
	for (size_t i = 0; i < list->tags.count; i++)
		tags_flip(on, list->tags.ids[i]);
	if (!on->count && here)
		tags_flip(on, here);
	return on->count ? on->ids[0] : 0;
}

static void record_came(struct screen *screen)
{
	struct list *list = list_of(screen);
	enum intent intent = list->intent;

	list->intent = INTENT_NONE;
	if (intent == INTENT_NEXT)
		steps_ask(screen);
	else if (intent == INTENT_REMOVE)
		steps_remove(screen);
}

/* Which operations there are is asked when somebody wants one, not for every line that is passed. */
static void fetch_for(struct screen *screen, enum intent intent)
{
	struct list *list = list_of(screen);
	struct live *live = &list->steps.live;
	unsigned entity = 0;
	uint64_t id;

	if (live->asked)
		return;
	id = gather(screen, &entity);
	if (!id || !schema_entity(&court_schema, entity))
		return;
	live_close(live);
	*live = (struct live){0};
	list->intent = intent;
	live_open(live, screen, entity, id, record_came);
}

void list_next(struct screen *screen)
{
	fetch_for(screen, INTENT_NEXT);
}

void list_remove(struct screen *screen)
{
	fetch_for(screen, INTENT_REMOVE);
}

void list_do_open(struct screen *screen)
{
	list_of(screen)->steps.after = done;
}

/* --- a new one --- */

static void added(struct screen *screen, const struct answer *answer)
{
	unsigned entity = list_of(screen)->shape->id;
	uint64_t id;

	if (!steps_said(screen, answer))
		return;
	id = steps_record(answer, entity);
	if (id)
		app_show_record(screen->app, entity, id);
}

bool list_may_add(const struct screen *screen, struct message *why)
{
	if (!screen->row->add && why)
		message_set(why, "These come from other records: there is nothing to begin here", "");
	return screen->row->add;
}

void list_add(struct screen *screen)
{
	struct target target = {.entity = screen->row->entity};

	/* A form, else an operation that makes one. */
	if (!app_open(screen->app, screen->row->add, &target))
		screen_run(screen, screen->row->add, screen->row->entity, 0, NULL, added);
}
