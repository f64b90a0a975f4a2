/* An entity nobody needs: the library's books. These lines are all that is written for it. */
#include "core/model/entities.h"
#include "core/model/dated.h"

enum { ENTITY_BOOK = 99 };
enum { BOOK_TITLE = 1, BOOK_KIND, BOOK_BOUGHT, BOOK_PRICE, BOOK_READER, BOOK_LENT, BOOK_BACK };

static const struct choice kinds[] = {{1, "law", "法律"}, {2, "history", "党史"}, {0}};
static const struct field fields[] = {
	{BOOK_TITLE, "title", "书名", TEXT_FIELD(1, 40), REQUIRED | UNIQUE | TITLE | SEARCH | PINYIN, 20},
	{BOOK_KIND, "kind", "门类", CHOICE_FIELD(kinds), REQUIRED, 8, "On which shelf it stands."},
	{BOOK_BOUGHT, "bought", "购入", DATE_FIELD, 0, 10},
	{BOOK_PRICE, "price", "价格", DECIMAL_FIELD(2, 0, 100000), 0, 8},
	{BOOK_READER, "reader", "借阅人", REF_FIELD(ENTITY_PERSON), 0, 8},
	{BOOK_LENT, "lent", "借出", DATE_FIELD, 0, 10},
	{BOOK_BACK, "back", "归还", DATE_FIELD, 0, 10},
	{0},
};
static void check(const struct view *view, struct world *world, struct problems *problems)
{
	(void)world;
	dated_check(view, BOOK_LENT, BOOK_BACK, problems);
}
static const struct entity book_entity = {ENTITY_BOOK, "book", "图书", fields, .check = check};

/* The court's list and the book behind it. */
enum { ENTITIES_MAX = 64 };
static const struct entity *all[ENTITIES_MAX];
const struct schema court_schema = {all};
static void __attribute__((constructor)) list_all(void)
{
	size_t count = 0;

	for (; court_entities[count]; count++)
		all[count] = court_entities[count];
	all[count] = &book_entity;
}
