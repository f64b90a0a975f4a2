/* What there is and what there is not, of all cases of an item at once: a mark for each, given as one change.
 */
#include "tui/ask.h"
#include "tui/scores/scores.h"

static const struct text there = {"有", 3}, not_there = {"无", 3};

/* The case with its use where it is none that has points of its own. */
static void tick_text(const struct view *line, struct buf *out)
{
	static const char *const ids[] = {[JUDGING_UNLESS] = N_("excused: {1}"),
		[JUDGING_ZERO] = N_("nothing is left of the item: {1}"),
		[JUDGING_VETO] = N_("veto: {1}"),
		[JUDGING_GRADE] = N_("condition: {1}")};
	int64_t place = rows_number(line, JUDGED_PLACE);

	if (place > JUDGING_LINE && place <= JUDGING_GRADE)
		tr_format(out, ids[place], "S", judged_name(line));
	else
		buf_text(out, judged_name(line));
}

static const struct view *before_of(const struct marking *marking, const struct view *line)
{
	return marking_before(marking, rows_text(line, JUDGED_MARK), rows_text(line, JUDGED_ROLE));
}

/* The reader's lines that are ticked together, in `places` of the rows. */
static size_t ticks_of(const struct marking *marking, int64_t number, size_t *places)
{
	size_t count = 0;

	for (size_t i = 0; i < marking->judged.count && count < TICKS_MOST; i++) {
		const struct view *line = &marking->judged.items[i];

		if (rows_number(line, JUDGED_NUMBER) == number &&
			rows_number(line, JUDGED_KIND) == JUDGING_TICK && rows_has(line, JUDGED_ROLE))
			places[count++] = i;
	}
	return count;
}

/* --- sending --- */

static void put_word(const struct view *before, struct text word, struct patch *patch)
{
	bool empty = !before || !rows_has(before, MARK_AT_WORD);

	patch_add(patch, MARKING_WORD, empty ? EMPTY_VALUE : value_text(rows_text(before, MARK_AT_WORD)),
		value_text(word));
}

static void ticked(struct screen *screen, const bool *ticks)
{
	struct marking *marking = &scores_of(screen)->marking;
	size_t places[TICKS_MOST], count = ticks_of(marking, marking->ticking, places), sent = 0;
	struct patch patches[TICKS_MOST];
	struct record_patch records[TICKS_MOST];

	for (size_t i = 0; ticks && i < count && i < marking->tick_count; i++) {
		const struct view *line = &marking->judged.items[places[i]],
				  *before = before_of(marking, line);
		struct text word = ticks[i] ? there : not_there;

		if (before && marking_is_there(rows_text(before, MARK_AT_WORD)) == ticks[i])
			continue;
		patches[sent] = (struct patch)PATCH_INIT;
		if (!before)
			marking_about(screen, rows_text(line, JUDGED_MARK), rows_text(line, JUDGED_ROLE),
				&patches[sent]);
		put_word(before, word, &patches[sent]);
		records[sent] = (struct record_patch){
			ENTITY_MARK, before ? (int64_t)before->id : -1 - (int64_t)sent, 0, &patches[sent]};
		sent++;
	}
	if (sent)
		screen_apply_all(screen, records, sent, marking_given);
	else if (ticks)
		app_say(screen->app, "Nothing of it has changed", "");
	for (size_t i = 0; i < sent; i++)
		patch_release(&patches[i]);
}

/* --- asking --- */

void ticking_ask(struct screen *screen, int64_t number)
{
	struct marking *marking = &scores_of(screen)->marking;
	size_t places[TICKS_MOST];
	struct tick_line lines[TICKS_MOST];
	struct arena arena = ARENA_INIT;
	struct buf words = BUF_INIT;

	marking->ticking = number;
	marking->tick_count = ticks_of(marking, number, places);
	for (size_t i = 0; i < marking->tick_count; i++) {
		const struct view *line = &marking->judged.items[places[i]],
				  *before = before_of(marking, line);

		lines[i] = (struct tick_line){
			.ticked = before && marking_is_there(rows_text(before, MARK_AT_WORD))};
		tick_text(line, &words);
		lines[i].text = arena_text(&arena, buf_as_text(&words));
		buf_clear(&words);
		if (rows_has(line, JUDGED_WORTH))
			points_show(rows_number(line, JUDGED_WORTH), 2, true, &words);
		lines[i].beside = arena_text(&arena, buf_as_text(&words));
		buf_clear(&words);
	}
	ask_ticks(screen,
		N_("Tick what there is, several at once: digits or Space; 0 none of it; Enter gives it"),
		lines, marking->tick_count, ticked);
	arena_release(&arena);
	buf_release(&words);
}
