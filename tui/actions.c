#include "tui/actions.h"

#include "tui/app_state.h"

struct text action_key_words(struct text name)
{
	static const char *const words[] = {
		N_("Enter"), N_("Space"), N_("Left"), N_("Right"), N_("Up"), N_("Down"), N_("Up-Down")};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (text_is(name, words[i]))
			return tr_text(words[i]);
	return name;
}

struct text action_key(const struct action *action)
{
	struct text keys = text_of(action->keys), key = NO_TEXT;

	text_split(&keys, ' ', &key);
	return action_key_words(key);
}

static bool same_first_key(const struct action *one, const struct action *other)
{
	return text_equal(action_key(one), action_key(other));
}

/* Is there another one for that key that may be run now, or an earlier one to say why not? */
static bool key_taken(const struct screen *screen, size_t nth, unsigned state)
{
	const struct action *action = action_at(screen, nth), *other;

	for (size_t i = 0; (other = action_at(screen, i)); i++)
		if (i != nth && other->when & state && same_first_key(other, action) &&
			(i < nth || !other->ready || other->ready(screen, NULL)))
			return true;
	return false;
}

/* Not ready, and nothing to say why: it belongs to another part of the screen. */
static bool elsewhere(const struct screen *screen, const struct action *action)
{
	struct message why;

	message_set(&why, "", "");
	return action->ready && !action->ready(screen, &why) && !why.id[0];
}

bool action_here(const struct screen *screen, size_t nth)
{
	unsigned state = screen_entering(screen, NULL) ? WHEN_ENTERING : WHEN_BROWSING;
	const struct action *action = action_at(screen, nth), *earlier;

	if (!action || !(action->when & state) || elsewhere(screen, action))
		return false;
	for (size_t i = 0; i < nth && (earlier = action_at(screen, i)); i++)
		if (earlier->when & state && same_first_key(earlier, action) && !earlier->ready)
			return false;
	return !action->ready || action->ready(screen, NULL) || !key_taken(screen, nth, state);
}

bool action_own(const struct screen *screen, size_t nth)
{
	for (const struct action *action = screen->kind->actions; action && action->name; action++)
		if (!nth--)
			return true;
	return false;
}
