/* Which days a line looks at, what it takes by itself, how that becomes one, with whom it is compared. */
#include "core/base/number.h"
#include "core/score/mechanisms.h"

/* --- with whom it is compared --- */

static const struct choice_word amongs[] = {
	{0, "class", "同类", {"同类小组"}, .help = N_("with those of the same class")},
	{1, "all", "全部", .help = N_("with all that are scored")},
	{0},
};

void read_among(struct keys *keys, bool *among_all)
{
	*among_all = read_choice(keys, WORD_AMONG, amongs, *among_all) == 1;
}

/* --- parts of the period --- */

/* Behind the units of time: what is taken by itself. */
enum { BY_PERSON = 100, BY_RECORD, BY_MATTER };
/* clang-format off */
#define UNITS_OF_TIME \
	{UNIT_DAY, "day", "日", {"天", "每天", "每日"}, .help = N_("each day by itself")}, \
	{UNIT_WEEK, "week", "周", {"每周"}, .help = N_("each week by itself")}, \
	{UNIT_MONTH, "month", "月", {"每月", "月度"}, .help = N_("each month by itself")}, \
	{UNIT_QUARTER, "quarter", "季", {"季度", "每季", "每季度"}, .help = N_("each quarter by itself")}, \
	{UNIT_HALF, "half_year", "半年", {"每半年", "半年度"}, .help = N_("each half-year by itself")}, \
	{UNIT_YEAR, "year", "年", {"每年", "年度", "全年"}, .help = N_("each year by itself")}, \
	{UNIT_TEN_DAYS, "ten_days", "旬", {"每旬"}, .help = N_("each third of a month by itself")}, \
	{UNIT_HALF_MONTH, "half_month", "半月", {"每半月", "半个月", "每半个月"}, \
		.help = N_("each half of a month by itself")}, \
	{UNIT_TWO_MONTHS, "two_months", "两月", {"两个月", "每两个月", "每两月", "双月"}, \
		.help = N_("each two months by themselves, from January on")}
#define OVERS_ALONE \
	{OVER_SUM, "sum", "合计", .help = N_("they are added up")}, \
	{OVER_MEAN, "mean", "平均", {"平均分", "平均值", "平均数"}, .help = N_("their mean")}, \
	{OVER_BEST, "most", "最高", .help = N_("the highest of them")}, \
	{OVER_LEAST, "least", "最低", .help = N_("the lowest of them")}
/* clang-format on */
static const struct choice_word times[] = {UNITS_OF_TIME, {0}};
static const struct choice_word units[] = {
	UNITS_OF_TIME,
	{BY_PERSON, "person", "人", {"每人"},
		.help = N_("each member by himself, also those without a record")},
	{BY_RECORD, "record", "条", {"次", "场"}, .help = N_("each record by itself")},
	{BY_MATTER, "matter", "事", {"案", "件"}, .help = N_("the records of one matter together")},
	{0},
};
static const struct choice_word overs[] = {
	OVERS_ALONE,
	{OVER_RUN, "run", "连续", .help = N_("the longest run of parts for which this is so")},
	{OVER_PARTS, "parts", "期数", .help = N_("for how many parts (people) this is so")},
	{0},
};

static const struct choice_word plain_overs[] = {OVERS_ALONE, {0}};

/* 各期: 平均, or {连续: {低于: 60}}: the longest run of parts for which that is so. */
static void read_over(struct keys *keys, struct line *line)
{
	const struct tree *node = take(keys, WORD_OVER);
	struct keys bound;
	int code;

	/* 取: 平均, of the points that each part, person, record or matter has. */
	if (!node && (line->every || line->apart))
		line->over = (enum over)read_choice(keys, WORD_TAKE, plain_overs, OVER_SUM);
	if (!node)
		return;
	line->over_first = true;
	if (node->kind != TREE_MAP) {
		line->over = (enum over)choice_word(overs, node->text);
		if (choice_word(overs, node->text) < 0 || line->over >= OVER_RUN)
			fault_choice(keys->reading, node, plain_overs,
				keys->reading->english ? "{run: ...}, {parts: ...}"
						       : "{连续: ...}、{期数: ...}");
		return;
	}
	code = node->child ? choice_word(overs, node->child->key) : -1;
	if (code < OVER_RUN || node->count != 1) {
		fault_at(keys->reading->faults, node, "Write {run: {below: 60}} or {parts: {below: 60}} here",
			"");
		return;
	}
	line->over = (enum over)code;
	bound = keys_of(keys->reading, node->child);
	line->over_when = take_bound(&bound);
	keys_end(&bound);
}

/* 分期计分: 月, 分期计分: {每: 月, 取: 最高} */
void read_by_parts(struct keys *keys, enum unit *unit, enum over *over)
{
	bool given = has(keys, WORD_BY_PARTS);
	const struct tree *node = take(keys, WORD_BY_PARTS);
	struct keys inner = *keys;

	if (!given)
		return;
	*over = OVER_MEAN;
	if (node->kind == TREE_TEXT) {
		int code = choice_word(times, node->text);

		if (code < 0)
			fault_choice(keys->reading, node, times, NULL);
		*unit = code < 0 ? UNIT_MONTH : (enum unit)code;
		return;
	}
	inner = keys_of(keys->reading, node);
	*unit = (enum unit)read_choice(&inner, WORD_EVERY, times, UNIT_MONTH);
	*over = (enum over)read_choice(&inner, WORD_TAKE, plain_overs, OVER_MEAN);
	keys_end(&inner);
}

/* 往前: 6 (months), 往前: 年初 */
static void read_back(struct reading *reading, const struct tree *node, struct line *line)
{
	int64_t months;

	if (node->kind == TREE_TEXT && (text_is(node->text, "年初") || text_is(node->text, "new_year")))
		line->back = SINCE_NEW_YEAR;
	else if (node->kind == TREE_TEXT && number_parse(node->text, &months) && months > 0 && months <= 120)
		line->back = (int)months;
	else
		fault_at(reading->faults, node, "A number of months is needed here, or new_year", "");
}

#define ONE_OF_EACH \
	"Write at most one part of the period here; besides either record alone, or person, matter and up " \
	"to " \
	"three columns"

static bool leads_somewhere(const struct reading *reading, const struct tree *node)
{
	struct path path;

	return node->kind == TREE_TEXT &&
		path_compile(&path, reading->schema, shape_of(reading), node->text, NULL);
}

/* Besides what it is taken apart by already: every person of every level. */
static void take_apart(struct line *line, enum apart_kind kind)
{
	const enum apart_kind before = line->apart;

	line->apart_person |= kind == APART_PERSON;
	line->apart_matter |= kind == APART_MATTER;
	line->apart = before && before != kind ? APART_COLUMNS : kind;
}

static void read_column_apart(struct reading *reading, const struct tree *node, struct line *line)
{
	struct columns *by = &line->apart_by;

	if (line->apart == APART_RECORD || by->count == COLUMNS_MAX)
		fault_at(reading->faults, node, ONE_OF_EACH, "");
	else if (read_column(reading, node->text, node, 0, false, &by->paths[by->count])) {
		by->count++;
		take_apart(line, APART_COLUMNS);
	}
}

static void read_unit(struct keys *keys, const struct tree *node, struct line *line)
{
	static const enum apart_kind kinds[] = {APART_PERSON, APART_RECORD, APART_MATTER};
	struct reading *reading = keys->reading;
	int code = node->kind == TREE_TEXT ? choice_word(units, node->text) : -1;

	if (code < 0 && node->kind == TREE_TEXT && is_people(reading, node->text))
		code = BY_PERSON;
	if (code < 0 && leads_somewhere(reading, node))
		read_column_apart(reading, node, line);
	else if (code < 0)
		fault_choice(reading, node, units, reading->english ? "a column" : "记录里的一栏");
	else if (code < BY_PERSON ? line->every != UNIT_NONE
				  : line->apart && (code == BY_RECORD || line->apart == APART_RECORD))
		fault_at(reading->faults, node, ONE_OF_EACH, "");
	else if (code < BY_PERSON)
		line->every = (enum unit)code;
	else if ((code == BY_PERSON && !line->source->people) || (code == BY_MATTER && !line->source->matter))
		fault_at(reading->faults, node, "The records of this source have no {1}", "t",
			code == BY_PERSON ? "people" : "matter", code == BY_PERSON ? "人员" : "事项编号");
	else
		take_apart(line, kinds[code - BY_PERSON]);
}

/* 哪些人: 职务 = 员额法官, 哪些人: [组长, 副组长] */
static void read_of_whom(struct reading *reading, const struct tree *node, struct line *line)
{
	const struct tree *first = node->kind == TREE_LIST ? node->child : node;

	for (const struct tree *one = first; one; one = one == node ? NULL : one->next) {
		int office = one->kind == TREE_TEXT ? office_named(one->text) : -1;

		if (office >= 0)
			line->of_offices |= UINT32_C(1) << office;
		else if (one == node)
			line->of_whom = read_whom(reading, SUBJECT_PERSON, node);
		else
			fault_office(reading, one);
	}
}

/* 每: 月, 每: 人, 每: [月, 人] */
static void read_every(struct keys *keys, struct line *line)
{
	const struct tree *node = take(keys, WORD_EVERY);
	const struct tree *first = node && node->kind == TREE_LIST ? node->child : node;

	for (const struct tree *one = first; one; one = one == node ? NULL : one->next)
		read_unit(keys, one, line);
	line->persons |= line->apart_person;
	if (line->apart == APART_PERSON && has(keys, WORD_OF_WHOM))
		read_of_whom(keys->reading, take(keys, WORD_OF_WHOM), line);
}

static const struct choice_word windows[] = {
	{WINDOW_PERIOD, "period", "本期", .help = N_("the period that is scored")},
	{WINDOW_LAST, "last", "上期", .help = N_("the period before")},
	{WINDOW_YEAR_AGO, "year_ago", "去年同期", {"上年同期"}, .help = N_("the same days a year before")},
	{WINDOW_YEAR, "year", "全年", .help = N_("each year by itself")},
	{WINDOW_LAST_YEAR, "last_year", "上年", {"去年"}, .help = N_("the whole year before")},
	{0},
};

void read_parts(struct keys *keys, struct line *line)
{
	const struct tree *back;

	read_every(keys, line);
	line->window = (enum window)read_choice(keys, WORD_WINDOW, windows, WINDOW_PERIOD);
	read_among(keys, &line->among_all);
	back = take(keys, WORD_BACK);
	if (back)
		read_back(keys->reading, back, line);
	read_over(keys, line);
}
