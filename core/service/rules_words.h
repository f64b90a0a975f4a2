/* What a rules file may name when no store is there: the kinds of entries that a new court starts with
 * (config/kinds.yaml), those that the file lists under 事项类别 (entry_kinds), and those of the records in
 * its cases. Any other is not known here. Whatever else is named (levels, labels, people) passes. */
#ifndef CORE_SERVICE_RULES_WORDS_H
#define CORE_SERVICE_RULES_WORDS_H

#include "core/base/tree.h"
#include "core/service/config.h"

struct rules_words {
	struct naming naming; /* first: it is one */
	const struct tree *root;
	struct config shipped;
};
/* To be released. A config file that cannot be read is an empty one. */
struct naming *rules_words_over(struct rules_words *words, const struct tree *root);
void rules_words_release(struct rules_words *words);

#endif
