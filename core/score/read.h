/* Between the files that read rules: one map at a time, each key taken once, what is left over is a mistake.
 */
#ifndef CORE_SCORE_READ_H
#define CORE_SCORE_READ_H

#include "core/score/offers.h"
#include "core/score/rules.h"
#include "core/score/words.h"

enum { TAKEN_MAX = 64 };

struct reading {
	struct rules *rules;
	struct arena *arena;
	const struct schema *schema;
	struct naming *naming; /* NULL: no store */
	struct faults *faults;
	const struct tree *root;
	bool english;             /* the keys of the file are */
	bool incomplete;          /* sections or items could not be read: what names them is not judged */
	bool grades_lost;         /* the same of grades */
	bool totalled;            /* all sections are read: what comes now may speak of the total */
	bool asks_ago[AGO_COUNT]; /* of the figure under way on other days, since a line was read */
	struct item *item;        /* being read */
	struct line *line;
	struct offers *offers; /* NULL: nobody asks what may stand somewhere */
};

/* A map whose keys are being taken. */
struct keys {
	struct reading *reading;
	const struct tree *map;
	const struct tree *taken[TAKEN_MAX];
	size_t count;
	bool lost; /* without what it lacks the rest cannot be judged */
};
/* Not a map: says so and reads as an empty one. */
struct keys keys_of(struct reading *reading, const struct tree *map);
/* The value under a key, or NULL. The same key in two ways of writing is a fault. */
const struct tree *take(struct keys *keys, enum word word);
/* Of keys that may stand there several times, in different words: the next; NULL: no more. */
const struct tree *take_next(struct keys *keys, enum word word);
/* The first value under a key, whoever took it; NULL: none. */
const struct tree *key_in(const struct tree *map, enum word word);
/* Is it there, and not taken yet? */
bool has(const struct keys *keys, enum word word);
bool keys_took(const struct keys *keys, const struct tree *node);
/* Is it a column of the line's records, or what people call whose they are (人)? */
bool is_column(const struct reading *reading, struct text name);
/* 同一级别, 同一人同一月: is each of them something that records can have the same? */
bool is_same_key(const struct reading *reading, struct text key);
/* It begins so, and that piece of it is nothing of the kind. */
bool same_key_lacks(const struct reading *reading, struct text key, struct text *piece);
/* 人, or what the source calls them. */
bool is_people(const struct reading *reading, struct text name);
/* The path of a column, with the fault for one that has none there; `single`: or that may hold several
 * values. */
bool read_column(struct reading *reading, struct text name, const struct tree *at, size_t before, bool single,
	struct path *path);
/* Does a step of it lead to several? */
bool path_holds_several(const struct path *path);
/* A fault for each key that nobody took. */
void keys_end(struct keys *keys);

/* A fault for a key that is no word at all; is there one? */
void fault_unknown_key(struct keys *keys, const struct tree *node);
bool has_unknown(const struct keys *keys);
/* One that people write so, and what says it here; `near`: it is nearly a key as well. False: none of these.
 */
bool refuse_phrase(struct keys *keys, const struct tree *node, bool near);
/* Something is not there; silent when a key is misspelled, for that is what it was. */
void fault_missing(struct keys *keys, const struct tree *node, const char *id);
void fault_missing_at_key(struct keys *keys, const struct tree *node, const char *id);
void fault_empty(struct reading *reading, const struct tree *node);
/* None of the words (and what else may stand there): which was meant, which there are. */
void fault_choice(struct reading *reading, const struct tree *node, const struct choice_word *words,
	const char *besides);
/* "{1}" is nothing; with "did you mean {2}" when something is near. So many characters into the value. */
struct near;
void fault_near(struct reading *reading, const struct tree *node, struct text word, size_t characters,
	const struct near *near, const char *id, const char *id_near);
/* The list under a key; NULL with a fault when something else is there. */
const struct tree *take_list(struct keys *keys, enum word word);
/* The map under a key; an empty one with a fault when something else is there. */
const struct tree *take_map(struct keys *keys, enum word word);

/* A fault at the value. */
#define at_value(node) (node)->line, (node)->column + ((node)->folded ? 0 : (node)->inset)
#define at_key(node) (node)->key_line, (node)->key_column + (node)->key_quoted

/* The text of a value that must be one; NO_TEXT with a fault. */
struct text read_text(struct reading *reading, const struct tree *node);
bool read_flag(struct keys *keys, enum word word, bool otherwise);
/* One of the words; `otherwise` when it is not given. */
int read_choice(struct keys *keys, enum word word, const struct choice_word *words, int otherwise);
int read_choice_at(
	struct reading *reading, const struct tree *node, const struct choice_word *words, int otherwise);
/* "2-4", "2至4": what stands before the dash and behind it; a text may begin with a minus. */
bool split_range(struct text text, struct text *from, struct text *to);
/* Two plain numbers; as a formula it would be a difference, which nobody means. */
bool is_range(struct text text);
/* What is often written where a number is needed: a fault, and what to write. False: nothing of that kind. */
bool refuse_writing(struct reading *reading, const struct tree *node);
struct fraction read_fraction(struct reading *reading, const struct tree *node);
/* Less than 0 is a fault. */
struct fraction read_without_sign(struct reading *reading, const struct tree *node);
struct fraction take_fraction(struct keys *keys, enum word word);
/* There is no such class. */
void fault_class(struct reading *reading, const struct tree *node);
void read_amount(struct reading *reading, const struct tree *node, struct amount *amount);
/* 差异提示: points, not below 0; not there: not given. */
struct fraction take_difference(struct keys *keys);
/* A number taken off, written without its sign. */
void read_off(struct reading *reading, const struct tree *node, struct amount *points);
/* Does each number that stands there begin with a minus? */
bool all_minus(const struct tree *node);
/* In what is taken off, or for any class of it. */
void refuse_minus(struct reading *reading, const struct tree *node);
bool take_amount(struct keys *keys, enum word word, struct amount *amount);
/* 期初, 期末: NAME_BEGIN, NAME_END. */
bool known_day(struct text name, unsigned *number);
/* What is known before anything is counted: 期末, items and sections before this one; false: no such name. */
bool known_before(const struct reading *reading, struct text name, unsigned *number);
/* 次数, 合计.数量 …: counted by the line under way besides what it measures; false: no such thing. */
bool line_atom(struct reading *reading, struct text name, unsigned *number);
/* Never NULL. */
struct formula *read_formula(struct reading *reading, const struct tree *node);
/* 口径, 数, 分子 and 分母 of a line; its parts are known. */
void read_measure(struct keys *keys);
/* 每, 时段, 往前, 范围 and 各期 of a line. */
void read_parts(struct keys *keys, struct line *line);
/* 分期计分: as it was when that is not said. */
void read_by_parts(struct keys *keys, enum unit *unit, enum over *over);
/* 同类 or 全部, when it is said. */
void read_among(struct keys *keys, bool *among_all);
/* 从 or 超过, 低于 or 至多, or one of each: from here to there; COMPARE_NONE when none of them is there. */
struct bound take_bound(struct keys *keys);
/* A share that is compared with more than all of it: 从: 90 where 90% is meant. */
void check_share(const struct keys *keys, const struct line *line);
/* Does any of its figures add up what rows are worth? */
bool asks_worth(const struct line *line);
/* Does what a row is worth reach the figure? In a ratio, a number of parts, or a difference from what is no
 * sum of rows it does not: then 每个 is for each that the figure says. */
bool carries_worth(const struct line *line);
/* What the line says that would come to nothing. */
void check_idle(const struct keys *keys, const struct line *line);
/* A cap on what is given once. */
void check_once(const struct keys *keys, const struct line *line);
/* Of a source whose records hold figures, where the file does not say what is measured: are they counted, and
 * can there be a doubt? */
bool figure_is_counted(const struct keys *keys);
bool figure_is_clear(const struct keys *keys);
/* 得: 60%, where points stand. */
void refuse_percent(struct reading *reading, const struct tree *node);
/* At least one. */
struct bound once(struct reading *reading);
/* Of the line under way. Without a store any name will do. */
struct naming *naming_of(struct reading *reading);
const struct entity *shape_of(const struct reading *reading);
/* A filter that nobody typed so: all of it is at that place. */
struct predicate *compile_made(struct reading *reading, struct text text, unsigned line, unsigned column);
/* `field = "word"`, in quotes that the word does not hold. */
void filter_equals(struct buf *out, const char *field, struct text word);
/* A filter over the line's source: text, or a map of field: value. */
struct predicate *read_filter(struct reading *reading, const struct tree *node);
/* One word or a filter: a label, a flag, a choice of the source, or a comparison. */
struct predicate *read_condition(struct reading *reading, struct text text, unsigned line, unsigned column);
/* 数量大于3: a column, how it is compared and with what, all in one word. How it is meant. */
bool is_said_comparison(struct reading *reading, struct text text, struct buf *meant);
/* 缺席或迟到, 省级、市级: two words written as one. */
bool is_two_words(struct reading *reading, struct text text);
/* The field of the records that can say the word, as a filter. */
bool field_saying(const struct entity *shape, struct text word, struct buf *out);
/* As one word these would be the name of a label, or nothing: a fault with what is written instead. */
bool refuse_wording(struct reading *reading, struct text text, unsigned line, unsigned column);
/* The same of a word that nothing else can say. */
bool refuse_reason(struct reading *reading, struct text text, unsigned line, unsigned column);
/* One word that no column can say, and near the name of none. */
bool says_nothing(struct reading *reading, struct text text);
/* The key of a table: that word in the field, or where no field of that name is, as read_condition. */
struct predicate *read_equal(struct reading *reading, struct text field, const struct tree *key);
enum { OFFICES_MAX = 16 };
/* An enum term_kind below OFFICES_MAX, or -1. */
int office_named(struct text word);
/* It is no office: which there are. */
void fault_office(struct reading *reading, const struct tree *node);
/* Over what is scored, or over people. */
struct predicate *read_whom(struct reading *reading, enum subject_kind subject, const struct tree *node);

/* A line: the source and all steps of it. `keys` are the item's or a part of it. */
struct line *read_line(struct keys *keys, struct text name);
/* What formulas that were read since the last line compare its figure with. */
void settle_ago(struct reading *reading, struct line *line);
/* What must be so: a word that a person confirms, or a line with a bound (at least 1 without). */
struct line *line_new(struct reading *reading, const struct tree *node, struct text name);
/* A line, or with nothing to count a tick; what 从 … 得 or 扣 say of its figure, where they are of no
 * mechanism. */
struct line *read_worth(struct keys *keys, struct text words);
struct line *read_listed(struct reading *reading, const struct tree *node);
struct line *read_event(struct reading *reading, const struct tree *node);
void add_step(
	struct reading *reading, const struct mechanism *mechanism, const struct tree *node, void *with);
void read_manual(struct keys *keys);
/* 评分人 and 缺评, of what is read there. */
void read_reviewers(struct keys *keys, struct manual *manual);
/* 每次 of a number that somebody enters. */
void read_each_entered(struct keys *keys);
/* 每个: -1, 每少一个: -1, and nothing beside it that gives. */
bool only_loses(const struct keys *keys);
#define CAP_OF_OFF "What is taken off ends with most_off, or with the floor: a cap changes nothing here"
/* Is there anything to count, or only a tick? */
bool counts_something(const struct keys *keys);

void read_item(struct reading *reading, const struct tree *node, unsigned section);
/* 权重: 30; of 100 where nothing is said. */
void read_weight(struct keys *keys, struct amount *weight, struct amount *full);
/* 上限 or 下限; 不限 is as where nothing is said. */
void take_bound_of(struct keys *keys, enum word word, struct amount *bound);
void read_classes(struct keys *keys);
void read_grades(struct keys *keys);
void read_vetoes(struct keys *keys);
/* 优秀, or 优秀等次; -1: there is none. */
int grade_named(const struct rules *rules, struct text name);
/* The fault for one that is none, so many bytes into the text. */
void unknown_grade(struct reading *reading, const struct tree *node, size_t before);
/* 还须: one condition, a list of which all, or so many of a list. */
void read_gate(struct reading *reading, const struct tree *node, struct gate *gate);
void read_ties(struct keys *keys);

#endif
