/* What the service answers about rules files as one table: for programs and spreadsheets. */
#include <stdio.h>
#include "core/base/date.h"
#include "tui/cmd/rules.h"
#include "tui/words.h"

/* --- cells --- */

/* old_rank, as people read it: old rank, 原名次. */
static void cell_label(const char *key, struct buf *out)
{
	buf_text(out, tr_text(key));
	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] == '_')
			out->data[i] = ' ';
}

void rules_table_open(
	struct rules_table *table, enum table_format format, const struct rules_columns *columns)
{
	struct text names[RULES_CELLS], labels[RULES_CELLS];
	size_t count = 0;

	*table = (struct rules_table){.columns = columns};
	for (; count < RULES_CELLS && columns->keys[count]; count++) {
		names[count] = text_of(columns->keys[count]);
		cell_label(columns->keys[count], &table->words[count]);
		labels[count] = buf_as_text(&table->words[count]);
	}
	table_out_open(&table->out, format, names, labels, count);
}

void rules_table_close(struct rules_table *table)
{
	struct buf bytes = BUF_INIT;

	table_out_close(&table->out, &bytes);
	fwrite(bytes.data, 1, bytes.len, stdout);
	for (size_t i = 0; i < RULES_CELLS; i++)
		buf_release(&table->words[i]);
	buf_release(&bytes);
	*table = (struct rules_table){.columns = NULL};
}

/* Where the next cell is written. */
static struct buf *cell_begin(struct rules_table *table)
{
	struct buf *words = &table->words[table->count];

	buf_clear(words);
	return words;
}

/* The row is full with the last one. */
static void cell_end(struct rules_table *table, bool number)
{
	const struct buf *words = &table->words[table->count];

	table->cells[table->count++] = (struct cell){buf_as_text(words), number, !words->len};
	if (table->count < table->out.columns)
		return;
	table_out_row(&table->out, table->cells);
	table->count = 0;
}

static void cell_put(struct rules_table *table, struct text text, bool number)
{
	put_shown(cell_begin(table), text_trim(text));
	cell_end(table, number);
}

static void cell_text(struct rules_table *table, struct text text)
{
	cell_put(table, text, false);
}

/* Our own, of several lines. */
static void cell_lines(struct rules_table *table, struct text text)
{
	buf_text(cell_begin(table), text);
	cell_end(table, false);
}

static void cell_number(struct rules_table *table, const struct view *row, uint16_t tag)
{
	char digits[24] = "";

	if (view_has(row, tag))
		snprintf(digits, sizeof(digits), "%lld", (long long)view_number(row, tag));
	cell_put(table, text_of(digits), true);
}

static void cell_words(struct rules_table *table, const struct view *row, uint16_t tag)
{
	struct buf words = BUF_INIT;

	tr_encoded(view_text(row, tag), &words);
	cell_text(table, buf_as_text(&words));
	buf_release(&words);
}

/* A word of ours: as it is for programs. */
static void cell_word(struct rules_table *table, const char *name, const char *words)
{
	cell_text(table, table->out.format == TABLE_JSON ? text_of(name) : tr_text(words));
}

static void cell_kind(struct rules_table *table, const struct view *row, uint16_t tag)
{
	const struct said_kind *kind = said_kind(row, tag);

	cell_word(table, kind->name, kind->words);
}

static void cell_points(struct rules_table *table, const struct view *row, uint16_t tag)
{
	struct buf words = BUF_INIT;

	if (view_has(row, tag))
		put_points(&words, view_number(row, tag));
	cell_put(table, buf_as_text(&words), true);
	buf_release(&words);
}

/* --- faults --- */

static void faults_of(struct rules_table *table, const struct checked *checked, uint16_t tag,
	const char *name, const char *words)
{
	struct row_walk rows = view_rows(&checked->answer, tag);

	while (row_walk_next(&rows)) {
		cell_text(table, text_of(checked->path));
		cell_number(table, &rows.row, PLACE_LINE);
		cell_number(table, &rows.row, PLACE_COLUMN);
		cell_word(table, name, words);
		cell_words(table, &rows.row, PLACE_MESSAGE);
	}
}

static bool table_faults(struct rules_table *table, const struct checked *checked)
{
	faults_of(table, checked, RULED_DOUBTS, "warning", N_("warning"));
	faults_of(table, checked, RULED_FAULTS, "error", N_("error"));
	return true;
}

/* --- cases --- */

/* "9: 1 came, 2 is expected", one after the other. */
static void put_differences(const struct checked *checked, int64_t index, struct buf *out)
{
	struct row_walk said = view_rows(&checked->answer, RULED_DIFFERENCES);

	while (row_walk_next(&said)) {
		if (view_number(&said.row, DIFFERENCE_CASE) != index)
			continue;
		if (out->len)
			buf_text(out, tr_text("; "));
		buf_printf(out, "%lld: ", (long long)view_number(&said.row, DIFFERENCE_LINE));
		tr_encoded(view_text(&said.row, DIFFERENCE_MESSAGE), out);
	}
}

static bool table_cases(struct rules_table *table, const struct checked *checked)
{
	struct row_walk cases = view_rows(&checked->answer, RULED_CASES);
	bool passed = true;

	for (int64_t index = 0; row_walk_next(&cases); index++) {
		bool good = view_number(&cases.row, CASE_GOOD);
		struct buf differences = BUF_INIT;

		put_differences(checked, index, &differences);
		cell_text(table, text_of(checked->path));
		cell_number(table, &cases.row, CASE_LINE);
		cell_text(table, view_text(&cases.row, CASE_NAME));
		cell_word(table, good ? "passed" : "failed", good ? N_("passed") : N_("FAILED"));
		cell_text(table, buf_as_text(&differences));
		buf_release(&differences);
		passed &= good;
	}
	return passed;
}

/* --- read out --- */

static bool table_sentences(struct rules_table *table, const struct checked *checked)
{
	struct row_walk rows = view_rows(&checked->answer, RULED_SENTENCES);

	while (row_walk_next(&rows)) {
		cell_text(table, text_of(checked->path));
		cell_kind(table, &rows.row, SENTENCE_KIND);
		cell_words(table, &rows.row, SENTENCE_ID);
		cell_words(table, &rows.row, SENTENCE_NAME);
		cell_number(table, &rows.row, SENTENCE_LINE);
		cell_number(table, &rows.row, SENTENCE_LAST);
		cell_words(table, &rows.row, SENTENCE_WORDS);
	}
	return true;
}

/* --- what changes --- */

static bool table_changes(struct rules_table *table, const struct checked *checked)
{
	struct row_walk rows = view_rows(&checked->answer, RULED_CHANGES);

	while (row_walk_next(&rows)) {
		const char *what = said_change(&rows.row)->name;

		cell_word(table, what, what);
		cell_kind(table, &rows.row, CHANGE_KIND);
		cell_words(table, &rows.row, CHANGE_NAME);
		cell_words(table, &rows.row, CHANGE_WAS);
		cell_words(table, &rows.row, CHANGE_SECTION);
		cell_number(table, &rows.row, CHANGE_LINE);
		cell_words(table, &rows.row, CHANGE_OLD);
		cell_words(table, &rows.row, CHANGE_NEW);
	}
	return true;
}

/* --- what it would do --- */

static void cell_grades(struct rules_table *table, const struct view *row)
{
	struct text old = view_text(row, MOVE_OLD_GRADE), new = view_text(row, MOVE_NEW_GRADE);
	struct buf words = BUF_INIT;

	if (old.len || new.len)
		buf_text(&words, old.len ? old : tr_text(N_("no grade")));
	if (!text_equal(old, new)) {
		buf_text(&words, TEXT(" -> "));
		buf_text(&words, new.len ? new : tr_text("no grade"));
	}
	cell_text(table, buf_as_text(&words));
	buf_release(&words);
}

static void cell_moved(struct rules_table *table, const struct view *row)
{
	int64_t by = view_number(row, MOVE_OLD_RANK) - view_number(row, MOVE_NEW_RANK);
	struct buf words = BUF_INIT;

	if (view_has(row, MOVE_OLD_RANK) && view_has(row, MOVE_NEW_RANK) && by)
		tr_format(&words, by > 0 ? N_("up {1}") : N_("down {1}"), "n", by > 0 ? by : -by);
	cell_text(table, buf_as_text(&words));
	buf_release(&words);
}

static bool table_moves(struct rules_table *table, const struct checked *checked)
{
	struct row_walk rows = view_rows(&checked->answer, RULED_MOVES),
			next = view_rows(&checked->answer, RULED_MOVE_ITEMS);

	for (int64_t move = 0; row_walk_next(&rows); move++) {
		struct buf items = BUF_INIT;

		cell_words(table, &rows.row, MOVE_NAME);
		cell_number(table, &rows.row, MOVE_OLD_RANK);
		cell_number(table, &rows.row, MOVE_NEW_RANK);
		cell_moved(table, &rows.row);
		cell_points(table, &rows.row, MOVE_OLD_TOTAL);
		cell_points(table, &rows.row, MOVE_NEW_TOTAL);
		cell_grades(table, &rows.row);
		put_items(&next, move, &items);
		if (table->columns == &moves_columns) {
			cell_text(table, buf_as_text(&items));
			cell_number(table, &rows.row, MOVE_NEW_PENDING);
		}
		buf_release(&items);
	}
	return true;
}

/* --- activated --- */

static bool table_activated(struct rules_table *table, const struct checked *checked)
{
	const struct view *answer = &checked->answer;
	struct buf day = BUF_INIT;

	if (!view_has(answer, RULED_VERSION))
		return say_not_activated(checked);
	date_format(view_number(answer, RULED_FROM), &day);
	cell_number(table, answer, RULED_VERSION);
	cell_text(table, buf_as_text(&day));
	cell_text(table, view_text(answer, RULED_NAME));
	cell_text(table, view_text(answer, RULED_BASIS));
	buf_release(&day);
	return true;
}

/* --- words --- */

static void put_also(struct text also, struct buf *out)
{
	struct text word;

	while (also.len && text_split(&also, '\x1f', &word)) {
		buf_text(out, out->len ? TEXT(" ") : NO_TEXT);
		buf_text(out, word);
	}
}

static bool table_words(struct rules_table *table, const struct checked *checked)
{
	struct row_walk rows = view_rows(&checked->answer, RULED_WORDS);
	uint16_t example = words_language() == LANGUAGE_EN ? RULE_WORD_EXAMPLE_EN : RULE_WORD_EXAMPLE;

	while (row_walk_next(&rows)) {
		struct buf also = BUF_INIT;

		put_also(view_text(&rows.row, RULE_WORD_ALSO), &also);
		cell_words(table, &rows.row, RULE_WORD_GROUP);
		cell_text(table, view_text(&rows.row, RULE_WORD_NAME));
		cell_text(table, view_text(&rows.row, RULE_WORD_LABEL));
		cell_text(table, buf_as_text(&also));
		cell_words(table, &rows.row, RULE_WORD_HELP);
		cell_lines(table, view_text(&rows.row, example));
		buf_release(&also);
	}
	return true;
}

/* --- their columns --- */

const struct rules_columns faults_columns = {
	{N_("file"), N_("line"), N_("column"), N_("kind"), N_("message")}, table_faults};
const struct rules_columns cases_columns = {
	{N_("file"), N_("line"), N_("name"), N_("outcome"), N_("differences")}, table_cases};
const struct rules_columns sentences_columns = {
	{N_("file"), N_("kind"), N_("id"), N_("name"), N_("line"), N_("last_line"), N_("in_words")},
	table_sentences};
const struct rules_columns changes_columns = {
	{N_("what"), N_("kind"), N_("name"), N_("was"), N_("section"), N_("line"), N_("before"), N_("now")},
	table_changes};
const struct rules_columns moves_columns = {
	{N_("name"), N_("old_rank"), N_("new_rank"), N_("move"), N_("old_total"), N_("new_total"),
		N_("grade"), N_("items"), N_("not_judged")},
	table_moves};
const struct rules_columns moves_text_columns = {{N_("name"), N_("old_rank"), N_("new_rank"), N_("move"),
							 N_("old_total"), N_("new_total"), N_("grade")},
	table_moves};
const struct rules_columns activated_columns = {
	{N_("version"), N_("from"), N_("name"), N_("basis")}, table_activated};
const struct rules_columns words_columns = {
	{N_("chapter"), N_("name"), N_("chinese"), N_("also"), N_("meaning"), N_("example")}, table_words};
