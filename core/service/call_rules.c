/* A rules file as somebody wrote it: all that is wrong with it, and what its cases give. Nothing is kept. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/io/yaml.h"
#include "core/model/entities.h"
#include "core/score/rules.h"
#include "core/score/sentence.h"
#include "core/score/words.h"
#include "core/service/ruling.h"
#include "core/service/rules_cases.h"
#include "core/service/rules_words.h"

/* --- what is answered --- */

static void put_faults(struct ruling *ruling, struct faults *faults, uint16_t tag)
{
	struct buf rows = BUF_INIT, message = BUF_INIT;
	uint64_t key = 0;
	struct record row;

	faults_settle(faults, ruling->text);
	record_init(&row, &place_rows);
	for (size_t i = 0; i < faults->count; i++) {
		const struct fault *fault = &faults->items[i];

		buf_clear(&message);
		message_encode(&fault->message, &message);
		record_number(&row, PLACE_LINE, fault->line);
		record_number(&row, PLACE_COLUMN, fault->column);
		record_text(&row, PLACE_MESSAGE, buf_as_text(&message));
		rows_add_record(&rows, &key, &row);
	}
	record_release(&row);
	record_put_rows(ruling->request, &ruling->request->answer, tag, &rows);
	buf_release(&message);
}

static void put_case(const struct rules_case *one, void *arg)
{
	struct ruling *ruling = arg;
	struct buf message = BUF_INIT;
	struct record row, difference;

	record_init(&row, &case_rows);
	record_init(&difference, &difference_rows);
	for (size_t i = 0; i < one->said_count; i++) {
		buf_clear(&message);
		message_encode(&one->said[i].message, &message);
		record_number(&difference, DIFFERENCE_CASE, (int64_t)ruling->case_key);
		record_text(&difference, DIFFERENCE_MESSAGE, buf_as_text(&message));
		record_number(&difference, DIFFERENCE_LINE, one->said[i].line);
		rows_add_record(&ruling->differences, &ruling->difference_key, &difference);
	}
	record_text(&row, CASE_NAME, one->name);
	record_number(&row, CASE_LINE, one->line);
	record_number(&row, CASE_GOOD, one->good);
	ruling->failed += !one->good;
	rows_add_record(&ruling->cases, &ruling->case_key, &row);
	record_release(&difference);
	record_release(&row);
	buf_release(&message);
}

static void put_size(struct ruling *ruling, const struct rules *rules)
{
	struct record *answer = &ruling->request->answer;

	ruling->name = arena_text(ruling->arena, rules->name);
	ruling->scored = subject_entity(rules->subject);
	ruling->spans = rules->spans;
	record_put_text(ruling->request, answer, RULED_NAME, rules->name);
	record_number(answer, RULED_SECTIONS, (int64_t)rules->section_count);
	record_number(answer, RULED_ITEMS, (int64_t)rules->item_count);
	if (rules->spans)
		record_number(answer, RULED_SPANS, rules->spans);
}

struct rules_wanted rules_like(const struct ruling *ruling, int64_t day)
{
	return (struct rules_wanted){ruling->scored, ruling->spans, day};
}

void put_version(struct ruling *ruling, const struct rules_version *version)
{
	struct record *answer = &ruling->request->answer;

	record_number(answer, RULED_VERSION, version->version);
	if (!version->version)
		return;
	record_number(answer, RULED_FROM, version->from);
	record_put_text(ruling->request, answer, RULED_BASIS, version->basis);
}

/* --- reading out --- */

/* What is asked for: all of it, one item, or what stands at a line: that which begins last before it. */
struct wanted {
	struct ruling *ruling;
	struct text item;
	unsigned line;
};

static void put_points(struct record *row, uint16_t tag, struct fraction points)
{
	struct figure figure;

	if (!fraction_given(points))
		return;
	figure_init(&figure);
	exact_set(&figure.value, points);
	record_number(row, tag, exact_round(&figure.value, POINT_PLACES));
	figure_clear(&figure);
}

static void put_sentence(const struct sentence *sentence, void *arg)
{
	struct wanted *wanted = arg;
	struct ruling *ruling = wanted->ruling;
	struct record row;

	if (wanted->item.len && (sentence->kind != SENTENCE_ITEM || !text_equal(sentence->id, wanted->item)))
		return;
	if (wanted->line && sentence->line > wanted->line)
		return;
	if (wanted->line)
		buf_clear(&ruling->sentences);
	record_init(&row, &sentence_rows);
	record_number(&row, SENTENCE_KIND, sentence->kind);
	record_text(&row, SENTENCE_ID, sentence->id);
	record_text(&row, SENTENCE_NAME, sentence->name);
	record_number(&row, SENTENCE_LINE, sentence->line);
	record_number(&row, SENTENCE_LAST, sentence->last);
	record_text(&row, SENTENCE_WORDS, buf_as_text(sentence->words));
	put_points(&row, SENTENCE_FULL, sentence->full);
	put_points(&row, SENTENCE_SUM, sentence->sum);
	rows_add_record(&ruling->sentences, &ruling->sentence_key, &row);
	record_release(&row);
}

static void read_out(struct ruling *ruling, const struct rules *rules)
{
	const struct view *body = &ruling->request->body;
	struct wanted wanted = {
		ruling, view_text(body, RULE_FILE_ITEM), (unsigned)view_number(body, RULE_FILE_LINE)};

	buf_clear(&ruling->sentences);
	ruling->sentence_key = 0;
	sentences_each(rules, put_sentence, &wanted);
}

/* --- reading --- */

/* Whoever is named in a class should be called so today; a published table goes on when he no longer is. */
static void check_names(
	struct ruling *ruling, struct naming *naming, const struct tree *names, enum subject_kind subject)
{
	/* A map says how large they are, a text is a filter. */
	for (const struct tree *name = names->kind == TREE_LIST ? names->child : NULL; name;
		name = name->next) {
		struct error err = ERROR_INIT;
		uint64_t id;

		if (!naming->find(naming, subject_entity(subject), name->text, &id, &err))
			fault_pass(&ruling->faults, name->line, name->column, &err.message);
	}
}

/* When the rules cannot be read, whoever is scored is a group unless they say otherwise. */
static void check_classes(struct ruling *ruling, struct naming *naming, const struct rules *rules)
{
	enum subject_kind subject = rules ? rules->subject : SUBJECT_GROUP;

	for (const struct tree *key = ruling->root->child; key && !rules; key = key->next)
		if (word_named(key->key) == WORD_SUBJECT)
			return;
	for (const struct tree *key = ruling->root->child; key; key = key->next)
		if (word_named(key->key) == WORD_CLASSES)
			for (const struct tree *class = key->child; class; class = class->next)
				check_names(ruling, naming, class, subject);
}

static void read_with(struct ruling *ruling, struct naming *naming, bool in_store)
{
	struct rules *all =
		rules_read_all(ruling->root, ruling->text, &court_schema, naming, &ruling->faults);
	struct rules *rules = ruling->faults.count ? NULL : all;

	if (rules) {
		put_size(ruling, rules);
		rules_doubts(rules, &ruling->doubts);
	}
	if (in_store)
		check_classes(ruling, naming, rules);
	rules_cases_check(ruling->root, rules, &ruling->faults);
	if (view_number(&ruling->request->body, RULE_FILE_DO) == RULES_READ)
		read_out(ruling, all);
	rules_free(all);
}

/* With a store, what the rules name must be there. */
static bool read_in_store(struct world *world, void *arg, struct error *err)
{
	struct ruling *ruling = arg;
	struct world_naming naming;

	(void)err;
	request_again(ruling->request);
	ruling->faults.count = ruling->doubts.count = 0;
	naming_over(&naming, world, ruling->request->server->language);
	naming.seen_only = true;
	read_with(ruling, &naming.naming, true);
	return true;
}

static bool read_rules(struct ruling *ruling, struct error *err)
{
	struct server *server = ruling->request->server;
	struct rules_words words;

	if (server->store)
		return store_read(server->store, server->person, read_in_store, ruling, err);
	read_with(ruling, rules_words_over(&words, ruling->root), false);
	rules_words_release(&words);
	return true;
}

static void play(struct ruling *ruling)
{
	struct request *request = ruling->request;

	rules_cases_run(ruling->root, ruling->text, &court_schema, request->server->store != NULL,
		&ruling->faults, put_case, NULL, ruling);
	record_put_rows(request, &request->answer, RULED_CASES, &ruling->cases);
	record_put_rows(request, &request->answer, RULED_DIFFERENCES, &ruling->differences);
}

/* What is done with a file that has no faults. */
static const struct {
	enum rules_do what;
	bool plays; /* the cases come first, and must come out */
	ruling_run *run;
} ways[] = {
	{RULES_TEST, true, NULL},
	{RULES_DIFF, false, rules_diff},
	{RULES_TRY, false, rules_try},
	{RULES_ACTIVATE, true, rules_activate},
};

static bool do_asked(struct ruling *ruling, struct error *err)
{
	int64_t what = view_number(&ruling->request->body, RULE_FILE_DO);

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		if ((int64_t)ways[i].what != what)
			continue;
		if (ways[i].plays)
			play(ruling);
		return !ways[i].run || ruling->failed || ruling->faults.count || ways[i].run(ruling, err);
	}
	return true;
}

static bool judge(struct request *request, struct error *err)
{
	struct ruling *ruling = mem_new(sizeof(*ruling));
	struct arena arena = ARENA_INIT;
	bool good = true;

	*ruling = (struct ruling){
		.request = request, .arena = &arena, .text = view_text(&request->body, RULE_FILE_TEXT)};
	ruling->root = yaml_read(ruling->text, &arena, &ruling->faults);
	if (view_number(&request->body, RULE_FILE_DO) == RULES_OFFER)
		good = rules_offers(ruling, err);
	else if (ruling->root)
		good = read_rules(ruling, err);
	if (good && !ruling->faults.count)
		good = do_asked(ruling, err);
	if (good) {
		put_faults(ruling, &ruling->faults, RULED_FAULTS);
		put_faults(ruling, &ruling->doubts, RULED_DOUBTS);
	}
	if (good && ruling->sentences.len)
		record_put_rows(request, &request->answer, RULED_SENTENCES, &ruling->sentences);
	buf_release(&ruling->sentences);
	buf_release(&ruling->cases);
	buf_release(&ruling->differences);
	arena_release(&arena);
	free(ruling);
	return good;
}

bool call_rules(struct request *request, struct error *err)
{
	switch (view_number(&request->body, RULE_FILE_DO)) {
	case RULES_FETCH:
		return rules_fetch(request, err);
	case RULES_EXAMPLE:
		return rules_example(request, err);
	case RULES_WORDS:
		return rules_words(request, err);
	default:
		return judge(request, err);
	}
}
