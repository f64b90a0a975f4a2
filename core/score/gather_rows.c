/* One source with all lines that ask for it: a row is looked at once, and each line takes what it wants. Of
 * rows inside a record, what a line asks of the record is asked once for all of them. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/score/asking.h"

/* --- the row --- */

struct kept_ids {
	uint64_t *ids;
	size_t count, room;
};

static void keep_id(struct kept_ids *kept, uint64_t id)
{
	if (kept->count < kept->room)
		kept->ids[kept->count++] = id;
}

static bool keep_value(const struct value *value, void *arg)
{
	keep_id(arg, (uint64_t)value->number);
	return true;
}

/* By far the most paths lead to references in the row itself. */
static size_t read_ids(const struct asking *asking, const struct path *path, uint64_t *ids, size_t room)
{
	const struct field *field = path->steps[0];
	struct kept_ids kept = {ids, 0, room};
	struct value value;
	struct reader numbers;

	if (path->count > 1 || field->rows) {
		path_each(path, asking->by->world, asking->view, keep_value, &kept);
	} else if (view_get_field(asking->view, field, &value)) {
		if (value.kind != VALUE_IDS && value.number)
			keep_id(&kept, (uint64_t)value.number);
		for (numbers = value_ids(&value); reader_left(&numbers);)
			keep_id(&kept, read_varint(&numbers));
	}
	return kept.count;
}

static void read_row(struct asking *asking)
{
	struct value value;

	if (asking->read)
		return;
	asking->read = true;
	asking->matter_key = 0;
	asking->group_count =
		asking->source->group ? read_ids(asking, &asking->group, asking->groups, GROUPS_MAX) : 0;
	if (asking->source->matter && path_get(&asking->matter, asking->by->world, asking->view, &value))
		asking->matter_key = asking_hash(value.bytes);
}

static void read_people(struct asking *asking)
{
	if (asking->read_people)
		return;
	asking->read_people = true;
	asking->person_count =
		asking->source->people ? read_ids(asking, &asking->people, asking->persons, PERSONS_MAX) : 0;
}

/* --- one line takes it --- */

/* `person`: as that one's; 0: before it is known whose. */
static bool weigh(
	const struct asking *asking, const struct wanting *wanting, uint64_t person, struct hit *hit)
{
	const struct line *line = wanting->line;
	struct row_work work = {.world = asking->by->world,
		.view = asking->view,
		.worth = {1, 1},
		.today = asking->today,
		.person = person};

	for (const struct step *step = line->steps; step && !work.dropped; step = step->next)
		if (step->is->row)
			step->is->row(step->with, &work);
	hit->worth = work.worth;
	hit->doubtful = work.doubtful || !fraction_given(work.worth);
	hit->group = work.converted;
	return !work.dropped;
}

static void keep_hit(struct asking *asking, const struct wanting *wanting, const struct hit *hit)
{
	const struct line *line = wanting->line;
	struct line_hits *hits = wanting->hits;
	struct hit *added;

	hits->hits = mem_grow(hits->hits, hits->count, &hits->room, sizeof(*hits->hits));
	added = &hits->hits[hits->count++];
	*added = *hit;
	added->values = NULL;
	if (!wanting->values)
		return;
	added->values = arena_new(&asking->by->arena, line->atom_count * sizeof(*hit->values));
	memcpy(added->values, hit->values, line->atom_count * sizeof(*hit->values));
}

/* The first of its record for this subject. */
static bool is_first(struct asking *asking, uint32_t subject)
{
	for (size_t i = 0; i < asking->counted_count; i++)
		if (asking->counted[i] == subject)
			return false;
	if (asking->counted_count < PERSONS_MAX)
		asking->counted[asking->counted_count++] = subject;
	return true;
}

/* Rows of one group stand together. */
static int find_subject(struct asking *asking, uint64_t subject)
{
	if (subject != asking->last)
		asking->last_subject = score_subject_of(asking->score, subject);
	asking->last = subject;
	return asking->last_subject;
}

static uint64_t apart_of_hit(const struct asking *asking, const struct line *line, const struct hit *hit)
{
	const uint64_t matter = hit->matter ? hit->matter : hit->id;

	switch (line->apart) {
	case APART_NONE:
		return 0;
	case APART_PERSON:
		return hit->person;
	case APART_RECORD:
		return hit->id;
	case APART_MATTER:
		return matter;
	case APART_COLUMNS:
		break;
	}
	if (!line->apart_person && !line->apart_matter)
		return asking->apart_key;
	return asking_key_of_all((uint64_t[]){asking->apart_key, line->apart_person ? hit->person : 0,
					 line->apart_matter ? matter : 0},
		3);
}

static void add_hit(struct asking *asking, const struct wanting *wanting, struct hit *hit, uint64_t subject)
{
	const struct line *line = wanting->line;
	const struct score_period *period = &asking->score->period;
	int found = find_subject(asking, subject);

	if (found < 0)
		return;
	hit->subject = (uint32_t)found;
	hit->apart = apart_of_hit(asking, line, hit);
	hit->first = is_first(asking, hit->subject);
	hit->again = !hit->first && asking->source->until;
	if (wanting->tally)
		tally_add(wanting->tally, line, hit);
	if (wanting->keeps &&
		(!wanting->tally || period->keep != KEEP_ROWS_OF_ONE || period->keep_of == subject))
		keep_hit(asking, wanting, hit);
}

/* What is scored is a person, the group he was in that day, or its branch. */
static uint64_t subject_of_group(const struct asking *asking, uint64_t group)
{
	return asking->score->rules->subject == SUBJECT_BRANCH ? branch_of(asking->by->world, group) : group;
}

int asking_subject(struct asking *asking, uint64_t group)
{
	return find_subject(asking, subject_of_group(asking, group));
}

static uint64_t subject_until(struct asking *asking, uint64_t person, int64_t day, int64_t *until)
{
	return subject_of_group(asking, score_group_until(asking->by, person, day, until));
}

/* What lasts is each day that of the group he is in. */
static void add_stays(struct asking *asking, const struct wanting *wanting, struct hit *hit, uint64_t person)
{
	const int64_t first = hit->day, last = hit->last;

	while (hit->day <= last) {
		int64_t until, next;
		const uint64_t subject = subject_until(asking, person, hit->day, &until);

		for (; until < last && subject_until(asking, person, until + 1, &next) == subject;)
			until = next;
		hit->last = until < last ? until : last;
		add_hit(asking, wanting, hit, subject);
		hit->day = hit->last + 1;
	}
	hit->day = first;
	hit->last = last;
}

static void add_person(struct asking *asking, const struct wanting *wanting, struct hit *hit, uint64_t person)
{
	hit->person = person;
	if (wanting->line->each_weighed && person && !weigh(asking, wanting, person, hit))
		return;
	if (asking->score->rules->subject == SUBJECT_PERSON)
		add_hit(asking, wanting, hit, person);
	else if (asking->source->until)
		add_stays(asking, wanting, hit, person);
	else
		add_hit(asking, wanting, hit,
			subject_of_group(asking, score_group_of(asking->by, person, asking->day)));
}

/* What is a whole branch's counts for the branch, once. */
static bool add_branch(struct asking *asking, const struct wanting *wanting, struct hit *hit)
{
	struct value branch;

	if (asking->score->rules->subject != SUBJECT_BRANCH || !asking->source->branch ||
		asking->group_count || !path_get(&asking->branch, asking->by->world, asking->view, &branch))
		return false;
	hit->person = asking->person_count ? asking->persons[0] : 0;
	add_hit(asking, wanting, hit, (uint64_t)branch.number);
	return true;
}

static bool all_answered(const struct asking *asking, struct questions *questions, const struct asked *asked,
	const struct view *view)
{
	if (asked->whole)
		return predicate_holds(asked->whole, asking->by->world, view);
	for (uint64_t left = asked->questions & ~questions->yes; left; left &= left - 1) {
		const uint64_t bit = left & -left;

		if (questions->known & bit)
			return false;
		questions->known |= bit;
		if (!predicate_holds(questions->asked[__builtin_ctzll(bit)], asking->by->world, view))
			return false;
		questions->yes |= bit;
	}
	return true;
}

/* Does all of it hold? `of`: whose the choices are, the row or the record that it is in. */
static inline bool all_hold(const struct asking *asking, struct questions *questions,
	const struct asked *asked, const struct view *of, const struct view *view)
{
	for (size_t i = 0; i < asked->gate_count; i++)
		if (!choice_holds(&asked->gates[i], of))
			return false;
	return (!asked->questions && !asked->whole) || all_answered(asking, questions, asked, view);
}

static bool is_wanted(struct asking *asking, const struct wanting *wanting, uint16_t *matches)
{
	const struct by_choice *choice = &wanting->choice;
	int64_t code;

	if (!choice->field)
		return all_hold(asking, &asking->questions, &wanting->row, asking->view, asking->view);
	code = view_number_or(asking->view, choice->field->tag, CHOICE_CODES);
	if (code < 0 || code > CHOICE_CODES)
		code = CHOICE_CODES - 1;
	*matches = choice->matches[code];
	return choice->holds[code];
}

/* To all whose it is. */
static void add_row(struct asking *asking, const struct wanting *wanting, struct hit *hit, bool by_person)
{
	const struct line *line = wanting->line;

	asking->counted_count = 0;
	if (add_branch(asking, wanting, hit))
		return;
	for (size_t i = 0; by_person && i < asking->person_count; i++)
		add_person(asking, wanting, hit, asking->persons[i]);
	for (size_t i = 0; !by_person && i < asking->group_count; i++) {
		uint64_t subject = subject_of_group(asking, asking->groups[i]);
		size_t people =
			(line->persons || line->people) && asking->person_count ? asking->person_count : 1;

		for (size_t p = 0; p < people; p++) {
			hit->person = p < asking->person_count ? asking->persons[p] : 0;
			if (line->each_weighed && hit->person && !weigh(asking, wanting, hit->person, hit))
				continue;
			add_hit(asking, wanting, hit, subject);
		}
	}
}

static bool keep_key(const struct value *value, void *arg)
{
	keep_id(arg, asking_key_of(value));
	return true;
}

/* Once for everything that its columns say; where nothing stands, the record is by itself. */
static void add_apart(struct asking *asking, const struct wanting *wanting, struct hit *hit, bool by_person,
	size_t column, uint64_t before)
{
	const struct columns *by = &wanting->line->apart_by;
	uint64_t keys[PERSONS_MAX];
	struct kept_ids kept = {keys, 0, PERSONS_MAX};

	if (column == by->count) {
		asking->apart_key = before;
		add_row(asking, wanting, hit, by_person);
		return;
	}
	path_each(&by->paths[column], asking->by->world, asking->view, keep_key, &kept);
	if (!kept.count)
		keep_id(&kept, ~hit->id);
	for (size_t i = 0; i < kept.count; i++)
		add_apart(asking, wanting, hit, by_person, column + 1,
			column ? asking_key_of_all((uint64_t[]){before, keys[i]}, 2) : keys[i]);
}

/* What of the row is the group's and no more than counted needs no hit; false: it does. */
static bool count_row(struct asking *asking, const struct wanting *wanting, uint16_t matches)
{
	const struct line *line = wanting->line;
	int subject;

	if (wanting->matching && !matches)
		return true;
	read_row(asking);
	if (asking->group_count != 1 || line->persons || line->people ||
		asking->score->rules->subject == SUBJECT_PERSON)
		return false;
	subject = asking_subject(asking, asking->groups[0]);
	if (subject >= 0)
		tally_count(wanting->tally, line,
			&(struct counted){(size_t)subject, asking->day, wanting->worth, matches}, 1);
	return true;
}

static void take_row(struct asking *asking, const struct wanting *wanting, uint16_t matches)
{
	const struct line *line = wanting->line;
	struct fraction values[ATOMS_MAX];
	struct hit hit = {.row = asking->view->id,
		.day = asking->day,
		.last = asking->last_day < wanting->window.to ? asking->last_day : wanting->window.to,
		.matches = matches,
		.worth = wanting->worth,
		.values = values};
	bool by_person;

	if (wanting->weighs && !weigh(asking, wanting, 0, &hit))
		return;
	if (wanting->values)
		asking_values(asking, line, values);
	read_row(asking);
	by_person =
		asking->score->rules->subject == SUBJECT_PERSON || !asking->group_count || wanting->shared;
	if (by_person || line->persons || line->people || wanting->keeps)
		read_people(asking);
	else
		asking->person_count = 0;
	/* Shared by those who signed; where nobody did, by the groups. */
	by_person &= asking->person_count || !asking->group_count ||
		asking->score->rules->subject == SUBJECT_PERSON;
	hit.id = asking->view->owner ? asking->view->owner->id : asking->view->id;
	hit.matter = asking->matter_key;
	for (size_t i = 0; i < line->same_count; i++)
		hit.same[i] = asking_key_at(asking, &line->same[i]);
	if (line->apart == APART_COLUMNS)
		add_apart(asking, wanting, &hit, by_person, 0, 0);
	else
		add_row(asking, wanting, &hit, by_person);
}

/* --- the record --- */

/* The last day of what lasts; of all else its own. */
static int64_t last_of(const struct asking *asking, const struct view *view, int64_t day)
{
	struct value until;

	if (!asking->source->until)
		return day;
	return path_get(&asking->until, asking->by->world, view, &until) ? until.number : DATE_MAX;
}

/* Opens it to those whose days it touches; false: to none. `view` is the record, or any row in it. */
static bool open_record(struct asking *asking, const struct view *view, int64_t *day)
{
	struct questions *above = &asking->questions_above;
	const int64_t date = path_number_or(&asking->date, asking->by->world, view, VIEW_NO_NUMBER);
	int64_t last;
	bool any = false;

	if (date == VIEW_NO_NUMBER)
		return false;
	*day = date;
	asking->last_day = last = last_of(asking, view, date);
	if (last < asking->from || date > asking->to)
		return false;
	above->known = above->yes = 0;
	for (size_t i = 0; i < asking->count; i++) {
		struct wanting *wanting = &asking->wanting[i];

		wanting->open = last >= wanting->window.from && date <= wanting->window.to &&
			all_hold(asking, above, &wanting->above, view->owner, view);
		any |= wanting->open;
	}
	return any;
}

static void take_open(struct asking *asking, const struct view *view, int64_t day)
{
	asking->view = view;
	asking->read = asking->read_people = false;
	asking->questions.known = asking->questions.yes = 0;
	for (size_t i = 0; i < asking->count; i++) {
		const struct wanting *wanting = &asking->wanting[i];
		uint16_t matches = 0;

		if (!wanting->open || !is_wanted(asking, wanting, &matches))
			continue;
		/* What lasts counts from the first day on. */
		asking->day = day < wanting->window.from ? wanting->window.from : day;
		if (!wanting->choice.field)
			matches = asking_matches(asking, wanting->line);
		if (!wanting->counts || !count_row(asking, wanting, matches))
			take_row(asking, wanting, matches);
	}
}

static void take_record(struct asking *asking, const struct view *record)
{
	int64_t day;

	if (open_record(asking, record, &day))
		take_open(asking, record, day);
}

/* A row inside a record is known by both. */
static void take_inner(struct asking *asking, const struct view *row, uint64_t nth)
{
	asking->row.id = (asking->row.owner->id << ROW_BITS) + nth;
	asking->row.body = row->body;
	view_know(&asking->row, &asking->known);
	take_open(asking, &asking->row, asking->day);
}

static bool take_beside(const struct view *row, void *arg)
{
	struct asking *asking = arg;

	take_inner(asking, row, asking->row.id % (1u << ROW_BITS) + 1);
	return true;
}

static bool take_rows(struct asking *asking, const struct view *record, struct error *err)
{
	const struct field *list = asking->list->list;
	struct row_walk rows;
	struct value value;
	uint64_t nth = 0;
	int64_t day;

	asking->row = (struct view){
		.entity = asking->table->shape, .id = record->id << ROW_BITS, .revision = 1, .owner = record};
	if (!open_record(asking, &asking->row, &day))
		return true;
	asking->day = day;
	if (list->flags & BESIDE)
		return asking->by->world->rows(
			asking->by->world, record, list->tag, take_beside, asking, err);
	view_get_field(record, list, &value);
	rows = value_rows(list->rows, &value);
	if (asking->choice && asking_choices(asking, &rows))
		return true;
	while (row_walk_next(&rows)) {
		asking->day = day;
		take_inner(asking, &rows.row, ++nth);
	}
	return true;
}

bool asking_take(struct asking *asking, const struct view *record, struct error *err)
{
	if (asking->list)
		return take_rows(asking, record, err);
	take_record(asking, record);
	return true;
}
