/* The records of a case: written by their fields, and made where only a name is given. */
#include <inttypes.h>
#include <stdio.h>
#include "core/base/number.h"
#include "core/model/entities.h"
#include "core/service/rules_cases_internal.h"

enum { REPEATS_MAX = 10000 };

/* One more record; refused when the file makes too many. */
static bool case_spend(struct playing *playing, struct error *err)
{
	return --*playing->left >= 0 ||
		fail(err, ERROR_INPUT, "The cases of a file make at most {1} records", "n",
			(int64_t)CASE_RECORDS_MAX);
}

const struct tree *case_key(const struct tree *map, const char *name, const char *label)
{
	const struct tree *found = tree_under(map, label);

	return found ? found : tree_under(map, name);
}

static bool is_key(const struct tree *node, const char *name, const char *label)
{
	return text_is(node->key, name) || text_is(node->key, label);
}

bool case_fault(struct playing *playing, const struct tree *node, const struct error *err)
{
	fault_pass(playing->faults, node->line, node->column, &err->message);
	return false;
}

/* --- records that are named are made --- */

struct making {
	struct naming naming; /* first: it is one */
	struct playing *playing;
	struct world_naming known;
};

static bool make_named(
	struct playing *playing, unsigned target, struct text name, uint64_t *id, struct error *err);

/* What a record cannot be without, when only its name is given. */
static bool fill_required(struct playing *playing, const struct field *field, struct text name,
	struct value *value, struct error *err)
{
	char code[24];
	uint64_t id;

	if (field->type == &type_text && (field->flags & TITLE || !(field->flags & UNIQUE))) {
		*value = value_text(name);
	} else if (field->type == &type_text) {
		snprintf(code, sizeof(code), "%" PRId64, ++playing->made);
		*value = value_text(arena_text(&playing->arena, text_of(code)));
	} else if (field->type == &type_date) {
		*value = value_number(playing->period.from);
	} else if (field->type == &type_choice) {
		*value = value_number(field->choices->code);
	} else if (field->type == &type_ref) {
		if (!make_named(playing, field->target, name, &id, err))
			return false;
		*value = value_number((int64_t)id);
	}
	return true;
}

static bool make_named(
	struct playing *playing, unsigned target, struct text name, uint64_t *id, struct error *err)
{
	const struct entity *entity = schema_entity(playing->writer->world.schema, target);
	struct record record;
	bool good = true;

	record_init(&record, entity);
	for (const struct field *field = NULL; good && (field = entity_next(entity, field));) {
		struct value value = EMPTY_VALUE;

		if (!(field->flags & (REQUIRED | TITLE)) || field->tag >= TAG_CUSTOM)
			continue;
		good = fill_required(playing, field, name, &value, err);
		record_set(&record, field->tag, value);
	}
	if (target == ENTITY_PERSON) {
		record_number(&record, PERSON_JOINED, playing->period.from - 3000);
		record_number(&record, PERSON_FULL_SINCE, playing->period.from - 2600);
	}
	if (target == ENTITY_LEVEL) {
		const struct record *level =
			rules_shipped(&playing->words->shipped, target, LEVEL_NAME, name);

		record_set(&record, LEVEL_ORDER, level ? record_get(level, LEVEL_ORDER) : EMPTY_VALUE);
	}
	*id = 0;
	good = good && case_spend(playing, err) &&
		writer_set(playing->writer, target, id, record.slots, record.count, err);
	record_release(&record);
	return good;
}

static bool find_or_make(
	struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	struct making *making = (struct making *)naming;

	return making->known.naming.find(&making->known.naming, target, text, id, NULL) ||
		make_named(making->playing, target, arena_text(&making->playing->arena, text), id, err);
}

static void making_init(struct making *making, struct playing *playing)
{
	naming_over(&making->known, &playing->writer->world, LANGUAGE_ZH);
	making->naming = (struct naming){.find = find_or_make, .today = 0, .language = LANGUAGE_ZH};
	making->playing = playing;
}

/* --- records as they are written --- */

static struct text words_of(struct playing *playing, const struct tree *node)
{
	struct buf joined = BUF_INIT;
	struct text kept = node->text;

	if (node->kind == TREE_TEXT)
		return kept;
	for (const struct tree *child = node->child; child; child = child->next) {
		if (joined.len)
			buf_byte(&joined, ';');
		buf_text(&joined, child->text);
	}
	kept = arena_text(&playing->arena, buf_as_text(&joined));
	buf_release(&joined);
	return kept;
}

static bool fill_record(struct playing *playing, struct record *record, const struct tree *map,
	bool (*skip)(const struct tree *node), struct error *err);

/* 点名: [{人员: 张三, 到会: 缺席}] */
static bool read_rows(struct playing *playing, const struct field *field, const struct tree *list,
	struct value *value, struct error *err)
{
	struct buf rows = BUF_INIT;
	uint64_t key = 0;
	bool good = true;

	for (const struct tree *node = list->child; good && node; node = node->next) {
		struct record record;
		struct buf body = BUF_INIT;

		record_init(&record, field->rows);
		good = fill_record(playing, &record, node, NULL, err);
		record_write(&record, &body);
		key++;
		for (const struct field *f = NULL; (f = entity_next(field->rows, f));)
			if (f->flags & ROWKEY)
				key = (uint64_t)record_get(&record, f->tag).number;
		rows_add(&rows, key, buf_as_text(&body));
		buf_release(&body);
		record_release(&record);
	}
	*value = (struct value){VALUE_ROWS, 0, arena_text(&playing->arena, buf_as_text(&rows))};
	buf_release(&rows);
	return good;
}

static bool holds_several(const struct field *field)
{
	return field->type == &type_refs || field->type == &type_set;
}

static bool read_value(struct playing *playing, const struct field *field, const struct tree *node,
	struct value *value, struct error *err)
{
	struct making making;
	struct buf room = BUF_INIT;
	bool good;

	if (field->rows)
		return read_rows(playing, field, node, value, err);
	if (node->kind == TREE_LIST && node->count > 1 && !holds_several(field))
		return fail(err, ERROR_INPUT,
			"{1} holds one value: write a record for each, or where several share it the people",
			"t", field->name, field->label);
	making_init(&making, playing);
	good = field_parse(field, words_of(playing, node), &making.naming, &room, value, err) &&
		field_check(field, value, err);
	if (good && value->kind != VALUE_NUMBER)
		value->bytes = arena_text(&playing->arena, value->bytes);
	buf_release(&room);
	return good;
}

static bool no_such_field(
	const struct schema *schema, const struct entity *entity, struct text name, struct error *err)
{
	const struct field *near = entity_near(entity, name);

	struct path path;

	if (near)
		return fail(err, ERROR_INPUT, "{1} has no field \"{2}\"; did you mean {3}?", "tSt",
			entity->name, entity->label, name, near->name, near->label);
	/* Which there are, as of any other name that leads nowhere. */
	return !path_compile(&path, schema, entity, name, err) ||
		fail(err, ERROR_INPUT, "{1} has no field \"{2}\"", "tS", entity->name, entity->label, name);
}

static bool fill_record(struct playing *playing, struct record *record, const struct tree *map,
	bool (*skip)(const struct tree *node), struct error *err)
{
	for (const struct tree *node = map->child; node; node = node->next) {
		const struct field *field;
		struct value value = EMPTY_VALUE;

		if (skip && skip(node))
			continue;
		field = entity_named(record->entity, node->key);
		if (!field) {
			no_such_field(playing->writer->world.schema, record->entity, node->key, err);
			fault_pass(playing->faults, node->key_line, node->key_column, &err->message);
			return false;
		}
		if (!read_value(playing, field, node, &value, err))
			return case_fault(playing, node, err);
		record_set(record, field->tag, value);
	}
	return true;
}

static bool is_ours(const struct tree *node)
{
	return is_key(node, "source", "数据") || is_key(node, "repeat", "重复");
}

static void set_if_empty(struct record *record, uint16_t tag, struct value value)
{
	if (record_get(record, tag).kind == VALUE_EMPTY)
		record_set(record, tag, value);
}

/* What a case need not say: a day inside the period, that the record counts. */
static bool complete(struct playing *playing, struct record *record, struct text kind, struct error *err)
{
	uint64_t id;

	for (const struct field *field = NULL; (field = entity_next(record->entity, field));) {
		if (field->type == &type_date && field->flags & REQUIRED)
			set_if_empty(record, field->tag, value_number(playing->period.from));
		if (field->type == &type_text && field->flags & REQUIRED)
			set_if_empty(record, field->tag, value_text(kind));
	}
	if (record->entity->id == ENTITY_MEETING)
		set_if_empty(record, MEETING_STATE, value_number(STATE_ARCHIVED));
	if (record->entity->id == ENTITY_ENTRY) {
		struct making making;

		making_init(&making, playing);
		if (!find_or_make(&making.naming, ENTITY_ENTRY_KIND, kind, &id, err))
			return false;
		set_if_empty(record, ENTRY_KIND, value_number((int64_t)id));
		set_if_empty(record, ENTRY_STATE, value_number(ENTRY_CONFIRMED));
	}
	if (record->entity->id == ENTITY_RESULT) {
		set_if_empty(record, RESULT_EVALUATION, value_number((int64_t)playing->period.evaluation));
		set_if_empty(record, RESULT_VERSION, value_number(1));
	}
	if (record->entity->id == ENTITY_MARK) {
		set_if_empty(record, MARKING_EVALUATION, value_number((int64_t)playing->period.evaluation));
		record_set(record, MARKING_STATE, value_number(MARKING_GIVEN));
	}
	return true;
}

bool case_record(struct playing *playing, const struct tree *node, struct error *err)
{
	const struct tree *source = case_key(node, "source", "数据"),
			  *repeat = case_key(node, "repeat", "重复");
	struct text name = source && source->kind == TREE_TEXT ? source->text : NO_TEXT;
	const struct entity *entity = schema_named(playing->writer->world.schema, name);
	struct record record;
	int64_t times = 1;
	bool good;

	if (!name.len) {
		fail(err, ERROR_INPUT, "Say what the record is: source", "");
		return case_fault(playing, node, err);
	}
	if (repeat && (!number_parse(repeat->text, &times) || times < 1 || times > REPEATS_MAX)) {
		fail(err, ERROR_INPUT, "A record is repeated between 1 and {1} times", "n",
			(int64_t)REPEATS_MAX);
		return case_fault(playing, repeat, err);
	}
	record_init(&record, entity ? entity : &entry_entity);
	good = fill_record(playing, &record, node, is_ours, err) && complete(playing, &record, name, err);
	while (good && times--) {
		uint64_t id = 0;

		good = case_spend(playing, err) &&
			writer_set(playing->writer, record.entity->id, &id, record.slots, record.count, err);
		if (!good)
			case_fault(playing, node, err);
	}
	record_release(&record);
	return good;
}

/* --- members --- */

static bool join(struct playing *playing, uint64_t person, uint64_t group, struct error *err)
{
	struct record_slot values[] = {{MEMBERSHIP_PERSON, value_number((int64_t)person)},
		{MEMBERSHIP_GROUP, value_number((int64_t)group)},
		{MEMBERSHIP_FROM, value_number(playing->period.from - 365)}};
	uint64_t id = 0;

	return writer_set(playing->writer, ENTITY_MEMBERSHIP, &id, values, 3, err);
}

/* 成员: {甲组: [张三, 李四], 乙组: 6} */
bool case_members(struct playing *playing, const struct tree *map, struct error *err)
{
	struct making making;
	uint64_t group, person;
	int64_t count;
	char name[32];

	making_init(&making, playing);
	for (const struct tree *node = map ? map->child : NULL; node; node = node->next) {
		if (!find_or_make(&making.naming, ENTITY_GROUP, node->key, &group, err))
			return case_fault(playing, node, err);
		for (const struct tree *one = node->child; one; one = one->next)
			if (!find_or_make(&making.naming, ENTITY_PERSON, one->text, &person, err) ||
				!join(playing, person, group, err))
				return case_fault(playing, one, err);
		if (node->kind == TREE_TEXT && number_parse(node->text, &count) && count <= REPEATS_MAX)
			for (int64_t i = 0; i < count; i++) {
				snprintf(name, sizeof(name), "member %" PRId64, ++playing->made);
				if (!make_named(playing, ENTITY_PERSON,
					    arena_text(&playing->arena, text_of(name)), &person, err) ||
					!join(playing, person, group, err))
					return case_fault(playing, node, err);
			}
	}
	return true;
}

bool case_named(struct playing *playing, unsigned target, struct text name, uint64_t *id, struct error *err)
{
	struct making making;

	making_init(&making, playing);
	return find_or_make(&making.naming, target, name, id, err);
}
