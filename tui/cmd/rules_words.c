/* The list of words that rules can say, as Markdown: what config/rules-words.md holds. */
#include <stdio.h>
#include "tui/cmd/rules.h"
#include "tui/words.h"

/* Several lines stand one under the other in a cell; what would end the cell does not. */
static void put_example(struct text example, struct buf *out)
{
	struct text line;

	for (size_t i = 0; text_split(&example, '\n', &line); i++) {
		buf_text(out, i ? TEXT("<br>`") : TEXT("`"));
		for (size_t at = 0; at < line.len; at++) {
			if (line.at[at] == '|')
				buf_byte(out, '\\');
			buf_byte(out, line.at[at]);
		}
		buf_byte(out, '`');
	}
}

static void put_group(struct text encoded, struct buf *out)
{
	buf_text(out, out->len ? TEXT("\n### ") : TEXT("### "));
	tr_encoded(encoded, out);
	buf_text(out, TEXT("\n\n| "));
	buf_text(out, tr_text(N_("word")));
	buf_text(out, TEXT(" | "));
	buf_text(out, tr_text(N_("what it means")));
	buf_text(out, TEXT(" | "));
	buf_text(out, tr_text(N_("example")));
	buf_text(out, TEXT(" |\n|---|---|---|\n"));
}

/* The word of the reader's language first. */
static void put_word(const struct view *row, struct buf *out)
{
	bool english = words_language() == LANGUAGE_EN;
	struct text also = view_text(row, RULE_WORD_ALSO), word;

	buf_text(out, TEXT("| "));
	buf_text(out, view_text(row, english ? RULE_WORD_NAME : RULE_WORD_LABEL));
	buf_text(out, TEXT(" ("));
	buf_text(out, view_text(row, english ? RULE_WORD_LABEL : RULE_WORD_NAME));
	buf_byte(out, ')');
	for (size_t i = 0; also.len && text_split(&also, '\x1f', &word); i++) {
		buf_text(out, i ? TEXT(" ") : tr_text(N_("; also ")));
		buf_text(out, word);
	}
	buf_text(out, TEXT(" | "));
	tr_encoded(view_text(row, RULE_WORD_HELP), out);
	buf_text(out, TEXT(" | "));
	put_example(view_text(row, english ? RULE_WORD_EXAMPLE_EN : RULE_WORD_EXAMPLE), out);
	buf_text(out, TEXT(" |\n"));
}

bool print_words(const struct checked *checked)
{
	struct row_walk rows = view_rows(&checked->answer, RULED_WORDS);
	struct text group = NO_TEXT;
	struct buf out = BUF_INIT;

	while (row_walk_next(&rows)) {
		if (!text_equal(group, view_text(&rows.row, RULE_WORD_GROUP))) {
			group = view_text(&rows.row, RULE_WORD_GROUP);
			put_group(group, &out);
		}
		put_word(&rows.row, &out);
	}
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&out);
	return true;
}
