#include "core/service/scored.h"

#include "core/base/date.h"
#include "core/io/yaml.h"
#include "core/model/operations.h"
#include "core/model/roster.h"
#include "core/score/judging.h"
#include "core/service/config.h"
#include "core/service/digest.h"
#include "core/service/rules_force.h"

/* --- which rules, which period --- */

/* A court that has just begun has no records of the days before: nothing is missing there, and nothing is
 * scored unless somebody wants it, or has opened an evaluation of these days. */
static bool refuse_early(const struct scored *scored, const struct score_period *period, struct error *err)
{
	int64_t start = court_settings(scored->emitter.world).start;

	return scored->emitter.query->early || period->evaluation || period->from >= start ||
		fail(err, ERROR_STATE, "In use since {1}: {2} began before that and is not scored by itself",
			"dS", start, scored->period);
}

static bool find_rules(struct scored *scored, const struct score_period *period, struct error *err)
{
	struct rules_wanted wanted = rules_of_period(period);
	struct world *world = scored->emitter.world;
	struct faults faults = {.count = 0};
	struct rules_version version;
	struct tree *root;

	if (scored->posting.evaluation)
		version = (struct rules_version){.name = scored->posting.name, .text = scored->posting.text};
	else if (!rules_needed(world, &wanted, &scored->arena, &version, err))
		return false;
	scored->version = version;
	scored->rules_day = version.from;
	scored->rules_mark = text_mark(version.text);
	root = yaml_read(version.text, &scored->arena, &faults);
	if (root)
		scored->rules = rules_read(root, version.text, world->schema,
			naming_over(&scored->naming, world, LANGUAGE_ZH), &faults);
	return scored->rules || config_fail("rules", &faults, err);
}

bool is_evaluation_of(const struct view *evaluation, const struct score_period *period)
{
	return view_number(evaluation, EVALUATION_FROM) == period->from &&
		view_number(evaluation, EVALUATION_TO) == period->to &&
		evaluated_kind(evaluation) == period->scored;
}

struct score_period period_of_evaluation(const struct view *evaluation)
{
	return (struct score_period){view_number(evaluation, EVALUATION_FROM),
		view_number(evaluation, EVALUATION_TO), evaluated_kind(evaluation), evaluation->id};
}

struct source_query query_of_evaluation(const struct view *evaluation)
{
	struct score_period period = period_of_evaluation(evaluation);

	return (struct source_query){.from = period.from, .to = period.to, .scored = period.scored};
}

static bool take_evaluation(const struct view *view, void *arg)
{
	struct score_period *period = arg;

	if (is_evaluation_of(view, period))
		period->evaluation = view->id;
	return true;
}

bool find_evaluation(struct world *world, struct score_period *period, struct error *err)
{
	return world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, take_evaluation, period, err);
}

/* The last quarter that is over, unless days are asked for. */
struct score_period scored_period(struct world *world, const struct source_query *query)
{
	int64_t quarter = period_begin(world->today, 3);
	unsigned scored = query->scored ? query->scored : ENTITY_GROUP;

	if (query->from && query->to)
		return (struct score_period){query->from, query->to, scored};
	return (struct score_period){date_add_months(quarter, -3), quarter - 1, scored};
}

bool scored_rules(struct scored *scored, struct score_period *period, struct error *err)
{
	struct world *world = scored->emitter.world;
	struct buf name = BUF_INIT;

	period_format(period->from, period->to, &name);
	scored->period = arena_text(&scored->arena, buf_as_text(&name));
	buf_release(&name);
	return find_evaluation(world, period, err) && refuse_early(scored, period, err) &&
		(!scored->as_posted ||
			find_posting(world, period, scored->wanted, &scored->arena, &scored->posting, err)) &&
		find_rules(scored, period, err);
}

bool scored_subjects(struct scored *scored, struct score_period *period, struct error *err)
{
	return scored_rules(scored, period, err) &&
		judging_begin(&scored->score, scored->rules, scored->emitter.world, period, err);
}

bool scored_begin(struct scored *scored, struct error *err)
{
	struct world *world = scored->emitter.world;
	struct score_period period = scored_period(world, scored->emitter.query);

	/* Lists of all show no rows. */
	period.keep_of = scored->emitter.query->subject;
	period.keep = scored->all_rows ? KEEP_ALL_ROWS : period.keep_of ? KEEP_ROWS_OF_ONE : KEEP_NO_ROWS;
	if (!scored_rules(scored, &period, err))
		return false;
	scored->days = period;
	return score_run(&scored->score, scored->rules, world, &period, err);
}

void scored_end(struct scored *scored)
{
	score_free(scored->score);
	score_free(scored->left);
	rules_free(scored->rules);
	evidence_uses_release(&scored->uses);
	arena_release(&scored->arena);
	emitter_release(&scored->emitter);
}

/* --- what the rows share --- */

const struct evidence_uses *scored_uses(struct scored *scored)
{
	if (!scored->uses_read)
		evidence_uses_read(scored->emitter.world, &scored->uses, scored->emitter.err);
	scored->uses_read = true;
	return &scored->uses;
}

void scored_points(struct record *row, uint16_t tag, const struct figure *figure)
{
	if (figure->known == KNOWN)
		record_number(row, tag, exact_round(&figure->value, POINT_PLACES));
}

bool scored_full(const struct item *item, struct figure *full)
{
	struct fraction points = {0, 0};

	const struct amount *of = item_full(item);

	if (!of->all || !formula_is_constant(of->all, &points))
		return false;
	exact_set(&full->value, points);
	return true;
}

bool subject_may_see(struct world *world, const struct rules *rules, uint64_t id)
{
	return evaluated_may_see(world, (struct evaluated){subject_entity(rules->subject), id});
}

bool scored_may_see(const struct scored *scored, const struct subject_result *subject)
{
	return subject_may_see(scored->emitter.world, scored->rules, subject->id);
}

int scored_subject(const struct scored *scored, uint64_t id)
{
	int subject = score_subject_of(scored->score, id);

	return subject >= 0 && scored_may_see(scored, score_subject(scored->score, (size_t)subject)) ? subject
												     : -1;
}
