/* A record on the screen that is saved field by field while people work in it: every patch is shown at once
 * and sent at once; other people's changes come in when nothing of ours is under way. */
#ifndef TUI_LIVE_H
#define TUI_LIVE_H

#include "core/base/arena.h"
#include "tui/app.h"

struct live {
	struct screen *screen;
	unsigned entity;
	uint64_t id;
	bool loaded;
	bool stale;           /* somebody committed since we asked */
	bool taken_over;      /* another window of the same person goes on: nothing is sent any more */
	unsigned under_way;   /* patches sent and not answered */
	unsigned asked;       /* gets sent and not answered */
	uint32_t revision;    /* of the last answer */
	int64_t saved;        /* moment of the last acknowledged change of ours, or of the record */
	struct view view;     /* as we show it: stored, and ours on top */
	struct buf body, got; /* got: the last answer's body, for titles, names, operations, problems */
	struct view answer;   /* over got */
	struct error refused; /* why the last patch was not taken; kind ERROR_NONE: it was */
	void (*fresh)(struct screen *screen); /* the view is new: find your place again */
	/* The patch was refused, `mine` is what it was; NULL: said on the message line. */
	void (*refusal)(struct screen *screen, const struct answer *answer, const struct patch *mine);
	struct sent *sent; /* patches sent and not answered, the oldest first */
};

void live_open(struct live *live, struct screen *screen, unsigned entity, uint64_t id,
	void (*fresh)(struct screen *screen));
/* Only to be read: what was asked for elsewhere and answered. */
void live_show(
	struct live *live, struct screen *screen, unsigned entity, uint64_t id, const struct view *got);
void live_close(struct live *live);
/* Asks for the record again, as soon as nothing of ours is under way. */
void live_refresh(struct live *live);
/* For screen_kind.changed: refreshes when the commit touches this record. */
void live_changed(struct live *live, const struct view *changed);
/* Shows and sends the patch. Row keys with ROW_NEW are placed here as the service will. The patch may go
 * after the call. */
void live_apply(struct live *live, struct patch *patch);
/* One field, or one row's field, from what it is now to `value`; nothing when it is that already. */
void live_set(struct live *live, uint16_t tag, struct value value);
void live_set_row(struct live *live, uint16_t tag, uint64_t row, uint16_t row_tag, struct value value);
/* A new row behind `after` (ROW_LAST: the end); returns its key as shown. */
uint64_t live_add_row(struct live *live, uint16_t tag, uint64_t after, const struct record *row);

/* The row before (-1) or behind (1) another; row 0 is behind the last. 0: there is none. */
uint64_t live_neighbour(const struct live *live, uint16_t tag, uint64_t row, int by);

/* The title of a record this one mentions; empty when it mentions none. */
struct text live_name(const struct live *live, unsigned entity, uint64_t id);
/* May that operation be run now? `why` (may be NULL) gets the reason why not, or what follows. */
bool live_may(const struct live *live, const char *operation, struct message *why);
bool live_may_write(const struct live *live, struct message *why);
/* Was it removed? Says by whom, unless it was the reader. */
bool live_gone(const struct live *live);
/* For type->show(): titles from what the answer brought. */
struct live_naming {
	struct naming naming;
	const struct live *live;
};
struct naming *live_naming(struct live_naming *naming, const struct live *live);

#endif
