/* What a list does to records: their next operations, removing, taking back, beginning a new one. */
#include <stdio.h>
#include <string.h>
#include "tui/list_parts.h"

/* --- operations --- */

static void done(struct screen *screen)
{
	tags_release(&list_of(screen)->tags);
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

/* Del is an operation like others, where an entity has it: its name begins with "remove". */
static bool find_removal(struct list *list, struct message *why, bool *allowed)
{
	struct row_walk rows = view_rows(&list->steps.live.answer, GOT_OPERATIONS);

	while (row_walk_next(&rows)) {
		struct text name = view_text(&rows.row, OPERATION_NAME);

		if (!text_starts(name, TEXT("remove")))
			continue;
		snprintf(list->removal, sizeof(list->removal), "%.*s", (int)name.len, name.at);
		message_decode(view_text(&rows.row, OPERATION_WHY), why);
		*allowed = view_number(&rows.row, OPERATION_ALLOWED);
		return true;
	}
	return false;
}

static void removal_said(struct screen *screen, const struct answer *answer)
{
	struct list *list = list_of(screen);
	size_t count = list->steps.on.count;

	if (!steps_said(screen, answer))
		return;
	app_say(screen->app, "{1} removed; Ctrl-Z brings them back", "n", (int64_t)count);
	done(screen);
}

static void removal_answered(struct screen *screen, int digit)
{
	struct list *list = list_of(screen);

	if (digit == 1)
		screen_run_many(screen, list->removal, list->steps.live.entity, list->steps.on.ids,
			list->steps.on.count, NULL, removal_said);
}

static void ask_removal(struct screen *screen)
{
	static const struct choice_line lines[] = {
		{1, N_("Remove; Ctrl-Z brings it back"), NO_TEXT}, {0, N_("Leave it"), NO_TEXT}};
	struct list *list = list_of(screen);
	struct buf title = BUF_INIT;
	struct message why;
	bool allowed = false;

	message_set(&why, "", "");
	if (!find_removal(list, &why, &allowed)) {
		app_say(screen->app, "Records of this kind are not removed: they end by a date", "");
		return;
	}
	if (!allowed) {
		app_say_error(screen->app, &(struct error){ERROR_STATE, 0, 0, why});
		return;
	}
	if (list->steps.on.count > 1)
		tr_format(&title, "Remove {1} records?", "n", (int64_t)list->steps.on.count);
	else
		tr_format(&title, "Remove \"{1}\"?", "S", view_text(&list->steps.live.answer, GOT_TITLE));
	ask_number(screen, buf_cstr(&title), lines, 2, removal_answered);
	buf_release(&title);
}

static void record_came(struct screen *screen)
{
	struct list *list = list_of(screen);
	enum intent intent = list->intent;

	list->intent = INTENT_NONE;
	if (intent == INTENT_NEXT)
		steps_ask(screen);
	else if (intent == INTENT_REMOVE)
		ask_removal(screen);
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
