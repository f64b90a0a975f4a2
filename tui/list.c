#include "tui/list.h"

#include <string.h>
#include "tui/list_parts.h"

static const char *const extra_names[EXTRA_COUNT] = {
	"entity", "record", "urgent", "due", "state", "tag", "row", "row_tag", "was"};

/* Of a record that the line stands for there is the number, or that of its group. */
static const char *extra_name(const struct list *list, enum extra extra)
{
	return extra == EXTRA_RECORD && entity_named(list->shape, TEXT("group_number")) ? "group_number"
											: extra_names[extra];
}

/* Lines that have room on the screen. */
static int list_room(const struct screen *screen)
{
	int room = screen->app->rows - 2 - LIST_HEAD - LIST_FOOT;

	return room > 1 ? room : 1;
}

int list_width(const struct screen *screen)
{
	const struct list *list = list_of(screen);

	/* A computed line is all there is of it. */
	if (!list->shape->id)
		return screen->app->columns;
	return beside_list_width(screen, columns_wished(&list->columns) + LIST_MARGIN);
}

int list_columns(const struct screen *screen)
{
	return list_width(screen) - LIST_MARGIN;
}

const struct view *list_row(const struct list *list)
{
	return pages_row(&list->pages, list->at);
}

/* --- which record a row is --- */

uint64_t list_record(const struct screen *screen, const struct view *row, unsigned *entity)
{
	const struct list *list = list_of(screen);

	*entity = screen->row->entity ? screen->row->entity : list->shape->id;
	if (!row)
		return 0;
	if (!list->extra[EXTRA_RECORD] || list->shape->id)
		return row->id;
	if (list->extra[EXTRA_ENTITY])
		*entity = (unsigned)view_number(row, list->extra[EXTRA_ENTITY]);
	return (uint64_t)view_number(row, list->extra[EXTRA_RECORD]);
}

uint64_t list_selected(const struct screen *screen, unsigned *entity)
{
	return list_record(screen, list_row(list_of(screen)), entity);
}

static bool subject(const struct screen *screen, unsigned *entity, uint64_t *id)
{
	*id = list_selected(screen, entity);
	return *id != 0;
}

/* A source that says so itself; else what has a time limit behind it and is still open. */
bool list_urgent(const struct list *list, const struct view *row, int64_t today)
{
	enum { OPEN = 1 };

	if (list->extra[EXTRA_URGENT])
		return view_number(row, list->extra[EXTRA_URGENT]);
	return list->extra[EXTRA_DUE] && list->extra[EXTRA_STATE] && view_has(row, list->extra[EXTRA_DUE]) &&
		view_number(row, list->extra[EXTRA_DUE]) < today &&
		view_number(row, list->extra[EXTRA_STATE]) == OPEN;
}

/* --- asking --- */

static void ask(struct screen *screen, size_t first)
{
	struct list *list = list_of(screen);
	size_t room = (size_t)list_room(screen);

	pages_ask(screen, &list->pages, first > room ? first - room : 0, 3 * room, list->selected);
}

void list_refresh(struct screen *screen)
{
	ask(screen, list_of(screen)->top);
	list_of(screen)->beside.stale = true;
}

void list_again(struct screen *screen)
{
	ask(screen, 0);
}

static void keep_in_sight(struct screen *screen)
{
	struct list *list = list_of(screen);
	size_t room = (size_t)list_room(screen);

	if (list->at < list->top)
		list->top = list->at;
	if (list->at >= list->top + room)
		list->top = list->at - room + 1;
	if (list->top && list->top + room > list->pages.total)
		list->top = list->pages.total > room ? list->pages.total - room : 0;
}

/* The cursor to another row. */
static void list_move(struct screen *screen, size_t at)
{
	struct list *list = list_of(screen);
	size_t total = list->pages.total;
	const struct view *row;

	list->at = at < total ? at : total ? total - 1 : 0;
	row = list_row(list);
	list->selected = row ? row->id : 0;
	keep_in_sight(screen);
	pages_want(screen, &list->pages, list->top, (size_t)list_room(screen));
}

static bool narrowed(const struct list *list)
{
	return find_on(&list->find) || list->value_words.len;
}

/* The cursor stays on its record, wherever that is now; when it is gone, on its line. */
static void came(struct screen *screen, const struct answer *answer)
{
	struct list *list = list_of(screen);
	size_t at;

	if (!pages_take(screen, &list->pages, answer))
		return;
	if (pages_measure(&list->pages, &list->columns))
		columns_layout(&list->columns, list_columns(screen));
	at = list->selected ? pages_place(&list->pages, list->selected) : list->pages.total;
	if (at == list->pages.total && list->selected && narrowed(list))
		at = 0; /* the best of what is found, not what lies where the cursor was */
	else if (at == list->pages.total && list->selected && !list->own)
		app_remark(screen->app, N_("The record under the cursor is no longer here"));
	list->own = false;
	list_move(screen, at < list->pages.total || !at ? at : list->at);
	list_foot_ask(screen, view_number(&answer->body, ROWS_CHANGE));
}

static void changed(struct screen *screen, const struct view *news)
{
	struct row_walk items = view_rows(news, CHANGED_ITEMS);
	const struct list *list = list_of(screen);

	while (row_walk_next(&items)) {
		unsigned entity = (unsigned)view_number(&items.row, ITEM_ENTITY);

		if (entity == list->shape->id || entity == screen->row->entity ||
			screen->row->reads & READS(entity)) {
			list_refresh(screen);
			return;
		}
	}
}

/* --- the record beside --- */

static void got(struct screen *screen, const struct answer *answer)
{
	beside_got(screen, &list_of(screen)->beside, answer);
}

static void more(struct screen *screen, const struct answer *answer)
{
	beside_more(screen, &list_of(screen)->beside, answer);
}

static void follow(struct screen *screen)
{
	beside_follow(screen, &list_of(screen)->beside, list_width(screen), got, more);
}

/* --- opening --- */

static void add_extra(struct list *list, enum extra extra)
{
	const struct field *field = entity_named(list->shape, text_of(extra_name(list, extra)));

	if (!field || (extra == EXTRA_RECORD && field->type != &type_number) ||
		(extra == EXTRA_ENTITY && field->type != &type_number))
		return;
	list->extra[extra] = (uint16_t)(CELL_FIRST + list->columns.count + (size_t)extra);
}

/* Every extra column is asked for, so that its cell is where it should be; what the source lacks is the id
 * once more. */
static void choose_columns(struct screen *screen)
{
	struct list *list = list_of(screen);
	enum extra last = entity_named(list->shape, TEXT("was")) ? EXTRA_COUNT : EXTRA_TAG;

	columns_choose(&list->columns, list->shape, screen->row->columns, words_language());
	columns_layout(&list->columns, list_columns(screen));
	columns_paths(&list->columns, &list->pages.columns);
	for (enum extra extra = 0; extra < last; extra++) {
		add_extra(list, extra);
		buf_byte(&list->pages.columns, '\n');
		buf_text(&list->pages.columns, text_of(list->extra[extra] ? extra_name(list, extra) : "id"));
	}
}

static void choose_rows(struct screen *screen, const struct target *target)
{
	struct list *list = list_of(screen);
	struct buf narrower = BUF_INIT;

	if (target->tag && target->row)
		buf_printf(&narrower, "tag = %u and row = %llu", target->tag,
			(unsigned long long)(target->row & INT64_MAX));
	else if (target->tag)
		buf_printf(&narrower, "tag = %u", target->tag);
	else
		buf_text(&narrower, target->text);
	pages_both(&list->base, text_of(screen->row->where), buf_as_text(&narrower));
	buf_release(&narrower);
	list->pages.fixed = buf_cstr(&list->base);
	list->pages.subject = target->id;
	list->pages.from = target->from;
	list->pages.to = target->to;
	/* What history is asked of is a record: its entity goes as the kind. */
	list->pages.kind = target->kind ? target->kind : list->shape->id ? 0 : target->entity;
	if (screen->row->sort)
		buf_text(&list->pages.sort, text_of(screen->row->sort));
}

static void open(struct screen *screen, const struct target *target)
{
	struct list *list = list_of(screen);

	list->shape = source_shape(&court_schema, text_of(screen->row->source));
	list->sorted = COLUMNS_MOST;
	list->pages.source = screen->row->source;
	list->summed = summed_of(screen->row->source);
	list->pages.done = came;
	list_do_open(screen);
	choose_columns(screen);
	choose_rows(screen, target);
	list_again(screen);
}

static void close(struct screen *screen)
{
	struct list *list = list_of(screen);

	steps_release(&list->steps);
	columns_release(&list->columns);
	pages_release(&list->pages);
	buf_release(&list->base);
	tags_release(&list->tags);
	find_release(&list->find);
	list_filter_release(list);
	list_foot_release(list);
	beside_release(&list->beside);
	buf_release(&list->restoring.was);
}

/* --- keys --- */

static void open_row(struct screen *screen)
{
	struct target target = {0};

	target.id = list_selected(screen, &target.entity);
	if (!target.id || (!screen->row->enter && !screen_row_of_entity(target.entity)))
		return;
	/* What was found is opened: back here, keys are commands again. */
	list_of(screen)->find.typing = false;
	if (!screen->row->enter || !app_open(screen->app, screen->row->enter, &target))
		app_show_record(screen->app, target.entity, target.id);
}

static void begin_find(struct screen *screen)
{
	find_begin(screen, &list_of(screen)->find);
}

static void tag(struct screen *screen)
{
	struct list *list = list_of(screen);

	if (!list->selected)
		return;
	tags_flip(&list->tags, list->selected);
	list_move(screen, list->at + 1);
}

static void narrow(struct screen *screen)
{
	struct list *list = list_of(screen);

	buf_clear(&list->pages.typed);
	buf_text(&list->pages.typed, edit_line_text(&list->find.line));
	list_again(screen);
}

/* What narrows goes first, then the tags, then the screen. */
static void back(struct screen *screen)
{
	struct list *list = list_of(screen);

	if (list->find.typing) {
		list->find.typing = false;
	} else if (find_clear(&list->find)) {
		narrow(screen);
	} else if (list_all_values(screen)) {
		list_again(screen);
	} else if (list->tags.count) {
		tags_release(&list->tags);
	} else {
		find_back(screen, &list->find);
		return;
	}
	app_redraw(screen->app);
}

static bool event(struct screen *screen, const struct event *event)
{
	struct list *list = list_of(screen);
	int by = move_of(event, list_room(screen), !list->find.typing);
	size_t before = edit_line_text(&list->find.line).len;

	if (by) {
		list_move(screen, move_place(list->at, by, list->pages.total));
		return true;
	}
	if (!find_event(&list->find, event))
		return false;
	/* Moving in what was typed finds nothing else. */
	if (edit_line_text(&list->find.line).len != before || event->kind != EVENT_KEY)
		narrow(screen);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	if (where && list_of(screen)->find.typing)
		buf_text(where, tr_text("filter"));
	return list_of(screen)->find.typing;
}

/* The window may have another size. */
static void again(struct screen *screen)
{
	columns_layout(&list_of(screen)->columns, list_columns(screen));
	list_refresh(screen);
}

static bool may_open(const struct screen *screen, struct message *why)
{
	(void)why;
	return !list_may_restore(screen, NULL);
}

static const struct action actions[] = {
	{"restore", "Enter", N_("Put back"), N_("Put back what stood there before this change"),
		WHEN_BROWSING, list_restore, list_may_restore},
	{"open", "Enter", N_("Open"), N_("Open the record under the cursor"), WHEN_ALWAYS, open_row,
		may_open},
	{"add", "F6 o", N_("New"), N_("Begin a new one"), WHEN_ALWAYS, list_add, list_may_add},
	{"find", "F3 / Ctrl-F", N_("Find"), N_("Narrow the lines while typing"), WHEN_BROWSING, begin_find,
		NULL},
	{"value", "F4 f", N_("By value"), N_("Only the lines with one value of the current column"),
		WHEN_ALWAYS, list_by_value, NULL},
	{"tag", "Space x", N_("Tag"), N_("Tag the line for F2"), WHEN_BROWSING, tag, NULL},
	{"next", "F2", N_("Next steps"), N_("What can be done with the tagged records, or with this one"),
		WHEN_ALWAYS, list_next, NULL},
	{"sort", "Ctrl-O", N_("Sort"), N_("Sort by a column; the same column once more turns it round"),
		WHEN_ALWAYS, list_sort_by, NULL},
	{"sort_this", "s", NULL, N_("Sort by the current column"), WHEN_BROWSING, list_sort_this, NULL},
	{"column_left", "Left h <", NULL, N_("The column before"), WHEN_BROWSING, list_column_left, NULL},
	{"column_right", "Right l >", NULL, N_("The next column"), WHEN_BROWSING, list_column_right, NULL},
	{"remove", "Del", NULL, N_("Remove the tagged records, or this one; Ctrl-Z brings them back"),
		WHEN_BROWSING, list_remove, NULL},
	{"refresh", "F5 Ctrl-R R", NULL, N_("Ask the service again"), WHEN_ALWAYS, list_refresh, NULL},
	{"back", "Esc F12 q", NULL, N_("Back; a filter is taken away first"), WHEN_BROWSING, back, NULL},
	{0},
};

const struct screen_kind list_kind = {
	.size = sizeof(struct list),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = list_draw,
	.event = event,
	.entering = entering,
	.changed = changed,
	.again = again,
	.subject = subject,
	.follow = follow,
};
