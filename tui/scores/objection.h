/* What is said to a sheet by who speaks for whom it is of: objections and their answers, or that there are
 * none; and the versions of the results that were posted. Held in the state of all screens of panel 5. */
#ifndef TUI_SCORES_OBJECTION_H
#define TUI_SCORES_OBJECTION_H

#include "tui/panels/rows.h"

enum standing_cell {
	STANDING_AT_FROM,
	STANDING_AT_TO,
	STANDING_AT_UNTIL,
	STANDING_AT_OPEN,
	STANDING_AT_SUBJECT,
	STANDING_AT_OWN,
	STANDING_AT_STATE,
	STANDING_AT_CONFIRMED,
	STANDING_AT_ASKED
};
enum objection_cell {
	OBJECTION_AT_ITEM,
	OBJECTION_AT_STATE,
	OBJECTION_AT_DUE,
	OBJECTION_AT_TEXT,
	OBJECTION_AT_ANSWER
};
enum consent_cell { CONSENT_AT_PERSON, CONSENT_AT_DATE, CONSENT_AT_STATE };
enum posting_cell {
	POSTING_AT_FROM,
	POSTING_AT_TO,
	POSTING_AT_VERSION,
	POSTING_AT_DAY,
	POSTING_AT_REASON,
	POSTING_AT_STANDS,
	POSTING_AT_SUBJECT,
};

enum { VERSIONS_MOST = 8 };

struct objecting {
	struct rows standing, postings, objections, consents;
	struct buf objections_where, consents_where; /* the period and whose sheet */
	int64_t kind;                                /* of the one under way */
	struct buf item;                             /* what it is about */
	int64_t offered[VERSIONS_MOST + 2];          /* versions, by digit */
};

struct scores;
void objecting_start(struct screen *screen);
/* Of the period; then of the sheet that is chosen. */
void objecting_ask(struct screen *screen);
void objecting_ask_sheet(struct screen *screen);
void objecting_release(struct objecting *objecting);

/* The newest objection to the item of the sheet that is shown; NULL: none that still says anything. */
const struct view *objection_to(const struct scores *scores, struct text item);
/* Its state, for the line: 异议待答复. */
void objection_words(const struct view *objection, int year, struct buf *out);
/* What was objected to an item, and what came of it: "7月的会没有计上  异议成立：已补登"; nothing: nobody
 * did. */
void objection_tell(const struct scores *scores, struct text item, struct buf *out);
/* 组长确认无异议：10月9日 万明文; true when it is confirmed. */
bool consent_words(const struct scores *scores, struct buf *out);
/* How many have agreed to their sheets, or until when the posting may be objected to, and how many objections
 * wait for an answer; nothing when it is none of these. */
void standing_words(const struct scores *scores, int64_t today, struct buf *out);
/* In place of how far it has come: which version of what was posted is shown. */
void version_words(const struct scores *scores, struct buf *out);

/* F6 on a line of a sheet: what can be objected to now, or the objection there is. */
void scores_object(struct screen *screen);
bool scores_may_object(const struct screen *screen, struct message *why);
/* Waits one to the chosen line? It is opened as a record. */
bool scores_objected(const struct screen *screen, struct message *why);
void scores_open_objection(struct screen *screen);
/* F2: nothing to object to. */
void scores_agree(struct screen *screen);
bool scores_may_agree(const struct screen *screen, struct message *why);
/* Which of the versions posted is to be looked at. */
void scores_pick_version(struct screen *screen);

#endif
