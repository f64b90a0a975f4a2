#include "core/service/pages.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/service/cells.h"
#include "core/service/score_sources.h"
#include "core/store/store.h"

enum {
	KEPT = 4,
	KEPT_BYTES = 4 << 20,
	LONG_BYTES = 128 << 10,
	MORE = 8,
	WIDE_MAX = KEPT_BYTES / (sizeof(uint64_t) + sizeof(struct pinyin_marks))
};
/* Computed rows tell of the time, too, and go stale without a change. */
static const int64_t computed_lasts = INT64_C(60) * 1000000;

struct kept {
	struct buf query; /* what makes it the same query … */
	struct buf typed; /* … with this */
	uint64_t used;    /* when it was last, in calls; 0: a free place */
	struct listed listed;
};

struct pages {
	struct kept kept[KEPT];
	uint64_t calls;
	/* The source and the columns asked for last: who reads on asks for the same. */
	struct buf name;
	const struct source *source;
	struct buf paths;
	const struct entity *shape; /* NULL: none were */
	struct columns columns;
};

struct pages *pages_new(void)
{
	return mem_new(sizeof(struct pages));
}

static void kept_release(struct kept *kept)
{
	buf_release(&kept->query);
	buf_release(&kept->typed);
	listed_release(&kept->listed);
	*kept = (struct kept){.used = 0};
}

void pages_free(struct pages *pages)
{
	for (size_t i = 0; pages && i < KEPT; i++)
		kept_release(&pages->kept[i]);
	if (pages) {
		buf_release(&pages->name);
		buf_release(&pages->paths);
	}
	free(pages);
}

void pages_fields_changed(struct pages *pages)
{
	pages->shape = NULL;
}

const struct source *pages_source(struct paging *paging)
{
	struct pages *pages = paging->request->server->pages;
	struct text name = view_text(&paging->request->body, PAGE_SOURCE);

	if (!pages->source || !text_equal(buf_as_text(&pages->name), name)) {
		buf_clear(&pages->name);
		buf_text(&pages->name, name);
		pages->source = served_source(paging->world->schema, name);
	}
	return pages->source;
}

struct columns *pages_columns(struct paging *paging, struct error *err)
{
	struct pages *pages = paging->request->server->pages;
	const struct entity *shape = paging->source->shape;
	struct text paths = view_text(&paging->request->body, PAGE_COLUMNS);

	if (pages->shape == shape && text_equal(buf_as_text(&pages->paths), paths))
		return &pages->columns;
	pages->shape = NULL;
	if (!columns_compile(&pages->columns, paging->world->schema, shape, paths, err))
		return NULL;
	buf_clear(&pages->paths);
	buf_text(&pages->paths, paths);
	pages->shape = shape;
	return &pages->columns;
}

/* The request without what only says which of the rows are wanted, and without what is typed. */
static void query_text(const struct view *body, struct buf *out)
{
	static const uint64_t page_only = UINT64_C(1) << PAGE_COLUMNS | UINT64_C(1) << PAGE_FIRST |
		UINT64_C(1) << PAGE_AROUND | UINT64_C(1) << PAGE_COUNT | UINT64_C(1) << PAGE_TYPED |
		UINT64_C(1) << PAGE_SUMS | UINT64_C(1) << PAGE_ALIKE;
	struct field_walk walk = view_walk(NULL, body->body);

	while (field_walk_next(&walk))
		if (walk.tag >= KNOWN_TAGS || !(page_only >> walk.tag & 1))
			value_write(walk.tag, &walk.value, out);
}

static bool is_fresh(const struct kept *kept, const struct paging *paging)
{
	const struct listed *listed = &kept->listed;

	return kept->used && listed->change == paging->change && listed->today == paging->world->today &&
		(listed->source->shape->id || paging->world->now - listed->moment < computed_lasts);
}

/* A place for a new one: the oldest go while there is none, or all together are too large. */
static struct kept *make_room(struct pages *pages)
{
	for (;;) {
		struct kept *unused = NULL, *oldest = NULL;
		size_t bytes = 0;

		for (size_t i = 0; i < KEPT; i++) {
			struct kept *kept = &pages->kept[i];

			bytes += kept->listed.bytes;
			if (!kept->used)
				unused = kept;
			else if (!oldest || kept->used < oldest->used)
				oldest = kept;
		}
		if (unused && (!oldest || bytes < KEPT_BYTES))
			return unused;
		kept_release(oldest);
	}
}

/* What was kept of the query: for the same words, or the most of them that these begin with. The list as it
 * is without words stays as long as words are looked for in it. */
static struct kept *find_kept(struct paging *paging, struct text query, struct text typed)
{
	struct pages *pages = paging->request->server->pages;
	struct kept *best = NULL;

	for (size_t i = 0; i < KEPT; i++) {
		struct kept *kept = &pages->kept[i];

		/* None of an older state will be asked for again. */
		if (!is_fresh(kept, paging))
			kept_release(kept);
		if (!kept->used || !text_equal(buf_as_text(&kept->query), query) ||
			!text_starts(typed, buf_as_text(&kept->typed)))
			continue;
		if (!kept->listed.narrowed)
			kept->used = pages->calls + 1;
		if (!best || kept->typed.len > best->typed.len)
			best = kept;
	}
	return best;
}

static bool is_whole(const struct kept *kept)
{
	return kept->listed.count == kept->listed.total;
}

/* Of a long list only the first rows are listed, until words are typed: they are looked for in all of it. */
static bool widen(struct paging *paging, struct kept *kept, struct error *err)
{
	struct listed all = {.source = NULL};
	size_t most = paging->most;
	bool good;

	paging->most = SIZE_MAX;
	good = rows_list(paging, NO_TEXT, NULL, &all, err);
	paging->most = most;
	listed_release(good ? &kept->listed : &all);
	if (good)
		kept->listed = all;
	return good;
}

/* Can more words be looked for in what these rows are? */
static bool can_narrow(const struct listed *listed)
{
	return listed->source->shape->id && (listed->narrowed || listed->total <= WIDE_MAX);
}

/* Lists, with the help of what was kept for less of the words if it is that; gives that up if it is too
 * little. */
static struct kept *make_kept(
	struct paging *paging, struct kept *before, struct text typed, struct error *err)
{
	struct pages *pages = paging->request->server->pages;
	bool same = before && text_equal(buf_as_text(&before->typed), typed);
	bool helps = before && !same && can_narrow(&before->listed);
	struct kept *kept;

	/* Who reads on will read on: the next time more of it. */
	if (same) {
		paging->most = paging->most < SIZE_MAX / MORE ? paging->most * MORE : SIZE_MAX;
		kept_release(before);
	}
	if (helps && !is_whole(before) && !widen(paging, before, err))
		return NULL;
	if (helps)
		before->used = pages->calls + 1;
	kept = make_room(pages);
	helps = helps && before->used;
	if (rows_list(paging, typed, helps ? &before->listed : NULL, &kept->listed, err))
		return kept;
	kept_release(kept);
	return NULL;
}

void pages_were_read(struct paging *paging, size_t end)
{
	struct server *server = paging->request->server;

	for (size_t i = 0; i < KEPT; i++) {
		struct kept *kept = &server->pages->kept[i];

		if (kept->used != server->pages->calls || !kept->listed.bodies || end < kept->listed.count ||
			kept->listed.bytes < LONG_BYTES)
			continue;
		kept_release(kept);
		server->slack = true;
	}
}

const struct listed *pages_find(struct paging *paging, struct error *err)
{
	struct pages *pages = paging->request->server->pages;
	struct text typed = text_trim(view_text(&paging->request->body, PAGE_TYPED));
	struct buf query = BUF_INIT;
	struct kept *kept;

	paging->change = world_sequence(paging->world);
	query_text(&paging->request->body, &query);
	kept = find_kept(paging, buf_as_text(&query), typed);
	if (!kept || !text_equal(buf_as_text(&kept->typed), typed) ||
		(!is_whole(kept) && paging->most > kept->listed.count)) {
		kept = make_kept(paging, kept, typed, err);
		if (kept) {
			buf_text(&kept->query, buf_as_text(&query));
			buf_text(&kept->typed, typed);
		}
	}
	buf_release(&query);
	if (!kept)
		return NULL;
	kept->used = ++pages->calls;
	return &kept->listed;
}
