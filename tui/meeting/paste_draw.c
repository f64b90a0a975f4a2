/* The questions about a pasted roll-call, under the roll. */
#include "tui/draw.h"
#include "tui/meeting/paste_parts.h"
#include "tui/meeting/roll.h"

static void describe(const struct meeting *meeting, const struct question *question, struct buf *line)
{
	const struct rollcall_entry *entry = question->entry;

	if (entry->person < 0) {
		tr_format(line,
			"{1}: nobody of this name is on the roll. 1 leave out 2 a guest 3 pick somebody", "S",
			entry->name);
	} else if (question->other && paste_says_the_same(entry, question->other)) {
		tr_format(line, "{1} stands there twice (lines {2} and {3}), both the same: counted once",
			"Snn", entry->name, (int64_t)question->other->line, (int64_t)entry->line);
	} else if (question->other) {
		tr_format(line, "{1} stands there twice (lines {2} and {3}): 1 the first counts 2 the second",
			"Snn", entry->name, (int64_t)question->other->line, (int64_t)entry->line);
	} else {
		tr_format(line, "{1} is on leave, and no reason is given:", "S", entry->name);
		for (size_t i = 0; i < meeting->reason_count; i++)
			buf_printf(line, " %zu%.*s", i + 1, (int)meeting->reasons[i].len,
				meeting->reasons[i].at);
	}
}

static void draw_questions(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	const struct paste *paste = meeting->paste;
	struct buf line = BUF_INIT;

	for (size_t i = paste->at < SHOWN_MAX ? 0 : paste->at - SHOWN_MAX + 1;
		i < paste->question_count && row < rect.top + rect.rows; i++, row++) {
		int width;

		buf_clear(&line);
		describe(meeting, &paste->questions[i], &line);
		width = (int)text_width(buf_as_text(&line));
		draw_text(row, rect.left + 1, 1, STYLE_BOLD, i == paste->at ? TEXT(">") : TEXT(" "));
		draw_text(row, rect.left + 3, rect.columns - 5,
			paste->questions[i].answer < 0 ? STYLE_NORMAL : STYLE_DIM, buf_as_text(&line));
		if (i == paste->at)
			draw_cursor(
				row, rect.left + (width + 4 < rect.columns ? width + 4 : rect.columns - 1));
	}
	buf_release(&line);
}

void paste_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct paste *paste = meeting_of(screen)->paste;
	int shown = (int)(paste->question_count < SHOWN_MAX ? paste->question_count : SHOWN_MAX);
	int below = rect.top + rect.rows - 4 - shown;
	struct buf line = BUF_INIT;

	row = roll_draw_people(screen, rect, row, below - 3 - row);
	roll_draw_guests(screen, rect, row + 1);
	paste_summary(paste, &line);
	draw_text(below, rect.left + 1, rect.columns - 2, STYLE_BOLD, buf_as_text(&line));
	draw_questions(screen, (struct rect){below + 1, rect.left, shown, rect.columns}, below + 1);
	draw_text(rect.top + rect.rows - 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text("A digit answers  Enter the next  F2 all as usual  Ctrl-Z takes it all back  Esc to "
			"the roll"));
	buf_release(&line);
}
