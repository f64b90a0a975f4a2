/* Objections to a sheet, and agreeing to it. */
#include "tui/scores/scores.h"
#include "tui/panels/steps.h"

/* By the argument fields of the operations object and agree. */
enum { SAID_EVALUATION = 1, SAID_SUBJECT, SAID_ITEM, SAID_KIND, SAID_TEXT, SENTENCE_MOST = 100 };
static const struct field said_fields[] = {
	{SAID_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION), 0, 10},
	{SAID_SUBJECT, "subject", "被评对象", NUMBER_FIELD(1, INT64_MAX), 0, 12},
	{SAID_ITEM, "item", "项目", TEXT_FIELD(1, 60), 0, 16},
	{SAID_KIND, "reason", "理由", CHOICE_FIELD(objection_kinds), 0, 12},
	{SAID_TEXT, "text", "说明", TEXT_FIELD(1, 200), 0, 24},
	{0},
};
static const struct entity said_shape = {0, "object", "提异议", said_fields};

static struct objecting *objecting_of(struct screen *screen)
{
	return &scores_of(screen)->objecting;
}

/* --- what is there --- */

static void standing_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &objecting_of(screen)->standing, answer);
}

static void postings_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &objecting_of(screen)->postings, answer);
}

static void objections_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &objecting_of(screen)->objections, answer);
}

static void consents_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &objecting_of(screen)->consents, answer);
}

void objecting_start(struct screen *screen)
{
	struct objecting *objecting = objecting_of(screen);

	objecting->standing = (struct rows){.source = "standing",
		.columns = "from to until open subject own state confirmed asked",
		.done = standing_came};
	objecting->postings = (struct rows){.source = "posting",
		.columns = "from to version day reason stands subject",
		.done = postings_came};
	objecting->objections = (struct rows){
		.source = "objection", .columns = "item state due text answer", .done = objections_came};
	objecting->consents = (struct rows){
		.source = "consent", .columns = "person.name date state", .done = consents_came};
}

void objecting_ask(struct screen *screen)
{
	rows_ask(screen, &objecting_of(screen)->standing);
	rows_ask(screen, &objecting_of(screen)->postings);
}

/* Those of the sheet that is shown: the field that says whose has a name of its own in each kind of record.
 */
static void ask_about(
	struct screen *screen, struct rows *rows, const struct entity *entity, struct buf *where)
{
	struct scores *scores = scores_of(screen);
	const struct field *whose = entity_field(entity, evaluated_tag(entity->id, scores->scored));

	buf_clear(where);
	scores_put_where(scores, where);
	buf_printf(where, " and %s = #%llu", whose->name, (unsigned long long)scores->chosen);
	rows->where = buf_as_text(where);
	rows_ask(screen, rows);
}

void objecting_ask_sheet(struct screen *screen)
{
	struct objecting *objecting = objecting_of(screen);

	ask_about(screen, &objecting->objections, &objection_entity, &objecting->objections_where);
	ask_about(screen, &objecting->consents, &consent_entity, &objecting->consents_where);
	marking_ask(screen);
}

void objecting_release(struct objecting *objecting)
{
	rows_release(&objecting->standing);
	rows_release(&objecting->postings);
	rows_release(&objecting->objections);
	rows_release(&objecting->consents);
	buf_release(&objecting->objections_where);
	buf_release(&objecting->consents_where);
	buf_release(&objecting->item);
}

/* The row of the period that is shown. */
static const struct view *standing_of(const struct scores *scores)
{
	const struct rows *rows = &scores->objecting.standing;

	for (size_t i = 0; i < rows->count; i++)
		if (rows_number(&rows->items[i], STANDING_AT_FROM) == scores->from &&
			rows_number(&rows->items[i], STANDING_AT_TO) == scores->to &&
			is_of_scored(scores, &rows->items[i], STANDING_AT_SUBJECT))
			return &rows->items[i];
	return NULL;
}

/* The days for objecting to what is posted are past. */
static bool is_over(const struct scores *scores, int64_t today)
{
	const struct view *standing = standing_of(scores);

	return standing && rows_has(standing, STANDING_AT_UNTIL) &&
		rows_number(standing, STANDING_AT_UNTIL) < today;
}

/* --- in words --- */

const struct view *objection_to(const struct scores *scores, struct text item)
{
	const struct rows *rows = &scores->objecting.objections;

	for (size_t i = rows->count; i-- > 0;)
		if (text_equal(rows_text(&rows->items[i], OBJECTION_AT_ITEM), item) &&
			rows_number(&rows->items[i], OBJECTION_AT_STATE) != OBJECTION_WITHDRAWN)
			return &rows->items[i];
	return NULL;
}

void objection_words(const struct view *objection, int year, struct buf *out)
{
	static const char *const words[] = {[OBJECTION_OPEN] = N_("objection, answer due "),
		[OBJECTION_UPHELD] = N_("objection upheld"),
		[OBJECTION_REJECTED] = N_("objection not upheld")};
	int64_t state = rows_number(objection, OBJECTION_AT_STATE);

	if (state < OBJECTION_OPEN || state > OBJECTION_REJECTED)
		return;
	buf_text(out, tr_text(words[state]));
	if (state == OBJECTION_OPEN)
		tr_date(rows_number(objection, OBJECTION_AT_DUE), year, out);
}

void objection_tell(const struct scores *scores, struct text item, struct buf *out)
{
	const struct view *objection = objection_to(scores, item);

	if (!objection)
		return;
	buf_text(out, rows_text(objection, OBJECTION_AT_TEXT));
	buf_text(out, TEXT("  "));
	objection_words(objection, date_parts(scores->to).year, out);
	if (rows_text(objection, OBJECTION_AT_ANSWER).len) {
		buf_text(out, tr_text(N_(": ")));
		buf_text(out, rows_text(objection, OBJECTION_AT_ANSWER));
	}
}

bool consent_words(const struct scores *scores, struct buf *out)
{
	const struct rows *rows = &scores->objecting.consents;
	const struct view *evaluation = scores_evaluation(scores), *consent = NULL;
	struct buf day = BUF_INIT;

	for (size_t i = 0; i < rows->count; i++)
		if (rows_number(&rows->items[i], CONSENT_AT_STATE) == CONSENT_GIVEN)
			consent = &rows->items[i];
	if (consent) {
		tr_date(rows_number(consent, CONSENT_AT_DATE), date_parts(scores->to).year, &day);
		tr_format(out,
			scores->scored == ENTITY_GROUP ? N_("agreed: {1} {2}")
						       : N_("agreed to this sheet: {1} {2}"),
			"SS", buf_as_text(&day), rows_text(consent, CONSENT_AT_PERSON));
	} else if (rows->loaded && evaluation &&
		rows_number(evaluation, EVALUATION_AT_STATE) == EVALUATION_SELF) {
		buf_text(out,
			tr_text(scores->scored == ENTITY_GROUP ? N_("not agreed to yet")
							       : N_("nobody agreed to this sheet yet")));
	}
	buf_release(&day);
	return consent != NULL;
}

void standing_words(const struct scores *scores, int64_t today, struct buf *out)
{
	const struct view *standing = standing_of(scores);
	struct buf day = BUF_INIT;

	if (!standing)
		return;
	if (rows_number(standing, STANDING_AT_STATE) == EVALUATION_SELF)
		tr_format(out, "{1} of {2} have agreed to their sheets", "nn",
			rows_number(standing, STANDING_AT_CONFIRMED),
			rows_number(standing, STANDING_AT_ASKED));
	if (rows_has(standing, STANDING_AT_UNTIL)) {
		tr_date(rows_number(standing, STANDING_AT_UNTIL), date_parts(scores->to).year, &day);
		tr_format(out,
			is_over(scores, today) ? N_("objections could be raised until {1}")
					       : N_("objections can be raised until {1}"),
			"S", buf_as_text(&day));
	}
	if (rows_number(standing, STANDING_AT_OPEN)) {
		buf_text(out, out->len ? tr_text(N_("; ")) : NO_TEXT);
		tr_format(out, "{1} to be answered", "n", rows_number(standing, STANDING_AT_OPEN));
	}
	buf_release(&day);
}

/* --- raising --- */

void scores_said(struct screen *screen, const struct answer *answer)
{
	if (steps_said(screen, answer))
		scores_ask(screen);
}

static void begin_said(const struct scores *scores, struct record *arguments)
{
	const struct view *evaluation = scores_evaluation(scores);

	record_init(arguments, &said_shape);
	record_number(arguments, SAID_EVALUATION, evaluation ? (int64_t)evaluation->id : 0);
	record_number(arguments, SAID_SUBJECT, (int64_t)scores->chosen);
}

static void sentence_typed(struct screen *screen, const struct text *text);

static void ask_sentence(struct screen *screen)
{
	ask_text(screen, N_("What is not right? One sentence"), NO_TEXT, SENTENCE_MOST, sentence_typed);
}

static void sentence_typed(struct screen *screen, const struct text *text)
{
	struct objecting *objecting = objecting_of(screen);
	struct record arguments;

	if (!text)
		return;
	if (!text->len) {
		ask_sentence(screen);
		app_say(screen->app, "An objection says in a sentence what is not right", "");
		return;
	}
	begin_said(scores_of(screen), &arguments);
	record_text(&arguments, SAID_ITEM, buf_as_text(&objecting->item));
	record_number(&arguments, SAID_KIND, objecting->kind);
	record_text(&arguments, SAID_TEXT, *text);
	screen_run(screen, "object", ENTITY_OBJECTION, 0, &arguments, scores_said);
	record_release(&arguments);
}

static void kind_given(struct screen *screen, int digit)
{
	if (digit < 1)
		return;
	objecting_of(screen)->kind = digit;
	ask_sentence(screen);
}

static void ask_kind(struct screen *screen, struct text item)
{
	struct objecting *objecting = objecting_of(screen);
	struct choice_line lines[OBJECTION_OTHER + 1];
	struct buf words = BUF_INIT, title = BUF_INIT;
	size_t starts[OBJECTION_OTHER + 1], count = 0;

	for (const struct choice *kind = objection_kinds; kind->name; kind++) {
		starts[count++] = words.len;
		choice_label(kind, words_language(), &words);
	}
	starts[count] = words.len;
	for (size_t i = 0; i < count; i++)
		lines[i] = (struct choice_line){objection_kinds[i].code, NULL,
			text_take(text_skip(buf_as_text(&words), starts[i]), starts[i + 1] - starts[i])};
	lines[count] = (struct choice_line){0, N_("Leave it"), NO_TEXT};
	buf_clear(&objecting->item);
	buf_text(&objecting->item, item);
	tr_format(&title, "Objection to \"{1}\"", "S", item);
	ask_number(screen, buf_cstr(&title), lines, count + 1, kind_given);
	buf_release(&words);
	buf_release(&title);
}

static bool is_operator(const struct screen *screen)
{
	return screen->app->welcome.role == ROLE_OPERATOR;
}

/* The evaluation's state; 0: none is opened. */
static int64_t state_of(const struct scores *scores)
{
	const struct view *evaluation = scores_evaluation(scores);

	return evaluation ? rows_number(evaluation, EVALUATION_AT_STATE) : 0;
}

/* One that waits for its answer. */
static const struct view *waiting(const struct scores *scores, const struct view *item)
{
	const struct view *objection = item ? objection_to(scores, rows_text(item, SHEET_AT_ITEM)) : NULL;

	return objection && rows_number(objection, OBJECTION_AT_STATE) == OBJECTION_OPEN ? objection : NULL;
}

/* Is it the sheet of the one for whom the person speaks? */
static bool speaks_for(const struct screen *screen)
{
	const struct scores *scores = scores_of(screen);
	const struct view *standing = standing_of(scores);

	return standing && rows_has(standing, STANDING_AT_OWN) &&
		(uint64_t)rows_number(standing, STANDING_AT_OWN) == scores->chosen;
}

/* A member need not have a login: what he says the office enters. */
static bool enters_for_members(const struct screen *screen)
{
	return is_operator(screen) && scores_of(screen)->scored == ENTITY_PERSON;
}

/* Neither objected to now, nor judged. */
static void say_why_not(const struct screen *screen, struct message *why)
{
	const struct scores *scores = scores_of(screen);
	int64_t state = state_of(scores);

	if (!scores->evaluations.loaded || scores->evaluations.asked)
		message_set(why, "Who gives what here is still coming: once more, please", "");
	else if (!state && is_operator(screen))
		message_set(why, "No evaluation is opened for this period: F2 in panel 5 opens one", "");
	else if (state == EVALUATION_POSTED && is_operator(screen))
		message_set(why, "The results of this evaluation are posted: take them back first", "");
	else if (state == EVALUATION_FINAL)
		message_set(why, "These results are final: nothing of them changes any more", "");
	else if (is_over(scores, screen->app->welcome.today))
		message_set(why, "Objections to this posting could be raised until {1}", "d",
			rows_number(standing_of(scores), STANDING_AT_UNTIL));
	else
		message_set(
			why, "Objections are raised during the self-score and while results are posted", "");
}

bool scores_may_object(const struct screen *screen, struct message *why)
{
	const struct scores *scores = scores_of(screen);
	const struct view *item = scores->block == BLOCK_RANKING ? NULL : sheet_item(scores);
	int64_t state = state_of(scores);

	if (item && !is_over(scores, screen->app->welcome.today) && !waiting(scores, item) &&
		((speaks_for(screen) &&
			 (state == EVALUATION_POSTED ||
				 (state == EVALUATION_SELF && rows_number(item, SHEET_AT_BY) != BY_HAND))) ||
			(enters_for_members(screen) && state == EVALUATION_POSTED)))
		return true;
	if (why)
		say_why_not(screen, why);
	return false;
}

bool scores_objected(const struct screen *screen, struct message *why)
{
	const struct scores *scores = scores_of(screen);

	if (why)
		message_set(why, "No objection to this line waits for its answer", "");
	return scores->block != BLOCK_RANKING && waiting(scores, sheet_item(scores));
}

/* There it is answered, or withdrawn. */
void scores_open_objection(struct screen *screen)
{
	app_show_record(
		screen->app, ENTITY_OBJECTION, waiting(scores_of(screen), sheet_item(scores_of(screen)))->id);
}

void scores_object(struct screen *screen)
{
	const struct view *item = sheet_item(scores_of(screen));

	if (item)
		ask_kind(screen, rows_text(item, SHEET_AT_ITEM));
}

/* --- agreeing --- */

static void agree(struct screen *screen)
{
	struct record arguments;

	begin_said(scores_of(screen), &arguments);
	screen_run(screen, "agree", ENTITY_CONSENT, 0, &arguments, scores_said);
	record_release(&arguments);
}

static void agree_given(struct screen *screen, int digit)
{
	if (digit == 1)
		agree(screen);
}

bool scores_may_agree(const struct screen *screen, struct message *why)
{
	const bool asked = state_of(scores_of(screen)) == EVALUATION_SELF;

	if (asked && speaks_for(screen))
		return true;
	if (why)
		message_set(why,
			asked ? "Who is evaluated confirms it; who has not: F10, \"Who has agreed to his "
				"sheet\""
			      : "A sheet is confirmed during the self-score",
			"");
	return false;
}

void scores_agree(struct screen *screen)
{
	int64_t left = self_scores_left(scores_of(screen));
	const struct choice_line lines[] = {
		{1, N_("Confirm all the same"), NO_TEXT}, {0, N_("Leave it"), NO_TEXT}};
	struct buf title = BUF_INIT;

	if (!left) {
		agree(screen);
		return;
	}
	tr_format(&title, "{1} items that people judge have no self-score yet (F6 gives it)", "n", left);
	ask_number(screen, buf_cstr(&title), lines, 2, agree_given);
	buf_release(&title);
}
