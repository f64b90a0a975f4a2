/* Inside of a group's card, for card.c and card_draw.c. */
#ifndef TUI_PANELS_CARD_H
#define TUI_PANELS_CARD_H

#include "tui/panels/rows.h"
#include "tui/panels/steps.h"

enum card_block { BLOCK_SETTINGS, BLOCK_SYSTEMS, BLOCK_MEMBERS, BLOCKS };
enum { CARD_SYSTEMS = 8, CARD_WIDE = 150 };

/* One system's year; those that no kind of meeting fulfils are not on the card. */
struct card_year {
	uint64_t system;
	unsigned kind;
	struct text name, rule; /* in the rows of systems */
	char months[13];
	int64_t held, due, latest;
};

/* Cells of the sources, in the order asked for. */
enum card_member {
	MEMBER_AT_NAME,
	MEMBER_AT_OFFICE,
	MEMBER_AT_POST,
	MEMBER_AT_AGE,
	MEMBER_AT_STANDING,
	MEMBER_AT_COURT,
	MEMBER_AT_PRESENT,
	MEMBER_AT_DUE,
	MEMBER_AT_COUNTED,
	MEMBER_AT_STATUS,
	MEMBER_AT_MAKEUP,
};
enum card_term { TERM_AT_KIND, TERM_AT_PERSON, TERM_AT_FROM, TERM_AT_HOW };
enum card_neighbour { NEIGHBOUR_NAME, NEIGHBOUR_REMARK, NEIGHBOUR_URGENT };

struct card {
	struct steps steps; /* first; its live record is the group */
	struct rows groups; /* all, for F7 and F8 */
	struct rows terms, systems, strip, members, found;
	struct buf where_terms, where_found;
	struct card_year years[CARD_SYSTEMS];
	size_t year_count, asking; /* whose strip is under way */
	enum card_block block;
	size_t setting, system; /* the line in its block */
	int month;              /* 0: none chosen */
	uint64_t member;
	size_t member_place;
};
static inline struct card *card_of(const struct screen *screen)
{
	return screen->state;
}
void card_draw(const struct screen *screen, struct rect rect);

/* The settings that Enter changes, in the order of the card. */
extern const struct card_setting {
	uint16_t tag;  /* of the group; 0: an office, kept as a term */
	unsigned term; /* enum term_kind */
	const char *label;
	int line, column;
} card_settings[];
size_t card_setting_count(void);

#endif
