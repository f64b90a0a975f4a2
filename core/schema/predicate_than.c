/* What a field is compared with that is no value: another field of the record, or a day counted from the
 * first or the last of the period that is looked at (期末前12个月, end-12m). */
#include "core/schema/predicate_internal.h"

#include "core/base/date.h"
#include "core/base/number.h"
#include "core/base/sentence.h"

/* --- read --- */

/* "12个月", "3年", "30天", "12m", "3y", "30d", with the sign before it. */
static bool read_distance(struct text text, struct than *than)
{
	static const struct {
		const char *word;
		int sign;
	} signs[] = {{"前", -1}, {"后", 1}, {"-", -1}, {"+", 1}, {NULL, 0}};
	static const struct {
		const char *word;
		int months, days;
	} units[] = {{"个月", 1, 0}, {"月", 1, 0}, {"周年", 12, 0}, {"周岁", 12, 0}, {"年", 12, 0},
		{"天", 0, 1}, {"日", 0, 1}, {"m", 1, 0}, {"y", 12, 0}, {"d", 0, 1}, {NULL, 0, 0}};
	size_t sign = 0, unit = 0;
	int64_t number;

	while (signs[sign].word && !text_starts(text, text_of(signs[sign].word)))
		sign++;
	while (units[unit].word && !text_ends(text, text_of(units[unit].word)))
		unit++;
	if (!signs[sign].word || !units[unit].word)
		return false;
	text = text_skip(text, text_of(signs[sign].word).len);
	text = text_take(text, text.len - text_of(units[unit].word).len);
	if (!number_parse(text, &number) || number < 1 || number > 40000)
		return false;
	than->months = (int)number * units[unit].months * signs[sign].sign;
	than->days = (int)number * units[unit].days * signs[sign].sign;
	return than->months < 12000 && than->months > -12000;
}

static bool read_day(struct text text, struct than *than)
{
	static const struct {
		const char *word;
		enum than_from from;
	} starts[] = {{"期初", THAN_BEGIN}, {"期末", THAN_END}, {"begin", THAN_BEGIN}, {"end", THAN_END}};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		struct text before = text_of(starts[i].word);

		if (!text_starts(text, before))
			continue;
		than->from = starts[i].from;
		return text.len == before.len || read_distance(text_skip(text, before.len), than);
	}
	return false;
}

/* Numbers and times that are kept alike can be compared. */
static bool comparable(const struct field *field, const struct field *other)
{
	return other && field->type == other->type && field->places == other->places;
}

struct than *than_read(const struct schema *schema, const struct entity *entity, const struct field *field,
	struct text text, const struct naming *naming, struct arena *arena)
{
	struct than than = {.from = THAN_FIELD}, *made;

	if (field->type != &type_date && field->type != &type_moment && field->type != &type_time &&
		field->type != &type_number && field->type != &type_decimal)
		return NULL;
	if (!(naming && naming->period && field->type == &type_date && read_day(text, &than))) {
		than = (struct than){.from = THAN_FIELD};
		if (!path_compile(&than.path, schema, entity, text, NULL) ||
			!comparable(field, path_field(&than.path)))
			return NULL;
	}
	made = arena_new(arena, sizeof(*made));
	*made = than;
	return made;
}

struct than *than_ranked(const struct entity *target, uint64_t id, struct arena *arena)
{
	struct than *than = arena_new(arena, sizeof(*than));

	*than = (struct than){.from = THAN_RECORD, .entity = target->id, .id = id};
	than->path.steps[than->path.count++] = entity_field(target, target->rank);
	return than;
}

/* --- asked --- */

bool than_value(const struct than *than, struct world *world, const struct view *view, struct value *value)
{
	int64_t day = than->from == THAN_BEGIN ? world->period_from : world->period_to;

	struct view record;

	if (than->from == THAN_FIELD)
		return path_get(&than->path, world, view, value);
	if (than->from == THAN_RECORD)
		return world->get(world, than->entity, than->id, &record, NULL) &&
			path_get(&than->path, world, &record, value);
	if (!day)
		return false;
	*value = value_number((than->months ? date_add_months(day, than->months) : day) + than->days);
	return true;
}

/* --- read out --- */

void than_say(const struct than *than, struct buf *out)
{
	static const char *const days[][7] = {
		[THAN_BEGIN] = {N_("the first day of the period"),
			N_("{1} months before the first day of the period"),
			N_("{1} months after the first day of the period"),
			N_("{1} days before the first day of the period"),
			N_("{1} days after the first day of the period"),
			N_("{1} years before the first day of the period"),
			N_("{1} years after the first day of the period")},
		[THAN_END] = {N_("the last day of the period"),
			N_("{1} months before the last day of the period"),
			N_("{1} months after the last day of the period"),
			N_("{1} days before the last day of the period"),
			N_("{1} days after the last day of the period"),
			N_("{1} years before the last day of the period"),
			N_("{1} years after the last day of the period")},
	};
	bool years = than->months && than->months % 12 == 0;
	int distance = years ? than->months / 12 : than->months ? than->months : than->days;
	size_t way = !distance ? 0 : (years ? 5 : than->months ? 1 : 3) + (distance > 0);

	if (than->from == THAN_FIELD)
		path_say(&than->path, out);
	else
		say(out, days[than->from][way], "n", (int64_t)(distance < 0 ? -distance : distance));
}
