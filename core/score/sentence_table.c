/* The head of a table, its sections and items, read out; then all of it, one after the other. */
#include "core/score/score.h"
#include "core/score/hits.h"
#include "core/score/sentence.h"
#include "core/score/sentence_internal.h"

static bool same_amount(const struct amount *a, const struct amount *b)
{
	return a->all == b->all && a->classes == b->classes && a->parts == b->parts;
}

/* A limit that is a sentence of its own. */
static void say_stop(struct saying *saying, const char *id, const struct amount *amount)
{
	say_limit(saying, id, amount);
	if (amount_given(amount))
		say(saying->out, N_(". "), "");
}

/* --- an item --- */

/* Of a section for reference: it starts nowhere. */
static bool is_figure(const struct saying *saying, const struct item *item)
{
	return saying->rules->sections[item->section].kind == SECTION_REFERENCE &&
		!amount_given(&item->points) && !amount_given(&item->start);
}

static void say_start(struct saying *saying, const struct item *item)
{
	if (is_figure(saying, item))
		return;
	say_limit(saying, N_("Full mark "), &item->points);
	if (!amount_given(&item->start))
		say(saying->out, amount_given(&item->points) ? N_("; starts at 0") : N_("Starts at 0"), "");
	else if (same_amount(&item->start, &item->points))
		say(saying->out, N_("; starts with it"), "");
	else
		say_limit(saying, amount_given(&item->points) ? N_("; starts at ") : N_("Starts at "),
			&item->start);
}

static void say_lines(struct saying *saying, const struct item *item)
{
	bool named = item->line_count != 1 || !text_equal(item->lines[0]->name, item->name);

	if (!is_figure(saying, item))
		say(saying->out, named ? N_(". ") : N_("; "), "");
	for (size_t i = 0; i < item->line_count; i++) {
		if (named) {
			say_text(saying->out, item->lines[i]->name);
			say(saying->out, N_(": "), "");
		}
		say_line(saying, item->lines[i]);
		say(saying->out, N_(". "), "");
	}
}

static void say_limits(struct saying *saying, const struct item *item)
{
	say_stop(saying, N_("The item has at most "), &item->cap);
	if (amount_given(&item->floor)) {
		say_stop(saying, N_("The item has at least "), &item->floor);
	} else if (item->floorless || (item->takes_off && !amount_given(&item->points))) {
		say(saying->out, N_("It may go below 0. "), "");
	} else if (item->takes_off) {
		say(saying->out, N_("It does not go below 0. "), "");
	}
}

static void say_weight(struct saying *saying, const struct item *item)
{
	if (!amount_given(&item->weight))
		return;
	say(saying->out, N_("By its weight "), "");
	say_amount(saying, &item->points);
	say(saying->out, N_(" points count as "), "");
	say_amount(saying, &item->weight);
	say(saying->out, N_(" points"), "");
	say(saying->out, N_(". "), "");
}

static void say_zero(struct saying *saying, const struct item *item)
{
	if (!item->zero_count)
		return;
	say(saying->out, N_("The whole item is 0 in any of these cases: "), "");
	for (size_t i = 0; i < item->zero_count; i++) {
		if (i)
			say(saying->out, N_(", "), "");
		say_event(saying, item->zero[i]);
	}
	say(saying->out, N_(". "), "");
}

static void say_scope(struct saying *saying, const struct item *item)
{
	bool any = false;

	for (size_t i = 0; i < saying->rules->class_count; i++) {
		if (!(item->classes >> i & 1))
			continue;
		say(saying->out, any ? N_(", ") : N_("Only for "), "");
		say_text(saying->out, saying->rules->classes[i].name);
		any = true;
	}
	if (any)
		say(saying->out, N_(". "), "");
	if (!item->whom)
		return;
	say(saying->out, N_("Only for those where "), "");
	predicate_say(item->whom, saying->out);
	say(saying->out, N_(". "), "");
}

/* Unknown is not zero, and nothing is rounded in secret. */
static void say_absent(struct saying *saying, const struct item *item)
{
	static const char *const words[] = {
		[ABSENT_PENDING] = N_("the item is not judged and waits. "),
		[ABSENT_MEAN] = N_("the item has the mean of the others. "),
		[ABSENT_OUT] = N_("the item is left out. "),
		[ABSENT_RESCALE] = N_("the item is left out and the section's other items count for more. "),
		[ABSENT_FULL] = N_("the item has the full mark. "),
		[ABSENT_ZERO] = N_("the item has 0. "),
		[ABSENT_APART] = N_("whoever it is is not ranked. "),
	};

	if (saying->by_zero || saying->recordless || item->absent != ABSENT_PENDING) {
		say(saying->out,
			saying->by_zero              ? N_("With nothing to divide by ")
				: saying->recordless ? N_("With no record to take it from ")
						     : N_("Where it does not apply "),
			"");
		say(saying->out, words[item->absent], "");
	}
	if (saying->divides)
		say(saying->out, N_("Compared exactly; the points rounded to {1} digits after the point. "),
			"n", (int64_t)saying->rules->places);
}

static void say_by_parts(struct saying *saying, const struct item *item)
{
	static const char *const takes[] = {
		[OVER_SUM] = N_("the points are added"),
		[OVER_MEAN] = N_("the mean of the points counts"),
		[OVER_BEST] = N_("the highest counts"),
		[OVER_LEAST] = N_("the lowest counts"),
	};

	if (item->by_parts == UNIT_NONE)
		return;
	saying->divides |= item->take == OVER_MEAN;
	say(saying->out, N_("; scored anew in "), "");
	say_unit(saying, N_("each {1}"), item->by_parts);
	say(saying->out, N_(", and "), "");
	say(saying->out, takes[item->take], "");
}

void sentence_item(const struct rules *rules, const struct item *item, struct buf *out)
{
	struct saying saying = {.out = out, .rules = rules, .item = item};

	say_start(&saying, item);
	say_by_parts(&saying, item);
	say_lines(&saying, item);
	say_limits(&saying, item);
	say_zero(&saying, item);
	say_weight(&saying, item);
	say_scope(&saying, item);
	say_absent(&saying, item);
	if (!item->clause.len)
		return;
	say(out, N_("By: "), "");
	say_text(out, item->clause);
	say(out, N_("."), "");
}

/* --- the table --- */

/* A class for each branch, group, or word in a field. */
static void say_class_by(struct saying *saying)
{
	const struct rules *rules = saying->rules;

	say(saying->out, N_("Classes: one for each "), "");
	if (rules->class_by == BY_FIELD)
		path_say(&rules->class_path, saying->out);
	else
		say(saying->out, rules->class_by == BY_GROUP ? N_("the group") : N_("the branch"), "");
	say(saying->out, N_(", for all that share it. "), "");
}

static void say_classes(struct saying *saying)
{
	if (saying->rules->class_by)
		say_class_by(saying);
	for (size_t i = 0; i < saying->rules->class_count; i++) {
		const struct class *class = &saying->rules->classes[i];

		say(saying->out, N_("The class {1}: "), "S", class->name);
		if (class->whom)
			predicate_say(class->whom, saying->out);
		if (class->size.compare != COMPARE_NONE) {
			say(saying->out, N_("members "), "");
			say_bound(saying, &class->size);
		}
		for (size_t n = 0; n < class->name_count; n++) {
			if (n)
				say(saying->out, N_(", "), "");
			say_text(saying->out, class->names[n]);
		}
		say(saying->out, N_(". "), "");
	}
}

static void say_spans(struct saying *saying)
{
	const char *id = N_("For {1}");

	for (const struct choice *span = evaluation_spans; span->name; span++) {
		if (!(saying->rules->spans >> span->code & 1))
			continue;
		say(saying->out, id, "t", span->name, span->label);
		id = N_(", {1}");
	}
	if (saying->rules->spans)
		say(saying->out, N_(". "), "");
}

static void say_head(struct saying *saying)
{
	static const char *const whom[] = {
		[SUBJECT_GROUP] = N_("Groups are scored. "),
		[SUBJECT_BRANCH] = N_("Branches are scored. "),
		[SUBJECT_PERSON] = N_("Members are scored. "),
	};
	const struct rules *rules = saying->rules;

	say(saying->out, whom[rules->subject], "");
	say_spans(saying);
	if (rules->whom) {
		say(saying->out, N_("Only those where "), "");
		predicate_say(rules->whom, saying->out);
		say(saying->out, N_(". "), "");
	}
	say(saying->out,
		N_("Points are rounded to {1} digits after the point, halves up, at items, sections and the "
		   "total only. "),
		"n", (int64_t)rules->places);
	if (amount_given(&rules->formula)) {
		say(saying->out, N_("The total by the formula: "), "");
		saying->value = N_("the sum of the sections");
		say_amount(saying, &rules->formula);
		saying->value = NULL;
		say(saying->out, N_(". "), "");
	}
	say_stop(saying, N_("The total starts at "), &rules->start);
	say_stop(saying, N_("The total is at most "), &rules->cap);
	say_stop(saying, N_("The total is at least "), &rules->floor);
	if (fraction_given(rules->difference)) {
		say(saying->out, N_("Pointed out where all checked marks together are more than "), "");
		say_fraction(saying, rules->difference);
		say(saying->out, N_(" from what the group gave itself. "), "");
	}
	say_classes(saying);
	if (rules->grade_count)
		say(saying->out,
			rules->grade_without_bonus ? N_("Grades go by the points without the bonus. ")
						   : N_("Grades go by the total. "),
			"");
}

/* One number, the same for everybody. */
static struct fraction constant_of(const struct amount *amount)
{
	struct fraction number = {0, 0};

	if (!amount->all || amount->classes || amount->parts || !formula_is_constant(amount->all, &number))
		return (struct fraction){0, 0};
	return number;
}

/* Not given when an item has none or not one for all. */
static struct fraction sum_of(const struct rules *rules, const struct section *section)
{
	struct fraction sum = {0, 1};

	for (size_t i = section->first; i < section->first + section->count; i++)
		sum = fraction_add(sum, constant_of(item_full(rules->items[i])));
	return section->count ? sum : (struct fraction){0, 0};
}

static void say_sum(struct saying *saying, const struct section *section)
{
	struct fraction full = constant_of(&section->points), sum = sum_of(saying->rules, section);

	if (!fraction_given(full) || !fraction_given(sum) || !fraction_compare(full, sum))
		return;
	say(saying->out, N_("; but the items' full marks add up to "), "");
	say_fraction(saying, sum);
	say(saying->out, N_(" points"), "");
}

static void say_section(struct saying *saying, const struct section *section)
{
	static const char *const kinds[] = {
		[SECTION_BASIC] = N_("{1} items, basic ones"),
		[SECTION_BONUS] = N_("{1} items, bonus ones"),
		[SECTION_PENALTY] = N_("{1} items, penalty ones"),
		[SECTION_REFERENCE] = N_("{1} items that others refer to, neither rounded nor counted"),
	};

	say(saying->out, kinds[section->kind], "n", (int64_t)section->count);
	say_limit(saying, N_("; full mark "), &section->points);
	say_sum(saying, section);
	if (amount_given(&section->weight)) {
		say(saying->out, N_("; weight "), "");
		say_amount(saying, &section->weight);
	}
	if (amount_given(&section->formula)) {
		say(saying->out, N_("; its points by the formula: "), "");
		saying->value = N_("the sum of the items");
		say_amount(saying, &section->formula);
		saying->value = NULL;
	}
	say_limit(saying, N_("; together at most "), &section->cap);
	say_limit(saying, N_("; together at least "), &section->floor);
	say(saying->out, N_("."), "");
}

/* --- all of it --- */

struct visiting {
	const struct rules *rules;
	struct buf words;
	sentence_visit *visit;
	void *arg;
};

static unsigned last_line(const struct tree *node)
{
	unsigned last = node->line;

	for (const struct tree *child = node->child; child; child = child->next) {
		unsigned line = last_line(child);

		last = line > last ? line : last;
	}
	return last;
}

static struct saying begin(struct visiting *visiting)
{
	buf_clear(&visiting->words);
	return (struct saying){.out = &visiting->words, .rules = visiting->rules};
}

static void visit(struct visiting *visiting, struct sentence sentence, const struct tree *node)
{
	sentence.words = &visiting->words;
	sentence.line = node ? node->line : 1;
	sentence.last = node ? last_line(node) : 1;
	if (!sentence.id.len)
		sentence.id = sentence.name;
	visiting->visit(&sentence, visiting->arg);
}

static void visit_items(struct visiting *visiting, const struct section *section)
{
	for (size_t i = section->first; i < section->first + section->count; i++) {
		const struct item *item = visiting->rules->items[i];

		if (item->faulty)
			continue;
		buf_clear(&visiting->words);
		sentence_item(visiting->rules, item, &visiting->words);
		visit(visiting,
			(struct sentence){.kind = SENTENCE_ITEM,
				.number = i,
				.id = item->id,
				.name = item->name,
				.item = item,
				.full = constant_of(item_full(item))},
			item->node);
	}
}

static void visit_grades(struct visiting *visiting)
{
	const struct rules *rules = visiting->rules;
	struct saying saying;

	for (size_t i = 0; i < rules->grade_count; i++) {
		if (rules->grades[i].faulty)
			continue;
		saying = begin(visiting);
		say_grade(&saying, &rules->grades[i]);
		visit(visiting, (struct sentence){SENTENCE_GRADE, i, .name = rules->grades[i].name},
			rules->grades[i].node);
	}
	for (size_t i = 0; i < rules->veto_count; i++) {
		if (rules->vetoes[i].faulty)
			continue;
		saying = begin(visiting);
		say_veto(&saying, &rules->vetoes[i]);
		visit(visiting, (struct sentence){SENTENCE_VETO, i, .name = rules->vetoes[i].name},
			rules->vetoes[i].node);
	}
	if (!rules->tie_count)
		return;
	saying = begin(visiting);
	say_ties(&saying);
	visit(visiting, (struct sentence){.kind = SENTENCE_TIES}, rules->ties_node);
}

void sentences_each(const struct rules *rules, sentence_visit *each, void *arg)
{
	struct visiting visiting = {rules, BUF_INIT, each, arg};
	struct saying saying = begin(&visiting);

	say_head(&saying);
	visit(&visiting, (struct sentence){.kind = SENTENCE_HEAD}, NULL);
	for (size_t i = 0; i < rules->section_count; i++) {
		const struct section *section = &rules->sections[i];

		saying = begin(&visiting);
		say_section(&saying, section);
		visit(&visiting,
			(struct sentence){.kind = SENTENCE_SECTION,
				.number = i,
				.name = section->name,
				.full = constant_of(&section->points),
				.sum = sum_of(rules, section)},
			section->node);
		visit_items(&visiting, section);
	}
	visit_grades(&visiting);
	buf_release(&visiting.words);
}
