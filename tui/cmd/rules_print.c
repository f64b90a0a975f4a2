/* What the service answers about a rules file: what it says, what it changes, what it would do. */
#include "tui/cmd/rules.h"

#include <stdio.h>
#include "tui/rules/steady.h"
#include "tui/words.h"

static void print(struct buf *out)
{
	if (out->len)
		fwrite(out->data, 1, out->len, stdout);
	buf_release(out);
}

/* --- read out --- */

static const struct said_kind kinds[] = {
	/* by enum sentence_kind */
	[SENTENCE_HEAD] = {"table", N_("the table")},
	[SENTENCE_SECTION] = {"section", N_("the section")},
	[SENTENCE_ITEM] = {"item", N_("the item")},
	[SENTENCE_GRADE] = {"grade", N_("the grade")},
	[SENTENCE_VETO] = {"veto", N_("the veto")},
	[SENTENCE_TIES] = {"ties", N_("the order of equal totals")},
};

const struct said_kind *said_kind(const struct view *row, uint16_t tag)
{
	int64_t kind = view_number(row, tag);

	return &kinds[kind > 0 && kind < (int64_t)(sizeof(kinds) / sizeof(*kinds)) ? kind : SENTENCE_ITEM];
}

static void print_sentence(const struct view *sentence)
{
	struct buf out = BUF_INIT, words = BUF_INIT;

	if (view_number(sentence, SENTENCE_KIND) == SENTENCE_SECTION)
		buf_byte(&out, '\n');
	if (view_has(sentence, SENTENCE_NAME)) {
		put_shown(&out, view_text(sentence, SENTENCE_NAME));
		buf_text(&out, tr_text(": "));
	}
	tr_encoded(view_text(sentence, SENTENCE_WORDS), &words);
	put_shown(&out, text_trim(buf_as_text(&words)));
	buf_byte(&out, '\n');
	buf_release(&words);
	print(&out);
}

bool print_sentences(const struct checked *checked)
{
	struct row_walk sentences = view_rows(&checked->answer, RULED_SENTENCES);

	while (row_walk_next(&sentences))
		print_sentence(&sentences.row);
	return true;
}

/* --- what changes --- */

/* The words take what kind, which, what it was, where to. */
static const struct said_kind changes[] = {
	[CHANGE_ADDED] = {N_("added"), N_("Added: {1} \"{2}\"")},
	[CHANGE_REMOVED] = {N_("removed"), N_("Removed: {1} \"{2}\"")},
	[CHANGE_RENAMED] = {N_("renamed"), N_("Renamed: {1} \"{3}\" is now called \"{2}\"")},
	[CHANGE_MOVED] = {N_("moved"), N_("Moved: {1} \"{2}\", from \"{3}\" to \"{4}\"")},
	[CHANGE_CHANGED] = {N_("changed"), N_("Changed: {1} \"{2}\"")},
	[CHANGE_WRITING] = {N_("written"), N_("Written in another way, says the same: {1} \"{2}\"")},
};

const struct said_kind *said_change(const struct view *row)
{
	int64_t what = view_number(row, CHANGE_WHAT);

	return &changes[what > 0 && what < (int64_t)(sizeof(changes) / sizeof(*changes)) ? what
											 : CHANGE_CHANGED];
}

static void put_sentence(struct buf *out, const char *before, struct text sentence)
{
	struct buf words = BUF_INIT;

	if (!sentence.len)
		return;
	tr_encoded(sentence, &words);
	buf_printf(out, "    %s", tr(before));
	put_shown(out, text_trim(buf_as_text(&words)));
	buf_byte(out, '\n');
	buf_release(&words);
}

static void print_change(const struct view *change)
{
	struct buf out = BUF_INIT, words = BUF_INIT;

	/* The table itself has no name. */
	if (view_has(change, CHANGE_NAME))
		tr_format(&words, said_change(change)->words, "wSSS", said_kind(change, CHANGE_KIND)->words,
			view_text(change, CHANGE_NAME), view_text(change, CHANGE_WAS),
			view_text(change, CHANGE_SECTION));
	else
		tr_format(&words, "{1}: {2}", "ww", said_change(change)->name,
			said_kind(change, CHANGE_KIND)->words);
	put_shown(&out, buf_as_text(&words));
	buf_byte(&out, '\n');
	put_sentence(&out, N_("before: "), view_text(change, CHANGE_OLD));
	put_sentence(&out, N_("now: "), view_text(change, CHANGE_NEW));
	buf_release(&words);
	print(&out);
}

/* With what it is compared; nothing of two files. */
static void print_base(const struct checked *checked)
{
	const struct view *answer = &checked->answer;
	struct buf line = BUF_INIT;

	if (!view_has(answer, RULED_VERSION))
		return;
	if (view_number(answer, RULED_VERSION))
		tr_format(&line, "Compared with version {1}, in force from {2} on ({3})", "ndS",
			view_number(answer, RULED_VERSION), view_number(answer, RULED_FROM),
			view_text(answer, RULED_BASIS));
	else
		buf_text(&line, tr_text("Compared with the rules that come with the program"));
	buf_byte(&line, '\n');
	print(&line);
}

bool print_changes(const struct checked *checked)
{
	struct row_walk rows = view_rows(&checked->answer, RULED_CHANGES);

	print_base(checked);
	if (!view_row_count(&checked->answer, RULED_CHANGES))
		puts(tr("Nothing changes"));
	while (row_walk_next(&rows))
		print_change(&rows.row);
	return true;
}

/* --- what it would do --- */

static const struct field points_field = {
	1, "points", "得分", DECIMAL_FIELD(POINT_PLACES, INT64_MIN / 2, INT64_MAX / 2), 0, 7};

void put_points(struct buf *out, int64_t points)
{
	struct value value = value_number(points);

	field_show(&points_field, &value, &(struct naming){.language = words_language()}, out);
}

static void put_item(const struct view *row, struct buf *out)
{
	static const uint16_t sides[] = {MOVE_ITEM_OLD, MOVE_ITEM_NEW};

	if (out->len)
		buf_text(out, tr_text("; "));
	put_shown(out, view_text(row, MOVE_ITEM_NAME));
	for (size_t i = 0; i < 2; i++) {
		buf_text(out, i ? TEXT(" -> ") : TEXT(" "));
		if (view_has(row, sides[i]))
			put_points(out, view_number(row, sides[i]));
		else
			buf_text(out,
				tr_text(view_number(row, MOVE_ITEM_THERE) >> i & 1 ? N_("no points yet")
										   : N_("no such item")));
	}
}

void put_items(struct row_walk *items, int64_t move, struct buf *out)
{
	struct row_walk next = *items;

	while (row_walk_next(&next) && view_number(&next.row, MOVE_ITEM_MOVE) == move) {
		put_item(&next.row, out);
		*items = next;
	}
}

/* Below the table: by which items. */
static bool print_reasons(const struct checked *checked)
{
	struct row_walk rows = view_rows(&checked->answer, RULED_MOVES),
			next = view_rows(&checked->answer, RULED_MOVE_ITEMS);
	bool any = false;

	for (int64_t move = 0; row_walk_next(&rows); move++) {
		struct buf out = BUF_INIT, items = BUF_INIT;

		put_items(&next, move, &items);
		if (items.len) {
			if (!any)
				buf_byte(&out, '\n');
			put_shown(&out, view_text(&rows.row, MOVE_NAME));
			buf_text(&out, tr_text(": "));
			buf_text(&out, buf_as_text(&items));
			buf_byte(&out, '\n');
			any = true;
		}
		buf_release(&items);
		print(&out);
	}
	return any;
}

/* What the totals are without. */
static void print_waiting(const struct checked *checked)
{
	struct buf out = BUF_INIT;

	waiting_words(&checked->answer, &out);
	if (out.len)
		buf_byte(&out, '\n');
	print(&out);
}

static void print_steady(const struct checked *checked)
{
	struct buf out = BUF_INIT;

	buf_byte(&out, '\n');
	steady_words(&checked->answer, 0, &out);
	if (out.len > 1)
		buf_byte(&out, '\n');
	else
		buf_clear(&out);
	print(&out);
}

bool print_moves(const struct checked *checked)
{
	struct rules_table table;

	if (view_has(&checked->answer, RULED_VERSION))
		print_base(checked);
	else
		puts(tr("no such rules are in force yet: the points of the draft alone"));
	rules_table_open(&table, TABLE_TEXT, &moves_text_columns);
	moves_text_columns.rows(&table, checked);
	rules_table_close(&table);
	if (!print_reasons(checked))
		puts(tr("No item gives other points"));
	print_waiting(checked);
	print_steady(checked);
	return true;
}

/* --- activated --- */

bool say_not_activated(const struct checked *checked)
{
	fprintf(stderr, "touyan: %s: %s\n", checked->path,
		tr("nothing was put in force: first its cases must come out"));
	return false;
}

bool print_activated(const struct checked *checked)
{
	const struct view *answer = &checked->answer;
	struct buf line = BUF_INIT;

	if (!view_has(answer, RULED_VERSION)) {
		print_cases(checked);
		return say_not_activated(checked);
	}
	tr_format(&line, "Version {1} is in force from {2} on: {3} ({4})", "ndSS",
		view_number(answer, RULED_VERSION), view_number(answer, RULED_FROM),
		view_text(answer, RULED_NAME), view_text(answer, RULED_BASIS));
	buf_byte(&line, '\n');
	print(&line);
	return true;
}
