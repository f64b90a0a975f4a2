/* Drawing what was cut off, and what became of its record since. */
#include "tui/draw.h"
#include "tui/meeting/caret.h"
#include "tui/meeting/paste.h"
#include "tui/meeting/recovery_parts.h"
#include "tui/panels/reading.h"
#include "tui/places.h"
#include "tui/shared.h"

enum { PLACE_AT = 3, VALUE_AT = 15, VALUE_AT_ENGLISH = 18 /* its words are longer */, CHOICE_ROWS = 5 };

/* --- what it is --- */

void recovery_place(const struct recovery *recovery, const struct edit *edit, struct buf *out)
{
	struct titles_naming naming;

	if (recovery->live.entity == ENTITY_MEETING && paste_edit(edit)) {
		buf_text(out, tr_text("Pasted"));
		return;
	}
	place_name(&recovery->live.view, edit->tag, edit->row, edit->row_tag,
		titles_naming(&naming, &recovery->live, &recovery->titles), out);
}

/* What is typed in a field of that decision and not taken yet; returns which field, 0: nothing is. */
static uint16_t typed_in(const struct recovery *recovery, const struct edit *edit, struct text *typed)
{
	static const uint16_t tags[] = {[CELL_OWNERS] = DECISION_OWNERS, [CELL_DUE] = DECISION_DUE};
	struct caret caret = caret_read(view_text(&recovery->draft, DRAFT_CARET));
	bool unfit = caret.unfit.len && caret.unfit_row == edit->row;
	enum cell cell = unfit ? caret.unfit_cell : caret.cell;

	*typed = unfit ? caret.unfit : caret.typed;
	if (!typed->len || cell == CELL_TEXT)
		return 0;
	/* The line under the caret comes first. */
	return unfit || edit == recovery->patch.edits ? tags[cell] : 0;
}

/* "时限正在填：30；责任人还没填" */
static void put_lacking(const struct recovery *recovery, const struct edit *edit, struct buf *out)
{
	static const uint16_t tags[] = {DECISION_OWNERS, DECISION_DUE};
	struct view decision = {.entity = &decision_rows, .body = edit->new.bytes};
	struct buf label = BUF_INIT, lacking = BUF_INIT;
	struct text typed, name;
	uint16_t begun = typed_in(recovery, edit, &typed);

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		buf_clear(&label);
		name = field_label(entity_field(&decision_rows, tags[i]), words_language(), &label);
		if (begun == tags[i]) {
			tr_format(out, "({1} as typed: {2})", "SS", name, typed);
		} else if (!view_has(&decision, tags[i])) {
			buf_text(&lacking, lacking.len ? tr_text(", ") : NO_TEXT);
			buf_text(&lacking, name);
		}
	}
	if (lacking.len)
		tr_format(out, "({1} not filled in yet)", "S", buf_as_text(&lacking));
	buf_release(&label);
	buf_release(&lacking);
}

void recovery_value(
	const struct recovery *recovery, const struct edit *edit, const struct value *value, struct buf *out)
{
	struct titles_naming naming;

	place_value(recovery->live.view.entity, edit->tag, edit->row_tag, value,
		titles_naming(&naming, &recovery->live, &recovery->titles), out);
	if (recovery->live.entity == ENTITY_MEETING && edit->tag == MEETING_DECISIONS && !edit->row_tag &&
		value == &edit->new)
		put_lacking(recovery, edit, out);
}

/* Which record, and how it stands. */
static void draw_record(const struct screen *screen, struct rect rect, int row)
{
	const struct recovery *recovery = recovery_of(screen);
	bool meeting = recovery->live.loaded && recovery->live.entity == ENTITY_MEETING;
	struct buf line = BUF_INIT, word = BUF_INIT, day = BUF_INIT;

	if (meeting)
		reading_name(&recovery->live, &line);
	else
		draft_title(&recovery->draft, &line);
	draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_BOLD, &line);
	if (meeting) {
		const struct choice *state =
			choice_coded(meeting_states, view_number(&recovery->live.view, MEETING_STATE));
		int64_t date = view_number(&recovery->live.view, MEETING_DATE);

		tr_date(date, date_parts(screen->app->welcome.today).year, &day);
		buf_printf(&day, " %s", tr_weekday(date));
		tr_format(&line, "{1}, {2}", "SS", buf_as_text(&day),
			state ? choice_label(state, words_language(), &word) : NO_TEXT);
		draw_buf_right(row, rect.left + rect.columns - 1, 36, STYLE_NORMAL, &line);
	}
	buf_release(&line);
	buf_release(&word);
	buf_release(&day);
}

/* When the line was cut, and what was kept last. */
static void draw_moment(const struct screen *screen, struct rect rect, int row)
{
	const struct recovery *recovery = recovery_of(screen);
	int64_t cut = view_number(&recovery->draft, DRAFT_CUT);
	struct buf line = BUF_INIT, when = BUF_INIT, last = BUF_INIT;

	draft_moment(screen->app, view_number(&recovery->draft, DRAFT_MOMENT), true, &last);
	if (recovery_elsewhere(recovery)) {
		draft_moment(screen->app, view_number(&recovery->draft, DRAFT_SINCE), false, &when);
		tr_format(&line, "Open in another window of yours since {1}; last kept at {2}", "SS",
			buf_as_text(&when), buf_as_text(&last));
	} else if (cut) {
		draft_moment(screen->app, cut, true, &when);
		tr_format(&line, "Cut off at {1}; last kept at {2}", "SS", buf_as_text(&when),
			buf_as_text(&last));
	} else {
		tr_format(&line,
			view_has(&recovery->draft, DRAFT_CUT)
				? N_("Cut off, nobody saw when; last kept at {1}")
				: N_("Left unfinished; last kept at {1}"),
			"S", buf_as_text(&last));
	}
	draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, &line);
	buf_release(&line);
	buf_release(&when);
	buf_release(&last);
}

/* --- what is where --- */

static int draw_stored(const struct screen *screen, struct rect rect, int row)
{
	static const struct {
		uint16_t tag;
		const char *count;
	} lists[] = {{MEETING_ATTENDANCE, N_("roll {1}")}, {MEETING_AGENDA, N_("agenda {1}")},
		{MEETING_DECISIONS, N_("decisions {1}")}, {MEETING_MINUTES, N_("minutes {1}")}};
	struct recovery *recovery = recovery_of(screen);
	struct buf line = BUF_INIT;

	if (recovery->live.entity != ENTITY_MEETING)
		return row;
	draw_text(
		row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, tr_text("In the store (cannot be lost)"));
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		tr_format(&line, lists[i].count, "n",
			(int64_t)view_row_count(&recovery->live.view, lists[i].tag));
		buf_put(&line, "  ", 2);
	}
	draw_buf(row++, rect.left + PLACE_AT, rect.columns - 4, STYLE_NORMAL, &line);
	buf_release(&line);
	return row + 1;
}

static int draw_draft(const struct screen *screen, struct rect rect, int row)
{
	struct recovery *recovery = recovery_of(screen);
	bool undecided = view_number(&recovery->draft, DRAFT_FORM) == FORM_CONFLICT;
	int value = words_language() == LANGUAGE_EN ? VALUE_AT_ENGLISH : VALUE_AT;
	struct buf line = BUF_INIT;

	draw_text(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD,
		tr_text(undecided ? N_("Two changed the same, and it is not chosen yet; yours")
				  : N_("Only in the draft")));
	for (size_t i = 0; i < recovery->patch.count && i < RECOVERY_ROWS; i++, row++) {
		const struct edit *edit = &recovery->patch.edits[i];

		recovery_place(recovery, edit, &line);
		draw_buf(row, rect.left + PLACE_AT, value - PLACE_AT - 1, STYLE_NORMAL, &line);
		recovery_value(recovery, edit, &edit->new, &line);
		draw_text(row, rect.left + value, rect.columns - value - 2, STYLE_NORMAL,
			text_take(buf_as_text(&line), text_find(buf_as_text(&line), TEXT("\n"))));
		buf_clear(&line);
	}
	buf_release(&line);
	return row + 1;
}

static int draw_others(const struct screen *screen, struct rect rect, int row)
{
	const struct recovery *recovery = recovery_of(screen);

	if (!recovery->other_count)
		return row;
	draw_text(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD,
		tr_text(recovery_elsewhere(recovery) ? N_("Others since then")
						     : N_("Since the line was cut")));
	for (size_t i = 0; i < recovery->other_count; i++, row++) {
		const struct other *other = &recovery->others[i];
		struct text what =
			tr_text(other->collides ? N_("collides: will be asked") : N_("merged already"));
		int end = rect.left + rect.columns - 1, width = (int)text_width(what);

		draw_text(row, rect.left + PLACE_AT, end - width - PLACE_AT - 2, STYLE_NORMAL, other->words);
		draw_right(row, end, width, other->collides ? STYLE_WARN : STYLE_DIM, what);
	}
	return row + 1;
}

/* --- what can be done --- */

static const struct choice_line cut_choices[] = {
	{1, N_("Go on, with the caret where it was"), {"", 0}},
	{2, N_("See first what differs"), {"", 0}},
	{3, N_("Leave it for now; Today lists it"), {"", 0}},
	{9, N_("Not wanted: into the recycle bin, kept for 30 days"), {"", 0}},
	{-1, NULL, {"", 0}},
};
static const struct choice_line elsewhere_choices[] = {
	{1, N_("Go on here, with the caret where it was; that window can only read then"), {"", 0}},
	{2, N_("See first what differs"), {"", 0}},
	{3, N_("Leave it to that window"), {"", 0}},
	{-1, NULL, {"", 0}},
};

static void draw_choices(const struct choice_line *choice, struct rect rect, int row)
{
	struct text prompt = tr_text("Press a digit");
	int bottom = rect.top + rect.rows - 1 - CHOICE_ROWS;

	for (row = row > bottom ? bottom : row; choice->digit >= 0; choice++, row++) {
		char digit = (char)('0' + choice->digit);

		draw_clear(row, rect.left, rect.columns);
		draw_text(row, rect.left + 1, 1, STYLE_BOLD, (struct text){&digit, 1});
		draw_text(row, rect.left + 4, rect.columns - 6, STYLE_NORMAL, tr_text(choice->id));
	}
	draw_clear(row, rect.left, rect.columns);
	draw_text(row, rect.left + 1, 30, STYLE_NORMAL, prompt);
	draw_cursor(row, rect.left + 2 + (int)text_width(prompt));
}

void recovery_draw(const struct screen *screen, struct rect rect)
{
	const struct recovery *recovery = recovery_of(screen);
	bool elsewhere = recovery_elsewhere(recovery);
	int row = rect.top + 2;

	draw_title(screen, rect, tr_text(elsewhere ? N_("Open in another window") : N_("Go on writing")));
	draw_record(screen, rect, row++);
	draw_moment(screen, rect, row++);
	row = draw_stored(screen, rect, row + 1);
	row = draw_draft(screen, rect, row);
	row = draw_others(screen, rect, row);
	draw_choices(elsewhere ? elsewhere_choices : cut_choices, rect, row);
}
