/* Rows to hits: each source is read once, however many lines ask for it. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/model/roster.h"
#include "core/score/scoring.h"

/* One source with all that ask for it. */
struct asking {
	struct score *score;
	const struct subject_source *source;
	const struct source *table;
	struct path group, branch, people, date, until, matter;
	int64_t from, to; /* the widest window of all */
	struct error *err;
	/* The row under way: */
	const struct view *view;
	int64_t day;
	uint64_t groups[32], persons[64];
	size_t group_count, person_count;
	uint64_t matter_key;
};

/* --- the row --- */

static bool keep_group(const struct value *value, void *arg)
{
	struct asking *asking = arg;

	if (asking->group_count < sizeof(asking->groups) / sizeof(*asking->groups))
		asking->groups[asking->group_count++] = (uint64_t)value->number;
	return true;
}

static bool keep_person(const struct value *value, void *arg)
{
	struct asking *asking = arg;

	if (asking->person_count < sizeof(asking->persons) / sizeof(*asking->persons))
		asking->persons[asking->person_count++] = (uint64_t)value->number;
	return true;
}

/* FNV-1a; 0 is left for "none". */
static uint64_t hash_of(struct text text)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (uint8_t)text.at[i]) * UINT64_C(1099511628211);
	return hash | 1;
}

static void read_row(struct asking *asking, const struct view *view)
{
	struct world *world = asking->score->world;
	struct value value;

	asking->view = view;
	asking->group_count = asking->person_count = 0;
	asking->matter_key = 0;
	if (asking->source->group)
		path_each(&asking->group, world, view, keep_group, asking);
	if (asking->source->people)
		path_each(&asking->people, world, view, keep_person, asking);
	if (asking->source->matter && path_get(&asking->matter, world, view, &value))
		asking->matter_key = hash_of(value.bytes);
}

/* --- one line takes it --- */

struct fraction score_number(const struct path *path, struct world *world, const struct view *view)
{
	struct value value;
	const struct field *field = path_field(path);
	int64_t scale = 1;

	if (!path_get(path, world, view, &value))
		return (struct fraction){0, 0};
	for (int i = 0; field && i < field->places; i++)
		scale *= 10;
	if (field && field->type == &type_moment)
		value.number = moment_date(value.number, court_settings(world).offset);
	if (value.kind == VALUE_TEXT)
		return (struct fraction){(int64_t)(hash_of(value.bytes) >> 1), 1};
	return (struct fraction){value.number, scale};
}

/* Until when something may still be done in time: a period under way ends today. */
static int64_t last_day(const struct asking *asking)
{
	int64_t today = asking->score->world->today, to = asking->score->period.to;

	return to < today ? to : today;
}

/* From one day to the other, when it is late; what is not done is late as of the last day. */
static struct fraction days_late(const struct atom *atom, const struct asking *asking)
{
	struct world *world = asking->score->world;
	struct fraction due = score_number(&atom->path, world, asking->view),
			done = score_number(&atom->until, world, asking->view);
	if (!fraction_given(due) || (!fraction_given(done) && asking->source->clock))
		return (struct fraction){0, 0};
	if (!fraction_given(done))
		done = (struct fraction){last_day(asking), 1};
	return (struct fraction){done.numerator > due.numerator ? done.numerator - due.numerator : 0, 1};
}

static void read_atoms(const struct asking *asking, const struct line *line, struct hit *hit)
{
	struct world *world = asking->score->world;

	for (size_t i = 0; i < line->atom_count; i++) {
		const struct atom *atom = &line->atoms[i];

		if (atom->kind == ATOM_MATCHING &&
			(!atom->only || predicate_holds(atom->only, world, asking->view)))
			hit->matches |= (uint16_t)(1u << i);
		if (atom->kind < ATOM_SUM || atom->kind == ATOM_MATCHING)
			continue;
		if (!hit->values)
			hit->values =
				arena_new(&asking->score->arena, line->atom_count * sizeof(*hit->values));
		hit->values[i] = atom->kind == ATOM_DAYS ? days_late(atom, asking)
							 : score_number(&atom->path, world, asking->view);
	}
}

static bool weigh(const struct asking *asking, const struct line *line, struct hit *hit)
{
	struct row_work work = {.world = asking->score->world,
		.view = asking->view,
		.worth = {1, 1},
		.today = last_day(asking)};

	for (const struct step *step = line->steps; step && !work.dropped; step = step->next)
		if (step->is->row)
			step->is->row(step->with, &work);
	hit->worth = work.worth;
	hit->doubtful = work.doubtful || !fraction_given(work.worth);
	hit->group = work.converted;
	return !work.dropped;
}

static void add_hit(struct asking *asking, const struct line *line, const struct hit *hit, uint64_t subject)
{
	struct line_hits *hits = &asking->score->hits[line->index];
	int found = score_subject_of(asking->score, subject);
	struct hit *added;

	if (found < 0)
		return;
	hits->hits = mem_grow(hits->hits, hits->count, &hits->room, sizeof(*hits->hits));
	added = &hits->hits[hits->count++];
	*added = *hit;
	added->subject = (uint32_t)found;
	added->apart = line->apart == APART_PERSON ? hit->person
		: line->apart == APART_RECORD      ? hit->id
		: line->apart == APART_MATTER      ? (hit->matter ? hit->matter : hit->id)
						   : 0;
	added->first = true;
	for (size_t i = hits->count - 1; i-- && hits->hits[i].id == hit->id && hits->hits[i].row == hit->row;)
		added->first &= hits->hits[i].subject != added->subject;
}

/* What is scored is a person, the group he was in that day, or its branch. */
static uint64_t subject_of_group(const struct asking *asking, uint64_t group)
{
	return asking->score->rules->subject == SUBJECT_BRANCH ? branch_of(asking->score->world, group)
							       : group;
}

static void add_person(struct asking *asking, const struct line *line, struct hit *hit, uint64_t person)
{
	uint64_t subject = person;

	hit->person = person;
	if (asking->score->rules->subject != SUBJECT_PERSON)
		subject = subject_of_group(asking, group_of(asking->score->world, person, asking->day));
	add_hit(asking, line, hit, subject);
}

/* What is a whole branch's counts for the branch, once. */
static bool add_branch(struct asking *asking, const struct line *line, const struct hit *hit)
{
	struct hit mine = *hit;
	struct value branch;

	if (asking->score->rules->subject != SUBJECT_BRANCH || !asking->source->branch ||
		asking->group_count ||
		!path_get(&asking->branch, asking->score->world, asking->view, &branch))
		return false;
	mine.person = asking->person_count ? asking->persons[0] : 0;
	add_hit(asking, line, &mine, (uint64_t)branch.number);
	return true;
}

static bool shares(const struct line *line)
{
	for (const struct step *step = line->steps; step; step = step->next)
		if (step->is->stage == STAGE_ROW && !strcmp(step->is->code, "SPLIT"))
			return true;
	return false;
}

static void take_row(struct asking *asking, const struct line *line)
{
	struct hit hit = {.id = (uint64_t)view_number_or(asking->view, ROW_OWNER, (int64_t)asking->view->id),
		.row = asking->view->id,
		.day = asking->day,
		.matter = asking->matter_key};
	bool by_person =
		asking->score->rules->subject == SUBJECT_PERSON || !asking->group_count || shares(line);

	if (line->only && !predicate_holds(line->only, asking->score->world, asking->view))
		return;
	if (!weigh(asking, line, &hit))
		return;
	read_atoms(asking, line, &hit);
	if (add_branch(asking, line, &hit))
		return;
	for (size_t i = 0; by_person && i < asking->person_count; i++)
		add_person(asking, line, &hit, asking->persons[i]);
	for (size_t i = 0; !by_person && i < asking->group_count; i++) {
		uint64_t subject = subject_of_group(asking, asking->groups[i]);
		size_t people = line->persons && asking->person_count ? asking->person_count : 1;

		for (size_t p = 0; p < people; p++) {
			hit.person = p < asking->person_count ? asking->persons[p] : 0;
			add_hit(asking, line, &hit, subject);
		}
	}
}

/* The last day of what lasts; of all else its own. */
static int64_t last_of(const struct asking *asking, const struct view *view, int64_t day)
{
	struct value until;

	if (!asking->source->until)
		return day;
	return path_get(&asking->until, asking->score->world, view, &until) ? until.number : DATE_MAX;
}

static bool take_each(const struct view *view, void *arg)
{
	struct asking *asking = arg;
	const struct rules *rules = asking->score->rules;
	struct value date;
	int64_t last;
	bool read = false;

	if (!path_get(&asking->date, asking->score->world, view, &date))
		return true;
	last = last_of(asking, view, date.number);
	if (last < asking->from || date.number > asking->to)
		return true;
	for (size_t i = 0; i < rules->line_count; i++) {
		const struct part *window = &asking->score->windows[i];

		if (rules->lines[i]->source != asking->source || last < window->from ||
			date.number > window->to)
			continue;
		/* What lasts counts from the first day on. */
		asking->day = date.number < window->from ? window->from : date.number;
		if (!read)
			read_row(asking, view);
		read = true;
		take_row(asking, rules->lines[i]);
	}
	return true;
}

/* --- all sources --- */

static bool prepare(struct asking *asking, struct error *err)
{
	const struct schema *schema = asking->score->world->schema;
	const struct {
		const char *text;
		struct path *path;
	} paths[] = {{asking->source->group, &asking->group}, {asking->source->branch, &asking->branch},
		{asking->source->people, &asking->people}, {asking->source->date, &asking->date},
		{asking->source->until, &asking->until}, {asking->source->matter, &asking->matter}};

	asking->table = source_named(schema, text_of(asking->source->name));
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		if (paths[i].text &&
			!path_compile(
				paths[i].path, schema, asking->table->shape, text_of(paths[i].text), err))
			return false;
	return true;
}

static bool gather_source(struct score *score, const struct subject_source *source, struct error *err)
{
	struct asking asking = {.score = score,
		.source = source,
		.from = score->period.from,
		.to = score->period.to,
		.err = err};
	struct source_query query = {0};
	bool wanted = false;

	for (size_t i = 0; i < score->rules->line_count; i++) {
		const struct line *line = score->rules->lines[i];

		if (line->source != source)
			continue;
		wanted = true;
		if (score->windows[i].from < asking.from)
			asking.from = score->windows[i].from;
		if (score->windows[i].to > asking.to)
			asking.to = score->windows[i].to;
	}
	query.from = asking.from;
	query.to = asking.to;
	return !wanted ||
		(prepare(&asking, err) &&
			source_each(asking.table, score->world, &query, take_each, &asking, err));
}

static int in_order(const void *a, const void *b)
{
	const struct hit *one = a, *other = b;

	if (one->subject != other->subject)
		return one->subject < other->subject ? -1 : 1;
	if (one->apart != other->apart)
		return one->apart < other->apart ? -1 : 1;
	if (one->day != other->day)
		return one->day < other->day ? -1 : 1;
	if (one->id != other->id)
		return one->id < other->id ? -1 : 1;
	return one->row < other->row ? -1 : one->row > other->row ? 1 : one->person < other->person ? -1 : 1;
}

static void widen(struct score *score, const struct line *line)
{
	struct part *window = &score->windows[line->index], more = score_window(score, line);

	window->from = more.from < window->from ? more.from : window->from;
	window->to = more.to > window->to ? more.to : window->to;
}

/* An item that is scored month by month looks back from each month. */
static void widen_item(struct score *score, const struct item *item)
{
	struct score_period whole = score->period;
	unsigned count;
	struct part *parts = parts_of(whole.from, whole.to, item->by_parts, &count);

	for (unsigned i = 0; i < count; i++) {
		score->period.from = parts[i].from;
		score->period.to = parts[i].to;
		for (size_t l = 0; l < item->line_count; l++) {
			widen(score, item->lines[l]);
			if (item->lines[l]->unless)
				widen(score, item->lines[l]->unless);
		}
		for (size_t z = 0; z < item->zero_count; z++)
			widen(score, item->zero[z]);
	}
	score->period = whole;
	free(parts);
}

static void find_windows(struct score *score)
{
	const struct rules *rules = score->rules;

	score->windows = mem_new((rules->line_count + 1) * sizeof(*score->windows));
	for (size_t i = 0; i < rules->line_count; i++)
		score->windows[i] = score_window(score, rules->lines[i]);
	for (size_t i = 0; i < rules->item_count; i++)
		if (rules->items[i]->by_parts != UNIT_NONE)
			widen_item(score, rules->items[i]);
}

bool score_gather(struct score *score, struct error *err)
{
	find_windows(score);
	score->hits = mem_new((score->rules->line_count + 1) * sizeof(*score->hits));
	for (size_t i = 0; subject_source_at(i); i++)
		if (!gather_source(score, subject_source_at(i), err))
			return false;
	for (size_t i = 0; i < score->rules->line_count; i++)
		if (score->hits[i].count)
			qsort(score->hits[i].hits, score->hits[i].count, sizeof(struct hit), in_order);
	return true;
}
