/* Between the files of the engine. */
#ifndef CORE_SCORE_SCORING_H
#define CORE_SCORE_SCORING_H

#include "core/base/id_map.h"
#include "core/model/holiday.h"
#include "core/score/mechanisms.h"
#include "core/score/score.h"

struct line_hits {
	struct hit *hits;
	size_t count, room;
};

struct part {
	int64_t from, to;
};

/* One subject's rows of one part of the period. */
struct slice {
	struct hit *hits;
	size_t count;
};

/* What is taken one by one: people, records or matters of each subject. */
struct apart {
	struct apart_keys {
		uint64_t *keys;
		size_t count, room;
	} * of;      /* by subject */
	size_t most; /* of any subject; 1 when nothing is taken by itself */
};

/* A mark that people gave, as the marks of one evaluation are read once. */
struct given {
	uint64_t id; /* its record */
	struct text item, role, word;
	uint64_t subject;
	size_t order; /* as they were read */
	struct fraction points;
	bool own; /* the self-score */
	bool reason, evidence;
};

/* What was decided of one of those who were equal at a line. */
struct placing {
	struct text grade, reason;
	uint64_t subject;
	bool given;
};

/* Who walks records: several may at the same time, each in its own world of one state and with memory of its
 * own. The first is the score's. */
struct gatherer {
	struct world *world;
	struct people *people; /* who was where, once somebody asks */
	struct arena arena;    /* of what the rows gave */
};

enum { MEMBERS_KEPT = 16, SPARE_FIGURES = 8 };

struct score {
	const struct rules *rules;
	int64_t start; /* the court's first day with the program */
	struct arena arena;
	struct subject_result *subjects;
	size_t count, room;
	size_t classes;            /* how many there are */
	struct id_map places;      /* of the subjects, by id */
	struct calendar calendar;  /* which days are worked */
	struct line_hits *hits;    /* by line */
	struct tally **tallies;    /* by line; NULL: see its hits */
	struct part *windows;      /* by line: the days it looks at */
	struct line_result *lines; /* line * count + subject */
	struct item_result *items; /* item * count + subject */
	struct section_result *sections;
	struct figure *nothing; /* by subject */
	size_t *order;          /* who is ranked, from the first on */
	size_t ordered;
	struct given *given;
	size_t given_count, given_room;
	struct id_map given_of; /* the first of a subject */
	struct placing *placings;
	size_t placing_count, placing_room;
	unsigned ties; /* at lines whose places do not suffice, so far */
	/* From here on it is of whoever computes: two have each their own (hands.c). */
	struct world *world;
	struct gatherer gatherers[WORLD_READERS];
	struct score_period period; /* of an item that is scored by parts: the one under way */
	struct members {
		int64_t day;
		unsigned *of; /* by subject */
	} members[MEMBERS_KEPT];
	size_t members_next;
	struct line_hits touching; /* of what lasts: those that touch the part under way */
	/* By line, as its hits stand; NULL: of none. While an item is scored part by part. */
	struct fraction **weighed;
	bool compared;           /* somebody's figure was looked at for another's */
	bool *zero;              /* of the item under way, by subject */
	const struct item *item; /* under way */
	const struct line *line;
	/* Of the line's part under way, for names in formulas: */
	struct figure *atoms; /* atom * count + subject */
	const struct figure *last;
	struct spare {
		struct figure *figures; /* all 0; NULL: lent, or none yet */
		size_t count;
	} spare[SPARE_FIGURES];
};

/* spare.c: `count` figures, all 0, for a while: each line needs as many as the one before. */
struct figure *figures_lend(struct score *score, size_t count);
void figures_give_back(struct score *score, struct figure *figures, size_t count);
void figures_drop_spare(struct score *score);

/* Filters may speak of the period: of this score's from now on. Its sheets are read after others were scored.
 */
static inline void score_look(const struct score *score)
{
	score->world->period_from = score->period.from;
	score->world->period_to = score->period.to;
}
/* Which of the classes of the file, by which amounts and items are told apart; -1: none. Classes for all that
 * share something are numbered as they come, and nothing is told apart by them. */
static inline int score_class(const struct score *score, size_t subject)
{
	return score->rules->class_by == BY_CLASSES ? score->subjects[subject].class : -1;
}
/* score.c: nobody is scored yet. For score_free(). */
struct score *score_new(const struct rules *rules, struct world *world, const struct score_period *period);
/* subjects.c of the engine: who is scored. */
bool score_find_subjects(struct score *score, struct error *err);
/* Which entity the subjects are. */
unsigned score_entity(const struct score *score);
/* How many members it has on that day; of the period's last day it is known already. */
unsigned score_members(struct score *score, size_t subject, int64_t day);
struct people;
/* tally.c: the sums of a line whose rows are only counted and added; NULL: it wants the rows themselves. */
struct tally;
struct tally *tally_new(const struct score *score, const struct line *line);
void tally_free(struct tally *tally);
/* Adds what another of the same line has. */
void tally_join(struct tally *tally, const struct tally *other);
void tally_add(struct tally *tally, const struct line *line, const struct hit *hit);
/* So many rows alike, of a line that only counts its rows: of which subject and day, what each is worth,
 * which atoms of kind MATCHING it matches. */
struct counted {
	size_t subject;
	int64_t day;
	struct fraction worth;
	uint16_t matches;
};
void tally_count(struct tally *tally, const struct line *line, const struct counted *counted, unsigned times);
void tally_sum(const struct tally *tally, unsigned part, size_t subject, size_t atom, struct figure *out);
/* Is there a row that cannot be judged? */
bool tally_doubtful(const struct tally *tally, unsigned part, size_t subject);
/* asking.c, gather_rows.c: one source with all that ask for it. */
struct asking;
struct asking *asking_new(struct score *score, const struct subject_source *source, struct error *err);
void asking_free(struct asking *asking);
/* Does any line ask? It widens the days that are looked at. */
bool asking_any(const struct asking *asking, int64_t *from, int64_t *to);
/* The records that are walked, and the index of theirs that is in the order of days; 0: there is none. */
const struct entity *asking_entity(const struct asking *asking);
unsigned asking_index(const struct asking *asking, const struct entity *entity);
/* Another that asks the same; what it finds is kept aside, until asking_join() adds it to the score's. */
struct asking *asking_aside(const struct asking *asking);
void asking_join(struct asking *aside);
/* Who walks them from now on; at first the score's own. */
void asking_by(struct asking *asking, struct gatherer *by);
/* One of them, or the rows in it: whichever it asks for. */
bool asking_take(struct asking *asking, const struct view *record, struct error *err);
/* gather.c: all hits, as they come. */
bool score_gather(struct score *score, struct error *err);
/* Puts the line's hits into the order in which they are looked for. */
void score_order_hits(struct score *score, const struct line *line);
/* people.c: the group somebody was in, from one reading of all memberships. */
/* Of groups, the members of each on that day. */
void score_count_members(struct score *score, int64_t day, unsigned *members);
void score_people_free(struct people *people);
uint64_t score_group_of(struct gatherer *by, uint64_t person, int64_t day);
/* And the last day until which it is that one, or none. */
uint64_t score_group_until(struct gatherer *by, uint64_t person, int64_t day, int64_t *until);
bool score_read_marks(struct score *score, struct error *err);
/* What has a number of places: one grade, or several, one below the other. */
struct places {
	int from, to;
	const struct quota *quota;
	enum grade_reason without; /* why somebody has a lower grade: they are taken */
};
/* placing.c: what was decided; then, of a grade whose places were counted, who of equals at its line has one.
 */
bool score_read_placings(struct score *score, struct error *err);
void score_settle_ties(struct score *score, const struct places *of);
/* names.c */
void formula_of(
	const struct formula *formula, const struct part_work *work, size_t subject, struct figure *out);
/* atoms.c: one of the things that the line counts. */
void score_atom(const struct score *score, const struct line *line, const struct slice *slice, size_t atom,
	struct figure *out);
/* Does the figure of the line ask for it? Of a record of several people some lines count one row only. */
bool hit_counts(const struct line *line, const struct hit *hit);
/* Has it a step of that mechanism? */
bool line_does(const struct line *line, const char *code);
/* The days behind `from` up to `to`; of working ones only those. */
int64_t score_days(const struct score *score, int64_t from, int64_t to, bool working);
/* slices.c: a subject's hits of the part under way; steps that look at some of them together. */
struct slice score_slice(const struct part_work *work, size_t subject);
void score_group_hits(const struct score *score, const struct line *line, const struct slice *slice);
/* The same of all subjects' together; before the subjects are looked at. */
void score_across(const struct part_work *work);
/* measure.c: all figures of a line, its points in score->lines. */
void score_measure(struct score *score, const struct line *line);
/* What each of the line's atoms is for one subject over all its parts. */
void score_atoms(const struct score *score, const struct line *line, size_t subject, struct figure *out);
/* parts.c: the days that the line looks at; its parts, to be freed. */
struct part score_window(const struct score *score, const struct line *line);
struct part *score_parts(const struct score *score, const struct line *line, unsigned *count);
/* The whole period, as the work of a line that nothing was counted for. */
struct part_work item_work(struct score *score, const struct item *item, const struct line *line);
/* Runs it with the period being each of the item's own parts in turn (分期计分). */
typedef void score_part(struct score *score, const struct item *item, void *arg);
void score_each_part(struct score *score, const struct item *item, score_part *run, void *arg);
/* What the parts give so far, with one part more: the sum (of a mean, too), the highest or the lowest. */
void over_join(enum over over, bool first, const struct exact *part, struct exact *sum);
struct apart apart_of(struct score *score, const struct line *line);
void apart_free(struct apart *apart, size_t subjects);
void score_manual(struct score *score, const struct line *line);
/* Is it so for this subject? False when not known. */
bool score_event(struct score *score, const struct line *line, size_t subject);
/* marks.c: has that role given what counts? */
bool score_marked_by(const struct score *score, size_t subject, const struct line *line, struct text role);
/* items.c: does it hold for this subject, is it for it? */
bool score_concerns(const struct score *score, const struct predicate *whom, size_t subject);
bool score_applies(const struct score *score, const struct item *item, size_t subject);
/* Every line of it: those that count, what they are not counted for, what makes it 0; and what each of them
 * looks back to. */
typedef void line_visit(const struct line *line, void *arg);
void item_each_line(const struct item *item, line_visit *visit, void *arg);
/* Nobody has anything yet, and the hits are in order: of a line, of an item and its lines. */
void score_begin_line(struct score *score, const struct line *line);
void score_begin_item(struct score *score, const struct item *item);
/* One item, for everybody. Is there anything in it that subjects are told: once, and of no two items at the
 * same time? */
bool score_one_item(struct score *score, const struct item *item);
void score_settle_item(struct score *score, const struct item *item);
/* hands.c: begins all; the items that wait for no other are scored, too. `told`: by item, as above. */
bool score_free_items(struct score *score, bool *told, struct error *err);
/* total.c: a section, once its items are scored; then all of it. */
void score_sum_section(struct score *score, size_t number);
void score_total(struct score *score);
/* With sections that were summed again; vetoes as they were. */
void score_total_again(struct score *score);
/* 权重: the full mark (100 where none is given) counts as so many points; without a weight as itself. */
void score_weigh(const struct score *score, const struct amount *weight, const struct amount *full,
	size_t subject, struct exact *points);
/* An amount that belongs to no item; false: it is not known. */
bool score_table_amount(
	const struct score *score, const struct amount *amount, size_t subject, struct figure *out);
/* grading.c: places; then grades. */
void score_rank(struct score *score);
void score_grades(struct score *score);
/* Conditions besides the points: to be measured once, before any is asked. */
void score_measure_gate(struct score *score, const struct gate *gate);
bool score_gate_holds(struct score *score, const struct gate *gate, size_t subject);
/* The best grade from `first` on whose points and condition the subject has. */
int score_grade_from(struct score *score, size_t subject, size_t first);

#endif
