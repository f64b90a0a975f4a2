/* Between the files of the command rules: what was answered about a file, and how it is printed. */
#ifndef TUI_CMD_RULES_H
#define TUI_CMD_RULES_H

#include "core/io/table.h"
#include "tui/cmd/cmd.h"

struct checked {
	const char *path;
	struct text bytes;
	struct view answer;
};

/* What a file holds may hold anything: only what can be shown goes to the terminal. */
void put_shown(struct buf *out, struct text text);

/* --- rules_print.c --- */
/* The answer in words on stdout. False: something was not as it should be (it was said). */
bool print_cases(const struct checked *checked);
bool print_sentences(const struct checked *checked);
bool print_changes(const struct checked *checked);
bool print_moves(const struct checked *checked);
bool print_activated(const struct checked *checked);
/* The words of the language, as Markdown. */
bool print_words(const struct checked *checked);
/* Nothing was put in force: said on stderr; false. */
bool say_not_activated(const struct checked *checked);

/* What a sentence is about, what became of it: for programs, for people. */
struct said_kind {
	const char *name, *words;
};
const struct said_kind *said_kind(const struct view *row, uint16_t tag);
const struct said_kind *said_change(const struct view *row);
void put_points(struct buf *out, int64_t points);
/* "党小组会 15 -> 10", one after the other: why this one moves. Moves and items have one order: `items`
 * stands before the first of this move, and then behind its last. */
void put_items(struct row_walk *items, int64_t move, struct buf *out);

/* --- rules_table.c --- */
/* The same as rows of one table, of however many files. */
enum { RULES_CELLS = 9 };
struct rules_table;
struct rules_columns {
	const char *keys[RULES_CELLS + 1];
	/* False as above. */
	bool (*rows)(struct rules_table *table, const struct checked *checked);
};
extern const struct rules_columns faults_columns, cases_columns, sentences_columns, changes_columns,
	moves_columns, moves_text_columns, activated_columns, words_columns;
struct rules_table {
	const struct rules_columns *columns; /* NULL: not open */
	struct table_out out;
	struct cell cells[RULES_CELLS];
	struct buf words[RULES_CELLS];
	size_t count;
};
void rules_table_open(
	struct rules_table *table, enum table_format format, const struct rules_columns *columns);
/* On stdout. */
void rules_table_close(struct rules_table *table);

#endif
