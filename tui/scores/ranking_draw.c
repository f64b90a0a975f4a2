/* The ranking: a line for each with its place on a ruler, and below it what is not as it looks. */
#include "core/base/number.h"
#include "tui/scores/scores.h"

enum { RULER = 21, RULER_WIDE = 41, NOTES_MOST = 6, CHANGE_FROM = 104, UNIT = 10000 };

/* Ends of the number columns and where the rest begins; what is wider than 80 goes to the name, the ruler and
 * the change from the period before. */
struct places {
	int name, basic, bonus, penalty, total, ruler, cells, grade, change, end;
};

static struct places places_of(struct rect rect)
{
	int more = rect.columns > 80 ? rect.columns - 80 : 0, wider = more > 10 ? 10 : more;
	int left = rect.left + wider;
	bool wide = rect.columns >= CHANGE_FROM + RULER_WIDE - RULER;
	struct places places = {rect.left + 5, left + 25, left + 32, left + 39, left + 47, left + 48,
		wide ? RULER_WIDE : RULER, 0, 0, rect.left + rect.columns};

	places.grade = places.ruler + places.cells + 1;
	places.change = rect.columns >= CHANGE_FROM ? places.grade + 12 : 0;
	return places;
}

static void draw_points(const struct view *line, enum ranking_cell cell, bool sign, int row, int end)
{
	struct buf words = BUF_INIT;

	if (!rows_has(line, cell))
		buf_text(&words, TEXT("--"));
	else if (sign && !rows_number(line, cell))
		buf_text(&words, TEXT("."));
	else
		points_show(rows_number(line, cell), 2, sign, &words);
	draw_buf_right(row, end, 8, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_ruler(const struct scores *scores, const struct scale *scale, const struct view *line,
	int row, const struct places *places)
{
	char dots[RULER_WIDE + 1];
	int at;

	if (!rows_has(line, TOTAL)) {
		draw_text(row, places->ruler, 1, STYLE_WARN, TEXT("?"));
		return;
	}
	scale_line(scores, scale, places->cells, dots);
	draw_text(row, places->ruler, places->cells, STYLE_DIM, text_of(dots));
	at = scale_cell(scale, rows_number(line, TOTAL), places->cells);
	draw_text(row, places->ruler + at, 1, STYLE_BOLD, TEXT("o"));
}

/* Two places up, +0.42: said beside the line where there is room, else for the chosen one below. */
static bool change_words(const struct scores *scores, const struct view *line, struct buf *out)
{
	const struct view *old = rows_find(&scores->before, line->id);
	int64_t places;

	if (!old || !rows_has(old, TOTAL) || !rows_has(line, TOTAL))
		return false;
	places = rows_number(old, RANK) - rows_number(line, RANK);
	if (rows_has(old, RANK) && rows_has(line, RANK))
		tr_format(out,
			places > 0           ? N_("up {1} ")
				: places < 0 ? N_("down {1} ")
					     : N_("same place "),
			"n", places < 0 ? -places : places);
	points_show(rows_number(line, TOTAL) - rows_number(old, TOTAL), 2, true, out);
	return true;
}

/* Is there anybody whose points of both periods stand beside each other? */
static bool compares(const struct scores *scores)
{
	for (size_t i = 0; i < scores->ranking.count; i++) {
		const struct view *now = &scores->ranking.items[i];
		const struct view *old = rows_has(now, TOTAL) ? rows_find(&scores->before, now->id) : NULL;

		if (old && rows_has(old, TOTAL))
			return true;
	}
	return false;
}

bool other_rules_words(const struct scores *scores, struct buf *out)
{
	const struct view *old = scores->before.items, *now = scores->ranking.items;

	if (!compares(scores) || !rows_has(old, RULES_MARK) || !rows_has(now, RULES_MARK) ||
		rows_number(old, RULES_MARK) == rows_number(now, RULES_MARK))
		return false;
	buf_text(out, tr_text(N_("by other rules than last time: not like for like")));
	return true;
}

static void draw_line(const struct screen *screen, const struct scale *scale, size_t at, int row,
	const struct places *places, int left)
{
	const struct scores *scores = scores_of(screen);
	const struct view *line = scores->shown[at];
	bool odd = rows_number(line, REASON) || rows_number(line, PENDING) ||
		rows_number(line, PLACING) == PLACING_OPEN;
	struct buf words = BUF_INIT;
	int end = places->change ? places->change - 1 : places->end;

	if (rows_has(line, FLAG))
		draw_text(row, left + 1, 1, STYLE_WARN, TEXT("!"));
	if (rows_has(line, RANK))
		number_format(rows_number(line, RANK), &words);
	else
		buf_text(&words, TEXT("-"));
	draw_buf_right(row, left + 4, 3, STYLE_NORMAL, &words);
	draw_text(row, places->name, places->basic - places->name - 8, STYLE_NORMAL,
		evaluated_short(rows_text(line, NAME)));
	draw_points(line, BASIC, false, row, places->basic);
	draw_points(line, BONUS, true, row, places->bonus);
	draw_points(line, PENALTY, true, row, places->penalty);
	draw_points(line, TOTAL, false, row, places->total);
	draw_ruler(scores, scale, line, row, places);
	buf_text(&words, rows_text(line, GRADE));
	if (odd || rows_number(line, TIED) || rows_number(line, PLACING)) {
		buf_text(&words, words.len ? TEXT(" ") : NO_TEXT);
		grade_reason(line, &words);
	}
	draw_buf(row, places->grade, end - places->grade, odd ? STYLE_WARN : STYLE_NORMAL, &words);
	if (places->change && change_words(scores, line, &words))
		draw_buf(row, places->change, places->end - places->change, STYLE_NORMAL, &words);
	line_mark(screen, BLOCK_RANKING, at == scores->place, row, left);
	buf_release(&words);
}

static void draw_heading(const struct scores *scores, const struct scale *scale, int row, struct rect rect,
	const struct places *places)
{
	const struct {
		const char *word;
		int end;
	} words[] = {{N_("basic"), places->basic}, {N_("bonus"), places->bonus}, {N_("off"), places->penalty},
		{N_("total"), places->total}};

	draw_right(row, rect.left + 4, 5, STYLE_BOLD, tr_text(N_("place")));
	draw_text(row, places->name, 12, STYLE_BOLD, whom_word(whom_of(scores)));
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		draw_right(row, words[i].end, 7, STYLE_BOLD, tr_text(words[i].word));
	scale_heading(scale, row, places->ruler, places->cells);
	draw_text(row, places->grade, 10, STYLE_BOLD, tr_text(N_("grade")));
	if (places->change)
		draw_text(row, places->change, 16, STYLE_BOLD, tr_text(N_("since last time")));
}

/* --- below the lines --- */

struct notes {
	struct rect rect;
	int used;
};

static void note(struct notes *notes, const char *label, struct buf *words)
{
	if (words->len && notes->used < notes->rect.rows) {
		draw_text(notes->rect.top + notes->used, notes->rect.left + 1, 6, STYLE_BOLD, tr_text(label));
		draw_buf(notes->rect.top + notes->used, notes->rect.left + 8, notes->rect.columns - 9,
			STYLE_NORMAL, words);
		notes->used++;
	}
	buf_clear(words);
}

/* 优秀 |||  良好 ||||| and how many places the best grade has. */
/* A stroke for each as long as they can be counted at a glance. */
static void note_grades(const struct scores *scores, struct notes *notes, struct buf *words)
{
	enum { STROKES_MOST = 20 };
	int64_t all = 0;

	for (size_t i = 0; i < scores->grades.count; i++)
		all += rows_number(&scores->grades.items[i], GRADE_HELD);
	for (size_t i = 0; i < scores->grades.count; i++) {
		const struct view *grade = &scores->grades.items[i];

		buf_text(words, i ? TEXT("  ") : NO_TEXT);
		buf_text(words, rows_text(grade, GRADE_NAME));
		buf_text(words, TEXT(" "));
		if (all > STROKES_MOST || !rows_number(grade, GRADE_HELD))
			number_format(rows_number(grade, GRADE_HELD), words);
		else
			bar_show(1, 1, (int)rows_number(grade, GRADE_HELD), words);
	}
	for (size_t i = 0; i < scores->grades.count; i++) {
		const struct view *grade = &scores->grades.items[i];

		if (rows_has(grade, GRADE_PLACES_AT))
			tr_format(words, "   {1}: {2} places among {3}", "Snn", rows_text(grade, GRADE_NAME),
				rows_number(grade, GRADE_PLACES_AT), rows_number(grade, GRADE_RANKED));
	}
	note(notes, N_("grades"), words);
}

static void note_joint(const struct scores *scores, struct notes *notes, struct buf *words)
{
	for (size_t i = 0; i < scores->grades.count; i++) {
		const struct view *grade = &scores->grades.items[i];

		if (!rows_has(grade, GRADE_JOINT_AT))
			continue;
		buf_text(words, words->len ? TEXT("   ") : NO_TEXT);
		tr_format(words, "{1} to {2}: {3} places together, {4} taken", "SSnn",
			rows_text(grade, GRADE_JOINT_WITH), rows_text(grade, GRADE_NAME),
			rows_number(grade, GRADE_JOINT_AT), rows_number(grade, GRADE_JOINT_HELD));
	}
	note(notes, N_("joint"), words);
}

static size_t list_names(const struct scores *scores, int reason, bool pending, struct buf *words)
{
	size_t count = 0;

	for (size_t i = 0; i < scores->ranking.count; i++) {
		const struct view *line = &scores->ranking.items[i];

		/* Those who lost a place by decision are told with it. */
		if (pending ? !rows_number(line, PENDING)
			    : rows_number(line, REASON) != reason || rows_number(line, PENDING) ||
					rows_number(line, PLACING) == PLACING_LOST)
			continue;
		buf_text(words, count++ ? tr_text(N_(", ")) : NO_TEXT);
		buf_text(words, evaluated_short(rows_text(line, NAME)));
		if (!pending && (reason == GRADE_PLACES || reason == GRADE_JOINT))
			points_show(rows_number(line, GRADED), 2, false, words);
	}
	return count;
}

static void note_exceptions(const struct scores *scores, struct notes *notes, struct buf *words)
{
	static const struct {
		int reason;
		const char *label, *what;
	} rows[] = {
		{GRADE_PLACES, N_("quota"), N_(": past the line, but the places are taken")},
		{GRADE_JOINT, N_("joint"), N_(": past the line, but the places that grades share are taken")},
		{GRADE_VETOED, N_("veto"), N_(": points stand, the grade is held down (Enter shows why)")},
		{GRADE_CONDITION, N_("cond."), N_(": points suffice, but a further condition is not met")},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (list_names(scores, rows[i].reason, false, words))
			buf_text(words, tr_text(rows[i].what));
		note(notes, rows[i].label, words);
	}
	if (list_names(scores, 0, true, words))
		buf_text(words, tr_text(N_(": waits for somebody's mark, which does not count as 0")));
	note(notes, N_("open"), words);
}

/* Of the first of them all that is to be said; the others by name. */
static void note_apart(const struct scores *scores, struct notes *notes, struct buf *words)
{
	size_t count = 0;

	for (size_t i = 0; i < scores->ranking.count; i++) {
		const struct view *line = &scores->ranking.items[i];

		if (!rows_has(line, FLAG))
			continue;
		buf_text(words, count ? tr_text(N_(", ")) : NO_TEXT);
		buf_text(words, evaluated_short(rows_text(line, NAME)));
		if (!count++) {
			buf_text(words, TEXT(" "));
			tr_encoded(rows_text(line, FLAG), words);
		}
	}
	note(notes, N_("apart"), words);
}

/* Of the chosen one, where there is no room beside the lines; and what the comparison is worth. */
static void note_change(const struct scores *scores, struct notes *notes, struct buf *words)
{
	struct buf change = BUF_INIT;

	if (scores->place < scores->shown_count && notes->rect.columns < CHANGE_FROM &&
		change_words(scores, scores->shown[scores->place], &change)) {
		buf_text(words, evaluated_short(rows_text(scores->shown[scores->place], NAME)));
		buf_text(words, TEXT("  "));
		buf_text(words, buf_as_text(&change));
	}
	buf_clear(&change);
	if (other_rules_words(scores, &change)) {
		buf_text(words, words->len ? TEXT("  ") : NO_TEXT);
		buf_text(words, buf_as_text(&change));
	}
	note(notes, N_("change"), words);
	buf_release(&change);
}

static void draw_notes(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	struct notes notes = {rect, 0};
	struct buf words = BUF_INIT;

	note_grades(scores, &notes, &words);
	note_joint(scores, &notes, &words);
	note_change(scores, &notes, &words);
	placing_words(scores, &words);
	note(&notes, N_("equal"), &words);
	note_exceptions(scores, &notes, &words);
	note_apart(scores, &notes, &words);
	if (!scores->version)
		standing_words(scores, screen->app->welcome.today, &words);
	note(&notes, N_("objec."), &words);
	if (scores->grades.count && rows_number(&scores->grades.items[0], GRADE_BARE)) {
		buf_text(&words,
			tr_text(N_("grades go by basic and penalty points, ranks by the total: bonus points "
				   "do not lift a grade")));
		note(&notes, N_("note"), &words);
	}
	buf_release(&words);
}

/* The period is not scored: why, and the key that has it scored all the same. */
static void draw_refused(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	struct buf words = BUF_INIT;

	tr_message(&scores->ranking.refused, &words);
	draw_buf(rect.top + 1, rect.left + 3, rect.columns - 4, STYLE_NORMAL, &words);
	if (scores->from < screen->app->welcome.start)
		draw_text(rect.top + 3, rect.left + 3, rect.columns - 4, STYLE_DIM,
			tr_text(N_(
				"F6 scores it all the same; months before the first day are never missing")));
	draw_cursor(rect.top + 1, rect.left);
	buf_release(&words);
}

void ranking_draw(const struct screen *screen, struct rect rect)
{
	const struct scores *scores = scores_of(screen);
	struct places places = places_of(rect);
	struct scale scale = scale_of(scores);
	int room = rect.rows - 2 - NOTES_MOST;
	size_t top, shown = 0;

	if (room < (int)scores->shown_count && rect.rows < 24)
		room = rect.rows - 4;
	room = room < 3 ? 3 : room;
	top = lines_top(scores->place, scores->shown_count, (size_t)room);
	if (!scores->ranking.refused.id[0])
		draw_heading(scores, &scale, rect.top, rect, &places);
	for (; shown < (size_t)room && top + shown < scores->shown_count; shown++)
		draw_line(screen, &scale, top + shown, rect.top + 1 + (int)shown, &places, rect.left);
	if (scores->ranking.refused.id[0]) {
		draw_refused(screen, rect);
		return;
	}
	if (scores->ranking.loaded && !shown) {
		draw_text(rect.top + 1, rect.left + 3, rect.columns - 4, STYLE_NORMAL,
			tr_text(scores->ranking.count ? N_("Nobody is found by this")
						      : N_("Nobody you may see is scored in this period")));
		shown = 1;
	}
	rect.top += 2 + (int)shown;
	rect.rows -= 2 + (int)shown;
	draw_notes(screen, rect);
}
