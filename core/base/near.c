#include "core/base/near.h"

#include "core/base/buf.h"
#include "core/base/work.h"

enum { NEAR_BYTES = 160 };

/* One slip in a short word, two in a longer one, three in a sentence. */
static unsigned tolerance(struct text text)
{
	/* What is longer than any word is no slip. */
	size_t count = text.len > NEAR_BYTES ? 0 : text_count(text);

	return count < 2 ? 0 : count < 4 ? 1 : count < 9 ? 2 : 3;
}

struct near near_to(struct text asked)
{
	return (struct near){.asked = asked, .distance = tolerance(asked)};
}

static bool known(const struct near *near, struct text word)
{
	for (size_t i = 0; i < near->count; i++)
		if (text_equal(near->words[i], word))
			return true;
	return false;
}

void near_try(struct near *near, struct text candidate)
{
	unsigned apart = near->distance ? text_distance(near->asked, candidate, near->distance) : 1;
	size_t letters, before;

	work(1);
	if (apart > near->distance)
		return;
	letters = text_count(candidate);
	before = near->count ? text_count(near->words[0]) : 0;
	/* As many slips as letters make any word. */
	if (apart >= letters || known(near, candidate))
		return;
	/* A word that lacks a letter is a likelier slip than one that has a letter too many. */
	if (near->count && apart == near->distance && letters < before)
		return;
	if (apart < near->distance || letters > before)
		near->count = 0;
	near->distance = apart;
	if (near->count < NEAR_MAX)
		near->words[near->count++] = candidate;
}

void near_words(const struct near *near, struct buf *out)
{
	for (size_t i = 0; i < near->count; i++) {
		if (i)
			buf_text(
				out, (unsigned char)near->words[i].at[0] < 0x80 ? TEXT(", ") : text_of("、"));
		buf_text(out, near->words[i]);
	}
}
