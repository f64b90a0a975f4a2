/* Rules read out: what they say, as sentences made from the compiled rules and not from the file, so that
 * whoever wrote the file sees what the program understood, with all that was decided for him. Sentences are
 * pieces (core/base/sentence.h). */
#ifndef CORE_SCORE_SENTENCE_H
#define CORE_SCORE_SENTENCE_H

#include "core/base/buf.h"
#include "core/score/rules.h"

/* What is read out one by one. */
struct sentence {
	enum sentence_kind kind;
	size_t number;           /* among those of its kind */
	struct text id, name;    /* of HEAD and TIES: none */
	unsigned line, last;     /* of the file, from 1 */
	const struct item *item; /* of ITEM */
	struct fraction full;    /* of SECTION and ITEM: the full mark, as far as it is one number */
	struct fraction sum;     /* of SECTION: what its items' full marks add up to; not given: not known */
	struct buf *words;
};
/* In the order of the file; `words` is ours and holds only that one. What could not be read is left out. */
typedef void sentence_visit(const struct sentence *sentence, void *arg);
void sentences_each(const struct rules *rules, sentence_visit *each, void *arg);
/* One item. */
void sentence_item(const struct rules *rules, const struct item *item, struct buf *out);

#endif
