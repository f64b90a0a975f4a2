#include "tui/scores/scores.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/ask.h"

/* By the argument fields of the operation place; whom it is about: group, branch, person. */
enum { PLACE_WHOM = 1, PLACE_REASON = 4, REASON_MOST = 100 };
static const struct field place_fields[] = {
	{PLACE_WHOM, "groups", "党小组", REFS_FIELD(ENTITY_GROUP, 100), 0, 20},
	{PLACE_WHOM + 1, "branches", "党支部", REFS_FIELD(ENTITY_BRANCH, 100), 0, 20},
	{PLACE_WHOM + 2, "people", "人员", REFS_FIELD(ENTITY_PERSON, 100), 0, 20},
	{PLACE_REASON, "reason", "理由", TEXT_FIELD(1, 200), 0, 30},
	{0},
};
static const struct entity place_shape = {0, "place", "名额裁定", place_fields};

static struct placing_choice *choice_of(struct screen *screen)
{
	return &scores_of(screen)->placing;
}

static void reason_typed(struct screen *screen, const struct text *text);

static void ask_reason(struct screen *screen)
{
	ask_text(screen, N_("Why? It stands in the ranking"), NO_TEXT, REASON_MOST, reason_typed);
}

static void reason_typed(struct screen *screen, const struct text *text)
{
	const struct placing_choice *choice = choice_of(screen);
	const struct view *evaluation = scores_evaluation(scores_of(screen));
	struct record arguments;

	if (text && !text->len)
		ask_reason(screen);
	if (!text || !text->len || !evaluation) {
		app_say(screen->app, "Nothing was decided: a decision has its reason", "");
		return;
	}
	record_init(&arguments, &place_shape);
	record_set(&arguments, (uint16_t)(PLACE_WHOM + choice->kind - 1),
		(struct value){VALUE_IDS, 0, buf_as_text(&choice->chosen)});
	record_text(&arguments, PLACE_REASON, *text);
	screen_run(screen, "place", ENTITY_EVALUATION, evaluation->id, &arguments, scores_said);
	record_release(&arguments);
}

static void ask_who(struct screen *screen, const bool *ticks);

static void ticked(struct screen *screen, const bool *ticks)
{
	struct placing_choice *choice = choice_of(screen);
	int64_t count = 0;

	if (!ticks)
		return;
	for (size_t i = 0; i < choice->tied_count; i++)
		count += ticks[i];
	if (count != choice->left) {
		app_say(screen->app, "Places left: {1}, ticked: {2}", "nn", choice->left, count);
		ask_who(screen, ticks);
		return;
	}
	buf_clear(&choice->chosen);
	for (size_t i = 0; i < choice->tied_count; i++)
		if (ticks[i])
			buf_varint(&choice->chosen, choice->tied[i]);
	ask_reason(screen);
}

/* All of the tie that is asked about. */
static void ask_who(struct screen *screen, const bool *ticks)
{
	struct placing_choice *choice = choice_of(screen);
	const struct rows *ranking = &scores_of(screen)->ranking;
	struct arena arena = ARENA_INIT;
	struct tick_line *lines = arena_new(&arena, (choice->tied_count + 1) * sizeof(*lines));
	struct buf title = BUF_INIT;

	for (size_t i = 0; i < choice->tied_count; i++) {
		const struct view *row = rows_find(ranking, choice->tied[i]);

		lines[i] = (struct tick_line){.text = row ? evaluated_short(rows_text(row, NAME)) : NO_TEXT,
			.ticked = ticks && ticks[i]};
	}
	tr_format(&title, "Equal points, {1} places left: tick who gets one", "n", choice->left);
	ask_ticks(screen, buf_cstr(&title), lines, choice->tied_count, ticked);
	buf_release(&title);
	arena_release(&arena);
}

static const struct view *chosen_line(const struct scores *scores)
{
	return scores->place < scores->shown_count ? scores->shown[scores->place] : NULL;
}

bool scores_may_place(const struct screen *screen, struct message *why)
{
	const struct scores *scores = scores_of(screen);
	const struct view *line = chosen_line(scores), *evaluation = scores_evaluation(scores);

	if (scores->block == BLOCK_RANKING && line && rows_number(line, TIE) && evaluation &&
		!scores->version && screen->app->welcome.role == ROLE_OPERATOR &&
		rows_number(evaluation, EVALUATION_AT_STATE) == EVALUATION_DECIDING)
		return true;
	if (why)
		message_set(why, "Places are given by decision to equals at a line, when results are decided",
			"");
	return false;
}

void scores_place(struct screen *screen)
{
	const struct scores *scores = scores_of(screen);
	const struct view *line = chosen_line(scores);
	struct placing_choice *choice = choice_of(screen);

	choice->tie = rows_number(line, TIE);
	choice->left = rows_number(line, LEFT_OVER);
	choice->kind = rows_number(line, KIND);
	choice->tied_count = 0;
	for (size_t i = 0; i < scores->ranking.count; i++) {
		const struct view *row = &scores->ranking.items[i];

		if (rows_number(row, TIE) != choice->tie)
			continue;
		choice->tied =
			mem_grow(choice->tied, choice->tied_count, &choice->tied_room, sizeof(*choice->tied));
		choice->tied[choice->tied_count++] = row->id;
	}
	ask_who(screen, NULL);
}

void placing_release(struct placing_choice *choice)
{
	free(choice->tied);
	buf_release(&choice->chosen);
}

/* Those of one tie who stand so, and what is to be said of them. */
static void tie_words(const struct scores *scores, int64_t tie, enum placing_state state, struct buf *out)
{
	const struct view *last = NULL;

	for (size_t i = 0; i < scores->ranking.count; i++) {
		const struct view *row = &scores->ranking.items[i];

		if (rows_number(row, TIE) != tie || rows_number(row, PLACING) != state)
			continue;
		buf_text(out, last ? tr_text(N_(", ")) : out->len ? TEXT("  ") : NO_TEXT);
		buf_text(out, evaluated_short(rows_text(row, NAME)));
		last = row;
	}
	if (last && state == PLACING_OPEN)
		tr_format(
			out, ": {1} places left for them, to be decided", "n", rows_number(last, LEFT_OVER));
	else if (last)
		tr_format(out, ": chosen, {1}", "S", rows_text(last, DECIDED));
}

void placing_words(const struct scores *scores, struct buf *out)
{
	int64_t ties = 0;

	for (size_t i = 0; i < scores->ranking.count; i++)
		if (rows_number(&scores->ranking.items[i], TIE) > ties)
			ties = rows_number(&scores->ranking.items[i], TIE);
	for (int64_t tie = 1; tie <= ties; tie++) {
		tie_words(scores, tie, PLACING_OPEN, out);
		tie_words(scores, tie, PLACING_GOT, out);
	}
}
