/* The last few periods, one after the other: posted results as they were posted, else scored. */
#include "core/base/date.h"
#include "core/model/operations.h"
#include "core/service/digest.h"
#include "core/service/scored.h"

struct trend {
	struct emitter emitter;
	struct source_query query; /* of the period under way */
	struct text period, rules; /* its name; the rules of the one before, as a digest */
	struct arena arena;
	bool posted, changed;
	uint64_t id;
};

static bool take_row(const struct view *ranked, void *arg)
{
	struct trend *trend = arg;
	struct record row;

	if (trend->query.subject && trend->query.subject != ranked->id)
		return true;
	record_init(&row, &trend_shape);
	record_text(&row, TREND_NAME, view_text(ranked, RANKING_NAME));
	record_text(&row, TREND_PERIOD, trend->period);
	record_number(&row, TREND_FROM, trend->query.from);
	record_number(&row, TREND_TO, trend->query.to);
	if (!view_number(ranked, RANKING_PENDING)) {
		record_number(&row, TREND_TOTAL, view_number(ranked, RANKING_TOTAL));
		if (view_has(ranked, RANKING_RANK))
			record_number(&row, TREND_RANK, view_number(ranked, RANKING_RANK));
	}
	record_number(&row, TREND_POSTED, trend->posted);
	record_number(&row, TREND_CHANGED, trend->changed);
	record_number(&row, TREND_SUBJECT, (int64_t)ranked->id);
	return emit_row(&trend->emitter, &trend_shape, ++trend->id, &row);
}

/* By which rules the period was scored, or would be. */
static bool note_rules(struct trend *trend, struct world *world, struct error *err)
{
	struct score_period period = scored_period(world, &trend->query);
	struct rules_wanted wanted = rules_of_period(&period);
	struct posting posting;
	struct rules_version version;
	struct text before = trend->rules;

	if (!find_posting(world, &period, 0, &trend->arena, &posting, err))
		return false;
	trend->posted = posting.evaluation != 0;
	if (!trend->posted && !rules_in_force(world, &wanted, &trend->arena, &version, err))
		return false;
	trend->rules = text_digest(trend->posted ? posting.text : version.text, &trend->arena);
	trend->changed = before.len && !text_equal(before, trend->rules);
	return true;
}

/* What began before the court did, or when no rules were in force, has no points to be compared with: of the
 * period that is asked for that is the answer. */
static bool one_period(struct trend *trend, struct world *world, bool last, struct error *err)
{
	struct error refused = ERROR_INIT;
	struct buf name = BUF_INIT;

	period_format(trend->query.from, trend->query.to, &name);
	trend->period = arena_text(&trend->arena, buf_as_text(&name));
	buf_release(&name);
	if (!note_rules(trend, world, err))
		return false;
	if (ranking_each(world, &trend->query, take_row, trend, &refused))
		return true;
	if (refused.kind != ERROR_STATE || last) {
		*err = refused;
		return false;
	}
	trend->rules = NO_TEXT;
	return true;
}

bool trend_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct trend trend = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT}};
	struct score_period last = scored_period(world, query);
	struct date_parts first = date_parts(last.from), end = date_parts(last.to);
	int months = (end.year - first.year) * 12 + end.month - first.month + 1;
	bool good = true;

	for (int back = TREND_PERIODS - 1; back >= 0 && good && !trend.emitter.stopped; back--) {
		trend.query = (struct source_query){
			.subject = query->subject, .scored = query->scored, .early = query->early && !back};
		trend.query.from = date_add_months(last.from, -back * months);
		trend.query.to = back ? date_add_months(trend.query.from, months) - 1 : last.to;
		good = one_period(&trend, world, !back, err);
	}
	arena_release(&trend.arena);
	emitter_release(&trend.emitter);
	return good;
}
