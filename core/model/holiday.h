/* Which days are worked: Monday to Friday, less the holidays that are recorded (those of config/calendar.yaml
 * when the store was made), and the weekends made up for them. */
#ifndef CORE_MODEL_HOLIDAY_H
#define CORE_MODEL_HOLIDAY_H

#include "core/schema/world.h"

struct calendar {
	struct calendar_span {
		int64_t from, to; /* both inclusive */
		bool worked;
	} * spans;
	size_t count, room;
};

/* All that is recorded; {0} when nothing is. To be released. */
struct calendar calendar_read(struct world *world);
void calendar_release(struct calendar *calendar);
/* A day that is made up is worked, also when a holiday covers it. */
bool calendar_works(const struct calendar *calendar, int64_t day);
/* The last of so many working days after that day. */
int64_t calendar_after(const struct calendar *calendar, int64_t day, int days);

#endif
