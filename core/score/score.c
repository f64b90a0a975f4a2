/* Who is scored, in which order it is computed, and what can be asked of the result. */
#include "core/score/score.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/model/roster.h"
#include "core/score/scoring.h"

/* --- subjects --- */

static int by_id(const void *a, const void *b)
{
	const struct subject_result *one = a, *other = b;

	return one->id < other->id ? -1 : one->id > other->id;
}

static bool add_subject(const struct view *view, void *arg)
{
	struct score *score = arg;
	struct subject_result *subject;
	struct buf title = BUF_INIT;

	if ((score->period.takes && !score->period.takes(view->id, score->period.takes_arg)) ||
		(score->rules->whom && !predicate_holds(score->rules->whom, score->world, view)))
		return true;
	score->subjects = mem_grow(score->subjects, score->count, &score->room, sizeof(*score->subjects));
	subject = &score->subjects[score->count++];
	*subject = (struct subject_result){
		.id = view->id, .class = -1, .ranked = true, .grade = -1, .reached = -1};
	view_title(view, NULL, &title);
	subject->name = arena_text(&score->arena, buf_as_text(&title));
	figure_init(&subject->total);
	figure_init(&subject->grade_score);
	buf_release(&title);
	return true;
}

static bool add_group(const struct view *view, void *arg)
{
	struct score *score = arg;

	return !group_exists(view, score->period.to) || add_subject(view, arg);
}

static bool add_branch(const struct view *view, void *arg)
{
	struct score *score = arg;

	return !branch_exists(view, score->period.to) || add_subject(view, arg);
}

static bool add_person(const struct view *view, void *arg)
{
	struct score *score = arg;

	return !group_of(score->world, view->id, score->period.to) || add_subject(view, arg);
}

static bool find_all(struct score *score, struct error *err)
{
	struct world *world = score->world;

	switch (score->rules->subject) {
	case SUBJECT_GROUP:
		return world->walk(world, ENTITY_GROUP, 0, NULL, 0, add_group, score, err);
	case SUBJECT_BRANCH:
		return world->walk(world, ENTITY_BRANCH, 0, NULL, 0, add_branch, score, err);
	case SUBJECT_PERSON:
		return world->walk(world, ENTITY_PERSON, 0, NULL, 0, add_person, score, err);
	}
	return false;
}

unsigned score_entity(const struct score *score)
{
	return subject_entity(score->rules->subject);
}

static bool of_size(struct score *score, const struct bound *size, const struct subject_result *subject)
{
	struct part_work work = {.score = score, .subjects = score->count};
	size_t number = (size_t)(subject - score->subjects);
	struct figure members;
	bool holds;

	figure_init(&members);
	figure_set(&members, score_members(score, number, score->period.to), 1);
	holds = bound_holds(size, &work, number, &members);
	figure_clear(&members);
	return holds;
}

static bool in_class(struct score *score, const struct class *class, const struct subject_result *subject)
{
	struct view view;

	for (size_t i = 0; i < class->name_count; i++)
		if (text_equal(class->names[i], subject->name))
			return true;
	if (class->size.compare != COMPARE_NONE)
		return of_size(score, &class->size, subject);
	return class->whom &&
		score->world->get(score->world, score_entity(score), subject->id, &view, NULL) &&
		predicate_holds(class->whom, score->world, &view);
}

/* What all of one class have alike; VIEW_NO_NUMBER: nothing. */
static int64_t class_key(struct score *score, const struct subject_result *subject)
{
	uint64_t id = subject->id;
	struct view view;

	if (score->rules->class_by == BY_FIELD)
		return score->world->get(score->world, score_entity(score), id, &view, NULL)
			? score_units(&score->rules->class_path, score->world, &view)
			: VIEW_NO_NUMBER;
	if (score->rules->subject == SUBJECT_PERSON)
		id = group_of(score->world, id, score->period.to);
	if (score->rules->class_by == BY_BRANCH && score->rules->subject != SUBJECT_BRANCH)
		id = branch_of(score->world, id);
	return id ? (int64_t)id : VIEW_NO_NUMBER;
}

static void classify_by_key(struct score *score)
{
	int64_t *keys = mem_new((score->count + 1) * sizeof(*keys));

	for (size_t i = 0; i < score->count; i++) {
		int64_t key = class_key(score, &score->subjects[i]);
		size_t class = 0;

		while (class < score->classes && keys[class] != key)
			class ++;
		if (key != VIEW_NO_NUMBER && class == score->classes)
			keys[score->classes++] = key;
		score->subjects[i].class = key != VIEW_NO_NUMBER ? (int)class : -1;
	}
	free(keys);
}

static void classify(struct score *score, struct subject_result *subject)
{
	for (size_t i = 0; i < score->rules->class_count && subject->class < 0; i++)
		if (in_class(score, &score->rules->classes[i], subject))
			subject->class = (int)i;
}

struct counting {
	const struct score *score;
	uint64_t branch;
	int64_t day;
	unsigned members;
};

static bool count_group(const struct view *group, void *arg)
{
	struct counting *counting = arg;

	if (branch_of(counting->score->world, group->id) == counting->branch)
		counting->members += roster_size(counting->score->world, group->id, counting->day).members;
	return true;
}

static unsigned members_of(const struct score *score, size_t subject, int64_t day)
{
	struct counting counting = {score, score->subjects[subject].id, day, 0};

	if (score->rules->subject != SUBJECT_BRANCH)
		return 1;
	groups_each(score->world, day, count_group, &counting, NULL);
	return counting.members;
}

/* Those of the last few days that were asked for are kept. */
unsigned score_members(struct score *score, size_t subject, int64_t day)
{
	struct members *members;

	for (size_t i = 0; i < MEMBERS_KEPT; i++)
		if (score->members[i].of && score->members[i].day == day)
			return score->members[i].of[subject];
	members = &score->members[score->members_next++ % MEMBERS_KEPT];
	free(members->of);
	*members = (struct members){day, mem_new((score->count + 1) * sizeof(*members->of))};
	if (score->rules->subject == SUBJECT_GROUP)
		score_count_members(score, day, members->of);
	for (size_t i = 0; score->rules->subject != SUBJECT_GROUP && i < score->count; i++)
		members->of[i] = members_of(score, i, day);
	return members->of[subject];
}

bool score_find_subjects(struct score *score, struct error *err)
{
	score_look(score);
	if (!find_all(score, err))
		return false;
	if (score->count)
		qsort(score->subjects, score->count, sizeof(*score->subjects), by_id);
	for (size_t i = 0; i < score->count; i++)
		id_map_put(&score->places, score->subjects[i].id, i);
	score->classes = score->rules->class_count;
	if (score->rules->class_by)
		classify_by_key(score);
	for (size_t i = 0; i < score->count; i++)
		classify(score, &score->subjects[i]);
	return true;
}

int score_subject_of(const struct score *score, uint64_t id)
{
	size_t found = id_map_get(&score->places, id);

	return found == ID_MAP_NONE ? -1 : (int)found;
}

/* --- the whole --- */

static void make_room(struct score *score)
{
	size_t lines = score->rules->line_count * score->count,
	       items = score->rules->item_count * score->count,
	       sections = score->rules->section_count * score->count;

	/* Of many, begun by whoever computes them. */
	score->lines = mem_alloc(lines * sizeof(*score->lines));
	score->items = mem_alloc(items * sizeof(*score->items));
	score->sections = mem_new((sections + 1) * sizeof(*score->sections));
	score->zero = mem_new(score->count + 1);
	score->nothing = figures_new(score->count);
	for (size_t i = 0; i < sections; i++)
		figure_init(&score->sections[i].points);
}

/* In a world without a court nothing is before it. */
static int64_t start_of(struct world *world)
{
	struct view court;

	return world->get(world, ENTITY_COURT, COURT_ID, &court, NULL)
		? view_number_or(&court, COURT_START, DATE_MIN)
		: DATE_MIN;
}

struct score *score_new(const struct rules *rules, struct world *world, const struct score_period *period)
{
	struct score *score = mem_new(sizeof(*score));

	*score = (struct score){.rules = rules, .world = world, .period = *period, .start = start_of(world)};
	score->gatherers[0].world = world;
	return score;
}

bool score_rows(struct score **score, const struct rules *rules, struct world *world,
	const struct score_period *period, struct error *err)
{
	struct score *made = score_new(rules, world, period);

	*score = made;
	if (score_find_subjects(made, err) && score_gather(made, err))
		return true;
	score_free(made);
	*score = NULL;
	return false;
}

bool score_compute(struct score *score, struct error *err)
{
	const struct rules *rules = score->rules;
	bool told[ITEMS_MAX];

	score_look(score);
	if (!score_read_marks(score, err) || !score_read_placings(score, err))
		return false;
	make_room(score);
	if (!score_free_items(score, told, err))
		return false;
	for (size_t s = 0; s < rules->section_count; s++) {
		for (size_t i = 0; i < rules->sections[s].count; i++) {
			const struct item *item = rules->items[rules->sections[s].first + i];

			if (item->waits)
				told[item->index] = score_one_item(score, item);
			if (told[item->index])
				score_settle_item(score, item);
		}
		score_sum_section(score, s);
	}
	score_total(score);
	score_grades(score);
	return true;
}

bool score_run(struct score **score, const struct rules *rules, struct world *world,
	const struct score_period *period, struct error *err)
{
	if (!score_rows(score, rules, world, period, err))
		return false;
	if (score_compute(*score, err))
		return true;
	score_free(*score);
	*score = NULL;
	return false;
}

static void clear_results(struct score *score)
{
	for (size_t i = 0; score->lines && i < score->rules->line_count * score->count; i++) {
		figure_clear(&score->lines[i].measured);
		figure_clear(&score->lines[i].points);
	}
	for (size_t i = 0; score->items && i < score->rules->item_count * score->count; i++)
		figure_clear(&score->items[i].points);
	for (size_t i = 0; score->sections && i < score->rules->section_count * score->count; i++)
		figure_clear(&score->sections[i].points);
	for (size_t i = 0; i < score->count; i++) {
		figure_clear(&score->subjects[i].total);
		figure_clear(&score->subjects[i].grade_score);
	}
}

void score_free(struct score *score)
{
	if (!score)
		return;
	if (!exact_all_small())
		clear_results(score);
	for (size_t i = 0; score->hits && i < score->rules->line_count; i++)
		free(score->hits[i].hits);
	figures_free(score->nothing, score->count);
	figures_drop_spare(score);
	for (size_t i = 0; score->tallies && i < score->rules->line_count; i++)
		tally_free(score->tallies[i]);
	free(score->tallies);
	for (size_t i = 0; i < WORLD_READERS; i++) {
		score_people_free(score->gatherers[i].people);
		arena_release(&score->gatherers[i].arena);
	}
	free(score->hits);
	free(score->touching.hits);
	free(score->windows);
	free(score->lines);
	free(score->items);
	free(score->sections);
	free(score->order);
	free(score->zero);
	free(score->subjects);
	id_map_release(&score->places);
	for (size_t i = 0; i < MEMBERS_KEPT; i++)
		free(score->members[i].of);
	free(score->given);
	id_map_release(&score->given_of);
	free(score->placings);
	calendar_release(&score->calendar);
	arena_release(&score->arena);
	free(score);
}

bool score_compares(const struct score *score)
{
	return score->compared;
}

size_t score_subjects(const struct score *score)
{
	return score->count;
}

const struct subject_result *score_subject(const struct score *score, size_t subject)
{
	return &score->subjects[subject];
}

const struct item_result *score_item(const struct score *score, size_t subject, size_t item)
{
	return &score->items[item * score->count + subject];
}

const struct section_result *score_section(const struct score *score, size_t subject, size_t section)
{
	return &score->sections[section * score->count + subject];
}

const struct line_result *score_line(const struct score *score, size_t subject, const struct line *line)
{
	return &score->lines[line->index * score->count + subject];
}
