/* A compiled filter in words: 到会为出席或迟到，且会议的地点为空. */
#include "core/schema/predicate_internal.h"

#include "core/base/sentence.h"

void path_say(const struct path *path, struct buf *out)
{
	if (path->whole_id)
		say(out, N_("number"), "");
	for (size_t i = 0; i < path->count; i++) {
		if (i)
			say(out, N_("'s "), "");
		say(out, "{1}", "t", path->steps[i]->name, path->steps[i]->label);
	}
}

/* Of a set what one word names. */
static const struct choice *choice_of(const struct field *field, const struct value *value)
{
	if (!field || !field->choices || value->kind != VALUE_NUMBER)
		return NULL;
	if (field->type == &type_choice)
		return choice_coded(field->choices, value->number);
	for (const struct choice *choice = field->choices; choice->name; choice++)
		if (value->number == INT64_C(1) << choice->code)
			return choice;
	return NULL;
}

/* The value as people know it; a record by the word it was named with. */
static void say_operand(const struct predicate *predicate, size_t number, struct buf *out)
{
	const struct field *field = path_field(&predicate->path);
	const struct value *value = &predicate->operands[number];
	const struct choice *choice = choice_of(field, value);
	struct buf words = BUF_INIT;

	if (predicate->than) {
		say_text(out, predicate->typed[number]);
		return;
	}
	if (choice) {
		say(out, "{1}", "t", choice->name, choice->label);
		return;
	}
	if (field && field->type == &type_date) {
		say(out, "{1}", "d", value->number);
		return;
	}
	if (field && value->kind == VALUE_NUMBER && !field->target && field->type != &type_set)
		field_format(field, value, NULL, &words);
	say_text(out, words.len ? buf_as_text(&words) : predicate->typed[number]);
	buf_release(&words);
}

static void say_operands(const struct predicate *predicate, struct buf *out)
{
	if (predicate->than && predicate->than->from != THAN_RECORD) {
		than_say(predicate->than, out);
		return;
	}
	for (size_t i = 0; i < predicate->count; i++) {
		if (i)
			say(out, i + 1 < predicate->count ? N_(", ") : N_(" or "), "");
		say_operand(predicate, i, out);
	}
}

/* By kind: said of what holds, and of what does not. */
static const struct way {
	const char *is, *is_not;
} ways[] = {
	[PREDICATE_EQUAL] = {N_(" is "), N_(" is not ")},
	[PREDICATE_LESS] = {N_(" is less than "), N_(" is not less than ")},
	[PREDICATE_MOST] = {N_(" is at most "), N_(" is more than ")},
	[PREDICATE_GREATER] = {N_(" is more than "), N_(" is at most ")},
	[PREDICATE_LEAST] = {N_(" is at least "), N_(" is less than ")},
	[PREDICATE_FINDS] = {N_(" has in it: "), N_(" does not have in it: ")},
	[PREDICATE_EMPTY] = {N_(" is empty"), N_(" is not empty")},
	[PREDICATE_TRUE] = {N_(" (yes)"), N_(" (no)")},
};

static const struct way days[] = {
	[PREDICATE_LESS] = {N_(" is before "), N_(" is not before ")},
	[PREDICATE_MOST] = {N_(" is not after "), N_(" is after ")},
	[PREDICATE_GREATER] = {N_(" is after "), N_(" is not after ")},
	[PREDICATE_LEAST] = {N_(" is not before "), N_(" is before ")},
	[PREDICATE_FINDS] = {NULL, NULL},
};

/* Of the numbers by which records stand the smaller is the higher: 级别. */
static const struct way ranks[] = {
	[PREDICATE_LESS] = {N_(" is above "), N_(" is not above ")},
	[PREDICATE_MOST] = {N_(" is not below "), N_(" is below ")},
	[PREDICATE_GREATER] = {N_(" is below "), N_(" is not below ")},
	[PREDICATE_LEAST] = {N_(" is not above "), N_(" is above ")},
	[PREDICATE_FINDS] = {NULL, NULL},
};

static bool is_ranked(const struct predicate *predicate)
{
	return predicate->than && predicate->than->from == THAN_RECORD;
}

static const struct way *way_of(const struct predicate *predicate)
{
	const struct field *field = path_field(&predicate->path);
	const struct way *way = &ways[predicate->kind];

	if (!field || predicate->kind > PREDICATE_FINDS)
		return way;
	if (field->type == &type_date || field->type == &type_moment || field->type == &type_time)
		way = &days[predicate->kind];
	else if (is_ranked(predicate))
		way = &ranks[predicate->kind];
	return way->is ? way : &ways[predicate->kind];
}

static void say_both(const struct predicate *predicate, struct buf *out)
{
	bool either = predicate->kind == PREDICATE_OR;
	const struct predicate *sides[] = {predicate->left, predicate->right};

	for (size_t i = 0; i < 2; i++) {
		bool brackets = !either && sides[i]->kind == PREDICATE_OR;

		if (i)
			say(out, either ? N_(" or ") : N_(" and "), "");
		if (brackets)
			say(out, N_("("), "");
		predicate_say(sides[i], out);
		if (brackets)
			say(out, N_(")"), "");
	}
}

static void say_test(const struct predicate *predicate, bool holds, struct buf *out)
{
	const struct way *way = way_of(predicate);
	struct path path = predicate->path;

	/* By its own name, not by that of its rank. */
	path.count -= is_ranked(predicate);
	path_say(&path, out);
	say(out, !holds && predicate->count > 1 ? N_(" is none of ") : holds ? way->is : way->is_not, "");
	say_operands(predicate, out);
}

void predicate_say(const struct predicate *predicate, struct buf *out)
{
	const struct predicate *inner = predicate->kind == PREDICATE_NOT ? predicate->left : predicate;
	bool holds = inner == predicate;

	if (inner->kind == PREDICATE_SEARCH) {
		return;
	} else if (inner->kind == PREDICATE_JUDGED && holds) {
		inner->judge->say(inner->with, out);
	} else if (inner->kind <= PREDICATE_NOT && holds) {
		say_both(inner, out);
	} else if (inner->kind <= PREDICATE_NOT || inner->kind == PREDICATE_JUDGED) {
		say(out, N_("not ("), "");
		predicate_say(inner, out);
		say(out, N_(")"), "");
	} else {
		say_test(inner, holds, out);
	}
}
