/* Who spoke at which meetings: told from the speakers of the minutes' lines. Only meetings whose minutes name
 * a speaker are counted, of whichever group or branch, for those who were there. */
#ifndef CORE_MODEL_VOICES_H
#define CORE_MODEL_VOICES_H

#include "core/schema/world.h"

struct voice {
	uint64_t person;
	unsigned there, spoke; /* meetings */
	int64_t last;          /* the day of the last at which he spoke; meaningless when there is none */
};
struct voices {
	struct voice *people;
	size_t count, room;
	struct heard *meetings; /* whose minutes were read */
	size_t meeting_count, meeting_room;
};
/* Adds somebody who is asked about. */
void voices_add(struct voices *voices, uint64_t person);
/* Counts for all who were added, from one day to another, both included. */
bool voices_hear(struct voices *voices, struct world *world, int64_t from, int64_t to, struct error *err);
void voices_release(struct voices *voices);

#endif
