/* What may stand at one place of a rules file, for whoever is writing it: found by reading the file, for only
 * its reader knows what it looks for there. The place is marked by a word that nobody writes (the probe). */
#ifndef CORE_SCORE_OFFERS_H
#define CORE_SCORE_OFFERS_H

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/base/tree.h"
#include "core/score/words.h"

struct entity;
enum { OFFERS_MAX = 400, OFFER_TARGETS = 4 };

struct offer {
	struct text word;
	const char *help; /* message id; NULL: the word says it */
};
struct offers {
	struct arena *arena;
	struct text probe;
	const struct tree *at; /* the value that holds the probe, or the map whose key it is; NULL: nowhere */
	bool key;
	struct offer items[OFFERS_MAX];
	size_t count;
	unsigned targets[OFFER_TARGETS]; /* entities whose records may be named, too */
	size_t target_count;
	bool fits[WORD_COUNT]; /* keys that the reader looked for in the map */
};
/* Where the probe stands. Everything lives as long as the tree and the arena. */
void offers_begin(struct offers *offers, const struct tree *root, struct text probe, struct arena *arena);

struct reading;
/* Is this the value, the map? False when nobody asks. */
bool asked_value(const struct reading *reading, const struct tree *node);
bool asked_key(const struct reading *reading, const struct tree *map);
void offer(struct reading *reading, const char *name, const char *label, const char *help);
void offer_text(struct reading *reading, struct text word, const char *help);
void offer_choices(struct reading *reading, const struct choice_word *words);
void offer_sources(struct reading *reading);
/* Of the line under way: the fields of its source, and single words that a filter may be. */
void offer_filter(struct reading *reading, const struct entity *shape, struct text typed);
void offer_values(struct reading *reading, const struct entity *shape, struct text text);
/* `field` empty: whatever any field can say. */
void offer_cells(struct reading *reading, struct text field);
void offer_number_fields(struct reading *reading, const struct choice_word *atom);
/* Numbers of a row, and columns that the line computes. */
void offer_row_numbers(struct reading *reading);
/* Sections and items that were read. */
void offer_settled(struct reading *reading);
/* read_names.c: 期初, 期末 */
void offer_days(struct reading *reading);
void offer_classes(struct reading *reading);
/* The keys that were looked for and are not there. */
void offer_keys(struct reading *reading);

#endif
