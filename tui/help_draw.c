/* Help as it looks: this screen's keys beside those that hold everywhere, then how things are computed. */
#include "tui/app_state.h"
#include "tui/draw.h"
#include "tui/help_parts.h"
#include "tui/shared.h"

enum { TYPED_ROW = 2, FIRST_ROW = 4, KEYS_WIDTH = 18, NARROW_KEYS = 9, TWO_FROM = 76 };

/* Keys as many as there is room for, the first always. */
static void draw_keys(const struct help_line *line, int row, int column, int columns)
{
	struct text rest = line->keys, key;
	struct buf shown = BUF_INIT;

	while (text_split(&rest, ' ', &key)) {
		if (shown.len && (int)(text_width(buf_as_text(&shown)) + 1 + text_width(key)) > columns)
			break;
		buf_text(&shown, shown.len ? TEXT(" ") : NO_TEXT);
		buf_text(&shown, key);
	}
	draw_buf(row, column, columns, line->action || line->typed ? STYLE_BOLD : STYLE_NORMAL, &shown);
	buf_release(&shown);
}

static void draw_line(const struct help_line *line, bool here, int row, struct rect rect, int keys)
{
	if (here)
		draw_text(row, rect.left, 1, STYLE_BOLD, TEXT(">"));
	if (line->section == HELP_RULES) {
		draw_text(row, rect.left + 2, rect.columns - 3, STYLE_NORMAL, line->words);
		return;
	}
	draw_keys(line, row, rect.left + 2, keys);
	draw_text(row, rect.left + 3 + keys, rect.columns - keys - 4, STYLE_NORMAL, line->words);
}

/* --- where lines stand --- */

/* Each section of what was found, below its heading; the first two beside one another when there is room. */
struct place {
	int row;
	bool right;
};

static int count_of(const struct help *help, enum help_section section)
{
	int count = 0;

	for (size_t i = 0; i < help->found_count; i++)
		count += help->lines[help->found[i]].section == section;
	return count;
}

/* The first row of a section, its heading being the one above; -1: there is none. */
static int first_row(const struct help *help, enum help_section section, bool two)
{
	int here = count_of(help, HELP_HERE), rest = count_of(help, HELP_EVERYWHERE), row = 1;

	if (!count_of(help, section))
		return -1;
	if (section == HELP_HERE || (section == HELP_EVERYWHERE && two))
		return row;
	row += two ? (here > rest ? here : rest) : here;
	row += here || (two && rest) ? 2 : 0;
	if (section == HELP_EVERYWHERE)
		return row;
	row += !two && rest ? rest + 2 : 0;
	if (section == HELP_RULES)
		return row;
	return row + (count_of(help, HELP_RULES) ? count_of(help, HELP_RULES) + 2 : 0);
}

static struct place place_of(const struct help *help, size_t found, bool two)
{
	enum help_section section = help->lines[help->found[found]].section;
	int row = first_row(help, section, two);

	for (size_t i = 0; i < found; i++)
		row += help->lines[help->found[i]].section == section;
	return (struct place){row, two && section == HELP_EVERYWHERE};
}

static struct text heading(const struct screen *screen, enum help_section section, struct buf *where)
{
	static const char *const words[] = {[HELP_EVERYWHERE] = N_("everywhere"),
		[HELP_RULES] = N_("how it is computed"),
		[HELP_FIELDS] = N_("what the columns mean")};

	bool part = screen_entering(screen->below, where) && where->len;

	/* A part of a screen beside the screen, a screen beside all screens. */
	if (section == HELP_HERE && part)
		return buf_as_text(where);
	return tr_text(section == HELP_HERE || (section == HELP_EVERYWHERE && part)
			? screen->below->row->title
			: words[section]);
}

static struct rect half_of(struct rect rect, bool two, bool right)
{
	if (!two)
		return rect;
	rect.columns /= 2;
	rect.left += right ? rect.columns : 0;
	return rect;
}

static void draw_lines(const struct screen *screen, struct rect rect)
{
	const struct help *help = help_of(screen);
	bool two = rect.columns >= TWO_FROM && count_of(help, HELP_EVERYWHERE) && count_of(help, HELP_HERE);
	int room = rect.rows - FIRST_ROW, at = help->found_count ? place_of(help, help->at, two).row : 0,
	    top = at >= room ? at - room + 1 : 0;

	for (enum help_section section = 0; section < HELP_SECTIONS; section++) {
		int row = first_row(help, section, two) - 1 - top;
		struct rect half = half_of(rect, two, section == HELP_EVERYWHERE);
		struct buf where = BUF_INIT;

		if (first_row(help, section, two) > 0 && row >= 0 && row < room)
			draw_text(rect.top + FIRST_ROW + row, half.left + 2, half.columns - 3, STYLE_BOLD,
				heading(screen, section, &where));
		buf_release(&where);
	}
	for (size_t i = 0; i < help->found_count; i++) {
		const struct help_line *line = &help->lines[help->found[i]];
		struct place place = place_of(help, i, two);
		bool halved = line->section == HELP_HERE || line->section == HELP_EVERYWHERE;

		if (place.row >= top && place.row - top < room)
			draw_line(line, i == help->at, rect.top + FIRST_ROW + place.row - top,
				half_of(rect, two && halved, place.right),
				two && halved && rect.columns < 120 ? NARROW_KEYS : KEYS_WIDTH);
	}
}

void help_draw(const struct screen *screen, struct rect rect)
{
	const struct help *help = help_of(screen);
	struct text label = tr_text("filter ");
	struct buf title = BUF_INIT, where = BUF_INIT;
	int width = (int)text_width(label);

	buf_text(&title, tr_text("Help"));
	buf_put(&title, "  ", 2);
	buf_text(&title, tr_text(screen->below->row->title));
	/* The state too, unless it is called as the screen is. */
	if (screen_entering(screen->below, &where) &&
		!text_equal(buf_as_text(&where), tr_text(screen->below->row->title))) {
		buf_byte(&title, ' ');
		buf_text(&title, buf_as_text(&where));
	}
	draw_title(screen, rect, buf_as_text(&title));
	draw_lines(screen, rect);
	draw_text(rect.top + TYPED_ROW, rect.left + 1, width, STYLE_NORMAL, label);
	edit_line_draw(&help->typed, rect.top + TYPED_ROW, rect.left + 1 + width, rect.columns - width - 3);
	buf_release(&title);
	buf_release(&where);
}
