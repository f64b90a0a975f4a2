/* The lines of a sheet: items that have points to lose, their sum; then what was gained and taken off, and
 * one line for all that gave and took nothing. */
#include "core/base/memory.h"
#include "tui/scores/scores.h"

static void add(struct scores *scores, struct sheet_line line)
{
	scores->lines =
		mem_grow(scores->lines, scores->line_count, &scores->line_room, sizeof(*scores->lines));
	scores->lines[scores->line_count++] = line;
}

/* Nothing to look at: nothing gained, nothing taken off, nobody waits for it. */
static bool quiet(const struct view *row)
{
	return rows_has(row, SHEET_AT_POINTS) && !rows_number(row, SHEET_AT_POINTS);
}

static bool add_section(struct scores *scores, unsigned section)
{
	bool hidden = false;

	for (size_t i = 0; i < scores->sheet.count; i++) {
		const struct view *row = &scores->sheet.items[i];

		if (rows_number(row, SHEET_AT_KIND) != section)
			continue;
		if (section == 1 || scores->unfolded || !quiet(row))
			add(scores, (struct sheet_line){SHEET_LINE_ITEM, row, section});
		else
			hidden = true;
	}
	if (section == 1)
		add(scores, (struct sheet_line){SHEET_LINE_SUM, NULL, section});
	return hidden;
}

void sheet_arrange(struct scores *scores)
{
	bool hidden = false;

	scores->line_count = 0;
	for (unsigned section = 1; section <= 3; section++)
		hidden |= add_section(scores, section);
	if (hidden)
		add(scores, (struct sheet_line){SHEET_LINE_FOLD, NULL, 0});
	add(scores, (struct sheet_line){SHEET_LINE_TOTAL, NULL, 0});
	for (size_t i = 0; i < scores->line_count; i++)
		if (scores->item && scores->lines[i].row && scores->lines[i].row->id == scores->item)
			scores->line = i;
	scores->line = move_place(scores->line, 0, scores->line_count);
	scores->item = sheet_item(scores) ? (unsigned)sheet_item(scores)->id : 0;
}

const struct view *sheet_item(const struct scores *scores)
{
	return scores->line < scores->line_count ? scores->lines[scores->line].row : NULL;
}
