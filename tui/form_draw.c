/* Drawing a form: a field a line, labels aligned; two columns of fields on wide screens. */
#include <string.h>
#include "tui/draw.h"
#include "tui/form_parts.h"
#include "tui/shared.h"

enum { HEAD_ROWS = 2, FAULTS_SHOWN = 4, WIDE = 120, LABEL_MOST = 20, BOX_LEAST = 12, BOX_MOST = 44 };

/* Where fields go. */
struct places {
	int top, rows;     /* of the screen */
	int label, column; /* widths: of a label, of a column of fields */
	size_t across, first, down;
};

static int label_width(const struct form *form)
{
	struct buf label = BUF_INIT;
	int widest = 4;

	for (size_t i = 0; i < form->count; i++) {
		int width;

		buf_clear(&label);
		width = (int)text_width(field_label(form->slots[i].field, words_language(), &label));
		widest = width > widest ? width : widest;
	}
	buf_release(&label);
	return widest < LABEL_MOST ? widest : LABEL_MOST;
}

static int fault_count(const struct form *form)
{
	int count = 0;

	for (size_t i = 0; i < form->count; i++)
		count += slot_fault(form, &form->slots[i]) != NULL;
	for (size_t i = 0; i < form->problems.count; i++)
		count += !form->problems.items[i].tag;
	return count < FAULTS_SHOWN ? count : FAULTS_SHOWN;
}

static struct places places_of(const struct form *form, struct rect rect)
{
	int faults = fault_count(form);
	struct places places = {.top = rect.top + HEAD_ROWS, .across = rect.columns >= WIDE ? 2 : 1};
	size_t lines;

	/* Two rows stay free at the bottom for the windows of input methods. */
	places.rows = rect.rows - HEAD_ROWS - 2 - (faults ? faults + 1 : 0);
	places.label = label_width(form);
	places.column = rect.columns / (int)places.across;
	lines = (form->count + places.across - 1) / places.across;
	places.down = lines;
	places.first =
		lines_top(lines ? form->at % lines : 0, lines, (size_t)(places.rows > 1 ? places.rows : 1));
	return places;
}

/* --- one field --- */

static int box_width(const struct slot *slot, int room)
{
	int width = slot->field->type->kind == VALUE_TEXT && slot->field->max > slot->field->width
		? (int)slot->field->max
		: slot->field->width + 2;

	if (slot->field->target || slot->field->type == &type_set)
		width *= 2;
	width = width < BOX_LEAST ? BOX_LEAST : width > BOX_MOST ? BOX_MOST : width;
	return width < room ? width : room;
}

/* Without the field's name before it, which stands there already. */
static void put_fault(const struct slot *slot, const struct message *fault, struct buf *out)
{
	struct buf words = BUF_INIT, label = BUF_INIT;
	struct text text;

	tr_message(fault, &words);
	text = buf_as_text(&words);
	field_label(slot->field, words_language(), &label);
	if (text_starts(text, buf_as_text(&label))) {
		struct text rest = text_skip(text, label.len);

		if (text_starts(rest, TEXT(": ")) || text_starts(rest, TEXT("：")))
			text = text_trim(text_skip(rest, text_starts(rest, TEXT(": ")) ? 1 : strlen("：")));
	}
	buf_text(out, text);
	buf_release(&words);
	buf_release(&label);
}

/* What stands behind the field: what is wrong, else the day that was meant, else what could be chosen. */
static void draw_beside(
	const struct screen *screen, const struct slot *slot, bool here, int row, int column, int columns)
{
	const struct message *fault = slot_fault(form_of(screen), slot);
	struct buf words = BUF_INIT;

	if (columns < 4)
		return;
	if (fault) {
		put_fault(slot, fault, &words);
		draw_buf(row, column, columns, STYLE_WARN, &words);
	} else if (slot->field->type == &type_date && here && slot->now.value.kind != VALUE_EMPTY) {
		tr_date(slot->now.value.number, 0, &words);
		buf_byte(&words, ' ');
		buf_text(&words, text_of(tr_weekday(slot->now.value.number)));
		draw_buf(row, column, columns, STYLE_DIM, &words);
	} else if (here && slot_open(slot) && form_may_write(screen, NULL)) {
		slot_choices(slot, &words);
		draw_buf(row, column, columns, STYLE_DIM, &words);
	}
	buf_release(&words);
}

static void draw_value(
	const struct screen *screen, const struct slot *slot, bool here, int row, int column, int width)
{
	bool boxed = slot_open(slot) && form_may_write(screen, NULL);
	struct buf words = BUF_INIT;

	if (boxed && here) {
		draw_text(row, column, 1, STYLE_NORMAL, TEXT("["));
		draw_text(row, column + width + 1, 1, STYLE_NORMAL, TEXT("]"));
	}
	if (boxed && here && slot_typed(slot)) {
		edit_line_draw(&slot->line, row, column + 1, width);
		return;
	}
	slot_show(screen, slot, &words);
	draw_buf(row, column + 1, width, slot_open(slot) ? STYLE_NORMAL : STYLE_DIM, &words);
	if (here)
		draw_cursor(row, column + 1);
	buf_release(&words);
}

static void draw_slot(const struct screen *screen, size_t at, const struct places *places, struct rect rect)
{
	const struct form *form = form_of(screen);
	const struct slot *slot = &form->slots[at];
	int left = rect.left + (int)(at / places->down) * places->column;
	int row = places->top + (int)(at % places->down - places->first);
	int value = left + 3 + places->label + 1, end = left + places->column - 1;
	int width = box_width(slot, end - value - 2);
	struct buf label = BUF_INIT;

	if (at % places->down < places->first || row >= places->top + places->rows)
		return;
	if (at == form->at)
		draw_text(row, left, 1, STYLE_NORMAL, TEXT(">"));
	if (slot_fault(form, slot))
		draw_text(row, left + 1, 1, STYLE_WARN, TEXT("!"));
	else if (slot_changed(slot) && form->id)
		draw_text(row, left + 1, 1, STYLE_MARK, TEXT("*"));
	draw_text(row, left + 3, places->label,
		slot->field->flags & REQUIRED && slot_open(slot) ? STYLE_BOLD : STYLE_NORMAL,
		field_label(slot->field, words_language(), &label));
	draw_value(screen, slot, at == form->at, row, value, width);
	draw_beside(screen, slot, at == form->at, row, value + width + 3, end - value - width - 3);
	buf_release(&label);
}

/* --- around them --- */

static void draw_head(const struct screen *screen, struct rect rect)
{
	const struct form *form = form_of(screen);
	struct buf words = BUF_INIT;
	struct message why;

	entity_label(form->entity, words_language(), &words);
	if (!form->id) {
		buf_put(&words, "  ", 2);
		buf_text(&words, tr_text("new"));
	} else if (form->steps.live.loaded) {
		buf_put(&words, "  ", 2);
		buf_text(&words, view_text(&form->steps.live.answer, GOT_TITLE));
	}
	draw_title(screen, rect, buf_as_text(&words));
	buf_clear(&words);
	message_set(&why, "", "");
	if (form->id && form->steps.live.loaded && !form_may_write(screen, &why))
		tr_message(&why, &words);
	else
		buf_text(&words, form->draft_there || form->dirty ? tr_text("not saved yet: F2") : NO_TEXT);
	draw_buf(rect.top + 1, rect.left + 1, rect.columns - 2, STYLE_DIM, &words);
	buf_release(&words);
}

static void draw_fault(const struct slot *slot, const struct message *fault, int row, struct rect rect)
{
	struct buf words = BUF_INIT;

	draw_text(row, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	if (slot) {
		field_label(slot->field, words_language(), &words);
		buf_put(&words, "  ", 2);
		put_fault(slot, fault, &words);
	} else {
		tr_message(fault, &words);
	}
	draw_buf(row, rect.left + 3, rect.columns - 4, STYLE_NORMAL, &words);
	buf_release(&words);
}

static void draw_faults(const struct form *form, int row, struct rect rect)
{
	int left = fault_count(form);

	for (size_t i = 0; left && i < form->problems.count; i++)
		if (!form->problems.items[i].tag) {
			draw_fault(NULL, &form->problems.items[i].message, row++, rect);
			left--;
		}
	for (size_t i = 0; left && i < form->count; i++)
		if (slot_fault(form, &form->slots[i])) {
			draw_fault(&form->slots[i], slot_fault(form, &form->slots[i]), row++, rect);
			left--;
		}
}

void form_draw(const struct screen *screen, struct rect rect)
{
	const struct form *form = form_of(screen);
	struct places places = places_of(form, rect);

	draw_head(screen, rect);
	for (size_t i = 0; i < form->count; i++)
		draw_slot(screen, i, &places, rect);
	draw_faults(form, places.top + places.rows + 1, rect);
}
