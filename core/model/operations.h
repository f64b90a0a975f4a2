/* What moves a record along its life, or changes many at once: rows of a table, run inside one change. */
#ifndef CORE_MODEL_OPERATIONS_H
#define CORE_MODEL_OPERATIONS_H

#include "core/model/entities.h"
#include "core/schema/custom.h"
#include "core/store/store.h"

/* Who may: asked inside the same transaction. */
enum relation {
	RELATION_ANY = 0,
	RELATION_RECORDER = 1 << 0,  /* the recorder or chair named in the meeting */
	RELATION_LEADER = 1 << 1,    /* leader, deputy or acting of the group it belongs to, on that day */
	RELATION_SECRETARY = 1 << 2, /* secretary of the branch */
	RELATION_OWNER = 1 << 3,     /* the task's owner */
	RELATION_OPERATOR = 1 << 4,  /* Party affairs office; always allowed */
	RELATION_SPEAKER = 1 << 5,   /* speaks for whom it evaluates: core/model/speaking.h */
};

struct operation;
struct operation_call {
	const struct operation *operation; /* NULL: called without one, for the demo */
	struct writer *writer;
	const struct view *record; /* as it is now, lists beside not inside */
	struct view arguments;     /* by operation->arguments */
	struct buf *text; /* one line for the person about what was done: an encoded message, or empty */
	size_t nth;       /* of the records that it is run on, from 1; 0: only this one */
};

struct operation {
	const char *name, *label;
	unsigned entity;
	const struct entity *arguments; /* NULL: none; its fields make the form */
	unsigned from;                  /* mask of 1 << state it may be run in; 0: any */
	unsigned to;                    /* state after; 0: unchanged */
	unsigned relations;             /* who may, mask of enum relation */
	const char *follows;            /* message id: what will happen */
	bool (*run)(struct operation_call *call, struct error *err);
	/* What it would take along with this record, in place of `follows`; false with the reason why it may
	 * not. NULL: `follows` says all. */
	bool (*foresee)(
		struct world *world, const struct view *record, struct message *follows, struct error *err);
};
extern const struct operation operations[]; /* ended by a NULL name */
const struct operation *operation_named(struct text name);
/* False with the reason (ERROR_STATE, ERROR_DENIED). */
bool operation_may(
	const struct operation *operation, struct world *world, const struct view *record, struct error *err);
/* May the person write this record's fields at all (a patch from a form)? */
bool record_may_write(struct world *world, const struct view *record, struct error *err);
/* The kinds of record that the person may begin one of, a bit for each; all of them for the operator. Which
 * one it may be, record_may_become() says. */
int64_t entities_to_begin(struct world *world);
/* May this person see all records of the kind? */
bool entity_may_see(struct world *world, const struct entity *entity);
/* May it become that? `before` NULL: it is new. Who is only named in it, as recorder, chair or owner, writes
 * in it, but neither makes one for a group that is not his nor gives one to others. */
bool record_may_become(
	struct world *world, const struct view *before, const struct view *after, struct error *err);
bool record_may_see(struct world *world, const struct view *record);
/* What the group's people did, each by himself: for the group, its branch's secretary and the office. */
bool group_may_see(struct world *world, uint64_t group);
/* Points before they are published: a group's as group_may_see(), a branch's for its secretary, a member's
 * for himself and the secretary of his branch; all for the office. */
bool evaluated_may_see(struct world *world, struct evaluated of);
/* What an audit entry's action is called; NULLs: it is not known. */
struct deed {
	const char *name, *label;
};
struct deed deed_of(struct text action);
/* When a record was written first, by which change and by whom. */
struct record_made {
	int64_t moment;
	uint64_t sequence, author;
};
bool record_made(struct world *world, const struct view *record, struct record_made *made, struct error *err);
/* What the model does when records change, in the same change: rosters of unlocked meetings follow
 * memberships, decisions follow their tasks. Called by the service after the patches of a change were
 * applied. */
bool model_follow(struct writer *writer, struct error *err);
/* Tells the schema which fields the court declared: at the beginning of a session. */
bool custom_declare_all(struct world *world, struct error *err);
/* How many records have a value of the field that is declared. */
int64_t custom_values(struct world *world, const struct view *declared);
/* What a declaration says; texts are the view's. False: of a kind of record that is not known. */
bool custom_field_of(const struct view *view, const struct schema *schema, struct custom_field *declared);
/* Archives what was submitted and nobody looked at in court.review_days, by nobody, as one change; writes
 * nothing when there is nothing. A meeting that is refused as it stands is left where it is, on the list of
 * what is to be looked at, and the others go each in a change of its own. Returns how many were archived. */
#define ACTION_ARCHIVE_DUE "archive_due"
size_t model_archive(struct store *store);

#endif
