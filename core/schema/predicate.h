/* Paths, filters and sorts over any source. A path is at most three references and a field:
 * group.branch.name; steps are names or Chinese labels. A filter is text like kind = group_meeting and date
 * >= 2026-07-01 and not (state = 草稿 or place ~ 会议室) with = != < <= > >= ~ (finds: text, pinyin; of a
 * reference its title), `[not] in (a, b)`, `is [not] empty`, a flag alone, and / or / not or 且 / 或 / 非;
 * values with blanks or signs in quotes. Where a path leads to several values, a comparison holds when any
 * does, != when none equals; a set equals when it holds all that is named. A date or a number may be compared
 * with a field of its kind, too: done > due; in rules, which compile to the same predicate, a date also with
 * a day of the period: 期初, 期末前12个月 (begin, end-12m). */
#ifndef CORE_SCHEMA_PREDICATE_H
#define CORE_SCHEMA_PREDICATE_H

#include "core/base/arena.h"
#include "core/base/pinyin.h"
#include "core/schema/world.h"

enum { PATH_STEPS = 4 };

struct path {
	const struct field *steps[PATH_STEPS];
	size_t count;  /* the last is the field itself */
	bool whole_id; /* "id": the record's number */
};

bool path_compile(struct path *path, const struct schema *schema, const struct entity *entity,
	struct text text, struct error *err);
static inline const struct field *path_field(const struct path *path) /* NULL for "id" */
{
	return path->whole_id ? NULL : path->steps[path->count - 1];
}

/* The value; a step through refs or a list takes the first. A reference at the end gives its id. False when
 * empty or when a record on the way is missing. */
bool path_get(const struct path *path, struct world *world, const struct view *view, struct value *value);
/* Its number. By far the most are asked of numbers in the record itself, or in the one that a row is in. */
static inline int64_t path_number_or(
	const struct path *path, struct world *world, const struct view *view, int64_t otherwise)
{
	const bool of_owner = path->count == 2 && path->steps[0]->tag == ROW_OWNER && view->owner;
	struct value value;

	if ((path->count == 1 || of_owner) && path->steps[path->count - 1]->type->kind == VALUE_NUMBER)
		return view_number_or(
			of_owner ? view->owner : view, path->steps[path->count - 1]->tag, otherwise);
	return path_get(path, world, view, &value) && value.kind == VALUE_NUMBER ? value.number : otherwise;
}
/* Every value on a path through refs and lists. */
typedef bool path_visit(const struct value *value, void *arg);
void path_each(
	const struct path *path, struct world *world, const struct view *view, path_visit *visit, void *arg);

struct predicate;
#define FILTER_LIST_TOO_LONG "This list is too long: at most {1} entries"
enum { FILTER_LIST_MAX = 64, FILTER_BYTES = 16 << 10 };
/* Memory is the arena's; the text may go. Errors name the place: err->row is the byte offset + 1. */
bool predicate_compile(struct predicate **predicate, const struct schema *schema, const struct entity *entity,
	struct text text, struct naming *naming, struct arena *arena, struct error *err);
/* Is it one word to a filter, without signs, blanks or quotes? */
bool predicate_is_word(struct text text);
/* A value as a filter takes it, in quotes that it does not hold itself. */
void predicate_quote(struct buf *out, struct text value);
/* A predicate that finds `typed` in any SEARCH field (by text or pinyin): what F3 types. A reference is found
 * by the title of what it refers to, where that is a field of its own. */
bool predicate_search(
	struct predicate **predicate, const struct entity *entity, struct text typed, struct arena *arena);
/* Has the entity references that are found so? Then the marks do not tell all. */
bool search_follows(const struct entity *entity);
/* The marks (base/pinyin.h) of all that it can find a record by in its own fields. */
struct pinyin_marks search_marks(const struct view *view);
/* Somebody else decides, and says in words, what is so of a record: by numbers that no record has. */
struct predicate_judge {
	bool (*holds)(const void *with, struct world *world, const struct view *view);
	void (*say)(const void *with, struct buf *out);
};
struct predicate *predicate_judged(
	const struct predicate_judge *judge, const void *with, struct arena *arena);
struct predicate *predicate_and(
	struct predicate *a, struct predicate *b, struct arena *arena); /* either may be NULL */
/* Does it ask for nothing but one choice of the record itself, or (of_owner) of the one that the row is in?
 * Then the code alone decides: a bit for each with which it holds (63 for codes that are none), and whether
 * it holds when nothing is chosen. Of a set: the bits that must all be in it. */
enum { CHOICE_CODES = 64 };
struct choice_table {
	const struct field *field;
	uint64_t among;
	bool empty, all; /* all: of a set */
};
bool predicate_by_choice(const struct predicate *predicate, bool of_owner, struct choice_table *table);

static inline bool choice_holds(const struct choice_table *choice, const struct view *view)
{
	const int64_t code = view_number_or(view, choice->field->tag, VIEW_NO_NUMBER);

	if (code == VIEW_NO_NUMBER)
		return choice->empty;
	if (choice->all)
		return !(choice->among & ~(uint64_t)code);
	return choice->among >> (code >= 0 && code < CHOICE_CODES ? code : CHOICE_CODES - 1) & 1;
}
/* The numbers of the field outside of which it holds for no record; false when it says nothing of them. */
bool predicate_range(
	const struct predicate *predicate, const struct field *field, int64_t *low, int64_t *high);
/* What it says of the record that rows are in (ROW_OWNER), and the rest: both must hold, either may be NULL.
 */
void predicate_split(const struct predicate *predicate, struct arena *arena, struct predicate **of_owner,
	struct predicate **of_row);
/* What must all hold, each by itself: at most `room` (not 0) of them, the last with all that is left. NULL
 * has none. */
size_t predicate_parts(const struct predicate *predicate, const struct predicate **parts, size_t room);
/* Do both ask the same of a record? False where that takes more than looking at them. */
bool predicate_same(const struct predicate *a, const struct predicate *b);
/* In words, as pieces of a sentence (core/base/sentence.h); of records the words they were named with. */
void predicate_say(const struct predicate *predicate, struct buf *out);
void path_say(const struct path *path, struct buf *out);
bool predicate_holds(const struct predicate *predicate, struct world *world, const struct view *view);

#endif
