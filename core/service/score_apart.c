/* 差异提示: where what the group gave itself is further from the checked marks than the rules let be, on its
 * sheet and in the ranking above it. */
#include "core/base/sentence.h"
#include "core/service/scored.h"

static bool beyond(const struct figure *apart, struct fraction most)
{
	struct exact size, bound;
	bool is;

	if (!fraction_given(most))
		return false;
	exact_init(&size);
	exact_init(&bound);
	exact_copy(&size, &apart->value);
	if (exact_sign(&size) < 0)
		exact_subtract(&size, &bound, &size);
	exact_set(&bound, most);
	is = exact_compare(&size, &bound) > 0;
	exact_clear(&size);
	exact_clear(&bound);
	return is;
}

static void say_points(struct buf *out, const char *id, struct fraction most, const struct figure *apart)
{
	struct buf by = BUF_INIT, bound = BUF_INIT;
	struct exact points;

	exact_init(&points);
	exact_set(&points, most);
	exact_show(&points, 2, &bound);
	exact_copy(&points, &apart->value);
	exact_trim(&points, 2);
	exact_show(&points, 2, &by);
	say(out, id, "SS", buf_as_text(&by), buf_as_text(&bound));
	exact_clear(&points);
	buf_release(&by);
	buf_release(&bound);
}

static void put(struct scored *scored, struct record *row, uint16_t tag, struct buf *words)
{
	if (words->len)
		record_text(row, tag, arena_text(&scored->emitter.arena, buf_as_text(words)));
	buf_release(words);
}

void sheet_apart(struct scored *scored, size_t subject, const struct item *item, struct record *row)
{
	struct buf words = BUF_INIT;
	struct figure apart;

	figure_init(&apart);
	for (size_t i = 0; i < item->line_count; i++) {
		const struct line *line = item->lines[i];

		if (!score_apart(scored->score, subject, line, &apart) ||
			!beyond(&apart, line->manual->difference))
			continue;
		if (words.len)
			say(&words, N_("; "), "");
		if (item->line_count > 1) {
			say_text(&words, line->name);
			say_text(&words, TEXT(" "));
		}
		say_points(&words, N_("{1} apart, more than {2}"), line->manual->difference, &apart);
	}
	figure_clear(&apart);
	put(scored, row, SHEET_FLAG, &words);
}

/* Is anything of it to be pointed out at all? */
static bool looks(const struct rules *rules)
{
	bool any = fraction_given(rules->difference);

	for (size_t i = 0; i < rules->line_count; i++)
		any |= rules->lines[i]->manual && fraction_given(rules->lines[i]->manual->difference);
	return any;
}

/* All together, and which items by themselves. */
static void say_whole(
	const struct rules *rules, const struct figure *sum, struct buf *items, struct buf *words)
{
	if (beyond(sum, rules->difference))
		say_points(words, N_("{1} apart in all, more than {2}"), rules->difference, sum);
	if (words->len && items->len)
		say(words, N_("; "), "");
	if (items->len)
		say(words, N_("too far apart: {1}"), "S", buf_as_text(items));
}

void ranking_apart(struct scored *scored, size_t subject, struct record *row)
{
	const struct rules *rules = scored->rules;
	struct buf items = BUF_INIT, words = BUF_INIT;
	struct figure sum, apart;
	bool any = false;

	if (!looks(rules))
		return;
	figure_init(&sum);
	figure_init(&apart);
	for (size_t i = 0; i < rules->item_count; i++) {
		const struct item *item = rules->items[i];
		bool flagged = false;

		for (size_t l = 0; l < item->line_count; l++)
			if (score_apart(scored->score, subject, item->lines[l], &apart)) {
				any = true;
				exact_add(&sum.value, &sum.value, &apart.value);
				flagged |= beyond(&apart, item->lines[l]->manual->difference);
			}
		if (flagged) {
			buf_text(&items, items.len ? TEXT("、") : NO_TEXT);
			buf_text(&items, item->name);
		}
	}
	if (any) {
		scored_points(row, RANKING_APART, &sum);
		say_whole(rules, &sum, &items, &words);
	}
	figure_clear(&sum);
	figure_clear(&apart);
	buf_release(&items);
	put(scored, row, RANKING_FLAG, &words);
}
