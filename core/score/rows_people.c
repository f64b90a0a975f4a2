/* Mechanisms that look at whose a row is: what office he holds, how many there are. */
#include "core/model/roster.h"
#include "core/score/hits.h"
#include "core/score/sentence_internal.h"

/* The people of a row, as its source names them; false: it names none. */
static bool people_path(struct keys *keys, struct path *path)
{
	const struct subject_source *source = keys->reading->line->source;

	return source->people &&
		path_compile(
			path, keys->reading->schema, shape_of(keys->reading), text_of(source->people), NULL);
}

/* --- offices --- */

struct offices {
	struct path people, group, date;
	bool grouped;
	struct fraction worth[OFFICES_MAX]; /* by enum term_kind; not given: see the rest */
	struct fraction rest;
};

int office_named(struct text word)
{
	const struct field *kind = entity_field(&term_entity, TERM_KIND);

	for (const struct choice *choice = kind->choices; choice->name; choice++)
		if (choice->code < OFFICES_MAX &&
			(text_is(word, choice->name) || text_is(word, choice->label)))
			return (int)choice->code;
	return -1;
}

void fault_office(struct reading *reading, const struct tree *node)
{
	const struct field *kind = entity_field(&term_entity, TERM_KIND);
	struct buf all = BUF_INIT;

	for (const struct choice *choice = kind->choices; choice->name; choice++)
		buf_printf(&all, "%s%s", all.len ? (reading->english ? ", " : "、") : "",
			reading->english ? choice->name : choice->label);
	fault_at(reading->faults, node, "\"{1}\" cannot stand here; there are {2}", "SS", node->text,
		buf_as_text(&all));
	buf_release(&all);
}

static void read_office(struct keys *keys, const struct tree *node, struct offices *offices)
{
	struct fraction worth = read_fraction(keys->reading, node);
	int office = office_named(node->key);

	note_points(keys->reading, worth);
	if (word_is(WORD_REST, node->key))
		offices->rest = worth;
	else if (office >= 0)
		offices->worth[office] = worth;
	else
		fault_office(keys->reading,
			&(struct tree){
				.text = node->key, .line = node->key_line, .column = node->key_column});
}

/* 按组内职务: {组长: -2, 其余: -1} */
static void *read_offices(struct keys *keys)
{
	struct reading *reading = keys->reading;
	struct offices *offices = arena_new(reading->arena, sizeof(*offices));
	const struct tree *node = take(keys, WORD_BY_OFFICE);
	struct keys inner = keys_of(reading, node);
	const struct choice *office = entity_field(&term_entity, TERM_KIND)->choices;

	for (; asked_key(reading, node) && office->name; office++)
		offer(reading, office->name, office->label, NULL);
	if (!people_path(keys, &offices->people)) {
		fault_at_key(reading->faults, node,
			"The records of this source name no people: nothing can be counted by person here",
			"");
		return NULL;
	}
	offices->grouped = reading->line->source->group &&
		path_compile(&offices->group, reading->schema, shape_of(reading),
			text_of(reading->line->source->group), NULL);
	path_compile(&offices->date, reading->schema, shape_of(reading), text_of(reading->line->source->date),
		NULL);
	offices->rest = (struct fraction){0, 1};
	for (const struct tree *child = inner.map->child; child; child = child->next)
		read_office(keys, child, offices);
	reading->line->persons = reading->line->each_weighed = true;
	return offices;
}

/* In the group the row is of, or the one he was in that day. */
static void weigh_office(const void *with, struct row_work *work)
{
	const struct offices *offices = with;
	struct value person = value_number((int64_t)work->person), group, date;
	enum term_kind office;

	/* One that names several is weighed once more for each of them. */
	if ((!work->person &&
		    (!path_get(&offices->people, work->world, work->view, &person) ||
			    person.kind != VALUE_NUMBER)) ||
		!path_get(&offices->date, work->world, work->view, &date))
		return;
	if (!offices->grouped || !path_get(&offices->group, work->world, work->view, &group))
		group.number = (int64_t)group_of(work->world, (uint64_t)person.number, date.number);
	office = office_of(work->world, (uint64_t)person.number, (uint64_t)group.number, date.number);
	work->worth = fraction_multiply(work->worth,
		(int)office < OFFICES_MAX && fraction_given(offices->worth[office]) ? offices->worth[office]
										    : offices->rest);
}

/* --- shares --- */

static const struct choice_word shares[] = {
	{1, "equal", "平均", {"按署名人数平均", "按人数平均", "按人数", "平均分摊"},
		.help = N_("each the same share")},
	{0},
};

/* Among those who signed; where nobody did, among the groups. */
struct sharing {
	struct path people, groups;
	bool grouped;
};

static void *read_shares(struct keys *keys)
{
	struct reading *reading = keys->reading;
	struct sharing *sharing = arena_new(reading->arena, sizeof(*sharing));
	const struct subject_source *source = reading->line->source;
	struct error err = ERROR_INIT;

	read_choice(keys, WORD_SHARE, shares, 1);
	if (!source->people ||
		!path_compile(
			&sharing->people, reading->schema, shape_of(reading), text_of(source->people), &err))
		return NULL;
	sharing->grouped = source->group &&
		path_compile(
			&sharing->groups, reading->schema, shape_of(reading), text_of(source->group), NULL);
	reading->line->persons = true;
	return sharing;
}

static bool count_value(const struct value *value, void *arg)
{
	(void)value;
	++*(int64_t *)arg;
	return true;
}

static void share_row(const void *with, struct row_work *work)
{
	const struct sharing *sharing = with;
	int64_t sharers = 0;

	path_each(&sharing->people, work->world, work->view, count_value, &sharers);
	if (!sharers && sharing->grouped)
		path_each(&sharing->groups, work->world, work->view, count_value, &sharers);
	if (sharers > 1)
		work->worth = fraction_multiply(work->worth, (struct fraction){1, sharers});
}

/* --- read out --- */

static void say_offices(const void *with, struct saying *saying)
{
	const struct offices *offices = with;
	const struct choice *choices = entity_field(&term_entity, TERM_KIND)->choices;

	bool again = said_worth(saying, with);

	say(saying->out,
		again ? N_("; and by the office held that day ") : N_("; each by the office held that day: "),
		"");
	for (const struct choice *choice = choices; choice->name; choice++) {
		if (choice->code >= OFFICES_MAX || !fraction_given(offices->worth[choice->code]))
			continue;
		say(saying->out, "{1}", "t", choice->name, choice->label);
		say(saying->out, N_(" "), "");
		(again ? say_factor_of : say_worth)(saying, offices->worth[choice->code]);
		say(saying->out, N_(", "), "");
	}
	say(saying->out, N_("all else"), "");
	say(saying->out, N_(" "), "");
	(again ? say_factor_of : say_worth)(saying, offices->rest);
}

static void say_shares(const void *with, struct saying *saying)
{
	(void)with;
	saying->divides = true;
	say(saying->out, N_("; shared equally among the people named"), "");
}

const struct mechanism people_mechanisms[] = {
	{"ROLE", "by office", "按组内职务", STAGE_ROW, {WORD_BY_OFFICE}, read_offices, .row = weigh_office,
		.say = say_offices,
		.help = "Points by the office that the row's person held in the group that day."},
	{"SPLIT", "share", "合作分摊", STAGE_ROW, {WORD_SHARE}, read_shares, .row = share_row,
		.say = say_shares,
		.help = "A row of several people is shared between them, each part for his own group."},
	{0},
};
