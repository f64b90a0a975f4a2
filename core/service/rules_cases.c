#include "core/service/rules_cases.h"

#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/base/number.h"
#include "core/model/entities.h"
#include "core/score/words.h"
#include "core/service/rules_cases_internal.h"
/* --- the case --- */

/* What is scored, for whoever is expected is made when no record names him. */
static unsigned expected_entity(const struct tree *root)
{
	int subject = -1;

	for (const struct tree *key = root->child; key; key = key->next)
		if (word_named(key->key) == WORD_SUBJECT)
			subject = choice_word(subject_words, key->text);
	return subject_entity(subject < 0 ? SUBJECT_GROUP : (enum subject_kind)subject);
}

static bool write_evaluation(struct playing *playing, struct error *err)
{
	struct record_slot values[] = {{EVALUATION_NAME, value_text(TEXT("case"))},
		{EVALUATION_FROM, value_number(playing->period.from)},
		{EVALUATION_TO, value_number(playing->period.to)},
		{EVALUATION_SUBJECT, value_number(expected_entity(playing->root))}};

	playing->period.evaluation = 0;
	return writer_set(playing->writer, ENTITY_EVALUATION, &playing->period.evaluation, values, 4, err);
}

/* Groups, branches and people with what a case says of them come before they are named. */
static bool write_records(struct playing *playing, bool named, struct error *err)
{
	const struct tree *records = case_key(playing->node, "records", "记录");

	for (const struct tree *node = records ? records->child : NULL; node; node = node->next) {
		const struct tree *source = case_key(node, "source", "数据");
		const struct entity *entity = source && source->kind == TREE_TEXT
			? schema_named(playing->writer->world.schema, source->text)
			: NULL;
		bool is_named = entity &&
			(entity->id == ENTITY_GROUP || entity->id == ENTITY_BRANCH ||
				entity->id == ENTITY_PERSON);

		if (is_named == named && !case_record(playing, node, err))
			return false;
	}
	return true;
}

/* Whether the records name them or not: 市级以上 asks for what is above one that nothing has. */
static bool write_levels(struct playing *playing, struct error *err)
{
	const struct config *shipped = &playing->words->shipped;
	bool good = true;
	uint64_t id;

	for (size_t i = 0; good && i < shipped->count; i++)
		if (shipped->records[i].entity->id == ENTITY_LEVEL)
			good = case_named(playing, ENTITY_LEVEL,
				record_get(&shipped->records[i].record, LEVEL_NAME).bytes, &id, err);
	return good;
}

static bool write_case(struct writer *writer, void *arg, struct error *err)
{
	struct playing *playing = arg;
	const struct tree *expected = case_key(playing->node, "expect", "期望");
	uint64_t id;

	playing->writer = writer;
	if (!write_evaluation(playing, err) || !write_records(playing, true, err) ||
		!write_levels(playing, err) ||
		!case_members(playing, case_key(playing->node, "members", "成员"), err))
		return false;
	for (const struct tree *node = expected ? expected->child : NULL; node; node = node->next)
		if (!case_named(playing, expected_entity(playing->root), node->key, &id, err))
			return case_fault(playing, node, err);
	return write_records(playing, false, err);
}

/* --- what came of it --- */

static void show_points(const struct playing *playing, const struct rules *rules, const struct figure *figure,
	struct buf *out)
{
	static const char *const words[][2] = {
		[MISSING] = {"未评", "not scored"}, [NOT_APPLICABLE] = {"不适用", "not applicable"}};

	if (figure->known == KNOWN)
		exact_show(&figure->value, rules->places, out);
	else
		buf_text(out, text_of(words[figure->known][playing->english]));
}

static void show_grade(const struct rules *rules, int grade, struct buf *out)
{
	if (grade >= 0)
		buf_text(out, rules->grades[grade].name);
}

/* What the key stands for: 总分, 等次, 名次, a section or an item. */
static bool show_wanted(const struct playing *playing, const struct rules *rules, const struct score *score,
	size_t subject, struct text key, struct buf *out)
{
	const struct subject_result *result = score_subject(score, subject);

	if (text_is(key, "总分") || text_is(key, "total")) {
		exact_show(&result->total.value, rules->places, out);
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
			exact_show(&score_section(score, subject, i)->points.value, rules->places, out);
			return true;
		}
	for (size_t i = 0; i < rules->item_count; i++)
		if (text_equal(key, rules->items[i]->id) || text_equal(key, rules->items[i]->name)) {
			show_points(playing, rules, &score_item(score, subject, i)->points, out);
			return true;
		}
	return false;
}

static struct message *say(struct playing *playing, unsigned line)
{
	struct case_said *said;

	playing->said =
		mem_grow(playing->said, playing->said_count, &playing->said_room, sizeof(*playing->said));
	said = &playing->said[playing->said_count++];
	said->line = line;
	return &said->message;
}

static void compare_one(struct playing *playing, const struct rules *rules, const struct score *score,
	size_t subject, struct text who, struct text key, const struct tree *wanted)
{
	struct buf found = BUF_INIT;

	if (!show_wanted(playing, rules, score, subject, key, &found))
		fault_at_key(playing->faults, wanted, "\"{1}\" is neither a section nor an item", "S", key);
	else if (!text_equal(buf_as_text(&found), wanted->text)) {
		playing->result.good = false;
		message_set(say(playing, wanted->line), "{1}, {2}: {3} came, {4} is expected", "SSSS", who,
			key, buf_as_text(&found), wanted->text);
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
	const struct tree *expected = case_key(playing->node, "expect", "期望");

	for (const struct tree *node = expected ? expected->child : NULL; node; node = node->next) {
		int subject = subject_named(score, node->key);

		if (subject < 0) {
			fault_at_key(playing->faults, node, "Nobody called \"{1}\" is scored in this case",
				"S", node->key);
			continue;
		}
		if (node->kind == TREE_TEXT)
			compare_one(playing, rules, score, (size_t)subject, node->key, TEXT("总分"), node);
		for (const struct tree *one = node->child; one; one = one->next)
			compare_one(playing, rules, score, (size_t)subject, node->key, one->key, one);
	}
}

static bool score_case(struct world *world, void *arg, struct error *err)
{
	struct playing *playing = arg;
	struct rules_lenient lenient;
	struct rules *rules;
	struct score *score;

	rules = rules_read(playing->root, playing->text, world->schema,
		rules_lenient_over(&lenient, world, playing->words), playing->faults);
	if (!rules)
		return fail(err, ERROR_INPUT, "The rules cannot be read with the records of this case", "");
	playing->period.keep = playing->scored ? KEEP_ALL_ROWS : KEEP_NO_ROWS;
	/* A case may be about a grade alone, and give no marks. */
	playing->period.provisional = true;
	if (!score_run(&score, rules, world, &playing->period, err)) {
		rules_free(rules);
		return false;
	}
	compare_all(playing, rules, score);
	if (playing->scored)
		playing->scored(rules, score, playing->scored_arg);
	score_free(score);
	rules_free(rules);
	return true;
}

static bool play(struct playing *playing, const struct schema *schema, struct error *err)
{
	static const struct change_head head = {.action = "import"};
	struct store_config config = {.schema = schema, .create = true};
	const struct tree *period = case_key(playing->node, "period", "期间");
	struct store *store;
	bool good;

	if (!period_parse(period ? period->text : TEXT("2025"), &playing->period.from, &playing->period.to))
		return fail(err, ERROR_INPUT,
			"A period reads 2026, 2026-07, 2026Q3, 2026H1 or 2026-01-01 to 2026-12-31", "");
	if (!store_open(&store, &config, err))
		return false;
	good = store_change(store, &head, write_case, playing, NULL, err) &&
		store_read(store, 0, score_case, playing, err);
	store_close(store);
	return good;
}

size_t rules_cases_run(const struct tree *root, struct text text, const struct schema *schema, bool known,
	struct faults *faults, rules_case_visit *visit, rules_case_scored *scored, void *arg)
{
	const struct tree *cases = case_key(root, "tests", "算例");
	struct rules_words words;
	struct naming *naming = rules_words_over(&words, root);
	struct rules *rules;
	int64_t left = CASE_RECORDS_MAX;
	size_t count = 0;

	words.known = known;
	rules = rules_read(root, text, schema, naming, faults);
	rules_cases_check(root, rules, faults);
	rules_free(rules);
	if (faults->count)
		cases = NULL;
	for (const struct tree *node = cases ? cases->child : NULL; node; node = node->next) {
		struct playing playing = {.root = root,
			.node = node,
			.text = text,
			.faults = faults,
			.left = &left,
			.words = &words,
			.scored = scored,
			.scored_arg = arg};
		const struct tree *name = case_key(node, "name", "名称");
		struct error err = ERROR_INIT;
		size_t before = faults->count;
		bool played;

		playing.english = !tree_under(root, "算例");
		playing.result = (struct rules_case){name ? name->text : NO_TEXT, node->line, true, NULL, 0};
		played = play(&playing, schema, &err);
		playing.result.good &= played && faults->count == before;
		if (!played && faults->count == before)
			*say(&playing, node->line) = err.message;
		playing.result.said = playing.said;
		playing.result.said_count = playing.said_count;
		visit(&playing.result, arg);
		free(playing.said);
		arena_release(&playing.arena);
		count++;
	}
	rules_words_release(&words);
	return count;
}
