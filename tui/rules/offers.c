/* F4: what may stand at the caret, each with a word of explanation; F1: what a key means. The service reads
 * the text with a word at the caret that nobody writes, and says what it looked for there. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/ask.h"
#include "tui/rules/editor.h"

static const struct text probe = {"qzjx", 4};

enum { DIGITS = 9 };

static struct text content(const struct rules_editor *editor)
{
	return edit_text_text(&editor->text);
}

static void indent(struct buf *out, size_t columns)
{
	while (columns--)
		buf_byte(out, ' ');
}

/* --- what may stand here --- */

/* The text with the probe in its place. */
static void put_probe(const struct rules_editor *editor, const struct place *place, struct buf *out)
{
	struct text text = content(editor), rest = text_skip(text, place->from);
	size_t line = place->from + text_find(rest, TEXT("\n"));

	if (place->kind == PLACE_KEY && line_bracket(text, place->from) == '{') {
		buf_text(out, text_take(text, place->from));
		buf_text(out, probe);
		buf_text(out, TEXT(": 0, "));
		buf_text(out, rest);
	} else if (place->kind == PLACE_KEY) {
		buf_text(out, text_take(text, line));
		buf_byte(out, '\n');
		indent(out, indent_of_key(text, place->from));
		buf_text(out, probe);
		buf_text(out, TEXT(": 0"));
		buf_text(out, text_skip(text, line));
	} else {
		buf_text(out, text_take(text, place->from));
		buf_text(out, probe);
		if (place->kind != PLACE_VALUE)
			buf_text(out, place->kind == PLACE_NEW_KEY ? TEXT(": 0") : TEXT(": 0, "));
		buf_text(out, text_skip(text, place->to));
	}
}

/* What was chosen is written where it belongs: a key behind the line that was looked at. */
static void write_choice(struct screen *screen, struct text word)
{
	struct rules_editor *editor = rules_of(screen);
	struct place place = editor->place;
	struct text text = content(editor);
	struct buf out = BUF_INIT;
	size_t from = place.from, to = place.to;

	if (place.kind == PLACE_KEY && line_bracket(text, from) != '{') {
		from = to = from + text_find(text_skip(text, from), TEXT("\n"));
		buf_byte(&out, '\n');
		indent(&out, indent_of_key(text, place.from));
	} else if (place.kind == PLACE_KEY) {
		to = from;
	}
	buf_text(&out, word);
	if (place.kind != PLACE_VALUE)
		buf_text(&out, TEXT(": "));
	if (place.kind == PLACE_KEY && line_bracket(text, place.from) == '{')
		buf_text(&out, TEXT(", "));
	edit_line_replace(&editor->text.edit, from, to, buf_as_text(&out), EDIT_ALONE);
	edit_text_size(&editor->text, editor->text.rows, editor->text.columns);
	if (place.kind == PLACE_KEY && line_bracket(text, place.from) == '{')
		rules_caret(screen, from + out.len - 2);
	rules_touched(screen);
	buf_release(&out);
}

static void number_chosen(struct screen *screen, int digit)
{
	struct text choices = buf_as_text(&rules_of(screen)->choices), word = NO_TEXT;

	for (int i = 0; i < digit; i++)
		if (!text_split(&choices, '\n', &word))
			return;
	if (digit > 0)
		write_choice(screen, word);
}

static void line_picked(struct screen *screen, size_t picked)
{
	struct text choices = buf_as_text(&rules_of(screen)->choices), word;

	for (size_t i = 0; text_split(&choices, '\n', &word); i++)
		if (i == picked) {
			write_choice(screen, word);
			return;
		}
}

/* "会议        程序里的记录" */
static void put_line(struct text word, struct text help, size_t columns, struct buf *out)
{
	size_t width = text_width(word);

	buf_text(out, word);
	if (help.len)
		indent(out, (width < columns ? columns - width : 0) + 2);
	buf_text(out, help);
}

/* Of the words that are offered; one that is longer than most stands out. */
static size_t widest_word(struct row_walk rows)
{
	enum { WORD_COLUMNS = 26 };
	size_t widest = 0;

	while (row_walk_next(&rows)) {
		size_t width = text_width(view_text(&rows.row, OFFER_WORD));

		widest = width > widest && width <= WORD_COLUMNS ? width : widest;
	}
	return widest;
}

static void offer_lines(struct screen *screen, struct text *lines, size_t count)
{
	const char *title = rules_of(screen)->place.kind == PLACE_VALUE ? N_("What stands here?")
									: N_("Which key is added?");
	struct choice_line digits[DIGITS];

	for (size_t i = 0; i < count && count <= DIGITS; i++)
		digits[i] = (struct choice_line){(int)i + 1, NULL, lines[i]};
	if (count > DIGITS)
		ask_pick(screen, title, lines, count, line_picked);
	else if (count)
		ask_number(screen, title, digits, count, number_chosen);
	else
		app_say(screen->app, "Any number, formula or name may stand here; F1 explains the key", "");
}

static void offers_came(struct screen *screen, const struct answer *answer)
{
	struct rules_editor *editor = rules_of(screen);
	struct row_walk rows;
	struct text *lines;
	struct arena arena = ARENA_INIT;
	size_t count = 0, columns;

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	if (view_row_count(&answer->body, RULED_FAULTS) && !view_row_count(&answer->body, RULED_OFFERS) &&
		editor->fault_total) {
		app_say(screen->app, "First the faults: F8 goes to the next", "");
		return;
	}
	buf_clear(&editor->choices);
	lines = mem_new((view_row_count(&answer->body, RULED_OFFERS) + 1) * sizeof(*lines));
	rows = view_rows(&answer->body, RULED_OFFERS);
	columns = widest_word(rows);
	for (; row_walk_next(&rows); count++) {
		struct text word = view_text(&rows.row, OFFER_WORD);
		struct buf line = BUF_INIT, help = BUF_INIT;

		buf_text(&editor->choices, word);
		buf_byte(&editor->choices, '\n');
		if (view_has(&rows.row, OFFER_HELP))
			tr_encoded(view_text(&rows.row, OFFER_HELP), &help);
		put_line(word, buf_as_text(&help), columns, &line);
		lines[count] = arena_text(&arena, buf_as_text(&line));
		buf_release(&line);
		buf_release(&help);
	}
	offer_lines(screen, lines, count);
	free(lines);
	arena_release(&arena);
}

static void ask(struct screen *screen, const struct place *place, screen_answer *done)
{
	struct record request;
	struct buf text = BUF_INIT;

	put_probe(rules_of(screen), place, &text);
	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, buf_as_text(&text));
	record_number(&request, RULE_FILE_DO, RULES_OFFER);
	record_text(&request, RULE_FILE_ITEM, probe);
	screen_send(screen, CALL_RULES, &request, done);
	record_release(&request);
	buf_release(&text);
}

void rules_ask_offers(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);

	editor->place = place_at(content(editor), editor->text.edit.caret);
	ask(screen, &editor->place, offers_came);
}

/* --- what a key means --- */

/* Words of a place that has a few; many are F4's. */
static void values_came(struct screen *screen, const struct answer *answer)
{
	enum { SHOWN = 24 };
	struct rules_editor *editor = rules_of(screen);
	struct row_walk rows;
	struct buf words = BUF_INIT;
	size_t count = 0;

	if (answer->kind == ANSWER_ERROR)
		return;
	rows = view_rows(&answer->body, RULED_OFFERS);
	for (; row_walk_next(&rows) && count < SHOWN; count++) {
		buf_text(&words, count ? TEXT("  ") : NO_TEXT);
		buf_text(&words, view_text(&rows.row, OFFER_WORD));
	}
	if (row_walk_next(&rows))
		buf_text(&words, TEXT(" .."));
	buf_clear(&editor->explained_values);
	buf_text(&editor->explained_values, buf_as_text(&words));
	buf_release(&words);
	app_redraw(screen->app);
}

static void put_also(struct text also, struct buf *out)
{
	struct text word;

	for (size_t i = 0; text_split(&also, '\x1f', &word); i++) {
		buf_text(out, i ? TEXT(" ") : TEXT("  ("));
		buf_text(out, word);
	}
	if (also.at)
		buf_byte(out, ')');
}

static void word_came(struct screen *screen, const struct answer *answer)
{
	struct rules_editor *editor = rules_of(screen);
	struct row_walk rows;
	const struct view *row = &rows.row;
	bool english = rules_english(editor);

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	rows = view_rows(&answer->body, RULED_WORDS);
	if (!row_walk_next(&rows)) {
		editor->explained_at = SIZE_MAX;
		app_say(screen->app,
			"This key is a word of the file's own; F1 again: all keys of this screen", "");
		return;
	}
	buf_clear(&editor->explained);
	buf_clear(&editor->example);
	buf_text(&editor->explained, view_text(row, english ? RULE_WORD_NAME : RULE_WORD_LABEL));
	buf_text(&editor->explained, TEXT("  "));
	tr_encoded(view_text(row, RULE_WORD_HELP), &editor->explained);
	if (view_has(row, RULE_WORD_ALSO))
		put_also(view_text(row, RULE_WORD_ALSO), &editor->explained);
	buf_text(&editor->example, view_text(row, english ? RULE_WORD_EXAMPLE_EN : RULE_WORD_EXAMPLE));
	app_redraw(screen->app);
}

/* The place of the value behind the key, when it is one word. */
static bool value_of_key(struct text text, size_t key_end, struct place *place)
{
	size_t from, to, at = key_end;

	while (at < text.len && text.at[at] != '\n' && text.at[at] != ':')
		at++;
	if (at + 1 >= text.len || text.at[at] != ':')
		return false;
	for (at++; at < text.len && text.at[at] == ' ';)
		at++;
	if (!value_at(text, at, &from, &to)) {
		from = to = at;
		if (at < text.len && text.at[at] != '\n')
			return false;
	}
	*place = (struct place){PLACE_VALUE, from, to};
	return true;
}

void rules_explain(struct screen *screen)
{
	struct rules_editor *editor = rules_of(screen);
	struct text text = content(editor);
	size_t from, to;
	struct place place;
	struct record request;

	if (editor->explained_at == editor->text.edit.caret ||
		!key_before(text, editor->text.edit.caret, &from, &to)) {
		editor->explained_at = SIZE_MAX;
		app_open(screen->app, "help", NULL);
		return;
	}
	editor->explained_at = editor->text.edit.caret;
	buf_clear(&editor->explained);
	buf_clear(&editor->explained_values);
	record_init(&request, &rules_shape);
	record_number(&request, RULE_FILE_DO, RULES_WORDS);
	record_text(&request, RULE_FILE_ITEM, text_take(text_skip(text, from), to - from));
	screen_send(screen, CALL_RULES, &request, word_came);
	record_release(&request);
	if (value_of_key(text, to, &place))
		ask(screen, &place, values_came);
}
