/* What a new court starts with: its own record, the systems that ask for meetings, and the phrases people
 * pick from. Everything can be changed afterwards. */
#ifndef CORE_SERVICE_SETUP_H
#define CORE_SERVICE_SETUP_H

#include "core/store/store.h"

struct court_setup {
	struct text name;
	int64_t start; /* 启用日期; 0: today in the court */
	int64_t clock; /* a fixed present, for demonstrations; 0: the real one */
};
/* One change, on a store that holds nothing yet. */
bool court_setup(struct store *store, const struct court_setup *setup, struct error *err);

#endif
