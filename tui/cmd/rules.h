/* Between the files of the command rules: what was answered about a file, and how it is printed. */
#ifndef TUI_CMD_RULES_H
#define TUI_CMD_RULES_H

#include "core/io/table.h"
#include "tui/cmd/cmd.h"

struct checked {
	const char *path;
	struct text bytes;
	enum table_format format;
	struct view answer;
};

/* What a file holds may hold anything: only what can be shown goes to the terminal. */
void put_shown(struct buf *out, struct text text);
/* The answer in words on stdout. False: something was not as it should be (it was said). */
bool print_cases(const struct checked *checked);
bool print_sentences(const struct checked *checked);
bool print_changes(const struct checked *checked);
bool print_moves(const struct checked *checked);
bool print_activated(const struct checked *checked);
/* The words of the language, as Markdown. */
void print_words(const struct view *answer);

#endif
