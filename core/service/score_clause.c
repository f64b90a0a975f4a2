/* The clause and the rule's own text behind an item: what people are held to, word for word. */
#include <stdlib.h>
#include "core/model/operations.h"
#include "core/score/sentence.h"
#include "core/service/digest.h"
#include "core/service/scored.h"

struct finding {
	const struct item *item;
	unsigned first, last;
};

static void find_lines(const struct sentence *sentence, void *arg)
{
	struct finding *finding = arg;

	if (sentence->kind != SENTENCE_ITEM || sentence->item != finding->item)
		return;
	finding->first = sentence->line;
	finding->last = sentence->last;
}

/* These lines of the file, without the blank ones behind them. */
static struct text lines_of(struct text text, struct finding *finding)
{
	struct text rest = text, line, found = {NULL, 0};

	for (unsigned number = 1; number <= finding->last && text_split(&rest, '\n', &line); number++) {
		if (number < finding->first)
			continue;
		if (!found.at)
			found.at = line.at;
		if (text_trim(line).len) {
			found.len = (size_t)(line.at + line.len - found.at);
			continue;
		}
	}
	return found;
}

struct version_search {
	struct text hash;
	struct rules_version *version;
	struct arena *arena;
};

static bool take_version(const struct view *view, void *arg)
{
	struct version_search *search = arg;

	if (!text_equal(view_text(view, RULES_HASH), search->hash))
		return true;
	search->version->version = view_number(view, RULES_VERSION);
	search->version->from = view_number(view, RULES_FROM);
	search->version->basis = arena_text(search->arena, view_text(view, RULES_BASIS));
	return false;
}

static bool give(struct scored *scored, const struct item *item, struct error *err)
{
	struct emitter *emitter = &scored->emitter;
	struct finding finding = {.item = item};
	struct version_search search = {
		text_digest(scored->rules->text, &scored->arena), &scored->version, &scored->arena};
	struct buf how = BUF_INIT;
	struct record row;

	if (scored->posting.evaluation &&
		!emitter->world->walk(emitter->world, ENTITY_RULES, 0, NULL, 0, take_version, &search, err))
		return false;
	sentences_each(scored->rules, find_lines, &finding);
	sentence_item(scored->rules, item, &how);
	record_init(&row, &clause_shape);
	record_text(&row, CLAUSE_ITEM, item->name);
	record_text(&row, CLAUSE_CLAUSE, item->clause);
	record_text(&row, CLAUSE_RULES, scored->rules->name);
	if (scored->version.version) {
		record_number(&row, CLAUSE_VERSION, scored->version.version);
		record_number(&row, CLAUSE_DAY, scored->version.from);
		record_text(&row, CLAUSE_BASIS, scored->version.basis);
	}
	record_text(&row, CLAUSE_HASH, search.hash);
	record_number(&row, CLAUSE_FIRST, finding.first);
	record_number(&row, CLAUSE_LAST, finding.last);
	record_text(&row, CLAUSE_TEXT, lines_of(scored->rules->text, &finding));
	record_text(&row, CLAUSE_HOW, buf_as_text(&how));
	record_number(&row, CLAUSE_POSTED, scored->posting.evaluation != 0);
	emit_row(emitter, &clause_shape, item->index + 1, &row);
	buf_release(&how);
	return true;
}

bool clause_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct scored scored = SCORED(world, query, emit, arg, err);
	struct score_period period = scored_period(world, query);
	bool good;

	scored.as_posted = true;
	scored.wanted = query->kind / POINTS_OF_VERSION;
	good = scored_rules(&scored, &period, err);
	for (size_t i = 0; good && i < scored.rules->item_count && !scored.emitter.stopped; i++)
		if (!(query->kind % POINTS_OF_VERSION) || query->kind % POINTS_OF_VERSION == i + 1)
			good = give(&scored, scored.rules->items[i], err);
	scored_end(&scored);
	return good;
}
