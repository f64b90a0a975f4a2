/* Entering what a person judges: a leader his group's own mark, the office the checked one. */
#include "core/base/number.h"
#include "tui/scores/scores.h"

static void given(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	app_say(screen->app, "The mark is given", "");
	scores_ask(screen);
}

static void typed(struct screen *screen, const struct text *text)
{
	struct scores *scores = scores_of(screen);
	const struct view *item = sheet_item(scores), *evaluation = scores_evaluation(scores);
	bool leads = screen->app->welcome.role != ROLE_OPERATOR;
	struct patch patch = PATCH_INIT;
	int64_t points;

	if (!text || !text->len || !item || !evaluation)
		return;
	if (!decimal_parse(*text, 2, &points)) {
		app_say(screen->app, "A mark is a number with at most two places, not \"{1}\"", "S", *text);
		return;
	}
	patch_add(&patch, MARKING_EVALUATION, EMPTY_VALUE, value_number((int64_t)evaluation->id));
	patch_add(&patch, MARKING_ITEM, EMPTY_VALUE, value_text(rows_text(item, SHEET_AT_MARK)));
	patch_add(&patch, MARKING_GROUP, EMPTY_VALUE, value_number((int64_t)scores->chosen));
	patch_add(&patch, MARKING_ROLE, EMPTY_VALUE, value_text(leads ? TEXT("自评") : TEXT("核定")));
	patch_add(&patch, MARKING_POINTS, EMPTY_VALUE, value_number(points));
	screen_apply(screen, ENTITY_MARK, -1, 0, &patch, given);
	patch_release(&patch);
}

int64_t self_scores_left(const struct scores *scores)
{
	int64_t left = 0;

	for (size_t i = 0; i < scores->sheet.count; i++) {
		const struct view *row = &scores->sheet.items[i];

		left += rows_number(row, SHEET_AT_BY) == 2 && rows_number(row, SHEET_AT_KIND) == 1 &&
			rows_has(row, SHEET_AT_COUNTS) && !rows_has(row, SHEET_AT_SELF);
	}
	return left;
}

bool self_score_words(const struct view *item, struct buf *out)
{
	int64_t own = rows_number(item, SHEET_AT_SELF), checked = rows_number(item, SHEET_AT_CHECKED);
	bool both = rows_has(item, SHEET_AT_CHECKED);

	if (!rows_has(item, SHEET_AT_SELF))
		return false;
	buf_text(out, tr_text(N_("self ")));
	points_show(own, 2, false, out);
	if (both) {
		buf_text(out, tr_text(N_(", checked ")));
		points_show(checked, 2, false, out);
	}
	if (both && own != checked) {
		buf_text(out, tr_text(N_(", differ by ")));
		points_show(checked - own, 2, true, out);
	}
	return both && own != checked;
}

void scores_give_mark(struct screen *screen)
{
	struct scores *scores = scores_of(screen);
	const struct view *item = sheet_item(scores), *evaluation = scores_evaluation(scores);
	struct buf title = BUF_INIT;

	if (!item || rows_number(item, SHEET_AT_BY) != 2) {
		app_say(screen->app, "This is computed from records: nobody enters it. Enter shows them", "");
		return;
	}
	if (!evaluation) {
		app_say(screen->app, "No evaluation is opened for this period: F2 in panel 5 opens one", "");
		return;
	}
	tr_format(&title, "Points for \"{1}\"", "S", rows_text(item, SHEET_AT_ITEM));
	ask_text(screen, buf_cstr(&title), NO_TEXT, 12, typed);
	buf_release(&title);
}
