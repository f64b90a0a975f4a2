/* Between the files of the engine. */
#ifndef CORE_SCORE_SCORING_H
#define CORE_SCORE_SCORING_H

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
	struct text item, role, word;
	uint64_t subject;
	struct fraction points;
	bool reason, evidence;
};

struct score {
	const struct rules *rules;
	struct world *world;
	struct score_period period;
	struct arena arena;
	struct subject_result *subjects;
	size_t count, room;
	unsigned *members; /* by subject, on that day: */
	int64_t members_on;
	struct line_hits *hits;    /* by line */
	struct part *windows;      /* by line: the days it looks at */
	struct line_result *lines; /* line * count + subject */
	struct item_result *items; /* item * count + subject */
	struct section_result *sections;
	bool *zero; /* of the item under way, by subject */
	struct given *given;
	size_t given_count, given_room;
	const struct item *item; /* under way */
	const struct line *line;
	/* Of the line's part under way, for names in formulas: */
	struct figure *atoms; /* atom * count + subject */
	const struct figure *last;
	struct figure *nothing; /* by subject */
};

/* subjects.c of the engine: who is scored. */
bool score_find_subjects(struct score *score, struct error *err);
/* Which entity the subjects are. */
unsigned score_entity(const struct score *score);
int score_subject_of(const struct score *score, uint64_t id);
/* How many members it has on that day; of the period's last day it is known already. */
unsigned score_members(const struct score *score, size_t subject, int64_t day);
/* gather.c */
bool score_gather(struct score *score, struct error *err);
bool score_read_marks(struct score *score, struct error *err);
/* names.c */
void formula_of(
	const struct formula *formula, const struct part_work *work, size_t subject, struct figure *out);
/* atoms.c: one of the things that the line counts. */
void score_atom(const struct line *line, const struct slice *slice, size_t atom, struct figure *out);
/* measure.c: all figures of a line, its points in score->lines. */
void score_measure(struct score *score, const struct line *line);
/* What each of the line's atoms is for one subject over all its parts. */
void score_atoms(const struct score *score, const struct line *line, size_t subject, struct figure *out);
/* parts.c: the days that the line looks at; its parts, to be freed. */
struct part score_window(const struct score *score, const struct line *line);
struct part *parts_of(int64_t from, int64_t to, enum unit unit, unsigned *count);
struct part *score_parts(const struct score *score, const struct line *line, unsigned *count);
struct apart apart_of(struct score *score, const struct line *line);
void apart_free(struct apart *apart, size_t subjects);
void score_manual(struct score *score, const struct line *line);
/* Is it so for this subject? False when not known. */
bool score_event(struct score *score, const struct line *line, size_t subject);
/* items.c: one item, for everybody. */
void score_one_item(struct score *score, const struct item *item);
/* total.c: a section, once its items are scored; then all of it. */
void score_sum_section(struct score *score, size_t number);
void score_total(struct score *score);
void score_grades(struct score *score);

#endif
