#include "core/service/few_names.h"

#include "core/base/error.h"

enum { NAMED_MOST = 3 };

void few_names_add(struct few_names *names, struct text name)
{
	const struct text between = names->named ? TEXT("、") : NO_TEXT;
	const bool fits = names->words.len + between.len + name.len < MESSAGE_ARG_ROOM;

	/* Behind one that is left out nobody is named. */
	if (names->all++ != names->named || (names->named && !fits) || names->named == NAMED_MOST)
		return;
	names->named++;
	buf_text(&names->words, between);
	buf_text(&names->words, name);
}
