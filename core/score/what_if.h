/* What a score would be if lines had other rows: rows are put in and taken out, the items that ask are scored
 * again, by the same engine, and everything is put back. */
#ifndef CORE_SCORE_WHAT_IF_H
#define CORE_SCORE_WHAT_IF_H

#include "core/score/scoring.h"

struct what_if;
/* Computes the score, which has its rows (score_rows) with KEEP_ALL_ROWS and no points yet. NULL: err says
 * why. */
struct what_if *what_if_new(struct score *score, struct error *err);
void what_if_free(struct what_if *what_if);

/* The line's rows, to be changed in any way; their order does not matter. */
struct line_hits *what_if_rows(struct what_if *what_if, const struct line *line);
void what_if_add(struct what_if *what_if, const struct line *line, const struct hit *hit);
/* By subject, by how much its points would rise within the limits of their sections: in units of
 * 10^-POINT_PLACES. */
void what_if_try(struct what_if *what_if, int64_t *gains);
/* After a try, by how much one item did, before its section's limits. */
int64_t what_if_item(const struct what_if *what_if, const struct item *item, size_t subject);
/* After a try: what was changed of these subjects stays, and later changes come on top; all else is as it was
 * before. NULL: nothing stays. */
void what_if_keep(struct what_if *what_if, const bool *keep);

#endif
