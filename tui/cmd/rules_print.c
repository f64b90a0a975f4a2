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

/* --- as a table --- */

enum { ROOM = 9 };
struct printing {
	struct table_out out;
	struct cell cells[ROOM];
	struct buf words[ROOM];
	size_t count;
};

/* old_rank, as people read it: old rank, 原名次. */
static void cell_label(const char *key, struct buf *out)
{
	buf_text(out, tr_text(key));
	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] == '_')
			out->data[i] = ' ';
}

static void table_open(
	struct printing *printing, enum table_format format, const char *const *keys, size_t columns)
{
	struct text names[ROOM], labels[ROOM];

	*printing = (struct printing){.count = 0};
	for (size_t i = 0; i < columns; i++) {
		names[i] = text_of(keys[i]);
		cell_label(keys[i], &printing->words[i]);
		labels[i] = buf_as_text(&printing->words[i]);
	}
	table_out_open(&printing->out, format, names, labels, columns);
}

/* The next cell; the row is full with the last one. */
static void cell_put(struct printing *printing, struct text text, bool number)
{
	struct buf *words = &printing->words[printing->count];

	buf_clear(words);
	put_shown(words, text_trim(text));
	printing->cells[printing->count++] = (struct cell){buf_as_text(words), number, !words->len};
	if (printing->count < printing->out.columns)
		return;
	table_out_row(&printing->out, printing->cells);
	printing->count = 0;
}

static void cell_number(struct printing *printing, const struct view *row, uint16_t tag)
{
	char digits[24] = "";

	if (view_has(row, tag))
		snprintf(digits, sizeof(digits), "%lld", (long long)view_number(row, tag));
	cell_put(printing, text_of(digits), true);
}

static void cell_words(struct printing *printing, const struct view *row, uint16_t tag)
{
	struct buf words = BUF_INIT;

	tr_encoded(view_text(row, tag), &words);
	cell_put(printing, buf_as_text(&words), false);
	buf_release(&words);
}

static void table_close(struct printing *printing)
{
	struct buf bytes = BUF_INIT;

	table_out_close(&printing->out, &bytes);
	for (size_t i = 0; i < ROOM; i++)
		buf_release(&printing->words[i]);
	print(&bytes);
}

/* --- read out --- */

/* By enum sentence_kind: for programs, for people. */
static const struct {
	const char *name, *words;
} kinds[] = {
	[SENTENCE_HEAD] = {"table", N_("the table")},
	[SENTENCE_SECTION] = {"section", N_("the section")},
	[SENTENCE_ITEM] = {"item", N_("the item")},
	[SENTENCE_GRADE] = {"grade", N_("the grade")},
	[SENTENCE_VETO] = {"veto", N_("the veto")},
	[SENTENCE_TIES] = {"ties", N_("the order of equal totals")},
};

static size_t kind_of(const struct view *row, uint16_t tag)
{
	int64_t kind = view_number(row, tag);

	return kind > 0 && kind < (int64_t)(sizeof(kinds) / sizeof(*kinds)) ? (size_t)kind : SENTENCE_ITEM;
}

/* A word of ours: as it is for programs. */
static void cell_word(struct printing *printing, const char *name, const char *words)
{
	cell_put(printing, printing->out.format == TABLE_JSON ? text_of(name) : tr_text(words), false);
}

static void cell_kind(struct printing *printing, const struct view *row, uint16_t tag)
{
	size_t kind = kind_of(row, tag);

	cell_word(printing, kinds[kind].name, kinds[kind].words);
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

static void table_sentences(const struct checked *checked)
{
	static const char *const keys[] = {
		N_("kind"), N_("id"), N_("name"), N_("line"), N_("last_line"), N_("in_words")};
	struct row_walk rows = view_rows(&checked->answer, RULED_SENTENCES);
	struct printing printing;

	table_open(&printing, checked->format, keys, 6);
	while (row_walk_next(&rows)) {
		cell_kind(&printing, &rows.row, SENTENCE_KIND);
		cell_words(&printing, &rows.row, SENTENCE_ID);
		cell_words(&printing, &rows.row, SENTENCE_NAME);
		cell_number(&printing, &rows.row, SENTENCE_LINE);
		cell_number(&printing, &rows.row, SENTENCE_LAST);
		cell_words(&printing, &rows.row, SENTENCE_WORDS);
	}
	table_close(&printing);
}

bool print_sentences(const struct checked *checked)
{
	struct row_walk sentences = view_rows(&checked->answer, RULED_SENTENCES);

	if (checked->format != TABLE_TEXT)
		table_sentences(checked);
	while (checked->format == TABLE_TEXT && row_walk_next(&sentences))
		print_sentence(&sentences.row);
	return true;
}

/* --- what changes --- */

static const struct {
	const char *name;  /* in tables */
	const char *words; /* of what kind, which, what it was, where to */
} changes[] = {
	[CHANGE_ADDED] = {N_("added"), N_("Added: {1} \"{2}\"")},
	[CHANGE_REMOVED] = {N_("removed"), N_("Removed: {1} \"{2}\"")},
	[CHANGE_RENAMED] = {N_("renamed"), N_("Renamed: {1} \"{3}\" is now called \"{2}\"")},
	[CHANGE_MOVED] = {N_("moved"), N_("Moved: {1} \"{2}\", from \"{3}\" to \"{4}\"")},
	[CHANGE_CHANGED] = {N_("changed"), N_("Changed: {1} \"{2}\"")},
	[CHANGE_WRITING] = {N_("written"), N_("Written in another way, says the same: {1} \"{2}\"")},
};

static size_t change_of(const struct view *row)
{
	int64_t what = view_number(row, CHANGE_WHAT);

	return what > 0 && what < (int64_t)(sizeof(changes) / sizeof(*changes)) ? (size_t)what
										: CHANGE_CHANGED;
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
		tr_format(&words, changes[change_of(change)].words, "wSSS",
			kinds[kind_of(change, CHANGE_KIND)].words, view_text(change, CHANGE_NAME),
			view_text(change, CHANGE_WAS), view_text(change, CHANGE_SECTION));
	else
		tr_format(&words, "{1}: {2}", "ww", changes[change_of(change)].name,
			kinds[kind_of(change, CHANGE_KIND)].words);
	put_shown(&out, buf_as_text(&words));
	buf_byte(&out, '\n');
	put_sentence(&out, N_("before: "), view_text(change, CHANGE_OLD));
	put_sentence(&out, N_("now: "), view_text(change, CHANGE_NEW));
	buf_release(&words);
	print(&out);
}

static void table_changes(const struct checked *checked)
{
	static const char *const keys[] = {N_("what"), N_("kind"), N_("name"), N_("was"), N_("section"),
		N_("line"), N_("before"), N_("now")};
	struct row_walk rows = view_rows(&checked->answer, RULED_CHANGES);
	struct printing printing;

	table_open(&printing, checked->format, keys, 8);
	while (row_walk_next(&rows)) {
		cell_word(&printing, changes[change_of(&rows.row)].name, changes[change_of(&rows.row)].name);
		cell_kind(&printing, &rows.row, CHANGE_KIND);
		cell_words(&printing, &rows.row, CHANGE_NAME);
		cell_words(&printing, &rows.row, CHANGE_WAS);
		cell_words(&printing, &rows.row, CHANGE_SECTION);
		cell_number(&printing, &rows.row, CHANGE_LINE);
		cell_words(&printing, &rows.row, CHANGE_OLD);
		cell_words(&printing, &rows.row, CHANGE_NEW);
	}
	table_close(&printing);
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

	if (checked->format != TABLE_TEXT) {
		table_changes(checked);
		return true;
	}
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

static void put_points(struct buf *out, int64_t points)
{
	struct value value = value_number(points);

	field_show(&points_field, &value, &(struct naming){.language = words_language()}, out);
}

static void cell_points(struct printing *printing, const struct view *row, uint16_t tag)
{
	struct buf words = BUF_INIT;

	if (view_has(row, tag))
		put_points(&words, view_number(row, tag));
	cell_put(printing, buf_as_text(&words), true);
	buf_release(&words);
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

/* "党小组会 15 -> 10", one after the other: why this one moves. Moves and items have one order: `items`
 * stands before the first of this move, and then behind its last. */
static void put_items(struct row_walk *items, int64_t move, struct buf *out)
{
	struct row_walk next = *items;

	while (row_walk_next(&next) && view_number(&next.row, MOVE_ITEM_MOVE) == move) {
		put_item(&next.row, out);
		*items = next;
	}
}

static void cell_grades(struct printing *printing, const struct view *row)
{
	struct text old = view_text(row, MOVE_OLD_GRADE), new = view_text(row, MOVE_NEW_GRADE);
	struct buf words = BUF_INIT;

	if (old.len || new.len)
		buf_text(&words, old.len ? old : tr_text(N_("no grade")));
	if (!text_equal(old, new)) {
		buf_text(&words, TEXT(" -> "));
		buf_text(&words, new.len ? new : tr_text("no grade"));
	}
	cell_put(printing, buf_as_text(&words), false);
	buf_release(&words);
}

static void cell_moved(struct printing *printing, const struct view *row)
{
	int64_t by = view_number(row, MOVE_OLD_RANK) - view_number(row, MOVE_NEW_RANK);
	struct buf words = BUF_INIT;

	if (view_has(row, MOVE_OLD_RANK) && view_has(row, MOVE_NEW_RANK) && by)
		tr_format(&words, by > 0 ? N_("up {1}") : N_("down {1}"), "n", by > 0 ? by : -by);
	cell_put(printing, buf_as_text(&words), false);
	buf_release(&words);
}

static void table_moves(const struct checked *checked)
{
	static const char *const keys[] = {N_("name"), N_("old_rank"), N_("new_rank"), N_("move"),
		N_("old_total"), N_("new_total"), N_("grade"), N_("items"), N_("not_judged")};
	struct row_walk rows = view_rows(&checked->answer, RULED_MOVES),
			next = view_rows(&checked->answer, RULED_MOVE_ITEMS);
	bool text = checked->format == TABLE_TEXT;
	struct printing printing;

	table_open(&printing, checked->format, keys, text ? 7 : 9);
	for (int64_t move = 0; row_walk_next(&rows); move++) {
		struct buf items = BUF_INIT;

		cell_words(&printing, &rows.row, MOVE_NAME);
		cell_number(&printing, &rows.row, MOVE_OLD_RANK);
		cell_number(&printing, &rows.row, MOVE_NEW_RANK);
		cell_moved(&printing, &rows.row);
		cell_points(&printing, &rows.row, MOVE_OLD_TOTAL);
		cell_points(&printing, &rows.row, MOVE_NEW_TOTAL);
		cell_grades(&printing, &rows.row);
		put_items(&next, move, &items);
		if (!text) {
			cell_put(&printing, buf_as_text(&items), false);
			cell_number(&printing, &rows.row, MOVE_NEW_PENDING);
		}
		buf_release(&items);
	}
	table_close(&printing);
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
	if (checked->format != TABLE_TEXT) {
		table_moves(checked);
		return true;
	}
	if (view_has(&checked->answer, RULED_VERSION))
		print_base(checked);
	else
		puts(tr("no such rules are in force yet: the points of the draft alone"));
	table_moves(checked);
	if (!print_reasons(checked))
		puts(tr("No item gives other points"));
	print_waiting(checked);
	print_steady(checked);
	return true;
}

/* --- activated --- */

bool print_activated(const struct checked *checked)
{
	const struct view *answer = &checked->answer;
	struct buf line = BUF_INIT;

	if (!view_has(answer, RULED_VERSION)) {
		print_cases(checked);
		fprintf(stderr, "touyan: %s: %s\n", checked->path,
			tr("nothing was put in force: first its cases must come out"));
		return false;
	}
	tr_format(&line, "Version {1} is in force from {2} on: {3} ({4})", "ndSS",
		view_number(answer, RULED_VERSION), view_number(answer, RULED_FROM),
		view_text(answer, RULED_NAME), view_text(answer, RULED_BASIS));
	buf_byte(&line, '\n');
	print(&line);
	return true;
}
