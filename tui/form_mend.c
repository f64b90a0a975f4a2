/* A record that was saved and is warned of something that one operation puts right: who saves it is asked. */
#include "tui/app_state.h"
#include "tui/form_parts.h"

static const struct mending {
	const char *operation;
	const char *keep; /* what it means to leave it */
} mendings[] = {
	{"end_other_term", N_("Both hold it at the same time")},
};

/* The first that can be run now; NULL: none. What follows goes to `follows`. */
static const struct mending *mending_of(const struct form *form, struct message *follows)
{
	for (size_t i = 0; i < sizeof(mendings) / sizeof(*mendings); i++)
		if (live_may(&form->steps.live, mendings[i].operation, follows))
			return &mendings[i];
	return NULL;
}

static void answered(struct screen *screen, int digit)
{
	struct form *form = form_of(screen);
	struct message follows;
	const struct mending *mending = mending_of(form, &follows);

	if (digit != 1 || !mending)
		return;
	tags_release(&form->steps.on);
	tags_flip(&form->steps.on, form->id);
	steps_run(screen, mending->operation);
}

static const struct message *warning_of(const struct form *form)
{
	for (size_t i = 0; i < form->problems.count; i++)
		if (form->problems.items[i].warning)
			return &form->problems.items[i].message;
	return NULL;
}

void form_offer_mending(struct screen *screen)
{
	struct form *form = form_of(screen);
	const struct message *warning = warning_of(form);
	struct buf title = BUF_INIT, words = BUF_INIT;
	const struct mending *mending;
	struct message follows;

	message_set(&follows, "", "");
	mending = warning ? mending_of(form, &follows) : NULL;
	if (mending) {
		tr_message(warning, &title);
		buf_text(&words, tr_text(step_label(text_of(mending->operation))));
		buf_put(&words, "  ", 2);
		tr_message(&follows, &words);
		ask_number(screen, buf_cstr(&title),
			(struct choice_line[]){{1, NULL, buf_as_text(&words)}, {0, mending->keep, NO_TEXT}},
			2, answered);
	}
	buf_release(&title);
	buf_release(&words);
}
