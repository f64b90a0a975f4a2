#include "core/service/rules_cases.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/number.h"
#include "core/model/entities.h"
#include "core/score/score.h"
#include "core/service/naming.h"
#include "core/store/store.h"

enum { REPEATS_MAX = 10000 };

/* One case under way. */
struct playing {
	const struct tree *root, *node;
	struct text text;
	struct faults *faults;
	struct arena arena;
	struct writer *writer;
	struct score_period period;
	int64_t made; /* records made for names so far */
	struct rules_case result;
	struct buf said;
};

/* --- keys --- */

static const struct tree *under(const struct tree *map, const char *name, const char *label)
{
	const struct tree *found = tree_under(map, label);

	return found ? found : tree_under(map, name);
}

static bool is_key(const struct tree *node, const char *name, const char *label)
{
	return text_is(node->key, name) || text_is(node->key, label);
}

static bool fault_of(struct playing *playing, const struct tree *node, const struct error *err)
{
	fault_add(playing->faults, node->line, node->column, "", "");
	if (playing->faults->count)
		playing->faults->items[playing->faults->count - 1].message = err->message;
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

		if (!(field->flags & (REQUIRED | TITLE)))
			continue;
		good = fill_required(playing, field, name, &value, err);
		record_set(&record, field->tag, value);
	}
	if (target == ENTITY_PERSON) {
		record_number(&record, PERSON_JOINED, playing->period.from - 3000);
		record_number(&record, PERSON_FULL_SINCE, playing->period.from - 2600);
	}
	*id = 0;
	good = good && writer_set(playing->writer, target, id, record.slots, record.count, err);
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

static bool read_value(struct playing *playing, const struct field *field, const struct tree *node,
	struct value *value, struct error *err)
{
	struct making making;
	struct buf room = BUF_INIT;
	bool good;

	if (field->rows)
		return read_rows(playing, field, node, value, err);
	making_init(&making, playing);
	good = field_parse(field, words_of(playing, node), &making.naming, &room, value, err) &&
		field_check(field, value, err);
	if (good && value->kind != VALUE_NUMBER)
		value->bytes = arena_text(&playing->arena, value->bytes);
	buf_release(&room);
	return good;
}

static bool fill_record(struct playing *playing, struct record *record, const struct tree *map,
	bool (*skip)(const struct tree *node), struct error *err)
{
	for (const struct tree *node = map->child; node; node = node->next) {
		const struct field *field;
		struct value value;

		if (skip && skip(node))
			continue;
		field = entity_named(record->entity, node->key);
		if (!field) {
			fail(err, ERROR_INPUT, "{1} has no field \"{2}\"", "tS", record->entity->name,
				record->entity->label, node->key);
			return fault_of(playing, node, err);
		}
		if (!read_value(playing, field, node, &value, err))
			return fault_of(playing, node, err);
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
	if (record->entity->id == ENTITY_MARK) {
		set_if_empty(record, MARKING_EVALUATION, value_number((int64_t)playing->period.evaluation));
		record_set(record, MARKING_STATE, value_number(MARKING_GIVEN));
	}
	return true;
}

static bool write_record(struct playing *playing, const struct tree *node, struct error *err)
{
	const struct tree *source = under(node, "source", "数据"), *repeat = under(node, "repeat", "重复");
	struct text name = source && source->kind == TREE_TEXT ? source->text : NO_TEXT;
	const struct entity *entity = schema_named(playing->writer->world.schema, name);
	struct record record;
	int64_t times = 1;
	bool good;

	if (!name.len) {
		fail(err, ERROR_INPUT, "Say what the record is: 数据 (source)", "");
		return fault_of(playing, node, err);
	}
	if (repeat && (!number_parse(repeat->text, &times) || times < 1 || times > REPEATS_MAX)) {
		fail(err, ERROR_INPUT, "A record is repeated between 1 and {1} times", "n",
			(int64_t)REPEATS_MAX);
		return fault_of(playing, repeat, err);
	}
	record_init(&record, entity ? entity : &entry_entity);
	good = fill_record(playing, &record, node, is_ours, err) && complete(playing, &record, name, err);
	while (good && times--) {
		uint64_t id = 0;

		good = writer_set(playing->writer, record.entity->id, &id, record.slots, record.count, err);
		if (!good)
			fault_of(playing, node, err);
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
static bool write_members(struct playing *playing, const struct tree *map, struct error *err)
{
	struct making making;
	uint64_t group, person;
	int64_t count;
	char name[32];

	making_init(&making, playing);
	for (const struct tree *node = map ? map->child : NULL; node; node = node->next) {
		if (!find_or_make(&making.naming, ENTITY_GROUP, node->key, &group, err))
			return fault_of(playing, node, err);
		for (const struct tree *one = node->child; one; one = one->next)
			if (!find_or_make(&making.naming, ENTITY_PERSON, one->text, &person, err) ||
				!join(playing, person, group, err))
				return fault_of(playing, one, err);
		if (node->kind == TREE_TEXT && number_parse(node->text, &count) && count <= REPEATS_MAX)
			for (int64_t i = 0; i < count; i++) {
				snprintf(name, sizeof(name), "member %" PRId64, ++playing->made);
				if (!make_named(playing, ENTITY_PERSON,
					    arena_text(&playing->arena, text_of(name)), &person, err) ||
					!join(playing, person, group, err))
					return fault_of(playing, node, err);
			}
	}
	return true;
}

/* --- the case --- */

/* "2025", "2025-07", "2025Q3", or "2025-01-01 至 2025-12-31" */
static bool read_period(struct text text, struct score_period *period)
{
	size_t dash = text_find(text, TEXT("至"));
	int64_t year, part;
	int months = 12, month = 1;

	if (dash < text.len)
		return date_parse(text_trim(text_take(text, dash)), &period->from) &&
			date_parse(text_trim(text_skip(text, dash + 3)), &period->to);
	if (!number_parse(text_take(text, text.len < 4 ? text.len : 4), &year) || year < 1900 || year > 2098)
		return false;
	if (text.len > 4) {
		if (!number_parse(text_skip(text, 5), &part) || part < 1)
			return false;
		months = text.at[4] == 'Q' ? 3 : 1;
		month = (int)(part - 1) * months + 1;
		if (month > 12 || (text.at[4] != 'Q' && text.at[4] != '-'))
			return false;
	}
	period->from = date_of((int)year, month, 1);
	period->to = date_add_months(period->from, months) - 1;
	return true;
}

static bool write_evaluation(struct playing *playing, struct error *err)
{
	struct record_slot values[] = {{EVALUATION_NAME, value_text(TEXT("case"))},
		{EVALUATION_FROM, value_number(playing->period.from)},
		{EVALUATION_TO, value_number(playing->period.to)}};

	playing->period.evaluation = 0;
	return writer_set(playing->writer, ENTITY_EVALUATION, &playing->period.evaluation, values, 3, err);
}

static bool write_case(struct writer *writer, void *arg, struct error *err)
{
	struct playing *playing = arg;
	const struct tree *records = under(playing->node, "records", "记录"),
			  *expected = under(playing->node, "expect", "期望");
	struct making making;
	uint64_t id;

	playing->writer = writer;
	if (!write_evaluation(playing, err) ||
		!write_members(playing, under(playing->node, "members", "成员"), err))
		return false;
	making_init(&making, playing);
	for (const struct tree *node = expected ? expected->child : NULL; node; node = node->next)
		if (!find_or_make(&making.naming, ENTITY_GROUP, node->key, &id, err))
			return fault_of(playing, node, err);
	for (const struct tree *node = records ? records->child : NULL; node; node = node->next)
		if (!write_record(playing, node, err))
			return false;
	return true;
}

/* --- what came of it --- */

static void show_units(const struct rules *rules, const struct figure *figure, struct buf *out)
{
	static const char *const words[] = {[MISSING] = "未评", [NOT_APPLICABLE] = "不适用"};

	if (figure->known == KNOWN)
		exact_show(figure->value, rules->places, out);
	else
		buf_text(out, text_of(words[figure->known]));
}

static void show_grade(const struct rules *rules, int grade, struct buf *out)
{
	if (grade >= 0)
		buf_text(out, rules->grades[grade].name);
}

/* What the key stands for: 总分, 等次, 名次, a section or an item. */
static bool show_wanted(const struct rules *rules, const struct score *score, size_t subject, struct text key,
	struct buf *out)
{
	const struct subject_result *result = score_subject(score, subject);

	if (text_is(key, "总分") || text_is(key, "total")) {
		exact_show(result->total.value, rules->places, out);
		return true;
	}
	if (text_is(key, "等次") || text_is(key, "grade")) {
		show_grade(rules, result->grade, out);
		return true;
	}
	if (text_is(key, "名次") || text_is(key, "rank")) {
		number_format((int64_t)result->rank, out);
		return true;
	}
	for (size_t i = 0; i < rules->section_count; i++)
		if (text_equal(key, rules->sections[i].name)) {
			exact_show(score_section(score, subject, i)->points.value, rules->places, out);
			return true;
		}
	for (size_t i = 0; i < rules->item_count; i++)
		if (text_equal(key, rules->items[i]->id) || text_equal(key, rules->items[i]->name)) {
			show_units(rules, &score_item(score, subject, i)->points, out);
			return true;
		}
	return false;
}

static void compare_one(struct playing *playing, const struct rules *rules, const struct score *score,
	size_t subject, struct text who, struct text key, const struct tree *wanted)
{
	struct buf found = BUF_INIT;

	if (!show_wanted(rules, score, subject, key, &found))
		fault_add(playing->faults, wanted->key_line, wanted->key_column,
			"\"{1}\" is neither a section nor an item", "S", key);
	else if (!text_equal(buf_as_text(&found), wanted->text)) {
		playing->result.good = false;
		buf_printf(&playing->said, "%s%.*s %.*s: %.*s (%.*s)", playing->said.len ? "; " : "",
			(int)who.len, who.at, (int)key.len, key.at, (int)found.len, (const char *)found.data,
			(int)wanted->text.len, wanted->text.at);
	}
	buf_release(&found);
}

static int subject_named(const struct score *score, struct text name)
{
	for (size_t i = 0; i < score_subjects(score); i++)
		if (text_equal(score_subject(score, i)->name, name))
			return (int)i;
	return -1;
}

static void compare_all(struct playing *playing, const struct rules *rules, const struct score *score)
{
	const struct tree *expected = under(playing->node, "expect", "期望");

	for (const struct tree *node = expected ? expected->child : NULL; node; node = node->next) {
		int subject = subject_named(score, node->key);

		if (subject < 0) {
			fault_add(playing->faults, node->key_line, node->key_column,
				"Nobody called \"{1}\" is scored in this case", "S", node->key);
			continue;
		}
		if (node->kind == TREE_TEXT)
			compare_one(playing, rules, score, (size_t)subject, node->key, TEXT("总分"), node);
		for (const struct tree *one = node->child; one; one = one->next)
			compare_one(playing, rules, score, (size_t)subject, node->key, one->key, one);
	}
}

/* What the rules name and no record of the case is called so: nothing is, then. */
struct lenient {
	struct naming naming; /* first: it is one */
	struct world_naming known;
};

static bool find_or_nothing(
	struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	struct lenient *lenient = (struct lenient *)naming;

	(void)err;
	if (!lenient->known.naming.find(&lenient->known.naming, target, text, id, NULL))
		*id = NAMED_NOTHING;
	return true;
}

static bool score_case(struct world *world, void *arg, struct error *err)
{
	struct playing *playing = arg;
	struct lenient lenient = {.naming = {.find = find_or_nothing}};
	struct rules *rules;
	struct score *score;

	naming_over(&lenient.known, world, LANGUAGE_ZH);
	rules = rules_read(playing->root, playing->text, world->schema, &lenient.naming, playing->faults);
	if (!rules)
		return fail(err, ERROR_INPUT, "The rules cannot be read with the records of this case", "");
	if (!score_run(&score, rules, world, &playing->period, err)) {
		rules_free(rules);
		return false;
	}
	compare_all(playing, rules, score);
	score_free(score);
	rules_free(rules);
	return true;
}

static bool play(struct playing *playing, const struct schema *schema, struct error *err)
{
	static const struct change_head head = {.action = "import"};
	struct store_config config = {.schema = schema, .create = true};
	const struct tree *period = under(playing->node, "period", "期间");
	struct store *store;
	bool good;

	if (!read_period(period ? period->text : TEXT("2025"), &playing->period))
		return fail(err, ERROR_INPUT,
			"A period reads 2025, 2025-07, 2025Q3 or 2025-01-01 至 2025-12-31", "");
	if (!store_open(&store, &config, err))
		return false;
	good = store_change(store, &head, write_case, playing, NULL, err) &&
		store_read(store, 0, score_case, playing, err);
	store_close(store);
	return good;
}

size_t rules_cases_run(const struct tree *root, struct text text, const struct schema *schema,
	struct faults *faults, rules_case_visit *visit, void *arg)
{
	const struct tree *cases = under(root, "tests", "算例");
	struct rules *rules = rules_read(root, text, schema, NULL, faults);
	size_t count = 0;

	rules_free(rules);
	if (!rules)
		return 0;
	for (const struct tree *node = cases ? cases->child : NULL; node; node = node->next) {
		struct playing playing = {.root = root, .node = node, .text = text, .faults = faults};
		const struct tree *name = under(node, "name", "名称");
		struct error err = ERROR_INIT;

		playing.result = (struct rules_case){name ? name->text : NO_TEXT, node->line, true, NO_TEXT};
		if (!play(&playing, schema, &err)) {
			playing.result.good = false;
			message_show(&err.message, LANGUAGE_ZH, NULL, &playing.said);
		}
		playing.result.said = buf_as_text(&playing.said);
		visit(&playing.result, arg);
		buf_release(&playing.said);
		arena_release(&playing.arena);
		count++;
	}
	return count;
}
