/* What is asked of a source is found out once: its paths, the days that anybody looks at, and what each line
 * makes of a row, as far as that can be known before there is one. */
#include "core/score/asking.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

/* --- the lines --- */

static bool has_values(const struct line *line)
{
	for (size_t i = 0; i < line->atom_count; i++)
		if (atom_reads(line->atoms[i].kind))
			return true;
	return false;
}

/* What every row is worth; false: that depends on what stands in it. */
static bool worth_of_all(const struct line *line, struct fraction *worth)
{
	struct row_work work = {.worth = {1, 1}};

	for (const struct step *step = line->steps; step; step = step->next) {
		if (!step->is->row)
			continue;
		if (!step->is->alike || !step->is->alike(step->with))
			return false;
		step->is->row(step->with, &work);
	}
	*worth = work.worth;
	return fraction_given(work.worth) && !work.doubtful;
}

/* One of the questions that the line asks of a row; false: it is not about that one choice. */
static bool add_question(
	struct by_choice *choice, const struct predicate *predicate, uint16_t *bit, uint16_t bits)
{
	struct choice_table table = {NULL, UINT64_MAX, true};

	if (predicate &&
		(!predicate_by_choice(predicate, false, &table) || table.all ||
			(choice->field && choice->field != table.field)))
		return false;
	if (table.field)
		choice->field = table.field;
	for (size_t code = 0; code <= CHOICE_CODES; code++) {
		bool holds = code < CHOICE_CODES ? table.among >> code & 1 : table.empty;

		if (!bit)
			choice->holds[code] = holds;
		else if (holds)
			bit[code] |= bits;
	}
	return true;
}

static void tabulate(struct by_choice *choice, const struct line *line, const struct predicate *only)
{
	bool all = add_question(choice, only, NULL, 0);

	for (size_t i = 0; all && i < line->atom_count; i++)
		if (line->atoms[i].kind == ATOM_MATCHING)
			all = add_question(choice, line->atoms[i].only, choice->matches, (uint16_t)(1u << i));
	choice->alone = all;
	if (!all)
		choice->field = NULL;
}

/* Which question it is; QUESTIONS_MAX: there is no room for it. */
static size_t question_of(struct questions *questions, const struct predicate *predicate)
{
	size_t nth = 0;

	while (nth < questions->count && !predicate_same(questions->asked[nth], predicate))
		nth++;
	if (nth == questions->count && nth < QUESTIONS_MAX)
		questions->asked[questions->count++] = predicate;
	return nth;
}

static struct asked asked_of(struct questions *questions, const struct predicate *all, bool of_owner)
{
	enum { PARTS_MAX = 16 };
	const struct predicate *parts[PARTS_MAX];
	const size_t count = predicate_parts(all, parts, PARTS_MAX);
	struct asked asked = {.whole = NULL};

	for (size_t i = 0; i < count; i++) {
		size_t nth;

		if (asked.gate_count < GATES_MAX &&
			predicate_by_choice(parts[i], of_owner, &asked.gates[asked.gate_count])) {
			asked.gate_count++;
			continue;
		}
		nth = question_of(questions, parts[i]);
		if (nth == QUESTIONS_MAX)
			return (struct asked){.whole = all};
		asked.questions |= UINT64_C(1) << nth;
	}
	return asked;
}

static bool matches_only(const struct line *line)
{
	for (size_t i = 0; i < line->atom_count; i++)
		if (line->atoms[i].kind != ATOM_MATCHING)
			return false;
	return true;
}

static void add_wanting(struct asking *asking, const struct line *line)
{
	struct score *score = asking->score;
	struct wanting *wanting = &asking->wanting[asking->count++];
	struct predicate *above = NULL, *only = NULL;

	predicate_split(line->only, &score->arena, &above, &only);
	*wanting = (struct wanting){.line = line,
		.window = score->windows[line->index],
		.above = asked_of(&asking->questions_above, above, true),
		.row = asked_of(&asking->questions, only, false),
		.tally = score->tallies[line->index],
		.hits = &score->hits[line->index],
		.shared = line_does(line, "SPLIT"),
		.values = has_values(line),
		.keeps = !score->tallies[line->index] || score->period.keep != KEEP_NO_ROWS};
	wanting->worth = (struct fraction){1, 1};
	wanting->weighs = !worth_of_all(line, &wanting->worth);
	tabulate(&wanting->choice, line, only);
	wanting->counts = !wanting->shared && !wanting->weighs && !wanting->values && !wanting->keeps;
	wanting->matching = wanting->counts && matches_only(line);
	if (wanting->window.from < asking->from)
		asking->from = wanting->window.from;
	if (wanting->window.to > asking->to)
		asking->to = wanting->window.to;
}

/* --- the source --- */

static bool compile_paths(struct asking *asking, struct error *err)
{
	const struct schema *schema = asking->score->world->schema;
	const struct {
		const char *text;
		struct path *path;
	} paths[] = {{asking->source->group, &asking->group}, {asking->source->branch, &asking->branch},
		{asking->source->people, &asking->people}, {asking->source->date, &asking->date},
		{asking->source->until, &asking->until}, {asking->source->matter, &asking->matter}};

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		if (paths[i].text &&
			!path_compile(
				paths[i].path, schema, asking->table->shape, text_of(paths[i].text), err))
			return false;
	return true;
}

/* A reference in the row itself. */
static bool is_plain_ref(const char *given, const struct path *path)
{
	return given && path->count == 1 && path->steps[0]->type == &type_ref &&
		path->steps[0]->tag < KNOWN_TAGS;
}

/* What all lines ask a row for, when that is one choice; then rows need not be looked at one by one. */
static const struct field *choice_of_all(const struct asking *asking)
{
	const struct field *choice = NULL;

	if (!asking->list || asking->list->list->flags & BESIDE ||
		asking->score->rules->subject == SUBJECT_PERSON ||
		!is_plain_ref(asking->source->group, &asking->group))
		return NULL;
	for (size_t i = 0; i < asking->count; i++) {
		const struct wanting *wanting = &asking->wanting[i];

		if (!wanting->counts || !wanting->choice.alone ||
			(wanting->line->persons && !is_plain_ref(asking->source->people, &asking->people)) ||
			(choice && wanting->choice.field && wanting->choice.field != choice))
			return NULL;
		choice = wanting->choice.field ? wanting->choice.field : choice;
	}
	return choice && choice->tag < KNOWN_TAGS ? choice : NULL;
}

static void find_choice(struct asking *asking)
{
	const struct field *key;
	uint16_t group;

	asking->choice = choice_of_all(asking);
	if (!asking->choice)
		return;
	key = entity_row_key(asking->list->list->rows);
	group = asking->group.steps[0]->tag;
	asking->choice_tags[0] = group < asking->choice->tag ? group : asking->choice->tag;
	asking->choice_tags[1] = group < asking->choice->tag ? asking->choice->tag : group;
	asking->choice_key = key && key->tag < asking->choice_tags[0] ? key->tag : 0;
}

struct asking *asking_new(struct score *score, const struct subject_source *source, struct error *err)
{
	struct asking *asking = mem_new(sizeof(*asking));
	const struct rules *rules = score->rules;

	*asking = (struct asking){.score = score,
		.by = &score->gatherers[0],
		.last_subject = -1,
		.source = source,
		.table = source_named(score->world->schema, text_of(source->name)),
		.from = score->period.from,
		.to = score->period.to,
		.today = score->period.to < score->world->today ? score->period.to : score->world->today};
	asking->list = asking->table->shape->id
		? NULL
		: list_shape_named(score->world->schema, text_of(source->name));
	asking->wanting = mem_new((rules->line_count + 1) * sizeof(*asking->wanting));
	for (size_t i = 0; i < rules->line_count; i++)
		if (rules->lines[i]->source == source)
			add_wanting(asking, rules->lines[i]);
	if (!compile_paths(asking, err)) {
		asking_free(asking);
		return NULL;
	}
	find_choice(asking);
	return asking;
}

struct asking *asking_aside(const struct asking *asking)
{
	struct asking *aside = asking_new(asking->score, asking->source, NULL);

	aside->aside = mem_new((aside->count + 1) * sizeof(*aside->aside));
	for (size_t i = 0; i < aside->count; i++) {
		struct wanting *wanting = &aside->wanting[i];

		wanting->hits = &aside->aside[i];
		if (wanting->tally)
			wanting->tally = tally_new(asking->score, wanting->line);
	}
	return aside;
}

static void join_hits(struct line_hits *to, const struct line_hits *hits)
{
	for (size_t i = 0; i < hits->count; i++) {
		to->hits = mem_grow(to->hits, to->count, &to->room, sizeof(*to->hits));
		to->hits[to->count++] = hits->hits[i];
	}
}

void asking_join(struct asking *aside)
{
	for (size_t i = 0; i < aside->count; i++) {
		const struct wanting *wanting = &aside->wanting[i];

		join_hits(&aside->score->hits[wanting->line->index], wanting->hits);
		free(wanting->hits->hits);
		if (!wanting->tally)
			continue;
		tally_join(aside->score->tallies[wanting->line->index], wanting->tally);
		tally_free(wanting->tally);
	}
}

void asking_by(struct asking *asking, struct gatherer *by)
{
	asking->by = by;
}

void asking_free(struct asking *asking)
{
	if (!asking)
		return;
	free(asking->wanting);
	free(asking->aside);
	free(asking);
}

unsigned asking_index(const struct asking *asking, const struct entity *entity)
{
	const struct path *date = &asking->date;
	const struct field *field = date->steps[date->count - 1];

	if (asking->source->until || date->count > 2 ||
		(date->count == 2 && date->steps[0]->tag != ROW_OWNER))
		return 0;
	for (const struct index *index = entity->indexes; index && index->id; index++)
		if (index->parts[0] == field->tag)
			return index->id;
	return 0;
}

const struct entity *asking_entity(const struct asking *asking)
{
	return asking->list ? asking->list->owner : asking->table->shape;
}

bool asking_any(const struct asking *asking, int64_t *from, int64_t *to)
{
	if (asking->count && asking->from < *from)
		*from = asking->from;
	if (asking->count && asking->to > *to)
		*to = asking->to;
	return asking->count > 0;
}
