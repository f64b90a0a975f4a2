/* The versions of what was posted: which of them is looked at. */
#include "core/base/date.h"
#include "tui/scores/scores.h"

static bool of_period(const struct scores *scores, const struct view *posting)
{
	return rows_number(posting, POSTING_AT_FROM) == scores->from &&
		rows_number(posting, POSTING_AT_TO) == scores->to &&
		is_of_scored(scores, posting, POSTING_AT_SUBJECT);
}

static void version_given(struct screen *screen, int digit)
{
	struct scores *scores = scores_of(screen);

	if (digit < 1 || digit > VERSIONS_MOST + 1)
		return;
	scores->version = (unsigned)scores->objecting.offered[digit];
	scores_ask(screen);
}

static void version_line(const struct scores *scores, const struct view *posting, struct buf *out)
{
	struct buf day = BUF_INIT;

	tr_date(rows_number(posting, POSTING_AT_DAY), date_parts(scores->to).year, &day);
	tr_format(out,
		rows_number(posting, POSTING_AT_STANDS) ? N_("Version {1}, {2}, stands")
							: N_("Version {1}, {2}, taken back"),
		"nS", rows_number(posting, POSTING_AT_VERSION), buf_as_text(&day));
	if (rows_text(posting, POSTING_AT_REASON).len) {
		buf_text(out, TEXT("  "));
		buf_text(out, rows_text(posting, POSTING_AT_REASON));
	}
	buf_release(&day);
}

void version_words(const struct scores *scores, struct buf *out)
{
	const struct rows *rows = &scores->objecting.postings;

	buf_text(out, TEXT("  "));
	for (size_t i = 0; i < rows->count; i++)
		if (of_period(scores, &rows->items[i]) &&
			rows_number(&rows->items[i], POSTING_AT_VERSION) == scores->version)
			version_line(scores, &rows->items[i], out);
}

void scores_pick_version(struct screen *screen)
{
	struct scores *scores = scores_of(screen);
	struct objecting *objecting = &scores->objecting;
	struct choice_line lines[VERSIONS_MOST + 2];
	size_t starts[VERSIONS_MOST + 1], count = 0;
	struct buf words = BUF_INIT;

	/* One digit each; a ninth version has not been seen. */
	for (size_t i = 0; i < objecting->postings.count && count < VERSIONS_MOST; i++) {
		const struct view *posting = &objecting->postings.items[i];

		if (!of_period(scores, posting))
			continue;
		starts[count++] = words.len;
		objecting->offered[count] = rows_number(posting, POSTING_AT_VERSION);
		version_line(scores, posting, &words);
	}
	if (!count) {
		app_say(screen->app, "Nothing of this period was posted yet", "");
		buf_release(&words);
		return;
	}
	starts[count] = words.len;
	for (size_t i = 0; i < count; i++)
		lines[i] = (struct choice_line){(int)i + 1, NULL,
			text_take(text_skip(buf_as_text(&words), starts[i]), starts[i + 1] - starts[i])};
	objecting->offered[count + 1] = 0;
	lines[count] = (struct choice_line){(int)count + 1, N_("As it is now"), NO_TEXT};
	lines[count + 1] = (struct choice_line){0, N_("Leave it"), NO_TEXT};
	ask_number(screen, N_("Which version?"), lines, count + 2, version_given);
	buf_release(&words);
}
