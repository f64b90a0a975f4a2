/* Equal points at the line of a grade whose places do not suffice: no rule decides, a person does, and what
 * was decided is a record. Until then all of them keep the grade, and nothing is posted. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

static bool take_placing(const struct view *view, void *arg)
{
	struct score *score = arg;

	score->placings = mem_grow(
		score->placings, score->placing_count, &score->placing_room, sizeof(*score->placings));
	score->placings[score->placing_count++] = (struct placing){
		.grade = arena_text(&score->arena, view_text(view, PLACING_GRADE)),
		.reason = arena_text(&score->arena, view_text(view, PLACING_REASON)),
		.subject = (uint64_t)view_number(view, evaluated_tag(ENTITY_PLACING, score_entity(score))),
		.given = view_number(view, PLACING_GIVEN),
	};
	return true;
}

bool score_read_placings(struct score *score, struct error *err)
{
	struct value key = value_number((int64_t)score->period.evaluation);

	return !score->period.evaluation ||
		score->world->walk(score->world, ENTITY_PLACING, PLACING_BY_EVALUATION, &key, 1, take_placing,
			score, err);
}

/* Those who are equal, in score->order from one place to another; of them only those who have the grade and
 * compete for the same places. */
struct tie_run {
	const struct places *of;
	size_t from, to;
	int class; /* whose places they are; of no matter when all compete */
};

static bool belongs(const struct score *score, const struct tie_run *run, size_t at)
{
	const struct subject_result *subject = &score->subjects[score->order[at]];

	return subject->grade >= run->of->from && subject->grade <= run->of->to &&
		(!score->rules->quota_by_class || subject->class == run->class);
}

static size_t count_in(const struct score *score, const struct tie_run *run, size_t from, size_t to)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		count += belongs(score, run, i);
	return count;
}

static const struct placing *placing_of(
	const struct score *score, const struct tie_run *run, uint64_t subject)
{
	for (size_t i = 0; i < score->placing_count; i++)
		if (score->placings[i].subject == subject &&
			text_equal(score->placings[i].grade, score->rules->grades[run->of->to].name))
			return &score->placings[i];
	return NULL;
}

/* Does what was decided speak of all of them, and give away just the places that are left? When the points
 * have moved since, it does not. */
static bool is_decided(const struct score *score, const struct tie_run *run, size_t left)
{
	size_t given = 0;

	for (size_t i = run->from; i < run->to; i++) {
		const struct placing *placing;

		if (!belongs(score, run, i))
			continue;
		placing = placing_of(score, run, score->subjects[score->order[i]].id);
		if (!placing)
			return false;
		given += placing->given;
	}
	return given == left;
}

static void settle(struct score *score, const struct tie_run *run, size_t left)
{
	bool decided = is_decided(score, run, left);

	score->ties++;
	/* Who got no place of the grade before may be equal again at the line of this one. */
	for (size_t i = run->from; i < run->to; i++) {
		struct subject_result *subject = &score->subjects[score->order[i]];
		const struct placing *placing = placing_of(score, run, subject->id);

		if (!belongs(score, run, i))
			continue;
		subject->tie = score->ties;
		subject->left = left;
		subject->contested = run->of->to;
		subject->placing = !decided ? PLACING_OPEN : placing->given ? PLACING_GOT : PLACING_LOST;
		subject->decided = decided ? placing->reason : NO_TEXT;
	}
	/* Only now, so that all of them were looked at. */
	for (size_t i = run->from; i < run->to; i++) {
		struct subject_result *subject = &score->subjects[score->order[i]];

		if (subject->tie == score->ties && subject->placing == PLACING_LOST) {
			subject->grade = score_grade_from(score, score->order[i], (size_t)run->of->to + 1);
			subject->why = run->of->without;
		}
	}
}

void score_settle_ties(struct score *score, const struct places *of)
{
	struct tie_run run = {.of = of};
	const unsigned before_these = score->ties;

	for (run.from = 0; run.from < score->ordered; run.from = run.to) {
		size_t rank = score->subjects[score->order[run.from]].rank;

		for (run.to = run.from + 1;
			run.to < score->ordered && score->subjects[score->order[run.to]].rank == rank;)
			run.to++;
		for (size_t i = run.from; i < run.to; i++) {
			const struct subject_result *subject = &score->subjects[score->order[i]];
			size_t before, among, places;

			run.class = subject->class;
			if (!belongs(score, &run, i) || run.to == run.from + 1 || subject->tie > before_these)
				continue;
			before = count_in(score, &run, 0, run.from);
			among = count_in(score, &run, run.from, run.to);
			places = score_places(score, of->quota, score->order[i]);
			if (among > 1 && before < places && before + among > places)
				settle(score, &run, places - before);
		}
	}
}
