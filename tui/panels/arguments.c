#include "tui/panels/arguments.h"

#include "core/base/date.h"
#include "tui/panels/steps.h"

/* By the argument fields of the operations (core/model/ops.h). */
enum { LEADER_PERSON = 1, LEADER_FROM, LEADER_KIND };
enum { QUESTIONS = 4, DAY_MOST = 20, KINDS_MOST = 8 };

static const struct field move_fields[] = {{MOVE_PEOPLE, "people", "人员", REFS_FIELD(ENTITY_PERSON, 200)},
	{MOVE_FROM, "from", "起", DATE_FIELD}, {0}};
const struct entity move_shape = {0, "move_members", "调入", move_fields};
static const struct field leader_fields[] = {{LEADER_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON)},
	{LEADER_FROM, "from", "起", DATE_FIELD}, {LEADER_KIND, "kind", "职务", CHOICE_FIELD(term_kinds)},
	{0}};
static const struct entity leader_shape = {0, "set_leader", "任命", leader_fields};

typedef void question(struct screen *screen, const char *title);
static question ask_people, ask_person, ask_day, ask_office;

static const struct asked {
	const char *name, *label, *also;
	const struct entity *shape;
	struct {
		question *ask;
		const char *title;
		uint16_t tag;
	} questions[QUESTIONS];
} asked_rows[] = {
	{"move_members", N_("Move people into this group"), N_("rotation, transfer"), &move_shape,
		{{ask_people, N_("Who comes into this group?"), MOVE_PEOPLE},
			{ask_day, N_("From which day? They leave their groups the day before"), MOVE_FROM}}},
	{"set_leader", N_("Name a leader or a deputy"), N_("appoint, acting leader"), &leader_shape,
		{{ask_office, N_("To what?"), LEADER_KIND}, {ask_person, N_("Who?"), LEADER_PERSON},
			{ask_day, N_("From which day? The one in office leaves it the day before"),
				LEADER_FROM}}},
};

static struct steps *steps_of(const struct screen *screen)
{
	return screen->state;
}

static struct arguments *arguments_of(const struct screen *screen)
{
	return &steps_of(screen)->arguments;
}

const struct asked *asked_named(struct text operation)
{
	for (size_t i = 0; i < sizeof(asked_rows) / sizeof(*asked_rows); i++)
		if (text_is(operation, asked_rows[i].name))
			return &asked_rows[i];
	return NULL;
}

const char *asked_label(const struct asked *asked)
{
	return asked->label;
}

const char *asked_also(const struct asked *asked)
{
	return asked->also;
}

/* --- one after the other --- */

static uint16_t tag_of(const struct screen *screen)
{
	return arguments_of(screen)->what->questions[arguments_of(screen)->at].tag;
}

static void next(struct screen *screen)
{
	struct arguments *arguments = arguments_of(screen);
	const struct asked *asked = arguments->what;

	if (arguments->at < QUESTIONS && asked->questions[arguments->at].ask)
		asked->questions[arguments->at].ask(screen, asked->questions[arguments->at].title);
	else
		steps_run_with(screen, asked->name, &arguments->record);
}

static void answered(struct screen *screen)
{
	arguments_of(screen)->at++;
	next(screen);
}

static void person_picked(struct screen *screen, uint64_t id, struct text name)
{
	(void)name;
	if (!id)
		return;
	record_number(&arguments_of(screen)->record, tag_of(screen), (int64_t)id);
	answered(screen);
}

static void ask_person(struct screen *screen, const char *title)
{
	ask_record(screen, title, ENTITY_PERSON, NULL, NO_TEXT, person_picked);
}

/* As many as there are; Esc says that these are all. */
static void one_picked(struct screen *screen, uint64_t id, struct text name)
{
	struct arguments *arguments = arguments_of(screen);
	struct buf title = BUF_INIT;

	if (!id && !arguments->picked)
		return;
	if (!id) {
		record_set(&arguments->record, tag_of(screen),
			(struct value){VALUE_IDS, 0, buf_as_text(&arguments->people)});
		answered(screen);
		return;
	}
	buf_varint(&arguments->people, id);
	arguments->picked++;
	tr_format(&title, "{1} picked, {2} the last. Who else? Esc: these are all", "nS",
		(int64_t)arguments->picked, name);
	ask_record(screen, buf_cstr(&title), ENTITY_PERSON, NULL, NO_TEXT, one_picked);
	buf_release(&title);
}

static void ask_people(struct screen *screen, const char *title)
{
	ask_record(screen, title, ENTITY_PERSON, NULL, NO_TEXT, one_picked);
}

static void day_given(struct screen *screen, const struct text *text)
{
	int64_t day;

	if (!text)
		return;
	if (!date_short(text_trim(*text), screen->app->welcome.today, &day)) {
		app_say(screen->app, "\"{1}\" is not a day", "S", text_trim(*text));
		next(screen);
		return;
	}
	record_number(&arguments_of(screen)->record, tag_of(screen), day);
	answered(screen);
}

static void ask_day(struct screen *screen, const char *title)
{
	struct buf today = BUF_INIT;

	date_format(screen->app->welcome.today, &today);
	ask_text(screen, title, buf_as_text(&today), DAY_MOST, day_given);
	buf_release(&today);
}

static void office_chosen(struct screen *screen, int digit)
{
	if (digit <= 0)
		return;
	record_number(&arguments_of(screen)->record, tag_of(screen), digit);
	answered(screen);
}

/* Of a group: a secretary has a branch. */
static void ask_office(struct screen *screen, const char *title)
{
	struct choice_line lines[KINDS_MOST];
	struct buf words[KINDS_MOST];
	size_t count = 0;

	for (; count < KINDS_MOST && term_kinds[count].name && term_kinds[count].code != TERM_SECRETARY;
		count++) {
		words[count] = (struct buf)BUF_INIT;
		lines[count] = (struct choice_line){(int)term_kinds[count].code, NULL,
			choice_label(&term_kinds[count], words_language(), &words[count])};
	}
	ask_number(screen, title, lines, count, office_chosen);
	while (count--)
		buf_release(&words[count]);
}

void arguments_release(struct arguments *arguments)
{
	if (arguments->what)
		record_release(&arguments->record);
	buf_release(&arguments->people);
	*arguments = (struct arguments){0};
}

void arguments_ask(struct screen *screen, const struct asked *asked)
{
	struct arguments *arguments = arguments_of(screen);

	arguments_release(arguments);
	arguments->what = asked;
	record_init(&arguments->record, asked->shape);
	next(screen);
}
