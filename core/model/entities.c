/* The list: an entity that stands here is stored, listed, edited, imported, exported, audited and searched.
 */
#include "core/model/entities.h"

const struct entity *const court_entities[] = {
	&court_entity,
	&branch_entity,
	&team_entity,
	&group_entity,
	&person_entity,
	&membership_entity,
	&term_entity,
	&spell_entity,
	&meeting_entity,
	&task_entity,
	&system_entity,
	&phrase_entity,
	&holiday_entity,
	&level_entity,
	&label_entity,
	&entry_kind_entity,
	&entry_entity,
	&evidence_entity,
	&indicator_entity,
	&contact_entity,
	&report_entity,
	&talk_entity,
	&duty_entity,
	&rectification_entity,
	&training_entity,
	&evaluation_entity,
	&result_entity,
	&rules_entity,
	&mark_entity,
	&objection_entity,
	&consent_entity,
	&placing_entity,
	&field_entity,
	NULL,
};

static const struct entity *const shapes[] = {
	&today_shape,
	&strip_shape,
	&system_year_shape,
	&hours_shape,
	&voices_shape,
	&effort_shape,
	&group_card_shape,
	&member_shape,
	&history_shape,
	&audit_shape,
	&search_shape,
	&coverage_shape,
	&ranking_shape,
	&quarter_place_shape,
	&losses_shape,
	&grades_shape,
	&sheet_shape,
	&points_shape,
	&hint_shape,
	&clause_shape,
	&differs_shape,
	&trend_shape,
	&sources_shape,
	&standing_shape,
	&posting_shape,
	&judging_shape,
	&agreement_shape,
	NULL,
};

const struct entity *source_shape(const struct schema *schema, struct text name)
{
	const struct entity *entity = schema_named(schema, name);
	const struct list_shape *list;

	for (const struct entity *const *shape = shapes; *shape; shape++)
		if (text_is(name, (*shape)->name) || text_is(name, (*shape)->label))
			return *shape;
	list = entity ? NULL : list_shape_named(schema, name);
	return list ? &list->shape : entity;
}

const struct entity *source_shape_at(const struct schema *schema, size_t nth)
{
	const struct list_shape *list;
	size_t stored = 0, computed = 0;

	while (schema->entities[stored])
		stored++;
	while (shapes[computed])
		computed++;
	if (nth < stored)
		return schema->entities[nth];
	nth -= stored;
	if (nth < computed)
		return shapes[nth];
	list = list_shape_at(schema, nth - computed);
	return list ? &list->shape : NULL;
}
