#include "core/score/words.h"

#include <stddef.h>
#include "core/base/work.h"

static const struct word_row rows[WORD_COUNT] = {
	[WORD_NAME] = {"name", "名称", {"名"}},
	[WORD_SUBJECT] = {"subject", "评比对象", {"对象", "考核对象"}},
	[WORD_PERIODS] = {"periods", "考核周期", {"适用周期", "评比周期"}},
	[WORD_PLACES] = {"places", "小数位"},
	[WORD_START] = {"start", "起始分", {"起始", "基础分"}},
	[WORD_TOTAL] = {"total", "总分"},
	[WORD_CAP] = {"cap", "上限", {"封顶", "最高"}},
	[WORD_FLOOR] = {"floor", "下限"},
	[WORD_CLASSES] = {"classes", "小组分类", {"分类"}},
	[WORD_SECTIONS] = {"sections", "部分"},
	[WORD_GRADES] = {"grades", "等次", {"等级"}},
	[WORD_GRADE_BY] = {"grade_by", "等次依据"},
	[WORD_QUOTA_ROUND] = {"quota_round", "名额取整"},
	[WORD_QUOTA_AMONG] = {"quota_among", "名额范围"},
	[WORD_VETOES] = {"vetoes", "一票否决"},
	[WORD_TIES] = {"ties", "同分"},
	[WORD_TESTS] = {"tests", "算例"},
	[WORD_ENTRY_KINDS] = {"entry_kinds", "事项类别"},

	[WORD_KIND] = {"kind", "类型", {"类别"}},
	[WORD_POINTS] = {"points", "分值", {"满分"}},
	[WORD_WEIGHT] = {"weight", "权重", {"占比", "比重"}},
	[WORD_ITEMS] = {"items", "项目"},
	[WORD_ID] = {"id", "编号"},
	[WORD_SHORT] = {"short", "简称"},
	[WORD_CLAUSE] = {"clause", "条款", {"依据"}},
	[WORD_NOTE] = {"note", "说明"},
	[WORD_CLASS] = {"class", "适用分类", {"适用"}},
	[WORD_WHOM] = {"whom", "谁"},
	[WORD_CONDITION] = {"condition", "条件"},
	[WORD_ABSENT] = {"not_applicable", "不适用时"},
	[WORD_BY_PARTS] = {"scored_by_parts", "分期计分"},
	[WORD_TAKE] = {"take", "取"},
	[WORD_ZERO] = {"zero_if", "本项归零"},
	[WORD_FAULTS] = {"faults", "扣分清单"},
	[WORD_PARTS] = {"parts", "得分清单", {"加分清单"}},

	[WORD_SOURCE] = {"source", "数据"},
	[WORD_ONLY] = {"only", "只看"},
	[WORD_MEASURE] = {"measure", "口径"},
	[WORD_COUNTS] = {"counts", "数"},
	[WORD_COLUMNS] = {"columns", "算出", {"另算"}},
	[WORD_PART] = {"part", "分子"},
	[WORD_WHOLE] = {"whole", "分母"},
	[WORD_EVERY] = {"every", "每", {"周期"}},
	[WORD_OF_WHOM] = {"of_whom", "哪些人"},
	[WORD_BACK] = {"back", "往前"},
	[WORD_WINDOW] = {"window", "时段"},
	[WORD_OVER] = {"over", "各期"},
	[WORD_AMONG] = {"among", "范围"},

	[WORD_EACH] = {"each", "每个", {"每次", "每篇", "每人", "每人次"}},
	[WORD_BY] = {"by", "按"},
	[WORD_BY_WHAT] = {"by_what", "按哪项",
		{"by_level", "按级别", "by_kind", "按类型", "by_result", "按结果", "by_role", "按职务",
			"按"}},
	[WORD_STACK] = {"stack", "再加"},
	[WORD_TIMES] = {"times", "加倍"},
	[WORD_LENIENT] = {"lenient", "从轻"},
	[WORD_SHARE] = {"share", "合作"},
	[WORD_BY_OFFICE] = {"by_office", "按组内职务"},
	[WORD_EVIDENCE] = {"evidence", "须附", {"须附佐证"}},
	[WORD_UNLESS] = {"unless", "除非"},
	[WORD_LATE_BY] = {"late_by_more_than", "迟超过"},

	[WORD_SAME_MATTER] = {"same_matter", "同一事项", {"同一案件"}},
	[WORD_SAME_COLUMN] = {"same_column", "同一栏",
		{"same_level", "同一级别", "同一对象", "same_person", "同一人"}},
	[WORD_CAP_DAY] = {"cap_a_day", "每日上限"},
	[WORD_CAP_WEEK] = {"cap_a_week", "每周上限"},
	[WORD_CAP_MONTH] = {"cap_a_month", "每月上限"},
	[WORD_CAP_QUARTER] = {"cap_a_quarter", "每季上限"},
	[WORD_CAP_PERSON] = {"cap_a_person", "每人上限"},
	[WORD_CAP_MATTER] = {"cap_a_matter", "合计不超过"},
	[WORD_IN_TURN] = {"in_turn", "依次"},
	[WORD_BEST] = {"best", "只计最高", {"只取最高"}},
	[WORD_CONVERT] = {"convert", "折算"},
	[WORD_CONVERT_ROUND] = {"convert_round", "折算取整"},

	[WORD_PER_HEAD] = {"per_head", "人均"},
	[WORD_NORMALISE] = {"normalise", "换算"},
	[WORD_FROM_FULL] = {"full", "原满分"},
	[WORD_TO] = {"to", "到"},
	[WORD_BEST_IS] = {"best_is", "最高为"},
	[WORD_REACH] = {"reach", "达到"},
	[WORD_GAIN] = {"gain", "得", {"得分", "加分"}},
	[WORD_OFF] = {"off", "扣", {"扣分", "deduct"}},
	[WORD_ELSE] = {"else", "否则"},
	[WORD_REQUIRED] = {"required", "应有"},
	[WORD_TARGET] = {"target", "目标"},
	[WORD_EACH_SHORT] = {"each_short", "每少一个", {"每少一次", "每缺一个"}},
	[WORD_EACH_OVER] = {"each_over", "每多一个", {"每多一次"}},
	[WORD_EACH_BELOW] = {"each_below", "每低", {"每降低", "每低于"}},
	[WORD_EACH_ABOVE] = {"each_above", "每高", {"每提高", "每超过"}},
	[WORD_STEP] = {"step", "档"},
	[WORD_ADD] = {"add", "加", {"加分"}},
	[WORD_BROKEN_STEP] = {"broken_step", "不足一档"},
	[WORD_MAKE_UP] = {"make_up", "可补"},
	[WORD_PROPORTION] = {"in_proportion", "按完成率", {"按比例", "按完成比例"}},
	[WORD_MAY_EXCEED] = {"may_exceed", "可超"},
	[WORD_BANDS] = {"bands", "分档"},
	[WORD_TIERS] = {"tiers", "分段", {"分段累进", "累进"}},
	[WORD_FROM] = {"from", "从", {"不少于", "不低于"}},
	[WORD_ABOVE] = {"above", "超过", {"高于", "多于", "大于", "more_than"}},
	[WORD_BELOW] = {"below", "低于", {"少于", "不足", "不到", "小于", "less_than"}},
	[WORD_UPTO] = {"up_to", "至多", {"至", "不超过", "不高于"}},
	[WORD_REST] = {"rest", "其余", {"其他"}},
	[WORD_BY_COUNT] = {"by_count", "按次数"},
	[WORD_RANK] = {"rank", "名次"},
	[WORD_LARGER] = {"larger_is_better", "越大越好"},
	[WORD_BY_RANK] = {"by_rank", "按名次"},
	[WORD_THEN_EACH] = {"then_each", "之后每名"},
	[WORD_LEAST] = {"least", "最低"},
	[WORD_EQUAL] = {"equal", "并列"},
	[WORD_DEADLINE] = {"deadline", "截止"},
	[WORD_EACH_DAY_LATE] = {"each_day_late", "每迟一天"},
	[WORD_GRACE] = {"grace", "宽限", {"宽限期"}},
	[WORD_DAYS] = {"days", "按"},
	[WORD_NEVER] = {"never", "未报"},
	[WORD_LATE] = {"late", "迟报"},
	[WORD_FORMULA] = {"formula", "公式"},
	[WORD_FACTOR] = {"factor", "乘"},
	[WORD_PART_CAP] = {"cap_a_part", "每期上限"},
	[WORD_PART_FLOOR] = {"floor_a_part", "每期下限"},
	[WORD_MOST_OFF] = {"most_off", "最多扣", {"至多扣"}},
	[WORD_MOST_GAIN] = {"most_gain", "最多得", {"最多加", "至多得", "至多加"}},
	[WORD_PART_ZERO] = {"zero_of_part", "本期归零", {"当期归零"}},

	[WORD_MANUAL] = {"manual", "人工", {"人工评分"}},
	[WORD_LEVELS] = {"levels", "评语"},
	[WORD_ENTERED] = {"count", "次数", {"填数", "件数"}},
	[WORD_REASON] = {"reason", "须写理由", {"须附说明"}},
	[WORD_REVIEWERS] = {"reviewers", "评分人"},
	[WORD_WHO] = {"who", "谁评"},
	[WORD_MISSING] = {"missing", "缺评"},
	[WORD_SEVERAL] = {"several", "汇总"},
	[WORD_DIFFERENCE] = {"difference", "差异提示"},

	[WORD_ALSO] = {"also", "还须"},
	[WORD_SHARE_MOST] = {"at_most", "名额", {"比例"}},
	[WORD_AT_LEAST] = {"at_least", "至少"},
	[WORD_OF_THESE] = {"of_these", "其中"},
	[WORD_JOINT] = {"at_most_together", "合计名额", {"合计比例"}},
	[WORD_TOGETHER] = {"together_with", "连同"},
	[WORD_CASE] = {"case", "情形", {"要件"}},
	[WORD_EFFECT] = {"effect", "后果"},
};

const struct word_row *word_row(enum word word)
{
	return &rows[word];
}

/* 每篇, 每少一次: what is counted has its own word for "one"; of people it says how they are counted, too. */
static const struct {
	const char *one, *counts;
	bool summed; /* it is no record: so much of it stands in each */
} measure_words[] = {{"次"}, {"篇"}, {"件"}, {"条"}, {"项"}, {"处"}, {"起"}, {"例"}, {"场"}, {"份"}, {"期"},
	{"张"}, {"块"}, {"户"}, {"家"}, {"本"}, {"册"}, {"节"}, {"批"}, {"宗"}, {"桩"}, {"单"}, {"组"},
	{"支"}, {"则"}, {"幅"}, {"笔"}, {"封"}, {"面"}, {"票"}, {"回"}, {"趟"}, {"对"}, {"台"}, {"枚"},
	{"颗"}, {"通"}, {"人", "人数"}, {"名", "人数"}, {"人次", "人次"}, {"学时", .summed = true},
	{"课时", .summed = true}, {"小时", .summed = true}, {"分钟", .summed = true}, {"天", .summed = true},
	{"元", .summed = true}, {"万元", .summed = true}, {"公里", .summed = true}, {NULL}};

/* What stands there instead of the 个 at the end of a way of writing; -1: nothing of that kind. */
static int measure_word(const char *way, struct text text)
{
	struct text stem = text_of(way), one;
	size_t number = 0;

	if (!text_starts(text, TEXT("每")) || !text_ends(stem, TEXT("个")))
		return -1;
	stem = text_take(stem, stem.len - TEXT("个").len);
	if (!text_starts(text, stem))
		return -1;
	one = text_skip(text, stem.len);
	while (measure_words[number].one && !text_is(one, measure_words[number].one))
		number++;
	/* 每少一学时, 每多一天: there it may be anything that is counted. */
	if (measure_words[number].one || (stem.len > TEXT("每").len && one.len && text_count(one) <= 3))
		return (int)number;
	return -1;
}

static bool says(const char *way, struct text text)
{
	return text_is(text, way) || measure_word(way, text) >= 0;
}

static bool is_one_of(struct text text, const char *const *ways, size_t most)
{
	for (size_t i = 0; i < most && ways[i]; i++)
		if (says(ways[i], text))
			return true;
	return false;
}

static int measure_of(struct text text, const char *const *ways, size_t most)
{
	int measure = -1;

	for (size_t i = 0; measure < 0 && i < most && ways[i]; i++)
		measure = measure_word(ways[i], text);
	return measure;
}

const char *word_counts(enum word word, struct text text)
{
	const struct word_row *row = word_row(word);
	int measure = measure_word(row->label, text);

	if (measure < 0)
		measure = measure_of(text, WAYS(row));
	return measure < 0 ? NULL : measure_words[measure].counts;
}

struct text word_one(enum word word, struct text text)
{
	struct text stem = text_of(word_row(word)->label);
	int measure = measure_word(word_row(word)->label, text);

	if (measure < 0 || (measure_words[measure].one && !measure_words[measure].summed) ||
		text_ends(text, TEXT("个")))
		return NO_TEXT;
	text = text_skip(text, stem.len - TEXT("个").len);
	return text_skip(text, text_starts(text, TEXT("个")) ? TEXT("个").len : 0);
}

bool word_is(enum word word, struct text text)
{
	const struct word_row *row = word_row(word);

	return text_is(text, row->name) || says(row->label, text) || is_one_of(text, WAYS(row));
}

enum word word_named(struct text text)
{
	work(WORD_COUNT / 16);
	for (enum word word = WORD_NONE + 1; word < WORD_COUNT; word++)
		if (word_is(word, text))
			return word;
	return WORD_NONE;
}

int choice_word(const struct choice_word *words, struct text text)
{
	for (; words->name; words++)
		if (text_is(text, words->name) || text_is(text, words->label) || is_one_of(text, WAYS(words)))
			return words->code;
	return -1;
}
