#include "core/score/judging.h"

#include "core/score/scoring.h"

bool judging_begin(struct score **score, const struct rules *rules, struct world *world,
	const struct score_period *period, struct error *err)
{
	struct score *made = score_new(rules, world, period);

	*score = made;
	if (score_find_subjects(made, err) && score_read_marks(made, err))
		return true;
	score_free(made);
	*score = NULL;
	return false;
}

struct visiting {
	struct judging judging;
	judging_visit *visit;
	void *arg;
	const struct score *score;
};

static bool look(struct visiting *visiting, const struct line *line, enum judging_place place)
{
	if (line && !score_concerns(visiting->score, line->whom, visiting->judging.subject))
		return true;
	visiting->judging.line = line;
	visiting->judging.place = place;
	return !line || !line->manual || visiting->visit(&visiting->judging, visiting->arg);
}

static bool look_at_item(struct visiting *visiting, const struct item *item)
{
	bool more = true;

	visiting->judging.item = item;
	for (size_t i = 0; more && i < item->line_count; i++)
		more = look(visiting, item->lines[i], JUDGING_LINE) &&
			look(visiting, item->lines[i]->unless, JUDGING_UNLESS);
	for (size_t i = 0; more && i < item->zero_count; i++)
		more = look(visiting, item->zero[i], JUDGING_ZERO);
	return more;
}

static bool look_at_gate(struct visiting *visiting, const struct gate *gate, enum judging_place place)
{
	bool more = !gate || look(visiting, gate->line, place);

	for (size_t i = 0; more && gate && i < gate->count; i++)
		more = look_at_gate(visiting, &gate->parts[i], place);
	return more;
}

bool judging_each(const struct score *score, size_t subject, judging_visit *visit, void *arg)
{
	const struct rules *rules = score->rules;
	struct visiting visiting = {{.subject = subject}, visit, arg, score};
	bool more = true;

	for (size_t i = 0; more && i < rules->item_count; i++)
		if (score_applies(score, rules->items[i], subject))
			more = look_at_item(&visiting, rules->items[i]);
	visiting.judging.item = NULL;
	for (size_t i = 0; more && i < rules->veto_count; i++)
		more = look(&visiting, rules->vetoes[i].when, JUDGING_VETO) &&
			look_at_gate(&visiting, rules->vetoes[i].also, JUDGING_VETO);
	for (size_t i = 0; more && i < rules->grade_count; i++) {
		visiting.judging.grade = rules->grades[i].name;
		more = look_at_gate(&visiting, rules->grades[i].also, JUDGING_GRADE);
	}
	return more;
}

bool judging_given(const struct score *score, const struct judging *judging, struct text role)
{
	return score_marked_by(score, judging->subject, judging->line, role);
}

bool judging_worth(const struct judging *judging, struct fraction *worth)
{
	struct text text = judging->line->then.text;
	/* What is taken off is kept as -(2). */
	bool off = text_starts(text, TEXT("-(")) && text_ends(text, TEXT(")"));

	if (off)
		text = text_skip(text_take(text, text.len - 1), 2);
	if (judging->place != JUDGING_LINE || !amount_given(&judging->line->then) ||
		!fraction_parse(text, worth))
		return false;
	worth->numerator = off ? -worth->numerator : worth->numerator;
	return true;
}

const struct manual *judging_manual(const struct rules *rules, struct text mark)
{
	for (size_t i = 0; i < rules->line_count; i++) {
		const struct manual *manual = rules->lines[i]->manual;

		if (manual &&
			(text_equal(manual->item, mark) ||
				(manual->whole.len && text_equal(manual->whole, mark))))
			return manual;
	}
	return NULL;
}

static bool has_range(const struct manual *manual)
{
	return manual->kind == MANUAL_POINTS || manual->kind == MANUAL_OFF || manual->kind == MANUAL_COUNT;
}

/* Nothing is taken off where nothing is found: that is 0, whatever the range. */
bool judging_outside(const struct manual *manual, struct fraction points)
{
	return has_range(manual) && (manual->kind != MANUAL_OFF || points.numerator) &&
		(fraction_compare(points, manual->least) < 0 || fraction_compare(points, manual->most) > 0);
}

void judging_range(const struct manual *manual, struct buf *out)
{
	struct exact end;

	exact_init(&end);
	exact_set(&end, manual->least);
	exact_show(&end, MARK_PLACES, out);
	buf_byte(out, '-');
	exact_set(&end, manual->most);
	exact_show(&end, MARK_PLACES, out);
	exact_clear(&end);
}

bool judging_knows(const struct rules *rules, struct text mark, struct near *near)
{
	if (judging_manual(rules, mark))
		return true;
	for (size_t i = 0; i < rules->line_count; i++) {
		const struct manual *manual = rules->lines[i]->manual;

		if (manual)
			near_try(near, manual->item);
		if (manual && manual->whole.len)
			near_try(near, manual->whole);
	}
	return false;
}

bool judging_names(const struct rules *rules, struct text mark, struct text role)
{
	for (size_t i = 0; i < rules->line_count; i++) {
		const struct manual *manual = rules->lines[i]->manual;

		for (size_t r = 0; manual && text_equal(manual->item, mark) && r < manual->reviewer_count;
			r++)
			if (marking_same_role(manual->reviewers[r].who, role))
				return true;
	}
	return false;
}
