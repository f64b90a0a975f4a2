/* What waits for a secretary's marks on 今日: a line for each item of each group, until when, and how it is
 * judged. */
#include "tui/panels/today.h"

enum { NAME_AT = 3, WHAT_AT = 14, DUE_AT = 58 };
enum marks_cell { WHO, ITEM, KIND, RANGE, WORDS, NEEDS, DUE, FROM, TO, SUBJECT, NUMBER, SCORED };

/* --- asking --- */

static void came(struct screen *screen, const struct answer *answer)
{
	/* Lines point into the rows, which are moving. */
	today_of(screen)->line_count = 0;
	rows_take(screen, &today_of(screen)->marks, answer);
	today_arrange(screen);
}

void today_marks_begin(struct screen *screen)
{
	today_of(screen)->marks = (struct rows){.source = "judging",
		.columns = "name item kind range words needs due from to subject number scored",
		.done = came};
}

/* --- lines --- */

/* The cases of an item are ticked together. */
static bool same_item(const struct view *one, const struct view *other)
{
	return rows_number(one, SUBJECT) == rows_number(other, SUBJECT) &&
		rows_number(one, NUMBER) == rows_number(other, NUMBER) &&
		rows_number(one, FROM) == rows_number(other, FROM);
}

void today_marks_lines(struct screen *screen)
{
	struct today *today = today_of(screen);

	for (size_t i = 0; i < today->marks.count; i++) {
		const struct view *mark = &today->marks.items[i];

		if (!(i && same_item(mark, mark - 1)) && find_matches(&today->find, rows_text(mark, WHO)))
			today_add_line(today, TODAY_MARKS, mark);
	}
}

/* --- drawing --- */

static void put_words(struct text words, struct buf *out)
{
	struct text word;
	bool more = false;

	while (words.len && text_split(&words, '\n', &word)) {
		buf_text(out, more ? tr_text(N_(", ")) : NO_TEXT);
		buf_text(out, word);
		more = true;
	}
}

/* 思想动态分析（0-5分，要写理由） */
static void put_item(const struct view *mark, struct buf *out)
{
	int64_t needs = rows_number(mark, NEEDS);

	buf_text(out, rows_text(mark, ITEM));
	buf_text(out, tr_text(N_(" (")));
	if (rows_number(mark, KIND) == JUDGING_TICK)
		buf_text(out, tr_text(N_("to be ticked")));
	else if (rows_has(mark, WORDS))
		put_words(rows_text(mark, WORDS), out);
	else
		tr_format(out,
			rows_number(mark, KIND) == JUDGING_OFF             ? N_("{1} points off")
				: rows_number(mark, KIND) == JUDGING_COUNT ? N_("a number, {1}")
									   : N_("{1} points"),
			"S", rows_text(mark, RANGE));
	if (needs & NEEDS_REASON)
		buf_text(out, tr_text(N_(", with a reason")));
	if (needs & NEEDS_EVIDENCE)
		buf_text(out, tr_text(N_(", with evidence")));
	buf_text(out, tr_text(N_(")")));
}

static void draw_heading(int row, struct rect rect, int more)
{
	draw_text(row, rect.left + 1, DUE_AT - 2, STYLE_BOLD, tr_text(N_("Waiting for my marks")));
	draw_text(row, rect.left + DUE_AT + more, 12, STYLE_BOLD, tr_text(N_("due")));
}

void today_marks_draw(
	const struct screen *screen, const struct view *mark, int row, struct rect rect, int more)
{
	int64_t today = screen->app->welcome.today, due;
	struct buf words = BUF_INIT;

	if (!mark) {
		draw_heading(row, rect, more);
		return;
	}
	due = rows_number(mark, DUE);
	if (due && due < today)
		draw_text(row, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	draw_text(row, rect.left + NAME_AT, WHAT_AT - NAME_AT - 1, STYLE_NORMAL,
		evaluated_short(rows_text(mark, WHO)));
	put_item(mark, &words);
	draw_buf(row, rect.left + WHAT_AT, DUE_AT - WHAT_AT - 1 + more, STYLE_NORMAL, &words);
	if (due)
		tr_date(due, date_parts(today).year, &words);
	draw_buf(row, rect.left + DUE_AT + more, rect.columns - DUE_AT - more - 1,
		due && due < today ? STYLE_WARN : STYLE_NORMAL, &words);
	buf_release(&words);
}

/* --- opening --- */

/* The sheet, at the line. */
void today_marks_open(struct screen *screen, const struct view *mark)
{
	app_open(screen->app, "sheet",
		&(struct target){.scored = (unsigned)rows_number(mark, SCORED),
			.id = (uint64_t)rows_number(mark, SUBJECT),
			.from = rows_number(mark, FROM),
			.to = rows_number(mark, TO),
			.kind = (unsigned)rows_number(mark, NUMBER)});
}
