/* Why a subject has these points: what was counted for it and what became of that, as a sentence
 * (core/base/sentence.h). What the rule says in general is read out elsewhere (sentence.h). */
#ifndef CORE_SCORE_REASON_H
#define CORE_SCORE_REASON_H

#include "core/score/score.h"

/* Appends nothing when there is nothing to say. */
void score_reason(const struct score *score, size_t subject, const struct item *item, struct buf *out);

#endif
