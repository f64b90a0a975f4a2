/* "Did you mean": the nearest of some words. */
#ifndef CORE_BASE_NEAR_H
#define CORE_BASE_NEAR_H

#include "core/base/text.h"

enum { NEAR_MAX = 5 };
struct near {
	struct text asked;
	struct text words[NEAR_MAX]; /* the nearest so far, all as near as each other */
	size_t count;
	unsigned distance;
};
struct near near_to(struct text asked);
/* Keeps the candidate when nothing before was nearer; the text must live on. */
void near_try(struct near *near, struct text candidate);
/* "a, b", "甲、乙". */
void near_words(const struct near *near, struct buf *out);

#endif
