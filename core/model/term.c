/* Who leads: leader, deputy or acting leader of a group, secretary of a branch, from when to when. */
#include "core/model/entities.h"
#include "core/base/date.h"
#include "core/model/dated.h"
#include "core/model/roster.h"

const struct choice term_kinds[] = {
	{TERM_LEADER, "leader", "组长"},
	{TERM_DEPUTY, "deputy", "副组长"},
	{TERM_ACTING, "acting", "代理组长"},
	{TERM_SECRETARY, "secretary", "书记"},
	{0},
};

static const struct index indexes[] = {
	{TERM_BY_GROUP, "group", {TERM_GROUP, TERM_FROM}},
	{TERM_BY_PERSON, "person", {TERM_PERSON, TERM_FROM}},
	{TERM_BY_BRANCH, "branch", {TERM_BRANCH, TERM_FROM}},
	{0},
};

static const struct field fields[] = {
	{TERM_KIND, "kind", "职务", CHOICE_FIELD(term_kinds), REQUIRED, 8},
	{TERM_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), REQUIRED | SEARCH, 8},
	{TERM_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), SEARCH, 16,
		"The group led; a secretary has a branch instead."},
	{TERM_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), SEARCH, 16},
	{TERM_FROM, "from", "起", DATE_FIELD, REQUIRED, 10},
	{TERM_TO, "to", "止", DATE_FIELD, 0, 10, "The last day; empty: still in office."},
	{TERM_HOW, "how", "产生方式", TEXT_FIELD(0, 30), 0, 12,
		"Named by the branch, or recommended by the group."},
	{0},
};

/* --- two in one office --- */

struct beside {
	const struct view *term;
	struct view *other;
	bool found;
};

static bool overlap(const struct view *one, const struct view *other)
{
	return view_number_or(one, TERM_FROM, DATE_MIN) <= view_number_or(other, TERM_TO, DATE_MAX) &&
		view_number_or(other, TERM_FROM, DATE_MIN) <= view_number_or(one, TERM_TO, DATE_MAX);
}

static bool look_beside(const struct view *other, void *arg)
{
	struct beside *beside = arg;

	beside->found = other->id != beside->term->id &&
		view_number(other, TERM_KIND) == view_number(beside->term, TERM_KIND) &&
		overlap(beside->term, other);
	if (beside->found)
		*beside->other = *other;
	return !beside->found;
}

bool term_beside(struct world *world, const struct view *term, struct view *other)
{
	int64_t kind = view_number(term, TERM_KIND);
	bool secretary = kind == TERM_SECRETARY;
	struct value holder;
	struct beside beside = {term, other, false};

	/* A group may have several deputies. */
	if (kind == TERM_DEPUTY || !view_get(term, secretary ? TERM_BRANCH : TERM_GROUP, &holder))
		return false;
	world->walk(world, ENTITY_TERM, secretary ? TERM_BY_BRANCH : TERM_BY_GROUP, &holder, 1, look_beside,
		&beside, NULL);
	return beside.found;
}

static void check_beside(const struct view *view, struct world *world, struct problems *problems)
{
	struct view other, person;

	if (!term_beside(world, view, &other) ||
		!world->get(world, ENTITY_PERSON, (uint64_t)view_number(&other, TERM_PERSON), &person, NULL))
		return;
	problem_add(problems, true, TERM_FROM, 0,
		view_has(&other, TERM_TO) ? N_("{1} holds the same office from {2} to {3}")
					  : N_("{1} holds the same office from {2} on"),
		"Sdd", view_text(&person, PERSON_NAME), view_number(&other, TERM_FROM),
		view_number(&other, TERM_TO));
}

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	bool secretary = view_number(view, TERM_KIND) == TERM_SECRETARY;
	uint16_t needed = secretary ? TERM_BRANCH : TERM_GROUP;

	dated_check(view, TERM_FROM, TERM_TO, problems);
	if (world)
		check_beside(view, world, problems);
	if (!view_has(view, needed))
		problem_add(problems, false, needed, 0,
			secretary ? N_("A secretary needs the branch") : N_("A leader needs the group"), "");
}

static void title(const struct view *view, struct naming *naming, struct buf *out)
{
	static const uint16_t shown[] = {TERM_GROUP, TERM_BRANCH, TERM_KIND, TERM_PERSON};
	size_t start = out->len;
	struct value value;

	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++) {
		if (!view_get(view, shown[i], &value))
			continue;
		if (out->len > start)
			buf_byte(out, ' ');
		field_show(entity_field(view->entity, shown[i]), &value, naming, out);
	}
}

const struct entity term_entity = {
	ENTITY_TERM, "term", "任职", fields, .indexes = indexes, .check = check, .title = title};
