/* The table of mechanisms: what a rule can do with rows, figures and points. One nobody has met yet is one
 * more row here and its two functions. */
#ifndef CORE_SCORE_MECHANISMS_H
#define CORE_SCORE_MECHANISMS_H

#include "core/score/read.h"

struct hit;
struct score;

/* One row's worth, while it is being found. */
struct row_work {
	struct world *world;
	const struct view *view;
	struct fraction worth;
	int64_t today;      /* of the score: the period's last day, or today before it */
	uint64_t person;    /* of a row that names several: which of them; 0: all of it */
	uint64_t converted; /* which kind of what is converted it is; 0: none */
	bool dropped;
	bool doubtful; /* cannot be judged: no evidence yet, a level without points */
};

/* One line's figures in one part of the period, for all subjects at once. */
struct part_work {
	struct score *score;
	const struct line *line;
	const struct item *item; /* NULL: of a gate or a veto */
	unsigned part, parts;    /* which, of how many */
	int64_t from, to;        /* its days */
	size_t subjects;
	const struct figure *before; /* by subject, as the step finds them */
	struct figure *figures;      /* and as it leaves them */
	bool *zero;                  /* the whole item is 0 for this subject */
	const uint64_t *apart;       /* by subject: the one person, row or matter; NULL: all together */
	const bool *passed;          /* by subject: there is no such one; NULL: none is passed over */
};
/* The number for that subject; not given: 0. */
void amount_evaluate(
	const struct amount *amount, const struct part_work *work, size_t subject, struct figure *out);
/* Is it in the same class, and known? */
bool is_peer(const struct part_work *work, size_t subject, size_t other);
/* How many parts of that unit the period has. */
unsigned parts_in(const struct score *score, enum unit unit);
/* The earliest row's day in the part; false: there is none. */
bool first_day(const struct part_work *work, size_t subject, int64_t *day);
/* The place among the peers, 1 is the best; the same figure, the same place. */
int64_t place_of(const struct part_work *work, size_t subject, bool smaller);

/* A row's number at the end of a path, as it is stored; of a moment its day; VIEW_NO_NUMBER when empty. */
int64_t score_units_of(const struct path *path, struct world *world, const struct view *view);

static inline int64_t score_units(const struct path *path, struct world *world, const struct view *view)
{
	const struct field *field = path_field(path);

	/* By far the most are dates and numbers. */
	return field && field->type->kind == VALUE_NUMBER && field->type != &type_moment
		? path_number_or(path, world, view, VIEW_NO_NUMBER)
		: score_units_of(path, world, view);
}
/* The same with its places; not given when empty. */
struct fraction score_number(const struct path *path, struct world *world, const struct view *view);

struct saying;
struct telling;
/* What the step does, as pieces of a sentence that goes on. */
typedef void saying_step(const void *with, struct saying *saying);

struct mechanism {
	const char *code; /* as in the study of tables */
	const char *name, *label;
	enum stage stage;
	enum word keys[6];                /* any of these calls it; the words it takes besides are its own */
	void *(*read)(struct keys *keys); /* NULL with a fault */
	void (*row)(const void *with, struct row_work *work);
	/* Does it make the same of every row, whatever stands in it? NULL: it does not. */
	bool (*alike)(const void *with);
	/* Of one subject's hits, those sorted by day and row; only those that count (hit_counts). `begin`:
	 * the period's first day, where a line looks further back. */
	void (*group)(const void *with, struct hit *const *hits, size_t count, int64_t begin);
	/* Of all subjects' hits of one part, before any of them are looked at by themselves. */
	void (*across)(const void *with, struct hit *const *hits, size_t count);
	void (*part)(const void *with, struct part_work *work);
	bool days; /* asks for the days of the rows, not only for their sum */
	saying_step *say;
	void (*tell)(const void *with,
		struct telling *telling); /* reason.c: what it made of one subject's figure */
	const char *help;
};
extern const struct mechanism *const mechanism_tables[]; /* each ended by a NULL code; ended by NULL */

extern const struct mechanism row_mechanisms[], people_mechanisms[], group_mechanisms[], value_mechanisms[],
	band_mechanisms[], limit_mechanisms[];
/* places.c: 名次, and what places are worth (after what else makes figures). */
void *read_rank(struct keys *keys);
void run_rank(const void *with, struct part_work *work);
saying_step say_rank, say_places;
void *read_places(struct keys *keys);
void run_places(const void *with, struct part_work *work);
/* 上限 of one line of a list. */
extern const struct mechanism cap_of_line;
/* 每个 where the figure is no sum of rows: a ratio, a number of parts or people. */
extern const struct mechanism each_of_figure;
/* COMPARE_NONE always holds; an unknown bound never does. */
bool bound_holds(
	const struct bound *bound, const struct part_work *work, size_t subject, const struct figure *value);
/* Points that are taken off: the item starts full. */
void note_points(struct reading *reading, struct fraction points);
void note_gains(struct reading *reading);
void note_amount(struct reading *reading, const struct amount *amount);

#endif
