#include "core/service/scored.h"

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

		mpq_add(sum->value, sum->value, score_section(scored->score, subject, i)->points.value);
	}
	for (size_t i = 0; i <= SECTION_REFERENCE; i++) {
		if (i < SECTION_REFERENCE)
			scored_points(row, tags[i], &sums[i]);
		figure_clear(&sums[i]);
	}
}

static void say_grade(struct scored *scored, const struct subject_result *subject, struct record *row)
{
	static const char *const why[] = {[GRADE_GATE] = N_("Would be {1} by points; a condition is not met"),
		[GRADE_QUOTA] = N_("Would be {1} by points; its places are taken"),
		[GRADE_VETO] = N_("Would be {1} by points; there is a veto")};

	if (subject->grade < 0)
		return;
	record_text(row, RANKING_GRADE, scored->rules->grades[subject->grade].name);
	if (subject->grade != subject->reached)
		row_message(&scored->emitter, row, RANKING_WHY, why[subject->why], "S",
			scored->rules->grades[subject->reached].name);
	else if (subject->tied)
		row_message(
			&scored->emitter, row, RANKING_WHY, N_("Equal points; the rules do not decide"), "");
}

static bool rank_row(struct scored *scored, size_t number)
{
	const struct subject_result *subject = score_subject(scored->score, number);
	struct record row;

	if (!scored_may_see(scored, subject))
		return true;
	record_init(&row, &ranking_shape);
	if (subject->rank)
		record_number(&row, RANKING_RANK, (int64_t)subject->rank);
	record_text(&row, RANKING_NAME, subject->name);
	scored_points(&row, RANKING_TOTAL, &subject->total);
	sum_kinds(scored, number, &row);
	if (subject->pending)
		record_number(&row, RANKING_PENDING, (int64_t)subject->pending);
	if (subject->tied)
		record_number(&row, RANKING_TIED, 1);
	say_grade(scored, subject, &row);
	record_text(&row, RANKING_PERIOD, scored->period);
	if (scored->rules->subject == SUBJECT_GROUP)
		record_number(&row, RANKING_GROUP, (int64_t)subject->id);
	return emit_row(&scored->emitter, &ranking_shape, subject->id, &row);
}

bool ranking_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = SCORED(world, query, emit, arg, err);
	bool good = scored_begin(&scored, err);
	size_t count = good ? score_subjects(scored.score) : 0;

	/* By rank; those without one come last. */
	for (size_t rank = 1; rank <= count + 1; rank++)
		for (size_t i = 0; i < count && !scored.emitter.stopped; i++)
			if (score_subject(scored.score, i)->rank == (rank > count ? 0 : rank))
				rank_row(&scored, i);
	scored_end(&scored);
	return good;
}
