/* Two people changed the same field: 原值 / 我的 / 他人 / 另写, one question for each. Decides only: what was
 * chosen goes back to the screen that asked, which saves it. What is chosen and written is kept as a draft
 * meanwhile (FORM_CONFLICT, its patch is `mine`). */
#ifndef TUI_CONFLICT_H
#define TUI_CONFLICT_H

#include "core/schema/patch.h"
#include "tui/live.h"

/* `failure` is the applied body that came with the refusal of `mine`, which is of the record `live`; `naming`
 * gives titles, now only. The callback gets a patch that applies to what is stored now (empty: theirs
 * everywhere), with the edits of `mine` that met nobody's; NULL: nothing was decided. Then mine stays a
 * draft: the conflict's, or when there is one `elsewhere`, that of the screen that asked. */
void conflict_open(struct screen *screen, const struct live *live, const struct patch *mine,
	const struct view *failure, struct naming *naming, bool elsewhere,
	void (*done)(struct screen *screen, const struct patch *chosen));
/* There is nothing to be decided any more. */
void conflict_forget(struct screen *screen, unsigned entity, uint64_t id);

#endif
