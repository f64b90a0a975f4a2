/* A line of an item: which rows, how counted, in which parts of the period; its steps are in the tables of
 * mechanisms. */
#include <string.h>
#include "core/base/memory.h"
#include "core/base/near.h"
#include "core/base/number.h"
#include "core/score/mechanisms.h"

/* --- the source --- */

static void narrow(struct reading *reading, struct predicate *predicate)
{
	struct line *line = reading->line;

	line->only = predicate_and(line->only, predicate, reading->arena);
	if (line->left)
		line->left = predicate_and(line->left, predicate, reading->arena);
}

/* Only some states count; who asks what was left out wants the others (left_out.h). */
static void narrow_to_counted(struct reading *reading, const struct tree *node)
{
	struct line *line = reading->line;
	struct buf others = BUF_INIT;

	buf_printf(&others, "not (%s)", line->source->counted);
	narrow(reading, compile_made(reading, text_of(line->source->counted), at_value(node)));
	line->left = compile_made(reading, buf_as_text(&others), at_value(node));
	buf_release(&others);
}

/* 会议.支委会: the program knows some kinds of meetings; what else is held is kept as entries. */
static bool refuse_kind(struct reading *reading, const struct tree *node, struct text word, size_t before)
{
	const struct subject_source *is = reading->line->source;
	const struct source *source = source_named(reading->schema, text_of(is->name));
	struct near near = near_to(word);
	struct buf all = BUF_INIT;
	struct message message;
	bool refused;

	for (const struct choice *choice = subject_kinds(reading->schema, is); choice->name; choice++) {
		near_try(&near, text_of(choice->name));
		near_try(&near, text_of(choice->label));
		buf_printf(&all, "%s%s",
			!all.len                   ? ""
				: reading->english ? ", "
						   : "、",
			reading->english ? choice->name : choice->label);
	}
	message_set(&message,
		"Of {1} there are only {3}; what else is held or done is an entry: source: {2}, declared "
		"under "
		"entry_kinds",
		"tSS", source->name, source->label, word, buf_as_text(&all));
	refused = all.len && !near.count;
	if (refused)
		fault_pass_in(reading->faults, node, before, &message);
	buf_release(&all);
	return refused;
}

static void narrow_to_kind(struct reading *reading, const struct tree *node, struct text word)
{
	const char *field = reading->line->source->kind;
	struct buf filter = BUF_INIT;
	size_t before = text_count(node->text) - text_count(word);

	reading->line->kind = arena_text(reading->arena, word);
	if (field && refuse_kind(reading, node, word, before))
		return;
	if (!field) {
		struct message message;

		message_set(&message, "Nothing can stand behind the point here", "");
		fault_pass_in(reading->faults, node, before, &message);
		return;
	}
	filter_equals(&filter, field, word);
	narrow(reading,
		compile_made(reading, buf_as_text(&filter), node->line,
			node->column + (node->folded ? 0 : node->inset + (unsigned)before)));
	buf_release(&filter);
}

static struct near near_source(const struct reading *reading, struct text name, bool surely)
{
	struct near near = near_to(name);

	/* Chinese words of two or three characters are all near one another, and a kind may be called any. */
	if (text_count(name) < 4 && !surely)
		near.distance = 0;
	for (size_t i = 0; near.distance && subject_source_at(i); i++) {
		const struct source *source =
			source_named(reading->schema, text_of(subject_source_at(i)->name));

		near_try(&near, text_of(reading->english ? source->name : source->label));
	}
	return near;
}

/* 荣誉: entries of that kind; one that is not declared yet, unless it is nearly the name of a source. */
static bool entry_kind(struct reading *reading, struct text name)
{
	struct naming *naming = naming_of(reading);
	size_t point = text_find(name, TEXT("."));
	uint64_t id;

	return naming->find(naming, ENTITY_ENTRY_KIND, name, &id, NULL) &&
		(id != NAMED_NOTHING ||
			!near_source(reading, text_take(name, point), point < name.len).count);
}

/* 党小组会 is a kind of 会议, 点名 a part of it, 学时 of 培训学时: the source that the name is a piece of. */
static bool source_around(struct reading *reading, const struct tree *node, struct text name)
{
	const struct subject_source *is;

	for (size_t i = 0; (is = subject_source_at(i)); i++) {
		const struct source *source = source_named(reading->schema, text_of(is->name));
		const char *label = reading->english ? source->name : source->label;
		struct buf meant = BUF_INIT;
		bool said;

		for (const struct choice *one = subject_kinds(reading->schema, is); one->name; one++)
			if (text_is(name, one->label) || text_is(name, one->name))
				buf_printf(&meant, "%s.%.*s", label, (int)name.len, name.at);
		if (!meant.len && text_find(text_of(label), name) < strlen(label))
			buf_printf(&meant, "%s", label);
		if (meant.len)
			fault_at(reading->faults, node,
				"There is no source or kind of entry \"{1}\"; did you mean {2}?", "SS", name,
				buf_as_text(&meant));
		said = meant.len > 0;
		buf_release(&meant);
		if (said)
			return true;
	}
	return false;
}

static void unknown_source(struct reading *reading, const struct tree *node)
{
	struct text name = text_take(node->text, text_find(node->text, TEXT(".")));
	struct near near = near_source(reading, name, true);

	if (!near.count && text_count(name) > 1 && source_around(reading, node, name))
		return;
	fault_near(reading, node, name, 0, &near,
		N_("There is no source or kind of entry \"{1}\": declare it in the settings, or list it "
		   "in the file under entry_kinds"),
		N_("There is no source or kind of entry \"{1}\"; did you mean {2}?"));
}

static void read_source(struct keys *keys, struct line *line)
{
	struct reading *reading = keys->reading;
	const struct tree *node = take(keys, WORD_SOURCE);
	struct text name = node ? read_text(reading, node) : NO_TEXT, kind = NO_TEXT;

	if (asked_value(reading, node))
		offer_sources(reading);
	keys->lost = node && !name.len;
	if (!name.len)
		return;
	line->source = subject_source(reading->schema, name);
	for (size_t at = name.len; !line->source && at--;) {
		if (name.at[at] != '.')
			continue;
		line->source = subject_source(reading->schema, text_take(name, at));
		kind = text_skip(name, at + 1);
	}
	if (!line->source && entry_kind(reading, name)) {
		line->source = subject_source(reading->schema, TEXT("entry"));
		kind = name;
	}
	if (!line->source) {
		unknown_source(reading, node);
		keys->lost = true;
		return;
	}
	if (line->source->counted)
		narrow_to_counted(reading, node);
	if (kind.len)
		narrow_to_kind(reading, node, kind);
}

/* --- how it is counted --- */

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
	/* 到会率, 完成率: one kind of rows divided by another. */
	if (text_ends(name, TEXT("率")))
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

static bool fill_atom(struct reading *reading, struct atom *atom, struct text name, struct error *err)
{
	size_t point = text_find(name, TEXT("."));
	int kind = choice_word(atom_words, text_take(name, point));
	struct text field = text_skip(name, point < name.len ? point + 1 : point);
	const struct subject_source *source = reading->line->source;

	if (kind < 0)
		return refuse_atom(reading, text_take(name, point), err);
	if ((kind == ATOM_TIMES || kind == ATOM_PEOPLE) && !source->people)
		return fail(err, ERROR_INPUT, "The records of this source name no people", "");
	reading->line->persons |= kind == ATOM_TIMES;
	reading->line->people |= kind == ATOM_PEOPLE;
	*atom = (struct atom){.kind = (enum atom_kind)kind, .text = arena_text(reading->arena, name)};
	if (kind == ATOM_DAYS && !field.len && source->due)
		return read_path(reading, text_of(source->due), &atom->path, err) &&
			read_path(reading, text_of(source->done), &atom->until, err);
	if (kind < ATOM_SUM)
		return !field.len;
	return read_path(reading, field, &atom->path, err);
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
		if (word->code < ATOM_SUM || (word->code == ATOM_DAYS && reading->line->source->due))
			offer(reading, word->name, word->label, word->help);
	offer(reading, "share", "占比", N_("one kind of rows divided by another"));
	for (const struct choice_word *word = atom_words; word->name; word++)
		if (word->code >= ATOM_SUM && word->code != ATOM_DAYS)
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
static void add_matching(struct reading *reading, struct text name, struct predicate *only)
{
	struct line *line = reading->line;

	if (line->atom_count < ATOMS_MAX)
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
	add_matching(reading, TEXT("分子"), share_of(keys, WORD_PART, source->part));
	add_matching(reading, TEXT("分母"), share_of(keys, WORD_WHOLE, source->whole));
	measure_of(reading, TEXT("分子 / 分母"), node);
}

/* Nobody counts how often a clearance rate was entered: 目标: 90% asks for the figure. */
static bool asks_for_figure(const struct keys *keys)
{
	static const enum word counting[] = {WORD_EACH, WORD_EACH_SHORT, WORD_EACH_OVER, WORD_REQUIRED};

	for (size_t i = 0; i < sizeof(counting) / sizeof(*counting); i++)
		if (has(keys, counting[i]))
			return false;
	return keys->reading->line->source->figure != NULL;
}

/* 每人: 2 and 每少一人: -1 count people, 每人次: -1 names, where nothing else is said; else rows, or where a
 * source has people only, those. */
static struct text counted_by_itself(const struct keys *keys)
{
	static const enum word words[] = {WORD_EACH, WORD_EACH_SHORT, WORD_EACH_OVER};
	const struct subject_source *source = keys->reading->line->source;

	for (const struct tree *node = keys->map->child; node; node = node->next)
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			const char *counts = word_counts(words[i], node->key);

			if (counts)
				return text_of(counts);
		}
	return source->people && !source->group ? TEXT("人次") : TEXT("次数");
}

static void read_measure(struct keys *keys)
{
	struct reading *reading = keys->reading;
	const struct tree *counts = take_map(keys, WORD_COUNTS), *node = take(keys, WORD_MEASURE);

	for (const struct tree *child = counts ? counts->child : NULL; child; child = child->next)
		add_matching(reading, child->key, read_filter(reading, child));
	if (asked_value(reading, node))
		offer_atoms(reading);
	if (!node && !counts && asks_for_figure(keys))
		measure_of(reading, text_of(reading->line->source->figure), keys->map);
	else if (!node)
		measure_of(reading, counted_by_itself(keys), keys->map);
	else if (node->kind == TREE_TEXT && (text_is(node->text, "占比") || text_is(node->text, "share")))
		read_share(keys, node);
	else if (read_text(reading, node).len)
		measure_of(reading, node->text, node);
}

/* --- the line --- */

struct line *line_new(struct reading *reading, const struct tree *node, struct text name)
{
	struct line *line = arena_new(reading->arena, sizeof(*line));
	struct rules *rules = reading->rules;

	line->name = name;
	line->node = node;
	line->index = (unsigned)rules->line_count;
	rules->lines = mem_grow(rules->lines, rules->line_count, &rules->line_room, sizeof(struct line *));
	rules->lines[rules->line_count++] = line;
	return line;
}

void add_step(struct reading *reading, const struct mechanism *mechanism, const struct tree *node, void *with)
{
	struct step *step = arena_new(reading->arena, sizeof(*step)), **at = &reading->line->steps;

	*step = (struct step){mechanism, node, with, NULL};
	while (*at)
		at = &(*at)->next;
	*at = step;
}

/* The mechanisms stand in the tables in the order in which they are applied. */
void read_steps(struct keys *keys)
{
	for (size_t table = 0; mechanism_tables[table]; table++)
		for (const struct mechanism *is = mechanism_tables[table]; is->code; is++)
			for (size_t i = 0; i < sizeof(is->keys) / sizeof(*is->keys) && is->keys[i]; i++) {
				void *with;

				if (!has(keys, is->keys[i]))
					continue;
				if (!keys->reading->line->source && is->stage < STAGE_VALUE)
					break;
				with = is->read(keys);
				if (with)
					add_step(keys->reading, is, keys->map, with);
				break;
			}
}

struct line *read_line(struct keys *keys, struct text name)
{
	struct reading *reading = keys->reading;
	struct line *outer = reading->line, *line = line_new(reading, keys->map, name);
	const struct tree *only;
	bool sourced = has(keys, WORD_SOURCE);

	reading->line = line;
	if (has(keys, WORD_MANUAL))
		read_manual(keys);
	else
		read_source(keys, line);
	if (line->source) {
		only = take(keys, WORD_ONLY);
		if (only)
			narrow(reading, line->asked = read_filter(reading, only));
		read_measure(keys);
		read_parts(keys, line);
	}
	if (!sourced && !line->manual && !has_unknown(keys) && has(keys, WORD_MEASURE)) {
		line->measure = read_formula(reading, take(keys, WORD_MEASURE));
		read_among(keys, &line->among_all);
	}
	read_steps(keys);
	check_share(keys, line);
	if (!line->source && !line->manual && !line->steps && !line->measure)
		fault_missing(keys, keys->map, N_("Nothing is counted here: give source or manual"));
	reading->line = outer;
	return line;
}
