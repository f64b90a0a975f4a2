#include "core/service/score_sources.h"

#include "core/base/date.h"
#include "core/io/yaml.h"
#include "core/model/emit.h"
#include "core/model/operations.h"
#include "core/score/score.h"
#include "core/service/config.h"
#include "core/service/naming.h"

/* A score under way, for one answer. */
struct scored {
	struct emitter emitter;
	struct world_naming naming;
	struct arena arena;
	struct rules *rules;
	struct score *score;
	struct text period;
};

/* --- which rules, which period --- */

struct newest {
	int64_t from, best;
	struct arena *arena;
	struct text text;
};

static bool take_rules(const struct view *view, void *arg)
{
	struct newest *newest = arg;
	int64_t from = view_number(view, RULES_FROM);

	if (from <= newest->from && from >= newest->best) {
		newest->best = from;
		newest->text = arena_text(newest->arena, view_text(view, RULES_TEXT));
	}
	return true;
}

/* The newest rules that were in force when the period began; else those that come with the program. */
static bool find_rules(struct scored *scored, int64_t from, struct error *err)
{
	struct newest newest = {from, INT64_MIN, &scored->arena, NO_TEXT};
	struct world *world = scored->emitter.world;
	struct faults faults = {.count = 0};
	struct buf shipped = BUF_INIT;
	struct tree *root;

	if (!world->walk(world, ENTITY_RULES, 0, NULL, 0, take_rules, &newest, err))
		return false;
	if (!newest.text.len) {
		if (!config_file("rules.zh.yaml", &shipped, err))
			return false;
		newest.text = arena_text(&scored->arena, buf_as_text(&shipped));
		buf_release(&shipped);
	}
	root = yaml_read(newest.text, &scored->arena, &faults);
	if (root)
		scored->rules = rules_read(root, newest.text, world->schema,
			naming_over(&scored->naming, world, LANGUAGE_ZH), &faults);
	return scored->rules || config_fail("rules", &faults, err);
}

static bool take_evaluation(const struct view *view, void *arg)
{
	struct score_period *period = arg;

	if (view_number(view, EVALUATION_FROM) == period->from &&
		view_number(view, EVALUATION_TO) == period->to)
		period->evaluation = view->id;
	return true;
}

/* The last quarter that is over, unless days are asked for. */
static struct score_period period_of(struct world *world, const struct source_query *query)
{
	struct date_parts today = date_parts(world->today);
	int64_t quarter = date_of(today.year, (today.month - 1) / 3 * 3 + 1, 1);

	if (query->from && query->to)
		return (struct score_period){query->from, query->to, 0};
	return (struct score_period){date_add_months(quarter, -3), quarter - 1, 0};
}

static bool begin(struct scored *scored, struct error *err)
{
	struct world *world = scored->emitter.world;
	struct score_period period = period_of(world, scored->emitter.query);

	struct buf name = BUF_INIT;

	period_format(period.from, period.to, &name);
	scored->period = arena_text(&scored->arena, buf_as_text(&name));
	buf_release(&name);
	return find_rules(scored, period.from, err) &&
		world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, take_evaluation, &period, err) &&
		score_run(&scored->score, scored->rules, world, &period, err);
}

static void end(struct scored *scored)
{
	score_free(scored->score);
	rules_free(scored->rules);
	arena_release(&scored->arena);
	emitter_release(&scored->emitter);
}

/* --- rows --- */

static void put_points(struct record *row, uint16_t tag, const struct figure *figure)
{
	if (figure->known == KNOWN)
		record_number(row, tag, exact_round(figure->value, POINT_PLACES));
}

/* Before it is published everybody sees his own; who oversees, those he oversees. */
static bool may_see(const struct scored *scored, const struct subject_result *subject)
{
	struct world *world = scored->emitter.world;

	switch (scored->rules->subject) {
	case SUBJECT_GROUP:
		return group_may_see(world, subject->id);
	case SUBJECT_PERSON:
		return !world->person || world->person == subject->id;
	case SUBJECT_BRANCH:
		return !world->person;
	}
	return false;
}

static void sum_kinds(const struct scored *scored, size_t subject, struct record *row)
{
	static const uint16_t tags[] = {[SECTION_BASIC] = RANKING_BASIC,
		[SECTION_BONUS] = RANKING_BONUS,
		[SECTION_PENALTY] = RANKING_PENALTY};
	struct figure sums[3];

	for (size_t i = 0; i < 3; i++)
		figure_init(&sums[i]);
	for (size_t i = 0; i < scored->rules->section_count; i++) {
		struct figure *sum = &sums[scored->rules->sections[i].kind];

		mpq_add(sum->value, sum->value, score_section(scored->score, subject, i)->points.value);
	}
	for (size_t i = 0; i < 3; i++) {
		put_points(row, tags[i], &sums[i]);
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

	if (!may_see(scored, subject))
		return true;
	record_init(&row, &ranking_shape);
	if (subject->rank)
		record_number(&row, RANKING_RANK, (int64_t)subject->rank);
	record_text(&row, RANKING_NAME, subject->name);
	put_points(&row, RANKING_TOTAL, &subject->total);
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

static bool ranking_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT}};
	bool good = begin(&scored, err);
	size_t count = good ? score_subjects(scored.score) : 0;

	/* By rank; those without one come last. */
	for (size_t rank = 1; rank <= count + 1; rank++)
		for (size_t i = 0; i < count && !scored.emitter.stopped; i++)
			if (score_subject(scored.score, i)->rank == (rank > count ? 0 : rank))
				rank_row(&scored, i);
	end(&scored);
	return good;
}

/* --- one sheet --- */

static int find_subject(const struct scored *scored, uint64_t id)
{
	for (size_t i = 0; i < score_subjects(scored->score); i++)
		if (score_subject(scored->score, i)->id == id &&
			may_see(scored, score_subject(scored->score, i)))
			return (int)i;
	return -1;
}

static const char *const remarks[] = {
	[REMARK_NO_MARK] = N_("Nobody has given this mark yet"),
	[REMARK_NO_EVIDENCE] = N_("Evidence is missing"),
	[REMARK_NO_DENOMINATOR] = N_("There is nothing to divide by"),
	[REMARK_NO_LEVEL] = N_("A record has no level that the rules know"),
	[REMARK_NO_REVIEWER] = N_("A reviewer's mark is missing"),
	[REMARK_NO_REASON] = N_("The mark has no reason"),
	[REMARK_OUT_OF_RANGE] = N_("The mark is outside what may be given"),
};

/* What was counted, line by line: as a message, so that it is read in any language. */
static void say_why(struct scored *scored, size_t subject, const struct item *item, struct record *row)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < item->line_count; i++) {
		const struct line_result *line = score_line(scored->score, subject, item->lines[i]);

		if (line->points.known == KNOWN && !mpq_sgn(line->points.value) && item->line_count > 1)
			continue;
		if (words.len)
			buf_text(&words, TEXT("; "));
		if (item->line_count > 1)
			buf_printf(&words, "%.*s ", (int)item->lines[i]->name.len, item->lines[i]->name.at);
		if (line->measured.known == KNOWN)
			exact_show(line->measured.value, 2, &words);
		if (line->points.known == KNOWN) {
			buf_text(&words, TEXT(" -> "));
			exact_show(line->points.value, 2, &words);
		}
	}
	record_text(row, SHEET_WHY, arena_text(&scored->emitter.arena, buf_as_text(&words)));
	buf_release(&words);
}

static void say_state(struct scored *scored, size_t subject, const struct item *item, struct record *row)
{
	const struct item_result *result = score_item(scored->score, subject, item->index);

	if (!result->applies || result->points.known == NOT_APPLICABLE) {
		row_message(&scored->emitter, row, SHEET_STATE, "Does not apply", "");
		return;
	}
	if (result->points.known != MISSING)
		return;
	row_message(&scored->emitter, row, SHEET_STATE, "Not judged", "");
	for (size_t i = 0; i < item->line_count; i++) {
		enum remark remark = score_line(scored->score, subject, item->lines[i])->remark;

		if (remark) {
			row_message(&scored->emitter, row, SHEET_WHY, remarks[remark], "");
			return;
		}
	}
}

static size_t count_hits(const struct scored *scored, size_t subject, const struct item *item)
{
	size_t all = 0, count;

	for (size_t i = 0; i < item->line_count; i++)
		if (item->lines[i]->source) {
			score_hits(scored->score, subject, item->lines[i], &count);
			all += count;
		}
	return all;
}

static void sheet_row(struct scored *scored, size_t subject, const struct item *item)
{
	const struct item_result *result = score_item(scored->score, subject, item->index);
	struct fraction full = {0, 0};
	struct record row;
	struct figure figure;
	size_t records = count_hits(scored, subject, item);

	record_init(&row, &sheet_shape);
	record_text(&row, SHEET_SECTION, scored->rules->sections[item->section].name);
	record_text(&row, SHEET_ITEM, item->name);
	record_text(&row, SHEET_CLAUSE, item->clause);
	put_points(&row, SHEET_POINTS, &result->points);
	if (item->points.all && formula_is_constant(item->points.all, &full)) {
		figure_init(&figure);
		exact_set(figure.value, full);
		put_points(&row, SHEET_FULL, &figure);
		figure_clear(&figure);
	}
	if (records)
		record_number(&row, SHEET_RECORDS, (int64_t)records);
	record_number(&row, SHEET_ENTITY, item->index + 1);
	record_number(&row, SHEET_RECORD, (int64_t)score_subject(scored->score, subject)->id);
	if (result->points.known == KNOWN)
		say_why(scored, subject, item, &row);
	say_state(scored, subject, item, &row);
	emit_row(&scored->emitter, &sheet_shape, item->index + 1, &row);
}

static bool sheet_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT}};
	bool good = begin(&scored, err);
	int subject = good ? find_subject(&scored, query->subject) : -1;

	for (size_t i = 0; subject >= 0 && i < scored.rules->item_count && !scored.emitter.stopped; i++)
		sheet_row(&scored, (size_t)subject, scored.rules->items[i]);
	end(&scored);
	return good;
}

/* --- the records behind --- */

static void point_row(struct scored *scored, const struct item *item, const struct line *line,
	const struct hit *hit, uint64_t id)
{
	struct world *world = scored->emitter.world;
	const struct source *source = source_named(world->schema, text_of(line->source->name));
	unsigned entity =
		source->shape->id ? source->shape->id : entity_field(source->shape, ROW_OWNER)->target;
	struct view view;
	struct record row;

	record_init(&row, &points_shape);
	record_text(&row, POINTS_ITEM, item->name);
	if (item->line_count > 1)
		record_text(&row, POINTS_LINE, line->name);
	record_number(&row, POINTS_DATE, hit->day);
	if (fraction_given(hit->worth)) {
		struct figure worth;

		figure_init(&worth);
		exact_set(worth.value, hit->worth);
		put_points(&row, POINTS_WORTH, &worth);
		figure_clear(&worth);
	}
	/* What the viewer may not open counts all the same, without its name. */
	if (world->get(world, entity, hit->id, &view, NULL) && record_may_see(world, &view)) {
		record_text(&row, POINTS_WHAT, world_title(&scored->emitter, entity, hit->id));
		record_number(&row, POINTS_ENTITY, entity);
		record_number(&row, POINTS_RECORD, (int64_t)hit->id);
	} else {
		row_message(&scored->emitter, &row, POINTS_WHAT, "A record you may not see", "");
	}
	emit_row(&scored->emitter, &points_shape, id, &row);
}

static bool points_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT}};
	bool good = begin(&scored, err);
	int subject = good ? find_subject(&scored, query->subject) : -1;
	uint64_t id = 0;

	for (size_t i = 0; subject >= 0 && i < scored.rules->item_count; i++) {
		const struct item *item = scored.rules->items[i];

		for (size_t l = 0; l < item->line_count && (!query->kind || query->kind == i + 1); l++) {
			size_t count;
			const struct hit *hits = item->lines[l]->source
				? score_hits(scored.score, (size_t)subject, item->lines[l], &count)
				: NULL;

			for (size_t h = 0; hits && h < count && !scored.emitter.stopped; h++)
				point_row(&scored, item, item->lines[l], &hits[h], ++id);
		}
	}
	end(&scored);
	return good;
}

/* --- the table --- */

static const struct source sources[] = {
	{"ranking", "评比排名", &ranking_shape, ranking_each, READS_ALL},
	{"sheet", "评分表", &sheet_shape, sheet_each, READS_ALL},
	{"points", "得分记录", &points_shape, points_each, READS_ALL},
};

const struct source *served_source(const struct schema *schema, struct text name)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++)
		if (text_is(name, sources[i].name) || text_is(name, sources[i].label))
			return &sources[i];
	return source_named(schema, name);
}
