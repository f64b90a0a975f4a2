#include "tui/scores/scores.h"
#include "tui/panels/steps.h"

#include "core/base/number.h"

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

static void ask_next(struct screen *screen);

static void reason_typed(struct screen *screen, const struct text *text)
{
	struct placing_choice *choice = choice_of(screen);
	const struct view *evaluation = scores_evaluation(scores_of(screen));
	struct buf ids = BUF_INIT;
	struct record arguments;

	if (!text || !text->len || !evaluation) {
		app_say(screen->app, "Nothing was decided: a decision has its reason", "");
		return;
	}
	for (size_t i = 0; i < choice->chosen_count; i++)
		buf_varint(&ids, choice->chosen[i]);
	record_init(&arguments, &place_shape);
	record_set(&arguments, (uint16_t)(PLACE_WHOM + choice->kind - 1),
		(struct value){VALUE_IDS, 0, buf_as_text(&ids)});
	record_text(&arguments, PLACE_REASON, *text);
	screen_run(screen, "place", ENTITY_EVALUATION, evaluation->id, &arguments, scores_said);
	record_release(&arguments);
	buf_release(&ids);
}

static void one_given(struct screen *screen, int digit)
{
	struct placing_choice *choice = choice_of(screen);

	if (digit < 1 || (size_t)digit > choice->offered_count)
		return;
	choice->chosen[choice->chosen_count++] = choice->offered[digit - 1];
	if ((int64_t)choice->chosen_count < choice->left)
		ask_next(screen);
	else
		ask_text(screen, N_("Why? It stands in the ranking"), NO_TEXT, REASON_MOST, reason_typed);
}

static bool is_chosen(const struct placing_choice *choice, uint64_t id)
{
	for (size_t i = 0; i < choice->chosen_count; i++)
		if (choice->chosen[i] == id)
			return true;
	return false;
}

static void ask_next(struct screen *screen)
{
	struct scores *scores = scores_of(screen);
	struct placing_choice *choice = choice_of(screen);
	struct choice_line lines[PLACING_MOST + 1];
	struct buf title = BUF_INIT;

	choice->offered_count = 0;
	for (size_t i = 0; i < scores->ranking.count && choice->offered_count < PLACING_MOST; i++) {
		const struct view *row = &scores->ranking.items[i];

		if (rows_number(row, TIE) != choice->tie || is_chosen(choice, row->id))
			continue;
		choice->offered[choice->offered_count++] = row->id;
		lines[choice->offered_count - 1] = (struct choice_line){
			(int)choice->offered_count, NULL, group_short(rows_text(row, NAME))};
	}
	lines[choice->offered_count] = (struct choice_line){0, N_("Leave it"), NO_TEXT};
	tr_format(&title, "Equal points, {1} places left: who gets one?", "n",
		choice->left - (int64_t)choice->chosen_count);
	ask_number(screen, buf_cstr(&title), lines, choice->offered_count + 1, one_given);
	buf_release(&title);
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
	const struct view *line = chosen_line(scores_of(screen));

	*choice_of(screen) = (struct placing_choice){.tie = rows_number(line, TIE),
		.left = rows_number(line, LEFT_OVER),
		.kind = rows_number(line, KIND)};
	if (choice_of(screen)->left > PLACING_MOST)
		app_say(screen->app, "More than nine places are left: too many to ask for here", "");
	else
		ask_next(screen);
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
		buf_text(out, group_short(rows_text(row, NAME)));
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
