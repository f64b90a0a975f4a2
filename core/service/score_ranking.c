#include "core/service/freeze.h"
#include "core/service/scored.h"

/* Does an item of such a section wait for somebody? Then it has no sum. */
static bool waits(const struct scored *scored, size_t subject, enum section_kind kind)
{
	for (size_t i = 0; i < scored->rules->item_count; i++) {
		const struct item *item = scored->rules->items[i];
		const struct item_result *result = score_item(scored->score, subject, item->index);

		if (scored->rules->sections[item->section].kind == kind && result->applies &&
			result->points.known == MISSING)
			return true;
	}
	return false;
}

static void sum_kinds(const struct scored *scored, size_t subject, struct record *row)
{
	static const uint16_t tags[] = {[SECTION_BASIC] = RANKING_BASIC,
		[SECTION_BONUS] = RANKING_BONUS,
		[SECTION_PENALTY] = RANKING_PENALTY};
	struct figure sums[SECTION_REFERENCE + 1];

	for (size_t i = 0; i <= SECTION_REFERENCE; i++)
		figure_init(&sums[i]);
	for (size_t i = 0; i < scored->rules->section_count; i++) {
		struct figure *sum = &sums[scored->rules->sections[i].kind];

		exact_add(&sum->value, &sum->value, &score_section(scored->score, subject, i)->points.value);
	}
	for (size_t i = 0; i <= SECTION_REFERENCE; i++) {
		if (i < SECTION_REFERENCE && !waits(scored, subject, (enum section_kind)i))
			scored_points(row, tags[i], &sums[i]);
		figure_clear(&sums[i]);
	}
}

/* Equal at the line of a grade: what is to be decided, or was. */
static void say_placing(struct scored *scored, const struct subject_result *subject, struct record *row)
{
	struct text grade = scored->rules->grades[subject->contested].name;

	record_number(row, RANKING_PLACING, subject->placing);
	record_number(row, RANKING_TIE, subject->tie);
	record_number(row, RANKING_LEFT, (int64_t)subject->left);
	if (subject->decided.len)
		record_text(row, RANKING_DECIDED, subject->decided);
	if (subject->placing == PLACING_OPEN)
		row_message(&scored->emitter, row, RANKING_WHY,
			N_("Equal points; {1} places of {2} are left: who gets them is to be decided"), "nS",
			(int64_t)subject->left, grade);
	else
		row_message(&scored->emitter, row, RANKING_WHY,
			subject->placing == PLACING_GOT
				? N_("Equal points; a place of {1} was given by decision: {2}")
				: N_("Equal points; the places of {1} were given to others by decision: {2}"),
			"SS", grade, subject->decided);
}

static void say_grade(struct scored *scored, const struct subject_result *subject, struct record *row)
{
	static const char *const why[] = {
		[GRADE_CONDITION] = N_("Would be {1} by points; a condition is not met"),
		[GRADE_PLACES] = N_("Would be {1} by points; its places are taken"),
		[GRADE_VETOED] = N_("Would be {1} by points; there is a veto"),
		[GRADE_JOINT] = N_("Would be {1} by points; the places that grades share are taken")};

	if (!subject->pending)
		scored_points(row, RANKING_GRADED, &subject->grade_score);
	if (subject->pending)
		row_message(&scored->emitter, row, RANKING_WHY,
			subject->pending == 1 ? N_("An item is not judged yet: it is not counted as 0")
					      : N_("{1} items are not judged yet: they are not counted as 0"),
			"n", (int64_t)subject->pending);
	if (subject->grade < 0)
		return;
	record_text(row, RANKING_REACHED, scored->rules->grades[subject->reached].name);
	if (subject->grade != subject->reached)
		record_number(row, RANKING_REASON, subject->why);
	record_text(row, RANKING_GRADE, scored->rules->grades[subject->grade].name);
	if (subject->tie)
		say_placing(scored, subject, row);
	else if (subject->grade != subject->reached)
		row_message(&scored->emitter, row, RANKING_WHY, why[subject->why], "S",
			scored->rules->grades[subject->reached].name);
	else if (subject->tied)
		row_message(
			&scored->emitter, row, RANKING_WHY, N_("Equal points; the rules do not decide"), "");
}

bool score_rank_row(struct scored *scored, size_t number)
{
	const struct subject_result *subject = score_subject(scored->score, number);
	struct record row;

	if (!scored_may_see(scored, subject))
		return true;
	record_init(&row, &ranking_shape);
	if (subject->rank)
		record_number(&row, RANKING_RANK, (int64_t)subject->rank);
	record_text(&row, RANKING_NAME, subject->name);
	scored_points(&row, RANKING_KNOWN, &subject->total);
	if (!subject->pending)
		scored_points(&row, RANKING_TOTAL, &subject->total);
	sum_kinds(scored, number, &row);
	if (subject->pending)
		record_number(&row, RANKING_PENDING, (int64_t)subject->pending);
	if (subject->tied)
		record_number(&row, RANKING_TIED, 1);
	say_grade(scored, subject, &row);
	ranking_apart(scored, number, &row);
	record_text(&row, RANKING_PERIOD, scored->period);
	record_number(&row, RANKING_KIND, scored->rules->subject + 1);
	record_number(&row, RANKING_RULES, scored->rules_mark);
	if (scored->rules->subject == SUBJECT_GROUP)
		record_number(&row, RANKING_GROUP, (int64_t)subject->id);
	return emit_row(&scored->emitter, &ranking_shape, subject->id, &row);
}

void scored_in_order(struct scored *scored, subject_rows *rows)
{
	size_t count = score_subjects(scored->score);

	for (size_t rank = 1; rank <= count + 1; rank++)
		for (size_t i = 0; i < count && !scored->emitter.stopped; i++)
			if (score_subject(scored->score, i)->rank == (rank > count ? 0 : rank))
				rows(scored, i);
}

static bool in_order(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err, const struct entity *shape, subject_rows *rows)
{
	struct scored scored = SCORED(world, query, emit, arg, err);
	bool frozen = false, good;

	if (!frozen_each(world, query, shape, emit, arg, &frozen, err) || frozen)
		return frozen;
	good = scored_begin(&scored, err);
	if (good)
		scored_in_order(&scored, rows);
	scored_end(&scored);
	return good;
}

bool ranking_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	return in_order(world, query, emit, arg, err, &ranking_shape, score_rank_row);
}

/* --- item by item --- */

static enum loss_state state_of(const struct item_result *result)
{
	if (!result->applies || result->points.known == NOT_APPLICABLE)
		return LOSS_NONE;
	return result->points.known == KNOWN ? LOSS_JUDGED : LOSS_PENDING;
}

static void put_loss(
	const struct item *item, const struct figure *points, enum section_kind kind, struct record *row)
{
	struct figure full, lost;

	figure_init(&full);
	figure_init(&lost);
	if (scored_full(item, &full))
		scored_points(row, LOSSES_FULL, &full);
	if (kind != SECTION_BONUS && points->known == KNOWN) {
		exact_subtract(&lost.value, &full.value, &points->value);
		scored_points(row, LOSSES_LOST, &lost);
	}
	figure_clear(&full);
	figure_clear(&lost);
}

static bool loss_row(struct scored *scored, size_t number, const struct item *item)
{
	const struct subject_result *subject = score_subject(scored->score, number);
	const struct item_result *result = score_item(scored->score, number, item->index);
	enum section_kind kind = scored->rules->sections[item->section].kind;
	struct record row;

	record_init(&row, &losses_shape);
	record_text(&row, LOSSES_NAME, subject->name);
	record_text(&row, LOSSES_ITEM, item->name);
	if (item->brief.len)
		record_text(&row, LOSSES_BRIEF, item->brief);
	record_number(&row, LOSSES_KIND, kind + 1);
	scored_points(&row, LOSSES_POINTS, &result->points);
	if (state_of(result) != LOSS_NONE)
		put_loss(item, &result->points, kind, &row);
	record_number(&row, LOSSES_STATE, state_of(result));
	record_number(&row, LOSSES_NUMBER, item->index + 1);
	record_number(&row, LOSSES_SUBJECT, (int64_t)subject->id);
	return emit_row(&scored->emitter, &losses_shape, subject->id * ITEMS_MAX + item->index, &row);
}

bool score_loss_rows(struct scored *scored, size_t number)
{
	for (size_t i = 0; i < scored->rules->item_count && !scored->emitter.stopped; i++)
		if (scored_may_see(scored, score_subject(scored->score, number)))
			loss_row(scored, number, scored->rules->items[i]);
	return true;
}

bool losses_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	return in_order(world, query, emit, arg, err, &losses_shape, score_loss_rows);
}

/* --- grades --- */

/* How many hold it: a distribution, which names nobody. */
static size_t holders(const struct scored *scored, int grade, size_t *ranked)
{
	size_t held = 0;

	*ranked = 0;
	for (size_t i = 0; i < score_subjects(scored->score); i++) {
		const struct subject_result *subject = score_subject(scored->score, i);

		held += subject->grade == grade;
		*ranked += score_placed(scored->score, i);
	}
	return held;
}

/* Of all classes together, where each has places of its own. */
static size_t places_of(const struct scored *scored, const struct quota *quota)
{
	size_t places = 0;

	for (size_t i = 0; i < score_subjects(scored->score); i++) {
		bool first = true;

		for (size_t j = 0; j < i; j++)
			first &= scored->rules->quota_by_class &&
				score_subject(scored->score, j)->class !=
					score_subject(scored->score, i)->class;
		if (first)
			places += score_places(scored->score, quota, i);
	}
	return places;
}

static void put_joint(const struct scored *scored, size_t number, struct record *row)
{
	const struct grade *grades = scored->rules->grades, *grade = &grades[number];
	size_t ranked, held = 0;

	for (size_t i = grade->joint_from; i <= number; i++)
		held += holders(scored, (int)i, &ranked);
	record_number(row, GRADES_JOINT, (int64_t)places_of(scored, &grade->joint));
	record_text(row, GRADES_JOINT_WITH, grades[grade->joint_from].name);
	record_number(row, GRADES_JOINT_HELD, (int64_t)held);
}

static bool grade_row(struct scored *scored, size_t number)
{
	const struct grade *grade = &scored->rules->grades[number];
	size_t ranked, held = holders(scored, (int)number, &ranked);
	struct figure from;
	struct record row;

	record_init(&row, &grades_shape);
	record_text(&row, GRADES_NAME, grade->name);
	if (fraction_given(grade->from)) {
		figure_init(&from);
		exact_set(&from.value, grade->from);
		scored_points(&row, GRADES_FROM, &from);
		figure_clear(&from);
	}
	if (quota_given(&grade->own))
		record_number(&row, GRADES_PLACES, (int64_t)places_of(scored, &grade->own));
	record_number(&row, GRADES_HELD, (int64_t)held);
	record_text(&row, GRADES_RULES, scored->rules->name);
	record_number(&row, GRADES_BARE, scored->rules->grade_without_bonus);
	record_number(&row, GRADES_RANKED, (int64_t)ranked);
	if (scored->rules_day)
		record_number(&row, GRADES_RULE_DAY, scored->rules_day);
	if (quota_given(&grade->joint))
		put_joint(scored, number, &row);
	return emit_row(&scored->emitter, &grades_shape, number + 1, &row);
}

bool score_grade_rows(struct scored *scored)
{
	for (size_t i = 0; i < scored->rules->grade_count && !scored->emitter.stopped; i++)
		grade_row(scored, i);
	return true;
}

bool grades_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = SCORED(world, query, emit, arg, err);
	bool frozen = false, good;

	if (!frozen_each(world, query, &grades_shape, emit, arg, &frozen, err) || frozen)
		return frozen;
	good = scored_begin(&scored, err) && score_grade_rows(&scored);
	scored_end(&scored);
	return good;
}
