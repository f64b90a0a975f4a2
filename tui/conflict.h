/* Two people changed the same field: 原值 / 我的 / 他人 / 另写, one question for each. Decides only: what was
 * chosen goes back to the screen that asked, which saves it. */
#ifndef TUI_CONFLICT_H
#define TUI_CONFLICT_H

#include "core/schema/patch.h"
#include "tui/screen.h"

/* `failure` is the applied body that came with the refusal of `mine`; `naming` gives titles, now only. The
 * callback gets a patch that applies to what is stored now (empty: theirs everywhere), with the edits of
 * `mine` that met nobody's; NULL: nothing was decided, ours stays a draft. */
void conflict_open(struct screen *screen, struct text title, const struct entity *entity,
	const struct patch *mine, const struct view *failure, struct naming *naming,
	void (*done)(struct screen *screen, const struct patch *chosen));

#endif
