/* 分段: the first five 1 point each, the next five half a point each, all beyond 0.2: what lies within each
 * stretch of the figure is worth its own. */
#include "core/score/scoring.h"
#include "core/score/sentence_internal.h"
#include "core/score/steps.h"

struct tier {
	struct amount upto; /* where it ends; not given: it goes on */
	struct amount each;
};
struct tiers {
	struct tier *tiers;
	size_t count;
};

/* --- read --- */

/* Each ends above the one before; behind one that goes on there is nothing. */
static void check_end(struct reading *reading, const struct tree *node, const struct tiers *tiers)
{
	const struct tier *tier = &tiers->tiers[tiers->count - 1], *before = tier - 1;
	struct fraction here, there;

	if (tiers->count < 2)
		return;
	if (!amount_given(&before->upto))
		fault_at(reading->faults, node, NEVER_REACHED, "");
	else if (tier->upto.all && before->upto.all && formula_is_constant(tier->upto.all, &here) &&
		formula_is_constant(before->upto.all, &there) && fraction_given(here) &&
		fraction_given(there) && fraction_compare(here, there) <= 0)
		fault_at(reading->faults, node, "Each stretch ends further up than the one before", "");
}

static void read_tier(struct reading *reading, const struct tree *node, struct tiers *tiers)
{
	struct keys keys = keys_of(reading, node);
	struct tier *tier = &tiers->tiers[tiers->count++];
	const struct tree *rest = take(&keys, WORD_REST);

	if (rest) {
		read_amount(reading, rest, &tier->each);
	} else if (node->kind == TREE_MAP) {
		if (!take_amount(&keys, WORD_UPTO, &tier->upto))
			fault_missing(&keys, node,
				N_("Say where the stretch ends, up_to: 5, or rest for all beyond"));
		if (!take_amount(&keys, WORD_EACH, &tier->each))
			fault_missing(&keys, node, N_("Say what each is worth within this stretch: each: 1"));
	}
	note_amount(reading, &tier->each);
	check_end(reading, node, tiers);
	keys_end(&keys);
}

/* 分段: [{至多: 5, 每个: 1}, {至多: 10, 每个: 0.5}, {其余: 0.2}] */
void *read_tiers(struct keys *keys)
{
	const struct tree *list = take_list(keys, WORD_TIERS);
	struct tiers *tiers = with_new(keys, sizeof(*tiers));

	tiers->tiers =
		arena_new(keys->reading->arena, ((list ? list->count : 0) + 1) * sizeof(*tiers->tiers));
	for (const struct tree *node = list ? list->child : NULL; node; node = node->next)
		read_tier(keys->reading, node, tiers);
	return tiers;
}

/* --- run --- */

/* What of the figure lies within the tier, and behind it begins the next. */
static void within(const struct tier *tier, const struct part_work *work, size_t subject,
	const struct figure *figure, struct exact *begun, struct figure *part)
{
	struct figure end;

	figure_init(&end);
	figure_copy(&end, figure);
	if (amount_given(&tier->upto)) {
		amount_evaluate(&tier->upto, work, subject, &end);
		figure_limit(&end, figure, 1);
	}
	figure_set(part, 0, 1);
	if (end.known != KNOWN)
		figure_lose(part, end.known);
	else if (exact_compare(&end.value, begun) > 0) {
		exact_subtract(&part->value, &end.value, begun);
		exact_copy(begun, &end.value);
	}
	figure_clear(&end);
}

static void add_tiers(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct tiers *tiers = with;
	struct figure sum, part, each;
	struct exact begun;

	figure_init(&sum);
	figure_init(&part);
	figure_init(&each);
	exact_init(&begun);
	figure_set(&sum, 0, 1);
	for (size_t i = 0; i < tiers->count && sum.known == KNOWN; i++) {
		within(&tiers->tiers[i], work, subject, out, &begun, &part);
		amount_evaluate(&tiers->tiers[i].each, work, subject, &each);
		if (part.known != KNOWN || each.known != KNOWN)
			figure_lose(&sum, part.known != KNOWN ? part.known : each.known);
		else {
			exact_multiply(&part.value, &part.value, &each.value);
			exact_add(&sum.value, &sum.value, &part.value);
		}
	}
	figure_copy(out, &sum);
	exact_clear(&begun);
	figure_clear(&each);
	figure_clear(&part);
	figure_clear(&sum);
}

void run_tiers(const void *with, struct part_work *work)
{
	each_subject(with, work, add_tiers);
}

/* --- read out --- */

void say_tiers(const void *with, struct saying *saying)
{
	const struct tiers *tiers = with;

	say(saying->out, N_("; stretch by stretch: "), "");
	for (size_t i = 0; i < tiers->count; i++) {
		const struct tier *tier = &tiers->tiers[i];

		if (i)
			say(saying->out, N_(", "), "");
		if (amount_given(&tier->upto)) {
			say(saying->out, i ? N_("from there to ") : N_("the first "), "");
			say_amount(saying, &tier->upto);
		} else {
			say(saying->out, N_("all beyond"), "");
		}
		say(saying->out, N_(" each "), "");
		say_points(saying, &tier->each);
	}
	if (tiers->count && amount_given(&tiers->tiers[tiers->count - 1].upto))
		say(saying->out, N_(", all beyond nothing"), "");
}
