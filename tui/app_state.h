/* What app.c, run.c and chrome.c keep together; no screen looks in here. */
#ifndef TUI_APP_STATE_H
#define TUI_APP_STATE_H

#include "core/base/buf.h"
#include "tui/app.h"
#include "tui/forward.h"
#include "tui/uses.h"

struct timer {
	struct screen *screen;
	int64_t due; /* monotonic milliseconds */
	void (*run)(struct screen *screen);
	struct timer *next;
};

/* See presence.h. */
struct present {
	unsigned entity; /* what the service was told is shown; 0: nothing */
	uint64_t id;
	int64_t at; /* monotonic ms */
	struct buf words;
};

enum { LAST_SAVED = 32 };

struct app_state {
	uint64_t serials;
	bool dirty;
	bool alt_twins; /* an Alt-digit was used: the bar writes A2 for F2 */
	bool message_bad;
	bool explained; /* the last key was F1 and told the rule of the line: once more is help */
	struct buf message;
	struct screen *closed; /* by `below`: their memory is still there */
	struct timer *timers;
	int64_t typed_at;   /* monotonic ms of the last key in an entry field */
	struct buf news[8]; /* changes held back while somebody types; the oldest give way: a screen asks for
			       all it shows */
	size_t news_count;
	int64_t clock_at;  /* monotonic ms when welcome.now was true */
	bool clock_stands; /* a script moves it */
	unsigned running;  /* operations not answered: what is typed ahead is for what they open */
	bool cut;          /* the terminal is gone, or a signal ends the program: nobody left on purpose */
	bool lost;         /* the line to the service is gone */
	bool worked;       /* something was done here that changed records */
	struct present present;
	struct forward forward;
	struct buf last_saved[LAST_SAVED];
	struct uses uses;  /* what was chosen in the palette */
	struct buf pasted; /* while it is asked where to */
};

/* The body of the record of that kind that was saved last in this session: what F9 repeats. */
struct buf *app_last_saved(struct app *app, unsigned entity);

void timers_forget(struct app *app, const struct screen *screen);
/* Milliseconds to the next timer; -1: none. */
int timers_wait(const struct app *app);
void timers_run(struct app *app);
void app_close_all(struct app *app);
/* Frees the screens that were closed. When no screen's code is running. */
void app_bury(struct app *app);
/* The window has another size: a screen may have room to show more. */
void app_resized(struct app *app);
/* A fresh 16-byte token into a request, so that a repeat is done once. */
void app_token(struct app *app, struct record *request, uint16_t tag);

/* Lets the screen on top ask for what its cursor is on. */
void app_follow(struct app *app);
/* One frame, as it should look now. */
void app_draw(const struct app *app);

/* All actions that may be run here, the screen's own first, for bar, help and palette; NULL ends. */
const struct action *action_at(const struct screen *screen, size_t nth);
bool screen_entering(const struct screen *screen, struct buf *where);
/* Feeds one event to the top screen: action, then the screen's own handling. */
void app_event(struct app *app, const struct event *event);
/* What no screen took: text is looked for where that can be done, rows that were pasted are offered a place,
 * anything else is said to be of no use here (untaken.c). */
void app_untaken(struct app *app, const struct event *event);

#endif
