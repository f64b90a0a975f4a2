/* One source and all lines that ask for it, made ready: between asking.c and gather_rows.c. */
#ifndef CORE_SCORE_ASKING_H
#define CORE_SCORE_ASKING_H

#include "core/base/text_map.h"
#include "core/model/roster.h"
#include "core/score/scoring.h"

enum { GROUPS_MAX = 32, PERSONS_MAX = 64, ROW_BITS = 20, QUESTIONS_MAX = 64 };

/* What lines ask of a row, most of them the same: it is looked at once for all. */
struct questions {
	const struct predicate *asked[QUESTIONS_MAX];
	size_t count;
	/* Of the row under way, bit per question: is it answered, and with yes? */
	uint64_t known, yes;
};

/* What a line makes of a row by one choice of its own: for each code, and behind them for none. */
struct by_choice {
	const struct field *field; /* NULL: it asks for more, or for nothing */
	bool alone;                /* it asks for no more than that */
	bool holds[CHOICE_CODES + 1];
	uint16_t matches[CHOICE_CODES + 1];
};

/* What a line asks of a row, or of the record that it is in: all must hold. Most ask first for a choice or
 * two, kind and state, which turn nearly every row away. */
enum { GATES_MAX = 2 };
struct asked {
	struct choice_table gates[GATES_MAX];
	size_t gate_count;
	uint64_t questions;            /* a bit for each */
	const struct predicate *whole; /* there is no room for its parts; NULL: there is */
};

struct wanting {
	const struct line *line;
	struct part window;
	struct asked above, row; /* above: of the record that the row is in */
	struct tally *tally;
	struct line_hits *hits;
	bool shared;           /* a row of several people is shared between them */
	struct fraction worth; /* of a row, before it is looked at */
	bool weighs;           /* steps say what a row is worth when they look at it */
	bool values;           /* an atom takes a number from the row */
	bool keeps;            /* the row itself is kept, with its person */
	bool counts;           /* it does nothing but count rows */
	bool matching;         /* and only those that match one of its atoms */
	bool open;             /* this record's rows are looked at */
	struct by_choice choice;
};

struct asking {
	struct score *score;
	struct gatherer *by;
	const struct subject_source *source;
	const struct source *table;
	const struct list_shape *list; /* of rows inside a record; NULL: the records themselves */
	struct path group, branch, people, date, until, matter;
	struct wanting *wanting;
	size_t count;
	struct line_hits *aside; /* by wanting: what is not the score's yet; NULL: all is */
	const struct field
		*choice;         /* that all lines ask a row for, and nothing else; NULL: they ask for more */
	uint16_t choice_tags[2]; /* its tag and that of the row's group, by which is less */
	uint16_t choice_key;     /* of the rows' key, when it stands before both; 0: it does not */
	int64_t from, to;        /* the widest window of all */
	int64_t today;           /* a period under way ends today */
	uint64_t last;           /* whose row came last, and its subject */
	int last_subject;
	/* The record under way, and its row: */
	struct view row;
	struct view_known known; /* of the row */
	const struct view *view;
	struct questions questions_above, questions;
	int64_t day, last_day; /* last_day: of what lasts */
	bool read, read_people;
	uint64_t groups[GROUPS_MAX], persons[PERSONS_MAX];
	size_t group_count, person_count;
	uint64_t matter_key;
	uint64_t apart_key;            /* of the columns by which it is taken apart */
	uint32_t counted[PERSONS_MAX]; /* subjects that the row under way counted for already */
	size_t counted_count;
};

/* 0 is left for "none". */
static inline uint64_t asking_hash(struct text text)
{
	return text_hash(text) | 1;
}

/* row_values.c: by atom what the row under way gives; which atoms of kind MATCHING it matches. */
void asking_values(const struct asking *asking, const struct line *line, struct fraction *values);
uint16_t asking_matches(const struct asking *asking, const struct line *line);
/* The same for what is the same; of what the columns of the row say, 0 where anything is empty. */
uint64_t asking_key_of(const struct value *value);
uint64_t asking_key_of_all(const uint64_t *keys, size_t count);
uint64_t asking_key_at(const struct asking *asking, const struct columns *columns);
/* gather_choices.c: rows of which every line asks the same choice; false: they are to be taken one by one. */
bool asking_choices(struct asking *asking, const struct row_walk *rows);
/* Whom a row of the group counts for; -1: nobody who is scored. */
int asking_subject(struct asking *asking, uint64_t group);

#endif
