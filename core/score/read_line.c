/* A line of an item: which rows, how counted, in which parts of the period; its steps are in the tables of
 * mechanisms. */
#include <string.h>
#include "core/base/memory.h"
#include "core/base/near.h"
#include "core/score/row_formula.h"

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
	const struct choice *begun = NULL; /* 年 for 年度 */
	bool named = false;
	struct message message;
	bool refused;

	/* 党员大会 is not 党小组会. */
	near.distance = near.distance > 1 ? 1 : near.distance;
	for (const struct choice *choice = subject_kinds(reading->schema, is); choice->name; choice++) {
		near_try(&near, text_of(choice->name));
		near_try(&near, text_of(choice->label));
		named |= text_is(word, choice->name) || text_is(word, choice->label);
		if (!begun &&
			(text_starts(text_of(choice->label), word) ||
				text_starts(text_of(choice->name), word)))
			begun = choice;
		buf_printf(&all, "%s%s",
			!all.len                   ? ""
				: reading->english ? ", "
						   : "、",
			reading->english ? choice->name : choice->label);
	}
	if (begun)
		message_set(&message, "{1} has only {2}; did you mean {3}?", "tSt", source->name,
			source->label, buf_as_text(&all), begun->name, begun->label);
	else
		message_set(&message,
			"{1} has only {3}; what else is held or done is an entry: source: {2}, declared "
			"under entry_kinds",
			"tSS", source->name, source->label, word, buf_as_text(&all));
	/* Chinese words of two characters are all near one another. */
	refused = all.len && (!near.count || begun || text_count(word) < 3) && !named;
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

/* 荣誉.国家级: which of them stands under 只看. */
static bool refuse_kind_of_entries(struct reading *reading, const struct tree *node, struct text name)
{
	if (name.len == node->text.len || !entry_kind(reading, name))
		return false;
	fault_at(reading->faults, node,
		"Nothing can stand behind {1}; which of them count is said by only: {2}", "SS", name,
		text_skip(node->text, name.len + 1));
	return true;
}

static void unknown_source(struct reading *reading, const struct tree *node)
{
	struct text name = text_take(node->text, text_find(node->text, TEXT(".")));
	struct near near = near_source(reading, name, true);

	if (refuse_kind_of_entries(reading, node, name))
		return;
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
	struct text name = NO_TEXT, kind = NO_TEXT;

	if (node && node->kind == TREE_LIST && node->child)
		fault_at(reading->faults, node,
			"A line counts one source: write a list of lines, one for each", "");
	else if (node)
		name = read_text(reading, node);
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
	if (reading->rules->subject == SUBJECT_PERSON && !line->source->people)
		fault_at(reading->faults, node,
			"Members are scored, and these records do not say whose they are: take what names "
			"people, as meeting.attendance",
			"");
	if (line->source->counted)
		narrow_to_counted(reading, node);
	if (kind.len)
		narrow_to_kind(reading, node, kind);
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
static void read_steps(struct keys *keys)
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

/* The same rows, counted the same way; what becomes of the figure is the line's own. */
static struct line *line_ago(struct reading *reading, const struct line *line, enum ago ago)
{
	struct line *same = line_new(reading, line->node, line->name);
	const unsigned index = same->index;
	struct step **end = &same->steps;

	*same = *line;
	same->index = index;
	same->ago_of = line;
	same->ago_is = ago;
	same->when = (struct bound){COMPARE_NONE};
	same->then = (struct amount){0};
	same->unless = NULL;
	memset(same->ago, 0, sizeof(same->ago));
	for (const struct step *step = line->steps; step; step = step->next) {
		if (step->is->stage > STAGE_GROUP)
			continue;
		*end = arena_new(reading->arena, sizeof(**end));
		**end = *step;
		end = &(*end)->next;
	}
	*end = NULL;
	return same;
}

void settle_ago(struct reading *reading, struct line *line)
{
	bool *asks = reading->asks_ago;

	/* Parts have the one before; of the period it is the period before. */
	asks[AGO_LAST] &= !line->every && !line->apart;
	for (int ago = 0; ago < AGO_COUNT; ago++)
		if (asks[ago] && line->source && !line->ago[ago])
			line->ago[ago] = line_ago(reading, line, (enum ago)ago);
	if (line->ago[AGO_YEAR] && (line->every == UNIT_DAY || line->every == UNIT_WEEK))
		fault_at(reading->faults, key_in(line->node, WORD_EVERY),
			"Days and weeks have no same one a year before: take months, or longer", "");
	memset(reading->asks_ago, 0, sizeof(reading->asks_ago));
}

/* 条件 beside what is counted: which records, or whom. */
static bool stands_alone(struct keys *keys, const struct line *line)
{
	if (!line->source && !line->manual && !line->measure)
		return true;
	if (!keys->lost)
		fault_at_key(keys->reading->faults, take(keys, WORD_CONDITION),
			"This asks for something of who is scored, and stands where nothing is counted. "
			"Which "
			"records count is said by only: ..., whom it is for by whom: ...",
			"");
	return false;
}

struct line *read_line(struct keys *keys, struct text name)
{
	struct reading *reading = keys->reading;
	struct line *outer = reading->line, *line = line_new(reading, keys->map, name);
	const struct tree *only;
	bool sourced = has(keys, WORD_SOURCE), asks;
	/* A condition gives no points: its formula is what is asked. */
	enum word figure = reading->totalled && !has(keys, WORD_MEASURE) ? WORD_FORMULA : WORD_MEASURE;

	reading->line = line;
	if (has(keys, WORD_MANUAL))
		read_manual(keys);
	else
		read_source(keys, line);
	if (line->source) {
		if (has(keys, WORD_COLUMNS))
			read_columns(keys);
		only = take(keys, WORD_ONLY);
		if (only)
			narrow(reading, line->asked = read_filter(reading, only));
		read_parts(keys, line);
		read_measure(keys);
	}
	if (!sourced && !line->manual && !has_unknown(keys) && has(keys, figure)) {
		line->measure = read_formula(reading, take(keys, figure));
		read_among(keys, &line->among_all);
	}
	if (line->manual && line->manual->kind == MANUAL_COUNT && has(keys, WORD_EACH))
		read_each_entered(keys);
	if (has(keys, WORD_WHOM))
		line->whom = read_whom(reading, reading->rules->subject, take(keys, WORD_WHOM));
	asks = has(keys, WORD_CONDITION) && stands_alone(keys, line);
	if (asks)
		line->asked_of = read_whom(reading, reading->rules->subject, take(keys, WORD_CONDITION));
	read_steps(keys);
	check_share(keys, line);
	check_idle(keys, line);
	if (!line->source && !line->manual && !line->steps && !line->measure && !asks)
		fault_missing(keys, keys->map, N_("Nothing is counted here: give source or manual"));
	settle_ago(reading, line);
	reading->line = outer;
	return line;
}
