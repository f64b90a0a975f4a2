/* What all screens that keep drafts share: asking the service about one, leaving it, and taking it over from
 * another window of the same person. */
#ifndef TUI_DRAFTS_H
#define TUI_DRAFTS_H

#include "tui/app.h"

/* Which draft; `form` is one of FORM_RECORD … */
struct draft_of {
	unsigned entity;
	uint64_t id;
	unsigned form;
};
void draft_request(struct record *request, enum draft_do what, struct draft_of draft);
/* One that needs no more than that; DRAFT_DO_TAKE also from another window. What the service answers to a
 * LEAVE or DROP is no news (`done` NULL). */
void draft_send(struct screen *screen, enum draft_do what, struct draft_of draft, screen_answer *done);
/* Asks whether this window goes on with what another one has had open since; `done` gets 1: yes. */
void draft_ask_over(struct screen *screen, int64_t since, void (*done)(struct screen *screen, int digit));
/* Was it refused because another window goes on? */
bool draft_taken_over(const struct error *err);
/* That the other window goes on with it and this one only reads. */
void draft_say_read_only(struct app *app);
/* The same as why something may not be done. */
void draft_why_read_only(struct message *why);

/* Is that draft of a list one to go on with? Neither thrown away, nor kept for itself (what the palette
 * counts), nor the form's of a conflict that is there too. */
bool draft_goes_on(const struct view *list, const struct view *draft);
/* One of the forms of scoring rules? */
bool draft_is_rules(unsigned form);
/* The record it is of, in words: its title, or what kind of new one it is. */
void draft_title(const struct view *draft, struct buf *out);
/* 15:02; with the day when it was another. */
void draft_moment(const struct app *app, int64_t moment, bool seconds, struct buf *out);

#endif
