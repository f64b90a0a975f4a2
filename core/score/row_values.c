/* What a row gives to a line: the numbers of its atoms, which of them it matches, what its columns say. */
#include <string.h>
#include "core/score/asking.h"
#include "core/score/row_formula.h"

int64_t score_units_of(const struct path *path, struct world *world, const struct view *view)
{
	const struct field *field = path_field(path);
	struct value value;

	if (!path_get(path, world, view, &value))
		return VIEW_NO_NUMBER;
	if (value.kind == VALUE_TEXT)
		return (int64_t)(asking_hash(value.bytes) >> 1);
	return field && field->type == &type_moment ? moment_date(value.number, court_offset(world))
						    : value.number;
}

struct fraction score_number(const struct path *path, struct world *world, const struct view *view)
{
	const struct field *field = path_field(path);
	const int64_t units = score_units(path, world, view);
	int64_t scale = 1;

	if (units == VIEW_NO_NUMBER)
		return (struct fraction){0, 0};
	for (int i = 0; field && i < field->places; i++)
		scale *= 10;
	return (struct fraction){units, scale};
}

/* From one day to the other, when it is late; what is not done is late as of the last day. */
static struct fraction days_late(const struct atom *atom, const struct asking *asking)
{
	struct world *world = asking->by->world;
	struct fraction due = score_number(&atom->path, world, asking->view),
			done = score_number(&atom->until, world, asking->view);
	if (!fraction_given(due) || (!fraction_given(done) && asking->source->clock))
		return (struct fraction){0, 0};
	if (!fraction_given(done))
		done = (struct fraction){asking->today, 1};
	return (struct fraction){done.numerator > due.numerator ? done.numerator - due.numerator : 0, 1};
}

void asking_values(const struct asking *asking, const struct line *line, struct fraction *values)
{
	struct world *world = asking->by->world;

	memset(values, 0, line->atom_count * sizeof(*values));
	for (size_t i = 0; i < line->atom_count; i++) {
		const struct atom *atom = &line->atoms[i];

		if (!atom_reads(atom->kind))
			continue;
		if (atom->column)
			values[i] = column_number(atom->column, world, asking->view);
		else
			values[i] = atom->kind == ATOM_DAYS ? days_late(atom, asking)
							    : score_number(&atom->path, world, asking->view);
	}
}

uint16_t asking_matches(const struct asking *asking, const struct line *line)
{
	uint16_t matches = 0;

	for (size_t i = 0; i < line->atom_count; i++) {
		const struct atom *atom = &line->atoms[i];

		if (atom->kind == ATOM_MATCHING &&
			(!atom->only || predicate_holds(atom->only, asking->by->world, asking->view)))
			matches |= (uint16_t)(1u << i);
	}
	return matches;
}

uint64_t asking_key_of(const struct value *value)
{
	return value->kind == VALUE_TEXT
		? asking_hash(value->bytes)
		: asking_hash((struct text){(const char *)&value->number, sizeof(value->number)});
}

static uint64_t key_at(const struct asking *asking, const struct path *path)
{
	struct value value;

	return path_get(path, asking->by->world, asking->view, &value) ? asking_key_of(&value) : 0;
}

uint64_t asking_key_of_all(const uint64_t *keys, size_t count)
{
	return asking_hash((struct text){(const char *)keys, count * sizeof(*keys)});
}

uint64_t asking_key_at(const struct asking *asking, const struct columns *columns)
{
	uint64_t keys[COLUMNS_MAX];

	for (size_t i = 0; i < columns->count; i++) {
		keys[i] = key_at(asking, &columns->paths[i]);
		if (!keys[i])
			return 0;
	}
	return columns->count == 1 ? keys[0] : asking_key_of_all(keys, columns->count);
}
