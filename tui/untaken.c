/* What is pasted where nothing is being written: one line is looked for, several lines are offered to an
 * import. Nothing that was pasted vanishes unsaid. */
#include <string.h>
#include "tui/app_state.h"

enum { SHOWN = 18 /* columns of the first line, to know it again */ };

static void give_to(struct app *app, const char *name, const struct target *target)
{
	struct buf pasted = app->state->pasted;
	struct screen *screen;
	struct event event = {EVENT_PASTE, KEY_NONE, false, buf_as_text(&pasted), 0, 0};

	app->state->pasted = (struct buf)BUF_INIT;
	screen = app_open(app, name, target);
	if (screen)
		screen->kind->event(screen, &event);
	buf_release(&pasted);
}

static unsigned listed(const struct screen *screen)
{
	return screen->row->entity && screen->row->entity != ENTITY_PERSON ? screen->row->entity : 0;
}

static void chosen(struct screen *screen, int digit)
{
	if (digit == 1)
		give_to(screen->app, "import", &(struct target){.entity = ENTITY_PERSON});
	else if (digit == 2)
		give_to(screen->app, "import", &(struct target){.entity = listed(screen)});
	else
		app_say(screen->app, "What was pasted was put nowhere", "");
}

static size_t lines_in(struct text rest)
{
	struct text line;
	size_t count = 0;

	while (text_split(&rest, '\n', &line))
		count += text_trim(line).len > 0;
	return count;
}

static void offer(struct screen *screen, struct text text)
{
	struct choice_line lines[3] = {{1, N_("People: to the preview of an import"), NO_TEXT}};
	struct buf title = BUF_INIT, label = BUF_INIT, first = BUF_INIT;
	size_t count = 1;
	struct text line, rest = text;

	text_split(&rest, '\n', &line);
	text_pad(&first, text_trim(line), SHOWN);
	tr_format(&title, "{1} lines pasted: {2}  Where to? (Roll-calls: on a meeting's roll)", "nS",
		(int64_t)lines_in(text), text_trim(buf_as_text(&first)));
	if (listed(screen)) {
		struct buf name = BUF_INIT;

		entity_label(schema_entity(&court_schema, listed(screen)), words_language(), &name);
		tr_format(&label, "{1}: to the preview of an import", "S", buf_as_text(&name));
		lines[count++] = (struct choice_line){2, NULL, buf_as_text(&label)};
		buf_release(&name);
	}
	lines[count++] = (struct choice_line){0, N_("Nowhere"), NO_TEXT};
	buf_clear(&screen->app->state->pasted);
	buf_text(&screen->app->state->pasted, text);
	ask_number(screen, buf_cstr(&title), lines, count, chosen);
	buf_release(&title);
	buf_release(&label);
	buf_release(&first);
}

/* The action that begins a filter, if it can be begun now. */
static const struct action *finder(const struct screen *screen)
{
	const struct action *action;

	for (size_t i = 0; (action = action_at(screen, i)); i++)
		if (!strcmp(action->name, "find"))
			return action;
	return NULL;
}

static bool look_for(struct app *app, struct text text)
{
	const struct action *find = finder(app->top);

	if (!find || !text.len)
		return false;
	find->run(app->top);
	if (app->top->kind->event)
		app->top->kind->event(app->top, &(struct event){EVENT_PASTE, KEY_NONE, false, text, 0, 0});
	return true;
}

static void pasted(struct app *app, struct text text)
{
	bool browsing = !screen_entering(app->top, NULL) && !app->top->kind->overlay,
	     lines = browsing && text.len && memchr(text.at, '\n', text.len);

	if (lines && app->welcome.role == ROLE_OPERATOR)
		offer(app->top, text);
	else if (lines)
		app_say(app, "{1} lines not taken: paste roll-calls on a meeting's roll; the office imports",
			"n", (int64_t)lines_in(text));
	else if (!browsing || !look_for(app, text))
		app_say(app, "What was pasted cannot be written here", "");
}

/* Words, as an input method commits them; signs are slips. */
static bool begins_with_han(struct text text)
{
	enum { FIRST_HAN = 0x3400, LAST_HAN = 0x9fff, FIRST_OF_PLANE_2 = 0x20000 };
	uint32_t code = text.len ? text_next(&text) : 0;

	return (code >= FIRST_HAN && code <= LAST_HAN) || code >= FIRST_OF_PLANE_2;
}

void app_untaken(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_PASTE)
		pasted(app, text_trim(event->text));
	else if (event_is(event, KEY_CTRL_A + 'C' - 'A'))
		app_say(app, "Ctrl-Q leaves the program; nothing typed is lost", "");
	else if (event->kind == EVENT_TEXT && event->text.len > 2 &&
		!(begins_with_han(event->text) && look_for(app, event->text)))
		app_say(app, "Nothing is being entered here: F1 shows the keys", "");
}
