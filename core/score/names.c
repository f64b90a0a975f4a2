/* What the names in formulas stand for: the line's figures, the item's points, the members, the peers. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/score/scoring.h"

struct naming_work {
	const struct part_work *work;
	size_t subject;
};

bool is_peer(const struct part_work *work, size_t subject, size_t other)
{
	const struct subject_result *subjects = work->score->subjects;

	work->score->compared = true;
	return work->before[other].known == KNOWN &&
		(subjects[subject].class == subjects[other].class || (work->line && work->line->among_all)) &&
		(!work->item || score_item(work->score, other, work->item->index)->applies);
}

int64_t place_of(const struct part_work *work, size_t subject, bool smaller)
{
	int64_t place = 1;

	for (size_t i = 0; i < work->subjects; i++) {
		int order = is_peer(work, subject, i)
			? exact_compare(&work->before[i].value, &work->before[subject].value)
			: 0;

		place += smaller ? order < 0 : order > 0;
	}
	return place;
}

static int by_value(const void *a, const void *b)
{
	const struct figure *const *one = a, *const *other = b;

	return exact_compare(&(*one)->value, &(*other)->value);
}

/* The peers' figures in order; to be freed. */
static const struct figure **peers_of(const struct part_work *work, size_t subject, size_t *count)
{
	const struct figure **peers = mem_new((work->subjects + 1) * sizeof(const struct figure *));

	*count = 0;
	for (size_t i = 0; i < work->subjects; i++)
		if (is_peer(work, subject, i))
			peers[(*count)++] = &work->before[i];
	qsort(peers, *count, sizeof(const struct figure *), by_value);
	return peers;
}

static void mean_of(const struct figure *const *figures, size_t count, struct exact *out)
{
	exact_whole(out, 0);
	for (size_t i = 0; i < count; i++)
		exact_add(out, out, &figures[i]->value);
	exact_share(out, (int64_t)count);
}

static void of_peers(const struct part_work *work, size_t subject, enum name name, struct figure *out)
{
	size_t count;
	const struct figure **peers = peers_of(work, subject, &count);

	if (name == NAME_PEERS)
		figure_set(out, (int64_t)count, 1);
	else if (!count)
		figure_lose(out, NOT_APPLICABLE);
	else if (name == NAME_PEER_MEAN)
		mean_of(peers, count, &out->value);
	else if (name == NAME_PEER_MIDDLE)
		mean_of(peers + (count - 1) / 2, count % 2 ? 1 : 2, &out->value);
	else
		figure_copy(out, peers[name == NAME_PEER_BEST ? count - 1 : 0]);
	free(peers);
}

static void ago_figure(const struct part_work *work, enum ago ago, size_t subject, struct figure *out)
{
	const struct line *line = work->line ? work->line->ago[ago] : NULL;

	if (line)
		figure_copy(out, &work->score->lines[line->index * work->score->count + subject].points);
	else
		figure_lose(out, NOT_APPLICABLE);
}

static void stand_for(void *arg, unsigned number, struct figure *out)
{
	const struct naming_work *naming = arg;
	const struct part_work *work = naming->work;
	struct score *score = work->score;

	if (number == NAME_TOTAL) {
		figure_copy(out, &score->subjects[naming->subject].total);
	} else if (number >= NAME_SECTION) {
		figure_copy(out, &score_section(score, naming->subject, number - NAME_SECTION)->points);
	} else if (number >= NAME_ITEM) {
		figure_copy(out, &score_item(score, naming->subject, number - NAME_ITEM)->points);
	} else if (number >= NAME_ATOM) {
		figure_copy(out, &score->atoms[(number - NAME_ATOM) * score->count + naming->subject]);
	} else if (number == NAME_VALUE) {
		figure_copy(out, &work->before[naming->subject]);
	} else if (number == NAME_POINTS) {
		if (work->item && amount_given(&work->item->points))
			amount_evaluate(&work->item->points, work, naming->subject, out);
	} else if (number == NAME_MEMBERS) {
		figure_set(out, score_members(score, naming->subject, work->to), 1);
	} else if (number == NAME_PARTS) {
		figure_set(out, work->parts, 1);
	} else if (number == NAME_NOTHING) {
		figure_lose(out, NOT_APPLICABLE);
	} else if (number == NAME_RANK) {
		figure_set(out, place_of(work, naming->subject, false), 1);
	} else if (number == NAME_BEGIN || number == NAME_END) {
		figure_set(out, number == NAME_END ? work->to : work->from, 1);
	} else if (number == NAME_LAST && score->last) {
		figure_copy(out, &score->last[naming->subject]);
	} else if (number == NAME_LAST || number == NAME_YEAR_AGO) {
		ago_figure(work, number == NAME_LAST ? AGO_LAST : AGO_YEAR, naming->subject, out);
	} else {
		of_peers(work, naming->subject, (enum name)number, out);
	}
}

void formula_of(
	const struct formula *formula, const struct part_work *work, size_t subject, struct figure *out)
{
	struct naming_work naming = {work, subject};

	formula_evaluate(formula, stand_for, &naming, out);
}

static const struct formula *formula_for(
	const struct amount *amount, const struct part_work *work, size_t subject)
{
	int class = score_class(work->score, subject);

	if (amount->parts && amount->part_count) {
		/* The nth of the year, by the last day: what counts since New Year has the last one's. */
		unsigned passed =
			(unsigned)(date_parts(work->to).month - 1) * (unsigned)amount->part_count / 12;

		return amount->parts[passed < amount->part_count ? passed : amount->part_count - 1];
	}
	if (amount->classes && class >= 0 && amount->classes[class])
		return amount->classes[class];
	return amount->all;
}

void amount_evaluate(
	const struct amount *amount, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct formula *formula =
		amount->classes || amount->parts ? formula_for(amount, work, subject) : amount->all;
	struct fraction number = {0, 1};

	if (formula && !formula_is_constant(formula, &number)) {
		exact_whole(&out->value, 0);
		formula_of(formula, work, subject, out);
		return;
	}
	exact_set_lowest(&out->value, number);
	out->known = KNOWN;
	if (!formula && amount_given(amount))
		figure_lose(out, NOT_APPLICABLE);
}
