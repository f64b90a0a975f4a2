/* Inside of a group's card, for card.c and card_draw.c. */
#ifndef TUI_PANELS_CARD_H
#define TUI_PANELS_CARD_H

#include "tui/panels/rows.h"
#include "tui/panels/steps.h"

enum card_block { BLOCK_SETTINGS, BLOCK_SYSTEMS, BLOCK_MEMBERS, BLOCKS };
enum { CARD_WIDE = 150, CARD_SYSTEMS_LEAST = 5 };

/* Cells of source system_year, in the order asked for. */
enum card_year {
	YEAR_AT_NAME,
	YEAR_AT_ENGLISH,
	YEAR_AT_RULE,
	YEAR_AT_RULE_ENGLISH,
	YEAR_AT_KIND,
	YEAR_AT_RECORD,
	YEAR_AT_MONTHS,
	YEAR_AT_HELD,
	YEAR_AT_DUE,
	YEAR_AT_LATEST,
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
	MEMBER_AT_HOURS,
	MEMBER_AT_TALKED,
};
enum card_term { TERM_AT_KIND, TERM_AT_PERSON, TERM_AT_FROM, TERM_AT_HOW };
enum card_neighbour { NEIGHBOUR_NAME, NEIGHBOUR_REMARK, NEIGHBOUR_URGENT };

struct card {
	struct steps steps; /* first; its live record is the group */
	struct rows groups; /* all, for F7 and F8 */
	struct rows terms, years, members, found;
	struct buf where_terms, where_found;
	const struct card_work *finding; /* what `found` is of; NULL: meetings */
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
/* The record of the chosen month, or why there is none; what is still to be done opens a new one. */
void card_open_month(struct screen *screen);
void card_month_came(struct screen *screen, const struct answer *answer);
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
