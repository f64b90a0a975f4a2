/* What people are typing: an environment of its own beside the records, not backed up, no news. A draft
 * belongs to a person, a form and a record, not to a session. Taking it over raises its generation, and a put
 * from an older one is refused. Put within two seconds of the last key, and at once when the line drops. */
#ifndef CORE_STORE_DRAFTS_H
#define CORE_STORE_DRAFTS_H

#include "core/base/arena.h"
#include "core/schema/patch.h"

struct drafts;

/* With the number of a Unix user: somebody who is no person of the court. */
#define DRAFTS_OF_USER (UINT64_C(1) << 63)
struct draft_key {
	uint64_t person; /* 0: the store's owner */
	unsigned entity;
	uint64_t id;   /* 0: a record not yet made */
	uint16_t form; /* which screen; the screens number themselves */
};
struct draft {
	struct draft_key key;
	uint64_t generation; /* raised by each taking over; a put carries the one it knows */
	uint32_t base;       /* revision the patch was made against */
	int64_t moment;      /* of the last put */
	struct text caret;   /* the screen's own: where the person was */
	struct patch patch;
	bool trashed;    /* in the recycle bin since `moment`, kept 30 days */
	uint64_t holder; /* the session that writes in it; 0: it was left */
	int64_t began;   /* when the holder put or took it first */
	int64_t cut;     /* of one that was left: when the holder's line was seen to end; 0: on purpose */
};

bool drafts_open(
	struct drafts **drafts, const char *store_path, struct error *err); /* NULL path: in memory */
void drafts_close(struct drafts *drafts);
/* From now until it ends, in whatever way, this process is that session. */
void drafts_enter(struct drafts *drafts, uint64_t session);
/* Does the process of that session still run? Never of drafts in memory, but for our own. */
bool drafts_session_runs(const struct drafts *drafts, uint64_t session);
/* Refused with ERROR_STATE when another session has taken it over since. `*generation` 0 starts or joins a
 * new draft. Its moment, and when its holder began, are set here. */
bool draft_put(struct drafts *drafts, const struct draft *draft, uint64_t *generation, struct error *err);
/* Takes over for that session: raises the generation, so that the older one's next put is refused. False when
 * there is none. */
bool draft_take(struct drafts *drafts, const struct draft_key *key, uint64_t session, struct arena *arena,
	struct draft *draft, struct error *err);
/* Its holder writes in it no more: of his own (cut 0), or his line ended at that moment. Nothing when it is
 * of another generation by now. */
bool draft_leave(struct drafts *drafts, const struct draft_key *key, uint64_t generation, int64_t cut,
	struct error *err);
/* The draft there is now, without caret and patch; generation 0: there is none. */
bool draft_look(struct drafts *drafts, const struct draft_key *key, struct draft *draft, struct error *err);
typedef bool draft_visit(const struct draft *draft, void *arg);
bool drafts_each(struct drafts *drafts, uint64_t person, draft_visit *visit, void *arg, struct error *err);
bool draft_drop(struct drafts *drafts, const struct draft_key *key, bool to_trash, struct error *err);
/* Out of the recycle bin, the one of that generation. Refused (ERROR_STATE) where the key has another by now,
 * (ERROR_MISSING) when it is not in the bin. */
bool draft_restore(
	struct drafts *drafts, const struct draft_key *key, uint64_t generation, struct error *err);

/* Who has which record open: advisory, forgotten after 30 s without a beat. A session has one; entity 0 takes
 * it away. `since` 0: now; `beat` is set by the put. */
struct presence {
	uint64_t person, session;
	unsigned entity;
	uint64_t id;
	uint16_t tag;
	int64_t since, beat;
};
bool presence_put(struct drafts *drafts, const struct presence *presence, struct error *err);
typedef bool presence_visit(const struct presence *presence, void *arg);
bool presence_each(struct drafts *drafts, presence_visit *visit, void *arg, struct error *err);

#endif
