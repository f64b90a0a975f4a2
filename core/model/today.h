/* 今日 in parts: what all of them share. */
#ifndef CORE_MODEL_TODAY_H
#define CORE_MODEL_TODAY_H

#include "core/model/emit.h"
#include "core/model/roster.h"

struct today {
	struct emitter emitter;
	int64_t day;
	struct court_settings settings;
	uint64_t branch; /* that he answers for */
	uint64_t own;    /* the group he is in */
	bool office;
};

void today_begin(struct record *row, enum today_section section);
/* Gives the row away, with the record it opens (entity 0: none). */
bool today_give(struct today *today, struct record *row, unsigned entity, uint64_t id);
void today_group(struct record *row, uint64_t group);
/* Is the group one that this person answers for? */
bool today_mine(const struct today *today, uint64_t group);
/* What the systems ask for. */
bool today_duties(struct today *today, struct error *err);
/* What an evaluation asks for. */
bool today_evaluations(struct today *today, struct error *err);

#endif
