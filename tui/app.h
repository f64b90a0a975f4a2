/* The program's state and its loop: a stack of screens, one session, one terminal. The only things a screen
 * may ask for. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "tui/screen.h"
#include "tui/words.h"

/* Who is here, where and when: what hello answered. */
struct welcome {
	uint64_t person, group, branch, session;
	enum role role;
	struct text name, group_name, branch_name, court;
	int64_t today, now, start;
	int64_t begins; /* see app_may_begin() */
	int offset;     /* minutes from UTC */
};

struct app {
	struct session *session;
	struct welcome welcome;
	struct screen *top;
	int rows, columns;
	bool quit;
	struct app_state *state; /* the loop's own */
};

/* Screens that keep drafts, as DRAFT_FORM; stored, never reused. */
enum {
	FORM_RECORD = 1,
	FORM_MEETING = 2,
	FORM_RULES = 3,
	FORM_USES = 4,
	FORM_CONFLICT = 5,
	FORM_RULES_BRANCH = 6,
	FORM_RULES_PERSON = 7 /* for whom no rules are in force yet */
};

/* --- screens --- */
/* Opens on top; NULL when there is no such screen. */
struct screen *app_open(struct app *app, const char *name, const struct target *target);
struct screen *app_open_row(struct app *app, const struct screen_row *row, const struct target *target);
/* One level back, as Esc: the screen is asked to keep its draft, then closed. The last one stays. */
void app_back(struct app *app);
/* Closes this one and all above it. */
void app_close(struct screen *screen);
/* The panel, with everything above it closed. */
void app_panel(struct app *app, int panel);
/* Opens whatever shows that record. */
void app_show_record(struct app *app, unsigned entity, uint64_t id);
/* May this person begin a record of the kind? Else whose it is to do. */
bool app_may_begin(const struct app *app, unsigned entity, struct message *why);
/* Was anything sent in this window that changes records? */
bool app_worked(const struct app *app);
void app_redraw(struct app *app);

/* --- the message line --- */
void app_say(struct app *app, const char *id, const char *kinds, ...);
void app_say_error(struct app *app, const struct error *err); /* stays until the next key */
void app_say_text(struct app *app, struct text text);
/* Only where nothing is said yet: what came of a key is not talked over. */
void app_remark(struct app *app, const char *id);

/* --- the service --- */
typedef void screen_answer(struct screen *screen, const struct answer *answer);
/* As session_send; the answer is dropped when the screen has been closed. An ANSWER_ERROR that `done` does
 * not want (NULL) is said on the message line. `body` is written before this returns. */
void screen_send(struct screen *screen, enum call call, const struct record *body, screen_answer *done);
/* A patch of one record; a negative id: a new one. `base`: the revision it is made on, 0 for a new one. */
void screen_apply(struct screen *screen, unsigned entity, int64_t id, uint32_t base,
	const struct patch *patch, screen_answer *done);
/* Patches of several records as one change: all or none. A negative id may stand in a later patch for the
 * record that it will be. */
struct record_patch {
	unsigned entity;
	int64_t id;
	uint32_t base;
	const struct patch *patch;
};
void screen_apply_all(
	struct screen *screen, const struct record_patch *patches, size_t count, screen_answer *done);
/* Runs an operation on one record: with its argument form or numbered prompt where it has arguments, and says
 * what followed. */
void screen_run(struct screen *screen, const char *operation, unsigned entity, uint64_t id,
	const struct record *arguments, screen_answer *done);
/* The same on several records of one kind, as one change: all or none. Arguments are given or not needed. */
void screen_run_many(struct screen *screen, const char *operation, unsigned entity, const uint64_t *many,
	size_t count, const struct record *arguments, screen_answer *done);
/* Calls back after some time, once; 0 cancels. One per screen. */
void screen_after(struct screen *screen, int milliseconds, void (*due)(struct screen *screen));
/* The same, but when `due` waits already it is not put off: somebody who never stops typing is saved too. */
void screen_within(struct screen *screen, int milliseconds, void (*due)(struct screen *screen));
/* Now in the court's time, as the service sees it (moves with the clock). Not for drawing: keep what you need
 * in the state. */
int64_t app_now(const struct app *app);
int64_t app_minute(const struct app *app);

/* --- asking the person --- */
/* A numbered question over the lower part of the screen; digits answer, Esc gives -1. */
struct choice_line {
	int digit;
	const char *id; /* message id; or NULL and `text` */
	struct text text;
};
void ask_number(struct screen *screen, const char *title, const struct choice_line *lines, size_t count,
	void (*done)(struct screen *screen, int digit));
/* One line of text; Esc gives NULL. */
void ask_text(struct screen *screen, const char *title, struct text initial, size_t most,
	void (*done)(struct screen *screen, const struct text *text));
/* The same, with what may be written shown above it: short items, a line each. */
void ask_text_of(struct screen *screen, const char *title, struct text items, size_t most,
	void (*done)(struct screen *screen, const struct text *text));
/* Pick a record of an entity by 汉字, pinyin or initials; 0: nothing picked. `where` limits it. */
void ask_record(struct screen *screen, const char *title, unsigned entity, const char *where,
	struct text typed, void (*done)(struct screen *screen, uint64_t id, struct text name));
/* The same, any of them; of people, those who are in these groups (ids, or empty) on the day (0: today) stand
 * first. */
struct groups_on {
	struct value groups;
	int64_t day;
};
void ask_record_near(struct screen *screen, const char *title, unsigned entity, const struct groups_on *near,
	struct text typed, void (*done)(struct screen *screen, uint64_t id, struct text name));

/* --- drawing helpers all screens share --- */
/* Row 0: the panels (bold the current one) or a title, who and 浏览/录入 at the right. */
void draw_panels(const struct screen *screen, struct rect rect);
/* Returns the column where the corner begins. */
int draw_title(const struct screen *screen, struct rect rect, struct text title);

#endif
