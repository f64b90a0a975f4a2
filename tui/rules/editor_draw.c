/* The text with its faults below their lines; under it what the program understood, and what it would do. */
#include "tui/rules/editor.h"
#include "tui/scores/scores.h"

enum { NUMBER_END = 5, TEXT_AT = RULES_MARGIN, FOOT = 6, UNIT = 10000 };

const struct rules_fault *fault_of_line(const struct rules_editor *editor, size_t line)
{
	for (size_t i = 0; i < editor->fault_count; i++)
		if (editor->faults[i].line == line)
			return &editor->faults[i];
	return NULL;
}

/* The innermost: items come behind their section. */
static const struct rules_said *said_at(const struct rules_editor *editor, size_t line)
{
	const struct rules_said *found = NULL;

	for (size_t i = 0; i < editor->said_count; i++)
		if (editor->said[i].first <= line && line <= editor->said[i].last &&
			(!found || editor->said[i].first >= found->first))
			found = &editor->said[i];
	return found;
}

/* Whole points without places. */
static void put_points(int64_t points, struct buf *out)
{
	points_show(points, points % UNIT ? 2 : 0, false, out);
}

/* 评比规则  草案  正在用的仍是版本1 */
static void draw_name(const struct screen *screen, struct rect rect)
{
	const struct rules_editor *editor = rules_of(screen);
	struct buf words = BUF_INIT;

	buf_text(&words, tr_text(N_("Scoring rules")));
	if (editor->loaded && editor->scored != ENTITY_GROUP) {
		buf_text(&words, TEXT("  "));
		buf_text(&words, whom_word(choice_coded(evaluated_kinds, editor->scored)));
	}
	if (editor->dirty || editor->draft_there) {
		buf_text(&words, TEXT("  "));
		if (editor->version)
			tr_format(&words, "draft; in force is still version {1}", "n", editor->version);
		else
			buf_text(&words,
				tr_text(editor->form == FORM_RULES
						? N_("draft; in force are still those of the program")
						: N_("draft; none are in force yet")));
	}
	draw_title(screen, rect, buf_as_text(&words));
	buf_release(&words);
}

/* 基本项 100/100, for each section that has points. */
static void draw_head(const struct screen *screen, struct rect rect)
{
	const struct rules_editor *editor = rules_of(screen);
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < editor->said_count; i++) {
		const struct rules_said *said = &editor->said[i];

		if (said->kind != SENTENCE_SECTION || !said->sum_known)
			continue;
		buf_text(&words, words.len ? TEXT("  ") : NO_TEXT);
		buf_text(&words, said->name);
		buf_text(&words, tr_text(N_(" add up to ")));
		put_points(said->sum, &words);
		if (said->full_known) {
			buf_text(&words, TEXT("/"));
			put_points(said->full, &words);
		}
	}
	tr_format(&words,
		editor->fault_total           ? N_("   faults {1}")
			: editor->doubt_total ? N_("   no faults, doubts {1}")
					      : N_("   no faults"),
		"n", (int64_t)(editor->fault_total + editor->doubt_total));
	draw_buf(rect.top + 1, rect.left + 1, rect.columns - 32,
		editor->fault_count ? STYLE_WARN : STYLE_NORMAL, &words);
	if (editor->dirty)
		buf_text(&words, tr_text(N_("not kept yet")));
	else if (editor->draft_there) {
		buf_text(&words, tr_text(N_("draft kept")));
		buf_byte(&words, ' ');
		buf_text(&words, buf_as_text(&editor->kept));
	} else if (editor->version)
		tr_format(&words, "version {1}", "n", editor->version);
	else if (editor->form == FORM_RULES)
		buf_text(&words, tr_text(N_("comes with the program")));
	else
		buf_text(&words, tr_text(N_("an example")));
	draw_buf_right(rect.top + 1, rect.left + rect.columns, 30, STYLE_DIM, &words);
	buf_release(&words);
}

/* --- the text --- */

struct page {
	const struct rules_editor *editor;
	struct rect rect;
	int row;
	size_t line; /* of the file, of the display line under way */
};

static bool first_of_line(const struct edit_text *text, size_t nth)
{
	return !nth || text->edit.text.data[text->starts[nth] - 1] == '\n';
}

/* Columns of so many characters of a line. */
static int columns_of(struct text line, size_t characters)
{
	struct text rest = line;

	while (characters-- && rest.len)
		text_next(&rest);
	return (int)text_width(text_take(line, line.len - rest.len));
}

static enum style style_of_line(struct text line)
{
	struct text bare = text_trim(line);

	return text_starts(bare, TEXT("#")) ? STYLE_DIM : STYLE_NORMAL;
}

/* As touyan rules check says it. */
static void fault_words(const struct rules_fault *fault, struct buf *out)
{
	if (fault->doubt)
		buf_text(out, tr_text(N_("warning: ")));
	tr_encoded(fault->message, out);
}

static void draw_fault(struct page *page, const struct rules_fault *fault, size_t column, struct text line)
{
	int width = page->rect.columns - TEXT_AT - 2, at = columns_of(line, column);
	struct buf words = BUF_INIT;

	if (page->row >= page->rect.top + page->rect.rows)
		return;
	fault_words(fault, &words);
	if (at > width - 12)
		at = width > 60 ? width / 4 : 0;
	draw_text(page->row, page->rect.left + TEXT_AT + at, 1, STYLE_WARN, TEXT("^"));
	/* Left of the caret when there is more room. */
	if (at + 2 + (int)text_width(buf_as_text(&words)) > width && at > width / 2)
		draw_buf_right(page->row, page->rect.left + TEXT_AT + at - 1, at - 1, STYLE_WARN, &words);
	else
		draw_buf(page->row, page->rect.left + TEXT_AT + at + 2, width - at - 1, STYLE_WARN, &words);
	page->row++;
	buf_release(&words);
}

/* Characters of the line of the file that come before its nth display line. */
static size_t characters_before(const struct edit_text *text, size_t nth)
{
	size_t count = 0;

	for (; !first_of_line(text, nth); nth--) {
		struct text rest = edit_text_line(text, nth - 1);

		for (; rest.len; count++)
			text_next(&rest);
	}
	return count;
}

/* Below the display line that holds its place. */
static void draw_fault_of(struct page *page, size_t nth, struct text line, bool last)
{
	const struct rules_fault *fault = fault_of_line(page->editor, page->line);
	size_t before = characters_before(&page->editor->text, nth), here = 0;
	struct text rest = line;

	if (!fault || fault->column < before)
		return;
	for (; rest.len; here++)
		text_next(&rest);
	if (last || fault->column < before + here)
		draw_fault(page, fault, fault->column - before, line);
}

static void draw_line(struct page *page, size_t nth, bool caret_here, int caret)
{
	const struct edit_text *text = &page->editor->text;
	struct text line = edit_text_line(text, nth);
	bool last = nth + 1 == edit_text_lines(text) || first_of_line(text, nth + 1);
	struct buf number = BUF_INIT;

	if (first_of_line(text, nth)) {
		buf_printf(&number, "%zu", page->line + 1);
		draw_buf_right(page->row, page->rect.left + NUMBER_END, NUMBER_END - 1, STYLE_DIM, &number);
		if (fault_of_line(page->editor, page->line))
			draw_text(page->row, page->rect.left, 1, STYLE_WARN, TEXT("!"));
	}
	draw_cut(page->row, page->rect.left + TEXT_AT, page->rect.columns - TEXT_AT, style_of_line(line),
		line);
	if (caret_here)
		draw_cursor(page->row, page->rect.left + TEXT_AT + caret);
	page->row++;
	draw_fault_of(page, nth, line, last);
	page->line += last;
	buf_release(&number);
}

static void draw_text_lines(const struct rules_editor *editor, struct rect rect)
{
	const struct edit_text *text = &editor->text;
	struct page page = {editor, rect, rect.top, 0};
	size_t caret_line, count = edit_text_lines(text), top;
	int caret;

	edit_text_caret(text, &caret_line, &caret);
	/* Faults take lines of their own: the caret stays in the upper two thirds. */
	top = lines_top(caret_line + (size_t)rect.rows / 6, count, (size_t)rect.rows);
	if (top > caret_line)
		top = caret_line;
	page.line = line_of_byte(edit_text_text(text), text->starts[top]);
	for (size_t i = top; i < count && page.row < rect.top + rect.rows; i++)
		draw_line(&page, i, i == caret_line, caret);
}

/* --- what it says --- */

static int draw_wrapped(int row, int end, struct rect rect, const char *label, struct text text)
{
	draw_text(row, rect.left + 1, 7, STYLE_BOLD, tr_text(label));
	while (text.len && row < end) {
		size_t len = text_wrap(text, (size_t)(rect.columns - 9));

		len = len ? len : text.len;
		if (row + 1 == end && len < text.len)
			len = text.len;
		draw_text(row++, rect.left + 8, rect.columns - 9, STYLE_NORMAL, text_take(text, len));
		text = text_skip(text, len);
	}
	return row;
}

/* F1: the key, what may stand behind it, an example in as many lines as there are. */
static void draw_explained(const struct rules_editor *editor, struct rect rect)
{
	int row = rect.top, end = rect.top + rect.rows - 1;
	struct text rest = buf_as_text(&editor->example), line;
	bool first = true;

	row = draw_wrapped(row, row + 2, rect, N_("key"), buf_as_text(&editor->explained));
	if (editor->explained_values.len)
		row = draw_wrapped(row, row + (rect.rows > 5 ? 2 : 1), rect, N_("values"),
			buf_as_text(&editor->explained_values));
	for (; row < end && text_split(&rest, '\n', &line); first = false) {
		if (first)
			draw_text(row, rect.left + 1, 7, STYLE_BOLD, tr_text(N_("e.g.")));
		draw_cut(row++, rect.left + 8, rect.columns - 9, STYLE_NORMAL, line);
	}
	draw_text(end, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text(N_("F1 again: all keys of this screen")));
}

/* In the last free line; returns where the rest ends. */
static int draw_at_end(int end, struct rect rect, const char *label, const struct buf *words)
{
	draw_text(end - 1, rect.left + 1, 7, STYLE_BOLD, tr_text(label));
	draw_cut(end - 1, rect.left + 8, rect.columns - 9, STYLE_NORMAL, buf_as_text(words));
	return end - 1;
}

static void draw_understood(const struct rules_editor *editor, struct rect rect)
{
	size_t line = line_of_byte(edit_text_text(&editor->text), editor->text.edit.caret);
	const struct rules_said *said = said_at(editor, line);
	const struct rules_fault *fault = fault_of_line(editor, line);
	struct buf words = BUF_INIT;
	int row = rect.top, end = rect.top + rect.rows;

	if (editor->changes.len)
		end = draw_at_end(end, rect, N_("edits"), &editor->changes);
	if (editor->effect.len)
		end = draw_at_end(end, rect, N_("last"), &editor->effect);
	if (fault) {
		tr_encoded(fault->message, &words);
		row = draw_wrapped(
			row, end, rect, fault->doubt ? N_("doubt") : N_("fault"), buf_as_text(&words));
		buf_clear(&words);
	}
	if (said) {
		tr_encoded(said->words, &words);
		draw_wrapped(row, end, rect, N_("reads"), buf_as_text(&words));
	}
	buf_release(&words);
}

static void draw_foot(const struct rules_editor *editor, struct rect rect)
{
	if (editor->explained_at == editor->text.edit.caret && editor->explained.len)
		draw_explained(editor, rect);
	else
		draw_understood(editor, rect);
}

void rules_draw(const struct screen *screen, struct rect rect)
{
	const struct rules_editor *editor = rules_of(screen);
	struct rect body = {rect.top + 2, rect.left, rect.rows - 2 - FOOT - 1, rect.columns};
	struct rect foot = {rect.top + rect.rows - FOOT, rect.left, FOOT, rect.columns};

	draw_name(screen, rect);
	if (!editor->loaded)
		return;
	draw_head(screen, rect);
	draw_text_lines(editor, body);
	draw_foot(editor, foot);
}
