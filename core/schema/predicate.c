/* Does a filter hold for a record? */
#include "core/schema/predicate_internal.h"

/* --- by table --- */

static void tabulate_value(struct predicate *predicate)
{
	const struct field *field = predicate->here;
	uint64_t among = 0;

	if (field && field->type == &type_set && predicate->number && predicate->count == 1)
		predicate->choice =
			(struct choice_table){field, (uint64_t)predicate->operands[0].number, .all = true};
	if (!field || field->type != &type_choice)
		return;
	for (size_t i = 0; i < predicate->count; i++) {
		if (predicate->operands[i].kind != VALUE_NUMBER || predicate->operands[i].number < 0 ||
			predicate->operands[i].number >= CHOICE_CODES)
			return;
		among |= UINT64_C(1) << predicate->operands[i].number;
	}
	predicate->choice = (struct choice_table){field, among, predicate->kind == PREDICATE_EMPTY};
}

/* One value of the record itself, or of the one that the row is in; or whether there is any. */
static void note_here(struct predicate *predicate)
{
	const struct path *path = &predicate->path;
	const struct field *field = path_field(path);

	predicate->of_owner = path->count == 2 && path->steps[0]->tag == ROW_OWNER;
	if (predicate->than)
		predicate->of_owner = false;
	if (!field || predicate->than || (path->count != 1 && !predicate->of_owner) ||
		(field->rows && field->flags & BESIDE) ||
		(field->type->kind >= VALUE_IDS && predicate->kind != PREDICATE_EMPTY))
		return;
	predicate->here = field;
	predicate->number = field->type->kind == VALUE_NUMBER;
	for (size_t i = 0; i < predicate->count; i++)
		predicate->number &= predicate->operands[i].kind == VALUE_NUMBER;
}

static void tabulate_node(struct predicate *predicate)
{
	const struct choice_table *left = predicate->left ? &predicate->left->choice : NULL,
				  *right = predicate->right ? &predicate->right->choice : NULL;

	if ((left && left->all) || (right && right->all))
		return;
	switch (predicate->kind) {
	case PREDICATE_AND:
	case PREDICATE_OR:
		if (left->field != right->field || predicate->left->of_owner != predicate->right->of_owner)
			return;
		predicate->choice = predicate->kind == PREDICATE_AND
			? (struct choice_table){left->field, left->among & right->among,
				  left->empty && right->empty}
			: (struct choice_table){
				  left->field, left->among | right->among, left->empty || right->empty};
		predicate->of_owner = predicate->left->of_owner;
		return;
	case PREDICATE_NOT:
		predicate->choice = (struct choice_table){left->field, ~left->among, !left->empty};
		predicate->of_owner = predicate->left->of_owner;
		return;
	case PREDICATE_EQUAL:
	case PREDICATE_EMPTY:
		note_here(predicate);
		tabulate_value(predicate);
		return;
	case PREDICATE_SEARCH:
	case PREDICATE_JUDGED:
		return;
	default:
		note_here(predicate);
		return;
	}
}

void predicate_tabulate(struct predicate *predicate)
{
	if (predicate->left)
		predicate_tabulate(predicate->left);
	if (predicate->right)
		predicate_tabulate(predicate->right);
	tabulate_node(predicate);
}

bool predicate_by_choice(const struct predicate *predicate, bool of_owner, struct choice_table *table)
{
	*table = predicate->choice;
	return table->field && predicate->of_owner == of_owner;
}

struct predicate *predicate_and(struct predicate *a, struct predicate *b, struct arena *arena)
{
	struct predicate *both;

	if (!a || !b)
		return a ? a : b;
	both = arena_new(arena, sizeof(*both));
	*both = (struct predicate){.kind = PREDICATE_AND, .left = a, .right = b};
	tabulate_node(both);
	return both;
}

struct predicate *predicate_judged(const struct predicate_judge *judge, const void *with, struct arena *arena)
{
	struct predicate *judged = arena_new(arena, sizeof(*judged));

	*judged = (struct predicate){.kind = PREDICATE_JUDGED, .judge = judge, .with = with};
	return judged;
}

static const struct field *next_sought(
	const struct entity *entity, const struct field *field, bool references)
{
	while ((field = entity_next(entity, field)))
		if (field->flags & SEARCH && (field->target != 0) == references)
			break;
	return field;
}

bool search_follows(const struct entity *entity)
{
	return next_sought(entity, NULL, true) != NULL;
}

bool predicate_search(
	struct predicate **predicate, const struct entity *entity, struct text typed, struct arena *arena)
{
	struct value *operand = arena_new(arena, sizeof(*operand));

	*operand = value_text(arena_text(arena, text_trim(typed)));
	*predicate = arena_new(arena, sizeof(**predicate));
	**predicate = (struct predicate){
		.kind = PREDICATE_SEARCH, .operands = operand, .count = 1, .entity = entity};
	if (search_follows(entity))
		(*predicate)->hits = arena_new(arena, HITS_MAX * sizeof(struct hit));
	return operand->bytes.len > 0;
}

/* --- one value --- */

struct question {
	const struct predicate *predicate;
	const struct value *than; /* NULL: its own operands */
	const struct field *field;
	struct text sounds; /* how the text is read when it is not read the usual way */
	bool answer;
};

static bool equals_any(
	const struct predicate *predicate, const struct field *field, const struct value *value)
{
	for (size_t i = 0; i < predicate->count; i++) {
		const struct value *operand = &predicate->operands[i];

		/* A set is asked whether it holds all that is named. */
		if (field && field->type == &type_set && value->kind == VALUE_NUMBER) {
			if ((value->number & operand->number) == operand->number)
				return true;
		} else if (value_equal(value, operand)) {
			return true;
		}
	}
	return false;
}

static bool holds_for(const struct question *question, const struct value *value)
{
	const struct predicate *predicate = question->predicate;
	const struct value *operands = question->than ? question->than : predicate->operands;

	switch (predicate->kind) {
	case PREDICATE_EQUAL:
		return question->than ? value_equal(value, operands)
				      : equals_any(predicate, question->field, value);
	case PREDICATE_LESS:
		return value_compare(value, operands) < 0;
	case PREDICATE_MOST:
		return value_compare(value, operands) <= 0;
	case PREDICATE_GREATER:
		return value_compare(value, operands) > 0;
	case PREDICATE_LEAST:
		return value_compare(value, operands) >= 0;
	case PREDICATE_FINDS:
		return value->kind == VALUE_TEXT &&
			pinyin_match(value->bytes, question->sounds, predicate->operands->bytes);
	case PREDICATE_TRUE:
		return value->kind == VALUE_NUMBER && value->number;
	default:
		return true; /* PREDICATE_EMPTY: there is one */
	}
}

static bool ask(const struct value *value, void *arg)
{
	struct question *question = arg;

	question->answer = holds_for(question, value);
	return !question->answer;
}

/* The override speaks of the title only. */
static struct text sounds_of(const struct view *view, const struct entity *entity, const struct field *field)
{
	return entity && entity->sounds && field && field->flags & TITLE ? view_text(view, entity->sounds)
									 : NO_TEXT;
}

/* By the words of the fields themselves; of a record that another refers to by its title alone. */
static bool search_words(const struct predicate *predicate, const struct view *view, unsigned flags)
{
	const struct entity *entity = view->entity;

	for (const struct field *field = NULL; (field = next_sought(entity, field, false));)
		if ((field->flags & flags) == flags &&
			pinyin_match(view_text(view, field->tag), sounds_of(view, entity, field),
				predicate->operands->bytes))
			return true;
	return false;
}

static bool search_target(
	const struct predicate *predicate, struct world *world, unsigned entity, uint64_t id)
{
	struct hit *hit = &predicate->hits[(id + entity * 131) % HITS_MAX];
	struct view target;

	if (hit->id != id || hit->entity != entity)
		*hit = (struct hit){id, entity,
			world && world->get && world->get(world, entity, id, &target, NULL) &&
				(!world->follows || world->follows(world, &target)) &&
				search_words(predicate, &target, TITLE)};
	return hit->found;
}

static bool search_references(const struct predicate *predicate, struct world *world, const struct view *view)
{
	for (const struct field *field = NULL; (field = next_sought(predicate->entity, field, true));) {
		struct value value;
		struct reader ids;

		if (!view_get(view, field->tag, &value))
			continue;
		if (value.kind == VALUE_NUMBER &&
			search_target(predicate, world, field->target, (uint64_t)value.number))
			return true;
		for (ids = value_ids(&value); value.kind == VALUE_IDS && reader_left(&ids);)
			if (search_target(predicate, world, field->target, read_varint(&ids)))
				return true;
	}
	return false;
}

static bool search(const struct predicate *predicate, struct world *world, const struct view *view)
{
	return search_words(predicate, view, 0) ||
		(predicate->hits && search_references(predicate, world, view));
}

struct pinyin_marks search_marks(const struct view *view)
{
	struct pinyin_marks marks = {0, 0};

	for (const struct field *field = NULL; (field = next_sought(view->entity, field, false));) {
		struct pinyin_marks its =
			pinyin_marks(view_text(view, field->tag), sounds_of(view, view->entity, field));

		marks.begins |= its.begins;
		marks.follows |= its.follows;
	}
	return marks;
}

/* As holds_for() of a number, compared with numbers. */
static bool holds_for_number(const struct predicate *predicate, int64_t number)
{
	const int64_t operand = predicate->count ? predicate->operands->number : 0;

	switch (predicate->kind) {
	case PREDICATE_EQUAL:
		for (size_t i = 0; i < predicate->count; i++) {
			const int64_t one = predicate->operands[i].number;

			if (predicate->here->type == &type_set ? (number & one) == one : number == one)
				return true;
		}
		return false;
	case PREDICATE_LESS:
		return number < operand;
	case PREDICATE_MOST:
		return number <= operand;
	case PREDICATE_GREATER:
		return number > operand;
	case PREDICATE_LEAST:
		return number >= operand;
	case PREDICATE_TRUE:
		return number != 0;
	default:
		return predicate->kind == PREDICATE_EMPTY;
	}
}

static bool holds_by_number(const struct predicate *predicate, const struct view *view)
{
	const int64_t number = view_number_or(view, predicate->here->tag, VIEW_NO_NUMBER);

	return number != VIEW_NO_NUMBER && holds_for_number(predicate, number);
}

/* Most filters ask for one field of the record itself. */
__attribute__((noinline)) static bool holds_here(const struct predicate *predicate, const struct view *view)
{
	struct question question = {predicate, NULL, predicate->here, NO_TEXT, false};
	struct value value;

	if (!view_get_field(view, predicate->here, &value))
		return false;
	if (predicate->kind == PREDICATE_FINDS && !predicate->of_owner)
		question.sounds = sounds_of(view, view->entity, predicate->here);
	return holds_for(&question, &value);
}

static bool holds_by_path(const struct predicate *predicate, struct world *world, const struct view *view)
{
	struct value than;
	struct question question = {
		predicate, predicate->than ? &than : NULL, path_field(&predicate->path), NO_TEXT, false};

	if (predicate->than && !than_value(predicate->than, world, view, &than))
		return false;
	path_each(&predicate->path, world, view, ask, &question);
	return predicate->kind == PREDICATE_EMPTY ? !question.answer : question.answer;
}

/* Out of the way of what is asked of very many. */
__attribute__((noinline)) static bool holds_otherwise(
	const struct predicate *predicate, struct world *world, const struct view *view)
{
	switch (predicate->kind) {
	case PREDICATE_AND:
		return predicate_holds(predicate->left, world, view) &&
			predicate_holds(predicate->right, world, view);
	case PREDICATE_OR:
		return predicate_holds(predicate->left, world, view) ||
			predicate_holds(predicate->right, world, view);
	case PREDICATE_NOT:
		return !predicate_holds(predicate->left, world, view);
	case PREDICATE_SEARCH:
		return search(predicate, world, view);
	case PREDICATE_JUDGED:
		return predicate->judge->holds(predicate->with, world, view);
	default:
		return holds_by_path(predicate, world, view);
	}
}

bool predicate_holds(const struct predicate *predicate, struct world *world, const struct view *view)
{
	const struct view *asked = view;

	if (!predicate)
		return true;
	if (predicate->of_owner) {
		if (!view->owner)
			return holds_otherwise(predicate, world, view);
		asked = view->owner;
	}
	if (predicate->choice.field)
		return choice_holds(&predicate->choice, asked);
	if (!predicate->here)
		return holds_otherwise(predicate, world, view);
	if (predicate->kind == PREDICATE_EMPTY)
		return !view_has(asked, predicate->here->tag);
	return predicate->number ? holds_by_number(predicate, asked) : holds_here(predicate, asked);
}

/* --- of rows and their record --- */

static bool leads_to_owner(const struct path *path)
{
	return path->count > 1 && path->steps[0]->tag == ROW_OWNER;
}

static bool speaks_of_owner(const struct predicate *predicate)
{
	switch (predicate->kind) {
	case PREDICATE_AND:
	case PREDICATE_OR:
		return speaks_of_owner(predicate->left) && speaks_of_owner(predicate->right);
	case PREDICATE_NOT:
		return speaks_of_owner(predicate->left);
	case PREDICATE_SEARCH:
	case PREDICATE_JUDGED:
		return false;
	default:
		return leads_to_owner(&predicate->path) &&
			(!predicate->than || predicate->than->from != THAN_FIELD ||
				leads_to_owner(&predicate->than->path));
	}
}

void predicate_split(const struct predicate *predicate, struct arena *arena, struct predicate **of_owner,
	struct predicate **of_row)
{
	struct predicate *part;

	if (!predicate)
		return;
	if (predicate->kind == PREDICATE_AND && !speaks_of_owner(predicate)) {
		predicate_split(predicate->left, arena, of_owner, of_row);
		predicate_split(predicate->right, arena, of_owner, of_row);
		return;
	}
	part = arena_new(arena, sizeof(*part));
	*part = *predicate;
	if (speaks_of_owner(predicate))
		*of_owner = predicate_and(*of_owner, part, arena);
	else
		*of_row = predicate_and(*of_row, part, arena);
}

/* --- parts --- */

size_t predicate_parts(const struct predicate *predicate, const struct predicate **parts, size_t room)
{
	size_t count;

	if (!predicate)
		return 0;
	if (predicate->kind != PREDICATE_AND || predicate->choice.field || room < 2) {
		parts[0] = predicate;
		return 1;
	}
	count = predicate_parts(predicate->left, parts, room - 1);
	return count + predicate_parts(predicate->right, parts + count, room - count);
}

static bool same_path(const struct path *a, const struct path *b)
{
	if (a->count != b->count || a->whole_id != b->whole_id)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->steps[i] != b->steps[i])
			return false;
	return true;
}

bool predicate_same(const struct predicate *a, const struct predicate *b)
{
	if (!a || !b || a == b)
		return a == b;
	if (a->kind != b->kind || a->with != b->with || a->count != b->count || a->entity != b->entity ||
		a->than || b->than || !same_path(&a->path, &b->path) || !predicate_same(a->left, b->left) ||
		!predicate_same(a->right, b->right))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!value_equal(&a->operands[i], &b->operands[i]))
			return false;
	return true;
}

/* --- bounds --- */

static void narrow(const struct predicate *predicate, int64_t number, int64_t *low, int64_t *high)
{
	if (predicate->kind >= PREDICATE_GREATER && number > *low)
		*low = number;
	if (predicate->kind <= PREDICATE_MOST && number < *high)
		*high = number;
}

/* Only what must hold on its own: on the way down there is nothing but "and". A bound may be one too wide. */
static void find_range(
	const struct predicate *predicate, const struct field *field, int64_t *low, int64_t *high)
{
	if (predicate->kind == PREDICATE_AND) {
		find_range(predicate->left, field, low, high);
		find_range(predicate->right, field, low, high);
	}
	if (predicate->kind >= PREDICATE_LESS && predicate->kind <= PREDICATE_LEAST &&
		predicate->count == 1 && predicate->path.count == 1 && predicate->path.steps[0] == field &&
		predicate->operands[0].kind == VALUE_NUMBER)
		narrow(predicate, predicate->operands[0].number, low, high);
}

bool predicate_range(
	const struct predicate *predicate, const struct field *field, int64_t *low, int64_t *high)
{
	*low = INT64_MIN;
	*high = INT64_MAX;
	if (predicate)
		find_range(predicate, field, low, high);
	return *low > INT64_MIN || *high < INT64_MAX;
}
