/* What people gave by hand: read once, then looked up for each manual line. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

static struct text kept(struct score *score, const struct view *view, uint16_t tag)
{
	return arena_text(&score->arena, view_text(view, tag));
}

static uint64_t subject_in(const struct score *score, const struct view *view)
{
	return (uint64_t)view_number(view, evaluated_tag(ENTITY_MARK, score_entity(score)));
}

static bool take_mark(const struct view *mark, void *arg)
{
	struct score *score = arg;
	struct view_known known;
	struct view looked = *mark;
	const struct view *view = &looked;
	struct given *given;

	view_know(&looked, &known);
	if (view_number_or(view, MARKING_STATE, MARKING_GIVEN) != MARKING_GIVEN)
		return true;
	score->given = mem_grow(score->given, score->given_count, &score->given_room, sizeof(*score->given));
	given = &score->given[score->given_count++];
	*given = (struct given){
		.id = view->id,
		.order = score->given_count,
		.item = kept(score, view, MARKING_ITEM),
		.role = kept(score, view, MARKING_ROLE),
		.own = marking_is_self(view_text(view, MARKING_ROLE)),
		.word = kept(score, view, MARKING_WORD),
		.subject = subject_in(score, view),
		.points = {view_number(view, MARKING_POINTS),
			view_has(view, MARKING_POINTS) ? MARK_SCALE : 0},
		.reason = view_has(view, MARKING_REASON),
		.evidence = view_has(view, MARKING_EVIDENCE),
	};
	return true;
}

static int by_subject(const void *a, const void *b)
{
	const struct given *one = a, *other = b;

	if (one->subject != other->subject)
		return one->subject < other->subject ? -1 : 1;
	return one->order < other->order ? -1 : one->order > other->order;
}

bool score_read_marks(struct score *score, struct error *err)
{
	struct value key = value_number((int64_t)score->period.evaluation);

	if (score->period.evaluation &&
		!score->world->walk(
			score->world, ENTITY_MARK, MARKING_BY_ITEM, &key, 1, take_mark, score, err))
		return false;
	if (score->given_count)
		qsort(score->given, score->given_count, sizeof(*score->given), by_subject);
	for (size_t i = score->given_count; i--;)
		if (score->given[i].subject)
			id_map_put(&score->given_of, score->given[i].subject, i);
	return true;
}

/* The marks of one subject, whatever the item: they stand together. */
struct marks {
	const struct given *at;
	size_t count;
};

static struct marks marks_of(const struct score *score, uint64_t subject)
{
	size_t low = id_map_get(&score->given_of, subject);
	struct marks marks = {NULL, 0};

	if (low == ID_MAP_NONE)
		return marks;
	marks.at = score->given + low;
	while (low + marks.count < score->given_count && marks.at[marks.count].subject == subject)
		marks.count++;
	return marks;
}

/* --- one mark's worth --- */

/* 1 to 3 points are taken off, or none: who looked and found nothing says so. */
static bool finds_nothing(const struct manual *manual, const struct given *given)
{
	static const char *const no[] = {"无", "没有", "否", "no", NULL};

	for (size_t i = 0; manual->kind == MANUAL_OFF && no[i]; i++)
		if (text_is(given->word, no[i]))
			return true;
	return manual->kind == MANUAL_OFF && fraction_given(given->points) && !given->points.numerator;
}

static bool in_range(const struct manual *manual, struct fraction points)
{
	return fraction_compare(points, manual->least) >= 0 && fraction_compare(points, manual->most) <= 0;
}

/* False, with the reason, when it does not count. */
static bool worth_of(
	const struct manual *manual, const struct given *given, struct fraction *worth, enum remark *remark)
{
	if (manual->reason && !given->reason) {
		*remark = REMARK_NO_REASON;
		return false;
	}
	if (manual->evidence && !given->evidence) {
		*remark = REMARK_NO_EVIDENCE;
		return false;
	}
	if (manual->kind == MANUAL_TICK) {
		*worth = (struct fraction){marking_is_there(given->word), 1};
		return true;
	}
	for (size_t i = 0; i < manual->level_count; i++)
		if (text_equal(given->word, manual->levels[i].word)) {
			*worth = manual->levels[i].points;
			return true;
		}
	if (finds_nothing(manual, given)) {
		*worth = (struct fraction){0, 1};
		return true;
	}
	*worth = given->points;
	if (manual->kind == MANUAL_LEVELS || !fraction_given(*worth) || !in_range(manual, *worth)) {
		*remark = REMARK_OUT_OF_RANGE;
		return false;
	}
	if (manual->kind == MANUAL_OFF)
		worth->numerator = -worth->numerator;
	return true;
}

/* --- several marks --- */

struct mean {
	struct exact sum, weights;
	bool any, lacking;
	enum remark remark;
};

static void mean_add(struct mean *mean, const struct exact *value, struct fraction weight)
{
	struct exact by, part;

	exact_init(&by);
	exact_init(&part);
	exact_set(&by, weight);
	exact_multiply(&part, value, &by);
	exact_add(&mean->sum, &mean->sum, &part);
	exact_add(&mean->weights, &mean->weights, &by);
	exact_clear(&by);
	exact_clear(&part);
	mean->any = true;
}

static int by_size(const void *a, const void *b)
{
	return exact_compare(&((const struct figure *)a)->value, &((const struct figure *)b)->value);
}

/* Of marks in order of size: from which to which they count. */
static void chosen(const struct manual *manual, size_t count, size_t *from, size_t *to)
{
	*from = 0;
	*to = count;
	if (manual->several == MARKS_TRIMMED && count > 2) {
		*from = 1;
		*to = count - 1;
	} else if (manual->several == MARKS_MIDDLE) {
		*from = (count - 1) / 2;
		*to = count / 2 + 1;
	} else if (manual->several == MARKS_MOST) {
		*from = count - 1;
	} else if (manual->several == MARKS_LEAST) {
		*to = 1;
	}
}

static void combine(const struct manual *manual, struct figure *marks, size_t count, struct exact *out)
{
	size_t from, to;

	qsort(marks, count, sizeof(*marks), by_size);
	chosen(manual, count, &from, &to);
	exact_whole(out, 0);
	for (size_t i = from; i < to; i++)
		exact_add(out, out, &marks[i].value);
	if (manual->several == MARKS_SUM)
		return;
	exact_share(out, (int64_t)(to - from));
}

/* Roles that are more than a name: all but the self-score, and that by each of its names. */
static const struct text others, self = {"self", 4};

static bool is_by(const struct given *given, const struct text *role)
{
	if (role == &others)
		return !given->own;
	return marking_same_role(given->role, *role);
}

/* What all marks of one role come to. */
static bool item_mean(const struct score *score, const struct manual *manual, struct text item,
	uint64_t subject, const struct text *role, struct exact *out, enum remark *remark)
{
	struct marks all = marks_of(score, subject);
	struct figure *marks = NULL;
	size_t count = 0;

	for (size_t i = 0; i < all.count; i++) {
		const struct given *given = &all.at[i];
		struct fraction worth;

		if (!text_equal(given->item, item) || !is_by(given, role) ||
			!worth_of(manual, given, &worth, remark))
			continue;
		marks = marks ? marks : figures_new(all.count);
		exact_set(&marks[count++].value, worth);
	}
	if (count)
		combine(manual, marks, count, out);
	figures_free(marks, all.count);
	return count > 0;
}

/* Who looked and found nothing says so once, of the item: 无. */
static bool role_mean(const struct score *score, const struct manual *manual, uint64_t subject,
	const struct text *role, struct exact *out, enum remark *remark)
{
	return item_mean(score, manual, manual->item, subject, role, out, remark) ||
		((manual->kind == MANUAL_TICK || manual->kind == MANUAL_OFF) && manual->whole.len &&
			item_mean(score, manual, manual->whole, subject, role, out, remark));
}

/* The mean of all reviewers by their weights, with or without the self-score; what is lacking stands in it.
 */
static bool weighted(const struct score *score, const struct manual *manual, uint64_t subject, bool with_self,
	struct mean *mean, struct exact *out)
{
	struct exact value;

	exact_init(&value);
	exact_init(&mean->sum);
	exact_init(&mean->weights);
	for (size_t i = 0; i < manual->reviewer_count; i++)
		if (!with_self && marking_is_self(manual->reviewers[i].who))
			continue;
		else if (role_mean(score, manual, subject, &manual->reviewers[i].who, &value, &mean->remark))
			mean_add(mean, &value, manual->reviewers[i].weight);
		else
			mean->lacking = true;
	if (mean->any)
		exact_divide(out, &mean->sum, &mean->weights);
	exact_clear(&value);
	exact_clear(&mean->sum);
	exact_clear(&mean->weights);
	return mean->any && (manual->spread || !mean->lacking);
}

bool score_marked_by(const struct score *score, size_t subject, const struct line *line, struct text role)
{
	struct exact worth;
	enum remark remark;
	bool any;

	exact_init(&worth);
	any = role_mean(score, line->manual, score->subjects[subject].id, &role, &worth, &remark);
	exact_clear(&worth);
	return any;
}

uint64_t score_mark_next(const struct score *score, size_t subject, const struct line *line, size_t *at)
{
	struct marks all = marks_of(score, score->subjects[subject].id);

	while (*at < all.count) {
		const struct given *given = &all.at[(*at)++];

		if (text_equal(given->item, line->manual->item) ||
			(line->manual->whole.len && text_equal(given->item, line->manual->whole)))
			return given->id;
	}
	return 0;
}

bool score_marked(const struct score *score, size_t subject, const struct line *line, bool self_score,
	struct figure *out)
{
	const struct manual *manual = line->manual;
	uint64_t id = score->subjects[subject].id;
	enum remark remark = REMARK_NONE;
	struct mean mean = {.any = false};

	if (self_score)
		return role_mean(score, manual, id, &self, &out->value, &remark);
	return manual->reviewer_count ? weighted(score, manual, id, false, &mean, &out->value)
				      : role_mean(score, manual, id, &others, &out->value, &remark);
}

bool score_apart(const struct score *score, size_t subject, const struct line *line, struct figure *out)
{
	struct figure own;
	bool both = line->manual && line->manual->kind != MANUAL_TICK;

	figure_init(&own);
	both = both && score_marked(score, subject, line, true, &own) &&
		score_marked(score, subject, line, false, out);
	if (both)
		exact_subtract(&out->value, &out->value, &own.value);
	figure_clear(&own);
	return both;
}

/* Did anybody choose a word that makes the item 0? */
static bool chose_zero(const struct score *score, const struct manual *manual, uint64_t subject)
{
	struct marks all = marks_of(score, subject);

	for (size_t i = 0; i < all.count; i++) {
		const struct given *given = &all.at[i];

		for (size_t l = 0; l < manual->level_count; l++)
			if (manual->levels[l].zero && !given->own && text_equal(given->item, manual->item) &&
				text_equal(given->word, manual->levels[l].word))
				return true;
	}
	return false;
}

void score_manual(struct score *score, const struct line *line)
{
	for (size_t i = 0; i < score->count; i++) {
		struct line_result *result = &score->lines[line->index * score->count + i];
		enum remark remark = REMARK_NO_MARK;

		score->zero[i] |= chose_zero(score, line->manual, score->subjects[i].id);
		if (line->manual->reviewer_count) {
			struct mean mean = {.any = false};

			if (weighted(score, line->manual, score->subjects[i].id, true, &mean,
				    &result->measured.value))
				continue;
			figure_lose(&result->measured, MISSING);
			result->remark = mean.remark ? mean.remark : REMARK_NO_REVIEWER;
		} else if (!role_mean(score, line->manual, score->subjects[i].id, &others,
				   &result->measured.value, &remark)) {
			figure_lose(&result->measured, MISSING);
			result->remark = remark;
		}
	}
}
