/* What is said of rows that belong together, 同一事项, 同一级别, 同一人同一月: which they are, and what
 * becomes of them. */
#include <string.h>
#include "core/score/grouping.h"

struct grouping *grouping_new(struct keys *keys, enum together together)
{
	struct grouping *grouping = arena_new(keys->reading->arena, sizeof(*grouping));

	grouping->together = together;
	return grouping;
}

static const struct choice_word keeps[] = {
	{KEEP_MOST, "most", "取最高", {"最高", "取最重", "最重", "就高"},
		.help = N_("the highest of them counts")},
	{KEEP_LEAST, "least", "取最低", {"最低", "取最轻"}, .help = N_("the lowest of them counts")},
	{KEEP_FIRST, "once", "只计一次", {"取首次"}, .help = N_("the first of them counts")},
	{KEEP_RISE, "rise", "补差", {"就高补差", "补差额"},
		.help = N_("what the highest is above the highest that was counted earlier in the year")},
	{0},
};

/* 依次: [1, 50%, 25%] */
void read_turns(struct keys *keys, struct grouping *grouping)
{
	const struct tree *list = take_list(keys, WORD_IN_TURN);

	if (!list)
		return;
	grouping->turns = arena_new(keys->reading->arena, (list->count + 1) * sizeof(*grouping->turns));
	for (const struct tree *node = list->child; node; node = node->next)
		grouping->turns[grouping->turn_count++] = read_fraction(keys->reading, node);
}

static const struct choice_word ranges[] = {
	{0, "own", "自己", {"各算各的"}, .help = N_("of each who is scored by himself")},
	{1, "all", "全部", .help = N_("of all who are scored together, each loses his share")},
	{0},
};

/* What was counted earlier in the year is looked at, too. */
static void look_back(struct reading *reading, const struct tree *node)
{
	struct line *line = reading->line;

	if (line->every || line->apart || line->window != WINDOW_PERIOD)
		fault_at(reading->faults, node,
			"What was counted before is looked for from New Year on, or back so many months: "
			"there can be no every or window beside it",
			"");
	else if (!line->back)
		line->back = SINCE_NEW_YEAR;
}

/* 取最高, {合计不超过: 5}, {合计不超过: 5, 范围: 全部}, {依次: [1, 50%]} */
static void read_together(struct reading *reading, const struct tree *node, struct grouping *grouping)
{
	const struct tree *cap;
	struct keys inner;

	if (node->kind != TREE_MAP) {
		grouping->keep = (enum keep)read_choice_at(reading, node, keeps, KEEP_MOST);
		if (grouping->keep == KEEP_RISE)
			look_back(reading, node);
		return;
	}
	inner = keys_of(reading, node);
	cap = take(&inner, WORD_CAP_MATTER);
	grouping->cap = cap ? read_without_sign(reading, cap) : (struct fraction){0, 0};
	grouping->across = read_choice(&inner, WORD_AMONG, ranges, 0) == 1;
	if (grouping->across && !fraction_given(grouping->cap))
		fault_missing(
			&inner, node, N_("Say how much all of them together may come to: cap_a_matter"));
	grouping->across &= fraction_given(grouping->cap) && grouping->cap.numerator > 0;
	reading->line->across |= grouping->across;
	read_turns(&inner, grouping);
	keys_end(&inner);
}

#define NO_MATTER \
	"The records of this source have no number of their matter: they cannot be put together by matter"

static void need(struct reading *reading, const struct tree *node, const char *field, const char *id)
{
	if (!field)
		fault_at_key(reading->faults, node, id, "");
}

/* 同一事项: 取最高, 同一案件: {合计不超过: 5} */
void *read_matter(struct keys *keys)
{
	struct grouping *grouping = grouping_new(keys, TOGETHER_MATTER);
	const struct tree *node = take(keys, WORD_SAME_MATTER);

	need(keys->reading, node, keys->reading->line->source->matter, NO_MATTER);
	read_together(keys->reading, node, grouping);
	return grouping;
}

/* --- which are the same --- */

enum { BY_PERSON = 100, BY_MATTER };
static const struct choice_word sames[] = {
	{BY_PERSON, "person", "人"},
	{BY_MATTER, "matter", "事项", {"案件", "事"}},
	{UNIT_DAY, "day", "天", {"日"}},
	{UNIT_WEEK, "week", "周"},
	{UNIT_MONTH, "month", "月", {"月份"}},
	{UNIT_QUARTER, "quarter", "季度", {"季"}},
	{UNIT_HALF, "half_year", "半年"},
	{0},
};

/* What stands behind each 同一 of a key, one after the other; so many bytes of the key lie before it. */
struct piece {
	struct text name;
	size_t before;
};

static bool next_piece(struct text key, struct piece *piece)
{
	static const char *const begins[] = {"同一", "same_"}, *const ends[] = {"同一", "_same_"};
	struct text rest = text_skip(key, piece->before + piece->name.len);

	if (piece->name.len && text_starts(rest, TEXT("_")))
		rest = text_skip(rest, 1);
	for (size_t i = 0; i < 2; i++) {
		struct text name = text_skip(rest, strlen(begins[i]));

		if (!text_starts(rest, text_of(begins[i])))
			continue;
		piece->name = text_take(name, text_find(name, text_of(ends[i])));
		piece->before = key.len - name.len;
		return true;
	}
	return false;
}

/* 人, 事项, a unit of time, or -1: a column. */
static int same_code(const struct reading *reading, struct text name)
{
	return is_people(reading, name) ? BY_PERSON : choice_word(sames, name);
}

bool same_key_lacks(const struct reading *reading, struct text key, struct text *name)
{
	struct piece piece = {NO_TEXT, 0};

	*name = NO_TEXT;
	while (next_piece(key, &piece)) {
		*name = piece.name;
		if (same_code(reading, piece.name) < 0 && !is_column(reading, piece.name))
			return piece.name.len > 0;
	}
	return false;
}

bool is_same_key(const struct reading *reading, struct text key)
{
	struct text name;

	return !same_key_lacks(reading, key, &name) && name.len;
}

static void add_column(
	struct reading *reading, const struct tree *node, const struct piece *piece, struct columns *columns)
{
	struct path path;
	const size_t before = text_count(text_take(node->key, piece->before));

	if (!read_column(reading, piece->name, node, before, true, &path))
		return;
	if (columns->count == COLUMNS_MAX)
		fault_at_key(reading->faults, node, "At most {1} columns can be put together", "n",
			(int64_t)COLUMNS_MAX);
	else
		columns->paths[columns->count++] = path;
}

static void read_piece(struct reading *reading, const struct tree *node, const struct piece *piece,
	struct same *same, struct columns *columns)
{
	const struct subject_source *source = reading->line->source;
	const int code = same_code(reading, piece->name);

	if (code == BY_PERSON) {
		same->person = reading->line->persons = true;
		need(reading, node, source->people,
			"The records of this source name no people: nothing can be counted by person here");
	} else if (code == BY_MATTER) {
		same->matter = true;
		need(reading, node, source->matter, NO_MATTER);
	} else if (code >= 0) {
		same->within = (enum unit)code;
	} else {
		add_column(reading, node, piece, columns);
	}
}

static void keep_columns(
	struct reading *reading, const struct tree *node, struct same *same, const struct columns *columns)
{
	struct line *line = reading->line;

	if (!columns->count)
		return;
	if (line->same_count == SAMES_MAX) {
		fault_at_key(reading->faults, node,
			"In one line columns can be put together {1} times at most: for more make a list of "
			"lines",
			"n", (int64_t)SAMES_MAX);
		return;
	}
	same->number = line->same_count++;
	line->same[same->number] = *columns;
	same->columns = &line->same[same->number];
}

/* 同一对象: 只计一次, 同一级别: {合计不超过: 3}, 同一人同一月: 取最高; as many of these as there are, each on
 * what the one before it left. */
static struct grouping *read_one_same(struct keys *keys, const struct tree *node)
{
	struct reading *reading = keys->reading;
	struct grouping *grouping = grouping_new(keys, TOGETHER_SAME);
	struct columns columns = {.count = 0};
	struct piece piece = {NO_TEXT, 0};

	if (text_is(node->key, "同一栏") || text_is(node->key, "same_column")) {
		fault_at_key(reading->faults, node,
			"Write which column: same_level: most, same_object: once; several together: "
			"same_person_same_month: once",
			"");
		return NULL;
	}
	while (next_piece(node->key, &piece))
		read_piece(reading, node, &piece, &grouping->same, &columns);
	keep_columns(reading, node, &grouping->same, &columns);
	read_together(reading, node, grouping);
	return grouping;
}

void *read_same(struct keys *keys)
{
	struct grouping *first = NULL;
	const struct grouping **end = NULL;
	const struct tree *node;

	while ((node = take_next(keys, WORD_SAME_COLUMN))) {
		struct grouping *grouping = read_one_same(keys, node);

		if (!grouping)
			continue;
		if (end)
			*end = grouping;
		else
			first = grouping;
		end = &grouping->next;
	}
	return first;
}
