/* The first few of many names, for a message that says how many more there are: as many as one of its
 * arguments holds, and one at least, which the message cuts where it is longer. */
#ifndef CORE_SERVICE_FEW_NAMES_H
#define CORE_SERVICE_FEW_NAMES_H

#include "core/base/buf.h"

/* All zeros: none yet. */
struct few_names {
	struct buf words;
	size_t all, named;
};
void few_names_add(struct few_names *names, struct text name);
static inline int64_t few_names_more(const struct few_names *names)
{
	return (int64_t)(names->all - names->named);
}

#endif
