/* How the rows of a line are counted: 口径, 数, 分子 and 分母. */
#include "core/base/near.h"
#include "core/score/row_formula.h"

static const struct choice_word atom_words[] = {
	{ATOM_COUNT, "count", "次数", {"件数", "篇数", "个数"}, .help = N_("how many records")},
	{ATOM_TIMES, "times", "人次", .help = N_("how many names on them, each time anew")},
	{ATOM_PEOPLE, "people", "人数", {"人数(去重)", "人"}, .help = N_("how many different people")},
	{ATOM_SUM, "sum", "合计", .help = N_("a field of the records, added up")},
	{ATOM_TOTAL, "total", "总计", .help = N_("the same, without what each record is worth")},
	{ATOM_MEAN, "mean", "平均", .help = N_("the mean of a field")},
	{ATOM_LARGEST, "largest", "最大", .help = N_("the largest of a field")},
	{ATOM_SMALLEST, "smallest", "最小", .help = N_("the smallest of a field")},
	{ATOM_LATEST, "latest", "最近", .help = N_("a field of the last record")},
	{ATOM_FIRST, "first", "最早", .help = N_("a field of the first record")},
	{ATOM_DISTINCT, "distinct", "去重", .help = N_("how many different values a field has")},
	{ATOM_DAYS, "days_late", "迟交天数", {"逾期天数", "minutes_late", "迟到分钟"},
		.help = N_("by how many days (of a roll: minutes) it was late")},
	{ATOM_LASTING, "days", "天数", {"持续天数", "自然日数"},
		.help = N_("how many days it lasted, of this part of the period")},
	{ATOM_WORKING, "working_days", "工作日数", {"工作天数", "工作日"},
		.help = N_("how many working days it lasted, of this part of the period")},
	{0},
};

static bool read_path(struct reading *reading, struct text text, struct path *path, struct error *err)
{
	return path_compile(path, reading->schema, shape_of(reading), text, err);
}

/* 次数, 合计.数量: the kind, and the field behind a point. */
static bool find_atom(struct formula_names *names, struct text name, unsigned *number, struct error *err);

struct atom_names {
	struct formula_names names;
	struct reading *reading;
};

static bool is_amount(const struct field *field)
{
	return !field || field->type == &type_number || field->type == &type_decimal;
}

static bool refuse_atom(const struct reading *reading, struct text name, struct error *err)
{
	struct near near = near_to(name);
	struct buf meant = BUF_INIT, all = BUF_INIT;

	for (size_t i = 0; i < reading->line->atom_count; i++)
		near_try(&near, reading->line->atoms[i].text);
	for (const struct choice_word *word = atom_words; word->name; word++) {
		near_try(&near, text_of(reading->english ? word->name : word->label));
		buf_printf(&all, "%s%s",
			!all.len                   ? ""
				: reading->english ? ", "
						   : "、",
			reading->english ? word->name : word->label);
	}
	near_words(&near, &meant);
	if (text_is(name, "去年同期") || text_is(name, "上年同期") || text_is(name, "上期"))
		fail(err, ERROR_INPUT,
			"\"{1}\" is what the figure is compared with: it stands in formula, target, bands",
			"S", name);
	else if (entity_named(shape_of(reading), name))
		fail(err, ERROR_INPUT,
			is_amount(entity_named(shape_of(reading), name))
				? N_("\"{1}\" is a column: say what is taken of it, sum.{1}, mean.{1}, "
				     "largest.{1}")
				: N_("\"{1}\" is a column, and no amount: how many different ones there are "
				     "is distinct.{1}"),
			"S", name);
	else if (text_is(name, "覆盖率") || text_is(name, "参与率"))
		fail(err, ERROR_INPUT, "\"{1}\" is nothing that can be counted here; did you mean {2}?", "SS",
			name, TEXT("人数 / 党员人数"));
	/* 到会率, 完成率: one kind of rows divided by another. */
	else if (text_ends(name, TEXT("率")))
		fail(err, ERROR_INPUT, "\"{1}\" is nothing that can be counted here; did you mean {2}?", "SS",
			name, TEXT("占比"));
	else if (near.count)
		fail(err, ERROR_INPUT, "\"{1}\" is nothing that can be counted here; did you mean {2}?", "SS",
			name, buf_as_text(&meant));
	else
		fail(err, ERROR_INPUT, "\"{1}\" is nothing that can be counted here; there are {2}", "SS",
			name, buf_as_text(&all));
	buf_release(&meant);
	buf_release(&all);
	return false;
}

/* What can be added up is an amount; of a day or a time there is a latest one, and a mean. */
static bool can_be(enum atom_kind kind, const struct field *field)
{
	if (kind == ATOM_DISTINCT)
		return true;
	return kind == ATOM_SUM || kind == ATOM_TOTAL ? is_amount(field) : field_is_number(field);
}

static bool refuse_field(const struct field *field, struct text written, struct error *err)
{
	if (field->type == &type_flag)
		return fail(err, ERROR_INPUT,
			"{1} is yes or no, no number: count those where it is so, counts: {so: {1}}, "
			"measure: so",
			"S", written);
	if (field_is_number(field))
		return fail(err, ERROR_INPUT,
			"{1} is a day or a time, and these cannot be added up: say latest, first or mean, or "
			"compute days between two, columns: {days: done - date}",
			"S", written);
	return fail(err, ERROR_INPUT,
		"{1} is no number: write only: ... for the records that are meant, and count them", "S",
		written);
}

static bool fill_atom(struct reading *reading, struct atom *atom, struct text name, struct error *err)
{
	size_t point = text_find(name, TEXT("."));
	int kind = choice_word(atom_words, text_take(name, point));
	struct text field = text_skip(name, point < name.len ? point + 1 : point);
	const struct subject_source *source = reading->line->source;

	if (kind < 0)
		return refuse_atom(reading, text_take(name, point), err);
	if ((kind == ATOM_TIMES || kind == ATOM_PEOPLE) && !source->people)
		return fail(err, ERROR_INPUT,
			"The records of this source name no people: nothing can be counted by person here",
			"");
	reading->line->persons |= kind == ATOM_TIMES;
	reading->line->people |= kind == ATOM_PEOPLE;
	*atom = (struct atom){.kind = (enum atom_kind)kind, .text = arena_text(reading->arena, name)};
	if (kind == ATOM_DAYS && !field.len && source->due)
		return read_path(reading, text_of(source->due), &atom->path, err) &&
			read_path(reading, text_of(source->done), &atom->until, err);
	if ((kind == ATOM_LASTING || kind == ATOM_WORKING) && !source->until)
		return fail(err, ERROR_INPUT,
			"The records of this source are of one day: how late they are is days_late", "");
	if (kind < ATOM_SUM || kind == ATOM_LASTING || kind == ATOM_WORKING)
		return !field.len ||
			fail(err, ERROR_INPUT, "\"{1}\" is counted as it is: nothing can stand behind it",
				"S", text_take(name, point));
	/* Each of those that a record names. */
	if (kind == ATOM_DISTINCT && source->people && is_people(reading, field)) {
		atom->kind = ATOM_PEOPLE;
		reading->line->people = true;
		return true;
	}
	atom->column = column_named(reading->line, field);
	if (atom->column)
		return true;
	return read_path(reading, field, &atom->path, err) &&
		(!path_holds_several(&atom->path) ||
			fail(err, ERROR_INPUT, "\"{1}\" may hold several at once: take a column of one", "S",
				field)) &&
		(can_be((enum atom_kind)kind, path_field(&atom->path)) ||
			refuse_field(path_field(&atom->path), field, err));
}

static bool find_atom(struct formula_names *names, struct text name, unsigned *number, struct error *err)
{
	struct reading *reading = ((struct atom_names *)names)->reading;
	struct line *line = reading->line;

	for (size_t i = 0; i < line->atom_count; i++)
		if (text_equal(line->atoms[i].text, name)) {
			*number = NAME_ATOM + (unsigned)i;
			return true;
		}
	if (choice_word(atom_words, text_take(name, text_find(name, TEXT(".")))) < 0 &&
		known_before(reading, name, number))
		return true;
	if (line->atom_count == ATOMS_MAX)
		return fail(err, ERROR_INPUT, "A line counts at most {1} things", "n", (int64_t)ATOMS_MAX);
	if (!fill_atom(reading, &line->atoms[line->atom_count], name, err))
		return false;
	*number = NAME_ATOM + (unsigned)line->atom_count++;
	return true;
}

bool line_atom(struct reading *reading, struct text name, unsigned *number)
{
	struct atom_names names = {{find_atom}, reading};
	struct text kind = text_take(name, text_find(name, TEXT(".")));

	return reading->line && reading->line->source && choice_word(atom_words, kind) >= 0 &&
		find_atom(&names.names, name, number, NULL);
}

static void offer_atoms(struct reading *reading)
{
	for (size_t i = 0; i < reading->line->atom_count; i++)
		offer_text(reading, reading->line->atoms[i].text, N_("counted by this line"));
	for (const struct choice_word *word = atom_words; word->name; word++)
		if (word->code < ATOM_SUM || (word->code == ATOM_DAYS && reading->line->source->due) ||
			(word->code >= ATOM_LASTING && reading->line->source->until))
			offer(reading, word->name, word->label, word->help);
	offer(reading, "share", "占比", N_("one kind of rows divided by another"));
	for (const struct choice_word *word = atom_words; word->name; word++)
		if (word->code >= ATOM_SUM && word->code < ATOM_DAYS)
			offer_number_fields(reading, word);
	offer_settled(reading);
}

static void measure_of(struct reading *reading, struct text text, const struct tree *node)
{
	struct atom_names names = {{find_atom}, reading};
	struct error err = ERROR_INIT;

	if (!formula_compile(&reading->line->measure, text, &names.names, reading->arena, &err))
		fault_pass_in(reading->faults, node, err.row ? err.row - 1 : 0, &err.message);
}

/* Rows that satisfy a filter: named by `counts`, or the two of a share. */
static void add_matching(
	struct reading *reading, const struct tree *node, struct text name, struct predicate *only)
{
	struct line *line = reading->line;

	if (line->atom_count == ATOMS_MAX)
		fault_at_key(
			reading->faults, node, "A line counts at most {1} things", "n", (int64_t)ATOMS_MAX);
	else
		line->atoms[line->atom_count++] = (struct atom){
			.kind = ATOM_MATCHING, .only = only, .text = arena_text(reading->arena, name)};
}

static struct predicate *share_of(struct keys *keys, enum word word, const char *otherwise)
{
	const struct tree *node = take(keys, word);

	if (node)
		return read_filter(keys->reading, node);
	return otherwise ? compile_made(keys->reading, text_of(otherwise), keys->map->line, keys->map->column)
			 : NULL;
}

static void read_share(struct keys *keys, const struct tree *node)
{
	struct reading *reading = keys->reading;
	const struct subject_source *source = reading->line->source;

	if (!source->part && !has(keys, WORD_PART))
		fault_at(reading->faults, node, "A share needs part: which of the rows", "");
	add_matching(reading, node, TEXT("分子"), share_of(keys, WORD_PART, source->part));
	add_matching(reading, node, TEXT("分母"), share_of(keys, WORD_WHOLE, source->whole));
	measure_of(reading, TEXT("分子 / 分母"), node);
}

/* Nobody counts how often a clearance rate was entered: 目标: 90% asks for the figure. */
static void measure_figure(const struct keys *keys)
{
	struct reading *reading = keys->reading;
	const struct subject_source *is = reading->line->source;
	const struct source *source = source_named(reading->schema, text_of(is->name));
	struct text field = text_skip(text_of(is->figure), text_find(text_of(is->figure), TEXT(".")) + 1);
	struct path path;

	if (figure_is_clear(keys)) {
		measure_of(reading, figure_is_counted(keys) ? TEXT("次数") : text_of(is->figure), keys->map);
		return;
	}
	read_path(reading, field, &path, NULL);
	fault_at_key(reading->faults, key_in(keys->map, WORD_SOURCE),
		"The records of {1} hold figures: say how they are counted, measure: count, sum.{2} or "
		"mean.{2}",
		"tt", source->name, source->label, path_field(&path)->name, path_field(&path)->label);
}

/* 每人: 2 and 每少一人: -1 count people, 每人次: -1 names, where nothing else is said; else rows, or where a
 * source has people only, those. What counts for how many people something is so says nothing of what is
 * counted for each. */
static struct text counted_by_itself(const struct keys *keys)
{
	static const enum word words[] = {WORD_EACH, WORD_EACH_SHORT, WORD_EACH_OVER};
	const struct line *line = keys->reading->line;
	const struct subject_source *source = line->source;
	bool of_people = line->apart == APART_PERSON && line->over >= OVER_RUN;

	for (const struct tree *node = of_people ? NULL : keys->map->child; node; node = node->next)
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			const char *counts = word_counts(words[i], node->key);

			if (counts)
				return text_of(counts);
		}
	return source->people && !source->group ? TEXT("人次") : TEXT("次数");
}

/* 每学时, 每少一学时: the hours are added up, where the source has them; of what lasts 每天 is each of its
 * days; else 每少一天 says nothing of what is counted. */
static bool measure_ones(const struct keys *keys)
{
	static const enum word words[] = {WORD_EACH, WORD_EACH_SHORT, WORD_EACH_OVER};
	struct reading *reading = keys->reading;
	struct buf sum = BUF_INIT;

	for (const struct tree *node = keys->map->child; node; node = node->next)
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			struct text one = word_one(words[i], node->key);
			const struct field *field = one.len ? entity_named(shape_of(reading), one) : NULL;

			if (!one.len)
				continue;
			buf_printf(&sum, "合计.%.*s", (int)one.len, one.at);
			if (text_is(one, "天") && reading->line->source->until)
				measure_of(reading, TEXT("天数"), keys->map);
			else if (field && can_be(ATOM_SUM, field))
				measure_of(reading, buf_as_text(&sum), keys->map);
			else
				fault_at_key(reading->faults, node,
					"Records are not counted by {1}: write the measure, as measure: "
					"sum.amount",
					"S", one);
			buf_release(&sum);
			return true;
		}
	return false;
}

void read_measure(struct keys *keys)
{
	struct reading *reading = keys->reading;
	const struct tree *counts = take_map(keys, WORD_COUNTS), *node = take(keys, WORD_MEASURE);

	for (const struct tree *child = counts ? counts->child : NULL; child; child = child->next)
		add_matching(reading, child, child->key, read_filter(reading, child));
	if (asked_value(reading, node))
		offer_atoms(reading);
	if (!node && !counts && reading->line->source->figure)
		measure_figure(keys);
	else if (!node && !measure_ones(keys))
		measure_of(reading, counted_by_itself(keys), keys->map);
	else if (node && node->kind == TREE_TEXT &&
		(text_is(node->text, "占比") || text_is(node->text, "share")))
		read_share(keys, node);
	else if (node && read_text(reading, node).len)
		measure_of(reading, node->text, node);
}
