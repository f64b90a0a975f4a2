/* What a list does to records: their next operations, removing, taking back, beginning a new one. */
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

/* --- history --- */

static int64_t cell(const struct list *list, enum extra extra)
{
	return view_number(list_row(list), list->extra[extra]);
}

/* A value that a person may write; what came or went as a whole comes back by Ctrl-Z alone. */
bool list_may_restore(const struct screen *screen, struct message *why)
{
	const struct list *list = list_of(screen);
	const struct view *row = list->extra[EXTRA_WAS] ? list_row(list) : NULL;

	(void)why;
	return row && view_has(row, list->extra[EXTRA_WAS]);
}

static void written_back(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR)
		app_say_error(screen->app, &answer->error);
	else
		app_say(screen->app, "It is as it was; Ctrl-Z undoes that", "");
	list_of(screen)->own = true;
	list_refresh(screen);
}

/* `now`: the record, or of a list its row. */
static void write_back(
	struct screen *screen, uint16_t tag, uint16_t row_tag, const struct view *now, struct value value)
{
	const struct live *live = &list_of(screen)->steps.live;
	struct patch patch = PATCH_INIT;
	struct value old;

	view_get(now, row_tag ? row_tag : tag, &old);
	if (value_equal(&old, &value))
		app_say(screen->app, "That is what stands there now", "");
	else if (row_tag)
		patch_add_row(&patch, tag, now->id, row_tag, old, value);
	else
		patch_add(&patch, tag, old, value);
	if (patch.count)
		screen_apply(screen, live->entity, (int64_t)live->id, live->revision, &patch, written_back);
	patch_release(&patch);
}

static void restore(struct screen *screen)
{
	struct list *list = list_of(screen);
	const struct restoring *restoring = &list->restoring;
	struct live *live = &list->steps.live;
	uint16_t tag = restoring->tag, row_tag = restoring->row_tag;
	const struct field *field = entity_field(schema_entity(&court_schema, live->entity), tag);
	struct text was = buf_as_text(&restoring->was);
	struct error err = ERROR_INIT;
	struct value value = EMPTY_VALUE;
	struct buf room = BUF_INIT;
	struct view now = live->view;

	if (field && row_tag)
		field = field->rows ? entity_field(field->rows, row_tag) : NULL;
	if (!field)
		app_say(screen->app, "The program has no such field any more: it cannot be put back", "");
	else if (was.len && !field_parse(field, was, NULL, &room, &value, &err))
		app_say_error(screen->app, &err);
	else if (row_tag && !view_row(&live->view, tag, restoring->row, &now))
		app_say(screen->app, "That line is no longer there", "");
	else
		write_back(screen, tag, row_tag, &now, value);
	buf_release(&room);
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
	else if (intent == INTENT_RESTORE)
		restore(screen);
}

static void fetch(struct screen *screen, enum intent intent, unsigned entity, uint64_t id)
{
	struct list *list = list_of(screen);
	struct live *live = &list->steps.live;

	if (live->asked || !id || !schema_entity(&court_schema, entity))
		return;
	live_close(live);
	*live = (struct live){0};
	list->intent = intent;
	live_open(live, screen, entity, id, record_came);
}

/* Which operations there are is asked when somebody wants one, not for every line that is passed. */
static void fetch_for(struct screen *screen, enum intent intent)
{
	unsigned entity = 0;
	uint64_t id;

	if (list_of(screen)->steps.live.asked)
		return;
	id = gather(screen, &entity);
	fetch(screen, intent, entity, id);
}

static void restore_answered(struct screen *screen, int digit)
{
	const struct restoring *restoring = &list_of(screen)->restoring;

	if (digit == 1)
		fetch(screen, INTENT_RESTORE, restoring->entity, restoring->record);
}

/* The line under the cursor. */
static struct text keep_line(struct screen *screen)
{
	struct list *list = list_of(screen);
	struct restoring *restoring = &list->restoring;

	restoring->record = list_record(screen, list_row(list), &restoring->entity);
	restoring->row = (uint64_t)cell(list, EXTRA_ROW);
	restoring->tag = (uint16_t)cell(list, EXTRA_TAG);
	restoring->row_tag = (uint16_t)cell(list, EXTRA_ROW_TAG);
	buf_clear(&restoring->was);
	buf_text(&restoring->was, text_skip(view_text(list_row(list), list->extra[EXTRA_WAS]), 1));
	return buf_as_text(&restoring->was);
}

void list_restore(struct screen *screen)
{
	static const struct choice_line lines[] = {
		{1, N_("Put it back; Ctrl-Z undoes it"), {0}}, {0, N_("Leave it"), {0}}};
	const struct list *list = list_of(screen);
	const struct view *row = list_row(list);
	struct text was;
	struct buf title = BUF_INIT;

	/* What is on its way may be for the line that was asked about before: it is that one's still. */
	if (list->steps.live.asked) {
		app_say(screen->app, "The record is not here yet: once more, please", "");
		return;
	}
	was = keep_line(screen);
	for (size_t i = 0; i < list->columns.count; i++)
		if (!strcmp(list->columns.items[i].field->name, "old") && was.len)
			was = view_text(row, (uint16_t)(CELL_FIRST + i));
	if (was.len)
		tr_format(&title, "It was \"{1}\"", "S", was);
	else
		buf_text(&title, tr_text("It was empty"));
	ask_number(screen, buf_cstr(&title), lines, 2, restore_answered);
	buf_release(&title);
}

void list_next(struct screen *screen)
{
	list_of(screen)->find.typing = false;
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
	return screen->row->add && app_may_begin(screen->app, screen->row->entity, why);
}

void list_add(struct screen *screen)
{
	struct target target = {.entity = screen->row->entity};

	list_of(screen)->find.typing = false;
	/* A form, else an operation that makes one. */
	if (!app_open(screen->app, screen->row->add, &target))
		screen_run(screen, screen->row->add, screen->row->entity, 0, NULL, added);
}
