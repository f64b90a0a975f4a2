/* What people judge: on the line of a sheet what the group gave itself beside what was given by others; and
 * as a source of its own every line that somebody gives, what may be given, and what must stand with it. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/speaking.h"
#include "core/score/judging.h"
#include "core/service/evaluate.h"
#include "core/service/scored.h"

/* --- on a sheet --- */

/* Of a list of ticks each case is a mark of its own: there is no one score of the item's. */
static const struct line *judged_line(const struct item *item)
{
	const struct line *found = NULL;

	for (size_t i = 0; i < item->line_count; i++) {
		if (!item->lines[i]->manual)
			continue;
		if (found || item->lines[i]->manual->kind == MANUAL_TICK)
			return NULL;
		found = item->lines[i];
	}
	return found;
}

/* In percent of all weights; 0: it is shown only. */
int64_t manual_self_share(const struct manual *manual)
{
	struct exact own, all;
	int64_t share;

	exact_init(&own);
	exact_init(&all);
	for (size_t i = 0; i < manual->reviewer_count; i++) {
		exact_add_fraction(&all, manual->reviewers[i].weight);
		if (marking_is_self(manual->reviewers[i].who))
			exact_add_fraction(&own, manual->reviewers[i].weight);
	}
	if (exact_sign(&all))
		exact_divide(&own, &own, &all);
	share = exact_round(&own, 2);
	exact_clear(&own);
	exact_clear(&all);
	return share;
}

void sheet_manual(struct scored *scored, size_t subject, const struct item *item, struct record *row)
{
	const struct line *line = judged_line(item);
	struct figure marked;

	if (!line)
		return;
	figure_init(&marked);
	if (score_marked(scored->score, subject, line, true, &marked))
		scored_points(row, SHEET_SELF, &marked);
	if (score_marked(scored->score, subject, line, false, &marked))
		scored_points(row, SHEET_CHECKED, &marked);
	figure_clear(&marked);
	record_number(row, SHEET_COUNTS, manual_self_share(line->manual));
}

/* --- the source --- */

struct asked_for {
	struct score_period period;
	int64_t state, due;
};

struct judged_rows {
	struct scored scored;
	const struct asked_for *asked;
	bool waiting; /* wanted: only what waits for the reader */
	uint64_t *id; /* of the last row */
};

static void put_range(struct scored *scored, const struct manual *manual, struct record *row)
{
	struct buf words = BUF_INIT;

	judging_range(manual, &words);
	record_text(row, JUDGING_RANGE, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

static void add_line(struct buf *lines, struct text line)
{
	buf_text(lines, lines->len ? TEXT("\n") : NO_TEXT);
	buf_text(lines, line);
}

static void put_lines(struct scored *scored, struct record *row, uint16_t tag, struct buf *lines)
{
	if (lines->len)
		record_text(row, tag, arena_text(&scored->emitter.arena, buf_as_text(lines)));
	buf_clear(lines);
}

static void put_words(struct scored *scored, const struct manual *manual, struct record *row)
{
	struct buf lines = BUF_INIT;

	for (size_t i = 0; i < manual->level_count; i++)
		add_line(&lines, manual->levels[i].word);
	put_lines(scored, row, JUDGING_WORDS, &lines);
	for (size_t i = 0; i < manual->reviewer_count; i++)
		if (!marking_is_self(manual->reviewers[i].who))
			add_line(&lines, manual->reviewers[i].who);
	put_lines(scored, row, JUDGING_ROLES, &lines);
	buf_release(&lines);
}

static void put_worth(const struct judging *judging, struct record *row)
{
	struct fraction worth;
	struct figure figure;

	if (!judging_worth(judging, &worth))
		return;
	figure_init(&figure);
	exact_set(&figure.value, worth);
	scored_points(row, JUDGING_WORTH, &figure);
	figure_clear(&figure);
}

static void put_manual(struct scored *scored, const struct manual *manual, struct record *row)
{
	static const enum judging_kind kinds[] = {[MANUAL_POINTS] = JUDGING_POINTS,
		[MANUAL_OFF] = JUDGING_OFF,
		[MANUAL_LEVELS] = JUDGING_LEVELS,
		[MANUAL_COUNT] = JUDGING_COUNT,
		[MANUAL_TICK] = JUDGING_TICK};

	record_number(row, JUDGING_KIND, kinds[manual->kind]);
	record_text(row, JUDGING_MARK, manual->item);
	if (manual->kind == MANUAL_POINTS || manual->kind == MANUAL_OFF || manual->kind == MANUAL_COUNT)
		put_range(scored, manual, row);
	put_words(scored, manual, row);
	if (manual->reason || manual->evidence)
		record_number(row, JUDGING_NEEDS,
			(manual->reason ? NEEDS_REASON : 0) | (manual->evidence ? NEEDS_EVIDENCE : 0));
}

static struct text secretary_of(const struct manual *manual)
{
	for (size_t i = 0; i < manual->reviewer_count; i++)
		if (marking_is_secretary(manual->reviewers[i].who))
			return manual->reviewers[i].who;
	return NO_TEXT;
}

/* As whom the reader gives it. */
static struct text role_of(const struct judged_rows *rows, uint64_t subject, const struct manual *manual)
{
	struct world *world = rows->scored.emitter.world;
	struct evaluated of = {subject_entity(rows->scored.rules->subject), subject};

	if (!world->person)
		return manual->reviewer_count ? NO_TEXT : TEXT("核定");
	if (rows->asked->state == EVALUATION_SELF && speaks_for(world, of))
		return TEXT("自评");
	if (rows->asked->state == EVALUATION_REVIEW && secretary_reviews(world, of))
		return secretary_of(manual);
	return NO_TEXT;
}

/* Of the table as a whole: a veto is what it is called, a condition is of its grade. */
static struct text case_of(const struct judging *judging)
{
	bool alone = judging->item && judging->place == JUDGING_LINE &&
		text_equal(judging->line->name, judging->item->name);

	return alone ? NO_TEXT : judging->line->name;
}

static bool put_judging(const struct judging *judging, void *arg)
{
	struct judged_rows *rows = arg;
	struct scored *scored = &rows->scored;
	const struct subject_result *subject = score_subject(scored->score, judging->subject);
	const struct manual *manual = judging->line->manual;
	struct text role = role_of(rows, subject->id, manual);
	bool given = role.len && judging_given(scored->score, judging, role);
	struct record row;

	if (rows->waiting && (!role.len || given || judging->place != JUDGING_LINE))
		return true;
	record_init(&row, &judging_shape);
	record_text(&row, JUDGING_NAME, subject->name);
	if (judging->item)
		record_text(&row, JUDGING_ITEM, judging->item->name);
	record_text(&row, JUDGING_CASE, case_of(judging));
	put_manual(scored, manual, &row);
	put_worth(judging, &row);
	record_text(&row, JUDGING_ROLE, role);
	if (given)
		record_number(&row, JUDGING_GIVEN, 1);
	if (rows->asked->due)
		record_number(&row, JUDGING_DUE, rows->asked->due);
	record_number(&row, JUDGING_PLACE, judging->place);
	record_number(&row, JUDGING_NUMBER, judging->item ? judging->item->index + 1 : 0);
	record_number(&row, JUDGING_EVALUATION, (int64_t)rows->asked->period.evaluation);
	record_number(&row, JUDGING_FROM, rows->asked->period.from);
	record_number(&row, JUDGING_TO, rows->asked->period.to);
	if (scored->rules->subject == SUBJECT_GROUP)
		record_number(&row, JUDGING_GROUP, (int64_t)subject->id);
	record_number(&row, JUDGING_SUBJECT, (int64_t)subject->id);
	record_number(&row, JUDGING_SCORED, subject_entity(scored->rules->subject));
	return emit_row(&scored->emitter, &judging_shape, ++*rows->id, &row);
}

static bool put_evaluation(struct judged_rows *rows, struct error *err)
{
	struct scored *scored = &rows->scored;
	struct score_period period = rows->asked->period;
	uint64_t wanted = scored->emitter.query->subject;

	if (!scored_subjects(scored, &period, err))
		return false;
	for (size_t i = 0; i < score_subjects(scored->score) && !scored->emitter.stopped; i++) {
		const struct subject_result *subject = score_subject(scored->score, i);

		if ((!wanted || wanted == subject->id) && scored_may_see(scored, subject))
			judging_each(scored->score, i, put_judging, rows);
	}
	return true;
}

static bool is_under_way(int64_t state)
{
	return state == EVALUATION_SELF || state == EVALUATION_REVIEW;
}

/* Those whose marks are asked for; or the one of the days that are meant, in whatever state. */
struct finding {
	struct asked_for *asked;
	size_t count, room;
	bool all;
	struct score_period meant;
};

static bool take_evaluation(const struct view *view, void *arg)
{
	struct finding *finding = arg;
	struct asked_for asked = {
		.period = period_of_evaluation(view), .state = view_number(view, EVALUATION_STATE)};

	if (finding->all ? !is_under_way(asked.state) : !is_evaluation_of(view, &finding->meant))
		return true;
	if (is_under_way(asked.state))
		asked.due = view_number(view, EVALUATION_MARKS);
	finding->asked = mem_grow(finding->asked, finding->count, &finding->room, sizeof(*finding->asked));
	finding->asked[finding->count++] = asked;
	return true;
}

static bool find_asked(
	struct world *world, const struct source_query *query, struct finding *finding, struct error *err)
{
	finding->all = !query->from && !query->to && !query->subject;
	finding->meant = scored_period(world, query);
	if (!world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, take_evaluation, finding, err))
		return false;
	/* What would be judged, were an evaluation of these days opened. */
	if (!finding->all && !finding->count) {
		finding->asked = mem_grow(finding->asked, 0, &finding->room, sizeof(*finding->asked));
		finding->asked[finding->count++] = (struct asked_for){.period = finding->meant};
	}
	return true;
}

bool judging_rows_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct finding finding = {.count = 0};
	uint64_t id = 0;
	bool good = find_asked(world, query, &finding, err), stopped = false;

	for (size_t i = 0; good && !stopped && i < finding.count; i++) {
		struct judged_rows rows = {.scored = SCORED(world, query, emit, arg, err),
			.asked = &finding.asked[i],
			.waiting = finding.all,
			.id = &id};

		good = put_evaluation(&rows, err);
		stopped = rows.scored.emitter.stopped;
		scored_end(&rows.scored);
	}
	free(finding.asked);
	return good;
}

/* --- rights --- */

bool mark_may_become(struct world *world, const struct view *mark, struct error *err)
{
	struct source_query query = {.from = 0};
	struct scored scored = SCORED(world, &query, NULL, NULL, err);
	struct score_period period;
	struct view evaluation;
	bool named = true, good = true;

	if (world->person && marking_is_secretary(view_text(mark, MARKING_ROLE))) {
		good = world->get(world, ENTITY_EVALUATION, (uint64_t)view_number(mark, MARKING_EVALUATION),
			&evaluation, err);
		if (good) {
			period = period_of_evaluation(&evaluation);
			good = scored_rules(&scored, &period, err);
		}
		named = good &&
			judging_names(
				scored.rules, view_text(mark, MARKING_ITEM), view_text(mark, MARKING_ROLE));
	}
	scored_end(&scored);
	return good &&
		(named ||
			fail(err, ERROR_DENIED, "The rules do not let {1} judge \"{2}\"", "SS",
				view_text(mark, MARKING_ROLE), view_text(mark, MARKING_ITEM)));
}
