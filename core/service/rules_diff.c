/* What changes between two rules, in words: what is read out of both, side by side. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/io/yaml.h"
#include "core/score/sentence.h"
#include "core/service/config.h"
#include "core/service/ruling.h"
#include "core/score/words.h"

/* One sentence, kept. */
struct said {
	enum sentence_kind kind;
	struct text id, name, section, words;
	const struct tree *node;
	unsigned line;
	const struct said *pair; /* what it is in the other */
};
struct saids {
	struct said *items;
	size_t count, room;
	struct arena *arena;
	struct text section;
};

static void keep(const struct sentence *sentence, void *arg)
{
	struct saids *saids = arg;

	if (sentence->kind == SENTENCE_SECTION)
		saids->section = arena_text(saids->arena, sentence->name);
	saids->items = mem_grow(saids->items, saids->count, &saids->room, sizeof(*saids->items));
	saids->items[saids->count++] = (struct said){.kind = sentence->kind,
		.id = arena_text(saids->arena, sentence->id),
		.name = arena_text(saids->arena, sentence->name),
		.section = sentence->kind == SENTENCE_ITEM ? saids->section : NO_TEXT,
		.words = arena_text(saids->arena, buf_as_text(sentence->words)),
		.node = sentence->item ? sentence->item->node : NULL,
		.line = sentence->line};
}

/* --- which is which --- */

/* The same one: by its id. */
static bool same_one(const struct said *a, const struct said *b)
{
	return a->kind == b->kind && text_equal(a->id, b->id);
}

/* Renamed: nothing else of the other file is called so, and it says the same. */
static bool same_words(const struct said *a, const struct said *b)
{
	return a->kind == b->kind && text_equal(a->words, b->words);
}

static void pair_up(
	struct saids *old, struct saids *new, bool (*same)(const struct said *a, const struct said *b))
{
	for (size_t i = 0; i < new->count; i++)
		for (size_t o = 0; o < old->count && !new->items[i].pair; o++)
			if (!old->items[o].pair && same(&old->items[o], &new->items[i])) {
				new->items[i].pair = &old->items[o];
				old->items[o].pair = &new->items[i];
			}
}

/* Written the same, but for comments and notes. */
static bool same_writing(const struct tree *a, const struct tree *b)
{
	const struct tree *one = a->child, *other = b->child;

	if (a->kind != b->kind || !text_equal(a->text, b->text))
		return false;
	for (;;) {
		while (one && word_named(one->key) == WORD_NOTE)
			one = one->next;
		while (other && word_named(other->key) == WORD_NOTE)
			other = other->next;
		if (!one || !other)
			return one == other;
		if (!text_equal(one->key, other->key) || !same_writing(one, other))
			return false;
		one = one->next;
		other = other->next;
	}
}

/* --- what is answered --- */

struct differing {
	struct ruling *ruling;
	struct buf rows;
	uint64_t key;
};

/* Of what was added or taken away, both are the same. */
static void put_change(
	struct differing *differing, enum rules_change what, const struct said *old, const struct said *new)
{
	struct record row;

	record_init(&row, &change_rows);
	record_number(&row, CHANGE_WHAT, what);
	record_number(&row, CHANGE_KIND, new->kind);
	record_text(&row, CHANGE_NAME, new->name);
	if (what != CHANGE_REMOVED)
		record_number(&row, CHANGE_LINE, new->line);
	if (what == CHANGE_RENAMED)
		record_text(&row, CHANGE_WAS, old->name);
	if (what == CHANGE_MOVED) {
		record_text(&row, CHANGE_WAS, old->section);
		record_text(&row, CHANGE_SECTION, new->section);
	}
	if (what == CHANGE_REMOVED || what == CHANGE_CHANGED)
		record_text(&row, CHANGE_OLD, old->words);
	if (what == CHANGE_ADDED || what == CHANGE_CHANGED)
		record_text(&row, CHANGE_NEW, new->words);
	rows_add_record(&differing->rows, &differing->key, &row);
	record_release(&row);
}

static void compare_pair(struct differing *differing, const struct said *old, const struct said *new)
{
	bool same = text_equal(old->words, new->words);

	if (!text_equal(old->name, new->name))
		put_change(differing, CHANGE_RENAMED, old, new);
	if (!text_equal(old->section, new->section))
		put_change(differing, CHANGE_MOVED, old, new);
	if (!same)
		put_change(differing, CHANGE_CHANGED, old, new);
	else if (old->node && text_equal(old->name, new->name) && !same_writing(old->node, new->node))
		put_change(differing, CHANGE_WRITING, old, new);
}

static void compare(struct ruling *ruling, struct saids *old, struct saids *new)
{
	struct differing differing = {.ruling = ruling};

	pair_up(old, new, same_one);
	pair_up(old, new, same_words);
	for (size_t i = 0; i < new->count; i++)
		if (new->items[i].pair)
			compare_pair(&differing, new->items[i].pair, &new->items[i]);
		else
			put_change(&differing, CHANGE_ADDED, &new->items[i], &new->items[i]);
	for (size_t i = 0; i < old->count; i++)
		if (!old->items[i].pair)
			put_change(&differing, CHANGE_REMOVED, &old->items[i], &old->items[i]);
	record_put_rows(ruling->request, &ruling->request->answer, RULED_CHANGES, &differing.rows);
}

/* --- the two --- */

/* What it names may be gone by now: it says the same all the same. */
static struct rules *read_older(
	const struct tree *root, struct text text, struct naming *naming, struct faults *faults)
{
	struct rules *rules = rules_read(root, text, &court_schema, naming, faults);

	if (rules)
		return rules;
	faults->count = 0;
	return rules_read(root, text, &court_schema, NULL, faults);
}

static bool read_both(struct ruling *ruling, struct naming *naming, struct text before, struct error *err)
{
	struct arena *arena = ruling->arena;
	struct faults *faults = arena_new(arena, sizeof(*faults));
	const struct tree *root = yaml_read(before, arena, faults);
	struct rules *old = root ? read_older(root, before, naming, faults) : NULL;
	struct rules *new = rules_read(ruling->root, ruling->text, &court_schema, naming, faults);
	struct saids said[2] = {{.arena = arena}, {.arena = arena}};

	if (old && new) {
		sentences_each(old, keep, &said[0]);
		sentences_each(new, keep, &said[1]);
		compare(ruling, &said[0], &said[1]);
	} else {
		fail(err, ERROR_INPUT, "What it is compared with has errors: check it first", "");
	}
	rules_free(old);
	rules_free(new);
	free(said[0].items);
	free(said[1].items);
	return old && new;
}

static bool diff_in_store(struct world *world, void *arg, struct error *err)
{
	struct ruling *ruling = arg;
	struct world_naming names;
	struct naming *naming = naming_over(&names, world, ruling->request->server->language);
	const struct view *body = &ruling->request->body;
	struct rules_wanted wanted = rules_like(ruling, view_number_or(body, RULE_FILE_FROM, world->today));
	struct rules_version version;

	if (view_has(body, RULE_FILE_OTHER))
		return read_both(ruling, naming, view_text(body, RULE_FILE_OTHER), err);
	if (!rules_needed(world, &wanted, ruling->arena, &version, err))
		return false;
	put_version(ruling, &version);
	return read_both(ruling, naming, version.text, err);
}

bool rules_diff(struct ruling *ruling, struct error *err)
{
	struct server *server = ruling->request->server;

	if (server->store)
		return store_read(server->store, server->person, diff_in_store, ruling, err);
	if (!view_has(&ruling->request->body, RULE_FILE_OTHER))
		return fail(err, ERROR_INPUT,
			"Say with what to compare it: a second file, or a store whose rules are in force",
			"");
	return read_both(ruling, NULL, view_text(&ruling->request->body, RULE_FILE_OTHER), err);
}
