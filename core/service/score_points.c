#include "core/model/operations.h"
#include "core/service/scored.h"

/* The case of a list; and of a line that counts by filters, which of them the row satisfies. The signs
 * between are those of the language in which the rules are written. */
static void say_line(struct scored *scored, const struct item *item, const struct line *line,
	const struct hit *hit, struct record *row)
{
	bool english = item->name.len && (unsigned char)item->name.at[0] < 0x80;
	const char *between = english ? ": " : "：";
	struct buf words = BUF_INIT;

	if (item->line_count > 1)
		buf_text(&words, line->name);
	for (size_t i = 0; i < line->atom_count; i++) {
		if (line->atoms[i].kind != ATOM_MATCHING || !(hit->matches >> i & 1))
			continue;
		buf_printf(&words, "%s%.*s", words.len ? between : "", (int)line->atoms[i].text.len,
			line->atoms[i].text.at);
		between = english ? ", " : "、";
	}
	record_text(row, POINTS_LINE, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

static unsigned entity_of(const struct scored *scored, const struct line *line)
{
	const struct source *source =
		source_named(scored->emitter.world->schema, text_of(line->source->name));

	return source->shape->id ? source->shape->id : entity_field(source->shape, ROW_OWNER)->target;
}

/* The record; and of a row of its list that is somebody's, first who. */
static void say_what(struct scored *scored, const struct hit *hit, unsigned entity, struct record *row)
{
	struct buf words = BUF_INIT;

	if (hit->row != hit->id && hit->person) {
		buf_text(&words, world_title(&scored->emitter, ENTITY_PERSON, hit->person));
		buf_byte(&words, ' ');
	}
	buf_text(&words, world_title(&scored->emitter, entity, hit->id));
	record_text(row, POINTS_WHAT, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

/* Evidence that shows something else too. */
static void say_twice(struct scored *scored, unsigned entity, uint64_t id, struct record *row)
{
	const struct evidence_use *other =
		entity == ENTITY_ENTRY ? evidence_used_elsewhere(scored_uses(scored), entity, id) : NULL;
	struct buf words = BUF_INIT;
	struct message message;

	if (!other)
		return;
	evidence_elsewhere(scored->emitter.world, other, &message);
	message_encode(&message, &words);
	record_text(row, POINTS_TWICE, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

static void put_worth(struct record *row, struct fraction worth)
{
	struct figure figure;

	if (!fraction_given(worth))
		return;
	figure_init(&figure);
	exact_set(&figure.value, worth);
	scored_points(row, POINTS_WORTH, &figure);
	figure_clear(&figure);
}

static bool may_open(struct scored *scored, unsigned entity, uint64_t id)
{
	struct world *world = scored->emitter.world;
	struct view view;

	return world->get(world, entity, id, &view, NULL) && record_may_see(world, &view);
}

static void point_row(struct scored *scored, const struct item *item, const struct line *line,
	const struct hit *hit, uint64_t id)
{
	unsigned entity = entity_of(scored, line);
	struct record row;

	record_init(&row, &points_shape);
	record_text(&row, POINTS_ITEM, item->name);
	say_line(scored, item, line, hit, &row);
	record_number(&row, POINTS_DATE, hit->day);
	put_worth(&row, hit->worth);
	say_what(scored, hit, entity, &row);
	record_number(&row, POINTS_ENTITY, entity);
	record_number(&row, POINTS_RECORD, (int64_t)hit->id);
	say_twice(scored, entity, hit->id, &row);
	emit_row(&scored->emitter, &points_shape, id, &row);
}

/* What the viewer may not open counts all the same: how many, and what they are worth together; neither whose
 * nor when. */
struct hidden {
	int64_t count;
	struct fraction worth;
};

static void hide(struct hidden *hidden, struct fraction worth)
{
	hidden->worth = hidden->count++ ? fraction_add(hidden->worth, worth) : worth;
}

static void hidden_row(struct scored *scored, const struct item *item, const struct line *line,
	const struct hidden *hidden, uint64_t id)
{
	struct record row;

	record_init(&row, &points_shape);
	record_text(&row, POINTS_ITEM, item->name);
	if (item->line_count > 1)
		record_text(&row, POINTS_LINE, line->name);
	put_worth(&row, hidden->worth);
	record_number(&row, POINTS_COUNT, hidden->count);
	row_message(&scored->emitter, &row, POINTS_WHAT,
		hidden->count == 1 ? N_("A record you may not see") : N_("{1} records you may not see"), "n",
		hidden->count);
	emit_row(&scored->emitter, &points_shape, id, &row);
}

/* Does the row satisfy all that the line counts by? */
static bool is_whole(const struct line *line, const struct hit *hit)
{
	for (size_t i = 0; i < line->atom_count; i++)
		if (line->atoms[i].kind == ATOM_MATCHING && !(hit->matches >> i & 1))
			return false;
	return true;
}

/* First those that lack something: of a rate of attendance those who were not there. */
static void point_rows(
	struct scored *scored, size_t subject, const struct item *item, const struct line *line, uint64_t *id)
{
	unsigned entity = entity_of(scored, line);
	struct hidden hidden = {0};
	size_t count;
	const struct hit *hits = score_hits(scored->score, subject, line, &count);

	for (int whole = 0; whole < 2; whole++)
		for (size_t h = 0; h < count && !scored->emitter.stopped; h++) {
			if (!score_counts(line, &hits[h]) || is_whole(line, &hits[h]) != whole)
				continue;
			if (may_open(scored, entity, hits[h].id))
				point_row(scored, item, line, &hits[h], ++*id);
			else
				hide(&hidden, hits[h].worth);
		}
	if (hidden.count && !scored->emitter.stopped)
		hidden_row(scored, item, line, &hidden, ++*id);
}

bool points_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = SCORED(world, query, emit, arg, err);
	bool good;
	int subject;
	uint64_t id = 0;

	scored.as_posted = true;
	good = scored_begin(&scored, err);
	subject = good ? scored_subject(&scored, query->subject) : -1;
	for (size_t i = 0; subject >= 0 && i < scored.rules->item_count; i++) {
		const struct item *item = scored.rules->items[i];

		for (size_t l = 0; l < item->line_count && (!query->kind || query->kind == i + 1); l++)
			if (item->lines[l]->source)
				point_rows(&scored, (size_t)subject, item, item->lines[l], &id);
	}
	scored_end(&scored);
	return good;
}
