/* For whoever writes rules: what may stand at a place of the file, and what its words mean. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/io/yaml.h"
#include "core/score/offers.h"
#include "core/score/rules.h"
#include "core/service/ruling.h"

/* The record borrows the message from the buffer. */
static void put_message(struct record *row, uint16_t tag, const char *id, struct buf *room)
{
	struct message message;

	message_set(&message, id, "");
	message_encode(&message, room);
	record_text(row, tag, buf_as_text(room));
}

/* --- what may stand there --- */

struct offering {
	struct ruling *ruling;
	struct offers *offers;
	struct buf rows;
	uint64_t key;
	struct naming *naming;
	unsigned target; /* whose records are added */
};

static void put_offer(struct offering *offering, struct text word, const char *help)
{
	struct buf room = BUF_INIT;
	struct record row;

	record_init(&row, &offer_rows);
	record_text(&row, OFFER_WORD, word);
	if (help)
		put_message(&row, OFFER_HELP, help, &room);
	rows_add_record(&offering->rows, &offering->key, &row);
	record_release(&row);
	buf_release(&room);
}

static bool put_named(const struct view *view, void *arg)
{
	struct offering *offering = arg;
	struct buf title = BUF_INIT;

	if (offering->naming->title(offering->naming, offering->target, view->id, &title) && title.len)
		put_offer(offering, buf_as_text(&title), N_("declared in the settings"));
	buf_release(&title);
	return offering->key < OFFERS_MAX;
}

/* What the court declared: levels, labels, kinds of entries. People and groups are not listed here: whoever
 * writes rules may not see them all, and picks them elsewhere. */
static bool put_declared(struct offering *offering, struct world *world, struct error *err)
{
	static const unsigned declared[] = {ENTITY_LEVEL, ENTITY_LABEL, ENTITY_ENTRY_KIND};

	for (size_t i = 0; i < offering->offers->target_count; i++)
		for (size_t d = 0; d < sizeof(declared) / sizeof(*declared); d++) {
			offering->target = declared[d];
			if (offering->offers->targets[i] == declared[d] &&
				!world->walk(world, declared[d], 0, NULL, 0, put_named, offering, err))
				return false;
		}
	return true;
}

static bool offer_in_store(struct world *world, void *arg, struct error *err)
{
	struct ruling *ruling = arg;
	struct offers *offers = mem_new(sizeof(*offers));
	struct offering offering = {.ruling = ruling, .offers = offers};
	struct world_naming naming;
	bool good;

	request_again(ruling->request);
	offering.naming = naming_over(&naming, world, ruling->request->server->language);
	offers_begin(offers, ruling->root, view_text(&ruling->request->body, RULE_FILE_ITEM), ruling->arena);
	if (offers->at)
		rules_offer(ruling->root, ruling->text, world->schema, offering.naming, offers);
	for (size_t i = 0; i < offers->count; i++)
		put_offer(&offering, offers->items[i].word, offers->items[i].help);
	good = put_declared(&offering, world, err);
	record_put_rows(ruling->request, &ruling->request->answer, RULED_OFFERS, &offering.rows);
	buf_release(&offering.rows);
	free(offers);
	return good;
}

bool rules_offers(struct ruling *ruling, struct error *err)
{
	struct server *server = ruling->request->server;

	if (!server->store)
		return fail(err, ERROR_STATE, "There is no store here", "");
	return !ruling->root || store_read(server->store, server->person, offer_in_store, ruling, err);
}

/* --- what words mean --- */

static void put_ways(struct buf *out, const char *const *ways, size_t most)
{
	for (size_t i = 0; i < most && ways[i]; i++)
		buf_printf(out, "%s%s", i ? "\x1f" : "", ways[i]);
}

static void put_word(enum word word, struct buf *rows, uint64_t *key)
{
	const struct word_row *is = word_row(word);
	const struct word_help *help = word_help(word);
	struct buf also = BUF_INIT, group = BUF_INIT, meaning = BUF_INIT;
	struct record row;

	put_ways(&also, WAYS(is));
	record_init(&row, &rule_word_rows);
	put_message(&row, RULE_WORD_GROUP, word_group(help->group), &group);
	record_text(&row, RULE_WORD_NAME, text_of(is->name));
	record_text(&row, RULE_WORD_LABEL, text_of(is->label));
	if (also.len)
		record_text(&row, RULE_WORD_ALSO, buf_as_text(&also));
	put_message(&row, RULE_WORD_HELP, help->meaning, &meaning);
	record_text(&row, RULE_WORD_EXAMPLE, text_of(help->example));
	record_text(&row, RULE_WORD_EXAMPLE_EN, text_of(help->example_en));
	rows_add_record(rows, key, &row);
	record_release(&row);
	buf_release(&also);
	buf_release(&group);
	buf_release(&meaning);
}

bool rules_words(struct request *request, struct error *err)
{
	struct text asked = view_text(&request->body, RULE_FILE_ITEM);
	enum word only = word_named(asked);
	struct buf rows = BUF_INIT;
	uint64_t key = 0;

	(void)err;
	for (unsigned group = 0; word_group(group); group++)
		for (enum word word = WORD_NONE + 1; word < WORD_COUNT; word++)
			if (word_help(word)->group == group && (!asked.len || word == only))
				put_word(word, &rows, &key);
	record_put_rows(request, &request->answer, RULED_WORDS, &rows);
	buf_release(&rows);
	return true;
}
