/* One paper shows one thing: the same behind two entries, marks or groups is said of each of them, and of the
 * paper. */
#include "core/model/evidence_use.h"
#include "core/model/lint_internal.h"
#include "core/model/operations.h"
#include "core/model/speaking.h"

enum { NAMED_MOST = 3 };

/* The record in a few words; false: it is not for the reader. */
static bool name_use(struct world *world, const struct evidence_use *use, struct buf *out)
{
	bool entry = use->entity == ENTITY_ENTRY;
	struct evaluated of;
	struct view view;
	struct text name;

	if (!world->get(world, use->entity, use->id, &view, NULL) || !record_may_see(world, &view))
		return false;
	buf_text(out, view_text(&view, entry ? ENTRY_TITLE : MARKING_ITEM));
	of = entry ? (struct evaluated){ENTITY_GROUP, (uint64_t)view_number(&view, ENTRY_GROUP)}
		   : evaluated_in(&view);
	if (evaluated_name(world, of, &name, NULL))
		buf_printf(out, "（%.*s）", (int)name.len, name.at);
	return true;
}

void evidence_elsewhere(struct world *world, const struct evidence_use *use, struct message *message)
{
	struct buf words = BUF_INIT;

	if (name_use(world, use, &words))
		message_set(message, "Its evidence stands behind {1} too", "S", buf_as_text(&words));
	else
		message_set(message, "Its evidence stands behind a record too that you may not see", "");
	buf_release(&words);
}

/* Of an entry or a mark. */
void lint_shown_twice(const struct view *whole, struct world *world, struct problems *problems)
{
	uint16_t tag = whole->entity->id == ENTITY_ENTRY ? ENTRY_EVIDENCE : MARKING_EVIDENCE;
	struct evidence_uses uses;
	const struct evidence_use *other;

	if (!view_has(whole, tag))
		return;
	if (evidence_uses_read(world, &uses, NULL) &&
		(other = evidence_used_elsewhere(&uses, whole->entity->id, whole->id)))
		evidence_elsewhere(world, other, &problem_add(problems, true, tag, 0, "", "")->message);
	evidence_uses_release(&uses);
}

/* Another record of the same paper, and in what it agrees. */
static void lint_recorded_twice(const struct evidence_uses *uses, const struct view *whole,
	struct world *world, struct problems *problems)
{
	static const struct {
		uint16_t tag;
		const char *id;
	} why[] = {{EVIDENCE_MATTER, N_("The same matter as \"{1}\"")},
		{EVIDENCE_HASH, N_("The same file as \"{1}\"")},
		{EVIDENCE_NUMBER, N_("The same number and issuer as \"{1}\"")}};
	const struct evidence_paper *own = NULL;
	struct view other;

	for (size_t i = 0; i < uses->paper_count; i++)
		if (uses->papers[i].id == whole->id)
			own = &uses->papers[i];
	for (size_t i = 0; own && i < uses->paper_count; i++)
		for (size_t kind = 0; kind < 3; kind++)
			if (&uses->papers[i] != own && own->keys[kind] &&
				uses->papers[i].keys[kind] == own->keys[kind] &&
				world->get(world, ENTITY_EVIDENCE, uses->papers[i].id, &other, NULL)) {
				problem_add(problems, true, why[kind].tag, 0, why[kind].id, "S",
					view_text(&other, EVIDENCE_TITLE));
				return;
			}
}

/* The paper itself: all that it stands behind. */
void lint_evidence(const struct view *whole, struct world *world, struct problems *problems)
{
	struct evidence_uses uses;
	const struct evidence_use *last = NULL;
	struct buf words = BUF_INIT;
	int64_t things = 0;
	size_t named = 0;

	if (!evidence_uses_read(world, &uses, NULL)) {
		evidence_uses_release(&uses);
		return;
	}
	lint_recorded_twice(&uses, whole, world, problems);
	for (size_t i = 0; i < uses.count; i++) {
		const struct evidence_use *use = &uses.uses[i];
		size_t before = words.len;

		if (use->paper != evidence_paper(&uses, whole->id) ||
			(last && last->entity == use->entity && last->thing == use->thing))
			continue;
		last = use;
		things++;
		if (named == NAMED_MOST)
			continue;
		if (before)
			buf_text(&words, TEXT("、"));
		if (name_use(world, use, &words))
			named++;
		else
			words.len = before;
	}
	if (things > 1 && named)
		problem_add(problems, true, EVIDENCE_TITLE, 0, "It stands behind {1} things: {2}", "nS",
			things, buf_as_text(&words));
	else if (things > 1)
		problem_add(problems, true, EVIDENCE_TITLE, 0, "It stands behind {1} things", "n", things);
	buf_release(&words);
	evidence_uses_release(&uses);
}
