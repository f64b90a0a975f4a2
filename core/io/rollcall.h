/* A roll-call as people paste it from a chat: numbered names, leave in brackets, "leave: A (ill), B", guests.
 * It is read against the names on the roll; a name that is not there stays a question, nobody is made up. */
#ifndef CORE_IO_ROLLCALL_H
#define CORE_IO_ROLLCALL_H

#include "core/base/text.h"
#include "core/model/entities.h"

enum { ROLLCALL_NOBODY = -1 };

struct rollcall_entry {
	int person; /* index into the names given, or ROLLCALL_NOBODY */
	enum attendance_mark mark;
	bool guest;
	struct text name;   /* as written */
	struct text unit;   /* of a guest */
	struct text reason; /* of leave or absence; may be empty */
	int minutes;        /* late by; 0: not said */
	unsigned line;      /* counted from 1 */
};

struct rollcall {
	struct rollcall_entry *entries; /* in the order written; slices of the text */
	size_t count, room;
};

void rollcall_read(struct rollcall *rollcall, struct text text, const struct text *names, size_t name_count);
void rollcall_release(struct rollcall *rollcall);

#endif
