/* A line read out: what is counted, how, in which parts of the period, and what it gives. The steps say
 * themselves (`say` in their tables). */
#include "core/score/row_formula.h"
#include "core/score/sentence_internal.h"

/* --- what is counted --- */

/* Our own names of a share's two sides, which nobody wrote. */
static const struct {
	const char *label, *words;
} sides[] = {{"分子", N_("the part")}, {"分母", N_("the whole")}};

static void say_matching_name(struct saying *saying, struct text name)
{
	for (size_t i = 0; i < sizeof(sides) / sizeof(*sides); i++)
		if (text_is(name, sides[i].label)) {
			say(saying->out, sides[i].words, "");
			return;
		}
	say(saying->out, N_("\"{1}\""), "S", name);
}

/* What stands behind the field's name, in both languages. */
static const char *const atom_words[] = {
	[ATOM_COUNT] = N_("the number of records"),
	[ATOM_TIMES] = N_("the number of records, each person's by itself"),
	[ATOM_PEOPLE] = N_("the number of people, each once"),
	[ATOM_SUM] = N_(" added up"),
	[ATOM_MEAN] = N_(" on average"),
	[ATOM_LARGEST] = N_(" at its largest"),
	[ATOM_SMALLEST] = N_(" at its smallest"),
	[ATOM_LATEST] = N_(" of the latest record"),
	[ATOM_FIRST] = N_(" of the first record"),
	[ATOM_TOTAL] = N_(" added up as it stands"),
	[ATOM_DISTINCT] = N_(", different ones"),
	[ATOM_DAYS] = N_(", in days"),
	[ATOM_LASTING] = N_("the days they last, of this part"),
	[ATOM_WORKING] = N_("the working days they last, of this part"),
};

static void say_days(struct saying *saying, const struct atom *atom)
{
	say(saying->out, N_("from "), "");
	path_say(&atom->path, saying->out);
	say(saying->out, N_(" to "), "");
	if (atom->until.count)
		path_say(&atom->until, saying->out);
	else
		say(saying->out, N_("the end of the part"), "");
}

void say_atom(struct saying *saying, const struct atom *atom)
{
	if (atom->kind == ATOM_MATCHING) {
		say_matching_name(saying, atom->text);
		return;
	}
	saying->divides |= atom->kind == ATOM_MEAN;
	saying->recordless |= atom->kind >= ATOM_MEAN && atom->kind <= ATOM_FIRST;
	if (atom->kind == ATOM_DAYS)
		say_days(saying, atom);
	else if (atom->column)
		say(saying->out, N_("\"{1}\""), "S", atom->column->name);
	else if (atom->kind >= ATOM_SUM && atom->kind < ATOM_DAYS)
		path_say(&atom->path, saying->out);
	say(saying->out,
		atom->kind == ATOM_DAYS && path_field(&atom->path)->type == &type_time
			? N_(", in minutes")
			: atom_words[atom->kind],
		"");
}

/* One of the words that the program knows is said in the reader's language. */
static void say_kind(struct saying *saying, const struct line *line)
{
	for (const struct choice *choice = subject_kinds(&court_schema, line->source); choice->name; choice++)
		if (text_is(line->kind, choice->name) || text_is(line->kind, choice->label)) {
			say(saying->out, N_("{1}"), "t", choice->name, choice->label);
			return;
		}
	say_text(saying->out, line->kind);
}

/* 荣誉: a kind of entries goes by its own name. */
static void say_source(struct saying *saying, const struct line *line)
{
	const struct source *source = source_named(&court_schema, text_of(line->source->name));
	bool named = line->kind.len && text_is(text_of(line->source->name), "entry");
	bool of_kind = line->kind.len && !named;

	if (named)
		say(saying->out, N_("counts the records of {1}"), "S", line->kind);
	else
		say(saying->out, N_("counts the records of {1}"), "t", source->name, source->label);
	if (of_kind || line->asked) {
		say(saying->out, N_(" ("), "");
		if (of_kind)
			say_kind(saying, line);
		if (of_kind && line->asked)
			say(saying->out, N_(" and "), "");
		if (line->asked)
			predicate_say(line->asked, saying->out);
		say(saying->out, N_(")"), "");
	}
	if (line->source->once)
		say(saying->out, line->source->once, "");
	if (line->source->until && !line->source->group && saying->rules->subject != SUBJECT_PERSON)
		say(saying->out, N_(", each day for the group that somebody is in"), "");
}

/* The share's sides, or the groups that the rule names. */
static void say_matching(struct saying *saying, const struct line *line)
{
	for (size_t i = 0; i < line->atom_count; i++) {
		if (line->atoms[i].kind != ATOM_MATCHING)
			continue;
		say(saying->out, N_("; "), "");
		say_matching_name(saying, line->atoms[i].text);
		if (!line->atoms[i].only) {
			say(saying->out, N_(" is all of them"), "");
			continue;
		}
		say(saying->out, N_(" is those where "), "");
		predicate_say(line->atoms[i].only, saying->out);
	}
}

static void say_offices(struct saying *saying, uint32_t offices)
{
	const struct choice *choice = entity_field(&term_entity, TERM_KIND)->choices;
	bool any = false;

	for (; choice->name; choice++) {
		if (choice->code >= OFFICES_MAX || !(offices >> choice->code & 1))
			continue;
		say(saying->out, any ? N_(", ") : N_(", only who is one of these: "), "");
		say(saying->out, N_("{1}"), "t", choice->name, choice->label);
		any = true;
	}
}

/* Of a roll or of minutes a record is the meeting. */
static bool is_each_meeting(const struct line *line)
{
	return line->source && line->apart == APART_RECORD &&
		text_starts(text_of(line->source->name), TEXT("meeting"));
}

void say_unit(struct saying *saying, const char *id, enum unit unit)
{
	static const struct {
		const char *name, *label;
	} units[] = {
		[UNIT_DAY] = {"day", "日"},
		[UNIT_WEEK] = {"week", "周"},
		[UNIT_MONTH] = {"month", "月"},
		[UNIT_QUARTER] = {"quarter", "季"},
		[UNIT_HALF] = {"half-year", "半年"},
		[UNIT_YEAR] = {"year", "年"},
		[UNIT_TEN_DAYS] = {"third of a month", "旬"},
		[UNIT_HALF_MONTH] = {"half of a month", "半月"},
		[UNIT_TWO_MONTHS] = {"two months", "两个月"},
	};

	say(saying->out, id, "t", units[unit].name, units[unit].label);
}

static void say_parts_of_period(struct saying *saying, const struct line *line)
{
	static const char *const apart[] = {
		[APART_PERSON] = N_("; each person by himself"),
		[APART_RECORD] = N_("; each record by itself"),
		[APART_MATTER] = N_("; each matter by itself"),
	};

	static const char *const windows[] = {
		[WINDOW_PERIOD] = "",
		[WINDOW_LAST] = N_("; of the period before"),
		[WINDOW_YEAR_AGO] = N_("; of the same period a year before"),
		[WINDOW_YEAR] = N_("; of the whole year"),
		[WINDOW_LAST_YEAR] = N_("; of the year before"),
	};

	if (line->window != WINDOW_PERIOD)
		say(saying->out, windows[line->window], "");
	if (line->back == SINCE_NEW_YEAR)
		say(saying->out, N_("; from New Year on"), "");
	else if (line->back)
		say(saying->out, N_("; of the last {1} months"), "n", (int64_t)line->back);
	if (line->every)
		say_unit(saying, N_("; each {1} by itself"), line->every);
	if (is_each_meeting(line))
		say(saying->out, N_("; each meeting by itself"), "");
	else if (line->apart == APART_COLUMNS)
		say_columns_apart(saying, line);
	else if (line->apart)
		say(saying->out, apart[line->apart], "");
	if (line->of_whom) {
		say(saying->out, N_(", only those whose "), "");
		predicate_say(line->of_whom, saying->out);
	}
	say_offices(saying, line->of_offices);
	if (line->among_all)
		say(saying->out, N_("; compared with all, not only with its class"), "");
}

static void say_over(struct saying *saying, const struct line *line)
{
	static const char *const words[] = {
		[OVER_SUM] = N_("; all parts added"),
		[OVER_MEAN] = N_("; the mean of all parts"),
		[OVER_BEST] = N_("; the highest of all parts"),
		[OVER_LEAST] = N_("; the lowest of all parts"),
		[OVER_RUN] = N_("; the longest run of parts with "),
		[OVER_PARTS] = N_("; the number of parts with "),
	};

	static const char *const these[] = {
		[OVER_SUM] = N_("; all of these added"),
		[OVER_MEAN] = N_("; the mean of all these"),
		[OVER_BEST] = N_("; the highest of all these"),
		[OVER_LEAST] = N_("; the lowest of all these"),
		[OVER_RUN] = N_("; the longest run of parts with "),
		[OVER_PARTS] = N_("; how many of these have "),
	};

	static const char *const people[] = {
		[OVER_SUM] = N_("; all people added"),
		[OVER_MEAN] = N_("; the mean of all people"),
		[OVER_BEST] = N_("; the highest of all people"),
		[OVER_LEAST] = N_("; the lowest of all people"),
		[OVER_RUN] = N_("; the longest run of parts with "),
		[OVER_PARTS] = N_("; the number of people with "),
	};

	if (!line->over_first)
		return;
	saying->divides |= line->over == OVER_MEAN;
	say(saying->out,
		(line->every || !line->apart                  ? words
				: line->apart == APART_PERSON ? people
							      : these)[line->over],
		"");
	if (line->over >= OVER_RUN)
		say_bound(saying, &line->over_when);
}

static void say_measure(struct saying *saying, const struct line *line)
{
	/* How many there are is what counting means. */
	if (line->measure &&
		!(line->atom_count == 1 && line->atoms[0].kind == ATOM_COUNT &&
			text_equal(formula_text(line->measure), line->atoms[0].text))) {
		say(saying->out, N_("; the figure is "), "");
		say_formula_words(saying, line->measure);
	}
}

static void say_counted(struct saying *saying, const struct line *line)
{
	say_source(saying, line);
	say_parts_of_period(saying, line);
	say_columns(saying, line);
	say_measure(saying, line);
	say_matching(saying, line);
	if (line->persons && line->apart != APART_PERSON &&
		!(line->atom_count == 1 && line->atoms[0].kind == ATOM_TIMES))
		say(saying->out, N_("; each person's record counts by itself"), "");
	say_over(saying, line);
}

/* --- by hand --- */

/* No weights were given. */
static bool count_alike(const struct manual *manual)
{
	for (size_t i = 0; i < manual->reviewer_count; i++)
		if (fraction_compare(manual->reviewers[i].weight, (struct fraction){1, 1}))
			return false;
	return true;
}

static void say_reviewers(struct saying *saying, const struct manual *manual)
{
	bool alike = count_alike(manual), one = alike && manual->reviewer_count == 1;

	if (!manual->reviewer_count)
		return;
	say(saying->out,
		one             ? N_("; given by ")
			: alike ? N_("; these count alike: ")
				: N_("; weighted: "),
		"");
	for (size_t i = 0; i < manual->reviewer_count; i++) {
		if (i)
			say(saying->out, N_(", "), "");
		say_text(saying->out, manual->reviewers[i].who);
		if (alike)
			continue;
		say_text(saying->out, TEXT(" "));
		say_fraction(saying, manual->reviewers[i].weight);
	}
	if (one)
		return;
	say(saying->out,
		manual->spread ? N_("; the weight of one who gave nothing goes to the others")
			       : N_("; while one has given nothing there are no points"),
		"");
}

static void say_levels(struct saying *saying, const struct manual *manual)
{
	for (size_t i = 0; i < manual->level_count; i++) {
		if (i)
			say(saying->out, N_(", "), "");
		say_text(saying->out, manual->levels[i].word);
		say(saying->out, N_(" "), "");
		if (manual->levels[i].zero)
			say(saying->out, N_("makes the whole item 0"), "");
		else
			say_worth(saying, manual->levels[i].points);
	}
}

static void say_manual(struct saying *saying, const struct manual *manual)
{
	static const char *const words[] = {
		[MANUAL_POINTS] = N_("somebody gives points from "),
		[MANUAL_OFF] = N_("somebody takes off points from "),
		[MANUAL_LEVELS] = N_("somebody picks one of these: "),
		[MANUAL_TICK] = N_("somebody confirms it"),
		[MANUAL_COUNT] = N_("somebody enters a number from "),
	};
	static const char *const several[] = {
		[MARKS_MEAN] = N_("; of several the mean"),
		[MARKS_TRIMMED] = N_("; of several the mean without one highest and one lowest"),
		[MARKS_MIDDLE] = N_("; of several the middle one"),
		[MARKS_SUM] = N_("; several are added"),
		[MARKS_MOST] = N_("; of several the highest"),
		[MARKS_LEAST] = N_("; of several the lowest"),
	};

	say(saying->out, words[manual->kind], "");
	if (manual->kind == MANUAL_LEVELS)
		say_levels(saying, manual);
	if (manual->kind == MANUAL_POINTS || manual->kind == MANUAL_OFF || manual->kind == MANUAL_COUNT) {
		say_fraction(saying, manual->least);
		say(saying->out, N_(" to "), "");
		say_fraction(saying, manual->most);
		say(saying->out,
			manual->kind == MANUAL_COUNT ? N_(", both included") : N_(" (both included)"), "");
		if (manual->kind == MANUAL_OFF && manual->least.numerator > 0)
			say(saying->out, N_(", or none"), "");
	}
	if (manual->kind != MANUAL_TICK)
		say(saying->out, several[manual->several], "");
	if (manual->reason)
		say(saying->out, N_("; with a reason"), "");
	if (manual->evidence)
		say(saying->out, N_("; with evidence"), "");
	say_reviewers(saying, manual);
	if (fraction_given(manual->difference)) {
		say(saying->out, N_("; pointed out where it is more than "), "");
		say_fraction(saying, manual->difference);
		say(saying->out, N_(" from the group's own mark"), "");
	}
}

/* --- the line --- */

/* Its figure says whether something is so, and nothing else is asked of it. */
static bool is_condition(const struct line *line)
{
	struct fraction least;

	return !line->source && line->measure && formula_is_condition(line->measure) &&
		line->when.compare == COMPARE_FROM && line->when.amount.all &&
		formula_is_constant(line->when.amount.all, &least) && least.numerator == least.denominator;
}

static void say_then(struct saying *saying, const struct line *line)
{
	if (!amount_given(&line->then))
		return;
	if (!is_condition(line) && !line->asked_of && (!line->manual || line->manual->kind != MANUAL_TICK)) {
		say(saying->out, N_("; when that is "), "");
		say_bound(saying, &line->when);
		say(saying->out, N_(", it "), "");
	} else {
		say(saying->out, N_("; then it "), "");
	}
	say_points(saying, &line->then);
	if (!line->unless)
		return;
	say(saying->out, N_("; but not in this case: "), "");
	say_event(saying, line->unless);
}

static void say_without_records(struct saying *saying, const struct line *line)
{
	say(saying->out, N_("without any records"), "");
	if (line->measure) {
		say(saying->out, is_condition(line) ? N_("; it is so where ") : N_("; the figure is "), "");
		say_formula_words(saying, line->measure);
	}
	if (line->among_all)
		say(saying->out, N_("; compared with all, not only with its class"), "");
}

static void say_steps(struct saying *saying, const struct line *line, enum stage first, enum stage last)
{
	for (const struct step *step = line->steps; step; step = step->next)
		if (step->is->stage >= first && step->is->stage <= last)
			step->is->say(step->with, saying);
}

static void say_of_subject(struct saying *saying, const char *id, const struct predicate *predicate)
{
	if (!predicate)
		return;
	say(saying->out, id, "");
	predicate_say(predicate, saying->out);
}

void say_line(struct saying *saying, const struct line *line)
{
	static const char *const added[] = {
		[APART_PERSON] = N_("; the points of all people are added"),
		[APART_RECORD] = N_("; the points of all records are added"),
		[APART_MATTER] = N_("; the points of all matters are added"),
		[APART_COLUMNS] = N_("; the points of all of these are added"),
	};
	static const char *const taken[] = {
		[OVER_MEAN] = N_("; the mean of the points of each"),
		[OVER_BEST] = N_("; the highest points of any"),
		[OVER_LEAST] = N_("; the lowest points of any"),
	};
	const struct line *outer = saying->line;

	saying->line = line;
	if (line->source)
		say_counted(saying, line);
	else if (line->manual)
		say_manual(saying, line->manual);
	else if (!line->asked_of)
		say_without_records(saying, line);
	say_of_subject(saying, N_("of who is scored "), line->asked_of);
	say_of_subject(saying, N_("; only where of who is scored "), line->whom);
	say_steps(saying, line, STAGE_ROW, STAGE_LIMIT);
	say_then(saying, line);
	if ((line->every || line->apart) && !line->over_first)
		say(saying->out,
			line->over != OVER_SUM          ? taken[line->over]
				: line->every           ? N_("; the points of all parts are added")
				: is_each_meeting(line) ? N_("; the points of all meetings are added")
							: added[line->apart],
			"");
	say_steps(saying, line, STAGE_TOTAL, STAGE_TOTAL);
	saying->line = outer;
}

static void say_must(struct saying *saying, const struct line *line, const char *id)
{
	say_line(saying, line);
	if ((line->manual && line->manual->kind == MANUAL_TICK) || is_condition(line) || line->asked_of)
		return;
	say(saying->out, id, "");
	say_bound(saying, &line->when);
}

void say_case(struct saying *saying, const struct line *line)
{
	say_must(saying, line, N_("; when it is "));
}

static void say_named(struct saying *saying, const struct line *line, const char *id)
{
	/* One that nobody named. */
	if (!text_is(line->name, "?"))
		say(saying->out, N_("\"{1}\""), "S", line->name);
	say(saying->out, N_(" ("), "");
	say_must(saying, line, id);
	say(saying->out, N_(")"), "");
}

void say_event(struct saying *saying, const struct line *line)
{
	say_named(saying, line, N_("; when it is "));
}

void say_gate(struct saying *saying, const struct line *line)
{
	say_named(saying, line, N_("; it must be "));
}
