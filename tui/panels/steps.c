#include "tui/panels/steps.h"

#include <stdio.h>
#include <string.h>

/* The only argument that these operations have. */
enum { REASON_TAG = 1, REASON_MOST = 100, AGAIN_TAG = 1 };
static const struct field reason_fields[] = {
	{REASON_TAG, "reason", "原因", TEXT_FIELD(1, REASON_MOST), REQUIRED, 30}, {0}};
static const struct entity reason_shape = {0, "reason", "原因", reason_fields};

static const struct field again_fields[] = {{AGAIN_TAG, "again", "仍然", FLAG_FIELD, 0, 4}, {0}};
static const struct entity again_shape = {0, "again", "仍然", again_fields};

static const struct step {
	const char *name, *label;
	const char *reason; /* what to ask for first; NULL: nothing */
	const char *then;   /* the screen on which one goes on with the one record; NULL: here */
	const char *again;  /* what is refused for its only argument, a flag, may be done all the same */
} known[] = {
	{"open", N_("Start the meeting"), NULL, "meeting"},
	{"end", N_("End the meeting"), NULL},
	{"resume", N_("Go on with the meeting"), NULL, "meeting"},
	{"submit", N_("Submit"), NULL},
	{"sign", N_("Sign and submit"), NULL},
	{"pass", N_("Pass"), NULL},
	{"return", N_("Send back"), N_("What is to be mended? One sentence")},
	{"send_back", N_("Send back unsigned"), N_("What is to be mended? One sentence")},
	{"amend", N_("Amend"), N_("Why is it amended?"), "meeting"},
	{"archive", N_("Archive"), NULL},
	{"withdraw", N_("Take back"), NULL, "meeting"},
	{"cancel", N_("Call off"), NULL},
	{"remove_meeting", N_("Remove this meeting"), NULL},
	{"close", N_("Done"), NULL},
	{"reopen", N_("Not done after all"), NULL},
	{"drop", N_("Drop"), N_("Why is it dropped?")},
	{"open_self", N_("Open self-scoring"), NULL},
	{"open_review", N_("Open the review"), NULL},
	{"open_deciding", N_("Hand to whoever decides"), NULL},
	{"post", N_("Post the results"), NULL, NULL, N_("Post it as it is")},
	{"take_back", N_("Take the posting back"), N_("Why is it taken back?")},
	{"publish", N_("Publish for good"), NULL},
	{"uphold", N_("Uphold"), N_("The answer, in one sentence")},
	{"reject", N_("Do not uphold"), N_("The answer, in one sentence")},
	{"end_other_term", N_("The one before ends the day before"), NULL},
	{"confirm_systems", N_("Checked: it is right"), NULL},
	{"withdraw_objection", N_("Withdraw the objection"), NULL},
};

static struct steps *steps_of(const struct screen *screen)
{
	return screen->state;
}

static const struct step *step_named(struct text name)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (text_is(name, known[i].name))
			return &known[i];
	return NULL;
}

const char *step_label(struct text name)
{
	const struct step *step = step_named(name);
	const struct asked *asked = asked_named(name);

	return step ? step->label : asked ? asked_label(asked) : NULL;
}

void steps_release(struct steps *steps)
{
	live_close(&steps->live);
	tags_release(&steps->on);
	buf_release(&steps->got);
	buf_release(&steps->words);
	arguments_release(&steps->arguments);
}

bool steps_said(struct screen *screen, const struct answer *answer)
{
	struct buf words = BUF_INIT;

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return false;
	}
	if (view_has(&answer->body, APPLIED_TEXT)) {
		tr_encoded(view_text(&answer->body, APPLIED_TEXT), &words);
		app_say_text(screen->app, buf_as_text(&words));
	}
	buf_release(&words);
	return true;
}

uint64_t steps_record(const struct answer *answer, unsigned entity)
{
	struct row_walk items = view_rows(&answer->body, APPLIED_ITEMS);

	while (row_walk_next(&items))
		if (view_number(&items.row, ITEM_ENTITY) == entity)
			return (uint64_t)view_number(&items.row, ITEM_ID);
	return 0;
}

/* What was done, where the service has nothing to say of it. */
static void say_done(struct screen *screen)
{
	struct steps *steps = steps_of(screen);
	const char *label = step_label(text_of(steps->chosen));
	struct text name = label ? tr_text(label) : text_of(steps->chosen);

	if (steps->on.count > 1)
		app_say(screen->app, "{1}: done with {2}; Ctrl-Z takes it back", "Sn", name,
			(int64_t)steps->on.count);
	else
		app_say(screen->app, "{1}: done; Ctrl-Z takes it back", "S", name);
}

/* The screen on which one goes on with what was done; NULL: none. */
static const char *next_screen(const struct steps *steps)
{
	const struct step *step = step_named(text_of(steps->chosen));

	return step && steps->on.count == 1 ? step->then : NULL;
}

static void again_answered(struct screen *screen, int digit)
{
	struct record arguments;

	if (digit != 1)
		return;
	record_init(&arguments, &again_shape);
	record_number(&arguments, AGAIN_TAG, 1);
	steps_run_with(screen, steps_of(screen)->chosen, &arguments);
	record_release(&arguments);
}

/* Refused for what a person may know better: once more, with the reason over it. */
static bool ask_again(struct screen *screen, const struct answer *answer)
{
	const struct step *step = step_named(text_of(steps_of(screen)->chosen));
	struct buf title = BUF_INIT;

	if (answer->kind != ANSWER_ERROR || answer->error.tag != AGAIN_TAG || !step || !step->again)
		return false;
	tr_message(&answer->error.message, &title);
	ask_number(screen, buf_cstr(&title),
		(struct choice_line[]){{1, step->again, NO_TEXT}, {0, N_("Leave it"), NO_TEXT}}, 2,
		again_answered);
	buf_release(&title);
	return true;
}

static void done(struct screen *screen, const struct answer *answer)
{
	struct steps *steps = steps_of(screen);
	const char *next = next_screen(steps);
	struct target target = {.entity = steps->live.entity, .id = steps->on.count ? steps->on.ids[0] : 0};

	if (ask_again(screen, answer) || !steps_said(screen, answer))
		return;
	if (!next && !view_has(&answer->body, APPLIED_TEXT))
		say_done(screen);
	if (steps->after)
		steps->after(screen);
	if (next)
		app_open(screen->app, next, &target);
}

static void run(struct screen *screen, const struct record *arguments)
{
	struct steps *steps = steps_of(screen);

	screen_run_many(
		screen, steps->chosen, steps->live.entity, steps->on.ids, steps->on.count, arguments, done);
}

static void reason_given(struct screen *screen, const struct text *text)
{
	struct record arguments;

	if (!text)
		return;
	if (!text->len) {
		ask_text(screen, step_named(text_of(steps_of(screen)->chosen))->reason, NO_TEXT, REASON_MOST,
			reason_given);
		app_say(screen->app, "It cannot do without a reason: write a few words, or Esc", "");
		return;
	}
	record_init(&arguments, &reason_shape);
	record_text(&arguments, REASON_TAG, *text);
	run(screen, &arguments);
	record_release(&arguments);
}

void steps_run_with(struct screen *screen, const char *operation, const struct record *arguments)
{
	steps_of(screen)->chosen = operation;
	run(screen, arguments);
}

void steps_run(struct screen *screen, const char *operation)
{
	const struct step *step = step_named(text_of(operation));
	const struct asked *asked = asked_named(text_of(operation));

	steps_of(screen)->chosen = step ? step->name : operation;
	if (text_starts(text_of(operation), TEXT("remove")))
		steps_remove(screen);
	else if (asked)
		arguments_ask(screen, asked);
	else if (step && step->reason)
		ask_text(screen, step->reason, NO_TEXT, REASON_MOST, reason_given);
	else
		run(screen, NULL);
}

static void digit_given(struct screen *screen, int digit)
{
	struct steps *steps = steps_of(screen);

	if (digit > 0 && (size_t)digit <= steps->count)
		steps_run(screen, steps->names[digit - 1]);
}

/* Name and what follows, as one line of the prompt. */
static void add_line(struct steps *steps, const struct view *row, size_t *start)
{
	struct text name = view_text(row, OPERATION_NAME);
	const char *label = step_label(name);
	struct buf follows = BUF_INIT;

	snprintf(steps->names[steps->count], sizeof(steps->names[0]), "%.*s", (int)name.len, name.at);
	*start = steps->words.len;
	buf_text(&steps->words, label ? tr_text(label) : name);
	tr_encoded(view_text(row, OPERATION_WHY), &follows);
	/* In some languages what follows is what it is called. */
	if (follows.len && !text_equal(buf_as_text(&follows), label ? tr_text(label) : name)) {
		buf_put(&steps->words, "  ", 2);
		buf_text(&steps->words, buf_as_text(&follows));
	}
	buf_release(&follows);
}

static void say_why_not(struct screen *screen)
{
	struct row_walk rows = view_rows(&steps_of(screen)->offer, GOT_OPERATIONS);
	struct buf why = BUF_INIT;

	/* Why it cannot be removed, say, is for the key that removes. */
	while (!why.len && row_walk_next(&rows))
		if (step_label(view_text(&rows.row, OPERATION_NAME)))
			tr_encoded(view_text(&rows.row, OPERATION_WHY), &why);
	if (why.len)
		app_say_text(screen->app, buf_as_text(&why));
	else
		app_say(screen->app, "There is nothing to be done next here", "");
	buf_release(&why);
}

static bool offered(const struct view *row)
{
	return view_number(row, OPERATION_ALLOWED) && step_label(view_text(row, OPERATION_NAME));
}

bool steps_known(const struct steps *steps)
{
	struct row_walk rows = view_rows(&steps->live.answer, GOT_OPERATIONS);

	while (row_walk_next(&rows))
		if (step_label(view_text(&rows.row, OPERATION_NAME)))
			return true;
	return false;
}

bool steps_any(const struct steps *steps)
{
	struct row_walk rows = view_rows(&steps->live.answer, GOT_OPERATIONS);

	while (row_walk_next(&rows))
		if (offered(&rows.row))
			return true;
	return false;
}

/* Which they are. */
static void add_title(const struct steps *steps, struct buf *title)
{
	struct text titles = view_text(&steps->offer, GOT_ALSO_TITLES), one;
	struct buf names = BUF_INIT;

	buf_text(&names, view_text(&steps->offer, GOT_TITLE));
	while (steps->on.count > 1 && text_split(&titles, '\n', &one)) {
		buf_text(&names, tr_text(", "));
		buf_text(&names, one);
	}
	if (steps->on.count > 1)
		tr_format(title, "What next with the {1} that are tagged: {2}", "nS",
			(int64_t)steps->on.count, buf_as_text(&names));
	else
		tr_format(title, "What next with {1}?", "S", buf_as_text(&names));
	buf_release(&names);
}

static void ask_which(struct screen *screen)
{
	struct steps *steps = steps_of(screen);
	struct row_walk rows = view_rows(&steps->offer, GOT_OPERATIONS);
	struct choice_line lines[STEPS_OFFERED + 1];
	size_t starts[STEPS_OFFERED + 1];
	struct buf title = BUF_INIT;

	steps->count = 0;
	buf_clear(&steps->words);
	while (steps->count < STEPS_OFFERED && row_walk_next(&rows))
		if (offered(&rows.row)) {
			add_line(steps, &rows.row, &starts[steps->count]);
			steps->count++;
		}
	if (!steps->count) {
		say_why_not(screen);
		return;
	}
	starts[steps->count] = steps->words.len;
	for (size_t i = 0; i < steps->count; i++)
		lines[i] = (struct choice_line){(int)i + 1, NULL,
			text_take(
				text_skip(buf_as_text(&steps->words), starts[i]), starts[i + 1] - starts[i])};
	lines[steps->count] = (struct choice_line){0, N_("Leave it"), NO_TEXT};
	add_title(steps, &title);
	ask_number(screen, buf_cstr(&title), lines, steps->count + 1, digit_given);
	buf_release(&title);
}

/* --- removing --- */

/* Del is an operation like others, where an entity has it: its name begins with "remove"; what was only
 * planned is called off. What follows, or why not, goes to `why`. */
static bool find_removal(struct steps *steps, struct message *why, bool *allowed)
{
	struct row_walk rows = view_rows(&steps->offer, GOT_OPERATIONS);
	bool found = false;

	while (!*allowed && row_walk_next(&rows)) {
		struct text name = view_text(&rows.row, OPERATION_NAME);

		if (!text_starts(name, TEXT("remove")) && !text_is(name, "cancel"))
			continue;
		snprintf(steps->names[0], sizeof(steps->names[0]), "%.*s", (int)name.len, name.at);
		message_decode(view_text(&rows.row, OPERATION_WHY), why);
		*allowed = view_number(&rows.row, OPERATION_ALLOWED);
		found = true;
	}
	return found;
}

static void removed(struct screen *screen, const struct answer *answer)
{
	struct steps *steps = steps_of(screen);

	if (!steps_said(screen, answer))
		return;
	app_say(screen->app, "{1} removed; Ctrl-Z brings them back", "n", (int64_t)steps->on.count);
	if (steps->after)
		steps->after(screen);
}

static void removal_answered(struct screen *screen, int digit)
{
	struct steps *steps = steps_of(screen);

	if (digit == 1)
		screen_run_many(screen, steps->names[0], steps->live.entity, steps->on.ids, steps->on.count,
			NULL, removed);
}

static void removal_title(const struct steps *steps, struct buf *title)
{
	if (steps->on.count > 1)
		tr_format(title, "Remove {1} records?", "n", (int64_t)steps->on.count);
	else
		tr_format(title, "Remove \"{1}\"?", "S", view_text(&steps->offer, GOT_TITLE));
}

static void ask_removal(struct screen *screen, const struct message *follows)
{
	struct steps *steps = steps_of(screen);
	struct buf title = BUF_INIT, words = BUF_INIT;

	removal_title(steps, &title);
	buf_text(&words, tr_text("Remove"));
	if (*follows->id && steps->on.count == 1) {
		buf_put(&words, "  ", 2);
		tr_message(follows, &words);
	}
	if (steps->on.count > 1)
		buf_text(&words, tr_text(", and what is nothing without them"));
	buf_text(&words, tr_text("; Ctrl-Z undoes it"));
	ask_number(screen, buf_cstr(&title),
		(struct choice_line[]){{1, NULL, buf_as_text(&words)}, {0, N_("Leave it"), NO_TEXT}}, 2,
		removal_answered);
	buf_release(&title);
	buf_release(&words);
}

static void ask_whether(struct screen *screen)
{
	struct message why;
	bool allowed = false;

	message_set(&why, "", "");
	if (!find_removal(steps_of(screen), &why, &allowed))
		app_say(screen->app, "Records of this kind are not removed: they end by a date", "");
	else if (!allowed)
		app_say_error(screen->app, &(struct error){ERROR_STATE, 0, 0, why});
	else
		ask_removal(screen, &why);
}

/* --- what goes with all of them --- */

static void all_came(struct screen *screen, const struct answer *answer)
{
	struct steps *steps = steps_of(screen);

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	buf_clear(&steps->got);
	buf_text(&steps->got, answer->body.body);
	steps->offer = answer->body;
	steps->offer.body = buf_as_text(&steps->got);
	if (steps->removing)
		ask_whether(screen);
	else
		ask_which(screen);
}

/* Only what goes with each of them is offered. */
static void look_at_all(struct screen *screen)
{
	struct steps *steps = steps_of(screen);
	struct buf also = BUF_INIT;
	struct record request;

	for (size_t i = 1; i < steps->on.count; i++)
		buf_varint(&also, steps->on.ids[i]);
	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, steps->live.entity);
	record_number(&request, GET_ID, (int64_t)steps->on.ids[0]);
	record_set(&request, GET_ALSO, (struct value){VALUE_IDS, 0, buf_as_text(&also)});
	screen_send(screen, CALL_GET, &request, all_came);
	record_release(&request);
	buf_release(&also);
}

static void look(struct screen *screen, bool removing)
{
	struct steps *steps = steps_of(screen);

	steps->removing = removing;
	steps->offer = steps->live.answer;
	if (steps->on.count > 1)
		look_at_all(screen);
	else if (removing)
		ask_whether(screen);
	else
		ask_which(screen);
}

void steps_ask(struct screen *screen)
{
	if (steps_of(screen)->live.loaded)
		look(screen, false);
}

void steps_remove(struct screen *screen)
{
	look(screen, true);
}
