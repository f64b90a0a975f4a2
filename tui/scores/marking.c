/* Entering what a person judges: who speaks for the sheet its own mark, the office the checked one. Points or
 * a word, then the reason and the evidence where the rule demands them: without these it would not count. */
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

static void judged_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &marking_of(screen)->judged, answer);
}

void marking_start(struct screen *screen)
{
	struct marking *marking = marking_of(screen);

	marking->given =
		(struct rows){.source = "mark", .columns = "item role state word", .done = given_came};
	marking->judged = (struct rows){.source = "judging",
		.columns = "item case kind mark role range words roles needs worth place number",
		.done = judged_came,
		.quiet = true};
}

void marking_ask(struct screen *screen)
{
	struct scores *scores = scores_of(screen);
	struct marking *marking = &scores->marking;

	buf_clear(&marking->where);
	scores_put_where(scores, &marking->where);
	buf_printf(&marking->where, " and %s = #%llu",
		entity_field(&mark_entity, evaluated_tag(ENTITY_MARK, scores->scored))->name,
		(unsigned long long)scores->chosen);
	marking->given.where = buf_as_text(&marking->where);
	rows_ask(screen, &marking->given);
	marking->judged.subject = scores->chosen;
	marking->judged.from = scores->from;
	marking->judged.to = scores->to;
	marking->judged.early = scores->early;
	marking->judged.scored = scores->scored;
	rows_ask(screen, &marking->judged);
}

void marking_release(struct marking *marking)
{
	struct buf *all[] = {&marking->where, &marking->item, &marking->role, &marking->word,
		&marking->reason, &marking->number, &marking->issuer};

	rows_release(&marking->given);
	rows_release(&marking->judged);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		buf_release(all[i]);
}

const struct view *marking_before(const struct marking *marking, struct text item, struct text role)
{
	for (size_t i = 0; i < marking->given.count; i++) {
		const struct view *row = &marking->given.items[i];

		if (rows_number(row, MARK_AT_STATE) == MARKING_GIVEN &&
			text_equal(rows_text(row, MARK_AT_ITEM), item) &&
			text_equal(rows_text(row, MARK_AT_ROLE), role))
			return row;
	}
	return NULL;
}

/* The line under way; NULL: it is there no more. */
static const struct view *judged_line(const struct marking *marking)
{
	return marking->line < marking->judged.count ? &marking->judged.items[marking->line] : NULL;
}

/* --- sending --- */

void marking_given(struct screen *screen, const struct answer *answer)
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

void marking_about(struct screen *screen, struct text item, struct text role, struct patch *patch)
{
	const struct scores *scores = scores_of(screen);
	const struct view *evaluation = scores_evaluation(scores);
	const struct view none = {.entity = &mark_entity, .body = NO_TEXT};

	put(patch, &none, MARKING_EVALUATION, value_number(evaluation ? (int64_t)evaluation->id : 0));
	put(patch, &none, MARKING_ITEM, value_text(item));
	put(patch, &none, evaluated_tag(ENTITY_MARK, scores->scored), value_number((int64_t)scores->chosen));
	put(patch, &none, MARKING_ROLE, value_text(role));
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
	struct marking *marking = marking_of(screen);
	struct patch mark = PATCH_INIT, paper = PATCH_INIT;
	struct record_patch both[] = {{ENTITY_EVIDENCE, PAPER, 0, &paper},
		{ENTITY_MARK, before->id ? (int64_t)before->id : MARK, before->revision, &mark}};
	struct buf ids = BUF_INIT, title = BUF_INIT;
	bool new_paper = marking->demands_evidence && !marking->evidence;

	if (marking->demands_evidence)
		buf_varint(&ids, marking->evidence ? marking->evidence : (uint64_t)PAPER);
	if (new_paper)
		put_paper(marking, &title, &paper);
	if (!before->id)
		marking_about(screen, buf_as_text(&marking->item), buf_as_text(&marking->role), &mark);
	put(&mark, before, MARKING_POINTS, marking->counted ? value_number(marking->points) : EMPTY_VALUE);
	put(&mark, before, MARKING_WORD, text_or_nothing(&marking->word));
	put(&mark, before, MARKING_REASON, text_or_nothing(&marking->reason));
	put(&mark, before, MARKING_EVIDENCE,
		ids.len ? (struct value){VALUE_IDS, 0, buf_as_text(&ids)} : EMPTY_VALUE);
	screen_apply_all(screen, new_paper ? both : both + 1, new_paper ? 2 : 1, marking_given);
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
	struct marking *marking = marking_of(screen);
	const struct view *before =
		marking_before(marking, buf_as_text(&marking->item), buf_as_text(&marking->role));
	struct record request;

	if (!before) {
		send_over(screen, &(struct view){.entity = &mark_entity, .body = NO_TEXT});
		return;
	}
	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, ENTITY_MARK);
	record_number(&request, GET_ID, (int64_t)before->id);
	screen_send(screen, CALL_GET, &request, before_came);
	record_release(&request);
}

/* --- the evidence --- */

/* What is refused is asked for again: nothing that was typed before it is lost. */
static void left_unproved(struct screen *screen)
{
	app_say(screen->app, "Nothing was given: without evidence the mark would not count", "");
}

static void date_typed(struct screen *screen, const struct text *text);

static void ask_date(struct screen *screen, struct text initial)
{
	ask_text(screen, N_("Of which day is it?"), initial, DATE_MOST, date_typed);
}

static void date_typed(struct screen *screen, const struct text *text)
{
	if (!text) {
		left_unproved(screen);
	} else if (date_parse(*text, &marking_of(screen)->date)) {
		send(screen);
	} else {
		ask_date(screen, *text);
		app_say(screen->app, "A date is written as 2026-09-24, not \"{1}\"", "S", *text);
	}
}

static void issuer_typed(struct screen *screen, const struct text *text);

static void ask_issuer(struct screen *screen)
{
	ask_text(screen, N_("Who issued it?"), NO_TEXT, ISSUER_MOST, issuer_typed);
}

static void issuer_typed(struct screen *screen, const struct text *text)
{
	struct marking *marking = marking_of(screen);
	struct buf today = BUF_INIT;

	if (!text) {
		left_unproved(screen);
	} else if (!text->len) {
		ask_issuer(screen);
		app_say(screen->app, "Evidence without its issuer proves nothing", "");
	} else {
		buf_clear(&marking->issuer);
		buf_text(&marking->issuer, *text);
		date_format(screen->app->welcome.today, &today);
		ask_date(screen, buf_as_text(&today));
		buf_release(&today);
	}
}

static void number_typed(struct screen *screen, const struct text *text)
{
	struct marking *marking = marking_of(screen);

	if (!text) {
		left_unproved(screen);
		return;
	}
	buf_clear(&marking->number);
	buf_text(&marking->number, *text);
	ask_issuer(screen);
}

static void evidence_picked(struct screen *screen, uint64_t id, struct text name)
{
	(void)name;
	if (!id) {
		left_unproved(screen);
		return;
	}
	marking_of(screen)->evidence = id;
	send(screen);
}

static void evidence_kind(struct screen *screen, int digit)
{
	if (digit == 1)
		ask_record(screen, N_("Which evidence?"), ENTITY_EVIDENCE, NULL, NO_TEXT, evidence_picked);
	else if (digit == 2)
		ask_text(screen, N_("Number of the evidence (empty: it has none)"), NO_TEXT, NUMBER_MOST,
			number_typed);
	else
		left_unproved(screen);
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
	if (text && text->len) {
		buf_text(&marking_of(screen)->reason, *text);
		ask_evidence(screen);
		return;
	}
	if (text)
		ask_text(screen, N_("The rule demands a reason: one sentence"), NO_TEXT, REASON_MOST,
			reason_typed);
	app_say(screen->app, "Nothing was given: without a reason the mark would not count", "");
}

static void ask_reason(struct screen *screen)
{
	const struct view *line = judged_line(marking_of(screen));

	if (line && rows_number(line, JUDGED_NEEDS) & NEEDS_REASON)
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

	if (dash >= range.len || !decimal_parse(text_take(range, dash), MARK_PLACES, &least) ||
		!decimal_parse(text_skip(range, dash + 1), MARK_PLACES, &most))
		return true;
	return points >= least && points <= most;
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
	const struct view *line = judged_line(marking_of(screen));

	if (!line || digit < 1)
		return;
	buf_text(&marking_of(screen)->word, nth_line(rows_text(line, JUDGED_WORDS), digit));
	ask_reason(screen);
}

struct text judged_name(const struct view *line)
{
	return rows_text(line, rows_has(line, JUDGED_CASE) ? JUDGED_CASE : JUDGED_ITEM);
}

static void points_typed(struct screen *screen, const struct text *text);

static void mark_title(struct screen *screen, const struct view *line, struct buf *title)
{
	if (rows_has(line, JUDGED_RANGE))
		tr_format(title, "Points for \"{1}\", {2}", "SS", judged_name(line),
			rows_text(line, JUDGED_RANGE));
	else
		tr_format(title, "Points for \"{1}\"", "S", judged_name(line));
	/* Whose it is, where that is not the one who enters it. */
	if (!rows_has(line, JUDGED_ROLE)) {
		buf_text(title, tr_text(N_(" (")));
		buf_text(title, buf_as_text(&marking_of(screen)->role));
		buf_text(title, tr_text(N_(")")));
	}
}

static void ask_points(struct screen *screen, const struct view *line, struct text initial)
{
	struct buf title = BUF_INIT;

	mark_title(screen, line, &title);
	ask_text(screen, buf_cstr(&title), initial, POINTS_MOST, points_typed);
	buf_release(&title);
}

static void points_typed(struct screen *screen, const struct text *text)
{
	struct marking *marking = marking_of(screen);
	const struct view *line = judged_line(marking);

	if (!text || !text->len || !line)
		return;
	marking->counted = decimal_parse(*text, MARK_PLACES, &marking->points);
	if (marking->counted && in_range(rows_text(line, JUDGED_RANGE), marking->points)) {
		ask_reason(screen);
		return;
	}
	ask_points(screen, line, *text);
	if (!marking->counted)
		app_say(screen->app, "A mark is a number with at most two places, not \"{1}\"", "S", *text);
	else
		app_say(screen->app, "The rule lets {1} be given here, not {2}", "SS",
			rows_text(line, JUDGED_RANGE), *text);
}

static void ask_mark(struct screen *screen, const struct view *line)
{
	struct buf title = BUF_INIT;

	if (!rows_has(line, JUDGED_WORDS)) {
		ask_points(screen, line, NO_TEXT);
		return;
	}
	mark_title(screen, line, &title);
	ask_line(screen, rows_text(line, JUDGED_WORDS), &title, word_given);
	buf_release(&title);
}

static void role_given(struct screen *screen, int digit)
{
	const struct view *line = judged_line(marking_of(screen));

	if (!line || digit < 1)
		return;
	buf_text(&marking_of(screen)->role, nth_line(rows_text(line, JUDGED_ROLES), digit));
	ask_mark(screen, line);
}

void marking_begin(struct screen *screen, size_t place)
{
	struct marking *marking = marking_of(screen);
	const struct view *line = &marking->judged.items[place];
	struct buf title = BUF_INIT;

	marking->line = place;
	buf_clear(&marking->item);
	buf_clear(&marking->role);
	buf_clear(&marking->word);
	buf_clear(&marking->reason);
	buf_text(&marking->item, rows_text(line, JUDGED_MARK));
	buf_text(&marking->role, rows_text(line, JUDGED_ROLE));
	marking->counted = false;
	marking->evidence = 0;
	marking->demands_evidence = rows_number(line, JUDGED_NEEDS) & NEEDS_EVIDENCE;
	if (marking->role.len) {
		ask_mark(screen, line);
		return;
	}
	/* Where the rules name several reviewers, the office says whose mark it enters. */
	if (nth_line(rows_text(line, JUDGED_ROLES), 1).len == rows_text(line, JUDGED_ROLES).len) {
		buf_text(&marking->role, rows_text(line, JUDGED_ROLES));
		ask_mark(screen, line);
		return;
	}
	buf_text(&title, tr_text(N_("Whose mark is it?")));
	ask_line(screen, rows_text(line, JUDGED_ROLES), &title, role_given);
	buf_release(&title);
}
