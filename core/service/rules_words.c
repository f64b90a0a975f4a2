#include "core/service/rules_words.h"

#include "core/service/rules_cases_internal.h"

/* --- what the file itself names --- */

static bool listed(const struct tree *root, struct text kind)
{
	const struct tree *list = case_key(root, "entry_kinds", "事项类别");

	for (const struct tree *one = list ? list->child : NULL; one; one = one->next)
		if (text_equal(one->text, kind))
			return true;
	return false;
}

/* Where a record of a case says the word. */
struct said {
	const char *key, *label;
};

static bool in_case(const struct tree *one, const struct said *said, struct text word)
{
	const struct tree *records = case_key(one, "records", "记录");

	for (const struct tree *record = records ? records->child : NULL; record; record = record->next) {
		const struct tree *value = case_key(record, said->key, said->label);

		if (value && text_equal(value->text, word))
			return true;
	}
	return false;
}

static bool in_cases(const struct tree *root, const struct said *said, struct text word)
{
	const struct tree *cases = case_key(root, "tests", "算例");

	for (const struct tree *one = cases ? cases->child : NULL; one; one = one->next)
		if (in_case(one, said, word))
			return true;
	return false;
}

/* --- what comes with the program --- */

const struct record *rules_shipped(
	const struct config *shipped, unsigned entity, uint16_t name, struct text word)
{
	for (size_t i = 0; i < shipped->count; i++)
		if (shipped->records[i].entity->id == entity &&
			text_equal(record_get(&shipped->records[i].record, name).bytes, word))
			return &shipped->records[i].record;
	return NULL;
}

static void read_shipped(struct config *shipped)
{
	struct faults faults = {.count = 0};
	struct buf bytes = BUF_INIT;
	struct error err = ERROR_INIT;

	if (config_file("kinds.yaml", &bytes, &err))
		config_read(shipped, &court_schema, buf_as_text(&bytes), &faults);
	buf_release(&bytes);
}

static bool find(struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	static const struct said kind = {"source", "数据"}, level = {"level", "级别"};
	const struct rules_words *words = (const struct rules_words *)naming;

	*id = NAMED_NOTHING;
	/* Any number but that of nothing says that it is there. */
	if (target == ENTITY_LEVEL &&
		(rules_shipped(&words->shipped, ENTITY_LEVEL, LEVEL_NAME, text) ||
			in_cases(words->root, &level, text)))
		*id = 1;
	if (target != ENTITY_ENTRY_KIND)
		return true;
	if (words->known || rules_shipped(&words->shipped, ENTITY_ENTRY_KIND, ENTRY_KIND_NAME, text) ||
		listed(words->root, text) || in_cases(words->root, &kind, text)) {
		*id = 1;
		return true;
	}
	return fail(err, ERROR_INPUT,
		"There is no source or kind of entry \"{1}\": declare it in the settings, or list it "
		"in the file under entry_kinds",
		"S", text);
}

struct naming *rules_words_over(struct rules_words *words, const struct tree *root)
{
	*words = (struct rules_words){.naming = {.find = find}, .root = root};
	read_shipped(&words->shipped);
	return &words->naming;
}

void rules_words_release(struct rules_words *words)
{
	config_release(&words->shipped);
}

static bool find_or_nothing(
	struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	struct rules_lenient *lenient = (struct rules_lenient *)naming;

	(void)err;
	if (lenient->known.naming.find(&lenient->known.naming, target, text, id, NULL))
		return true;
	lenient->words->naming.find(&lenient->words->naming, target, text, id, NULL);
	*id = *id == NAMED_NOTHING ? NAMED_NOTHING : NAMED_NOTHING - 1;
	return true;
}

struct naming *rules_lenient_over(
	struct rules_lenient *lenient, struct world *world, struct rules_words *words)
{
	*lenient = (struct rules_lenient){.naming = {.find = find_or_nothing}, .words = words};
	naming_over(&lenient->known, world, LANGUAGE_ZH);
	return &lenient->naming;
}
