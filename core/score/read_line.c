/* A line of an item: which rows, how counted, in which parts of the period; its steps are in the tables of
 * mechanisms. */
#include <string.h>
#include "core/base/memory.h"
#include "core/base/number.h"
#include "core/score/mechanisms.h"

/* --- the source --- */

static void narrow(struct reading *reading, struct predicate *predicate)
{
	reading->line->only = predicate_and(reading->line->only, predicate, reading->arena);
}

static void narrow_to_kind(struct reading *reading, const struct tree *node, struct text word)
{
	const char *field = reading->line->source->kind;
	struct buf filter = BUF_INIT;

	if (!field) {
		fault_at(reading->faults, node, "Nothing can stand behind the point here", "");
		return;
	}
	filter_equals(&filter, field, word);
	narrow(reading, compile_filter(reading, buf_as_text(&filter), at_value(node)));
	buf_release(&filter);
}

static const struct source *near_source(const struct reading *reading, struct text name)
{
	/* Chinese words of two or three characters are all near one another. */
	unsigned best = text_count(name) < 4 ? 1 : text_count(name) < 7 ? 2 : 3;
	const struct source *near = NULL;

	for (size_t i = 0; subject_source_at(i); i++) {
		const struct source *source =
			source_named(reading->schema, text_of(subject_source_at(i)->name));
		unsigned zh = text_distance(name, text_of(source->label), best),
			 en = text_distance(name, text_of(source->name), best);

		if (zh < best || en < best) {
			best = zh < en ? zh : en;
			near = source;
		}
	}
	return near;
}

/* 荣誉: entries of that kind; one that is not declared yet, unless it is nearly the name of a source. */
static bool entry_kind(struct reading *reading, struct text name)
{
	struct naming *naming = naming_of(reading);
	uint64_t id;

	return naming->find(naming, ENTITY_ENTRY_KIND, name, &id, NULL) &&
		(id != NAMED_NOTHING || !near_source(reading, text_take(name, text_find(name, TEXT(".")))));
}

static void unknown_source(struct reading *reading, const struct tree *node)
{
	const struct source *near = near_source(reading, node->text);

	if (near)
		fault_at(reading->faults, node,
			"There is no source or kind of entry \"{1}\"; did you mean {2}?", "St", node->text,
			near->name, near->label);
	else
		fault_at(reading->faults, node,
			"There is no source or kind of entry \"{1}\"; kinds are declared in the settings",
			"S", node->text);
}

static void read_source(struct keys *keys, struct line *line)
{
	struct reading *reading = keys->reading;
	const struct tree *node = take(keys, WORD_SOURCE);
	struct text name = node ? read_text(reading, node) : NO_TEXT, kind = NO_TEXT;

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
		narrow(reading, compile_filter(reading, text_of(line->source->counted), at_value(node)));
	if (kind.len)
		narrow_to_kind(reading, node, kind);
}

/* --- how it is counted --- */

static const struct choice_word atom_words[] = {
	{ATOM_COUNT, "count", "次数", {"件数", "篇数", "个数"}},
	{ATOM_TIMES, "times", "人次"},
	{ATOM_PEOPLE, "people", "人数", {"人数(去重)", "人"}},
	{ATOM_SUM, "sum", "合计"},
	{ATOM_TOTAL, "total", "总计"},
	{ATOM_MEAN, "mean", "平均"},
	{ATOM_LARGEST, "largest", "最大"},
	{ATOM_SMALLEST, "smallest", "最小"},
	{ATOM_DISTINCT, "distinct", "去重"},
	{ATOM_DAYS, "days_late", "迟交天数", {"逾期天数"}},
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

static bool fill_atom(struct reading *reading, struct atom *atom, struct text name, struct error *err)
{
	size_t point = text_find(name, TEXT("."));
	int kind = choice_word(atom_words, text_take(name, point));
	struct text field = text_skip(name, point < name.len ? point + 1 : point);
	const struct subject_source *source = reading->line->source;

	if (kind < 0)
		return false;
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
	if (line->atom_count == ATOMS_MAX)
		return fail(err, ERROR_INPUT, "A line counts at most {1} things", "n", (int64_t)ATOMS_MAX);
	if (!fill_atom(reading, &line->atoms[line->atom_count], name, err))
		return false;
	*number = NAME_ATOM + (unsigned)line->atom_count++;
	return true;
}

static void measure_of(struct reading *reading, struct text text, unsigned line, unsigned column)
{
	struct atom_names names = {{find_atom}, reading};
	struct error err = ERROR_INIT;

	if (formula_compile(&reading->line->measure, text, &names.names, reading->arena, &err))
		return;
	fault_pass(reading->faults, line, column + (unsigned)(err.row ? err.row - 1 : 0), &err.message);
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
	return otherwise
		? compile_filter(keys->reading, text_of(otherwise), keys->map->line, keys->map->column)
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
	measure_of(reading, TEXT("分子 / 分母"), at_value(node));
}

static void read_measure(struct keys *keys)
{
	struct reading *reading = keys->reading;
	const struct tree *counts = take(keys, WORD_COUNTS), *node = take(keys, WORD_MEASURE);

	for (const struct tree *child = counts ? counts->child : NULL; child; child = child->next)
		add_matching(reading, child->key, read_filter(reading, child));
	if (!node)
		measure_of(reading,
			reading->line->source->people && !reading->line->source->group ? TEXT("人次")
										       : TEXT("次数"),
			at_value(keys->map));
	else if (node->kind == TREE_TEXT && (text_is(node->text, "占比") || text_is(node->text, "share")))
		read_share(keys, node);
	else
		measure_of(reading, read_text(reading, node), at_value(node));
	for (size_t i = 0; i < reading->line->atom_count; i++)
		reading->line->persons |= reading->line->atoms[i].kind == ATOM_TIMES;
}

/* --- parts of the period --- */

static const struct choice_word units[] = {
	{UNIT_DAY, "day", "日", {"天"}},
	{UNIT_WEEK, "week", "周"},
	{UNIT_MONTH, "month", "月"},
	{UNIT_QUARTER, "quarter", "季", {"季度"}},
	{UNIT_HALF, "half_year", "半年"},
	{UNIT_YEAR, "year", "年"},
	{0},
};
static const struct choice_word overs[] = {
	{OVER_SUM, "sum", "合计"},
	{OVER_MEAN, "mean", "平均"},
	{OVER_BEST, "most", "最高"},
	{OVER_LEAST, "least", "最低"},
	{OVER_RUN, "run", "连续"},
	{OVER_PARTS, "parts", "期数"},
	{0},
};

/* 各期: 平均, or {连续: {低于: 60}}: the longest run of parts for which that is so. */
static void read_over(struct keys *keys, struct line *line)
{
	const struct tree *node = take(keys, WORD_OVER);
	struct keys bound;
	int code;

	if (!node)
		return;
	line->over_first = true;
	if (node->kind != TREE_MAP) {
		line->over = (enum over)choice_word(overs, node->text);
		if (choice_word(overs, node->text) < 0 || line->over >= OVER_RUN)
			fault_at(keys->reading->faults, node, "\"{1}\" cannot stand here; there are {2}",
				"Sw", node->text, N_("sum, mean, most, least, {run: ...}, {parts: ...}"));
		return;
	}
	code = node->child ? choice_word(overs, node->child->key) : -1;
	if (code < OVER_RUN || node->count != 1) {
		fault_at(keys->reading->faults, node,
			"Here stands {run: {below: 60}} or {parts: {below: 60}}", "");
		return;
	}
	line->over = (enum over)code;
	bound = keys_of(keys->reading, node->child);
	line->when = take_bound(&bound);
	keys_end(&bound);
}

/* 往前: 6 (months), 往前: 年初 */
static void read_back(struct reading *reading, const struct tree *node, struct line *line)
{
	int64_t months;

	if (node->kind == TREE_TEXT && (text_is(node->text, "年初") || text_is(node->text, "new_year")))
		line->back = SINCE_NEW_YEAR;
	else if (node->kind == TREE_TEXT && number_parse(node->text, &months) && months > 0 && months <= 120)
		line->back = (int)months;
	else
		fault_at(reading->faults, node, "A number of months is needed here, or new_year", "");
}

static void read_parts(struct keys *keys, struct line *line)
{
	const struct tree *back;

	line->every = (enum unit)read_choice(keys, WORD_EVERY, units, UNIT_NONE);
	back = take(keys, WORD_BACK);
	if (back)
		read_back(keys->reading, back, line);
	read_over(keys, line);
}

/* --- the line --- */

struct line *line_new(struct reading *reading, const struct tree *node, struct text name)
{
	struct line *line = arena_new(reading->arena, sizeof(*line));
	struct rules *rules = reading->rules;

	line->name = name;
	line->node = node;
	line->index = (unsigned)rules->line_count;
	rules->lines = mem_grow(rules->lines, rules->line_count, &rules->line_room, sizeof(*rules->lines));
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

	reading->line = line;
	if (has(keys, WORD_MANUAL))
		read_manual(keys);
	else
		read_source(keys, line);
	if (line->source) {
		only = take(keys, WORD_ONLY);
		if (only)
			narrow(reading, read_filter(reading, only));
		read_measure(keys);
		read_parts(keys, line);
	}
	read_steps(keys);
	if (!line->source && !line->manual && !line->steps && !keys->lost)
		fault_at(reading->faults, keys->map, "Nothing is counted here: give source or manual", "");
	reading->line = outer;
	return line;
}
