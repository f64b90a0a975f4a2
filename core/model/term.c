/* Who leads: leader, deputy or acting leader of a group, secretary of a branch, from when to when. */
#include "core/model/entities.h"
#include "core/model/dated.h"

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
	{TERM_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), REQUIRED, 8},
	{TERM_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), 0, 16,
		"The group led; a secretary has a branch instead."},
	{TERM_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), 0, 16},
	{TERM_FROM, "from", "起", DATE_FIELD, REQUIRED, 10},
	{TERM_TO, "to", "止", DATE_FIELD, 0, 10, "The last day; empty: still in office."},
	{TERM_HOW, "how", "产生方式", TEXT_FIELD(0, 30), 0, 12,
		"Named by the branch, or recommended by the group."},
	{0},
};

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	bool secretary = view_number(view, TERM_KIND) == TERM_SECRETARY;
	uint16_t needed = secretary ? TERM_BRANCH : TERM_GROUP;

	(void)world;
	dated_check(view, TERM_FROM, TERM_TO, problems);
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
