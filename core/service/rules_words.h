/* What a rules file may name when no store is there: the kinds of entries that a new court starts with
 * (config/kinds.yaml), those that the file lists under 事项类别 (entry_kinds), and those of the records in
 * its cases. Any other is not known here. Whatever else is named (levels, labels, people) passes. */
#ifndef CORE_SERVICE_RULES_WORDS_H
#define CORE_SERVICE_RULES_WORDS_H

#include "core/base/tree.h"
#include "core/service/config.h"
#include "core/service/naming.h"

struct rules_words {
	struct naming naming; /* first: it is one */
	const struct tree *root;
	struct config shipped;
	bool known; /* a store knew all kinds that the file names: none is refused */
};
/* To be released. A config file that cannot be read is an empty one. */
struct naming *rules_words_over(struct rules_words *words, const struct tree *root);
void rules_words_release(struct rules_words *words);
/* The record of that name; NULL: a new court has none such. */
const struct record *rules_shipped(
	const struct config *shipped, unsigned entity, uint16_t name, struct text word);

/* Records of a world; what the rules name and no record is called so is nothing, then: no row fits it. A kind
 * that the file declares is no misspelled one, though there is none of it. */
struct rules_lenient {
	struct naming naming; /* first: it is one */
	struct world_naming known;
	struct rules_words *words;
};
struct naming *rules_lenient_over(
	struct rules_lenient *lenient, struct world *world, struct rules_words *words);

#endif
