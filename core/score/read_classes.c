/* 小组分类: classes by names, by a filter, by size, or one for each that something leads to. */
#include "core/score/mechanisms.h"

static const struct entity *entity_of(const struct reading *reading, enum subject_kind subject)
{
	return schema_entity(reading->schema, subject_entity(subject));
}

struct predicate *read_whom(struct reading *reading, enum subject_kind subject, const struct tree *node)
{
	struct predicate *predicate = NULL;
	struct error err = ERROR_INIT;

	if (!read_text(reading, node).len)
		return NULL;
	if (predicate_compile(&predicate, reading->schema, entity_of(reading, subject), node->text,
		    naming_of(reading), reading->arena, &err))
		return predicate;
	fault_pass_in(reading->faults, node, err.row ? text_count(text_take(node->text, err.row - 1)) : 0,
		&err.message);
	return NULL;
}

/* 大组: {从: 10}: of so many members. */
static void read_size(struct reading *reading, const struct tree *node, struct class *class)
{
	struct keys keys = keys_of(reading, node);

	class->size = take_bound(&keys);
	if (class->size.compare == COMPARE_NONE)
		fault_at(reading->faults, node,
			"Write names in a list here, a filter, or how many members: [A, B], kind = x or "
			"{from: 10}",
			"");
	else
		keys_end(&keys);
}

/* 小组分类: 党支部: all of one branch are a class. */
static void read_class_by(struct reading *reading, const struct tree *node)
{
	static const struct choice_word ways[] = {{BY_GROUP, "group", "党小组", {"各党小组", "同党小组"}},
		{BY_BRANCH, "branch", "党支部", {"各党支部", "同党支部"}}, {0}};
	struct rules *rules = reading->rules;
	int way = choice_word(ways, node->text);
	struct error err = ERROR_INIT;

	if (way > 0 && (way == BY_BRANCH || rules->subject == SUBJECT_PERSON))
		rules->class_by = (enum class_by)way;
	else if (path_compile(&rules->class_path, reading->schema, entity_of(reading, rules->subject),
			 node->text, &err))
		rules->class_by = BY_FIELD;
	else
		fault_pass(reading->faults, at_value(node), &err.message);
}

/* (刑庭党小组, 民庭党小组), between { and } cut at its commas: all of it is one fault. */
static const struct tree *refuse_parentheses(struct reading *reading, const struct tree *node)
{
	fault_at(reading->faults, node, "Names stand in square brackets: [A, B]", "");
	if (text_ends(node->text, TEXT(")")) || text_ends(node->text, TEXT("）")))
		return node;
	while (node->next && node->next->kind == TREE_TEXT && !node->next->text.len) {
		node = node->next;
		if (text_ends(node->key, TEXT(")")) || text_ends(node->key, TEXT("）")))
			break;
	}
	return node;
}

static bool begins_parentheses(const struct tree *node)
{
	return node->kind == TREE_TEXT && text_find(node->text, TEXT("=")) == node->text.len &&
		(text_starts(node->text, TEXT("(")) || text_starts(node->text, TEXT("（")));
}

/* 小组分类: {审判类: [刑庭党小组, 民庭党小组], 综合类: 类别 = 综合} */
void read_classes(struct keys *keys)
{
	const struct tree *map = take(keys, WORD_CLASSES);
	struct rules *rules = keys->reading->rules;

	if (map && map->kind == TREE_TEXT && map->text.len)
		read_class_by(keys->reading, map);
	else if (map && map->kind != TREE_MAP)
		keys_of(keys->reading, map);
	for (const struct tree *node = map && map->kind == TREE_MAP ? map->child : NULL; node;
		node = node->next) {
		struct class *class;

		if (rules->class_count == CLASSES_MAX) {
			fault_at_key(keys->reading->faults, node, "More classes than {1}", "n",
				(int64_t)CLASSES_MAX);
			return;
		}
		class = &rules->classes[rules->class_count++];
		class->name = arena_text(keys->reading->arena, node->key);
		if (begins_parentheses(node)) {
			node = refuse_parentheses(keys->reading, node);
			continue;
		}
		if (node->kind == TREE_TEXT) {
			class->whom = read_whom(keys->reading, rules->subject, node);
			continue;
		}
		if (node->kind == TREE_MAP) {
			read_size(keys->reading, node, class);
			continue;
		}
		class->names = arena_new(keys->reading->arena, (node->count + 1) * sizeof(*class->names));
		for (const struct tree *name = node->child; name; name = name->next)
			class->names[class->name_count++] = read_text(keys->reading, name);
	}
}
