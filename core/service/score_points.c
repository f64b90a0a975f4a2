#include "core/base/date.h"
#include "core/base/number.h"
#include "core/model/operations.h"
#include "core/model/roster.h"
#include "core/service/score_kept.h"
#include "core/service/scored.h"

/* Of those who are missed in one record, so many are named. */
enum { LACK_MOST = 12 };

/* Is the record one of that case? Not where too few of them are: 没有组长 says nothing of the leader there
 * is. */
static bool is_case(const struct item *item, const struct line *line)
{
	return item->line_count > 1 && line->when.compare != COMPARE_BELOW &&
		line->when.compare != COMPARE_UPTO;
}

/* The case of a list; and of a line that counts by filters, which of them the row satisfies. The signs
 * between are those of the language in which the rules are written. */
static void say_line(struct scored *scored, const struct item *item, const struct line *line,
	const struct hit *hit, struct record *row)
{
	bool english = item->name.len && (unsigned char)item->name.at[0] < 0x80;
	const char *between = english ? ": " : "：";
	struct buf words = BUF_INIT;

	if (is_case(item, line))
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
	return source_entity(scored->emitter.world->schema, text_of(line->source->name));
}

/* The record; where each is somebody's, first who. */
static void say_what(struct scored *scored, const struct line *line, const struct hit *hit, unsigned entity,
	struct record *row)
{
	struct buf words = BUF_INIT;

	if (hit->person && (hit->row != hit->id || line->persons || line->people || !line->source->group)) {
		buf_text(&words, world_title(&scored->emitter, ENTITY_PERSON, hit->person));
		buf_byte(&words, ' ');
	}
	buf_text(&words, world_title(&scored->emitter, entity, hit->id));
	record_text(row, POINTS_WHAT, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

/* Evidence that shows something else too. */
void points_twice(struct scored *scored, unsigned entity, uint64_t id, struct record *row)
{
	const struct evidence_use *other = entity == ENTITY_ENTRY || entity == ENTITY_MARK
		? evidence_used_elsewhere(scored_uses(scored), entity, id)
		: NULL;
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

/* What is told together: one row, or all of a list that are in one record. */
struct pile {
	const struct hit *first;
	size_t count; /* some of a list need not count */
	bool list;
};

/* How much of what the line counts by the rows are; nothing of an amount that no row has. */
static struct fraction tally(const struct pile *pile, const struct line *line, size_t atom)
{
	bool matching = line->atoms[atom].kind == ATOM_MATCHING;
	struct fraction sum = {0, matching};

	for (size_t i = 0; i < pile->count; i++) {
		const struct hit *hit = &pile->first[i];

		if (matching)
			sum.numerator += hit->matches >> atom & 1;
		else if (hit->values && fraction_given(hit->values[atom]))
			sum = fraction_given(sum) ? fraction_add(sum, hit->values[atom]) : hit->values[atom];
	}
	return sum;
}

/* Of single rows say_line() names what they satisfy. */
static bool is_told(const struct pile *pile, const struct line *line, size_t atom)
{
	enum atom_kind kind = line->atoms[atom].kind;

	return kind == ATOM_MATCHING ? pile->list : atom_reads(kind) && kind != ATOM_DAYS;
}

static void say_tally(
	struct scored *scored, const struct pile *pile, const struct line *line, struct record *row)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < line->atom_count; i++) {
		struct fraction amount = tally(pile, line, i);
		struct text name = line->atoms[i].text;
		struct exact number;

		if (!is_told(pile, line, i) || !fraction_given(amount))
			continue;
		if (line->atoms[i].kind != ATOM_MATCHING)
			name = text_skip(name, text_find(name, TEXT(".")) + 1);
		buf_printf(&words, "%s%.*s ", words.len ? "\n" : "", (int)name.len, name.at);
		exact_init(&number);
		exact_set(&number, amount);
		exact_show(&number, 2, &words);
		exact_clear(&number);
	}
	record_text(row, POINTS_TALLY, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

/* Does the row satisfy all that the line counts by? */
static bool is_whole(const struct line *line, const struct hit *hit)
{
	for (size_t i = 0; i < line->atom_count; i++)
		if (line->atoms[i].kind == ATOM_MATCHING && !(hit->matches >> i & 1))
			return false;
	return true;
}

static bool pile_is_whole(const struct line *line, const struct pile *pile)
{
	for (size_t i = 0; i < pile->count; i++)
		if (score_counts(line, &pile->first[i]) && !is_whole(line, &pile->first[i]))
			return false;
	return true;
}

static void say_lack(
	struct scored *scored, const struct pile *pile, const struct line *line, struct record *row)
{
	struct buf names = BUF_INIT;
	size_t told = 0;

	for (size_t i = 0; i < pile->count && told < LACK_MOST; i++) {
		const struct hit *hit = &pile->first[i];

		if (!hit->person || !score_counts(line, hit) || is_whole(line, hit))
			continue;
		buf_text(&names, told++ ? TEXT("、") : NO_TEXT);
		buf_text(&names, world_title(&scored->emitter, ENTITY_PERSON, hit->person));
	}
	record_text(row, POINTS_LACK, arena_text(&scored->emitter.arena, buf_as_text(&names)));
	buf_release(&names);
}

static struct fraction pile_worth(const struct pile *pile)
{
	struct fraction worth = pile->first->worth;

	for (size_t i = 1; i < pile->count; i++)
		worth = fraction_add(worth, pile->first[i].worth);
	return worth;
}

static void point_row(struct scored *scored, const struct item *item, const struct line *line,
	const struct pile *pile, uint64_t id)
{
	const struct hit *hit = pile->first;
	unsigned entity = entity_of(scored, line);
	struct record row;

	record_init(&row, &points_shape);
	record_text(&row, POINTS_ITEM, item->name);
	record_number(&row, POINTS_NUMBER, item->index + 1);
	if (!pile->list) {
		say_line(scored, item, line, hit, &row);
		say_what(scored, line, hit, entity, &row);
	} else {
		if (is_case(item, line))
			record_text(&row, POINTS_LINE, line->name);
		record_text(&row, POINTS_WHAT,
			arena_text(&scored->emitter.arena, world_title(&scored->emitter, entity, hit->id)));
		say_lack(scored, pile, line, &row);
	}
	say_tally(scored, pile, line, &row);
	record_number(&row, POINTS_DATE, hit->day);
	if (score_adds(line))
		put_worth(&row, pile_worth(pile));
	record_number(&row, POINTS_ENTITY, entity);
	record_number(&row, POINTS_RECORD, (int64_t)hit->id);
	points_twice(scored, entity, hit->id, &row);
	emit_row(&scored->emitter, &points_shape, id, &row);
}

/* What the viewer may not open counts all the same: how many, and what they are worth together; neither whose
 * nor when. */
struct hidden {
	int64_t count;
	struct fraction worth;
};

static void hide(struct hidden *hidden, const struct pile *pile)
{
	struct fraction worth = pile_worth(pile);

	hidden->worth = hidden->count++ ? fraction_add(hidden->worth, worth) : worth;
}

static void hidden_row(struct scored *scored, const struct item *item, const struct line *line,
	const struct hidden *hidden, uint64_t id)
{
	struct record row;

	record_init(&row, &points_shape);
	record_text(&row, POINTS_ITEM, item->name);
	if (is_case(item, line))
		record_text(&row, POINTS_LINE, line->name);
	if (score_adds(line))
		put_worth(&row, hidden->worth);
	record_number(&row, POINTS_COUNT, hidden->count);
	row_message(&scored->emitter, &row, POINTS_WHAT,
		hidden->count == 1 ? N_("A record you may not see") : N_("{1} records you may not see"), "n",
		hidden->count);
	emit_row(&scored->emitter, &points_shape, id, &row);
}

/* The next rows from `at` on that are told together: of a list those of one record, unless each person is
 * looked at by himself. `*at` moves behind them; false: there are no more. */
static bool next_pile(
	const struct line *line, const struct hit *hits, size_t count, size_t *at, struct pile *pile)
{
	while (*at < count && !score_counts(line, &hits[*at]))
		++*at;
	if (*at == count)
		return false;
	*pile = (struct pile){&hits[*at], 1, line->apart == APART_NONE && hits[*at].row != hits[*at].id};
	while (pile->list && *at + pile->count < count && pile->first[pile->count].id == pile->first->id)
		pile->count++;
	*at += pile->count;
	return true;
}

/* First those that lack something: of a rate of attendance the meetings where somebody was missing. */
static void point_rows(
	struct scored *scored, size_t subject, const struct item *item, const struct line *line, uint64_t *id)
{
	unsigned entity = entity_of(scored, line);
	struct hidden hidden = {0};
	struct pile pile;
	size_t count;
	const struct hit *hits = score_hits(scored->score, subject, line, &count);

	for (int whole = 0; whole < 2; whole++)
		for (size_t at = 0; !scored->emitter.stopped && next_pile(line, hits, count, &at, &pile);) {
			if (pile_is_whole(line, &pile) != whole)
				continue;
			if (may_open(scored, entity, pile.first->id))
				point_row(scored, item, line, &pile, ++*id);
			else
				hide(&hidden, &pile);
		}
	if (hidden.count && !scored->emitter.stopped)
		hidden_row(scored, item, line, &hidden, ++*id);
}

/* 支部书记评4.5：按报告质量评 */
static void say_mark(struct scored *scored, const struct view *mark, struct record *row)
{
	bool points = view_has(mark, MARKING_POINTS), reason = view_has(mark, MARKING_REASON);
	struct buf given = BUF_INIT;

	if (points)
		decimal_format(view_number(mark, MARKING_POINTS), MARK_PLACES, &given);
	else
		buf_text(&given, view_text(mark, MARKING_WORD));
	row_message(&scored->emitter, row, POINTS_WHAT, reason ? N_("{1} gave {2}: {3}") : N_("{1} gave {2}"),
		"SSS", view_text(mark, MARKING_ROLE), buf_as_text(&given), view_text(mark, MARKING_REASON));
	buf_release(&given);
}

static void mark_row(struct scored *scored, const struct item *item, const struct line *line,
	const struct view *mark, uint64_t id)
{
	struct record row;

	record_init(&row, &points_shape);
	record_text(&row, POINTS_ITEM, item->name);
	record_number(&row, POINTS_NUMBER, item->index + 1);
	if (item->line_count > 1)
		record_text(&row, POINTS_LINE, line->name);
	say_mark(scored, mark, &row);
	record_number(&row, POINTS_DATE, moment_date(mark->moment, court_offset(scored->emitter.world)));
	record_number(&row, POINTS_ENTITY, ENTITY_MARK);
	record_number(&row, POINTS_RECORD, (int64_t)mark->id);
	points_twice(scored, ENTITY_MARK, mark->id, &row);
	emit_row(&scored->emitter, &points_shape, id, &row);
}

/* Of what people judge: who gave what. */
static void mark_rows(
	struct scored *scored, size_t subject, const struct item *item, const struct line *line, uint64_t *id)
{
	struct world *world = scored->emitter.world;
	struct hidden hidden = {0};
	uint64_t mark;

	for (size_t at = 0;
		!scored->emitter.stopped && (mark = score_mark_next(scored->score, subject, line, &at));) {
		struct view view;

		if (world->get(world, ENTITY_MARK, mark, &view, NULL) && record_may_see(world, &view))
			mark_row(scored, item, line, &view, ++*id);
		else
			hidden.count++;
	}
	if (hidden.count && !scored->emitter.stopped)
		hidden_row(scored, item, line, &hidden, ++*id);
}

static void item_rows(struct scored *scored, size_t subject, const struct item *item, uint64_t *id)
{
	for (size_t i = 0; i < item->line_count; i++)
		if (item->lines[i]->source)
			point_rows(scored, subject, item, item->lines[i], id);
		else if (item->lines[i]->manual)
			mark_rows(scored, subject, item, item->lines[i], id);
}

bool score_point_rows(struct scored *scored, size_t subject)
{
	uint64_t id = 0;

	for (size_t i = 0; i < scored->rules->item_count; i++)
		item_rows(scored, subject, scored->rules->items[i], &id);
	return true;
}

/* A posting of before its records were kept. */
static void tell_not_kept(struct scored *scored, uint64_t *id)
{
	struct record row;

	record_init(&row, &points_shape);
	row_message(&scored->emitter, &row, POINTS_WHAT,
		"The records of this posting were not kept: these are those of now", "");
	emit_row(&scored->emitter, &points_shape, ++*id, &row);
}

bool points_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = SCORED(world, query, emit, arg, err);
	unsigned number = query->kind % POINTS_OF_VERSION;
	bool found = false, good;
	int subject;
	uint64_t id = 0;

	if (!kept_points(world, query, emit, arg, &found, err))
		return false;
	if (found)
		return true;
	scored.as_posted = true;
	scored.wanted = query->kind / POINTS_OF_VERSION;
	good = scored_begin(&scored, err);
	subject = good ? scored_subject(&scored, query->subject) : -1;
	if (subject >= 0 && scored.posting.evaluation)
		tell_not_kept(&scored, &id);
	for (size_t i = 0; subject >= 0 && i < scored.rules->item_count; i++)
		if (!number || number == i + 1)
			item_rows(&scored, (size_t)subject, scored.rules->items[i], &id);
	scored_end(&scored);
	return good && (!err || err->kind == ERROR_NONE);
}
