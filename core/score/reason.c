#include "core/score/reason.h"

#include <stdlib.h>
#include "core/score/scoring.h"
#include "core/score/sentence_internal.h"
#include "core/score/steps.h"

enum { PARTS_SAID = 6 };

/* One line of one subject, while it is told. */
struct telling {
	struct saying saying;
	const struct score *score;
	size_t subject;
	const struct line_result *result;
	struct part_work work;
};

static void say_figure(struct buf *out, const struct figure *figure, bool share)
{
	struct figure shown;
	struct buf words = BUF_INIT;

	figure_init(&shown);
	figure_copy(&shown, figure);
	if (share)
		exact_times(&shown.value, 100);
	exact_show(&shown.value, 2, &words);
	/* That it goes on is not said here: points are never made from what is shown. */
	if (text_ends(buf_as_text(&words), TEXT("..")))
		words.len -= 2;
	buf_text(&words, share ? TEXT("%") : NO_TEXT);
	say_text(out, buf_as_text(&words));
	figure_clear(&shown);
	buf_release(&words);
}

/* --- parts of the period in which something was lost --- */

static void say_part(struct buf *out, const struct part *part, enum unit unit)
{
	static const char *const quarters[] = {
		N_("first quarter"), N_("second quarter"), N_("third quarter"), N_("fourth quarter")};
	struct date_parts first = date_parts(part->from);

	if (unit == UNIT_MONTH)
		say(out, N_("month {1}"), "n", (int64_t)first.month);
	else if (unit == UNIT_QUARTER)
		say(out, quarters[(first.month - 1) / 3], "");
	else
		say(out, "{1}", "d", part->from);
}

static bool tell_parts(struct telling *telling)
{
	const struct line *line = telling->saying.line;
	struct buf *out = telling->saying.out;
	unsigned count, said = 0, lost = 0;
	struct part *parts;

	if (!telling->result->lost_parts || line->every == UNIT_NONE)
		return false;
	parts = score_parts(telling->score, line, &count);
	for (unsigned i = 0; i < count && i < 64; i++)
		lost += telling->result->lost_parts >> i & 1;
	for (unsigned i = 0; i < count && i < 64 && said < PARTS_SAID; i++)
		if (telling->result->lost_parts >> i & 1) {
			if (said++)
				say(out, N_(", "), "");
			say_part(out, &parts[i], line->every);
		}
	if (lost > said)
		say(out, N_(" and {1} more of them"), "n", (int64_t)(lost - said));
	say(out, N_(" short"), "");
	free(parts);
	return true;
}

/* --- what was counted --- */

/* All of the same worth: 3 records, each -0.5. */
static void tell_records(struct telling *telling)
{
	const struct line *line = telling->saying.line;
	size_t count, counted = 0;
	const struct hit *hits = score_hits(telling->score, telling->subject, line, &count);
	const struct hit *first = NULL;
	bool same = true;

	for (size_t i = 0; i < count; i++) {
		if (!score_counts(line, &hits[i]) || !hits[i].worth.numerator)
			continue;
		counted++;
		first = first ? first : &hits[i];
		same &= !fraction_compare(first->worth, hits[i].worth);
	}
	if (!counted) {
		if (amount_given(&telling->saying.item->points))
			say(telling->saying.out, N_("no record"), "");
		return;
	}
	say(telling->saying.out, counted == 1 ? N_("one record") : N_("{1} records"), "n", (int64_t)counted);
	if (same && !(first->worth.numerator == 1 && first->worth.denominator == 1)) {
		say(telling->saying.out, counted == 1 ? N_(", counts ") : N_(", each counts "), "");
		say_fraction(&telling->saying, first->worth);
	}
}

static void tell_formula(struct telling *telling)
{
	const struct line *line = telling->saying.line;
	struct figure *atoms = figures_new(line->atom_count);

	score_atoms(telling->score, line, telling->subject, atoms);
	telling->saying.atoms = atoms;
	say_formula_words(&telling->saying, line->measure);
	telling->saying.atoms = NULL;
	if (telling->result->measured.known == KNOWN) {
		say_text(telling->saying.out, TEXT(" = "));
		say_figure(telling->saying.out, &telling->result->measured, formula_divides(line->measure));
	}
	figures_free(atoms, line->atom_count);
}

static void tell_counted(struct telling *telling)
{
	const struct line *line = telling->saying.line;
	bool simple = line->atom_count == 1 && formula_is_name(line->measure);

	if (tell_parts(telling))
		return;
	if (simple && (line->atoms[0].kind == ATOM_COUNT || line->atoms[0].kind == ATOM_TIMES)) {
		tell_records(telling);
	} else if (simple || line->every != UNIT_NONE || line->apart != APART_NONE) {
		if (simple && line->atoms[0].kind != ATOM_PEOPLE) {
			say_atom(&telling->saying, &line->atoms[0]);
			say_text(telling->saying.out, TEXT(" "));
		}
		if (telling->result->measured.known == KNOWN)
			say_figure(telling->saying.out, &telling->result->measured, false);
	} else {
		tell_formula(telling);
	}
}

/* --- what became of it --- */

void tell_head(const void *with, struct telling *telling)
{
	struct figure members, each;

	(void)with;
	figure_init(&members);
	figure_init(&each);
	amount_evaluate(with, &telling->work, telling->subject, &members);
	if (members.known == KNOWN && exact_sign(&members.value) &&
		telling->result->measured.known == KNOWN) {
		exact_divide(&each.value, &telling->result->measured.value, &members.value);
		if (telling->saying.line->atoms[0].kind == ATOM_PEOPLE) {
			say_text(telling->saying.out, TEXT(" / "));
			say_figure(telling->saying.out, &members, false);
			say_text(telling->saying.out, TEXT(" = "));
			say_figure(telling->saying.out, &each, true);
		} else {
			say(telling->saying.out, N_(", {1} people, for each "), "n",
				exact_round(&members.value, 0));
			say_figure(telling->saying.out, &each, false);
		}
	}
	figure_clear(&members);
	figure_clear(&each);
}

static void tell_goal(struct telling *telling, const struct amount *amount)
{
	struct figure goal;

	figure_init(&goal);
	amount_evaluate(amount, &telling->work, telling->subject, &goal);
	if (goal.known == KNOWN) {
		say(telling->saying.out, N_(", target "), "");
		say_figure(telling->saying.out, &goal, exact_compare(&goal.value, &exact_one) <= 0);
	}
	figure_clear(&goal);
}

void tell_proportion(const void *with, struct telling *telling)
{
	tell_goal(telling, &((const struct proportion *)with)->target);
}

void tell_target(const void *with, struct telling *telling)
{
	const struct target *target = with;

	if (!telling->result->lost_parts && !target->required)
		tell_goal(telling, &target->target);
}

/* --- a line, an item --- */

static void tell_line(struct telling *telling)
{
	const struct line *line = telling->saying.line;

	if (line->manual) {
		/* What is ticked has no figure but its points. */
		if (line->manual->kind != MANUAL_TICK && telling->result->measured.known == KNOWN &&
			exact_sign(&telling->result->measured.value)) {
			if (line->manual->reviewer_count == 1)
				say(telling->saying.out, N_("{1} gave "), "S",
					line->manual->reviewers[0].who);
			else
				say(telling->saying.out, N_("given by hand: "), "");
			say_figure(telling->saying.out, &telling->result->measured, false);
		}
		return;
	}
	if (!line->source || !line->measure)
		return;
	tell_counted(telling);
	for (const struct step *step = line->steps; step; step = step->next)
		if (step->is->tell)
			step->is->tell(step->with, telling);
}

/* Which of what zeroes it is so; of an item with parts of its own that may be another one in each. */
static void tell_zeroed(struct score *score, size_t subject, const struct item *item, struct buf *out)
{
	if (!score_item(score, subject, item->index)->zeroed || item->by_parts != UNIT_NONE)
		return;
	for (size_t i = 0; i < item->zero_count; i++)
		if (score_event(score, item->zero[i], subject)) {
			if (out->len)
				say(out, N_("; "), "");
			say(out, N_("the item is 0: {1}"), "S", item->zero[i]->name);
		}
}

void score_reason(const struct score *score, size_t subject, const struct item *item, struct buf *out)
{
	size_t before = out->len, told;

	for (size_t i = 0; i < item->line_count; i++) {
		const struct line *line = item->lines[i];
		struct telling telling = {
			.saying = {.out = out, .rules = score->rules, .item = item, .line = line},
			.score = score,
			.subject = subject,
			.result = score_line(score, subject, line)};

		/* Of a list only what cost or gave something. */
		if (telling.result->points.known != KNOWN ||
			(item->line_count > 1 && !exact_sign(&telling.result->points.value)))
			continue;
		telling.work = item_work((struct score *)score, item, line);
		if (out->len > before)
			say(out, N_("; "), "");
		if (item->line_count > 1) {
			say_text(out, line->name);
			say_text(out, TEXT(" "));
		}
		told = out->len;
		tell_line(&telling);
		if (item->line_count > 1) {
			say_text(out, out->len > told ? TEXT(" ") : NO_TEXT);
			say_figure(out, &telling.result->points, false);
		}
	}
	tell_zeroed((struct score *)(uintptr_t)score, subject, item, out);
}
