/* What is said in the demo's meetings. */
#ifndef CORE_SERVICE_DEMO_WORDS_H
#define CORE_SERVICE_DEMO_WORDS_H

#include "core/service/demo_internal.h"

/* A month's agenda; `%s` is what the group works at. */
struct demo_agenda {
	const char *items[3];
	unsigned kinds; /* besides a group meeting */
};
extern const struct demo_agenda demo_agendas[DEMO_MONTHS];
extern const char *const demo_study_topics[DEMO_MONTHS];
/* Lines that anybody may have spoken, ended by NULL. */
extern const char *const demo_openings[],
	*const demo_lines[], *const demo_study_lines[], *const demo_decisions[], *const demo_reasons[];

/* A meeting that is told line by line. */
struct demo_told {
	int minute; /* of the day */
	const char *speaker, *text;
};
extern const struct demo_told demo_told[];

#endif
