/* The foot of a list: what columns of all its rows come to, not only of those on the screen. */
#include "tui/draw.h"
#include "tui/list_parts.h"

/* One of struct summed's columns. */
struct told {
	struct text column;
	struct text part, whole; /* `whole`: the sum of `part` is divided by it; empty: it is not */
	bool percent;
};

static bool told_next(struct text *rest, struct told *told)
{
	struct text word;

	if (!text_split(rest, ' ', &word))
		return false;
	*told = (struct told){.percent = text_find(word, TEXT("%")) < word.len};
	text_split(&word, told->percent ? '%' : '=', &told->column);
	told->part = told->column;
	if (word.len)
		text_split(&word, '/', &told->part);
	told->whole = word;
	return true;
}

/* --- asking --- */

static void put_line(struct buf *lines, struct text name)
{
	buf_text(lines, lines->len ? TEXT("\n") : NO_TEXT);
	buf_text(lines, name);
}

static void came(struct screen *screen, const struct answer *answer);

static void ask(struct screen *screen)
{
	struct list *list = list_of(screen);
	struct text rest = text_of(list->summed->columns);
	struct buf lines = BUF_INIT;
	struct told told;

	while (told_next(&rest, &told)) {
		put_line(&lines, told.part);
		if (told.whole.len)
			put_line(&lines, told.whole);
	}
	list->foot.asked = true;
	pages_ask_sums(screen, &list->pages, buf_as_text(&lines), text_of(list->summed->alike), came);
	buf_release(&lines);
}

void list_foot_ask(struct screen *screen, int64_t change)
{
	struct list *list = list_of(screen);
	struct foot *foot = &list->foot;
	struct buf of = BUF_INIT;

	if (!list->summed)
		return;
	buf_printf(&of, "%lld %zu ", (long long)change, list->pages.where.len);
	buf_text(&of, buf_as_text(&list->pages.where));
	buf_text(&of, buf_as_text(&list->pages.typed));
	if (!text_equal(buf_as_text(&of), buf_as_text(&foot->of))) {
		foot->known = false;
		buf_clear(&foot->of);
		buf_text(&foot->of, buf_as_text(&of));
		foot->again = foot->asked;
		if (!foot->asked)
			ask(screen);
	}
	buf_release(&of);
}

/* --- the answer --- */

static int64_t places_of(const struct list *list, struct text name)
{
	const struct field *field = entity_named(list->shape, name);

	return field ? field->places : 0;
}

static bool scale(int64_t *number, int64_t places)
{
	for (; places > 0; places--)
		if (__builtin_mul_overflow(*number, 10, number))
			return false;
	return true;
}

/* In units of the column, halves away from zero. Neither a rate of rates nor a mean of means. */
static bool divided(
	const struct list *list, const struct told *told, int64_t part, int64_t whole, int64_t *out)
{
	int64_t places = places_of(list, told->column) + (told->percent ? 2 : 0);
	int64_t half;

	if (whole <= 0 || !scale(&part, places + places_of(list, told->whole)) ||
		!scale(&whole, places_of(list, told->part)) || __builtin_mul_overflow(part, 2, &part) ||
		__builtin_mul_overflow(whole, 2, &half))
		return false;
	*out = (part + (part < 0 ? -whole : whole)) / half;
	return true;
}

static bool sum_at(const struct view *body, uint64_t key, int64_t *sum)
{
	struct view row;

	if (!view_row(body, ROWS_SUMS, key, &row))
		return false;
	*sum = view_number(&row, SUM_TOTAL);
	return true;
}

static size_t column_named(const struct columns *columns, struct text path)
{
	size_t at = 0;

	while (at < columns->count && !text_equal(buf_as_text(&columns->items[at].path), path))
		at++;
	return at;
}

static void take(struct list *list, const struct view *body)
{
	struct text rest = text_of(list->summed->columns);
	struct told told;
	uint64_t key = 0;

	for (size_t i = 0; i < COLUMNS_MOST; i++)
		list->foot.cells[i] = EMPTY_VALUE;
	while (told_next(&rest, &told)) {
		size_t at = column_named(&list->columns, told.column);
		int64_t sum = 0, whole = 0;
		bool is = sum_at(body, ++key, &sum);

		if (told.whole.len)
			is = sum_at(body, ++key, &whole) && is && divided(list, &told, sum, whole, &sum);
		if (is && at < list->columns.count)
			list->foot.cells[at] = value_number(sum);
	}
}

static void came(struct screen *screen, const struct answer *answer)
{
	struct list *list = list_of(screen);
	struct foot *foot = &list->foot;
	bool wider = false;

	foot->asked = false;
	if (foot->again) {
		foot->again = false;
		ask(screen);
		return;
	}
	if (answer->kind == ANSWER_ERROR)
		return;
	take(list, &answer->body);
	foot->known = true;
	for (size_t i = 0; i < list->columns.count; i++)
		if (foot->cells[i].kind != VALUE_EMPTY)
			wider |= columns_seen(&list->columns, i, &foot->cells[i]);
	if (wider)
		columns_layout(&list->columns, list_columns(screen));
}

/* --- drawing --- */

static bool any_shown(const struct list *list)
{
	for (size_t i = 0; list->foot.known && i < list->columns.count; i++)
		if (list->columns.items[i].shown && list->foot.cells[i].kind != VALUE_EMPTY)
			return true;
	return false;
}

void list_foot_draw(const struct screen *screen, int row, struct rect rect, uint64_t key)
{
	const struct list *list = list_of(screen);
	const struct column *first = &list->columns.items[0];
	int left = rect.left + LIST_MARGIN;
	struct buf words = BUF_INIT;

	for (size_t i = 0; list->foot.known && i < list->columns.count; i++)
		key = draw_key(key, &list->foot.cells[i].number, sizeof(list->foot.cells[i].number));
	if (!any_shown(list) || draw_same(row, rect.left, rect.columns, key))
		return;
	if (list->foot.cells[0].kind == VALUE_EMPTY)
		draw_text(row, left, first->shown, STYLE_BOLD, tr_text("added up"));
	for (size_t i = 0; i < list->columns.count; i++) {
		const struct column *column = &list->columns.items[i];

		column_show(column, &list->foot.cells[i], &words);
		draw_buf_right(row, left + column->left + column->shown, column->shown, STYLE_BOLD, &words);
	}
	draw_keep();
	buf_release(&words);
}

void list_foot_release(struct list *list)
{
	buf_release(&list->foot.of);
}
