/* Panel 5 as it looks: one picture, or on wide screens ranking and heat map beside a sheet and what is behind
 * it. */
#include "core/base/date.h"
#include "tui/scores/scores.h"

static struct rect part(struct rect rect, int top, int left, int rows, int columns)
{
	return (struct rect){rect.top + top, rect.left + left, rows, columns};
}

/* How far the evaluation has come. */
static void put_state(const struct scores *scores, struct buf *out)
{
	const struct view *evaluation = scores_evaluation(scores);
	const struct choice *state;

	if (scores->version) {
		version_words(scores, out);
		return;
	}
	if (!evaluation) {
		if (scores->evaluations.loaded)
			buf_text(out, tr_text(N_("  no evaluation opened")));
		return;
	}
	state = choice_coded(evaluation_states, rows_number(evaluation, EVALUATION_AT_STATE));
	buf_text(out, TEXT("  "));
	if (state)
		choice_label(state, words_language(), out);
	if (rows_has(evaluation, EVALUATION_AT_MARKS) &&
		(rows_number(evaluation, EVALUATION_AT_STATE) == EVALUATION_SELF ||
			rows_number(evaluation, EVALUATION_AT_STATE) == EVALUATION_REVIEW)) {
		struct buf day = BUF_INIT;

		tr_date(rows_number(evaluation, EVALUATION_AT_MARKS), date_parts(scores->to).year, &day);
		tr_format(out, ", marks due by {1}", "S", buf_as_text(&day));
		buf_release(&day);
	}
	if (rows_has(evaluation, EVALUATION_AT_VERSION) &&
		rows_number(evaluation, EVALUATION_AT_STATE) >= EVALUATION_POSTED) {
		tr_format(out, " version {1}, ", "n", rows_number(evaluation, EVALUATION_AT_VERSION));
		tr_date(rows_number(evaluation, EVALUATION_AT_DAY), date_parts(scores->to).year, out);
	}
}

/* Groups are meant when nothing is said. */
static void put_whom(const struct scores *scores, struct buf *out)
{
	if (scores->scored == ENTITY_GROUP)
		return;
	buf_text(out, TEXT("  "));
	buf_text(out, whom_word(whom_of(scores)));
}

enum { HEAD_RIGHT = 28, HEAD_SIGNS = 44 };

/* What stands at the right of the head; how many columns it takes. */
static int draw_head_right(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	bool signs = scores->picture == PICTURE_HEAT && !scores_wide(screen);
	int end = rect.left + rect.columns, most = signs ? HEAD_SIGNS : HEAD_RIGHT;
	struct text words = NO_TEXT;

	if (find_on(&scores->find)) {
		find_draw(&scores->find, rect.top, end - HEAD_RIGHT, HEAD_RIGHT - 1);
		return HEAD_RIGHT;
	}
	if (signs)
		words = tr_text(N_(". all points  ? not judged  - does not apply"));
	else if (scores->grades.count)
		words = rows_text(&scores->grades.items[0], GRADE_RULES);
	draw_right(rect.top, end, most, STYLE_DIM, words);
	return text_width(words) < (size_t)most ? (int)text_width(words) : most;
}

static void draw_head(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	static const char *const pictures[] = {NULL, N_("points lost"), N_("change from the period before"),
		N_("points lost, item by item")};
	struct buf words = BUF_INIT;

	period_words(scores->from, scores->to, &words);
	put_whom(scores, &words);
	put_state(scores, &words);
	if (pictures[scores->picture]) {
		buf_text(&words, TEXT("  "));
		buf_text(&words, tr_text(pictures[scores->picture]));
	}
	draw_buf(rect.top, rect.left + 1, rect.columns - 3 - draw_head_right(screen, rect), STYLE_BOLD,
		&words);
	buf_release(&words);
}

/* Ranking and heat map on the left; whose sheet, and what is behind its line, on the right. */
static void draw_wide(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	int right = SCORES_LEFT + 2, columns = rect.columns - right;
	int upper = (rect.rows - 2) / 2, lines = (int)scores->shown_count + 9, hints, below;

	upper = lines < upper ? lines : upper;
	draw_head(screen, part(rect, 1, 0, 1, SCORES_LEFT));
	if (scores->picture == PICTURE_RANKING || scores->picture == PICTURE_HEAT) {
		ranking_draw(screen, part(rect, 3, 0, upper, SCORES_LEFT));
		heat_draw(screen, part(rect, 3 + upper, 0, rect.rows - 3 - upper, SCORES_LEFT));
		/* Below the heat map's last line. */
		below = 3 + upper + (int)scores->shown_count + 8;
		trend_draw(scores, part(rect, below, 0, rect.rows - below, SCORES_LEFT));
	} else {
		picture_draw(screen, part(rect, 3, 0, rect.rows - 3, SCORES_LEFT));
	}
	hints = hints_rows(scores, columns);
	upper = (int)scores->line_count + 2 + hints + (hints > 0);
	upper = upper < rect.rows / 2 ? upper : rect.rows / 2;
	sheet_draw(screen, part(rect, 1, right, upper, columns));
	points_draw(screen, part(rect, 2 + upper, right, rect.rows - 2 - upper, columns));
}

void scores_draw(const struct screen *screen, struct rect rect)
{
	draw_panels(screen, rect);
	if (scores_of(screen)->settling)
		return;
	if (scores_wide(screen)) {
		draw_wide(screen, rect);
		return;
	}
	draw_head(screen, part(rect, 1, 0, 1, rect.columns));
	picture_draw(screen, part(rect, 3, 0, rect.rows - 3, rect.columns));
}

/* 评比 > 2026年三季度 > 速执 > 到会率 */
static void draw_path(const struct screen *screen, struct rect rect, const struct view *item)
{
	const struct scores *scores = scores_of(screen);
	const struct view *who = rows_find(&scores->ranking, scores->chosen);
	struct buf words = BUF_INIT;

	buf_text(&words, tr_text(N_("Scores")));
	buf_text(&words, TEXT(" > "));
	period_words(scores->from, scores->to, &words);
	put_whom(scores, &words);
	if (who) {
		buf_text(&words, TEXT(" > "));
		buf_text(&words, evaluated_short(rows_text(who, NAME)));
	}
	if (item) {
		buf_text(&words, TEXT(" > "));
		buf_text(&words, rows_text(item, SHEET_AT_ITEM));
	}
	draw_title(screen, rect, buf_as_text(&words));
	buf_release(&words);
}

void score_sheet_draw(const struct screen *screen, struct rect rect)
{
	if (scores_of(screen)->settling)
		return;
	draw_path(screen, rect, NULL);
	sheet_draw(screen, part(rect, 1, 0, rect.rows - 1, rect.columns));
}

void score_points_draw(const struct screen *screen, struct rect rect)
{
	draw_path(screen, rect, sheet_item(scores_of(screen)));
	points_draw(screen, part(rect, 1, 0, rect.rows - 1, rect.columns));
}
