/* Entering what a person judges: a leader his group's own mark, the office the checked one. Points or a word,
 * then the reason and the evidence where the rule demands them: without these it would not count. */
#include "tui/scores/scores.h"

#include "core/base/number.h"

enum { POINTS_MOST = 12, REASON_MOST = 100, NUMBER_MOST = 40, ISSUER_MOST = 60, DATE_MOST = 12 };

static struct marking *marking_of(struct screen *screen)
{
	return &scores_of(screen)->marking;
}

/* --- what was given before --- */

static void given_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &marking_of(screen)->given, answer);
}

void marking_start(struct screen *screen)
{
	marking_of(screen)->given =
		(struct rows){.source = "mark", .columns = "item role state", .done = given_came};
}

void marking_ask(struct screen *screen, struct text where)
{
	marking_of(screen)->given.where = where;
	rows_ask(screen, &marking_of(screen)->given);
}

void marking_release(struct marking *marking)
{
	struct buf *all[] = {&marking->item, &marking->role, &marking->word, &marking->reason,
		&marking->number, &marking->issuer};

	rows_release(&marking->given);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		buf_release(all[i]);
}

/* The mark that this one takes the place of: two of one role would be averaged. 0: none. */
static uint64_t given_before(const struct marking *marking)
{
	for (size_t i = 0; i < marking->given.count; i++) {
		const struct view *row = &marking->given.items[i];

		if (rows_number(row, MARK_AT_STATE) == MARKING_GIVEN &&
			text_equal(rows_text(row, MARK_AT_ITEM), buf_as_text(&marking->item)) &&
			text_equal(rows_text(row, MARK_AT_ROLE), buf_as_text(&marking->role)))
			return row->id;
	}
	return 0;
}

/* --- sending --- */

static void given(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	app_say(screen->app, "The mark is given", "");
	scores_ask(screen);
}

static struct value text_or_nothing(const struct buf *text)
{
	return text->len ? value_text(buf_as_text(text)) : EMPTY_VALUE;
}

static void put(struct patch *patch, const struct view *before, uint16_t tag, struct value value)
{
	struct value old;

	view_get(before, tag, &old);
	if (!value_equal(&old, &value))
		patch_add(patch, tag, old, value);
}

/* By its number and issuer, or the day when it has no number. */
static void paper_title(const struct marking *marking, struct buf *title)
{
	buf_text(title, buf_as_text(&marking->issuer));
	if (marking->number.len) {
		buf_text(title, title->len ? TEXT(" ") : NO_TEXT);
		buf_text(title, buf_as_text(&marking->number));
	} else {
		buf_text(title, TEXT(" "));
		date_format(marking->date, title);
	}
}

static void put_paper(const struct marking *marking, struct buf *title, struct patch *patch)
{
	const struct view none = {.entity = &evidence_entity, .body = NO_TEXT};

	paper_title(marking, title);
	put(patch, &none, EVIDENCE_TITLE, value_text(buf_as_text(title)));
	put(patch, &none, EVIDENCE_NUMBER, text_or_nothing(&marking->number));
	put(patch, &none, EVIDENCE_ISSUER, text_or_nothing(&marking->issuer));
	put(patch, &none, EVIDENCE_DATE, value_number(marking->date));
}

/* Paper and mark are one change: neither is there without the other. `before`: the mark whose place it takes;
 * one without id: a new one. */
static void send_over(struct screen *screen, const struct view *before)
{
	enum { PAPER = -2, MARK = -1 };
	struct scores *scores = scores_of(screen);
	struct marking *marking = &scores->marking;
	const struct view *evaluation = scores_evaluation(scores);
	struct patch mark = PATCH_INIT, paper = PATCH_INIT;
	struct record_patch both[] = {{ENTITY_EVIDENCE, PAPER, 0, &paper},
		{ENTITY_MARK, before->id ? (int64_t)before->id : MARK, before->revision, &mark}};
	struct buf ids = BUF_INIT, title = BUF_INIT;
	bool new_paper = marking->demands_evidence && !marking->evidence;

	if (marking->demands_evidence)
		buf_varint(&ids, marking->evidence ? marking->evidence : (uint64_t)PAPER);
	if (new_paper)
		put_paper(marking, &title, &paper);
	put(&mark, before, MARKING_EVALUATION, value_number(evaluation ? (int64_t)evaluation->id : 0));
	put(&mark, before, MARKING_ITEM, value_text(buf_as_text(&marking->item)));
	put(&mark, before, MARKING_GROUP, value_number((int64_t)scores->chosen));
	put(&mark, before, MARKING_ROLE, value_text(buf_as_text(&marking->role)));
	put(&mark, before, MARKING_POINTS, marking->counted ? value_number(marking->points) : EMPTY_VALUE);
	put(&mark, before, MARKING_WORD, text_or_nothing(&marking->word));
	put(&mark, before, MARKING_REASON, text_or_nothing(&marking->reason));
	put(&mark, before, MARKING_EVIDENCE,
		ids.len ? (struct value){VALUE_IDS, 0, buf_as_text(&ids)} : EMPTY_VALUE);
	screen_apply_all(screen, new_paper ? both : both + 1, new_paper ? 2 : 1, given);
	patch_release(&mark);
	patch_release(&paper);
	buf_release(&ids);
	buf_release(&title);
}

static void before_came(struct screen *screen, const struct answer *answer)
{
	struct view before = {.entity = &mark_entity};

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	before.id = (uint64_t)view_number(&answer->body, GOT_ID);
	before.revision = (uint32_t)view_number(&answer->body, GOT_REVISION);
	before.body = view_text(&answer->body, GOT_BODY);
	send_over(screen, &before);
}

static void send(struct screen *screen)
{
	uint64_t before = given_before(marking_of(screen));
	struct record request;

	if (!before) {
		send_over(screen, &(struct view){.entity = &mark_entity, .body = NO_TEXT});
		return;
	}
	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, ENTITY_MARK);
	record_number(&request, GET_ID, (int64_t)before);
	screen_send(screen, CALL_GET, &request, before_came);
	record_release(&request);
}

/* --- the evidence --- */

static void date_typed(struct screen *screen, const struct text *text)
{
	if (!text)
		return;
	if (!date_parse(*text, &marking_of(screen)->date)) {
		app_say(screen->app, "A date is written as 2026-09-24, not \"{1}\"", "S", *text);
		return;
	}
	send(screen);
}

static void issuer_typed(struct screen *screen, const struct text *text)
{
	struct marking *marking = marking_of(screen);
	struct buf today = BUF_INIT;

	if (!text)
		return;
	if (!text->len) {
		app_say(screen->app, "Evidence without its issuer proves nothing", "");
		return;
	}
	buf_clear(&marking->issuer);
	buf_text(&marking->issuer, *text);
	date_format(screen->app->welcome.today, &today);
	ask_text(screen, N_("Of which day is it?"), buf_as_text(&today), DATE_MOST, date_typed);
	buf_release(&today);
}

static void number_typed(struct screen *screen, const struct text *text)
{
	struct marking *marking = marking_of(screen);

	if (!text)
		return;
	buf_clear(&marking->number);
	buf_text(&marking->number, *text);
	ask_text(screen, N_("Who issued it?"), NO_TEXT, ISSUER_MOST, issuer_typed);
}

static void evidence_picked(struct screen *screen, uint64_t id, struct text name)
{
	(void)name;
	if (!id)
		return;
	marking_of(screen)->evidence = id;
	send(screen);
}

static void evidence_kind(struct screen *screen, int digit)
{
	if (digit == 1)
		ask_record(screen, N_("Which evidence?"), ENTITY_EVIDENCE, NULL, NO_TEXT, evidence_picked);
	else if (digit == 2)
		ask_text(screen, N_("Number of the document (empty: it has none)"), NO_TEXT, NUMBER_MOST,
			number_typed);
	else
		app_say(screen->app, "Nothing was given: without evidence the mark would not count", "");
}

static void ask_evidence(struct screen *screen)
{
	static const struct choice_line lines[] = {{1, N_("One that is recorded"), {"", 0}},
		{2, N_("A new one"), {"", 0}}, {0, N_("Leave it"), {"", 0}}};

	if (marking_of(screen)->demands_evidence)
		ask_number(screen, N_("The rule demands evidence with this mark"), lines, 3, evidence_kind);
	else
		send(screen);
}

/* --- the reason --- */

static void reason_typed(struct screen *screen, const struct text *text)
{
	if (!text || !text->len) {
		app_say(screen->app, "Nothing was given: without a reason the mark would not count", "");
		return;
	}
	buf_text(&marking_of(screen)->reason, *text);
	ask_evidence(screen);
}

static void ask_reason(struct screen *screen)
{
	const struct view *item = sheet_item(scores_of(screen));

	if (item && rows_number(item, SHEET_AT_NEEDS) & NEEDS_REASON)
		ask_text(screen, N_("The rule demands a reason: one sentence"), NO_TEXT, REASON_MOST,
			reason_typed);
	else
		ask_evidence(screen);
}

/* --- the mark --- */

/* "0-5", as the rule says it. */
static bool in_range(struct text range, int64_t points)
{
	size_t dash = range.len ? 1 + text_find(text_skip(range, 1), TEXT("-")) : 0;
	int64_t least, most;

	if (dash >= range.len || !decimal_parse(text_take(range, dash), 2, &least) ||
		!decimal_parse(text_skip(range, dash + 1), 2, &most))
		return true;
	return points >= least && points <= most;
}

static void points_typed(struct screen *screen, const struct text *text)
{
	struct marking *marking = marking_of(screen);
	const struct view *item = sheet_item(scores_of(screen));

	if (!text || !text->len || !item)
		return;
	marking->counted = decimal_parse(*text, 2, &marking->points);
	if (!marking->counted)
		app_say(screen->app, "A mark is a number with at most two places, not \"{1}\"", "S", *text);
	else if (!in_range(rows_text(item, SHEET_AT_RANGE), marking->points))
		app_say(screen->app, "The rule lets {1} be given here, not {2}", "SS",
			rows_text(item, SHEET_AT_RANGE), *text);
	else
		ask_reason(screen);
}

/* The nth of the lines in a cell. */
static struct text nth_line(struct text lines, int nth)
{
	struct text line = NO_TEXT;

	while (nth-- > 0 && text_split(&lines, '\n', &line))
		;
	return line;
}

/* A number for each line of a cell. */
static void ask_line(struct screen *screen, struct text lines, struct buf *title,
	void (*done)(struct screen *screen, int digit))
{
	struct choice_line offered[MARK_LINES_MOST + 1];
	struct text line;
	size_t count = 0;

	while (count < MARK_LINES_MOST && lines.len && text_split(&lines, '\n', &line)) {
		offered[count] = (struct choice_line){(int)count + 1, NULL, line};
		count++;
	}
	offered[count++] = (struct choice_line){0, N_("Leave it"), NO_TEXT};
	ask_number(screen, buf_cstr(title), offered, count, done);
}

static void word_given(struct screen *screen, int digit)
{
	const struct view *item = sheet_item(scores_of(screen));

	if (!item || digit < 1)
		return;
	buf_text(&marking_of(screen)->word, nth_line(rows_text(item, SHEET_AT_WORDS), digit));
	ask_reason(screen);
}

static void ask_mark(struct screen *screen, const struct view *item)
{
	struct buf title = BUF_INIT;

	if (rows_has(item, SHEET_AT_RANGE))
		tr_format(&title, "Points for \"{1}\", {2}", "SS", rows_text(item, SHEET_AT_ITEM),
			rows_text(item, SHEET_AT_RANGE));
	else
		tr_format(&title, "Points for \"{1}\"", "S", rows_text(item, SHEET_AT_ITEM));
	if (rows_has(item, SHEET_AT_WORDS)) {
		ask_line(screen, rows_text(item, SHEET_AT_WORDS), &title, word_given);
	} else {
		ask_text(screen, buf_cstr(&title), NO_TEXT, POINTS_MOST, points_typed);
	}
	buf_release(&title);
}

static void role_given(struct screen *screen, int digit)
{
	const struct view *item = sheet_item(scores_of(screen));

	if (!item || digit < 1)
		return;
	buf_clear(&marking_of(screen)->role);
	buf_text(&marking_of(screen)->role, nth_line(rows_text(item, SHEET_AT_ROLES), digit));
	ask_mark(screen, item);
}

static void begin(struct screen *screen, const struct view *item)
{
	struct marking *marking = marking_of(screen);
	bool leads = screen->app->welcome.role != ROLE_OPERATOR;

	buf_clear(&marking->item);
	buf_clear(&marking->role);
	buf_clear(&marking->word);
	buf_clear(&marking->reason);
	buf_text(&marking->item, rows_text(item, SHEET_AT_MARK));
	buf_text(&marking->role, leads ? TEXT("自评") : TEXT("核定"));
	marking->counted = false;
	marking->evidence = 0;
	marking->demands_evidence = rows_number(item, SHEET_AT_NEEDS) & NEEDS_EVIDENCE;
	/* Where the rules name the reviewers, the office says whose mark it enters. */
	if (!leads && rows_has(item, SHEET_AT_ROLES)) {
		struct buf title = BUF_INIT;

		buf_text(&title, tr_text(N_("Whose mark is it?")));
		ask_line(screen, rows_text(item, SHEET_AT_ROLES), &title, role_given);
		buf_release(&title);
	} else {
		ask_mark(screen, item);
	}
}

bool scores_may_mark(const struct screen *screen, struct message *why)
{
	(void)why;
	return !scores_may_object(screen, NULL) && !scores_may_place(screen, NULL);
}

void scores_give_mark(struct screen *screen)
{
	const struct view *item = sheet_item(scores_of(screen));
	const struct view *evaluation = scores_evaluation(scores_of(screen));

	if (scores_of(screen)->block == BLOCK_RANKING)
		app_say(screen->app, "This is done on the sheet: Enter", "");
	else if (!item || rows_number(item, SHEET_AT_BY) != 2)
		app_say(screen->app, "This is computed from records: nobody enters it. Enter shows them", "");
	else if (!evaluation)
		app_say(screen->app, "No evaluation is opened for this period: F2 in panel 5 opens one", "");
	else if (rows_number(evaluation, EVALUATION_AT_STATE) >= EVALUATION_POSTED)
		app_say(screen->app, "The results of this evaluation are posted: take them back first", "");
	else
		begin(screen, item);
}

/* --- the group's own beside the checked --- */

int64_t self_scores_left(const struct scores *scores)
{
	int64_t left = 0;

	for (size_t i = 0; i < scores->sheet.count; i++) {
		const struct view *row = &scores->sheet.items[i];

		left += rows_number(row, SHEET_AT_BY) == 2 && rows_number(row, SHEET_AT_KIND) == 1 &&
			rows_has(row, SHEET_AT_COUNTS) && !rows_has(row, SHEET_AT_SELF);
	}
	return left;
}

bool self_score_words(const struct view *item, struct buf *out)
{
	int64_t own = rows_number(item, SHEET_AT_SELF), checked = rows_number(item, SHEET_AT_CHECKED);
	bool both = rows_has(item, SHEET_AT_CHECKED);

	if (!rows_has(item, SHEET_AT_SELF))
		return false;
	buf_text(out, tr_text(N_("self ")));
	points_show(own, 2, false, out);
	if (both) {
		buf_text(out, tr_text(N_(", checked ")));
		points_show(checked, 2, false, out);
	}
	if (both && own != checked) {
		buf_text(out, tr_text(N_(", differ by ")));
		points_show(checked - own, 2, true, out);
	}
	return both && own != checked;
}

void self_counts_words(const struct view *item, struct buf *out)
{
	if (!rows_has(item, SHEET_AT_COUNTS))
		return;
	if (rows_number(item, SHEET_AT_COUNTS))
		tr_format(
			out, "the group's own mark counts for {1}%", "n", rows_number(item, SHEET_AT_COUNTS));
	else
		buf_text(out, tr_text(N_("the group's own mark is shown and does not count")));
}
