/* Words people use again and again: phrases for minutes, reasons, agenda items, places. */
#include "core/model/entities.h"

const struct choice phrase_uses[] = {
	{PHRASE_MINUTES, "minutes", "记录"},
	{PHRASE_REASON, "reason", "请假原因"},
	{PHRASE_AGENDA, "agenda", "议题"},
	{PHRASE_PLACE, "place", "地点"},
	{0},
};

static const struct field fields[] = {
	{PHRASE_TEXT, "text", "文字", TEXT_FIELD(1, 120), REQUIRED | TITLE | SEARCH, 40,
		"{date} and {place} are filled in."},
	{PHRASE_USE, "use", "用于", CHOICE_FIELD(phrase_uses), REQUIRED, 8},
	{PHRASE_ORDER, "order", "序号", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{0},
};

const struct entity phrase_entity = {ENTITY_PHRASE, "phrase", "常用语", fields};
