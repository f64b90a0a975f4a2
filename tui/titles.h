/* Titles of records that nothing on the screen brought: asked for one by one, kept while the screen lives.
 * For what is only in a draft, whose references no stored record mentions. */
#ifndef TUI_TITLES_H
#define TUI_TITLES_H

#include "tui/live.h"

enum { TITLES_MOST = 24 };

struct titles {
	size_t count;
	struct titled {
		unsigned entity;
		uint64_t id;
		struct buf words;
	} all[TITLES_MOST];
};

/* Asks for what the patch of an entity's record refers to; `came` is to give its answers to titles_take(). */
void titles_ask(struct screen *screen, struct titles *titles, const struct entity *entity,
	const struct patch *patch, screen_answer *came);
/* The same in two steps, for several patches. */
void titles_want(struct titles *titles, const struct entity *entity, const struct patch *patch);
void titles_ask_wanted(struct screen *screen, const struct titles *titles, screen_answer *came);
/* One that is known already, as from a list it was picked from. */
void titles_put(struct titles *titles, unsigned entity, uint64_t id, struct text words);
struct text titles_of(const struct titles *titles, unsigned entity, uint64_t id);
void titles_take(struct titles *titles, const struct answer *answer);
void titles_release(struct titles *titles);

/* Those of the record's answer, and these. */
struct titles_naming {
	struct live_naming live; /* first */
	const struct titles *titles;
};
struct naming *titles_naming(
	struct titles_naming *naming, const struct live *live, const struct titles *titles);

#endif
