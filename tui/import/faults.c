/* What is wrong in a file, a line for each: which of them are shown, and what is said of one. */
#include <stdio.h>
#include <string.h>
#include "core/base/memory.h"
#include "tui/ask.h"
#include "tui/import/parts.h"
#include "tui/shared.h"

/* A sentence in the few words that its column has room for: which field it is about and what the cell holds
 * stand beside it already. The arguments are the sentence's. And what to do, where neither it nor F4 says so.
 */
static const struct {
	const char *id, *brief, *advice;
} briefs[] = {
	{"{1}: there is no day \"{2}\"", N_("no such day")},
	{"{1} must be filled in", N_("must be filled in"), N_("fill it in, or leave the row out")},
	{"{1}: \"{2}\" is none of {3}", N_("only {3}")},
	{"{1}: \"{2}\" is no choice; did you mean {3}?", N_("no such choice")},
	{"{1}: \"{2}\" is no number", N_("no number")},
	{"{1}: \"{2}\" is no whole number", N_("no whole number")},
	{"{1}: there is none named \"{2}\"", N_("none of this name")},
	{"{1}: {3} characters, {2} at most", N_("{3} characters, {2} at most")},
	{"{1} holds a character that cannot be seen ({2}); take it out", N_("invisible character")},
	{"This day is still to come", N_("in the future"), N_("put the day it was")},
	{"The same as in row {1}, {2}", N_("as in row {1} {2}"),
		N_("change one of the two, or leave its row out")},
	{"The same name as in row {1}", N_("named as in row {1}")},
	{"Looks like a formula; it is taken as text", N_("looks like a formula")},
	{"Exchanged with the column {1}", N_("exchanged with {1}")},
	{"{1} columns more than the heading", N_("{1} columns more")},
	{"{1} columns less than the heading", N_("{1} columns less")},
	{"There is none of this name; the nearest is {1}", N_("none of this name")},
	{"A full member before joining ({1})", N_("joined {1}"),
		N_("one of the two days is wrong: put it right")},
	{"Joined the Party before being born ({1})", N_("born {1}"),
		N_("one of the two days is wrong: put it right")},
	{"Entered the court system before being born ({1})", N_("born {1}"),
		N_("one of the two days is wrong: put it right")},
};

static void say(const struct view *fault, bool brief, struct buf *out)
{
	enum { BRIEFS = sizeof(briefs) / sizeof(*briefs) };
	struct message message;
	size_t at = 0;

	if (!message_decode(view_text(fault, FAULT_MESSAGE), &message))
		return;
	while (at < BRIEFS && strcmp(message.id, briefs[at].id))
		at++;
	if (brief && at < BRIEFS)
		snprintf(message.id, sizeof(message.id), "%s", briefs[at].brief);
	tr_message(&message, out);
	if (!brief && at < BRIEFS && briefs[at].advice) {
		buf_text(out, tr_text(N_("; ")));
		buf_text(out, tr_text(briefs[at].advice));
	}
}

void import_fault_brief(const struct view *fault, struct buf *out)
{
	say(fault, true, out);
}

void import_fault_words(const struct view *fault, struct buf *out)
{
	say(fault, false, out);
}

/* What cannot be seen is named. */
void import_fault_cell(struct importing *importing, const struct view *fault, struct buf *out)
{
	static const char invisible[] = "{1} holds a character that cannot be seen ({2}); take it out";
	const struct table_row *row = import_row_of_fault(importing, fault);
	int64_t column = view_number_or(fault, FAULT_COLUMN, -1);
	struct message message;

	if (column < 0)
		tr_format(out, "{1} columns", "n", (int64_t)row->count);
	else if (message_decode(view_text(fault, FAULT_MESSAGE), &message) && !strcmp(message.id, invisible))
		buf_text(out, text_of(message.args[1].text));
	else if ((size_t)column < row->count)
		buf_text(out, row->cells[column]);
}

/* In the words of F4: "速裁攻坚?", "男 女", "对调", "去掉后3". */
void import_fault_offer(struct importing *importing, const struct view *fault, struct buf *out)
{
	const struct table_row *row = import_row_of_fault(importing, fault),
			       *header = &importing->table.rows[0];
	struct text rest = view_text(fault, FAULT_SUGGESTIONS), one;
	size_t count = 0;

	if (view_has(fault, FAULT_SWAP))
		buf_text(out, tr_text("exchange"));
	else if (!view_has(fault, FAULT_COLUMN) && row->count > header->count)
		tr_format(out, "cut {1}", "n", (int64_t)(row->count - header->count));
	else if (!view_has(fault, FAULT_COLUMN))
		tr_format(out, "add {1}", "n", (int64_t)(header->count - row->count));
	for (; text_split(&rest, '\x1f', &one); count++) {
		if (out->len)
			buf_byte(out, ' ');
		buf_text(out, group_short(one));
	}
	if (count == 1)
		buf_byte(out, '?');
}

/* --- which are shown --- */

size_t import_fault_count(const struct importing *importing)
{
	return importing->shown_count;
}

bool import_fault_at(const struct importing *importing, size_t at, struct view *fault)
{
	if (at >= importing->shown_count)
		return false;
	*fault = importing->shown[at];
	return true;
}

static bool is_shown(const struct importing *importing, const struct view *fault)
{
	return importing->only == ALL_COLUMNS || view_number_or(fault, FAULT_COLUMN, -1) == importing->only;
}

/* The cursor stays on its line, or on the last. */
void import_show(struct importing *importing)
{
	struct row_walk rows = view_rows(&importing->plan, IMPORTED_FAULTS);

	importing->shown = mem_resize(importing->shown, view_row_count(&importing->plan, IMPORTED_FAULTS) + 1,
		sizeof(*importing->shown));
	importing->shown_count = 0;
	while (row_walk_next(&rows))
		if (is_shown(importing, &rows.row))
			importing->shown[importing->shown_count++] = rows.row;
	if (!importing->shown_count && importing->only != ALL_COLUMNS) {
		importing->only = ALL_COLUMNS;
		import_show(importing);
		return;
	}
	if (importing->at >= importing->shown_count)
		importing->at = importing->shown_count ? importing->shown_count - 1 : 0;
}

/* F8 and F7: what is only a reminder is passed over. */
bool import_step(struct importing *importing, bool back)
{
	size_t count = importing->shown_count;

	for (size_t i = 1; i <= count; i++) {
		size_t at = (importing->at + (back ? count - i : i)) % count;

		if (!view_number(&importing->shown[at], FAULT_WARNING)) {
			importing->at = at;
			return true;
		}
	}
	return false;
}

/* --- F3: one column --- */

static void column_picked(struct screen *screen, size_t picked)
{
	struct importing *importing = importing_of(screen);

	if (picked > importing->column_count)
		return;
	importing->only = picked ? importing->columns[picked - 1] : ALL_COLUMNS;
	importing->at = 0;
	import_show(importing);
	app_redraw(screen->app);
}

/* Columns with faults, in the order they come, each with how many. */
void import_ask_column(struct screen *screen)
{
	struct importing *importing = importing_of(screen);
	struct row_walk rows = view_rows(&importing->plan, IMPORTED_FAULTS);
	int64_t counts[COLUMNS_SHOWN] = {0};
	struct text lines[COLUMNS_SHOWN + 1];
	struct buf words[COLUMNS_SHOWN + 1];

	importing->column_count = 0;
	while (row_walk_next(&rows)) {
		int64_t column = view_number_or(&rows.row, FAULT_COLUMN, -1);
		size_t i = 0;

		while (i < importing->column_count && importing->columns[i] != column)
			i++;
		if (i == COLUMNS_SHOWN)
			continue;
		importing->columns[i] = column;
		importing->column_count += i == importing->column_count;
		counts[i]++;
	}
	for (size_t i = 0; i <= importing->column_count; i++) {
		words[i] = (struct buf)BUF_INIT;
		if (i)
			tr_format(&words[i], "{1}  {2} places", "Sn",
				import_heading(importing, importing->columns[i - 1]), counts[i - 1]);
		else
			buf_text(&words[i], tr_text("all columns"));
		lines[i] = buf_as_text(&words[i]);
	}
	ask_pick(screen, N_("Only the faults of which column?"), lines, importing->column_count + 1,
		column_picked);
	for (size_t i = 0; i <= importing->column_count; i++)
		buf_release(&words[i]);
}

struct text import_heading(const struct importing *importing, int64_t column)
{
	const struct table_row *header = &importing->table.rows[0];

	return column < 0                        ? tr_text("whole row")
		: (size_t)column < header->count ? header->cells[column]
						 : NO_TEXT;
}
