/* Scoring rules, edited in place: Tab goes from value to value, so that keys need not be touched; faults
 * stand below their lines, and the item at the caret is read out. */
#include "tui/rules/editor.h"
#include "tui/drafts.h"

#include "core/base/number.h"

/* --- where the caret is --- */

static struct text content(const struct rules_editor *editor)
{
	return edit_text_text(&editor->text);
}

void rules_caret(struct screen *screen, size_t at)
{
	struct rules_editor *editor = rules_of(screen);

	editor->text.edit.caret = at < content(editor).len ? at : content(editor).len;
	editor->text.goal = -1;
	edit_text_size(&editor->text, editor->text.rows, editor->text.columns);
}

static void step_value(struct screen *screen, bool back)
{
	struct rules_editor *editor = rules_of(screen);
	size_t from, to;

	if (value_next(content(editor), editor->text.edit.caret, back, &from, &to))
		rules_caret(screen, to);
	else
		app_say(screen->app,
			back ? N_("No value stands before this") : N_("No value stands behind this"), "");
}

static void next_value(struct screen *screen)
{
	step_value(screen, false);
}

static void value_before(struct screen *screen)
{
	step_value(screen, true);
}

/* From the caret on, then from the beginning. */
static void find_again(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	struct text text = content(editor), sought = buf_as_text(&editor->sought);
	size_t from = editor->text.edit.caret, at = text_find(text_skip(text, from), sought);

	if (at == text.len - from) {
		from = 0;
		at = text_find(text, sought);
	}
	if (at + from < text.len)
		rules_caret(screen, from + at + sought.len);
	else
		app_say(screen->app, "\"{1}\" does not stand in these rules", "S", sought);
}

static void find_typed(struct screen *screen, const struct text *text)
{
	struct rules_editor *editor = rules_of(screen);

	if (!text)
		return;
	/* Nothing typed: the same words once more. */
	if (text->len) {
		buf_clear(&editor->sought);
		buf_text(&editor->sought, *text);
	}
	if (editor->sought.len)
		find_again(screen);
}

static void ask_find(struct screen *screen)
{
	ask_text(screen, N_("Find in the rules (Enter alone: the next place)"), NO_TEXT, 60, find_typed);
}

static void next_fault(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	size_t line = line_of_byte(content(editor), editor->text.edit.caret);
	const struct rules_fault *next = NULL;

	for (size_t i = 0; i < editor->fault_count && !next; i++)
		if (editor->faults[i].line > line)
			next = &editor->faults[i];
	if (!next && editor->fault_count)
		next = &editor->faults[0];
	if (!next) {
		app_say(screen->app, "There is no fault", "");
		return;
	}
	rules_caret(screen, byte_of_place(content(editor), next->line, next->column));
}

/* --- changing --- */

/* Another window of the person goes on: nothing is changed here. */
static bool only_read(struct screen *screen)
{
	if (rules_of(screen)->draft_lost)
		draft_say_read_only(screen->app);
	return rules_of(screen)->draft_lost;
}

static bool only_moves(const struct event *event)
{
	return event->kind == EVENT_KEY &&
		((event->key >= KEY_UP && event->key <= KEY_PGDN) ||
			(event->key >= KEY_CTRL_LEFT && event->key <= KEY_CTRL_END));
}

static void replace(struct screen *screen, size_t from, size_t to, struct text with)
{
	struct rules_editor *editor = rules_of(screen);

	edit_line_replace(&editor->text.edit, from, to, with, EDIT_ALONE);
	edit_text_size(&editor->text, editor->text.rows, editor->text.columns);
	rules_touched(screen);
}

/* A full-width colon where a half-width one and a blank must stand. */
static bool mend_colon(struct screen *screen, size_t line)
{
	static const struct text wide = {"\xef\xbc\x9a", 3};
	struct text text = content(rules_of(screen)), rest;
	size_t from = line_start(text, line), at;

	rest = text_skip(text, from);
	rest = text_take(rest, text_find(rest, TEXT("\n")));
	at = text_find(rest, wide);
	if (at == rest.len)
		return false;
	replace(screen, from + at, from + at + wide.len, TEXT(": "));
	return true;
}

static void help_value(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	size_t line = line_of_byte(content(editor), editor->text.edit.caret);

	if (only_read(screen))
		return;
	if (fault_of_line(editor, line) &&
		(mend_colon(screen, line) || rules_offer_fault(screen, fault_of_line(editor, line))))
		return;
	rules_ask_offers(screen);
}

/* Every line as far in as the items around. */
static void put_indented(const char *form, size_t blanks, struct buf *out)
{
	struct text rest = text_of(form), line;

	while (rest.len && text_split(&rest, '\n', &line)) {
		for (size_t i = 0; line.len && i < blanks; i++)
			buf_byte(out, ' ');
		buf_text(out, line);
		buf_byte(out, '\n');
	}
}

static void add_item(struct screen *screen, int digit)
{
	struct rules_editor *editor = rules_of(screen);
	size_t line = line_of_byte(content(editor), editor->text.edit.caret), at, blanks;
	struct buf words = BUF_INIT;

	if (digit < 1 || !item_place(content(editor), line, &line, &blanks))
		return;
	at = line_start(content(editor), line);
	if (at && content(editor).at[at - 1] != '\n')
		buf_byte(&words, '\n');
	put_indented(rules_english(editor) ? item_forms[digit - 1].text_en : item_forms[digit - 1].text,
		blanks, &words);
	replace(screen, at, at, buf_as_text(&words));
	rules_caret(screen, at);
	step_value(screen, false);
	buf_release(&words);
}

static void ask_item(struct screen *screen)
{
	struct choice_line lines[9];
	size_t count = 0, behind, blanks;

	if (only_read(screen))
		return;
	if (!item_place(content(rules_of(screen)), 0, &behind, &blanks)) {
		app_say(screen->app,
			"There is no list of items yet: write a section first, with one item in it", "");
		return;
	}
	for (; item_forms[count].name; count++)
		lines[count] = (struct choice_line){(int)count + 1, item_forms[count].name, NO_TEXT};
	ask_number(screen, N_("A new item behind this one: of which kind?"), lines, count, add_item);
}

/* --- keeping --- */

static void save(struct screen *screen)
{
	if (only_read(screen))
		return;
	if (!rules_of(screen)->dirty) {
		rules_ask_in_force(screen);
		return;
	}
	rules_keep(screen);
	rules_judge(screen);
	app_say(screen->app, "The draft is kept; F2 once more puts it in force", "");
}

static void try_out(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	struct target target = {.text = content(editor), .from = editor->from, .to = editor->to};

	if (editor->fault_total)
		app_say(screen->app, "With {1} faults nothing can be scored: F8 goes to the next", "n",
			(int64_t)editor->fault_total);
	else
		app_open(screen->app, "rules_trial", &target);
}

static void give_up_draft(struct screen *screen, int digit)
{
	struct rules_editor *editor = rules_of(screen);

	if (digit != 1)
		return;
	rules_drop_draft(screen);
	edit_text_set(&editor->text, buf_as_text(&editor->base));
	edit_text_size(&editor->text, editor->text.rows, editor->text.columns);
	rules_judge(screen);
}

static void ask_give_up(struct screen *screen)
{
	static const struct choice_line lines[] = {
		{1, N_("throw the draft away"), {"", 0}}, {0, N_("go on with it"), {"", 0}}};

	if (!only_read(screen))
		ask_number(screen, N_("Back to the rules as they were opened?"), lines, 2, give_up_draft);
}

/* What a key means is put away first. */
static void leave(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);

	if (editor->explained_at == editor->text.edit.caret) {
		editor->explained_at = SIZE_MAX;
		return;
	}
	rules_keep(screen);
	app_back(screen->app);
}

static const struct action actions[] = {
	{"next", "Tab", N_("Next value"), N_("The next value; keys need not be touched"), WHEN_ALWAYS,
		next_value, NULL},
	{"before", "Shift-Tab", NULL, N_("The value before"), WHEN_ALWAYS, value_before, NULL},
	{"explain", "F1", NULL, N_("What the key at the caret means, with an example; again: all keys"),
		WHEN_ALWAYS, rules_explain, NULL},
	{"choices", "F4 Ctrl-T", N_("What fits"), N_("What may stand here; mends a full-width colon"),
		WHEN_ALWAYS, help_value, NULL},
	{"item", "F6", N_("New item"), N_("A new item behind this one, to be filled in"), WHEN_ALWAYS,
		ask_item, NULL},
	{"fault", "F8", N_("Next fault"), N_("The next fault"), WHEN_ALWAYS, next_fault, NULL},
	{"try", "F5", N_("Try"), N_("What it does to a past period, side by side"), WHEN_ALWAYS, try_out,
		NULL},
	{"find", "F3 Ctrl-F", NULL, N_("Find words in the rules; once more: the next place"), WHEN_ALWAYS,
		ask_find, NULL},
	{"save", "F2 Ctrl-S", N_("Save"), N_("Keep the draft, faults or not; once more: put it in force"),
		WHEN_ALWAYS, save, NULL},
	{"leave", "Esc F12", N_("Back"), N_("Back; what is typed is kept as a draft"), WHEN_ALWAYS, leave,
		NULL},
	{"drop", "Ctrl-R", NULL, N_("Throw the draft away"), WHEN_ALWAYS, ask_give_up, NULL},
	{0},
};

/* --- the screen --- */

static void open(struct screen *screen, const struct target *target)
{
	struct rules_editor *editor = rules_of(screen);

	editor->text = (struct edit_text)EDIT_TEXT_INIT;
	editor->explained_at = SIZE_MAX;
	rules_start(screen, target);
}

static void close(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	struct buf *bufs[] = {&editor->effect, &editor->choices, &editor->basis, &editor->reason,
		&editor->base, &editor->sought, &editor->explained, &editor->explained_values,
		&editor->example, &editor->changes, &editor->kept};

	rules_leave_draft(screen);
	live_close(&editor->live);
	edit_text_release(&editor->text);
	arena_release(&editor->arena);
	for (size_t i = 0; i < sizeof(bufs) / sizeof(*bufs); i++)
		buf_release(bufs[i]);
}

static const enum key clear_key = KEY_CTRL_A + 'U' - 'A', cut_key = KEY_CTRL_A + 'K' - 'A',
		      word_key = KEY_CTRL_A + 'W' - 'A';

/* What stands before the caret goes. */
static bool takes_back(const struct event *event)
{
	return event_is(event, KEY_BACKSPACE) || event_is(event, clear_key) || event_is(event, word_key);
}

/* In a value Ctrl-U and Ctrl-K mean the value, as in a field of a form: its key stays, and the rest of the
 * line. */
static bool cut_value(struct screen *screen, const struct event *event)
{
	const struct rules_editor *editor = rules_of(screen);
	size_t caret = editor->text.edit.caret, from, to;

	if ((!event_is(event, clear_key) && !event_is(event, cut_key)) ||
		!value_at(content(editor), caret, &from, &to))
		return false;
	if (event_is(event, cut_key))
		from = caret;
	if (from < to)
		replace(screen, from, to, NO_TEXT);
	return from < to;
}

static bool event(struct screen *screen, const struct event *event)
{
	struct rules_editor *editor = rules_of(screen);
	size_t before = content(editor).len;
	uint32_t sum = crc32c(0, content(editor).at, before);

	rules_size(screen);
	if (!only_moves(event) && only_read(screen))
		return true;
	if (takes_back(event) && key_ends_at(content(editor), editor->text.edit.caret)) {
		app_say(screen->app, "The key ends here; to change it, go into it with Left first", "");
		return true;
	}
	if (cut_value(screen, event))
		return true;
	if (!edit_text_event(&editor->text, event))
		return false;
	if (content(editor).len != before || crc32c(0, content(editor).at, before) != sum)
		rules_touched(screen);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	(void)screen;
	if (where)
		buf_text(where, tr_text(N_("rules")));
	return true;
}

static bool waiting(const struct screen *screen)
{
	return !rules_of(screen)->loaded || rules_of(screen)->taking;
}

const struct screen_kind rules_kind = {.size = sizeof(struct rules_editor),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = rules_draw,
	.event = event,
	.entering = entering,
	.keep = rules_keep,
	.waiting = waiting};
