#include "core/service/naming.h"

#include "core/model/operations.h"
#include "core/store/store.h"

enum { TITLE_DEPTH = 3 };

/* --- papers, as they are quoted: by their number, with who issued it where several have that number --- */

struct paper_search {
	const struct world_naming *over;
	struct text text;
	uint64_t id; /* 0: none yet */
	struct buf issuer;
	bool others; /* of other issuers */
};

/* 〔2026〕, [2026], （2026）: people write them as their keyboards do. */
static struct text next_sign(struct text *text)
{
	static const char *const brackets[][2] = {{"〔", "["}, {"〕", "]"}, {"［", "["}, {"］", "]"},
		{"【", "["}, {"】", "]"}, {"（", "["}, {"）", "]"}, {"(", "["}, {")", "]"}};
	struct text before = *text, one;

	text_next(text);
	one = text_take(before, before.len - text->len);
	for (size_t i = 0; i < sizeof(brackets) / sizeof(*brackets); i++)
		if (text_is(one, brackets[i][0]))
			return text_of(brackets[i][1]);
	return one;
}

static bool same_number(struct text a, struct text b)
{
	while (a.len && b.len)
		if (!text_equal(next_sign(&a), next_sign(&b)))
			return false;
	return !a.len && !b.len;
}

/* "9号" alone, or behind its issuer: 机关党委 丹法党〔2026〕9号. */
static bool is_quoted(const struct view *paper, struct text text)
{
	struct text number = text_trim(view_text(paper, EVIDENCE_NUMBER));
	struct text issuer = text_trim(view_text(paper, EVIDENCE_ISSUER));

	return number.len &&
		(same_number(number, text) ||
			(issuer.len && text_starts(text, issuer) &&
				same_number(number, text_trim(text_skip(text, issuer.len)))));
}

/* The same paper may have been entered twice: the first of them. */
static bool look_at_paper(const struct view *paper, void *arg)
{
	struct paper_search *search = arg;
	struct text issuer = text_trim(view_text(paper, EVIDENCE_ISSUER));

	if (!is_quoted(paper, search->text) ||
		(search->over->seen_only && !record_may_see(search->over->world, paper)))
		return true;
	if (!search->id)
		buf_text(&search->issuer, issuer);
	else
		search->others |= !text_equal(issuer, buf_as_text(&search->issuer));
	search->id = search->id ? search->id : paper->id;
	return !search->others;
}

/* False with a failure: there are several; without one: there is none. */
static bool find_paper(const struct world_naming *over, struct text text, uint64_t *id, struct error *err)
{
	struct paper_search search = {.over = over, .text = text_trim(text)};
	struct world *world = over->world;
	bool found = world->walk(world, ENTITY_EVIDENCE, 0, NULL, 0, look_at_paper, &search, NULL) &&
		search.id && !search.others;

	if (found)
		*id = search.id;
	else if (search.others)
		fail(err, ERROR_INPUT,
			"Several issuers have the number \"{1}\": write the issuer before it, as {2} {1}",
			"SS", text, buf_as_text(&search.issuer));
	buf_release(&search.issuer);
	return found;
}

/* By what several of a name are told apart; NULL: nothing. */
static const struct field *unique_field(const struct entity *entity)
{
	for (const struct field *field = NULL; entity && (field = entity_next(entity, field));)
		if (field->flags & UNIQUE && field->type->kind == VALUE_TEXT)
			return field;
	return NULL;
}

static bool not_found(const struct entity *entity, struct text text, struct error *err)
{
	const struct field *unique = unique_field(entity);

	if (!unique)
		return fail(err, ERROR_INPUT, "There is no {1} \"{2}\", or more than one", "tS",
			entity ? entity->name : "", entity ? entity->label : "", text);
	if (unique->flags & TITLE)
		return fail(
			err, ERROR_INPUT, "There is no {1} \"{2}\"", "tS", entity->name, entity->label, text);
	return fail(err, ERROR_INPUT, "There is no {1} \"{2}\", or more than one: of several write the {3}",
		"tSt", entity->name, entity->label, text, unique->name, unique->label);
}

static bool find(struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	struct world_naming *over = (struct world_naming *)naming;
	struct world *world = over->world;
	const struct entity *entity = schema_entity(world->schema, target);
	struct view found;

	if (world_find(world, target, 0, text, id) &&
		(!over->seen_only ||
			(world->get(world, target, *id, &found, NULL) && record_may_see(world, &found))))
		return true;
	if (target == ENTITY_EVIDENCE && find_paper(over, text, id, err))
		return true;
	return not_found(entity, text, err);
}

static bool title(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	struct world_naming *over = (struct world_naming *)naming;
	size_t start = out->len;
	struct view view;

	if (over->depth == TITLE_DEPTH || !over->world->get(over->world, target, id, &view, NULL))
		return false;
	over->depth++;
	view_title(&view, naming, out);
	over->depth--;
	return out->len > start;
}

struct naming *naming_over(struct world_naming *naming, struct world *world, enum language language)
{
	*naming = (struct world_naming){
		.naming = {.find = find, .title = title, .today = world->today, .language = language},
		.world = world};
	return &naming->naming;
}

/* The office sees all, and asks often. */
void world_follow_seen(struct world *world)
{
	world->follows = world->person ? record_may_see : NULL;
}

void world_follow_all(struct world *world)
{
	world->follows = NULL;
}
