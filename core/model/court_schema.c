/* In a file of its own, so that a test may link another schema instead: tests/extra. */
#include "core/model/entities.h"

const struct schema court_schema = {court_entities};
