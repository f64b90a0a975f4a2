/* Records in one line each, and operations run on them as the service does. */
#ifndef TESTS_HARNESS_MAKE_H
#define TESTS_HARNESS_MAKE_H

#include "core/model/operations.h"
#include "core/model/sources.h"
#include "tests/harness/store_fixture.h"

/* MAKE(store, ENTITY_SPELL, NUMBER(SPELL_PERSON, one), DAY(SPELL_FROM, 20260301)): its id. */
#define SLOTS(...) \
	(const struct record_slot[]){__VA_ARGS__}, \
		sizeof((const struct record_slot[]){__VA_ARGS__}) / sizeof(struct record_slot)
#define MAKE(store, entity, ...) fixture_make(store, entity, SLOTS(__VA_ARGS__))
#define WORDS(tag, words) \
	{ \
		tag, value_text(text_of(words)) \
	}
#define NUMBER(tag, number) \
	{ \
		tag, value_number((int64_t)(number)) \
	}
#define DAY(tag, day) \
	{ \
		tag, day_value(day) \
	}
#define IDS(tag, ...) \
	{ \
		tag, ids_value((const uint64_t[]){__VA_ARGS__, 0}) \
	}

/* 20260316 is a day; 0 is none. */
int64_t day_of(int day);
struct value day_value(int day);
/* Up to a 0. The bytes are good for the next few calls. */
struct value ids_value(const uint64_t *ids);

uint64_t fixture_make(struct store *store, unsigned entity, const struct record_slot *values, size_t count);
void fixture_change(
	struct store *store, unsigned entity, uint64_t id, const struct record_slot *values, size_t count);
#define CHANGE(store, entity, id, ...) fixture_change(store, entity, id, SLOTS(__VA_ARGS__))

/* The clock stands at noon of that day. */
void fixture_today(int day);
/* A member of the Party (full for years) in a group since 1 January 2026, by the name of a login. */
uint64_t fixture_member(struct store *store, uint64_t group, const char *login);
uint64_t fixture_term(
	struct store *store, enum term_kind kind, uint64_t person, uint64_t holder, int from, int to);

/* A row of the meeting's roll; 0: not called yet. */
void fixture_mark(struct store *store, uint64_t meeting, uint64_t person, uint64_t group, int mark);

/* One state as that person (0: the operator). */
typedef void fixture_look(struct world *world, void *arg);
void fixture_read(struct store *store, uint64_t person, fixture_look *look, void *arg);
/* One record, which is there. */
typedef void fixture_look_at(struct world *world, const struct view *record, void *arg);
void fixture_record(
	struct store *store, uint64_t person, unsigned entity, uint64_t id, fixture_look_at *look, void *arg);
/* A field of a record as it is now; 0 when empty. */
int64_t fixture_number(struct store *store, unsigned entity, uint64_t id, uint16_t tag);

/* An operation as that person, with what follows from it, as one change. */
struct act {
	uint64_t person;
	const char *operation;
	uint64_t id;
	const struct record_slot *arguments;
	size_t count;
};
/* ERROR_NONE when it was done; its words, or those of the refusal, are in act_words. `made`, unless NULL: the
 * id of the first record changed. */
enum error_kind act(struct store *store, const struct act *act, uint64_t *made);
extern char act_words[400];
#define ACT(store, person, operation, id) act(store, &(struct act){person, operation, id, NULL, 0}, NULL)
#define ACT_WITH(store, person, operation, id, ...) \
	act(store, &(struct act){person, operation, id, SLOTS(__VA_ARGS__)}, NULL)
/* Patches by a form: fields set as that person, with the rights asked before and after. */
enum error_kind write_as(struct store *store, uint64_t person, unsigned entity, uint64_t *id,
	const struct record_slot *values, size_t count);
/* A source's rows, a line each: the shown fields that are named (by tag, ended by 0). */
void fixture_list(struct store *store, uint64_t person, const char *source, const struct source_query *query,
	const uint16_t *tags, struct buf *out);

#endif
