/* What is asked before rules come into force: from which period on, by what, and why if that has begun. */
#include "tui/rules/editor.h"
#include "core/base/date.h"

/* Neither may be left out; asked once more, what was typed before stays. */
static void reason_typed(struct screen *screen, const struct text *text)
{
	if (!text)
		return;
	if (!text_trim(*text).len) {
		ask_text(screen, N_("It cannot be empty: why is a period that has begun changed?"), NO_TEXT,
			200, reason_typed);
		return;
	}
	buf_clear(&rules_of(screen)->reason);
	buf_text(&rules_of(screen)->reason, *text);
	rules_activate_now(screen);
}

static void basis_typed(struct screen *screen, const struct text *text)
{
	struct rules_editor *editor = rules_of(screen);

	if (!text)
		return;
	if (!text_trim(*text).len) {
		ask_text(screen, N_("It cannot be empty: a document's number, or the day of a meeting"),
			NO_TEXT, 120, basis_typed);
		return;
	}
	buf_clear(&editor->basis);
	buf_clear(&editor->reason);
	buf_text(&editor->basis, *text);
	if (editor->first && editor->first <= screen->app->welcome.today)
		ask_text(screen, N_("The period has begun: why now?"), NO_TEXT, 200, reason_typed);
	else
		rules_activate_now(screen);
}

static void ask_basis(struct screen *screen)
{
	ask_text(screen, N_("By what? A document's number, or the day of a meeting"), NO_TEXT, 120,
		basis_typed);
}

static void start_typed(struct screen *screen, const struct text *text);

static void ask_first(struct screen *screen, struct text initial)
{
	ask_text(screen, N_("From which period on? 2027, 2027H1, 2027Q1, 2027-01"), initial, 20, start_typed);
}

static void start_typed(struct screen *screen, const struct text *text)
{
	int64_t from, to;

	if (!text)
		return;
	if (!period_parse(*text, &from, &to)) {
		ask_first(screen, *text);
		app_say(screen->app, "Say from which period on: 2027, 2027H1, 2027Q1 or 2027-01", "");
		return;
	}
	rules_of(screen)->first = from;
	ask_basis(screen);
}

enum { START_NEXT = 1, START_THIS, START_OTHER };

/* The first day of a period of those that the rules are for: of this one, or of those after it. */
static int64_t period_after(const struct screen *screen, int count)
{
	int months = spans_months(rules_of(screen)->spans);

	return date_add_months(period_begin(screen->app->welcome.today, months), count * months);
}

static void start_chosen(struct screen *screen, int digit)
{
	if (digit < 1)
		return;
	if (digit == START_OTHER) {
		ask_first(screen, NO_TEXT);
		return;
	}
	rules_of(screen)->first = period_after(screen, digit == START_NEXT);
	ask_basis(screen);
}

static void ask_start(struct screen *screen)
{
	struct choice_line lines[] = {{START_NEXT, NULL, NO_TEXT}, {START_THIS, NULL, NO_TEXT},
		{START_OTHER, N_("from another period on"), NO_TEXT}, {0, N_("not now"), NO_TEXT}};
	struct buf next = BUF_INIT, begun = BUF_INIT, words[2] = {BUF_INIT, BUF_INIT};

	period_format(period_after(screen, 1), period_after(screen, 2) - 1, &next);
	period_format(period_after(screen, 0), period_after(screen, 1) - 1, &begun);
	tr_format(&words[0], "from {1} on", "S", buf_as_text(&next));
	tr_format(&words[1], "from {1} on (asks for a reason)", "S", buf_as_text(&begun));
	lines[0].text = buf_as_text(&words[0]);
	lines[1].text = buf_as_text(&words[1]);
	ask_number(
		screen, N_("Put these rules in force?"), lines, sizeof(lines) / sizeof(*lines), start_chosen);
	buf_release(&next);
	buf_release(&begun);
	buf_release(&words[0]);
	buf_release(&words[1]);
}

void rules_ask_in_force(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);

	if (editor->waiting) {
		app_say(screen->app, "The text is being judged: F2 again in a moment", "");
	} else if (editor->fault_total) {
		app_say(screen->app, "With {1} faults it stays a draft: F8 goes to the next", "n",
			(int64_t)editor->fault_total);
	} else {
		ask_start(screen);
	}
}
