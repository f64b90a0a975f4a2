#include "core/base/work.h"

uint64_t work_steps;
