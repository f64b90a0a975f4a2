#include "tui/titles.h"

/* --- what is referred to --- */

static struct titled *titled(const struct titles *titles, unsigned entity, uint64_t id)
{
	for (size_t i = 0; i < titles->count; i++)
		if (titles->all[i].entity == entity && titles->all[i].id == id)
			return (struct titled *)&titles->all[i];
	return NULL;
}

static void want(struct titles *titles, unsigned entity, uint64_t id)
{
	if (id && titles->count < TITLES_MOST && !titled(titles, entity, id))
		titles->all[titles->count++] = (struct titled){entity, id, BUF_INIT};
}

static void want_value(struct titles *titles, const struct field *field, const struct value *value)
{
	struct reader ids = value_ids(value);

	if (field->type == &type_ref && value->kind == VALUE_NUMBER)
		want(titles, field->target, (uint64_t)value->number);
	while (field->type == &type_refs && reader_left(&ids) && !ids.bad)
		want(titles, field->target, read_varint(&ids));
}

static void want_edit(struct titles *titles, const struct entity *entity, const struct edit *edit)
{
	const struct field *field = entity_field(entity, edit->tag), *inner;
	struct field_walk walk;

	if (field && field->rows && edit->row_tag)
		field = entity_field(field->rows, edit->row_tag);
	if (!field)
		return;
	if (!field->rows) {
		want_value(titles, field, &edit->new);
		return;
	}
	/* A new row, whole. */
	if (edit->new.kind != VALUE_TEXT)
		return;
	for (walk = view_walk(field->rows, edit->new.bytes); field_walk_next(&walk);)
		if ((inner = entity_field(field->rows, walk.tag)))
			want_value(titles, inner, &walk.value);
}

/* --- asking --- */

static void ask(struct screen *screen, const struct titled *one, screen_answer *came)
{
	struct record request;

	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, one->entity);
	record_number(&request, GET_ID, (int64_t)one->id);
	screen_send(screen, CALL_GET, &request, came);
	record_release(&request);
}

void titles_want(struct titles *titles, const struct entity *entity, const struct patch *patch)
{
	for (size_t i = 0; entity && i < patch->count; i++)
		want_edit(titles, entity, &patch->edits[i]);
}

void titles_ask_wanted(struct screen *screen, const struct titles *titles, screen_answer *came)
{
	for (size_t i = 0; i < titles->count; i++)
		ask(screen, &titles->all[i], came);
}

void titles_ask(struct screen *screen, struct titles *titles, const struct entity *entity,
	const struct patch *patch, screen_answer *came)
{
	titles_want(titles, entity, patch);
	titles_ask_wanted(screen, titles, came);
}

void titles_put(struct titles *titles, unsigned entity, uint64_t id, struct text words)
{
	struct titled *one;

	want(titles, entity, id);
	one = titled(titles, entity, id);
	if (!one)
		return;
	buf_clear(&one->words);
	buf_text(&one->words, words);
}

struct text titles_of(const struct titles *titles, unsigned entity, uint64_t id)
{
	const struct titled *one = titled(titles, entity, id);

	return one ? buf_as_text(&one->words) : NO_TEXT;
}

void titles_take(struct titles *titles, const struct answer *answer)
{
	if (answer->kind == ANSWER_DONE)
		titles_put(titles, (unsigned)view_number(&answer->body, GOT_ENTITY),
			(uint64_t)view_number(&answer->body, GOT_ID), view_text(&answer->body, GOT_TITLE));
}

void titles_release(struct titles *titles)
{
	while (titles->count)
		buf_release(&titles->all[--titles->count].words);
}

/* --- naming --- */

static bool title_of(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	const struct titles_naming *both = (struct titles_naming *)naming;
	struct text name = live_name(both->live.live, target, id);

	if (!name.len)
		name = titles_of(both->titles, target, id);
	buf_text(out, name);
	return name.len > 0;
}

struct naming *titles_naming(
	struct titles_naming *naming, const struct live *live, const struct titles *titles)
{
	live_naming(&naming->live, live);
	naming->live.naming.title = title_of;
	naming->titles = titles;
	return &naming->live.naming;
}
