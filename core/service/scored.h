/* A score under way, for one answer: the rules and the period that the query means, run. What the sources of
 * points are made of. */
#ifndef CORE_SERVICE_SCORED_H
#define CORE_SERVICE_SCORED_H

#include "core/model/emit.h"
#include "core/model/evidence_use.h"
#include "core/score/score.h"
#include "core/service/freeze.h"
#include "core/service/naming.h"
#include "core/service/rules_force.h"

struct scored {
	struct emitter emitter;
	struct world_naming naming;
	struct arena arena;
	struct rules *rules;
	struct score *score;
	struct score *left; /* what it left out (core/score/left_out.h); NULL: not asked for yet */
	struct score_period days;
	struct text period; /* by its name: 2026Q3 */
	bool all_rows;      /* wanted: the sheets of everybody will be told */
	unsigned wanted;    /* which version of the posting; 0: the one that stands */
	bool as_posted;     /* wanted: by the rules of the posting, where there is one */
	struct posting posting;
	struct evidence_uses uses; /* read when they are asked for first */
	bool uses_read;
	struct rules_version version;
	int64_t rules_mark; /* of their text */
	int64_t rules_day;  /* when the rules came into force; 0: they come with the program */
};
#define SCORED(world, query, emit, arg, err) \
	{ \
		.emitter = { world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT } \
	}

/* Which period a query means: the last quarter that is over, unless days are asked for. */
struct score_period scored_period(struct world *world, const struct source_query *query);
/* The rules that were in force, and the period by its name; without any points yet. */
bool scored_rules(struct scored *scored, struct score_period *period, struct error *err);
/* The same, and who is scored by them, with their marks: a score without points. */
bool scored_subjects(struct scored *scored, struct score_period *period, struct error *err);
/* Finds the rules that were in force and scores; scored_end() in any case. */
bool scored_begin(struct scored *scored, struct error *err);
void scored_end(struct scored *scored);

/* How many records an item looked at and left out for their state; nothing where every state counts. */
bool scored_say_left(struct scored *scored, size_t subject, const struct item *item, struct record *row);
/* Where the evidence of records and marks stands. */
const struct evidence_uses *scored_uses(struct scored *scored);
/* Points as a field of POINT_PLACES; nothing when they are not known. */
void scored_points(struct record *row, uint16_t tag, const struct figure *figure);
/* What an item can give at most; false when that depends on who is scored. */
bool scored_full(const struct item *item, struct figure *full);
/* Before it is published everybody sees his own; who oversees, those he oversees. */
bool scored_may_see(const struct scored *scored, const struct subject_result *subject);
bool subject_may_see(struct world *world, const struct rules *rules, uint64_t id);
/* Is it the evaluation of exactly that period, and of whom it is? */
bool is_evaluation_of(const struct view *evaluation, const struct score_period *period);
/* Its period, and what asks for its scores. */
struct score_period period_of_evaluation(const struct view *evaluation);
struct source_query query_of_evaluation(const struct view *evaluation);
/* The evaluation of exactly that period, when there is one: whose marks count. */
bool find_evaluation(struct world *world, struct score_period *period, struct error *err);
/* Is there nobody whose objection was upheld and whose item has the same points all the same, in the version
 * that is about to be posted? False names them, and is about POST_UNCHANGED. */
bool refuse_unmended(const struct scored *scored, uint64_t evaluation, int64_t version, struct error *err);
/* The place of a subject that may be seen; -1: none. */
int scored_subject(const struct scored *scored, uint64_t id);

/* What the own mark counts for, in percent of all weights; 0: it is shown only. */
int64_t manual_self_share(const struct manual *manual);
/* Of an item that people judge: score_judging.c. */
void sheet_manual(struct scored *scored, size_t subject, const struct item *item, struct record *row);

/* What the group gave itself is too far from the checked marks: score_apart.c. */
void sheet_apart(struct scored *scored, size_t subject, const struct item *item, struct record *row);
void ranking_apart(struct scored *scored, size_t subject, struct record *row);

/* Where else the evidence of a record stands, as the reader may know: score_points.c. */
void points_twice(struct scored *scored, unsigned entity, uint64_t id, struct record *row);

/* The rows of one of those scored, by file; those that may not be seen are left out. */
typedef bool subject_rows(struct scored *scored, size_t subject);
subject_rows score_rank_row, score_loss_rows, score_sheet_rows, score_point_rows;
bool score_grade_rows(struct scored *scored);
/* By rank; those without one come last. */
void scored_in_order(struct scored *scored, subject_rows *rows);

/* The sources, by file. */
source_run ranking_each, losses_each, grades_each, sheet_each, points_each, hints_each, clause_each,
	differs_each, trend_each, quarter_place_each, judging_rows_each, agreement_rows_each,
	today_sheets_each, standing_each;

#endif
