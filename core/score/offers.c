#include "core/score/offers.h"

#include <string.h>
#include "core/score/row_formula.h"

/* --- where --- */

static bool holds(struct text text, struct text probe)
{
	return text_find(text, probe) < text.len;
}

static bool find(struct offers *offers, const struct tree *node)
{
	if (node->kind == TREE_TEXT && holds(node->text, offers->probe)) {
		offers->at = node;
		return true;
	}
	for (const struct tree *child = node->child; child; child = child->next) {
		if (holds(child->key, offers->probe)) {
			offers->at = node;
			offers->key = true;
			return true;
		}
		if (find(offers, child))
			return true;
	}
	return false;
}

void offers_begin(struct offers *offers, const struct tree *root, struct text probe, struct arena *arena)
{
	*offers = (struct offers){.arena = arena, .probe = probe};
	if (probe.len)
		find(offers, root);
}

bool asked_value(const struct reading *reading, const struct tree *node)
{
	return reading->offers && node && reading->offers->at == node && !reading->offers->key;
}

bool asked_key(const struct reading *reading, const struct tree *map)
{
	return reading->offers && map && reading->offers->at == map && reading->offers->key;
}

/* --- words --- */

void offer_text(struct reading *reading, struct text word, const char *help)
{
	struct offers *offers = reading->offers;

	for (size_t i = 0; i < offers->count; i++)
		if (text_equal(offers->items[i].word, word))
			return;
	if (word.len && offers->count < OFFERS_MAX)
		offers->items[offers->count++] = (struct offer){arena_text(offers->arena, word), help};
}

void offer(struct reading *reading, const char *name, const char *label, const char *help)
{
	offer_text(reading, text_of(reading->english ? name : label), help);
}

void offer_choices(struct reading *reading, const struct choice_word *words)
{
	for (; words->name; words++)
		offer(reading, words->name, words->label, words->help);
}

void offer_keys(struct reading *reading)
{
	struct offers *offers = reading->offers;

	for (enum word word = WORD_NONE + 1; word < WORD_COUNT; word++) {
		const struct word_row *row = word_row(word);
		const struct tree *there = offers->at->child;

		while (there && word_named(there->key) != word)
			there = there->next;
		if (offers->fits[word] && !there)
			offer(reading, row->name, row->label, word_help(word)->meaning);
	}
}

/* --- sources and their fields --- */

static void offer_target(struct offers *offers, unsigned target)
{
	for (size_t i = 0; i < offers->target_count; i++)
		if (offers->targets[i] == target)
			return;
	if (offers->target_count < OFFER_TARGETS)
		offers->targets[offers->target_count++] = target;
}

/* 会议.党小组会: behind the point, a word of the field that says the kind. */
static void offer_kinds(struct reading *reading, const struct subject_source *is, const struct source *source)
{
	for (const struct choice *choice = subject_kinds(reading->schema, is); choice->name; choice++) {
		struct buf word = BUF_INIT;

		buf_printf(&word, "%s.%s", reading->english ? source->name : source->label,
			reading->english ? choice->name : choice->label);
		offer_text(reading, buf_as_text(&word), N_("of this kind only"));
		buf_release(&word);
	}
}

void offer_sources(struct reading *reading)
{
	const struct subject_source *is;

	for (size_t i = 0; (is = subject_source_at(i)); i++) {
		const struct source *source = source_named(reading->schema, text_of(is->name));

		offer(reading, source->name, source->label, is->help);
	}
	for (size_t i = 0; (is = subject_source_at(i)); i++)
		offer_kinds(reading, is, source_named(reading->schema, text_of(is->name)));
	offer_target(reading->offers, ENTITY_ENTRY_KIND);
}

static const struct {
	const struct type *type;
	const char *help;
} kinds[] = {
	{&type_choice, N_("one of some words")},
	{&type_set, N_("some of some words")},
	{&type_flag, N_("yes or no")},
	{&type_number, N_("a whole number")},
	{&type_decimal, N_("a number")},
	{&type_date, N_("a day")},
	{&type_time, N_("a time of day")},
	{&type_moment, N_("a day and a time")},
	{&type_ref, N_("a record")},
	{&type_refs, N_("some records")},
	{&type_text, N_("a text")},
	{&type_long, N_("a text")},
};

static const char *kind_of(const struct field *field)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].type == field->type)
			return kinds[i].help;
	return NULL;
}

static void offer_fields(struct reading *reading, const struct entity *shape)
{
	for (const struct field *field = NULL; (field = entity_next(shape, field));)
		if (field->type != &type_list)
			offer(reading, field->name, field->label, field->help ? field->help : kind_of(field));
}

static void offer_field_values(struct reading *reading, const struct field *field)
{
	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		offer(reading, choice->name, choice->label, NULL);
	if (field->type == &type_flag) {
		offer(reading, "yes", "是", NULL);
		offer(reading, "no", "否", NULL);
	}
	if (field->target)
		offer_target(reading->offers, field->target);
}

void offer_values(struct reading *reading, const struct entity *shape, struct text text)
{
	struct path path;

	if (path_compile(&path, reading->schema, shape, text, NULL) && path_field(&path))
		offer_field_values(reading, path_field(&path));
}

/* What one word can say, by which field. */
static void offer_single(struct reading *reading, const struct entity *shape)
{
	for (const struct field *field = NULL; (field = entity_next(shape, field));) {
		for (const struct choice *choice = field->choices; choice && choice->name; choice++)
			offer(reading, choice->name, choice->label, N_("only where a field says so"));
		if (field->type == &type_flag)
			offer(reading, field->name, field->label, N_("only where this is so"));
		if (field->target == ENTITY_LEVEL || field->target == ENTITY_LABEL)
			offer_target(reading->offers, field->target);
	}
}

/* "类型 = ", "类型 in (a, ": the path in front of the sign that is typed last; false: no value is due. */
static bool path_before(struct text typed, struct text *path)
{
	static const char *const signs[] = {"=", "<", ">", "~", "＝", "＜", "＞", NULL};
	static const char *const lists[] = {" in (", " 在 (", " 属于 (", " in（", " 在（", " 属于（", NULL};
	size_t end = typed.len;

	while (end && strchr(" =<>!~", typed.at[end - 1]))
		end--;
	for (size_t i = 0; signs[i]; i++) {
		struct text sign = text_of(signs[i]);

		if (end < typed.len && holds(text_skip(typed, end), sign)) {
			*path = text_take(typed, end);
			goto found;
		}
	}
	for (size_t i = 0; lists[i]; i++) {
		size_t at = text_find(typed, text_of(lists[i]));

		if (at < typed.len && !holds(text_skip(typed, at), TEXT(")"))) {
			*path = text_take(typed, at);
			goto found;
		}
	}
	return false;
found:
	/* The word alone: behind a blank or a bracket. */
	for (size_t i = path->len; i--;)
		if (strchr(" (", path->at[i])) {
			*path = text_skip(*path, i + 1);
			break;
		}
	return path->len != 0;
}

void offer_filter(struct reading *reading, const struct entity *shape, struct text typed)
{
	struct text before = text_take(typed, text_find(typed, reading->offers->probe)), path;

	if (path_before(before, &path)) {
		offer_values(reading, shape, path);
		return;
	}
	offer_fields(reading, shape);
	if (!text_trim(before).len)
		offer_single(reading, shape);
}

void offer_cells(struct reading *reading, struct text field)
{
	const struct entity *shape = shape_of(reading);

	if (field.len && entity_named(shape, field))
		offer_field_values(reading, entity_named(shape, field));
	else
		offer_single(reading, shape);
	offer(reading, "rest", "其余", word_help(WORD_REST)->meaning);
}

/* 合计.数量 */
void offer_number_fields(struct reading *reading, const struct choice_word *atom)
{
	const struct entity *shape = shape_of(reading);

	for (const struct field *field = NULL; (field = entity_next(shape, field));) {
		struct buf word = BUF_INIT;

		if (field->type != &type_number && field->type != &type_decimal)
			continue;
		buf_printf(&word, "%s.%s", reading->english ? atom->name : atom->label,
			reading->english ? field->name : field->label);
		offer_text(reading, buf_as_text(&word), atom->help);
		buf_release(&word);
	}
}

void offer_row_numbers(struct reading *reading)
{
	for (const struct field *field = NULL;
		reading->line && reading->line->source && (field = entity_next(shape_of(reading), field));)
		if (field_is_operand(field))
			offer(reading, field->name, field->label, field->help ? field->help : kind_of(field));
	for (size_t i = 0; reading->line && i < reading->line->column_count; i++)
		offer_text(reading, reading->line->columns[i].name, N_("computed by this line"));
	offer_days(reading);
}

/* --- what the file itself names --- */

void offer_settled(struct reading *reading)
{
	const struct rules *rules = reading->rules;

	for (size_t i = 0; i < rules->section_count; i++)
		offer_text(reading, rules->sections[i].name, N_("the points of this section"));
	for (size_t i = 0; i < rules->item_count; i++)
		if (rules->items[i] != reading->item)
			offer_text(reading, rules->items[i]->id, N_("the points of this item"));
}

void offer_classes(struct reading *reading)
{
	for (size_t i = 0; i < reading->rules->class_count; i++)
		offer_text(reading, reading->rules->classes[i].name, N_("a class of this file"));
}
