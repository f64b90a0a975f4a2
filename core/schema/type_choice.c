/* The types of flags, choices and sets of choices. */
#include "core/schema/type_internal.h"

static const struct choice flag_choices[] = {{0, "no", "否"}, {1, "yes", "是"}, {0}};
static const struct {
	const char *word;
	int flag;
} flag_words[] = {{"true", 1}, {"false", 0}, {"1", 1}, {"0", 0}, {"y", 1}, {"n", 0}};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct choice *choices_of(const struct field *field)
{
	return field->type == &type_flag ? flag_choices : field->choices;
}

/* --- reading --- */

/* As typed on any keyboard: full-width letters and capitals are the same word. */
static void fold_word(struct text text, struct buf *out)
{
	text_fold(text, out);
	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] >= 'A' && out->data[i] <= 'Z')
			out->data[i] += 'a' - 'A';
}

static bool is_called(const struct choice *choice, struct text typed, struct text folded)
{
	struct buf words = BUF_INIT;
	bool same = text_is(typed, choice->label) || text_is(folded, choice->name) ||
		text_is(typed, choice->name) || (choice->was && text_is(folded, choice->was)) ||
		text_equal(folded, choice_label(choice, LANGUAGE_EN, &words));

	buf_release(&words);
	return same;
}

static const struct choice *choice_meant(const struct field *field, struct text typed)
{
	const struct choice *found = NULL;
	struct buf folded = BUF_INIT;

	fold_word(typed, &folded);
	for (const struct choice *choice = choices_of(field); !found && choice && choice->name; choice++)
		if (is_called(choice, typed, buf_as_text(&folded)))
			found = choice;
	for (size_t i = 0; field->type == &type_flag && !found && i < COUNT(flag_words); i++)
		if (text_is(buf_as_text(&folded), flag_words[i].word))
			found = &flag_choices[flag_words[i].flag];
	buf_release(&folded);
	return found;
}

static const struct choice *choice_near(const struct field *field, struct text typed)
{
	const struct choice *best = NULL;
	unsigned distance = 3;

	for (const struct choice *choice = choices_of(field); choice && choice->name; choice++) {
		const char *const names[] = {choice->name, choice->label};

		for (size_t i = 0; i < COUNT(names); i++) {
			unsigned here = text_distance(typed, text_of(names[i]), 2);

			/* As many edits as characters make any word. */
			if (here < distance && here < text_count(text_of(names[i]))) {
				distance = here;
				best = choice;
			}
		}
	}
	return best;
}

/* As many whole choices as an error's argument holds. */
static const char *list_choices(const struct field *field, enum language language, struct buf *out)
{
	enum { ROOM = MESSAGE_ARG_ROOM / 2 - 5 };
	const char *between = language == LANGUAGE_ZH ? "、" : ", ";

	for (const struct choice *choice = choices_of(field); choice && choice->name; choice++) {
		struct text word = text_of(language == LANGUAGE_ZH ? choice->label : choice->name);

		if (out->len + word.len + text_of(between).len > ROOM) {
			buf_text(out, TEXT(" .."));
			break;
		}
		buf_printf(out, "%s%.*s", out->len ? between : "", (int)word.len, word.at);
	}
	return buf_cstr(out);
}

static bool refuse_choice(const struct field *field, struct text text, struct error *err)
{
	const struct choice *near = choice_near(field, text);
	struct buf names = BUF_INIT, labels = BUF_INIT;

	if (near)
		fail(err, ERROR_INPUT, "{1}: \"{2}\" is no choice; did you mean {3}?", "tSt", field->name,
			field->label, text, near->name, near->label);
	else
		fail(err, ERROR_INPUT, "{1}: \"{2}\" is none of {3}", "tSt", field->name, field->label, text,
			list_choices(field, LANGUAGE_EN, &names), list_choices(field, LANGUAGE_ZH, &labels));
	buf_release(&names);
	buf_release(&labels);
	return fail_at(err, field->tag, 0);
}

static bool parse_choice(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	const struct choice *choice = choice_meant(field, text);

	(void)naming;
	(void)room;
	*value = value_number(choice ? choice->code : 0);
	return choice || refuse_choice(field, text, err);
}

/* A set being read. */
struct reading {
	const struct field *field;
	int64_t mask;
};

static bool take_choice(struct text name, void *arg, struct error *err)
{
	struct reading *reading = arg;
	const struct choice *choice = choice_meant(reading->field, name);

	if (!choice)
		return err && refuse_choice(reading->field, name, err);
	reading->mask |= INT64_C(1) << choice->code;
	return true;
}

static bool parse_set(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	struct reading reading = {field, 0};

	(void)naming;
	(void)room;
	*value = EMPTY_VALUE;
	if (!type_each_name(text, take_choice, &reading, err))
		return false;
	if (reading.mask)
		*value = value_number(reading.mask);
	return true;
}

/* --- writing --- */

static enum language language_of(const struct naming *naming)
{
	return naming ? naming->language : LANGUAGE_ZH;
}

static void format_choice(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	const struct choice *choice = choice_coded(choices_of(field), value->number);

	(void)naming;
	buf_text(out, choice ? text_of(choice->name) : TEXT("?"));
}

static void show_choice(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	const struct choice *choice = choice_coded(choices_of(field), value->number);

	if (choice)
		choice_label(choice, language_of(naming), out);
	else
		buf_text(out, TEXT("?"));
}

/* In a language, or, without one, by the exact names. */
static void write_set(const struct field *field, const struct value *value, const char *between,
	const enum language *language, struct buf *out)
{
	uint64_t left = (uint64_t)value->number;
	size_t start = out->len;

	for (const struct choice *choice = field->choices; choice && choice->name; choice++) {
		if (!(left >> choice->code & 1))
			continue;
		left &= ~(UINT64_C(1) << choice->code);
		if (out->len > start)
			buf_text(out, text_of(between));
		if (language)
			choice_label(choice, *language, out);
		else
			buf_text(out, text_of(choice->name));
	}
	/* Of a newer version. */
	if (left)
		buf_printf(out, "%s?", out->len > start ? between : "");
}

static void format_set(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)naming;
	write_set(field, value, ";", NULL, out);
}

static void show_set(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	enum language language = language_of(naming);

	write_set(field, value, type_between(naming), &language, out);
}

static int64_t measure_set(const struct field *field, const struct value *value)
{
	(void)field;
	return __builtin_popcountll((unsigned long long)value->number);
}

const struct type type_flag = {
	"flag", "是否", VALUE_NUMBER, parse_choice, format_choice, show_choice, type_measure_number};
const struct type type_choice = {
	"choice", "选项", VALUE_NUMBER, parse_choice, format_choice, show_choice, type_measure_number};
const struct type type_set = {"choices", "多选", VALUE_NUMBER, parse_set, format_set, show_set, measure_set};
