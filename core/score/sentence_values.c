/* How figures become points, read out: the steps of values.c and bands.c. */
#include "core/score/sentence_internal.h"
#include "core/score/steps.h"

/* --- a figure becomes another --- */

void say_head(const void *with, struct saying *saying)
{
	(void)with;
	saying->divides = saying->by_zero = true;
	say(saying->out, N_("; divided by the members at the end of the part"), "");
}

void say_scale(const void *with, struct saying *saying)
{
	const struct scale *scale = with;

	saying->divides = true;
	saying->by_zero |= !fraction_given(scale->full);
	if (fraction_given(scale->full)) {
		say(saying->out, N_("; converted from a full mark of "), "");
		say_fraction(saying, scale->full);
		say(saying->out, N_(" to one of "), "");
	} else {
		say(saying->out, N_("; converted so that the best of its class has "), "");
	}
	say_fraction(saying, scale->to);
}

void say_factor(const void *with, struct saying *saying)
{
	say(saying->out, N_("; all that times "), "");
	say_amount(saying, with);
}

void say_each_unit(struct saying *saying)
{
	const struct line *line = saying->line;
	const struct atom *atom = line && line->atom_count == 1 ? line->atoms : NULL;

	if (!atom || (atom->kind != ATOM_LASTING && atom->kind != ATOM_WORKING && atom->kind != ATOM_DAYS))
		say(saying->out, N_("; each "), "");
	else if (atom->kind == ATOM_DAYS && path_field(&atom->path)->type == &type_time)
		say(saying->out, N_("; each minute "), "");
	else
		say(saying->out, N_("; each day "), "");
}

void say_each_of_figure(const void *with, struct saying *saying)
{
	say_each_unit(saying);
	say_points(saying, with);
}

/* --- points --- */

/* 每少一个, or 每低1个百分点. */
static void say_side(struct saying *saying, const struct side *side, const char *one, const char *step)
{
	if (!amount_given(&side->points))
		return;
	if (side->text.len) {
		say(saying->out, step, "");
		if (text_ends(side->text, TEXT("%"))) {
			say_text(saying->out, text_take(side->text, side->text.len - 1));
			say(saying->out, N_(" percentage points"), "");
		} else {
			say_text(saying->out, side->text);
		}
		say(saying->out, N_(" it "), "");
	} else {
		say(saying->out, one, "");
	}
	say_points(saying, &side->points);
}

static void say_broken(struct saying *saying, enum broken broken)
{
	static const char *const said[] = {
		[BROKEN_PART] = N_("; a part of a step counts in proportion"),
		[BROKEN_DROPPED] = N_("; a part of a step does not count"),
		[BROKEN_WHOLE] = N_("; a part of a step counts as a whole one"),
	};

	say(saying->out, said[broken], "");
}

void say_reach(const void *with, struct saying *saying)
{
	const struct reach *reach = with;

	say(saying->out, N_("; if it reaches "), "");
	say_amount(saying, &reach->target);
	say(saying->out, N_(" (included)"), "");
	say(saying->out, N_(" it "), "");
	say_points(saying, &reach->gain);
	say_side(saying, &reach->beyond, N_("; each one more "), N_("; above it, for each "));
	if (reach->beyond.text.len || reach->broken != BROKEN_PART)
		say_broken(saying, reach->broken);
	say(saying->out, N_("; else "), "");
	say_points(saying, &reach->otherwise);
}

void say_target(const void *with, struct saying *saying)
{
	const struct target *target = with;

	say(saying->out, target->required ? N_("; required: ") : N_("; the target: "), "");
	say_amount(saying, &target->target);
	if (amount_given(&target->upto)) {
		say(saying->out, N_(" to "), "");
		say_amount(saying, &target->upto);
	}
	if (target->all_of)
		say_unit(saying, N_(" for each {1}"), target->all_of);
	if (amount_given(&target->at)) {
		say(saying->out, N_("; at the target "), "");
		say_points(saying, &target->at);
	}
	say_side(saying, &target->short_of, N_("; each one short "), N_("; below it, for each "));
	say_side(saying, &target->beyond, N_("; each one more "), N_("; above it, for each "));
	if (target->short_of.text.len || target->beyond.text.len || target->broken != BROKEN_PART)
		say_broken(saying, target->broken);
	if (target->all_of)
		say(saying->out, N_("; what one part has too much makes up for another"), "");
	else if (saying->line->every && !saying->line->over_first)
		say(saying->out, N_("; what one part has too much does not make up for another"), "");
}

void say_proportion(const void *with, struct saying *saying)
{
	const struct proportion *proportion = with;
	struct fraction target;

	saying->divides = true;
	saying->by_zero |= !proportion->target.all || !formula_is_constant(proportion->target.all, &target);
	say(saying->out, N_("; by the share reached of the target "), "");
	say_amount(saying, &proportion->target);
	say(saying->out, N_(", all of it "), "");
	say_points(saying, &proportion->points);
	if (proportion->least.compare != COMPARE_NONE) {
		say(saying->out, N_("; only where the share is "), "");
		say_bound(saying, &proportion->least);
		say(saying->out, N_(", else nothing"), "");
	}
	say(saying->out,
		proportion->exceeds ? N_("; beyond the target more than that")
				    : N_("; beyond the target nothing more"),
		"");
}

void say_formula(const void *with, struct saying *saying)
{
	say(saying->out, N_("; by a formula it "), "");
	say_points(saying, with);
}

/* --- lists of lines --- */

static void say_band_points(struct saying *saying, const struct band *band)
{
	if (band->zero)
		say(saying->out, N_("the whole item is 0"), "");
	else
		say_points(saying, &band->points);
}

void say_bands(const void *with, struct saying *saying)
{
	const struct bands *bands = with;
	bool rest = false;

	say(saying->out, N_("; the first of these that fits: "), "");
	for (size_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];

		if (i)
			say(saying->out, N_(", "), "");
		rest |= band->rest;
		if (band->rest)
			say(saying->out, N_("all else"), "");
		else
			say_bound(saying, &band->bound);
		say(saying->out, N_(" "), "");
		say_band_points(saying, band);
	}
	if (!rest)
		say(saying->out, N_(", all else nothing"), "");
}

/* They stand from the largest count down; people count upwards. */
void say_counts(const void *with, struct saying *saying)
{
	const struct bands *bands = with;

	say(saying->out, N_("; by how many there are, not for each: "), "");
	for (size_t i = bands->count; i--;) {
		say_amount(saying, &bands->bands[i].bound.amount);
		say(saying->out, i ? N_(" of them ") : N_(" or more of them "), "");
		say_band_points(saying, &bands->bands[i]);
		if (i)
			say(saying->out, N_(", "), "");
	}
}

/* --- late --- */

static void say_due(struct saying *saying, const struct deadline *deadline)
{
	bool before = !deadline->day && deadline->days <= 0;
	const char *id = before       ? N_("; due {1} days before the end of the part")
		: !deadline->day      ? N_("; due {1} days after the end of the part")
		: saying->line->shift ? N_("; due on day {1} of the month after the part")
				      : N_("; due on day {1} of the last month of the part");

	if (before && !deadline->days)
		say(saying->out, N_("; due at the end of the part"), "");
	else if (deadline->month && deadline->day == 31)
		say(saying->out, N_("; due at the end of month {1}"), "n", (int64_t)deadline->month);
	else if (deadline->month)
		say(saying->out, N_("; due on day {2} of month {1}"), "nn", (int64_t)deadline->month,
			(int64_t)deadline->day);
	else
		say(saying->out, id, "n",
			(int64_t)(deadline->day  ? deadline->day
					: before ? -deadline->days
						 : deadline->days));
}

void say_late(const void *with, struct saying *saying)
{
	const struct deadline *deadline = with;

	say_due(saying, deadline);
	if (deadline->grace)
		say(saying->out,
			N_("; up to {1} days later is on time yet, and days late are counted from there"),
			"n", deadline->grace);
	if (amount_given(&deadline->gain)) {
		say(saying->out, N_("; in time it "), "");
		say_points(saying, &deadline->gain);
	}
	if (amount_given(&deadline->each_day)) {
		say(saying->out,
			deadline->working ? N_("; each working day late ") : N_("; each calendar day late "),
			"");
		say_points(saying, &deadline->each_day);
	}
	if (amount_given(&deadline->late)) {
		say(saying->out,
			deadline->working ? N_("; late by a working day or more ")
					  : N_("; late by a day or more "),
			"");
		say_points(saying, &deadline->late);
	}
	say_limit(saying, N_("; at most off: "), &deadline->most);
	if (amount_given(&deadline->gain) && !amount_given(&deadline->never)) {
		say(saying->out, N_("; else nothing"), "");
		return;
	}
	if (!deadline->never_points) {
		say(saying->out, N_("; what never came is not judged"), "");
		return;
	}
	if (deadline->never.minus) {
		say(saying->out, N_("; if nothing came it "), "");
		say_points(saying, &deadline->never);
		return;
	}
	say_limit(saying, N_("; if nothing came the item has "), &deadline->never);
}
