/* How a field is stored; for core/schema/view*.c. */
#ifndef CORE_SCHEMA_VIEW_INTERNAL_H
#define CORE_SCHEMA_VIEW_INTERNAL_H

#include "core/schema/view.h"

enum { SHAPE_NUMBER = 0, SHAPE_BYTES = 1 };

static inline int64_t unzigzag(uint64_t number)
{
	return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

#endif
