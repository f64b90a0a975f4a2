/* The palette as it looks: what is typed on top, each line with its key or why it cannot be done now. */
#include "tui/draw.h"
#include "tui/palette_parts.h"
#include "tui/shared.h"

enum { TYPED_ROW = 2, FIRST_ROW = 4, WHERE_WIDTH = 16, WHERE_WIDE = 40, KEY_WIDTH = 14, WIDE = 120 };

static const char *const headings[PALETTE_SECTIONS] = {
	NULL, N_("Records found"), N_("What cannot be done now")};

/* The row of an item below the first, with a blank line and a heading before each further section. */
static int row_of(const struct palette *palette, size_t found)
{
	int row = 0;
	enum section_of section = SECTION_CAN;

	for (size_t i = 0; i <= found; i++, row++) {
		enum section_of own = palette->items[palette->found[i]].section;

		if (own != section)
			row += i ? 2 : 1;
		section = own;
	}
	return row - 1;
}

static void draw_item(const struct item *item, bool here, int row, struct rect rect)
{
	int key = rect.left + rect.columns - KEY_WIDTH - 1;
	int where_width = rect.columns < WIDE ? WHERE_WIDTH : WHERE_WIDE, where = key - where_width - 1;
	int width = where - rect.left - 4;

	/* Without a key there is more room for where. */
	if (!item->key.len)
		where_width += 1 + KEY_WIDTH;

	if (here)
		draw_text(row, rect.left, 1, STYLE_NORMAL, TEXT(">"));
	/* Why not is worth more room than where. */
	if (item->section == SECTION_CANNOT) {
		width = width > 30 ? 30 : width;
		draw_text(row, rect.left + 4 + width, rect.columns - width - 5, STYLE_DIM, item->where);
	} else {
		draw_text(row, where, where_width, STYLE_DIM, item->where);
		draw_text(row, key, KEY_WIDTH, STYLE_BOLD, item->key);
	}
	draw_text(row, rect.left + 3, width, item->section == SECTION_CANNOT ? STYLE_DIM : STYLE_NORMAL,
		item->words);
}

static void draw_items(const struct palette *palette, struct rect rect)
{
	int room = rect.rows - FIRST_ROW, first = rect.top + FIRST_ROW;
	int at = row_of(palette, palette->at), top = at >= room ? at - room + 1 : 0;

	for (size_t i = 0; i < palette->found_count; i++) {
		const struct item *item = &palette->items[palette->found[i]];
		int row = row_of(palette, i) - top;
		bool begins = !i || palette->items[palette->found[i - 1]].section != item->section;

		if (row >= room)
			return;
		if (begins && headings[item->section] && row > 0)
			draw_text(first + row - 1, rect.left + 1, rect.columns - 2, STYLE_BOLD,
				tr_text(headings[item->section]));
		if (row >= 0)
			draw_item(item, i == palette->at, first + row, rect);
	}
}

void palette_draw(const struct screen *screen, struct rect rect)
{
	const struct palette *palette = palette_of(screen);
	struct text label = tr_text("find ");
	int width = (int)text_width(label);

	draw_title(screen, rect, tr_text("Commands"));
	if (palette->found_count)
		draw_items(palette, rect);
	else
		draw_text(rect.top + FIRST_ROW, rect.left + 3, rect.columns - 4, STYLE_NORMAL,
			tr_text("Nothing is found by that"));
	draw_text(rect.top + TYPED_ROW, rect.left + 1, width, STYLE_NORMAL, label);
	edit_line_draw(
		&palette->typed, rect.top + TYPED_ROW, rect.left + 1 + width, rect.columns - width - 3);
}
