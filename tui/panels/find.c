#include "tui/panels/find.h"

#include "core/base/pinyin.h"
#include "tui/draw.h"

void find_begin(struct screen *screen, struct find *find)
{
	find->typing = true;
	app_redraw(screen->app);
}

bool find_event(struct find *find, const struct event *event)
{
	if (!find->typing)
		return false;
	if (event_is(event, KEY_ESC) || event_is(event, KEY_F3)) {
		find->typing = false;
		return true;
	}
	return edit_line_event(&find->line, event);
}

bool find_on(const struct find *find)
{
	return find->typing || edit_line_text(&find->line).len;
}

bool find_clear(struct find *find)
{
	if (!find_on(find))
		return false;
	find->typing = false;
	edit_line_clear(&find->line);
	return true;
}

bool find_matches(const struct find *find, struct text name)
{
	struct text typed = edit_line_text(&find->line);

	return !typed.len || pinyin_match(name, NO_TEXT, typed);
}

void find_draw(const struct find *find, int row, int column, int columns)
{
	struct text label = tr_text("Filter: ");
	int width = (int)text_width(label);

	if (!find_on(find) || columns <= width)
		return;
	draw_text(row, column, width, STYLE_BOLD, label);
	if (find->typing)
		edit_line_draw(&find->line, row, column + width, columns - width);
	else
		draw_text(row, column + width, columns - width, STYLE_NORMAL, edit_line_text(&find->line));
}

void find_release(struct find *find)
{
	edit_line_release(&find->line);
}

void find_back(struct screen *screen, struct find *find)
{
	if (find_clear(find))
		app_redraw(screen->app);
	else if (screen->below)
		app_back(screen->app);
	else
		app_say(screen->app, "Ctrl-Q leaves the program; nothing typed is lost", "");
}

int move_of(const struct event *event, int page, bool letters)
{
	const struct {
		enum key key;
		const char *letter;
		int by;
	} moves[] = {{KEY_UP, "k", -1}, {KEY_DOWN, "j", 1}, {KEY_PGUP, NULL, -page}, {KEY_PGDN, NULL, page},
		{KEY_HOME, "g", -MOVE_END}, {KEY_END, "G", MOVE_END}};

	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++)
		if (event_is(event, moves[i].key) ||
			(letters && moves[i].letter && event->kind == EVENT_TEXT &&
				text_is(event->text, moves[i].letter)))
			return moves[i].by;
	return 0;
}

size_t move_place(size_t place, int by, size_t count)
{
	int64_t to = (int64_t)place + by;

	if (!count || to < 0)
		return 0;
	return (size_t)to < count ? (size_t)to : count - 1;
}
