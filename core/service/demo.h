/* The invented court: eleven groups with a year of records, for trying the program and for the pictures in
 * the manual, the same every time; and large ones without a story, for measurements. */
#ifndef CORE_SERVICE_DEMO_H
#define CORE_SERVICE_DEMO_H

#include "core/store/store.h"

struct demo {
	const char *roster;    /* the file with the invented people; not read for a large one */
	int64_t groups, years; /* both 0: the court with a story */
	/* Instead of years: so many whole quarters up to 2026Q2 with twenty meetings of ten people each, and
	 * whatever else the shipped rules count: what evaluations are measured on. */
	int64_t quarters;
	void (*progress)(const char *what, int64_t done);
};
/* Fills a store that holds nothing yet. Moves the process's clock and leaves it at the demo's present. */
bool demo_build(struct store *store, const struct demo *demo, struct error *err);
/* The demo's present. */
int64_t demo_now(void);

#endif
