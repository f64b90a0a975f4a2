/* What follows the points, read out: grades with their places, vetoes, ties. */
#include "core/score/hits.h"
#include "core/score/score.h"
#include "core/score/sentence_internal.h"

static void say_quota(struct saying *saying, const struct quota *quota)
{
	if (fraction_given(quota->share)) {
		say(saying->out, N_("for at most "), "");
		say_share(saying, quota->share);
		say(saying->out,
			saying->rules->quota_up ? N_(" of all, a part of one counts as one")
						: N_(" of all, a part of one is dropped"),
			"");
	} else if (amount_given(&quota->places_of)) {
		say(saying->out, N_("for at most so many: "), "");
		say_amount(saying, &quota->places_of);
		say(saying->out,
			saying->rules->quota_up ? N_(", a part of one counts as one")
						: N_(", a part of one is dropped"),
			"");
	} else if (quota->places) {
		say(saying->out, N_("for at most {1}"), "n", quota->places);
	}
	if (saying->rules->quota_by_class && quota_given(quota))
		say(saying->out, N_(", in each class"), "");
	if (quota->least)
		say(saying->out, N_("; but for {1} at least"), "n", quota->least);
}

/* Together with those above it. */
static void say_joint(struct saying *saying, const struct grade *grade)
{
	const struct grade *grades = saying->rules->grades;

	if (!quota_given(&grade->joint))
		return;
	say(saying->out, N_("; together with "), "");
	for (size_t i = grade->joint_from; &grades[i] < grade; i++) {
		if (i > grade->joint_from)
			say(saying->out, N_(", "), "");
		say_text(saying->out, grades[i].name);
	}
	say(saying->out, N_(" "), "");
	say_quota(saying, &grade->joint);
}

static void say_conditions(struct saying *saying, const struct gate *gate)
{
	if (gate->line) {
		say_gate(saying, gate->line);
		return;
	}
	if (gate->least < gate->count)
		say(saying->out, N_("at least {1} of these "), "n", (int64_t)gate->least);
	say(saying->out, N_("("), "");
	for (size_t i = 0; i < gate->count; i++) {
		if (i)
			say(saying->out, gate->least < gate->count ? N_(", ") : N_(" and "), "");
		say_conditions(saying, &gate->parts[i]);
	}
	say(saying->out, N_(")"), "");
}

void say_grade(struct saying *saying, const struct grade *grade)
{
	if (fraction_given(grade->from)) {
		say(saying->out, N_("from "), "");
		say_fraction(saying, grade->from);
		say(saying->out, grade->above ? N_(" points on (not included)") : N_(" points on (included)"),
			"");
	} else {
		say(saying->out,
			grade->also || quota_given(&grade->own) || quota_given(&grade->joint)
				? N_("whatever the points")
				: N_("all the rest"),
			"");
	}
	if (quota_given(&grade->own))
		say(saying->out, N_("; "), "");
	say_quota(saying, &grade->own);
	say_joint(saying, grade);
	if (grade->also) {
		say(saying->out, N_("; and only with "), "");
		say_conditions(saying, grade->also);
	}
	say(saying->out, N_("."), "");
}

void say_veto(struct saying *saying, const struct veto *veto)
{
	say_case(saying, veto->when);
	if (veto->also) {
		say(saying->out, N_("; and only with "), "");
		say_conditions(saying, veto->also);
	}
	if (veto->effect == VETO_ZERO)
		say(saying->out, N_("; then the total is 0."), "");
	else if (veto->effect == VETO_APART)
		say(saying->out, N_("; then it is neither ranked nor graded."), "");
	else if (veto->effect == VETO_DOWN)
		say(saying->out, N_("; then the grade is {1} lower, the points stay."), "n",
			(int64_t)veto->grade);
	else
		say(saying->out, N_("; then the grade is {1} at best, the points stay."), "S",
			saying->rules->grades[veto->grade].name);
}

void say_ties(struct saying *saying)
{
	const struct rules *rules = saying->rules;

	say(saying->out, N_("With equal totals these decide in turn: "), "");
	for (size_t i = 0; i < rules->tie_count; i++) {
		if (i)
			say(saying->out, N_(", "), "");
		say_text(saying->out, rules->ties[i].name);
		say(saying->out,
			rules->ties[i].least ? N_(" (the smaller first)") : N_(" (the larger first)"), "");
	}
	say(saying->out, N_("; then they share the place."), "");
}
