/* What an item looked at and did not count, told beside it: a meeting counts from 已提交 on, an entry once it
 * is confirmed. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/base/sentence.h"
#include "core/score/left_out.h"
#include "core/service/scored.h"

#define STATE(state) (UINT32_C(1) << (state))

/* States that do not count, as people speak of them; the first ones are told even when there is none. */
static const struct left_state {
	unsigned entity;
	uint16_t state;
	uint32_t states;
	bool always;
	const char *words;
} left_states[] = {
	{ENTITY_MEETING, MEETING_STATE, STATE(STATE_PLANNED) | STATE(STATE_DRAFT), true, N_("{1} drafts")},
	{ENTITY_MEETING, MEETING_STATE, STATE(STATE_RETURNED), true, N_("sent back {1}")},
	{ENTITY_MEETING, MEETING_STATE, STATE(STATE_OPEN), false, N_("still open {1}")},
	{ENTITY_MEETING, MEETING_STATE, STATE(STATE_SIGNING), false, N_("not signed {1}")},
	{ENTITY_ENTRY, ENTRY_STATE, STATE(ENTRY_FILED), true, N_("not confirmed {1}")},
	{ENTITY_ENTRY, ENTRY_STATE, STATE(ENTRY_REFUSED), true, N_("refused {1}")},
};
enum { LEFT_STATES = sizeof(left_states) / sizeof(*left_states) };

static int ascending(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return one < other ? -1 : one > other;
}

/* What is only planned is nothing yet. */
static bool is_to_come(const struct world *world, const struct view *record)
{
	return record->entity->id == ENTITY_MEETING && view_number(record, MEETING_STATE) == STATE_PLANNED &&
		view_number(record, MEETING_DATE) >= world->today;
}

/* The records behind the rows, each once however many of its rows and of the item's lines there are. */
static void count_states(
	struct world *world, unsigned entity, uint64_t *ids, size_t count, int64_t counts[LEFT_STATES])
{
	struct view view;

	if (count)
		qsort(ids, count, sizeof(*ids), ascending);
	for (size_t i = 0; i < count; i++) {
		if ((i && ids[i] == ids[i - 1]) || !world->get(world, entity, ids[i], &view, NULL) ||
			is_to_come(world, &view))
			continue;
		for (size_t s = 0; s < LEFT_STATES; s++)
			counts[s] += left_states[s].entity == entity &&
				left_states[s].states >> view_number(&view, left_states[s].state) & 1;
	}
}

/* Of one entity: all lines of the item that ask for it. False: none of them leaves anything out. */
static bool count_left(struct scored *scored, size_t subject, const struct item *item, unsigned entity,
	int64_t counts[LEFT_STATES])
{
	struct world *world = scored->emitter.world;
	uint64_t *ids = NULL;
	size_t count = 0, room = 0;
	bool asks = false;

	for (size_t l = 0; l < item->line_count; l++) {
		const struct line *line = item->lines[l];
		const struct hit *hits;
		size_t more;

		if (!line->left || source_entity(world->schema, text_of(line->source->name)) != entity)
			continue;
		asks = true;
		hits = score_hits(scored->left, subject, line, &more);
		for (size_t h = 0; h < more; h++) {
			ids = mem_grow(ids, count, &room, sizeof(*ids));
			ids[count++] = hits[h].id;
		}
	}
	count_states(world, entity, ids, count, counts);
	free(ids);
	return asks;
}

static bool leaves_out(const struct item *item)
{
	for (size_t l = 0; l < item->line_count; l++)
		if (item->lines[l]->left)
			return true;
	return false;
}

/* As of the other score: whose rows are kept is the same. */
static bool find_left(struct scored *scored)
{
	return scored->left ||
		score_left_out(&scored->left, scored->rules, scored->emitter.world, &scored->days,
			LEFT_BY_STATE, NULL, scored->emitter.err);
}

static void say_states(unsigned entity, const int64_t counts[LEFT_STATES], struct buf *words)
{
	for (size_t s = 0; s < LEFT_STATES; s++) {
		if (left_states[s].entity != entity || (!left_states[s].always && !counts[s]))
			continue;
		if (words->len)
			say(words, N_(", "), "");
		say(words, left_states[s].words, "n", counts[s]);
	}
}

bool scored_say_left(struct scored *scored, size_t subject, const struct item *item, struct record *row)
{
	static const unsigned entities[] = {ENTITY_MEETING, ENTITY_ENTRY};
	struct buf words = BUF_INIT;

	if (!leaves_out(item))
		return true;
	if (!find_left(scored))
		return false;
	for (size_t e = 0; e < sizeof(entities) / sizeof(*entities); e++) {
		int64_t counts[LEFT_STATES] = {0};

		if (count_left(scored, subject, item, entities[e], counts))
			say_states(entities[e], counts, &words);
	}
	record_text(row, SHEET_LEFT, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
	return true;
}
